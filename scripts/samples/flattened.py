"""Flattened text, in the layouts seen on published reports."""

import layouts as l
import tables
from report import HEADINGS, Report, Source, sample
from tables import Cell, Table


def simple(name, form, family, what, layout, gap="\n", only=None, width=4, prepare=None, **options):
    """A report whose tables are all printed by one layout."""

    @sample(name, family, what)
    def make():
        report = Report(name, form, width=width, quiet=options.pop("quiet", False))
        if prepare:
            prepare(report)
        return Source(report.text(layout, gap, only, **options), report.kept(only))


def blank_some(report):
    """Empties some cells so that the others still tell their column, or do not, by the layout."""
    if report.form == "2021":
        report.disclosure.put("regulations", "issued", "").put("regulations", "repealed", "")
        report.disclosure.put("regulations", "in_force", "")
        report.disclosure.put("coercion", "decisions", "")
        report.disclosure.put("normative_documents", "repealed", "")
    else:
        for column in ("prior_items", "change", "decisions"):
            report.disclosure.put("coercion", column, "")
        report.disclosure.put("licensing", "change", "")
        report.disclosure.put("fees", "prior_items", "").put("fees", "change", "")
    for row in ("refused.state_secret", "refused.administrative_query", "not_processed.excessive"):
        for cell in report.applications.row_of(row):
            if cell.key:
                cell.text = ""
    for column in ("business", "research", "public_welfare", "legal_service", "other_org"):
        report.applications.put("partially_disclosed", column, "")
        report.applications.put("carried_out", column, "")


# The form of 2019

simple("2019-cell-a-line", "2019", "2019.1", "one cell a line, blank line between, figures with stray spaces",
       lambda t: l.cell_a_line(t), "\n\n",
       prepare=lambda r: [setattr(c, "text", " " + c.text) for c in r.disclosure.cells() if c.key])
simple("2019-empty-is-line-end", "2019", "2019.2", "one cell a line; an empty cell is one more line end",
       lambda t: l.cell_a_line(t, "newline"), "\n\n", only=[1], prepare=blank_some)
simple("2019-empty-is-space", "2019", "2019.3", "one cell a line; an empty cell is a line with one space",
       lambda t: l.cell_a_line(t, "space"), "\n\n", prepare=blank_some)
simple("2019-cell-pipe-five-columns", "2019", "2019.4", "`cell |` a line, padding pipes on their own line, five columns",
       lambda t: l.cell_pipe(t, "line"), width=5, prepare=blank_some)
simple("2019-cell-pipe-no-padding", "2019", "2019.4", "`cell |` a line, no padding",
       lambda t: l.cell_pipe(t), prepare=blank_some)
simple("2019-row-opens-with-pipe", "2019", "2019.5", "`cell |` a line, each row opened by a pipe, padding on its own line",
       lambda t: l.cell_pipe(t, "line", opened=True), width=5, prepare=blank_some)
simple("2019-text-then-pipe", "2019", "2019.6", "text line, then pipe line; one more pipe ends the row",
       l.text_then_pipe, prepare=blank_some)
simple("2019-row-trailing-pipe", "2019", "2019.7", "one row a line with padding pipes", l.row_pipe, prepare=blank_some)
simple("2019-row-leading-pipe", "2019", "2019.7", "one row a line, leading pipe and padding",
       lambda t: l.row_pipe(t, lead=True, tail=" "), prepare=blank_some)
simple("2019-row-two-spaces", "2019", "2019.7", "two spaces before each pipe, no padding",
       lambda t: l.row_pipe(t, gap="  ", pad=False))
simple("2019-empty-breaks-row", "2019", "2019.8", "one row a line; an empty cell brings a line end",
       l.row_breaks_at_empty, prepare=blank_some)
simple("2019-row-spaces", "2019", "2019.9", "one row a line, single spaces, no pipes", l.row_spaces,
       prepare=lambda r: r.disclosure.put("licensing", "change", "+97").put("penalties", "change", "-3"))
simple("2019-collapsed", "2019", "2019.10", "empty cells pushed behind the last figure", l.collapsed, prepare=blank_some)


def glued(name, form, family):
    @sample(name, family, "everything of a row concatenated; several digits cannot be cut")
    def make():
        report = Report(name, form)
        for row in report.applications.rows:
            figures = report.applications.figures(row)
            if any(c.text != "0" for c in figures) and all(len(c.text) == 1 for c in figures):
                # Seven digits for seven columns would be a question of taste.
                for cell in (figures[0], figures[-1]):
                    cell.text = str(int(cell.text) + 20)
        text = report.text(lambda t: l.row_spaces(t, glue=True), only=[0, 1])
        return Source(text, report.kept([0, 1]))


glued("2019-glued", "2019", "2019.11")
glued("2021-glued", "2021", "2021.L12")


def deduplicated(name, form, family):
    @sample(name, family, "every line that stands earlier in the document is gone, figures included")
    def make():
        report = Report(name, form)
        text = l.deduplicated(
            [
                report.title,
                "\n".join([HEADINGS[0], "本机关按时更新了网站栏目，群众查阅更加方便。", HEADINGS[1]]),
                report.disclosure,
                HEADINGS[2],
                report.applications,
                HEADINGS[3],
                report.review,
                "\n".join([HEADINGS[4], "栏目分类还不够细，下一步将逐项梳理。", report.signature()]),
            ]
        )
        return Source(text + "\n", report.tables)


deduplicated("2019-deduplicated", "2019", "2019.12")
deduplicated("2021-deduplicated", "2021", "2021.L13")


@sample("2019-flip-book-page", "2019.13", "one page of a flip-book: tail of table three, all of table four")
def _():
    report = Report("2019-flip-book-page", "2019")
    last = report.applications.row_of("carried_out")
    table = Table([last], 10)
    text = "\n".join(
        [
            f"第 9 页 - {report.title}",
            "P. 9",
            l.row_spaces(table),
            HEADINGS[3],
            l.values_only_pdf(report.review),
            HEADINGS[4],
            "栏目分类还不够细，下一步将逐项梳理。",
        ]
    )
    return Source(text + "\n", [table, Table([report.review.rows[-1]], 15)])


def traditional(name, form, family, what, change, layout=l.cell_pipe, **options):
    @sample(name, family, what)
    def make():
        report = Report(name, form)
        return Source(change(report.text(layout, **options)), report.tables)


traditional("2019-traditional", "2019", "2019.14", "traditional characters", l.traditional)
traditional("2019-readings", "2019", "2019.14", "the reading in brackets after some characters", l.with_readings,
            l.row_pipe)
traditional("2019-taiwan", "2019", "2019.14", "traditional characters, words of Taiwan", l.taiwan,
            lambda t: l.cell_a_line(t), gap="\n\n")


@sample("2019-cut-headings", "2019 anomalies", "both 本年新 cut off, 增/ without 减, (八) misprinted in the section line")
def _():
    report = Report("2019-cut-headings", "2019")
    for cell in report.disclosure.cells():
        if cell.text in ("本年新制作数量", "本年新公开数量"):
            cell.text = "本年新"
        elif cell.text == "本年增/减":
            cell.text = "本年增/"
        elif cell.text == "对外公开总数量":
            cell.text = "对外公开总数"
        elif cell.text == "第二十条第（六）项":
            cell.text = "第二十条（六）项"
    for cell in report.applications.cells():
        if cell.text == "科研机构":
            cell.text = "科研企业"
        cell.text = cell.text.replace("勾稽关系", "逻辑关系")
    return Source(report.text(l.row_pipe), report.tables)


@sample("2019-extra-row", "2019 anomalies", "a row that the form does not have, with three figures")
def _():
    report = Report("2019-extra-row", "2019")
    place = report.disclosure.rows.index(report.disclosure.row_of("normative_documents"))
    report.disclosure.rows.insert(place + 1, [Cell("其他主动公开文件"), Cell(37), Cell(38), Cell(139)])
    for cell in report.disclosure.cells():
        if cell.text == "本年新公开数量":
            cell.text = "本年新公开数量（指2020年首次公开的件数，如1件）"
        elif cell.text == "本年增/减":
            cell.text = "本年增/减（如+6、-6）"
    return Source(report.text(l.row_pipe), report.tables)


@sample("2019-glosses-on-own-line", "2019 anomalies", "explanations with figures between heading and row")
def _():
    report = Report("2019-glosses-on-own-line", "2019")
    rows = []
    for row in report.disclosure.rows:
        rows.append(row)
        if row[0].text == "信息内容" and len(row) == 4 and row[1].text == "上一年项目数量":
            rows[-1] = [c.copy(text=c.text + "\n(指2019年年末的数)" if c.text == "上一年项目数量" else c.text) for c in row]
    report.disclosure.rows = rows
    return Source(report.text(lambda t: l.cell_a_line(t), "\n\n"), report.tables)


@sample("2019-signs-and-units", "2019 anomalies", "signs in words, units in the cells, marks for no value, full-width digits")
def _():
    report = Report("2019-signs-and-units", "2019")
    d = report.disclosure
    d.put("licensing", "change", "减4").put("other_services", "change", "增加6")
    d.put("penalties", "change", "+15").put("coercion", "change", "未增未减")
    d.put("fees", "prior_items", "/").put("fees", "change", "-")
    d.put("licensing", "decisions", "2,304件").put("penalties", "decisions", "１，２０７")
    d.put("procurement", "items", "12项").put("procurement", "amount", "96.48万元")
    d.put("regulations", "made", "无").put("regulations", "published", "无").put("regulations", "public_total", "无")
    report.applications.map_text(lambda text: l.full_width_digits(text) if text.isdigit() else text)
    return Source(report.text(l.row_pipe), report.tables)


@sample("2019-amount-in-yuan", "2019 anomalies", "amounts with 元 and with a trailing zero, decisions equal to prior plus change")
def _():
    report = Report("2019-amount-in-yuan", "2019")
    report.disclosure.put("procurement", "amount", "2,876,340.50元").put("penalties", "change", "-58")
    return Source(report.text(lambda t: l.cell_pipe(t, "same")), report.tables)


@sample("2019-headings-lost", "2019 anomalies", "the headings of the sections are gone")
def _():
    report = Report("2019-headings-lost", "2019")
    return Source(report.text(l.row_pipe, headings=["", "", "", "", "", ""]), report.tables)


@sample("2019-applicant-lost", "odd anomalies", "the heading 自然人 is lost: six headings, seven figures")
def _():
    report = Report("2019-applicant-lost", "2019")
    report.applications.rows[1] = report.applications.rows[1][1:]
    return Source(report.text(lambda t: l.cell_a_line(t), "\n\n"), report.tables)


@sample("2019-sentences-before-tables", "2019 anomalies", "sentences with rounded figures between heading and table")
def _():
    report = Report("2019-sentences-before-tables", "2019")

    def layout(table):
        sentence = "2020年共受理行政许可1100件，作出行政处罚决定230件；全年收到申请31件，其中自然人22件。"
        return sentence + "\n" + l.row_pipe(table)

    return Source(report.text(layout), report.tables)


@sample("flattened-2019", "2019.4", "a real layout and its figures: `cell |` a line, padding, blanks, a doubled total")
def _():
    figures = tables.application_figures("2019", tables.Numbers("none"))
    figures = {key: 0 for key in figures}
    for row, value in (("new_received", 3), ("disclosed", 1), ("partially_disclosed", 2), ("handled_total", 6)):
        figures[row, "natural_person"] = figures[row, "total"] = value
    d = {}
    for row, columns in (
        ("regulations", {"made": 0, "published": 0, "public_total": 0}),
        ("normative_documents", {"made": 26, "published": 10, "public_total": 25}),
        ("licensing", {"prior_items": 0, "change": 0, "decisions": 0}),
        ("other_services", {"prior_items": 0, "change": 0, "decisions": 0}),
        ("penalties", {"prior_items": 0, "change": 0, "decisions": 0}),
        ("coercion", {"prior_items": "", "change": "", "decisions": ""}),
        ("fees", {"prior_items": "", "change": ""}),
        ("procurement", {"items": 23, "amount": "43027665.50元"}),
    ):
        for column, value in columns.items():
            d[row, column] = value
    disclosure = tables.disclosure("2019", d, 5)
    applications = tables.applications("2019", figures)
    review = tables.review("2019", {(r, c): 0 for r in (
        "reconsideration", "litigation_direct", "litigation_after_reconsideration") for c in (
        "upheld", "corrected", "other", "pending", "total")})
    parts = [
        "根据有关规定，现公布本单位2019年政府信息公开工作年度报告。",
        HEADINGS[0],
        "2019年，本单位围绕重点工作公开信息，网站栏目按月检查。",
        HEADINGS[1],
        l.cell_pipe(disclosure, "line"),
        HEADINGS[2],
        l.cell_pipe(applications, "line"),
        HEADINGS[3],
        l.cell_pipe(review, "line"),
        HEADINGS[4],
        "公开的形式还比较单一，今后将增加图解和问答。",
        HEADINGS[5],
        "无。",
        "雁洲经济开发区管理委员会",
        "2020年2月17日",
    ]
    return Source("\n".join(parts) + "\n", [disclosure, applications, review])


# The form of 2021

simple("2021-row-pipe", "2021", "2021.L1", "one row a line, closing pipe, no padding",
       lambda t: l.row_pipe(t, pad=False))
simple("2021-row-padded", "2021", "2021.L2", "one row a line, padding pipes, empty cells as `| |`", l.row_pipe, prepare=blank_some)
simple("2021-row-both-pipes", "2021", "2021.L3", "leading and trailing pipes, a space behind the last",
       lambda t: l.row_pipe(t, lead=True, pad=False, tail=" "), prepare=blank_some)
simple("2021-cell-padded", "2021", "2021.L4", "`cell |` a line, padding behind the last cell",
       lambda t: l.cell_pipe(t, "same"), prepare=blank_some)
simple("2021-cell-padding-line", "2021", "2021.L5", "`cell |` a line, padding on a line of its own",
       lambda t: l.cell_pipe(t, "line"), prepare=blank_some)
simple("2021-row-start-pipe", "2021", "2021.L6", "as L4 with a pipe line at the start of each row",
       lambda t: l.cell_pipe(t, "same", opened=True), prepare=blank_some)
simple("2021-pipe-after", "2021", "2021.L7", "a line with one pipe after each cell", l.pipe_after)
simple("2021-pipe-after-padded", "2021", "2021.L8", "as L7 with padding lines", l.pipe_after_padded)
simple("2021-mobile", "2021", "2021.L9", "a line `| ` opens the row, each cell indented on a line", l.mobile)
simple("2021-closing-pipe-below", "2021", "2021.L10", "the closing pipe of the last cell is on the next line", l.closing_pipe_below)
simple("2021-cell-a-line-bare", "2021", "2021.L11", "one cell a line, no pipes, no blank lines",
       lambda t: l.cell_a_line(t, bare=True))
simple("2021-cell-a-line", "2021", "2021.L11", "one cell a line, blank lines between; empty cells leave nothing",
       lambda t: l.cell_a_line(t), "\n\n", prepare=blank_some)
simple("2021-grid-rows", "2021", "2021.L15", "one row a line, blanks kept, spans from above as leading pipes",
       l.grid_rows, prepare=blank_some)


simple("2021-ruled", "2021", "drawn lines", "cells in drawn lines, long labels broken inside of their cells",
       l.ruled, prepare=blank_some)
simple("2019-ruled", "2019", "drawn lines", "cells in drawn lines, long labels broken inside of their cells",
       l.ruled)


@sample("2021-label-closed-below", "2021.L10", "`cell |` a line, one label closed on the next line")
def _():
    report = Report("2021-label-closed-below", "2021")
    text = report.text(lambda t: l.cell_pipe(t, "same")).replace("行政规范性文件 |", "行政规范性文件\n|")
    return Source(text, report.tables)


@sample("2021-values-without-labels", "2021.L16", "the rows of (三)不予公开 stand as figures without labels")
def _():
    report = Report("2021-values-without-labels", "2021")
    for row in report.applications.rows:
        if any(cell.key and cell.key[2].startswith("refused.") for cell in row):
            row[:] = [cell for cell in row if cell.key or cell.down > 1]
            row[0:0] = []
    return Source(report.text(lambda t: l.cell_pipe(t)), report.tables)


@sample("2021-pictures", "2021.L17", "the tables were pictures: headings, sentences with figures, no cells")
def _():
    report = Report("2021-pictures", "2021")
    parts = [report.title]
    for heading in HEADINGS:
        parts.append(heading)
    parts.insert(2, "全年新收申请21件，办理行政许可318件，规章0件。")
    parts.append(report.signature())
    return Source("\n".join(parts) + "\n", [])


@sample("2021-flip-book", "2021.L14", "text of PDF pages: page headers, figures joined by spaces, headings scrambled")
def _():
    report = Report("2021-flip-book", "2021")
    body = l.row_spaces(report.applications).split("\n")
    body[14:14] = ["P. 6", f"第 6 页 - {report.title}"]
    text = "\n".join(
        [f"第 5 页 - {report.title}", "P. 5", HEADINGS[2], *body, HEADINGS[3], l.values_only_pdf(report.review), HEADINGS[4]]
    )
    return Source(text + "\n", [report.applications, report.review])


traditional("2021-traditional", "2021", "2021 variants", "traditional characters, 范 and 于 simplified",
            lambda text: l.traditional(text), lambda t: l.cell_pipe(t, "same", opened=True))
traditional("2021-readings", "2021", "2021 variants", "readings in brackets; a question mark for a damaged space",
            lambda text: l.with_readings(text).replace("行政處罰 |\n", "行政處罰 |\n? "), lambda t: l.cell_pipe(t, "same"))


@sample("2021-label-variants", "2021 variants", "规范性文件, 现行有效件, the note missing, a unit line before the table")
def _():
    report = Report("2021-label-variants", "2021")
    for cell in report.disclosure.cells():
        cell.text = {"行政规范性文件": "规范性文件", "现行有效件数": "现行有效件数\n（历史累计）", "本年制发件数": "本年\n制发件数"}.get(
            cell.text, cell.text
        )
    report.applications.rows[0][0].text = ""
    text = report.text(lambda t: l.cell_a_line(t), "\n\n")
    text = text.replace(HEADINGS[1], HEADINGS[1] + f"\n\n单位：{report.agency}  2023年度")
    return Source(text, report.tables)


@sample("2021-form-of-2019", "2021 anomalies", "a report for 2022 on the form of 2019")
def _():
    report = Report("2021-form-of-2019", "2019", year=2022)
    return Source(report.text(lambda t: l.cell_pipe(t, "same")), report.tables)


@sample("2021-mixed-forms", "2021 anomalies", "第(一)项 on the form of 2019, the rest on that of 2021")
def _():
    report = Report("2021-mixed-forms", "2021")
    other = Report("2021-mixed-forms/old", "2019")
    report.disclosure.rows[0:4] = other.disclosure.rows[0:4]
    return Source(report.text(l.row_pipe), report.tables)


@sample("2021-fees-in-yuan", "2021 anomalies", "a fee with six digits under 万元, decimals with a trailing zero, `/`")
def _():
    report = Report("2021-fees-in-yuan", "2021")
    report.disclosure.put("fees", "amount", "187263.4500")
    for cell in report.disclosure.row_of("regulations"):
        if cell.key:
            cell.text = "/"
    return Source(report.text(l.row_pipe), report.tables)


@sample("2021-only-totals", "2021 anomalies", "only 总计 is filled, empty cells kept")
def _():
    report = Report("2021-only-totals", "2021", quiet=True)
    for cell in report.applications.cells():
        if cell.key and cell.key[3] != "total":
            cell.text = ""
    return Source(report.text(lambda t: l.cell_pipe(t)), report.tables)


@sample("2021-index-table", "2021 anomalies", "a table of index number, date and clicks before the report")
def _():
    report = Report("2021-index-table", "2021")
    head = "索引号 | GK-2024-00031 | 发布日期 | 2024-01-19 |\n分类 | 年度报告 | 点击数 | 4213 |\n文号 | 无 | 有效性 | 有效 |\n"
    return Source(head + report.text(l.row_pipe), report.tables)


@sample("2021-cut-table", "cut tables", "the text ends in the middle of table three")
def _():
    report = Report("2021-cut-table", "2021")
    report.applications.rows = report.applications.rows[:14]
    text = report.text(lambda t: l.cell_pipe(t, "same"), only=[0, 1])
    text = text[: text.index(HEADINGS[4])]
    return Source(text, report.kept([0, 1]))


@sample("2021-cut-in-a-row", "cut tables", "the text ends within a row: its figures so far have no certain column")
def _():
    report = Report("2021-cut-in-a-row", "2021")
    report.applications.rows = report.applications.rows[:12]
    text = report.text(lambda t: l.cell_a_line(t), "\n\n", only=[0, 1])
    text = text[: text.index(HEADINGS[4])].rstrip("\n")
    last = report.applications.figures(report.applications.rows[-1])
    text = "\n\n".join(text.split("\n\n")[:-3])
    for cell in last:
        cell.status = "ambiguous"
    return Source(text, report.kept([0, 1]))


@sample("2021-labels-lost", "lost labels", "the labels of two rows are empty cells")
def _():
    report = Report("2021-labels-lost", "2021")
    for row in ("refused.process_information", "not_processed.repeated"):
        for cell in report.applications.row_of(row):
            if not cell.key and cell.down == 1:
                cell.text = ""
    return Source(report.text(l.row_pipe), report.tables)


# Odd layouts

@sample("odd-sign-decides", "odd.L2", "empty cells leave nothing, but a sign shows which figure is the change")
def _():
    report = Report("odd-sign-decides", "2019")
    d = report.disclosure
    d.put("licensing", "prior_items", 23).put("licensing", "change", "+6").put("licensing", "decisions", "")
    text = report.text(lambda t: l.cell_a_line(t), "\n\n", only=[0])
    for cell in d.row_of("licensing"):
        cell.status = None
    return Source(text, report.kept([0]))


simple("odd-cells-without-trace", "2019", "odd.L2", "empty cells leave nothing; rows with fewer figures than columns",
       lambda t: l.cell_a_line(t), "\n\n", prepare=blank_some)
simple("odd-cell-pipe-empty-lines", "2019", "odd.L3", "`cell |` a line and nothing else; six empty cells, then 总计",
       lambda t: l.cell_pipe(t), only=[1],
       prepare=lambda r: [r.applications.put("carried_in", c, "") for c in tables.APPLICANTS])
simple("odd-first-cell-empty", "2019", "odd.L4", "padding lines, and a row whose first cell is empty",
       lambda t: l.cell_pipe(t, "line"), only=[0], width=5,
       prepare=lambda r: r.disclosure.put("penalties", "prior_items", "").put("penalties", "change", "+318"))
simple("odd-padding-behind", "2019", "odd.L5", "padding behind the last cell, a pipe opens each row",
       lambda t: l.cell_pipe(t, "same", opened=True), width=5)
simple("odd-pipe-after-each", "2019", "odd.L6", "a line `|` after every cell", l.pipe_after)
simple("odd-pipe-after-opened", "2019", "odd.L7", "a pipe before the row label, a pipe line after each cell and row",
       lambda t: l.pipe_after(t, opened=True, closed=True), width=5)
simple("odd-row-unpadded", "2019", "odd.L8", "one row a line, pipes between cells only",
       lambda t: l.row_pipe(t, pad=False, close=False))
simple("odd-dropped", "2019", "odd.L9", "empty cells dropped, the rest moved to the left", l.dropped, prepare=blank_some)
simple("odd-empty-breaks-row", "2021", "odd.L10", "one row a line; an empty cell brings a line end", l.row_breaks_at_empty,
       prepare=blank_some)
simple("odd-leading-and-trailing", "2019", "odd.L11", "leading and closing pipes", lambda t: l.row_pipe(t, lead=True, pad=False),
       prepare=blank_some)
simple("odd-mobile", "2019", "odd.L12", "page for telephones: each cell indented on its own line", l.mobile, prepare=blank_some)
simple("odd-tabs", "2021", "odd.L13", "cells indented by tabs, the last figure's pipe on the next line", l.tabs)


@sample("odd-blank-row-below", "odd anomalies", "an empty table row at the foot of table two")
def _():
    report = Report("odd-blank-row-below", "2021")
    report.disclosure.rows.append([Cell(), Cell(), Cell(), Cell()])
    return Source(report.text(lambda t: l.row_pipe(t, lead=True, pad=False)), report.tables)


# The form of 2014


def form_of_2014(name, what, layout, prepare=None, without_unit=False, opening=None, finish=None, family="2014"):
    @sample(name, family, what)
    def make():
        report = Report(name, "2014")
        if without_unit:
            report.statistics = tables.statistics(tables.statistics_figures(tables.Numbers(name)), True)
        if prepare:
            prepare(report.statistics)
        text = report.text(layout, opening=opening)
        return Source(finish(text) if finish else text, report.tables)


def empty_2014(text):
    def prepare(table):
        for row in ("channel.gazette", "requests.fax", "litigation.corrected", "complaints", "trainings"):
            table.put(row, "value", text)

    return prepare


form_of_2014("2014-cell-pipe", "d01: `cell |` a line; an empty figure is a pipe", lambda t: l.cell_pipe(t), empty_2014(""))
form_of_2014("2014-row-pipe", "d02: one row a line, 1、 for 1., `/` for none", lambda t: l.row_pipe(t, close=False, pad=False),
             empty_2014("/"), finish=lambda text: text.replace("．", "、"))
form_of_2014("2014-cell-a-line", "d03: one cell a line, blank lines; an empty figure is one more line end",
             lambda t: l.cell_a_line(t, "newline"), empty_2014(""),
             opening="全年主动公开政府信息近1000条，收到申请约80件，召开专题会议3次。")
form_of_2014("2014-pdf-pages", "d04: spaces, pages of a PDF, a page number and the headings again in the middle",
             lambda t: l.row_spaces(t).replace("3．网络申请数", "— 12 —\n统 计 指 标 单位 统计数\n3．网络申请数")
             .replace("危及国家安全、公共安全、经济安全和社会稳定 件", "危及国家安全、公共安全、经济\n安全和社会稳定 件"))
form_of_2014("2014-unit-in-label", "d05: the unit in brackets at the end of the label, 无 for none",
             lambda t: l.row_pipe(t, pad=False), empty_2014("无"), without_unit=True,
             finish=lambda text: text.replace("计1条）", "计1条）（条）").replace("总次数", "总次数（次）").replace("稿件发布数", "稿件发布数（篇）"))
form_of_2014("2014-pipe-after", "d06: cells on lines of their own after a leading pipe, a pipe closes the row",
             lambda t: l.pipe_after(t, opened=True, closed=True))
form_of_2014("2014-glued", "d07: label, unit and figure glued together", lambda t: l.row_spaces(t, glue=True),
             opening="全年主动公开信息900余条，培训人员200人次。")
form_of_2014("2014-empty-leaves-nothing", "d08: one cell a line, empty cells leave no trace",
             lambda t: l.cell_a_line(t, bare=True), empty_2014(""))
form_of_2014("2014-taiwan-order", "traditional characters, tabs between the cells", lambda t: l.dom_separated(t, "\t"),
             finish=l.traditional)


@sample("look-alike-codes", "odd.L18", "a table with a 代码 column, 本期实际 and 本年累计: not the form of 2014")
def _():
    return Source(look_alike(["指标名称", "代码", "本期实际", "本年累计"], lambda n: [str(10 + n), str(3 * n + 1), str(7 * n + 20)]), [])


@sample("look-alike-years", "odd.L18", "a table of 年度 and 历年累计: not the form of 2014")
def _():
    return Source(look_alike(["指标", "单位", "2017年度", "历年累计"], lambda n: ["条", str(3 * n + 1), str(7 * n + 20)]), [])


@sample("look-alike-quarter", "odd.L18", "a quarterly form with running numbers and empty figures")
def _():
    return Source(look_alike(["序号", "指标", "一季度", "二季度"], lambda n: ["", ""], numbered=True), [])


def look_alike(heads, figures, numbered=False):
    labels = [
        "主动公开政府信息数", "其中：主动公开规范性文件数", "政府网站公开政府信息数", "政务微博公开政府信息数", "收到申请数",
        "当面申请数", "网络申请数", "信函申请数", "申请办结数", "同意公开答复数", "行政复议数量", "行政诉讼数量", "举报投诉数量",
    ]
    lines = ["澄石县2017年政府信息公开工作情况季度统计", " | ".join(heads) + " |"]
    for n, label in enumerate(labels):
        cells = ([str(n + 1)] if numbered else []) + [label] + figures(n)
        lines.append(" | ".join(cells) + " |")
    return "\n".join(lines) + "\n填表人：李某\n"
