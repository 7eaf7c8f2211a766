import Foundation
import Gouji
import GoujiTestSupport
import Synchronization
import Testing

@Test func `results come in the order of the items, however long each takes`() async throws {
  var generator = SeededGenerator(seed: 1)
  let items = (0..<300).map { ($0, Int.random(in: 0...20_000, using: &generator)) }
  var results: [Int] = []
  try await mapInOrder(items.map { Item(number: $0.0, work: $0.1) }, window: 7) { item in
    (0..<item.work).reduce(item.number) { $0 ^ ($1 & 0) }
  } consume: {
    results.append($0)
  }
  #expect(results == Array(0..<300))
}

private struct Item: Sendable {
  let number: Int
  let work: Int
}

@Test func `an error while consuming ends a batch`() async throws {
  struct Full: Error {}
  await #expect(throws: Full.self) {
    try await mapInOrder(Array(0..<50), window: 4) {
      $0
    } consume: {
      if $0 == 9 { throw Full() }
    }
  }
}

@Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
func `while one result is dealt with, the items after it are transformed`() async throws {
  let transformed = Mutex(0)
  var countMeanwhile = 0
  try await mapInOrder(Array(0..<32), window: 16) { item in
    transformed.withLock { $0 += 1 }
    return item
  } consume: { item in
    guard item == 0 else { return }
    let patience = ContinuousClock.now + .seconds(30)
    repeat {
      Thread.sleep(forTimeInterval: 0.001)
      countMeanwhile = transformed.withLock(\.self)
    } while countMeanwhile < 16 && ContinuousClock.now < patience
  }
  #expect(countMeanwhile == 16)
}

@Test func `a file is read with its size and digest`() throws {
  let folder = try TemporaryFolder()
  try folder.write("abc", to: "a.txt")
  let document = try Reader().read(try singleInput(folder.path("a.txt")))
  #expect(document.byteCount == 3)
  #expect(
    document.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  )
}

@Test func `a file beyond the limit is unreadable, one at the limit is not`() throws {
  let folder = try TemporaryFolder()
  try folder.write([UInt8](repeating: 65, count: 100), to: "a.txt")
  let input = try singleInput(folder.path("a.txt"))
  let reader = try Reader()
  #expect(reader.read(input, limits: InputLimits(documentSize: 100)).reading.status == .notAReport)
  let large = reader.read(input, limits: InputLimits(documentSize: 99)).reading
  #expect(large.status == .unreadable)
  #expect(large.reason?.en == "larger than the limit of 99 B")
}

@Test func `a document that is read only up to the limit is partial and says where it ends`() throws
{
  let folder = try TemporaryFolder()
  let whole = try sample("2021-cell-a-line/source.txt")
  let text = whole + Array(String(repeating: "本页由机器生成。\n", count: 40_000).utf8)
  try folder.write(text, to: "a.txt")
  let input = try singleInput(folder.path("a.txt"))
  let reader = try Reader()
  #expect(reader.read(input).reading.status == .read)
  let cut = reader.read(input, limits: InputLimits(readSize: 800_000)).reading
  #expect(cut.status == .partial)
  #expect(cut.reason?.en.hasPrefix("read up to byte 7999") == true, "\(cut.reason?.en ?? "none")")
  #expect(cut.report?.cells.map(\.value) == reader.read(input).reading.report?.cells.map(\.value))
}

@Test func `a pipe does not make the reader wait`() throws {
  let folder = try TemporaryFolder()
  try #require(mkfifo(folder.path("pipe"), 0o644) == 0)
  let document = try #require(Array(InputDocuments(try discoverInputs([folder.path]))).first)
  #expect(try Reader().read(document).reading.status == .unreadable)
}

@Test func `a file that vanished since it was found is unreadable`() throws {
  let folder = try TemporaryFolder()
  try folder.write("abc", to: "a.txt")
  let input = try singleInput(folder.path("a.txt"))
  try FileManager.default.removeItem(atPath: folder.path("a.txt"))
  let document = try Reader().read(input)
  #expect(document.reading.status == .unreadable)
  #expect(document.reading.reason?.en == "no such file")
  #expect(document.sha256 == nil)
}

@Test func `a file of a process that has no end is not read for ever`() throws {
  let document = try Reader().read(try singleInput("/dev/zero"))
  #expect(document.reading.status == .unreadable)
}
