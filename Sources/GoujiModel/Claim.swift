/// What the text says about a number: what is counted, how many, of which year, and where.
public struct Claim: Hashable, Sendable {
  /// What is counted; `nil` for a figure that no pattern knows.
  public let subject: ClaimSubject?
  public let statement: Statement

  /// The number as printed, thousands separators left out; 0 for a denial.
  public let figure: Figure

  /// The power of ten of a printed 万 or 亿: 4 or 8; 0 without.
  public let exponent: Int
  public let qualifiers: Qualifiers

  /// The word behind the number in simplified characters, such as 件; empty when there is none.
  public let unit: String

  /// The year that the clause names; `nil` when it names none.
  public let year: Int?
  public let scope: Scope?

  /// The list that the figure is a part of.
  public let list: ListPlace?

  /// The section, in it the paragraph, and in the paragraph the sentence, all counted from 0.
  public let section: Int
  public let paragraph: Int
  public let sentence: Int

  /// The words quoted, in bytes of the paragraph's text.
  public let range: Range<Int>
  public let place: SourcePlace

  /// How a number is stated.
  public enum Statement: String, Hashable, Sendable {
    case figure

    /// 未收到, 未发生: the number is 0.
    case denial

    /// 全部办结: nothing is left over.
    case completion

    /// 共公开条: the figure itself is missing.
    case gap
  }

  /// Whose figures a clause gives.
  public enum Scope: String, Hashable, Sendable {
    /// 全市, 全区.
    case region

    /// 我局, 本机关.
    case own

    /// 市本级, 市政府办公室: the level or office alone.
    case ownLevel = "own_level"

    /// 区县, 乡镇, 各部门: what lies below.
    case below
  }

  /// The place of a part in a list such as `共 T 件,其中 p1 件、p2 件`.
  public struct ListPlace: Hashable, Sendable {
    /// The claim that gives the whole, by its position in ``Report/claims``.
    public let whole: Int

    /// Whether the list says that it is complete: 分别为, 其他.
    public let isClosed: Bool

    /// Whether the list hangs on a part of another list without a bracket around it.
    public let isNested: Bool

    public init(whole: Int, isClosed: Bool, isNested: Bool) {
      self.whole = whole
      self.isClosed = isClosed
      self.isNested = isNested
    }
  }

  public struct Qualifiers: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
      self.rawValue = rawValue
    }

    /// 余, 多: the number is a lower bound.
    public static let more = Qualifiers(rawValue: 1)

    /// 约, 近, 左右.
    public static let about = Qualifiers(rawValue: 2)

    /// 超过, 逾, 不少于.
    public static let above = Qualifiers(rawValue: 4)

    /// 不足, 不到.
    public static let below = Qualifiers(rawValue: 8)

    /// % or 个百分点.
    public static let percent = Qualifiers(rawValue: 16)

    /// 比上年, 去年: the number belongs to another year or is a difference.
    public static let comparison = Qualifiers(rawValue: 32)

    /// 计划, 力争: the number is not yet true.
    public static let plan = Qualifiers(rawValue: 64)

    /// 历年累计, …以来: the number covers several years.
    public static let cumulative = Qualifiers(rawValue: 128)

    /// 增长, 上升.
    public static let growth = Qualifiers(rawValue: 256)

    /// 下降, 减少.
    public static let decline = Qualifiers(rawValue: 512)

    /// 占: a share of something.
    public static let share = Qualifiers(rawValue: 1024)

    /// 百分点: a difference of two shares.
    public static let points = Qualifiers(rawValue: 2048)

    /// 网站占比60%: a share of which the words, not the figure before, say what it is the share of.
    public static let shareOfOther = Qualifiers(rawValue: 4096)

    public static let inexact: Qualifiers = [.more, .about, .above, .below]
  }

  public init(
    subject: ClaimSubject?,
    statement: Statement = .figure,
    figure: Figure,
    exponent: Int = 0,
    qualifiers: Qualifiers = [],
    unit: String = "",
    year: Int? = nil,
    scope: Scope? = nil,
    list: ListPlace? = nil,
    section: Int = 0,
    paragraph: Int = 0,
    sentence: Int = 0,
    range: Range<Int> = 0..<0,
    place: SourcePlace
  ) {
    self.subject = subject
    self.statement = statement
    self.figure = figure
    self.exponent = exponent
    self.qualifiers = qualifiers
    self.unit = unit
    self.year = year
    self.scope = scope
    self.list = list
    self.section = section
    self.paragraph = paragraph
    self.sentence = sentence
    self.range = range
    self.place = place
  }

  /// The number with 万 and 亿 counted in; `nil` beyond 18 digits.
  public var value: Figure? { figure.scaled(byPowerOfTen: exponent) }

  /// Whether the number is stated to the last digit.
  public var isExact: Bool { qualifiers.isDisjoint(with: .inexact) && exponent == 0 }
}

extension Figure {
  /// The figure times a power of ten that is not negative; `nil` beyond 18 digits.
  package func scaled(byPowerOfTen exponent: Int) -> Figure? {
    var significand = significand
    var fractionDigits = fractionDigits
    for _ in 0..<exponent {
      if fractionDigits > 0 {
        fractionDigits -= 1
      } else {
        let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        significand = product
      }
    }
    return Figure(significand: significand, fractionDigits: fractionDigits)
  }
}

/// What a claim counts, such as `applications.received`; the files of `schemas/claims/` list them.
public struct ClaimSubject: RawRepresentable, Hashable, Sendable, Codable,
  ExpressibleByStringLiteral, CustomStringConvertible
{
  private static let names = NameTable()

  /// The number of the name, counted from 0; it holds within one run of the program only.
  package let number: UInt32

  public init(rawValue: String) {
    number = Self.names.number(of: rawValue)
  }

  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  public var rawValue: String { Self.names.name(of: number) }

  public var description: String { rawValue }

  public static func == (left: ClaimSubject, right: ClaimSubject) -> Bool {
    left.number == right.number
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(number)
  }
}

/// Words in the text that a rule about wording or completeness looks for.
public struct Phrase: Hashable, Sendable {
  public let kind: PhraseKind

  /// The number in the phrase, such as that of a decree, or its year; `nil` without.
  public let number: Int?

  /// The section and, in it, the paragraph, both counted from 0; paragraph −1 is the heading.
  public let section: Int
  public let paragraph: Int

  /// The words, in bytes of the paragraph's text.
  public let range: Range<Int>
  public let place: SourcePlace

  public init(
    kind: PhraseKind,
    number: Int? = nil,
    section: Int = 0,
    paragraph: Int = 0,
    range: Range<Int> = 0..<0,
    place: SourcePlace
  ) {
    self.kind = kind
    self.number = number
    self.section = section
    self.paragraph = paragraph
    self.range = range
    self.place = place
  }
}

/// What a phrase is, such as `template`; the files of `schemas/claims/` list them.
public struct PhraseKind: RawRepresentable, Hashable, Sendable, Codable,
  ExpressibleByStringLiteral, CustomStringConvertible
{
  private static let names = NameTable()

  /// The number of the name, counted from 0; it holds within one run of the program only.
  package let number: UInt32

  public init(rawValue: String) {
    number = Self.names.number(of: rawValue)
  }

  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  public var rawValue: String { Self.names.name(of: number) }

  public var description: String { rawValue }

  public static func == (left: PhraseKind, right: PhraseKind) -> Bool {
    left.number == right.number
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(number)
  }
}

extension Report {
  /// The words that a claim quotes.
  public func quote(_ claim: Claim) -> String {
    text(section: claim.section, paragraph: claim.paragraph, range: claim.range)
  }

  /// The words of a phrase.
  public func quote(_ phrase: Phrase) -> String {
    text(section: phrase.section, paragraph: phrase.paragraph, range: phrase.range)
  }

  private func text(section: Int, paragraph: Int, range: Range<Int>) -> String {
    guard sections.indices.contains(section) else { return "" }
    let paragraphs = sections[section].paragraphs
    guard paragraphs.indices.contains(paragraph) else { return "" }
    let bytes = paragraphs[paragraph].text.utf8
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return "" }
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    let end = bytes.index(start, offsetBy: range.count)
    return String(paragraphs[paragraph].text[start..<end])
  }
}
