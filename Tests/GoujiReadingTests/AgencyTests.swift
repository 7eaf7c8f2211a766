import GoujiModel
import Testing

@testable import GoujiReading

@Suite
struct AgencyTests {
  @Test(
    arguments: [
      "2021年青岗县人民政府政府信息公开工作年度报告",
      "青岗县人民政府2021年度政府信息公开工作报告",
      "青岗县人民政府关于2021年政府信息公开工作情况的报告",
      "青岗县人民政府\n2021年政府信息公开工作年度报告",
      "  青岗县人民政府\n\n  2021年政府信息公开\n  工作年度报告",
      "# 青岗县人民政府  \n2021年政府信息公开工作年度报告",
      "**青岗县人民政府2021年政府信息公开年度报告** 现将有关情况报告如下。 **一、概述** 工作平稳。",
      "2021年政府信息公开工作年度报告\n青岗县人民政府\n2021年政府信息公开工作年度报告",
      "青岗县人民政府2021年政府信息公开工作年度报告青岗县人民政府2021年政府信息公开工作年度报告一、总体情况",
      "青岗县人民政府二〇二一年政府信息公开工作年度报告",
      "青岗县人民政府２０２１年政府信息公开工作年度报告",
      "青岗县人民政府2021政府信息公开工作年度报告",
      "青岗县人民政府2021年政府信息公开年报",
      "青岗县人民政府信息公开工作2021年度报告\n统计期限为2021年1月1日至12月31日。",
      "<div class=\"title\">青岗县人民政府<br />\n2021年政府信息公开工作年度报告</div>",
      "| 青岗县人民政府2021年政府信息公开工作年度报告_青岗县人民政府门户网站 |",
      "青岗县人民政府2021年\n政府信息公开工作年度报告",
      "青岗县人民政府\n2021年度\n政府信息公开工作报告",
      "人事信息\n青岗县人民政府2021年政府信息公开工作年度报告",
      "20个工作日\n青岗县人民政府关于2021年度政府信息公开工作情况的报告",
      "青岗县人民政府政府信息公开工作年度报告（2021年度）",
      "青岗县人民政府政府信息公开工作年度报告\n（2021年）",
      "青岗县人民政府政府信息公开工作年度报告(2021)",
      "青岗县人民政府2021年政府信息公开工作年度报告发布时间：2022-01-09一、总体情况我县平稳。",
      "青岗县2021年政府信息公开工作年度报告\n一、总体情况\n平稳。\n青岗县人民政府办公室\n2022年1月4日",
      "青岗县人民政府门户网站-青岗县人民政府2021年政府信息公开工作年度报告",
      "当前位置：首页 > 政务公开 > 年报 > 青岗县人民政府2021年政府信息公开工作年度报告",
      "关于发布青岗县人民政府2021年政府信息公开工作年度报告的通知",
      "青岗县人民政府关于印发2021年政府信息公开工作年度报告的公告",
    ]
  )
  func `a title names agency and year in any usual wording`(_ text: String) {
    let identity = reading(of: text).identity
    #expect(identity.agency?.value == "青岗县人民政府")
    #expect(identity.year?.value == 2021)
    #expect(identity.year?.source == .title)
  }

  @Test func `who holds the rights in a page is no part of the name before`() {
    let text = "青岗县财政局2021年政府信息公开工作年度报告\n一、总体情况\n平稳。\n青岗县财政局2022年1月12日版权所有白鹭市政府\n"
    #expect(reading(of: text).identity.agency?.value == "青岗县财政局")
  }

  @Test(
    arguments: [
      ("现将白鹭市统计局2020年度政府信息公开工作情况报告如下，数据截至2020年12月31日。", 2020),
      ("根据条例和上级要求，编制白鹭市统计局2020年政府信息公开工作年度报告。本报告所列数据以年为期。", 2020),
      ("本报告依照《条例》第五十条规定，由白鹭市统计局编制。统计期限自2020年1月1日起至2020年12月31日止。", 2020),
      ("现\n将白鹭市统计局2020年度政府信息\n公开工作情况报告如下，数据截至\n2020年12月31日。", 2020),
    ]
  )
  func `a report without a title is known by the sentence about itself`(
    _ text: String,
    _ year: Int
  ) {
    let identity = reading(of: text + "\n一、总体情况\n我局工作平稳。").identity
    #expect(identity.agency?.value == "白鹭市统计局")
    #expect(identity.agency?.source == .text)
    #expect(identity.year?.value == year)
    #expect(identity.level == .cityDepartment)
  }

  @Test(
    arguments: [
      "白鹭市青岗区教育局\n2022年1月17日",
      "白鹭市青岗区教育局  2022年1月17日",
      "白鹭市青岗区教育局\n二〇二二年一月十七日",
      "白鹭市青岗区教育局\n2022\n年\n1\n月\n17\n日",
      "本年度没有收费。 白鹭市青岗区教育局 2022年1月17日   |",
      "| 白鹭市青岗区教育局\n 2022 年 1 月 17 日\n |",
    ]
  )
  func `the signature names the agency and the day`(_ lines: String) {
    let identity = reading(of: "一、总体情况\n工作平稳。\n六、其他需要报告的事项\n无。\n" + lines).identity
    #expect(identity.agency?.value == "白鹭市青岗区教育局")
    #expect(identity.agency?.source == .signature)
    #expect(identity.signedOn?.value.description == "2022-01-17")
    #expect(identity.year?.value == 2021)
    #expect(identity.level == .countyDepartment)
  }

  @Test func `an office signs for its government when the text speaks for the region`() {
    let text = "一、总体情况\n2021年，我县工作平稳。\n青岗县人民政府办公室\n2022年2月3日"
    #expect(reading(of: text).identity.agency?.value == "青岗县人民政府")
  }

  @Test func `an office keeps its name when a title gives it, and so does a committee's office`() {
    #expect(
      reading(of: "青岗县人民政府办公室2021年政府信息公开工作年度报告\n一、总体情况\n我县平稳。")
        .identity.agency?.value == "青岗县人民政府办公室"
    )
    let zone = "一、总体情况\n2019年，我区平稳。\n白鹭高新技术开发区管理委员会办公室\n2020年2月3日"
    #expect(reading(of: zone).identity.agency?.value == "白鹭高新技术开发区管理委员会办公室")
    #expect(reading(of: zone).identity.scope == nil)
  }

  @Test(
    arguments: [
      "来源：青岗县林业局 时间：2021/01/20 访问量：82",
      "信息来源：青岗县林业局字号：[大中小]",
      "发布机构：\n青岗县林业局\n发布日期：\n2021-01-20",
      "发布机构 | 青岗县林业局 | 生成日期 | 2021-01-20 |",
      "索引号： | 0123/2021-1 | 发文机关： | 青岗县林业局 | 发文日期： | 2021-01-20",
    ]
  )
  func `a page without title and signature is known by its source`(_ line: String) {
    let identity = reading(of: line + "\n一、总体情况\n2020年，我局工作平稳。").identity
    #expect(identity.agency?.value == "青岗县林业局")
    #expect(identity.agency?.source == .sourceLine)
  }

  @Test(
    arguments: [
      "相关链接\n* 白鹭市财政局2018年政府信息公开工作年度报告2019-01-25",
      "相关链接\n白鹭市财政局2018年政府信息公开工作年度报告\n2019-01-25",
      "上一篇：白鹭市财政局2018年政府信息公开工作年度报告\n下一篇：没有了",
      "主办：白鹭市人民政府办公室　承办：白鹭市大数据中心",
      "版权所有：白鹭市人民政府 © 2020",
    ]
  )
  func `links and imprint of a page are not the report's agency`(_ chrome: String) {
    let text = "来源：青岗县水务局\n一、总体情况\n2019年，我局工作平稳。\n六、其他需要报告的事项\n无。\n" + chrome
    let identity = reading(of: text).identity
    #expect(identity.agency?.value == "青岗县水务局")
    #expect(identity.year?.value == 2019)
    #expect(identity.title == nil)
  }

  @Test(arguments: ["**", "<p>**", "<b style=\"size: 16px\">"])
  func `links are told from titles where headings are printed behind marks`(_ marks: String) {
    let text = """
      来源：青岗县水务局
      \(marks)一、总体情况
      2019年，我局工作平稳。
      青岗县水务局
      2020年1月9日
      -   [青岗县财政局2018年政府信息公开工作年度报告](/nb/1.html)2021-
      """
    let identity = reading(of: text).identity
    #expect(identity.agency?.value == "青岗县水务局")
    #expect(identity.year?.value == 2019)
  }

  @Test func `cited notices name neither agency nor year`() {
    let text = """
      按照《云峰省人民政府办公厅关于做好2020年度政府信息公开工作年度报告编制和发布工作的通知》精神，编制本报告。
      一、总体情况
      2019年，我局工作平稳。
      青岗县审计局
      2020年1月9日
      """
    let identity = reading(of: text).identity
    #expect(identity.agency?.value == "青岗县审计局")
    #expect(identity.year?.value == 2019)
  }

  @Test func `a shorter name in a title is completed from the signature`() {
    let text = "柳河乡2020年政府信息公开工作年度报告\n一、总体情况\n平稳。\n青岗县柳河乡人民政府\n2021年1月4日"
    #expect(reading(of: text).identity.agency?.value == "青岗县柳河乡人民政府")
  }

  @Test func `the head of a page gives the title that the body lacks`() {
    let identity = reading(
      of: "一、总体情况\n工作平稳。",
      metadata: [
        ("title", "青岗县民政局2022年政府信息公开工作年度报告_青岗县人民政府"), ("PubDate", "2023-01-12 10:00"),
      ]
    ).identity
    #expect(identity.agency?.value == "青岗县民政局")
    #expect(identity.year?.value == 2022)
    #expect(identity.year?.source == .metadata)
    #expect(identity.publishedOn?.value.description == "2023-01-12")
  }

  @Test(
    arguments: [
      "政府信息公开年报\n2024年\n2023年\n2022年\n2021年\n青岗县林业局2022年政府信息公开工作年度报告\n发布时间：2023-01-30\n",
      "- [青岗县林业局2021年政府信息公开工作年度报告](/a/1.html)\n- [青岗县林业局2023年政府信息公开工作年度报告](/a/3.html)\n\n"
        + "# 青岗县林业局2022年政府信息公开工作年度报告\n",
      "青岗县财政局2021年政府信息公开工作年度报告\n青岗县教育局2023年政府信息公开工作年度报告\n\n"
        + "青岗县林业局2022年政府信息公开工作年度报告\n来源：青岗县林业局 时间：2023-01-09\n",
    ]
  )
  func `of several titles that of the report is the one the page speaks of`(_ head: String) {
    let text = head + "一、总体情况\n2022年，工作平稳。\n青岗县林业局\n2023年1月9日\n相关文档\n青岗县林业局2020年年报"
    let identity = reading(of: text).identity
    #expect(identity.agency?.value == "青岗县林业局")
    #expect(identity.year?.value == 2022)
    #expect(identity.title?.value == "青岗县林业局2022年政府信息公开工作年度报告")
  }

  @Test(
    arguments: [
      ("2022年政府信息公开工作年度报告(青岗县林业局)", "青岗县林业局"),
      ("2022年政府信息公开工作年度报告-青岗县林业局", "青岗县林业局"),
      ("青岗县发展和改革局(青岗县粮食和物资储备局)\n2022年政府信息公开工作年度报告", "青岗县发展和改革局(青岗县粮食和物资储备局)"),
      ("青岗县农业农村局(原青岗县农业局)2022年政府信息公开工作年度报告", "青岗县农业农村局"),
      ("青岗县林业局\n2022年\n政府信息公开工作\n年度报告\n2023年1月", "青岗县林业局"),
      ("[青岗县林业局]2022年政府信息公开工作年度报告", "青岗县林业局"),
      ("青岗县林业局：2022年政府信息公开工作年度报告", "青岗县林业局"),
      ("（青岗县林业局）2022年政府信息公开工作年度报告", "青岗县林业局"),
      ("青岗县林业局2022年政府信息公开工作年度报告及统计表", "青岗县林业局"),
      ("中共青岗县委机构编制委员会办公室2022年政府信息公开工作年度报告", "中共青岗县委机构编制委员会办公室"),
      ("<p>青岗县林业局</p>\n<p>2022年度政府信息</p>\n<p>公开工作年度报告</p>", "青岗县林业局"),
      ("公开责任部门 | 青岗县林业局 |\n2022年政府信息公开工作年度报告", "青岗县林业局"),
      ("本年度报告由青岗县林业局按照《条例》和《通知》要求编制。统计期限自2022年1月1日至12月31日。", "青岗县林业局"),
    ]
  )
  func `a name stands behind a title, in brackets, or in a sentence with cited notices`(
    _ head: String,
    _ agency: String
  ) {
    let identity = reading(of: head + "\n一、总体情况\n工作平稳。").identity
    #expect(identity.agency?.value == agency)
    #expect(identity.year?.value == 2022)
  }

  @Test(arguments: ["青岗县林业局(盖章)", "青岗县林业局（公章）", "报告单位：青岗县林业局"])
  func `a signature may bear a seal or a label`(_ line: String) {
    let identity = reading(of: "一、总体情况\n工作平稳。\n\(line)\n2023年1月9日").identity
    #expect(identity.agency?.value == "青岗县林业局")
    #expect(identity.year?.value == 2022)
  }

  @Test func `a street named by its title alone is known by its office`() {
    let text = "锦水街道2022年政府信息公开工作年度报告\n一、总体情况\n平稳。\n青岗县锦水街道办事处\n2023年1月9日"
    #expect(reading(of: text).identity.agency?.value == "青岗县锦水街道办事处")
  }

  @Test func `who filled in a form is read where its table took in the line`() {
    let text = "附件:\n政府信息公开情况统计表\n填报单位(盖章):青岗县林业局\n指标名称 | 计量单位 | 统计数 |"
    let identity = identify(document(text), tableRanges: [0..<text.utf8.count]).identity
    #expect(identity.agency?.value == "青岗县林业局")
  }

  @Test func `traditional characters are read and the spelling is kept`() {
    let text = "2019年青岡縣水務局政府信息公開工作年度報告\n一、總體情況\n我局平穩。"
    let identification = identify(document(text), tableRanges: [])
    #expect(identification.identity.agencyAsPrinted == "青岡縣水務局")
    #expect(identification.identity.agency?.value == "青岡縣水務局")
    #expect(identification.identity.year?.value == 2019)
  }

  @Test func `a title in the wording of Taiwan is read`() {
    let text = "青岡縣水務局2019年政府資訊公開工作年度報告\n一、總體情況\n我局平穩。"
    let identity = reading(of: text).identity
    #expect(identity.agency?.value == "青岡縣水務局")
    #expect(identity.title?.value == "青岡縣水務局2019年政府資訊公開工作年度報告")
  }

  @Test func `a notice that asks for reports is no report`() {
    let text = "青岗县林业局关于做好2021年政府信息公开工作年度报告编制工作的通知\n各科室:\n请抓紧。"
    #expect(reading(of: text).identity.title == nil)
  }

  @Test func `readings in Latin letters are no part of a name`() {
    let text = "青岡縣(xiàn)水務(wù)局2019年政府信息公開(kāi)工作年度報(bào)告"
    #expect(reading(of: text).identity.agency?.value == "青岡縣水務局")
  }

  @Test(
    arguments: [
      "青岗县林业局\n2020年度政府信息公开工作报告", "青岗县林业局2020年\n政府信息公开工作年度报告", "青岗县林业局2020年政府信息公开工作年度报告_青岗县人民政府",
    ]
  )
  func `the title is given in one line, without the name of the site`(_ lines: String) {
    let title = reading(of: lines + "\n一、总体情况").identity.title?.value
    #expect(
      title == "青岗县林业局2020年度政府信息公开工作报告" || title == "青岗县林业局2020年政府信息公开工作年度报告"
    )
  }

  @Test func `places point to the printed name and year`() throws {
    let text = "首页\n青岗县民政局2022年政府信息公开工作年度报告\n"
    let identity = reading(of: text).identity
    let name = try #require(identity.agency?.place)
    #expect(printed(name.offset, name.length, in: text) == "青岗县民政局")
    let year = try #require(identity.year?.place)
    #expect(printed(year.offset, year.length, in: text) == "2022年")
  }

  @Test(
    arguments: [
      ("云峰省人民政府", AgencyLevel.provinceGovernment),
      ("云峰回族自治区人民政府", .provinceGovernment),
      ("重庆市人民政府", .provinceGovernment),
      ("云峰省自然资源厅", .provinceDepartment),
      ("白鹭市人民政府", .cityGovernment),
      ("白鹭市市场监督管理局", .cityDepartment),
      ("白鹭市海关", .cityDepartment),
      ("云峰苗族自治州发展和改革委员会", .cityDepartment),
      ("重庆市青岗区人民政府", .countyGovernment),
      ("青岗苗族自治县人民政府", .countyGovernment),
      ("青岗县住房和城乡建设局", .countyDepartment),
      ("白鹭市青岗市乡村振兴局", .countyDepartment),
      ("青岗旗民政局", .countyDepartment),
      ("青岗县柳河镇人民政府", .town),
      ("白鹭市青岗区和平街道办事处", .town),
      ("青镇市人民政府", .cityGovernment),
      ("白乡市财政局", .cityDepartment),
      ("云峰省白乡市青乡县人民政府", .countyGovernment),
      ("白州市青县区人民政府", .countyGovernment),
      ("白鹭市青乡族自治县人民政府", .countyGovernment),
      ("白鹭市红旗区教育局", .countyDepartment),
      ("青岗县市场监督管理局", .countyDepartment),
      ("青岗县柳河镇市政管理所", .town),
      ("云峰苗族自治州市场监督管理局", .cityDepartment),
      ("国家林业局", .centralDepartment),
    ]
  )
  func `a name tells the kind of body`(_ name: String, _ level: AgencyLevel) {
    let text = "\(name)2021年政府信息公开工作年度报告"
    #expect(reading(of: text).identity.agency?.value == name)
    #expect(reading(of: text).identity.level == level)
  }

  @Test(
    arguments: [
      ("青岗县人民政府", "2021年全县主动公开信息20条。", ReportIdentity.Scope.region),
      ("青岗县人民政府", "本报告数据为县本级数据。", .level),
      ("青岗县财政局", "2021年，我局主动公开信息20条。", .office),
    ]
  )
  func `the scope is what the text says`(
    _ name: String,
    _ sentence: String,
    _ scope: ReportIdentity.Scope
  ) {
    let text = "\(name)2021年政府信息公开工作年度报告\n一、总体情况\n\(sentence)"
    #expect(reading(of: text).identity.scope?.value == scope)
  }

  @Test func `a figure of speech gives no scope`() {
    let text = "青岗县人民政府2021年政府信息公开工作年度报告\n结合全县实际，编制本报告。"
    #expect(reading(of: text).identity.scope == nil)
  }
}
