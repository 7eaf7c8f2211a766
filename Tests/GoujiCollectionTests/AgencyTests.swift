internal import GoujiCollection
internal import GoujiModel
internal import Testing

private func keys(_ names: [String], year: Int = 2021) throws -> [String] {
  let reports = try names.enumerated().map { try collected("\($0.offset)", $0.element, year) }
  let grouping = rules.grouping(of: reports.map(\.member))
  return names.indices.map { grouping.agency(of: "\($0)")?.key ?? "" }
}

@Test(
  arguments: [
    ("华容区人民政府", "420703/"), ("华容区人民政府办公室", "420703/"), ("鄂州市华容区人民政府", "420703/"),
    ("湖北省鄂州市华容区政府办", "420703/"), ("湖北鄂州市华容区", "420703/"), ("鄂州市农业农村局", "420700/农业农村局"),
    ("镇宁布依族苗族自治县人民政府", "520423/"), ("镇宁布依族苗族自治县双龙镇人民政府", "520423/双龙镇"),
    ("镇宁布依族苗族自治县双龙镇", "520423/双龙镇"), ("平罗县住建局", "640221/住房和城乡建设局"),
    ("平罗县住房和城乡建设局", "640221/住房和城乡建设局"), ("安顺经济技术开发区管理委员会办公室", "/安顺经济技术开发区管委会"),
    ("安顺经济技术开发区管委会", "/安顺经济技术开发区管委会"), ("上海市普陀区人民政府", "310107/"), ("舟山市普陀区人民政府", "330903/"),
    ("普陀区人民政府", "普陀区/"), ("平罗县城关街道办事处", "640221/城关街道"), ("平罗县城关街道办", "640221/城关街道"),
    ("平羅縣住建局", "640221/住房和城乡建设局"), ("乾縣人民政府辦公室", "610424/"),
    ("北京市密云区人民政府", "110118/"), ("仙桃市人民政府", "429004/"), ("三合镇人民政府", "/三合镇"),
  ]
)
func `a name leads to one agency whatever its spelling`(_ name: String, _ key: String) throws {
  #expect(try keys([name]) == [key])
}

@Test func `regions are those of the year of the report`() throws {
  // 潮安县 became 潮安区 in 2013, 密云县 became 密云区 in 2015.
  #expect(try keys(["密云县人民政府"], year: 2012) == ["110228/"])
  #expect(try keys(["密云区人民政府"], year: 2020) == ["110118/"])
}

@Test(
  arguments: [
    ("鄂州市华容区人民政府", "420700/", AgencyLevel.countyGovernment),
    ("鄂州市人民政府", "420000/", .cityGovernment),
    ("鄂州市农业农村局", "420700/", .cityDepartment),
    ("湖北省人民政府", nil, .provinceGovernment),
    ("仙桃市人民政府", "420000/", .countyGovernment),
    ("北京市密云区人民政府", "110000/", .countyGovernment),
    ("平罗县城关镇人民政府", "640221/", .town),
  ] as [(String, String?, AgencyLevel)]
)
func `level and parent follow from the name`(
  _ name: String,
  _ parent: String?,
  _ level: AgencyLevel
) throws {
  let grouping = rules.grouping(of: [try collected("a", name, 2021).member])
  let agency = try #require(grouping.agency(of: "a"))
  #expect(agency.parent == parent)
  #expect(agency.level == level)
}

@Test func `a manifest decides what a name leaves open`() throws {
  let byCode = try collected("a", "普陀区人民政府", 2021, code: "330903")
  let byParent = try collected("b", "普陀区人民政府", 2021, parent: "上海市人民政府")
  let zone = try collected("c", "高新区管委会", 2021, parent: "平罗县人民政府")
  let grouping = rules.grouping(of: [byCode, byParent, zone].map(\.member))
  #expect(grouping.agency(of: "a")?.key == "330903/")
  #expect(grouping.agency(of: "b")?.key == "310107/")
  #expect(grouping.agency(of: "c")?.parent == "640221/")
  #expect(grouping.doubts.isEmpty)
}

@Test func `a body goes on under its new name unless the names overlap in time`() throws {
  let old = try collected("old", "平罗县农业局", 2017, form: "2014")
  let new = try collected("new", "平罗县农业农村局", 2019, form: "2019")
  let joined = rules.grouping(of: [old, new].map(\.member))
  #expect(joined.agencies.map(\.key) == ["640221/农业农村局"])
  #expect(joined.agencies.first?.evidence == .renamed)
  #expect(joined.agencies.first?.name == "平罗县农业农村局")
  let overlapping = try collected("again", "平罗县农业局", 2019, form: "2019")
  let apart = rules.grouping(of: [old, new, overlapping].map(\.member))
  #expect(apart.agencies.count == 2)
  #expect(apart.doubts.map(\.agency) == ["640221/农业局"])
}

@Test func `two bodies that became one are not taken for its past`() throws {
  let members = [
    try collected("a", "平罗县工商行政管理局", 2017, form: "2014"),
    try collected("b", "平罗县食品药品监督管理局", 2017, form: "2014"),
    try collected("c", "平罗县市场监督管理局", 2019, form: "2019"),
  ].map(\.member)
  let grouping = rules.grouping(of: members)
  #expect(grouping.doubts.contains { $0.candidates == ["640221/市场监督管理局"] })
}

@Test func `bodies of one bare name with different figures are not held against one another`()
  throws
{
  let reports = [
    try collected("a", "三合镇人民政府", 2021, ["applications.new_received.total": "7"]),
    try collected("b", "三合镇人民政府", 2021, ["applications.new_received.total": "9"]),
    try collected("c", "三合镇人民政府", 2022),
  ]
  let (grouping, assessment) = rules.assess(reports)
  #expect(grouping.doubts.map(\.agency) == ["/三合镇"])
  #expect(assessment.findings.isEmpty)
}

/// The agencies and years of which coverage says that the report is missing.
private func missing(_ reports: [(String, Int)]) throws -> [String] {
  let members = try reports.map { agency, year in
    try collected("\(agency)\(year)", agency, year, form: year < 2021 ? "2019" : "2021").member
  }
  return rules.grouping(of: members).coverage.filter { $0.status == .missing }
    .map { "\($0.name) \($0.year)" }
}

@Test func `a year that other places have is missing from nobody`() throws {
  #expect(
    try missing([("平罗县人民政府", 2019), ("平罗县水务局", 2023), ("平阴县水务局", 2020), ("平阴县水务局", 2022)])
      == ["平阴县水务局 2021"]
  )
}

@Test func `a year that most bodies of a place have is missing from the others and from the place`()
  throws
{
  let bodies = ["平罗县水务局", "平罗县教育局", "平罗县财政局"]
  let reports =
    bodies.flatMap { [($0, 2021), ($0, 2022)] } + [("平罗县人民政府", 2021), ("平罗县审计局", 2022)]
  #expect(try missing(reports) == ["平罗县人民政府 2022", "平罗县审计局 2021"])
}

@Test func `a body is not missing on the other side of the reform that made or ended it`() throws {
  let bodies = ["平罗县水务局", "平罗县教育局", "平罗县财政局", "平罗县民政局"]
  let reports =
    bodies.flatMap { [($0, 2017), ($0, 2018), ($0, 2019), ($0, 2020)] }
    + [("平罗县旅游局", 2017), ("平罗县应急管理局", 2019)]
  #expect(
    try missing(reports).filter { $0.hasPrefix("平罗县旅游局") || $0.hasPrefix("平罗县应急管理局") }
      == ["平罗县应急管理局 2020"]
  )
}

@Test func `coverage says of every agency and year what is there`() throws {
  let reports = [
    try collected("a", "平罗县人民政府", 2020, form: "2019", late: false),
    try collected("b", "平罗县人民政府", 2022, late: true),
    try collected("c", "惠农区人民政府", 2021),
  ]
  let unread = [UnreadDocument(document: "d", agency: "惠农区人民政府", year: 2022)]
  let coverage = rules.grouping(of: reports.map(\.member), unread: unread).coverage
  #expect(
    coverage.map { "\($0.name) \($0.year) \($0.status) \($0.documents.joined())" } == [
      "惠农区人民政府 2021 present c", "惠农区人民政府 2022 unreadable d",
      "平罗县人民政府 2020 present a", "平罗县人民政府 2021 missing ", "平罗县人民政府 2022 late b",
    ]
  )
}
