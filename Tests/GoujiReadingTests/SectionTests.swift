import GoujiModel
import Testing

@testable import GoujiReading

@Suite
struct SectionTests {
  @Test(
    arguments: [
      ("一、总体情况", Section.Kind.overview), ("一、概述", .overview), ("二、主动公开政府信息情况", .disclosure),
      ("二、政府信息主动公开情况", .disclosure), ("三、收到和处理政府信息公开申请情况", .applications),
      ("三、依申请公开政府信息情况", .applications), ("四、政府信息公开行政复议、行政诉讼情况", .reviewLitigation),
      ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", .reviewLitigation),
      ("五、存在的主要问题及改进情况", .problems), ("五、政府信息公开工作存在的困难和改进措施", .problems),
      ("六、其他需要报告的事项", .other), ("总体情况", .overview), ("一、總體情況", .overview),
      ("**一、总体情况**", .overview), ("## 一、总体情况", .overview), ("一、 总体 情况", .overview),
      ("二、\n主动公开政府信息情况", .disclosure), ("<p><strong>一、总体情况</strong></p>", .overview),
      ("附件：政府信息公开情况统计表", .annex),
    ]
  )
  func `a heading is known by its meaning`(_ heading: String, _ kind: Section.Kind) {
    let sections = reading(of: "\(heading)\n我县按时公开信息，工作平稳。").sections
    #expect(sections.map(\.kind) == [kind])
    #expect(sections.first?.paragraphs.map(\.text) == ["我县按时公开信息，工作平稳。"])
  }

  @Test func `headings of the report's own open sections of no kind`() {
    let sections = reading(of: "一、概述\n平稳。\n四、政府信息公开的收费及减免情况\n未收费。\n五、人员培训\n两期。").sections
    #expect(sections.map(\.kind) == [.overview, nil, nil])
    #expect(sections.map(\.heading) == ["一、概述", "四、政府信息公开的收费及减免情况", "五、人员培训"])
  }

  @Test func `rows of tables are no headings`() {
    let text = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 | 3 |\n三、本年度办理结果 |"
    #expect(reading(of: text).sections.map(\.kind) == [.applications])
  }

  @Test func `a heading that runs on within a line is found`() {
    let text = "现将情况报告如下，请予监督。 一、总体情况 我局平稳。 二、主动公开政府信息情况 公开20条。"
    let sections = reading(of: text).sections
    #expect(sections.map(\.kind) == [nil, .overview, .disclosure])
    #expect(sections.map(\.heading) == ["", "一、总体情况", "二、主动公开政府信息情况"])
  }

  @Test func `tables, menus, links and the signature are no paragraphs`() {
    let table = "规章 | 0 | 0 | 0 |\n"
    let head = "首页\n政务公开\n一、总体情况\n平稳。\n二、主动公开政府信息情况\n具体数据见下表。\n"
    let tail = "六、其他需要报告的事项\n无。\n青岗县财政局\n2021年1月5日\n【打印】【关闭】\n相关链接\n"
    let start = head.utf8.count
    let identification = identify(
      document(head + table + tail),
      tableRanges: [start..<(start + table.utf8.count)]
    )
    #expect(
      identification.sections.map { $0.paragraphs.map(\.text) } == [["平稳。"], ["具体数据见下表。"], ["无。"]]
    )
  }

  @Test func `a day below the report that is none stays in the text`() {
    let sections = reading(of: "一、总体情况\n平稳。\n青岗县财政局\n2021年2月30日").sections
    #expect(sections.map { $0.paragraphs.map(\.text) } == [["平稳。", "2021年2月30日"]])
  }

  @Test func `a sentence broken at the width of a page is one paragraph with one place`() throws {
    let text = """
      一、总体情况

      2021年，青岗县聚焦群众关心的就业、教育、医疗等事
      项，及时更新专栏，编发专报，公开的深度和广度有所
      拓展。

      全年办结申请。
      """
    let section = try #require(reading(of: text).sections.first)
    #expect(
      section.paragraphs.map(\.text) == [
        "2021年，青岗县聚焦群众关心的就业、教育、医疗等事项，及时更新专栏，编发专报，公开的深度和广度有所拓展。", "全年办结申请。",
      ]
    )
    let place = try #require(section.paragraphs.first?.place)
    let source = printed(place.offset, place.length, in: text)
    #expect(source.hasPrefix("2021年，") && source.hasSuffix("\n拓展。"))
  }

  @Test func `frames drawn of lines are taken away`() {
    let text = """
      +----------------------+------------------------------+
      | -   公开指南         | 一、总体情况                 |
      |                      |                              |
      |                      | 全年公开信息二十条，更新及   |
      |                      | 时，群众满意。               |
      +----------------------+------------------------------+
      """
    let sections = reading(of: text).sections
    #expect(sections.map(\.heading) == ["一、总体情况"])
    #expect(sections.first?.paragraphs.map(\.text) == ["全年公开信息二十条，更新及时，群众满意。"])
  }

  @Test func `figures on lines of their own go back into their sentence`() {
    let text = "一、总体情况\n2021\n年，我局更新专栏\n9\n个，编发专报\n26\n期，办复率\n100%\n。\n全年平稳。"
    #expect(
      reading(of: text).sections.first?.paragraphs.map(\.text) == [
        "2021年，我局更新专栏9个，编发专报26期，办复率100%。", "全年平稳。",
      ]
    )
  }
}
