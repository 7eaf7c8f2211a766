package import GoujiModel

/// A figure in the text outside the tables, with what stands around it.
package struct NumberMention: Sendable, Hashable {
  /// The number as printed, thousands separators left out: 1.2 for 1.2万元.
  package let figure: Figure

  /// The power of ten of a printed 万 or 亿: 4 or 8; 0 without.
  package let exponent: Int

  /// What says that the number is not exact, or a share.
  package let qualifiers: Qualifiers

  /// The word behind the number in simplified characters, such as 件 or 人次; empty when none is
  /// known.
  package let unit: String

  /// The section and, in it, the paragraph, both counted from 0.
  package let section: Int
  package let paragraph: Int

  /// The number with qualifiers and unit, in bytes of the paragraph's text.
  package let range: Range<Int>

  /// The clause between two commas or stronger signs that the number stands in, as ``range``.
  package let clause: Range<Int>
  package let place: SourcePlace

  package struct Qualifiers: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// 余, 多: the number is a lower bound.
    package static let more = Qualifiers(rawValue: 1)

    /// 约, 近, 左右.
    package static let about = Qualifiers(rawValue: 2)

    /// 超过, 逾, 不少于.
    package static let above = Qualifiers(rawValue: 4)

    /// 不足, 不到.
    package static let below = Qualifiers(rawValue: 8)

    /// % or 个百分点.
    package static let percent = Qualifiers(rawValue: 16)
  }

  /// The number with 万 and 亿 counted in; `nil` beyond 18 digits.
  package var value: Figure? {
    var significand = figure.significand
    var fractionDigits = figure.fractionDigits
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
