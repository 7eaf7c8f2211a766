import Foundation
import Gouji
import GoujiArchive
import GoujiTestSupport
import Testing

/// The first finding about a cell that the archive has.
private func finding(_ bench: ArchiveBench) throws -> RecordedFinding {
  try #require(
    try bench.records().flatMap(\.findings).first { $0.finding.rule == "APP-ROW-SUM" }
      ?? bench.records().flatMap(\.findings).first { $0.finding.cell != nil }
  )
}

@Test func `a judgement outlives the next import and the next check`() async throws {
  let bench = try ArchiveBench()
  let page = try plantedPage()
  try bench.folder.write(page, to: "in/a.html")
  try await bench.importAll()
  let judged = try finding(bench)
  let judgement = Judgement(verdict: .explained, note: "=机关来函说明")
  try bench.open().judge(judged.id, judgement, forms: bench.reader.forms)
  #expect(try bench.records()[0].findings.first { $0.id == judged.id }?.judgement == judgement)

  // A change elsewhere in the document, another name, and rules that are applied anew.
  try bench.folder.write(page + Array("<!-- -->".utf8), to: "in/a.html")
  try bench.folder.write(page, to: "in/b.html")
  try await bench.importAll()
  let check = try await bench.open().check(
    reader: bench.reader,
    versions: ReaderVersions(reader: "x", rules: "x")
  )
  #expect(check.reports == 2)
  #expect(try bench.records()[0].findings.first { $0.id == judged.id }?.judgement == judgement)
  #expect(
    try bench.value("SELECT judgement FROM current_findings WHERE finding = '\(judged.id)'")
      == "explained"
  )
}

@Test func `a finding whose figures change is open again, with the note on the last one`()
  async throws
{
  let bench = try ArchiveBench()
  let page = try plantedPage()
  try bench.folder.write(page, to: "in/a.html")
  try await bench.importAll()
  let judged = try finding(bench)
  try bench.open().judge(
    judged.id,
    Judgement(verdict: .dismissed, note: "已核实"),
    forms: bench.reader.forms
  )
  let cell = try #require(judged.finding.cell)
  try bench.folder.write(bench.reader.replacing(cell, with: "98765", in: page), to: "in/a.html")
  try await bench.importAll()
  let findings = try bench.records()[0].findings
  #expect(!findings.contains { $0.id == judged.id })
  let reopened = try #require(
    findings.first { $0.finding.rule == judged.finding.rule && $0.finding.cell == cell }
  )
  #expect(
    reopened.judgement == Judgement(verdict: .dismissed, note: "已核实", isReopened: true)
  )
  #expect(reopened.judgement?.word == "reopened")
  var filter = RecordFilter()
  filter.judgements = ["reopened"]
  #expect(try bench.records(filter).flatMap(\.findings).map(\.id) == [reopened.id])
  // Judged itself, it is closed; printed as before, the first judgement holds again.
  try bench.open().judge(
    reopened.id,
    Judgement(verdict: .confirmed, note: ""),
    forms: bench.reader.forms
  )
  #expect(
    try bench.records()[0].findings.first { $0.id == reopened.id }?.judgement?.word == "confirmed"
  )
  try bench.folder.write(page, to: "in/a.html")
  try await bench.importAll()
  #expect(
    try bench.records()[0].findings.first { $0.id == judged.id }?.judgement?.word == "dismissed"
  )
}

@Test func `a finding that is not there cannot be judged`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  try await bench.importAll()
  let archive = try bench.open()
  let error = #expect(throws: ArchiveError.self) {
    try archive.judge(
      "0123456789abcdef",
      Judgement(verdict: .confirmed, note: ""),
      forms: bench.reader.forms
    )
  }
  #expect(error?.code == .noSuchFinding)
  #expect(try bench.value("SELECT count(*) FROM judgements") == "0")
}

@Test func `judgements on findings that are not there yet are kept for them`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  try await bench.importAll()
  let judged = try finding(bench)
  let other = try ArchiveBench()
  try other.folder.write(
    "finding,judgement,note\n\(judged.id),confirmed,\"甲，\"\"乙\"\"\"\n1111111111111111,,x\n",
    to: "judgements.csv"
  )
  let lines = try readJudgements(other.folder.path("judgements.csv"))
  let archive = try other.open()
  let summary = try archive.judge(lines, forms: other.reader.forms)
  #expect((summary.recorded, summary.repeated, summary.unknown) == (1, 0, 1))
  #expect(try archive.judge(lines, forms: other.reader.forms).repeated == 1)
  try other.folder.write(plantedPage(), to: "in/a.html")
  try await other.importAll()
  #expect(
    try other.records()[0].findings.first { $0.id == judged.id }?.judgement
      == Judgement(verdict: .confirmed, note: "甲，\"乙\"")
  )
}
