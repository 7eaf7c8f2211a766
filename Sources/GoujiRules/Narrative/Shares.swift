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
      guard (3...Self.mostShares).contains(group.count) else { continue }
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

  /// No breakdown has more shares.
  private static let mostShares = 30

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

/// The percentage with four decimals; `nil` beyond 18 digits.
func percent(_ part: Figure, of whole: Figure) -> Figure? {
  guard let numerator = part.scaled(byPowerOfTen: 2) else { return nil }
  let one = amount(of: numerator, printedIn: nil, formUnit: "")
  let other = amount(of: whole, printedIn: nil, formUnit: "")
  guard other != 0 else { return nil }
  let scaled = one * 10_000 / other
  return Figure(significand: Int64(clamping: scaled), fractionDigits: 4)
}

/// Holds a printed percentage against the exact one: cut off instead of rounded is information.
func judge(
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
  func isShareWithPart(_ position: Int) -> Bool {
    guard text.traits[position].contains(.share), isShareOfWhole(position) else { return false }
    let claims = report.claims
    let part = claims[position - 1]
    return part.isInSentence(of: claims[position]) && part.list == nil
      && part.isExact && !part.unit.isEmpty
      && part.qualifiers.isDisjoint(with: [.percent, .comparison])
  }

  /// The exact figures around a share in its paragraph that have the unit of the part before it and are none
  /// themselves.
  func wholes(around share: Int) -> [Figure] {
    let claims = report.claims
    let unit = claims[share - 1].unit
    func isInParagraph(_ position: Int) -> Bool {
      claims.indices.contains(position) && claims[position].isInParagraph(of: claims[share])
    }
    var start = share
    while share - start < Self.nearby, isInParagraph(start - 1) { start -= 1 }
    var wholes: [Figure] = []
    var position = start
    while position - share < Self.nearby, isInParagraph(position) {
      let isPart = isInParagraph(position + 1) && isShareOfWhole(position + 1)
      if claims[position].unit == unit, claims[position].isExact, !isPart {
        wholes.append(claims[position].figure)
      }
      position += 1
    }
    return wholes
  }

  /// How many claims away a whole may stand; a long paragraph has many figures that nobody divides.
  private static let nearby = 100

  func isShareOfWhole(_ position: Int) -> Bool {
    let qualifiers = report.claims[position].qualifiers
    return text.traits[position].contains(.share)
      && qualifiers.isDisjoint(with: [.comparison, .growth, .decline, .points, .plan])
      && qualifiers.isDisjoint(with: .inexact)
  }
}

extension Claim {
  /// Whether a printed percentage is an exact one, rounded or cut off.
  func isRounded(_ exact: Figure) -> Bool {
    (figure - exact).magnitude <= Figure(significand: 1, fractionDigits: figure.fractionDigits)
  }

  /// Whether a figure of growth or decline says by how many a number changed.
  var isExactChange: Bool {
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

  /// The last of some positions in printed order before another one, if both stand in one paragraph.
  ///
  /// Found by halving, as a long report may have many of both.
  func last(of positions: some RandomAccessCollection<Int>, before other: Int) -> Int? {
    var (low, high) = (positions.startIndex, positions.endIndex)
    while low < high {
      let middle = positions.index(low, offsetBy: positions.distance(from: low, to: high) / 2)
      if positions[middle] < other {
        low = positions.index(after: middle)
      } else {
        high = middle
      }
    }
    guard let last = positions[..<low].last, self[last].isInParagraph(of: self[other]) else {
      return nil
    }
    return last
  }

  /// Whether the claims at two positions stand in one sentence.
  private func isOneSentence(_ position: Int, _ other: Int) -> Bool {
    self[position].section == self[other].section
      && self[position].paragraph == self[other].paragraph
      && self[position].sentence == self[other].sentence
  }

  /// What the list of a claim divides; the claim itself outside of lists.
  func whole(of position: Int) -> Claim {
    guard let whole = self[position].list?.whole, indices.contains(whole) else {
      return self[position]
    }
    return self[whole]
  }

  /// The nearest exact figure before a claim in its sentence, percentages left out.
  func figure(
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
  func rounded(to digits: Int) -> Figure {
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
