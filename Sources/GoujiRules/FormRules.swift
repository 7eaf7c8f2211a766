internal import GoujiModel
internal import GoujiSchemas

/// The rules of one form, compiled into positions of its cells.
struct FormRules: Sendable {
  let form: FormDefinition
  private let system: IdentitySystem
  private let layout: FormLayout
  private let rules: [CompiledRule]
  private let settings: [RuleID: RuleSettings]

  /// What the sums decide of what the print leaves open.
  func deduce(_ cells: [Cell], openRows: [OpenRow]) -> [Cell] {
    var deduction = Deduction(system: system, form: form, cells: cells)
    deduction.settle(openRows)
    deduction.fillBlanks()
    return deduction.cells
  }

  /// Behind a reference, since every report goes through all of them.
  private final class CompiledRule: Sendable {
    /// The place of the rule in the catalogue.
    let ordinal: Int
    let settings: RuleSettings

    /// Carries out the rule; `nil` for one of the identity system, and for one that names slips in it.
    let evaluate: (@Sendable (Ledger) -> RuleOutcome)?

    /// What the rule names, where it names slips.
    let naming: SlipNaming?

    /// The identities of the rule in the system; none for other kinds.
    let identities: [Int]

    /// Whether the rule judges the document, and not what is printed on one form.
    let isAboutDocument: Bool

    init(
      ordinal: Int,
      settings: RuleSettings,
      evaluate: (@Sendable (Ledger) -> RuleOutcome)? = nil,
      naming: SlipNaming? = nil,
      identities: [Int] = [],
      isAboutDocument: Bool = false
    ) {
      self.ordinal = ordinal
      self.settings = settings
      self.evaluate = evaluate
      self.naming = naming
      self.identities = identities
      self.isAboutDocument = isAboutDocument
    }
  }

  /// Compiles the rules that are in force on a form, each with its place in the catalogue.
  ///
  /// `misfit` is called with every rule that makes no sense on the form, which is left out where that
  /// throws nothing.
  ///
  /// - Throws: What `misfit` throws.
  init(
    rules: [(ordinal: Int, definition: RuleDefinition)],
    form: FormDefinition,
    forms: FormCatalogue,
    configuration: RuleConfiguration,
    misfit: (RuleDefinition, any Error) throws -> Void = { throw $1 }
  ) throws {
    let system = try IdentitySystem(
      rules: rules.map(\.definition).filter { $0.statement.kind == IdentitySystem.kind },
      form: form,
      misfit: misfit
    )
    self.form = form
    self.system = system
    layout = FormLayout(form)
    self.rules = try rules.compactMap { ordinal, rule in
      do {
        return try Self.compile(rule, ordinal, system, form, forms, configuration)
      } catch {
        try misfit(rule, error)
        return nil
      }
    }
    settings = Dictionary(
      self.rules.map { ($0.settings.rule, $0.settings) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// - Returns: `nil` for a rule of the identity system that the system left out.
  private static func compile(
    _ rule: RuleDefinition,
    _ ordinal: Int,
    _ system: IdentitySystem,
    _ form: FormDefinition,
    _ forms: FormCatalogue,
    _ configuration: RuleConfiguration
  ) throws -> CompiledRule? {
    let statement = rule.statement
    let settings = RuleSettings(
      rule: statement.id,
      severity: configuration.severity[statement.id] ?? statement.severity,
      certainty: statement.certainty,
      localDeadlines: configuration.localDeadlines
    )
    if statement.kind == IdentitySystem.kind {
      let identities = system.identities.indices.filter {
        system.identities[$0].rule == statement.id
      }
      guard !identities.isEmpty else { return nil }
      return CompiledRule(ordinal: ordinal, settings: settings, identities: identities)
    }
    if let naming = SlipNaming(rawValue: statement.kind) {
      return CompiledRule(
        ordinal: ordinal,
        settings: settings,
        naming: naming,
        identities: Array(system.identities.indices)
      )
    }
    guard let type = ruleKinds.first(where: { $0.kind == statement.kind }) else {
      throw rule.problem("there is no kind '\(statement.kind)'")
    }
    return CompiledRule(
      ordinal: ordinal,
      settings: settings,
      evaluate: try evaluation(type, rule, settings, form, forms),
      isAboutDocument: type.isAboutDocument
    )
  }

  private static func evaluation<Kind: RuleKind>(
    _ type: Kind.Type,
    _ rule: RuleDefinition,
    _ settings: RuleSettings,
    _ form: FormDefinition,
    _ forms: FormCatalogue
  ) throws -> @Sendable (Ledger) -> RuleOutcome {
    let kind = try Kind(rule, form: form, forms: forms)
    return { kind.evaluate($0, settings: settings) }
  }

  /// Judges the cells of a report on this form, one for each cell of the form.
  func judge(_ report: Report, _ text: ReportText, cells: [Cell]) -> Judgement {
    let ledger = Ledger(
      report: report,
      text: text,
      form: form,
      layout: layout,
      cells: cells
    )
    let state = IdentityState(system, ledger)
    var judgement = Judgement()
    if state.verdicts.contains(.broken) {
      let naming = rules.compactMap { rule in rule.naming.map { ($0, rule.settings.rule) } }
      judgement.arithmetic = ArithmeticFindings(
        system: system,
        state: state,
        ledger: ledger,
        settings: settings,
        naming: Dictionary(naming, uniquingKeysWith: { first, _ in first })
      ).findings()
    }
    judgement.outcomes.reserveCapacity(rules.count)
    for rule in rules where !rule.isAboutDocument || ledger.isOnOwnForm {
      judgement.outcomes.append(
        Judgement.Entry(
          ordinal: rule.ordinal,
          rule: rule.settings.rule,
          outcome: rule.evaluate?(ledger)
            ?? (rule.naming == nil
              ? outcome(of: rule.identities, state, ledger)
              : outcome(ofNaming: rule, state, judgement.arithmetic))
        )
      )
    }
    return judgement
  }

  /// A rule that names slips fails where a finding explains itself by it.
  private func outcome(
    ofNaming rule: CompiledRule,
    _ state: IdentityState,
    _ findings: [Finding]
  ) -> RuleOutcome {
    var tally = OutcomeTally()
    for finding in findings
    where finding.explains.contains(where: { $0.rule == rule.settings.rule }) {
      tally.fails(nil)
    }
    for index in rule.identities where state.verdicts[index].isEvaluated { tally.holds() }
    return tally.outcome
  }

  private func outcome(
    of identities: [Int],
    _ state: IdentityState,
    _ ledger: Ledger
  ) -> RuleOutcome {
    var tally = OutcomeTally()
    for index in identities {
      switch state.verdicts[index] {
      case .holds: tally.holds()
      case .holdsWithBlanks: tally.holds(restingOnBlanks: true)
      case .broken: tally.fails(nil)
      case .obstructed(let cell): tally.cannotJudge(ReasonText.obstacle(ledger, at: cell))
      case .allBlank: tally.cannotJudge(ReasonText.allBlank)
      case .onlyTotals: tally.cannotJudge(ReasonText.onlyTotals)
      case .extraRow: tally.cannotJudge(ReasonText.extraRow)
      }
    }
    return tally.outcome
  }
}
