import Foundation
import Gouji
import GoujiArchive
import GoujiCollection
import GoujiTestSupport
import Testing

@Test func `an archive that grew says what one run over all documents says`() async throws {
  let bench = try ArchiveBench()
  let reader = bench.reader
  // Two years of one body: the first import has the later one, the second the earlier one.
  let report = String(decoding: try sample("2021-cell-a-line/source.txt"), as: UTF8.self)
    .replacing("水务局", with: "林草局")
  let before = report.replacing("2023年", with: "2022年").replacing("2024年", with: "2023年")
  try bench.folder.write(report, to: "years/1.txt")
  try bench.folder.write(before, to: "years/2.txt")
  let files = try discoverInputs([
    bench.folder.path("years"),
    packageRoot.appending(path: "samples").path(percentEncoded: false),
  ])
  let archive = try bench.open()
  var judged: [Int] = []
  let half = files.count / 2
  for share in [(0, 2), (half, 2), (half, 1)] {
    let some = files.enumerated().filter { $0.offset < share.0 || $0.offset % share.1 == 0 }
      .map(\.element)
    _ = try await archive.importDocuments(some, reader: reader)
    judged.append(try await archive.check(reader: reader).groups)
  }
  #expect(try await archive.check(reader: reader).groups == 0)

  let documents = InputDocuments(files).map { reader.read($0) }.sorted(by: precedes)
  var batch = try CollectionBatch(folder: bench.folder.path, forms: reader.forms)
  // The order in which documents come does not matter.
  for document in documents.reversed() { try batch.append(BatchedDocument(document)) }
  let compared = try batch.compared(by: try CollectionRules(book: reader.rules))
  let whole = try (0..<compared.count).map { try compared.record(at: $0) }
  // The second import adds to groups, the third to none.
  #expect(judged[1] > 0)
  #expect(judged[2] == 0)
  let own = documents.reduce(0) { $0 + ($1.reading.assessment?.findings.count ?? 0) }
  #expect(whole.reduce(0) { $0 + $1.findings.count } > own)

  let records = try bench.records()
  #expect(records.map(\.document.document) == documents.map(\.document))
  for (record, expected) in zip(records, whole) {
    #expect(record.findings == expected.findings)
    #expect(record.results == expected.results)
    #expect(description(of: record.document) == description(of: expected.document))
  }
}
