import GoujiAlignment
import GoujiDecoding
import GoujiDocument
import GoujiModel
import GoujiSchemas
import Testing

private let catalogue = Result { try FormCatalogue.embedded() }

/// The cells of a document that is a page or a flattened text, of a report whose year may be known.
func cells(_ text: String, year: Int? = 2022) throws -> [String: Cell] {
  let aligner = Aligner(forms: try catalogue.get(), simplified: Simplification.table)
  let document = Document.parse(try decode(Array(text.utf8)))
  let alignment = aligner.align(document, aligner.labelled(document), year: year)
  guard let form = alignment.form else { return [:] }
  return Dictionary(
    uniqueKeysWithValues: zip(form.cells.map(\.id.description), alignment.cells)
  )
}

/// What is given as read of a document.
func figures(_ text: String, _ prefix: String = "", year: Int? = 2022) throws -> [String: String] {
  try cells(text, year: year).filter { $0.key.hasPrefix(prefix) && $0.value.status == .reported }
    .compactMapValues { $0.value?.description }
}

let applicants = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]

/// Table three with some headings, and rows of labels and values, one cell a line.
func tableThree(_ headings: [String], _ rows: [(String, [String])]) -> String {
  (["三、收到和处理政府信息公开申请情况"] + headings + rows.flatMap { [$0.0] + $0.1 })
    .joined(separator: "\n") + "\n"
}

let rowLabels = [
  "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "(一)予以公开", "(二)部分公开", "1.属于国家秘密",
  "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
]

@Test func `rows of a table with a subtotal that lack values are left open`() throws {
  // Eight columns: with one value lost, as many are left as the form has columns.
  var rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "16", "21"]) }
  rows[2].1.remove(at: 1)
  rows[4].1.removeSubrange(1...2)
  #expect(try figures(tableThree(applicants, rows)).isEmpty)
}

@Test func `a table without its last column is read without it`() throws {
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6"]) }
  let read = try figures(tableThree(Array(applicants.dropLast()), rows))
  #expect(read["applications.carried_in.natural_person"] == "5")
  #expect(read["applications.carried_in.other_org"] == "6")
  #expect(read.count == rows.count * 6)
}

@Test
func `a total printed first is not taken for the first applicant, whatever the headings look like`()
  throws
{
  let headings = ["总计", "自然人", "法人或其他", "组织", "商业", "企业"] + applicants[2...5]
  let rows = rowLabels.map { ($0, ["21", "5", "1", "2", "3", "4", "6"]) }
  #expect(try figures(tableThree(headings, rows)).isEmpty)
}

@Test func `a total under the first heading of a divided table is read as the total`() throws {
  let lines =
    [
      "三、收到和处理政府信息公开申请情况", "| | 总计 | 自然人 | 法人或其他组织 | | | | |",
      "| | | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
    ] + rowLabels.map { "| \($0) | 21 | 5 | 1 | 2 | 3 | 4 | 6 |" }
  let read = try figures(lines.joined(separator: "\n"))
  #expect(read["applications.carried_in.total"] == "21")
  #expect(read["applications.carried_in.natural_person"] == "5")
  #expect(read["applications.carried_in.other_org"] == "6")
}

@Test func `two copies of table four with different figures are not read`() throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let headings = ["行政复议", "行政诉讼"] + results + ["未经复议直接起诉", "复议后起诉"] + results + results
  let copy = { (figure: String) in headings + Array(repeating: figure, count: 15) }
  let text = (["四、政府信息公开行政复议、行政诉讼情况"] + copy("1") + copy("2")).joined(separator: "\n")
  #expect(try figures(text).isEmpty)
}

@Test func `a figure that was repeated for each column of its cell is no figure of other columns`()
  throws
{
  let text = """
    二、主动公开政府信息情况
    第二十条第(一)项\t\t\t
    信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量
    规章\t1\t2\t3
    规范性文件\t4\t5\t6
    第二十条第(八)项\t\t\t
    信息内容\t上一年项目数量\t本年增/减\t本年增/减
    行政事业性收费\t\t+6\t+6
    第二十条第(九)项\t\t\t
    信息内容\t采购项目数量\t采购总金额\t采购总金额
    政府集中采购\t\t152.80\t152.80

    """
  let read = try figures(text, "disclosure.")
  #expect(read["disclosure.regulations.made"] == "1")
  #expect(read["disclosure.fees.prior_items"] == nil)
  #expect(read["disclosure.procurement.items"] == nil)
}

@Test func `labels broken over the lines of a drawn row keep its values`() throws {
  let border = "├────┼────┼────┼──┼──┼──┼──┼──┼──┼──┤"
  let part = "│    ├────┼────┼──┼──┼──┼──┼──┼──┼──┤"
  let text = """
    三、收到和处理政府信息公开申请情况
    \(border)
    │    │    │    │自然人│商业企业│科研机构│社会公益组织│法律服务机构│其他│总计│
    \(border)
    │    │    │2.  │1 │2 │3 │4 │5 │6 │21│
    │(五)│    │重复申请│  │  │  │  │  │  │  │
    \(part)
    │    │    │3.要求│7 │0 │0 │0 │0 │0 │7 │
    │    │    │提供公开出版物│  │  │  │  │  │  │  │
    \(part)
    │    │    │4.无正当理由│8 │0 │0 │0 │0 │0 │8 │
    │    │    │大量反复申请│  │  │  │  │  │  │  │
    \(border)
    """
  let read = try figures(text)
  #expect(read["applications.not_processed.repeated.natural_person"] == "1")
  #expect(read["applications.not_processed.publication.total"] == "7")
  #expect(read["applications.not_processed.excessive.total"] == "8")
}

@Test func `figures below the end of a row belong to the next one`() throws {
  let text = """
    三、收到和处理政府信息公开申请情况
    |____|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计|
    |3.            |0 |1 |2 |3 |4 |5 |15|
    |______________|其他____|__|__|__|__|__|__|__|
    |              |9 |9 |9 |9 |9 |9 |54|
    |总计__________|__|__|__|__|__|__|__|
    |四、结转下年度继续办理____|1 |1 |1 |1 |1 |1 |6_|
    """
  let read = try figures(text)
  #expect(!read.values.contains("9"))
  #expect(read["applications.other.misc.total"] != "54")
}

@Test func `digits behind a point and a space are no figure of their own`() throws {
  let text = "第二十条第(八)项\n信息内容\n本年收费金额(单位:万元)\n行政事业性收费 35. 39\n第二十条第(五)项\n信息内容\n本年处理决定数量\n行政许可 4\n"
  #expect(try figures(text)["disclosure.fees.amount"] == nil)
}

@Test func `decimals that run into one another are no figure`() throws {
  let text =
    "第二十条第(八)项\n信息内容本年收费金额(单位:万元)\n行政事业性收费817.39817.39817.39\n第二十条第(五)项\n信息内容本年处理决定数量\n行政许可557155715571\n"
  #expect(try figures(text).isEmpty)
}

@Test func `a dash before an item of a list is no sign of an empty cell`() throws {
  let text = """
    - 第二十条第(九)项
    - 信息内容
    - 采购项目数量
    - 采购总金额
    - 政府集中采购
    - 11项
    - 45158未注明
    - 第二十条第(八)项
    - 信息内容
    - 上一年项目数量
    - 本年增/减
    - 行政事业性收费
    - 3
    - 4
    """
  let read = try figures(text, "disclosure.procurement")
  #expect(read["disclosure.procurement.amount"] == nil)
}

@Test func `a figure between the cells of a page takes no place in its grid`() throws {
  let cells = (1...14).map { "<td>\($0)</td>" }.joined()
  let page = """
    <html><body><h2>四、政府信息公开行政复议、行政诉讼情况</h2><table>
    <tr><td colspan="5">行政复议</td><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>
    <tr>\(String(repeating: "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>", count: 3))</tr>
    <tr>\(cells)</tr></table><p>15</p></body></html>
    """
  #expect(try figures(page)["review_litigation.litigation_after_reconsideration.total"] != "15")
}

@Test func `a label that is printed for each column that it spans is one label`() throws {
  let rows = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"]
  let lines = rows.map { label in "| \(label) | \(label) | \(label) | 3 | 1 | 0 | 3 | 3 | 0 | 10 |"
  }
  let read = try figures(
    "三、收到和处理政府信息公开申请情况\n" + lines.joined(separator: "\n") + "\n"
  )
  #expect(read["applications.carried_out.natural_person"] == "3")
  #expect(read["applications.new_received.total"] == "10")
  #expect(read.count == rows.count * applicants.count)
}

@Test func `rows that add up to their first figure are not read by the form's columns`() throws {
  let rows = rowLabels.map { ($0, ["21", "5", "1", "2", "3", "4", "6"]) }
  #expect(try figures(tableThree([], rows)).isEmpty)
}

@Test func `one row with a wrong total keeps its figures`() throws {
  var rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  rows[3].1[6] = "22"
  #expect(try figures(tableThree(applicants, rows)).count == rows.count * 7)
}

@Test(arguments: ["\n", " "], [false, true])
func `parts whose headings are repeated for each column keep their order`(
  _ lineEnd: String,
  _ isReversed: Bool
) throws {
  func row(_ parts: [[String]]) -> String {
    "|" + (isReversed ? Array(parts[1...]) + [parts[0]] : parts).joined().joined(separator: "|")
      + "|"
  }
  func five(_ word: String) -> [String] { Array(repeating: word, count: 5) }
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let lines = [
    "四、政府信息公开行政复议、行政诉讼情况", row([five("行政复议"), five("行政诉讼") + five("行政诉讼")]),
    row([five("行政复议"), five("未经复议直接起诉"), five("复议后起诉")]), row([results, results, results]),
    row([["0", "1", "30", "2", "33"], ["5", "1", "0", "8", "14"], ["4", "0", "0", "6", "10"]]),
    "五、存在的主要问题及改进情况",
  ]
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let read = try figures(
    tableThree(applicants, rows) + lines.joined(separator: lineEnd) + "\n",
    "review"
  )
  #expect(read["review_litigation.reconsideration.other"] == "30")
  #expect(read["review_litigation.litigation_direct.total"] == "14")
  #expect(read["review_litigation.litigation_after_reconsideration.upheld"] == "4")
}

@Test func `headings printed joined and then one by one keep the parts in their order`() throws {
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let lines =
    ["四、政府信息公开行政复议、行政诉讼情况", "行政复议行政诉讼", "行政复议", "行政诉讼"]
    + ["未经复议直接起诉复议后起诉", "未经复议直接起诉", "复议后起诉"] + results + results + results
    + ["21", "1", "0", "1", "23", "7", "0", "0", "0", "7", "0", "0", "0", "0", "0"]
    + ["五、存在的主要问题及改进情况"]
  let read = try figures(
    tableThree(applicants, rows) + lines.joined(separator: "\n") + "\n",
    "review"
  )
  #expect(read["review_litigation.reconsideration.total"] == "23")
  #expect(read["review_litigation.litigation_direct.upheld"] == "7")
  #expect(read["review_litigation.litigation_after_reconsideration.total"] == "0")
}

@Test func `separators of the text behind a line of figures hold no empty cells`() throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  // Nine of fifteen figures, and six more fields in the line.
  let line =
    ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"] + results + results + results
    + [
      "2", "2", "1", "2", "3", "2", "1", "1", "4", "五、存在的主要问题及改进情况", "工作中还有差距", "六、其他需要报告的事项",
      "无其他事项",
    ]
    + ["某县人民政府", "2021年1月13日", ""]
  let text = tableThree(applicants, rows) + line.joined(separator: "|") + "\n"
  #expect(try figures(text, "review").isEmpty)
}

@Test(arguments: ["㈠予以公开", "㈠ 予以公开", "①予以公开", "⒈予以公开", "⑴予以公开"])
func `numbers of one character stand before labels`(_ label: String) throws {
  var rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  rows[2].0 = label
  #expect(try figures(tableThree(applicants, rows))["applications.disclosed.research"] == "2")
}

@Test(arguments: ["三\n、\n收到和处理政府信息公开申请情况\n", "三|、|收到和处理政府信息公开申请情况\n"])
func `the number of a heading is no figure of the row before`(_ heading: String) throws {
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let text =
    "二、主动公开政府信息情况\n第二十条第(八)项\n信息内容\n本年收费金额(单位:万元)\n行政事业性收费\n\n" + heading
    + tableThree(applicants, rows)
  #expect(try figures(text, "disclosure.fees").isEmpty)
}

@Test(arguments: [
  "行政复议机关受理复议申请5件,维持1件,纠正0件,以其他方式结案2件,2件未审结。",
  "全年行政复议责令纠正0件,以其他方式结案2件,行政诉讼未经复议直接起诉7件,复议后起诉0件。",
])
func `a sentence that counts the results of parts is no table of a page`(sentence: String) throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  func row(_ cells: [String]) -> String {
    "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
  }
  let text =
    "<table>" + rowLabels.map { row([$0] + ["5", "1", "2", "3", "4", "6", "21"]) }.joined()
    + "</table><h3>四、政府信息公开行政复议、行政诉讼情况</h3>"
    + "<p>\(sentence)</p><table>"
    + "<tr><td colspan=5 rowspan=2>行政复议</td><td colspan=10>行政诉讼</td></tr>"
    + "<tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
    + row(results + results + results)
    + row(["1", "0", "2", "2", "5", "7", "0", "0", "0", "7", "0", "0", "0", "0", "0"]) + "</table>"
  let read = try figures(text, "review")
  #expect(read.count == 15)
  #expect(read["review_litigation.reconsideration.total"] == "5")
}

@Test func `a column of running numbers in a page leaves the parts beside it as they are`() throws {
  let parts = ["行政复议", "行政诉讼(未经复议直接起诉)", "行政诉讼(复议后起诉)"]
  let rows = parts.enumerated().map { index, part in
    "<tr><td>\(index + 1)</td><td>\(part)</td><td>1</td><td>0</td><td>2</td><td>0</td><td>3</td></tr>"
  }
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"].map { "<td>\($0)</td>" }.joined()
  let others = rowLabels.map { label in
    "<tr><td>\(label)</td>"
      + ["5", "1", "2", "3", "4", "6", "21"].map { "<td>\($0)</td>" }.joined()
      + "</tr>"
  }
  let applicantCells = applicants.map { "<td>\($0)</td>" }.joined()
  let text =
    "<h3>三、收到和处理政府信息公开申请情况</h3><table><tr><td></td>\(applicantCells)</tr>\(others.joined())"
    + "</table><h3>四、政府信息公开行政复议、行政诉讼情况</h3><table><tr><td>序号</td><td>项目</td>\(results)</tr>"
    + "\(rows.joined())</table>"
  let read = try figures(text, "review")
  #expect(read.count == 15)
  #expect(read["review_litigation.litigation_direct.other"] == "2")
}

@Test
func `figures among headings that were torn apart are given to no part whose heading follows`()
  throws
{
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结"]
  let text =
    tableThree(applicants, rows)
    + (["四、政府信息公开行政复议、行政诉讼情况", "行政诉讼", "行政复议", "未经复议直接起诉"] + results
    + ["1", "1", "0", "0", "总计"] + results + ["2", "0", "0", "2", "0", "复议后起诉", "总计"] + results
    + ["总计", "2", "0", "0", "0", "2", "2", "五、存在的主要问题"]).joined(separator: "\n")
  let read = try figures(text, "review_litigation.litigation_after")
  #expect(read.isEmpty)
}

@Test
func `figures of parts of which some share a line and some have one each have lost their order`()
  throws
{
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let text =
    tableThree(applicants, rows) + """
      四、政府信息公开行政复议、行政诉讼情况
      行政诉讼

      行政复议

      未经复议直接起诉

      复议后起诉

      结果 结果
      维持 纠正

      其他 尚未 总 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总
      结果 审结 计 维持 纠正 结果 审结 计 维持 纠正 结果 审结 计

      0

      0

      7

      0

      7 2

      0

      2

      1

      5

      8

      1

      0

      0

      9

      五、存在的主要问题及改进情况

      """
  #expect(try figures(text, "review").isEmpty)
}

@Test func `words of a menu that figures follow behind other words are no table`() throws {
  let menu = "首页政务公开专题专栏机构职能规章行政规范性文件行政许可行政处罚财政信息建议提案人事信息您的位置:首页>政务公开>年报索引号:"
  let statistics = [
    ("一、主动公开情况", "——"), ("(一)主动公开政府信息数", "431"), ("其中:主动公开规范性文件数", "2"), ("制发规范性文件总数", "3"),
    ("六、举报投诉数量", "0"), ("(三)从事政府信息公开工作人员数", "7"), ("1.专职人员数", "2"), ("2.兼职人员数", "5"),
  ]
  let text =
    menu + "|2243|主题分类:|其他|\n政府信息公开情况统计表\n统计指标|统计数|\n"
    + statistics.map { "\($0.0)|\($0.1)|\n" }.joined()
  let read = try figures(text, "statistics", year: 2016)
  #expect(read["statistics.disclosed_total.value"] == "431")
  #expect(read["statistics.staff.part_time.value"] == "5")
}

@Test func `rows are read behind their groups and numbers in one cell`() throws {
  let labels = rowLabels.enumerated().map { index, label in
    index < 2 ? label : "三、本年度办理结果—" + (index > 3 ? "(三)不予公开—" : "") + label
  }
  let rows = labels.map {
    "<tr><td>\($0)</td><td>5</td><td>1</td><td>2</td><td>3</td><td>4</td><td>6</td><td>21</td></tr>"
  }
  let heading = applicants.map { "<td>\($0)</td>" }.joined()
  let text =
    "<h3>三、收到和处理政府信息公开申请情况</h3><table><tr><td></td>\(heading)</tr>\(rows.joined())"
    + "<tr><td>三、本年度办理结果—(七)总计</td><td>15</td><td>3</td><td>6</td><td>9</td><td>12</td>"
    + "<td>18</td><td>63</td></tr></table>"
  let read = try figures(text)
  #expect(read["applications.disclosed.research"] == "2")
  #expect(read["applications.partially_disclosed.total"] == "21")
  #expect(read["applications.refused.state_secret.natural_person"] == "5")
  #expect(read["applications.handled_total.total"] == "63")
}
