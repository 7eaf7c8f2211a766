import GoujiModel
import Testing

/// Texts in which figures stand apart from the labels of their rows.

/// The statuses of the cells that a text has, by `table.row.column`.
private func statuses(
  _ text: String,
  _ prefix: String,
  year: Int = 2022
) throws -> [String: CellStatus] {
  try cells(text, year: year).filter { $0.key.hasPrefix(prefix) && $0.value.status != .missing }
    .mapValues(\.status)
}

private let statisticsLabels = [
  "(一)主动公开政府信息数", "其中:主动公开规范性文件数", "制发规范性文件总数", "(二)通过不同渠道和方式公开政府信息的情况",
  "1.政府公报公开政府信息数", "2.政府网站公开政府信息数", "3.政务微博公开政府信息数", "4.政务微信公开政府信息数", "5.其他方式公开政府信息数",
]

@Test(arguments: ["\n", " "])
func `the first figure behind labels that stand together is not that of the last one`(
  _ separator: String
) throws {
  let figures = [411, 17, 23, 0, 395, 5, 8, 3].flatMap { ["条", "\($0)条"] }
  let staff = [
    "八、机构建设和保障经费情况", "(一)政府信息公开工作专门机构数", "个", "1", "(二)设置政府信息公开查阅点数", "个", "2",
    "(三)从事政府信息公开工作人员数", "人", "9", "1.专职人员数(不包括政府公报及政府网站工作人员数)", "人", "1", "2.兼职人员数", "人", "8",
  ]
  let lines = ["一、主动公开情况"] + statisticsLabels + ["单", "统计数", "位"] + figures + staff
  let statuses = try statuses(lines.joined(separator: separator) + "\n", "statistics.", year: 2015)
  let disclosed = statuses.filter { $0.key.contains("disclose") || $0.key.contains("channel") }
  #expect(disclosed.count >= 7)
  #expect(disclosed.values.allSatisfy { $0 == .ambiguous })
}

@Test func `rows whose figures follow the headings of their columns are not blank`() throws {
  let text = """
    二、主动公开政府信息情况
    信息内容
    规章
    行政规范性文件
    信息内容
    行政许可
    第二十条第(一)项
    本年制发件数
    0
    7
    本年废止件数
    0
    1
    现行有效件数
    0
    25
    第二十条第(五)项
    本年处理决定数量
    613

    """
  let statuses = try statuses(text, "disclosure.")
  #expect(!statuses.isEmpty)
  #expect(statuses.values.allSatisfy { $0 == .ambiguous })
}

@Test func `a figure behind the heading that follows a label makes its row open`() throws {
  let text = """
    第二十条第(五)项
    信息内容
    本年处理决定数量
    行政许可
    31
    第二十条第(六)项
    信息内容
    行政处罚
    本年处理决定数量
    244
    第二十条第(八)项

    """
  #expect(
    try statuses(text, "disclosure.")
      == [
        "disclosure.licensing.decisions": .reported, "disclosure.penalties.decisions": .ambiguous,
      ]
  )
}

@Test
func `rows without figures stay blank beside the figures of a row that the form does not have`()
  throws
{
  let text = """
    第二十条第(一)项
    信息内容
    本年制发件数
    本年废止件数
    现行有效件数
    规章

    行政规范性文件

    1

    2

    6

    市里另行要求的文书

    3

    4

    5

    """
  let statuses = try statuses(text, "disclosure.regulations.")
  #expect(statuses.count == 3)
  #expect(statuses.values.allSatisfy { $0 == .blank })
}

@Test func `labels of two rows in one field leave both open`() throws {
  let values = Array(repeating: "1<br>3", count: 7).joined(separator: "|")
  let rows =
    rowLabels.prefix(3).map { "|\($0)|5|1|2|3|4|6|21|" }
    + ["|1.属于国家秘密<br>2.其他法律行政法规禁止公开|\(values)|"]
  let statuses = try statuses(
    "三、收到和处理政府信息公开申请情况\n" + rows.joined(separator: "\n") + "\n",
    "applications.refused."
  )
  #expect(!statuses.isEmpty)
  #expect(statuses.values.allSatisfy { $0 != .blank && $0 != .reported })
}

@Test func `rows of zeros are read below headings that tell no order`() throws {
  let headings = ["自然人", "总计", "科研", "法律服务机构", "商业企业", "机构", "社会公益组织", "其他"]
  let zeros = rowLabels.map { ($0, Array(repeating: "0", count: 7)) }
  let read = try figures(tableThree(headings, zeros))
  #expect(read.count == rowLabels.count * 7)
  let others = rowLabels.map { ($0, ["5", "0", "0", "0", "0", "0", "5"]) }
  #expect(try figures(tableThree(headings, others)).isEmpty)
}

@Test func `totals show the order of columns below headings that were broken`() throws {
  let headings = ["自然人", "总计", "科研", "法律服务机构", "商业企业", "机构", "社会公益组织", "其他"]
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let read = try figures(tableThree(headings, rows))
  #expect(read.count == rowLabels.count * 7)
  #expect(read["applications.new_received.business"] == "1")
  let moved = rowLabels.map { ($0, ["21", "5", "1", "2", "3", "4", "6"]) }
  #expect(try figures(tableThree(headings, moved)).isEmpty)
}

@Test func `rows in one line with their labels are read although headings stand among them`() throws
{
  var lines = rowLabels.map { "\($0) 5 1 2 3 4 6 21" }
  lines.insert("法律服务机构\n商业企业\n总计", at: 5)
  let text = (["三、收到和处理政府信息公开申请情况"] + applicants + lines).joined(separator: "\n")
  #expect(try figures(text + "\n").count == rowLabels.count * 7)
}

@Test func `words are read from lines that say where each of them stands`() throws {
  let words =
    ["第二十条第(六)项", "信息内容", "本年处理决定数量", "行政处罚", "12", "行政强制", "0", "第二十条第(八)项", "信息内容"]
  let names = "level page_num par_num block_num line_num word_num left top width height conf text"
  let lines =
    [names.split(separator: " ").joined(separator: "\t")]
    + words.enumerated().flatMap { index, word in
      [
        "4\t1\t0\t3\t\(index)\t0\t57.20\t\(index * 20).50\t60.00\t15.60\t-1\t###LINE###",
        "5\t1\t0\t3\t\(index)\t0\t57.20\t\(index * 20).50\t60.00\t15.60\t100\t\(word)",
      ]
    }
  #expect(
    try figures(lines.joined(separator: "\n") + "\n")
      == ["disclosure.penalties.decisions": "12", "disclosure.coercion.decisions": "0"]
  )
}

@Test(arguments: [("1", 0), ("0", 15)])
func `parts whose headings are broken and come in another order are read only where all is nothing`(
  _ figure: String,
  _ count: Int
) throws {
  let columns = ["结果维", "结果纠", "其他结", "尚未审", "总"]
  let rest = ["持", "正", "果", "结", "计"]
  let lines =
    ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼", "复议后起诉"] + columns + ["未经复议直接起诉"]
    + columns + columns + rest + rest + rest
    + Array(repeating: figure, count: 4) + ["0"] + Array(repeating: "0", count: 10)
  let read = try figures(lines.joined(separator: "\n") + "\n", "review_litigation.")
  #expect(read.count == count)
}

@Test
func `values between the halves of a label are read where those of others stand beside theirs`()
  throws
{
  let values = "5 1 2 3 4 6 21"
  let lines =
    rowLabels.dropLast().map { "\($0) \(values)" }
    + ["4.保护第三方合", values, "（三）不予 法权益", "5.属于三类内部事务信息 \(values)"]
  let text = "三、收到和处理政府信息公开申请情况\n" + lines.joined(separator: "\n") + "\n"
  #expect(try figures(text).count == (rowLabels.count + 1) * 7)
}

@Test func `rows that begin beside their labels are read where lines divide all rows alike`() throws
{
  let divided = "5 1 2 3\n4\n6 21"
  var lines = rowLabels.map { "\($0)\n\(divided)" }
  lines[2] = "\(rowLabels[2]) \(divided)"
  let head = "三、收到和处理政府信息公开申请情况\n"
  #expect(try figures(head + lines.joined(separator: "\n") + "\n").count == rowLabels.count * 7)
  lines[2] = "\(rowLabels[2]) 5\n1 2 3\n4 6 21"
  let read = try figures(head + lines.joined(separator: "\n") + "\n")
  #expect(read.count == (rowLabels.count - 1) * 7)
}

@Test func `full rows are read below a heading that a new page repeats in pieces`() throws {
  var rows = rowLabels.map {
    ([$0] + ["5", "1", "2", "3", "4", "6", "21"]).joined(separator: "\n")
  }
  rows.insert("法律服务机构\n商业企业\n总计", at: 5)
  let text = (["三、收到和处理政府信息公开申请情况"] + applicants + rows).joined(separator: "\n")
  #expect(try figures(text + "\n").count == rowLabels.count * 7)
}

@Test func `a figure before words of a label that is broken is not taken for none`() throws {
  let text = """
    58 (三)从事政府信息公开工作人员数 人 7
    1、专职人员数 人 1
    2、兼职人员数 人 6
    (四)政府信息公开专项经费(不包括用于政
    61 府公报编辑管理及政府网站建设维护等方 万元 8.33
    面的经费)
    62 九、政府信息公开会议和培训情况

    """
  #expect(
    try statuses(text, "statistics.budget", year: 2015) == ["statistics.budget.value": .ambiguous]
  )
}

@Test func `a row whose figures stand amid the words of its broken label is not blank`() throws {
  let text = """
    三、收到和处理政府信息公开申请情况
                             自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计
             1.信访举报投诉类申请   0    2    0    0    0    0    2
             2.重复申请            1    0    0    0    0    3    4
             3.要求提供公开出版物   0    1    0    0    0    0    1
                4.无正
        处理   当理由   6    0    0    0    0    2    8
               大量反
               复申请
             5.要求行政机关确认或重新出具已获取信息   0    0    0    0    0    0    0

    """
  let statuses = try statuses(text, "applications.not_processed")
  #expect(!statuses.values.contains(.blank))
  #expect(statuses["applications.not_processed.publication.total"] == .reported)
}

@Test func `two rows of which one holds the values of both leave the others readable`() throws {
  let full = ["5", "1", "2", "3", "4", "6", "21"]
  var rows = rowLabels.map { ($0, full) }
  for index in [1, 5] {
    rows[index].1 = full + full
    rows[index + 1].1 = []
  }
  let read = try figures(tableThree(applicants, rows))
  #expect(read.count == (rowLabels.count - 4) * 7)
  #expect(!read.keys.contains { $0.contains("carried_in") || $0.contains("prohibited_by_law") })
}

@Test func `an empty row beside one that has too many values may be theirs and is not blank`()
  throws
{
  let full = ["5", "1", "2", "3", "4", "6", "21"]
  for (wide, empty) in [(2, 3), (3, 2)] {
    var rows = rowLabels.map { ($0, full) }
    rows[wide].1 += ["0", "0"]
    rows[empty].1 = []
    let row = ["applications.disclosed", "applications.partially_disclosed"][empty - 2]
    let statuses = try statuses(tableThree(applicants, rows), row)
    #expect(statuses.count == 7)
    #expect(statuses.values.allSatisfy { $0 == .ambiguous })
  }
}

@Test func `rows whose figures all stand behind the title of the next table are not blank`() throws
{
  let figures = (1...60).map { String($0 * 7 % 40) }
  let text =
    tableThree(applicants, rowLabels.map { ($0, []) }) + "四、政府信息公开行政复议、行政诉讼情况\n"
    + figures.joined(separator: "\n") + "\n"
  let read = try statuses(text, "applications.")
  #expect(!read.values.contains(.blank) && !read.values.contains(.reported))
}

@Test func `a row is not blank whose figures stand above what is left of its label`() throws {
  let full = ["5", "1", "2", "3", "4", "6", "21"].joined(separator: "  ")
  let text =
    "三、收到和处理政府信息公开申请情况\n  " + applicants.joined(separator: "  ") + "\n"
    + rowLabels.map { "  \($0)   \(full)\n" }.joined()
    + "  不予   4.无\n  处理   正当\n         理由   0  3  0  0  0  0  3\n         大量\n         反复\n         申请\n"
    + "  四、结转下年度继续办理   \(full)\n"
  let read = try statuses(text, "applications.")
  #expect(read["applications.carried_out.total"] == .reported)
  #expect(!read.contains { $0.key.contains("excessive") && $0.value == .blank })
}

@Test func `a figure that breaks the label of the next row is not taken for one of the row above`()
  throws
{
  func row(_ words: [String], _ figure: String) -> String {
    words[0] + "      件         " + figure + "\n" + words[1] + "\n\n"
  }
  let text =
    "政府信息公开情况统计表(2014年度)\n" + row(["2.同意公开", "  答复数"], "12") + "4.不同意公      件\n 开答复数\n\n"
    + row(["其中:涉及国", "  家秘密"], "9") + row(["涉及商业秘", "    密"], "5")
    + row(["涉及个人隐", "    私"], "3")
  let read = try figures(text, "statistics.replies", year: 2014)
  #expect(read["statistics.replies.refused.value"] == nil)
  #expect(read["statistics.replies.refused.trade_secret.value"] == "5")
}
