import Foundation
import Gouji
import GoujiCollection
import GoujiTestSupport
import Testing

/// Documents held against one another, as they come back.
private func compared(
  _ documents: [ReadDocument],
  _ reader: Reader,
  in folder: TemporaryFolder
) throws -> CollectionRecords {
  var batch = try CollectionBatch(folder: folder.path, forms: reader.forms)
  for document in documents { try batch.append(BatchedDocument(document)) }
  return try batch.compared(by: CollectionRules(book: reader.rules))
}

@Test func `nothing of a document is lost in a batch, be it as rare as it may`() throws {
  let folder = try TemporaryFolder()
  let reader = try Reader()
  var entry = ManifestEntry()
  entry.agency = "某局"
  entry.url = "http://www.example.gov.cn/"
  entry.publishedOn = CalendarDate(year: 2022, month: 1, day: 31)
  let rare = rareDocument(try #require(reader.forms["2021"]))
  let declared = ReadDocument(
    document: "a\u{0}\n.html",
    byteCount: nil,
    sha256: nil,
    manifestEntry: entry,
    reading: .unreadable(Bilingual(zh: "坏", en: "broken"))
  )
  let samples = InputDocuments(
    try discoverInputs([packageRoot.appending(path: "samples").path(percentEncoded: false)])
  )
  let read = Dictionary(
    uniqueKeysWithValues: (samples.prefix(60).map { reader.read($0) } + [rare, declared])
      .map { ($0.document, $0) }
  )
  let records = try compared(Array(read.values), reader, in: folder)
  #expect(records.count == read.count)
  var last: ReadDocument?
  for position in 0..<records.count {
    let record = try records.record(at: position)
    let document = try #require(read[record.document.document])
    // The agency's name may have given its region.
    let found = description(of: record.document).filter { !$0.hasPrefix("identity: ") }
    #expect(found == description(of: document).filter { !$0.hasPrefix("identity: ") })
    let own = document.reading.assessment?.findings ?? []
    #expect(
      String(reflecting: record.findings.prefix(own.count).map(\.finding))
        == String(reflecting: own)
    )
    if let last { #expect(precedes(last, record.document)) }
    last = record.document
  }
}

@Test func `the file of a batch has no name`() throws {
  let folder = try TemporaryFolder()
  let reader = try Reader()
  let records = try compared([rareDocument(reader.forms.forms[0])], reader, in: folder)
  #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  #expect(try records.record(at: 0).document.document == "a/b.html")
}

@Test func `a folder without room for the file of a batch is named`() throws {
  let folder = try TemporaryFolder()
  let error = #expect(throws: SpillError.self) {
    _ = try CollectionBatch(folder: folder.path("absent"), forms: try Reader().forms)
  }
  #expect(error?.message.en.contains(folder.path("absent")) == true)
}

@Test(.disabled(if: isSanitized))
func `the memory of a batch holds no reports`() async {
  await #expect(processExitsWith: .success) {
    let folder = try TemporaryFolder()
    let reader = try Reader()
    let form = try #require(reader.forms["2021"])
    var batch = try CollectionBatch(folder: folder.path, forms: reader.forms)
    func append(_ numbers: Range<Int>, to batch: inout CollectionBatch) throws {
      for number in numbers {
        // Other figures in each, or the reports would be held against one another.
        let document = syntheticDocument(
          "\(number).txt",
          form: form,
          agency: "机关\(number)",
          replacing: [form.cells[9].id: Cell(status: .reported, value: Figure(number + 1_000))]
        )
        try batch.append(BatchedDocument(document))
      }
    }
    try append(0..<200, to: &batch)
    let before = try peakMemory()
    try append(200..<2_200, to: &batch)
    let records = try batch.compared(by: CollectionRules(book: reader.rules))
    for position in 0..<records.count { _ = try records.record(at: position) }
    let grown = try peakMemory() - before
    // Kept, the 2,000 reports would take more than 60 MiB.
    try #require(grown < 2_000 * 10, "\(grown) KiB")
  }
}
