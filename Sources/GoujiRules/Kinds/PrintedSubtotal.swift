internal import GoujiModel
internal import GoujiSchemas

/// A column 法人小计, which no official form has, against the five columns that it adds.
///
/// Such a column reaches the rules as foreign cells of the report's own form, in the column
/// `organisation_subtotal`.
struct PrintedSubtotal: RuleKind {
  static let kind = "printed-subtotal"

  static let column: ColumnID = "organisation_subtotal"

  private let parts: [RowID: [Int]]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    let columns: [ColumnID] = [
      .business, .research, .publicWelfare, .legalService, .otherOrg,
    ]
    var parts: [RowID: [Int]] = [:]
    for position in form.cells.indices {
      let id = form.cells[position].id
      guard rule.statement.tables.contains(id.table), columns.contains(id.column) else { continue }
      parts[id.row, default: []].append(position)
    }
    self.parts = parts
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    for foreign in ledger.report.foreignCells where foreign.definition.id.column == Self.column {
      guard let figure = foreign.cell.value, let parts = parts[foreign.definition.id.row] else {
        continue
      }
      if let obstacle = parts.first(where: { !ledger.states[$0].counts }) {
        tally.cannotJudge(ReasonText.obstacle(ledger, at: obstacle))
        continue
      }
      if let deduced = parts.first(where: { ledger.states[$0] == .deduced }) {
        tally.cannotJudge(ReasonText.obstacle(ledger, at: deduced))
        continue
      }
      let sum = Figure(parts.reduce(0) { $0 + ledger.amounts[$1] })
      let blank = parts.contains { ledger.states[$0] == .blank }
      if sum == figure {
        tally.holds(restingOnBlanks: blank)
        continue
      }
      let row = foreign.definition.rowLabel
      tally.fails(
        settings.finding(
          cell: foreign.definition.id,
          reported: figure,
          expected: sum,
          message: sentence(
            [
              Bilingual(
                zh: "「\(row)」一行法人小计填\(figure)件,其五个分列相加为\(sum)件",
                en: "in the row 「\(row)」 法人小计 says \(figure), its five columns add to \(sum)"
              )
            ] + (blank ? [ReasonText.blanksCountZero] : [])
          ),
          terms: [
            FindingTerm(
              cell: foreign.definition.id,
              figure: figure,
              place: foreign.cell.place
            )
          ] + parts.map { ledger.term($0) },
          place: foreign.cell.place
        )
      )
    }
    let outcome = tally.outcome
    guard outcome.verdict == .notEvaluated, outcome.reason == ReasonText.nothingToJudge else {
      return outcome
    }
    return .notEvaluated(Bilingual(zh: "表中没有法人小计栏", en: "the table prints no such column"))
  }
}
