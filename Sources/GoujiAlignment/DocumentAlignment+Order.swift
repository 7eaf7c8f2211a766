internal import GoujiModel

/// Rows that stand in another order than in the form.
extension DocumentAlignment {
  /// Whether many rows of a table have their labels in the text and not in the order of the form, as where
  /// lines were sorted or read from below.
  func hasOtherRowOrder(_ copy: LabelledRows) -> Bool {
    guard !text.hasGrids else { return false }
    var found = Set<Int>()
    for match in text.matches {
      guard let row = match.row(ofTable: copy.table), isCertain(match, row, of: copy.table)
      else { continue }
      found.insert(row)
    }
    let inOrder = found.count { copy.rowsInOrder[$0] != nil }
    return found.count >= 4 && inOrder * 3 < found.count * 2
  }

  /// A chain with the rows of its table that stand in another order than in the form.
  ///
  /// Where figures stand beside the label of their row, in a grid or a line, its place among the others
  /// says nothing of them. Only a label that the document has once, in a row of its own like two of the
  /// chain, of which none is printed twice, is sure to be none of another table or copy.
  func withRowsOutOfOrder(_ chain: TableChain, of table: Int) -> TableChain {
    guard chain.rows.contains(nil) else { return chain }
    var others: [Int: Int] = [:]
    var repeated: Set<Int> = []
    for (index, match) in text.matches.enumerated() {
      guard let row = match.row(ofTable: table), chain.rows[row] != index else { continue }
      if chain.rows[row] == nil {
        if others.updateValue(index, forKey: row) != nil { repeated.insert(row) }
      } else if isCertain(match, row, of: table) {
        return chain
      }
    }
    // Most tables lack only rows that another form has, and no label of those is certain.
    others = others.filter { row, index in
      !repeated.contains(row) && isCertain(text.matches[index], row, of: table)
    }
    guard !others.isEmpty else { return chain }
    var known: [PrintedRow.Surroundings: Set<Int>] = [:]
    for match in chain.rows {
      guard let match, let printed = printedRow(ofLabel: match) else { continue }
      known[printed.surroundings, default: []].insert(printed.number)
    }
    var rows = chain.rows
    for (row, index) in others {
      guard let printed = printedRow(ofLabel: index),
        printed.surroundings != .lines || chain.matches.contains(index),
        let numbers = known[printed.surroundings], numbers.count >= 2,
        !numbers.contains(printed.number)
      else { continue }
      rows[row] = index
    }
    let found = rows.compactMap { $0 }
    return TableChain(
      rows: rows,
      headings: chain.headings,
      blockHeadings: chain.blockHeadings,
      matches: min(
        chain.matches.lowerBound,
        found.min() ?? .max
      )...max(chain.matches.upperBound, found.max() ?? .min),
      score: chain.score
    )
  }

  /// Whether a label certainly stands there, and for one row only.
  private func isCertain(_ match: LabelMatch, _ row: Int, of table: Int) -> Bool {
    match.isWhole && match.certainty >= 2
      && match.items.allSatisfy { $0.kind == .row && $0.table == table && $0.index == row }
  }

  /// A row that is printed as one, with its label and all of its figures.
  private struct PrintedRow {
    enum Surroundings: Hashable {
      case grid(Int)
      case lines
    }

    let surroundings: Surroundings

    /// The number of the row in its grid, or of the line.
    let number: Int
  }

  /// The row of a grid that a label begins in, or the line that it shares with figures between separators and
  /// with no other label.
  private func printedRow(ofLabel index: Int) -> PrintedRow? {
    let letters = text.matches[index].letters
    if let place = text.gridPosition(ofLetter: letters.lowerBound) {
      return PrintedRow(surroundings: .grid(place.grid), number: place.row)
    }
    let line = text.letters[letters.lowerBound].line
    func isOfLine(_ match: Int) -> Bool {
      text.matches.indices.contains(match) && text.matches[match].items.contains { $0.kind == .row }
        && text.letters[text.matches[match].letters.lowerBound].line == line
    }
    let end = text.letters[letters.upperBound - 1]
    guard end.line == line, !isOfLine(index - 1), !isOfLine(index + 1) else { return nil }
    let behind = text.tokens.indices[Int(end.token)...].prefix { text.tokens[$0].line == line }
    guard behind.contains(where: text.isSeparator),
      behind.contains(where: { text.tokens[$0].isValue })
    else { return nil }
    return PrintedRow(surroundings: .lines, number: Int(line))
  }
}
