import Foundation
import Gouji
import GoujiArchive
import GoujiTestSupport
import Testing

@Test func `what has not changed is not read again`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  try bench.folder.write(sample("odd-tabs/source.txt"), to: "in/b/b.txt")
  let first = try await bench.importAll()
  #expect((first.new, first.changed, first.unchanged) == (2, 0, 0))
  let second = try await bench.importAll()
  #expect((second.new, second.changed, second.unchanged) == (0, 0, 2))
  // Now by its times alone.
  try await waitUntilOld()
  try await bench.importAll()
  #expect(try bench.value("SELECT count(*) FROM documents WHERE size IS NULL") == "0")
  let third = try await bench.importAll()
  #expect((third.new, third.changed, third.unchanged) == (0, 0, 2))
  #expect(try bench.value("SELECT count(*) FROM versions") == "2")
}

@Test func `a changed document becomes a version, compared cell by cell`() async throws {
  let bench = try ArchiveBench()
  let page = try plantedPage()
  try bench.folder.write(page, to: "in/a.html")
  try await bench.importAll()
  try bench.folder.write(bench.reader.replacing(received, with: "987", in: page), to: "in/a.html")
  let second = try await bench.importAll()
  #expect((second.new, second.changed, second.unchanged, second.changedCells) == (0, 1, 0, 1))
  #expect(try bench.records().count == 1)
  #expect(try bench.records().first?.document.reading.report?[received].value == 987)
  let old = try #require(bench.reader.read(page).report?[received].value)
  #expect(
    try bench.rows(#"SELECT version, cause, "row", "column", old_value, new_value FROM changes"#)
      == [["2", "content", "new_received", "natural_person", "\(old)", "987"]]
  )
  // Changed back, it is the reading of the first version again.
  try bench.folder.write(page, to: "in/a.html")
  let third = try await bench.importAll()
  #expect((third.changed, third.changedCells) == (1, 1))
  #expect(try bench.value("SELECT count(*) FROM readings") == "2")
  #expect(try bench.value("SELECT count(*) FROM versions") == "3")
}

@Test func `equal contents under two names are stored once and listed twice`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/b.html")
  try bench.folder.write(plantedPage(), to: "in/a/copy.html")
  try await bench.importAll()
  #expect(try bench.value("SELECT count(*) FROM readings") == "1")
  let records = try bench.records()
  #expect(records.map(\.document.document) == ["a/copy.html", "b.html"])
  var identifiers = FindingIdentifiers()
  for record in records {
    let alone = record.document.record(&identifiers)
    #expect(record.findings.map(\.id) == alone.findings.map(\.id))
    #expect(!record.findings.isEmpty)
  }
  #expect(
    try bench.value("SELECT count(DISTINCT finding) = count(*) FROM current_findings") == "1"
  )
}

@Test func `what the manifest says is taken over when it changes`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  try await bench.importAll()
  try bench.folder.write(
    "document,agency,year,parent,url,published_on\na.html,某局,2022,某市,https://example.gov.cn/,2023-01-05\n",
    to: "in/manifest.csv"
  )
  let second = try await bench.importAll()
  #expect((second.new, second.changed, second.changedCells) == (0, 1, 0))
  let document = try #require(try bench.records().first?.document)
  #expect(document.reading.report?.identity.agency?.value == "某局")
  #expect(document.reading.report?.identity.agency?.source == .manifest)
  #expect(document.manifestEntry?.parent == "某市")
  #expect(document.manifestEntry?.publishedOn == CalendarDate(year: 2023, month: 1, day: 5))
  #expect(try bench.value("SELECT cause FROM versions WHERE is_current") == "manifest")
  #expect(try await bench.importAll().unchanged == 1)
}

@Test func `documents of another version of the program are read again on request`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  try await bench.importAll(versions: ReaderVersions(reader: "older", rules: "older"))
  let second = try await bench.importAll()
  #expect((second.unchanged, second.readByAnotherVersion) == (1, 1))
  let third = try await bench.importAll { $0.readsOlderAgain = true }
  #expect((third.changed, third.changedCells, third.readByAnotherVersion) == (1, 0, 0))
  #expect(try bench.value("SELECT cause FROM versions WHERE is_current") == "reader")
  #expect(try await bench.importAll { $0.readsOlderAgain = true }.unchanged == 1)
}

@Test func `what cannot be read is listed, can be retried, and takes nothing away`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  try bench.folder.write(plantedPage(), to: "in/large.html")
  try bench.folder.write("document\nabsent.html\na.html\n", to: "in/manifest.csv")
  let first = try await bench.importAll { $0.limits.documentSize = 1000 }
  #expect((first.new, first.failures) == (3, 3))
  #expect(
    try bench.rows("SELECT document, reason_en FROM failures ORDER BY document") == [
      ["a.html", "larger than the limit of 1000 B"],
      ["absent.html", "listed in line 2 of manifest.csv, but there is no such file"],
      ["large.html", "larger than the limit of 1000 B"],
    ]
  )
  let second = try await bench.importAll()
  #expect((second.changed, second.unchanged, second.failures) == (2, 1, 1))
  // Unreadable later on: the version that could be read stays.
  let third = try await bench.importAll {
    $0.limits.documentSize = 1000
    $0.readsOlderAgain = true
  }
  #expect((third.new, third.changed, third.unchanged) == (0, 0, 3))
  for name in ["a", "large"] {
    try bench.folder.write(plantedPage() + [0x20], to: "in/\(name).html")
  }
  let fourth = try await bench.importAll { $0.limits.documentSize = 1000 }
  #expect((fourth.changed, fourth.unchanged, fourth.failures) == (0, 3, 3))
  #expect(
    try bench.value("SELECT status || reason_en FROM failures WHERE document = 'a.html'")
      == "readlarger than the limit of 1000 B"
  )
  #expect(try bench.records().first?.document.reading.status == .read)
  let fifth = try await bench.importAll { $0.retriesFailures = true }
  #expect((fifth.changed, fifth.failures) == (2, 1))
}

@Test func `an import that is cancelled keeps what was read, and the next one goes on`()
  async throws
{
  let bench = try ArchiveBench()
  let page = try plantedPage()
  for number in 100..<340 {
    try bench.folder.write(
      bench.reader.replacing(received, with: "\(number)", in: page),
      to: "in/\(number).html"
    )
  }
  let files = try discoverInputs([bench.folder.path("in")])
  let (archive, reader) = (try bench.open(), bench.reader)
  let task = Task {
    _ = try await archive.importDocuments(files, reader: reader) { done in
      if done > 100 { withUnsafeCurrentTask { $0?.cancel() } }
    }
  }
  await #expect(throws: CancellationError.self) { try await task.value }
  let kept = try #require(try Int(bench.value("SELECT count(*) FROM documents") ?? ""))
  #expect((100..<240).contains(kept))
  #expect(
    try bench.value("SELECT count(*) FROM facts")
      == "\(kept * bench.reader.forms["2021"]!.cells.count)"
  )
  let rest = try await bench.importAll()
  #expect((rest.new, rest.unchanged) == (240 - kept, kept))
}

@Test func `the archive can be read while an import writes to it`() async throws {
  let bench = try ArchiveBench()
  let page = try plantedPage()
  for number in 100..<270 {
    try bench.folder.write(
      bench.reader.replacing(received, with: "\(number)", in: page),
      to: "in/\(number).html"
    )
  }
  let cells = try #require(bench.reader.forms["2021"]).cells.count
  var counts: Set<Int> = []
  let archive = try bench.open()
  _ = try await archive.importDocuments(
    discoverInputs([bench.folder.path("in")]),
    reader: bench.reader
  ) { _ in
    let values = try? bench.rows(
      "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM facts)"
    )
    guard let row = values?.first, let documents = Int(row[0] ?? ""), let facts = Int(row[1] ?? "")
    else {
      Issue.record("the archive could not be read")
      return
    }
    #expect(facts == documents * cells)
    counts.insert(documents)
  }
  #expect(counts.count > 2)
}

@Test func `an import leaves nothing in the journal that keeps it from being emptied`() async throws
{
  let bench = try ArchiveBench()
  let page = try plantedPage()
  for number in 100..<160 {
    try bench.folder.write(
      bench.reader.replacing(received, with: "\(number)", in: page),
      to: "in/\(number).html"
    )
  }
  let archive = try bench.open()
  _ = try await archive.importDocuments(
    discoverInputs([bench.folder.path("in")]),
    reader: bench.reader
  )
  _ = try await archive.check(reader: bench.reader)
  let records = try archive.records(reader: bench.reader)
  #expect(records.count == 60)
  // Whether somebody is in the way, then how many pages are in the journal, and how many of them in the
  // file as well.
  let row = try #require(try bench.rows("PRAGMA wal_checkpoint(PASSIVE)").first)
  #expect(row[0] == "0")
  #expect(row[1] == row[2])
}
