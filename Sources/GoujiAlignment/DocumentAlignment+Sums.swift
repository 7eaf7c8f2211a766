internal import GoujiDocument
internal import GoujiModel

/// What the sums of a table take away from a reading; they never give one.
extension DocumentAlignment {
  /// Whether most of the rows that are full add up to the value at a position.
  func addsUp(
    _ position: Int,
    _ variant: Skeleton.Variant,
    _ order: [Int]?,
    _ contents: ArraySlice<RowContent?>
  ) -> Bool {
    var sound = 0
    var others = 0
    for content in contents {
      guard var content, case let values = content.values, values.indices.contains(position),
        content.removeValue(at: position, of: variant.columns.count + 1), let order
      else { continue }
      let subtotal = text.tokens[values[position]].significand
      let sum = zip(content.values, order).reduce(into: Int64(0)) { sum, pair in
        guard variant.columns[pair.1].group != nil else { return }
        sum = sum.addingReportingOverflow(text.tokens[pair.0].significand).partialValue
      }
      if subtotal == sum { sound += 1 } else { others += 1 }
    }
    return sound >= others
  }

  /// Where a heading 小计, of a column that no form has, stands among the printed columns of a block;
  /// -1 where that is not known, `nil` where there is none.
  func subtotal(
    of table: Skeleton.Table,
    in variant: Skeleton.Variant,
    _ headings: [ColumnHeading],
    _ chain: TableChain,
    _ order: [Int]?
  ) -> Int? {
    guard let first = headings.map(\.match).min(),
      let row = variant.tableRows.compactMap({ chain.rows[$0] }).min(), first < row
    else { return nil }
    let letters = text.matches[first].letters.upperBound..<text.matches[row].letters.lowerBound
    guard
      let found = letters.first(where: { index in
        table.subtotals.contains { stands($0, at: index, before: letters.upperBound) }
      })
    else { return nil }
    // Headings broken beside one another come out in no order.
    guard headings.count == variant.columns.count,
      headings.allSatisfy({ isInOnePiece($0.match) }),
      text.letters[found].line == text.letters[found + 1].line
    else { return -1 }
    // Beside it stands a heading of those that it adds up.
    func position(_ heading: ColumnHeading?) -> Int? {
      guard let column = heading?.item.column, variant.columns[column].group != nil else {
        return nil
      }
      return order?.firstIndex(of: column)
    }
    let next = headings.first { text.matches[$0.match].letters.lowerBound > found }
    if let next = position(next) { return next }
    let last = headings.last { text.matches[$0.match].letters.upperBound <= found }
    return position(last).map { $0 + 1 } ?? -1
  }

  /// Whether a word, in UTF-8, is what the letters from one on print.
  func stands(_ word: [UInt8], at index: Int, before end: Int) -> Bool {
    guard index + word.count / 3 <= end else { return false }
    return word.indices.allSatisfy { byte in
      document.text[Int(text.letters[index + byte / 3].offset) + byte % 3] == word[byte]
    }
  }

  /// Whether the label of a row stands among the rows a second time, with other figures behind it.
  ///
  /// Copies of a table that follow one another closely are one chain of labels, whose rows can be of
  /// either.
  ///
  /// - Parameters:
  ///   - content: The row.
  ///   - placement: Where its values were placed.
  ///   - repeated: The labels that stand there once more.
  ///   - chain: The labels of the table.
  ///   - countsEmpty: Whether a label without any figure contradicts one with some, as in copies that are
  ///     known to differ.
  /// - Returns: Whether the figures of the row may be those of an outdated copy.
  func isContradicted(
    _ content: RowContent,
    _ placement: RowPlacement,
    by repeated: [Int],
    _ chain: TableChain,
    countsEmpty: Bool
  ) -> Bool {
    guard !repeated.isEmpty, let own = chain.rows[content.row],
      text.matches[own].items.count == 1
    else { return false }
    return repeated.contains { other in
      guard text.matches[other].items == text.matches[own].items else { return false }
      let end = (other + 1..<text.matches.count).first { ends(other, at: $0) }
      let printed = text.content(ofRow: content.row, labelled: other, upTo: end, in: document.text)
        .values
      guard countsEmpty || !printed.isEmpty, printed.count <= placement.columns.count else {
        return false
      }
      return printed.compactMap { figure(.token($0)) } != placement.columns.compactMap(figure)
    }
  }
}
