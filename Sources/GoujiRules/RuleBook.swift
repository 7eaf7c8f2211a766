public import GoujiModel
package import GoujiSchemas

/// The rules that are in force, ready to be applied to reports.
public struct RuleBook: Sendable {
  /// Every rule there is, in the order of the catalogue.
  public let descriptions: [RuleDescription]

  /// The rules of each form, compiled when the first report on it comes.
  private let forms: [(form: FormID, rules: Deferred<Result<FormRules, any Error>>)]

  /// The rules that hold a report against that of the year before, for each pair of forms; `nil` for
  /// forms between which no rule holds.
  private let pairs: [(later: FormID, earlier: FormID, rules: Deferred<PairRules?>)]

  /// The rules in force that need more than a report and that of the year before, in the order of the
  /// catalogue.
  package let collectionRules: [CollectionRule]

  /// The place of each rule in the catalogue.
  private let ordinals: [RuleID: Int]

  /// The rules that the program was built with, which are taken to make sense.
  ///
  /// - Throws: `SchemaError` naming the rule file and what is wrong in it;
  ///   ``RuleConfigurationError`` for a configuration that names a rule that does not exist.
  public static func embedded(
    forms: FormCatalogue,
    configuration: RuleConfiguration = RuleConfiguration()
  ) throws -> RuleBook {
    try RuleBook(tested: embeddedRules(), forms: forms, configuration: configuration)
  }

  /// - Throws: `SchemaError` for a rule that makes no sense on one of the forms that it claims;
  ///   ``RuleConfigurationError`` for a configuration that names a rule that does not exist.
  package init(
    rules: [RuleDefinition],
    forms: FormCatalogue,
    configuration: RuleConfiguration = RuleConfiguration()
  ) throws {
    try self.init(tested: rules, forms: forms, configuration: configuration)
    for form in self.forms { _ = try form.rules.value.get() }
    try PairRules.check(
      rules.enumerated().map { ($0.offset, $0.element) },
      forms: forms,
      configuration: configuration
    )
  }

  /// Makes the rules ready to be compiled as reports come.
  ///
  /// - Throws: `SchemaError` for rules that clash; ``RuleConfigurationError`` for a configuration that
  ///   names a rule that does not exist.
  private init(
    tested rules: [RuleDefinition],
    forms: FormCatalogue,
    configuration: RuleConfiguration
  ) throws {
    var seen: Set<RuleID> = []
    for rule in rules {
      guard seen.insert(rule.statement.id).inserted else {
        throw rule.problem("the identifier is used twice")
      }
      for form in rule.statement.forms where forms[form] == nil {
        throw rule.problem("there is no form \(form)")
      }
    }
    let named = configuration.off + configuration.severity.keys.sorted()
    if let unknown = named.first(where: { !seen.contains($0) }) {
      throw RuleConfigurationError(
        zh: "没有规则“\(unknown)”;gouji rules 列出全部规则",
        en: "there is no rule '\(unknown)'; 'gouji rules' lists them all"
      )
    }
    descriptions = rules.map { rule in
      RuleDescription(
        rule,
        severity: configuration.severity[rule.statement.id] ?? rule.statement.severity,
        isOff: configuration.off.contains(rule.statement.id)
      )
    }
    ordinals = Dictionary(
      descriptions.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let active: [(ordinal: Int, definition: RuleDefinition)] = rules.enumerated().filter {
      !configuration.off.contains($0.element.statement.id)
    }
    .map { ($0.offset, $0.element) }
    self.forms = forms.forms.map { form in
      let rules = Deferred {
        Result {
          try FormRules(
            rules: active.filter {
              $0.definition.statement.over == nil
                && $0.definition.statement.forms.contains(form.id)
            },
            form: form,
            forms: forms,
            configuration: configuration
          )
        }
      }
      return (form.id, rules)
    }
    pairs = forms.forms.flatMap { later in
      forms.forms.map { earlier in
        let rules = Deferred {
          PairRules(active, later, over: earlier, forms: forms, configuration: configuration)
        }
        return (later.id, earlier.id, rules)
      }
    }
    collectionRules = active.compactMap { CollectionRule($0.definition, configuration) }
  }

  public subscript(id: RuleID) -> RuleDescription? {
    descriptions.first { $0.id == id }
  }

  /// Applies every rule that fits the report's form.
  ///
  /// A part that is printed on another form is held against the rules of that form, as far as the
  /// report's own form does not judge it.
  public func assess(_ report: Report) -> Assessment {
    guard let own = rules(of: report.form.id) else { return Assessment(findings: [], results: []) }
    let text = ReportText(report)
    var judged = own.judge(report, text, cells: report.cells)
    var foreignForms: [FormID] = []
    for cell in report.foreignCells
    where cell.definition.id.form != report.form.id
      && !foreignForms.contains(cell.definition.id.form)
    {
      foreignForms.append(cell.definition.id.form)
    }
    for id in foreignForms {
      guard let foreign = rules(of: id) else { continue }
      let cells = foreign.form.cells.map { report[$0.id] }
      judged.add(foreign.judge(report, text, cells: cells))
    }
    return judged.assessment
  }

  /// What the sums of a form decide of what its print leaves open; printed figures stay as they are.
  ///
  /// - Parameters:
  ///   - cells: One for each cell of the form, in its order.
  ///   - openRows: The rows of the form whose values could stand in several places.
  ///   - form: The form that the cells are printed on.
  /// - Returns: The cells, those that only arithmetic decides as ``CellStatus/deduced``, and the
  ///   empty ones with the figure that the sums prove.
  package func deduce(_ cells: [Cell], openRows: [OpenRow], form: FormID) -> [Cell] {
    rules(of: form)?.deduce(cells, openRows: openRows) ?? cells
  }

  /// Holds a report against that of the year before.
  ///
  /// Cells of the year before are written with the table `applications[t-1]` in the findings; see
  /// ``PairRules``. Rules that also judge a report alone are among the results, where the report of
  /// the year before decides what they leave open.
  package func assess(_ later: Report, against earlier: Report) -> Assessment {
    func forms(of report: Report) -> [FormID] {
      report.foreignCells.map(\.definition.id.form).reduce(into: [report.form.id]) { forms, form in
        if !forms.contains(form) { forms.append(form) }
      }
    }
    var judged = Judgement()
    for own in forms(of: later) {
      for other in forms(of: earlier) {
        guard
          let pair = pairs.first(where: { $0.later == own && $0.earlier == other })?.rules.value
        else { continue }
        judged.add(pair.judge(later, earlier), keepingReasons: true)
      }
    }
    return judged.assessment
  }

  /// The place of a rule in the catalogue; `nil` for one that is not in it.
  package func place(of rule: RuleID) -> Int? { ordinals[rule] }

  /// Results in the order of the catalogue.
  package func inOrderOfCatalogue(_ results: [RuleResult]) -> [RuleResult] {
    let places = results.map { ordinals[$0.rule] ?? .max }
    return results.indices.sorted { one, other in
      places[one] == places[other]
        ? results[one].rule < results[other].rule : places[one] < places[other]
    }
    .map { results[$0] }
  }

  private func rules(of form: FormID) -> FormRules? {
    guard let rules = forms.first(where: { $0.form == form })?.rules else { return nil }
    do {
      return try rules.value.get()
    } catch {
      preconditionFailure("the rules were not tested: \(error)")
    }
  }
}
