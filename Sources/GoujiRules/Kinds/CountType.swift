internal import GoujiModel
internal import GoujiSchemas

/// Every cell of some tables holds the kind of figure that the form asks for.
struct CountType: RuleKind {
  static let kind = "count-type"

  private let positions: [Int]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    positions = form.cells.indices.filter {
      rule.statement.tables.contains(form.cells[$0].id.table)
    }
    guard !positions.isEmpty else {
      throw rule.problem("form \(form.id) has none of the tables")
    }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    for position in positions {
      switch ledger.states[position] {
      case .printed:
        if let fault = fault(at: position, in: ledger) {
          tally.fails(finding(fault, at: position, ledger, settings))
        } else {
          tally.holds()
        }
      case .blank, .deduced:
        continue
      case .ambiguous, .unreadable, .missing:
        tally.cannotJudge(ReasonText.obstacle(ledger, at: position))
      }
    }
    return tally.outcome
  }

  private func fault(at position: Int, in ledger: Ledger) -> Bilingual? {
    let amount = ledger.amounts[position]
    let isWhole = amount.isWhole
    return switch ledger.form.cells[position].notation {
    case .count where amount < 0 || !isWhole:
      Bilingual(zh: "件数应为非负整数", en: "a count is a whole number that is not negative")
    case .signed where !isWhole:
      Bilingual(zh: "增减数应为整数", en: "a change is a whole number")
    case .money where amount < 0:
      Bilingual(zh: "金额不应为负数", en: "an amount of money is not negative")
    default: nil
    }
  }

  private func finding(
    _ fault: Bilingual,
    at position: Int,
    _ ledger: Ledger,
    _ settings: RuleSettings
  ) -> Finding {
    let label = ledger.label(position)
    let figure = ledger.cells[position].value ?? Figure(ledger.amounts[position])
    let doubtful = ledger.isDoubtful(at: [position])
    return settings.finding(
      severity: doubtful ? settings.severity.lowered : settings.severity,
      cell: ledger.form.cells[position].id,
      reported: figure,
      message: sentence(
        [
          Bilingual(
            zh: "\(label)填\(figure),\(fault.zh)",
            en: "\(label) says \(figure), but \(fault.en)"
          )
        ] + (doubtful ? [ArithmeticText.doubtful] : [])
      ),
      terms: [ledger.term(position)],
      place: ledger.cells[position].place
    )
  }
}
