public import Gouji

/// A report with a figure in every cell, but for the cells given.
///
/// Cell number *n* holds *n*, and is printed in line *n* + 1 at byte 10 *n*.
public func syntheticDocument(
  _ name: String,
  form: FormDefinition,
  agency: String? = "安顺经济技术开发区管理委员会办公室",
  year: Int? = 2021,
  replacing: [CellID: Cell] = [:],
  foreignCells: [ForeignCell] = [],
  title: String? = nil,
  notes: [ReadingNote] = [],
  findings: [Finding] = [],
  results: [RuleResult] = []
) -> ReadDocument {
  var identity = ReportIdentity()
  identity.agency = agency.map {
    Attested($0, from: .signature, place: SourcePlace(line: 318, offset: 0, length: 1))
  }
  identity.title = title.map { Attested($0, from: .title, place: nil) }
  identity.year = year.map { Attested($0, from: .title, place: nil) }
  identity.signedOn = CalendarDate(year: 2020, month: 2, day: 17)
    .map { Attested($0, from: .signature, place: nil) }
  let cells = form.cells.enumerated().map { number, definition in
    replacing[definition.id]
      ?? Cell(
        status: .reported,
        value: Figure(number),
        raw: String(number),
        place: SourcePlace(line: number + 1, offset: number * 10, length: String(number).utf8.count)
      )
  }
  return ReadDocument(
    document: name,
    byteCount: 12_345,
    sha256: String(repeating: "0", count: 64),
    manifestEntry: nil,
    reading: DocumentReading(
      kind: .text,
      encoding: "UTF-8",
      encodingEvidence: "valid_utf8",
      status: .read,
      reason: nil,
      report: Report(
        identity: identity,
        form: form,
        cells: cells,
        foreignCells: foreignCells,
        sections: [],
        notes: notes
      ),
      assessment: Assessment(findings: findings, results: results)
    )
  )
}
