internal import GoujiModel
internal import GoujiRules

extension CollectionRules {
  /// Holds the reports of a whole against the sums of its parts.
  ///
  /// The scope of a whole is taken from the manifest, or proved by the figures: where nearly all cells
  /// are exactly the sums of the parts on file, the whole counts these parts and no others, and the few
  /// cells that differ are wrong on one side. A roster that adds up in one year holds for the other
  /// years of the same whole, whatever else is on file then. Where neither decides, nothing is judged.
  func judgeTerritory(
    _ members: [GroupedReport],
    absent: [ComparisonGroup.Absent],
    _ verdicts: inout CollectionVerdicts
  ) {
    let rules = TerritoryRules(verdicts)
    let years = members.filter { $0.member.role == .whole }.versions { $0.member.year }
      .map { wholes in
        TerritoryYear(
          wholes: wholes,
          parts: members.filter {
            $0.member.year == wholes[0].member.year && $0.member.role != .whole
          },
          rules: rules
        )
      }
    // The rosters that any year proves, with the agencies in them.
    let proven = Set(years.compactMap(\.provenRoster))
    for year in years {
      judge(
        year,
        proven: proven,
        absent: absent.filter { $0.year == year.whole.member.year }.map(\.name),
        rules,
        &verdicts
      )
    }
  }

  private func judge(
    _ year: TerritoryYear,
    proven: Set<[String]>,
    absent: [String],
    _ rules: TerritoryRules,
    _ verdicts: inout CollectionVerdicts
  ) {
    let document = year.whole.document
    let scope = year.whole.report.identity.scope
    judgeJointSuits(year, rules, &verdicts)
    if scope?.source == .manifest, scope?.value == .office {
      return rules.leaveOpen(document, TerritoryText.office, &verdicts)
    }
    let rosters = year.rosters
    let known =
      rosters.first { proven.contains($0.agencies) }
      ?? proven.sorted { $0.lexicographicallyPrecedes($1) }.lazy
      .compactMap { year.roster(of: $0, rules) }.first
    if let roster = known {
      guard roster.isProven(rules) || !year.isContested(roster) else {
        return rules.leaveOpen(document, TerritoryText.contested, &verdicts)
      }
      let reason = TerritoryText.proven(
        equal: roster.comparison.equal,
        of: roster.comparison.nonZero,
        byOtherYear: !roster.isProven(rules)
      )
      return judgeComplete(year, roster, reason, rules, &verdicts)
    }
    // Words such as 全市 in the text are too weak a ground to accuse anybody.
    guard let scope, scope.source == .manifest else {
      return rules.leaveOpen(document, TerritoryText.scopeUnknown, &verdicts)
    }
    guard !year.isContested(rosters[0]) else {
      return rules.leaveOpen(document, TerritoryText.contested, &verdicts)
    }
    // Parts of which only the figures could tell that they belong here are left out.
    judgeBounds(year, rosters[0], absent: absent, rules, &verdicts)
  }

  /// All parts are there: every cell is their sum.
  private func judgeComplete(
    _ year: TerritoryYear,
    _ roster: TerritoryRoster,
    _ reason: Bilingual,
    _ rules: TerritoryRules,
    _ verdicts: inout CollectionVerdicts
  ) {
    let document = year.whole.document
    rules.settle(document, reason, &verdicts)
    let broken = roster.comparison.cells.filter { $0.isBroken }
    report(broken, year, roster, rules, &verdicts) { cell in
      if rules.isBounded(cell.definition), cell.parts.contains(where: { $0.amount > cell.whole }),
        let rule = rules.member
      {
        return rule
      }
      return cell.sum > cell.whole ? rules.sum ?? rules.equal : rules.equal ?? rules.sum
    }
  }

  /// Some parts may be missing: what is known must not exceed the whole.
  private func judgeBounds(
    _ year: TerritoryYear,
    _ roster: TerritoryRoster,
    absent: [String],
    _ rules: TerritoryRules,
    _ verdicts: inout CollectionVerdicts
  ) {
    let document = year.whole.document
    if let equal = rules.equal {
      verdicts.cannotJudge(equal, document, TerritoryText.rosterOpen(absent))
    }
    for rule in [rules.member, rules.sum].compactMap({ $0 }) {
      verdicts.holds(rule, document, TerritoryText.remainder(roster.comparison, absent, rules))
    }
    let summed = rules.sum.map { Set($0.positions(in: year.whole.report.form)) } ?? []
    let broken = roster.comparison.cells.filter { cell in
      cell.isBroken && cell.sum > cell.whole && rules.isBounded(cell.definition)
        && (summed.contains(cell.position) || cell.parts.contains { $0.amount > cell.whole })
    }
    report(broken, year, roster, rules, &verdicts) { cell in
      cell.parts.contains { $0.amount > cell.whole } ? rules.member : rules.sum
    }
  }

  /// Cells of one table that differ by the same amount have one cause and make one finding.
  private func report(
    _ broken: [TerritoryCell],
    _ year: TerritoryYear,
    _ roster: TerritoryRoster,
    _ rules: TerritoryRules,
    _ verdicts: inout CollectionVerdicts,
    rule: (TerritoryCell) -> CollectionRule?
  ) {
    struct Cause: Hashable {
      let table: TableID
      let difference: Amount
    }
    // A scope that only another year proves may have changed.
    let isSure = roster.isProven(rules) || year.whole.report.identity.scope?.source == .manifest
    var causes: [Cause] = []
    var cells: [Cause: [(cell: TerritoryCell, rule: CollectionRule)]] = [:]
    for cell in broken {
      guard let rule = rule(cell) else { continue }
      let cause = Cause(table: cell.definition.id.table, difference: cell.whole - cell.sum)
      if cells[cause] == nil { causes.append(cause) }
      cells[cause, default: []].append((cell, rule))
    }
    for cause in causes {
      let chain = cells[cause] ?? []
      // A part that exceeds the whole says more than a sum that does.
      guard
        let lead = chain.first(where: { $0.rule.kind == CollectionKind.partExceedsWhole.rawValue })
          ?? chain.first
      else { continue }
      let others = chain.filter { $0.cell.position != lead.cell.position }
      let cell = lead.cell
      let isMember = lead.rule.kind == CollectionKind.partExceedsWhole.rawValue
      let exceeding = cell.parts.max { $0.amount < $1.amount }
      let expected = Figure(isMember ? exceeding?.amount ?? cell.sum : cell.sum)
      let finding = Finding(
        rule: lead.rule.rule,
        severity: isSure ? lead.rule.settings.severity : lead.rule.severity(of: .warning),
        certainty: lead.rule.settings.certainty,
        cell: cell.definition.id,
        reported: Figure(cell.whole),
        expected: expected,
        message: isMember
          ? TerritoryText.exceeds(cell, exceeding, year, others: others.count)
          : TerritoryText.differs(cell, roster, year, others: others.count),
        explains: others.map { Identity(rule: $0.rule.rule, cell: $0.cell.definition.id) },
        terms: ([cell] + others.map(\.cell)).map { $0.term(in: year.whole.report) },
        place: year.whole.report[cell.definition.id].place
      )
      let named = isMember ? [exceeding].compactMap { $0 } : cell.parts.filter { $0.amount != 0 }
      verdicts.fails(
        lead.rule.rule,
        [CollectionFinding.Part(document: year.whole.document, finding: finding)]
          + (named.isEmpty ? cell.parts : named).map { part in
            let printed = part.report.report[cell.definition.id]
            return .reference(
              part.report.document,
              to: finding,
              cell: cell.definition.id,
              reported: printed.value ?? printed.deduced,
              message: Bilingual(
                zh: "供对照\(year.whole.member.name)的汇总数:" + finding.message.zh,
                en: "for reference, of the total of \(year.whole.member.name): "
                  + finding.message.en
              ),
              place: printed.place
            )
          }
      )
    }
  }

  /// A review organ that is sued together with the body whose act it reviewed.
  private func judgeJointSuits(
    _ year: TerritoryYear,
    _ rules: TerritoryRules,
    _ verdicts: inout CollectionVerdicts
  ) {
    guard let rule = rules.jointSuits, rule.forms.contains(year.whole.report.form.id) else {
      return
    }
    let document = year.whole.document
    guard year.whole.report.identity.scope?.value == .office else {
      return verdicts.cannotJudge(rule, document, TerritoryText.notAnOffice)
    }
    let departments = year.parts.filter {
      $0.member.role == .part && $0.member.region == year.whole.member.region
    }
    let roster = TerritoryRoster(year.whole, departments, rules)
    let wanted = Set(rule.positions(in: year.whole.report.form))
    guard !departments.isEmpty,
      let cell = roster.comparison.cells.first(where: { wanted.contains($0.position) })
    else {
      return verdicts.cannotJudge(
        rule,
        document,
        Bilingual(zh: "没有可对照的部门数据", en: "no departments' figures to compare with")
      )
    }
    guard cell.whole > 0, cell.whole == cell.sum else { return verdicts.holds(rule, document) }
    let figure = Figure(cell.whole)
    let finding = rule.settings.finding(
      cell: cell.definition.id,
      reported: figure,
      expected: 0,
      message: Bilingual(
        zh: "\(cell.definition.label)\(figure)件与所属部门合计相同,作为共同被告的案件应只由原行为机关统计,疑有重复。",
        en:
          "\(cell.definition.label) gives \(figure), as many as the departments together: suits against "
          + "joint defendants are counted by the original actor alone."
      ),
      place: year.whole.report[cell.definition.id].place
    )
    verdicts.fails(rule.rule, [CollectionFinding.Part(document: document, finding: finding)])
  }
}
