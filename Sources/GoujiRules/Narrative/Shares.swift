internal import GoujiModel
internal import GoujiSchemas

/// A share in the text against the part and the whole in the same sentence, and the rate of applications
/// closed against the table.
struct PrintedShare: DocumentRuleKind {
  static let kind = "printed-share"

  private let rate: RateOfClosing?

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    rate = RateOfClosing(form)
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    guard ledger.text.traitsOfAny.contains(.percent) else {
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
    judgeExcess(ledger, settings, &tally)
    judgePairs(ledger, settings, &tally)
    rate?.judge(ledger, settings, &tally)
    let outcome = tally.outcome
    return outcome.verdict == .notEvaluated ? .notEvaluated(NarrativeText.silent) : outcome
  }

  /// No part is more than its whole.
  private func judgeExcess(
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    let claims = ledger.report.claims
    for (index, traits) in ledger.text.traits.enumerated() where traits.contains(.percent) {
      let share = claims[index]
      guard share.figure > 100, !share.qualifiers.isDisjoint(with: [.share, .shareOfOther]),
        share.qualifiers.isDisjoint(with: [.comparison, .growth, .decline, .points, .plan])
      else { continue }
      tally.fails(
        settings.finding(
          reported: share.figure,
          expected: nil,
          message: sentence([
            Bilingual(
              zh: "正文占比\(NarrativeText.number(share))超过100%",
              en: "a share of \(share.figure)% is more than the whole"
            )
          ]),
          terms: [share.term],
          place: share.place
        )
      )
    }
  }

  /// Shares of a whole that no 其中 names, three with their parts at least: most of them tell which figure of
  /// the paragraph it is, or that it is the sum.
  private func judgePairs(
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    let claims = ledger.report.claims
    var shares = claims.indices.dropFirst().filter { ledger.isShareWithPart($0) }[...]
    while let first = shares.first {
      let group = shares.prefix {
        claims[$0].isInParagraph(of: claims[first]) && claims[$0 - 1].unit == claims[first - 1].unit
      }
      shares = shares[group.endIndex...]
      guard group.count > 2 else { continue }
      let parts = group.map { claims[$0 - 1] }
      let sum = parts.reduce(Figure.zero) { $0 + $1.figure }
      let wholes = [sum] + ledger.wholes(around: first).filter { $0 > 0 }
      func fits(_ share: Int, _ whole: Figure) -> Bool {
        claims[share - 1].figure <= whole
          && percent(claims[share - 1].figure, of: whole).map { claims[share].isRounded($0) }
            ?? true
      }
      let counted = wholes.map { whole in (whole, group.count { fits($0, whole) }) }
      guard let (whole, fitting) = counted.max(by: { $0.1 < $1.1 }),
        fitting >= max(2, group.count - 1)
      else { continue }
      for share in group where !fits(share, whole) {
        guard let exact = percent(claims[share - 1].figure, of: whole) else { continue }
        let part = claims[share - 1]
        GoujiRules.judge(claims[share], exact, [claims[share], part], settings, &tally) { exact in
          Bilingual(
            zh: "正文\(NarrativeText.number(part))占\(whole)\(part.unit)应为\(exact)%,"
              + "却写\(claims[share].figure)%",
            en: "\(part.figure) of \(whole) is \(exact)%, "
              + "but the text says \(claims[share].figure)%"
          )
        }
      }
      if fitting == group.count { tally.holds() }
    }
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

/// The rate of applications closed that the text gives, against the table.
private struct RateOfClosing {
  private let received: Int
  private let carriedIn: Int
  private let closed: Int

  init?(_ form: FormDefinition) {
    guard let received = form.position(table: .applications, row: .newReceived, column: .total),
      let carriedIn = form.position(table: .applications, row: .carriedIn, column: .total),
      let closed = form.position(table: .applications, row: .handledTotal, column: .total)
    else { return nil }
    (self.received, self.carriedIn, self.closed) = (received, carriedIn, closed)
  }

  func judge(_ ledger: Ledger, _ settings: RuleSettings, _ tally: inout OutcomeTally) {
    let claims = ledger.report.claims
    // That everything is closed has a rule of its own.
    let rates = ledger.text.claims(about: .replyRate).filter {
      ledger.text.traits[$0].contains([.ofReport, .exact]) && claims[$0].figure != 100
    }
    let cells = [received, carriedIn, closed]
    guard !rates.isEmpty, cells.allSatisfy({ ledger.states[$0] == .printed }) else { return }
    let figures = cells.map { Figure(ledger.amounts[$0]) }
    let due = figures[0] + figures[1]
    for rate in rates.map({ claims[$0] }) where !ledger.mixesScopes(rate) {
      // Some leave out what the year before left, on either side.
      let exact = [
        percent(figures[2], of: due), percent(figures[2], of: figures[0]),
        percent(figures[2] - figures[1], of: figures[0]),
      ].compactMap(\.self)
      guard let expected = exact.first, !exact.contains(where: rate.isRounded) else {
        tally.holds()
        continue
      }
      GoujiRules.judge(rate, expected, [rate], settings, &tally) { exact in
        Bilingual(
          zh: "正文办结(答复)率\(rate.figure)%,而表中应办\(due)件、办结\(figures[2])件,应为\(exact)%",
          en:
            "the text gives a rate of \(rate.figure)%, but \(figures[2]) of \(due) in the table is "
            + "\(exact)%"
        )
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
  /// Whether a share stands right behind the part that it is the share of, which belongs to no list.
  fileprivate func isShareWithPart(_ position: Int) -> Bool {
    guard text.traits[position].contains(.share), isShareOfWhole(position) else { return false }
    let claims = report.claims
    let part = claims[position - 1]
    return part.isInSentence(of: claims[position]) && part.list == nil
      && part.isExact && !part.unit.isEmpty
      && part.qualifiers.isDisjoint(with: [.percent, .comparison])
  }

  /// The exact figures of a paragraph that have the unit of the part before a share and are none themselves.
  fileprivate func wholes(around share: Int) -> [Figure] {
    let claims = report.claims
    let unit = claims[share - 1].unit
    func isInParagraph(_ position: Int) -> Bool {
      claims.indices.contains(position) && claims[position].isInParagraph(of: claims[share])
    }
    var start = share
    while isInParagraph(start - 1) { start -= 1 }
    var wholes: [Figure] = []
    var position = start
    while isInParagraph(position) {
      let isPart = isInParagraph(position + 1) && isShareOfWhole(position + 1)
      if claims[position].unit == unit, claims[position].isExact, !isPart {
        wholes.append(claims[position].figure)
      }
      position += 1
    }
    return wholes
  }

  fileprivate func isShareOfWhole(_ position: Int) -> Bool {
    let qualifiers = report.claims[position].qualifiers
    return text.traits[position].contains(.share)
      && qualifiers.isDisjoint(with: [.comparison, .growth, .decline, .points, .plan])
      && qualifiers.isDisjoint(with: .inexact)
  }
}

extension Claim {
  /// Whether a printed percentage is an exact one, rounded or cut off.
  fileprivate func isRounded(_ exact: Figure) -> Bool {
    (figure - exact).magnitude <= Figure(significand: 1, fractionDigits: figure.fractionDigits)
  }

  /// Whether a figure of growth or decline says by how many a number changed.
  fileprivate var isExactChange: Bool {
    statement == .figure && isExact && !unit.isEmpty
      && qualifiers.isDisjoint(with: [.percent, .points, .plan, .cumulative])
  }

  func isInParagraph(of other: Claim) -> Bool {
    section == other.section && paragraph == other.paragraph
  }

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

  /// What the list of a claim divides; the claim itself outside of lists.
  fileprivate func whole(of position: Int) -> Claim {
    guard let whole = self[position].list?.whole, indices.contains(whole) else {
      return self[position]
    }
    return self[whole]
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
