/// What the catalogue says about one rule.
public struct RuleDescription: Hashable, Sendable {
  public let id: RuleID
  public let severity: Severity
  public let certainty: Certainty
  public let summary: Bilingual

  /// The forms whose reports it applies to, oldest first.
  public let forms: [FormID]

  /// What must hold, as people write it; empty where words say it better.
  public let formula: String

  /// Where the rule comes from.
  public let source: String

  public init(
    id: RuleID,
    severity: Severity,
    certainty: Certainty,
    summary: Bilingual,
    forms: [FormID],
    formula: String,
    source: String
  ) {
    self.id = id
    self.severity = severity
    self.certainty = certainty
    self.summary = summary
    self.forms = forms
    self.formula = formula
    self.source = source
  }
}

extension Reader {
  /// Every rule that is in force, in the order of the catalogue.
  public var ruleDescriptions: [RuleDescription] { [] }
}
