/// How a table with one cell a line marks its empty cells: by further line breaks.
struct LineSpacing {
  /// The line breaks from one cell to the next.
  let cell: Int

  /// The line breaks that an empty cell adds.
  let emptyCell: Int

  /// The line breaks from the last cell of a row to what follows it.
  let rowEnd: Int

  /// The columns of the values of a row.
  ///
  /// - Parameters:
  ///   - gaps: The line breaks before each value and, unless the text ends there, after the last one.
  ///   - values: How many values there are.
  ///   - columns: How many columns the row has.
  /// - Returns: `nil` if the line breaks do not add up to the number of columns.
  func columns(_ gaps: [Int], values: Int, of columns: Int) -> [Int]? {
    guard cell > 0, emptyCell > 0, gaps.count >= values else { return nil }
    var positions: [Int] = []
    var next = 0
    for gap in gaps.prefix(values) {
      let surplus = gap - cell
      guard surplus >= 0, surplus % emptyCell == 0 else { return nil }
      next += surplus / emptyCell
      positions.append(next)
      next += 1
    }
    // The text may end with the row; then nothing can be missing behind its last value.
    guard gaps.count > values, let last = gaps.last else {
      return next == columns ? positions : nil
    }
    let surplus = last - rowEnd
    guard surplus >= 0, surplus % emptyCell == 0, next + surplus / emptyCell == columns else {
      return nil
    }
    return positions
  }
}
