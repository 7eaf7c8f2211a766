internal import GoujiModel
internal import GoujiSchemas

/// A growth rate in the text against both figures in the same sentence.
struct PrintedGrowth: PlainRuleKind, DocumentRuleKind {
  static let kind = "printed-growth"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    let year = ledger.report.identity.year?.value
    judgeDifferences(ledger, settings, &tally)
    for index in claims.indices.dropFirst(2)
    where ledger.text.traits[index].contains(.growth)
      && claims[index].qualifiers.isDisjoint(with: Claim.Qualifiers.inexact.union(.points))
    {
      let rate = claims[index]
      let compared = claims[index - 1]
      // "收到30件(其中自然人20件),比上年25件增长20%": the whole is compared, not its last part.
      let new = compared.list == nil ? claims.whole(of: index - 2) : claims[index - 2]
      guard [compared, new].allSatisfy({ rate.isInSentence(of: $0) && $0.isExact }),
        compared.unit == new.unit, compared.isOfYearBefore(year), !new.isOfYearBefore(year),
        !compared.qualifiers.contains(.percent),
        new.qualifiers.isDisjoint(with: [.percent, .plan])
      else { continue }
      let isDecline = rate.qualifiers.contains(.decline)
      // What is compared is the figure before, or by how much it changed.
      let isChange = !compared.qualifiers.isDisjoint(with: [.growth, .decline])
      guard !isChange || compared.qualifiers.contains(.decline) == isDecline else { continue }
      let before =
        !isChange
        ? compared.figure
        : isDecline ? new.figure + compared.figure : new.figure - compared.figure
      guard before > 0,
        let exact = percent(isDecline ? before - new.figure : new.figure - before, of: before)
      else { continue }
      judge(rate, exact, [rate, compared, new], settings, &tally) { exact in
        Bilingual(
          zh: "正文\(NarrativeText.number(new))比"
            + (isChange ? "上年\(isDecline ? "减少" : "增加")" : "")
            + "\(NarrativeText.number(compared))应\(isDecline ? "下降" : "增长")\(exact)%,"
            + "却写\(rate.figure)%",
          en: "\(isChange ? "by" : "from") \(compared.figure) to \(new.figure) is a "
            + "\(isDecline ? "fall" : "rise") of \(exact)%, but the text says \(rate.figure)%"
        )
      }
    }
    let outcome = tally.outcome
    return outcome.verdict == .notEvaluated ? .notEvaluated(NarrativeText.silent) : outcome
  }
}

extension PrintedGrowth {
  /// Changes printed behind both figures: `收到申请52件,上年为35件,增加17件`.
  private func judgeDifferences(
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    let claims = ledger.report.claims
    let year = ledger.report.identity.year?.value
    let all = claims.span
    for index in all.indices.dropFirst(2)
    where !all[index].qualifiers.isDisjoint(with: [.growth, .decline])
      && claims[index].isExactChange
    {
      let (new, compared, change) = (claims[index - 2], claims[index - 1], claims[index])
      guard [compared, new].allSatisfy({ change.isInSentence(of: $0) && $0.isExact }),
        compared.unit == new.unit, change.unit == new.unit, compared.isOfYearBefore(year),
        compared.qualifiers.isDisjoint(with: [.growth, .decline, .percent]),
        !new.isOfYearBefore(year), new.qualifiers.isDisjoint(with: [.percent, .plan, .cumulative]),
        new.subject != nil, compared.subject == nil || compared.subject == new.subject
      else { continue }
      let isDecline = change.qualifiers.contains(.decline)
      let exact = isDecline ? compared.figure - new.figure : new.figure - compared.figure
      guard exact != change.figure else {
        tally.holds()
        continue
      }
      let verb = isDecline ? "减少" : "增加"
      tally.fails(
        settings.finding(
          reported: change.figure,
          expected: exact,
          message: sentence([
            Bilingual(
              zh: "正文\(NarrativeText.number(new))比\(NarrativeText.number(compared))应\(verb)\(exact)"
                + "\(new.unit),却写\(change.figure)\(new.unit)",
              en:
                "from \(compared.figure) to \(new.figure) is a change of \(exact), but the text says "
                + "\(change.figure)"
            )
          ]),
          terms: [change, compared, new].map(\.term),
          place: change.place
        )
      )
    }
  }
}
