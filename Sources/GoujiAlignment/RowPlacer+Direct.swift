internal import GoujiModel

/// Rows that have one value for each column.
extension RowPlacer {
  /// The values of a row that has exactly one for each column, side by side.
  func directTokens(_ row: Row) -> [Int]? {
    if let tokens = tokensBeforeRepetitions(row) { return tokens }
    guard row.content.values.count == row.notations.count,
      !hasGlued(row.content) || isDividedByUnits(row.content),
      fits(row.content.values, row.notations)
    else { return nil }
    if !row.content.isDelimited, !row.content.isGridRow {
      if isTorn(row.content) || hasSplitFigure(row.content) { return nil }
    }
    if row.content.isDelimited {
      // An empty field between some values means a column that the form does not have.
      var step: Int?
      var previous: Int?
      for index in row.content.fields.indices where row.content.fields[index].value >= 0 {
        if let previous {
          guard step == nil || step == index - previous else { return nil }
          step = index - previous
        }
        previous = index
      }
      guard step ?? 1 == 1 || row.content.values.count > 2 else { return nil }
      if isOneFigureRepeated(row.content) { return nil }
    }
    return row.content.values
  }

  /// The values of a row of few columns that repeats its last one for each column of the page that its cell spans,
  /// in a text that repeats labels in the same way.
  private func tokensBeforeRepetitions(_ row: Row) -> [Int]? {
    let (content, count) = (row.content, row.notations.count)
    guard text.hasRepeatedLabels, count > 0, count < content.values.count,
      content.values.count <= Self.mostColumnsOfCell, !content.isDelimited, !content.isGridRow,
      isOnLabelLine(content), !hasGlued(content), areEqual(Array(content.values[(count - 1)...]))
    else { return nil }
    let tokens = Array(content.values.prefix(count))
    return fits(tokens, row.notations) ? tokens : nil
  }

  /// How many columns of the page the widest cells of table two span.
  private static let mostColumnsOfCell = 3

  /// Whether some values stand beside the label and others below it, as a cell that takes two lines tears its
  /// row apart.
  private func isTorn(_ content: RowContent) -> Bool {
    let beside = content.values.count { text.tokens[$0].line == content.labelLine }
    return beside > 0 && beside < content.values.count
  }

  /// Whether a row has one value for each column, but some of them beside its label and others below.
  func isTornFullRow(_ row: Row) -> Bool {
    let content = row.content
    return content.values.count == row.notations.count && !content.isDelimited
      && !content.isGridRow && isTorn(content) && !hasGlued(content) && !row.mayHoldSubtotal
      && fits(content.values, row.notations) && !hasSplitFigure(content)
  }

  /// How many values each line of a row holds.
  func valuesByLine(_ values: [Int]) -> [Int] {
    var counts: [Int] = []
    var line: Int32 = -1
    for value in values {
      if text.tokens[value].line != line { counts.append(0) }
      counts[counts.count - 1] += 1
      line = text.tokens[value].line
    }
    return counts
  }

  /// Whether one figure behind an empty field makes up all values of a row, as where programs repeat a
  /// cell for each column that it spans.
  func isOneFigureRepeated(_ content: RowContent) -> Bool {
    guard let first = content.values.first, content.values.count > 1,
      content.fields.first.map({ $0.value < 0 && !$0.isTight }) ?? false,
      let start = content.fields.firstIndex(where: { $0.value == first }),
      content.fields[start...].prefix(content.values.count).allSatisfy({ $0.value >= 0 })
    else { return false }
    return content.values.count <= 3 && areEqual(content.values)
  }

  /// Whether all values of a row are one figure other than nothing, which may be a single cell that was
  /// repeated for each column that it spans.
  func isOneFigure(_ values: [Int]) -> Bool {
    guard values.count > 1, let first = values.first else { return false }
    return text.tokens[first].kind == .figure && text.tokens[first].significand != 0
      && areEqual(values)
  }

  private func areEqual(_ values: [Int]) -> Bool {
    Set(values.map { bytes[Int(text.tokens[$0].start)..<Int(text.tokens[$0].end)] }).count == 1
  }

  /// Whether two values share a line and others have one each, so that the two are parts of one figure:
  /// `6 1`.
  private func hasSplitFigure(_ content: RowContent) -> Bool {
    var lines: [Int32: Int] = [:]
    for value in content.values { lines[text.tokens[value].line, default: 0] += 1 }
    guard lines.count > 1, lines.values.allSatisfy({ $0 <= 2 }) else { return false }
    let close = zip(content.values, content.values.dropFirst()).count { earlier, later in
      text.tokens[earlier].line == text.tokens[later].line
        && areOneSpaceApart(earlier, later)
    }
    return close > 0 && lines.values.count { $0 == 2 } == close && lines.values.contains(1)
  }

  /// Whether one space and nothing else stands between two values.
  func areOneSpaceApart(_ earlier: Int, _ later: Int) -> Bool {
    let end = text.tokens[earlier].end
    return text.tokens[later].start == end + 1 && bytes[Int(end)] == 0x20
  }

  /// The values that share the line of the first one, when they are one for each column.
  func directTokensOfOneLine(_ row: Row) -> [Int]? {
    let content = row.content
    guard content.values.count > row.notations.count, !hasGlued(content),
      let first = content.values.first
    else { return nil }
    let line = text.tokens[first].line
    guard line == content.labelLine else { return nil }
    let together = content.values.filter { text.tokens[$0].line == line }
    guard together.count == row.notations.count, fits(together, row.notations) else { return nil }
    let others = content.values.filter { text.tokens[$0].line != line }
    let othersLine = others.first.map { text.tokens[$0].line }
    guard others.count == 1, othersLine != content.nextLine else { return nil }
    // Right below a figure stand the digits that its cell had no room for.
    let other = text.tokens[others[0]]
    let isBelow = together.contains { value in
      text.tokens[value].columnStart < other.columnEnd
        && other.columnStart < text.tokens[value].columnEnd
    }
    guard !isBelow else { return nil }
    // Digits that begin the line below a figure at the end of its own may be the rest of it.
    if let last = together.last, text.tokens[last].line + 1 == other.line, other.columnStart == 0,
      Int(text.tokens[last].end) < bytes.count, bytes[Int(text.tokens[last].end)] == 0x0A
    {
      return nil
    }
    return together
  }

  /// Whether two values of a row, but not all, stand so close that they can be parts of one cell: `3-5`,
  /// `1 2`.
  func hasTouchingValues(_ content: RowContent) -> Bool {
    guard !content.isDelimited else { return false }
    let touching = zip(content.values, content.values.dropFirst()).count { earlier, later in
      let end = Int(text.tokens[earlier].end)
      let start = Int(text.tokens[later].start)
      return text.tokens[earlier].line == text.tokens[later].line && start <= end + 2
        && !(end..<max(end, start)).contains { bytes[$0] == 0x09 }
    }
    return touching > 0 && touching < content.values.count - 1
  }

  /// Whether each of several values ends with its unit, so that the next one may follow at once: `12件0件3件`.
  private func isDividedByUnits(_ content: RowContent) -> Bool {
    content.values.count > 1 && !content.hasStrays && content.foreignLetters <= 1
      && content.values.allSatisfy { value in
        text.tokens[value].unit != .none && !text.tokens[value].flags.contains(.leadingZero)
      }
  }

  func hasGlued(_ content: RowContent) -> Bool {
    content.values.contains { text.tokens[$0].flags.contains(.glued) }
  }

  /// Whether each value can stand in its column.
  func fits(_ values: [Int], _ notations: [Notation]) -> Bool {
    zip(values, notations).allSatisfy { fits($0, $1) }
  }

  /// Whether the values of a row could stand in columns in the order in which they are printed.
  func fits(_ content: RowContent, inOrder order: [Int], of columns: [ColumnDefinition]) -> Bool {
    guard content.values.count == columns.count else { return true }
    return zip(content.values, order).allSatisfy { value, column in
      isAllowed(value, columns[column].notation)
    }
  }

  func fits(_ value: Int, _ notation: Notation) -> Bool {
    let token = text.tokens[value]
    guard token.kind == .figure else { return true }
    if token.unit.isMoney, notation != .money { return false }
    if token.flags.contains(.signed), notation == .money { return false }
    return true
  }

  /// A row in which nothing is printed.
  func placeEmpty(_ row: Row) -> RowPlacement {
    let content = row.content
    let count = row.notations.count
    let fields = content.fields.filter { !$0.isTight }
    if content.isDelimited, content.fields.contains(where: \.hasText) {
      let texts = fields.filter(\.hasText)
      if texts.count == 1, count == 1, let only = texts.first {
        return RowPlacement(columns: [.text(Int(only.start)..<Int(only.end))])
      }
      if fields.count >= count, fields.prefix(count).contains(where: \.hasText) {
        return RowPlacement(
          columns: fields.prefix(count).map {
            $0.hasText
              ? .text(Int($0.start)..<Int($0.end)) : .blank(at: Int($0.start)..<Int($0.start))
          }
        )
      }
    }
    if row.hasLostCells || !hasCells(content) { return .uniform(.missing, count) }
    let place = content.labelEnd..<content.labelEnd
    return .uniform(.blank(at: place), count)
  }

  /// Whether cells behind the label of a row without values can be there and empty.
  ///
  /// A row of a grid or between separators that ends with its label has none, and none are known of where
  /// the text breaks off in the label.
  private func hasCells(_ content: RowContent) -> Bool {
    guard content.fields.isEmpty else { return true }
    if content.labelGrid != nil { return false }
    if content.labelWidth >= 2, content.labelEndSlot + 1 == Int(content.labelWidth) { return false }
    return !content.endsText || bytes[content.labelEnd...].contains { $0 > 0x20 }
  }

  /// Splits figures that stand without anything between them, when that can be done in one way only.
  func placeGlued(_ row: Row) -> RowPlacement? {
    let content = row.content
    guard hasGlued(content) else { return nil }
    let count = row.notations.count
    if content.values.count == count, isDividedByUnits(content) { return nil }
    guard content.values.count == 1, let only = content.values.first, !content.hasStrays,
      content.foreignLetters == 0
    else {
      return .uniform(.open, count)
    }
    let token = text.tokens[only]
    if count == 1 {
      return token.flags.contains(.leadingZero) || isRepetition(token)
        ? .uniform(.open, count) : RowPlacement(tokens: [only])
    }
    // Zeros cannot begin a longer number, so a run of them is as many cells.
    let digits = bytes[Int(token.start)..<Int(token.end)]
    guard digits.count == count, digits.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
      return open(row)
    }
    return RowPlacement(columns: digits.indices.map { .zero($0..<$0 + 1) })
  }

  /// Whether a figure is made of the same digits twice or three times, as where a cell was repeated
  /// for each column that it spans.
  func isRepetition(_ token: Token) -> Bool {
    let digits = Array(bytes[Int(token.start)..<Int(token.end)])
    return [2, 3].contains { times in
      let length = digits.count / times
      return digits.count >= 6 && digits.count == length * times
        && digits[length...].elementsEqual(digits.dropLast(length))
    }
  }

  /// Whether a sign or decimals allow a value in a column.
  func isAllowed(_ value: Int, _ notation: Notation) -> Bool {
    let token = text.tokens[value]
    if token.flags.contains(.signed), notation != .signed { return false }
    if token.fractionDigits > 0, notation != .money { return false }
    return true
  }
}
