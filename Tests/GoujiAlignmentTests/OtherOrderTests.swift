import GoujiModel
import Testing

/// A page with table three, a row a table row.
private func page(_ headings: [String], _ rows: [(String, [String])]) -> String {
  func row(_ cells: [String]) -> String {
    "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
  }
  return "<html><body><p>三、收到和处理政府信息公开申请情况</p><table>"
    + row(["申请人情况"] + headings) + rows.map { row([$0.0] + $0.1) }.joined()
    + "</table></body></html>"
}

/// Rows of figures of which no two are alike.
private func rows(_ labels: [String], columns: Int) -> [(String, [String])] {
  labels.enumerated().map { row, label in
    (label, (0..<columns).map { "\(100 * (row + 1) + $0)" })
  }
}

@Test func `rows of a page are read in whatever order they stand`() throws {
  var labels = rowLabels
  labels.append(labels.remove(at: 0))
  labels.swapAt(3, 5)
  let printed = rows(labels, columns: 7)
  let read = try figures(page(applicants, printed))
  #expect(read.count == labels.count * 7)
  #expect(read["applications.new_received.natural_person"] == "800")
  #expect(read["applications.new_received.total"] == "806")
  #expect(read["applications.carried_in.natural_person"] == "100")
  #expect(read["applications.refused.state_secret.total"] == "606")
  #expect(read["applications.refused.security_stability.total"] == "406")
}

@Test func `a label that stands twice among rows in another order has no row that is sure`() throws
{
  var printed = rows(rowLabels, columns: 7)
  printed.append(printed.remove(at: 0))
  printed.append((rowLabels[0], Array(repeating: "9", count: 7)))
  let read = try figures(page(applicants, printed), "applications.new_received")
  #expect(read.isEmpty)
}

@Test func `a row in another order is none of a table that another grid holds`() throws {
  var printed = rows(rowLabels, columns: 7)
  let moved = printed.remove(at: 0)
  let other = page(applicants, [("上年数", Array(repeating: "3", count: 7)), moved])
  let read = try figures(page(applicants, printed) + other, "applications.new_received")
  #expect(read.isEmpty)
}

@Test func `a page without a column that is not its last is read without it`() throws {
  var headings = applicants
  headings.remove(at: 3)
  let printed = rows(rowLabels, columns: 6)
  let read = try cells(page(headings, printed)).filter { $0.key.hasPrefix("applications.") }
  #expect(read.values.count { $0.status == .reported } == rowLabels.count * 6)
  #expect(read["applications.carried_in.research"]?.value?.description == "202")
  #expect(read["applications.carried_in.public_welfare"]?.status == .missing)
  #expect(read["applications.carried_in.legal_service"]?.value?.description == "203")
  #expect(read["applications.carried_in.total"]?.value?.description == "205")
}

@Test func `a page with figures under a heading that is not known lacks no column`() throws {
  var headings = applicants
  headings[3] = "备注"
  var printed = rows(rowLabels, columns: 7)
  for row in printed.indices.dropFirst(4) { printed[row].1[3] = "" }
  let read = try cells(page(headings, printed)).filter { $0.key.hasPrefix("applications.") }
  #expect(read["applications.carried_in.public_welfare"]?.status != .missing)
  #expect(
    read["applications.refused.third_party_rights.legal_service"]?.value?.description == "804"
  )
}

@Test(arguments: [" | ", "\t"])
func `rows of a line each are read in whatever order they stand`(_ separator: String) throws {
  var printed = rows(rowLabels, columns: 7)
  printed.swapAt(0, 1)
  printed.swapAt(4, 5)
  let text =
    "三、收到和处理政府信息公开申请情况\n"
    + printed.map { ([$0.0] + $0.1).joined(separator: separator) }.joined(separator: "\n") + "\n"
  let read = try figures(text)
  #expect(read.count == rowLabels.count * 7)
  #expect(read["applications.new_received.natural_person"] == "100")
  #expect(read["applications.carried_in.natural_person"] == "200")
  #expect(read["applications.refused.state_secret.total"] == "506")
}

@Test func `rows of applications are known by what offices call them`() throws {
  let labels = [
    "一、本年度新收信息公开申请数", "二、上年度转结信息公开申请数", "(一)予以公开", "(二)部分公开", "3.其它", "(七)合计",
    "四、转结下年度继续办理",
  ]
  let headings = applicants.map { $0 == "其他" ? "其它" : $0 }
  let read = try figures(page(headings, rows(labels, columns: 7)))
  #expect(read.count == labels.count * 7)
  #expect(read["applications.other.misc.other_org"] == "505")
  #expect(read["applications.carried_out.total"] == "706")
}

@Test func `headings among pieces of others in their line tell no order of columns`() throws {
  let text = """
    第二十条第(一)项
              本年        本年信息内容               现行有效件数        制发件数     废止件数
    规章                 2             0            0
    行政规范性文件            0             9            4
    第二十条第(五)项
    信息内容           本年处理决定数量
    行政许可                   7

    """
  let read = try figures(text)
  #expect(read["disclosure.licensing.decisions"] == "7")
  #expect(!read.keys.contains { $0.contains("regulations") || $0.contains("normative") })
}
