/// Reports that are held against one another by one family of rules.
///
/// What the rules say about a group depends on its members and on nothing else, so a group none of
/// whose members has changed need not be judged again.
public struct ComparisonGroup: Hashable, Sendable {
  public let kind: Kind

  /// What the members have in common, such as the agency; unique among the groups of a kind.
  public let key: String

  /// The documents of the members, in the order in which the rules look at them.
  public let members: [String]

  /// Why reports are held against one another.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The reports of one agency, oldest first.
    case years

    /// One report of a whole with those of its parts, on one year; the whole comes first.
    case territory
  }

  public init(kind: Kind, key: String, members: [String]) {
    self.kind = kind
    self.key = key
    self.members = members
  }
}
