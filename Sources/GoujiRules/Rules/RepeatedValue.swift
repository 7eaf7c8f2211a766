internal import GoujiModel
internal import GoujiSchemas

/// The same large number in several cells that have nothing to do with one another.
struct RepeatedValue: RuleKind {
  static let kind = "repeated-value"

  private let value: Amount
  private let cells: Int
  private let positions: [Int]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    value = Amount(try rule.limit("value")) * one
    cells = try rule.limit("cells")
    positions = form.cells.indices.filter {
      rule.statement.tables.contains(form.cells[$0].id.table)
    }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    guard ledger.states.contains(.printed) else { return .notEvaluated(ReasonText.allBlank) }
    let printed = positions.filter {
      ledger.states[$0] == .printed && ledger.amounts[$0] >= value
    }
    var findings: [Finding] = []
    var seen: Set<Amount> = []
    for position in printed where seen.insert(ledger.amounts[position]).inserted {
      let amount = ledger.amounts[position]
      var unlinked: [Int] = []
      for other in printed where ledger.amounts[other] == amount {
        if !unlinked.contains(where: { isLinked($0, other, ledger.form) }) {
          unlinked.append(other)
        }
      }
      guard unlinked.count >= cells else { continue }
      findings.append(finding(unlinked, ledger, settings))
    }
    return RuleOutcome(verdict: findings.isEmpty ? .pass : .fail, findings: findings)
  }

  /// Whether sums or comparisons of the form tie two cells together: those of one row, and those
  /// of a table whose rows add up.
  private func isLinked(_ first: Int, _ second: Int, _ form: FormDefinition) -> Bool {
    let (a, b) = (form.cells[first].id, form.cells[second].id)
    return a.table == b.table && (a.row == b.row || a.table == .applications)
  }

  private func finding(_ cells: [Int], _ ledger: Ledger, _ settings: RuleSettings) -> Finding {
    let labels = cells.map { ledger.label($0) }
    let figure = Figure(ledger.amounts[cells[0]])
    return settings.finding(
      cell: ledger.form.cells[cells[0]].id,
      reported: figure,
      message: sentence([
        Bilingual(
          zh: labels.joined(separator: "、") + "均为\(figure),疑似误填",
          en: labels.dropLast().joined(separator: ", ") + " and " + (labels.last ?? "")
            + " all say \(figure), perhaps by mistake"
        )
      ]),
      terms: cells.map { ledger.term($0) },
      place: ledger.cells[cells[0]].place
    )
  }
}
