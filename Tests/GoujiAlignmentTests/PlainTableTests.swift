import Foundation
import GoujiModel
import Testing

private let figuresOfRow = ["5", "1", "2", "3", "4", "6", "21"]

/// What is read of table three where every row is one string behind its label.
private func figuresOfTableThree(
  _ rows: [String],
  _ headings: [String] = applicants
) throws
  -> [String: String]
{
  let lines = ["三、收到和处理政府信息公开申请情况"] + headings + rows
  return try figures(lines.joined(separator: "\n") + "\n", "applications.")
}

private func expectRows(_ read: [String: String]) {
  #expect(read.count == rowLabels.count * applicants.count)
  #expect(read["applications.carried_in.natural_person"] == "5")
  #expect(read["applications.refused.third_party_rights.business"] == "1")
  #expect(read["applications.disclosed.other_org"] == "6")
  #expect(read["applications.disclosed.total"] == "21")
}

/// Rows of which several add up to their first figure and to no other.
private let rowsWithFirstTotal = [
  ["21", "5", "1", "2", "3", "4", "6"], ["9", "0", "2", "1", "0", "6", "0"],
  ["13", "3", "3", "3", "3", "0", "1"], ["0", "0", "0", "0", "0", "0", "0"],
]

@Test func `a total whose heading and figures come first is read as the total`() throws {
  let headings = ["总计", "自然人", "法人或其他组织"] + applicants[1...5]
  let read = try figures(tableThree(headings, Array(zip(rowLabels, rowsWithFirstTotal))))
  #expect(read.count == 28)
  #expect(read["applications.new_received.total"] == "21")
  #expect(read["applications.new_received.natural_person"] == "5")
  #expect(read["applications.carried_in.legal_service"] == "6")
  #expect(read["applications.disclosed.other_org"] == "1")
}

@Test func `a total whose heading comes first is not read where the figures show none`() throws {
  let headings = ["总计", "自然人", "法人或其他组织"] + applicants[1...5]
  var rows = rowsWithFirstTotal
  rows[0][0] = "20"
  rows[1][0] = "8"
  // Of the row that holds nothing the order of columns says nothing.
  let read = try figures(tableThree(headings, Array(zip(rowLabels, rows))))
  #expect(read.values.allSatisfy { $0 == "0" })
}

@Test func `figures that their units divide are read without anything between them`() throws {
  let run = figuresOfRow.map { $0 + "件" }.joined()
  expectRows(try figuresOfTableThree(rowLabels.map { $0 + run }))
  // In one line the next label follows the last unit.
  let read = try figuresOfTableThree([rowLabels.map { $0 + run }.joined()])
  #expect(read["applications.carried_in.natural_person"] == "5")
  #expect(read["applications.refused.state_secret.total"] == "21")
}

@Test func `figures with units behind a label that is not known belong to no row`() throws {
  let run = figuresOfRow.map { $0 + "件" }.joined()
  let rows = [rowLabels[0] + run, rowLabels[1], "合并数量" + run, rowLabels[2] + "合并数量" + run]
  let read = try figuresOfTableThree([rows.joined()])
  #expect(read.keys.allSatisfy { $0.hasPrefix("applications.new_received.") })
}

@Test func `units do not divide figures of which some lack theirs`() throws {
  let rows = rowLabels.map { $0 + "5件12件3件4件6件21件" }
  #expect(try figuresOfTableThree(rows).isEmpty)
}

@Test func `tabs around cells that have a line each divide none`() throws {
  let rows = rowLabels.map { label in
    "\t\t\t\t\(label)\t\t\t\n"
      + figuresOfRow.dropLast().map { "\t\t\t\($0)\t\t\t" }
      .joined(separator: "\n") + "\n\t\t\t21\t\t\t\t"
  }
  expectRows(try figuresOfTableThree(rows))
}

@Test func `brackets that Markdown escapes hold the number of a label`() throws {
  let labels = rowLabels.map {
    $0.replacingOccurrences(of: "(", with: "\\(").replacingOccurrences(of: ")", with: "\\)")
  }
  expectRows(try figuresOfTableThree(labels.flatMap { [$0] + figuresOfRow }))
}

@Test func `a comma behind its number is no part of a label`() throws {
  let labels = rowLabels.map { $0.replacingOccurrences(of: "、", with: ",") }
  expectRows(try figuresOfTableThree(labels.map { "\($0) " + figuresOfRow.joined(separator: " ") }))
}

@Test func `a comma within a figure in Chinese writing makes no ordinal`() throws {
  let text = "第二十条第(一)项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n2\n二,187\n"
  #expect(try figures(text)["disclosure.regulations.in_force"] == nil)
}

@Test func `labels printed once more for each column that they span are one`() throws {
  expectRows(
    try figuresOfTableThree(rowLabels.flatMap { [$0, "", $0, "", $0] + figuresOfRow + [""] })
  )
}

@Test func `the number of a row stands between the name of its group and its label`() throws {
  let labels =
    rowLabels.prefix(2)
    + rowLabels.dropFirst(2).map {
      "三、本年度办理结果—" + ($0.hasPrefix("(") ? $0 : "(三)不予公开—" + $0)
    }
  expectRows(
    try figuresOfTableThree(labels.map { "| \($0) | \(figuresOfRow.joined(separator: " | ")) |" })
  )
}

@Test func `values that are printed once in their line and once below it are read once`() throws {
  let rows = rowLabels.map {
    "\($0)|\(figuresOfRow.joined(separator: "|"))\n" + figuresOfRow.joined(separator: "\n")
  }
  expectRows(try figuresOfTableThree(rows))
}

@Test func `values that are each printed twice are read once`() throws {
  let rows = rowLabels.flatMap { label in [label, label] + figuresOfRow.flatMap { [$0, $0] } }
  expectRows(try figuresOfTableThree(rows))
}

@Test func `values that are each printed twice in one line are read once`() throws {
  let rows = rowLabels.map { label in
    "\(label) " + figuresOfRow.flatMap { [$0, $0] }.joined(separator: " ")
  }
  expectRows(try figuresOfTableThree(rows))
}

@Test func `values of two rows are not taken for one row printed twice`() throws {
  // The label of the second row is lost.
  let rows = [
    rowLabels[0] + "\n5\n5\n1\n1\n2\n2\n0\n0\n3\n3\n0\n0\n4\n4",
    rowLabels[3] + "\n" + figuresOfRow.joined(separator: "\n"),
    rowLabels[4] + "\n" + figuresOfRow.joined(separator: "\n"),
  ]
  let read = try figuresOfTableThree(rows)
  #expect(!read.keys.contains { $0.hasPrefix("applications.new_received.") })
}

private let tableTwo = [
  "第二十条第(一)项", "信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 4 1 12", "规范性文件 3 0 9", "第二十条第(五)项",
  "信息内容 本年处理决定数量", "行政许可 52", "第二十条第(六)项", "信息内容 本年处理决定数量", "行政处罚 8", "行政强制 1",
]

@Test func `the words of a menu with a number behind are no copy of a table`() throws {
  let text = (tableTwo + ["", "规章", "规范性文件", "行政许可", "行政处罚", "2021-01-10", ""])
    .joined(separator: "\n")
  #expect(try figures(text, "disclosure.").count == 9)
}

@Test func `quoted cells with digits of full width are read`() throws {
  let figures = ["５", "１２", "0", "３", "０", "１", "２１"]
  let rows = rowLabels.map { label in
    ([label] + figures).map { "\"\($0)\"" }.joined(separator: ",")
  }
  let read = try figuresOfTableThree(rows)
  #expect(read["applications.carried_in.business"] == "12")
  #expect(read["applications.disclosed.total"] == "21")
}

@Test func `cells behind a label and a colon are read where commas divide them`() throws {
  let lines = [
    "第二十条第(一)项: ", "信息内容: 本年制发件数, 本年废止件数, 现行有效件数", "规章: 4, 1, 12", "规范性文件: 3, 0, 1,209",
    "第二十条第(五)项: ", "信息内容: 本年处理决定数量", "行政许可: 52",
  ]
  let rows = rowLabels.map { "\($0): 5, 1,204, 2, 3, 4, 6, 1,224" }
  let read = try figures((lines + ["自然人: 法人或其他组织, 总计"] + rows).joined(separator: "\n"))
  #expect(read["disclosure.regulations.issued"] == "4")
  #expect(read["disclosure.normative_documents.in_force"] == "1209")
  #expect(read["applications.carried_in.business"] == "1204")
  #expect(read["applications.disclosed.total"] == "1224")
}

private let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

@Test func `cells that follow the end of a sentence in its line are cells`() throws {
  let headings = Array(repeating: results, count: 3).joined().joined(separator: ";")
  let text = """
    四、政府信息公开行政复议、行政诉讼情况本机关认真答复。;行政复议;行政诉讼;
    未经复议直接起诉;复议后起诉;
    \(headings);
    1;2;0;0;3;0;1;0;0;1;2;0;0;4;6;
    规章;1;2;3
    规范性文件;1;2;3
    行政许可;1;2;3
    行政处罚;1;2;3

    """
  let read = try figures(text, "review_litigation.")
  #expect(read.count == 15)
  #expect(read["review_litigation.reconsideration.total"] == "3")
  #expect(read["review_litigation.litigation_after_reconsideration.pending"] == "4")
}

private let headingsOfTableFour =
  (["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"] + results + results + results)
  .joined(separator: "\n")

@Test func `figures of table four that are printed twice are read once`() throws {
  let figures = ["1", "2", "0", "0", "3", "0", "1", "0", "0", "1", "2", "0", "0", "4", "6"]
  let line = figures.joined(separator: " ") + "\n"
  for printed in [
    line + figures.joined(separator: "\n"),
    figures.flatMap { [$0, $0] }.joined(separator: " "),
  ] {
    let read = try GoujiAlignmentTests.figures(headingsOfTableFour + "\n" + printed + "\n")
    #expect(read.count == 15)
    #expect(read["review_litigation.litigation_after_reconsideration.total"] == "6")
  }
}

@Test func `as many separators between all figures of table four leave none of them out`() throws {
  let figures = ["1", "2", "0", "0", "3", "0", "1", "0", "0", "1", "2", "0", "0", "4", "6"]
  let text = headingsOfTableFour + "\n\t\t" + figures.joined(separator: "\t\t") + "\t\t\n"
  #expect(try GoujiAlignmentTests.figures(text).count == 15)
}

@Test func `numbers in a field before the parts of table four are none of their figures`() throws {
  let parts = ["行政复议", "行政诉讼(未经复议直接起诉)", "行政诉讼(复议后起诉)"]
  let rows = parts.enumerated().map { "| \($0 + 1) | \($1) | 1 | 2 | 0 | 0 | 3 |" }
  let text = (["| 序号 | 项目 | \(results.joined(separator: " | ")) |"] + rows)
    .joined(separator: "\n")
  let read = try figures(text, "review_litigation.", year: 2022)
  #expect(read.count == 15)
  #expect(read["review_litigation.litigation_direct.corrected"] == "2")
}

@Test(arguments: ["/", "、", "&"])
func `cells are read that signs without spaces divide`(sign: String) throws {
  expectRows(
    try figuresOfTableThree(rowLabels.map { ([$0] + figuresOfRow).joined(separator: sign) })
  )
}

@Test func `cells are not read where the sign that divides them may fill them as well`() throws {
  var rows = rowLabels.map { ([$0] + figuresOfRow).joined(separator: "/") }
  rows[2] = rowLabels[2] + "/5///2/3/4/6/21"
  #expect(try figuresOfTableThree(rows).isEmpty)
}

@Test func `an empty first cell goes on with the row above and not with its last figure`() throws {
  var rows = rowLabels.map { ([$0] + figuresOfRow).joined(separator: "、") }
  rows[4] = "、0、、12、34、0、0、46"
  let read = try figuresOfTableThree(rows)
  #expect(read["applications.partially_disclosed.total"] != "46")
  #expect(read["applications.refused.prohibited_by_law.total"] == "21")
}

/// A report with its title, the period that it covers and table two.
private func report(of year: Int, _ count: Int) -> String {
  """
  \(year)年度政府信息公开工作报告(某市林业局)
  本报告所列数据的统计期限为\(year)年1月1日至\(year)年12月31日。
  第二十条第(一)项
  信息内容 本年制发件数 本年废止件数 现行有效件数
  规章 \(count) 1 12
  规范性文件 3 \(count) 9
  第二十条第(五)项
  信息内容 本年处理决定数量
  行政许可 5\(count)
  第二十条第(六)项
  信息内容 本年处理决定数量
  行政处罚 8
  行政强制 \(count)

  """ + String(repeating: "全年未发生需要说明的其他情况,各项工作平稳有序。\n", count: 20)
}

@Test func `of two reports that follow one another the one of the year asked for is read`() throws {
  let text = report(of: 2023, 4) + report(of: 2022, 7)
  let later = try figures(text, "disclosure.", year: 2023)
  #expect(later["disclosure.regulations.issued"] == "4")
  #expect(later.count == 9)
  let earlier = try figures(text, "disclosure.", year: 2022)
  #expect(earlier["disclosure.regulations.issued"] == "7")
  #expect(earlier["disclosure.normative_documents.repealed"] == "7")
}

@Test func `where the year is not known two reports contradict one another`() throws {
  let text = report(of: 2023, 4) + report(of: 2022, 7)
  #expect(try figures(text, year: nil)["disclosure.regulations.issued"] == nil)
}

@Test func `the title of another report above a copy of the same year tells nothing`() throws {
  let link = "2022年度政府信息公开工作报告\n"
  let copy = report(of: 2023, 7).split(separator: "\n").dropFirst(2).joined(separator: "\n")
  let read = try figures(report(of: 2023, 4) + link + copy + "\n", year: 2023)
  #expect(read["disclosure.regulations.issued"] == nil)
}
