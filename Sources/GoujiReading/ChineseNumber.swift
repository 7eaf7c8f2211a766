/// Whole numbers in Chinese characters: 两, 十八, 一百零五, 三千二百.
enum ChineseNumber {
  /// Longer runs are no numbers that reports write in characters.
  static let longest = 12

  /// Whether a unit can stand in a number, or as 余 and 多 between the number and its unit.
  static func isPart(_ unit: UInt16) -> Bool {
    Unit.chineseDigit(unit) != nil || power(of: unit) != nil || unit == two || isRemainder(unit)
  }

  /// Whether a unit is 余 or 多.
  static func isRemainder(_ unit: UInt16) -> Bool { unit == 0x4F59 || unit == 0x591A }

  /// The number that begins a range, and the position behind it; `nil` for what is no exact number, such
  /// as 三四 or 百.
  static func value(in range: Range<Int>, of units: Units) -> (value: Int64, end: Int)? {
    var sum: Int64 = 0
    var digit: Int64 = 0
    var lastPower: Int64 = 10_000
    var hasDigit = false
    var position = range.lowerBound
    while position < range.upperBound {
      let unit = units[position]
      if let power = power(of: unit) {
        guard power < lastPower, hasDigit || (power == 10 && position == range.lowerBound) else {
          return nil
        }
        sum += (hasDigit ? digit : 1) * power
        (lastPower, digit, hasDigit) = (power, 0, false)
      } else if unit == two || Unit.chineseDigit(unit) != nil {
        let value = unit == two ? 2 : Int64(Unit.chineseDigit(unit) ?? 0)
        // 一百零五: the zero parts the digits.
        guard !hasDigit || digit == 0 else { return nil }
        (digit, hasDigit) = (value, true)
      } else {
        break
      }
      position += 1
    }
    guard position > range.lowerBound else { return nil }
    return (sum + digit, position)
  }

  /// 两.
  private static let two: UInt16 = 0x4E24

  private static func power(of unit: UInt16) -> Int64? {
    switch unit {
    case 0x5341: 10  // 十
    case 0x767E: 100  // 百
    case 0x5343: 1000  // 千
    default: nil
    }
  }
}
