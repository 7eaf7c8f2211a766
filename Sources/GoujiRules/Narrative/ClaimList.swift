internal import GoujiModel

/// A list of the text: `共 T 条,其中 p1 条、p2 条`.
struct ClaimList: Sendable {
  let whole: Claim
  let parts: [Claim]
  let isClosed: Bool
  let isNested: Bool

  /// The lists of a report whose figures are all of the past, in printed order.
  static func all(of report: Report) -> [ClaimList] {
    let claims = report.claims
    guard claims.contains(where: { $0.list != nil }) else { return [] }
    var lists: [ClaimList] = []
    var index = 0
    var wholes: [Int] = []
    var members: [[Claim]] = []
    while index < claims.count {
      if let list = claims[index].list {
        if let number = wholes.lastIndex(of: list.whole) {
          members[number].append(claims[index])
        } else {
          wholes.append(list.whole)
          members.append([claims[index]])
        }
      }
      index += 1
    }
    for (whole, parts) in zip(wholes, members) where claims.indices.contains(whole) {
      let all = [claims[whole]] + parts
      guard all.allSatisfy({ $0.qualifiers.isDisjoint(with: [.comparison, .plan, .percent]) })
      else { continue }
      lists.append(
        ClaimList(
          whole: claims[whole],
          parts: parts,
          isClosed: parts.contains { $0.list?.isClosed ?? false },
          isNested: parts.contains { $0.list?.isNested ?? false }
        )
      )
    }
    return lists
  }

  var total: Amount? { whole.amount }

  /// The parts as amounts; `nil` when any is beyond 18 digits.
  var amounts: [Amount]? {
    let amounts = parts.compactMap(\.amount)
    return amounts.count == parts.count ? amounts : nil
  }

  /// Whether some of the first parts, at least two, make the whole: what follows belongs elsewhere.
  var addsUpEarly: Bool {
    guard let total, let amounts else { return false }
    var sum: Amount = 0
    for (index, amount) in amounts.enumerated() {
      sum += amount
      if index > 0, sum == total { return true }
    }
    return false
  }

  /// Whether the whole is given in 万 or 亿 and the parts, without it, add to its digits.
  var hasStrayScale: Bool {
    guard whole.exponent > 0, parts.count > 1, parts.allSatisfy({ $0.exponent == 0 }) else {
      return false
    }
    return parts.dropFirst().reduce(parts[0].figure) { $0 + $1.figure } == whole.figure
  }

  /// Whether the parts are channels, over which one item can be published several times.
  var isOfChannels: Bool {
    parts.contains { $0.subject?.rawValue.hasPrefix("published.") ?? false }
  }

  /// Whether the parts are channels of receipt of the applications that the whole counts.
  var isOfReceipt: Bool {
    whole.subject == "applications.received"
      && parts.allSatisfy { $0.subject.map(Self.receipt.contains) ?? false }
  }

  /// Whether the parts are results of applications, which may have been received in the year before.
  var isOfResults: Bool {
    guard whole.subject == "applications.received" else { return false }
    return parts.contains { part in
      guard let subject = part.subject?.rawValue else { return false }
      return subject.hasPrefix("applications.") && !Self.receipt.contains(part.subject ?? "")
        && subject != "applications.natural" && subject != "applications.organisation"
    }
  }

  /// Whether the parts name levels of administration: 市本级, 区县.
  var isSplit: Bool {
    parts.contains { $0.scope == .ownLevel } && parts.contains { $0.scope == .below }
      && parts.allSatisfy { $0.scope == .ownLevel || $0.scope == .below }
  }

  private static let receipt: [ClaimSubject] = [
    "applications.online", "applications.letter", "applications.in_person", "applications.fax",
    "applications.email",
  ]

  func finding(
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
      message: sentence([message]),
      terms: [whole.term] + parts.map(\.term),
      place: whole.place
    )
  }
}
