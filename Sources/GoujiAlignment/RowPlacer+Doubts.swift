// What makes it doubtful that the values behind a label are those of its row.
extension RowPlacer {
  /// Whether the values of a row may be those of others, or not all of them.
  func isDoubtful(_ row: Row, at index: Int, of rows: [Row], _ survey: Survey) -> Bool {
    lostOrder(row, at: index, survey) || mayHoldOthers(row) || isDamaged(row)
      || mayStandWithNeighbours(row, at: index, of: rows)
  }

  /// Whether the text does not go from row to row.
  private func lostOrder(_ row: Row, at index: Int, _ survey: Survey) -> Bool {
    row.isOutOfOrder || row.hasFiguresApart || row.content.followsRowEnd
      || survey.moved.contains(index) || survey.lostOrder && !isOnLabelLine(row.content)
  }

  /// Whether what the form does not have, or other rows, stand among the label and the values.
  private func mayHoldOthers(_ row: Row) -> Bool {
    let content = row.content
    return content.hasOtherLabel || content.hasFiguresBehindHeading || holdsPageNumber(content)
      || text.lacksPunctuation && mayHoldOtherNumbers(content)
      || coversOtherRows(row) || standsInOtherGrid(content)
      || content.foreignLetters > Self.mostForeignLetters
      || content.foreignPieces > Self.mostForeignPieces
      || text.hasRepeatedLabels && content.values.count == row.notations.count
        && isOneFigure(content.values)
  }

  /// How many letters and words that are no label may stand between a label and its values, such as a
  /// note on how to fill in the row.
  static let mostForeignLetters = 30
  private static let mostForeignPieces = 3

  /// Whether digits that are no figure stand beside the values, or lines were torn.
  private func isDamaged(_ row: Row) -> Bool {
    let content = row.content
    return content.hasStrays
      && (!content.isDelimited || content.isDrawn || content.values.isEmpty)
      || content.hasStraysBehind && content.values.count < row.notations.count
        && !content.isDelimited
      || content.isTornBehind || isTornOverLines(content)
  }

  /// Whether the values of a row may stand behind the label of the one before or after it.
  private func mayStandWithNeighbours(_ row: Row, at index: Int, of rows: [Row]) -> Bool {
    let content = row.content
    // Labels of several rows in one field have their values in one as well, or behind the last of them.
    if sharesField(row) { return true }
    guard !content.isDelimited else { return false }
    if index > 1, rows[index - 2..<index].allSatisfy(sharesField) { return true }
    guard content.values.isEmpty else { return false }
    // A row with too many values may hold those of the empty one before or behind it.
    let hasWiderNeighbour = [index - 1, index + 1].contains { other in
      rows.indices.contains(other)
        && rows[other].content.values.count > rows[other].notations.count
    }
    // So may what follows the words behind the row before, which are then the beginning of the label.
    return hasWiderNeighbour
      || index + 1 < rows.count && mayHoldRowBefore(rows[index + 1])
      || index > 0 && rows[index - 1].content.valuesBehind >= row.notations.count
  }

  /// Whether the values of a row share a line below its label and as many follow behind other words, as where
  /// two labels were printed over the values of both.
  private func mayHoldRowBefore(_ row: Row) -> Bool {
    let content = row.content
    return content.values.count > 1 && content.valuesBehind >= row.notations.count
      && areInOneLine(content.values) && !isOnLabelLine(content)
  }

  /// Whether the label of a row without values is followed in its line by another one, with fewer fields
  /// between them than the row has columns.
  private func sharesField(_ row: Row) -> Bool {
    row.content.values.isEmpty && row.content.nextLine == row.content.labelLine
      && row.content.fields.count < row.notations.count
  }

  /// Whether a number between two dashes, as pages are numbered, has a line to itself among figures with
  /// units.
  private func holdsPageNumber(_ content: RowContent) -> Bool {
    let values = content.values.map { text.tokens[$0] }
    func isDash(_ value: Token) -> Bool {
      value.kind == .mark && bytes[Int(value.start)] == 0x2D
    }
    guard !content.isDelimited, values.contains(where: { $0.unit != .none }) else { return false }
    return values.indices.dropFirst().dropLast().contains { index in
      let number = values[index]
      return number.kind == .figure && number.unit == .none && isDash(values[index - 1])
        && isDash(values[index + 1]) && values[index - 1].cell == values[index + 1].cell
        && values.count { $0.line == number.line } == 3
    }
  }

  /// Whether, in a text without punctuation, values may be the number of the next label, or parts of one
  /// figure: `12 2 没有现成信息`, `1 644`.
  private func mayHoldOtherNumbers(_ content: RowContent) -> Bool {
    guard let last = content.values.last else { return false }
    let token = text.tokens[last]
    let letter = Int(token.letter)
    if token.end - token.start == 1, letter < text.letters.count,
      text.letters[letter].line == token.line
    {
      return true
    }
    return zip(content.values, content.values.dropFirst()).contains { earlier, later in
      let (first, second) = (text.tokens[earlier], text.tokens[later])
      return second.end - second.start == 3 && first.end - first.start <= 3
        && second.start == first.end + 1 && first.line == second.line
    }
  }

  /// Whether the values of a row stand on several lines that are divided alike, and not in the order of
  /// their columns.
  private func isTornOverLines(_ content: RowContent) -> Bool {
    guard let first = content.values.first, !content.isGridRow, !text.hasGrids else { return false }
    let width = text.lineWidths[first]
    guard width > content.values.count,
      content.values.allSatisfy({ text.lineWidths[$0] == width })
    else { return false }
    return zip(content.values, content.values.dropFirst()).contains { earlier, later in
      text.tokens[earlier].line != text.tokens[later].line
        && text.slots[earlier] >= text.slots[later]
    }
  }

  /// Whether some value of a row, but not all, belongs to further rows of its grid as well.
  private func coversOtherRows(_ row: Row) -> Bool {
    func span(_ value: Int) -> Int {
      text.gridPosition(of: value)?.rowSpan ?? 1
    }
    guard text.hasGrids, let first = row.content.values.first else { return false }
    return row.content.values.contains { span($0) != span(first) }
  }

  /// Whether some value of a row stands in a grid of several cells that does not hold the row's label, as
  /// where programs number the rows and columns of a table inside of a cell.
  private func standsInOtherGrid(_ content: RowContent) -> Bool {
    guard text.hasGrids else { return false }
    return content.values.contains { value in
      guard let grid = text.gridPosition(of: value)?.grid, grid != content.labelGrid else {
        return false
      }
      let cell = Int(text.tokens[value].cell)
      return [cell - 1, cell + 1].contains {
        text.gridCells.indices.contains($0) && text.gridCells[$0].grid == grid
      }
    }
  }
}
