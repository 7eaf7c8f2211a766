import Testing

/// A data frame with the numbers of its columns above and those of its rows before them, and spanned
/// cells repeated.
private func dataFrame(_ rows: [[String]], line: ([String]) -> String) -> String {
  let numbers = [""] + rows[0].indices.map(String.init)
  return ([numbers] + rows.enumerated().map { [String($0)] + $1 }).map(line)
    .joined(separator: "\n") + "\n"
}

private let group = "(六)其他处理"

private let applications = [
  ["申请人情况", "申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
  ["一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量", "9", "2", "0", "0", "1", "0", "12"],
  [group, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "5", "1", "0", "0", "0", "0", "6"],
  [group, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "0", "1", "0", "0", "0", "0", "1"],
  [group, "3.其他", "4", "0", "0", "0", "1", "0", "5"],
  ["四、结转下年度继续办理", "四、结转下年度继续办理", "3", "7", "0", "0", "0", "2", "12"],
]

private let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

private let review = [
  Array(repeating: "行政复议", count: 5) + Array(repeating: "行政诉讼", count: 10),
  results + Array(repeating: "未经复议直接起诉", count: 5) + Array(repeating: "复议后起诉", count: 5),
  results + results + results,
  ["4", "0", "1", "2", "7", "3", "0", "0", "1", "4", "5", "0", "1", "1", "7"],
]

private let styles: [@Sendable ([String]) -> String] = [
  { "| " + $0.joined(separator: " | ") + " |" },
  { $0.joined(separator: ",") },
  { $0.joined(separator: "\t") },
]

@Test(arguments: styles.indices)
func `a table printed with the numbers of its rows and columns is read without them`(
  style: Int
)
  throws
{
  let text =
    "三、收到和处理政府信息公开申请情况\n" + dataFrame(applications, line: styles[style])
    + "\n四、政府信息公开行政复议、行政诉讼情况\n" + dataFrame(review, line: styles[style])
  let read = try figures(text)
  #expect(read["applications.new_received.total"] == "12")
  #expect(read["applications.other.misc.natural_person"] == "4")
  #expect(read["applications.other.misc.total"] == "5")
  #expect(read["applications.carried_out.business"] == "7")
  #expect(read["applications.carried_out.total"] == "12")
  #expect(read["review_litigation.reconsideration.upheld"] == "4")
  #expect(read["review_litigation.litigation_after_reconsideration.total"] == "7")
  #expect(read.count == 5 * 7 + 15)
}

@Test func `numbers of rows below a heading of words with no word over them are no figures`() throws
{
  let text = """
    二、主动公开政府信息情况
    | | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    |---|---|---|---|---|
    | 0 | 规章 | 4 | 5 | 6 |
    | 1 | 行政规范性文件 | 7 | 8 | 9 |
    | 2 | 第二十条第(五)项 | | | |
    | 3 | 信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量 |
    | 4 | 行政许可 | 61 | 61 | 61 |
    四、政府信息公开行政复议、行政诉讼情况
    | | 行政复议 | 行政复议 | 行政复议 | 行政复议 | 行政复议 |
    |---|---|---|---|---|---|
    | 0 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    | 1 | 4 | 0 | 1 | 2 | 7 |
    """
  let read = try figures(text)
  #expect(read["disclosure.regulations.issued"] == "4")
  #expect(read["disclosure.normative_documents.in_force"] == "9")
  #expect(read["disclosure.licensing.decisions"] == "61")
  #expect(read["review_litigation.reconsideration.upheld"] == "4")
  #expect(read["review_litigation.reconsideration.total"] == "7")
}

@Test func `a row of figures that count is a row where the lines below have no numbers`() throws {
  let text = """
    二、主动公开政府信息情况
    信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
    规章
    0 | 1 | 2
    行政规范性文件
    3 | 4 | 5
    """
  #expect(try figures(text)["disclosure.regulations.in_force"] == "2")
}

@Test func `lines of one width that begin with their numbers were not cut there`() throws {
  let rows = ["4.保护第三方合法权益", "6.属于四类过程性信息", "1.信访举报投诉类申请", "3.要求提供公开出版物"]
  let lines = rows.enumerated().map { "\($0)          \($1)   5   1   0   0   2   0   8" }
  let text =
    (["三、收到和处理政府信息公开申请情况", applicants.joined(separator: " ")]
    + ["                       0   1   2   3   4   5   6   7"] + lines)
    .joined(separator: "\n") + "\n"
  let read = try figures(text)
  #expect(read["applications.refused.third_party_rights.natural_person"] == "5")
  #expect(read["applications.not_processed.publication.total"] == "8")
  #expect(read.count == rows.count * 7)
}
