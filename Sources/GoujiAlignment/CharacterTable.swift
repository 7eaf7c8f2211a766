/// What a code point is to the lexer: one lookup in a table of all of the basic plane.
struct CharacterTable: Sendable {
  /// A class below ``firstLetter``, or a letter of the labels.
  private let classes: [UInt16]

  /// How many letters the labels are written in.
  let letterCount: Int

  /// The first of the letters that labels begin with; they come behind all others.
  let firstOpening: UInt16

  static let other: UInt16 = 0
  static let space: UInt16 = 1
  static let lineFeed: UInt16 = 2
  static let tab: UInt16 = 3
  static let pipe: UInt16 = 4
  static let cellEnd: UInt16 = 5
  static let digit: UInt16 = 6
  static let plus: UInt16 = 7
  static let minus: UInt16 = 8
  static let dash: UInt16 = 9
  static let point: UInt16 = 10
  static let comma: UInt16 = 11
  static let openBracket: UInt16 = 12
  static let closeBracket: UInt16 = 13
  static let slash: UInt16 = 14
  static let lessThan: UInt16 = 15
  static let greaterThan: UInt16 = 16
  static let enumerationComma: UInt16 = 17
  static let rule: UInt16 = 18
  static let emphasis: UInt16 = 19
  static let latin: UInt16 = 20
  static let punctuation: UInt16 = 21
  static let questionMark: UInt16 = 22
  static let colon: UInt16 = 23

  /// The table as it is read by those who look up every character of a text.
  struct Lent {
    fileprivate let classes: UnsafeBufferPointer<UInt16>

    /// The class of a code point, or the number of the letter that it is.
    @inline(__always)
    func classify(_ codePoint: UInt32) -> UInt16 {
      codePoint < 0x10000 ? classify(UInt16(truncatingIfNeeded: codePoint)) : CharacterTable.other
    }

    /// The same for a code point of the basic plane: there is a class for each.
    @inline(__always)
    func classify(_ codePoint: UInt16) -> UInt16 { classes[Int(codePoint)] }
  }

  /// Lends the table, which must not outlive the call.
  func lend<Result>(_ body: (Lent) -> Result) -> Result {
    classes.withUnsafeBufferPointer { body(Lent(classes: $0)) }
  }

  /// Whether a class is of signs that divide sentences and nothing else, wherever they follow a letter.
  @inline(__always)
  static func isSentenceSign(_ kind: UInt16) -> Bool {
    let signs: UInt32 =
      1 << UInt32(point) | 1 << UInt32(comma) | 1 << UInt32(enumerationComma)
      | 1 << UInt32(punctuation) | 1 << UInt32(questionMark)
    return kind < firstLetter && signs >> UInt32(kind) & 1 != 0
  }

  /// A letter of the language that no label holds.
  static let foreignLetter: UInt16 = 31
  static let firstLetter: UInt16 = 32

  /// - Parameters:
  ///   - labels: Everything that is to be recognised.
  ///   - openings: The characters that it begins with.
  ///   - simplified: The simplified form of a code unit from U+3400 through U+9FFF.
  init(
    labels: some Sequence<String>,
    openings: Set<UInt16>,
    simplified: (UInt16) -> UInt16
  ) {
    var classes = [UInt16](repeating: Self.other, count: 0x10000)
    func set(_ scalars: String, to value: UInt16) {
      for scalar in scalars.unicodeScalars where scalar.value < 0x10000 {
        classes[Int(scalar.value)] = value
      }
    }
    for code in 0x3400...0x9FFF { classes[code] = Self.foreignLetter }
    set("〇", to: Self.foreignLetter)
    for code in 0x61...0x7A { classes[code] = Self.latin }
    for code in 0x41...0x5A { classes[code] = Self.latin }
    for code in 0xC0...0x24F { classes[code] = Self.latin }
    for code in 0x1E00...0x1EFF { classes[code] = Self.latin }
    for code in 0xFF21...0xFF3A { classes[code] = Self.latin }
    for code in 0xFF41...0xFF5A { classes[code] = Self.latin }
    for code in 0x30...0x39 { classes[code] = Self.digit }
    for code in 0xFF10...0xFF19 { classes[code] = Self.digit }
    for code in 0x2000...0x200F { classes[code] = Self.space }
    for code in 0x2500...0x257F { classes[code] = Self.rule }
    // Numbers in circles, in brackets and with a point stand before labels: ①, ⒈, ㈠.
    for code in Array(0x2460...0x249B) + Array(0x3220...0x3229) { classes[code] = Self.space }
    set(" \u{A0}\u{3000}\u{FEFF}\u{B}\u{C}\r\u{202F}\u{205F}", to: Self.space)
    set("\n\u{2028}\u{2029}\u{85}", to: Self.lineFeed)
    set("\t", to: Self.tab)
    // Word ends cells with U+0007.
    set("|｜│┃║¦┆┊╎\u{7}", to: Self.pipe)
    set("\u{1F}", to: Self.cellEnd)
    set("+＋", to: Self.plus)
    set("-－−﹣", to: Self.minus)
    set("—–―", to: Self.dash)
    set(".．", to: Self.point)
    set(",，", to: Self.comma)
    set("(（〔[［【《", to: Self.openBracket)
    set(")）〕]］】》", to: Self.closeBracket)
    set("/／", to: Self.slash)
    set("<", to: Self.lessThan)
    set(">", to: Self.greaterThan)
    set("、", to: Self.enumerationComma)
    set("=~", to: Self.rule)
    set("*#_`\\＼", to: Self.emphasis)
    set("。；;！!“”‘’\"'「」『』＂＇·•…%％‰〈〉&", to: Self.punctuation)
    set("?？", to: Self.questionMark)
    set(":：", to: Self.colon)

    var next = Self.firstLetter
    let units = ([Self.units] + Array(labels)).flatMap(\.utf16)
    func number(_ units: [UInt16]) {
      for unit in units where classes[Int(unit)] == Self.foreignLetter {
        classes[Int(unit)] = next
        next += 1
      }
    }
    number(units.filter { !openings.contains($0) })
    firstOpening = next
    number(units)
    letterCount = Int(next - Self.firstLetter)
    for code in 0x3400...0x9FFF where classes[code] == Self.foreignLetter {
      let plain = classes[Int(simplified(UInt16(code)))]
      if plain >= Self.firstLetter { classes[code] = plain }
    }
    self.classes = classes
  }

  /// The characters that units are written in.
  private static let units = "件项条次元万亿个人篇宗份起"

  /// The letters of ``units``.
  var unitLetters: Set<UInt16> { Set(letters(of: Self.units.utf16)) }

  /// The letters of a label in UTF-16, all else left out.
  func letters(of label: some Sequence<UInt16>) -> [UInt16] {
    label.map { classes[Int($0)] }.filter { $0 >= Self.firstLetter }
  }
}
