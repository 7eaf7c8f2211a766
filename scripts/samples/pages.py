"""The ways in which published pages write their tables in HTML."""

from html import escape


def table(table, indent="", attributes=' border="1"'):
    lines = [f"{indent}<table{attributes}>"]
    for row in table.rows:
        cells = "".join(td(cell) for cell in row)
        lines.append(f"{indent}<tr>{cells}</tr>")
    lines.append(f"{indent}</table>")
    return "\n".join(lines)


def spans(cell):
    text = ""
    if cell.across > 1:
        text += f' colspan="{cell.across}"'
    if cell.down > 1:
        text += f' rowspan="{cell.down}"'
    return text


def td(cell, inner=None):
    return f"<td{spans(cell)}>{inner if inner is not None else escape(cell.text)}</td>"


def table_with(source, content, attributes=' border="1"', row_open="<tr>", row_close="</tr>"):
    """A table whose cells hold whatever `content` makes of them."""
    lines = [f"<table{attributes}>"]
    for row in source.rows:
        lines.append(row_open + "".join(td(cell, content(cell)) for cell in row) + row_close)
    lines.append("</table>")
    return "\n".join(lines)


def word_table(source):
    def content(cell):
        text = escape(cell.text) or "&nbsp;"
        return (
            "<p class=MsoNormal align=center style='text-align:center'><span lang=EN-US\n"
            f"style='font-size:10.5pt;font-family:宋体'>{text}<o:p></o:p></span></p>"
        )

    body = table_with(
        source,
        content,
        " class=MsoNormalTable border=1 cellspacing=0 style='border-collapse:collapse;mso-padding-alt:0cm'",
        "<tr style='mso-yfti-irow:0;height:22.0pt'>",
    )
    return body


def old_table(source):
    """Upper-case tags, no end tags, attributes without quotes."""
    lines = ["<TABLE WIDTH=560 BORDER=1 BGCOLOR=#FFFFFF>"]
    for row in source.rows:
        lines.append("<TR>")
        for cell in row:
            attributes = ""
            if cell.across > 1:
                attributes += f" COLSPAN={cell.across}"
            if cell.down > 1:
                attributes += f" ROWSPAN={cell.down}"
            lines.append(f"<TD ALIGN=center{attributes}><FONT SIZE=2>{escape(cell.text) or '&nbsp;'}</FONT>")
    lines.append("</TABLE>")
    return "\n".join(lines)


def editor_table(source):
    def content(cell):
        if not cell.text:
            return '<p><br/></p>'
        half = max(1, len(cell.text) // 2) if not cell.key else len(cell.text)
        first, second = escape(cell.text[:half]), escape(cell.text[half:])
        return (
            '<p style="text-align: center;"><strong><span style="font-family: 仿宋; font-size: 16px;">'
            f'<span style="color: rgb(0, 0, 0);">{first}</span></span></strong>'
            + (f'<span style="font-size: 16px;">{second}</span>' if second else "")
            + "</p>"
        )

    return table_with(source, content, ' class="ke-zeroborder" cellspacing="0"')


def page(title, agency, published, sections, head="", language="zh-CN", charset="utf-8"):
    """A clean page; `sections` are (heading, paragraphs, markup) in order."""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        f'<meta charset="{charset}">' if charset else "",
        f"<title>{title}</title>",
        f'<meta name="PubDate" content="{published} 09:30">' if published else "",
        head,
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
    ]
    for heading, paragraphs, markup in sections:
        lines.append(f"<h2>{heading}</h2>")
        lines += [f"<p>{paragraph}</p>" for paragraph in paragraphs]
        if markup:
            lines.append(markup)
    lines += [f'<p class="signature">{agency}</p>', "</body>", "</html>", ""]
    return "\n".join(line for line in lines if line)
