internal import GoujiModel
internal import GoujiSchemas

/// The rules of one form, compiled into positions of its cells.
struct FormRules: Sendable {
  let form: FormDefinition
  private let system: IdentitySystem
  private let tables: [Range<Int>]
  private let rules: [CompiledRule]
  private let settings: [RuleID: RuleSettings]

  /// Why a rule cannot be evaluated, for each cell; `nil` for two forms laid side by side.
  private let obstacles: Obstacles?

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

    /// `nil` for a rule of the identity system, and for one that names slips in it.
    let kind: (any RuleKind)?

    /// What the rule names, where it names slips.
    let naming: SlipNaming?

    /// The identities of the rule in the system; none for other kinds.
    let identities: [Int]

    /// Whether the rule judges the document, and not what is printed on one form.
    let isAboutDocument: Bool

    init(
      ordinal: Int,
      settings: RuleSettings,
      kind: (any RuleKind)? = nil,
      naming: SlipNaming? = nil,
      identities: [Int] = [],
      isAboutDocument: Bool = false
    ) {
      self.ordinal = ordinal
      self.settings = settings
      self.kind = kind
      self.naming = naming
      self.identities = identities
      self.isAboutDocument = isAboutDocument
    }
  }

  /// Compiles the rules that are in force on a form, each with its place in the catalogue.
  ///
  /// - Throws: `SchemaError` for a rule that makes no sense on the form.
  init(
    rules: [(ordinal: Int, definition: RuleDefinition)],
    form: FormDefinition,
    forms: FormCatalogue,
    configuration: RuleConfiguration
  ) throws {
    let system = try IdentitySystem(
      rules: rules.map(\.definition).filter { $0.statement.kind == IdentitySystem.kind },
      form: form
    )
    self.form = form
    self.system = system
    tables = form.tableRanges
    obstacles = form.isPair ? nil : Obstacles(form)
    self.rules = try rules.map { ordinal, rule in
      let statement = rule.statement
      let settings = RuleSettings(
        rule: statement.id,
        severity: configuration.severity[statement.id] ?? statement.severity,
        certainty: statement.certainty,
        localDeadlines: configuration.localDeadlines
      )
      if statement.kind == IdentitySystem.kind {
        return CompiledRule(
          ordinal: ordinal,
          settings: settings,
          identities: system.identities.indices.filter {
            system.identities[$0].rule == statement.id
          }
        )
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
        kind: try type.init(rule, form: form, forms: forms),
        isAboutDocument: type is any DocumentRuleKind.Type
      )
    }
    settings = Dictionary(
      self.rules.map { ($0.settings.rule, $0.settings) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Judges the cells of a report on this form, one for each cell of the form.
  func judge(_ report: Report, _ text: ReportText, cells: [Cell]) -> Judgement {
    let ledger = Ledger(
      report: report,
      text: text,
      form: form,
      obstacles: obstacles,
      tables: tables,
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
          outcome: rule.kind.map { $0.evaluate(ledger, settings: rule.settings) }
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

/// What the rules of one form say about a report.
struct Judgement {
  /// In the order of the catalogue.
  var outcomes: [Entry] = []

  /// The findings of the identity system, which belong to several rules at once.
  var arithmetic: [Finding] = []

  struct Entry {
    /// The place of the rule in the catalogue.
    let ordinal: Int
    let rule: RuleID
    var outcome: RuleOutcome
  }

  /// Takes over what another form's rules say, where this form's rules are silent.
  ///
  /// Where reasons are kept, rules that this form does not have at all are taken over even when they
  /// were not evaluated.
  mutating func add(_ other: Judgement, keepingReasons: Bool = false) {
    for entry in other.outcomes
    where entry.outcome.verdict != .notEvaluated
      || keepingReasons && !outcomes.contains(where: { $0.rule == entry.rule })
    {
      if let index = outcomes.firstIndex(where: { $0.rule == entry.rule }) {
        if outcomes[index].outcome.verdict == .notEvaluated {
          outcomes[index].outcome = entry.outcome
        }
      } else {
        outcomes.append(entry)
      }
    }
    outcomes.sort { $0.ordinal < $1.ordinal }
    arithmetic += other.arithmetic
  }

  var assessment: Assessment {
    var findings = arithmetic
    findings.reserveCapacity(outcomes.reduce(arithmetic.count) { $0 + $1.outcome.findings.count })
    for entry in outcomes { findings += entry.outcome.findings }
    // Positions are sorted in place of the findings, which are large to move.
    let order = findings.indices.sorted { precedes($0, $1, in: findings) }
    return Assessment(
      findings: order.map { findings[$0] },
      results: outcomes.map {
        RuleResult(rule: $0.rule, verdict: $0.outcome.verdict, reason: $0.outcome.reason)
      }
    )
  }

  /// Most serious first, then in the order of their places; what has no place comes last.
  private func precedes(_ one: Int, _ other: Int, in findings: [Finding]) -> Bool {
    let ranks = (findings[one].severity.rank, findings[other].severity.rank)
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    let offsets = (findings[one].place?.offset ?? .max, findings[other].place?.offset ?? .max)
    if offsets.0 != offsets.1 { return offsets.0 < offsets.1 }
    return (findings[one].rule, one) < (findings[other].rule, other)
  }
}
