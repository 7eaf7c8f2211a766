/// One thing that the lexer found between the letters.
struct Token: Sendable {
  var kind: Kind

  /// How much space a figure could have been printed for, and what stands around it.
  var flags: Flags = []

  /// Bytes of the text.
  var start: Int32
  var end: Int32

  /// The line of the text, from 0.
  var line: Int32

  /// The columns of a terminal that it covers; wide characters take two.
  var columnStart: Int32 = 0
  var columnEnd: Int32 = 0

  /// How many wide characters stand before it in its line.
  var wideBefore: Int32 = 0

  /// How many letters stand before it.
  var letter: Int32

  /// The grid cell that holds it, counted over all grids of the document; -1 outside of grids.
  var cell: Int32 = -1

  /// A figure's digits; for pipes their number; for a rule which ``Rule`` it is.
  var significand: Int64 = 0
  var fractionDigits: UInt8 = 0
  var unit: FigureUnit = .none

  enum Kind: UInt8, Sendable {
    case figure

    /// A sign that no figure is given: `/`, `-`, `无`.
    case mark

    /// One separator, or several with nothing between them.
    case pipe

    /// Digits that are no figure of a cell.
    case stray

    /// The end of a cell of a grid.
    case cellEnd
    case tab

    /// A line drawn with dashes, as between the parts of a table.
    case rule

    /// The number of a row or column, printed beside the cells of a table.
    case counter
  }

  /// What a line that is drawn with signs is.
  enum Rule: Int64 {
    case line

    /// The border of a table or of its cells; such a line begins with `+` or crosses others.
    case border

    /// Underscores that fill up the last line of a row.
    case underline
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8

    /// A sign was printed before the figure.
    static let signed = Flags(rawValue: 1)

    /// Nothing stands between the figure and the letters before it.
    static let glued = Flags(rawValue: 2)

    /// The digits begin with a zero that is not the whole number.
    static let leadingZero = Flags(rawValue: 4)

    /// A character that could not be decoded touches the figure.
    static let damaged = Flags(rawValue: 8)
  }

  var isValue: Bool { kind == .figure || kind == .mark }

  var isOfDigits: Bool { kind == .figure || kind == .stray }
}

/// A unit printed behind a figure.
enum FigureUnit: UInt8, Sendable, CaseIterable {
  case none
  case yuan
  case tenThousandYuan
  case hundredMillionYuan
  case piece
  case item
  case entry
  case time
  case person
  case personTime
  case unit
  case volume
  case lawCase

  /// As printed.
  var text: String? {
    switch self {
    case .none: nil
    case .yuan: "元"
    case .tenThousandYuan: "万元"
    case .hundredMillionYuan: "亿元"
    case .piece: "件"
    case .item: "项"
    case .entry: "条"
    case .time: "次"
    case .person: "人"
    case .personTime: "人次"
    case .unit: "个"
    case .volume: "篇"
    case .lawCase: "宗"
    }
  }

  var isMoney: Bool {
    self == .yuan || self == .tenThousandYuan || self == .hundredMillionYuan
  }
}

/// One letter of the text that could belong to a label.
///
/// Packed into two words, because most of a text is letters and all are written and read in a row.
struct Letter: Sendable {
  /// The letter, from bit 16 on the flags, from bit 32 on the offset.
  private let place: UInt64

  /// The token, from bit 32 on the line.
  private let surroundings: UInt64

  init(letter: UInt16, flags: Flags, offset: Int32, token: Int32, line: Int32) {
    place =
      UInt64(letter) | UInt64(flags.rawValue) << 16 | UInt64(UInt32(bitPattern: offset)) << 32
    surroundings = UInt64(UInt32(bitPattern: token)) | UInt64(UInt32(bitPattern: line)) << 32
  }

  /// As ``CharacterTable`` numbers it.
  var letter: UInt16 { UInt16(truncatingIfNeeded: place) }
  var flags: Flags { Flags(rawValue: UInt8(truncatingIfNeeded: place >> 16)) }

  /// The first byte of the letter in the text; every letter takes three.
  var offset: Int32 { Int32(truncatingIfNeeded: place >> 32) }

  /// How many tokens stand before it.
  var token: Int32 { Int32(truncatingIfNeeded: surroundings) }

  /// The line of the text, from 0.
  var line: Int32 { Int32(truncatingIfNeeded: surroundings >> 32) }

  /// The letter as one that stands between other tokens, in another line.
  func moved(before token: Int32, line: Int32) -> Letter {
    Letter(letter: letter, flags: flags, offset: offset, token: token, line: line)
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8

    /// A separator, a line end or a figure stands before the letter.
    static let hardStart = Flags(rawValue: 1)

    /// A space stands before the letter.
    static let softStart = Flags(rawValue: 2)

    /// An open bracket stands before the letter in its field.
    static let inBracket = Flags(rawValue: 4)

    /// Punctuation stands before the letter in its field.
    static let afterPunctuation = Flags(rawValue: 8)
  }
}

/// A text taken apart.
struct TokenStream: Sendable {
  var tokens: [Token]
  var letters: [Letter]

  /// How many left-over tags were passed over.
  var skippedTags: Int

  /// Whether a long text has none of the signs that stand between words.
  var lacksPunctuation = false
}
