/// A table drawn with box characters, aligned for characters of two columns.
struct TextTable {
  /// One box of the table.
  struct Box {
    let text: String
    let emphasis: Emphasis

    init(_ text: String, _ emphasis: Emphasis = .none) {
      self.text = text
      self.emphasis = emphasis
    }
  }

  /// How a box stands out where the terminal has colours.
  enum Emphasis {
    case none
    case faint
    case doubtful
    case warning
    case error
  }

  /// One line of boxes, with a note in the margin to the right of the table.
  struct Row {
    let boxes: [Box]
    let margin: String
  }

  /// The widest a label grows before it is broken into lines, in columns of the terminal.
  private static let labelWidth = 32
  private static let headingWidth = 8

  let headings: [String]
  let rows: [Row]

  /// The first box of each row is a label at the left; the others are figures at the right.
  func drawn(inColour: Bool) -> String {
    let headingLines = headings.enumerated().map { index, heading in
      wrapped(heading, at: index == 0 ? TextTable.labelWidth : TextTable.headingWidth)
    }
    let widths = headings.indices.map { column in
      let figures = rows.map { row -> Int in
        guard column < row.boxes.count else { return 0 }
        let width = displayWidth(row.boxes[column].text)
        return column == 0 ? min(width, TextTable.labelWidth) : width
      }
      return max(figures.max() ?? 0, headingLines[column].map(displayWidth).max() ?? 0)
    }

    var text = rule(widths, "┌", "┬", "┐")
    for line in 0..<(headingLines.map(\.count).max() ?? 0) {
      text += "│"
      for (column, lines) in headingLines.enumerated() {
        let part = line < lines.count ? lines[line] : ""
        text += " " + aligned(part, column, widths[column]) + " │"
      }
      text += "\n"
    }
    text += rule(widths, "├", "┼", "┤")
    for row in rows {
      let label = wrapped(row.boxes.first?.text ?? "", at: widths.first ?? 0)
      for (line, part) in label.enumerated() {
        text += "│"
        for (column, width) in widths.enumerated() {
          let box = column < row.boxes.count ? row.boxes[column] : Box("")
          let content = column == 0 ? part : line == 0 ? box.text : ""
          text +=
            " " + coloured(aligned(content, column, width), box.emphasis, inColour: inColour)
            + " │"
        }
        if line == 0, !row.margin.isEmpty {
          text += " " + coloured(row.margin, .faint, inColour: inColour)
        }
        text += "\n"
      }
    }
    return text + rule(widths, "└", "┴", "┘")
  }

  private func rule(_ widths: [Int], _ left: String, _ middle: String, _ right: String) -> String {
    left + widths.map { String(repeating: "─", count: $0 + 2) }.joined(separator: middle) + right
      + "\n"
  }

  private func aligned(_ text: String, _ column: Int, _ width: Int) -> String {
    let space = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return column == 0 ? text + space : space + text
  }
}

/// A text with the escape sequences of ECMA-48 that make it stand out.
func coloured(_ text: String, _ emphasis: TextTable.Emphasis, inColour: Bool) -> String {
  let code: String
  switch emphasis {
  case .none: return text
  case .faint: code = "2"
  case .doubtful: code = "36"
  case .warning: code = "33"
  case .error: code = "1;31"
  }
  return inColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
}
