public import GoujiModel
public import GoujiRules
internal import GoujiSchemas

/// The rules about several reports, ready to be applied to a collection.
///
/// Everything here is a function of its arguments. ``grouping(of:unread:)`` looks at the members alone
/// and tells which reports are to be held against which; ``judge(_:_:)`` looks at one group and its
/// reports. So a collection whose reports come and go needs to judge again only the groups that are
/// new or have a changed member, with the same outcome as from scratch.
public struct CollectionRules: Sendable {
  let book: RuleBook
  let regions: Regions
  let words: CollectionWords

  /// What the rules about several reports come to for a report of a form that is held against none, with the
  /// places of these rules in the catalogue.
  private let comparingNothing: [FormID: [(place: Int, result: RuleResult)]]

  /// - Throws: `SchemaError` naming a file of `schemas/` and what is wrong in it.
  public init(book: RuleBook) throws {
    self.book = book
    let kinds = Set(CollectionKind.allCases.map(\.rawValue))
    for rule in book.collectionRules where rule.over != .lastYear && !kinds.contains(rule.kind) {
      throw rule.definition.problem("there is no kind '\(rule.kind)'")
    }
    var comparingNothing: [FormID: [(place: Int, result: RuleResult)]] = [:]
    for rule in book.collectionRules {
      guard let place = book.place(of: rule.rule) else { continue }
      let result = RuleResult(
        rule: rule.rule,
        verdict: .notEvaluated,
        reason: CollectionText.nothingToCompare(rule.over)
      )
      for form in rule.forms { comparingNothing[form, default: []].append((place, result)) }
    }
    self.comparingNothing = comparingNothing
    regions = try Regions.embedded()
    words = try CollectionWords.embedded()
  }

  /// Finds out whose reports there are, and which are to be held against which.
  ///
  /// The order of the members does not matter.
  ///
  /// - Complexity: O(n log n) in the number of members.
  public func grouping(
    of members: [CollectionMember],
    unread: [UnreadDocument] = []
  ) -> Grouping {
    let resolution = AgencyResolution(regions: regions, words: words)
    var placed = resolution.place(members)
    let (renamed, renamings) = resolution.joinRenamed(&placed)
    let agencies = resolution.agencies(of: placed, renamed: renamed)
    let builder = GroupBuilder(placed, agencies: agencies, resolution: resolution)
    return Grouping(
      agencies: agencies,
      groups: builder.groups(),
      doubts: (renamings + resolution.doubts(of: agencies, placed) + builder.doubts)
        .sorted { ($0.agency, $0.candidates.first ?? "") < ($1.agency, $1.candidates.first ?? "") },
      coverage: resolution.coverage(of: agencies, placed, unread: unread),
      keys: Dictionary(
        placed.map { ($0.member.document, $0.key) },
        uniquingKeysWith: { first, _ in first }
      )
    )
  }

  /// Judges one group.
  ///
  /// The reports are those of the group's members, in any order; others are not looked at.
  public func judge(
    _ group: ComparisonGroup,
    _ reports: [CollectedReport]
  ) -> CollectionAssessment {
    let byDocument = Dictionary(
      reports.map { ($0.member.document, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let members = group.members.compactMap { member in
      byDocument[member.document].map { GroupedReport(member: member, collected: $0) }
    }
    var verdicts = CollectionVerdicts(book)
    switch group.kind {
    case .years: judgeYears(members, &verdicts)
    case .territory: judgeTerritory(members, absent: group.absent, &verdicts)
    case .copies: judgeCopies(members, &verdicts)
    case .figures: judgeSameFigures(members, &verdicts)
    case .text: judgeSameText(members, &verdicts)
    case .peers: judgePeers(members, &verdicts)
    }
    return verdicts.assessment
  }

  /// Groups and judges a whole collection.
  public func assess(
    _ reports: [CollectedReport],
    unread: [UnreadDocument] = []
  ) -> (grouping: Grouping, assessment: CollectionAssessment) {
    let grouping = grouping(of: reports.map(\.member), unread: unread)
    let byDocument = Dictionary(
      reports.map { ($0.member.document, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let assessments = grouping.groups.map { group in
      judge(group, group.documents.compactMap { byDocument[$0] })
    }
    return (grouping, merge(assessments))
  }

  /// Brings together what was said of the groups of a collection, in the order of the groups.
  public func merge(_ assessments: [CollectionAssessment]) -> CollectionAssessment {
    var merged = CollectionAssessment()
    for assessment in assessments {
      merged.findings += assessment.findings
      for (document, results) in assessment.results {
        merged.results[document, default: []] += results
      }
    }
    return merged
  }

  /// The results of one report, for export: those about the report alone, those from holding it
  /// against others, and for the remaining rules why they were not evaluated.
  public func results(
    own: [RuleResult],
    collected: [RuleResult],
    form: FormID
  ) -> [RuleResult] {
    // One place for each rule of the catalogue, which is the order wanted.
    var results = [RuleResult?](repeating: nil, count: book.descriptions.count)
    var unknown: [RuleResult] = []
    for result in own {
      if let place = book.place(of: result.rule) {
        results[place] = result
      } else {
        unknown.append(result)
      }
    }
    var gravest: [RuleID: RuleResult] = [:]
    for result in collected
    where result.verdict.weight > gravest[result.rule]?.verdict.weight ?? -1 {
      gravest[result.rule] = result
    }
    for result in gravest.values {
      if let place = book.place(of: result.rule) {
        results[place] = result
      } else {
        unknown.removeAll { $0.rule == result.rule }
        unknown.append(result)
      }
    }
    for (place, result) in comparingNothing[form] ?? [] where results[place] == nil {
      results[place] = result
    }
    return results.compactMap(\.self) + unknown.sorted { $0.rule < $1.rule }
  }
}

extension RuleResult.Verdict {
  /// Of several groups that a report is in, the gravest outcome stands for all.
  fileprivate var weight: Int {
    switch self {
    case .notEvaluated: 0
    case .pass: 1
    case .fail: 2
    }
  }
}

/// A member of a group with its report.
struct GroupedReport {
  let member: ComparisonGroup.Member
  let collected: CollectedReport

  var report: Report { collected.report }
  var document: String { member.document }
}

extension [GroupedReport] {
  /// The reports by what they are about, in the order of its first report; several that are about the
  /// same are copies with different figures, the preferred one first.
  func versions<Subject: Hashable>(of subject: (GroupedReport) -> Subject) -> [[GroupedReport]] {
    var order: [Subject: Int] = [:]
    var versions: [[GroupedReport]] = []
    for report in self {
      let subject = subject(report)
      if let known = order[subject] {
        versions[known].append(report)
      } else {
        order[subject] = versions.count
        versions.append([report])
      }
    }
    return versions
  }
}
