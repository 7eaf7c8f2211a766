import GoujiModel
import Testing

/// Figures that programs on the way of a text have damaged, and what stands around them.

private let labels = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "(一)予以公开", "(二)部分公开"]

/// Table three with a cell a line; the second row has other values than 1 2 3 4 5 6 21.
private func tableThree(secondRow: [String]) -> String {
  let full = ["1", "2", "3", "4", "5", "6", "21"]
  let rows = labels.enumerated().map { ($0.element, $0.offset == 1 ? secondRow : full) }
  return tableThree(applicants, rows)
}

@Test(arguments: ["O", "l", "1O", "4I", "一"])
func `a cell whose figure was misread is unreadable and leaves the others certain`(
  _ printed: String
) throws {
  let read = try cells(tableThree(secondRow: ["1", "2", printed, "4", "5", "6", "21"]))
  let misread = try #require(read["applications.carried_in.research"])
  #expect(misread.status == .unreadable)
  #expect(misread.raw == printed)
  #expect(read["applications.carried_in.public_welfare"]?.value?.description == "4")
  #expect(read["applications.carried_in.total"]?.value?.description == "21")
}

@Test func `a separator that touches a figure where no other does is a misread digit`() throws {
  let rows = labels.map { "| \($0) | 1 | 2 | 3 | 4 | 5 | 6 | 21 |" }
  let text = (["三、收到和处理政府信息公开申请情况"] + rows).joined(separator: "\n") + "\n"
  let broken = text.replacing("| 2 | 3 | 4 |", with: "| 2 |3 | 4 |", maxReplacements: 1)
  let read = try figures(broken)
  #expect(read["applications.new_received.research"] == nil)
  #expect(read["applications.carried_in.research"] == "3")
}

@Test func `digits beside others that are no figure are not read`() throws {
  let text = """
    九、政府信息公开会议和培训情况 | | |
    (一)召开政府信息公开工作会议或专题会议数 | 次 | 19 |
    (二)举办各类培训班数 | 次 | 6 |
    (三)接受培训人员数 | 人次 | 2,4 08 |

    """
  let read = try figures(text)
  #expect(read.values.contains("6"))
  #expect(!read.values.contains("8"))
}

@Test func `an amount of money is not what is left where digits follow that are no figure`() throws
{
  let text = """
    第二十条第(九)项
    信息内容
    采购项目数量
    采购总金额
    政府集中采购
    94.0
    2.0,187.79元

    """
  #expect(try figures(text)["disclosure.procurement.amount"] == nil)
}

@Test func `two values in a line where each other has its own are no two figures`() throws {
  let read = try figures(tableThree(secondRow: ["6 1", "5", "0", "1", "3", "70"]))
  #expect(!read.keys.contains { $0.hasPrefix("applications.carried_in.") })
  #expect(read["applications.new_received.total"] == "21")
}

@Test func `a figure behind the words of another label is none of a row`() throws {
  let text = """
    (二)申请办结数 件 16
    (三)申请答复数                    网站标识码:3661071115
    件                                建议使用浏览器

    """
  #expect(!(try figures(text).values.contains("3661071115")))
}

@Test func `sorted lines are read only where a label stands for one row alone`() throws {
  let lines = [
    "(一)维持具体行政行为数 件 3", "(三)其他情形数 件 4", "(三)其他情形数 件 5", "(二)申请办结数 件 16", "(二)被依法纠错数 件 0",
    "(二)被依法纠错数 件 1", "三、依申请公开情况", "五、行政诉讼数量 件 7", "四、行政复议数量 件 9", "六、举报投诉数量 件 2", "1.按时办结数 件 15",
    "2.延期办结数 件 1", "1.当面申请数 件 12", "2.传真申请数 件 2", "(一)收到申请数 件 16",
  ]
  let read = try figures(lines.sorted().joined(separator: "\n") + "\n")
  #expect(read["statistics.reconsideration.corrected.value"] == nil)
  #expect(read["statistics.litigation.corrected.value"] == nil)
  #expect(read["statistics.complaints.value"] ?? "2" == "2")
}

@Test func `a figure that fills all columns of repeated labels can be one cell`() throws {
  let text = """
    第二十条第(六)项 | 第二十条第(六)项 | 第二十条第(六)项 | 第二十条第(六)项
    信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
    行政处罚 | 5 | 1 | 3
    行政强制 | 4 | 4 | 4
    第二十条第(八)项 | 第二十条第(八)项 | 第二十条第(八)项 | 第二十条第(八)项
    信息内容 | 上一年项目数量 | 本年增/减 | 本年增/减
    行政事业性收费 | 3 | 0 | 0

    """
  let read = try figures(text)
  #expect(read["disclosure.penalties.decisions"] == "3")
  #expect(!read.keys.contains { $0.hasPrefix("disclosure.coercion.") })
}

@Test func `headings one a line in another order than the form's tell no order of values`() throws {
  let text = """
    第二十条第(五)项
    信息内容
    上一年项目数量
    处理决定数量
    本年增/减
    行政许可
    274
    0
    1633
    其他对外管理服务事项
    270
    8
    2514

    """
  let read = try figures(text)
  #expect(read["disclosure.licensing.change"] != "1633")
  #expect(read["disclosure.licensing.decisions"] != "0")
}

@Test(arguments: ["〇", "零"])
func `a zero in Chinese writing is a figure`(_ zero: String) throws {
  let read = try figures(tableThree(secondRow: [zero, "二", "三", "十二", "五", "六", "二十八"]))
  #expect(read["applications.carried_in.natural_person"] == "0")
  #expect(read["applications.carried_in.public_welfare"] == "12")
  #expect(read["applications.carried_in.total"] == "28")
}

@Test func `figures for one part of table four under the headings of three are not read`() throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let lines =
    ["四、政府信息公开行政复议、行政诉讼情况", "行政夏议", "复议后起诉"] + results + results + results
    + ["28", "0", "0", "1", "29"]
  #expect(try figures(lines.joined(separator: "\n") + "\n").isEmpty)
}

@Test func `an amount that a separator has torn is not read`() throws {
  let text = "第二十条第(九)项|信息内容|采购项目数量|采购总金额|政府集中采购|0|0|.6|\n三、收到和处理政府信息公开申请情况\n"
  #expect(try figures(text)["disclosure.procurement.amount"] == nil)
}

@Test func `a figure whose digits stand between tags of their own is not read in part`() throws {
  let cell = { (text: String) in "<td><span>\(text)</span></td>" }
  let rows = labels.enumerated().map { index, label in
    "<tr>\n" + cell(label) + (1...6).map { "\n" + cell("\($0)") }.joined()
      + (index == 1 ? "\n<td><span>2</span><span>1\n</span></td>" : "\n" + cell("21"))
  }
  let read = try figures("三、收到和处理政府信息公开申请情况\n" + rows.joined(separator: "\n") + "\n")
  #expect(read["applications.carried_in.total"] ?? "21" == "21")
}

@Test func `figures that separators touch are whole in a text whose other table kept its tags`()
  throws
{
  let rows = rowLabels.map { label in
    (["<td>\(label)</td>"] + ["5", "1", "2", "3", "4", "6", "21"].map { "<td>\($0)</td>" })
      .joined(separator: "\n")
  }
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"].joined(separator: "|")
  let text =
    "三、收到和处理政府信息公开申请情况\n" + applicants.map { "<td>\($0)</td>\n" }.joined()
    + rows.joined(separator: "\n") + "\n四、政府信息公开行政复议、行政诉讼情况\n|行政复议|||||行政诉讼||||||||||\n"
    + "|\(results)|未经复议直接起诉|||||复议后起诉|||||\n||||||\(results)|\(results)|\n"
    + "|1|0|0|2|3|0|0|0|0|0|0|4|0|0|4|\n"
  let read = try figures(text)
  #expect(read["applications.new_received.total"] == "21")
  #expect(read["review_litigation.reconsideration.total"] == "3")
  #expect(read["review_litigation.litigation_after_reconsideration.corrected"] == "4")
}

@Test(arguments: ["1,09<br>2", "`1,09`<br>`2`", "**1,09**<br/>**2**"])
func `a figure broken over two lines of its cell is not what stands in the second`(
  _ printed: String
) throws {
  let text = """
    |统计指标|单位|统计数|
    |---|---|---|
    |(一)主动公开政府信息数|条|\(printed)|
    |其中:主动公开规范性文件数|条|7|
    |制发规范性文件总数|件|34|

    """
  let read = try figures(text)
  #expect(read["statistics.normative_issued.value"] == "34")
  #expect(read["statistics.disclosed_total.value"] == nil)
}

@Test(arguments: ["  ", " ┆ ", " │ "])
func `a figure repeated like its heading for each column that its cell spans is read once`(
  _ separator: String
) throws {
  let lines = [
    Array(repeating: "第二十条第(五)项", count: 4), ["信息内容"] + Array(repeating: "本年处理决定数量", count: 3),
    ["行政许可", "0", "0", "0"], Array(repeating: "第二十条第(六)项", count: 4),
    ["信息内容"] + Array(repeating: "本年处理决定数量", count: 3), ["行政处罚", "17", "17", "17"],
    ["行政强制", "0", "0", "0"], Array(repeating: "第二十条第(八)项", count: 4),
    ["信息内容"] + Array(repeating: "本年收费金额(单位:万元)", count: 3), ["行政事业性收费", "4.50", "4.50", "4.51"],
  ]
  let read = try figures(lines.map { $0.joined(separator: separator) + "\n" }.joined())
  #expect(read["disclosure.licensing.decisions"] == "0")
  #expect(read["disclosure.penalties.decisions"] == "17")
  #expect(separator != "  " || read["disclosure.fees.amount"] == nil)
}
