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
    return end >= text.count || lookahead.kind(text, at: end).kind == CharacterTable.lineFeed
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
    var end = position + signLength
    var significand: Int64 = 0
    var digits = 0
    var fractionDigits = 0
    var inFraction = false
    var firstDigit: Int64 = 0
    var lineBreaks: Int32 = 0
    var stop = CharacterTable.lineFeed
    scan: while end < text.count {
      let byte = text[end]
      if byte >= 0x30, byte <= 0x39 {
        if digits == 0 { firstDigit = Int64(byte - 0x30) }
        digits += 1
        if digits <= 18 { significand = significand * 10 + Int64(byte - 0x30) }
        if inFraction { fractionDigits += 1 }
        end += 1
        continue
      }
      let (codePoint, length) = Self.decode(text, at: end)
      let kind = lookahead.characters.classify(codePoint)
      stop = kind
      if kind >= CharacterTable.foreignLetter { break scan }
      switch kind {
      case CharacterTable.digit:
        let digit = Int64(codePoint - 0xFF10)
        if digits == 0 { firstDigit = digit }
        digits += 1
        if digits <= 18 { significand = significand * 10 + digit }
        if inFraction { fractionDigits += 1 }
        end += length
      case CharacterTable.comma
      where !inFraction && lookahead.isThousandsGroup(text, at: end + length):
        end += length
      case CharacterTable.comma where !inFraction && digits <= 3:
        guard let group = lookahead.brokenThousandsGroup(text, at: end + length) else { break scan }
        lineBreaks += 1
        end = group
      case CharacterTable.point
      where !inFraction && end + length < text.count
        && lookahead.kind(text, at: end + length).kind == CharacterTable.digit:
        inFraction = true
        end += length
      case CharacterTable.emphasis
      where !inFraction && lookahead.isEscapedPoint(text, at: end):
        inFraction = true
        end += 2
      default:
        break scan
      }
    }
    let numberEnd = end
    let following = end < text.count ? stop : CharacterTable.lineFeed
    let unit = following >= CharacterTable.foreignLetter ? Lookahead.unit(text, at: end) : nil
    if let unit,
      lookahead.endsField(text, at: end + unit.length)
        || lookahead.isFieldMark(text, at: end + unit.length)
    {
      end += unit.length
    }
    let isOrdinal =
      end == numberEnd && fractionDigits == 0 && following < CharacterTable.foreignLetter
      && lookahead.isOrdinalMark(text, at: end)
    var isDamaged = isDamaged
    if following == CharacterTable.other || end > numberEnd {
      while end < text.count, Self.decode(text, at: end).codePoint == Self.replacement {
        isDamaged = true
        end += 3
      }
    }
    let stands = gap != .none || tokens.isEmpty && letters.isEmpty
    let isGlued =
      !stands && bracketDepth == 0
      && (bracketEnd == start || letters.last.map { Int($0.offset) + 3 == start } ?? false)
    if isOrdinal {
      // The forms count to eight: longer numbers hold figures that run into the number of a label.
      if isGlued, digits > 1, digits <= 18, significand % 10 != 0, text[end - 1] < 0x80 {
        takeFigureBeforeOrdinal(
          text,
          start..<(end - 1),
          significand / 10,
          hasLeadingZero: digits > 2 && firstDigit == 0
        )
      } else {
        if digits >= (isGlued ? 2 : 3) || significand == 0 {
          append(
            Token(kind: .stray, start: Int32(start), end: Int32(end), line: line, letter: 0)
          )
        }
        takeOrdinal(text, start..<end)
      }
      return
    }
    let isBeforeLabel =
      end == numberEnd && following >= CharacterTable.firstLetter && unit == nil
      && !Lookahead.startsTimeWord(text, at: end)
    let endsWell =
      isBeforeLabel || lookahead.endsField(text, at: end) || lookahead.isFieldMark(text, at: end)
      || isGlued && end == numberEnd && following == CharacterTable.openBracket
    guard digits <= 18, stands || isGlued, endsWell, !lookahead.continuesSentence(text, at: end),
      bracketDepth == 0 || isGlued || !lookahead.closesBracket(text, from: end)
    else {
      if stands, sign == nil, following == CharacterTable.latin,
        let end = lookahead.endOfMisreadFigure(text, from: start)
      {
        appendUnreadable(end - start, width: Self.columns(text, start..<end).0)
        return
      }
      if bracketDepth == 0 || lookahead.fillsBracketOfCell(text, from: numberEnd) {
        append(
          Token(kind: .stray, start: Int32(start), end: Int32(numberEnd), line: line, letter: 0)
        )
      }
      line += lineBreaks
      position = numberEnd
      let (columns, wideColumns) = Self.columns(text, start..<numberEnd)
      column += columns
      wide += wideColumns
      // Behind digits that are no figure a label may still begin.
      gap = .soft
      sawPunctuation = true
      return
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
    token.significand = (sign ?? 1) < 0 ? -significand : significand
    token.fractionDigits = UInt8(fractionDigits)
    token.unit = end == numberEnd ? .none : unit?.unit ?? .none
    if sign != nil { token.flags.insert(.signed) }
    if isGlued || tokens.last.map({ $0.isOfDigits && Int($0.end) == start }) ?? false {
      token.flags.insert(.glued)
    }
    if isDamaged || isPageMark(text, until: end) { token.flags.insert(.damaged) }
    if digits - fractionDigits > 1, firstDigit == 0 { token.flags.insert(.leadingZero) }
    append(token)
    line += lineBreaks
    position = end
    column += columns
    wide += wideColumns
    gap =
      isGlued || (end == numberEnd ? isBeforeLabel : lookahead.startsLabel(text, at: end))
      ? .hard : .none
    if isGlued { bracketDepth = 0 }
    sawPunctuation = false
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
    guard let tornEnd = endOfTornDecimals(text, from: digits.upperBound) else { return }
    append(
      Token(
        kind: .stray,
        start: Int32(digits.lowerBound),
        end: Int32(tornEnd),
        line: line,
        letter: 0
      )
    )
    column += Int32(tornEnd - position)
    position = tornEnd
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

  /// Where decimals end that a space divides from the point before them: `35. 39`.
  ///
  /// The offset is that behind the digits before the point; `nil` where no digits follow it in its line.
  private func endOfTornDecimals(_ text: Span<UInt8>, from offset: Int) -> Int? {
    guard position > offset, position < text.count,
      lookahead.kind(text, at: offset).kind == CharacterTable.point
    else { return nil }
    var end = position
    while end < text.count, lookahead.kind(text, at: end).kind == CharacterTable.space {
      end += lookahead.kind(text, at: end).length
    }
    let first = end
    while end < text.count, lookahead.kind(text, at: end).kind == CharacterTable.digit {
      end += lookahead.kind(text, at: end).length
    }
    return end > first && lookahead.endsField(text, at: end) ? end : nil
  }
}
