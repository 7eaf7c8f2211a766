import GoujiDecoding
import GoujiModel
import GoujiTestSupport
import Testing

@testable import GoujiDocument

// MARK: Lines

@Test func `blocks are lines, inline elements glue`() throws {
  let page = try body(
    """
    <h1>年度<b>报告</b></h1><div>一、<span>总体</span>情况<p>甲</p>乙</div>
    <ul><li>丙</li><li>丁</li></ul>戊<br>己<hr>庚
    """
  )
  #expect(shownText(page) == "年度报告\n一、总体情况\n甲\n乙\n丙\n丁\n戊\n己\n庚\n")
}

@Test func `blanks collapse, wherever they come from`() throws {
  let page = try body("<p>\n  申请  \t<b> 12 </b>\n件&nbsp;&nbsp;\u{3000}整 </p>")
  #expect(shownText(page) == "申请 12 件 整\n")
}

@Test func `characters without width are left out`() throws {
  let page = try body("<p>1\u{200B}2\u{FEFF}&shy;&#8203;3</p>")
  #expect(shownText(page) == "123\n")
}

@Test func `a line that holds only a fixed blank, or only a break, stays an empty line`() throws {
  let page = try body("<p>规章</p><p>&nbsp;</p><p></p><p>12</p><p><br></p><p>3<br></p>")
  #expect(shownText(page) == "规章\n\n12\n\n3\n")
}

@Test func `preformatted text keeps its lines`() throws {
  let page = try body("<pre>规章  1\n\n行政许可\t2\n</pre>尾")
  #expect(shownText(page) == "规章  1\n\n行政许可\t2\n尾\n")
}

@Test(arguments: [
  ("&lt;3&gt;&amp;&quot;", "<3>&\""), ("&#20214;&#x4EF6;", "件件"), ("&hellip;&mdash;", "…—"),
  ("&nbsp12&nbsp", "12"), ("甲&nbsp乙", "甲 乙"), ("A&ampB", "A&B"), ("甲&foo;乙", "甲&foo;乙"),
  ("R&D", "R&D"), ("a & b", "a & b"), ("&#150;&#128;", "–€"), ("3 < 5", "3 < 5"), ("&#53;", "5"),
  ("&#59;&semi", ";&semi"), ("甲&a-b&c_d乙", "甲&a-b&c_d乙"), ("&a.b;&c:d;", "&a.b;&c:d;"),
  ("&#0;&#xD800;&#9999999999;甲", "甲"),
])
func `character references are read as browsers do`(markup: String, expected: String) throws {
  #expect(shownText(try body("<p>\(markup)</p>")) == expected + "\n")
}

@Test(arguments: [
  "<script>document.write('<table><tr><td>1</td></tr></table>')</script>",
  "<style>td { color: red }</style>", "<!-- <p>旧</p> -->", "<template><p>旧</p></template>",
  "<noscript><p>旧</p></noscript>", "<p style=\"display:none\">旧</p>",
  "<div style='color:red; DISPLAY : None !important'><table><tr><td>旧</td></tr></table></div>",
  "<span style=visibility:hidden>旧</span>", "<i style='visibility:hidden;opacity:0.5'>旧</i>",
  "<p style='display:none;opacity:0'>旧</p>", "<section hidden><p>旧</p></section>",
  "<input type=hidden value=旧>", "<select><option>旧</option></select>", "<?php 旧 ?>",
  "<table style=display:none><tr><td>旧</td><td>旧</td></tr></table>",
  "<s>旧</s>", "<span style='color:red;text-decoration: line-through'>旧</span>",
  "<ruby><rp>(</rp><rt>旧</rt><rp>)</rp></ruby>", "<![if !supportLists]><![endif]>",
])
func `what a browser does not show is not read`(markup: String) throws {
  let page = try body("<p>前</p>\(markup)<p>后</p>")
  #expect(shownText(page) == "前\n后\n")
  #expect(page.grids.isEmpty)
}

@Test(arguments: [
  "<p style='display:block'>新</p>", "<p style='overflow:hidden'>新</p>",
  "<p style='text-decoration:none'>新</p>", "<p style='border-display:none'>新</p>",
  "<p aria-hidden=true>新</p>", "<o:p>新</o:p>", "<font face=\"仿宋\">新</font>",
  "<p title=\"display:none\">新</p>", "<div style='visibility: hidden; opacity: 0;'><p>新</p></div>",
  "<div style='opacity:0;visibility:hidden'><p>新</p></div>",
])
func `what a browser shows is read`(markup: String) throws {
  #expect(shownText(try body(markup)) == "新\n")
}

@Test func `of the entries of a menu in a cell the chosen one is read`() throws {
  let menu = "<select><option>1</option><option selected>新</option><option>3</option></select>"
  let page = try body("<table><tr><td>甲</td><td>\(menu)</td></tr></table>")
  #expect(page.grids.first?.cells.count == 2)
  #expect(shownText(page).contains("新"))
  #expect(!shownText(page).contains("3"))
}

@Test(arguments: [
  ".old { display: none }", "p{color:red} .x, .old{ color:red; DISPLAY:none }",
  "/* .old {} */ @import 'a.css'; .old{visibility:hidden}", "#former{display:none!important}",
  "<!-- .old{display:none} -->", "@media print { .x { color: red } } .old { display: none }",
])
func `what the page's own style sheet hides is not read`(style: String) throws {
  let page = try body("<style>\(style)</style><p>前</p><p class='a old' id=former>旧</p>")
  #expect(shownText(page) == "前\n")
}

@Test(arguments: [
  "@media print { .old { display: none } } p { color: red }", ".old .a{display:none}",
  ".old:hover{display:none}", ".old{display:none} .old.a{display:block}", "p.old{display:none}",
  ".older{display:none}", ".old{display:none", ".old{color:red}",
])
func `what a style sheet hides at times or elsewhere is read`(style: String) throws {
  let page = try body("<style>\(style)</style><p>前</p><p class='a old' id=former>新</p>")
  #expect(shownText(page) == "前\n新\n")
}

@Test func `a body that a script would show is read`() throws {
  let page = try document(Array("<html><body style='display:none'><p>新</p></body></html>".utf8))
  #expect(shownText(page) == "新\n")
}

@Test func `title and meta elements are kept apart from the text`() throws {
  let file = """
    <html><head>
    <title>某县 2023年
    年报</title><META NAME="PubDate" CONTENT="2024-01-20 10:00">
    <meta property='og:title' content='年报'><meta charset=utf-8><meta name=empty>
    </head><body>文</body></html>
    """
  let page = try document(Array(file.utf8))
  #expect(shownText(page) == "文\n")
  #expect(page.metadata.map(\.name) == ["title", "PubDate", "og:title"])
  #expect(page.metadata.map(\.value) == ["某县 2023年 年报", "2024-01-20 10:00", "年报"])
  #expect(page.metadata.map(\.place.line) == [2, 3, 4])
  let meta = page.metadata[1].place
  let cut = Array(file.utf8)[meta.offset..<meta.offset + meta.length]
  #expect(
    String(decoding: cut, as: UTF8.self) == "<META NAME=\"PubDate\" CONTENT=\"2024-01-20 10:00\">"
  )
}

// MARK: Kinds

@Test func `a text without tags stays as it is`() throws {
  let text = "规章 | 0 |\r\n\r\n 行政许可 < 3\t|\n<http://example.org/>\n"
  let result = try document(Array(text.utf8))
  #expect(result.kind == .text)
  #expect(result.text == Array(text.utf8))
  #expect(result.grids.isEmpty)
}

@Test func `text behind a broken comment with a control character is whole`() throws {
  let page = """
    <html><body><p>甲<!\u{17}>乙15丙</p><p>甲<!\u{1}>12</p><p><!\u{1}>\u{FFFD}丁</p></body></html>
    """
  let result = try document(Array(page.utf8))
  #expect(result.string(0..<result.text.count) == "甲乙15丙\n甲12\n\u{FFFD}丁\n")
}

@Test func `a text that is too large is read up to the last line before the limit`() throws {
  let text = try decode(Array("规章 1\n行政许可 2\n总计 3\n".utf8))
  let cut = Document.flattened(text, limit: 25)
  #expect(cut.string(0..<cut.text.count) == "规章 1\n行政许可 2\n")
  #expect(cut.repairs == [Repair(kind: .sizeLimit, offset: cut.text.count)])
  let line = Document.flattened(try decode(Array("行政许可".utf8)), limit: 7)
  #expect(line.string(0..<line.text.count) == "行政")
  #expect(Document.flattened(text, limit: 100).repairs.isEmpty)
}

@Test func `a text with scattered tags keeps its lines and loses the tags`() throws {
  let text = """
    <div class="head">

    | 规章 | **0** |
    | 行政<br>许可 | 3 < 5 |

    <span
    style="x">行政处罚</span>
      12
    见 <http://example.org/>
    </div>
    """
  let result = try document(Array(text.utf8))
  #expect(result.kind == .text)
  #expect(
    shownText(result)
      == "\n\n| 规章 | **0** |\n| 行政 许可 | 3 < 5 |\n\n行政处罚\n  12\n见 <http://example.org/>\n"
  )
}

@Test func `a table inside a text becomes a grid, the lines around it stay`() throws {
  let text = """
    # 年报

    | 规章 | 1 |

    <table>
    <tr>
    <td>

    本年新
    制作数量

    </td> <td>2</td></tr>
    <tr><td>行政许可</td>
    <td><p>3</p></td></tr>
    </table>

    结束

    """
  let result = try document(Array(text.utf8))
  #expect(result.kind == .html)
  #expect(
    shownText(result) == "# 年报\n\n| 规章 | 1 |\n\n本年新/制作数量|2|\n行政许可|3|\n\n\n结束\n"
  )
  #expect(onlyGrid(result) == "0:本年新/制作数量 1:2\n0:行政许可 1:3")
}

@Test func `the lines in a layout table of a text stay lines`() throws {
  let lines = (1...100).map { "<strong>\($0)</strong>" }.joined(separator: "\n")
  let text = "<table><tr><td>首页</td><td>\n\(lines)\n</td></tr></table>\n"
  let result = try document(Array(text.utf8))
  #expect(result.grids.isEmpty)
  let expected = "首页\n" + (1...100).map { "\($0)\n" }.joined()
  #expect(shownText(result).hasPrefix(expected))
}

// MARK: Lines of the file

@Test(arguments: ["\n", "\r\n", "\r"], ["UTF-8", "UTF-16LE", "GB18030"])
func `lines are those of the file`(lineEnd: String, encoding: String) throws {
  let lines = ["政府信息公开报告", "行政许可 12 件", "", "申请"]
  let result = try document(encoded(lines.joined(separator: lineEnd), in: encoding))
  var expected = [0]
  for line in lines.dropLast() {
    expected.append(encoded(line + lineEnd, in: encoding).count + (expected.last ?? 0))
  }
  #expect(result.lineStarts == expected)
  #expect(result.line(at: expected[3]) == 4)
  #expect(result.line(at: expected[3] - 1) == 3)
}

// MARK: Places

/// A page with everything that makes places hard to keep.
private let intricatePage = """
  <html><head><title>年度报告</title><style>td { x: "<td>" }</style></head>
  <body><p>一、总体 情况&nbsp;&nbsp;好<!-- 旧 --></p>
  <TABLE><TR><TH colspan=2>信息<BR>内容</TH><td>&#25968;量&#x91CF;</td>
  <tr><td> <span>规 章</span> </td><td>1<b>2</b>&nbsp;件</td><td><!-- 0 -->0<script>1</script></td>
  <tr><td>政府　公开</td><td></td><td>&lt;3 &amp 4</td></tr></TABLE>
  <p>政府信息公开申请，行政机关报告。</p></body></html>
  """

@Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"], [true, false])
func `the place of every cell is where it is printed`(encoding: String, hasMark: Bool) throws {
  let mark: [UInt8] =
    switch encoding {
    case "UTF-8": [0xEF, 0xBB, 0xBF]
    case "UTF-16LE": [0xFF, 0xFE]
    case "UTF-16BE": [0xFE, 0xFF]
    default: []
    }
  let file = (hasMark ? mark : []) + encoded(intricatePage, in: encoding)
  let page = try document(file)
  let cuts = page.grids.flatMap(\.cells).map { cell in
    let place = page.place(of: cell.range)
    return decoded(Array(file[place.offset..<place.offset + place.length]), from: encoding)
  }
  #expect(
    cuts == [
      "信息<BR>内容", "&#25968;量&#x91CF;", "规 章", "1<b>2</b>&nbsp;件", "0", "政府　公开", "",
      "&lt;3 &amp 4",
    ]
  )
  #expect(
    onlyGrid(page)
      == "0:信息/内容[1x2] 2:数量量\n0:规 章 1:12 件 2:0\n0:政府 公开 1: 2:<3 & 4"
  )
  let empty = page.place(of: try #require(page.grids.first).cells[6].range)
  #expect(empty.length == 0)
  #expect(empty.line == 5)
  let before = decoded(Array(file[..<empty.offset]), from: encoding)
  #expect(before.hasSuffix("政府　公开</td><td>"))
}

@Test func `a run longer than the parser's buffer keeps its places`() throws {
  let long = String(repeating: "行政机关公开12政府信息", count: 400)
  let file = Array("<html><p>\(long)</p><p>申请 &amp; 报告</p>".utf8)
  let page = try document(file)
  for start in stride(from: 0, to: long.utf8.count - 32, by: 32) {
    let place = page.place(of: start..<start + 6)
    #expect(
      String(decoding: file[place.offset..<place.offset + place.length], as: UTF8.self) == "行政"
    )
  }
  let last = page.place(of: page.text.count - 7..<page.text.count - 1)
  #expect(String(decoding: file[last.offset..<last.offset + last.length], as: UTF8.self) == "报告")
}

@Test func `characters that the parser drops do not shift what follows`() throws {
  let file = Array("<html><p>甲\u{1}乙</p><p>丙\u{FFFE}</p><p>丁</p>".utf8)
  let page = try document(file)
  #expect(shownText(page) == "甲乙\n丙\n丁\n")
  let place = page.place(of: page.text.count - 4..<page.text.count - 1)
  #expect(String(decoding: file[place.offset..<place.offset + place.length], as: UTF8.self) == "丁")
}

@Test func `pages read at the same time come out the same`() async throws {
  let file = encoded(intricatePage, in: "GB18030")
  let expected = try document(file)
  try await withThrowingTaskGroup(of: Document.self) { group in
    for _ in 0..<64 { group.addTask { try document(file) } }
    for try await page in group {
      #expect(page.text == expected.text)
      #expect(page.sourceMap == expected.sourceMap)
    }
  }
}

// MARK: Noise

@Test(arguments: 0..<300 as Range<UInt64>)
func `a page of noise never traps and stays in order`(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let pieces = [
    "<table>", "</table>", "<tr>", "</tr>", "<td colspan=99999>", "<td rowspan=0>", "</td>", "<th>",
    "<tbody>", "</tbody>", "<caption>", "<td rowspan=3>", "<p>", "</p>", "<pre>", "</pre>", "<br>",
    "<div hidden>", "</div>", "<font>", "<ul><li>", "数", "12", " ", "\n", "&nbsp;", "&#x0;", "&#65",
    "&", "<", ">", "\u{1}", "\u{FFFF}", "<!--", "-->", "<script>", "</script>", "<title>", "<td",
    "=\"", "'", "<x:y>", "<td style='display:none'>", "</html>", "<body>",
  ]
  let isPage = Bool.random(using: &generator)
  let noise = (0..<120).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  let file = Array(((isPage ? "<html>" : "") + noise).utf8)
  let page = try document(file)
  #expect((try? UTF8Span(validating: page.text.span)) != nil, "seed \(seed)")
  var lastRun = SourceMap.Run(textOffset: -1, sourceOffset: 0, textWidth: 1, sourceWidth: 1)
  for run in page.sourceMap.runs {
    #expect(run.textOffset > lastRun.textOffset, "seed \(seed)")
    #expect(run.sourceOffset >= lastRun.sourceOffset, "seed \(seed)")
    lastRun = run
  }
  for grid in page.grids {
    var taken: Set<[Int]> = []
    #expect(grid.range.upperBound <= page.text.count, "seed \(seed)")
    for cell in grid.cells {
      #expect(page.text[cell.range.upperBound] == Document.cellEnd, "seed \(seed)")
      #expect(
        !page.text[cell.range].contains { $0 == Document.cellEnd || $0 == 0x0A },
        "seed \(seed)"
      )
      #expect(cell.row + cell.rowSpan <= grid.rowCount, "seed \(seed)")
      #expect(cell.column + cell.columnSpan <= grid.columnCount, "seed \(seed)")
      for row in cell.row..<cell.row + cell.rowSpan {
        for column in cell.column..<cell.column + cell.columnSpan {
          #expect(taken.insert([row, column]).inserted, "seed \(seed)")
        }
      }
      let place = page.place(of: cell.range)
      #expect(place.offset + place.length <= file.count, "seed \(seed)")
    }
  }
}
