internal import GoujiModel
internal import GoujiSchemas

/// What the reading noted about the print, passed on as a finding.
struct NotedInReading: DocumentRuleKind {
  static let kind = "noted-in-reading"

  private let codes: [ReadingNote.Code]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard let notes = rule.statement.notes, !notes.isEmpty else {
      throw rule.problem("'notes' is missing")
    }
    codes = notes
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let findings = ledger.report.notes.filter { codes.contains($0.code) }.map { note in
      settings.finding(
        cell: note.cells.count == 1 ? note.cells.first : nil,
        table: note.cells.first?.table,
        message: note.message,
        terms: note.cells.map {
          FindingTerm(cell: $0, figure: ledger.report[$0].value, place: ledger.report[$0].place)
        },
        place: note.place ?? note.cells.first.flatMap { ledger.report[$0].place }
      )
    }
    return RuleOutcome(verdict: findings.isEmpty ? .pass : .fail, findings: findings)
  }
}
