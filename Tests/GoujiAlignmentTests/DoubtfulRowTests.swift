import GoujiModel
import Testing

/// Rows that are full and still may hold figures of others.

private let full = ["5", "1", "2", "3", "4", "6", "21"]

@Test func `rows whose labels were torn when their lines were joined are not read`() throws {
  let text =
    "| 一、本年 | 5 | 1 | 2 | 3 | 4 | 6 | 21 || 新收政府信息公开申请数量 | | | | | | | || 二、上年 | 0 | 0 | 0 | 0 | 0 | 0 | 0 "
    + "|| 结转政府信息公开申请数量 | | | | | | | || (一)予以公开 | 1 | 1 | 1 | 1 | 1 | 1 | 6 ||\n"
  #expect(try figures(text).isEmpty)
}

@Test func `words that begin the next label are no cell of the row before`() throws {
  let rows = rowLabels.map { "\($0)|\(full.joined(separator: "|"))" }
  let text =
    (["三、收到和处理政府信息公开申请情况"] + applicants + rows
    + ["8.属于行政查询事项|0|36|0|0|0|36|(四|)无法提供|1.本机关不掌握相关政府信息|0|0|0|0|0|0|0"]).joined(separator: "|")
  let read = try figures(text + "\n", "applications.")
  #expect(read["applications.new_received.total"] == "21")
  #expect(!read.keys.contains { $0.contains("administrative_query") })
}

@Test func `the number of a page amid a row is none of its values`() throws {
  let head = "某县政府信息公开年报"
  let text = """
    \(head)
    1
    第二十条第(六)项
    信息内容
    上一年项目数量
    本年增/减
    处理决定数量
    行政处罚
    12
    -3
    40
    行政强制
    7
    -11
    \(head)
    4
    第二十条第(八)项
    信息内容
    上一年项目数量
    本年增/减
    行政事业性收费
    2
    +1
    \(head)
    5

    """
  let read = try figures(text, "disclosure.")
  #expect(read["disclosure.penalties.decisions"] == "40")
  #expect(!read.keys.contains { $0.contains("coercion") })
}

@Test func `a figure of the column of the page beside a row is none of its values`() throws {
  let gap = String(repeating: " ", count: 30)
  let text = """
    第二十条第(六)项\(gap)0
    信息内容\(gap)0
    本年处理决定数量\(gap)0
    行政处罚\(gap)0
    28\(gap)0
    行政强制\(gap)1
    17\(gap)5.要求行政机关确认或重新出具已获取信息

    """
  #expect(try figures(text, "disclosure.coercion").isEmpty)
}

@Test func `a row that only one of two differing copies prints whole is not read`() throws {
  let table = { (figures: [String], label: String) in
    """
    第二十条第(五)项
    信息内容
    上一年项目数量
    本年增/减
    处理决定数量
    行政许可
    \(figures[0])
    +1
    9
    其他对外管理服务事项
    \(figures[1])
    +2
    8
    第二十条第(六)项
    信息内容
    上一年项目数量
    本年增/减
    处理决定数量
    行政处罚
    \(figures[2])
    +4
    7
    \(label)
    3
    +4
    7

    """
  }
  let text = table(["1", "2", "3"], "行政强制") + table(["4", "5", "6"], "行政填报强")
  let read = try figures(text, "disclosure.")
  #expect(!read.keys.contains { $0.contains("coercion") || $0.contains("prior_items") })
}

@Test func `a value behind labels that stand together belongs to none of them`() throws {
  let labels = ["1.当面申请数", "2.传真申请数", "3.网络申请数", "4.信函申请数"]
  let values = (1...12).map { "\($0)条" }
  let text =
    (["政府信息公开情况统计表", "统计指标"] + labels + ["单位", "2679条", "本页统计数值如下"] + values
    + ["(二)申请办结数", "3件"]).joined(separator: "\n")
  #expect(try figures(text)["statistics.requests.letter"] == nil)
  #expect(!(try figures(text)).values.contains("2679"))
}

@Test func `the numbers of rows and columns in a table inside of a cell are no figures`() throws {
  let inner = { (figure: Int) in
    "<table><tr><th></th><th>0</th></tr><tr><th>0</th><td>\(figure)</td></tr></table>"
  }
  let text = """
    <!DOCTYPE html><html><body><table>
    <tr><td>第二十条第(六)项</td></tr>
    <tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
    <tr><td>行政处罚</td><td>\(inner(195))</td><td>0</td><td>\(inner(107))</td></tr>
    <tr><td>行政强制</td><td>\(inner(30))</td><td>1</td><td>1</td></tr>
    </table></body></html>
    """
  #expect(try figures(text, "disclosure.").isEmpty)
}

@Test func `a row whose label stands further in than those like it is not placed by their columns`()
  throws
{
  let rows = rowLabels[2...].enumerated().map { row in
    row.offset < 2
      ? "|  | \(row.element) |  | 1 | 1 | 1 | 1 | 1 | 1 | 6 |"
      : "|  |  | \(row.element) | 1 | 1 | 1 | 1 | 1 | 1 | 6 |"
  }
  let text =
    (["三、收到和处理政府信息公开申请情况"]
    + rowLabels[..<2].map { "| \($0) |  |  | 5 | 1 | 2 | 3 | 4 | 6 | 21 |" } + rows
    + ["|  | 四、结转下年度继续办理 |  |  | 1 | 6 | 0 | 0 | 0 | 0 |", "四、政府信息公开行政复议、行政诉讼情况"]).joined(
      separator: "\n"
    )
  let read = try figures(text + "\n", "applications.")
  #expect(read["applications.carried_in.total"] == "21")
  #expect(!read.keys.contains { $0.contains("carried_out") })
}

@Test
func `a table whose rows begin under one another is not placed by those that begin further in`()
  throws
{
  let rows = rowLabels[2...].map { "|  |  | \($0) | 1 | 1 | 1 | 1 | 1 | 1 | 6 |" }
  let text =
    (["三、收到和处理政府信息公开申请情况", "| \(rowLabels[0]) | 5 | 1 |  | 3 | 4 | 6 | 21 |  |  |"]
    + ["| \(rowLabels[1]) |  |  |  |  | 4 |  | 4 |  |  |"] + rows
    + ["| 四、结转下年度继续办理 |  |  |  |  |  |  | 2 |  |  |"]).joined(separator: "\n")
  #expect(
    try figures(text + "\n", "applications.carried_out")
      == figures(text + "\n", "applications.carried_out").filter { $0.key.hasSuffix(".total") }
  )
}

@Test func `a value far below the others of its row may be the number of a page`() throws {
  var rows = rowLabels.map { ($0, full) }
  rows[4].1 = ["5", "1", "2", "3", "4", "621", "\n\n\n1"]
  let read = try figures(tableThree(applicants, rows))
  #expect(read["applications.disclosed.total"] == "21")
  #expect(!read.keys.contains { $0.contains("state_secret") })
}

@Test func `a number before the words of a broken label is none of its values`() throws {
  let text = """
    三、收到和处理政府信息公开申请情况
    一、本年新收政府信息公开申请数量 5 1 2 3 4 6 21
    二、上年结转政府信息公开申请数量 5 1 2 3 4 6 21
    1.申请人无正当理由逾期不补
    24 正、行政机关不再处理其政府 0 0 0 0 0 0
    信息公开申请
    (七)总计 5 1 2 3 4 6 21

    """
  let read = try figures(text, "applications.")
  #expect(read["applications.handled_total.total"] == "21")
  #expect(!read.keys.contains { $0.contains("overdue_correction") })
}

@Test(arguments: ["3\n，208", "3\n,208", "3\n\u{FFFD}8", "size :3", "size:3"])
func `a figure that goes on in the next line or belongs to a style is no figure`(
  _ printed: String
)
  throws
{
  var rows = rowLabels.map { ($0, full) }
  rows[2].1[6] = printed
  #expect(try figures(tableThree(applicants, rows))["applications.disclosed.total"] == nil)
}

@Test func `a copy of table four that breaks off leaves the figures open that it prints otherwise`()
  throws
{
  let results = "结果维持|结果纠正|其他结果|尚未审结|总计"
  let text = """
    四、政府信息公开行政复议、行政诉讼情况
    |类别 | |\(results)
    |行政复议 | |14 |3 |37 |19 |27
    |行政诉讼 |未经复议直接起诉 |2 |0 |0 |33 |7
    | |复议后起诉 |28 |2 |46 |53 |7

    |类别 | |\(results)
    |行政复议 | |14 |3 |8 |2 |27

    """
  let read = try figures(text, "review_litigation.")
  #expect(
    !read.keys.contains { $0.contains("litigation.") || $0.hasSuffix("reconsideration.other") }
  )
}

@Test func `tags that were broken over drawn lines take no cells with them`() throws {
  let row = { (label: [String], made: String) in
    """
    +------+------+------+------+
    | <ver | <ver | <ver | <ver |
    | bati | bati | bati | bati |
    | m>   | m>   | m>   | > 4  |
    | \(label[0]) |  \(made)  |  17  |      |
    | <br> |      |      |      |
    | \(label[1]) |      |      |      |

    """
  }
  let text =
    """
    第二十条第(一)项
    +------+------+------+------+
    | 信息 | 本年 | 本年 | 对外 |
    | 内容 | 新制 | 新公 | 公开 |
    |      | 作数 | 开数 | 总数 |
    |      | 量   | 量   | 量   |

    """ + row(["规章", "    "], "18") + row(["规范", "性文件"], "19")
    + "+------+------+------+------+\n"
  let read = try figures(text, "disclosure.", year: 2020)
  #expect(read["disclosure.normative_documents.made"] != "4")
  #expect(read["disclosure.regulations.made"] != "4")
}

@Test func `a dash in one reading of a row is no zero`() throws {
  var rows = rowLabels.map { ($0, full) }
  rows[3].1 = ["-", "1", "2", "3", "4", "10"]
  let open = try cells(tableThree(applicants, rows))[
    "applications.partially_disclosed.natural_person"
  ]
  #expect(open?.status == .ambiguous)
  #expect(!(open?.candidates.contains(Figure(0)) ?? true))
}

@Test func `a figure between dashes in cells of their own is no number of a page`() throws {
  let values = ["-", "0", "-", "3", "2件", "0", "5件"]
  let rows = rowLabels.map { label in
    "<tr><td>\(label)</td>" + values.map { "<td>\($0)</td>" }.joined() + "</tr>"
  }
  let heads = "<tr><td></td>" + applicants.map { "<td>\($0)</td>" }.joined() + "</tr>"
  let page = "<table>\(heads)\(rows.joined())</table>"
  #expect(try figures(page)["applications.new_received.business"] == "0")
  let lines = tableThree(applicants, rowLabels.map { ($0, values) })
  #expect(try figures(lines)["applications.disclosed.total"] == "5")
  let numbered = lines.replacing("0\n-\n3\n2件", with: "0\n- 3 -\n2件", maxReplacements: 1)
  #expect(try figures(numbered)["applications.new_received.business"] == nil)
}
