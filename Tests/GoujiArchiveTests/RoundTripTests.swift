import Foundation
import Gouji
import GoujiTestSupport
import Testing

@testable import GoujiArchive

@Test func `samples come out of an archive as they were read`() async throws {
  let bench = try ArchiveBench()
  let files = try discoverInputs([
    packageRoot.appending(path: "samples").path(percentEncoded: false)
  ])
  #expect(files.count > 200)
  let archive = try bench.open()
  _ = try await archive.importDocuments(files, reader: bench.reader)
  var expected: [String: ReadDocument] = [:]
  for document in InputDocuments(files) {
    expected[document.document] = bench.reader.read(document)
  }
  let records = try bench.records()
  #expect(records.count == files.count)
  for record in records {
    let read = try #require(expected[record.document.document])
    #expect(description(of: record.document) == description(of: read))
    #expect(record.findings.map(\.finding) == read.reading.assessment?.findings ?? [])
    let own = read.reading.assessment?.results ?? []
    let rules = Set(own.map(\.rule))
    #expect(record.results.filter { rules.contains($0.rule) } == own)
  }
  #expect(try bench.value("PRAGMA integrity_check") == "ok")
  #expect(try bench.rows("PRAGMA foreign_key_check").isEmpty)
}

@Test func `nothing of a report is lost in an archive, be it as rare as it may`() async throws {
  let bench = try ArchiveBench()
  let form = try #require(bench.reader.forms["2021"])
  let document = rareDocument(form)
  let findings = document.reading.assessment?.findings ?? []
  let archive = try bench.open()
  try archive.store([document], versions: bench.reader.versions)
  let record = try #require(try bench.records().first)
  #expect(description(of: record.document) == description(of: document))
  // Equal figures may differ in their zeros, which the descriptions show.
  #expect(
    String(reflecting: record.findings.map(\.finding)) == String(reflecting: findings)
  )
}
