internal import GoujiModel
internal import GoujiSchemas

/// Words that should not be in a report: left-over template text.
struct LeftOverTemplate: PlainRuleKind, DocumentRuleKind {
  static let kind = "left-over-template"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard !report.sections.isEmpty else {
      return .notEvaluated(ReasonText.nothingToJudge)
    }
    let phrases = ledger.phrases(.template)
    guard let first = phrases.first else { return RuleOutcome(verdict: .pass) }
    let quote = report.quote(first)
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "正文残留模板文字“\(quote)”" + (phrases.count > 1 ? "等\(phrases.count)处" : ""),
            en: "template text is left over: “\(quote)”"
              + (phrases.count > 1 ? " and \(phrases.count - 1) more" : "")
          )
        ]),
        terms: phrases.map(\.term),
        place: first.place
      )
    )
  }
}
