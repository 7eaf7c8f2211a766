// Figures, signs and marks.

extension Lexer {
  /// A sign, a mark, or a line of dashes.
  mutating func stepSign(_ text: Span<UInt8>, _ kind: UInt16) {
    let start = position
    let columnStart = column
    var end = position
    var signs = 0
    while end < text.count {
      let (next, length) = lookahead.kind(text, at: end)
      guard
        next == CharacterTable.plus || next == CharacterTable.minus || next == CharacterTable.dash
          || next == CharacterTable.rule || next == CharacterTable.colon
      else { break }
      end += length
      signs += 1
    }
    let (next, _) = end < text.count ? lookahead.kind(text, at: end) : (CharacterTable.lineFeed, 0)
    // Where lists have their marks right before the words, one before digits is no sign.
    if next == CharacterTable.digit, signs == 1, tightItems >= 5, tokens.last?.line != line,
      letters.last?.line != line
    {
      position = end
      column += 1
      gap = .hard
      return
    }
    if next == CharacterTable.digit, signs <= 2, gap != .none || signs == 1 && gap == .none {
      let isNegative = kind != CharacterTable.plus
      stepFigure(text, sign: isNegative ? -1 : 1, signLength: end - start)
      return
    }
    if signs == 1, lookahead.isItemMark(text, from: start, to: end) {
      position = end
      column += 1
      gap = .hard
      return
    }
    if signs <= 2, kind != CharacterTable.plus, gap != .none, lookahead.endsField(text, at: end),
      kind == CharacterTable.dash || signs == 1, !isRowMark(text, from: start, to: end)
    {
      appendMark(end - start, width: Int32(signs))
      return
    }
    if signs == 1, gap == .hard, next >= CharacterTable.foreignLetter,
      tokens.last?.line != line, letters.last?.line != line
    {
      tightItems += 1
    }
    let isRowMark = isRowMark(text, from: start, to: end)
    let isBorder = kind == CharacterTable.plus || Lookahead.hasCrossings(text, start..<end)
    position = end
    column += Int32(signs)
    if signs >= 2 || isRowMark {
      appendRule(from: start, columnStart, isBorder ? .border : .line)
    } else if kind != CharacterTable.plus, gap == .soft, next >= CharacterTable.foreignLetter {
      // The mark of an empty cell that runs into the next label.
      gap = .hard
    } else {
      gap = .none
      sawPunctuation = true
    }
  }

  /// Whether signs stand right behind a separator and make up its line with it: `|-`, as wikis begin
  /// rows.
  private func isRowMark(_ text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard let last = tokens.last, last.kind == .pipe, Int(last.end) == start,
      last.columnStart == 0, last.significand == 1
    else { return false }
    let lineEnd = end < text.count && text[end] == 0x0D ? end + 1 : end
    return lineEnd >= text.count
      || lookahead.kind(text, at: lineEnd).kind == CharacterTable.lineFeed
  }

  mutating func stepMark(_ text: Span<UInt8>) {
    let (_, length) = lookahead.kind(text, at: position)
    if gap != .none, lookahead.endsField(text, at: position + length) {
      appendMark(length, width: 1)
    } else {
      // Digits behind one that follows digits are no figure of their own.
      if tokens.last.map({ $0.isOfDigits && Int($0.end) == position }) ?? false { gap = .none }
      advance(length, UInt32(UInt8(ascii: "/")))
    }
  }

  mutating func appendMark(_ length: Int, width: Int32) {
    appendFilling(.mark, [], length, width: width)
  }

  /// Takes what fills a cell as a figure does and cannot be read.
  mutating func appendUnreadable(_ length: Int, width: Int32) {
    appendFilling(.figure, .damaged, length, width: width)
  }

  /// Takes what fills a cell.
  private mutating func appendFilling(
    _ kind: Token.Kind,
    _ flags: Token.Flags,
    _ length: Int,
    width: Int32
  ) {
    var token = Token(
      kind: kind,
      start: Int32(position),
      end: Int32(position + length),
      line: line,
      columnStart: column,
      columnEnd: column + width,
      letter: 0
    )
    token.flags = flags
    append(token)
    position += length
    column += width
    gap = .none
  }

  /// Reads digits with separators, decimals and a unit; what is no figure of a cell is passed over.
  mutating func stepFigure(_ text: Span<UInt8>, sign: Int?, signLength: Int) {
    let start = position
    let number = number(in: text, from: position + signLength)
    let following = number.following
    let unit =
      following >= CharacterTable.foreignLetter ? Lookahead.unit(text, at: number.end) : nil
    var end = number.end
    let isBehindUnit = tokens.last.map { $0.unit != .none && Int($0.end) == start } ?? false
    if let unit,
      lookahead.endsField(text, at: end + unit.length)
        || lookahead.isFieldMark(text, at: end + unit.length)
        || lookahead.beginsFiguresWithUnits(text, at: end + unit.length)
        || isBehindUnit && lookahead.startsRow(text, at: end + unit.length)
    {
      end += unit.length
    }
    let isOrdinal =
      end == number.end && number.fractionDigits == 0 && following < CharacterTable.foreignLetter
      && lookahead.isOrdinalMark(text, at: end)
    var isDamaged = isDamaged
    if following == CharacterTable.other || end > number.end {
      while end < text.count, Self.decode(text, at: end).codePoint == Self.replacement {
        isDamaged = true
        end += 3
      }
    }
    let stands = gap != .none || tokens.isEmpty && letters.isEmpty || isBehindUnit
    let isGlued =
      !stands && bracketDepth == 0
      && (bracketEnd == start || letters.last.map { Int($0.offset) + 3 == start } ?? false
        || isBehindQuotation(text, start))
    if isOrdinal { return takeNumberOfLabel(text, number, start..<end, isGlued: isGlued) }
    let isBeforeLabel =
      end == number.end && following >= CharacterTable.firstLetter && unit == nil
      && !Lookahead.startsTimeWord(text, at: end)
    let endsWell =
      isBeforeLabel || lookahead.endsField(text, at: end) || lookahead.isFieldMark(text, at: end)
      || lookahead.beginsFiguresWithUnits(text, at: end)
      || isBehindUnit && end > number.end && lookahead.startsRow(text, at: end)
      || isGlued && end == number.end && following == CharacterTable.openBracket
    guard number.digits <= PrintedNumber.mostDigits, stands || isGlued, endsWell,
      !lookahead.continuesSentence(text, at: end),
      bracketDepth == 0 || isGlued || !lookahead.closesBracket(text, from: end)
    else {
      if stands, sign == nil, following == CharacterTable.latin,
        let end = lookahead.endOfMisreadFigure(text, from: start)
      {
        return appendUnreadable(end - start, width: Self.columns(text, start..<end).0)
      }
      return passOver(text, number, from: start)
    }
    let (columns, wideColumns) = Self.columns(text, start..<end)
    var token = Token(
      kind: .figure,
      start: Int32(start),
      end: Int32(end),
      line: line,
      columnStart: column,
      columnEnd: column + columns,
      letter: 0
    )
    token.significand = (sign ?? 1) < 0 ? -number.significand : number.significand
    token.fractionDigits = UInt8(number.fractionDigits)
    token.unit = end == number.end ? .none : unit?.unit ?? .none
    if sign != nil { token.flags.insert(.signed) }
    if isGlued || tokens.last.map({ $0.isOfDigits && Int($0.end) == start }) ?? false {
      token.flags.insert(.glued)
    }
    if isDamaged || isPageMark(text, until: end) { token.flags.insert(.damaged) }
    if number.digits - number.fractionDigits > 1, number.firstDigit == 0 {
      token.flags.insert(.leadingZero)
    }
    append(token)
    line += number.lineBreaks
    position = end
    column += columns
    wide += wideColumns
    gap =
      isGlued || isBehindUnit
        || (end == number.end ? isBeforeLabel : lookahead.startsLabel(text, at: end))
      ? .hard : .none
    if isGlued { bracketDepth = 0 }
    sawPunctuation = false
  }

  /// Whether a quotation that a letter ends stands right before an offset: `危及“三安全一稳定”`.
  private func isBehindQuotation(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard let last = letters.last.map({ Int($0.offset) + 3 }), last < offset else { return false }
    let (mark, length) = Self.decode(text, at: last)
    return (mark == 0x201D || mark == 0x22) && last + length == offset
  }

  /// Takes digits that number a label, and a figure of the row before that runs into them.
  private mutating func takeNumberOfLabel(
    _ text: Span<UInt8>,
    _ number: PrintedNumber,
    _ range: Range<Int>,
    isGlued: Bool
  ) {
    // The forms count to eight: longer numbers hold figures that run into the number of a label.
    if isGlued, number.digits > 1, number.digits <= PrintedNumber.mostDigits,
      number.significand % 10 != 0, text[range.upperBound - 1] < 0x80
    {
      return takeFigureBeforeOrdinal(
        text,
        range.lowerBound..<(range.upperBound - 1),
        number.significand / 10,
        hasLeadingZero: number.digits > 2 && number.firstDigit == 0
      )
    }
    if number.digits >= (isGlued ? 2 : 3) || number.significand == 0 {
      appendStray(range)
    }
    takeOrdinal(text, range)
  }

  /// Passes over digits that are no figure of a cell.
  private mutating func passOver(_ text: Span<UInt8>, _ number: PrintedNumber, from start: Int) {
    if bracketDepth == 0 || lookahead.fillsBracketOfCell(text, from: number.end) {
      appendStray(start..<number.end)
    }
    line += number.lineBreaks
    position = number.end
    let (columns, wideColumns) = Self.columns(text, start..<number.end)
    column += columns
    wide += wideColumns
    // Behind digits that are no figure a label may still begin.
    gap = .soft
    sawPunctuation = true
  }

  /// Whether a figure and the dashes before and behind it make up a line, as page numbers do: `- 4 -`.
  private func isPageMark(_ text: Span<UInt8>, until offset: Int) -> Bool {
    guard let mark = tokens.last, mark.kind == .mark, mark.line == line,
      mark.start == 0 || text[Int(mark.start) - 1] == 0x0A
    else { return false }
    var end = offset
    while end < text.count, text[end] == 0x20 { end += 1 }
    guard end > offset, end < text.count,
      lookahead.kind(text, at: end).kind != CharacterTable.lineFeed
    else { return false }
    let (closing, length) = lookahead.kind(text, at: end)
    guard closing == CharacterTable.minus || closing == CharacterTable.dash else { return false }
    return end + length >= text.count || text[end + length] == 0x0A || text[end + length] == 0x0D
  }

  /// Takes a figure that runs into the number of the next label.
  private mutating func takeFigureBeforeOrdinal(
    _ text: Span<UInt8>,
    _ digits: Range<Int>,
    _ significand: Int64,
    hasLeadingZero: Bool
  ) {
    let (columns, wideColumns) = Self.columns(text, digits)
    var token = Token(
      kind: .figure,
      start: Int32(digits.lowerBound),
      end: Int32(digits.upperBound),
      line: line,
      columnStart: column,
      columnEnd: column + columns,
      letter: 0
    )
    token.significand = significand
    token.flags.insert(.glued)
    if hasLeadingZero { token.flags.insert(.leadingZero) }
    append(token)
    column += columns
    wide += wideColumns
    position = digits.upperBound
  }

  /// Takes digits that number a label, and the point behind them.
  private mutating func takeOrdinal(_ text: Span<UInt8>, _ digits: Range<Int>) {
    let (columns, wideColumns) = Self.columns(text, digits)
    column += columns
    wide += wideColumns
    skipOrdinal(text, from: digits.upperBound)
    guard let tornEnd = endOfTornFigure(text, from: digits.upperBound) else { return }
    appendStray(digits.lowerBound..<tornEnd)
    while position < tornEnd {
      column += 1
      if text[position] == 0x0A {
        line += 1
        column = 0
      }
      position += 1
    }
    gap = .soft
  }

  private mutating func skipOrdinal(_ text: Span<UInt8>, from offset: Int) {
    position = offset
    while position < text.count {
      let (codePoint, length) = Self.decode(text, at: position)
      let kind = lookahead.characters.classify(codePoint)
      if kind == CharacterTable.lineFeed {
        line += 1
        column = 0
        position += length
      } else {
        advance(length, codePoint)
      }
      if kind == CharacterTable.point || kind == CharacterTable.enumerationComma { break }
    }
    gap = .hard
  }

  /// Where digits end that stand behind the sign after a number without being a label: decimals that a space
  /// or the end of a line divides from their point, `35. 39`, or a second figure, `5、8`.
  ///
  /// The offset is that behind the digits before the sign; `nil` where no digits follow it.
  private func endOfTornFigure(_ text: Span<UInt8>, from offset: Int) -> Int? {
    guard position > offset, position < text.count else { return nil }
    let sign = lookahead.kind(text, at: offset).kind
    guard sign == CharacterTable.point || sign == CharacterTable.enumerationComma else {
      return nil
    }
    var end = position
    while end < text.count, lookahead.kind(text, at: end).kind == CharacterTable.space {
      end += lookahead.kind(text, at: end).length
    }
    if sign == CharacterTable.point, end < text.count, text[end] == 0x0A { end += 1 }
    let first = end
    while end < text.count, lookahead.kind(text, at: end).kind == CharacterTable.digit {
      end += lookahead.kind(text, at: end).length
    }
    return end > first && lookahead.endsField(text, at: end) ? end : nil
  }
}
