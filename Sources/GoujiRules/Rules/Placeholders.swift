internal import GoujiModel
internal import GoujiSchemas

/// Cells that hold a mark instead of a number, a finding for each table.
struct Placeholders: PlainRuleKind {
  static let kind = "placeholders"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    for survey in ledger.surveys where !survey.present.isEmpty {
      let marks = survey.present.filter { ledger.prints[$0] == .mark }
      guard let first = marks.first else {
        tally.holds()
        continue
      }
      let title = ledger.form.tables[survey.table].title.zh
      let mark = String(ledger.printedText(at: first))
      let rows = CellSurvey.rows(of: marks, in: ledger)
      tally.fails(
        survey.finding(
          about: marks,
          [
            part(
              zh: "表“\(title)”有\(marks.count)格填“\(mark)”等符号:\(rows.zh);含义不明",
              en: """
                \(marks.count) \(marks.count == 1 ? "cell" : "cells") of the table \(title) \
                \(marks.count == 1 ? "holds" : "hold") a mark such as \(mark): \(rows.en); \
                its meaning is unclear
                """
            )
          ],
          ledger,
          settings,
          severity: settings.severity
        )
      )
    }
    return tally.outcome
  }
}
