/// Rows whose label goes on below its number, in a line of empty cells.
extension TokenStream {
  /// Puts the words of labels into the line above, behind the number that they belong to:
  /// `4. | 3 | 0 | 3` above `保护第三方合法权益 | | |`.
  ///
  /// - Parameter text: UTF-8 that the stream was made of.
  mutating func joinBrokenRows(in text: [UInt8]) {
    var rows: [BrokenRow] = []
    var above: DividedLine?
    var index = 0
    while index < tokens.count {
      let line = dividedLine(from: index)
      if line.separators >= Self.fewestSeparators, !line.hasValues, let above,
        above.hasValues, above.separators == line.separators, above.number == line.number - 1,
        let row = brokenRow(above, line, in: text)
      {
        rows.append(row)
      }
      above = line
      index = line.tokens.upperBound
    }
    if !rows.isEmpty { join(rows) }
  }

  /// How many separators a row with a label and some figures has.
  private static let fewestSeparators = 4

  /// A line with its separators.
  private struct DividedLine {
    let tokens: Range<Int>
    let number: Int32
    let separators: Int

    /// Whether a figure, or a mark in the place of one, stands in it.
    let hasValues: Bool
  }

  /// The line of a row with its figures, and the words below it.
  private struct BrokenRow {
    /// The tokens of the upper line, and those of the lower one.
    let above: Range<Int>
    let below: Range<Int>

    /// The words of each cell of the label, and the token before which they belong.
    let words: [(letters: Range<Int>, token: Int)]

    /// What the lexer made of the number.
    let number: Range<Int>
  }

  private func dividedLine(from first: Int) -> DividedLine {
    let number = tokens[first].line
    var separators = 0
    var hasValues = false
    var end = first
    while end < tokens.count, tokens[end].line == number {
      separators += separatorCount(at: end)
      if tokens[end].isValue || tokens[end].kind == .stray { hasValues = true }
      end += 1
    }
    return DividedLine(
      tokens: first..<end,
      number: number,
      separators: separators,
      hasValues: hasValues
    )
  }

  private func brokenRow(
    _ above: DividedLine,
    _ below: DividedLine,
    in text: [UInt8]
  ) -> BrokenRow? {
    let first = Int(tokens[above.tokens.upperBound - 1].letter)
    var words: [(letters: Range<Int>, token: Int)] = []
    var number = 0..<0
    var letter = first
    while letter < letters.count, letters[letter].line == below.number {
      let token = Int(letters[letter].token)
      let start = letter
      while letter < letters.count, letters[letter].line == below.number,
        Int(letters[letter].token) == token
      {
        letter += 1
      }
      // Words that begin with a number of their own are another row's.
      guard beginsCell(start, text),
        let cell = cell(
          behind: (below.tokens.lowerBound..<token).reduce(0) { $0 + separatorCount(at: $1) },
          of: above.tokens
        )
      else { return nil }
      number = cell
      words.append((start..<letter, cell.upperBound))
    }
    guard !words.isEmpty,
      first == 0 || letters[first - 1].line < above.number
        || Int(letters[first - 1].token) <= number.upperBound,
      (number.upperBound..<above.tokens.upperBound).contains(where: { tokens[$0].isValue }),
      isNumber(number, of: above.tokens, in: text)
    else { return nil }
    return BrokenRow(above: above.tokens, below: below.tokens, words: words, number: number)
  }

  /// How many separators a token stands for; 0 for all else.
  private func separatorCount(at index: Int) -> Int {
    switch tokens[index].kind {
    case .pipe: Int(tokens[index].significand)
    case .tab: 1
    default: 0
    }
  }

  /// What stands behind so many separators of a line and before the next; `nil` where nothing has room there.
  private func cell(behind count: Int, of line: Range<Int>) -> Range<Int>? {
    var start = line.lowerBound
    var passed = 0
    while passed < count, start < line.upperBound {
      passed += separatorCount(at: start)
      start += 1
    }
    guard passed == count else { return nil }
    let end = (start..<line.upperBound).first { separatorCount(at: $0) > 0 } ?? line.upperBound
    return start..<end
  }

  /// Whether a letter is the first thing in its cell, behind the bracket that closes a number at most.
  private func beginsCell(_ letter: Int, _ text: [UInt8]) -> Bool {
    var before = text[..<Int(letters[letter].offset)]
    for bracket in [")", "）"] where before.suffix(bracket.utf8.count).elementsEqual(bracket.utf8) {
      before.removeLast(bracket.utf8.count)
    }
    let last = before.last { $0 != 0x20 } ?? 0x0A
    return [0x0A, 0x0D, 0x09, UInt8(ascii: "|")].contains(last)
  }

  /// Whether a cell holds the number of a label and nothing else: `4.`, `(三)`, `二、`.
  private func isNumber(_ cell: Range<Int>, of line: Range<Int>, in text: [UInt8]) -> Bool {
    guard cell.upperBound < line.upperBound else { return false }
    let end = Int(tokens[cell.upperBound].start)
    var start = end
    while start > 0, text[start - 1] != 0x0A,
      cell.lowerBound == line.lowerBound || start > Int(tokens[cell.lowerBound - 1].end)
    {
      start -= 1
    }
    // A backslash stands where a program broke the line.
    let content = text[start..<end].filter { $0 != 0x20 && $0 != UInt8(ascii: "\\") }
    let signs = String(decoding: content, as: UTF8.self).unicodeScalars
    let isBracketed = signs.first == "(" || signs.first == "（"
    let behind = signs.dropFirst(isBracketed ? 1 : 0)
    let numerals = behind.prefix { Self.numerals.contains($0) }
    let closing = behind[numerals.endIndex...]
    return (1...2).contains(numerals.count)
      && (closing.isEmpty
        ? isBracketed : closing.count == 1 && closing.allSatisfy(Self.closings.contains))
  }

  private static let numerals = Set("0123456789０１２３４５６７８９一二三四五六七八九十".unicodeScalars)
  private static let closings = Set(")）、.．".unicodeScalars)

  private mutating func join(_ rows: [BrokenRow]) {
    var isDropped = [Bool](repeating: false, count: tokens.count)
    for row in rows {
      for index in [row.number, row.below].joined() { isDropped[index] = true }
      for (words, token) in row.words {
        for index in words {
          letters[index] = letters[index].moved(
            before: Int32(token),
            line: tokens[row.above.lowerBound].line
          )
        }
        for index in token..<row.above.upperBound { tokens[index].letter += Int32(words.count) }
      }
    }
    // How many tokens remain before each.
    var remaining: [Int32] = [0]
    for isDropped in isDropped {
      remaining.append(remaining[remaining.count - 1] + (isDropped ? 0 : 1))
    }
    for index in letters.indices {
      letters[index] = letters[index].moved(
        before: remaining[Int(letters[index].token)],
        line: letters[index].line
      )
    }
    tokens = tokens.indices.filter { !isDropped[$0] }.map { tokens[$0] }
  }
}
