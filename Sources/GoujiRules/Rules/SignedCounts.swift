internal import GoujiModel
internal import GoujiSchemas

/// A signed number in 上一年项目数量, which belongs one cell further, in 本年增/减.
struct SignedCounts: RuleKind {
  static let kind = "signed-counts"

  private let rows: [(prior: Int, change: Int)]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    rows = Repetition.all(of: rule.statement, in: form).compactMap { repetition in
      let finder = CellFinder(form: form, repetition: repetition)
      guard let prior = finder.positions("prior_items").first,
        let change = finder.positions("change").first
      else { return nil }
      return (prior, change)
    }
    guard !rows.isEmpty else { throw rule.problem("form \(form.id) has no such rows") }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    for (prior, change) in rows {
      guard ledger.states[prior].counts, ledger.states[change].counts else {
        tally.cannotJudge(ReasonText.obstacle(ledger, at: prior))
        continue
      }
      guard ledger.states[prior] == .printed, ledger.amounts[change] == 0,
        Self.isSigned(ledger.cells[prior].raw)
      else {
        tally.holds()
        continue
      }
      let raw = ledger.printedText(at: prior)
      let row = ledger.form.cells[prior].rowLabel
      tally.fails(
        settings.finding(
          cell: ledger.form.cells[prior].id,
          reported: ledger.cells[prior].value,
          message: sentence([
            Bilingual(
              zh: "「\(row)」“\(raw)”填在上一年项目数量栏,疑应填在本年增/减栏",
              en: "「\(row)」: “\(raw)” stands in 上一年项目数量 and may belong to 本年增/减"
            )
          ]),
          terms: [ledger.term(prior), ledger.term(change)],
          place: ledger.cells[prior].place
        )
      )
    }
    return tally.outcome
  }

  private static func isSigned(_ raw: String) -> Bool {
    // Nearly every figure begins with a digit.
    if let first = raw.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
      return false
    }
    return ["+", "-", "+", "-", "−", "增", "减"].contains { raw.withoutBlanks.hasPrefix($0) }
  }
}
