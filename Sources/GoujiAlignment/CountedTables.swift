/// Tables of programs that print the numbers of rows and columns beside the cells, from 0 on.
extension TokenStream {
  /// Makes counters of the figures that number the columns of a table, in a line of their own, and its rows,
  /// each at the start of a line below.
  mutating func markCounters() {
    var first = 0
    var isCounted = false
    var heading: Line?
    while first < tokens.count {
      let line = line(from: first)
      first = line.tokens.upperBound
      if isDrawn(line), heading?.last == line.number - 1 {
        heading?.last = line.number
        continue
      }
      defer { heading = line }
      let numbersColumns = isOfColumnNumbers(line)
      guard
        let above = numbersColumns
          ? line : heading.flatMap({ isHeading($0, over: line) ? $0 : nil })
      else { continue }
      let rows = rowNumbers(
        from: numbersColumns ? line.tokens.upperBound : line.tokens.lowerBound,
        below: above.last
      )
      guard rows.count >= (isCounted ? 1 : Self.fewestRows) else { continue }
      isCounted = true
      for value in rows + (numbersColumns ? line.values : []) { tokens[value].kind = .counter }
      if let last = rows.last { first = max(first, self.line(from: last).tokens.upperBound) }
    }
  }

  /// How many numbered rows are no chance in a text that has no others.
  private static let fewestRows = 3

  /// The tokens of one line.
  private struct Line {
    let tokens: Range<Int>
    let number: Int32
    let values: [Int]

    /// The last of the drawn lines right below it, or the line itself.
    var last: Int32
  }

  private func line(from first: Int) -> Line {
    let number = tokens[first].line
    let end = tokens[first...].firstIndex { $0.line != number } ?? tokens.count
    return Line(
      tokens: first..<end,
      number: number,
      values: (first..<end).filter { tokens[$0].isValue },
      last: number
    )
  }

  /// Whether a line holds nothing but the numbers from 0 on.
  private func isOfColumnNumbers(_ line: Line) -> Bool {
    guard line.values.count >= 2, tokens[line.values[0]].significand == 0 else { return false }
    let counts = line.values.enumerated().allSatisfy { number, value in isNumber(value, number) }
    return counts && !line.tokens.contains { tokens[$0].kind == .stray }
      && !hasLetters(before: line.tokens.lowerBound, line.number)
      && !hasLetters(before: line.tokens.upperBound, line.number)
  }

  /// Whether a line divided into as many cells as the next one begins with an empty cell where that
  /// has the number of the first row.
  private func isHeading(_ heading: Line, over line: Line) -> Bool {
    guard heading.last == line.number - 1, let value = line.values.first, isNumber(value, 0),
      value + 1 < line.tokens.upperBound, isSeparator(value + 1)
    else { return false }
    let separators = heading.tokens.filter(isSeparator)
    guard separators.count >= 2, separators.count == line.tokens.count(where: isSeparator),
      heading.values.isEmpty
    else { return false }
    let cell = separators[tokens[separators[0]].kind == .pipe ? 1 : 0]
    return cell - heading.tokens.lowerBound <= 1 && !hasLetters(before: cell, heading.number)
      && value - line.tokens.lowerBound == cell - heading.tokens.lowerBound
      && hasLetters(before: heading.tokens.upperBound, heading.number)
  }

  /// The figures at the start of lines, as far as they count from 0 on.
  private func rowNumbers(from start: Int, below heading: Int32) -> [Int] {
    var numbers: [Int] = []
    var previous = heading
    var first = start
    while first < tokens.count {
      let line = line(from: first)
      guard line.number == previous + 1 else { break }
      if let value = line.values.first, isNumber(value, numbers.count), !isBehindCells(value) {
        numbers.append(value)
      } else if !isDrawn(line), !isContinued(line) {
        break
      }
      previous = line.number
      first = line.tokens.upperBound
    }
    return numbers
  }

  private func isDrawn(_ line: Line) -> Bool {
    line.values.isEmpty
      && tokens[line.tokens].contains { $0.kind == .rule }
      && tokens[line.tokens].allSatisfy { $0.kind == .rule || $0.kind == .pipe }
      && !hasLetters(before: line.tokens.upperBound, line.number)
  }

  /// Whether a line goes on with the cells of the row above, and not with its number.
  private func isContinued(_ line: Line) -> Bool {
    guard tokens[line.tokens.lowerBound].kind == .pipe else { return false }
    return line.values.first.map(isBehindCells) ?? true
  }

  private func isNumber(_ value: Int, _ number: Int) -> Bool {
    let token = tokens[value]
    return token.kind == .figure && token.significand == number && token.flags.isEmpty
      && token.unit == .none && token.fractionDigits == 0
  }

  private func isSeparator(_ index: Int) -> Bool {
    tokens[index].kind == .pipe && tokens[index].significand == 1 || tokens[index].kind == .tab
  }

  /// Whether letters or a separated cell stand before a value in its line.
  private func isBehindCells(_ value: Int) -> Bool {
    let line = tokens[value].line
    let before = tokens[..<value].reversed().prefix { $0.line == line }
    return before.count { $0.kind == .pipe || $0.kind == .tab } > 1
      || hasLetters(before: value, line)
  }

  /// Whether letters of a line stand before a token.
  private func hasLetters(before token: Int, _ line: Int32) -> Bool {
    let end = token < tokens.count ? Int(tokens[token].letter) : letters.count
    return end > 0 && letters[end - 1].line == line
  }
}
