import GoujiModel
import Testing

/// The cells of a table as a page, its first row in as many cells as the others.
private func page(_ rows: [[String]], spans: [String: String] = [:]) -> String {
  "<table>"
    + rows.map { row in
      "<tr>" + row.map { "<td\(spans[$0] ?? "")>\($0)</td>" }.joined() + "</tr>"
    }
    .joined() + "</table>"
}

private func lines(_ rows: [[String]], _ separator: String = " | ") -> String {
  rows.map { $0.joined(separator: separator) + separator }.joined(separator: "\n") + "\n"
}

private let someRows = Array(rowLabels.prefix(4))

/// Table three with applicants in rows, a figure of its own in each cell.
private let turnedThree =
  [["申请人"] + someRows]
  + applicants.enumerated().map { row, applicant in
    [applicant] + someRows.indices.map { "\(10 * row + $0)" }
  }

private func expectTurnedThree(_ text: String) throws {
  let read = try figures("三、收到和处理政府信息公开申请情况\n" + text)
  #expect(read.count == 28)
  #expect(read["applications.new_received.natural_person"] == "0")
  #expect(read["applications.carried_in.natural_person"] == "1")
  #expect(read["applications.carried_in.business"] == "11")
  #expect(read["applications.partially_disclosed.total"] == "63")
}

@Test func `a table with applicants in rows is read`() throws {
  try expectTurnedThree(page(turnedThree))
  for separator in [" | ", "\n", "\t"] {
    try expectTurnedThree(lines(turnedThree, separator) + "五、存在的主要问题及改进情况\n")
  }
}

@Test func `names of groups before labels are no columns of a turned table`() throws {
  var rows = turnedThree
  rows[0] = ["申请人", someRows[0], someRows[1], "(六)其他处理—1.申请人无正当理由逾期不补正", "(六)其他处理—3.其他"]
  let read = try figures("三、收到和处理政府信息公开申请情况\n" + page(rows))
  #expect(read["applications.other.overdue_correction.natural_person"] == "2")
  #expect(read.count == 28)
}

@Test func `figures of a turned table with empty cells are placed under their labels`() throws {
  var rows = turnedThree
  rows[2][2] = ""
  for text in [page(rows), lines(rows)] {
    let read = try cells("三、收到和处理政府信息公开申请情况\n" + text)
    #expect(read["applications.carried_in.business"]?.status == .blank)
    #expect(read["applications.disclosed.business"]?.value?.description == "12")
  }
  // One cell a line: the empty one left no trace.
  rows[2].remove(at: 2)
  let read = try figures("三、收到和处理政府信息公开申请情况\n" + lines(rows, "\n"))
  #expect(read["applications.new_received.business"] == nil)
  #expect(read["applications.new_received.research"] == "20")
}

@Test func `labels of several rows over a turned table are told by their columns`() throws {
  let head = [
    ["申请人", someRows[0], "三、本年度办理结果", "", "四、结转下年度继续办理"],
    ["", "", someRows[2], someRows[3], ""],
  ]
  let rows =
    head
    + applicants.enumerated().map { row, applicant in
      [applicant] + (0..<4).map { "\(10 * row + $0)" }
    }
  for text in [page(rows), lines(rows, "\t")] {
    let read = try figures("三、收到和处理政府信息公开申请情况\n" + text)
    #expect(read["applications.disclosed.business"] == "11")
    #expect(read["applications.carried_out.business"] == "13")
    #expect(read.count == 28)
  }
  // On lines of their own nothing tells which figure is whose.
  let read = try figures("三、收到和处理政府信息公开申请情况\n" + lines(rows, "\n"))
  #expect(read.isEmpty)
}

@Test func `a turned table four is read`() throws {
  let rows = [
    ["", "行政复议", "未经复议直接起诉", "复议后起诉"], ["结果维持", "1", "0", "2"], ["结果纠正", "0", "3", "0"],
    ["其他结果", "0", "0", "4"], ["尚未审结", "5", "0", "0"], ["总计", "6", "3", "6"],
  ]
  for text in [page(rows), lines(rows), lines(rows, "\n")] {
    let read = try figures("四、政府信息公开行政复议、行政诉讼情况\n" + text)
    #expect(read["review_litigation.reconsideration.pending"] == "5")
    #expect(read["review_litigation.litigation_direct.corrected"] == "3")
    #expect(read["review_litigation.litigation_after_reconsideration.total"] == "6")
    #expect(read.count == 15)
  }
}

@Test func `parts of table two whose figures stand under labels are read beside others`() throws {
  let rows = [
    ["信息内容", "规章", "行政规范性文件"], ["本年制发件数", "1", "2"], ["本年废止件数", "3", "4"], ["现行有效件数", "5", "6"],
  ]
  let others = [["信息内容", "行政许可", "行政处罚", "行政强制"], ["本年处理决定数量", "7", "8", "9"]]
  let fee = [["信息内容", "行政事业性收费"], ["本年收费金额(单位:万元)", "10"]]
  let read = try figures("二、主动公开政府信息情况\n" + page(rows) + page(others) + page(fee))
  #expect(read["disclosure.regulations.in_force"] == "5")
  #expect(read["disclosure.normative_documents.issued"] == "2")
  #expect(read["disclosure.penalties.decisions"] == "8")
  #expect(read["disclosure.fees.amount"] == "10")
  #expect(read.count == 10)
}

@Test func `figures behind a heading that do not stand under the label before it are left open`()
  throws
{
  let rows = [["行政许可", "", ""], ["", "本年处理决定数量", "7"]]
  #expect(try figures("二、主动公开政府信息情况\n" + page(rows))["disclosure.licensing.decisions"] == nil)
  #expect(
    try figures("二、主动公开政府信息情况\n行政许可\n行政处罚\n本年处理决定数量\n7\n8\n")
      .isEmpty
  )
}
