"""The ways in which programs flatten tables into text: each takes a table and gives lines.

A layout under which the text no longer tells a cell's column marks it `ambiguous` or `lost`.
"""

import itertools
import unicodedata

from tables import Cell, Table


def cell_a_line(table, empty="nothing", bare=False):
    """One cell a line, a blank line between; an empty cell is nothing, a line end or a space."""
    out = ""
    gap = "\n" if bare else "\n\n"
    for row in table.rows:
        for cell in row:
            if cell.text:
                out += cell.text + gap
            elif empty == "newline":
                out += "\n"
            elif empty == "space":
                out += " " + gap
        if empty == "nothing":
            lose_empty(table, row)
    return out.strip("\n")


def lose_empty(table, row):
    """Cells whose empty neighbours left no trace have no certain column."""
    figures = table.figures(row)
    empty = [cell for cell in figures if not cell.text]
    if empty and len(empty) < len(figures):
        for cell in figures:
            cell.status = "ambiguous"


def cell_pipe(table, pad="none", opened=False):
    """`cell |` a line. `pad` puts the pipes of spans on their own line or the last cell's."""
    lines = []
    for row in table.rows:
        if opened:
            lines.append("|")
        for cell in row:
            lines.append(f"{cell.text} |" if cell.text else "|")
        pipes = "|" * table.pad(row)
        if pipes and pad == "line":
            lines.append(pipes)
        elif pipes and pad == "same":
            lines[-1] += " " + pipes
    return "\n".join(lines)


def row_pipe(table, lead=False, pad=True, close=True, tail="", before_pad=" ", gap=" "):
    """One row a line, cells divided by pipes."""
    lines = []
    for row in table.rows:
        line = "| " if lead else ""
        parts = [f"{cell.text}{gap}|" if cell.text else "|" for cell in row]
        line += " ".join(parts)
        if not close:
            line = line.removesuffix(" |").removesuffix("|").rstrip()
        pipes = "|" * table.pad(row)
        if pad and pipes:
            line += before_pad + pipes
        else:
            line += tail
        lines.append(line)
    return "\n".join(lines)


def row_breaks_at_empty(table):
    """One row a line, and each empty cell brings a line end."""
    lines = []
    for row in table.rows:
        line = ""
        for cell in row:
            if cell.text:
                line += f" {cell.text} |" if line else f"{cell.text} |"
            else:
                lines.append(line)
                line = "|"
        lines.append(line)
    return "\n".join(lines)


def row_spaces(table, glue=False):
    """One row a line, divided by single spaces, or by nothing at all."""
    lines = []
    for row in table.rows:
        texts = [cell.text for cell in row if cell.text]
        lose_empty(table, row)
        figures = table.figures(row)
        if glue and len(figures) > 1:
            printed = "".join(cell.text for cell in figures)
            if len(printed) != len(figures):
                for cell in figures:
                    cell.status = "ambiguous"
        lines.append(("" if glue else " ").join(texts))
    return "\n".join(lines)


def collapsed(table, lead=True):
    """Empty cells pushed behind the last figure: the columns are lost."""
    lines = []
    for row in table.rows:
        kept = [cell.text for cell in row if cell.text]
        pipes = "|" * (table.width - len(kept))
        lose_empty(table, row)
        lines.append(("| " if lead else "") + " | ".join(kept) + " | " + pipes)
    return "\n".join(lines)


def dropped(table):
    """Empty cells are gone and the rest moved to the left; the padding tells nothing."""
    lines = []
    for row in table.rows:
        kept = [cell.text for cell in row if cell.text]
        lose_empty(table, row)
        pipes = "|" * table.pad(row)
        lines.append(" | ".join(kept) + " | " + pipes)
    return "\n".join(lines)


def deduplicated(tables, before=()):
    """Every line that stands earlier in the document is gone, figures included."""
    seen = set(before)
    lines = []

    def keep(text):
        if not text or text in seen:
            return False
        seen.add(text)
        lines.append(text)
        return True

    def scan(table):
        # Rows whose label is gone run into the row before.
        group = []
        for row in table.rows:
            figures = table.figures(row)
            labelled = [keep(cell.text) for cell in row if not cell.key]
            kept = {id(cell) for cell in figures if keep(cell.text)}
            if any(labelled) or not figures:
                group = []
            group.append((figures, kept))
            whole = len(group) == 1 and len(kept) == len(figures)
            if whole:
                continue
            for cells, left in group:
                for cell in cells:
                    alone = len(left) == 0 and len(group) == 1
                    cell.status = "lost" if alone else "ambiguous"

    for table in tables:
        if isinstance(table, str):
            for line in table.split("\n"):
                keep(line)
        else:
            scan(table)
    return "\n".join(lines)


def pipe_after(table, opened=False, closed=False):
    """A line with one pipe after each cell; `closed` adds the row's and the padding's pipes."""
    lines = []
    for row in table.rows:
        for index, cell in enumerate(row):
            lead = "| " if opened and index == 0 else ""
            if cell.text:
                lines.append(lead + cell.text)
            lines.append("|")
        if closed:
            lines.append("|" * max(1, table.pad(row)))
    return "\n".join(lines)


def pipe_after_padded(table):
    """As above; one more pipe ends a full row, more pad a short one, and an empty cell is a pipe."""
    lines = []
    for row in table.rows:
        for cell in row:
            if cell.text:
                lines.append(cell.text)
            lines.append("|")
        pad = table.pad(row)
        lines.append("|" * (pad + 1))
    return "\n".join(lines)


def text_then_pipe(table):
    """The text on a line, its pipe on the next; an empty cell is a lone pipe, one more ends a row."""
    lines = []
    for row in table.rows:
        for cell in row:
            if cell.text:
                lines += cell.text.split("\n")
            lines.append("|")
        lines.append("|")
    return "\n".join(lines)


def mobile(table):
    lines = []
    for row in table.rows:
        lines.append("| ")
        for cell in row:
            lines.append(f" {cell.text}  | " if cell.text else "  | ")
    return "\n".join(lines)


def tabs(table):
    lines = []
    for row in table.rows:
        figures = table.figures(row)
        for index, cell in enumerate(row):
            indent = "" if index == 0 else "\t\t\t"
            if len(figures) >= 3 and cell is row[-1]:
                lines += [f"{indent}{cell.text}", "   | "]
            else:
                lines.append(f"{indent}{cell.text}  | ")
        lines.append("\t\t")
    return "\n".join(lines)


def closing_pipe_below(table):
    lines = []
    for row in table.rows:
        lines += [" | ".join(cell.text for cell in row), "|"]
    return "\n".join(lines)


def grid_rows(table, trail=True):
    """One row a line with a place for every cell that reaches down from above."""
    lines = []
    for row in table.grid():
        lines.append("".join(f"{cell.text} | " if cell.text else "| " for cell in row).rstrip())
    return "\n".join(lines)


def text_width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def aligned(table, frame=None, gap="  ", right=False):
    """Columns aligned by spaces, as from a page of a PDF or a terminal browser."""
    rows = []
    for row in full_grid(table):
        rows.append([cell.text for cell in row])
    widths = column_widths(rows, table.width)
    lines = []
    rule = drawn_line(widths)
    for row in rows:
        texts = []
        for i, text in enumerate(row):
            space = " " * (widths[i] - text_width(text))
            texts.append(space + text if right and i > 0 else text + space)
        if frame:
            lines += [rule, "| " + " | ".join(texts) + " |"]
        else:
            lines.append(gap.join(texts).rstrip())
    if frame:
        lines.append(rule)
    return "\n".join(lines)


def column_widths(rows, count):
    return [max(4, *(text_width(row[i]) for row in rows if i < len(row))) for i in range(count)]


def drawn_line(widths):
    return "+" + "+".join("-" * (width + 2) for width in widths) + "+"


def ruled(table, room=16):
    """Cells in drawn lines, what is longer than its column broken over several lines of the cell."""
    rows = [[broken(cell.text, room) for cell in row] for row in full_grid(table)]
    widths = column_widths([parts for row in rows for parts in transposed(row)], table.width)
    lines = [drawn_line(widths)]
    for row in rows:
        for parts in transposed(row):
            cells = (part + " " * (width - text_width(part)) for part, width in zip(parts, widths))
            lines.append("| " + " | ".join(cells) + " |")
        lines.append(drawn_line(widths))
    return "\n".join(lines)


def broken(text, room):
    """A text in pieces that are not wider than some columns of a terminal."""
    pieces = [""]
    for character in text:
        if text_width(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def transposed(row):
    """The lines of a row whose cells have several each."""
    return [list(parts) for parts in itertools.zip_longest(*row, fillvalue="")]


def full_grid(table):
    """Every row with as many cells as the table is wide, text at the top left of its span."""
    rows, reach = [], {}
    for row in table.rows:
        out, cells = [], list(row)
        while len(out) < table.width:
            column = len(out)
            if reach.get(column, 0) > 0:
                reach[column] -= 1
                out.append(Cell())
            elif cells:
                cell = cells.pop(0)
                for offset in range(cell.across):
                    if cell.down > 1:
                        reach[column + offset] = cell.down - 1
                    out.append(cell if offset == 0 else Cell())
            else:
                out.append(Cell())
        rows.append(out)
    return rows


def markdown(table):
    """As html2text prints a table: pipes between cells, a rule below the first row."""
    lines = []
    for index, row in enumerate(full_grid(table)):
        lines.append(" | ".join(cell.text for cell in row).rstrip() + "  ")
        if index == 0:
            lines.append("|".join(["---"] * table.width) + "  ")
    return "\n".join(lines)


def separated(table, by, quote=False):
    lines = []
    for row in full_grid(table):
        texts = [cell.text for cell in row]
        if quote:
            texts = [f'"{text}"' if by in text else text for text in texts]
        lines.append(by.join(texts))
    return "\n".join(lines)


def dom_separated(table, by):
    """Only the cells that the markup has, without a place for those that reach into the row."""
    return "\n".join(by.join(cell.text for cell in row) for row in table.rows)


def values_only_pdf(table):
    """The fourth table on a page of a flip-book: headings in scrambled lines, then all figures."""
    return "\n".join(
        [
            "行政复议 行政诉讼",
            "未经复议直接起诉 复议后起诉",
            "结果 结果 其他 尚未 总",
            "维持 纠正 结果 审结 计 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总",
            "维持 纠正 结果 审结 计 维持 纠正 结果 审结 计",
            " ".join(cell.text for cell in table.rows[-1]),
        ]
    )


# Characters

PAIRS = (
    "湾灣苇葦时時栏欄还還够夠细細将將砚硯听聽云雲鹤鶴鸣鳴滩灘边邊间間围圍"
    "项項规規条條数數现現计計总總结結转轉务務许許处處罚罰强強费費业業举舉报報诉訴讼訟复復议議办辦开開关關维維审審内內确確认認"
    "续續获獲经經评評类類执執质質单單价價采採购購县縣国國图圖书書馆館网網络絡资資讯訊属屬机機构構织織应應记記录錄区區众眾动動"
    "况況个個为為与與请請统統标標题題发發长長问問进進导導读讀没沒产產给給组組张張权權证證护護补補乱亂从從优優会會传傳决決过過"
    "无無检檢查查询詢纠糾确確损損财財额額减減废廢团團这這师師东東车車乡鄉镇鎮厅廳邮郵电電联聯系系说說话話见見访訪设設备備专專"
    "员員训訓诺諾简簡稳穩层層显顯满滿实實题題热熱线線阅閱体體学學杂雜责責监監献獻爱愛"
)
TRADITIONAL = {PAIRS[i]: PAIRS[i + 1] for i in range(0, len(PAIRS), 2)}


def traditional(text):
    return "".join(TRADITIONAL.get(c, c) for c in text)


READINGS = {
    "规": "規(guī)",
    "内": "內(nèi)",
    "数": "數(shù)",
    "现": "現(xiàn)",
    "计": "計(jì)",
    "许": "許(xǔ)",
    "项": "項(xiàng)",
    "对": "對(duì)",
    "业": "業(yè)",
}


def with_readings(text):
    return "".join(READINGS.get(c) or TRADITIONAL.get(c, c) for c in text)


TAIWAN = [("规范性文件", "规范性檔案"), ("信息", "資訊"), ("制作", "製作"), ("制发", "製發")]


def taiwan(text):
    for mainland, island in TAIWAN:
        text = text.replace(mainland, island)
    return traditional(text)


def full_width_digits(text):
    return text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
