import GoujiModel
import GoujiTestSupport

/// Prints a filled form the way some program might flatten it.
struct TablePrinter {
  let form: FormDefinition

  /// One figure for each cell of the form, `nil` for an empty one.
  let figures: [Figure?]
  let style: Style

  enum Style: Hashable, CaseIterable {
    case cellPerLine
    case cellPerLineApart
    case cellPerLineBlankIsLine
    case cellPerLineApartBlankIsLine
    case cellPerLineBlankIsSpace
    case cellPerLineMarked
    case closedCells
    case closedCellsPadded
    case closedCellsPaddedBelow
    case closedCellsOpened
    case pipeLines
    case rows
    case rowsPadded
    case rowsOpened
    case rowsCollapsed
    case rowsCompact
    case rowsOpenEnded
    case wholeGrid
    case wholeGridMarkdown
    case spaced
    case aligned
    case tabbed
    case boxed
    case oneLine

    /// Whether the style leaves a trace of every empty cell that tells its column.
    var keepsBlanks: Bool {
      switch self {
      case .cellPerLine, .cellPerLineApart, .rowsCollapsed, .spaced, .aligned, .oneLine: false
      default: true
      }
    }
  }

  func print() -> String {
    var lines: [String] = ["一、总体情况", "二、主动公开政府信息情况"]
    for table in form.tables {
      switch table.id {
      case .applications: lines.append("三、收到和处理政府信息公开申请情况")
      case .reviewLitigation: lines.append("四、政府信息公开行政复议、行政诉讼情况")
      case .statistics: lines.append("政府信息公开情况统计表")
      default: break
      }
      lines.append(contentsOf: render(rows(of: table)))
    }
    lines.append("五、存在的主要问题及改进情况")
    lines.append("人手不足。")
    return style == .oneLine ? lines.joined(separator: " ") : lines.joined(separator: "\n") + "\n"
  }

  /// One row of a table: its label cells, with how many columns each covers, and its values.
  private struct Row {
    var labels: [(text: String, span: Int)] = []
    var values: [String?] = []
    var isHeading = false
    var width = 0
  }

  private func rows(of table: TableDefinition) -> [Row] {
    var rows: [Row] = []
    func values(_ row: RowDefinition, _ columns: [ColumnDefinition]) -> [String?] {
      columns.map { column in
        form.position(table: table.id, row: row.id, column: column.id).flatMap {
          figures[$0]?.description
        }
      }
    }
    for block in table.blocks {
      if let heading = block.heading {
        rows.append(Row(labels: [(heading, 4)], isHeading: true, width: 4))
      }
      switch (table.arrangement, table.id) {
      case (.sideBySide, _):
        rows.append(
          Row(labels: [("行政复议", 5), ("行政诉讼", 10)], isHeading: true, width: 15)
        )
        rows.append(
          Row(
            labels: block.columns.map { ($0.label, 1) }
              + [("未经复议直接起诉", 5), ("复议后起诉", 5)],
            isHeading: true,
            width: 15
          )
        )
        rows.append(
          Row(
            labels: (block.columns + block.columns).map { ($0.label, 1) },
            isHeading: true,
            width: 15
          )
        )
        rows.append(
          Row(labels: [], values: block.rows.flatMap { values($0, block.columns) }, width: 15)
        )
      case (.rows, .applications):
        rows.append(
          Row(
            labels: [
              ("(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)", 3), ("申请人情况", 7),
            ],
            isHeading: true,
            width: 10
          )
        )
        rows.append(
          Row(
            labels: [("自然人", 1), ("法人或其他组织", 5), ("总计", 1)],
            isHeading: true,
            width: 10
          )
        )
        rows.append(
          Row(
            labels: block.columns.dropFirst().dropLast().map { ($0.label, 1) },
            isHeading: true,
            width: 10
          )
        )
        var open: [String] = []
        for row in block.rows {
          var labels: [(String, Int)] = []
          for group in row.groups where !open.contains(group) {
            labels.append((group, 1))
            open.append(group)
          }
          labels.append((row.label, 3 - row.groups.count))
          rows.append(Row(labels: labels, values: values(row, block.columns), width: 10))
        }
      case (.rows, .statistics):
        rows.append(
          Row(labels: [("指标名称", 1), ("计量单位", 1), ("统计数", 1)], isHeading: true, width: 3)
        )
        var open: [String] = []
        for row in block.rows {
          for group in row.groups where !open.contains(group) {
            open.append(group)
            guard !block.rows.contains(where: { $0.label == group }) else { continue }
            rows.append(Row(labels: [(group, 3)], isHeading: true, width: 3))
          }
          rows.append(
            Row(
              labels: [(row.label, 1), (row.unit ?? "件", 1)],
              values: values(row, block.columns),
              width: 3
            )
          )
        }
      default:
        rows.append(
          Row(
            labels: [("信息内容", 1)] + block.columns.map { ($0.label, 1) },
            isHeading: true,
            width: 4
          )
        )
        for row in block.rows {
          rows.append(Row(labels: [(row.label, 1)], values: values(row, block.columns), width: 4))
        }
      }
    }
    return rows
  }

  private func render(_ rows: [Row]) -> [String] {
    var lines: [String] = []
    switch style {
    case .cellPerLine, .cellPerLineApart, .cellPerLineMarked, .cellPerLineBlankIsLine,
      .cellPerLineBlankIsSpace, .cellPerLineApartBlankIsLine:
      let isApart = style == .cellPerLineApart || style == .cellPerLineApartBlankIsLine
      for row in rows {
        for cell in row.labels.map(\.text).map(Optional.some) + row.values {
          switch (cell, style) {
          case (let cell?, _): lines.append(cell)
          case (nil, .cellPerLineMarked): lines.append("/")
          case (nil, .cellPerLineBlankIsLine), (nil, .cellPerLineApartBlankIsLine):
            lines.append("")
            continue
          case (nil, .cellPerLineBlankIsSpace): lines.append(" ")
          default: continue
          }
          if isApart { lines.append("") }
        }
      }
    case .closedCells, .closedCellsPadded, .closedCellsPaddedBelow, .closedCellsOpened:
      for row in rows {
        if style == .closedCellsOpened { lines.append("|") }
        for cell in row.labels.map(\.text).map(Optional.some) + row.values {
          lines.append(cell.map { "\($0) |" } ?? "|")
        }
        let padding = row.width - row.labels.map(\.span).reduce(0, +) - row.values.count
        guard padding > 0 else { continue }
        let pipes = String(repeating: "|", count: padding + 1)
        if style == .closedCellsPadded { lines[lines.count - 1] += " " + pipes }
        if style == .closedCellsPaddedBelow { lines.append(pipes) }
      }
    case .pipeLines:
      for row in rows {
        for cell in row.labels.map(\.text).map(Optional.some) + row.values {
          if let cell { lines.append(cell) }
          lines.append("|")
        }
      }
    case .rows, .rowsPadded, .rowsOpened, .rowsCollapsed, .rowsCompact, .rowsOpenEnded:
      for row in rows { lines.append(line(row)) }
    case .wholeGrid, .wholeGridMarkdown:
      for (index, row) in rows.enumerated() {
        var cells: [String] = []
        let missing = row.width - row.labels.map(\.span).reduce(0, +) - row.values.count
        for _ in 0..<max(0, missing) { cells.append("") }
        for label in row.labels {
          cells.append(label.text)
          for _ in 1..<max(1, label.span) { cells.append("") }
        }
        cells += row.values.map { $0 ?? "" }
        lines.append("| " + cells.joined(separator: " | ") + " |")
        if index == 0, style == .wholeGridMarkdown {
          lines.append("|" + String(repeating: "---|", count: cells.count))
        }
      }
    case .boxed:
      for row in rows {
        let cells = row.labels.map(\.text) + row.values.map { $0 ?? "" }
        lines.append("│ " + cells.joined(separator: " │ ") + " │")
        lines.append("├──────┼──────┤")
      }
    case .spaced, .oneLine:
      for row in rows {
        lines.append((row.labels.map(\.text) + row.values.compactMap { $0 }).joined(separator: " "))
      }
    case .tabbed:
      for row in rows {
        lines.append((row.labels.map(\.text) + row.values.map { $0 ?? "" }).joined(separator: "\t"))
      }
    case .aligned:
      for row in rows {
        var text = row.labels.map(\.text).joined(separator: "  ")
        if !row.values.isEmpty {
          text = padded(text, to: row.labels.isEmpty ? 0 : 100)
          for value in row.values { text = padded(text + (value ?? ""), to: width(text) + 12) }
        }
        lines.append(text)
      }
    }
    return lines
  }

  private func line(_ row: Row) -> String {
    let padding = row.width - row.labels.map(\.span).reduce(0, +) - row.values.count
    var cells = row.labels.map(\.text) + row.values.map { $0 ?? "" }
    var pipes = style == .rowsPadded || style == .rowsOpened ? max(0, padding) : 0
    if style == .rowsCollapsed {
      let kept = row.values.compactMap { $0 }
      cells = row.labels.map(\.text) + kept
      pipes = max(0, padding) + row.values.count - kept.count
    }
    if style == .rowsCompact { return "|" + cells.joined(separator: "|") + "|" }
    var text = cells.joined(separator: " | ")
    if style == .rowsOpenEnded { return text }
    text += " |"
    if pipes > 0 { text += " " + String(repeating: "|", count: pipes + 1) }
    return style == .rowsOpened ? "| " + text : text
  }

  private func padded(_ text: String, to target: Int) -> String {
    text + String(repeating: " ", count: max(1, target - width(text)))
  }

  private func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }
}

extension FormDefinition {
  /// Figures for every cell, empty with the given chance.
  func figures(
    blankShare: Double,
    largest: Int,
    using generator: inout SeededGenerator
  ) -> [Figure?] {
    cells.map { cell in
      if Double.random(in: 0..<1, using: &generator) < blankShare { return nil }
      let small = Bool.random(using: &generator)
      let number = Int.random(in: 0...(small ? 9 : largest), using: &generator)
      switch cell.notation {
      case .count: return Figure(number)
      case .signed: return Figure(Bool.random(using: &generator) ? number : -number)
      case .money: return Figure(significand: Int64(number), fractionDigits: number < 100 ? 0 : 2)
      }
    }
  }
}
