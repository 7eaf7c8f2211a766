internal import Foundation
internal import GoujiModel
internal import GoujiSchemas

/// The cells that a report and that of the year before have in common.
struct CommonCells: Sendable {
  /// The positions of each cell in this year and in the year before, in the order of the form.
  let pairs: [(now: Int, before: Int)]

  /// Looks at the cells of some patterns, or at all of them when there are none.
  init(_ form: FormDefinition, patterns: [String]? = nil) {
    let wanted = patterns.map { patterns in
      Set(patterns.flatMap { AddressPattern($0).positions(in: form) })
    }
    pairs = form.cells.indices.compactMap { now in
      let id = form.cells[now].id
      guard !id.isOfLastYear, wanted?.contains(now) ?? true,
        let before = form.position(of: id.ofLastYear(form: form.id))
      else { return nil }
      return (now, before)
    }
  }
}

/// A figure many times that of the year before, or a fraction of it.
struct Jump: RuleKind {
  static let kind = "jump"

  private let common: CommonCells
  private let factor: Double
  private let least: Amount

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    common = CommonCells(form, patterns: rule.statement.cells)
    guard !common.pairs.isEmpty else { throw rule.problem("no cell is on both forms") }
    factor = Double(try rule.limit("factor"))
    least = Amount(try rule.limit("least")) * one
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    var jumps: [TableID: [(pair: (now: Int, before: Int), ratio: Double)]] = [:]
    for pair in common.pairs {
      guard let obstacle = [pair.now, pair.before].first(where: { ledger.states[$0] != .printed })
      else {
        let (now, before) = (ledger.amounts[pair.now], ledger.amounts[pair.before])
        let ratio =
          Double(max(now, before) + one) / Double(max(min(now, before), 0) + one)
        if ratio > factor, max(now, before) >= least {
          jumps[ledger.form.cells[pair.now].id.table, default: []].append((pair, ratio))
        } else {
          tally.holds()
        }
        continue
      }
      tally.cannotJudge(ReasonText.obstacle(ledger, at: obstacle))
    }
    // The cells of a table move together; the one that moves most stands for them.
    for table in ledger.form.tables {
      guard let found = jumps[table.id], let lead = found.max(by: { $0.ratio < $1.ratio }) else {
        continue
      }
      tally.fails(finding(lead.pair, others: found.count - 1, ledger, settings))
    }
    return tally.outcome
  }

  private func finding(
    _ pair: (now: Int, before: Int),
    others: Int,
    _ ledger: Ledger,
    _ settings: RuleSettings
  ) -> Finding {
    let (now, before) = (Figure(ledger.amounts[pair.now]), Figure(ledger.amounts[pair.before]))
    let label = ledger.label(pair.now)
    var parts = [
      Bilingual(
        zh: "\(label)由上年\(before)变为\(now),请说明原因",
        en: "\(label) went from \(before) to \(now) within a year: please say why"
      )
    ]
    if others > 0 {
      parts.append(
        Bilingual(zh: "本表另有\(others)项变化悬殊", en: "\(others) more of the table moved as much")
      )
    }
    return settings.finding(
      cell: ledger.form.cells[pair.now].id,
      reported: now,
      expected: before,
      message: sentence(parts),
      terms: [ledger.term(pair.now), ledger.term(pair.before)],
      place: ledger.cells[pair.now].place
    )
  }
}

/// Every figure is that of the year before.
struct FiguresOfLastYear: RuleKind {
  static let kind = "figures-of-last-year"

  private let common: CommonCells

  /// The cells of ``common`` that count what happened within the year.
  private let flows: Set<Int>
  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    common = CommonCells(form)
    flows = Set(CommonCells(form, patterns: rule.statement.cells).pairs.map(\.now))
    guard !flows.isEmpty else { throw rule.problem("no cell is on both forms") }
    fewest = try rule.limit("fewest_cells")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var equal: [(now: Int, before: Int)] = []
    var isDifferent = false
    for pair in common.pairs {
      guard ledger.states[pair.now].counts, ledger.states[pair.before].counts else { continue }
      if ledger.amounts[pair.now] != ledger.amounts[pair.before] { isDifferent = true }
      if ledger.amounts[pair.now] != 0, ledger.states[pair.now] == .printed { equal.append(pair) }
    }
    let counted = equal.filter { flows.contains($0.now) }
    guard counted.count >= fewest else {
      return .notEvaluated(
        Bilingual(zh: "非零数据太少,相同也不足为凭", en: "too few figures other than 0 to say anything")
      )
    }
    guard !isDifferent else { return RuleOutcome(verdict: .pass) }
    return .failed(
      settings.finding(
        message: Bilingual(
          zh: "各表\(equal.count)个非零数据与上年完全相同,疑似照搬。",
          en: "all \(equal.count) figures other than 0 are those of the year before."
        ),
        terms: equal.flatMap { [ledger.term($0.now), ledger.term($0.before)] },
        place: equal.first.flatMap { ledger.cells[$0.now].place }
      )
    )
  }
}

/// What the text says of the change against last year, held against last year's table.
struct ClaimedChange: RuleKind {
  static let kind = "claimed-change"

  private let checks: [Check]

  private struct Check {
    let subject: ClaimSubject
    let now: CellSum
    let before: CellSum
    let name: Bilingual
  }

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    let finder = CellFinder(
      form: form,
      repetition: Repetition(table: nil, row: nil, column: nil, label: "")
    )
    checks = try (rule.statement.claims ?? []).flatMap { claim in
      try claim.cells.compactMap { text -> Check? in
        let now = finder.sum(try RuleExpression(text))
        let before = finder.sum(try RuleExpression(text + PairRules.mark))
        guard !now.terms.isEmpty, !before.terms.isEmpty else { return nil }
        return Check(subject: claim.subject, now: now, before: before, name: claim.name)
      }
    }
    guard !checks.isEmpty else { throw rule.problem("no cell is on both forms") }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    for (index, claim) in claims.enumerated() where claim.statesChange {
      let lead = leadingClaim(of: index, in: claims, of: ledger.report.identity.year?.value)
      guard claim.qualifiers.contains(.comparison) || lead.isCompared,
        let check = check(for: lead, index, ledger)
      else { continue }
      let positions = check.now.positions + check.before.positions
      if let obstacle = positions.first(where: { ledger.states[$0] != .printed }) {
        tally.cannotJudge(ReasonText.obstacle(ledger, at: obstacle))
        continue
      }
      judge(claim, check, ledger, settings, &tally)
    }
    judgeUnchanged(ledger, settings, &tally)
    let outcome = tally.outcome
    return outcome.verdict == .notEvaluated && outcome.reason == ReasonText.nothingToJudge
      ? .notEvaluated(NarrativeText.silent) : outcome
  }

  /// 与上年持平 in a paragraph that gives the applications received.
  private func judgeUnchanged(
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    let claims = ledger.report.claims
    guard let check = checks.first(where: { $0.subject == .received }) else { return }
    let positions = check.now.positions + check.before.positions
    let (now, before) = (check.now.value(in: ledger), check.before.value(in: ledger))
    for position in ledger.text.claims(about: .unchanged) {
      let claim = claims[position]
      guard claims.last(of: ledger.text.claims(about: check.subject), before: position) != nil
      else {
        continue
      }
      if let obstacle = positions.first(where: { ledger.states[$0] != .printed }) {
        tally.cannotJudge(ReasonText.obstacle(ledger, at: obstacle))
      } else if now == before {
        tally.holds()
      } else {
        tally.fails(
          settings.finding(
            reported: Figure(now),
            expected: Figure(before),
            message: Bilingual(
              zh: "正文称\(check.name.zh)“\(ledger.report.quote(claim))”,"
                + "而上年年报为\(Figure(before))、本年为\(Figure(now))。",
              en: "the text says that \(check.name.en) stayed the same, but they were "
                + "\(Figure(before)) last year and are \(Figure(now)) now."
            ),
            terms: [claim.term] + positions.map { ledger.term($0) },
            place: claim.place
          )
        )
      }
    }
  }

  /// What a change is a change of: its own subject, or that of the figure before it in the sentence, between
  /// which that of last year may stand: `收到30件,上年为20件,增长50%`.
  private func leadingClaim(of index: Int, in claims: [Claim], of year: Int?) -> LeadingClaim {
    var position = index
    var base: Figure?
    while claims[position].subject == nil, position > 0, index - position < Self.nearby,
      claims[position - 1].isInSentence(of: claims[index])
    {
      position -= 1
      guard claims[position].isOfYearBefore(year) else { break }
      base = claims[position].figure
    }
    return LeadingClaim(subject: claims[position].subject, base: base)
  }

  /// How many figures stand at most between a change and what it is a change of.
  private static let nearby = 8

  private struct LeadingClaim {
    let subject: ClaimSubject?

    /// The figure of last year that is printed before the change; `nil` without.
    let base: Figure?
    var isCompared: Bool { base != nil }
  }

  /// What a change is held against: by its subject, or where none is named by the figure of last year that
  /// it starts from, in a paragraph that gives this year's.
  private func check(for lead: LeadingClaim, _ index: Int, _ ledger: Ledger) -> Check? {
    let claims = ledger.report.claims
    return checks.first { check in
      guard lead.subject != check.subject else { return true }
      guard lead.subject == nil, let base = lead.base, base > 0,
        base == Figure(check.before.value(in: ledger))
      else { return false }
      return claims.last(of: ledger.text.claims(about: check.subject), before: index) != nil
    }
  }

  private func judge(
    _ claim: Claim,
    _ check: Check,
    _ ledger: Ledger,
    _ settings: RuleSettings,
    _ tally: inout OutcomeTally
  ) {
    let (now, before) = (check.now.value(in: ledger), check.before.value(in: ledger))
    let isDecline = claim.qualifiers.contains(.decline)
    let change = isDecline ? before - now : now - before
    let computed: Amount
    let room: Amount
    if claim.qualifiers.contains(.percent) {
      guard before > 0 else {
        return tally.cannotJudge(
          Bilingual(zh: "上年为0,无从计算增幅", en: "last year has 0, and no rate can be computed")
        )
      }
      computed = change * 100 * one / before
      // A whole unit of the last decimal: cut off instead of rounded is no contradiction.
      room = powerOfTen(below: claim.figure.fractionDigits)
    } else {
      (computed, room) = (change, 0)
    }
    let printed = amount(of: claim.figure, printedIn: nil, formUnit: "")
    guard abs(printed - computed) > room else { return tally.holds() }
    let unit = claim.qualifiers.contains(.percent) ? "%" : "件"
    let (was, becomes) = (Figure(before), Figure(now))
    let exact = Figure(computed / (one / 100) * (one / 100))
    tally.fails(
      settings.finding(
        reported: claim.figure,
        expected: exact,
        message: Bilingual(
          zh: "正文称\(check.name.zh)较上年\(isDecline ? "减少" : "增加")\(claim.figure)\(unit),"
            + "而上年年报为\(was)、本年为\(becomes),实为\(exact)\(unit)。",
          en: "the text says that \(check.name.en) \(isDecline ? "fell" : "rose") by "
            + "\(claim.figure)\(unit), but with \(was) last year and \(becomes) now it is \(exact)\(unit)."
        ),
        terms: [claim.term]
          + (check.now.positions + check.before.positions).map { ledger.term($0) },
        place: claim.place
      )
    )
  }

  /// One unit of the last of so many decimals.
  private func powerOfTen(below fractionDigits: Int) -> Amount {
    (0..<min(fractionDigits, 9)).reduce(one) { unit, _ in unit / 10 }
  }
}

extension Claim {
  /// Whether the figure is that of the year before a report on `year`, to compare with.
  func isOfYearBefore(_ year: Int?) -> Bool {
    qualifiers.contains(.comparison) || (self.year != nil && self.year == year.map { $0 - 1 })
  }

  /// Whether the figure is an exact change.
  fileprivate var statesChange: Bool {
    statement == .figure && isExact
      && !qualifiers.isDisjoint(with: [.growth, .decline])
      && qualifiers.isDisjoint(with: [.points, .plan, .cumulative, .share])
      && scope != .below
  }
}
