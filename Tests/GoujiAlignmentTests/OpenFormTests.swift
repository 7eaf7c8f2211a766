import GoujiModel
import Testing

/// Tables of which the print does not tell the form.

private let full = ["5", "1", "2", "3", "4", "6", "21"]

@Test func `a table that two forms print alike is read on neither where the year is not known`()
  throws
{
  let text = tableThree(applicants, rowLabels.map { ($0, full) })
  let open = try cells(text, year: nil)
  #expect(open["applications.new_received.total"]?.status == .ambiguous)
  #expect(open["applications.new_received.total"]?.candidates == [Figure(21)])
  #expect(!open.values.contains { $0.status == .reported })
  #expect(try cells(text, year: 2020)["applications.new_received.total"]?.value == Figure(21))
}

@Test func `table four alone is read on no form where the year is not known`() throws {
  let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
  let lines =
    ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼"] + results + ["未经复议直接起诉", "复议后起诉"] + results
    + results + ["1", "0", "0", "0", "1"] + Array(repeating: "0", count: 10) + ["五、存在的主要问题"]
  let text = lines.joined(separator: "\n")
  #expect(!(try cells(text, year: nil)).values.contains { $0.status == .reported })
  #expect(try figures(text).count == 15)
}

@Test func `a change with a sign shows the form that has changes`() throws {
  let text = """
    二、主动公开政府信息情况
    第二十条第(五)项
    信息内容
    处理决定数量
    行政许可
    569
    +23
    28
    第二十条第(六)项
    信息内容
    处理决定数量
    行政处罚
    12
    -3
    40

    """
  #expect(
    try figures(text + tableThree(applicants, rowLabels.map { ($0, full) }))
      .keys.allSatisfy {
        !$0.hasSuffix(".decisions") || $0.contains("licensing") || $0.contains("penalties")
      }
  )
  #expect(try figures(text)["disclosure.licensing.change"] == "23")
}

@Test func `one figure in all fields of a row may be that of a cell over all columns`() throws {
  let text = """
    第二十条第(一)项,第二十条第(一)项,第二十条第(一)项,第二十条第(一)项
    规章,0,0,0
    行政规范性文件,7,2,31
    第二十条第(五)项,第二十条第(五)项,第二十条第(五)项,第二十条第(五)项
    行政许可,418,418,418
    第二十条第(六)项,第二十条第(六)项,第二十条第(六)项,第二十条第(六)项
    行政处罚,26,26,26
    行政强制,5,5,5

    """
  let read = try cells(text, year: 2023)
  #expect(read["disclosure.normative_documents.issued"]?.value == Figure(7))
  #expect(read["disclosure.normative_documents.in_force"]?.value == Figure(31))
  #expect(read["disclosure.normative_documents.made"] == nil)
}
