public import Foundation
public import Testing

/// Compares a text with the golden file beside the calling test, at `Golden/` and the given path.
///
/// With `RECORD_GOLDEN=1` in the environment it writes the file instead and fails the test, so that
/// nothing is recorded by accident: read the diff, then run again.
public func expectGolden(
  _ actual: String,
  _ path: String,
  filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: filePath).deletingLastPathComponent()
  try expectGolden(
    actual,
    at: folder.appending(path: "Golden/\(path)"),
    sourceLocation: sourceLocation
  )
}

/// Compares a text with a golden file anywhere, such as beside a sample.
public func expectGolden(
  _ actual: String,
  at url: URL,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try actual.write(to: url, atomically: true, encoding: .utf8)
    Issue.record(
      "recorded \(url.lastPathComponent): read the diff, run again",
      sourceLocation: sourceLocation
    )
  } else {
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(actual == expected, sourceLocation: sourceLocation)
  }
}
