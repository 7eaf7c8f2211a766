import GoujiModel

/// Numbers in Chinese characters before the unit of what they count: 十八件, 三百余条.
enum ChineseNumber {
  /// Longer runs are no numbers that reports write in characters.
  static let longest = 12

  /// Whether a unit can stand in a number, or as 余 and 多 between the number and its unit.
  static func isPart(_ unit: UInt16) -> Bool {
    ChineseNumeral.value(of: UInt32(unit)) != nil || isRemainder(unit)
  }

  /// Whether a unit is 余 or 多.
  static func isRemainder(_ unit: UInt16) -> Bool { unit == 0x4F59 || unit == 0x591A }

  /// The number that begins a range, and the position behind it; `nil` for what is no exact number, such
  /// as 三四 or 百.
  static func value(in range: Range<Int>, of units: Units) -> (value: Int64, end: Int)? {
    var numeral = ChineseNumeral()
    var position = range.lowerBound
    while position < range.upperBound,
      let value = ChineseNumeral.value(of: UInt32(units[position]))
    {
      // 近百件, 千条 count nothing for themselves.
      let isVague = position == range.lowerBound && value >= 100
      guard !isVague, numeral.append(value) else { return nil }
      position += 1
    }
    guard position > range.lowerBound else { return nil }
    return (Int64(numeral.value), position)
  }
}
