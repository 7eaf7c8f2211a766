internal import GoujiModel
internal import GoujiRules

/// A whole in one year with the parts on file.
struct TerritoryYear {
  let whole: GroupedReport
  let parts: [GroupedReport]

  /// The sure parts first, then with those that may belong here.
  let rosters: [TerritoryRoster]

  /// The agencies of the roster that the figures of this year prove; `nil` when they prove none.
  let provenRoster: [String]?

  /// The agencies of which copies with different figures are on file.
  private let contested: Set<String>

  /// The copies of the whole that differ, at least one, with the parts, the copies of each in the order
  /// of preference.
  init(wholes: [GroupedReport], parts: [GroupedReport], rules: TerritoryRules) {
    let versions = [wholes] + parts.versions { $0.member.agency }
    contested = Set(versions.filter { $0.count > 1 }.map { $0[0].member.agency })
    let chosen = TerritoryYear.choice(of: versions, rules)
    let (whole, parts) = (chosen[0], Array(chosen.dropFirst()))
    self.whole = whole
    self.parts = parts
    let sure = parts.filter { $0.member.role == .part }
    let possible = parts.filter { $0.member.role == .possiblePart }
    var rosters = [TerritoryRoster(whole, sure, rules)]
    if !possible.isEmpty { rosters.append(TerritoryRoster(whole, parts, rules)) }
    // Each alone, but only while there are few: names that fit several places are rare.
    if (2...6).contains(possible.count) {
      rosters += possible.map { TerritoryRoster(whole, sure + [$0], rules) }
    }
    // A body that the whole does not count may be on file as well.
    if (3...12).contains(parts.count) {
      rosters += parts.indices.map { left in
        TerritoryRoster(
          whole,
          parts.indices.filter { $0 != left }.map { parts[$0] },
          rules
        )
      }
    }
    self.rosters = rosters
    // Of several that are equally exact the first stays: leaving out a part that has nothing to count
    // is no better a proof than counting it.
    provenRoster =
      rosters.filter { $0.isProven(rules) }
      .max { $0.comparison.equal < $1.comparison.equal }?.agencies
  }

  /// One copy of each report: those whose figures add up best, or the first ones while the
  /// combinations are too many.
  private static func choice(
    of versions: [[GroupedReport]],
    _ rules: TerritoryRules
  ) -> [GroupedReport] {
    let most = 64
    var choices: [[GroupedReport]] = [[]]
    for copies in versions {
      guard choices.count * copies.count <= most else { return versions.map { $0[0] } }
      choices = choices.flatMap { choice in copies.map { choice + [$0] } }
    }
    guard choices.count > 1 else { return choices[0] }
    let equal = choices.map { choice in
      TerritoryRoster(choice[0], Array(choice.dropFirst()), rules).comparison.equal
    }
    return choices[equal.indices.reduce(0) { equal[$1] > equal[$0] ? $1 : $0 }]
  }
}

extension TerritoryYear {
  /// The roster of some agencies; `nil` when the report of one of them is not on file.
  func roster(of agencies: [String], _ rules: TerritoryRules) -> TerritoryRoster? {
    let chosen = parts.filter { agencies.contains($0.member.agency) }
    return chosen.count == agencies.count ? TerritoryRoster(whole, chosen, rules) : nil
  }

  /// Whether the roster rests on a report of which copies with other figures are on file.
  func isContested(_ roster: TerritoryRoster) -> Bool {
    !contested.isDisjoint(with: roster.agencies + [whole.member.agency])
  }
}

/// A whole against one choice of parts.
struct TerritoryRoster {
  let parts: [GroupedReport]

  /// The keys of the parts, sorted.
  let agencies: [String]
  let comparison: TerritoryComparison

  init(_ whole: GroupedReport, _ parts: [GroupedReport], _ rules: TerritoryRules) {
    self.parts = parts
    agencies = parts.map(\.member.agency).sorted()
    comparison = TerritoryComparison(whole, parts)
  }

  func isProven(_ rules: TerritoryRules) -> Bool {
    // A single part that equals the whole is a copy, not a sum.
    parts.count > 1 && comparison.nonZero >= rules.fewestCells
      && comparison.equal * 100 >= comparison.nonZero * rules.equalPercent
  }
}
