// Rows whose values may be those of the rows around them.
extension RowPlacer.Survey {
  /// Whether one of a row and the next one has exactly the values of both, as where the label of a group
  /// stands between them; that says nothing of other rows.
  func isOfPair(_ index: Int) -> Bool {
    guard rows.indices.contains(index), rows.indices.contains(index + 1) else { return false }
    let (row, next) = (rows[index], rows[index + 1])
    let count = row.notations.count
    let values = [row.content.values.count, next.content.values.count]
    return count > 1 && next.notations.count == count && values.reduce(0, +) == count * 2
      && values.contains(0) && !row.content.isDelimited && !next.content.isDelimited
  }

  /// The rows whose values may be those of the row before or behind them.
  func movedRows(_ placer: RowPlacer) -> Set<Int> {
    guard !placer.text.hasGrids else { return [] }
    return rowsAmongSurplus().union(rowsOnOtherLines(placer)).union(rowsWithGaps(placer))
  }

  /// The rows from one that has the values of two to one that has none, with only full ones between.
  private func rowsAmongSurplus() -> Set<Int> {
    var moved: Set<Int> = []
    var surplus: Int?
    var empty: Int?
    for (index, row) in rows.enumerated() where !row.content.isDelimited {
      let values = row.content.values.count
      if isOfPair(index) || isOfPair(index - 1) {
        moved.insert(index)
      } else if values == 0 {
        if let surplus { moved.formUnion(surplus...index) }
        empty = index
      } else if values >= row.notations.count * 2 {
        if let empty { moved.formUnion(empty...index) }
        surplus = index
      } else if direct[index] == nil {
        (surplus, empty) = (nil, nil)
      }
    }
    return moved
  }

  /// The rows whose values stand below their labels, where those of nearly all others stand beside them.
  private func rowsOnOtherLines(_ placer: RowPlacer) -> Set<Int> {
    var below: Set<Int> = []
    var beside = 0
    for (index, row) in rows.enumerated() {
      guard let first = row.content.values.first, !row.content.isDrawn else { continue }
      if placer.text.tokens[first].line > row.content.labelLine {
        // Words behind a label, such as a note in brackets, can reach into the line of its values, and
        // labels broken over lines go on behind it.
        if !placer.sharesLineWithLetters(first), !placer.isAmidLabel(row) { below.insert(index) }
      } else {
        beside += 1
      }
    }
    return below.count * 4 <= beside ? below : []
  }

  /// The rows of which a value stands further below the one before it than in nearly all other rows, as the
  /// number of a page does where a value was lost.
  private func rowsWithGaps(_ placer: RowPlacer) -> [Int] {
    var gapsOfRows: [(row: Int, widest: Int)] = []
    for (index, row) in rows.enumerated()
    where direct[index] != nil && !row.content.isDelimited && !row.content.isDrawn {
      let gaps = placer.lineGaps(row.content).prefix(row.content.values.count)
      guard let widest = gaps.max(), gaps.allSatisfy({ $0 > 0 }) else { continue }
      gapsOfRows.append((index, widest))
    }
    let widths = gapsOfRows.map(\.widest).sorted()
    guard widths.count >= 4 else { return [] }
    let usual = widths[widths.count / 2]
    let odd = gapsOfRows.filter { $0.widest >= usual + 3 }
    return odd.count * 4 <= widths.count ? odd.map(\.row) : []
  }
}
