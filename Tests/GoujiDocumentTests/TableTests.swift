import GoujiModel
import Testing

@testable import GoujiDocument

@Test func `cells are closed by separators, rows by line feeds`() throws {
  let page = try body(
    "前<table><tr><td>规章</td><td>1</td></tr><tr><td>行政许可</td><td></td></tr></table>后"
  )
  #expect(shownText(page) == "前\n规章|1|\n行政许可||\n后\n")
  #expect(onlyGrid(page) == "0:规章 1:1\n0:行政许可 1:")
  #expect(page.repairs.isEmpty)
  let grid = try #require(page.grids.first)
  #expect(page.string(grid.range) == "规章\u{1F}1\u{1F}\n行政许可\u{1F}\u{1F}\n")
}

@Test(arguments: [
  "<table><row><cell>规章</cell><cell>1</cell></row></table>",
  "<row><cell>规章</cell><cell>1</cell></row>",
])
func `rows and cells of the markup of texts are those of a table`(_ markup: String) throws {
  #expect(onlyGrid(try body(markup)) == "0:规章 1:1")
}

@Test func `breaks and blocks divide the lines of a cell`() throws {
  let page = try body(
    "<table><tr><td><p>本年新</p><p>制作数量</p></td><td>上一年<br>项目<br><br>数量<br></td></tr></table>"
  )
  #expect(onlyGrid(page) == "0:本年新/制作数量 1:上一年/项目/数量")
}

@Test func `a cell of fixed blanks is empty`() throws {
  let page = try body("<table><tr><td>&nbsp;\u{3000} <br>&nbsp;</td><td>1</td></tr></table>")
  #expect(onlyGrid(page) == "0: 1:1")
}

@Test func `spans push the cells of later rows aside`() throws {
  let page = try body(
    """
    <table><tr><td colspan=3 rowspan=2>甲</td><td colspan=2>乙</td></tr>
    <tr><td>丙</td><td>丁</td></tr><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td></tr></table>
    """
  )
  #expect(onlyGrid(page) == "0:甲[2x3] 3:乙[1x2]\n3:丙 4:丁\n0:1 1:2 2:3 3:4 4:5")
  let grid = try #require(page.grids.first)
  #expect((grid.rowCount, grid.columnCount) == (3, 5))
  #expect(page.repairs.isEmpty)
}

@Test(
  arguments: [
    // A row too tall for its table, one for its group, and a span to the end of the group.
    ("<tr><td rowspan=9>甲<td>1<tr><td>2", "0:甲[2x1] 1:1\n1:2", [.clippedRowSpan]),
    (
      "<tbody><tr><td rowspan=3>甲<td>1</tbody><tbody><tr><td>乙<td>2", "0:甲 1:1\n0:乙 1:2",
      [.clippedRowSpan]
    ),
    ("<tr><td rowspan=0>甲<td>1<tr><td>2", "0:甲[2x1] 1:1\n1:2", [.zeroSpan]),
    ("<tr><td rowspan=99999999999>甲<td>1", "0:甲 1:1", [.clippedRowSpan]),
    ("<tr><td colspan=0>甲<td>1", "0:甲 1:1", [.zeroSpan]),
    ("<tr><td colspan=9999>甲<tr><td>1", "0:甲[1x200]\n0:1", [.clippedColumnSpan, .unevenRows]),
    // A cell that would cover one from the row above is cut before it.
    ("<tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙", "0:甲 1:乙[2x1]\n0:丙", [.overlappingCells]),
    ("<tr><td>甲<td>1<tr><td>乙", "0:甲 1:1\n0:乙", [.unevenRows]),
    ("<tr><td colspan='2px'>甲<td>1<td colspan=-1>2<td colspan=x>3", "0:甲[1x2] 2:1 3:2 4:3", []),
  ] as [(String, String, [Repair.Kind])]
)
func `broken spans are mended and noted`(
  rows: String,
  expected: String,
  repairs: [Repair.Kind]
) throws {
  let page = try body("<table>\(rows)</table>")
  #expect(onlyGrid(page) == expected)
  #expect(page.repairs.map(\.kind) == repairs)
}

@Test func `end tags may be missing`() throws {
  let page = try body(
    "<TABLE BORDER=1><TR><TD>规章<TD><FONT>1<TR><TD><B>行政许可<TD>2<TR><TH>总计<TH>3</TABLE>完"
  )
  #expect(onlyGrid(page) == "0:规章 1:1\n0:行政许可 1:2\n0:总计 1:3")
  #expect(shownText(page).hasSuffix("总计|3|\n完\n"))
}

@Test func `rows and cells without a table are a table`() throws {
  let page = try body(
    "<p>前</p><tr><td>规章</td><td>1</td></tr><tr><td>总计</td><td>2</td></tr><p>后</p>"
  )
  #expect(onlyGrid(page) == "0:规章 1:1\n0:总计 1:2")
  #expect(shownText(page) == "前\n规章|1|\n总计|2|\n后\n")
}

@Test func `a table around tables is layout`() throws {
  let page = try body(
    """
    <table><tr><td>首页</td><td><table><tr><td>规章</td><td>1</td></tr></table>注
    <table><tr><td>总计</td><td>2</td></tr></table></td></tr><tr><td colspan=2>版权<br>所有</td></tr></table>
    """
  )
  #expect(shownText(page) == "首页\n规章|1|\n注\n总计|2|\n版权\n所有\n")
  #expect(page.grids.map { shown($0, in: page) } == ["0:规章 1:1", "0:总计 1:2"])
}

@Test func `layout may be many tables deep`() throws {
  let open = String(repeating: "<table><tr><td>", count: 60)
  let close = String(repeating: "</td></tr></table>", count: 60)
  let page = try body("\(open)<table><tr><td>规章</td><td>1</td></tr></table>\(close)尾")
  #expect(shownText(page) == "规章|1|\n尾\n")
  #expect(onlyGrid(page) == "0:规章 1:1")
}

@Test func `a table of one cell in a cell is part of it`() throws {
  let page = try body(
    """
    <table><tr><td>规章<table><tr><td> </td></tr></table></td>
    <td><table><tr><td><p>1</p><p>件</p></td></tr></table></td>
    <td>甲<table><caption>题</caption><tr><td>乙</td></tr></table>丙</td></tr></table>
    """
  )
  #expect(onlyGrid(page) == "0:规章 1:1/件 2:甲/题/乙/丙")
  #expect(shownText(page) == "规章|1/件|甲/题/乙/丙|\n")
}

@Test func `a table of one cell is no table`() throws {
  let page = try body("<table><tr><td>甲<br>乙</td></tr></table><table><tr><td></td></tr></table>丙")
  #expect(page.grids.isEmpty)
  #expect(shownText(page) == "甲\n乙\n丙\n")
}

@Test func `an empty table leaves nothing`() throws {
  let page = try body("甲<table><tr><td></td><td>&nbsp;</td></tr><tr><td></td></tr></table>乙")
  #expect(page.grids.isEmpty)
  #expect(shownText(page) == "甲\n乙\n")
  #expect(page.repairs.isEmpty)
}

@Test func `a table with an article in a cell is layout`() throws {
  let article = (1...90).map { "<p>第\($0)段</p>" }.joined()
  let page = try body("<table><tr><td>栏目</td><td>\(article)</td></tr></table>")
  #expect(page.grids.isEmpty)
  #expect(shownText(page).hasPrefix("栏目\n第1段\n第2段\n"))
}

@Test func `a caption stands before its table`() throws {
  let page = try body(
    "<table><caption>(一)主动公开</caption><thead><tr><th>内容<th>数量</thead><tr><td>规章<td>1</table>"
  )
  #expect(shownText(page) == "(一)主动公开\n内容|数量|\n规章|1|\n")
}

@Test func `hidden rows and cells are not part of the grid`() throws {
  let page = try body(
    """
    <table><tr><td>规章</td><td style="display: none">9</td><td>1</td></tr>
    <tr hidden><td>旧</td><td>8</td></tr><tr><td>总计</td><td>2</td></tr></table>
    """
  )
  #expect(onlyGrid(page) == "0:规章 1:1\n0:总计 1:2")
}

@Test func `pages saved by Word are read`() throws {
  let page = try document(
    Array(
      """
      <html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
      <!--[if gte mso 9]><xml><o:Pages>4</o:Pages></xml><![endif]-->
      <style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=ZH-CN>
      <p class=MsoNormal><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>甲<o:p></o:p></p>
      <table class=MsoNormalTable><![if !supportMisalignedColumns]><![endif]>
      <tr style='mso-yfti-irow:0'><td width=80 style='border:none;mso-border-alt:solid'>
      <p class=MsoNormal align=center><span lang=EN-US>12</span><span>件<o:p></o:p></span></p></td>
      <td><p class=MsoNormal><span><o:p>&nbsp;</o:p></span></p></td></tr></table></body></html>
      """.utf8
    )
  )
  #expect(shownText(page) == "1. 甲\n12件||\n")
}

// MARK: Hostile pages

@Test(.timeLimit(.minutes(1))) func `a page too deep is cut and says so`() throws {
  let page = try body("<p>前</p>" + String(repeating: "<table><tr><td>", count: 200_000))
  #expect(page.repairs.map(\.kind).contains(.depthLimit))
  #expect(shownText(page).hasPrefix("前\n"))
}

@Test(.timeLimit(.minutes(1))) func `end tags that match nothing do not take for ever`() throws {
  let page = try body(
    "<p>前</p>" + String(repeating: "<font>", count: 4000)
      + String(repeating: "</span>", count: 500_000)
  )
  #expect(page.repairs.map(\.kind) == [.depthLimit])
}

@Test(.timeLimit(.minutes(1))) func `a tag of many attributes ends the page`() throws {
  let attributes = (0..<100_000).map { " a\($0)" }.joined()
  let page = try body("<p>前</p><div\(attributes)>后</div>")
  #expect(page.repairs.map(\.kind) == [.tagLengthLimit])
  #expect(shownText(page).hasPrefix("前\n"))
}

@Test(.timeLimit(.minutes(1))) func `many tags of many attributes end the page`() throws {
  let attributes = (0..<3000).map { " a\($0)" }.joined()
  let page = try body("<p>前</p>" + String(repeating: "<div\(attributes)>", count: 500))
  #expect(page.repairs.map(\.kind) == [.tagLengthLimit])
}

@Test func `a long picture inside the page is no long tag`() throws {
  let data = String(repeating: "iVBORw0KGgo+/=", count: 20_000)
  let page = try body(
    "<p>前</p><img src=\"data:image/png;base64,\(data)\"><!-- \(data) a b c --><p>后</p>"
  )
  #expect(page.repairs.isEmpty)
  #expect(shownText(page) == "前\n后\n")
}

@Test(.timeLimit(.minutes(1))) func `cells of a thousand columns are read`() throws {
  let row = "<tr>" + String(repeating: "<td rowspan=65534 colspan=1000>1", count: 1200)
  let page = try body("<table>\(row)" + String(repeating: "<tr><td>2", count: 20_000) + "</table>")
  #expect(page.grids.first?.rowCount == 20_001)
}

@Test func `a page above the limit is cut and says so`() {
  var limits = ParsingLimits()
  limits.maximumByteCount = 40
  let page = parsePage(
    Array("<html><body><p>甲</p><p>乙</p><p>丙</p><p>丁</p></body></html>".utf8),
    keepsLines: false,
    limits: limits
  )
  #expect(page.repairs.map(\.kind) == [.sizeLimit])
  #expect(String(decoding: page.text, as: UTF8.self).hasPrefix("甲\n乙\n"))
}
