/// A table whose rows and cells are being met.
///
/// - Source: HTML Standard, "Forming a table", except that a cell that would cover another one is cut
///   before it, so that every place of the grid belongs to one cell at most.
struct TableBuilder {
  /// A finished row.
  struct Row {
    /// Where its line feed stands in the text.
    let end: Int

    /// How many columns its cells, and those that reach down to it, cover.
    let coveredColumnCount: Int
  }

  /// Limits of what a table can hold; the widest official table has 15 columns, the longest 60 rows.
  static let maximumColumnSpan = 200
  static let maximumRowSpan = 65534
  static let maximumColumnCount = 1000

  /// What a cell of a data table does not exceed: no cell of an official table, whole columns run
  /// together in one cell included, comes near (58 rows on 58 lines).
  static let maximumBreakCount = 80
  static let maximumByteCount = 4096

  /// Whether no tag began it, only a row or a cell outside any table.
  var isImplied = false

  /// Where the table starts in the text, with and without the break before it.
  var outerStart = 0
  var textStart = 0

  /// Where its parts start among those of all open tables; its breaks with the one before it.
  var firstCell = 0
  var firstRow = 0
  var firstOuterBreak = 0
  var firstBreak = 0
  var firstRepair = 0

  /// Whether the line, or the cell around it, had text before.
  var followsText = false

  var isRowOpen = false
  var isCellOpen = false

  /// Whether it cannot hold data: a table with data, or a whole article, stands in one of its cells.
  var isLayout = false

  /// The current row, counted from 0; -1 before the first.
  var row = -1
  var column = 0
  var columnCount = 0

  /// The first cell of the current row group.
  var firstCellOfGroup = 0

  /// For each column the first row that no cell reaches down to.
  var freeFrom: [Int] = []

  // The open cell.
  var cellStart = 0
  var cellColumn = 0
  var cellRowSpan = 1
  var cellColumnSpan = 1
  var firstBreakOfCell = 0

  /// Finds the place of a cell in the current row.
  ///
  /// - Returns: What had to be mended.
  mutating func placeCell(columnSpan: Int, rowSpan: Int) -> [Repair.Kind] {
    var repairs: [Repair.Kind] = []
    while column < freeFrom.count, freeFrom[column] > row { column += 1 }
    cellColumn = column
    var width = columnSpan
    if width > TableBuilder.maximumColumnSpan {
      width = TableBuilder.maximumColumnSpan
      repairs.append(.clippedColumnSpan)
    } else if width < 1 {
      width = 1
      repairs.append(.zeroSpan)
    }
    column += width
    // A span of 0 rows reaches down to the end of the row group, where it is cut.
    var height = rowSpan
    if height > TableBuilder.maximumRowSpan {
      height = TableBuilder.maximumRowSpan
      repairs.append(.clippedRowSpan)
    } else if height < 1 {
      height = TableBuilder.maximumRowSpan
      repairs.append(.zeroSpan)
    }
    var covered = 1
    while covered < width,
      cellColumn + covered >= freeFrom.count
        || freeFrom[cellColumn + covered] <= row
    {
      covered += 1
    }
    if covered < width { repairs.append(.overlappingCells) }
    cellColumnSpan = covered
    cellRowSpan = height
    let end = min(cellColumn + covered, TableBuilder.maximumColumnCount)
    while freeFrom.count < end { freeFrom.append(0) }
    for index in min(cellColumn, end)..<end { freeFrom[index] = row + height }
    columnCount = max(columnCount, cellColumn + covered)
    return repairs
  }

  /// How many columns of the current row are covered.
  var coveredColumnCount: Int {
    var count = max(0, columnCount - freeFrom.count)
    for end in freeFrom where end > row { count += 1 }
    return count
  }
}

extension PageBuilder {
  mutating func startTable(isImplied: Bool = false) {
    closeImpliedTable()
    let outerStart = text.count
    let followsText = hasText
    let firstOuterBreak = breaks.count
    breakLine()
    writePendingBreak()
    if tableDepth > 0 { outerTables.append(table) }
    tableDepth += 1
    table = TableBuilder(
      isImplied: isImplied,
      outerStart: outerStart,
      textStart: text.count,
      firstCell: cells.count,
      firstRow: rows.count,
      firstOuterBreak: firstOuterBreak,
      firstBreak: breaks.count,
      firstRepair: repairs.count,
      followsText: followsText,
      firstCellOfGroup: cells.count
    )
    startSegment(hasText: false)
  }

  mutating func startRow() {
    if tableDepth == 0 { startTable(isImplied: true) }
    endRow()
    breakLine()
    table.row += 1
    table.column = 0
    table.isRowOpen = true
  }

  /// Starts a cell whose start tag ends at an offset of the source.
  mutating func startCell(columnSpan: Int, rowSpan: Int, sourceOffset: Int) {
    if tableDepth == 0 { startTable(isImplied: true) }
    endCell()
    if !table.isRowOpen { startRow() }
    breakLine()
    for kind in table.placeCell(columnSpan: columnSpan, rowSpan: rowSpan) {
      repairs.append(Repair(kind: kind, offset: text.count))
    }
    table.cellStart = text.count
    table.firstBreakOfCell = breaks.count
    table.isCellOpen = true
    sourceEnd = max(sourceEnd, sourceOffset)
    startSegment(hasText: false)
  }

  mutating func endCell() {
    guard isInCell else { return }
    let range = table.cellStart..<text.count
    cells.append(
      GridCell(
        row: table.row,
        column: table.cellColumn,
        rowSpan: table.cellRowSpan,
        columnSpan: table.cellColumnSpan,
        range: range
      )
    )
    writeSeparator(Document.cellEnd)
    table.isCellOpen = false
    if breaks.count - table.firstBreakOfCell > TableBuilder.maximumBreakCount
      || range.count > TableBuilder.maximumByteCount
    {
      table.isLayout = true
    }
    startSegment(hasText: false)
  }

  mutating func endRow() {
    endCell()
    guard tableDepth > 0, table.isRowOpen else { return }
    breakLine()
    rows.append(
      TableBuilder.Row(end: text.count, coveredColumnCount: table.coveredColumnCount)
    )
    writeSeparator(0x0A)
    table.isRowOpen = false
    startSegment(hasText: false)
  }

  /// Cuts the cells that reach below the last row of their group.
  mutating func endRowGroup() {
    endRow()
    guard tableDepth > 0 else { return }
    let end = table.row + 1
    for index in table.firstCellOfGroup..<cells.count
    where cells[index].row + cells[index].rowSpan > end {
      let cell = cells[index]
      // A span of 0 rows is meant to reach the end, and is noted where it stands.
      if cell.rowSpan != TableBuilder.maximumRowSpan {
        repairs.append(Repair(kind: .clippedRowSpan, offset: cell.range.lowerBound))
      }
      cells[index] = GridCell(
        row: cell.row,
        column: cell.column,
        rowSpan: end - cell.row,
        columnSpan: cell.columnSpan,
        range: cell.range
      )
    }
    table.firstCellOfGroup = cells.count
    for index in table.freeFrom.indices where table.freeFrom[index] > end {
      table.freeFrom[index] = end
    }
  }

  /// Makes a grid of the table, or lines where it was layout.
  mutating func endTable() {
    guard tableDepth > 0 else { return }
    endRowGroup()
    breakLine()
    let ended = table
    tableDepth -= 1
    if let outer = outerTables.popLast() { table = outer }
    let count = cells.count - ended.firstCell
    if !text[ended.textStart...].contains(where: { $0 != 0x0A && $0 != Document.cellEnd }) {
      discard(ended)
    } else if count <= 1, isInCell, !ended.isLayout {
      dissolve(ended)
    } else {
      if count <= 1 || ended.isLayout { makeLines(of: ended) } else { makeGrid(of: ended) }
      // Lines and grids inside a cell: what is around them is layout.
      table.isLayout = true
      startSegment(hasText: false)
    }
    cells.removeLast(cells.count - ended.firstCell)
    rows.removeLast(rows.count - ended.firstRow)
  }

  /// Ends a table that no tag began, where the next part cannot belong to it.
  mutating func closeImpliedTable() {
    if tableDepth > 0, table.isImplied, !table.isCellOpen { endTable() }
  }

  private mutating func makeGrid(of ended: TableBuilder) {
    let ownRows = rows[ended.firstRow...]
    grids.append(
      Grid(
        range: ended.textStart..<text.count,
        rowCount: ownRows.count,
        columnCount: ended.columnCount,
        cells: Array(cells[ended.firstCell...])
      )
    )
    if let index = ownRows.firstIndex(where: { $0.coveredColumnCount < ended.columnCount }) {
      let start = index > ended.firstRow ? rows[index - 1].end + 1 : ended.textStart
      repairs.append(Repair(kind: .unevenRows, offset: start))
    }
    breaks.removeLast(breaks.count - ended.firstBreak)
  }

  /// Makes a line of each cell, and of each line in it.
  private mutating func makeLines(of ended: TableBuilder) {
    for offset in breaks[ended.firstBreak...] { text[offset] = 0x0A }
    breaks.removeLast(breaks.count - ended.firstBreak)
    for cell in cells[ended.firstCell...] {
      let end = cell.range.upperBound
      if cell.range.isEmpty || text[end - 1] == 0x0A {
        removals.append(end)
      } else {
        text[end] = 0x0A
      }
    }
    for row in rows[ended.firstRow...] { removals.append(row.end) }
  }

  /// Makes the one cell of a table part of the cell around it.
  private mutating func dissolve(_ ended: TableBuilder) {
    for cell in cells[ended.firstCell...] { removals.append(cell.range.upperBound) }
    for row in rows[ended.firstRow...] {
      text[row.end] = Document.cellEnd
      removals.append(row.end)
    }
    // A caption, or what else stood between the rows.
    for offset in ended.textStart..<text.count where text[offset] == 0x0A {
      text[offset] = Document.cellLineBreak
      breaks.append(offset)
    }
    startSegment(hasText: true)
    hasPendingBreak = true
  }

  /// Takes back a table without any text.
  private mutating func discard(_ ended: TableBuilder) {
    let start = isInCell ? ended.outerStart : ended.textStart
    truncate(to: start)
    // The limits that were met inside concern the rest of the page as well.
    let limits = repairs[ended.firstRepair...].filter { !$0.kind.isOfTable }
    repairs.removeLast(repairs.count - ended.firstRepair)
    for limit in limits { repairs.append(Repair(kind: limit.kind, offset: start)) }
    breaks.removeLast(breaks.count - (isInCell ? ended.firstOuterBreak : ended.firstBreak))
    startSegment(hasText: isInCell && ended.followsText)
    hasPendingBreak = hasText
  }
}
