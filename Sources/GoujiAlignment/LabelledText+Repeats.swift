// Values that are printed twice.
extension LabelledText {
  /// One printing of the values of a row where each is printed twice, as programs do that print elements and
  /// those inside of them: all in one line and then each on a line of its own, or each of them two times.
  ///
  /// - Parameter values: More values than the row has cells.
  /// - Returns: Half of them; `nil` for values that are not printed twice.
  func valuesOfOnePrinting(_ values: [Int]) -> [Int]? {
    let count = values.count / 2
    guard values.count % 2 == 0, count > 0, !hasGrids else { return nil }
    let (together, apart) = (values[..<count], values[count...])
    if Set(together.map { tokens[$0].line }).count == 1, haveLinesOfTheirOwn(apart),
      areAlike(together, apart)
    {
      return Array(together)
    }
    let first = stride(from: 0, to: values.count, by: 2).map { values[$0] }
    let second = stride(from: 1, to: values.count, by: 2).map { values[$0] }
    return areAlike(first, second) ? first : nil
  }

  private func haveLinesOfTheirOwn(_ values: ArraySlice<Int>) -> Bool {
    Set(values.map { tokens[$0].line }).count == values.count
  }

  private func areAlike(_ first: some Sequence<Int>, _ second: some Sequence<Int>) -> Bool {
    zip(first, second).allSatisfy { earlier, later in
      let (a, b) = (tokens[earlier], tokens[later])
      return a.kind == b.kind && a.significand == b.significand
        && a.fractionDigits == b.fractionDigits && a.unit == b.unit
    }
  }
}

extension DocumentAlignment {
  /// Leaves one printing of the values of each row of a table in which those of nearly all rows are printed
  /// twice.
  func dropRepeatedValues(of contents: inout [RowContent?], _ table: Skeleton.Table) {
    var printings: [Int: [Int]] = [:]
    var withValues = 0
    var distinct = 0
    for (row, content) in contents.enumerated() {
      guard let content, !content.values.isEmpty else { continue }
      withValues += 1
      let variants = table.blocks[table.rows[row].block].variants
      let half = content.values.count / 2
      guard half > 1, variants.contains(where: { $0.columns.count == half }),
        variants.allSatisfy({ $0.columns.count < content.values.count }),
        let values = text.valuesOfOnePrinting(content.values)
      else { continue }
      printings[row] = values
      // Rows of nothing but zeros are like the next one now and then.
      if values.contains(where: { text.tokens[$0].significand != 0 }) { distinct += 1 }
    }
    guard distinct >= Self.leastRepeatedRows, printings.count * 4 >= withValues * 3 else { return }
    for (row, values) in printings { contents[row]?.values = values }
  }

  /// How many rows whose values are printed twice are no chance.
  private static let leastRepeatedRows = 3
}
