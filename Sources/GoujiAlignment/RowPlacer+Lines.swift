internal import GoujiModel

/// Values that stand each on a line.
extension RowPlacer {
  /// Places values by counting line breaks, where a cell is a line and an empty cell more of them.
  func placeByLines(_ row: Row, _ rows: [Row], _ survey: Survey) -> [Int]? {
    guard !row.content.isDelimited, !text.hasTags else { return nil }
    let own = lineGaps(row.content)
    guard own.count >= row.content.values.count else { return nil }
    // Full rows say how many breaks divide two cells and end a row; empty cells add to them.
    // Those of one value say how far it stands from its label only.
    let full = rows.indices.filter { survey.direct[$0] != nil && rows[$0].notations.count > 1 }
    let sparse = rows.indices.filter {
      survey.direct[$0] == nil && rows[$0].content.values.count < rows[$0].notations.count
        && !rows[$0].content.isDelimited && rows[$0].content.nextLine >= 0
    }
    var cellBreaks = Set<Int>()
    var rowBreaks = Set<Int>()
    for index in full {
      let gaps = lineGaps(rows[index].content)
      let values = rows[index].content.values.count
      cellBreaks.formUnion(gaps.prefix(values))
      if rows[index].notations.count == row.notations.count, gaps.count > values,
        let last = gaps.last
      {
        rowBreaks.insert(last)
      }
    }
    guard cellBreaks.count <= 1, !cellBreaks.contains(0) else { return nil }
    let steps = (cellBreaks.first ?? headingStep).map { [$0] } ?? []
    var solutions: [[Int]] = []
    for step in steps where step > 0 {
      for extra in Set([1, step]).sorted() {
        let tails = rowBreaks.isEmpty ? Array(step...step + 4) : rowBreaks.sorted()
        for tail in tails {
          let spacing = LineSpacing(cell: step, emptyCell: extra, rowEnd: tail)
          // The rule must account for every row that lacks values, this one included.
          var evidence = full.isEmpty ? 0 : 1
          let holds = sparse.allSatisfy { index in
            guard rows[index].notations.count == row.notations.count else { return true }
            guard
              let positions = spacing.columns(
                lineGaps(rows[index].content),
                values: rows[index].content.values.count,
                of: rows[index].notations.count
              )
            else { return false }
            evidence += 1
            return !positions.isEmpty || rows[index].content.values.isEmpty
          }
          guard holds, evidence >= 2,
            let positions = spacing.columns(
              own,
              values: row.content.values.count,
              of: row.notations.count
            )
          else { continue }
          var tokens = [Int](repeating: -1, count: row.notations.count)
          // Lines behind a row may as well divide it from what follows.
          if rowBreaks.isEmpty, positions == Array(row.content.values.indices) { continue }
          for (value, position) in zip(row.content.values, positions) { tokens[position] = value }
          if !solutions.contains(tokens) { solutions.append(tokens) }
        }
      }
    }
    guard solutions.count == 1,
      solutions[0].indices.allSatisfy({ column in
        let value = solutions[0][column]
        return value < 0 || isAllowed(value, row.notations[column])
      })
    else { return nil }
    return fitting(solutions[0], row)
  }

  /// The line breaks before each value of a row and after the last one.
  func lineGaps(_ content: RowContent) -> [Int] {
    var gaps: [Int] = []
    var line = content.labelLine
    for value in content.values {
      gaps.append(Int(text.tokens[value].line - line))
      line = text.tokens[value].line
    }
    if content.nextLine >= 0 { gaps.append(Int(lineBehind(content) - line)) }
    return gaps
  }

  /// The line on which something follows a row: its next label, or a letter before it that is no unit, such as the
  /// numeral of a label that is printed downwards.
  private func lineBehind(_ content: RowContent) -> Int32 {
    guard let last = content.values.last, content.residue == nil else { return content.nextLine }
    let behind = Int(text.tokens[last].letter)
    guard behind < text.letters.count, !text.unitLetters.contains(text.letters[behind].letter)
    else { return content.nextLine }
    let line = text.letters[behind].line
    return line > text.tokens[last].line ? min(line, content.nextLine) : content.nextLine
  }

  /// Whether the text breaks off inside a row, so that its first values stand where they belong.
  func isCutOff(_ row: Row, at index: Int, of rows: [Row], _ survey: Survey) -> Bool {
    guard row.content.endsText, row.content.residue == nil, index == rows.count - 1,
      let last = row.content.values.last, !isCut(last)
    else { return false }
    let others = rows.indices.filter { $0 != index }
    let isLine =
      text.tokens[last].line == row.content.labelLine
      || others.contains { survey.direct[$0].map { $0.count > 1 && areInOneLine($0) } ?? false }
    // A line that was ended was not cut, so that it lacks values of any column.
    if isLine, !text.hasGrids, bytes[Int(text.tokens[last].end)...].contains(0x0A) { return false }
    let isFull = others.isEmpty ? hasOnlyFullRows : others.allSatisfy { survey.direct[$0] != nil }
    return isFull
      && !(row.content.fields.last?.isTight ?? false) && fits(row.content.values, row.notations)
  }

  /// In how many rows, with few left out between them, the figures rise by one to six from row to row,
  /// as running numbers do and figures of a report do not.
  ///
  /// Where figures are glued together, it may be their last digits that rise.
  func longestCount(_ rows: [Row]) -> Int {
    var longest = 0
    var counts: [[(number: Int64, count: Int)]] = []
    for index in rows.indices where rows[index].notations.count == 1 {
      guard let value = rows[index].content.values.last else { continue }
      let last = text.tokens[value]
      var numbers: [Int64] = []
      if last.kind == .figure, last.significand >= 0 {
        if last.flags.contains(.glued) {
          let digits = last.end - last.start
          if digits > 1 { numbers.append(last.significand % 10) }
          if digits > 2 { numbers.append(last.significand % 100) }
        } else if last.fractionDigits == 0 {
          numbers.append(last.significand)
        }
      }
      counts.append(
        numbers.map { number in
          let earlier = counts.suffix(6).joined().filter { (1...6).contains(number - $0.number) }
          return (number, 1 + (earlier.map(\.count).max() ?? 0))
        }
      )
      longest = max(longest, counts[counts.count - 1].map(\.count).max() ?? 0)
    }
    return longest
  }
}
