internal import GoujiModel
internal import GoujiRules

/// The rules about wholes and parts that are in force.
struct TerritoryRules {
  let member: CollectionRule?
  let sum: CollectionRule?
  let equal: CollectionRule?
  let jointSuits: CollectionRule?

  /// How many cells must hold a figure other than 0 for the figures to prove anything.
  let fewestCells: Int

  /// How many of a hundred such cells must be equal.
  let equalPercent: Int

  init(_ verdicts: CollectionVerdicts) {
    member = verdicts.rule(.partExceedsWhole)
    sum = verdicts.rule(.partsExceedWhole)
    equal = verdicts.rule(.partsMakeWhole)
    jointSuits = verdicts.rule(.jointSuits)
    fewestCells = equal?.limit("fewest_cells", default: 6) ?? 6
    equalPercent = equal?.limit("equal_percent", default: 75) ?? 75
  }

  private var all: [CollectionRule] { [member, sum, equal].compactMap { $0 } }

  func leaveOpen(_ document: String, _ reason: Bilingual, _ verdicts: inout CollectionVerdicts) {
    for rule in all { verdicts.cannotJudge(rule, document, reason) }
  }

  func settle(_ document: String, _ reason: Bilingual, _ verdicts: inout CollectionVerdicts) {
    for rule in all { verdicts.holds(rule, document, reason) }
  }

  /// Whether a part cannot have more of a cell than the whole: counts, but not net changes, nor what
  /// only some levels can make.
  func isBounded(_ cell: CellDefinition) -> Bool {
    cell.notation == .count && cell.id.row != .regulations && cell.id.column != .change
  }
}
