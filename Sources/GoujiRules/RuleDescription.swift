public import GoujiModel
internal import GoujiSchemas

/// Everything that there is to say about a rule, in both languages.
public struct RuleDescription: Hashable, Sendable {
  public let id: RuleID
  public let group: Group

  /// How the rule is carried out, such as `sum-equals`.
  public let kind: String
  public let forms: [FormID]

  /// Whether the rule holds several reports against one another.
  public let comparesReports: Bool

  /// The tables concerned; empty for the document as a whole.
  public let tables: [TableID]

  /// The severity in force, after a user's changes.
  public let severity: Severity
  public let certainty: Certainty
  public let isOff: Bool
  public let summary: Bilingual

  /// The formula in words of the catalogue; `nil` for a rule that is no formula.
  public let formula: String?
  public let why: Bilingual

  /// Lawful cases that the rule lets pass.
  public let exceptions: [Bilingual]
  public let source: Bilingual

  /// What the message may look like.
  public let example: Bilingual

  /// A part of the catalogue.
  public enum Group: String, Hashable, Sendable, CaseIterable {
    case arithmetic
    case betweenTables = "between_tables"
    case narrative
    case completeness
    case dates
    case acrossYears = "across_years"
    case acrossAgencies = "across_agencies"
    case plausibility

    public var title: Bilingual {
      switch self {
      case .arithmetic: Bilingual(zh: "表内勾稽", en: "Arithmetic within one table")
      case .betweenTables: Bilingual(zh: "表间关系", en: "Between tables of one report")
      case .narrative: Bilingual(zh: "文字与表格", en: "Narrative against table")
      case .completeness: Bilingual(zh: "完整性与格式", en: "Completeness and form")
      case .dates: Bilingual(zh: "日期与时限", en: "Dates and deadlines")
      case .acrossYears: Bilingual(zh: "跨年度", en: "Across years")
      case .acrossAgencies: Bilingual(zh: "跨机关", en: "Across agencies and copies")
      case .plausibility: Bilingual(zh: "合理性", en: "Plausibility")
      }
    }
  }
}

extension RuleDescription {
  init(_ definition: RuleDefinition, severity: Severity, isOff: Bool) {
    let statement = definition.statement
    id = statement.id
    group = Group(rawValue: definition.group.rawValue) ?? .arithmetic
    kind = statement.kind
    forms = statement.forms
    comparesReports = statement.over != nil
    tables = statement.tables
    self.severity = severity
    certainty = statement.certainty
    self.isOff = isOff
    summary = statement.summary
    formula = statement.formula
    why = statement.why
    exceptions = statement.exceptions
    source = statement.source
    example = statement.example
  }
}
