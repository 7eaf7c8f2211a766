import GoujiModel
import Testing

// Tables that print another year beside the year of the report.

private func page(_ rows: [[String]]) -> String {
  "<h3>三、收到和处理政府信息公开申请情况</h3><table>"
    + rows.map { "<tr>" + $0.joined() + "</tr>" }.joined() + "</table>"
}

private func cell(_ text: String, columns: Int = 1) -> String {
  "<td colspan=\(columns)>\(text)</td>"
}

/// Table three with two columns for each applicant, under headings of their own.
private func twoYears(_ first: String, _ second: String) -> String {
  let heads = [cell("")] + applicants.map { cell($0, columns: 2) }
  let years = [cell("")] + applicants.flatMap { _ in [cell(first), cell(second)] }
  let rows = rowLabels.map { label in
    [cell(label)]
      + zip(["5", "1", "2", "3", "4", "6", "21"], ["1", "1", "1", "1", "1", "1", "6"])
      .flatMap { [cell($0), cell($1)] }
  }
  return page([heads, years] + rows)
}

@Test(arguments: [("本年数", "上年数"), ("2022年", "2021年"), ("2022年度", "2021年度")])
func `of two columns for each applicant that of the report's year is read`(
  _ own: String,
  _ other: String
) throws {
  let first = try figures(twoYears(own, other), "applications.new_received")
  #expect(first["applications.new_received.natural_person"] == "5")
  #expect(first["applications.new_received.total"] == "21")
  let second = try figures(twoYears(other, own), "applications.new_received")
  #expect(second["applications.new_received.natural_person"] == "1")
  #expect(second["applications.new_received.total"] == "6")
}

@Test func `two columns for each applicant are open where nothing tells which is the report's`()
  throws
{
  #expect(try figures(twoYears("2022年", "2021年"), year: nil).isEmpty)
  #expect(try figures(twoYears("区本级", "乡镇")).isEmpty)
}

@Test func `columns of other years whose cells lost their spans are not told apart`() throws {
  let years = applicants.flatMap { _ in ["2022年", "2021年"] }.map { cell($0) }
  let rows = rowLabels.map { [cell($0)] + (1...14).map { cell(String($0)) } }
  #expect(try figures(page([applicants.map { cell($0) }, years] + rows)).isEmpty)
}

@Test func `a figure of the year before beside that of the year is not taken for it`() throws {
  let lines = [
    ["第二十条第(五)项", "", "", ""], ["信息内容", "本年处理决定数量", "上年处理决定数量", "同比增减"],
    ["行政许可", "12", "40", "-70%"], ["第二十条第(六)项", "", "", ""],
    ["信息内容", "本年处理决定数量", "上年处理决定数量", "同比增减"], ["行政处罚", "7", "3", "133%"],
    ["行政强制", "0", "1", "-100%"],
  ]
  let expected = [
    "disclosure.licensing.decisions": "12", "disclosure.penalties.decisions": "7",
    "disclosure.coercion.decisions": "0",
  ]
  let markup =
    "<table>"
    + lines.map { row in
      "<tr>" + row.map { cell($0) }.joined() + "</tr>"
    }.joined() + "</table>"
  #expect(try figures(markup, "disclosure") == expected)
  let text = lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  #expect(try figures("二、主动公开政府信息情况\n\n" + text, "disclosure") == expected)
}

@Test func `figures of several years that have nothing between them are not read as one`() throws {
  let text =
    "政府信息公开情况统计表统计指标单位2015年2016年2017年一、主动公开情况(一)主动公开政府信息数条27519423346其中:主动公开规范性文件数条272711"
    + "制发规范性文件总数件292711\n"
  #expect(try figures(text, year: 2017).isEmpty)
}

@Test func `the heading of a form's own column for the year before may be broken over lines`()
  throws
{
  let text = """
    二、主动公开政府信息情况
    第二十条第(五)项,,,
    信息内容,"上一年
    项目数量",本年增/减,处理决定数量
    行政许可,39,1,40
    其他对外管理服务事项,5,-2,3
    第二十条第(六)项,,,
    信息内容,"上一年
    项目数量",本年增/减,处理决定数量
    行政处罚,6,0,9
    行政强制,3,0,3

    """
  let read = try figures(text, "disclosure", year: 2019)
  #expect(read["disclosure.licensing.prior_items"] == "39")
  #expect(read["disclosure.licensing.decisions"] == "40")
  #expect(read["disclosure.coercion.prior_items"] == "3")
}

@Test func `a text of a table printed without one of its applicants is read without it`() throws {
  let headings = applicants.filter { $0 != "社会公益组织" }
  let rows = rowLabels.map { ($0, ["5", "1", "2", "4", "6", "18"]) }
  let read = try cells(tableThree(headings, rows))
  #expect(read["applications.disclosed.public_welfare"]?.status == .missing)
  #expect(read["applications.disclosed.research"]?.value?.description == "2")
  #expect(read["applications.disclosed.legal_service"]?.value?.description == "4")
  #expect(read["applications.disclosed.total"]?.value?.description == "18")
}

@Test func `a text of a table printed without the column for the year before is read without it`()
  throws
{
  let text = """
    二、主动公开政府信息情况

    | 第二十条第(五)项 |
    | |
    | 信息内容 | 本年增/减 | 处理决定数量 |
    | | | |
    | 行政许可 | 0 | 1165 |
    | | | |
    | 其他对外管理服务事项 | -3 | 36 |
    | | | |
    | 第二十条第(六)项 |
    | |
    | 信息内容 | 本年增/减 | 处理决定数量 |
    | | | |
    | 行政处罚 | 0 | 5 |
    | | | |
    | 行政强制 | 2 | 7 |

    """
  let read = try cells(text, year: 2019)
  #expect(read["disclosure.licensing.prior_items"]?.value == nil)
  #expect(read["disclosure.licensing.change"]?.value?.description == "0")
  #expect(read["disclosure.licensing.decisions"]?.value?.description == "1165")
  #expect(read["disclosure.coercion.decisions"]?.value?.description == "7")
}

@Test func `the second line of a heading of the form is no heading of another year`() throws {
  let text = """
    | 第二十条第(八)项 |                |      |
    |------------------+----------------+------|
    | 信息内容         | 上一年项目数量 | 本年 |
    |                  |                | 增/减 |
    |------------------+----------------+------|
    | 行政事业性收费   | 4              | +19  |
    |------------------+----------------+------|
    """
  let read = try cells(text, year: 2020)["disclosure.fees.change"]
  #expect(read?.status != .blank)
}

private func tableTwo(_ figures: [String]) -> [String] {
  [
    "第二十条第(五)项", "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量", "行政许可 | \(figures[0]) | 1 | 8",
    "其他对外管理服务事项 | 6 | 2 | \(figures[1])", "第二十条第(六)项", "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量",
    "行政处罚 | \(figures[2]) | 0 | 7", "行政强制 | 0 | 0 | 0",
  ]
}

@Test(arguments: ["年情况:", "年度", "年主动公开政府信息情况"])
func `of two tables under lines that name their years that of the report's year is read`(
  _ caption: String
) throws {
  let (older, newer) = (tableTwo(["40", "50", "60"]), tableTwo(["41", "51", "61"]))
  func text(_ first: Int, _ second: Int) -> String {
    (["二、主动公开政府信息情况", "\(first)\(caption)"] + older + ["\(second)\(caption)"] + newer)
      .joined(separator: "\n") + "\n"
  }
  #expect(try figures(text(2021, 2022))["disclosure.licensing.prior_items"] == "41")
  #expect(try figures(text(2022, 2021))["disclosure.licensing.prior_items"] == "40")
  #expect(try figures(text(2020, 2021))["disclosure.licensing.prior_items"] == nil)
  #expect(try figures(text(2022, 2022))["disclosure.licensing.prior_items"] == nil)
  #expect(try figures(text(2021, 2022), year: nil)["disclosure.licensing.prior_items"] == nil)
}
