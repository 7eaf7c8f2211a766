public import GoujiModel

/// What a user changes about the rules: which are off, how serious they are, local dates.
///
/// Decoded from JSON such as
/// `{"off": ["FORM-CELL-JUNK"], "severity": {"FORM-BLANK": "info"}, "local_deadlines": ["2022-01-28"]}`.
public struct RuleConfiguration: Hashable, Sendable, Decodable {
  /// Rules that are not applied at all.
  public var off: [RuleID] = []

  /// Severities instead of those of the catalogue.
  public var severity: [RuleID: Severity] = [:]

  /// Dates that a local notice sets for reports on the year before; rule DATE-LOCAL.
  public var localDeadlines: [CalendarDate] = []

  public init() {}

  private enum CodingKeys: String, CodingKey {
    case off
    case severity
    case localDeadlines = "local_deadlines"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    off = try values.decodeIfPresent([RuleID].self, forKey: .off) ?? []
    let severities = try values.decodeIfPresent([String: Severity].self, forKey: .severity) ?? [:]
    severity = Dictionary(
      severities.map { (RuleID(rawValue: $0.key), $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
    let dates = try values.decodeIfPresent([String].self, forKey: .localDeadlines) ?? []
    localDeadlines = try dates.map { text in
      let parts = text.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 3,
        let date = CalendarDate(year: parts[0], month: parts[1], day: parts[2])
      else {
        throw DecodingError.dataCorruptedError(
          forKey: .localDeadlines,
          in: values,
          debugDescription: "'\(text)' is no date of the form 2022-01-28"
        )
      }
      return date
    }
  }
}
