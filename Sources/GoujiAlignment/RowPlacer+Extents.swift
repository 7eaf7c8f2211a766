internal import GoujiModel

/// Values that stand under headings and one another, in columns of a page.
extension RowPlacer {
  /// Whether values stand in one line with no separators among them.
  func mayStandUnderHeadings(_ content: RowContent) -> Bool {
    guard !content.isDelimited, let first = content.values.first else { return false }
    return areInOneLine(content.values) && !hasTab(inLineOf: first)
  }

  /// Places values by the columns of the page under which they stand.
  func placeByExtent(_ row: Row, _ survey: Survey, _ headings: Headings?) -> [Int]? {
    let count = row.notations.count
    let values = row.content.values
    guard values.count < count, count > 1, let first = values.first,
      mayStandUnderHeadings(row.content)
    else { return nil }
    var extents: [Range<Int32>]?
    var narrowExtents: [Range<Int32>]?
    if let known = survey.extents[count], (survey.extentRows[count] ?? 0) >= 2,
      areDisjoint(known), let lefts = survey.leftEdges[count],
      let rights = survey.rightEdges[count],
      zip(lefts, rights).allSatisfy({ $0 != nil || $1 != nil }),
      let wide = survey.wideCounts[count],
      wide.count > 1 || wide.contains(text.tokens[first].wideBefore)
    {
      extents = known
    } else if let headings {
      let known = headings.extents.compactMap { $0 }
      let isApart = zip(known, known.dropFirst()).contains { $0.upperBound + 2 <= $1.lowerBound }
      if known.count == count, areDisjoint(known), isApart { extents = known }
      narrowExtents = headings.narrowExtents.compactMap { $0 }
    }
    guard let extents else { return nil }
    let isNarrow = narrowExtents == nil ? nil : survey.isNarrow(text.tokens)
    var tokens = [Int](repeating: -1, count: count)
    for value in values {
      let token = text.tokens[value]
      let covered = token.columnStart..<max(token.columnEnd, token.columnStart + 1)
      var column = column(under: extents, covered)
      if let narrowExtents, isNarrow != false {
        let narrow = self.column(
          under: narrowExtents,
          covered.lowerBound - token.wideBefore..<covered.upperBound - token.wideBefore
        )
        guard isNarrow == true || narrow == column else { return nil }
        column = narrow
      }
      guard let column, tokens[column] < 0, isAllowed(value, row.notations[column]) else {
        return nil
      }
      tokens[column] = value
    }
    return fitting(tokens, row)
  }

  /// Whether a tab stands before a token in its line; programs differ in how wide these are.
  func hasTab(inLineOf token: Int) -> Bool {
    let line = text.tokens[token].line
    return text.tokens[..<token].reversed().prefix { $0.line == line }
      .contains { $0.kind == .tab }
  }

  /// The only one of some ranges that another overlaps.
  func column(under extents: [Range<Int32>], _ covered: Range<Int32>) -> Int? {
    let touched = extents.indices.filter { extents[$0].overlaps(covered) }
    return touched.count == 1 ? touched[0] : nil
  }

  func areDisjoint(_ extents: [Range<Int32>]) -> Bool {
    zip(extents, extents.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }
  }

  /// Whether values stand in one line with more than one space somewhere, as only columns do.
  func areApart(_ values: [Int]) -> Bool {
    guard !values.isEmpty, areInOneLine(values) else { return false }
    return values.count == 1
      || values.indices.dropFirst().contains { index in
        text.tokens[values[index - 1]].columnEnd + 2 <= text.tokens[values[index]].columnStart
      }
  }

  func areInOneLine(_ values: [Int]) -> Bool {
    guard let first = values.first else { return true }
    let line = text.tokens[first].line
    return values.allSatisfy { text.tokens[$0].line == line }
  }
}
