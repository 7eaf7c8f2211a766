public import Gouji

/// Everything that a value consists of, so that a property nobody thought of is compared as well.
///
/// The form is compared by its identifier: it is a definition of the program, not read.
public func description(of document: ReadDocument) -> [String] {
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

/// A document with whatever a reading can hold, be it as rare as it may.
public func rareDocument(_ form: FormDefinition) -> ReadDocument {
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
  return syntheticDocument(
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
}
