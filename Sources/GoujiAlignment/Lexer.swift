/// Takes a text apart into letters, figures and separators.
///
/// One pass over the bytes. What a label can be recognised by (letters) and what fills cells
/// (figures, marks, separators) come out as two arrays that point into one another, so that a label
/// broken over lines or columns is still one run of letters.
struct Lexer {
  let lookahead: Lookahead
  private(set) var tokens: [Token] = []
  private(set) var letters: LetterRoom

  var position = 0
  var line: Int32 = 0
  var column: Int32 = 0

  /// How many wide characters the line holds so far.
  var wide: Int32 = 0

  /// What stands between the last letter or token and the current position.
  var gap: Gap = .hard
  var bracketDepth = 0
  var sawPunctuation = false

  /// Whether a character of the field could not be decoded.
  private(set) var isDamaged = false

  /// How many lines began with a sign right before a letter, as items of a list do.
  var tightItems = 0

  /// Just behind the last closing bracket.
  var bracketEnd = -1

  private var cellStarts: [Int32]
  private var cellEnds: [Int32]
  private var nextCell = 0
  var skippedTags = 0

  enum Gap {
    /// The last character was a letter or digit.
    case none

    /// One space.
    case soft

    /// A separator, a line end or several spaces.
    case hard
  }

  private init(lookahead: Lookahead, cells: [Range<Int>], letters: LetterRoom) {
    self.lookahead = lookahead
    self.letters = letters
    cellStarts = cells.map { Int32(clamping: $0.lowerBound) }
    cellEnds = cells.map { Int32(clamping: $0.upperBound) }
  }

  /// Takes a text apart.
  ///
  /// - Parameters:
  ///   - text: Valid UTF-8.
  ///   - characters: What code points mean.
  ///   - cells: The ranges of all grid cells of the text, ascending.
  ///   - skipsTags: Whether left-over tags are skipped, as in text that was converted in part.
  /// - Returns: Its letters and tokens, in reading order.
  static func run(
    _ text: Span<UInt8>,
    characters: CharacterTable,
    cells: [Range<Int>],
    skipsTags: Bool
  ) -> TokenStream {
    var tokens: [Token] = []
    var skippedTags = 0
    let letters = characters.lend { characters in
      // Every letter takes three bytes. An array without any room is the one that all threads share, and
      // Swift writes its count even so.
      [Letter](unsafeUninitializedCapacity: max(1, text.count / 3)) { room, count in
        var lexer = Lexer(
          lookahead: Lookahead(characters: characters, skipsTags: skipsTags),
          cells: cells,
          letters: LetterRoom(room)
        )
        lexer.tokens.reserveCapacity(text.count / 12 + 16)
        while lexer.position < text.count {
          lexer.step(text)
        }
        tokens = lexer.tokens
        skippedTags = lexer.skippedTags
        count = lexer.letters.count
      }
    }
    return TokenStream(tokens: tokens, letters: letters, skippedTags: skippedTags)
  }

  private mutating func step(_ text: Span<UInt8>) {
    let start = position
    let (codePoint, length) = Self.decode(text, at: position)
    let kind = lookahead.characters.classify(codePoint)
    if kind >= CharacterTable.foreignLetter {
      stepLetter(text)
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
    case CharacterTable.point where Lookahead.isRequest(text, at: position):
      while position < text.count, text[position] != 0x0A { position += 1 }
    case CharacterTable.lessThan where lookahead.skipsTags:
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
    case CharacterTable.punctuation where lookahead.isTabulator(text, codePoint, at: position):
      stepPipes(text)
    default:
      stepPunctuation(text, length, codePoint)
    }
  }

  // MARK: Characters

  /// U+FFFD, what stands for bytes that could not be decoded.
  static let replacement: UInt32 = 0xFFFD

  mutating func advance(_ length: Int, _ codePoint: UInt32) {
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
  static func columns(_ text: Span<UInt8>, _ range: Range<Int>) -> (Int32, wide: Int32) {
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

  mutating func startField() {
    gap = .hard
    bracketDepth = 0
    sawPunctuation = false
    isDamaged = false
  }

  mutating func append(_ token: Token) {
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

  private mutating func stepLetter(_ text: Span<UInt8>) {
    if gap != .none || letters.isEmpty, let word = LeadingWord.first(in: text, at: position),
      take(word, of: text)
    {
      return
    }
    repeat { takeLetters(text) } while takeFigureOfSentence(text)
  }

  /// What the field so far says of each of its letters.
  private var flagsOfField: Letter.Flags {
    var flags: Letter.Flags = []
    if bracketDepth > 0 { flags.insert(.inBracket) }
    if sawPunctuation { flags.insert(.afterPunctuation) }
    return flags
  }

  /// Takes letters and punctuation among them, one of them at least.
  ///
  /// The current position is that of a letter.
  @inline(never)
  private mutating func takeLetters(_ text: Span<UInt8>) {
    var flagsOfField = flagsOfField
    var flags = flagsOfField
    switch gap {
    case .hard: flags.insert(.hardStart)
    case .soft: flags.insert(.softStart)
    case .none: break
    }
    let characters = lookahead.characters
    let bytes = text.bytes
    let token = Int32(tokens.count)
    let line = line
    let start = position
    letters.requireRoom(forLettersOf: bytes.byteCount - start)
    let letters = letters
    var count = letters.count
    var next = start
    var narrowBytes = 0
    var narrowSigns = 0
    // As long as four bytes lie inside of the text.
    let last = bytes.byteCount - 4
    while next <= last {
      let word = UInt32(
        littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: next, as: UInt32.self)
      )
      if word & 0xF0 == 0xE0 {
        let codePoint = UInt16(
          truncatingIfNeeded: word << 12 | word >> 2 & 0x0FC0 | word >> 16 & 0x3F
        )
        let letter = characters.classify(codePoint)
        if letter >= CharacterTable.foreignLetter {
          letters.write(
            Letter(
              letter: letter,
              flags: flags,
              offset: Int32(truncatingIfNeeded: next),
              token: token,
              line: line
            ),
            at: count
          )
          count &+= 1
          flags = flagsOfField
          next &+= 3
          continue
        }
        guard CharacterTable.isSentenceSign(letter) else { break }
        if Self.width(UInt32(codePoint)) == 1 { narrowSigns &+= 1 }
        next &+= 3
      } else {
        guard word & 0x80 == 0,
          CharacterTable.isSentenceSign(characters.classify(UInt16(word & 0x7F)))
        else { break }
        narrowBytes &+= 1
        next &+= 1
      }
      flagsOfField.insert(.afterPunctuation)
      flags = flagsOfField
    }
    if next == start {
      // The last letter of the text.
      letters.write(
        Letter(
          letter: lookahead.kind(text, at: start).kind,
          flags: flags,
          offset: Int32(start),
          token: token,
          line: line
        ),
        at: count
      )
      count += 1
      next += 3
    }
    self.letters.extend(to: count)
    let wideCharacters = Int32(
      truncatingIfNeeded: (next &- start &- narrowBytes) / 3 &- narrowSigns
    )
    position = next
    column += 2 * wideCharacters + Int32(truncatingIfNeeded: narrowSigns &+ narrowBytes)
    wide += wideCharacters
    gap = .none
    sawPunctuation = flagsOfField.contains(.afterPunctuation)
  }

  /// Takes a figure with which a sentence goes on, as most figures outside of tables stand: `信息120条,`.
  ///
  /// What it takes ``stepFigure(_:sign:signLength:)`` would take in the same way, only after more looks.
  ///
  /// - Returns: Whether there was one; a letter follows it.
  @inline(__always)
  private mutating func takeFigureOfSentence(_ text: Span<UInt8>) -> Bool {
    guard position < text.count, text[position] &- 0x30 < 10,
      let end = lookahead.endOfFigureOfSentence(text, from: position)
    else { return false }
    if bracketDepth == 0 { appendStray(position..<end) }
    column += Int32(end - position)
    position = end
    gap = .soft
    sawPunctuation = true
    return true
  }

  /// Takes a word at the start of a field.
  ///
  /// - Returns: Whether it is no part of a label after all.
  private mutating func take(_ word: LeadingWord, of text: Span<UInt8>) -> Bool {
    switch word {
    case .sign(let sign, let length):
      stepFigure(text, sign: sign, signLength: length)
    case .mark(let length):
      let end = position + length
      guard lookahead.endsField(text, at: end),
        // 无 of 无法提供 can be broken off behind its ordinal or before the other letters.
        length != 3 || bracketEnd != position && !Lookahead.isTornLabel(text, before: end)
      else { return false }
      appendMark(length, width: Int32(length / 3 * 2))
    case .ordinal(let length):
      // 一、 and the like stand before a label and are no part of it.
      position += length
      column += Int32(length / 3 * 2)
      gap = .hard
    case .numeral(let value, let length):
      guard lookahead.endsField(text, at: position + length), !isOrdinalNumeral(text, length) else {
        return false
      }
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
    case .doubtful(let length):
      guard gap == .hard, lookahead.endsField(text, at: position + length),
        !isOrdinalNumeral(text, length)
      else { return false }
      appendUnreadable(length, width: Int32(length / 3 * 2))
    }
    return true
  }
}
