import Foundation
import Gouji
import GoujiTestSupport
import Testing

@testable import GoujiArchive

/// Everything that a value consists of, so that a property nobody thought of is compared as well.
///
/// The form is compared by its identifier: it is a definition of the program, not read.
private func description(of document: ReadDocument) -> [String] {
  func parts(_ value: Any) -> [String] {
    Mirror(reflecting: value).children.flatMap { child -> [String] in
      let label = child.label ?? ""
      switch child.value {
      case let form as FormDefinition: return ["\(label): \(form.id)"]
      case let reading as DocumentReading: return parts(reading)
      case let report as Report: return parts(report)
      case Optional<Any>.some(let report as Report): return parts(report)
      default: return ["\(label): \(String(reflecting: child.value))"]
      }
    }
  }
  return parts(document)
}

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
  let place = SourcePlace(line: 7, offset: 40, length: 2)
  let cells = [
    Cell(status: .reported, value: Figure("27.4060"), unit: "元", raw: "27.4060元", place: place),
    Cell(status: .blank, deduced: Figure("-0.50"), raw: "／", place: place),
    Cell(status: .ambiguous, raw: "1 2", candidates: [1, nil, Figure("12.0")], place: place),
    Cell(status: .unreadable, raw: "见附件\u{0}，“=1+1”", place: place),
    Cell(status: .reported, value: 999_999_999_999_999_999, raw: "", place: place),
  ]
  let added = CellDefinition(
    id: CellID(form: "2021", table: .disclosure, row: "added", column: "added.column"),
    rowLabel: "其他主动公开文件",
    columnLabel: "法人小计",
    unit: "件",
    notation: .signed
  )
  let finding = Finding(
    rule: "APP-BALANCE",
    severity: .warning,
    certainty: .heuristic,
    cell: form.cells[3].id,
    reported: Figure("1.10"),
    expected: -3,
    message: Bilingual(zh: "甲", en: "a"),
    explains: [Identity(rule: "X", cell: form.cells[1].id)],
    suggestion: [
      SuggestedChange(
        cell: form.cells[2].id,
        printed: 6,
        suggested: Figure(significand: 30, fractionDigits: 1)
      )
    ],
    terms: [
      FindingTerm(cell: nil, figure: Figure("0.10"), place: place),
      FindingTerm(cell: form.cells[0].id, figure: nil, place: nil),
    ],
    place: place
  )
  let document = syntheticDocument(
    "a/b.html",
    form: form,
    replacing: Dictionary(
      uniqueKeysWithValues: zip(form.cells.map(\.id), cells + [.missing])
    ),
    foreignCells: [
      ForeignCell(definition: added, cell: cells[0]),
      ForeignCell(definition: form.cells[0], cell: .missing),
    ],
    notes: ReadingNote.Code.allCases.map { code in
      ReadingNote(
        code: code,
        message: Bilingual(zh: "", en: code.rawValue),
        cells: code == .cutTable ? [added.id, form.cells[0].id] : [],
        place: code == .lostTable ? nil : place
      )
    },
    findings: [finding],
    results: [
      RuleResult(rule: "A", verdict: .pass),
      RuleResult(rule: "B", verdict: .notEvaluated, reason: Bilingual(zh: "缺", en: "lost")),
    ]
  )
  let archive = try bench.open()
  try archive.store([document], versions: bench.reader.versions)
  let record = try #require(try bench.records().first)
  #expect(description(of: record.document) == description(of: document))
  // Equal figures may differ in their zeros, which the descriptions show.
  #expect(
    String(reflecting: record.findings.map(\.finding)) == String(reflecting: [finding])
  )
}
