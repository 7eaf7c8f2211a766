public import GoujiModel

/// What a collection consists of: its agencies, and which reports can be held against which.
public struct Grouping: Sendable {
  /// In the order of their keys.
  public let agencies: [ResolvedAgency]

  /// By kind, then by key.
  public let groups: [ComparisonGroup]

  /// Names that could not be told apart or brought together with certainty.
  public let doubts: [DoubtfulMatch]

  /// One entry for each agency and each year on which its report is there or missed, in that order.
  public let coverage: [CoverageEntry]

  private let keys: [String: String]
  private let positions: [String: Int]

  init(
    agencies: [ResolvedAgency],
    groups: [ComparisonGroup],
    doubts: [DoubtfulMatch],
    coverage: [CoverageEntry],
    keys: [String: String]
  ) {
    self.agencies = agencies
    self.groups = groups
    self.doubts = doubts
    self.coverage = coverage
    self.keys = keys
    positions = Dictionary(
      agencies.enumerated().map { ($0.element.key, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The agency whose report a document holds; `nil` when no agency is known.
  public func agency(of document: String) -> ResolvedAgency? {
    keys[document].flatMap { agency($0) }
  }

  public func agency(_ key: String) -> ResolvedAgency? {
    positions[key].map { agencies[$0] }
  }
}

/// One agency under all the names that it goes by in a collection.
public struct ResolvedAgency: Hashable, Sendable {
  /// The region's code and the body's name, such as `420703/农业农村局`, or the name alone while the
  /// region is not known; the government of a region ends in `/`.
  public let key: String

  /// The spelling that most of the reports use.
  public let name: String

  /// Every spelling, the commonest first.
  public let names: [String]
  public let level: AgencyLevel?

  /// In GB/T 2260; `nil` while unknown.
  public let regionCode: String?

  /// The key of the agency above, be it in the collection or not.
  public let parent: String?
  public let documents: [String]

  /// What the identity rests on.
  public let evidence: Evidence

  /// How an agency was told from others.
  public enum Evidence: String, Hashable, Sendable, Codable, CaseIterable {
    case manifest

    /// The name leads to one region of GB/T 2260.
    case region

    /// The name alone; its region is not known.
    case name

    /// Two names of one body before and after a reform.
    case renamed
  }

  public init(
    key: String,
    name: String,
    names: [String],
    level: AgencyLevel?,
    regionCode: String?,
    parent: String?,
    documents: [String],
    evidence: Evidence
  ) {
    self.key = key
    self.name = name
    self.names = names
    self.level = level
    self.regionCode = regionCode
    self.parent = parent
    self.documents = documents
    self.evidence = evidence
  }
}

/// Names that may mean the same agency, or an agency that may belong to several wholes.
public struct DoubtfulMatch: Hashable, Sendable {
  /// The key of the agency in question.
  public let agency: String

  /// What it may be: keys of agencies or codes of regions.
  public let candidates: [String]
  public let reason: Bilingual

  public init(agency: String, candidates: [String], reason: Bilingual) {
    self.agency = agency
    self.candidates = candidates
    self.reason = reason
  }
}

/// Whether the report of an agency on a year is in the collection.
public struct CoverageEntry: Hashable, Sendable {
  public let agency: String
  public let name: String
  public let regionCode: String?
  public let year: Int
  public let status: Status
  public let documents: [String]

  /// What is known of a report.
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case present

    /// Present, and published or signed after the deadline.
    case late

    /// A document is there and could not be read as a report.
    case unreadable

    /// Not found in the collection, which does not say that it was not published.
    case missing
  }

  public init(
    agency: String,
    name: String,
    regionCode: String?,
    year: Int,
    status: Status,
    documents: [String]
  ) {
    self.agency = agency
    self.name = name
    self.regionCode = regionCode
    self.year = year
    self.status = status
    self.documents = documents
  }
}
