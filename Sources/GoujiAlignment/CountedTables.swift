/// Tables of programs that print the numbers of rows and columns beside the cells, from 0 on.
extension TokenStream {
  /// Makes counters of the figures that number the columns of a table, in a line of their own, and its rows,
  /// each at the start of a line below.
  mutating func markCounters() {
    var isCounted = false
    var end = 0
    // A loop over all tokens: few of them are a zero that begins a line, and only these are looked at closely.
    for index in tokens.indices where tokens[index].significand == 0 {
      guard index >= end, tokens[index].kind == .figure, let start = startOfCells(before: index)
      else { continue }
      let line = line(from: start)
      let numbersColumns = isOfColumnNumbers(line)
      guard let above = numbersColumns ? line.number : headingLine(above: line) else { continue }
      let rows = rowNumbers(
        from: numbersColumns ? line.tokens.upperBound : line.tokens.lowerBound,
        below: above
      )
      guard rows.count >= (isCounted ? 1 : Self.fewestRows) else { continue }
      isCounted = true
      for value in rows + (numbersColumns ? line.values : []) { tokens[value].kind = .counter }
      end = rows.last ?? index
    }
  }

  /// The first token of the line that a figure begins, behind an empty cell at most, and in which more than
  /// the end of its own cell follows.
  private func startOfCells(before index: Int) -> Int? {
    let line = tokens[index].line
    guard index + 1 < tokens.count, tokens[index + 1].line == line,
      tokens[index + 1].isValue || index + 2 < tokens.count && tokens[index + 2].line == line
    else { return nil }
    var start = index
    while start > 0, tokens[start - 1].line == line {
      start -= 1
      guard index - start <= 2, isSeparator(start) else { return nil }
    }
    return hasLetters(before: index, line) ? nil : start
  }

  /// How many numbered rows are no chance in a text that has no others.
  private static let fewestRows = 3

  /// The tokens of one line.
  private struct Line {
    let tokens: Range<Int>
    let number: Int32
    let values: [Int]
  }

  private func line(from first: Int) -> Line {
    let number = tokens[first].line
    let end = tokens[first...].firstIndex { $0.line != number } ?? tokens.count
    return Line(
      tokens: first..<end,
      number: number,
      values: (first..<end).filter { tokens[$0].isValue }
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

  /// The number of the line above one that has the number of the first row, or of the last of the drawn
  /// lines between, where that line is divided into as many cells and begins with an empty one.
  private func headingLine(above line: Line) -> Int32? {
    var heading = line
    repeat {
      let number = heading.number
      guard let before = lineBefore(heading), before.number == number - 1 else { return nil }
      heading = before
    } while isDrawn(heading)
    return isHeading(heading, over: line) ? line.number - 1 : nil
  }

  private func lineBefore(_ line: Line) -> Line? {
    guard line.tokens.lowerBound > 0 else { return nil }
    let number = tokens[line.tokens.lowerBound - 1].line
    let start = tokens[..<line.tokens.lowerBound].lastIndex { $0.line != number }.map { $0 + 1 }
    return self.line(from: start ?? 0)
  }

  private func isHeading(_ heading: Line, over line: Line) -> Bool {
    guard let value = line.values.first, isNumber(value, 0), value + 1 < line.tokens.upperBound,
      isSeparator(value + 1)
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
