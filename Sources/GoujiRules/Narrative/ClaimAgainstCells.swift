internal import GoujiModel
internal import GoujiSchemas

/// What the text counts, against the cells that count the same.
struct ClaimAgainstCells: DocumentRuleKind {
  static let kind = "claim-equals"

  private let checks: [Check]

  private struct Check: Sendable {
    let subject: ClaimSubject
    let sums: [CellSum]

    /// The cells of all sums.
    let positions: [Int]
    let name: Bilingual
    let severity: Severity?

    /// Whether zeros are left out, on either side.
    let skipsZero: Bool

    /// What a claim must be to be compared, and what it must not be.
    let wanted: ClaimTraits
    let unwanted: ClaimTraits

    /// The year that a claim must name, counted from that of the report; any when `nil`.
    let yearsOn: Int?
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
      let skips = claim.skips ?? []
      checks.append(
        Check(
          subject: claim.subject,
          sums: sums,
          positions: sums.flatMap(\.positions),
          name: claim.name,
          severity: claim.severity,
          skipsZero: skips.contains(.zero),
          wanted: [
            skips.contains(.year) ? .ofBody : .ofReport,
            skips.contains(.outsideLists) ? .inList : [],
          ],
          unwanted: skips.contains(.zero) ? [.zero, .denial] : [],
          yearsOn: claim.year
        )
      )
    }
    self.checks = checks
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    guard !ledger.report.claims.isEmpty else {
      return .notEvaluated(NarrativeText.silent)
    }
    var tally = OutcomeTally()
    for index in checks.indices {
      let claims = ledger.text.claims(about: checks[index].subject)
      guard !claims.isEmpty else { continue }
      judge(checks[index], claims, ledger, settings, &tally)
    }
    let outcome = tally.outcome
    guard outcome.verdict == .notEvaluated, outcome.reason == ReasonText.nothingToJudge else {
      return outcome
    }
    return .notEvaluated(NarrativeText.silent)
  }

  private func judge(
    _ check: Check,
    _ claims: ArraySlice<Int>,
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    func isRelevant(_ position: Int) -> Bool {
      let traits = ledger.text.traits[position]
      if let years = check.yearsOn {
        guard let year = ledger.report.identity.year?.value,
          ledger.report.claims[position].year ?? year == year + years
        else { return false }
      }
      return traits.isSuperset(of: check.wanted) && traits.isDisjoint(with: check.unwanted)
    }
    guard let first = claims.first(where: isRelevant) else { return }
    if let obstacle = check.positions.first(where: { !ledger.states[$0].counts }) {
      tally.cannotJudge(ReasonText.obstacle(ledger, at: obstacle))
      return
    }
    let blanks = check.positions.contains { ledger.states[$0] == .blank }
    let agrees = claims.contains { position in
      isRelevant(position)
        && check.sums.contains { ledger.agrees(position, with: $0) }
    }
    if agrees {
      tally.holds(restingOnBlanks: blanks)
      return
    }
    guard let sum = check.sums.first else { return }
    if check.skipsZero, sum.value(in: ledger) == 0 { return }
    if let deduced = check.positions.first(where: { ledger.states[$0] == .deduced }) {
      tally.cannotJudge(ReasonText.obstacle(ledger, at: deduced))
      return
    }
    let claim = ledger.report.claims[first]
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
