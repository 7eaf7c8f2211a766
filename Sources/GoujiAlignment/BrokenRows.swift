/// Rows that take several lines, of which one holds the figures and the others only words.
extension TokenStream {
  /// Puts the words of labels into the line of the figures, cell by cell, where drawn lines stand around a row
  /// or a label goes on below its number: `4. | 3 | 0 | 3` above `保护第三方合法权益 | | |`.
  ///
  /// Letters so joined stand in the order of their cells, and not of their offsets.
  ///
  /// - Parameter text: UTF-8 that the stream was made of.
  mutating func joinBrokenRows(in text: [UInt8]) {
    var rows: [BrokenRow] = []
    var above: DividedLine?
    // The lines since the last drawn one that can be one row.
    var drawn: Range<Int>?
    var index = 0
    while index < tokens.count {
      let line = dividedLine(from: index)
      index = line.tokens.upperBound
      if line.isBorder {
        if let drawn, let row = drawnRow(drawn, before: line, in: text) { rows.append(row) }
        drawn = index..<index
      } else if let start = drawn?.lowerBound, let above, above.number == line.number - 1,
        above.isBorder || above.separators == line.separators
      {
        drawn = start..<index
      } else {
        drawn = nil
        if line.mayBeOfRow, !line.hasValues, let above,
          above.hasValues, above.separators == line.separators, above.number == line.number - 1,
          let row = numberedRow(above, line, in: text)
        {
          rows.append(row)
        }
      }
      above = line
    }
    if !rows.isEmpty { join(rows) }
  }

  /// A line with its separators.
  private struct DividedLine {
    let tokens: Range<Int>
    let number: Int32
    let separators: Int

    /// Whether a figure, or a mark in the place of one, stands in it.
    let hasValues: Bool

    /// Whether it is a drawn line between rows.
    let isBorder: Bool

    /// Whether it has the separators of a label and some figures, and not so much more that to look for each
    /// cell would take long.
    var mayBeOfRow: Bool {
      (4...DocumentAlignment.widestLine).contains(separators)
        && tokens.count <= 4 * DocumentAlignment.widestLine
    }
  }

  /// The lines of one row.
  private struct BrokenRow {
    /// The tokens of the line with the figures.
    let line: Range<Int>

    /// The letters of all lines, and in which order and before which tokens they belong.
    let letters: Range<Int>
    let order: [(letter: Int, token: Int)]

    /// The tokens of the other lines, and what the lexer made of the number of a label.
    let dropped: [Range<Int>]
  }

  private func dividedLine(from first: Int) -> DividedLine {
    let number = tokens[first].line
    var separators = 0
    var hasValues = false
    var isBorder = false
    var end = first
    while end < tokens.count, tokens[end].line == number {
      separators += separatorCount(at: end)
      if tokens[end].isValue || tokens[end].kind == .stray { hasValues = true }
      if tokens[end].kind == .rule, tokens[end].significand == Token.Rule.border.rawValue {
        isBorder = true
      }
      end += 1
    }
    return DividedLine(
      tokens: first..<end,
      number: number,
      separators: separators,
      hasValues: hasValues,
      isBorder: isBorder && !hasValues
    )
  }

  /// A row of which only a number stands beside the figures.
  private func numberedRow(
    _ above: DividedLine,
    _ below: DividedLine,
    in text: [UInt8]
  ) -> BrokenRow? {
    let first = Int(tokens[above.tokens.upperBound - 1].letter)
    var order: [(letter: Int, token: Int)] = []
    var number = 0..<0
    var letter = first
    while letter < letters.count, letters[letter].line == below.number {
      let token = Int(letters[letter].token)
      // Words that begin with a number of their own are another row's.
      guard beginsCell(letter, text),
        let cell = cell(behind: separators(before: token, in: below.tokens), of: above.tokens)
      else { return nil }
      number = cell
      while letter < letters.count, letters[letter].line == below.number,
        Int(letters[letter].token) == token
      {
        order.append((letter, cell.upperBound))
        letter += 1
      }
    }
    guard !order.isEmpty,
      first == 0 || letters[first - 1].line < above.number
        || Int(letters[first - 1].token) <= number.upperBound,
      (number.upperBound..<above.tokens.upperBound).contains(where: { tokens[$0].isValue }),
      isNumber(number, of: above.tokens, in: text)
    else { return nil }
    return BrokenRow(
      line: above.tokens,
      letters: first..<letter,
      order: order,
      dropped: [number, below.tokens]
    )
  }

  /// A row of several lines between two drawn ones; `nil` unless just one line holds figures, or none does and
  /// many cells have words in several lines, as headings have.
  private func drawnRow(
    _ tokens: Range<Int>,
    before border: DividedLine,
    in text: [UInt8]
  ) -> BrokenRow? {
    var lines: [DividedLine] = []
    var index = tokens.lowerBound
    while index < tokens.upperBound {
      lines.append(dividedLine(from: index))
      index = lines[lines.count - 1].tokens.upperBound
    }
    guard lines.count > 1, let first = lines.first, lines.allSatisfy(\.mayBeOfRow),
      let last = lines.last, last.number == border.number - 1,
      lines.count(where: \.hasValues) <= 1
    else { return nil }
    let own = lines.first(where: \.hasValues) ?? first
    var start = Int(self.tokens[tokens.lowerBound].letter)
    while start > 0, letters[start - 1].line == first.number { start -= 1 }
    var order: [(slot: Int, letter: Int, token: Int)] = []
    var dropped = lines.map(\.tokens).filter { $0 != own.tokens }
    var letter = start
    while letter < letters.count, letters[letter].line <= last.number {
      let line = lines[Int(letters[letter].line - first.number)]
      let token = Int(letters[letter].token)
      let slot = separators(before: token, in: line.tokens)
      guard let cell = cell(behind: slot, of: own.tokens) else { return nil }
      if line.number != own.number, cell.contains(where: { self.tokens[$0].isValue }) {
        // Words above or below a figure are those of another row.
        guard
          dropped.last == cell || isNumber(cell, of: own.tokens, in: text)
            || isNumeral(cell, before: letter, in: text)
        else { return nil }
        if dropped.last != cell { dropped.append(cell) }
      }
      let place =
        line.number == own.number
        ? token : line.number < own.number ? cell.lowerBound : cell.upperBound
      order.append((slot, letter, place))
      letter += 1
    }
    guard order.contains(where: { letters[$0.letter].line != own.number }),
      own.hasValues || Set(order.map(\.slot)).count >= Self.fewestHeadings
    else { return nil }
    return BrokenRow(
      line: own.tokens,
      letters: start..<letter,
      order: order.sorted { ($0.slot, $0.letter) < ($1.slot, $1.letter) }
        .map { ($0.letter, $0.token) },
      dropped: dropped
    )
  }

  private func separators(before token: Int, in line: Range<Int>) -> Int {
    (line.lowerBound..<max(line.lowerBound, token)).reduce(0) { $0 + separatorCount(at: $1) }
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

  /// Whether a cell holds nothing but numerals in letters, and a letter that stands below them is the first behind
  /// the comma of a heading: `三` above `、本年度`.
  private func isNumeral(_ cell: Range<Int>, before letter: Int, in text: [UInt8]) -> Bool {
    guard cell.count == 1, letter < letters.count else { return false }
    let token = tokens[cell.lowerBound]
    return (token.end - token.start) % 3 == 0 && text[Int(token.start)] >= 0xE3
      && text[..<Int(letters[letter].offset)].suffix(3).elementsEqual("、".utf8)
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
      if end - start > Self.widestCell { return false }
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

  /// How many cells with words are more than those of labels before figures.
  private static let fewestHeadings = 4

  /// How many bytes, most of them spaces, the cell of a number may take.
  private static let widestCell = 512

  private static let numerals = Set("0123456789０１２３４５６７８９一二三四五六七八九十".unicodeScalars)
  private static let closings = Set(")）、.．".unicodeScalars)

  private mutating func join(_ rows: [BrokenRow]) {
    var isDropped = [Bool](repeating: false, count: tokens.count)
    for row in rows {
      for index in row.dropped.joined() { isDropped[index] = true }
      let line = tokens[row.line.lowerBound].line
      letters.replaceSubrange(
        row.letters,
        with: row.order.map { letters[$0.letter].moved(before: Int32($0.token), line: line) }
      )
      var passed = 0
      for index in row.line {
        while passed < row.order.count, row.order[passed].token <= index { passed += 1 }
        tokens[index].letter = Int32(row.letters.lowerBound + passed)
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
