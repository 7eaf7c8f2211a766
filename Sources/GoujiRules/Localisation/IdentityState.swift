internal import GoujiModel
internal import GoujiSchemas

/// What the identities of a form come to on one report.
struct IdentityState: Sendable {
  /// Left side less right side, for each identity that was evaluated.
  let residuals: [Amount]
  let verdicts: [Verdict]

  enum Verdict: Hashable, Sendable {
    case holds
    case holdsWithBlanks
    case broken

    /// The first cell without a number, or the deduced one that a broken identity rests on.
    case obstructed(at: Int)
    case allBlank
    case onlyTotals
    case extraRow

    var isEvaluated: Bool {
      switch self {
      case .holds, .holdsWithBlanks, .broken: true
      case .obstructed, .allBlank, .onlyTotals, .extraRow: false
      }
    }
  }

  /// The identities that are broken, in the order of the system.
  var broken: [Int] { verdicts.indices.filter { verdicts[$0] == .broken } }

  init(_ system: IdentitySystem, _ ledger: Ledger) {
    let sums = system.sums
    let (cells, amounts, states) = (sums.cells, ledger.amounts, ledger.states)
    var residuals = [Amount](repeating: 0, count: sums.count)
    var verdicts = [Verdict](repeating: .holds, count: sums.count)
    for index in 0..<sums.count {
      // A cell without a number has the amount 0.
      var residual: Amount = 0
      var isPrinted = true
      for place in sums.added(index) {
        residual += amounts[cells[place]]
        if states[cells[place]] != .printed { isPrinted = false }
      }
      for place in sums.takenAway(index) {
        residual -= amounts[cells[place]]
        if states[cells[place]] != .printed { isPrinted = false }
      }
      if residual == 0, isPrinted { continue }
      verdicts[index] = Self.verdict(on: system.identities[index], &residual, ledger)
      residuals[index] = residual
    }
    self.residuals = residuals
    self.verdicts = verdicts
  }

  /// What becomes of an identity whose cells are not all printed or do not add up; the residual turns 0
  /// where it is rounding, or cannot be told.
  private static func verdict(
    on identity: FormIdentity,
    _ residual: inout Amount,
    _ ledger: Ledger
  ) -> Verdict {
    var blanks = 0
    var deduced: Int?
    for term in identity.terms {
      switch ledger.states[term.position] {
      case .printed: break
      case .deduced: deduced = deduced ?? term.position
      case .blank: blanks += 1
      case .ambiguous, .unreadable, .missing:
        residual = 0
        return .obstructed(at: term.position)
      }
    }
    if residual == 0, blanks == 0 { return .holds }
    if blanks == identity.terms.count { return .allBlank }
    if identity.unless.contains(.partsBlank),
      identity.right.allSatisfy({ ledger.states[$0] == .blank })
    {
      return .onlyTotals
    }
    if abs(residual) <= tolerance(of: identity, ledger, residual: residual) {
      residual = 0
      return blanks > 0 ? .holdsWithBlanks : .holds
    }
    if let deduced { return .obstructed(at: deduced) }
    if identity.unless.contains(.extraRow), let table = identity.table,
      ledger.hasNote([.extraRow, .extraColumn], in: table)
    {
      return .extraRow
    }
    return .broken
  }

  /// Counts are exact; only money is rounded.
  private static func tolerance(
    of identity: FormIdentity,
    _ ledger: Ledger,
    residual: Amount
  ) -> Amount {
    residual == 0 ? 0 : identity.terms.reduce(0) { max($0, ledger.tolerance(at: $1.position)) }
  }
}
