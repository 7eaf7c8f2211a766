import GoujiModel

// Numerals in Chinese writing that number what they stand before and are no figures.

extension Lexer {
  /// What follows on the same line or in later lines and fields; `nil` at the end of the text.
  private func signBehind(_ text: Span<UInt8>, from start: Int) -> UInt16? {
    var next = start
    while next < text.count {
      let (kind, length) = lookahead.kind(text, at: next)
      switch kind {
      case CharacterTable.space, CharacterTable.lineFeed, CharacterTable.tab, CharacterTable.pipe:
        next += length
      default: return kind
      }
    }
    return nil
  }

  /// Whether the two lines behind an offset that hold anything hold one letter each and no numeral, as those of a
  /// label that is printed downwards: `三⏎本⏎年⏎度`.
  private func goesOnDownwards(_ text: Span<UInt8>, from start: Int) -> Bool {
    var next = start
    for _ in 0..<2 {
      let lineEnd = next
      while next < text.count, text[next] <= 0x20 { next += 1 }
      guard next > lineEnd, (lineEnd..<next).contains(where: { text[$0] == 0x0A }),
        next < text.count
      else { return false }
      let (codePoint, length) = Self.decode(text, at: next)
      guard lookahead.characters.classify(codePoint) >= CharacterTable.foreignLetter,
        ChineseNumeral.value(of: codePoint) == nil, codePoint != 0x65E0
      else { return false }
      next += length
    }
    while next < text.count, text[next] == 0x20 || text[next] == 0x0D { next += 1 }
    return next >= text.count || text[next] == 0x0A
  }

  /// Whether a numeral begins its line and the next one begins with the comma of a heading, as where its cell has
  /// lost its borders: `四   5   2⏎、结`.
  private func goesOnBelow(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard tokens.last.map({ $0.line < line }) ?? true, letters.last.map({ $0.line < line }) ?? true
    else { return false }
    var next = end
    while next < text.count, text[next] != 0x0A { next += 1 }
    while next < text.count, text[next] <= 0x20 { next += 1 }
    return next < text.count
      && lookahead.kind(text, at: next).kind == CharacterTable.enumerationComma
  }

  /// Whether an opening bracket is the last sign before an offset, maybe on a line of its own.
  private func isBehindOpenBracket(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    var last = offset - 1
    while last >= 0, text[last] == 0x20 || text[last] == 0x0A || text[last] == 0x0D { last -= 1 }
    guard last >= 0 else { return false }
    return text[last] == UInt8(ascii: "(")
      || last >= 2 && Self.decode(text, at: last - 2).codePoint == 0xFF08
  }

  /// Whether a numeral at the current position counts what it stands in: 第二十条第 六 项, 五 存在的主要问题,
  /// `(⏎三⏎)⏎不⏎予⏎公⏎开`, `三⏎本⏎年⏎度`.
  func isOrdinalNumeral(_ text: Span<UInt8>, _ length: Int) -> Bool {
    if let last = letters.last, last.line == line,
      Self.decode(text, at: Int(last.offset)).codePoint == 0x7B2C
    {
      return true
    }
    var next = position + length
    while next < text.count, lookahead.kind(text, at: next).kind == CharacterTable.space {
      next += lookahead.kind(text, at: next).length
    }
    let behind = signBehind(text, from: next)
    if behind == CharacterTable.enumerationComma
      || behind == CharacterTable.closeBracket && isBehindOpenBracket(text, position)
      || goesOnDownwards(text, from: next) || goesOnBelow(text, next)
    {
      return true
    }
    guard next > position + length, next < text.count else { return false }
    let codePoint = Self.decode(text, at: next).codePoint
    return lookahead.characters.classify(codePoint) >= CharacterTable.foreignLetter
      && ChineseNumeral.value(of: codePoint) == nil && codePoint != 0x65E0
  }
}
