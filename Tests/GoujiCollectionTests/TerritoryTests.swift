internal import GoujiCollection
internal import GoujiModel
internal import Testing

private let city = "鄂州市人民政府"
private let districts = ["华容区人民政府", "梁子湖区人民政府", "鄂州市农业农村局"]

/// Figures of three parts in eight cells, and their sums.
private let addresses = [
  "applications.new_received.natural_person", "applications.new_received.total",
  "applications.disclosed.natural_person", "applications.disclosed.total",
  "applications.handled_total.natural_person", "applications.handled_total.total",
  "disclosure.licensing.decisions", "review_litigation.reconsideration.total",
]

/// A whole and its parts in one year; the changes are what the whole prints instead of the sum.
private func series(
  _ year: Int,
  changing changes: [String: Int] = [:],
  parts: [String] = districts,
  scope: Attested<ReportIdentity.Scope>? = nil
) throws -> [CollectedReport] {
  func figures(_ values: [Int]) -> [(String, String)] {
    zip(addresses, values).map { ($0, String($1)) }
  }
  var sums = addresses.map { _ in 0 }
  var reports: [CollectedReport] = []
  for (number, part) in parts.enumerated() {
    let values = addresses.indices.map { 3 + number * 7 + $0 * 5 }
    sums = zip(sums, values).map(+)
    reports.append(try collected("\(part)\(year)", part, year, figures(values)))
  }
  for (address, value) in changes {
    if let index = addresses.firstIndex(of: address) { sums[index] = value }
  }
  return [try collected("全市\(year)", city, year, figures(sums), scope: scope)] + reports
}

private func collected(
  _ document: String,
  _ agency: String,
  _ year: Int,
  _ figures: [(String, String)],
  scope: Attested<ReportIdentity.Scope>? = nil
) throws -> CollectedReport {
  let report = try GoujiCollectionTests.collected(document, agency, year, scope: scope)
  let form = report.report.form
  var cells = report.report.cells
  for (address, printed) in figures {
    let index = try #require(form.cells.firstIndex { $0.id.description == address })
    cells[index] = Cell(
      status: .reported,
      value: Figure(printed),
      raw: printed,
      place: cells[index].place
    )
  }
  return CollectedReport(
    member: report.member,
    report: Report(
      identity: report.report.identity,
      form: form,
      cells: cells,
      foreignCells: [],
      sections: [],
      notes: []
    ),
    sentences: []
  )
}

@Test func `a whole that is the sum of its parts in every cell passes`() throws {
  let assessment = rules.assess(try series(2021)).assessment
  for rule in ["AG-ROLLUP-MEMBER", "AG-ROLLUP-SUM", "AG-ROLLUP-EQ"] as [RuleID] {
    #expect(assessment.verdict(rule, "全市2021") == .pass)
    #expect(assessment.verdict(rule, "华容区人民政府2021") == nil)
  }
  #expect(assessment.reason("AG-ROLLUP-EQ", "全市2021") == "8个非零数据中8个恰为各单位合计,足以证明口径")
}

@Test func `cells of one table that differ by the same amount are one finding`() throws {
  // The sums are 30 + 15 n.
  let reports = try series(
    2021,
    changing: [
      "applications.new_received.natural_person": 40, "applications.new_received.total": 55,
    ]
  )
  let assessment = rules.assess(reports).assessment
  #expect(
    assessment.found("AG-ROLLUP-EQ") == [
      "全市2021 warning applications.new_received.natural_person 40/30"
    ]
  )
  let finding = try #require(
    assessment.findings.first { $0.parts[0].finding.rule == "AG-ROLLUP-EQ" }
  )
  #expect(
    finding.parts[0].finding.explains.map(\.description)
      == ["AG-ROLLUP-EQ applications.new_received.total"]
  )
  #expect(finding.parts.dropFirst().allSatisfy { $0.finding.severity == .info })
  #expect(finding.parts.dropFirst().map(\.finding.reported) == [17, 10, 3])
  #expect(assessment.verdict("AG-ROLLUP-EQ", "全市2021") == .fail)
}

@Test
func `parts that add to more than the whole contradict it, a single one that is greater more so`()
  throws
{
  let sum = rules.assess(
    try series(2021, changing: ["disclosure.licensing.decisions": 100])
  ).assessment
  #expect(sum.found("AG-ROLLUP-SUM") == ["全市2021 warning disclosure.licensing.decisions 100/120"])
  let member = rules.assess(
    try series(2021, changing: ["disclosure.licensing.decisions": 5])
  ).assessment
  #expect(member.found("AG-ROLLUP-MEMBER") == ["全市2021 error disclosure.licensing.decisions 5/47"])
  let finding = try #require(member.findings.first)
  #expect(finding.parts.map(\.document) == ["全市2021", "鄂州市农业农村局2021"])
  #expect(finding.parts[1].finding.severity == .info)
}

@Test func `figures of another year prove the scope of a year with many breaks`() throws {
  let broken = Dictionary(uniqueKeysWithValues: addresses.prefix(5).map { ($0, 1000) })
  let alone = rules.assess(try series(2021, changing: broken)).assessment
  #expect(alone.verdict("AG-ROLLUP-EQ", "全市2021") == .notEvaluated)
  #expect(alone.findings.filter { $0.parts[0].finding.rule.rawValue.hasPrefix("AG-") }.isEmpty)
  let both = rules.assess(try series(2021, changing: broken) + series(2022)).assessment
  #expect(both.verdict("AG-ROLLUP-EQ", "全市2021") == .fail)
  #expect(both.verdict("AG-ROLLUP-EQ", "全市2022") == .pass)
}

@Test func `without declared or proven scope roll-ups are not evaluated`() throws {
  let broken = Dictionary(uniqueKeysWithValues: addresses.map { ($0, 1) })
  let assessment = rules.assess(try series(2021, changing: broken)).assessment
  for rule in ["AG-ROLLUP-MEMBER", "AG-ROLLUP-SUM", "AG-ROLLUP-EQ"] as [RuleID] {
    #expect(assessment.verdict(rule, "全市2021") == .notEvaluated)
    #expect(assessment.reason(rule, "全市2021")?.contains("口径不明") == true)
  }
}

@Test func `a manifest that says office keeps a report out of roll-ups, one that says region in`()
  throws
{
  let office = rules.assess(
    try series(2021, scope: Attested(.office, from: .manifest, place: nil))
  ).assessment
  #expect(office.verdict("AG-ROLLUP-EQ", "全市2021") == .notEvaluated)
  let broken = Dictionary(uniqueKeysWithValues: addresses.map { ($0, 1000) })
  let region = rules.assess(
    try series(2021, changing: broken, scope: Attested(.region, from: .manifest, place: nil))
  ).assessment
  #expect(region.verdict("AG-ROLLUP-SUM", "全市2021") == .pass)
  #expect(region.verdict("AG-ROLLUP-EQ", "全市2021") == .notEvaluated)
  #expect(region.reason("AG-ROLLUP-EQ", "全市2021") == "尚缺鄂城区的年报")
  #expect(region.reason("AG-ROLLUP-SUM", "全市2021")?.contains("应属鄂城区") == true)
}

@Test
func `with a declared scope known parts above the whole contradict it while others are missing`()
  throws
{
  let reports = try series(
    2021,
    changing: ["applications.new_received.total": 30],
    scope: Attested(.region, from: .manifest, place: nil)
  ).filter { $0.member.document != "华容区人民政府2021" }
  let assessment = rules.assess(reports).assessment
  #expect(
    assessment.found("AG-ROLLUP-SUM") == [
      "全市2021 warning applications.new_received.total 30/37"
    ]
  )
}

@Test func `a blank of a part proves no shortfall`() throws {
  var reports = try series(2021, changing: ["disclosure.licensing.decisions": 200])
  let last = reports.removeLast()
  let index = try #require(
    last.report.form.cells.firstIndex { $0.id.description == "disclosure.licensing.decisions" }
  )
  var cells = last.report.cells
  cells[index] = Cell(status: .blank)
  reports.append(
    CollectedReport(
      member: last.member,
      report: Report(
        identity: last.report.identity,
        form: last.report.form,
        cells: cells,
        foreignCells: [],
        sections: [],
        notes: []
      ),
      sentences: []
    )
  )
  let assessment = rules.assess(reports).assessment
  #expect(assessment.verdict("AG-ROLLUP-EQ", "全市2021") == .pass)
}

@Test func `a district whose name fits two cities is a part where the figures prove it`() throws {
  // 普陀区 is in Shanghai and in Zhoushan.
  let parts = ["定海区人民政府", "普陀区人民政府", "舟山市统计局"]
  func renamed(_ reports: [CollectedReport]) throws -> [CollectedReport] {
    let whole = reports[0]
    let figures = whole.report.form.cells.indices.compactMap { index -> (String, String)? in
      let value = whole.report.cells[index].value?.description ?? "0"
      return (whole.report.form.cells[index].id.description, value)
    }
    return [try collected("全市2021", "舟山市人民政府", 2021, figures)] + reports.dropFirst()
  }
  let proven = rules.assess(try renamed(series(2021, parts: parts)))
  #expect(proven.assessment.verdict("AG-ROLLUP-EQ", "全市2021") == .pass)
  let doubt = try #require(proven.grouping.doubts.first)
  #expect(doubt.agency == "普陀区/")
  #expect(doubt.candidates == ["310107", "330903"])
  let broken = Dictionary(uniqueKeysWithValues: addresses.map { ($0, 1000) })
  let open = rules.assess(try renamed(series(2021, changing: broken, parts: parts)))
  #expect(open.assessment.verdict("AG-ROLLUP-EQ", "全市2021") == .notEvaluated)
}

@Test func `suits against joint defendants that office and departments both count are noted`()
  throws
{
  let row = "review_litigation.litigation_after_reconsideration.total"
  let reports = [
    try GoujiCollectionTests.collected(
      "县",
      "平罗县人民政府",
      2021,
      [row: "12"],
      scope: Attested(.office, from: .manifest, place: nil)
    ),
    try GoujiCollectionTests.collected("局", "平罗县公安局", 2021, [row: "8"]),
    try GoujiCollectionTests.collected("委", "平罗县司法局", 2021, [row: "4"]),
  ]
  #expect(rules.assess(reports).assessment.found("AG-CODEFENDANT") == ["县 info \(row) 12/0"])
  #expect(
    rules.assess(Array(reports.dropLast())).assessment.verdict("AG-CODEFENDANT", "县") == .pass
  )
}

@Test func `of copies with different figures the one that adds up is the part`() throws {
  let stranger = try GoujiCollectionTests.collected(
    "0",
    districts[0],
    2021,
    ["applications.*": "700", "disclosure.licensing.decisions": "900"]
  )
  let (grouping, assessment) = rules.assess(try series(2021) + series(2022) + [stranger])
  let year = try #require(grouping.groups.first { $0.kind == .territory }).members
    .filter { $0.year == 2021 }
  #expect(year.map(\.document).contains("0"))
  for rule in ["AG-ROLLUP-MEMBER", "AG-ROLLUP-SUM", "AG-ROLLUP-EQ"] as [RuleID] {
    #expect(assessment.verdict(rule, "全市2021") == .pass)
  }
}

@Test func `where no copy adds up nothing is held against the whole`() throws {
  let stranger = try GoujiCollectionTests.collected(
    "0",
    districts[0],
    2021,
    ["applications.*": "700", "disclosure.licensing.decisions": "900"]
  )
  let broken = Dictionary(uniqueKeysWithValues: addresses.prefix(5).map { ($0, 1000) })
  let reports = try series(2021, changing: broken) + series(2022)
  #expect(rules.assess(reports).assessment.verdict("AG-ROLLUP-EQ", "全市2021") == .fail)
  let assessment = rules.assess(reports + [stranger]).assessment
  #expect(assessment.verdict("AG-ROLLUP-EQ", "全市2021") == .notEvaluated)
  #expect(assessment.reason("AG-ROLLUP-EQ", "全市2021")?.contains("数据不同的几份") == true)
}

@Test func `a part that counts nothing in one year is still counted in the next`() throws {
  let fourth = "鄂城区人民政府"
  let broken = Dictionary(uniqueKeysWithValues: addresses.prefix(5).map { ($0, 1000) })
  let reports =
    try series(2021) + [GoujiCollectionTests.collected("空", fourth, 2021)]
    + series(2022, changing: broken, parts: districts + [fourth])
  // The sums of the four are 54 + 20 n.
  #expect(
    rules.assess(reports).assessment.found("AG-ROLLUP-EQ").sorted() == [
      "全市2022 warning applications.disclosed.natural_person 1000/94",
      "全市2022 warning applications.disclosed.total 1000/114",
      "全市2022 warning applications.handled_total.natural_person 1000/134",
      "全市2022 warning applications.new_received.natural_person 1000/54",
      "全市2022 warning applications.new_received.total 1000/74",
    ]
  )
}

@Test func `a part above the whole is no more than a warning where another year proves the scope`()
  throws
{
  var broken = Dictionary(uniqueKeysWithValues: addresses.prefix(5).map { ($0, 1000) })
  broken["disclosure.licensing.decisions"] = 5
  let assessment = rules.assess(try series(2021, changing: broken) + series(2022)).assessment
  #expect(
    assessment.found("AG-ROLLUP-MEMBER") == [
      "全市2021 warning disclosure.licensing.decisions 5/47"
    ]
  )
}

@Test func `a body with few figures that the whole does not count is left out`() throws {
  let bureau = try GoujiCollectionTests.collected(
    "局",
    "鄂州市统计局",
    2021,
    ["applications.new_received.total": "1", "applications.new_received.natural_person": "1"]
  )
  let assessment = rules.assess(try series(2021) + [bureau]).assessment
  #expect(assessment.verdict("AG-ROLLUP-EQ", "全市2021") == .pass)
  #expect(assessment.verdict("AG-ROLLUP-SUM", "全市2021") == .pass)
}

@Test func `a body that is managed from above is no part of the place`() throws {
  let reports = try ["平罗县税务局", "平罗县气象局", "平罗县水务局"].map { try collected($0, $0, 2021) }
  let grouping = rules.grouping(of: reports.map(\.member))
  #expect(reports.map { grouping.agency(of: $0.member.document)?.parent } == [nil, nil, "640221/"])
}
