internal import GoujiDocument
internal import GoujiModel

/// Figures that belong to no row, or to another one.
extension DocumentAlignment {
  /// Takes the running numbers of rows away, each of which ends the row before its own.
  ///
  /// Ten rows whose last figures rise by one to four at each step are numbered; figures of a report do
  /// not rise like that.
  func dropRunningNumbers(from rows: inout [RowPlacer.Row]) {
    guard rows.count > 10 else { return }
    var previous: Int64?
    for row in rows.indices.dropLast() {
      guard let last = rows[row].content.values.last, text.tokens[last].kind == .figure,
        text.tokens[last].fractionDigits == 0
      else { return }
      let number = text.tokens[last].significand
      if let previous, !(1...4).contains(number - previous) { return }
      previous = number
    }
    for index in rows.indices.dropLast() {
      let last = rows[index].content.values.removeLast()
      rows[index].content.fields.removeAll { $0.value == last }
    }
  }

  /// Takes the figures away that stand each on a line of its own below a table of one line a row.
  ///
  /// Some programs print tables inside cells only after the table that they stood in.
  func takeStrays(from rows: inout [RowPlacer.Row]) -> [Int] {
    guard let last = rows.last, rows.count >= 3 else { return [] }
    func isOnLabelLine(_ value: Int, _ content: RowContent) -> Bool {
      text.tokens[value].line == content.labelLine
    }
    let others = rows.dropLast()
    guard
      others.allSatisfy({ row in row.content.values.allSatisfy { isOnLabelLine($0, row.content) } }
      ),
      others.contains(where: { $0.content.values.count > 1 })
    else { return [] }
    let strays = last.content.values.filter { !isOnLabelLine($0, last.content) }
    guard !strays.isEmpty, Set(strays.map { text.tokens[$0].line }).count == strays.count else {
      return []
    }
    rows[rows.count - 1].content.values.removeAll { strays.contains($0) }
    rows[rows.count - 1].content.endsText = false
    rows[rows.count - 1].content.fields = last.content.fields.prefix { field in
      field.value < 0 || !strays.contains(field.value)
    }
    return strays
  }

  /// Puts figures that were moved behind their table into its empty cells.
  ///
  /// As many figures as empty cells fill them in reading order; with any other number nobody can tell
  /// which of the cells are empty.
  func place(_ strays: [Int], in placements: inout [RowPlacement]) {
    var empty: [(row: Int, column: Int)] = []
    for (row, placement) in placements.enumerated() {
      for (column, place) in placement.columns.enumerated() {
        if case .blank = place { empty.append((row, column)) }
      }
    }
    let isExact = strays.count == empty.count && strays.count >= 3
    for (index, cell) in empty.enumerated() {
      placements[cell.row].columns[cell.column] = isExact ? .token(strays[index]) : .open
    }
  }

  /// Whether the whole label of another row stands between a label and the first value behind it.
  func hasOtherRow(
    of table: Int,
    among matches: Range<Int>,
    besides own: Int,
    before value: Int?
  ) -> Bool {
    guard let value else { return false }
    return matches.contains { index in
      let match = text.matches[index]
      return match.letters.count >= 4 && match.letters.upperBound <= text.tokens[value].letter
        && match.items != text.matches[own].items
        && match.items.contains { $0.kind == .row && $0.table == table }
    }
  }
}
