package import GoujiModel
package import GoujiSchemas

/// A rule in force that holds several reports against one another.
package struct CollectionRule: Sendable {
  package let definition: RuleDefinition
  package let settings: RuleSettings

  /// Which reports the rule compares.
  package let over: RuleStatement.Comparison

  package var rule: RuleID { definition.statement.id }

  /// The word for what carries the rule out over several reports.
  package let kind: String
  package var forms: [FormID] { definition.statement.forms }

  /// - Returns: `nil` for a rule about single reports.
  init?(_ definition: RuleDefinition, _ configuration: RuleConfiguration) {
    let statement = definition.statement
    guard let over = statement.over ?? statement.beside?.over else { return nil }
    self.definition = definition
    self.over = over
    kind = statement.over == nil ? statement.beside?.kind ?? statement.kind : statement.kind
    settings = RuleSettings(
      rule: statement.id,
      severity: configuration.severity[statement.id] ?? statement.severity,
      certainty: statement.certainty,
      localDeadlines: configuration.localDeadlines
    )
  }

  /// The severity of one case: its own, but never above that of the rule.
  package func severity(of own: Severity) -> Severity { settings.severity(of: own) }

  /// The cells of a form that the rule looks at, by their positions; all of them when the file names
  /// none.
  package func positions(in form: FormDefinition) -> [Int] {
    guard let patterns = definition.statement.cells else { return Array(form.cells.indices) }
    return form.cells.indices.filter { index in
      let address = form.cells[index].id.description
      return patterns.contains { matches(address, $0) }
    }
  }
}
