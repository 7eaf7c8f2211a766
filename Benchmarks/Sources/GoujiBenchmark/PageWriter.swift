/// The markup that a report is printed in.
enum PageStyle: String, CaseIterable {
  case clean = "clean page"
  case word = "Word-like page"

  /// The sizes of pages that are often met, in bytes.
  var size: Int {
    switch self {
    case .clean: 27_000
    case .word: 53_000
    }
  }

  func page(_ content: ReportContent) -> String {
    var lines = [
      "<!DOCTYPE html>", "<html>", "<head>", "<meta charset=\"utf-8\">",
      "<title>政府信息公开年报</title>", "</head>", "<body>",
    ]
    for part in content.parts {
      switch part {
      case .title(let text): lines.append("<h1>\(text)</h1>")
      case .heading(let text): lines.append(paragraph("<b>\(text)</b>"))
      case .paragraph(let text): lines.append(paragraph(text))
      case .table(let rows):
        lines.append("<table border=\"1\" cellspacing=\"0\">")
        for row in rows {
          lines.append("<tr>")
          for label in row.labels {
            lines.append(cell(label.text, columns: label.columns, rows: label.rows))
          }
          for value in row.values { lines.append(cell(value ?? "&nbsp;", columns: 1, rows: 1)) }
          lines.append("</tr>")
        }
        lines.append("</table>")
      }
    }
    lines += ["</body>", "</html>", ""]
    return lines.joined(separator: "\n")
  }

  private func paragraph(_ text: String) -> String {
    switch self {
    case .clean: "<p>\(text)</p>"
    case .word:
      "<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span lang=EN-US>\(text)"
        + "<o:p></o:p></span></p>"
    }
  }

  private func cell(_ text: String, columns: Int, rows: Int) -> String {
    var spans = ""
    if columns > 1 { spans += " colspan=\"\(columns)\"" }
    if rows > 1 { spans += " rowspan=\"\(rows)\"" }
    switch self {
    case .clean: return "<td\(spans)>\(text)</td>"
    case .word:
      return "<td width=64\(spans) style='width:48.0pt;padding:0cm 5.4pt'><p class=MsoNormal"
        + " align=center><span style='font-size:10.5pt'>\(text)<o:p></o:p></span></p></td>"
    }
  }
}
