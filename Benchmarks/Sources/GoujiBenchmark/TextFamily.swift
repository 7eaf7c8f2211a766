import Gouji

/// The ways in which converters flatten tables, one of each family that is known.
enum TextFamily: String, CaseIterable {
  case cellPerLine = "a cell a line"
  case cellPerLineApart = "a cell a line, empty lines between"
  case blankIsSpace = "a cell a line, a space for an empty one"
  case closedCells = "a cell a line, closed by a pipe"
  case closedCellsPadded = "closed cells, padding behind the last"
  case closedCellsPaddedBelow = "closed cells, padding on its own line"
  case closedCellsOpened = "closed cells, a pipe opens the row"
  case pipeLines = "a pipe on the line behind each cell"
  case pipeLinesOpened = "a pipe before the row and behind each cell"
  case mobile = "a pipe opens the row, cells indented"
  case rows = "a row a line"
  case rowsPadded = "a row a line, padded"
  case rowsClosedBelow = "a row a line, closed on the next"
  case rowsCollapsed = "a row a line, empty cells moved to its end"
  case rowsBroken = "a row a line, broken at empty cells"
  case markdown = "Markdown"
  case wholeGrid = "every column of the grid"
  case boxed = "a drawn frame"
  case tabbed = "tabs"
  case spaced = "spaces"
  case oneLine = "everything on one line"
  case glued = "cells glued together"
  case deduplicated = "repeated lines deleted"
  case traditional = "traditional characters"
  case readings = "readings in brackets"
  case lostTables = "tables lost"

  func text(_ content: ReportContent) -> String {
    var lines: [String] = []
    for part in content.parts {
      switch part {
      case .title(let text), .heading(let text), .paragraph(let text): lines += [text, ""]
      case .table(let rows):
        for (index, row) in rows.enumerated() { lines += self.lines(row, isFirst: index == 0) }
        lines.append("")
      }
    }
    switch self {
    case .oneLine: return lines.filter { !$0.isEmpty }.joined(separator: " ")
    case .deduplicated:
      var seen: Set<String> = []
      return lines.filter { seen.insert($0).inserted }.joined(separator: "\n")
    case .traditional: return respelt(lines.joined(separator: "\n"), Self.traditionalSpellings)
    case .readings: return respelt(lines.joined(separator: "\n"), Self.readingSpellings)
    default: return lines.joined(separator: "\n")
    }
  }

  /// The lines of one row of a table.
  private func lines(_ row: PrintedRow, isFirst: Bool) -> [String] {
    let cells = row.cells
    let printed = cells.compactMap { $0 }
    let closed = cells.map { $0.map { "\($0) |" } ?? "|" }
    let padding = row.width - cells.count
    let pipes = String(repeating: "|", count: max(0, padding) + 1)
    switch self {
    case .cellPerLine, .deduplicated: return printed
    case .cellPerLineApart: return printed.flatMap { [$0, ""] }
    case .blankIsSpace: return cells.map { $0 ?? " " }
    case .closedCells, .traditional, .readings: return closed
    case .closedCellsPadded:
      guard padding > 0, let last = closed.last else { return closed }
      return closed.dropLast() + [last + " " + pipes]
    case .closedCellsPaddedBelow: return padding > 0 ? closed + [pipes] : closed
    case .closedCellsOpened: return ["|"] + closed
    case .pipeLines: return cells.flatMap { $0.map { [$0, "|"] } ?? ["|"] }
    case .pipeLinesOpened: return ["|"] + cells.flatMap { $0.map { [$0, "|"] } ?? ["|"] }
    case .mobile: return ["| "] + cells.map { " \($0 ?? "")  | " }
    case .rows: return [joined(cells) + " |"]
    case .rowsPadded: return [joined(cells) + " | " + pipes]
    case .rowsClosedBelow: return [joined(cells), "|"]
    case .rowsCollapsed:
      let end = String(repeating: "|", count: max(0, padding) + cells.count - printed.count + 1)
      return [printed.joined(separator: " | ") + " | " + end]
    case .rowsBroken:
      return cells.map { $0.map { "\($0) | " } ?? "\n| " }.joined().split(separator: "\n")
        .map(String.init)
    case .markdown:
      let rule = "|" + String(repeating: "---|", count: row.width)
      return ["| \(joined(cells)) |"] + (isFirst ? [rule] : [])
    case .wholeGrid:
      let labels = row.labels.flatMap { label in
        [label.text] + Array(repeating: nil, count: label.columns - 1)
      }
      let covered = row.width - labels.count - row.values.count
      let grid: [String?] = Array(repeating: nil, count: max(0, covered)) + labels + row.values
      return ["| \(joined(grid)) |"]
    case .boxed:
      return ["│ " + cells.map { $0 ?? "" }.joined(separator: " │ ") + " │", "├────┼────┤"]
    case .tabbed: return [cells.map { $0 ?? "" }.joined(separator: "\t")]
    case .spaced, .oneLine: return [printed.joined(separator: " ")]
    case .glued: return [printed.joined()]
    case .lostTables: return []
    }
  }

  private func joined(_ cells: [String?]) -> String {
    cells.map { $0 ?? "" }.joined(separator: " | ")
  }

  private func respelt(_ text: String, _ spellings: [Character: String]) -> String {
    text.reduce(into: "") { $0 += spellings[$1] ?? String($1) }
  }

  private static let traditionalSpellings: [Character: String] = [
    "项": "項", "规": "規", "范": "範", "现": "現", "数": "數", "总": "總", "属": "屬", "结": "結", "转": "轉",
    "统": "統", "计": "計", "开": "開", "请": "請", "办": "辦", "处": "處", "复": "複", "议": "議", "诉": "訴",
    "讼": "訟", "电": "電", "云": "雲", "财": "財", "县": "縣", "报": "報", "会": "會", "类": "類", "务": "務",
  ]

  private static let readingSpellings: [Character: String] = [
    "规": "规(guī)", "现": "现(xiàn)", "数": "数(shù)", "计": "计(jì)", "处": "处(chǔ)", "结": "结(jié)",
    "议": "议(yì)",
  ]
}
