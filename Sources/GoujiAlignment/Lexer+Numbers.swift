// Digits, whatever they stand for.
extension Lexer {
  /// Digits with separators and decimals, as they are printed.
  struct PrintedNumber {
    var end: Int

    /// The first of the digits, as one number.
    private(set) var significand: Int64 = 0
    private(set) var digits = 0
    private(set) var fractionDigits = 0
    private(set) var firstDigit: Int64 = 0

    /// How many lines end inside of it.
    var lineBreaks: Int32 = 0

    /// The class of what stands behind it.
    var following = CharacterTable.lineFeed
    var isInFraction = false

    /// How many digits a figure can have.
    static let mostDigits = 18

    init(at start: Int) {
      end = start
    }

    @inline(__always)
    mutating func add(_ digit: Int64) {
      if digits == 0 { firstDigit = digit }
      digits += 1
      if digits <= Self.mostDigits { significand = significand * 10 + digit }
      if isInFraction { fractionDigits += 1 }
    }
  }

  @inline(__always)
  func number(in text: Span<UInt8>, from start: Int) -> PrintedNumber {
    var number = PrintedNumber(at: start)
    while number.end < text.count {
      let byte = text[number.end]
      if byte >= 0x30, byte <= 0x39 {
        number.add(Int64(byte - 0x30))
        number.end += 1
        continue
      }
      let (codePoint, length) = Self.decode(text, at: number.end)
      let kind = lookahead.characters.classify(codePoint)
      let next = number.end + length
      switch kind {
      case CharacterTable.digit:
        number.add(Int64(codePoint - 0xFF10))
        number.end = next
      case CharacterTable.comma
      where !number.isInFraction && lookahead.isThousandsGroup(text, at: next):
        number.end = next
      case CharacterTable.comma where !number.isInFraction && number.digits <= 3:
        guard let group = lookahead.brokenThousandsGroup(text, at: next) else {
          number.following = kind
          return number
        }
        number.lineBreaks += 1
        number.end = group
      case CharacterTable.point
      where !number.isInFraction && next < text.count
        && lookahead.kind(text, at: next).kind == CharacterTable.digit:
        number.isInFraction = true
        number.end = next
      case CharacterTable.emphasis
      where !number.isInFraction && lookahead.isEscapedPoint(text, at: number.end):
        number.isInFraction = true
        number.end += 2
      default:
        number.following = kind
        return number
      }
    }
    return number
  }

  /// Takes something that is no figure, where one could stand.
  mutating func appendStray(_ range: Range<Int>) {
    append(
      Token(
        kind: .stray,
        start: Int32(range.lowerBound),
        end: Int32(range.upperBound),
        line: line,
        letter: 0
      )
    )
  }
}
