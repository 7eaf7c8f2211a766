public import GoujiModel

/// The rules that are in force, ready to be applied to reports.
public struct RuleBook: Sendable {
  package init() {}

  /// Applies every rule that fits the report's form.
  public func assess(_ report: Report) -> Assessment {
    Assessment(findings: [], results: [])
  }
}
