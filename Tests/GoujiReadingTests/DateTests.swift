import GoujiModel
import Testing

@testable import GoujiReading

@Suite
struct DateTests {
  @Test(
    arguments: [
      "发布时间：2021-01-09 17:40 信息来源：青岗县财政局", "发布日期：2021年1月9日", "时间：2021/01/09 访问量：12",
      "2021-01-09| 来源:青岗县财政局", "发布时间：2021-01-0917:40", "发布日期：\n2021-01-09", "发布日期 ：2021.1.9",
    ]
  )
  func `the day of publication is read from the line of the page`(_ line: String) {
    let identity = reading(of: line + "\n一、总体情况\n我局平稳。").identity
    #expect(identity.publishedOn?.value.description == "2021-01-09")
  }

  @Test func `the page says more about its publication than its head`() {
    let identity = reading(of: "发布日期：2021-01-09\n一、总体情况", metadata: [("PubDate", "2021-01-12")])
    #expect(identity.identity.publishedOn?.value.description == "2021-01-09")
  }

  @Test func `a day that does not exist stays open`() {
    let identity = reading(of: "一、总体情况\n平稳。\n青岗县财政局\n2021年2月30日").identity
    #expect(identity.signedOn == nil)
    #expect(identity.agency?.value == "青岗县财政局")
  }

  @Test func `a report can be signed with the day alone`() {
    let report = "青岗县财政局2020年政府信息公开工作年度报告\n一、总体情况\n平稳。\n六、其他需要报告的事项\n无。\n"
    #expect(
      reading(of: report + "2021年1月9日\n").identity.signedOn?.value.description == "2021-01-09"
    )
    // The days of a list of links are written in figures.
    #expect(reading(of: report + "2021-01-09\n").identity.signedOn == nil)
  }

  @Test
  func `a day behind the tables of a report without numbered headings is no day of publication`() {
    let table = "表格\n"
    let text = "青岗县财政局2020年政府信息公开工作年度报告\n(一)总体情况\n平稳。\n" + table + "无。\n青岗县财政局\n2021年1月9日\n"
    let start = text.utf8.count - "表格\n无。\n青岗县财政局\n2021年1月9日\n".utf8.count
    let identity = identify(
      document(text),
      tableRanges: [start..<start + table.utf8.count]
    ).identity
    #expect(identity.signedOn?.value.description == "2021-01-09")
    #expect(identity.publishedOn == nil)
  }

  @Test(
    arguments: [
      ("本报告数据的统计期限自2018年1月1日起至2018年12月31日止。", 2018), ("数据截至2019年12月31日。", 2019),
      ("统计时间:2020年1月1日至12月31日", 2020),
    ]
  )
  func `the period gives the year`(_ sentence: String, _ year: Int) {
    let identity = reading(of: sentence + "\n一、总体情况\n平稳。").identity
    #expect(identity.year?.value == year)
    #expect(identity.year?.source == .period)
  }

  @Test func `two stated years raise a doubt about the reading`() throws {
    let text = "青岗县财政局2020年政府信息公开工作年度报告\n数据截至2019年12月31日。"
    let identification = reading(of: text)
    #expect(identification.identity.year?.value == 2020)
    let note = try #require(identification.notes.first)
    #expect(note.code == .identityDoubt)
    let place = try #require(note.place)
    #expect(printed(place.offset, place.length, in: text) == "2019年12月31日")
  }

  @Test func `a signature of the year after raises no doubt`() {
    let text = "青岗县财政局2020年政府信息公开工作年度报告\n一、总体情况\n青岗县财政局\n2021年1月5日"
    #expect(reading(of: text).notes.isEmpty)
  }

  @Test func `a year in column headings serves when nothing else names one`() {
    let text = "一、总体情况\n二、主动公开政府信息情况\n上一年项目数量(指2019年的项目) |\n本年增/减(指2020年的增减) |\n"
    let start = text.utf8.count - "上一年项目数量(指2019年的项目) |\n本年增/减(指2020年的增减) |\n".utf8.count
    let identification = identify(document(text), tableRanges: [start..<text.utf8.count])
    #expect(identification.identity.year?.value == 2020)
  }
}
