import GoujiModel

// What divides cells and sentences, and what is passed over: separators, rules, punctuation, brackets, tags.

extension Lexer {
  mutating func stepPipes(_ text: Span<UInt8>) {
    let start = position
    var count: Int64 = 0
    let columnStart = column
    while position < text.count {
      let (kind, length) = lookahead.kind(text, at: position)
      guard kind == CharacterTable.pipe || count == 0 else { break }
      count += 1
      position += length
      column += 1
    }
    var token = Token(
      kind: .pipe,
      start: Int32(start),
      end: Int32(position),
      line: line,
      columnStart: columnStart,
      columnEnd: column,
      letter: 0
    )
    token.significand = count
    append(token)
    startField()
  }

  /// Takes underscores that fill up the last line of a row; returns whether there are so many.
  mutating func stepUnderline(_ text: Span<UInt8>) -> Bool {
    let start = position
    var end = position
    while end < text.count, text[end] == UInt8(ascii: "_") { end += 1 }
    guard end - start >= 3 else { return false }
    let columnStart = column
    column += Int32(end - start)
    position = end
    appendRule(from: start, columnStart, .underline)
    return true
  }

  mutating func stepRule(_ text: Span<UInt8>) {
    let start = position
    let columnStart = column
    var hasCrossings = false
    while position < text.count {
      let (kind, length) = lookahead.kind(text, at: position)
      if length == 3, kind == CharacterTable.rule, Lookahead.isCrossing(text, at: position) {
        hasCrossings = true
      }
      guard
        kind == CharacterTable.rule || kind == CharacterTable.plus || kind == CharacterTable.minus
          || kind == CharacterTable.colon
      else { break }
      position += length
      column += 1
    }
    // A sign behind a separator belongs to its figure: `=-4`.
    if position - start == 2, position < text.count,
      lookahead.kind(text, at: position).kind == CharacterTable.digit,
      text[position - 1] == UInt8(ascii: "-") || text[position - 1] == UInt8(ascii: "+")
    {
      position -= 1
      column -= 1
    }
    appendRule(from: start, columnStart, hasCrossings ? .border : .line)
  }

  /// Records a line of dashes.
  mutating func appendRule(from start: Int, _ columnStart: Int32, _ rule: Token.Rule) {
    var token = Token(
      kind: .rule,
      start: Int32(start),
      end: Int32(position),
      line: line,
      columnStart: columnStart,
      columnEnd: column,
      letter: 0
    )
    token.significand = rule.rawValue
    append(token)
    startField()
  }

  mutating func stepPunctuation(
    _ text: Span<UInt8>,
    _ length: Int,
    _ codePoint: UInt32
  ) {
    // A ring, with which programs that read images confuse a zero.
    if gap != .none, codePoint == 0x25CB || codePoint == 0x25EF,
      lookahead.endsField(text, at: position + length)
    {
      appendUnreadable(length, width: 2)
      return
    }
    if gap != .none, lookahead.isEllipsis(text, codePoint, at: position),
      lookahead.endsField(text, at: position + 3)
    {
      // Programs that shorten tables leave it for the columns that they drop.
      appendStray(position..<position + 3)
    }
    advance(length, codePoint)
    gap = .none
    sawPunctuation = true
  }

  mutating func stepWord(_ text: Span<UInt8>) {
    if gap != .none, let end = lookahead.endOfMisreadFigure(text, from: position) {
      appendUnreadable(end - position, width: Self.columns(text, position..<end).0)
      return
    }
    if gap != .none { appendStray(position..<position + 1) }
    while position < text.count {
      let (codePoint, length) = Self.decode(text, at: position)
      let kind = lookahead.characters.classify(codePoint)
      guard kind == CharacterTable.latin || kind == CharacterTable.digit else { break }
      advance(length, codePoint)
    }
    gap = .none
    sawPunctuation = true
  }

  /// Skips brackets that hold only a reading in Latin letters or an ordinal; enters all others.
  mutating func stepBracket(_ text: Span<UInt8>, _ length: Int, _ codePoint: UInt32) {
    var end = position + length
    var latin = 0
    var ordinals = 0
    var others = 0
    var columns: Int32 = Self.width(codePoint)
    while end < text.count, latin + ordinals + others < 9 {
      let (code, size) = Self.decode(text, at: end)
      let kind = lookahead.characters.classify(code)
      end += size
      columns += Self.width(code)
      if kind == CharacterTable.closeBracket { break }
      if kind == CharacterTable.lineFeed || kind == CharacterTable.pipe { others += 9 }
      if kind == CharacterTable.latin {
        latin += 1
      } else if ChineseNumeral.value(of: code) != nil {
        ordinals += 1
      } else if kind != CharacterTable.space, kind != CharacterTable.emphasis {
        others += 1
      }
    }
    if others == 0, latin > 0, ordinals == 0 {
      position = end
      column += columns
      return
    }
    if others == 0, ordinals > 0, ordinals <= 3, latin == 0, gap != .none {
      position = end
      bracketEnd = end
      column += columns
      gap = .hard
      return
    }
    advance(length, codePoint)
    bracketDepth += 1
    gap = .none
  }

  /// Skips a tag; returns whether there was one.
  mutating func skipTag(_ text: Span<UInt8>) -> Bool {
    guard position + 1 < text.count else { return false }
    let next = text[position + 1]
    guard
      next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
        || (next | 0x20 >= UInt8(ascii: "a") && next | 0x20 <= UInt8(ascii: "z"))
    else { return false }
    let limit = min(text.count, position + 2000)
    var end = position + 1
    var lines: Int32 = 0
    var isQuoted = false
    while end < limit, text[end] != UInt8(ascii: ">") {
      if text[end] == 0x0A { lines += 1 }
      if text[end] == UInt8(ascii: "\"") { isQuoted.toggle() }
      // A tag that was broken over the lines of a drawn cell has those of other cells in it.
      if text[end] == UInt8(ascii: "|"), !isQuoted { return false }
      end += 1
    }
    guard end < limit else { return false }
    position = end + 1
    line += lines
    skippedTags += 1
    return true
  }
}
