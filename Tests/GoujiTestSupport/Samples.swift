public import Foundation

/// The root of the package, found from this file.
public let packageRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The bytes of a file below `samples/`.
public func sample(_ path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: packageRoot.appending(path: "samples/\(path)")))
}
