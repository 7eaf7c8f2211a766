internal import GoujiCollection
internal import GoujiModel
internal import GoujiTestSupport
internal import Testing

/// Sentences that no two seeds have in common.
private func sentences(_ seed: UInt64, count: Int = 14) -> [String] {
  var generator = SeededGenerator(seed: seed)
  let words = [
    "窗口", "热线", "政策", "解读", "群众", "诉求", "培训", "栏目", "维护", "整改", "平台", "队伍", "台账", "审核", "基层", "图解",
    "访谈", "督查", "台风", "渔港", "果园", "水库", "学位", "公交", "路灯", "菜场", "灌渠", "消防",
  ]
  return (0..<count).map { _ in
    (0..<9).map { _ in words.randomElement(using: &generator) ?? "" }.joined() + "。"
  }
}

@Test func `problems taken over from last year are found with the sentences that are equal`() throws
{
  let text = sentences(1, count: 40)
  var now = text
  now[3] = "新增一句说明本年的变化和打算如何继续下去。"
  let reports = [
    try collected("a", "平罗县公安局", 2022, text: ([], text)),
    try collected("b", "平罗县公安局", 2023, text: ([], now)),
  ]
  let assessment = rules.assess(reports).assessment
  #expect(assessment.found("YR-CLONE-TEXT") == ["b warning - /"])
  let finding = try #require(
    assessment.findings.first { $0.parts[0].finding.rule == "YR-CLONE-TEXT" }
  )
  #expect(
    finding.parts[0].finding.terms.compactMap(\.place?.line) == [2000, 2001, 2002]
      + Array(2004...2039)
  )
  #expect(finding.parts[1].document == "a")
}

@Test func `other figures and years do not make a text new, other sentences do`() throws {
  let before = sentences(2).map { "2021年办结37件," + $0 }
  let after = sentences(2).map { "2022年办结41件," + $0 }
  func verdict(_ one: [String], _ other: [String]) throws -> RuleResult.Verdict? {
    rules.assess([
      try collected("a", "平罗县公安局", 2022, text: ([], one)),
      try collected("b", "平罗县公安局", 2023, text: ([], other)),
    ]).assessment.verdict("YR-CLONE-TEXT", "b")
  }
  #expect(try verdict(before, after) == .fail)
  #expect(try verdict(before, sentences(3)) == .pass)
  #expect(try verdict(["太短。"], ["太短。"]) == .notEvaluated)
}

@Test
func `problems that remain under a new overview are information, both parts copied a warning`()
  throws
{
  func found(_ overview: [String]) throws -> [String] {
    rules.assess([
      try collected("a", "平罗县公安局", 2022, text: (sentences(4), sentences(5))),
      try collected("b", "平罗县公安局", 2023, text: (overview, sentences(5))),
    ]).assessment.found("YR-CLONE-TEXT")
  }
  #expect(try found(sentences(6)) == ["b info - /"])
  #expect(try found(sentences(4)) == ["b warning - /"])
}

@Test func `a standing overview is information only`() throws {
  let reports = [
    try collected("a", "平罗县公安局", 2022, text: (sentences(4), sentences(5))),
    try collected("b", "平罗县公安局", 2023, text: (sentences(4), sentences(6))),
  ]
  #expect(rules.assess(reports).assessment.found("YR-CLONE-TEXT") == ["b info - /"])
}

@Test func `a text that several agencies share is one finding, whatever names stand in it`() throws
{
  let agencies = ["平罗县公安局", "惠农区水利局", "华容区教育局"]
  let reports =
    try agencies.enumerated().map { number, agency in
      try collected(
        "\(number)",
        agency,
        2022,
        text: ([], sentences(7).map { agency + $0 })
      )
    } + [try collected("3", "梁子湖区统计局", 2022, text: ([], sentences(8)))]
  let (grouping, assessment) = rules.assess(reports)
  #expect(grouping.groups.filter { $0.kind == .text }.map(\.documents) == [["0", "1", "2"]])
  #expect(assessment.found("AG-CLONE-TEXT") == ["2 info - /"])
  let parts = try #require(assessment.findings.first).parts
  #expect(parts.map(\.document) == ["2", "1", "0"])
  #expect(assessment.verdict("AG-CLONE-TEXT", "3") == nil)
}

@Test func `sentences that every report has are left out`() {
  let place = SourcePlace(line: 1, offset: 0, length: 1)
  let section = Section(
    kind: .overview,
    heading: "",
    paragraphs: [
      Paragraph(text: "本报告中所列数据的统计期限自2022年1月1日起至12月31日止。渔港码头新设公开栏目三个。", place: place)
    ],
    place: place
  )
  let prints = SentencePrint.prints(of: [section], agency: nil)
  #expect(prints.count == 1)
  #expect(prints.first?.length == 12)
}
