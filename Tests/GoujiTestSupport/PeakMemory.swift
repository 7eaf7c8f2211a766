import Foundation
import Testing

/// Whether the tests run under a sanitizer, which needs memory itself.
public let isSanitized = ProcessInfo.processInfo.environment["GOUJI_SANITIZER"] != nil

/// The largest memory that the process ever had, in KiB.
public func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
  return try #require(Int(line.filter { $0.isASCII && $0.isNumber }))
}
