import Foundation
import Gouji
import GoujiTestSupport
import Testing

private let sharedReader = Result { try Reader() }
/// The debug build, some twenty times as slow, takes a tenth of everything.
#if DEBUG
private let shrinking = 10
#else
private let shrinking = 1
#endif

private let start = "<html><body><p>2021年政府信息公开工作年度报告</p>"

/// A document made to be slow or large, and what its reading must say in the reason.
struct HostileDocument: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: @Sendable () -> [UInt8]
  let reason: String

  init(_ name: String, _ reason: String, _ text: @escaping @Sendable () -> String) {
    self.init(name, reason, bytes: { Array(text().utf8) })
  }

  init(_ name: String, _ reason: String, bytes: @escaping @Sendable () -> [UInt8]) {
    testDescription = name
    self.bytes = bytes
    self.reason = reason
  }

  static let all = [
    HostileDocument("200,000 nested elements", "tags lie too deep inside one another") {
      start + String(repeating: "<div>", count: 200_000 / shrinking)
    },
    HostileDocument("200,000 nested tables", "tags lie too deep inside one another") {
      start + String(repeating: "<table><tr><td>", count: 200_000 / shrinking)
    },
    HostileDocument("100,000 attributes", "tags have too many attributes") {
      start + "<p " + (0..<100_000 / shrinking).map { "a\($0)=\"1\"" }.joined(separator: " ") + ">"
    },
    HostileDocument("spans of a million", "not found: ") {
      let cells = "<td colspan=1000000 rowspan=1000000>1</td><td colspan=\"999999999999\">2</td>"
      return start + "<table>" + String(repeating: "<tr>\(cells)</tr>", count: 1000) + "</table>"
    },
    HostileDocument("100,000 tables", "not found: ") {
      start + String(repeating: "<table><tr><td>政务公开<td>1</table>", count: 100_000 / shrinking)
    },
    HostileDocument("a row of 100,000 cells", "not found: ") {
      start + "<table><tr>" + String(repeating: "<td>1</td>", count: 100_000 / shrinking)
    },
    HostileDocument("a line of 10 MB", "no official table was found") {
      String(repeating: "12 件 ", count: 1_250_000 / shrinking)
    },
    HostileDocument("a number of 10 MB", "no official table was found") {
      String(repeating: "1", count: 10_000_000 / shrinking)
    },
    HostileDocument("10,000,000 pipes", "no official table was found") {
      String(repeating: "|", count: 10_000_000 / shrinking)
    },
    HostileDocument("400,000 headings beside one another", "no official table was found") {
      String(repeating: "总计 | 1 | ", count: 400_000 / shrinking)
    },
    HostileDocument("2,000,000 empty lines", "no official table was found") {
      String(repeating: "\n", count: 2_000_000 / shrinking)
    },
    HostileDocument("a flood of entities", "not found: ") {
      start + String(repeating: "&amp;&#x4e00;&lt;&nbsp;", count: 100_000 / shrinking)
    },
    HostileDocument("entities made of entities", "no official table was found") {
      let entities = (1..<20).map { number in
        "<!ENTITY b\(number) \"\(String(repeating: "&b\(number - 1);", count: 10))\">"
      }
      return "<!DOCTYPE html [<!ENTITY b0 \"ha\">\(entities.joined())]><html><body>&b19;"
    },
    HostileDocument("tags that only open", "not found: ") {
      start + String(repeating: "<", count: 1_000_000 / shrinking)
    },
    HostileDocument("comments that only open", "not found: ") {
      start + String(repeating: "<!--", count: 500_000 / shrinking)
    },
    HostileDocument("ends of nothing", "not found: ") {
      start + String(repeating: "<p>", count: 4000)
        + String(repeating: "</b>", count: 200_000 / shrinking)
    },
    HostileDocument("a million marks of direction", "not found: ") {
      start + String(repeating: "\u{202E}\u{2066}\u{200F}", count: 300_000 / shrinking)
    },
    HostileDocument(
      "a million NULs",
      "not text",
      bytes: { [UInt8](repeating: 0, count: 1_000_000 / shrinking) }
    ),
    HostileDocument("noise", "not text") {
      var generator = SeededGenerator(seed: 5)
      return (0..<500_000 / shrinking).map { _ in UInt8.random(in: 0...255, using: &generator) }
    },
  ]
}

extension HostileDocument {
  fileprivate init(_ name: String, _ reason: String, _ bytes: @escaping @Sendable () -> [UInt8]) {
    self.init(name, reason, bytes: bytes)
  }
}

/// The release build takes below half a second for each of them; time limits are for broken searches.
@Test(.timeLimit(.minutes(2)), arguments: HostileDocument.all)
func `a hostile document is read in time, with a clear reason`(_ hostile: HostileDocument) throws {
  let reading = try sharedReader.get().read(hostile.bytes())
  #expect(reading.reason?.en.contains(hostile.reason) == true, "\(reading.reason?.en ?? "none")")
  #expect(reading.report?.cells.allSatisfy { $0.value == nil } != false)
}

@Test func `a page that ends at a limit says so in its notes`() throws {
  let page = start + String(repeating: "<div>", count: 5000)
  let report = try sharedReader.get().read(Array(page.utf8)).report
  #expect(report?.notes.contains { $0.code == .limitReached } == true)
}

@Test func `a text cut in the middle of a character is read up to there`() throws {
  let text = encoded(String(repeating: "政府信息公开年度报告", count: 100), in: "GB18030")
  let reading = try sharedReader.get().read(text + [0xB0])
  #expect(reading.encoding == "GB18030")
  #expect(reading.status == .notAReport)
}

@Test(.timeLimit(.minutes(1))) func `a file of 100 MB is refused without being read`() throws {
  let folder = try TemporaryFolder()
  try folder.write("", to: "large.html")
  try #require(truncate(folder.path("large.html"), 100 << 20) == 0)
  let document = try sharedReader.get().read(try singleInput(folder.path("large.html")))
  #expect(document.reading.reason?.en == "larger than the limit of 64 MiB")
}

@Test func `a file without permission is listed`() throws {
  let folder = try TemporaryFolder()
  try folder.write("abc", to: "a.txt")
  chmod(folder.path("a.txt"), 0)
  // Root reads it all the same.
  let expected = getuid() == 0 ? "no official table was found" : "no permission to read it"
  let document = try sharedReader.get().read(try singleInput(folder.path("a.txt")))
  #expect(document.reading.reason?.en == expected)
}

@Test func `a name with a line break is a name like any other`() throws {
  let folder = try TemporaryFolder()
  try folder.write("abc", to: "a\n\"b\".txt")
  let files = try discoverInputs([folder.path])
  #expect(files.map(\.document) == ["a\n\"b\".txt"])
  let reader = try sharedReader.get()
  #expect(InputDocuments(files).map { reader.read($0).byteCount } == [3])
}

@Test func `a link to itself is listed`() throws {
  let folder = try TemporaryFolder()
  try FileManager.default.createSymbolicLink(
    atPath: folder.path("a.txt"),
    withDestinationPath: "a.txt"
  )
  let reader = try sharedReader.get()
  let documents = InputDocuments(try discoverInputs([folder.path])).map { reader.read($0) }
  #expect(documents.map(\.reading.reason?.en) == ["a loop of symbolic links"])
}

@Test(.timeLimit(.minutes(1))) func `a file that grows while it is read ends at the limit`()
  async throws
{
  let folder = try TemporaryFolder()
  try folder.write("", to: "log.txt")
  let path = folder.path("log.txt")
  let writer = Task.detached {
    let descriptor = open(path, O_WRONLY | O_APPEND)
    defer { close(descriptor) }
    let block = [UInt8](repeating: 0x61, count: 1 << 16)
    while !Task.isCancelled, lseek(descriptor, 0, SEEK_END) < 64 << 20 {
      _ = write(descriptor, block, block.count)
    }
  }
  let document = try sharedReader.get().read(
    try singleInput(path),
    limits: InputLimits(documentSize: 1 << 20)
  )
  writer.cancel()
  await writer.value
  #expect(document.byteCount ?? 0 <= 1 << 20)
}

@Test func `findings that say the same a hundred times are numbered without delay`() throws {
  let row = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 1 2 3 4 5 6 7\n"
  let reader = try sharedReader.get()
  let reading = reader.read(Array(String(repeating: row, count: 100).utf8))
  let document = ReadDocument(
    document: "a.txt",
    byteCount: nil,
    sha256: nil,
    manifestEntry: nil,
    reading: reading
  )
  var identifiers = FindingIdentifiers()
  let ids = document.record(&identifiers).findings.map(\.id)
  #expect(Set(ids).count == ids.count)
}
