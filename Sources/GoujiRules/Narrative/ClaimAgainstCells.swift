internal import GoujiModel
internal import GoujiSchemas

/// What the text counts, against the cells that count the same.
struct ClaimAgainstCells: DocumentRuleKind {
  static let kind = "claim-equals"

  private let checks: [Check]

  /// What any of the checks is about.
  private let subjects: Set<ClaimSubject>

  private struct Check: Sendable {
    let subject: ClaimSubject
    let sums: [CellSum]
    let name: Bilingual
    let severity: Severity?
    let skips: [RuleStatement.ClaimCheck.Skip]
  }

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard let claims = rule.statement.claims, !claims.isEmpty else {
      throw rule.problem("'claims' is missing")
    }
    let finder = CellFinder(
      form: form,
      repetition: Repetition(table: rule.statement.tables.first, row: nil, column: nil, label: "")
    )
    var checks: [Check] = []
    for claim in claims where claim.forms?.contains(form.id) ?? true {
      let sums: [CellSum]
      do {
        sums = try claim.cells.map { finder.sum(try RuleExpression($0)) }
      } catch {
        throw rule.problem("\(error)")
      }
      guard sums.allSatisfy({ !$0.terms.isEmpty }), !sums.isEmpty else {
        throw rule.problem("form \(form.id) has no cells for '\(claim.subject)'")
      }
      checks.append(
        Check(
          subject: claim.subject,
          sums: sums,
          name: claim.name,
          severity: claim.severity,
          skips: claim.skips ?? []
        )
      )
    }
    self.checks = checks
    subjects = Set(checks.map(\.subject))
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    guard !ledger.report.claims.isEmpty else {
      return .notEvaluated(NarrativeText.silent)
    }
    var tally = OutcomeTally()
    let all = ledger.subjectClaims.filter { claim in
      guard let subject = claim.subject else { return false }
      return subjects.contains(subject)
    }
    guard !all.isEmpty else { return .notEvaluated(NarrativeText.silent) }
    for check in checks {
      let claims = relevantClaims(for: check, among: all, in: ledger)
      guard !claims.isEmpty else { continue }
      judge(check, claims, ledger, settings, &tally)
    }
    let outcome = tally.outcome
    guard outcome.verdict == .notEvaluated, outcome.reason == ReasonText.nothingToJudge else {
      return outcome
    }
    return .notEvaluated(NarrativeText.silent)
  }

  private func relevantClaims(
    for check: Check,
    among claims: [Claim],
    in ledger: Ledger
  ) -> [Claim] {
    claims.filter { claim in
      guard claim.subject == check.subject,
        ledger.speaksOfReport(claim, anyYear: check.skips.contains(.year))
      else { return false }
      if check.skips.contains(.zero), claim.statement == .denial || claim.figure.isZero {
        return false
      }
      return !(check.skips.contains(.outsideLists) && claim.list == nil)
    }
  }

  private func judge(
    _ check: Check,
    _ claims: [Claim],
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    let positions = check.sums.flatMap(\.positions)
    if let obstacle = positions.first(where: { !ledger.states[$0].counts }) {
      tally.cannotJudge(ReasonText.obstacle(ledger, at: obstacle))
      return
    }
    let blanks = positions.contains { ledger.states[$0] == .blank }
    let agrees = claims.contains { claim in
      check.sums.contains { ledger.agrees(claim, with: $0) }
    }
    if agrees {
      tally.holds(restingOnBlanks: blanks)
      return
    }
    guard let claim = claims.first, let sum = check.sums.first else { return }
    if check.skips.contains(.zero), sum.value(in: ledger) == 0 { return }
    if let deduced = positions.first(where: { ledger.states[$0] == .deduced }) {
      tally.cannotJudge(ReasonText.obstacle(ledger, at: deduced))
      return
    }
    tally.fails(finding(check, claim, sum, hasBlanks: blanks, ledger, settings))
  }

  private func finding(
    _ check: Check,
    _ claim: Claim,
    _ sum: CellSum,
    hasBlanks: Bool,
    _ ledger: Ledger,
    _ settings: RuleSettings
  ) -> Finding {
    let table = Figure(sum.value(in: ledger))
    let isDoubtful =
      !claim.qualifiers.isDisjoint(with: .inexact) || (claim.exponent > 0 && claim.unit != "元")
      || ledger.isDoubtful(at: sum.positions) || ledger.mixesScopes(claim)
    let severity = settings.severity(of: check.severity)
    let labels = NarrativeText.labels(of: sum, in: ledger)
    let unit = claim.statement == .denial ? "" : claim.unit
    let text = NarrativeText.number(claim)
    let formUnit = sum.positions.first.map { ledger.form.cells[$0].unit } ?? ""
    let stated = claim.amount(inUnit: formUnit).map { Figure($0) } ?? claim.figure
    var parts = [
      Bilingual(
        zh: claim.statement == .denial
          ? "正文称“\(ledger.report.quote(claim))”,表中\(labels.zh)为\(table)\(formUnit)"
          : "正文称\(check.name.zh)\(text),表中\(labels.zh)为\(table)\(formUnit),"
            + "相差\((stated - table).magnitude)\(formUnit)",
        en: claim.statement == .denial
          ? "the text says “\(ledger.report.quote(claim))”, but \(labels.en) is \(table)"
          : "the text gives \(text) for \(check.name.en), but \(labels.en) is \(table), "
            + "a difference of \((stated - table).magnitude)"
      )
    ]
    if NarrativeText.isUnitSlip(stated, table), !unit.isEmpty {
      parts.append(Bilingual(zh: "疑似单位误差一万倍", en: "a factor of 10 000: the unit looks wrong"))
    }
    if hasBlanks { parts.append(ReasonText.blanksCountZero) }
    if ledger.isDoubtful(at: sum.positions) { parts.append(ArithmeticText.doubtful) }
    return settings.finding(
      severity: isDoubtful ? severity.lowered : severity,
      cell: sum.positions.first.map { ledger.form.cells[$0].id },
      reported: stated,
      expected: table,
      message: sentence(parts),
      terms: [claim.term] + sum.positions.map { ledger.term($0) },
      place: claim.place
    )
  }
}
