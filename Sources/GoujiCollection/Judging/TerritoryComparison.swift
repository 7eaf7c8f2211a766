internal import GoujiModel
internal import GoujiRules

/// The cells of a whole with the sums of its parts.
struct TerritoryComparison {
  let cells: [TerritoryCell]

  /// How many cells have a figure other than 0 on either side, and in how many of them both sides are
  /// equal.
  let nonZero: Int
  let equal: Int

  init(_ whole: GroupedReport, _ parts: [GroupedReport]) {
    let form = whole.report.form
    let cells = form.cells.indices.compactMap { position in
      TerritoryCell(whole, parts, form.cells[position], position)
    }
    self.cells = cells
    let nonZero = cells.filter { $0.whole != 0 || $0.sum != 0 }
    self.nonZero = nonZero.count
    equal = nonZero.count { $0.isEqual }
  }
}

/// One cell of a whole with those of its parts.
struct TerritoryCell {
  let definition: CellDefinition
  let position: Int
  let whole: Amount
  let parts: [Part]
  let sum: Amount

  /// What rounding may have taken away on both sides; 0 for counts.
  private let tolerance: Amount
  private let restsOnWholeBlank: Bool
  private let restsOnPartBlank: Bool
  private let restsOnDeduction: Bool

  struct Part {
    let report: GroupedReport
    let amount: Amount
  }

  /// - Returns: `nil` when a cell that is needed cannot be read.
  init?(
    _ whole: GroupedReport,
    _ parts: [GroupedReport],
    _ definition: CellDefinition,
    _ position: Int
  ) {
    guard let own = CellAmount(whole.report[definition.id], definition) else { return nil }
    var known: [Part] = []
    var (blank, deduced) = (false, own.isDeduced)
    var (sum, tolerance) = (Amount(0), own.tolerance)
    for part in parts {
      guard let amount = CellAmount(part.report[definition.id], definition) else { return nil }
      known.append(Part(report: part, amount: amount.amount))
      sum += amount.amount
      tolerance += amount.tolerance
      blank = blank || amount.isBlank
      deduced = deduced || amount.isDeduced
    }
    self.definition = definition
    self.position = position
    self.whole = own.amount
    self.parts = known
    self.sum = sum
    self.tolerance = tolerance
    restsOnWholeBlank = own.isBlank
    restsOnPartBlank = blank
    restsOnDeduction = deduced
  }

  var isEqual: Bool { abs(whole - sum) <= tolerance }

  /// Whether the print itself contradicts the sum: neither a blank nor a deduced figure accuses
  /// anybody.
  var isBroken: Bool {
    guard !isEqual, !restsOnDeduction, !restsOnWholeBlank else { return false }
    // Parts that left a cell blank have at least the sum of the others.
    return !restsOnPartBlank || sum > whole
  }

  func term(in report: Report) -> FindingTerm {
    let cell = report[definition.id]
    return FindingTerm(cell: definition.id, figure: cell.value ?? cell.deduced, place: cell.place)
  }
}

/// A cell as a number, a blank one as 0.
struct CellAmount {
  let amount: Amount
  let isBlank: Bool
  let isDeduced: Bool

  /// Half of the last printed decimal of money; nothing for a count.
  let tolerance: Amount

  /// - Returns: `nil` for a cell without a number.
  init?(_ cell: Cell, _ definition: CellDefinition) {
    switch (cell.status, cell.value, cell.deduced) {
    case (.reported, let value?, _):
      amount = GoujiRules.amount(of: value, printedIn: cell.unit, formUnit: definition.unit)
      (isBlank, isDeduced) = (false, false)
      tolerance =
        definition.notation == .money
        ? roundingTolerance(of: value, printedIn: cell.unit, formUnit: definition.unit) : 0
    case (_, _, let deduced?):
      amount = GoujiRules.amount(of: deduced, printedIn: cell.unit, formUnit: definition.unit)
      (isBlank, isDeduced, tolerance) = (false, true, 0)
    case (.blank, _, _): (amount, isBlank, isDeduced, tolerance) = (0, true, false, 0)
    default: return nil
    }
  }
}
