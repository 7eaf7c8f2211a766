import GoujiModel
import Testing

/// Texts that lost what would tell where their figures belong.

private let disclosureHead = """
  二、主动公开政府信息情况
  第二十条第(一)项
  信息内容
  本年制发件数
  本年废止件数
  现行有效件数

  """

@Test(arguments: ["小计", "小計"])
func `a value beside a subtotal of applicants is placed only in rows that are full`(
  _ heading: String
) throws {
  let headings = Array(applicants.dropLast()) + [heading, "总计"]
  var rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "16", "21"]) }
  rows[1].1.remove(at: 2)
  let read = try figures(tableThree(headings, rows))
  #expect(read["applications.new_received.other_org"] == "6")
  #expect(read["applications.new_received.total"] == "21")
  #expect(!read.keys.contains { $0.hasPrefix("applications.carried_in.") })
  #expect(read.count == (rows.count - 1) * 7)
}

@Test func `figures between a row with those of two and a row with none are not read`() throws {
  let full = ["5", "1", "2", "3", "4", "6", "21"]
  var rows = rowLabels.map { ($0, full) }
  rows[3].1 = full + full
  rows[6].1 = []
  let read = try figures(tableThree(applicants, rows))
  #expect(read.count == 4 * 7)
  #expect(!read.keys.contains { $0.hasPrefix("applications.refused.state_secret.") })
}

@Test func `a figure below a row whose neighbours have theirs beside their labels is none of its`()
  throws
{
  let lines = rowLabels.map { "\($0) 5 1 2 3 4 6 21" } + ["3.补正后申请内容仍不明确", "1 1 1 1 1 1 6"]
  let read = try figures("三、收到和处理政府信息公开申请情况\n" + lines.joined(separator: "\n") + "\n")
  #expect(read.count == rowLabels.count * 7)
}

@Test func `the number of a page behind its head is no figure of a row`() throws {
  let head = "某县政府信息公开年报"
  let text = """
    \(head)
    1
    第二十条第(五)项
    信息内容
    本年处理决定数量
    行政许可
    \(head)
    2
    第二十条第(六)项
    信息内容
    本年处理决定数量
    行政处罚
    7
    行政强制
    9
    \(head)
    3

    """
  let read = try figures(text)
  #expect(read["disclosure.licensing.decisions"] == nil)
  #expect(read["disclosure.penalties.decisions"] == "7")
}

@Test func `digits on both sides of the width at which lines are cut are no figure`() throws {
  let row = { (label: String, figures: String) in
    // Forty characters a line, as the program that cut them counted.
    (label + String(repeating: " ", count: 38 - label.count) + figures)
  }
  let text =
    disclosureHead + row("规章 3 4", "12") + "\n5\n" + row("行政规范性文件 1 2", "30") + "\n"
    + row("行政许可决定数量", " 4") + "\n" + row("行政处罚决定数量", " 6") + "\n"
  let read = try figures(text)
  #expect(read["disclosure.regulations.in_force"] == nil)
  #expect(read["disclosure.normative_documents.in_force"] == "30")
}

@Test func `a figure at the end of a line with another below it is whole where lines vary`() throws
{
  let text = disclosureHead + "规章\n3\n4\n12\n行政规范性文件\n1\n2\n30\n"
  #expect(try figures(text)["disclosure.regulations.in_force"] == "12")
}

@Test func `a change without a sign is not read in a text without any punctuation`() throws {
  let filler = String(repeating: "本机关按时更新网站栏目 加强管理 ", count: 40)
  let text =
    filler + """

      第二十条第 五 项
      信息内容 上一年项目数量 本年增减 处理决定数量
      行政许可 29  17 25
      其他对外管理服务事项 5 +21 83
      第二十条第 一 项
      信息内容 本年新制作数量 本年新公开数量 对外公开总数量
      规章 1 644 18

      """
  let read = try figures(text)
  #expect(read["disclosure.licensing.change"] == nil)
  #expect(read["disclosure.licensing.prior_items"] == "29")
  #expect(!read.keys.contains { $0.contains(".regulations.") })
}

@Test func `a numeral in the number of a paragraph is no figure`() throws {
  let text = "第二十条第 五 项\n信息内容 本年处理决定数量\n行政许可\n第二十条第 六 项\n信息内容 本年处理决定数量\n行政处罚 8\n"
  let read = try figures(text)
  #expect(read["disclosure.licensing.decisions"] == nil)
  #expect(read["disclosure.penalties.decisions"] == "8")
}

@Test func `digits that run into the number of the next label do not make their row blank`() throws
{
  let text =
    "三、收到和处理政府信息公开申请情况自然人商业企业科研机构社会公益组织法律服务机构其他总计(一)予以公开0000000(二)部分公开1203008"
    + "(三)不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开02600043.危及“三安全一稳定”0000000\n"
  let aligned = try cells(text).mapValues(\.status)
  #expect(aligned["applications.refused.state_secret.total"] == .reported)
  #expect(aligned["applications.refused.prohibited_by_law.business"] == .ambiguous)
  #expect(aligned["applications.refused.prohibited_by_law.total"] == .ambiguous)
}

@Test func `columns that were left out of a printed table leave its rows open`() throws {
  let text = """
    第二十条第(五)项    第二十条第(五)项  ...  第二十条第(五)项
    信息内容  上一年项目数量  ...  处理决定数量  处理决定数量
    其他对外管理服务事项  4020  ...  -24  7616

    """
  #expect(try figures(text, "disclosure.other_services").isEmpty)
}

@Test func `a row between lines that were joined is not read`() throws {
  let line = "├────┼──┼──┼──┼──┼──┼──┼──┤"
  let rows = rowLabels.map { "\(line) │\($0)│1 │1 │1 │1 │1 │1 │6 │ │    │件│  │  │  │  │  │  │" }
  let text = (["三、收到和处理政府信息公开申请情况"] + rows + [line]).joined(separator: "\n")
  #expect(try figures(text).isEmpty)
}

@Test func `lines behind a table of which the last figure is missing are no empty cell`() throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let lines =
    ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼"] + results + ["未经复议直接起诉", "复议后起诉"] + results
    + results + Array(repeating: "1", count: 14) + ["", "五、存在的主要问题及改进情况", "人手不足。"]
  #expect(try figures(lines.joined(separator: "\n")).isEmpty)
}

@Test func `the head of a group with values beside it is no row of another form`() throws {
  let unpaidFee = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
  let labels = rowLabels + ["(六)其他处理", unpaidFee, "(七)总计"]
  let rows = labels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let text =
    "第二十条第(五)项\n信息内容\n本年处理决定数量\n行政许可\n4\n" + tableThree(applicants, rows)
  let read = try figures(text)
  #expect(read["applications.other.unpaid_fee.total"] == "21")
  #expect(read["applications.other.total"] == nil)
}

@Test func `a second copy whose headings are broken leaves table four open`() throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let broken = ["结", "果", "其", "尚"]
  let copy = { (headings: [String], figure: String) in
    ["行政复议", "行政诉讼"] + headings + ["未经复议直接起诉", "复议后起诉"] + headings + headings
      + Array(repeating: figure, count: 15)
  }
  let lines = ["四、政府信息公开行政复议、行政诉讼情况"] + copy(results, "1") + copy(broken, "2")
  #expect(try figures(lines.joined(separator: "\n")).isEmpty)
}

@Test func `a word that stands in two cells is no heading of another form`() throws {
  let text = """
    │ 第二十条第(六)项                                    │
    │ 信息内容 │ 上一年项目 │ 本年  │ 处理决定     │
    │          │ 数量       │ 增/减 │ 数量         │
    │ 行政处罚 │ 29         │       │              │
    │ 行政强制 │ 16         │ +3    │ 4            │

    """
  #expect(try cells(text)["disclosure.penalties.decisions"]?.value?.description != "29")
}

@Test func `requests of a typesetter hold no figures`() throws {
  let text = "第二十条第(五)项\n信息内容\n本年处理决定数量\n行政许可\n.SH 2\n三、收到和处理政府信息公开申请情况\n"
  #expect(try figures(text).isEmpty)
}

@Test func `a number between the cells of a page is no figure of its row`() throws {
  let page = """
    <html><body><table><tr><td>第二十条第(五)项</td><td></td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>
    <tr><td>行政许可</td>
    10
    <td>5</td></tr></table></body></html>
    """
  #expect(try figures(page)["disclosure.licensing.decisions"] != "10")
}

@Test func `a sign behind a separator of equals signs is kept`() throws {
  let text = "第二十条第(六)项\n信息内容=上一年项目数量=本年增/减=处理决定数量\n行政处罚=3=-1=0\n行政强制=3=+1=0\n"
  #expect(try figures(text)["disclosure.penalties.change"] != "1")
}

@Test func `a short label that runs into headings before it is found`() throws {
  let text =
    "二、主动公开政府信息情况第二十条第(一)项信息内容本年新制作数量本年新公开数量对外公开总数量规章000规范性文件000第二十条第(五)项\n"
  #expect(try figures(text)["disclosure.regulations.public_total"] == "0")
}

@Test func `figures that stand before the labels of their rows are not read as the rows' before`()
  throws
{
  let text = """
    第二十条第(一)项
    信息内容 本年制发件数 本年废止件数 现行有效件数
    0 0 0
    规章
    18 0 261
    行政规范性文件
    第二十条第(五)项
    信息内容 本年处理决定数量
    405
    行政许可
    第二十条第(六)项
    信息内容 本年处理决定数量
    833
    行政处罚
    7
    行政强制
    第二十条第(八)项

    """
  #expect(try figures(text).isEmpty)
}

@Test func `headings broken beside one another tell no order of columns`() throws {
  let text = """
    第二十条第(一)项
    信息内容
    本年制发
    本年
    现行有效
    件数
    废止件数
    件数
    规章
    0
    0
    0
    行政规范性文件
    0
    0
    1

    """
  #expect(try figures(text)["disclosure.normative_documents.repealed"] != "1")
}

@Test func `the head of a group before labels that are not known is no row of another form`() throws
{
  let labels = rowLabels + ["(六)其他处理\n1.某个不认识的名字", "(七)总计"]
  let rows = labels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let text =
    "第二十条第(一)项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n2\n3\n" + tableThree(applicants, rows)
  let read = try figures(text)
  #expect(read["applications.handled_total.total"] == "21")
  #expect(read["applications.other.total"] == nil)
}

@Test func `a row that is empty in one of two copies that differ is not read from the other`()
  throws
{
  let changes = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
  let copy = { (regulations: [String], licensing: [String], penalties: [String]) -> [String] in
    var lines = ["第二十条第(一)项", "信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", "规章"]
    lines += regulations + ["规范性文件"] + regulations
    lines += ["第二十条第(五)项"] + changes + ["行政许可"] + licensing + ["其他对外管理服务事项"] + licensing
    return lines + ["第二十条第(六)项"] + changes + ["行政处罚"] + penalties + ["行政强制"] + penalties
  }
  let lines =
    copy(["15", "7", "30"], ["91", "+1", "25"], ["4", "-2", "6"])
    + copy([], ["17", "-3", "26"], ["5", "+8", "9"])
  #expect(try figures(lines.joined(separator: "\n") + "\n").isEmpty)
}

@Test func `the last line of a text that lacks values is no row that was cut off`() throws {
  let row = { (label: String, figures: [Int], gap: String) in
    ([label] + figures.map(String.init)).joined(separator: gap)
  }
  for gap in [" ", "     ", "|"] {
    let lines = [
      row("一、本年新收政府信息公开申请数量", [5, 1, 2, 3, 4, 6, 21], gap),
      row("二、上年结转政府信息公开申请数量", [0, 1, 0, 0, 1, 0, 2], gap),
      row("(一)予以公开", [7, 8, 15], gap),
    ]
    let text = "三、收到和处理政府信息公开申请情况\n" + lines.joined(separator: "\n")
    #expect(try figures(text + "\n", "applications.disclosed").isEmpty)
    let cut = try figures(text + gap, "applications.disclosed")
    #expect(cut["applications.disclosed.business"] == "8")
  }
}
