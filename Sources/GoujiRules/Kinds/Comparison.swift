internal import GoujiModel
internal import GoujiSchemas

/// Sums of cells held against one another: bounds, parts of a whole, pairs, implications.
struct Comparison: RuleKind {
  static let kind = "comparison"

  private let instances: [Instance]
  private let blanks: RuleStatement.Blanks
  private let unless: [RuleStatement.Exemption]
  private let levels: [AgencyLevel]?

  /// The agencies that the checks of an instance are made for, where any names some.
  private enum Agencies: Sendable {
    case all
    case named(SoughtWords)
  }

  /// The checks of a rule about one subject in one row, column or report, behind a reference like each
  /// of them.
  private final class Instance: Sendable {
    let table: TableID?

    /// `nil` where no check is made for certain agencies.
    let agencies: Agencies?
    let checks: [Check]
    let positions: [Int]

    init(table: TableID?, agencies: Agencies?, checks: [Check]) {
      self.table = table
      self.agencies = agencies
      self.checks = checks
      positions = Array(Set(checks.flatMap(\.positions))).sorted()
    }
  }

  /// Behind a reference, since all of them are gone through for every report.
  private final class Check: Sendable {
    let conditions: [Condition]
    let severity: Severity?
    let certainty: Certainty?
    let cell: Int?
    let reported: CellSum
    let expected: CellSum
    let message: MessageTemplate
    let positions: [Int]

    init(
      conditions: [Condition],
      severity: Severity?,
      certainty: Certainty?,
      cell: Int?,
      reported: CellSum,
      expected: CellSum,
      message: MessageTemplate,
      positions: [Int]
    ) {
      self.conditions = conditions
      self.severity = severity
      self.certainty = certainty
      self.cell = cell
      self.reported = reported
      self.expected = expected
      self.message = message
      self.positions = positions
    }
  }

  private final class Condition: Sendable {
    /// The left side less the right one, which is held against 0.
    let difference: CellSum
    let relation: RuleCondition.Relation

    /// The cells of money on both sides, whose rounding is allowed for.
    let rounded: [Int]

    init(difference: CellSum, relation: RuleCondition.Relation, rounded: [Int]) {
      self.difference = difference
      self.relation = relation
      self.rounded = rounded
    }
  }

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    let statement = rule.statement
    guard let checks = statement.checks, !checks.isEmpty else {
      throw rule.problem("a comparison needs 'checks'")
    }
    blanks = statement.blanks ?? .open
    unless = (statement.unless ?? []).filter { !(form.isPair && $0 == .lastYear) }
    levels = statement.levels
    var subjects: [String] = []
    for check in checks where !subjects.contains(check.subject ?? "") {
      subjects.append(check.subject ?? "")
    }
    var instances: [Instance] = []
    for repetition in Repetition.all(of: statement, in: form) {
      let finder = CellFinder(form: form, repetition: repetition)
      for subject in subjects {
        let complete = checks.filter {
          ($0.subject ?? "") == subject && Comparison.isComplete($0, finder)
        }
        let ready = try complete.map { try Comparison.check($0, finder, rule: rule) }
        guard !ready.isEmpty else { continue }
        let named = complete.compactMap(\.agencies)
        let agencies: Agencies? =
          named.isEmpty
          ? nil : named.count < complete.count ? .all : .named(SoughtWords(named.flatMap { $0 }))
        instances.append(
          Instance(
            table: repetition.table,
            agencies: agencies,
            checks: ready
          )
        )
      }
    }
    guard !instances.isEmpty else {
      throw rule.problem("no cell of form \(form.id) fits the patterns")
    }
    self.instances = instances
  }

  /// Whether the form has cells for every pattern of a check.
  private static func isComplete(_ check: RuleStatement.Check, _ finder: CellFinder) -> Bool {
    conditions(of: check, finder).flatMap { $0.left.terms + $0.right.terms }.allSatisfy {
      !finder.positions($0.pattern).isEmpty
    }
  }

  /// The conditions that apply: with the report of the year before, those about it as well.
  private static func conditions(
    of check: RuleStatement.Check,
    _ finder: CellFinder
  ) -> [RuleCondition] {
    check.when + (finder.form.isPair ? check.lastYear ?? [] : [])
  }

  private static func check(
    _ check: RuleStatement.Check,
    _ finder: CellFinder,
    rule: RuleDefinition
  ) throws -> Check {
    let conditions = conditions(of: check, finder).map { condition in
      let (left, right) = (finder.sum(condition.left), finder.sum(condition.right))
      let isBetweenCells = !left.terms.isEmpty && !right.terms.isEmpty
      return Condition(
        difference: left - right,
        relation: condition.relation,
        rounded: isBetweenCells
          ? (left.positions + right.positions).filter {
            finder.form.cells[$0].notation == .money
          } : []
      )
    }
    guard let first = self.conditions(of: check, finder).first else {
      throw rule.problem("a check needs 'when'")
    }
    let (left, right) = (finder.sum(first.left), finder.sum(first.right))
    do {
      return Check(
        conditions: conditions,
        severity: check.severity,
        certainty: check.certainty,
        cell: try check.cell.map {
          guard let position = finder.positions($0).first else { throw RuleSyntaxError(text: $0) }
          return position
        } ?? left.positions.first ?? right.positions.first,
        reported: try check.reported.map { finder.sum(try RuleExpression($0)) } ?? left,
        expected: try check.expected.map { finder.sum(try RuleExpression($0)) } ?? right,
        message: try MessageTemplate(check.message, finder: finder),
        positions: Array(
          Set(conditions.flatMap(\.difference.positions))
        ).sorted()
      )
    } catch {
      throw rule.problem("\(error)")
    }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    if let levels {
      guard let level = ledger.report.identity.level else {
        return .notEvaluated(AgencyText.levelUnknown)
      }
      guard levels.contains(level) else { return .notEvaluated(AgencyText.notForThisLevel) }
    }
    var tally = OutcomeTally()
    for instance in instances {
      if let obstacle = obstacle(for: instance, in: ledger) {
        tally.cannotJudge(obstacle)
        continue
      }
      var blankCells = 0
      var obstacle: Int?
      for position in instance.positions {
        let state = ledger.states[position]
        if state == .blank { blankCells += 1 }
        if !state.counts, obstacle == nil { obstacle = position }
      }
      if let obstacle {
        tally.cannotJudge(ReasonText.obstacle(ledger, at: obstacle))
        continue
      }
      guard let check = instance.checks.first(where: { applies($0, ledger) }) else {
        if blankCells == instance.positions.count, blanks == .open {
          tally.cannotJudge(ReasonText.allBlank)
        } else {
          tally.holds(restingOnBlanks: blankCells > 0)
        }
        continue
      }
      if let doubt = exemption(of: check, instance, ledger) {
        tally.cannotJudge(doubt)
      } else {
        tally.fails(finding(check, ledger, settings))
      }
    }
    return tally.outcome
  }

  /// Why a check that is made for certain agencies cannot be applied to this one.
  private func obstacle(for instance: Instance, in ledger: Ledger) -> Bilingual? {
    guard let agencies = instance.agencies else { return nil }
    guard let agency = ledger.report.identity.agency?.value else { return AgencyText.unknown }
    switch agencies {
    case .all: return nil
    case .named(let words): return words.occur(in: agency) ? nil : AgencyText.notForThisAgency
    }
  }

  private func applies(_ check: Check, _ ledger: Ledger) -> Bool {
    check.conditions.allSatisfy { condition in
      let difference = condition.difference.value(in: ledger)
      var tolerance: Amount = 0
      for position in condition.rounded {
        tolerance = max(tolerance, ledger.tolerance(at: position))
      }
      return switch condition.relation {
      case .equal: abs(difference) <= tolerance
      case .notEqual: abs(difference) > tolerance
      case .less: difference < -tolerance
      case .lessOrEqual: difference <= tolerance
      case .greater: difference > tolerance
      case .greaterOrEqual: difference >= -tolerance
      }
    }
  }

  /// Why a contradiction is not the agency's, or not proved.
  private func exemption(of check: Check, _ instance: Instance, _ ledger: Ledger) -> Bilingual? {
    if let deduced = check.positions.first(where: { ledger.states[$0] == .deduced }) {
      return ReasonText.obstacle(ledger, at: deduced)
    }
    if blanks == .open,
      let blank = check.positions.first(where: { ledger.states[$0] == .blank })
    {
      return ReasonText.obstacle(ledger, at: blank)
    }
    for exemption in unless {
      switch exemption {
      case .extraRow:
        if let table = instance.table, ledger.hasNote([.extraRow, .extraColumn], in: table) {
          return ReasonText.extraRow
        }
      case .lastYear:
        return ReasonText.lastYear
      case .persons:
        if check.positions.contains(where: { ledger.cells[$0].unit?.contains("人") == true }) {
          return ReasonText.persons
        }
      case .partsBlank:
        continue
      }
    }
    return nil
  }

  private func finding(_ check: Check, _ ledger: Ledger, _ settings: RuleSettings) -> Finding {
    let doubtful = ledger.isDoubtful(at: check.positions)
    var parts = [check.message.sentence(ledger)]
    if doubtful { parts.append(ArithmeticText.doubtful) }
    let severity = settings.severity(of: check.severity)
    return Finding(
      rule: settings.rule,
      severity: doubtful ? severity.lowered : severity,
      certainty: check.certainty ?? settings.certainty,
      cell: check.cell.map { ledger.form.cells[$0].id },
      reported: Figure(check.reported.value(in: ledger)),
      expected: Figure(check.expected.value(in: ledger)),
      message: sentence(parts),
      terms: check.positions.map { ledger.term($0) },
      place: check.cell.flatMap { ledger.cells[$0].place }
    )
  }
}

extension RuleSettings {
  /// The severity of one check: its own, but never above that of the rule.
  func severity(of own: Severity?) -> Severity {
    guard let own else { return severity }
    return severity.rank >= own.rank ? severity : own
  }
}

extension Severity {
  /// 0 for the most serious.
  var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .info: 2
    }
  }

  var lowered: Severity { self == .error ? .warning : .info }
}

extension Ledger {
  func term(_ position: Int) -> FindingTerm {
    FindingTerm(
      cell: form.cells[position].id,
      figure: cells[position].value ?? cells[position].deduced,
      place: cells[position].place
    )
  }
}
