"""Pages in HTML: dialects, encodings, planted faults."""

from html import escape

import layouts as l
import pages
import tables
from report import HEADINGS, Report, Source, sample
from tables import Cell, Table


def page(name, form, family, what, markup=pages.table, only=None, prepare=None, finish=None, encoding="utf-8", **options):
    @sample(name, family, what)
    def make():
        report = Report(name, form)
        if prepare:
            prepare(report)
        text = report.page(markup, only, **options)
        return Source(finish(text) if finish else text, report.kept(only), "html", encoding)


def some_blank(report):
    report.disclosure.put("regulations", report.disclosure.row_of("regulations")[1].key[3], "")
    report.disclosure.put("coercion", "decisions", "/")
    for cell in report.applications.row_of("not_processed.excessive"):
        if cell.key:
            cell.text = ""


# Dialects

page("html-clean-2014", "2014", "html clean", "the form of 2014 in plain markup")
page("html-clean-2019", "2019", "html clean", "the form of 2019 in plain markup, some cells empty", prepare=some_blank)
page("page-2021-consistent", "2021", "html clean", "the form of 2021, consistent in every way")
page("html-word", "2019", "html word", "saved from Word: MsoNormal, o:p, conditional comments", pages.word_table,
     prepare=some_blank,
     head="<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->\n"
          "<style><!-- table.MsoNormalTable {mso-style-name:普通表格;} --></style>")
page("html-editor", "2021", "html editor", "nested spans, strong and paragraphs in each cell", pages.editor_table, prepare=some_blank)


@sample("html-old-layout-tables", "html old", "upper-case tags without end tags inside layout tables")
def _():
    report = Report("html-old-layout-tables", "2021")
    some_blank(report)
    body = "<BR>\n".join(
        ["<P>" + HEADINGS[0], "本机关按时更新了网站栏目。"]
        + [f"<P>{HEADINGS[i + 1]}\n{pages.old_table(t)}" for i, t in enumerate(report.tables)]
        + ["<P>" + HEADINGS[4], "栏目分类还不够细。"]
    )
    text = (
        f"<HTML><HEAD><TITLE>{report.title}</TITLE>\n"
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312"></HEAD>\n<BODY>\n'
        "<TABLE WIDTH=980><TR><TD WIDTH=200><TABLE><TR><TD>公开指南<TR><TD>公开年报<TR><TD>依申请公开</TABLE>\n"
        f"<TD><TABLE><TR><TD ALIGN=center><B>{report.title}</B>\n<TR><TD>{body}\n</TABLE></TABLE>\n</BODY></HTML>\n"
    )
    return Source(text, report.tables, "html", "gb18030")


def split_by_block(table):
    """The second table as one table for each item of the law, the third cut before a group."""
    parts, rows = [], []
    for row in table.rows:
        if rows and (row[0].text.startswith("第二十条") or row[0].text == "（四）无法提供"):
            parts.append(Table(rows, table.width))
            rows = []
        rows.append(row)
    parts.append(Table(rows, table.width))
    for part in parts:
        for row in part.rows:
            left = len(part.rows) - part.rows.index(row)
            for cell in row:
                cell.down = min(cell.down, left)
    return parts


page("html-split", "2021", "html split", "each official table is several tables of the page",
     lambda t: "\n<p>&nbsp;</p>\n".join(pages.table(part) for part in split_by_block(t)))


def broken_spans(report):
    for cell in report.applications.cells():
        if cell.text == "三、本年度办理结果":
            cell.down = 99
        elif cell.text == "（三）不予公开":
            cell.down = 5
        elif cell.text == "申请人情况":
            cell.across = 3
    for cell in report.disclosure.cells():
        if cell.across == 4:
            cell.across = 2


page("html-broken-spans", "2021", "html broken", "rowspans too long and too short, colspans too short", prepare=broken_spans)


@sample("html-hidden-text", "html hidden", "hidden figures and words inside the cells: display:none, hidden, script, comments")
def _():
    report = Report("html-hidden-text", "2021")
    tricks = [
        '<span style="display:none">9{}</span>{}',
        "{1}<!-- {0}7 -->",
        '<span hidden>{}</span>{}',
        "{1}<script>var n = {0};</script>",
        '{1}<font style="DISPLAY: none;">{0}</font>',
    ]
    count = [0]

    def content(cell):
        text = escape(cell.text)
        if not cell.key:
            return text
        count[0] += 1
        return tricks[count[0] % len(tricks)].format(count[0] + 100, text)

    text = report.page(lambda t: pages.table_with(t, content))
    return Source(text, report.tables, "html")


page("html-flattened-in-paragraphs", "2019", "html flattened", "no table element: a flattened table in paragraphs",
     lambda t: "\n".join(f"<p>{escape(line)}</p>" for line in l.row_pipe(t).split("\n")))
page("html-flattened-in-pre", "2021", "html flattened", "no table element: a flattened table in <pre>",
     lambda t: f"<pre>\n{escape(l.row_pipe(t))}\n</pre>")
page("html-lines-in-one-paragraph", "2021", "html flattened", "one cell a line, divided by <br>",
     lambda t: "<p>" + "<br>\n".join(escape(line) for line in l.cell_a_line(t, bare=True).split("\n")) + "</p>")


@sample("html-two-copies", "html copies", "each table twice, for wide and for narrow screens, the same figures")
def _():
    report = Report("html-two-copies", "2021")
    text = report.page(
        lambda t: f'<div class="pc">{pages.table(t)}</div>\n<div class="mobile">{pages.table(t)}</div>'
    )
    return Source(text, report.tables, "html")


@sample("html-two-copies-differ", "html copies", "table two twice, one figure differs between the copies")
def _():
    report = Report("html-two-copies-differ", "2021")

    def markup(table):
        first = pages.table(table)
        if table is not report.disclosure:
            return first
        printed = table.cell("penalties", "decisions").text
        table.put("penalties", "decisions", int(printed) + 18)
        second = pages.table(table)
        table.put("penalties", "decisions", printed, status="ambiguous")
        return first + "\n<p>续表</p>\n" + second

    text = report.page(markup)
    return Source(text, report.tables, "html")


@sample("page-2021-planted", "html clean", "planted faults in table three, table four, a sentence and the date")
def _():
    report = Report("page-2021-planted", "2021")
    a = report.applications

    def plus(table, row, column, by):
        table.put(row, column, int(table.cell(row, column).text) + by)

    plus(a, "refused.enforcement_files", "total", 3)  # a wrong row total
    plus(a, "handled_total", "total", 10)  # a wrong (七)总计
    plus(a, "new_received", "business", 2)  # a broken balance in another column
    plus(a, "new_received", "total", 2)
    plus(report.review, "litigation_direct", "total", 1)
    told = int(a.cell("new_received", "total").text) - 9
    report.published = "2024-05-06"
    text = report.page().replace(
        "本机关按时更新了网站栏目，群众查阅更加方便。",
        f"2023年，本机关新收政府信息公开申请{told}件，均已按期答复。",
    )
    text = text.replace(f'<p class="signature">{report.agency}</p>',
                        f'<p class="signature">{report.agency}</p>\n<p class="signature">2024年5月6日</p>')
    return Source(text, report.tables, "html")


page("html-void-cells", "2021", "html broken", "th for td, thead and tbody, cells outside of rows, stray end tags",
     finish=lambda text: text.replace('<table border="1">', '<table border="1"><thead></thead><tbody>')
     .replace("<tr>", "<tr>\n", 9).replace("</td></tr>", "</td></span></tr></p>").replace("<td>行政", "<th scope=row>行政"))

# Encodings


def encoded(name, what, codec, charset, form="2021", change=None, only=(0, 2), raw=None):
    @sample(name, "encoding", what)
    def make():
        report = Report(name, form)
        text = report.page(only=only, charset=charset)
        text = change(text) if change else text
        content = text.encode(codec)
        kept = report.kept(only)
        if raw:
            content = raw(content, kept)
        return Source(content, kept, "html")


encoded("encoding-utf-8-bom", "UTF-8 with a byte-order mark", "utf-8-sig", "utf-8")
encoded("encoding-utf-16", "UTF-16, little endian, with a byte-order mark", "utf-16-le", "utf-16",
        raw=lambda content, kept: b"\xff\xfe" + content)
encoded("encoding-gb2312", "GB18030 declared as gb2312", "gb18030", "gb2312")
encoded("encoding-gbk", "GBK declared as gbk", "gbk", "gbk")
encoded("encoding-gb-as-utf-8", "GB18030 wrongly declared as utf-8", "gb18030", "utf-8")
encoded("encoding-gb-undeclared", "GB18030 without any declaration", "gb18030", "")
encoded("encoding-utf-8-as-gbk", "UTF-8 wrongly declared as gbk", "utf-8", "gbk")
big5 = lambda text: l.traditional(text).replace("范", "範").replace("于", "於").replace("涉", "涉")
encoded("encoding-big5", "Big5, declared", "big5hkscs", "big5", change=big5)
encoded("encoding-big5-undeclared", "Big5 without any declaration", "big5hkscs", "", change=big5)
encoded("encoding-latin-1", "GBK read as Latin-1 and written as UTF-8", "utf-8", "utf-8",
        change=lambda text: text.encode("gbk").decode("latin-1"))


def break_byte(content, kept):
    """A byte inside a figure is broken: the cell cannot be read."""
    cell = kept[0].cell("penalties", "decisions")
    cell.status = "lost"
    figure = f"<td>行政处罚</td><td colspan=\"3\">{cell.text}".encode()
    broken = figure[:-1] + b"\xff"
    assert content.count(figure) == 1
    return content.replace(figure, broken)


encoded("encoding-broken-byte", "UTF-8 with a broken byte inside a figure", "utf-8", "utf-8", raw=break_byte)
encoded("encoding-broken-label", "UTF-8 with a replacement character inside a label", "utf-8", "utf-8",
        change=lambda text: text.replace("行政强制", "行政强\ufffd"))
encoded("encoding-nul-bytes", "NUL bytes between the cells and inside a label", "utf-8", "utf-8",
        change=lambda text: text.replace("</td><td", "</td>\0<td").replace("行政许可", "行政\0许可"))
