/// Takes a text apart into letters, figures and separators.
///
/// One pass over the bytes. What a label can be recognised by (letters) and what fills cells
/// (figures, marks, separators) come out as two arrays that point into one another, so that a label
/// broken over lines or columns is still one run of letters.
struct Lexer {
  private let characters: CharacterTable
  private var tokens: [Token] = []
  private var letters: [Letter] = []

  private var position = 0
  private var line: Int32 = 0
  private var column: Int32 = 0

  /// How many wide characters the line holds so far.
  private var wide: Int32 = 0

  /// What stands between the last letter or token and the current position.
  private var gap: Gap = .hard
  private var bracketDepth = 0
  private var sawPunctuation = false

  /// Whether a character of the field could not be decoded.
  private var isDamaged = false

  /// How many lines began with a sign right before a letter, as items of a list do.
  private var tightItems = 0

  /// Just behind the last closing bracket.
  private var bracketEnd = -1

  private var cell: Int32 = -1
  private var cellStarts: [Int32]
  private var cellEnds: [Int32]
  private var nextCell = 0
  private let skipsTags: Bool
  private var skippedTags = 0

  private enum Gap {
    /// The last character was a letter or digit.
    case none

    /// One space.
    case soft

    /// A separator, a line end or several spaces.
    case hard
  }

  /// - Parameters:
  ///   - characters: What code points mean.
  ///   - cells: The ranges of all grid cells of the text, ascending.
  ///   - skipsTags: Whether left-over tags are skipped, as in text that was converted in part.
  init(characters: CharacterTable, cells: [Range<Int>], skipsTags: Bool) {
    self.characters = characters
    self.skipsTags = skipsTags
    cellStarts = cells.map { Int32(clamping: $0.lowerBound) }
    cellEnds = cells.map { Int32(clamping: $0.upperBound) }
  }

  mutating func run(_ text: Span<UInt8>) -> TokenStream {
    tokens.reserveCapacity(text.count / 12 + 16)
    letters.reserveCapacity(text.count / 3 + 16)
    while position < text.count {
      step(text)
    }
    return TokenStream(tokens: tokens, letters: letters, skippedTags: skippedTags)
  }

  private mutating func step(_ text: Span<UInt8>) {
    let start = position
    let (codePoint, length) = Self.decode(text, at: position)
    let kind = characters.classify(codePoint)
    if kind >= CharacterTable.foreignLetter {
      stepLetter(text, kind, codePoint)
      return
    }
    switch kind {
    case CharacterTable.space:
      advance(length, codePoint)
      gap = gap == .none ? .soft : .hard
    case CharacterTable.lineFeed:
      position += length
      line += 1
      column = 0
      wide = 0
      startField()
    case CharacterTable.tab:
      append(Token(kind: .tab, start: Int32(start), end: Int32(start + 1), line: line, letter: 0))
      position += length
      column = (column / 8 + 1) * 8
      startField()
    case CharacterTable.pipe:
      stepPipes(text)
    case CharacterTable.cellEnd:
      enterCell(at: start)
      append(
        Token(kind: .cellEnd, start: Int32(start), end: Int32(start + 1), line: line, letter: 0)
      )
      position += length
      column += 1
      startField()
    case CharacterTable.digit:
      stepFigure(text, sign: nil, signLength: 0)
    case CharacterTable.plus, CharacterTable.minus, CharacterTable.dash:
      stepSign(text, kind)
    case CharacterTable.slash:
      stepMark(text)
    case CharacterTable.openBracket:
      stepBracket(text, length, codePoint)
    case CharacterTable.closeBracket:
      advance(length, codePoint)
      bracketEnd = position
      // A bracket that was opened in another field does not end the start of this one.
      if bracketDepth > 0 { gap = .none }
      bracketDepth = max(0, bracketDepth - 1)
    case CharacterTable.point where isRequest(text):
      while position < text.count, text[position] != 0x0A { position += 1 }
    case CharacterTable.lessThan where skipsTags:
      if !skipTag(text) { stepPunctuation(text, length, codePoint) }
    case CharacterTable.rule:
      stepRule(text)
    case CharacterTable.emphasis:
      if codePoint == UInt32(UInt8(ascii: "_")), stepUnderline(text) { return }
      advance(length, codePoint)
    case CharacterTable.latin:
      stepWord(text)
    case CharacterTable.colon:
      advance(length, codePoint)
      gap = .soft
      sawPunctuation = true
    case CharacterTable.other where codePoint == Self.replacement:
      advance(length, codePoint)
      gap = .soft
      isDamaged = true
    case CharacterTable.punctuation where isTabulator(text, codePoint):
      stepPipes(text)
    default:
      stepPunctuation(text, length, codePoint)
    }
  }

  // MARK: Characters

  /// Whether a line begins with a point and two capitals, as requests of troff do: `.SH 2`.
  private func isRequest(_ text: Span<UInt8>) -> Bool {
    guard position + 3 < text.count, position == 0 || text[position - 1] == 0x0A else {
      return false
    }
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    return capitals.contains(text[position + 1]) && capitals.contains(text[position + 2])
      && text[position + 3] <= 0x20
  }

  /// Whether a sign divides cells as TeX has it: `规章 & 1 & 2`.
  private func isTabulator(_ text: Span<UInt8>, _ codePoint: UInt32) -> Bool {
    codePoint == UInt32(UInt8(ascii: "&")) && position > 0 && position + 1 < text.count
      && text[position - 1] == 0x20 && text[position + 1] == 0x20
  }

  /// Whether three dots, or the one character for them, stand at the current position.
  private func isEllipsis(_ text: Span<UInt8>, _ codePoint: UInt32) -> Bool {
    if codePoint == 0x2026 { return true }
    return codePoint == 0x2E && position + 2 < text.count
      && text[position + 1] == 0x2E && text[position + 2] == 0x2E
  }

  /// U+FFFD, what stands for bytes that could not be decoded.
  private static let replacement: UInt32 = 0xFFFD

  private mutating func advance(_ length: Int, _ codePoint: UInt32) {
    position += length
    let width = Self.width(codePoint)
    column += width
    if width == 2 { wide += 1 }
  }

  /// The columns of a terminal that a character takes.
  static func width(_ codePoint: UInt32) -> Int32 {
    codePoint >= 0x1100 && (codePoint >= 0x2E80 || codePoint < 0x1160) && codePoint != 0xFEFF
      ? 2 : 1
  }

  /// The columns of a terminal that digits, signs and units take, and how many of them are wide.
  private static func columns(_ text: Span<UInt8>, _ range: Range<Int>) -> (Int32, wide: Int32) {
    // Of the bytes of a character only the first is none of 0x80 through 0xBF.
    var columns: Int32 = 0
    var wide: Int32 = 0
    for offset in range where text[offset] & 0xC0 != 0x80 {
      let isWide = text[offset] >= 0xE3
      columns += isWide ? 2 : 1
      if isWide { wide += 1 }
    }
    return (columns, wide)
  }

  /// The code point at an offset and its length in bytes; the text is valid UTF-8.
  @inline(__always)
  static func decode(_ text: Span<UInt8>, at offset: Int) -> (codePoint: UInt32, length: Int) {
    let first = UInt32(text[offset])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 {
      guard offset + 1 < text.count else { return (0xFFFD, 1) }
      return ((first & 0x1F) << 6 | UInt32(text[offset + 1]) & 0x3F, 2)
    }
    if first < 0xF0 {
      guard offset + 2 < text.count else { return (0xFFFD, text.count - offset) }
      return (
        (first & 0x0F) << 12 | (UInt32(text[offset + 1]) & 0x3F) << 6
          | UInt32(text[offset + 2]) & 0x3F, 3
      )
    }
    guard offset + 3 < text.count else { return (0xFFFD, text.count - offset) }
    return (
      (first & 0x07) << 18 | (UInt32(text[offset + 1]) & 0x3F) << 12
        | (UInt32(text[offset + 2]) & 0x3F) << 6 | UInt32(text[offset + 3]) & 0x3F, 4
    )
  }

  @inline(__always)
  private func kind(_ text: Span<UInt8>, at offset: Int) -> (kind: UInt16, length: Int) {
    let (codePoint, length) = Self.decode(text, at: offset)
    return (characters.classify(codePoint), length)
  }

  private mutating func startField() {
    gap = .hard
    bracketDepth = 0
    sawPunctuation = false
    isDamaged = false
  }

  private mutating func append(_ token: Token) {
    var token = token
    token.letter = Int32(letters.count)
    token.wideBefore = wide
    token.cell = cell(at: token.start)
    tokens.append(token)
  }

  private mutating func enterCell(at offset: Int) {
    _ = cell(at: Int32(offset))
  }

  /// The grid cell that an offset falls into; offsets are asked for in ascending order.
  private mutating func cell(at offset: Int32) -> Int32 {
    while nextCell < cellStarts.count, offset > cellEnds[nextCell] { nextCell += 1 }
    guard nextCell < cellStarts.count, offset >= cellStarts[nextCell] else { return -1 }
    return Int32(nextCell)
  }

  // MARK: Letters

  private mutating func stepLetter(_ text: Span<UInt8>, _ letter: UInt16, _ codePoint: UInt32) {
    if gap != .none || letters.isEmpty {
      if let word = Self.leadingWord(text, at: position) {
        switch word {
        case .sign(let sign, let length):
          stepFigure(text, sign: sign, signLength: length)
          return
        case .mark(let length):
          if endsField(text, at: position + length), !isTornLabel(text, length) {
            appendMark(length, width: Int32(length / 3 * 2))
            return
          }
        case .ordinal(let length):
          // 一、 and the like stand before a label and are no part of it.
          let columns = Int32(length / 3 * 2)
          position += length
          column += columns
          gap = .hard
          return
        case .numeral(let value, let length):
          if endsField(text, at: position + length), !isOrdinalNumeral(text, length) {
            var token = Token(
              kind: .figure,
              start: Int32(position),
              end: Int32(position + length),
              line: line,
              columnStart: column,
              columnEnd: column + Int32(length / 3 * 2),
              letter: 0
            )
            token.significand = Int64(value)
            append(token)
            position += length
            column += Int32(length / 3 * 2)
            gap = .none
            return
          }
        }
      }
    }
    var flags: Letter.Flags = []
    switch gap {
    case .hard: flags.insert(.hardStart)
    case .soft: flags.insert(.softStart)
    case .none: break
    }
    var flagsOfField: Letter.Flags = []
    if bracketDepth > 0 { flagsOfField.insert(.inBracket) }
    if sawPunctuation { flagsOfField.insert(.afterPunctuation) }
    flags.formUnion(flagsOfField)
    letters.append(
      Letter(
        letter: letter,
        flags: flags,
        offset: Int32(position),
        token: Int32(tokens.count),
        line: line
      )
    )
    position += 3
    column += 2
    wide += 1
    gap = .none
    stepFurtherLetters(text, flagsOfField)
  }

  /// Takes the letters that follow another one directly, as nearly all do.
  @inline(__always)
  private mutating func stepFurtherLetters(_ text: Span<UInt8>, _ flags: Letter.Flags) {
    let token = Int32(tokens.count)
    let line = line
    let start = position
    var next = start
    // As many letters as the rest of the text can hold: there is room for them from the beginning.
    letters.append(addingCapacity: (text.count - start) / 3) { letters in
      while next + 2 < text.count {
        let (first, second, third) = (
          text[unchecked: next], text[unchecked: next + 1], text[unchecked: next + 2]
        )
        guard first & 0xF0 == 0xE0 else { return }
        let letter = characters.classify(
          UInt16(first) << 12 | UInt16(second & 0x3F) << 6 | UInt16(third & 0x3F)
        )
        guard letter >= CharacterTable.foreignLetter else { return }
        letters.append(
          Letter(
            letter: letter,
            flags: flags,
            offset: Int32(truncatingIfNeeded: next),
            token: token,
            line: line
          )
        )
        next += 3
      }
    }
    let count = Int32((next - start) / 3)
    position = next
    column += 2 * count
    wide += count
  }

  /// Whether 无 at the current position is the first letter of 无法提供, broken off behind its ordinal or
  /// before the others.
  private func isTornLabel(_ text: Span<UInt8>, _ length: Int) -> Bool {
    guard length == 3 else { return false }
    if bracketEnd == position { return true }
    var next = position + length
    while next < text.count, text[next] <= 0x20 { next += 1 }
    return next + 5 < text.count && Self.decode(text, at: next).codePoint == 0x6CD5
      && Self.decode(text, at: next + 3).codePoint == 0x63D0
  }

  /// Whether a numeral at the current position counts what it stands in: 第二十条第 六 项, 五 存在的主要问题.
  private func isOrdinalNumeral(_ text: Span<UInt8>, _ length: Int) -> Bool {
    if let last = letters.last, last.line == line,
      Self.decode(text, at: Int(last.offset)).codePoint == 0x7B2C
    {
      return true
    }
    var next = position + length
    while next < text.count, kind(text, at: next).kind == CharacterTable.space {
      next += kind(text, at: next).length
    }
    guard next > position + length, next < text.count else { return false }
    let codePoint = Self.decode(text, at: next).codePoint
    return characters.classify(codePoint) >= CharacterTable.foreignLetter
      && Self.numeralValue(codePoint) == nil && codePoint != 0x65E0
  }

  private enum LeadingWord {
    case sign(Int, length: Int)
    case mark(length: Int)
    case ordinal(length: Int)
    case numeral(Int, length: Int)
  }

  /// Words at the start of a field that are no label: signs, marks, ordinals and numerals.
  private static func leadingWord(_ text: Span<UInt8>, at offset: Int) -> LeadingWord? {
    let (first, length) = decode(text, at: offset)
    guard length == 3 else { return nil }
    func scalar(_ ahead: Int) -> UInt32 {
      offset + ahead * 3 < text.count ? decode(text, at: offset + ahead * 3).codePoint : 0
    }
    func isDigit(_ code: UInt32) -> Bool {
      (0x30...0x39).contains(code) || (0xFF10...0xFF19).contains(code)
    }
    switch first {
    case 0x589E, 0x51CF, 0x6E1B, 0x65B0:  // 增 减 減 新
      let sign = first == 0x51CF || first == 0x6E1B ? -1 : 1
      if isDigit(scalar(1)) { return first == 0x65B0 ? nil : .sign(sign, length: 3) }
      let second = scalar(1)
      // 增加 减少 新增
      if second == 0x52A0 || second == 0x5C11 || (first == 0x65B0 && second == 0x589E),
        isDigit(scalar(2))
      {
        return .sign(sign, length: 6)
      }
      return nil
    case 0x5176 where scalar(1) == 0x4E2D:  // 其中: before a label
      let mark = scalar(2)
      if mark == 0xFF1A { return .ordinal(length: 9) }
      let ahead = offset + 6
      return ahead < text.count && text[ahead] == UInt8(ascii: ":") ? .ordinal(length: 7) : nil
    case 0x672A where scalar(2) == 0x672A:  // 未增未减
      return .mark(length: 12)
    case 0x65E0, 0x7121:  // 无, 無, 无增减, 无变化
      if scalar(1) == 0x589E, scalar(2) == 0x51CF { return .mark(length: 9) }
      if scalar(1) == 0x53D8, scalar(2) == 0x5316 { return .mark(length: 9) }
      return .mark(length: 3)
    case 0x7A7A:  // 空
      return .mark(length: 3)
    case 0x6682 where scalar(1) == 0x65E0:  // 暂无
      return .mark(length: 6)
    default:
      break
    }
    guard numeralValue(first) != nil else { return nil }
    var count = 1
    while count < 6, numeralValue(scalar(count)) != nil { count += 1 }
    let next = scalar(count)
    // 、 or a point after numerals makes an ordinal of them.
    if count <= 3 {
      if next == 0x3001 || next == 0xFF0E { return .ordinal(length: count * 3 + 3) }
      if next == 0x2E { return .ordinal(length: count * 3 + 1) }
    }
    // A single 一 is as likely a dash.
    if count == 1, first == 0x4E00 { return nil }
    guard let value = numeral(text, at: offset, count) else { return nil }
    return .numeral(value, length: count * 3)
  }

  /// A digit or power of ten in Chinese writing.
  private static func numeralValue(_ code: UInt32) -> Int? {
    switch code {
    case 0x96F6, 0x3007: 0
    case 0x4E00: 1
    case 0x4E8C, 0x4E24: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    case 0x5341: 10
    case 0x767E: 100
    case 0x5343: 1000
    default: nil
    }
  }

  private static func numeral(_ text: Span<UInt8>, at offset: Int, _ count: Int) -> Int? {
    var total = 0
    var digit: Int?
    for index in 0..<count {
      guard let value = numeralValue(decode(text, at: offset + index * 3).codePoint) else {
        return nil
      }
      if value >= 10 {
        total += (digit ?? 1) * value
        digit = nil
      } else {
        // Two digits in a row are no numeral but, say, a year.
        if let digit, digit != 0 { return nil }
        digit = value
      }
    }
    return total + (digit ?? 0)
  }

  // MARK: Separators

  private mutating func stepPipes(_ text: Span<UInt8>) {
    let start = position
    var count: Int64 = 0
    let columnStart = column
    while position < text.count {
      let (kind, length) = kind(text, at: position)
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
  private mutating func stepUnderline(_ text: Span<UInt8>) -> Bool {
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

  private mutating func stepRule(_ text: Span<UInt8>) {
    let start = position
    let columnStart = column
    var hasCrossings = false
    while position < text.count {
      let (kind, length) = kind(text, at: position)
      if length == 3, kind == CharacterTable.rule, Self.isCrossing(text, at: position) {
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
      kind(text, at: position).kind == CharacterTable.digit,
      text[position - 1] == UInt8(ascii: "-") || text[position - 1] == UInt8(ascii: "+")
    {
      position -= 1
      column -= 1
    }
    appendRule(from: start, columnStart, hasCrossings ? .border : .line)
  }

  /// Whether a line that is drawn meets another one at an offset: `┼`, `├`, `╠`.
  private static func isCrossing(_ text: Span<UInt8>, at offset: Int) -> Bool {
    let codePoint = decode(text, at: offset).codePoint
    return (0x250C...0x254B).contains(codePoint) || (0x2552...0x256C).contains(codePoint)
  }

  /// Records a line of dashes.
  private mutating func appendRule(from start: Int, _ columnStart: Int32, _ rule: Token.Rule) {
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

  private mutating func stepPunctuation(
    _ text: Span<UInt8>,
    _ length: Int,
    _ codePoint: UInt32
  ) {
    if gap != .none, isEllipsis(text, codePoint), endsField(text, at: position + 3) {
      // Programs that shorten tables leave it for the columns that they drop.
      append(
        Token(
          kind: .stray,
          start: Int32(position),
          end: Int32(position + 3),
          line: line,
          letter: 0
        )
      )
    }
    advance(length, codePoint)
    gap = .none
    sawPunctuation = true
  }

  private mutating func stepWord(_ text: Span<UInt8>) {
    if gap != .none {
      append(
        Token(
          kind: .stray,
          start: Int32(position),
          end: Int32(position + 1),
          line: line,
          letter: 0
        )
      )
    }
    while position < text.count {
      let (codePoint, length) = Self.decode(text, at: position)
      let kind = characters.classify(codePoint)
      guard kind == CharacterTable.latin || kind == CharacterTable.digit else { break }
      advance(length, codePoint)
    }
    gap = .none
    sawPunctuation = true
  }

  /// Skips brackets that hold only a reading in Latin letters or an ordinal; enters all others.
  private mutating func stepBracket(_ text: Span<UInt8>, _ length: Int, _ codePoint: UInt32) {
    var end = position + length
    var latin = 0
    var ordinals = 0
    var others = 0
    var columns: Int32 = Self.width(codePoint)
    while end < text.count, latin + ordinals + others < 9 {
      let (code, size) = Self.decode(text, at: end)
      let kind = characters.classify(code)
      end += size
      columns += Self.width(code)
      if kind == CharacterTable.closeBracket { break }
      if kind == CharacterTable.lineFeed || kind == CharacterTable.pipe { others += 9 }
      if kind == CharacterTable.latin {
        latin += 1
      } else if Self.numeralValue(code) != nil {
        ordinals += 1
      } else if kind != CharacterTable.space {
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
  private mutating func skipTag(_ text: Span<UInt8>) -> Bool {
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

  // MARK: Figures and marks

  /// A sign, a mark, or a line of dashes.
  private mutating func stepSign(_ text: Span<UInt8>, _ kind: UInt16) {
    let start = position
    let columnStart = column
    var end = position
    var signs = 0
    while end < text.count {
      let (next, length) = self.kind(text, at: end)
      guard
        next == CharacterTable.plus || next == CharacterTable.minus || next == CharacterTable.dash
          || next == CharacterTable.rule || next == CharacterTable.colon
      else { break }
      end += length
      signs += 1
    }
    let (next, _) = end < text.count ? self.kind(text, at: end) : (CharacterTable.lineFeed, 0)
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
    if signs == 1, isItemMark(text, from: start, to: end) {
      position = end
      column += 1
      gap = .hard
      return
    }
    if signs <= 2, kind != CharacterTable.plus, gap != .none, endsField(text, at: end),
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
    let isBorder = kind == CharacterTable.plus || hasCrossings(text, start..<end)
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

  /// Whether a line of dashes crosses others: `-----+-----`.
  private func hasCrossings(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count >= 12 && range.contains { text[$0] == UInt8(ascii: "+") }
  }

  /// Whether a sign begins a line as the mark of an item in a list: `- 12`.
  private func isItemMark(_ text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var before = start
    while before > 0, text[before - 1] == 0x20 { before -= 1 }
    guard before == 0 || text[before - 1] == 0x0A else { return false }
    var position = end
    while position < text.count, kind(text, at: position).kind == CharacterTable.space {
      position += kind(text, at: position).length
    }
    guard position > end, position < text.count else { return false }
    let first = kind(text, at: position).kind
    if first >= CharacterTable.foreignLetter { return true }
    guard first == CharacterTable.digit else { return false }
    // Several figures in a line are cells, the first of them empty.
    while position < text.count, text[position] > 0x20 { position += 1 }
    while position < text.count, text[position] == 0x20 || text[position] == 0x0D { position += 1 }
    return position >= text.count || text[position] == 0x0A
  }

  /// Whether signs stand right behind a separator and make up its line with it: `|-`, as wikis begin
  /// rows.
  private func isRowMark(_ text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard let last = tokens.last, last.kind == .pipe, Int(last.end) == start,
      last.columnStart == 0, last.significand == 1
    else { return false }
    return end >= text.count || kind(text, at: end).kind == CharacterTable.lineFeed
  }

  private mutating func stepMark(_ text: Span<UInt8>) {
    let (_, length) = kind(text, at: position)
    if gap != .none, endsField(text, at: position + length) {
      appendMark(length, width: 1)
    } else {
      // Digits behind one that follows digits are no figure of their own.
      if tokens.last.map({ $0.isOfDigits && Int($0.end) == position }) ?? false { gap = .none }
      advance(length, UInt32(UInt8(ascii: "/")))
    }
  }

  private mutating func appendMark(_ length: Int, width: Int32) {
    append(
      Token(
        kind: .mark,
        start: Int32(position),
        end: Int32(position + length),
        line: line,
        columnStart: column,
        columnEnd: column + width,
        letter: 0
      )
    )
    position += length
    column += width
    gap = .none
  }

  /// Whether nothing but spaces stands between an offset and the end of a field.
  private func endsField(_ text: Span<UInt8>, at offset: Int) -> Bool {
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

  /// Reads digits with separators, decimals and a unit; what is no figure of a cell is passed over.
  private mutating func stepFigure(_ text: Span<UInt8>, sign: Int?, signLength: Int) {
    let start = position
    var end = position + signLength
    var significand: Int64 = 0
    var digits = 0
    var fractionDigits = 0
    var inFraction = false
    var firstDigit: Int64 = 0
    var lineBreaks: Int32 = 0
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
      let kind = characters.classify(codePoint)
      switch kind {
      case CharacterTable.digit:
        let digit = Int64(codePoint - 0xFF10)
        if digits == 0 { firstDigit = digit }
        digits += 1
        if digits <= 18 { significand = significand * 10 + digit }
        if inFraction { fractionDigits += 1 }
        end += length
      case CharacterTable.comma where !inFraction && isThousandsGroup(text, at: end + length):
        end += length
      case CharacterTable.comma where !inFraction && digits <= 3:
        guard let group = brokenThousandsGroup(text, at: end + length) else { break scan }
        lineBreaks += 1
        end = group
      case CharacterTable.point
      where !inFraction && end + length < text.count
        && self.kind(text, at: end + length).kind == CharacterTable.digit:
        inFraction = true
        end += length
      case CharacterTable.emphasis
      where !inFraction && isEscapedPoint(text, at: end):
        inFraction = true
        end += 2
      default:
        break scan
      }
    }
    let numberEnd = end
    let following = end < text.count ? kind(text, at: end).kind : CharacterTable.lineFeed
    let unit = following >= CharacterTable.foreignLetter ? Self.unit(text, at: end) : nil
    if let unit, endsField(text, at: end + unit.length) || isFieldMark(text, at: end + unit.length)
    {
      end += unit.length
    }
    let isOrdinal = end == numberEnd && fractionDigits == 0 && isOrdinalMark(text, at: end)
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
    let isBeforeLabel = end == numberEnd && startsLabel(text, at: end)
    let endsWell =
      endsField(text, at: end) || isFieldMark(text, at: end) || (isGlued || stands) && isBeforeLabel
      || isGlued && end == numberEnd && end < text.count
        && kind(text, at: end).kind == CharacterTable.openBracket
    let (columns, wideColumns) = Self.columns(text, start..<end)
    if isOrdinal {
      // The forms count to eight: longer numbers hold figures that run into the number of a label.
      if isGlued, digits > 1, digits <= 18, significand % 10 != 0, text[end - 1] < 0x80 {
        var token = Token(
          kind: .figure,
          start: Int32(start),
          end: Int32(end - 1),
          line: line,
          columnStart: column,
          columnEnd: column + columns - 1,
          letter: 0
        )
        token.significand = significand / 10
        token.flags.insert(.glued)
        if digits > 2, firstDigit == 0 { token.flags.insert(.leadingZero) }
        append(token)
        column += columns - 1
        position = end - 1
        return
      }
      if digits >= (isGlued ? 2 : 3) || significand == 0 {
        append(
          Token(kind: .stray, start: Int32(start), end: Int32(end), line: line, letter: 0)
        )
      }
      column += columns
      wide += wideColumns
      skipOrdinal(text, from: end)
      if let tornEnd = endOfTornDecimals(text, from: end) {
        append(
          Token(kind: .stray, start: Int32(start), end: Int32(tornEnd), line: line, letter: 0)
        )
        column += Int32(tornEnd - position)
        position = tornEnd
        gap = .soft
      }
      return
    }
    guard digits <= 18, stands || isGlued, endsWell, !continuesSentence(text, at: end),
      bracketDepth == 0 || isGlued || !closesBracket(text, from: end)
    else {
      if bracketDepth == 0 {
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
    gap = isGlued || (end == numberEnd ? isBeforeLabel : startsLabel(text, at: end)) ? .hard : .none
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
    guard end > offset, end < text.count, kind(text, at: end).kind != CharacterTable.lineFeed
    else { return false }
    let (closing, length) = kind(text, at: end)
    guard closing == CharacterTable.minus || closing == CharacterTable.dash else { return false }
    return end + length >= text.count || text[end + length] == 0x0A || text[end + length] == 0x0D
  }

  /// Whether a point stands at an offset that Markdown has escaped inside of a number: `22\\.5`.
  private func isEscapedPoint(_ text: Span<UInt8>, at offset: Int) -> Bool {
    offset + 2 < text.count && text[offset] == UInt8(ascii: "\\")
      && text[offset + 1] == UInt8(ascii: ".")
      && kind(text, at: offset + 2).kind == CharacterTable.digit
  }

  /// Where decimals end that a space divides from the point before them: `35. 39`.
  ///
  /// The offset is that behind the digits before the point; `nil` where no digits follow it in its line.
  private func endOfTornDecimals(_ text: Span<UInt8>, from offset: Int) -> Int? {
    guard position > offset, position < text.count,
      kind(text, at: offset).kind == CharacterTable.point
    else { return nil }
    var end = position
    while end < text.count, kind(text, at: end).kind == CharacterTable.space {
      end += kind(text, at: end).length
    }
    let first = end
    while end < text.count, kind(text, at: end).kind == CharacterTable.digit {
      end += kind(text, at: end).length
    }
    return end > first && endsField(text, at: end) ? end : nil
  }

  /// Whether the bracket that is open at an offset is closed a few letters later in the same field.
  private func closesBracket(_ text: Span<UInt8>, from offset: Int) -> Bool {
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

  private func isThousandsGroup(_ text: Span<UInt8>, at offset: Int) -> Bool {
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
  private func brokenThousandsGroup(_ text: Span<UInt8>, at offset: Int) -> Int? {
    var start = offset
    var breaks = 0
    while start < text.count, start - offset < 8 {
      let (kind, length) = kind(text, at: start)
      if kind == CharacterTable.lineFeed {
        breaks += 1
      } else if kind != CharacterTable.space {
        break
      }
      start += length
    }
    guard breaks == 1, isThousandsGroup(text, at: start) else { return nil }
    return start
  }

  /// Whether a point or 、 behind a figure makes it the number of a label.
  private func isOrdinalMark(_ text: Span<UInt8>, at offset: Int) -> Bool {
    var end = offset
    var spaces = 0
    while end < text.count, spaces < 12 {
      let (kind, length) = kind(text, at: end)
      if kind == CharacterTable.enumerationComma { return true }
      if kind == CharacterTable.point {
        // Two of them stand for something that was left out.
        return end + length >= text.count
          || self.kind(text, at: end + length).kind != CharacterTable.point
      }
      guard
        kind == CharacterTable.space || kind == CharacterTable.lineFeed
          || kind == CharacterTable.emphasis
      else { return false }
      end += length
      spaces += 1
    }
    return false
  }

  private mutating func skipOrdinal(_ text: Span<UInt8>, from offset: Int) {
    position = offset
    while position < text.count {
      let (codePoint, length) = Self.decode(text, at: position)
      let kind = characters.classify(codePoint)
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

  /// Whether an opening bracket or the like ends a figure that is glued to what follows.
  private func isFieldMark(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count else { return true }
    return kind(text, at: offset).kind == CharacterTable.rule
  }

  /// Whether letters begin at an offset that are no unit.
  private func startsLabel(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count else { return false }
    guard kind(text, at: offset).kind >= CharacterTable.firstLetter else { return false }
    return Self.unit(text, at: offset) == nil && !Self.startsTimeWord(text, at: offset)
  }

  /// Whether the next line goes on with the sentence that a figure stands in: `行政复议⏎3⏎件,其中`.
  private func continuesSentence(_ text: Span<UInt8>, at offset: Int) -> Bool {
    var end = offset
    var breaks = 0
    while end < text.count, end - offset < 12 {
      let (kind, length) = kind(text, at: end)
      if kind == CharacterTable.lineFeed {
        breaks += 1
      } else if kind != CharacterTable.space {
        break
      }
      end += length
    }
    guard end > offset, end < text.count else { return false }
    if Self.startsTimeWord(text, at: end) { return true }
    guard let unit = Self.unit(text, at: end), breaks > 0 else { return false }
    let next = end + unit.length
    return next < text.count && !endsField(text, at: next)
  }

  private static func startsTimeWord(_ text: Span<UInt8>, at offset: Int) -> Bool {
    switch decode(text, at: offset).codePoint {
    case 0x5E74, 0x6708, 0x65E5, 0x53F7, 0x65F6, 0x5206, 0x671F, 0x7C7B, 0x4F59, 0x591A, 0x9875:
      true  // 年 月 日 号 时 分 期 类 余 多 页
    default: false
    }
  }

  /// The unit that begins at an offset.
  private static func unit(
    _ text: Span<UInt8>,
    at offset: Int
  ) -> (unit: FigureUnit, length: Int)? {
    guard offset + 2 < text.count else { return nil }
    let first = decode(text, at: offset).codePoint
    let second = offset + 5 < text.count ? decode(text, at: offset + 3).codePoint : 0
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
