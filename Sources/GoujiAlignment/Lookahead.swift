/// Looks ahead in a text: what stands at an offset, without taking it.
///
/// Apart from ``Lexer``, whose whole state would be copied for each look.
struct Lookahead {
  let characters: CharacterTable.Lent

  /// Whether left-over tags are skipped.
  let skipsTags: Bool

  /// Whether a line begins with a point and two capitals, as requests of troff do: `.SH 2`.
  static func isRequest(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset + 3 < text.count, offset == 0 || text[offset - 1] == 0x0A else { return false }
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    return capitals.contains(text[offset + 1]) && capitals.contains(text[offset + 2])
      && text[offset + 3] <= 0x20
  }

  /// Whether a sign divides cells as TeX has it: `规章 & 1 & 2`.
  func isTabulator(_ text: Span<UInt8>, _ codePoint: UInt32, at offset: Int) -> Bool {
    codePoint == UInt32(UInt8(ascii: "&")) && offset > 0 && offset + 1 < text.count
      && text[offset - 1] == 0x20 && text[offset + 1] == 0x20
  }

  /// Whether three dots, or the one character for them, stand where a code point does.
  func isEllipsis(_ text: Span<UInt8>, _ codePoint: UInt32, at offset: Int) -> Bool {
    if codePoint == 0x2026 { return true }
    return codePoint == 0x2E && offset + 2 < text.count
      && text[offset + 1] == 0x2E && text[offset + 2] == 0x2E
  }

  @inline(__always)
  func kind(_ text: Span<UInt8>, at offset: Int) -> (kind: UInt16, length: Int) {
    let (codePoint, length) = Lexer.decode(text, at: offset)
    return (characters.classify(codePoint), length)
  }

  /// Whether 无 before an offset is the first letter of 无法提供, broken off before the others.
  static func isTornLabel(_ text: Span<UInt8>, before offset: Int) -> Bool {
    var next = offset
    while next < text.count, text[next] <= 0x20 { next += 1 }
    return next + 5 < text.count && Lexer.decode(text, at: next).codePoint == 0x6CD5
      && Lexer.decode(text, at: next + 3).codePoint == 0x63D0
  }

  /// Whether a line that is drawn meets another one at an offset: `┼`, `├`, `╠`.
  static func isCrossing(_ text: Span<UInt8>, at offset: Int) -> Bool {
    let codePoint = Lexer.decode(text, at: offset).codePoint
    return (0x250C...0x254B).contains(codePoint) || (0x2552...0x256C).contains(codePoint)
  }

  /// Whether a line of dashes crosses others: `-----+-----`.
  static func hasCrossings(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count >= 12 && range.contains { text[$0] == UInt8(ascii: "+") }
  }

  /// Whether a sign begins a line as the mark of an item in a list: `- 12`.
  func isItemMark(_ text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var before = start
    while before > 0, text[before - 1] == 0x20 { before -= 1 }
    guard before == 0 || text[before - 1] == 0x0A else { return false }
    var position = end
    while position < text.count, kind(text, at: position).kind == CharacterTable.space {
      position += kind(text, at: position).length
    }
    guard position > end else { return false }
    // Markdown marks its words: `- **本年增/减**:5`.
    while position < text.count, kind(text, at: position).kind == CharacterTable.emphasis {
      position += kind(text, at: position).length
    }
    guard position < text.count else { return false }
    let first = kind(text, at: position).kind
    if first >= CharacterTable.foreignLetter { return true }
    if followsItem(text, lineStart: before, sign: text[start]) { return true }
    guard first == CharacterTable.digit else { return false }
    // Several figures in a line are cells, the first of them empty.
    while position < text.count, text[position] > 0x20 { position += 1 }
    while position < text.count, text[position] == 0x20 || text[position] == 0x0D { position += 1 }
    return position >= text.count || text[position] == 0x0A
  }

  /// Whether the line above one begins with a sign, a space and a letter, as an item of a list does.
  private func followsItem(_ text: Span<UInt8>, lineStart: Int, sign: UInt8) -> Bool {
    var start = lineStart - 1
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    while start >= 0, start < lineStart, text[start] == 0x20 { start += 1 }
    return start >= 0 && start + 2 < lineStart && text[start] == sign && text[start + 1] == 0x20
      && kind(text, at: start + 2).kind >= CharacterTable.foreignLetter
  }

  /// Where digits and letters end that fill the rest of a field and of which every letter is one for
  /// which programs that read images take a digit: `O`, `1l`.
  func endOfMisreadFigure(_ text: Span<UInt8>, from start: Int) -> Int? {
    var end = start
    while end < text.count, end - start < 9 {
      let byte = text[end]
      guard (0x30...0x39).contains(byte) || Self.lettersLikeDigits.contains(byte) else { break }
      end += 1
    }
    guard end > start, endsField(text, at: end) else { return nil }
    // `I3` is the place of a cell in a spreadsheet.
    return end == start + 1 || !(0x41...0x5A).contains(text[start]) ? end : nil
  }

  private static let lettersLikeDigits = Array("OoQDIl".utf8)

  /// Whether nothing but spaces stands between an offset and the end of a field.
  func endsField(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count else { return true }
    switch kind(text, at: offset).kind {
    case CharacterTable.space, CharacterTable.lineFeed, CharacterTable.tab, CharacterTable.pipe,
      CharacterTable.cellEnd, CharacterTable.emphasis:
      return true
    case CharacterTable.lessThan:
      return skipsTags
    default:
      return false
    }
  }

  /// Whether a point stands at an offset that Markdown has escaped inside of a number: `22\\.5`.
  func isEscapedPoint(_ text: Span<UInt8>, at offset: Int) -> Bool {
    offset + 2 < text.count && text[offset] == UInt8(ascii: "\\")
      && text[offset + 1] == UInt8(ascii: ".")
      && kind(text, at: offset + 2).kind == CharacterTable.digit
  }

  /// Whether the bracket that is open at an offset is closed a few letters later in the same field.
  func closesBracket(_ text: Span<UInt8>, from offset: Int) -> Bool {
    var end = offset
    while end < text.count, end - offset < 40 {
      let (kind, length) = kind(text, at: end)
      switch kind {
      case CharacterTable.closeBracket: return true
      case CharacterTable.lineFeed, CharacterTable.pipe, CharacterTable.tab,
        CharacterTable.cellEnd, CharacterTable.openBracket:
        return false
      default: end += length
      }
    }
    return false
  }

  /// Whether the bracket that is open at an offset is closed there, and its cell as well.
  func fillsBracketOfCell(_ text: Span<UInt8>, from offset: Int) -> Bool {
    guard offset < text.count, kind(text, at: offset).kind == CharacterTable.closeBracket else {
      return false
    }
    var end = offset + kind(text, at: offset).length
    while end < text.count, kind(text, at: end).kind == CharacterTable.space {
      end += kind(text, at: end).length
    }
    return end < text.count
      && [CharacterTable.pipe, CharacterTable.cellEnd].contains(kind(text, at: end).kind)
  }

  /// Where spaces and line ends from an offset on are over, or so many bytes of them, and how many line
  /// ends there were.
  private func skipBlank(
    _ text: Span<UInt8>,
    from offset: Int,
    atMost limit: Int
  ) -> (end: Int, breaks: Int) {
    var end = offset
    var breaks = 0
    while end < text.count, end - offset < limit {
      let (kind, length) = kind(text, at: end)
      if kind == CharacterTable.lineFeed {
        breaks += 1
      } else if kind != CharacterTable.space {
        break
      }
      end += length
    }
    return (end, breaks)
  }

  func isThousandsGroup(_ text: Span<UInt8>, at offset: Int) -> Bool {
    var end = offset
    for _ in 0..<3 {
      guard end < text.count else { return false }
      let (kind, length) = kind(text, at: end)
      guard kind == CharacterTable.digit else { return false }
      end += length
    }
    return end >= text.count || kind(text, at: end).kind != CharacterTable.digit
  }

  /// Where three digits begin on the next line that go on with a number broken behind its separator.
  func brokenThousandsGroup(_ text: Span<UInt8>, at offset: Int) -> Int? {
    let (start, breaks) = skipBlank(text, from: offset, atMost: 8)
    guard breaks == 1, isThousandsGroup(text, at: start) else { return nil }
    return start
  }

  /// Whether a point or 、 behind a figure makes it the number of a label.
  func isOrdinalMark(_ text: Span<UInt8>, at offset: Int) -> Bool {
    var end = offset
    var spaces = 0
    var isBroken = false
    while end < text.count, spaces < 12 {
      let (kind, length) = kind(text, at: end)
      if kind == CharacterTable.enumerationComma { return true }
      if kind == CharacterTable.point {
        guard end + length < text.count else { return true }
        // Two of them stand for something that was left out; one on another line may begin a number or a
        // word of a program.
        guard isBroken else {
          return self.kind(text, at: end + length).kind != CharacterTable.point
        }
        end += length
        while end < text.count, text[end] <= 0x20 { end += 1 }
        return end >= text.count || self.kind(text, at: end).kind >= CharacterTable.firstLetter
      }
      if kind == CharacterTable.lineFeed { isBroken = true }
      guard
        kind == CharacterTable.space || kind == CharacterTable.lineFeed
          || kind == CharacterTable.emphasis
      else { return false }
      end += length
      spaces += 1
    }
    return false
  }

  /// Whether an opening bracket or the like ends a figure that is glued to what follows.
  func isFieldMark(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count else { return true }
    return kind(text, at: offset).kind == CharacterTable.rule
  }

  /// Whether letters begin at an offset that are no unit.
  func startsLabel(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count else { return false }
    guard kind(text, at: offset).kind >= CharacterTable.firstLetter else { return false }
    return Self.unit(text, at: offset) == nil && !Self.startsTimeWord(text, at: offset)
  }

  /// Whether figures follow one another from an offset on, each with its unit, up to the end of the field or
  /// the label of another row: `36件19件0件二、上年结转`.
  func beginsFiguresWithUnits(_ text: Span<UInt8>, at offset: Int) -> Bool {
    var end = offset
    // No row has more cells.
    for _ in 0..<Self.mostCells {
      let start = end
      while end < text.count, isOfFigure(text, at: end, from: start) {
        end += kind(text, at: end).length
      }
      guard end > start, let unit = Self.unit(text, at: end) else { return false }
      end += unit.length
      if endsField(text, at: end) || startsRow(text, at: end) { return true }
    }
    return false
  }

  private static let mostCells = 15

  /// Whether a digit stands at an offset, or a comma or point behind the first one of a figure.
  private func isOfFigure(_ text: Span<UInt8>, at offset: Int, from start: Int) -> Bool {
    let (kind, length) = kind(text, at: offset)
    switch kind {
    case CharacterTable.digit: return true
    case CharacterTable.comma: return offset > start && isThousandsGroup(text, at: offset + length)
    case CharacterTable.point: return offset > start && beginsDecimals(text, at: offset)
    default: return false
    }
  }

  /// Whether a label begins at an offset, or the number before one.
  func startsRow(_ text: Span<UInt8>, at offset: Int) -> Bool {
    if startsLabel(text, at: offset) { return true }
    guard offset < text.count else { return false }
    let (first, length) = kind(text, at: offset)
    if first == CharacterTable.openBracket { return true }
    return first == CharacterTable.digit && isOrdinalMark(text, at: offset + length)
      && !beginsDecimals(text, at: offset + length)
  }

  /// Whether a point and a digit stand at an offset.
  private func beginsDecimals(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count, case (let point, let length) = kind(text, at: offset),
      point == CharacterTable.point, offset + length < text.count
    else { return false }
    return kind(text, at: offset + length).kind == CharacterTable.digit
  }

  /// Whether the next line goes on with the sentence that a figure stands in: `行政复议⏎3⏎件,其中`.
  func continuesSentence(_ text: Span<UInt8>, at offset: Int) -> Bool {
    let (end, breaks) = skipBlank(text, from: offset, atMost: 12)
    guard end > offset, end < text.count else { return false }
    if Self.startsTimeWord(text, at: end) { return true }
    guard let unit = Self.unit(text, at: end), breaks > 0,
      !Self.startsWordLikeUnit(text, at: end)
    else { return false }
    let next = end + unit.length
    return next < text.count && !endsField(text, at: next)
  }

  /// Where a figure ends that a sentence goes on behind, so that it is no figure of a cell.
  ///
  /// - Parameters:
  ///   - text: Valid UTF-8.
  ///   - start: A digit of one byte, right behind a letter or the punctuation behind one.
  /// - Returns: The offset of the letter behind the figure; `nil` for a figure that ends otherwise, or
  ///   that may stand in a cell.
  func endOfFigureOfSentence(_ text: Span<UInt8>, from start: Int) -> Int? {
    var end = Self.endOfDigits(text, from: start)
    if end + 1 < text.count, text[end] == UInt8(ascii: "."), text[end + 1] &- 0x30 < 10 {
      end = Self.endOfDigits(text, from: end + 1)
    }
    guard end + 2 < text.count, text[end] >= 0xE3 else { return nil }
    let following = kind(text, at: end).kind
    guard following >= CharacterTable.foreignLetter else { return nil }
    if let unit = Self.unit(text, at: end) {
      guard end + unit.length < text.count else { return nil }
      let next = kind(text, at: end + unit.length).kind
      return next >= CharacterTable.foreignLetter || CharacterTable.isSentenceSign(next) ? end : nil
    }
    if Self.startsTimeWord(text, at: end) { return end }
    // Other letters of labels may begin one.
    return following == CharacterTable.foreignLetter && LeadingWord.first(in: text, at: end) == nil
      ? end : nil
  }

  private static func endOfDigits(_ text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] &- 0x30 < 10 { end += 1 }
    return end
  }

  static func startsTimeWord(_ text: Span<UInt8>, at offset: Int) -> Bool {
    switch Lexer.decode(text, at: offset).codePoint {
    case 0x5E74, 0x6708, 0x65E5, 0x53F7, 0x65F6, 0x5206, 0x671F, 0x7C7B, 0x4F59, 0x591A, 0x9875:
      true  // 年 月 日 号 时 分 期 类 余 多 页
    default: false
    }
  }

  /// Whether the letter of a unit begins a word of its own, as headings of rows and columns are.
  private static func startsWordLikeUnit(_ text: Span<UInt8>, at offset: Int) -> Bool {
    wordsLikeUnits.contains { word in
      offset + word.count <= text.count
        && word.indices.allSatisfy { text[offset + $0] == word[$0] }
    }
  }

  private static let wordsLikeUnits = [
    "项目", "項目", "条款", "條款", "条例", "條例", "个人", "個人", "人员", "人員", "人民",
  ].map { Array($0.utf8) }

  /// The unit that begins at an offset.
  static func unit(
    _ text: Span<UInt8>,
    at offset: Int
  ) -> (unit: FigureUnit, length: Int)? {
    guard offset + 2 < text.count else { return nil }
    let first = Lexer.decode(text, at: offset).codePoint
    var second: UInt32 {
      offset + 5 < text.count ? Lexer.decode(text, at: offset + 3).codePoint : 0
    }
    switch first {
    case 0x5143: return (.yuan, 3)  // 元
    case 0x4E07, 0x842C:  // 万 萬
      return second == 0x5143 ? (.tenThousandYuan, 6) : nil
    case 0x4EBF, 0x5104:  // 亿 億
      return second == 0x5143 ? (.hundredMillionYuan, 6) : nil
    case 0x4EF6: return (.piece, 3)  // 件
    case 0x9879, 0x9805: return (.item, 3)  // 项 項
    case 0x6761, 0x689D: return (.entry, 3)  // 条 條
    case 0x6B21: return (.time, 3)  // 次
    case 0x4EBA: return second == 0x6B21 ? (.personTime, 6) : (.person, 3)  // 人
    case 0x4E2A, 0x500B: return (.unit, 3)  // 个 個
    case 0x7BC7: return (.volume, 3)  // 篇
    case 0x5B97: return (.lawCase, 3)  // 宗
    default: return nil
    }
  }
}
