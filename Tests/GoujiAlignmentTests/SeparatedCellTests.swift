import GoujiModel
import Testing

private let groups = [
  ("1.属于国家秘密", ["1", "0", "0", "0", "0", "2", "3"]),
  ("2.其他法律行政法规禁止公开", ["0", "5", "0", "0", "0", "0", "5"]),
  ("3.危及“三安全一稳定”", ["0", "0", "4", "0", "0", "0", "4"]),
  ("4.保护第三方合法权益", ["7", "1", "0", "0", "0", "0", "8"]),
  ("5.属于三类内部事务信息", ["2", "0", "0", "0", "1", "0", "3"]),
  ("6.属于四类过程性信息", ["0", "0", "6", "0", "0", "0", "6"]),
  ("7.属于行政执法案卷", ["3", "0", "0", "1", "0", "0", "4"]),
  ("8.属于行政查询事项", ["0", "0", "0", "0", "0", "9", "9"]),
]

@Test(arguments: [" / ", ", "])
func `one sign between all cells of a text divides them`(separator: String) throws {
  let cells = ["三、收到和处理政府信息公开申请情况"] + applicants + groups.flatMap { [$0.0] + $0.1 }
  let text = ["某市某局2022年政府信息公开工作年度报告"] + cells + ["五、存在的主要问题及改进情况", "人手不足。"]
  let read = try figures(text.joined(separator: separator))
  #expect(read["applications.refused.state_secret.other_org"] == "2")
  #expect(read["applications.refused.process_information.total"] == "6")
  #expect(read.count == groups.count * 7)
}

@Test func `a row that lost its empty cells among others keeps them open behind one sign`() throws {
  var rows = groups
  rows[3].1 = ["7", "8"]
  let cells = ["三、收到和处理政府信息公开申请情况"] + applicants + rows.flatMap { [$0.0] + $0.1 }
  let text = ["某市某局2022年政府信息公开工作年度报告"] + cells + ["五、存在的主要问题及改进情况", "人手不足。"]
  let read = try figures(text.joined(separator: " / "))
  #expect(read["applications.refused.third_party_rights.natural_person"] == nil)
  #expect(read["applications.refused.internal_affairs.natural_person"] == "2")
  #expect(read.count == (groups.count - 1) * 7)
}

@Test func `slashes for empty cells among spaces divide nothing`() throws {
  let rows = groups.map { "\($0.0) / 3 / 0 / / 3" }
  let text = "三、收到和处理政府信息公开申请情况 " + (applicants + rows + rows).joined(separator: " ")
  let read = try figures(text)
  #expect(read["applications.refused.state_secret.natural_person"] == nil)
  #expect(read["applications.refused.state_secret.business"] == "3")
}

@Test(arguments: [",", "^", "#"])
func `rows with the name of a unit are divided in the whole table`(separator: String) throws {
  let labels = ["(一)收到申请数", "1.当面申请数", "2.传真申请数", "3.网络申请数", "4.信函申请数", "(二)申请办结数"]
  let rows = labels.enumerated().map { [$1, "件", "\($0 + 4)件"] }
  let text =
    ["政府信息公开情况统计表", ["统计指标", "单位", "统计数"].joined(separator: separator)]
    + rows.map { $0.joined(separator: separator) }
  let read = try figures(text.joined(separator: "\n") + "\n", year: 2016)
  #expect(read.values.sorted() == ["4", "5", "6", "7", "8", "9"])
}

@Test func `signs of markup around words divide nothing`() throws {
  let rows = groups.map { "[.cell]#\($0.0)# [.cell]#\($0.1.joined(separator: "# [.cell]#"))#" }
  let text = (["三、收到和处理政府信息公开申请情况"] + rows).joined(separator: "\n") + "\n"
  let read = try figures(text)
  #expect(read["applications.refused.state_secret.total"] ?? "3" == "3")
  #expect(read["applications.refused.process_information.research"] ?? "6" == "6")
}

/// Labels without a figure are blank only where no figures of theirs stand elsewhere.
@Test func `rows whose figures stand elsewhere are not blank`() throws {
  let glued = ["三、收到和处理政府信息公开申请情况"] + groups.map { "|\($0.0)1234567890123456789012" }
  let read = try cells(glued.joined(separator: "\n") + "\n")
  #expect(!read.values.contains { $0.status == .blank || $0.status == .reported })
}

@Test func `a table printed column by column is read where its columns follow its labels`() throws {
  let text =
    ["三、收到和处理政府信息公开申请情况", "申请人情况"] + groups.map(\.0)
    + applicants.enumerated().flatMap { column, heading in [heading] + groups.map { $0.1[column] } }
  let read = try figures(text.joined(separator: "\n") + "\n")
  #expect(read["applications.refused.third_party_rights.natural_person"] == "7")
  #expect(read["applications.refused.administrative_query.total"] == "9")
  #expect(read.count == groups.count * 7)
}

@Test func `a tab that closes every line stands before no cell`() throws {
  func line(_ cells: [String]) -> String { "\t" + cells.joined(separator: "\t") + "\t\n\t\n" }
  let full = ["5", "1", "2", "3", "4", "6", "21"]
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let text =
    "三、收到和处理政府信息公开申请情况\n" + line(applicants) + rowLabels.map { line([$0] + full) }.joined()
    + line(["四、结转下年度继续办理", "5", "5", "0", "0", "0", "10"]) + "四、政府信息公开行政复议、行政诉讼情况\n\t\n\t\n"
    + line(["行政复议", "行政诉讼"]) + line(results + ["未经复议直接起诉", "复议后起诉"]) + line(results + results)
    + line(["1", "0", "11", "39", "51", "25", "15", "39", "79", "21", "0", "44", "27", "92"])
  let read = try figures(text)
  #expect(read["applications.new_received.total"] == "21")
  #expect(!read.keys.contains { $0.contains("carried_out") || $0.contains("review_litigation") })
}

@Test
func `a separator at the end of a line stands before an empty cell where others end with values`()
  throws
{
  let lines = [
    "1.属于国家秘密\t2\t1\t\t\t\t\t3", "2.其他法律行政法规禁止公开\t\t\t\t\t\t0\t0", "3.危及“三安全一稳定”\t0\t4\t\t\t\t\t",
    "4.保护第三方合法权益\t13\t\t2\t\t\t\t15", "5.属于三类内部事务信息\t\t\t\t\t\t\t", "6.属于四类过程性信息\t\t\t7\t\t\t\t7",
  ]
  let text = (["三、收到和处理政府信息公开申请情况", "\t" + applicants.joined(separator: "\t")] + lines).joined(
    separator: "\n"
  )
  let read = try figures(text + "\n", "applications.refused")
  #expect(read["applications.refused.security_stability.business"] == "4")
  #expect(read["applications.refused.security_stability.total"] == nil)
  #expect(read["applications.refused.prohibited_by_law.other_org"] == "0")
  #expect(read["applications.refused.process_information.research"] == "7")
}

@Test(arguments: ["\n", "\r\n"])
func `signs that begin the rows of a wiki are no cells`(_ lineEnd: String) throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  func row(_ cells: [String]) -> [String] { ["|-"] + cells.map { $0.isEmpty ? "|" : "| \($0)" } }
  let empty = Array(repeating: "", count: 4)
  let lines =
    ["四、政府信息公开行政复议、行政诉讼情况", "{|", "| 行政复议"] + empty.map { _ in "|" } + ["| 行政诉讼"]
    + Array(repeating: "|", count: 9)
    + row(results + ["未经复议直接起诉"] + empty + ["复议后起诉"] + empty)
    + row(empty + [""] + results + results)
    + row(["1", "0", "0", "2", "3", "0", "0", "0", "0", "0", "0", "4", "0", "0", "4"])
    + ["|}", "", "五、存在的主要问题及改进情况", ""]
  let read = try figures(lines.joined(separator: lineEnd))
  #expect(read["review_litigation.reconsideration.total"] == "3")
  #expect(read["review_litigation.litigation_after_reconsideration.corrected"] == "4")
}
