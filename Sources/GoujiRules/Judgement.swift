internal import GoujiModel

/// What the rules of one form say about a report.
struct Judgement {
  /// In the order of the catalogue.
  var outcomes: [Entry] = []

  /// The findings of the identity system, which belong to several rules at once.
  var arithmetic: [Finding] = []

  struct Entry {
    /// The place of the rule in the catalogue.
    let ordinal: Int
    let rule: RuleID
    var outcome: RuleOutcome
  }

  /// Takes over what another form's rules say, where this form's rules are silent.
  ///
  /// Where reasons are kept, rules that this form does not have at all are taken over even when they
  /// were not evaluated.
  mutating func add(_ other: Judgement, keepingReasons: Bool = false) {
    for entry in other.outcomes
    where entry.outcome.verdict != .notEvaluated
      || keepingReasons && !outcomes.contains(where: { $0.rule == entry.rule })
    {
      if let index = outcomes.firstIndex(where: { $0.rule == entry.rule }) {
        if outcomes[index].outcome.verdict == .notEvaluated {
          outcomes[index].outcome = entry.outcome
        }
      } else {
        outcomes.append(entry)
      }
    }
    outcomes.sort { $0.ordinal < $1.ordinal }
    arithmetic += other.arithmetic
  }

  var assessment: Assessment {
    // Lists of findings and positions in them are sorted in place of the findings, which are large.
    var lists = [arithmetic]
    for entry in outcomes where !entry.outcome.findings.isEmpty {
      lists.append(entry.outcome.findings)
    }
    var order: [FindingOrder] = []
    for list in lists.indices {
      for position in lists[list].indices {
        order.append(FindingOrder(lists[list][position], list, position))
      }
    }
    order.sort { $0.precedes($1, in: lists) }
    return Assessment(
      findings: order.map { lists[$0.list][$0.position] },
      results: outcomes.map {
        RuleResult(rule: $0.rule, verdict: $0.outcome.verdict, reason: $0.outcome.reason)
      }
    )
  }
}

/// The place of a finding among all: most serious first, then in the order of their places in the
/// report; what has none comes last.
private struct FindingOrder {
  let rank: Int
  let offset: Int
  let list: Int
  let position: Int

  init(_ finding: borrowing Finding, _ list: Int, _ position: Int) {
    rank = finding.severity.rank
    offset = finding.place?.offset ?? .max
    self.list = list
    self.position = position
  }

  func precedes(_ other: FindingOrder, in lists: [[Finding]]) -> Bool {
    if rank != other.rank { return rank < other.rank }
    if offset != other.offset { return offset < other.offset }
    // A list but the first, which belongs to several rules, has findings of one rule.
    if list == other.list, list > 0 { return position < other.position }
    let rules = (lists[list][position].rule, lists[other.list][other.position].rule)
    return (rules.0, list, position) < (rules.1, other.list, other.position)
  }
}
