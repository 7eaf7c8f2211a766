import Foundation
import Gouji
import GoujiTestSupport
import Synchronization
import Testing

private let sharedReader = Result { try Reader() }

private func reason(_ line: String) -> String? {
  do {
    _ = try DocumentLine(Array(line.utf8))
    return nil
  } catch {
    return "\(error.id?.description ?? "-") \(error.reason.en)"
  }
}

/// What a reader makes of the text that is a member's value, as JSON writes it.
private func document(_ members: String) throws -> ReadDocument {
  try sharedReader.get().read(
    DocumentLine(Array("{\"id\":\"a\",\(members)}".utf8)),
    limits: InputLimits(documentSize: 1000)
  )
}

@Test(arguments: [
  ("", "- not an object in JSON (at byte 1)"), ("[]", "- not an object in JSON (at byte 1)"),
  ("{", "- not an object in JSON (at byte 2)"), ("{}x", "- not an object in JSON (at byte 3)"),
  ("{\"id\":01}", "- not an object in JSON (at byte 7)"),
  ("{\"id\":\"a\",}", "- not an object in JSON (at byte 11)"),
  ("{\"id\":\"a\\q\"}", "- not an object in JSON (at byte 10)"),
  ("{\"id\":\"a", "- not an object in JSON (at byte 9)"),
  ("{\"id\":nul}", "- not an object in JSON (at byte 7)"),
  ("{\"x\":[1,{\"y\":2]}", "- not an object in JSON (at byte 15)"),
  ("{\"content\":\"x\"}", "- id: missing, or neither text nor a whole number"),
  ("{\"id\":null,\"content\":\"x\"}", "- id: missing, or neither text nor a whole number"),
  ("{\"id\":1.5,\"content\":\"x\"}", "- id: missing, or neither text nor a whole number"),
  ("{\"id\":7}", "7 neither content nor content_base64"),
  ("{\"id\":7,\"content\":[\"x\"]}", "7 content: not text"),
  ("{\"id\":7,\"content\":\"x\",\"content_base64\":\"eA==\"}", "7 both content and content_base64"),
  ("{\"id\":7,\"content_base64\":\"e\"}", "7 content_base64: not base64"),
  ("{\"id\":7,\"content_base64\":\"eA==eA==\"}", "7 content_base64: not base64"),
  ("{\"id\":7,\"content\":\"x\",\"url\":3}", "7 url: not text"),
  ("{\"id\":7,\"content\":\"x\",\"agency\":{}}", "7 agency: not text"),
  (
    "{\"id\":7,\"content\":\"x\",\"year\":\"20x0\"}",
    "7 year: cannot read '20x0' as a year of four digits"
  ),
  ("{\"id\":7,\"content\":\"x\",\"year\":20}", "7 year: not a year of four digits"),
])
func `a line that is no document is refused with the reason`(_ line: String, _ expected: String) {
  #expect(reason(line) == expected)
}

@Test func `a line may hold members of others, null, spaces and a byte-order mark`() throws {
  let line =
    "\u{FEFF} { \"x\" : [ {\"y\": [1e5, -0.25, true]} ], \"url\": null, \"year\": \"2020\","
    + "\"id\": 12, \"content\": \"abc\", \"agency\": \"普定县\" } \r"
  let read = try sharedReader.get().read(
    DocumentLine(Array(line.utf8)),
    limits: InputLimits(documentSize: 3)
  )
  #expect(read.document == "12")
  #expect(read.byteCount == 3)
  #expect(read.manifestEntry?.year == 2020)
  #expect(read.manifestEntry?.agency == "普定县")
  #expect(read.manifestEntry?.url == nil)
}

@Test(arguments: [
  (#""content":"a\n\t\"\\\/\u0041\u5b89""#, "a\n\t\"\\/A安"),
  (#""content":"\ud83d\udc4d""#, "👍"),
  (#""content":"a\ud83d""#, "a\u{FFFD}"), (#""content":"\udc4da""#, "\u{FFFD}a"),
  (#""content":"\ud83d\u5b89""#, "\u{FFFD}安"), (#""content":"\ud83d\ud83d\udc4d""#, "\u{FFFD}👍"),
  (#""content":"a"# + "\t\u{1}" + #"b""#, "a\t\u{1}b"),
  (#""content":"x","content":"y""#, "y"),
  (#""content_base64":"5a6J6aG6""#, "安顺"), (#""content_base64":"5a6J\r\n6aE=""#, "安\u{E9}\u{A1}"),
  (#""content_base64":"YQ""#, "a"), (#""content_base64":"""#, ""),
])
func `the content of a line comes out byte by byte`(_ member: String, _ text: String) throws {
  // What is no UTF-8 is given here by the characters of the same numbers.
  let expected = text.unicodeScalars.flatMap { scalar -> [UInt8] in
    member.contains("base64") && (0x80...0xFF).contains(scalar.value)
      ? [UInt8(scalar.value)] : Array(String(scalar).utf8)
  }
  #expect(try document(member).sha256 == digest(expected))
}

private func digest(_ bytes: [UInt8]) throws -> String? {
  let folder = try TemporaryFolder()
  try folder.write(bytes, to: "a.txt")
  return try sharedReader.get().read(try singleInput(folder.path("a.txt"))).sha256
}

@Test func `bytes that are no UTF-8 in a line reach the decoding as they are`() throws {
  let text = encoded("政府信息公开年度报告", in: "GB18030")
  let line = Array("{\"id\":\"a\",\"content\":\"".utf8) + text + Array("\"}".utf8)
  let read = try sharedReader.get().read(
    DocumentLine(line),
    limits: InputLimits(documentSize: 1000)
  )
  #expect(read.reading.encoding == "GB18030")
  #expect(read.byteCount == text.count)
}

@Test func `content beyond the limit is unreadable`() throws {
  let text = String(repeating: "a", count: 1001)
  #expect(
    try document("\"content\":\"\(text)\"").reading.reason?.en == "larger than the limit of 1000 B"
  )
}

@Test func `nesting without end is no trouble`() throws {
  let open = String(repeating: "[", count: 200_000)
  #expect(reason("{\"id\":\"a\",\"x\":\(open)")?.hasPrefix("- not an object") == true)
  let close = String(repeating: "]", count: 200_000)
  #expect(reason("{\"id\":\"a\",\"content\":\"\",\"x\":\(open)\(close)}") == nil)
}

@Test(arguments: 0..<300 as Range<UInt64>)
func `lines of noise never trap`(seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  let pieces = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud83d", "id", "content", "1", "-", ".", "e",
    "null",
    "\"id\":\"a\"", "\"content\":\"x\"", "\"content_base64\":\"eA==\"", " ", "\u{0}", "安",
  ]
  let line = (0..<24).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  _ = reason(line)
  _ = reason("{\(line)}")
}

/// The lines that come through a pipe into which the pieces are written.
private func lines(_ pieces: [String], limit: Int) throws -> [InputLine] {
  let pipe = Pipe()
  var reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor, limit: limit)
  for piece in pieces { try pipe.fileHandleForWriting.write(contentsOf: Data(piece.utf8)) }
  try pipe.fileHandleForWriting.close()
  var lines: [InputLine] = []
  while let line = try reader.next() { lines.append(line) }
  return lines
}

@Test func `lines are numbered, and those that are empty or too long do no harm`() throws {
  let lines = try lines(
    ["ab", "c\n\n \r\n", "too long", " by far\nde\r\n", "1234567\n12345678"],
    limit: 7
  )
  #expect(lines.map(\.number) == [1, 4, 5, 6, 7])
  #expect(
    lines.map { $0.bytes.map { String(decoding: $0, as: UTF8.self) } }
      == ["abc", nil, "de\r", "1234567", nil]
  )
}

@Test func `a line longer than any buffer is passed over`() throws {
  let folder = try TemporaryFolder()
  let long = String(repeating: "x", count: 1_000_000)
  try folder.write("\(long)\na\n\(long)", to: "lines")
  let file = try FileHandle(forReadingFrom: folder.url.appending(path: "lines"))
  var reader = LineReader(descriptor: file.fileDescriptor, limit: 1000)
  #expect(try reader.next()?.bytes == nil)
  #expect(try reader.next()?.bytes == [0x61])
  #expect(try reader.next()?.bytes == nil)
  #expect(try reader.next() == nil)
}

// What the limits of these tests guard against hangs for ever; all tests share the threads that they wait for.

@Test(.timeLimit(.minutes(10)))
func `a line is answered before the next one comes`() async throws {
  let pipe = Pipe()
  let writing = pipe.fileHandleForWriting
  try writing.write(contentsOf: Data("1\n".utf8))
  var answers: [String] = []
  let reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor, limit: 100)
  try await mapLinesInOrder(reader, window: 8, budget: 1000) { line in
    String(decoding: line.bytes ?? [], as: UTF8.self)
  } consume: { answer in
    answers.append(answer)
    if answers.count < 5 {
      try writing.write(contentsOf: Data("\(answers.count + 1)\n".utf8))
    } else {
      try writing.close()
    }
  }
  #expect(answers == ["1", "2", "3", "4", "5"])
}

@Test(.timeLimit(.minutes(10))) func `cancellation does not wait for the next line`() async throws {
  let pipe = Pipe()
  let reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor, limit: 100)
  let task = Task {
    try await mapLinesInOrder(reader, window: 2, budget: 10) {
      $0.number
    } consume: { _ in
    }
  }
  task.cancel()
  await #expect(throws: CancellationError.self) { try await task.value }
  // Lets the thread that reads come to its end.
  try pipe.fileHandleForWriting.close()
}

@Test func `what is under way stays below the budget, however many items there are`() async throws {
  let drawn = Mutex(0)
  var consumed = 0
  var most = 0
  try await mapInOrder(
    window: 100,
    budget: 30,
    next: { drawn.withLock { $0 < 200 ? increment(&$0) : nil } },
    cost: { _ in 10 },
    transform: { $0 },
    consume: { number in
      consumed += 1
      #expect(number == consumed)
      most = max(most, drawn.withLock { $0 } - consumed)
    }
  )
  #expect(consumed == 200)
  #expect(most <= 3)
}

private func increment(_ number: inout Int) -> Int {
  number += 1
  return number
}
