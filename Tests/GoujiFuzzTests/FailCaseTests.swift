import Foundation
import GoujiFuzzSupport
import GoujiTestSupport
import Testing

struct FailCaseTests {
  /// The inputs of a target that once broke it.
  private static func cases(_ target: FuzzTarget) throws -> [URL] {
    let folder = packageRoot.appending(path: "Tests/GoujiFuzzTests/FailCases/\(target.rawValue)")
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  }

  @Test(arguments: FuzzTarget.allCases)
  func `what once broke a target does so no more`(target: FuzzTarget) throws {
    for file in try Self.cases(target) { target.run([UInt8](try Data(contentsOf: file))) }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `a target takes samples and what is left of them`(target: FuzzTarget) throws {
    for name in ["2021-glued", "2019-traditional", "html-clean-2019"] {
      let folder = packageRoot.appending(path: "samples/\(name)")
      let file = try #require(
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
          .first { $0.lastPathComponent.hasPrefix("source.") }
      )
      let bytes = [UInt8](try Data(contentsOf: file))
      for count in [0, 1, bytes.count / 3, bytes.count / 2 + 1, bytes.count] {
        target.run(Array(bytes.prefix(count)))
      }
    }
  }
}
