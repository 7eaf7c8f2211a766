import GoujiModel
import Testing

// Figures that are printed with notes, in other words or broken, and are no empty cells.

private let full = ["5", "1", "2", "3", "4", "6", "21"]

private func page(_ rows: [[String]]) -> String {
  "<h3>三、收到和处理政府信息公开申请情况</h3><table>"
    + rows.map { row in "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined()
    + "</table>"
}

private func tableThree(replacing column: Int, with printed: String) -> [[String]] {
  [[""] + applicants]
    + rowLabels.enumerated().map { index, label in
      var values = full
      if index == 3 { values[column] = printed }
      return [label] + values
    }
}

@Test(arguments: ["2(其中1件为重复申请)", "2（含线上3件）", "十一件", "见附表"])
func `words in a cell do not end its row`(_ printed: String) throws {
  let rows = tableThree(replacing: 2, with: printed)
  let text =
    "三、收到和处理政府信息公开申请情况\n\n"
    + rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n") + "\n"
  for document in [page(rows), text] {
    let read = try cells(document)
    #expect(read["applications.partially_disclosed.research"]?.status != .blank)
    #expect(read["applications.partially_disclosed.public_welfare"]?.value?.description == "3")
    #expect(read["applications.partially_disclosed.total"]?.value?.description == "21")
  }
}

@Test func `two figures in one cell are none`() throws {
  let read = try cells(page(tableThree(replacing: 2, with: "5、8")))
  #expect(read["applications.partially_disclosed.research"]?.value == nil)
  #expect(read["applications.partially_disclosed.research"]?.status != .blank)
}

@Test func `decimals that a line end divides from their point are no figures`() throws {
  let rows = rowLabels.map { ($0, ["5.0", "1.0", "2.", "00", "3.0", "4.0", "6.0", "21.", "00"]) }
  #expect(try figures(tableThree(applicants, rows)).isEmpty)
}

@Test func `a line that begins with a point does not make a number of a figure before it`() throws {
  let text = ["二、主动公开政府信息情况", "第二十条第(五)项", "信息内容", "本年处理决定数量", "行政许可", "7", "第二十条第(六)项"]
    .joined(separator: "\n.PP\n")
  #expect(try figures(text + "\n", "disclosure")["disclosure.licensing.decisions"] == "7")
}

@Test func `figures behind headings that follow a label may be the row's`() throws {
  let text = """
    二、主动公开政府信息情况

    规章
      - 本年制发件数: 1
      - 本年废止件数: 2
      - 现行有效件数: 5

    行政规范性文件
      - 本年制发件数: 6
      - 本年废止件数: 2
      - 现行有效件数: 206

    行政许可
      - 本年处理决定数量: 122654

    行政处罚
      - 本年处理决定数量: 1253

    行政强制
      - 本年处理决定数量: 243

    """
  let read = try cells(text)
  #expect(read["disclosure.penalties.decisions"]?.status == .ambiguous)
  #expect(read["disclosure.coercion.decisions"]?.status == .ambiguous)
}

@Test func `a row whose column and figure follow in its line is not empty`() throws {
  let lines = applicants.flatMap { applicant in
    rowLabels.map { "收到和处理政府信息公开申请情况,\($0),\(applicant),4" }
  }
  let read = try cells("表,行,列,数值\n" + lines.joined(separator: "\n") + "\n")
  #expect(!read.values.contains { $0.status == .blank })
}

@Test func `a last row that is printed once more with another figure is open`() throws {
  let rows = rowLabels.map { "| \($0) | 5 | 1 | 2 | 3 | 4 | 6 | 21 |" }
  let text =
    (["三、收到和处理政府信息公开申请情况", "", "| | " + applicants.joined(separator: " | ") + " |"] + rows
    + [rows[7].replacing("21", with: "22")]).joined(separator: "\n")
  #expect(try figures(text, "applications.refused.third_party_rights").isEmpty)
  #expect(try figures(text)["applications.disclosed.total"] == "21")
}

@Test func `the mark of a list before emphasised words is no empty cell`() throws {
  let text = """
    ## 二、主动公开政府信息情况

    ### 行政事业性收费
    - **上一年项目数量**:5
    - **本年增/减**:-5

    ### 政府集中采购
    - **采购项目数量**:37
    - **采购总金额**:56.4

    """
  let read = try cells(text, year: 2019)
  #expect(read["disclosure.fees.prior_items"]?.status != .blank)
  #expect(read["disclosure.fees.change"]?.value == nil)
}

@Test func `a figure that a line end breaks in a string of a list is not read`() throws {
  let text = """
    [['第二十条第(五)项', '第二十条第(五)项'], ['信息内容', '本年处理决定数量'], ['行政许可', '1022
    67'], ['第二十条第(六)项', '第二十条第(六)项'], ['信息内容', '本年处理决定数量'], ['行政处罚', '3'], ['行政强制', '0']]

    """
  let read = try figures(text, "disclosure")
  #expect(read["disclosure.licensing.decisions"] == nil)
  #expect(read["disclosure.penalties.decisions"] == "3")
}

@Test func `a row is not empty whose figures stand among the lines of its label`() throws {
  let text = """
    三、收到和处理政府信息公开申请情况
                                自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计
       1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请  5  1  2  3  4  6  21
       2.申请人逾期未按收费通
       知要求缴纳费用、行政机    4    2    4    7   5   3  25
       关不再处理其政府信息公
       开申请
       3.其他                    4    2    4    7   5   3  25

    """
  #expect(try cells(text)["applications.other.unpaid_fee.total"]?.status != .blank)
}

@Test func `a figure with a mark at the end of a row is no empty cell`() throws {
  let rows = rowLabels.map { "['\($0)', '5', '1', '2', '3', '4', '6', '21※']" }
  let heads = (["'序'"] + applicants.map { "'\($0)'" }).joined(separator: ", ")
  let text = "三、收到和处理政府信息公开申请情况\n[[\(heads)],\n" + rows.joined(separator: ",\n") + "]\n"
  let read = try cells(text)
  #expect(read["applications.disclosed.natural_person"]?.value?.description == "5")
  #expect(read["applications.disclosed.total"]?.status == .unreadable)
}

@Test func `digits that are no figure leave no cell of table four empty`() throws {
  let text = """
    第二十条第(五)项
    信息内容
    本年处理决定数量
    行政许可
    4
    四、政府信息公开行政复议、行政诉讼情况

    | 类型 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    | 行政复议 | 2’231 | 0 | 1 | 1 | 2233 |
    | 未经复议直接起诉 | 4 | 1 | 0 | 0 | 5 |
    | 复议后起诉 | 3 | 1 | 0 | 0 | 4 |

    """
  let read = try cells(text)
  #expect(read["review_litigation.reconsideration.upheld"]?.status != .blank)
  #expect(read["review_litigation.litigation_direct.total"]?.value?.description == "5")
}

@Test func `parts of table four are read in the order in which one line names them`() throws {
  let results = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
  let text = """
    第二十条第(五)项
    信息内容
    本年处理决定数量
    行政许可
    4
    四、政府信息公开行政复议、行政诉讼情况

    行政复议\t行政诉讼

    复议后起诉\t未经复议直接起诉

    \(results)\t\(results)\t\(results)

    5\t10\t0\t0\t15\t2\t2\t0\t1\t5\t0\t0\t1\t5\t6

    """
  let read = try figures(text, "review_litigation")
  #expect(read["review_litigation.reconsideration.total"] == "15")
  #expect(read["review_litigation.litigation_after_reconsideration.upheld"] == "2")
  #expect(read["review_litigation.litigation_direct.total"] == "6")
}
