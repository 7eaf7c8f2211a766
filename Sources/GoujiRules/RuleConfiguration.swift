internal import Foundation
public import GoujiModel

/// What a user changes about the rules: which are off, how serious they are, local dates.
///
/// Read from JSON such as
/// `{"off": ["FORM-CELL-JUNK"], "severity": {"FORM-BLANK": "info"}, "local_deadlines": ["2022-01-28"]}`.
public struct RuleConfiguration: Hashable, Sendable {
  /// Rules that are not applied at all.
  public var off: [RuleID] = []

  /// Severities instead of those of the catalogue.
  public var severity: [RuleID: Severity] = [:]

  /// Dates that a local notice sets for reports on the year before; rule DATE-LOCAL.
  public var localDeadlines: [CalendarDate] = []

  public init() {}

  /// Reads a configuration from JSON in UTF-8.
  ///
  /// - Throws: ``RuleConfigurationError`` for what is no such JSON, for a key, severity or date that
  ///   does not exist. Whether the rules exist is for the ``RuleBook`` to say.
  public init(json: [UInt8]) throws(RuleConfigurationError) {
    let parsed = try? JSONSerialization.jsonObject(with: Data(json))
    guard let parsed else { throw RuleConfigurationError(zh: "不是有效的JSON", en: "it is no JSON") }
    guard let values = parsed as? [String: Any] else {
      throw RuleConfigurationError(zh: "最外层应为{…}", en: "the outermost value must be {…}")
    }
    for key in values.keys.sorted() {
      switch key {
      case "off":
        off = try Self.texts(values[key], under: key).map { RuleID(rawValue: $0) }
      case "severity":
        guard let severities = values[key] as? [String: String] else {
          throw RuleConfigurationError(
            zh: "“severity”应为{规则: 级别}",
            en: "'severity' must be {rule: severity}"
          )
        }
        for (rule, text) in severities.sorted(by: { $0.key < $1.key }) {
          guard let severity = Severity(rawValue: text) else {
            let known = Severity.allCases.map(\.rawValue)
            throw RuleConfigurationError(
              zh: "没有级别“\(text)”,只有\(known.joined(separator: "、"))",
              en: "there is no severity '\(text)'; there are \(known.joined(separator: ", "))"
            )
          }
          self.severity[RuleID(rawValue: rule)] = severity
        }
      case "local_deadlines":
        for text in try Self.texts(values[key], under: key) {
          localDeadlines.append(try Self.date(text))
        }
      default:
        throw RuleConfigurationError(
          zh: "没有“\(key)”这一项,只有off、severity、local_deadlines",
          en: "there is no key '\(key)'; there are off, severity, local_deadlines"
        )
      }
    }
  }

  private static func texts(
    _ value: Any?,
    under key: String
  ) throws(RuleConfigurationError) -> [String] {
    guard let texts = value as? [String] else {
      throw RuleConfigurationError(
        zh: "“\(key)”应为字符串列表",
        en: "'\(key)' must be a list of strings"
      )
    }
    return texts
  }

  private static func date(_ text: String) throws(RuleConfigurationError) -> CalendarDate {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      let date = CalendarDate(year: year, month: month, day: day)
    else {
      throw RuleConfigurationError(
        zh: "“\(text)”不是2022-01-28这样的日期",
        en: "'\(text)' is no date of the form 2022-01-28"
      )
    }
    return date
  }
}

/// What is wrong with a configuration of the rules.
public struct RuleConfigurationError: Error, Hashable, Sendable {
  public let problem: Bilingual

  init(zh: String, en: String) {
    problem = Bilingual(zh: zh, en: en)
  }
}
