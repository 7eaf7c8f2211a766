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
    var residuals = [Amount](repeating: 0, count: system.identities.count)
    var verdicts = [Verdict](repeating: .holds, count: system.identities.count)
    for index in system.identities.indices {
      var residual: Amount = 0
      var blanks = 0
      var deduced: Int?
      var obstacle: Int?
      for term in system.terms[index] {
        switch ledger.states[term.position] {
        case .printed: residual += term.factor * ledger.amounts[term.position]
        case .deduced:
          residual += term.factor * ledger.amounts[term.position]
          deduced = deduced ?? term.position
        case .blank: blanks += 1
        case .ambiguous, .unreadable, .missing: obstacle = obstacle ?? term.position
        }
      }
      if let obstacle {
        verdicts[index] = .obstructed(at: obstacle)
        continue
      }
      residuals[index] = residual
      if residual == 0, blanks == 0 { continue }
      let identity = system.identities[index]
      if blanks == identity.terms.count {
        verdicts[index] = .allBlank
      } else if identity.unless.contains(.partsBlank),
        identity.right.allSatisfy({ ledger.states[$0] == .blank })
      {
        verdicts[index] = .onlyTotals
      } else if abs(residual)
        <= Self.tolerance(of: identity, ledger, residual: residual)
      {
        residuals[index] = 0
        if blanks > 0 { verdicts[index] = .holdsWithBlanks }
      } else if let deduced {
        verdicts[index] = .obstructed(at: deduced)
      } else if identity.unless.contains(.extraRow), let table = identity.table,
        ledger.hasNote([.extraRow, .extraColumn], in: table)
      {
        verdicts[index] = .extraRow
      } else {
        verdicts[index] = .broken
      }
    }
    self.residuals = residuals
    self.verdicts = verdicts
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
