import Testing

/// Texts in which a program wrote the attributes of a page's elements behind their content.

private let style = "{style=\"font-size: 10.5pt;font-family:仿宋_GB2312\"}"

private let tableTwo = [
  ["第二十条第(五)项", "", "", ""], ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
  ["行政许可", "12", "3", "405"], ["其他对外管理服务事项", "4", "", "9"], ["第二十条第(六)项", "", "", ""],
  ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"], ["行政处罚", "8", "0", "61"],
  ["行政强制", "1", "", "2"],
]

@Test func `columns of spans with their attributes are read under their headings`() throws {
  let width = 60
  let lines = tableTwo.map { row in
    row.map { cell in
      let printed = cell.isEmpty ? "" : "[\(cell)]\(style)"
      let columns = printed.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2000 ? 2 : 1) }
      return printed + String(repeating: " ", count: width - columns + 20)
    }.joined()
  }
  let read = try figures(
    "[**二、主动公开政府信息情况**]\(style)\n\n" + lines.map { "  \($0)\n" }.joined(),
    "disclosure"
  )
  #expect(read["disclosure.licensing.prior_items"] == "12")
  #expect(read["disclosure.licensing.decisions"] == "405")
  #expect(read["disclosure.coercion.decisions"] == "2")
  #expect(read["disclosure.coercion.change"] == nil)
}

@Test func `cells that are blocks with attributes are read`() throws {
  let lines = tableTwo.flatMap { row in
    ["::: {.tr style=\"height:20px\"}"]
      + row.filter { !$0.isEmpty }.flatMap {
        ["::: {.td}", "[\($0)[]{lang=\"EN-US\"}]\(style)", ":::", ""]
      }
      + [":::", ""]
  }
  let read = try figures("二、主动公开政府信息情况\n\n" + lines.joined(separator: "\n") + "\n", "disclosure")
  #expect(read["disclosure.licensing.decisions"] == "405")
  #expect(read["disclosure.penalties.prior_items"] == "8")
  #expect(!read.keys.contains { $0.contains("coercion") })
}

@Test func `a few words in brackets with attributes change nothing else`() throws {
  let text = """
    二、主动公开政府信息情况 [索引]{.mark}
    第二十条第(六)项
    信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
    行政处罚 | 5 | [1]{.mark} | 3

    """
  #expect(try figures(text)["disclosure.penalties.decisions"] == "3")
}

@Test func `spans beside a table that kept its tags are read`() throws {
  let rows = tableTwo.map { row in
    "| " + row.map { $0.isEmpty ? "" : "[\($0)]\(style)" }.joined(separator: " | ") + " |"
  }
  let tagged = "<table><tr><td>一、本年新收政府信息公开申请数量</td><td>5</td></tr></table>"
  let text = "二、主动公开政府信息情况\n\n" + rows.joined(separator: "\n") + "\n\n\(tagged)\n"
  let read = try figures(text, "disclosure")
  #expect(read["disclosure.licensing.decisions"] == "405")
  #expect(read["disclosure.coercion.prior_items"] == "1")
}
