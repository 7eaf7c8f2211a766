internal import GoujiModel
internal import GoujiSchemas

/// A report whose every figure is 0.
struct AllZero: PlainRuleKind {
  static let kind = "all-zero"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    if let obstacle = ledger.states.firstIndex(where: { !$0.counts }) {
      return .notEvaluated(ReasonText.obstacle(ledger, at: obstacle))
    }
    guard ledger.amounts.allSatisfy({ $0 == 0 }) else { return RuleOutcome(verdict: .pass) }
    guard ledger.states.contains(.printed) else { return .notEvaluated(ReasonText.allBlank) }
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "三张统计表全部为0,属零报告,建议抽查核实",
            en: "all three tables are zero: a zero report, worth a sample check"
          )
        ])
      )
    )
  }
}
