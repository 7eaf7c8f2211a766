"""Layouts beyond those seen so far: other programs' text, other tables, and traps for figures."""

import json
from html import escape

import layouts as l
import pages
import tables
from flattened import blank_some, simple
from markup import page
from report import HEADINGS, Report, Source, sample
from tables import Cell, Table

# What other programs print

simple("tool-html2text", "2021", "tool", "html2text: pipes between cells and a rule below the first row", l.markdown)
simple("tool-links", "2021", "tool", "links: tables drawn with ASCII frames", lambda t: l.aligned(t, frame=True), prepare=blank_some)
simple("tool-pdftotext", "2021", "tool", "pdftotext -layout: columns aligned by spaces", l.aligned)
simple("tool-pdftotext-blanks", "2021", "tool", "pdftotext -layout: empty cells told by alignment alone",
       lambda t: l.aligned(t, gap="   "), only=[1], prepare=blank_some)
simple("tool-inscriptis", "2019", "tool", "inscriptis: columns aligned, figures to the right", lambda t: l.aligned(t, right=True))
simple("tool-jsoup", "2021", "tool", "jsoup's text(): the whole document on one line", lambda t: l.row_spaces(t).replace("\n", " "), " ")
simple("tool-resiliparse", "2021", "tool", "resiliparse: cells divided by two tabs",
       lambda t: l.dom_separated(t, "\t\t"), prepare=blank_some)
simple("tool-tab-separated", "2019", "tool", "tab-separated with a field for each column", lambda t: l.separated(t, "\t"),
       prepare=blank_some)
simple("tool-comma-separated", "2019", "tool", "comma-separated: 7,123,456 are three figures",
       lambda t: l.dom_separated(t, ","),
       prepare=lambda r: r.disclosure.put("penalties", "prior_items", 7).put("penalties", "change", 123)
       .put("penalties", "decisions", 456).put("licensing", "prior_items", 12).put("licensing", "change", 3)
       .put("licensing", "decisions", 208))
simple("tool-comma-quoted", "2021", "tool", "comma-separated with quoted thousands",
       lambda t: l.separated(t, ",", quote=True), only=[0],
       prepare=lambda r: r.disclosure.put("licensing", "decisions", "1,234").put("penalties", "decisions", "2,070"))


@sample("tool-lynx", "tool", "lynx -dump: cells divided by one space, labels wrapped, empty cells gone")
def _():
    report = Report("tool-lynx", "2021")

    def layout(table):
        lines = []
        for line in l.row_spaces(table).split("\n"):
            while len(line) > 34:
                lines.append("   " + line[:34])
                line = line[34:]
            lines.append("   " + line)
        return "\n".join(lines)

    return Source(report.text(layout, only=[0]), report.kept([0]))


def of_lines(name, what, write):
    """A report of which a program wrote every line in its own way."""

    @sample(name, "tool", what)
    def make():
        report = Report(name, "2021")
        lines = report.text(lambda t: l.dom_separated(t, " | ")).split("\n")
        return Source("\n".join(write(number, line) for number, line in enumerate(lines)), report.kept())


of_lines("tool-quoted-lines", "every line in quotation marks", lambda n, line: '"' + line.replace('"', '""') + '"')
of_lines("tool-json-lines", "every line a record of JSON",
         lambda n, line: json.dumps({"line": n, "text": line}, ensure_ascii=False))
of_lines("tool-bullets", "the mark of a list before every line", lambda n, line: f"• {line}" if line else line)
simple("tool-lists", "2021", "tool", "rows as Python prints lists, None for an empty cell",
       lambda t: "\n".join(str([c.text or None for c in row]) for row in t.rows), prepare=blank_some)
simple("tool-list-of-lists", "2019", "tool", "a table as JSON in one line, null for an empty cell",
       lambda t: json.dumps([[c.text or None for c in row] for row in t.rows], ensure_ascii=False), prepare=blank_some)
simple("tool-records", "2021", "tool", "a table as records of JSON in one line",
       lambda t: json.dumps([{str(n): c.text for n, c in enumerate(row)} for row in t.rows], ensure_ascii=False))

# Rows between rows


@sample("trap-page-number-between", "trap: rows", "page numbers alone on a line between the rows")
def _():
    report = Report("trap-page-number-between", "2021")

    def layout(table):
        lines = l.cell_a_line(table, bare=True).split("\n")
        for label in ("（四）无法提供", "（六）其他处理", "第二十条第（八）项"):
            if label in lines:
                lines.insert(lines.index(label), "5")
        return "\n".join(lines)

    # The figure in front of the label could be the page's number or the row's: seven are seven,
    # but which of eight is none of the row, only a reader who knows the pages can say.
    for table, row in ((report.applications, "refused.administrative_query"),
                       (report.applications, "not_processed.reconfirmation"), (report.disclosure, "coercion")):
        for cell in table.row_of(row):
            if cell.key:
                cell.status = "ambiguous"
    return Source(report.text(layout), report.tables)


@sample("trap-page-number-marked", "trap: rows", "marked page numbers (- 5 -, 第5页) between the rows")
def _():
    report = Report("trap-page-number-marked", "2021")

    def layout(table):
        lines = l.cell_a_line(table, bare=True).split("\n")
        for label, mark in (("（四）无法提供", "- 5 -"), ("（六）其他处理", "第5页"), ("第二十条第（八）项", "— 4 —")):
            if label in lines:
                lines.insert(lines.index(label), mark)
        return "\n".join(lines)

    return Source(report.text(layout), report.tables)


def headings_again(table):
    rows = list(table.rows)
    place = rows.index(table.row_of("unavailable.not_held"))
    rows[place:place] = [[c.copy() for c in row] for row in rows[:3]]
    return Table(rows, table.width)


def repeat_headings(report):
    report.applications = headings_again(report.applications)


simple("trap-headings-again", "2021", "trap: rows", "the heading rows again in the middle of a table, as at a page's end",
       l.row_pipe, prepare=repeat_headings)
simple("trap-headings-again-lines", "2019", "trap: rows", "as before, one cell a line", lambda t: l.cell_a_line(t), "\n\n",
       prepare=repeat_headings)


@sample("trap-labels-on-two-lines", "trap: rows", "labels broken over two lines, figures behind the second")
def _():
    report = Report("trap-labels-on-two-lines", "2021")

    def layout(table):
        lines = []
        for row in table.rows:
            for cell in row:
                if not cell.key and len(cell.text) > 12:
                    cell.text = cell.text[:9] + "\n" + cell.text[9:]
            lines.append(" ".join(cell.text for cell in row))
        return "\n".join(lines)

    return Source(report.text(layout), report.tables)


@sample("trap-figures-on-next-line", "trap: rows", "label on a line, its figures together on the next")
def _():
    report = Report("trap-figures-on-next-line", "2021")

    def layout(table):
        lines = []
        for row in table.rows:
            figures = [c.text for c in table.figures(row)]
            labels = [c.text for c in row if not c.key and c.text]
            lines += [" ".join(labels)] if labels else []
            lines += [" ".join(figures)] if figures else []
        return "\n".join(lines)

    return Source(report.text(layout), report.tables)


@sample("trap-rows-in-other-order", "trap: rows", "rows in another order: 行政强制 before 行政处罚, 二 before 一")
def _():
    report = Report("trap-rows-in-other-order", "2021")
    rows = report.disclosure.rows
    a, b = rows.index(report.disclosure.row_of("penalties")), rows.index(report.disclosure.row_of("coercion"))
    rows[a], rows[b] = rows[b], rows[a]
    rows = report.applications.rows
    rows[3], rows[4] = rows[4], rows[3]
    report.disclosure.put("coercion", "decisions", 41)
    return Source(report.text(l.row_pipe), report.tables)


@sample("trap-subtotal-row", "trap: rows", "a row 小计 that the form does not have, before the parts of (三)")
def _():
    report = Report("trap-subtotal-row", "2021")
    table = report.applications
    sums = []
    for column in tables.APPLICANTS + ["total"]:
        sums.append(sum(int(c.text) for c in table.cells() if c.key and c.key[2].startswith("refused.") and c.key[3] == column))
    row = table.row_of("refused.state_secret")
    place = table.rows.index(row)
    group = row.pop(0)
    group.down += 1
    table.rows[place - 2][0].down += 1
    table.rows.insert(place, [group, Cell("小计")] + [Cell(s) for s in sums])
    return Source(report.page(), report.tables, "html")


def numbered(table):
    count = 0
    for row in table.rows:
        if table.figures(row):
            count += 1
            row.insert(0, Cell(count))
        elif row[0].text == "信息内容":
            row.insert(0, Cell("序号"))
        else:
            row[0].across += 1
    table.width += 1


simple("trap-running-numbers", "2021", "trap: columns", "a column of running numbers before the labels", l.row_pipe, only=[0],
       prepare=lambda r: numbered(r.disclosure))
simple("trap-running-numbers-spaces", "2019", "trap: columns", "running numbers before the labels, single spaces", l.row_spaces,
       only=[0], prepare=lambda r: numbered(r.disclosure))
page("trap-running-numbers-page", "2021", "trap: columns", "a column of running numbers on a page", only=[0],
     prepare=lambda r: numbered(r.disclosure))


@sample("trap-running-numbers-2014", "trap: columns", "the form of 2014 with running numbers, one row a line")
def _():
    report = Report("trap-running-numbers-2014", "2014")
    for number, row in enumerate(report.statistics.rows):
        row.insert(0, Cell(number or "序号"))
    report.statistics.width = 4
    return Source(report.text(lambda t: l.row_pipe(t, pad=False)), report.tables)


# Columns


def with_legal_sum(report):
    """法人小计 behind 自然人."""
    table = report.applications
    table.rows[1][1].across = 6
    table.rows[0][1].across = 8
    table.rows[2].insert(0, Cell("法人小计"))
    for row in table.rows[3:]:
        place = next(i for i, cell in enumerate(row) if cell.key) + 1
        parts = [int(c.text or 0) for c in row if c.key][1:6]
        row.insert(place, Cell(sum(parts)))
    table.width = 11


page("trap-legal-persons-sum", "2021", "trap: columns", "a column 法人小计 that the form does not have", prepare=with_legal_sum)
simple("trap-legal-persons-sum-text", "2021", "trap: columns", "as before, one row a line", l.row_pipe, prepare=with_legal_sum)
simple("trap-legal-persons-sum-lines", "2021", "trap: columns", "as before, one cell a line", lambda t: l.cell_a_line(t), "\n\n",
       prepare=with_legal_sum)


def total_first(report):
    """总计 before 自然人, 现行有效 before 本年制发, with headings to match."""
    table = report.applications
    table.rows[1] = [table.rows[1][2], table.rows[1][0], table.rows[1][1]]
    for row in table.rows[3:]:
        place = next(i for i, cell in enumerate(row) if cell.key)
        row.insert(place, row.pop())
    for row in report.disclosure.rows[1:4]:
        row.insert(1, row.pop())


page("trap-total-first", "2021", "trap: columns", "columns in another order, headings to match", prepare=total_first)
simple("trap-total-first-text", "2021", "trap: columns", "as before, one row a line", l.row_pipe, prepare=total_first)
simple("trap-total-first-lines", "2021", "trap: columns", "as before, `cell |` a line", lambda t: l.cell_pipe(t, "same"), prepare=total_first)


def without_total(report):
    table = report.applications
    table.rows[1].pop()
    table.rows[0][1].across = 6
    for row in table.rows[3:]:
        row.pop()
    table.width = 9


page("trap-no-total", "2021", "trap: columns", "the column 总计 is missing", prepare=without_total)
simple("trap-no-total-text", "2021", "trap: columns", "as before, one row a line", lambda t: l.row_pipe(t, pad=False), prepare=without_total)
simple("trap-no-total-lines", "2019", "trap: columns", "as before, one cell a line", lambda t: l.cell_a_line(t), "\n\n",
       prepare=without_total)


def with_last_year(report):
    """Each figure of table two beside last year's."""
    table = report.disclosure
    for row in table.rows:
        figures = table.figures(row)
        if row[0].text == "信息内容":
            row[1:] = [c for cell in row[1:] for c in (Cell("2022年" + cell.text), cell.copy(text="2023年" + cell.text, across=1))]
        elif figures:
            row[1:] = [c for n, cell in enumerate(row[1:]) for c in (Cell(int(float(cell.text)) + 11 + n), cell.copy(across=1))]
    table.width = 7


page("trap-last-year-beside", "2021", "trap: columns", "each figure of table two beside last year's", prepare=with_last_year)
simple("trap-last-year-beside-text", "2021", "trap: columns", "as before, one row a line", l.row_pipe, prepare=with_last_year)


def with_change(report):
    """A column 同比 behind 总计."""
    table = report.applications
    table.rows[0].append(Cell("同比", down=3))
    for n, row in enumerate(table.rows[3:]):
        row.append(Cell(f"{7 + 3 * n}%"))
    table.width = 11


page("trap-percent-column", "2021", "trap: columns", "a column of percentages behind 总计", prepare=with_change)
simple("trap-percent-column-text", "2021", "trap: columns", "as before, one row a line", l.row_pipe, prepare=with_change)


def with_unit_column(report):
    table = report.disclosure
    for row in table.rows:
        if table.figures(row):
            row.insert(1, Cell("万元" if row[0].text == "行政事业性收费" else "件"))
        elif row[0].text == "信息内容":
            row.insert(1, Cell("单位"))
    table.width = 5


simple("trap-unit-column", "2021", "trap: columns", "a column of units between label and figures", l.row_pipe, prepare=with_unit_column)


def turned_review(form, figures_of):
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    names = [("行政复议", "reconsideration"), ("未经复议直接起诉", "litigation_direct"), ("复议后起诉", "litigation_after_reconsideration")]
    columns = ["upheld", "corrected", "other", "pending", "total"]
    cells = {c.key[2:]: c for c in figures_of.cells() if c.key}
    return heads, names, columns, cells


def transposed(report):
    """Table four with the results as rows and the three kinds as columns."""
    heads, names, columns, cells = turned_review(report.form, report.review)
    rows = [
        [Cell("", down=2), Cell("行政复议", down=2), Cell("行政诉讼", across=2)],
        [Cell("未经复议直接起诉"), Cell("复议后起诉")],
    ]
    rows += [[Cell(head)] + [cells[name, column] for _, name in names] for head, column in zip(heads, columns)]
    report.review = Table(rows, 4)


def three_rows(report):
    """Table four with one row for each kind."""
    heads, names, columns, cells = turned_review(report.form, report.review)
    rows = [[Cell("类别")] + [Cell(head) for head in heads]]
    rows += [[Cell(label)] + [cells[name, column] for column in columns] for label, name in names]
    report.review = Table(rows, 6)


page("trap-table-four-transposed", "2021", "trap: turned", "table four with the results as rows", only=[2], prepare=transposed)
simple("trap-table-four-transposed-text", "2021", "trap: turned", "as before, one row a line", l.grid_rows, prepare=transposed)
simple("trap-table-four-transposed-lines", "2021", "trap: turned", "as before, one cell a line", lambda t: l.cell_a_line(t), "\n\n",
       prepare=transposed)
page("trap-table-four-three-rows", "2021", "trap: turned", "table four with one row for each kind", prepare=three_rows)
simple("trap-table-four-three-rows-text", "2019", "trap: turned", "as before, one row a line", l.row_pipe, prepare=three_rows)


@sample("trap-table-three-transposed", "trap: turned", "table three with the applicants as rows")
def _():
    report = Report("trap-table-three-transposed", "2021")
    table = report.applications
    names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    columns = tables.APPLICANTS + ["total"]
    body = [row for row in table.rows if table.figures(row)]
    rows = [[Cell("申请人")] + [Cell([c for c in row if not c.key][-1].text) for row in body]]
    for name, column in zip(names, columns):
        rows.append([Cell(name)] + [next(c for c in row if c.key and c.key[3] == column) for row in body])
    report.applications = Table(rows, len(body) + 1)
    return Source(report.page(), report.tables, "html")


@sample("trap-table-two-as-list", "trap: turned", "table two as a list of sentences: 行政许可处理决定数量:5")
def _():
    report = Report("trap-table-two-as-list", "2021")
    lines = []
    for row in report.disclosure.rows:
        if row[0].text == "信息内容":
            heads = [c.text for c in row[1:]]
        for cell, head in zip(report.disclosure.figures(row), heads if report.disclosure.figures(row) else []):
            unit = "万元" if cell.key[3] == "amount" else "件"
            lines.append(f"{row[0].text}{head.replace('（单位：万元）', '')}：{cell.text}{unit}")
    text = report.text(lambda t: "\n".join(lines) if t is report.disclosure else l.row_pipe(t))
    for cell in report.disclosure.cells():
        if cell.key and cell.key[3] == "amount":
            cell.text += "万元"
    return Source(text, report.tables)


# Figures


def footnotes(report):
    for cell in report.disclosure.cells():
        if cell.text in ("规章", "行政许可"):
            cell.text += "[1]"
        elif cell.text == "行政处罚":
            cell.text += "注2"
        elif cell.text == "行政强制":
            cell.text += "③"


simple("trap-footnotes-in-labels", "2021", "trap: figures", "footnote numbers behind labels", l.row_pipe, only=[0], prepare=footnotes)
simple("trap-footnotes-in-labels-lines", "2021", "trap: figures", "as before, one cell a line", lambda t: l.cell_a_line(t), "\n\n",
       only=[0], prepare=footnotes)


@sample("trap-raised-numbers", "trap: figures", "footnotes raised behind figures: 31<sup>2</sup> is 31")
def _():
    report = Report("trap-raised-numbers", "2021")
    count = [0]

    def content(cell):
        if not cell.key:
            return escape(cell.text)
        count[0] += 1
        return escape(cell.text) + (f"<sup>{count[0] % 3 + 1}</sup>" if count[0] % 2 else "")

    return Source(report.page(lambda t: pages.table_with(t, content), [0]), report.kept([0]), "html")


@sample("trap-struck-figures", "trap: figures", "figures struck out beside the new ones: <del>5</del>6 is 6")
def _():
    report = Report("trap-struck-figures", "2021")
    count = [0]

    def content(cell):
        if not cell.key:
            return escape(cell.text)
        count[0] += 1
        tag = ("del", "s", "strike")[count[0] % 3]
        return f"<{tag}>{count[0] + 2}</{tag}>{escape(cell.text)}"

    return Source(report.page(lambda t: pages.table_with(t, content), [0]), report.kept([0]), "html")


def two_figures(name, what, between):
    @sample(name, "trap: figures", what)
    def make():
        report = Report(name, "2021")
        for place in (("licensing", "decisions"), ("normative_documents", "in_force"), ("normative_documents", "issued")):
            cell = report.disclosure.cell(*place)
            cell.text = f"{cell.text}{between}7"
            cell.status = "ambiguous"
        return Source(report.page(lambda t: pages.table_with(t, lambda c: f"<p>{c.text}</p>"), [0]), report.kept([0]), "html")


two_figures("trap-two-figures-br", "two figures in one cell, divided by <br>", "<br>")
two_figures("trap-two-figures-paragraphs", "two figures in one cell, each a paragraph", "</p><p>")
two_figures("trap-two-figures-space", "two figures in one cell, divided by a space", " ")
two_figures("trap-two-figures-slash", "two figures in one cell, divided by a slash", "/")
two_figures("trap-two-figures-spans", "two figures in one cell, each a span: nothing stands between them", "</span><span> ")


@sample("trap-glosses-behind-figures", "trap: figures", "remarks with figures behind the figures: 5(含上年2件)")
def _():
    report = Report("trap-glosses-behind-figures", "2021")
    for place, gloss in ((("licensing", "decisions"), "（含上年结转2件）"), (("penalties", "decisions"), "（其中简易程序31件）"),
                         (("normative_documents", "in_force"), "（截至2023年12月31日）")):
        cell = report.disclosure.cell(*place)
        report.disclosure.put(*place, cell.text + gloss, value=cell.text)
    return Source(report.page(only=[0]), report.kept([0]), "html")


@sample("trap-glosses-behind-figures-text", "trap: figures", "as before, one row a line")
def _():
    report = Report("trap-glosses-behind-figures-text", "2021")
    for place, gloss in ((("licensing", "decisions"), "（含上年结转2件）"), (("penalties", "decisions"), "（其中简易程序31件）")):
        cell = report.disclosure.cell(*place)
        report.disclosure.put(*place, cell.text + gloss, value=cell.text)
    return Source(report.text(l.row_pipe, only=[0]), report.kept([0]))


@sample("trap-merged-figures", "trap: figures", "one 0 in a cell that spans all seven columns, and one that spans two rows")
def _():
    report = Report("trap-merged-figures", "2021")
    table = report.applications
    keys = []
    for name in ("refused.state_secret", "not_processed.publication"):
        row = table.row_of(name)
        keys += [c.key for c in row if c.key]
        row[:] = [c for c in row if not c.key] + [Cell("0", across=7)]
    text = report.page(only=[1])
    lost = Table([[Cell(key=key, status="ambiguous") for key in keys]], len(keys))
    return Source(text, [table, lost], "html")


@sample("trap-letters-for-digits", "trap: figures", "letters read for digits: l2, O, 1O")
def _():
    report = Report("trap-letters-for-digits", "2021")
    report.disclosure.put("licensing", "decisions", "l2", status="lost")
    report.disclosure.put("penalties", "decisions", "1O3", status="lost")
    report.disclosure.put("coercion", "decisions", "O", status="lost")
    return Source(report.text(l.row_pipe, only=[0]), report.kept([0]))


@sample("trap-spaced-thousands", "trap: figures", "thousands divided by a space or a full-width comma")
def _():
    report = Report("trap-spaced-thousands", "2021")
    report.disclosure.put("licensing", "decisions", "1，234", value="1234")
    report.disclosure.put("penalties", "decisions", "2 345", status="ambiguous")
    report.disclosure.put("fees", "amount", "12，345．60", value="12345.60")
    return Source(report.text(l.row_pipe, only=[0]), report.kept([0]))


@sample("trap-chinese-numerals", "trap: figures", "figures in Chinese numerals")
def _():
    report = Report("trap-chinese-numerals", "2021")
    report.disclosure.put("licensing", "decisions", "十二", value=12).put("penalties", "decisions", "三", value=3)
    report.disclosure.put("coercion", "decisions", "零", value=0)
    return Source(report.text(l.row_pipe, only=[0]), report.kept([0]))


@sample("trap-broken-amount", "trap: figures", "a long amount broken over two lines inside its cell")
def _():
    report = Report("trap-broken-amount", "2019")
    report.disclosure.put("procurement", "amount", "43027\n665.50元", status="ambiguous")
    return Source(report.text(lambda t: l.cell_pipe(t, "same"), only=[0]), report.kept([0]))


@sample("trap-zero-width", "trap: figures", "zero-width and no-break spaces inside figures and labels")
def _():
    report = Report("trap-zero-width", "2021")
    for cell in report.disclosure.cells() + report.applications.cells():
        if cell.key and len(cell.text) > 1:
            cell.value = cell.text
            cell.text = cell.text[0] + "\u200b" + cell.text[1:]
        elif cell.key:
            cell.text = "\u00a0" + cell.text + "\u3000"
        elif len(cell.text) > 3:
            cell.text = cell.text[:2] + "\ufeff" + cell.text[2:]
    return Source(report.page(), report.tables, "html")


@sample("trap-entities", "trap: figures", "digits as character references, full-width digits, raised digits")
def _():
    report = Report("trap-entities", "2021")

    def content(cell):
        if not cell.key:
            return escape(cell.text)
        return "".join(f"&#{ord(c)};" if n % 2 else f"&#x{ord(c):x};" for n, c in enumerate(cell.text))

    return Source(report.page(lambda t: pages.table_with(t, content)), report.tables, "html")


@sample("trap-hidden-column", "trap: hidden", "a column of last year's figures hidden by style")
def _():
    report = Report("trap-hidden-column", "2021")

    def markup(table):
        lines = ['<table border="1">']
        for row in table.rows:
            cells = "".join(
                (f'<td style="display:none">{int(float(c.text)) + 5}</td>' if c.key else "") + pages.td(c) for c in row
            )
            lines.append(f"<tr>{cells}</tr>")
        return "\n".join(lines + ["</table>"])

    return Source(report.page(markup), report.tables, "html")


@sample("trap-hidden-table", "trap: hidden", "last year's table hidden by style before this year's")
def _():
    report = Report("trap-hidden-table", "2021")
    old = Report("trap-hidden-table/old", "2021")
    other = iter(old.tables)
    text = report.page(lambda t: f'<div style="display: none">{pages.table(next(other))}</div>\n{pages.table(t)}')
    return Source(text, report.tables, "html")


@sample("trap-input-fields", "trap: hidden", "a second set of figures in title attributes and alternative texts")
def _():
    report = Report("trap-input-fields", "2021")

    def content(cell):
        return f'<span title="{len(cell.text) + 80}">{escape(cell.text)}</span><img src="x.png" alt="{len(cell.text) + 7}">'

    return Source(report.page(lambda t: pages.table_with(t, content)), report.tables, "html")


# Several reports


@sample("trap-two-years", "trap: several", "this year's report followed by last year's under its own title")
def _():
    report = Report("trap-two-years", "2021")
    old = Report("trap-two-years/old", "2021")
    text = report.text(l.row_pipe) + report.title.replace("2023", "2022") + "\n" + "\n".join(
        heading + "\n" + l.row_pipe(table) for heading, table in zip(HEADINGS[1:4], old.tables))
    return Source(text + "\n", report.tables)


@sample("trap-sentence-with-labels", "trap: sentences", "sentences that name rows with other figures, before and inside the table")
def _():
    report = Report("trap-sentence-with-labels", "2021")

    def layout(table):
        lines = l.cell_a_line(table, bare=True).split("\n")
        if table is report.disclosure:
            lines.insert(lines.index("行政许可"), "注：行政许可15件已移交，行政处罚8件另计。")
            lines.insert(0, "规章0件，行政规范性文件现行有效12件。")
        return "\n".join(lines)

    return Source(report.text(layout), report.tables)


@sample("trap-list-in-section", "trap: sentences", "no table in section two: a summary by numbers only")
def _():
    report = Report("trap-list-in-section", "2021")
    text = report.text(
        lambda t: "本年共办理行政许可。行政处罚、行政强制均按规定公开，详见网站第3栏、第7栏。" if t is report.disclosure else l.row_pipe(t)
    )
    return Source(text, report.kept([1, 2]))


# More figures that are none, and more tables that are not quite the form's

NOT_QUITE_FIGURES = [
    "约12", "近100", "100余", "3-5", "5/7", "一", "增3减1", "见附件3", "同上", "12%", "12月31日", "1,23", "±2",
    "（5）", "l2", "O", "1 2", "3~5", "5+2", "不足1", ">3", "3件以上", "12?",
]


def odd_figures(report):
    """One figure that is none in each row of table three."""
    rows = [row for row in report.applications.rows if report.applications.figures(row)]
    for row, text in zip(rows, NOT_QUITE_FIGURES):
        figures = report.applications.figures(row)
        figures[1].text, figures[1].status = text, "lost"


page("trap-odd-figures-page", "2021", "trap: figures", "about 12, 3-5, 5/7, see annex 3: figures that are no numbers",
     only=[1], prepare=odd_figures)
simple("trap-odd-figures-rows", "2021", "trap: figures", "as before, one row a line", l.row_pipe, only=[1], prepare=odd_figures)
simple("trap-odd-figures-cells", "2021", "trap: figures", "as before, `cell |` a line", lambda t: l.cell_pipe(t, "same"), only=[1],
       prepare=odd_figures)
simple("trap-odd-figures-lines", "2021", "trap: figures", "as before, one cell a line", lambda t: l.cell_a_line(t), "\n\n",
       only=[1], prepare=odd_figures)


def swap(table, row, first, second):
    """Exchanges two cells of a row."""
    row[first], row[second] = row[second], row[first]


def swapped_applicants(report):
    """科研机构 and 社会公益组织 exchanged, heading and figures."""
    table = report.applications
    swap(table, table.rows[2], 1, 2)
    for row in table.rows[3:]:
        place = next(i for i, cell in enumerate(row) if cell.key)
        swap(table, row, place + 2, place + 3)


def swapped_results(report):
    """结果纠正 before 结果维持 in table four."""
    for row in report.review.rows[1:]:
        for start in range(0, len(row), 5):
            if row[start].across == 1:
                swap(report.review, row, start, start + 1)


def swapped_sides(report):
    """行政诉讼 before 行政复议."""
    heads, kinds, results, figures = report.review.rows
    heads.reverse()
    kinds[:] = kinds[5:] + kinds[:5]
    figures[:] = figures[5:] + figures[:5]


def swapped_made(report):
    """本年新公开 before 本年新制作."""
    for row in report.disclosure.rows[1:4]:
        swap(report.disclosure, row, 1, 2)


for ending, form, what, prepare in (
    ("applicants", "2021", "two applicants", swapped_applicants),
    ("results", "2021", "two results of table four", swapped_results),
    ("sides", "2021", "the two sides of table four", swapped_sides),
    ("made", "2019", "the first two columns of table two", swapped_made),
):
    page(f"trap-swapped-{ending}", form, "trap: columns", f"{what} exchanged, headings to match", prepare=prepare)
    simple(f"trap-swapped-{ending}-rows", form, "trap: columns", f"{what} exchanged, one row a line", l.row_pipe, prepare=prepare)
    simple(f"trap-swapped-{ending}-lines", form, "trap: columns", f"{what} exchanged, one cell a line",
           lambda t: l.cell_a_line(t), "\n\n", prepare=prepare)


def without_pending(report):
    """尚未审结 is missing in table four."""
    heads, kinds, results, figures = report.review.rows
    heads[0].across, heads[1].across = 4, 8
    kinds[5].across = kinds[6].across = 4
    del kinds[3], results[8], results[3]
    for place in (13, 8, 3):
        del figures[place]
    report.review.width = 12


def without_rows(report):
    report.disclosure.rows.remove(report.disclosure.row_of("penalties"))
    for name in ("refused.third_party_rights", "not_processed.repeated", "carried_in"):
        report.applications.rows.remove(report.applications.row_of(name))
    for cell in report.applications.cells():
        if cell.down > 3:
            cell.down -= 1 if cell.text.startswith("（") else 2


def without_public_total(report):
    for row in report.disclosure.rows[1:4]:
        row.pop()
        row[-1].across = 2


for ending, form, what, prepare in (
    ("pending", "2021", "the column 尚未审结", without_pending),
    ("rows", "2021", "four rows", without_rows),
    ("public-total", "2019", "the column 对外公开总数量", without_public_total),
):
    page(f"trap-missing-{ending}", form, "trap: missing", f"{what} left out on a page", prepare=prepare)
    simple(f"trap-missing-{ending}-rows", form, "trap: missing", f"{what} left out, one row a line", l.row_pipe, prepare=prepare)
    simple(f"trap-missing-{ending}-lines", form, "trap: missing", f"{what} left out, one cell a line",
           lambda t: l.cell_a_line(t), "\n\n", prepare=prepare)


def label_dropped(report):
    """A label is gone with its cell; the figures of two rows follow one label."""
    table = report.applications
    row = table.row_of("refused.process_information")
    row[:] = [cell for cell in row if cell.key]
    table.mark("ambiguous", ["refused.internal_affairs", "refused.process_information"])


simple("trap-label-dropped-lines", "2021", "trap: missing", "a label gone with its cell, one cell a line",
       lambda t: l.cell_a_line(t), "\n\n", prepare=label_dropped)


def figure_dropped(report):
    """One figure of a full row is gone without a trace."""
    table = report.applications
    row = table.row_of("refused.process_information")
    del row[3]
    lost = [c for c in row if c.key]
    for cell in lost:
        cell.status = "ambiguous"
    report.disclosure.row_of("normative_documents").pop(2)
    report.disclosure.mark("ambiguous", ["normative_documents"])


simple("trap-figure-dropped-lines", "2021", "trap: missing", "one figure of a row gone without a trace, one cell a line",
       lambda t: l.cell_a_line(t), "\n\n", prepare=figure_dropped)
simple("trap-figure-dropped-spaces", "2021", "trap: missing", "one figure of a row gone without a trace, single spaces",
       l.row_spaces, prepare=figure_dropped)
simple("trap-figure-dropped-rows", "2021", "trap: missing", "one figure of a row gone with its pipe, one row a line",
       lambda t: l.row_pipe(t, pad=False), prepare=figure_dropped)


@sample("trap-other-as-one-row", "trap: mixed", "（六）其他处理 of 2021 filled as one row, as the form of 2019 has it")
def _():
    report = Report("trap-other-as-one-row", "2021")
    table = report.applications
    first = table.rows.index(table.row_of("other.overdue_correction"))
    sums = [
        Cell(sum(int(c.text) for row in table.rows[first:first + 3] for c in row if c.key and c.key[3] == column),
             ("2019", "applications", "other", column))
        for column in tables.APPLICANTS + ["total"]
    ]
    table.rows[first:first + 3] = [[Cell("（六）其他处理", across=2)] + sums]
    for cell in table.cells():
        if cell.text == "三、本年度办理结果":
            cell.down -= 2
        if cell.key:
            # So printed, the table is the one of 2019.
            cell.key = ("2019", *cell.key[1:])
    return Source(report.page(), report.tables, "html")


def two_years_of_2014(report):
    table = report.statistics
    for row in table.rows:
        text = row[-1].text
        row.insert(2, Cell("2016年" if text == "统计数" else (str(int(float(text)) + 13) if text else "")))
        if text == "统计数":
            row[-1].text = "2017年"
    table.width = 4


page("trap-two-years-2014", "2014", "trap: columns", "the form of 2014 with last year's column before this year's",
     prepare=two_years_of_2014)


@sample("trap-two-years-2014-rows", "trap: columns", "as before, one row a line")
def _():
    report = Report("trap-two-years-2014-rows", "2014")
    two_years_of_2014(report)
    return Source(report.text(lambda t: l.row_pipe(t, pad=False)), report.tables)


def rows_left_out_2014(report):
    table = report.statistics
    for name in ("channel.weibo", "reconsideration.corrected", "litigation.other", "response.interviews_by_leaders"):
        table.rows.remove(table.row_of(name))


page("trap-missing-rows-2014", "2014", "trap: missing", "the form of 2014 with four rows left out", prepare=rows_left_out_2014)


@sample("trap-missing-rows-2014-lines", "trap: missing", "as before, one cell a line")
def _():
    report = Report("trap-missing-rows-2014-lines", "2014")
    rows_left_out_2014(report)
    return Source(report.text(lambda t: l.cell_a_line(t), "\n\n"), report.tables)


# Markup

def with_spacers(table):
    """An empty narrow column between any two columns."""
    taken, lines = {}, ['<table border="1">']
    for number, row in enumerate(table.rows):
        cells, parts = list(row), []
        for column in range(table.width):
            if (number, column) not in taken and cells:
                cell = cells.pop(0)
                for down in range(cell.down):
                    for across in range(cell.across):
                        taken[number + down, column + across] = cell
                parts.append(pages.td(cell.copy(across=2 * cell.across - 1)))
            left, right = taken.get((number, column)), taken.get((number, column + 1))
            if column + 1 < table.width and (left is None or left is not right):
                parts.append('<td width="1"></td>')
        lines.append("<tr>" + "".join(parts) + "</tr>")
    return "\n".join(lines + ["</table>"])


page("trap-spacer-columns", "2021", "trap: markup", "an empty narrow column between any two columns", with_spacers,
     prepare=blank_some)
page("trap-spacer-cells-askew", "2021", "trap: markup", "an empty narrow cell between any two cells, headings not above figures",
     lambda t: pages.table_with(t, lambda c: escape(c.text)).replace("</td><td", '</td><td width="1"></td><td'))
page("trap-double-width", "2021", "trap: markup", "every cell spans two columns", lambda t: doubled(t))
page("trap-table-for-each-row", "2021", "trap: markup", "each row is a table of its own",
     lambda t: "\n".join(pages.table(Table([[c.copy(down=1) for c in row]], t.width)) for row in t.rows))
page("trap-boxes", "2021", "trap: markup", "no table: rows and cells are div and span",
     lambda t: "\n".join('<div class="row">' + "".join(f"<span>{escape(c.text)}</span> " for c in row) + "</div>" for row in t.rows))
page("trap-definition-list", "2021", "trap: markup", "no table: labels and figures as a list of definitions", only=[0],
     markup=lambda t: "<dl>" + "".join(
         ("<dt>" if not c.key else "<dd>") + escape(c.text) for row in t.rows for c in row) + "</dl>")
page("trap-nested-figures", "2021", "trap: markup", "each figure in a table of its own inside the cell",
     lambda t: pages.table_with(t, lambda c: f"<table><tr><td>{c.text}</td></tr></table>" if c.key else escape(c.text)))


def doubled(table):
    return pages.table(Table([[c.copy(across=2 * c.across) for c in row] for row in table.rows], 2 * table.width))


@sample("trap-figures-in-fields", "trap: markup", "the figures stand in input fields")
def _():
    report = Report("trap-figures-in-fields", "2021")

    def content(cell):
        return f'<input type="text" value="{escape(cell.text)}">' if cell.key else escape(cell.text)

    return Source(report.page(lambda t: pages.table_with(t, content), [0]), report.kept([0]), "html")


@sample("trap-figures-span-rows", "trap: markup", "one figure in a cell that spans two rows")
def _():
    report = Report("trap-figures-span-rows", "2021")
    table = report.applications
    upper, lower = table.row_of("refused.internal_affairs"), table.row_of("refused.process_information")
    for cell in upper[-2:]:
        cell.down, cell.status = 2, "ambiguous"
    gone = [cell.copy(status="ambiguous") for cell in lower[-2:]]
    del lower[-2:]
    return Source(report.page(only=[1]), [table, Table([gone], 2)], "html")


def boxed(table):
    """As w3m draws a table."""
    return l.aligned(table, frame=True).replace("|", "│").replace("-", "─").replace("+", "┼")


simple("tool-w3m", "2021", "tool", "w3m: tables drawn with box characters", boxed, prepare=blank_some)
simple("tool-pandoc", "2019", "tool", "pandoc: columns aligned between lines of dashes",
       lambda t: "-" * 60 + "\n" + l.aligned(t).replace("\n", "\n\n") + "\n" + "-" * 60)
simple("tool-semicolons", "2021", "tool", "semicolon-separated", lambda t: l.dom_separated(t, ";"), prepare=blank_some)
simple("tool-tabs-bare", "2019", "tool", "one tab between the cells of a row", lambda t: l.dom_separated(t, "\t"), prepare=blank_some)
simple("tool-no-break-spaces", "2021", "tool", "two no-break spaces between the cells of a row",
       lambda t: "\n".join("\u00a0\u00a0".join(c.text for c in row) for row in t.rows))
simple("tool-ideographic-spaces", "2021", "tool", "one ideographic space between the cells of a row",
       lambda t: "\n".join("\u3000".join(c.text for c in row) for row in t.rows))
simple("tool-slashes", "2021", "tool", "slashes between the cells of a row",
       lambda t: "\n".join(" / ".join(c.text for c in row) for row in t.rows), only=[0])
simple("tool-full-width-pipes", "2021", "tool", "full-width pipes between the cells of a row",
       lambda t: "\n".join("｜".join(c.text for c in row) + "｜" for row in t.rows), prepare=blank_some)


def spaced_rows(table, close):
    """As a table with an empty column between any two comes out of a crawler."""
    return "\n".join(close(row) for row in table.rows)


simple("trap-spacer-columns-rows", "2021", "trap: columns", "an empty cell between any two cells, one row a line",
       lambda t: spaced_rows(t, lambda row: " | | ".join(c.text for c in row) + " |"))
simple("trap-spacer-columns-cells", "2021", "trap: columns", "an empty cell between any two cells, `cell |` a line",
       lambda t: spaced_rows(t, lambda row: "\n|\n".join(c.text + " |" for c in row)))
simple("trap-spacer-columns-tabs", "2021", "trap: columns", "an empty cell between any two cells, tabs",
       lambda t: spaced_rows(t, lambda row: "\t\t".join(c.text for c in row)))


def without_change(report):
    """The column 本年增/减 is left out."""
    for row in report.disclosure.rows:
        for cell in list(row):
            if cell.text == "本年增/减" or cell.key and cell.key[3] == "change":
                row.remove(cell)
                row[-1].across += 1


page("trap-missing-change", "2019", "trap: missing", "the column 本年增/减 left out on a page", prepare=without_change)
simple("trap-missing-change-rows", "2019", "trap: missing", "the column 本年增/减 left out, one row a line", l.row_pipe,
       prepare=without_change)
simple("trap-missing-change-lines", "2019", "trap: missing", "the column 本年增/减 left out, one cell a line",
       lambda t: l.cell_a_line(t), "\n\n", prepare=without_change)


def decisions_first(report):
    """处理决定数量 before 上一年项目数量."""
    for row in report.disclosure.rows:
        if len(row) == 4 and (row[-1].text == "处理决定数量" or row[-1].key and row[-1].key[3] == "decisions"):
            row.insert(1, row.pop())


page("trap-decisions-first", "2019", "trap: columns", "处理决定数量 before the other columns on a page", prepare=decisions_first)
simple("trap-decisions-first-rows", "2019", "trap: columns", "处理决定数量 before the other columns, one row a line", l.row_pipe,
       prepare=decisions_first)


def one_figure_more(report):
    """A stray figure in a row: eight for seven columns."""
    for name in ("refused.internal_affairs", "handled_total"):
        row = report.applications.row_of(name)
        row.insert(len(row) - 3, Cell(8))
        report.applications.mark("ambiguous", [name])


simple("trap-one-figure-more-lines", "2021", "trap: figures", "eight figures for seven columns, one cell a line",
       lambda t: l.cell_a_line(t), "\n\n", prepare=one_figure_more)
simple("trap-one-figure-more-rows", "2021", "trap: figures", "eight figures for seven columns, one row a line",
       lambda t: l.row_pipe(t, pad=False), prepare=one_figure_more)
page("trap-one-figure-more-page", "2021", "trap: figures", "eight figures for seven columns on a page", prepare=one_figure_more)


def transposed_two(report):
    """The two kinds of documents side by side, the counts below one another."""
    table = report.disclosure
    upper, lower = table.row_of("regulations"), table.row_of("normative_documents")
    heads = table.rows[1]
    table.rows[1:4] = [[Cell("信息内容"), Cell("规章"), Cell("行政规范性文件", across=2)]] + [
        [Cell(heads[n].text), upper[n], lower[n]] for n in (1, 2, 3)
    ]


page("trap-table-two-transposed", "2021", "trap: turned", "documents side by side, counts below one another",
     prepare=transposed_two)
simple("trap-table-two-transposed-rows", "2021", "trap: turned", "as before, one row a line", l.row_pipe, prepare=transposed_two)
