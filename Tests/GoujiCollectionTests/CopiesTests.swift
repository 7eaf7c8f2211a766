internal import GoujiCollection
internal import GoujiModel
internal import Testing

private func report(
  _ document: String,
  agency: String = "平罗县公安局",
  total: String = "66",
  url: String? = nil,
  publishedOn: CalendarDate? = nil,
  title: String? = nil
) throws -> CollectedReport {
  try collected(
    document,
    agency,
    2022,
    [
      "applications.new_received.natural_person": "66", "applications.new_received.total": total,
      "applications.disclosed.natural_person": "66", "applications.disclosed.total": "66",
      "applications.handled_total.natural_person": "66", "applications.handled_total.total": "66",
    ],
    url: url,
    publishedOn: publishedOn,
    title: title
  )
}

@Test func `two copies that differ are an error, with the copy that agrees with itself named`()
  throws
{
  let assessment = rules.assess([try report("a.html"), try report("b.html", total: "56")])
    .assessment
  #expect(
    assessment.found("AG-COPY-CONFLICT") == ["a.html error applications.new_received.total 66/56"]
  )
  let finding = try #require(assessment.findings.first)
  #expect(finding.parts.map(\.document) == ["a.html", "b.html"])
  #expect(finding.parts[1].finding.severity == .info)
  #expect(finding.parts[0].finding.message.zh.contains("只有a.html内部勾稽相符"))
}

@Test func `equal copies pass, and a single report has nothing to compare`() throws {
  let assessment = rules.assess([try report("a.html"), try report("b.html")]).assessment
  #expect(assessment.verdict("AG-COPY-CONFLICT", "a.html") == .pass)
  let alone = rules.assess([try report("a.html")]).assessment
  #expect(alone.verdict("AG-COPY-CONFLICT", "a.html") == nil)
  let results = rules.results(own: [], collected: [], form: "2021")
  #expect(results.contains { $0.rule == "AG-COPY-CONFLICT" && $0.verdict == .notEvaluated })
  #expect(results.allSatisfy { $0.reason != nil })
}

@Test func `what one copy does not let us read is no difference`() throws {
  let assessment = rules.assess([try report("a.html"), try report("b.html", total: "~")]).assessment
  #expect(assessment.found("AG-COPY-CONFLICT").isEmpty)
}

@Test func `a blank against a figure is a difference`() throws {
  let assessment = rules.assess([try report("a.html"), try report("b.html", total: "_")]).assessment
  #expect(
    assessment.found("AG-COPY-CONFLICT") == ["a.html error applications.new_received.total 66/"]
  )
}

@Test func `copies with hardly any figure in common may be different reports`() throws {
  let other = try collected(
    "b.html",
    "平罗县公安局",
    2022,
    ["applications.*.natural_person": "3", "applications.*.total": "3"]
  )
  let assessment = rules.assess([try report("a.html"), other]).assessment
  let finding = try #require(
    assessment.findings.first { $0.parts[0].finding.rule == "AG-COPY-CONFLICT" }
  )
  #expect(finding.parts[0].finding.severity == .info)
}

@Test
func `two states of one address were changed, and the one published last stands for the report`()
  throws
{
  let old = try report(
    "a.html",
    total: "56",
    url: "https://example.org/1",
    publishedOn: CalendarDate(year: 2023, month: 1, day: 5)
  )
  let new = try report(
    "b.html",
    url: "https://example.org/1",
    publishedOn: CalendarDate(year: 2023, month: 2, day: 5)
  )
  let assessment = rules.assess([old, new]).assessment
  #expect(
    assessment.found("AG-COPY-CHANGED") == ["b.html info applications.new_received.total 66/56"]
  )
  #expect(assessment.found("AG-COPY-CONFLICT").isEmpty)
}

@Test func `figures of another agency are found, small and few ones are not`() throws {
  let assessment = rules.assess([
    try report("a", agency: "平罗县公安局"), try report("b", agency: "平罗县水利局"),
  ]).assessment
  #expect(assessment.found("AG-CLONE-DATA") == ["b warning - /"])
  #expect(assessment.findings.first { $0.parts.count == 2 }?.parts[1].finding.severity == .info)
  let few = try [("a", "平罗县公安局"), ("b", "平罗县水利局")].map {
    try collected($0.0, $0.1, 2022, ["applications.*.total": "3"])
  }
  #expect(rules.assess(few).assessment.found("AG-CLONE-DATA").isEmpty)
  let other = [try report("a"), try report("b", agency: "平罗县水利局", total: "65")]
  #expect(rules.assess(other).assessment.found("AG-CLONE-DATA").isEmpty)
}

@Test func `a figure far from those of a dozen peers is noted`() throws {
  var reports = try (0..<14).map { number in
    try collected(
      "\(number)",
      "平罗县\("甲乙丙丁戊己庚辛壬癸子丑寅卯".map(String.init)[number])水镇人民政府",
      2022,
      ["applications.new_received.total": "\(90 + number * 3)"]
    )
  }
  #expect(rules.assess(reports).assessment.found("PL-PEER-OUTLIER").isEmpty)
  reports.append(
    try collected("x", "平罗县辰水镇人民政府", 2022, ["applications.new_received.total": "9000"])
  )
  let assessment = rules.assess(reports).assessment
  #expect(
    assessment.found("PL-PEER-OUTLIER") == ["x info applications.new_received.total 9000/111"]
  )
  #expect(assessment.verdict("PL-PEER-OUTLIER", "3") == .pass)
}

@Test
func `an amount a thousand times that of its peers is in another unit, and no outlier besides`()
  throws
{
  func reports(_ printed: String) throws -> [CollectedReport] {
    try (0..<14).map { number in
      try collected(
        "\(number)",
        "平罗县\("甲乙丙丁戊己庚辛壬癸子丑寅卯".map(String.init)[number])水镇人民政府",
        2022,
        ["disclosure.fees.amount": number == 3 ? printed : "\(90 + number * 3).25"],
        level: .town
      )
    }
  }
  let assessment = rules.assess(try reports("203650")).assessment
  #expect(assessment.found("PL-FEE-SCALE") == ["3 warning disclosure.fees.amount 203650/113"])
  #expect(assessment.found("PL-PEER-OUTLIER").isEmpty)
  #expect(rules.assess(try reports("203650.25")).assessment.found("PL-FEE-SCALE").isEmpty)
  #expect(rules.assess(try reports("90000")).assessment.found("PL-FEE-SCALE").isEmpty)
  let few = Array(try reports("203650").prefix(11))
  #expect(rules.assess(few).assessment.found("PL-FEE-SCALE").isEmpty)
  // What the amount alone gives away is said of the report alone.
  #expect(rules.assess(try reports("2036500")).assessment.found("PL-FEE-SCALE").isEmpty)
}

@Test func `a body under two names has one set of figures`() throws {
  let reports = [
    try report("a", agency: "平罗县发展和改革局(平罗县粮食和物资储备局)"),
    try report("b", agency: "平罗县粮食和物资储备局"),
  ]
  #expect(rules.assess(reports).assessment.found("AG-CLONE-DATA").isEmpty)
}

@Test func `a corrected edition that says so differs as information`() throws {
  let reports = [
    try report("a.html", total: "56"),
    try report("b.html", title: "平罗县公安局2022年政府信息公开工作年度报告(更正版)"),
  ]
  #expect(
    rules.assess(reports).assessment.found("AG-COPY-CONFLICT")
      == ["a.html info applications.new_received.total 56/66"]
  )
}
