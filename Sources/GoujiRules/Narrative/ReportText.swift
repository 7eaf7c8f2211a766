internal import GoujiModel

/// The text of a report as rules ask for it, gone through once for all of them.
struct ReportText: Sendable {
  /// What is asked of every claim, in the order of the report's claims.
  let traits: [ClaimTraits]

  /// What is true of any claim: a rule about other claims need not look at one.
  let traitsOfAny: ClaimTraits

  /// The lists whose figures are all of the past, in the order of their first parts.
  let lists: [ClaimList]

  /// The positions of the claims that are parts of lists, one list after the other.
  let partsOfLists: [Int]

  /// The dates in the text that are none.
  let impossibleDates: [(date: String, place: SourcePlace)]

  /// The numbers of documents that are put otherwise than they should be.
  let faultyNumbers: [(number: DocumentNumber, place: SourcePlace)]

  private let claims: PositionsByName
  private let phrases: PositionsByName

  init(_ report: Report) {
    let year = report.identity.year?.value
    var any: ClaimTraits = []
    let all = report.claims.span
    var traits = [ClaimTraits](repeating: [], count: all.count)
    for position in all.indices {
      traits[position] = ClaimTraits(all, at: position, reportOn: year)
      any.formUnion(traits[position])
    }
    self.traits = traits
    traitsOfAny = any
    claims = PositionsByName(count: traits.count) { all[$0].subject.map { Int($0.number) } }
    let allPhrases = report.phrases.span
    phrases = PositionsByName(count: allPhrases.count) { Int(allPhrases[$0].kind.number) }
    // A report appears in the year after its own and may be put up again later.
    var scan = DigitScan(latest: year.map { $0 + 1 } ?? 9999)
    for section in report.sections {
      for paragraph in section.paragraphs { scan.read(paragraph) }
    }
    impossibleDates = scan.impossibleDates
    faultyNumbers = scan.faultyNumbers
    (lists, partsOfLists) =
      any.contains(.inList) ? ClaimList.all(of: report.claims, traits) : ([], [])
  }

  /// The positions of the claims about a subject, in printed order.
  func claims(about subject: ClaimSubject) -> ArraySlice<Int> { claims[Int(subject.number)] }

  /// The positions of the phrases of a kind, in printed order.
  func phrases(_ kind: PhraseKind) -> ArraySlice<Int> { phrases[Int(kind.number)] }
}

/// What rules ask of every claim.
struct ClaimTraits: OptionSet, Sendable {
  let rawValue: UInt16

  /// About the body of the report, and neither a comparison nor a plan.
  static let ofBody = ClaimTraits(rawValue: 1)

  /// About the year of the report as well.
  static let ofReport = ClaimTraits(rawValue: 2)
  static let figure = ClaimTraits(rawValue: 4)
  static let denial = ClaimTraits(rawValue: 8)
  static let gap = ClaimTraits(rawValue: 16)
  static let zero = ClaimTraits(rawValue: 32)

  /// Stated to the last digit.
  static let exact = ClaimTraits(rawValue: 64)

  /// Part of a list.
  static let inList = ClaimTraits(rawValue: 128)

  /// Called a lower bound: 余, 多.
  static let more = ClaimTraits(rawValue: 256)
  static let percent = ClaimTraits(rawValue: 512)

  /// A percentage that is a share of something: 占60%.
  static let share = ClaimTraits(rawValue: 1024)

  /// A percentage that something grew or fell by.
  static let growth = ClaimTraits(rawValue: 2048)
}

extension ClaimTraits {
  /// Where `year` is that of the report, `nil` when it is not known.
  init(_ claims: Span<Claim>, at position: Int, reportOn year: Int?) {
    // Field by field: a claim as a whole is large to copy.
    let qualifiers = claims[position].qualifiers
    let scope = claims[position].scope
    var traits: ClaimTraits = []
    if claims[position].list != nil { traits.insert(.inList) }
    if qualifiers.isDisjoint(with: [.comparison, .plan, .cumulative]), scope != .below,
      scope != .ownLevel || !traits.contains(.inList)
    {
      traits.insert(.ofBody)
      if let stated = claims[position].year {
        if stated == year { traits.insert(.ofReport) }
      } else {
        traits.insert(.ofReport)
      }
    }
    switch claims[position].statement {
    case .figure: traits.insert(.figure)
    case .denial: traits.insert(.denial)
    case .gap: traits.insert(.gap)
    case .completion: break
    }
    if claims[position].figure.isZero { traits.insert(.zero) }
    if qualifiers.isDisjoint(with: .inexact), claims[position].exponent == 0 {
      traits.insert(.exact)
    }
    if qualifiers.contains(.more) { traits.insert(.more) }
    if qualifiers.contains(.percent) {
      traits.insert(.percent)
      if qualifiers.contains(.share) { traits.insert(.share) }
      if !qualifiers.isDisjoint(with: [.growth, .decline]) { traits.insert(.growth) }
    }
    self = traits
  }
}
