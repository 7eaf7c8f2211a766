import Testing

/// Tables that a program printed as its lists, records or fields of a form.

private let rows: [[String]] = [
  ["第二十条第(一)项", "", "", ""], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "0", "3", "14"],
  ["行政规范性文件", "7", "1", "29"], ["第二十条第(五)项", "", "", ""], ["信息内容", "本年处理决定数量", "", ""],
  ["行政许可", "405", "", ""], ["第二十条第(六)项", "", "", ""], ["信息内容", "本年处理决定数量", "", ""],
  ["行政处罚", "61", "", ""],
  ["行政强制", "8", "", ""],
]

private func check(_ text: String) throws {
  let read = try figures("二、主动公开政府信息情况\n" + text + "\n三、收到和处理政府信息公开申请情况\n")
  #expect(read["disclosure.regulations.repealed"] == "3")
  #expect(read["disclosure.normative_documents.in_force"] == "29")
  #expect(read["disclosure.licensing.decisions"] == "405")
  #expect(read["disclosure.coercion.decisions"] == "8")
  #expect(read.count == 9)
}

private func list(_ row: [String], quote: String, empty: String) -> String {
  "[" + row.map { $0.isEmpty ? empty : quote + $0 + quote }.joined(separator: ", ") + "]"
}

@Test(arguments: ["'", "\""], ["''", "None", "null", "nan"])
func `lists of cells with a line each are read`(_ quote: String, _ empty: String) throws {
  try check(rows.map { list($0, quote: quote, empty: empty) }.joined(separator: "\n"))
}

@Test func `a list of lists in one line is read`() throws {
  let lists = rows.map { list($0, quote: "\"", empty: "null") }.joined(separator: ",")
  try check("[" + lists + "]")
}

@Test func `records with a field for each column are read`() throws {
  let records = rows.map { row in
    let fields = row.enumerated().map { "\"\($0.offset)\": \"\($0.element)\"" }
    return "{" + fields.joined(separator: ", ") + "}"
  }
  try check("[" + records.joined(separator: ", ") + "]")
}

@Test func `cells that are all in quotation marks and divided by commas are read`() throws {
  try check(rows.map { $0.map { "\"\($0)\"" }.joined(separator: ",") }.joined(separator: "\n"))
}

@Test func `cells that Word ended with its own sign are read`() throws {
  try check(rows.map { $0.joined(separator: "\u{7}") + "\u{7}" }.joined(separator: "\n"))
}

@Test func `a text with brackets and quotation marks is no list`() throws {
  let text = String(repeating: "根据《条例》(国令第711号)['a' 与 \"b\"]等 (\"三安全\")要求,", count: 20)
  try check(
    text + "\n" + rows.map { $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  )
}

@Test func `figures in fields of a form are read, and hidden ones are not`() throws {
  let cells = rows.map { row in
    row.enumerated().map { column, cell in
      column > 0 && cell.allSatisfy(\.isNumber) && !cell.isEmpty
        ? "<td><input type=\"text\" value=\"\(cell)\" readonly><input type=hidden value=99></td>"
        : "<td>\(cell)</td>"
    }.joined()
  }
  let page =
    "<html><body><h2>二、主动公开政府信息情况</h2><table>"
    + cells.map { "<tr>\($0)</tr>" }.joined(separator: "\n") + "</table></body></html>"
  try check(page)
}

@Test(arguments: [true, false])
func `a page that was put into another one as text is read as a page`(_ isInPage: Bool) throws {
  let cells = rows.map { row in "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>" }
  let table =
    "<h2>二、主动公开政府信息情况</h2>\n<table class=\"a\">" + cells.joined(separator: "\n") + "</table>"
  let escaped = table.replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
    .replacing(">", with: "&gt;")
  try check(isInPage ? "<html><body><div>\(escaped)</div></body></html>" : escaped)
}

@Test func `a list of empty cells adds none to the row before`() throws {
  let applicants = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
  // Of equal neighbours one was left.
  let short = rowLabels.map { [$0, "4", "2", "0", "4", "0", "10"] }
  let lists =
    ([[""] + applicants] + rowLabels.prefix(4).map { [$0] + ["5", "1", "2", "3", "4", "6", "21"] }
    + [short[4], ["", ""]]).map { row in
      "[\n" + row.map { "  \"\($0)\"" }.joined(separator: ",\n") + "\n ]"
    }
  let text = "三、收到和处理政府信息公开申请情况\n[\n " + lists.joined(separator: ",\n ") + "\n]\n五、存在的主要问题\n"
  #expect(try figures(text, "applications.refused").isEmpty)
  #expect(try figures(text)["applications.disclosed.total"] == "21")
}

@Test func `rows that are items of a list begin behind their marks`() throws {
  let results = "结果维持 结果纠正 其他结果 尚未审结 总计"
  func text(_ figures: String) -> String {
    """
    四、政府信息公开行政复议、行政诉讼情况

    - 行政复议 行政诉讼
    - \(results) 未经复议直接起诉 复议后起诉
    - \(results) \(results)
    - \(figures)

    五、存在的主要问题及改进情况

    """
  }
  let read = try figures(text("45 41 6 0 92 24 40 0 1 65 45 3 29 13 90"))
  #expect(read["review_litigation.reconsideration.upheld"] == "45")
  #expect(read["review_litigation.litigation_after_reconsideration.total"] == "90")
  let blank = try figures(text("- 41 6 0 47 24 40 0 1 65 45 3 29 13 90"))
  #expect(blank["review_litigation.reconsideration.upheld"] == nil)
  #expect(blank["review_litigation.reconsideration.corrected"] == "41")
}
