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

/// The rules about wholes and parts that are in force.
struct TerritoryRules {
  let member: CollectionRule?
  let sum: CollectionRule?
  let equal: CollectionRule?
  let jointSuits: CollectionRule?

  /// How many cells must hold a figure other than 0 for the figures to prove anything.
  let fewestCells: Int

  /// How many of a hundred such cells must be equal.
  let equalPercent: Int

  init(_ verdicts: CollectionVerdicts) {
    member = verdicts.rule(.partExceedsWhole)
    sum = verdicts.rule(.partsExceedWhole)
    equal = verdicts.rule(.partsMakeWhole)
    jointSuits = verdicts.rule(.jointSuits)
    fewestCells = equal?.limit("fewest_cells", default: 6) ?? 6
    equalPercent = equal?.limit("equal_percent", default: 75) ?? 75
  }

  private var all: [CollectionRule] { [member, sum, equal].compactMap { $0 } }

  func leaveOpen(_ document: String, _ reason: Bilingual, _ verdicts: inout CollectionVerdicts) {
    for rule in all { verdicts.cannotJudge(rule, document, reason) }
  }

  func settle(_ document: String, _ reason: Bilingual, _ verdicts: inout CollectionVerdicts) {
    for rule in all { verdicts.holds(rule, document, reason) }
  }

  /// Whether a part cannot have more of a cell than the whole: counts, but not net changes, nor what
  /// only some levels can make.
  func isBounded(_ cell: CellDefinition) -> Bool {
    cell.notation == .count && cell.id.row != .regulations && cell.id.column != .change
  }
}

/// A whole in one year with the parts on file.
struct TerritoryYear {
  let whole: GroupedReport
  let parts: [GroupedReport]

  /// The sure parts first, then with those that may belong here.
  let rosters: [TerritoryRoster]

  /// The agencies of the roster that the figures of this year prove; `nil` when they prove none.
  let provenRoster: [String]?

  /// The agencies of which copies with different figures are on file.
  private let contested: Set<String>

  /// The copies of the whole that differ, at least one, with the parts, the copies of each in the order
  /// of preference.
  init(wholes: [GroupedReport], parts: [GroupedReport], rules: TerritoryRules) {
    let versions = [wholes] + parts.versions { $0.member.agency }
    contested = Set(versions.filter { $0.count > 1 }.map { $0[0].member.agency })
    let chosen = TerritoryYear.choice(of: versions, rules)
    let (whole, parts) = (chosen[0], Array(chosen.dropFirst()))
    self.whole = whole
    self.parts = parts
    let sure = parts.filter { $0.member.role == .part }
    let possible = parts.filter { $0.member.role == .possiblePart }
    var rosters = [TerritoryRoster(whole, sure, rules)]
    if !possible.isEmpty { rosters.append(TerritoryRoster(whole, parts, rules)) }
    // Each alone, but only while there are few: names that fit several places are rare.
    if (2...6).contains(possible.count) {
      rosters += possible.map { TerritoryRoster(whole, sure + [$0], rules) }
    }
    // A body that the whole does not count may be on file as well.
    if (3...12).contains(parts.count) {
      rosters += parts.indices.map { left in
        TerritoryRoster(
          whole,
          parts.indices.filter { $0 != left }.map { parts[$0] },
          rules
        )
      }
    }
    self.rosters = rosters
    // Of several that are equally exact the first stays: leaving out a part that has nothing to count
    // is no better a proof than counting it.
    provenRoster =
      rosters.filter { $0.isProven(rules) }
      .max { $0.comparison.equal < $1.comparison.equal }?.agencies
  }

  /// One copy of each report: those whose figures add up best, or the first ones while the
  /// combinations are too many.
  private static func choice(
    of versions: [[GroupedReport]],
    _ rules: TerritoryRules
  ) -> [GroupedReport] {
    let most = 64
    var choices: [[GroupedReport]] = [[]]
    for copies in versions {
      guard choices.count * copies.count <= most else { return versions.map { $0[0] } }
      choices = choices.flatMap { choice in copies.map { choice + [$0] } }
    }
    guard choices.count > 1 else { return choices[0] }
    let equal = choices.map { choice in
      TerritoryRoster(choice[0], Array(choice.dropFirst()), rules).comparison.equal
    }
    return choices[equal.indices.reduce(0) { equal[$1] > equal[$0] ? $1 : $0 }]
  }
}

extension TerritoryYear {
  /// The roster of some agencies; `nil` when the report of one of them is not on file.
  func roster(of agencies: [String], _ rules: TerritoryRules) -> TerritoryRoster? {
    let chosen = parts.filter { agencies.contains($0.member.agency) }
    return chosen.count == agencies.count ? TerritoryRoster(whole, chosen, rules) : nil
  }

  /// Whether the roster rests on a report of which copies with other figures are on file.
  func isContested(_ roster: TerritoryRoster) -> Bool {
    !contested.isDisjoint(with: roster.agencies + [whole.member.agency])
  }
}

/// A whole against one choice of parts.
struct TerritoryRoster {
  let parts: [GroupedReport]

  /// The keys of the parts, sorted.
  let agencies: [String]
  let comparison: TerritoryComparison

  init(_ whole: GroupedReport, _ parts: [GroupedReport], _ rules: TerritoryRules) {
    self.parts = parts
    agencies = parts.map(\.member.agency).sorted()
    comparison = TerritoryComparison(whole, parts)
  }

  func isProven(_ rules: TerritoryRules) -> Bool {
    // A single part that equals the whole is a copy, not a sum.
    parts.count > 1 && comparison.nonZero >= rules.fewestCells
      && comparison.equal * 100 >= comparison.nonZero * rules.equalPercent
  }
}

/// The cells of a whole with the sums of its parts.
struct TerritoryComparison {
  let cells: [TerritoryCell]

  /// How many cells have a figure other than 0 on either side, and in how many of them both sides are
  /// equal.
  let nonZero: Int
  let equal: Int

  init(_ whole: GroupedReport, _ parts: [GroupedReport]) {
    let form = whole.report.form
    let cells = form.cells.indices.compactMap { position in
      TerritoryCell(whole, parts, form.cells[position], position)
    }
    self.cells = cells
    let nonZero = cells.filter { $0.whole != 0 || $0.sum != 0 }
    self.nonZero = nonZero.count
    equal = nonZero.count { $0.isEqual }
  }
}

/// One cell of a whole with those of its parts.
struct TerritoryCell {
  let definition: CellDefinition
  let position: Int
  let whole: Amount
  let parts: [Part]
  let sum: Amount

  /// What rounding may have taken away on both sides; 0 for counts.
  private let tolerance: Amount
  private let restsOnWholeBlank: Bool
  private let restsOnPartBlank: Bool
  private let restsOnDeduction: Bool

  struct Part {
    let report: GroupedReport
    let amount: Amount
  }

  /// - Returns: `nil` when a cell that is needed cannot be read.
  init?(
    _ whole: GroupedReport,
    _ parts: [GroupedReport],
    _ definition: CellDefinition,
    _ position: Int
  ) {
    guard let own = CellAmount(whole.report[definition.id], definition) else { return nil }
    var known: [Part] = []
    var (blank, deduced) = (false, own.isDeduced)
    var (sum, tolerance) = (Amount(0), own.tolerance)
    for part in parts {
      guard let amount = CellAmount(part.report[definition.id], definition) else { return nil }
      known.append(Part(report: part, amount: amount.amount))
      sum += amount.amount
      tolerance += amount.tolerance
      blank = blank || amount.isBlank
      deduced = deduced || amount.isDeduced
    }
    self.definition = definition
    self.position = position
    self.whole = own.amount
    self.parts = known
    self.sum = sum
    self.tolerance = tolerance
    restsOnWholeBlank = own.isBlank
    restsOnPartBlank = blank
    restsOnDeduction = deduced
  }

  var isEqual: Bool { abs(whole - sum) <= tolerance }

  /// Whether the print itself contradicts the sum: neither a blank nor a deduced figure accuses
  /// anybody.
  var isBroken: Bool {
    guard !isEqual, !restsOnDeduction, !restsOnWholeBlank else { return false }
    // Parts that left a cell blank have at least the sum of the others.
    return !restsOnPartBlank || sum > whole
  }

  func term(in report: Report) -> FindingTerm {
    let cell = report[definition.id]
    return FindingTerm(cell: definition.id, figure: cell.value ?? cell.deduced, place: cell.place)
  }
}

/// A cell as a number, a blank one as 0.
struct CellAmount {
  let amount: Amount
  let isBlank: Bool
  let isDeduced: Bool

  /// Half of the last printed decimal of money; nothing for a count.
  let tolerance: Amount

  /// - Returns: `nil` for a cell without a number.
  init?(_ cell: Cell, _ definition: CellDefinition) {
    switch (cell.status, cell.value, cell.deduced) {
    case (.reported, let value?, _):
      amount = GoujiRules.amount(of: value, printedIn: cell.unit, formUnit: definition.unit)
      (isBlank, isDeduced) = (false, false)
      tolerance =
        definition.notation == .money
        ? roundingTolerance(of: value, printedIn: cell.unit, formUnit: definition.unit) : 0
    case (_, _, let deduced?):
      amount = GoujiRules.amount(of: deduced, printedIn: cell.unit, formUnit: definition.unit)
      (isBlank, isDeduced, tolerance) = (false, true, 0)
    case (.blank, _, _): (amount, isBlank, isDeduced, tolerance) = (0, true, false, 0)
    default: return nil
    }
  }
}

/// Sentences about wholes and parts.
enum TerritoryText {
  static let scopeUnknown = Bilingual(
    zh: "统计口径不明:无申报,正文未写明,数据也不能证明",
    en: "the scope is unknown: not declared, not in the text, not proved by the figures"
  )
  static let office = Bilingual(
    zh: "只统计本机关,不与下级汇总",
    en: "the report counts the office alone and no parts"
  )
  static let contested = Bilingual(
    zh: "有单位的年报收集到数据不同的几份,不能确定以哪一份为准",
    en: "copies of a report with different figures are on file, and nothing tells which one counts"
  )
  static let notAnOffice = Bilingual(
    zh: "不是只统计本机关的年报",
    en: "not known to be a report of the office alone"
  )

  static func proven(equal: Int, of all: Int, byOtherYear: Bool) -> Bilingual {
    byOtherYear
      ? Bilingual(
        zh: "其他年度的数据证明汇总的正是这些单位(本年度\(all)个非零数据中\(equal)个等于合计)",
        en:
          "the figures of another year prove that the whole counts these parts (of \(all) non-zero "
          + "cells of this year \(equal) are their sums)"
      )
      : Bilingual(
        zh: "\(all)个非零数据中\(equal)个恰为各单位合计,足以证明口径",
        en:
          "of \(all) non-zero cells \(equal) are exactly the sums of the parts, which proves the scope"
      )
  }

  static func rosterOpen(_ absent: [String]) -> Bilingual {
    guard !absent.isEmpty else {
      return Bilingual(zh: "不能确定单位已收集齐全", en: "the parts on file may not be all there are")
    }
    let names = CollectionText.names(absent)
    return Bilingual(zh: "尚缺\(names.zh)的年报", en: "the reports of \(names.en) are not on file")
  }

  /// What the whole has more than the parts on file, and whose it may be.
  static func remainder(
    _ comparison: TerritoryComparison,
    _ absent: [String],
    _ rules: TerritoryRules
  ) -> Bilingual? {
    let wanted: (TerritoryCell) -> Bool = { cell in
      cell.definition.id.row == .newReceived && cell.definition.id.column == .total
        || cell.definition.id.row == .requestsReceived
    }
    guard let cell = comparison.cells.first(where: wanted), cell.whole > cell.sum else {
      return nil
    }
    let names = CollectionText.names(absent)
    let rest = Figure(cell.whole - cell.sum)
    return Bilingual(
      zh: "\(cell.definition.label)尚余\(rest)件,应属"
        + (absent.isEmpty ? "未收集到的单位" : names.zh),
      en: "\(cell.definition.label): \(rest) remain for "
        + (absent.isEmpty ? "parts that are not on file" : names.en)
    )
  }

  static func exceeds(
    _ cell: TerritoryCell,
    _ part: TerritoryCell.Part?,
    _ year: TerritoryYear,
    others: Int
  ) -> Bilingual {
    let name = part?.report.member.name ?? ""
    let more = Figure(part?.amount ?? 0)
    return sentence(
      zh:
        "\(name)\(cell.definition.label)为\(more),大于\(year.whole.member.name)汇总的\(Figure(cell.whole))",
      en: "\(name) has \(more) in \(cell.definition.label), more than the \(Figure(cell.whole)) of "
        + "\(year.whole.member.name), which counts it in",
      others
    )
  }

  static func differs(
    _ cell: TerritoryCell,
    _ roster: TerritoryRoster,
    _ year: TerritoryYear,
    others: Int
  ) -> Bilingual {
    let count = roster.parts.count
    let names = CollectionText.names(roster.parts.map(\.member.name))
    let difference = Figure(abs(cell.whole - cell.sum))
    let isMore = cell.sum > cell.whole
    return sentence(
      zh: "\(cell.definition.label):\(names.zh)等\(count)个单位合计\(Figure(cell.sum)),"
        + (isMore ? "超过" : "少于")
        + "\(year.whole.member.name)汇总数\(Figure(cell.whole)),相差\(difference)",
      en: "\(cell.definition.label): the \(count) parts (\(names.en)) add to \(Figure(cell.sum)), "
        + (isMore ? "more" : "less")
        + " than the \(Figure(cell.whole)) of \(year.whole.member.name), a difference of \(difference)",
      others
    )
  }

  private static func sentence(zh: String, en: String, _ others: Int) -> Bilingual {
    guard others > 0 else { return Bilingual(zh: zh + "。", en: en + ".") }
    return Bilingual(
      zh: zh + ";本表另有\(others)格相差同样多。",
      en: en + "; \(others) more cells of the table differ by as much."
    )
  }
}
