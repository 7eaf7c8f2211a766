import Foundation
import Testing

/// The largest memory that the process ever had, in KiB.
public func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
  return try #require(Int(line.filter { $0.isASCII && $0.isNumber }))
}
