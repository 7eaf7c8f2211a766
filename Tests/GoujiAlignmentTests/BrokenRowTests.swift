import Foundation
import GoujiModel
import Testing

/// Rows whose label goes on below its number, in a line of empty cells.

private let head = """
  三、收到和处理政府信息公开申请情况
  | | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
  | 一、本年新收政府信息公开申请数量 | | 7 | 2 | 3 | 4 | 5 | 6 | 27 |

  """

private func read(_ lines: String) throws -> [String: String] {
  try figures(head + lines, "applications.")
}

@Test func `a label below its number has the figures beside that`() throws {
  let read = try read(
    #"""
    | 二、\\ | | 1 | 2 | 3 | 4 | 5 | 6 | 21 |
    | 上年结转政府信息公开申请数量 | | | | | | | | |
    | (三)\\ | 1.\\ | 8 | | | | 4 | | 12 |
    | 不予公开 | 属于国家秘密 | | | | | | | |
    | | ４．\\ | 9 | | | | | 5 | 14 |
    | | 保护第三方合法权益 | | | | | | | |
    | (七\\ | | 18 | 2 | 3 | 4 | 9 | 11 | 47 |
    | )总计 | | | | | | | | |

    """#
  )
  #expect(read["applications.new_received.total"] == "27")
  #expect(read["applications.carried_in.natural_person"] == "1")
  #expect(read["applications.carried_in.total"] == "21")
  #expect(read["applications.refused.state_secret.legal_service"] == "4")
  #expect(read["applications.refused.third_party_rights.other_org"] == "5")
  #expect(read["applications.handled_total.total"] == "47")
}

@Test func `a label with a number of its own is not that of the number above it`() throws {
  let lines = """
    | | 3. | 1 | 2 | 3 | 4 | 5 | 6 | 21 |
    | | 4.保护第三方合法权益 | | | | | | | |

    """
  let cells = try cells(head + lines)
  for column in ["natural_person", "total"] {
    #expect(cells["applications.refused.third_party_rights." + column]?.status == .ambiguous)
  }
}

@Test func `a label below figures that no label stands beside may be theirs`() throws {
  let lines = """
    | | | 1 | 2 | 3 | 4 | 5 | 6 | 21 |
    | | 4.保护第三方合法权益 | | | | | | | |
    | | 5.属于三类内部事务信息 | | | | | | | |

    """
  let cells = try cells(head + lines)
  #expect(cells["applications.refused.third_party_rights.total"]?.status == .ambiguous)
  #expect(cells["applications.refused.internal_affairs.total"]?.status == .blank)
}

@Test func `a label behind figures in its line and before none is not that of an empty row`() throws
{
  let lines = """
    | 21 | 6 | 5 | 4 | 3 | 2 | 1 | | 二、上年结转政府信息公开申请数量 |
    | 21 | 6 | 5 | 4 | 3 | 2 | 1 | | (一)予以公开 |

    """
  let cells = try cells(head + lines)
  #expect(cells["applications.carried_in.total"]?.status == .ambiguous)
  #expect(cells["applications.disclosed.total"]?.status == .ambiguous)
}

@Test func `the words of a drawn row are read cell by cell`() throws {
  let border = "+------+------+----+----+----+----+----+----+----+\n"
  let text =
    "三、收到和处理政府信息公开申请情况\n" + border + """
      |      |      | 自 | 商 | 科 | 社 | 法 | 其 | 总 |
      |      |      | 然 | 业 | 研 | 会 | 律 | 他 | 计 |
      |      |      | 人 | 企 | 机 | 公 | 服 |    |    |
      |      |      |    | 业 | 构 | 益 | 务 |    |    |
      |      |      |    |    |    | 组 | 机 |    |    |
      |      |      |    |    |    | 织 | 构 |    |    |

      """ + border + """
      | 一、 |      |  7 |  2 |  3 |  4 |  5 |  6 | 27 |
      | 本年 |      |    |    |    |    |    |    |    |
      | 新收 |      |    |    |    |    |    |    |    |
      | 政府 |      |    |    |    |    |    |    |    |
      | 信息 |      |    |    |    |    |    |    |    |
      | 公开 |      |    |    |    |    |    |    |    |
      | 申请 |      |    |    |    |    |    |    |    |
      | 数量 |      |    |    |    |    |    |    |    |

      """ + border + """
      | (三) | 1.属 |    |    |    |    |    |    |    |
      | 不予 | 于国 |  1 |    |    |    |    |  8 |  9 |
      | 公开 | 家秘 |    |    |    |    |    |    |    |
      |      | 密   |    |    |    |    |    |    |    |

      """ + border
  let cells = try cells(text)
  #expect(cells["applications.new_received.total"]?.value?.description == "27")
  #expect(cells["applications.refused.state_secret.natural_person"]?.value?.description == "1")
  #expect(cells["applications.refused.state_secret.business"]?.status == .blank)
  #expect(cells["applications.refused.state_secret.total"]?.value?.description == "9")
}

@Test func `rows that no drawn line divides are not one row`() throws {
  let border = "+--------+--------+--------+--------+\n"
  let text =
    "二、主动公开政府信息情况\n" + border + """
      | 第二十条第(一)项 | | | |

      """ + border + """
      | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
      | 规章 | 0 | 1 | 2 |

      """ + border
  #expect(try figures(text)["disclosure.regulations.repealed"] == "1")
}

@Test func `a label in a drawn row goes on below the numeral before its comma`() throws {
  let read = try read(
    """
    +-------+-------+-------+-------+-------+-------+-------+-------+-------+
    | 三    | (一   | 1     | 2     | 3     | 4     | 5     | 6     | 21    |
    | 、本  | )予以 |       |       |       |       |       |       |       |
    | 年度  | 公开  |       |       |       |       |       |       |       |
    +-------+-------+-------+-------+-------+-------+-------+-------+-------+
    |       | (     | 0     | 2     | 3     | 4     | 5     | 6     | 20    |
    |       | 二)部 |       |       |       |       |       |       |       |
    |       | 分公  |       |       |       |       |       |       |       |
    |       | 开    |       |       |       |       |       |       |       |
    +-------+-------+-------+-------+-------+-------+-------+-------+-------+

    """
  )
  #expect(read["applications.disclosed.natural_person"] == "1")
  #expect(read["applications.disclosed.total"] == "21")
  #expect(read["applications.partially_disclosed.total"] == "20")
}

@Test func `headings that take several lines of drawn rows name the columns below them`() throws {
  let line = "+" + String(repeating: "-------+", count: 15)
  func row(_ cells: [String]) -> String {
    "| "
      + cells.map { $0.padding(toLength: 6, withPad: " ", startingAt: 0) }.joined(separator: "| ")
      + "|"
  }
  func empty(_ count: Int) -> [String] { Array(repeating: "", count: count) }
  let first = ["结果", "结果", "其他", "尚未", "总"]
  let second = ["维持", "纠正", "结果", "审结", "计"]
  let text =
    ([
      "四、政府信息公开行政复议、行政诉讼情况", line, row(["行政"] + empty(4) + ["行政"] + empty(9)),
      row(["复议"] + empty(4) + ["诉讼"] + empty(9)), line,
      row(first + ["未经"] + empty(4) + ["复"] + empty(4)),
      row(second + ["复议"] + empty(4) + ["议后"] + empty(4)),
      row(empty(5) + ["直接"] + empty(4) + ["起诉"] + empty(4)), row(empty(5) + ["起诉"] + empty(9)),
      line,
      row(empty(5) + first + first), row(empty(5) + second + second), line,
      row(["", "0", "77", "15", "92", "8", "16", "", "251", "275", "", "49", "", "337", "386"]),
      line,
    ]).joined(separator: "\n") + "\n"
  let read = try figures(text)
  #expect(read["review_litigation.reconsideration.upheld"] == nil)
  #expect(read["review_litigation.reconsideration.other"] == "77")
  #expect(read["review_litigation.litigation_direct.pending"] == "251")
  #expect(read["review_litigation.litigation_after_reconsideration.total"] == "386")
  #expect(read.count == 11)
}
