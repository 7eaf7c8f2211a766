/// Reports that are held against one another by one family of rules.
///
/// What the rules say about a group depends on the group and on the reports of its members, and on
/// nothing else: as long as the group is equal and no member has changed, it need not be judged again.
public struct ComparisonGroup: Hashable, Sendable, Codable {
  public let kind: Kind

  /// What the members have in common, such as the agency; unique among the groups of a kind.
  public let key: String

  /// In the order in which the rules look at them.
  public let members: [Member]

  /// Agencies that belong to the whole and of which no report on a year is in the collection.
  public let absent: [Absent]

  /// Why reports are held against one another.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The reports of one agency, oldest first. Copies of a report with other figures follow it.
    case years

    /// The reports of a whole and of its parts, year by year; in each year the whole comes first, and
    /// copies of a report with other figures follow it.
    case territory

    /// Several copies of one report.
    case copies

    /// Reports of different agencies with the same figures.
    case figures

    /// Reports of different agencies with nearly the same text.
    case text

    /// Reports of agencies of one kind and level on one year.
    case peers

    /// Whether rules look at the sentences of the reports.
    public var comparesText: Bool { self != .territory && self != .peers }
  }

  /// One report in its group.
  public struct Member: Hashable, Sendable, Codable {
    public let document: String

    /// The key of the agency; see ``ResolvedAgency``.
    public let agency: String

    /// The name of the agency for messages.
    public let name: String
    public let year: Int
    public let role: Role
    public let region: String?

    public init(
      document: String,
      agency: String,
      name: String,
      year: Int,
      role: Role = .equal,
      region: String? = nil
    ) {
      self.document = document
      self.agency = agency
      self.name = name
      self.year = year
      self.role = role
      self.region = region
    }
  }

  /// What a report is in its group.
  public enum Role: String, Hashable, Sendable, Codable {
    case equal
    case whole
    case part

    /// A part whose name fits other wholes as well; only the figures can tell.
    case possiblePart = "possible_part"
  }

  /// An agency whose report on a year is not in the collection.
  public struct Absent: Hashable, Sendable, Codable {
    public let name: String
    public let year: Int

    public init(name: String, year: Int) {
      self.name = name
      self.year = year
    }
  }

  public init(kind: Kind, key: String, members: [Member], absent: [Absent] = []) {
    self.kind = kind
    self.key = key
    self.members = members
    self.absent = absent
  }

  /// The documents of the members.
  public var documents: [String] { members.map(\.document) }
}
