import GoujiModel
import Testing

// Rows of whose cells nothing was left, which are no empty cells.

private func status(_ text: String, _ prefix: String) throws -> Set<CellStatus> {
  Set(try cells(text).filter { $0.key.hasPrefix(prefix) }.map(\.value.status))
}

@Test func `a row of a page that ends with its label has no cells that are empty`() throws {
  let rows = rowLabels.prefix(4).map { "<tr><td>\($0)</td><td>4</td></tr>" }.joined()
  let text = """
    <h3>三、收到和处理政府信息公开申请情况</h3><table><tr><td>申请人情况</td><td>自然人</td></tr>\(rows)
    <tr><td>(三)不予公开</td><td>1.属于国家秘密</td></tr></table>
    """
  #expect(try status(text, "applications.refused.state_secret") == [.missing])
}

@Test func `a row between separators that ends with its label has no cells that are empty`() throws
{
  let headings = "| | " + applicants.joined(separator: " | ") + " |"
  let rows = rowLabels.map { "| \($0) | 1 | 0 | 0 | 0 | 0 | 0 | 1 |" }
  let text = (["三、收到和处理政府信息公开申请情况", headings] + rows + ["| (七)总计 |"]).joined(separator: "\n")
  #expect(try status(text + "\n五、存在的主要问题\n", "applications.handled_total") == [.missing])
  #expect(try status(text, "applications.disclosed") == [.reported])
}

@Test func `rows whose headings and values are all gone are missing`() throws {
  let labels = """
    二、主动公开政府信息情况
    第二十条第(一)项

    信息内容

    规章

    行政规范性文件

    第二十条第(五)项

    信息内容

    行政许可


    """
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  #expect(try status(labels + tableThree(applicants, rows), "disclosure.normative") == [.missing])
  let withHeading = labels.replacing("规章", with: "本年制发件数\n\n本年废止件数\n\n现行有效件数\n\n规章")
  #expect(
    try status(withHeading + tableThree(applicants, rows), "disclosure.normative") == [.blank]
  )
}

@Test func `a row in whose label the text breaks off is missing`() throws {
  let rows = rowLabels.dropLast().map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let text = tableThree(applicants, rows) + "4.保护第三方合法"
  #expect(try status(text, "applications.refused.third_party") == [.missing])
}

@Test(arguments: ["03001044.1%", "3-0-1"])
func `a row behind whose label digits are printed that are no figure is not empty`(
  _ digits: String
)
  throws
{
  var rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  rows[3] = ("(二)部分公开(区分处理的,只计这一情形)\(digits)", [])
  #expect(try !status(tableThree(applicants, rows), "applications.partially").contains(.blank))
}

@Test
func `a value further to the left than its label on a line divided alike leaves the row open`()
  throws
{
  let text = """
    二、主动公开政府信息情况
    \t\t第二十条第(六)项\t\t\t\t
    \t\t信息内容\t\t\t
    \t本年处理决定数量\t\t\t\t
    \t\t行政处罚\t\t\t
    \t15\t\t\t\t
    \t\t行政强制\t\t\t
    \t2\t\t\t\t

    """
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  #expect(try !status(text + tableThree(applicants, rows), "disclosure.penalties").contains(.blank))
}

@Test func `a figure before a heading that begins like a unit is read`() throws {
  let text = """
    二、主动公开政府信息情况
    条款依据\t信息内容\t本年制发件数\t本年废止件数\t现行有效件数
    第二十条第(一)项\t规章\t1\t2\t3
    行政规范性文件\t15\t7\t107
    条款依据\t信息内容\t本年处理决定数量
    第二十条第(五)项\t行政许可\t60694

    """
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let read = try figures(text + tableThree(applicants, rows), "disclosure.")
  #expect(read["disclosure.normative_documents.in_force"] == "107")
}

@Test func `digits glued into a torn label leave no empty row`() throws {
  let text = """
    三、收到和处理政府信息公开申请情况

    三、本年度办理结果(一)予\\000150015
    以公开

    (二)部分公开0007108

    (三)不予公开1.属于国家秘密2703600063

    2.其他法律行政法规禁止公开310000031

    3.危及"三安全一稳定"0200003353

    4.保护第三\\0000000
    方合法权益

    5.属于三\\0000000
    类内部事务信息

    6.属于四类\\0000000
    过程性信息

    7.属于\\8000008
    行政执法案卷

    8.属于行政\\000002222
    查询事项

    """
  #expect(try !status(text, "applications.").contains(.blank))
}
