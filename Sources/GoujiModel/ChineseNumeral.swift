/// A whole number in Chinese characters, put together from left to right: 两, 十八, 一百零五.
package struct ChineseNumeral {
  private var sum = 0
  private var digit: Int?
  private var lastPower = 10_000

  package init() {}

  /// The number so far.
  package var value: Int { sum + (digit ?? 0) }

  /// Adds a digit or a power of ten.
  ///
  /// - Returns: Whether the number can go on so; 三四 is none, nor is 十百.
  package mutating func append(_ value: Int) -> Bool {
    if value >= 10 {
      guard value < lastPower else { return false }
      sum += (digit ?? 1) * value
      lastPower = value
      digit = nil
    } else {
      // 一百零五: the zero parts two digits.
      if let digit, digit != 0 { return false }
      digit = value
    }
    return true
  }

  /// What a character stands for: 0 through 9, 10, 100 or 1000; `nil` for others.
  @inlinable
  package static func value(of code: UInt32) -> Int? {
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
}
