// The columns that the figures of a run stand in.
extension SideBySideReader {
  /// Whether values fill whole lines, or each a line of its own, with nothing left out between them.
  func isRegular(_ values: [Int], _ columns: Int) -> Bool {
    guard let first = values.first else { return false }
    if text.tokens[first].cell >= 0 {
      return zip(values, values.dropFirst()).allSatisfy { earlier, later in
        guard let a = text.gridPosition(of: earlier), let b = text.gridPosition(of: later) else {
          return false
        }
        return a.grid == b.grid && a.row == b.row
          ? text.tokens[later].cell == text.tokens[earlier].cell + 1 : true
      }
    }
    // Separators show gaps; without any, only the number of values can be counted.
    var counts: [Int] = []
    var line: Int32 = -1
    var slot: Int32 = 0
    var isDivided = false
    let step = evenStep(values, columns)
    for value in values {
      if text.tokens[value].line == line {
        counts[counts.count - 1] += 1
        if text.slots[value] != slot { isDivided = true }
        if text.slots[value] > slot + step { return false }
      } else {
        counts.append(1)
      }
      line = text.tokens[value].line
      slot = text.slots[value]
    }
    // A figure that its cell had no room for stands on a line of its own, out of order.
    let sharesLongLine = counts.contains { $0 > columns }
    if counts.count == 1, hasSplitFigure(values) { return false }
    // Programs that print most figures of a row on lines of their own and others together lost its order.
    let alone = counts.count { $0 == 1 }
    if alone * 2 > counts.count, alone < counts.count, !isDivided { return false }
    return counts.allSatisfy { $0 % columns == 0 } || !isDivided && !sharesLongLine
  }

  /// How many separators stand between two values of a line, where these are as many everywhere; else 1.
  private func evenStep(_ values: [Int], _ columns: Int) -> Int32 {
    let steps = zip(values, values.dropFirst()).map { text.slots[$1] - text.slots[$0] }
    let isOneLine = values.allSatisfy { text.tokens[$0].line == text.tokens[values[0]].line }
    guard isOneLine, values.count >= columns, let step = steps.first, step > 1,
      steps.allSatisfy({ $0 == step })
    else { return 1 }
    return step
  }

  /// Whether only two values of a line stand one space apart, and all others further, so that the two can
  /// be parts of one figure.
  private func hasSplitFigure(_ values: [Int]) -> Bool {
    let pairs = zip(values, values.dropFirst())
    let close = pairs.filter { placer.areOneSpaceApart($0, $1) }
    return close.count == 1
      && pairs.count { text.tokens[$1].columnStart >= text.tokens[$0].columnEnd + 3 }
        == values.count - 2
  }

  /// Places fewer values than there are cells, by what holds the places of the empty ones.
  func place(_ run: Run, count: Int) -> [ColumnPlacement]? {
    guard let first = run.values.first else { return nil }
    if text.tokens[first].cell >= 0 { return placeInGrid(run, count) }
    let line = text.tokens[first].line
    var ordered = run.values
    let isDrawn = text.orderBySlots(&ordered)
    let together = isDrawn ? ordered : run.values.filter { text.tokens[$0].line == line }
    if text.lineWidths[first] < 3 {
      if run.tokens.contains(where: { text.tokens[$0].kind == .pipe }) {
        return placeByFields(run, count)
      }
      return together.count == 1 ? placeByLines(run, count) : nil
    }
    // Where text follows in the line, its separators are none of the row's.
    let behind = text.tokens.indices.contains(run.tokens.upperBound) ? run.tokens.upperBound : nil
    if let behind, text.tokens[behind].line == line { return nil }
    // The heading line says where the first field stands.
    let lead = run.headingSlot
    let separators = Int(text.lineWidths[first]) - lead
    // Where separators close the line of the headings, one at the end stands before no cell.
    let isClosed = isClosed(run.headingLine, from: run.tokens.lowerBound)
    guard
      separators == count
        || separators == count - 1 && !(isClosed && self.isClosed(line, from: first))
    else { return nil }
    var placed = [ColumnPlacement](repeating: .blank(at: nil), count: count)
    for value in together {
      let column = Int(text.slots[value]) - lead
      guard placed.indices.contains(column), placed[column] == .blank(at: nil) else { return nil }
      placed[column] = .token(value)
    }
    // Where digits stand that are no figure, a cell is not empty.
    for index in run.tokens
    where text.tokens[index].kind == .stray && text.tokens[index].line == line {
      let column = Int(text.slots[index]) - lead
      if placed.indices.contains(column), placed[column] == .blank(at: nil) {
        placed[column] = .open
      }
    }
    let strays = run.values.filter { !together.contains($0) }
    if !strays.isEmpty { fill(&placed, with: strays) }
    return placed
  }

  /// Whether a separator is the last thing in a line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - token: One of its tokens.
  /// - Returns: Also `false` where the token stands in another line.
  private func isClosed(_ line: Int32, from token: Int) -> Bool {
    text.tokens.indices[token...].prefix { text.tokens[$0].line == line }.last
      .map(text.isSeparator) ?? false
  }

  /// Puts figures that stand on lines of their own below a row into its empty cells, if they are as
  /// many; otherwise nobody can tell which of the cells are empty.
  private func fill(_ placed: inout [ColumnPlacement], with strays: [Int]) {
    let empty = placed.indices.filter { placed[$0] == .blank(at: nil) }
    let isExact = strays.count == empty.count && strays.count >= 3
    for (index, column) in empty.enumerated() {
      placed[column] = isExact ? .token(strays[index]) : .open
    }
  }

  /// Places values by counting fields that have a line each, every one closed by a separator.
  private func placeByFields(_ run: Run, _ count: Int) -> [ColumnPlacement]? {
    var fields = Array(text.fields(run.tokens).drop { $0.isTight })
    if run.isOpened {
      // Every row opens with a separator of its own, the next one too.
      guard fields.first.map({ $0.value < 0 }) ?? false else { return nil }
      fields.removeFirst()
      if fields.count == count + 1, fields.last.map({ $0.value < 0 }) ?? false {
        fields.removeLast()
      }
    }
    guard fields.count == count, !fields.contains(where: \.isTight) else { return nil }
    return fields.map { field in
      field.value >= 0 ? .token(field.value) : .blank(at: Int(field.start)..<Int(field.start))
    }
  }

  /// Places values that have a line each by counting the lines from the last heading.
  private func placeByLines(_ run: Run, _ count: Int) -> [ColumnPlacement]? {
    guard run.step > 0, !text.hasTags else { return nil }
    var gaps: [Int] = []
    var line = run.headingLine
    for value in run.values {
      gaps.append(Int(text.tokens[value].line - line))
      line = text.tokens[value].line
    }
    if run.nextLine >= 0 { gaps.append(Int(run.nextLine - line)) }
    // Between headings and figures a row ends, which may take lines of its own.
    guard gaps.first == run.step else { return nil }
    var solutions: [[Int]] = []
    for extra in Set([1, run.step]).sorted() {
      for tail in run.step...run.step + 1 {
        let spacing = LineSpacing(cell: run.step, emptyCell: extra, rowEnd: tail)
        // Lines behind a table may as well divide it from what follows.
        if let positions = spacing.columns(gaps, values: run.values.count, of: count),
          positions != Array(run.values.indices), !solutions.contains(positions)
        {
          solutions.append(positions)
        }
      }
    }
    guard solutions.count == 1 else { return nil }
    var placed = [ColumnPlacement](repeating: .blank(at: nil), count: count)
    for (value, column) in zip(run.values, solutions[0]) { placed[column] = .token(value) }
    return placed
  }

  private func placeInGrid(_ run: Run, _ count: Int) -> [ColumnPlacement]? {
    let cells = run.values.compactMap { text.gridPosition(of: $0) }
    guard let first = cells.first, cells.count == run.values.count,
      cells.allSatisfy({ $0.grid == first.grid && $0.row == first.row })
    else { return nil }
    let rowCells = text.gridCells.indices.filter {
      text.gridCells[$0].grid == first.grid && text.gridCells[$0].row == first.row
    }
    guard rowCells.count == count else { return nil }
    var placed = [ColumnPlacement](repeating: .blank(at: nil), count: count)
    for value in run.values {
      guard let position = rowCells.firstIndex(of: Int(text.tokens[value].cell)) else { return nil }
      placed[position] = .token(value)
    }
    return placed
  }
}
