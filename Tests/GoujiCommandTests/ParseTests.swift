import Foundation
import Gouji
import GoujiCommand
import GoujiTestSupport
import Synchronization
import Testing

/// The lines that `gouji parse` answers to what stands in a file.
private func answers(_ input: [UInt8], _ arguments: String...) async throws -> [[String: Any]] {
  let folder = try TemporaryFolder()
  try folder.write(input, to: "in")
  let file = try FileHandle(forReadingFrom: folder.url.appending(path: "in"))
  let said = Mutex((output: "", errorOutput: ""))
  let console = Console(environment: [:], inputDescriptor: file.fileDescriptor) { text in
    said.withLock { $0.output += text }
  } errorOutput: { text in
    said.withLock { $0.errorOutput += text }
  }
  #expect(await run(["parse"] + arguments, console: console) == 0)
  #expect(said.withLock { $0.errorOutput }.isEmpty)
  return try said.withLock { $0.output }.split(separator: "\n").map { line in
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(object as? [String: Any])
  }
}

@Test func `each line makes one line with a status, in order, and no bad one stops the rest`()
  async throws
{
  let sample = packageRoot.appending(path: "samples/2021-cell-a-line/source.txt")
  let report = try String(contentsOf: sample, encoding: .utf8)
  let good = try JSONSerialization.data(withJSONObject: [
    "id": "good", "content": report, "agency": "普定县人民政府", "year": 2023,
    "url": "http://www.example.gov.cn/1.html",
  ])
  let encoded = try JSONSerialization.data(withJSONObject: [
    "id": "encoded", "content_base64": Data(report.utf8).base64EncodedString(),
  ])
  let input =
    Array(good) + Array("\n{\"id\":\"bad\",\"content\":7}\n\nnonsense\n".utf8) + Array(encoded)
    + Array(
      "\n{\"id\":9,\"content\":\"x\\ud800\"}\n{\"id\":\"zip\",\"content_base64\":\"UEsDBAAA\"}".utf8
    )
  let lines = try await answers(input)
  #expect(lines.map { $0["input_line"] as? Int } == [1, 2, 4, 5, 6, 7])
  #expect(
    lines.map { $0["status"] as? String }
      == ["read", "invalid", "invalid", "read", "not_a_report", "unreadable"]
  )
  #expect(
    lines.map { $0["id"] as? String } == ["good", "bad", nil, "encoded", nil, "zip"]
  )
  #expect(lines[4]["id"] as? Int == 9)
  #expect(lines[0]["url"] as? String == "http://www.example.gov.cn/1.html")
  let first = try #require(lines[0]["report"] as? [String: Any])
  #expect((first["year"] as? [String: Any])?["value"] as? Int == 2023)
  #expect((first["agency"] as? [String: Any])?["source"] as? String == "manifest")
  let second = try #require(lines[3]["report"] as? [String: Any])
  #expect((second["tables"] as? [Any])?.isEmpty == false)
  #expect((lines[1]["reason"] as? [String: Any])?["en"] as? String == "content: not text")
}

@Test func `a line beyond the limit is answered, and so is the next one`() async throws {
  let long = String(repeating: "a", count: 3 << 20)
  let input =
    "{\"id\":1,\"content\":\"\(long)\"}\n{\"id\":2,\"content\":\"\(long.prefix(3 << 19))\"}\n{\"id\":3,\"content\":\"\"}"
  let lines = try await answers(Array(input.utf8), "--size-limit", "1")
  #expect(lines.map { $0["status"] as? String } == ["invalid", "unreadable", "not_a_report"])
  #expect(
    lines.map { ($0["reason"] as? [String: Any])?["en"] as? String }.prefix(2)
      == ["longer than twice the limit of a document, 1 MiB", "larger than the limit of 1 MiB"]
  )
}

@Test func `nothing in makes nothing out`() async throws {
  #expect(try await answers([]).isEmpty)
}

@Test func `what cannot be read ends with status 2`() async {
  let said = Mutex("")
  let console = Console(environment: [:], inputDescriptor: -1) { _ in
  } errorOutput: { text in
    said.withLock { $0 += text }
  }
  #expect(await run(["parse"], console: console) == 2)
  #expect(said.withLock { $0 }.hasPrefix("gouji: cannot read standard input: "))
}

/// Whether system calls can be watched here.
private let canTrace: Bool = (try? runTraced(["true"], log: "/dev/null")) == 0

private func runTraced(_ arguments: [String], log: String) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/strace")
  process.arguments = ["-f", "-e", "trace=network", "-o", log] + arguments
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}

/// The program that was built beside the tests.
private let program = URL(filePath: CommandLine.arguments[0])
  .deletingLastPathComponent().appending(path: "gouji").path(percentEncoded: false)

@Test(
  .enabled(
    if: canTrace && FileManager.default.isExecutableFile(atPath: program),
    "strace cannot be run here, or the program was not built"
  )
)
func `a page that refers to others opens no socket`() throws {
  let folder = try TemporaryFolder()
  let url = "http://127.0.0.1:9/x"
  try folder.write(
    """
    <?xml version="1.0"?><?xml-stylesheet href="\(url)"?>
    <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "\(url).dtd" [<!ENTITY x SYSTEM "\(url)">]>
    <html xmlns:xi="http://www.w3.org/2001/XInclude"><head><base href="\(url)"><script src="\(url)"></script>
    <link rel="stylesheet" href="\(url)"><meta http-equiv="refresh" content="0;url=\(url)"></head>
    <body background="\(url)">2021年政府信息公开工作年度报告 &x;<img src="\(url)"><iframe src="\(url)"></iframe>
    <xi:include href="\(url)"/><object data="\(url)"></object></body></html>
    """,
    to: "in/a.html"
  )
  let log = folder.path("log")
  // A process that does open one, so that a log without any means something.
  let script = "exec 3<>/dev/udp/127.0.0.1/9"
  #expect(try runTraced(["bash", "-c", script], log: log) == 0)
  #expect(String(decoding: try folder.bytes(of: "log"), as: UTF8.self).contains("socket("))

  for arguments in [
    ["audit", folder.path("in"), "--output", folder.path("out")],
    ["show", folder.path("in/a.html")],
  ] {
    #expect(try runTraced([program] + arguments, log: log) <= 2)
    let calls = String(decoding: try folder.bytes(of: "log"), as: UTF8.self)
    #expect(!calls.contains("socket"), "\(arguments[0])")
    #expect(calls.contains("exited with"))
  }
}
