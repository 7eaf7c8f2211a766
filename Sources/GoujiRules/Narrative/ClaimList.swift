internal import GoujiModel

/// A list of the text: `共 T 条,其中 p1 条、p2 条`.
struct ClaimList: Sendable {
  /// The position of the claim that gives the whole.
  let whole: Int

  /// Where the positions of the parts stand in ``ReportText/partsOfLists``.
  let parts: Range<Int>

  /// The whole as an amount; `nil` beyond 18 digits.
  let total: Amount?

  /// The parts as amounts; `nil` when any is beyond 18 digits.
  let amounts: PartAmounts?

  /// What is true of any of the parts.
  let partsHave: PartTraits

  /// What the parts of a list come to.
  struct PartAmounts: Sendable {
    var sum: Amount = 0
    var largest: Amount = 0

    /// The first part that is as large as the largest, counted from 0.
    var place = 0
  }

  struct PartTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// Says that the list is complete: 分别为, 其他.
    static let closing = PartTraits(rawValue: 1)

    /// Hangs on a part of another list.
    static let nesting = PartTraits(rawValue: 2)

    /// Called more, less or about so much.
    static let inexact = PartTraits(rawValue: 4)

    /// Printed with 万 or 亿.
    static let scaled = PartTraits(rawValue: 8)
    static let ownLevel = PartTraits(rawValue: 16)
    static let levelBelow = PartTraits(rawValue: 32)
    static let noLevel = PartTraits(rawValue: 64)
  }

  var isClosed: Bool { partsHave.contains(.closing) }
  var isNested: Bool { partsHave.contains(.nesting) }

  /// Whether every part is stated to the last digit.
  var hasExactParts: Bool { partsHave.isDisjoint(with: [.inexact, .scaled]) }

  /// Whether the parts name levels of administration: 市本级, 区县.
  var isSplit: Bool {
    partsHave.contains([.ownLevel, .levelBelow]) && !partsHave.contains(.noLevel)
  }

  /// The lists whose figures are all of the past, in the order of their first parts, and the positions
  /// of their parts, one list after the other.
  static func all(
    of claims: [Claim],
    _ traits: [ClaimTraits]
  ) -> (lists: [ClaimList], parts: [Int]) {
    let all = claims.span
    var wholes: [Int] = []
    // For each claim the list that it is a part of, and the one that it is the whole of.
    var listOf = [Int](repeating: -1, count: all.count)
    var listOfWhole = listOf
    for position in all.indices where traits[position].contains(.inList) {
      guard let whole = all[position].list?.whole, all.indices.contains(whole) else { continue }
      if listOfWhole[whole] < 0 {
        listOfWhole[whole] = wholes.count
        wholes.append(whole)
      }
      listOf[position] = listOfWhole[whole]
    }
    let parts = PositionsByName(count: all.count) { listOf[$0] < 0 ? nil : listOf[$0] }
    var lists: [ClaimList] = []
    lists.reserveCapacity(wholes.count)
    for (list, whole) in wholes.enumerated()
    where all[whole].qualifiers.arePast {
      let range = parts.range(of: list)
      if range.allSatisfy({ all[parts.positions[$0]].qualifiers.arePast }) {
        lists.append(ClaimList(whole, range, of: parts.positions, among: claims))
      }
    }
    return (lists, parts.positions)
  }

  private init(_ whole: Int, _ range: Range<Int>, of positions: [Int], among claims: [Claim]) {
    let claims = claims.span
    self.whole = whole
    parts = range
    total = claims[whole].figure.amount(scaledBy: claims[whole].exponent)
    var have: PartTraits = []
    var amounts = PartAmounts()
    var isTooLarge = false
    for place in 0..<range.count {
      let part = positions[range.lowerBound + place]
      if let list = claims[part].list {
        if list.isClosed { have.insert(.closing) }
        if list.isNested { have.insert(.nesting) }
      }
      if !claims[part].qualifiers.isDisjoint(with: .inexact) { have.insert(.inexact) }
      if claims[part].exponent != 0 { have.insert(.scaled) }
      switch claims[part].scope {
      case .ownLevel: have.insert(.ownLevel)
      case .below: have.insert(.levelBelow)
      case .region, .own, nil: have.insert(.noLevel)
      }
      guard let amount = claims[part].figure.amount(scaledBy: claims[part].exponent) else {
        isTooLarge = true
        continue
      }
      amounts.sum += amount
      if place == 0 || amount > amounts.largest {
        amounts.largest = amount
        amounts.place = place
      }
    }
    self.amounts = isTooLarge ? nil : amounts
    partsHave = have
  }
}

extension Claim.Qualifiers {
  /// Whether a figure with these qualifiers counts what happened.
  fileprivate var arePast: Bool { isDisjoint(with: [.comparison, .plan, .percent]) }
}

extension Ledger {
  /// The positions of the claims that are the parts of a list.
  func parts(of list: ClaimList) -> ArraySlice<Int> { text.partsOfLists[list.parts] }

  /// Whether some of the first parts, at least two, make the whole: what follows belongs elsewhere.
  func addsUpEarly(_ list: ClaimList) -> Bool {
    var sum: Amount = 0
    for (place, part) in parts(of: list).enumerated() {
      sum += report.claims[part].amount ?? 0
      if place > 0, sum == list.total { return true }
    }
    return false
  }

  /// Whether the whole is given in 万 or 亿 and the parts, without it, add to its digits.
  func hasStrayScale(_ list: ClaimList) -> Bool {
    let all = report.claims
    let claims = all.span
    guard claims[list.whole].exponent > 0, list.parts.count > 1,
      !list.partsHave.contains(.scaled)
    else { return false }
    var sum = Figure.zero
    for part in parts(of: list) { sum = sum + claims[part].figure }
    return sum == claims[list.whole].figure
  }

  /// Whether the parts are channels, over which one item can be published several times.
  func isOfChannels(_ list: ClaimList) -> Bool {
    parts(of: list).contains {
      subject(of: $0)?.rawValue.hasPrefix("published.") ?? false
    }
  }

  /// Whether the parts are channels of receipt of the applications that the whole counts.
  func isOfReceipt(_ list: ClaimList) -> Bool {
    subject(of: list.whole) == .received
      && parts(of: list).allSatisfy {
        subject(of: $0).map(ClaimSubject.channelsOfReceipt.contains) ?? false
      }
  }

  /// Whether the parts are results of applications, which may have been received in the year before.
  func isOfResults(_ list: ClaimList) -> Bool {
    guard subject(of: list.whole) == .received else { return false }
    return parts(of: list).contains { part in
      guard let subject = subject(of: part) else { return false }
      return subject.rawValue.hasPrefix("applications.")
        && !ClaimSubject.channelsOfReceipt.contains(subject)
        && subject != .natural && subject != .organisation
    }
  }

  /// Of the claim alone: a claim as a whole is large to copy.
  private func subject(of claim: Int) -> ClaimSubject? {
    let claims = report.claims
    return claims.span[claim].subject
  }

  func finding(
    about list: ClaimList,
    _ settings: RuleSettings,
    severity: Severity,
    reported: Amount,
    expected: Amount,
    _ message: Bilingual
  ) -> Finding {
    settings.finding(
      severity: severity,
      reported: Figure(reported),
      expected: Figure(expected),
      message: message,
      terms: terms(of: list),
      place: report.claims[list.whole].place
    )
  }

  private func terms(of list: ClaimList) -> [FindingTerm] {
    var terms: [FindingTerm] = []
    terms.reserveCapacity(list.parts.count + 1)
    let all = report.claims
    let claims = all.span
    terms.append(claims[list.whole].term)
    for part in parts(of: list) { terms.append(claims[part].term) }
    return terms
  }
}
