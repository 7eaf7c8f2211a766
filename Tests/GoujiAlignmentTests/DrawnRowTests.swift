import GoujiModel
import Testing

/// Rows whose cells stand between drawn lines or under one another.

private let head = """
  三、收到和处理政府信息公开申请情况
  +------+--------+------+------+------+------+------+------+
  | 项目 | 自然人 | 商业 | 科研 | 社会 | 法律 | 其他 | 总计 |
  |      |        | 企业 | 机构 | 公益 | 服务 |      |      |
  |      |        |      |      | 组织 | 机构 |      |      |
  +------+--------+------+------+------+------+------+------+

  """
private let line = "+------+--------+------+------+------+------+------+------+\n"

@Test func `the values of a drawn row may stand on several of its lines`() throws {
  let text =
    head + """
      | 一、本年新收政府 | 5 | | 2 | 3 | | 6 | |
      | 信息公开申请数量 | | 1 | | | 4 | | 21 |

      """ + line
  let read = try figures(text, "applications.new_received")
  #expect(read["applications.new_received.natural_person"] == "5")
  #expect(read["applications.new_received.business"] == "1")
  #expect(read["applications.new_received.legal_service"] == "4")
  #expect(read["applications.new_received.total"] == "21")
}

@Test func `two figures of one column in a drawn row may be one that was broken`() throws {
  let text =
    head + """
      | 一、本年新收政府信息公开申请数量 | | | | | | | |
      | | 5 | 1 | 2 | 3 | 4 | 6 | |
      | | 2 | | | | | | |

      """ + line
  #expect(try figures(text, "applications.").isEmpty)
}

@Test func `a label below words of another one in its drawn cell does not name the row`() throws {
  let text =
    head + """
      | 法律文书送达以后补充 | 5 | 1 | 2 | 3 | 4 | 6 | 21 |
      | (一)予以公开 | | | | | | | |

      """ + line
  #expect(try figures(text, "applications.").isEmpty)
}

@Test func `columns of a text in which signs were made spaces are not told by where they stand`()
  throws
{
  let row = { (label: String, figures: [String]) in
    label + figures.map { $0 + String(repeating: " ", count: 10 - $0.count) }.joined()
  }
  let words = String(repeating: "本机关按时更新了网站栏目\n", count: 30)
  let table = """
    三 收到和处理政府信息公开申请情况
    \(row("一 本年新收政府信息公开申请数量  ", ["105", "1", "32", "4", "54", "6", "202"]))
    \(row("二 上年结转政府信息公开申请数量  ", ["5", "21", "2", "43", "4", "16", "91"]))
    \(row("一 予以公开                      ", ["", "7", "", "", "8", "", "15"]))
    \(row("二 部分公开                      ", ["6", "33", "4", "12", "8", "105", "7"]))
    五 存在的主要问题及改进情况
    栏目分类还不够细

    """
  let cell = "applications.disclosed.business"
  #expect(try figures(words + table)[cell] == nil)
  #expect(try figures(words + "更新及时,方便查阅。\n" + table)[cell] == "7")
}

@Test func `figures that cells of a drawn row print a line lower are no empty cells`() throws {
  let line = "├─────┼─────────────────────────────┼────┼────┼───┼─────┼─────┼───┼────┤"
  let text = """
    三、收到和处理政府信息公开申请情况
    │     │                             │自然│商业│科研│社会公益组织│法律服务机构│其他│总计│
    \(line)
    │     │1.申请人无正当理由逾期不补正 │0   │0   │43 │0    │0    │30 │73  │
    │     │、行政机关不再处理其政府信息 │    │    │   │     │     │   │    │
    │     │公开申请                     │    │    │   │     │     │   │    │
    │(六) ├─────────────────────────────┼────┼────┼───┼─────┼─────┼───┼────┤
    │其他 │2.申请人逾期未按收费通知要求 │217 │    │   │     │     │   │247 │
    │处理 │缴纳费用、行政机关不再处理其 │件  │4   │0  │0    │16   │10 │件  │
    │     │政府信息公开申请             │    │    │   │     │     │   │    │
    \(line)
    │     │3.其他                       │0   │38  │5  │2    │19   │0  │64  │
    \(line)

    """
  let read = try cells(text).filter { $0.key.contains("unpaid_fee") }
  #expect(!read.values.contains { $0.status == .blank })
}
