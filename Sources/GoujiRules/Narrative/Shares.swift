internal import GoujiModel
internal import GoujiSchemas

/// A share in the text against the part and the whole in the same sentence.
struct PrintedShare: PlainRuleKind, DocumentRuleKind {
  static let kind = "printed-share"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    guard ledger.text.traitsOfAny.contains(.share) else {
      return .notEvaluated(NarrativeText.silent)
    }
    for index in claims.indices where ledger.isShareOfWhole(index) {
      let share = claims[index]
      guard let part = claims.figure(before: index, in: share, where: { $0.list != nil }),
        let list = part.list, claims.indices.contains(list.whole)
      else { continue }
      let whole = claims[list.whole]
      guard part.isExact, whole.isExact, !whole.figure.isZero, part.figure <= whole.figure,
        let exact = percent(part.figure, of: whole.figure)
      else { continue }
      judge(share, exact, [share, part, whole], settings, &tally) { exact in
        Bilingual(
          zh: "正文\(NarrativeText.number(part))占\(NarrativeText.number(whole))应为\(exact)%,"
            + "却写\(share.figure)%",
          en: "\(part.figure) of \(whole.figure) is \(exact)%, but the text says \(share.figure)%"
        )
      }
    }
    judgeClosedLists(ledger, settings, &tally)
    let outcome = tally.outcome
    return outcome.verdict == .notEvaluated ? .notEvaluated(NarrativeText.silent) : outcome
  }

  /// Shares printed one after the other, such as 分别占60%、30%和10%, should make 100.
  private func judgeClosedLists(
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    let claims = ledger.report.claims
    var index = 0
    while index < claims.count {
      guard ledger.isShareOfWhole(index) else {
        index += 1
        continue
      }
      let first = claims[index]
      var run = [first]
      while index + run.count < claims.count {
        let next = claims[index + run.count]
        guard next.qualifiers.contains(.percent), next.section == first.section,
          next.paragraph == first.paragraph, next.sentence == first.sentence,
          next.qualifiers.isDisjoint(with: [.growth, .decline, .comparison])
        else { break }
        run.append(next)
      }
      index += run.count
      guard run.count > 2 else { continue }
      let sum = run.dropFirst().reduce(run[0].figure) { $0 + $1.figure }
      let digits = run.map(\.figure.fractionDigits).min() ?? 0
      let room = Figure(significand: Int64(5 * run.count), fractionDigits: digits + 1)
      // Less than 100 may be an open list.
      if sum > 100 + room {
        let shares = NarrativeText.numbers(run, at: run.indices).string
        tally.fails(
          settings.finding(
            reported: sum,
            expected: 100,
            message: sentence([
              Bilingual(
                zh: "正文各项占比\(shares)合计\(sum)%,超过100%",
                en: "the shares \(shares) add to \(sum)%, more than 100%"
              )
            ]),
            terms: run.map(\.term),
            place: first.place
          )
        )
      } else {
        tally.holds()
      }
    }
  }
}

/// A growth rate in the text against both figures in the same sentence.
struct PrintedGrowth: PlainRuleKind, DocumentRuleKind {
  static let kind = "printed-growth"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    guard ledger.text.traitsOfAny.contains(.growth) else {
      return .notEvaluated(NarrativeText.silent)
    }
    for index in claims.indices.dropFirst(2)
    where ledger.text.traits[index].contains(.growth)
      && claims[index].qualifiers.isDisjoint(with: Claim.Qualifiers.inexact.union(.points))
    {
      let rate = claims[index]
      let (new, compared) = (claims[index - 2], claims[index - 1])
      guard [compared, new].allSatisfy({ rate.isInSentence(of: $0) && $0.isExact }),
        compared.unit == new.unit, compared.qualifiers.contains(.comparison),
        !compared.qualifiers.contains(.percent),
        new.qualifiers.isDisjoint(with: [.comparison, .percent, .plan])
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

/// The percentage with four decimals; `nil` beyond 18 digits.
private func percent(_ part: Figure, of whole: Figure) -> Figure? {
  guard let numerator = part.scaled(byPowerOfTen: 2) else { return nil }
  let one = amount(of: numerator, printedIn: nil, formUnit: "")
  let other = amount(of: whole, printedIn: nil, formUnit: "")
  guard other != 0 else { return nil }
  let scaled = one * 10_000 / other
  return Figure(significand: Int64(clamping: scaled), fractionDigits: 4)
}

/// Holds a printed percentage against the exact one: cut off instead of rounded is information.
private func judge(
  _ printed: Claim,
  _ exact: Figure,
  _ terms: [Claim],
  _ settings: RuleSettings,
  _ tally: inout OutcomeTally,
  _ message: (Figure) -> Bilingual
) {
  let digits = printed.figure.fractionDigits
  // The exact percentage has itself been cut at its fourth decimal.
  let half =
    Figure(significand: 5, fractionDigits: digits + 1) + Figure(significand: 1, fractionDigits: 4)
  let whole = Figure(significand: 1, fractionDigits: digits)
  let difference = (printed.figure - exact).magnitude
  guard difference > half else {
    tally.holds()
    return
  }
  tally.fails(
    settings.finding(
      severity: difference <= whole ? settings.severity(of: .info) : settings.severity,
      reported: printed.figure,
      expected: exact,
      message: sentence([message(exact.rounded(to: max(1, digits + 1)))]),
      terms: terms.map(\.term),
      place: printed.place
    )
  )
}

extension Ledger {
  fileprivate func isShareOfWhole(_ position: Int) -> Bool {
    let qualifiers = report.claims[position].qualifiers
    return text.traits[position].contains(.share)
      && qualifiers.isDisjoint(with: [.comparison, .growth, .decline, .points, .plan])
      && qualifiers.isDisjoint(with: .inexact)
  }
}

extension Claim {
  func isInSentence(of other: Claim) -> Bool {
    section == other.section && paragraph == other.paragraph && sentence == other.sentence
  }
}

extension [Claim] {
  /// Those of some positions in printed order at which the claims stand in one sentence with another.
  ///
  /// The claims of a sentence follow one another, so only those around it are looked at: a long report
  /// has thousands.
  func positions<Positions: RandomAccessCollection<Int>>(
    _ positions: Positions,
    inSentenceOf other: Int
  ) -> Positions.SubSequence where Positions.Index == Int {
    var start = positions.startIndex
    var end = positions.endIndex
    while start < end {
      let middle = (start + end) / 2
      if positions[middle] < other { start = middle + 1 } else { end = middle }
    }
    while start > positions.startIndex, isOneSentence(positions[start - 1], other) { start -= 1 }
    while end < positions.endIndex, isOneSentence(positions[end], other) { end += 1 }
    return positions[start..<end]
  }

  /// Some positions in printed order, divided by the sentences in which the claims at them stand.
  func sentences(of positions: ArraySlice<Int>) -> [ArraySlice<Int>] {
    var sentences: [ArraySlice<Int>] = []
    var rest = positions
    while let first = rest.first {
      let sentence = rest.prefix { isOneSentence($0, first) }
      sentences.append(sentence)
      rest = rest[sentence.endIndex...]
    }
    return sentences
  }

  /// Whether the claims at two positions stand in one sentence.
  private func isOneSentence(_ position: Int, _ other: Int) -> Bool {
    self[position].section == self[other].section
      && self[position].paragraph == self[other].paragraph
      && self[position].sentence == self[other].sentence
  }

  /// The nearest exact figure before a claim in its sentence, percentages left out.
  fileprivate func figure(
    before index: Int,
    in claim: Claim,
    where isMeant: (Claim) -> Bool
  ) -> Claim? {
    guard index > 0, self[index - 1].isInSentence(of: claim),
      !self[index - 1].qualifiers.contains(.percent), isMeant(self[index - 1])
    else { return nil }
    return self[index - 1]
  }
}

extension Figure {
  /// The figure with fewer decimals, rounded half away from zero.
  fileprivate func rounded(to digits: Int) -> Figure {
    var significand = magnitude.significand
    var fractionDigits = fractionDigits
    while fractionDigits > digits {
      significand = (significand + (fractionDigits == digits + 1 ? 5 : 0)) / 10
      fractionDigits -= 1
    }
    return Figure(
      significand: isNegative ? -significand : significand,
      fractionDigits: fractionDigits
    )
  }
}
