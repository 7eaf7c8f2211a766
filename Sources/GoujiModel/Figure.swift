/// An exact decimal number, as printed: trailing zeros are kept, so `27.4060` is not `27.406`.
///
/// Two figures are equal when their values are, whatever their number of decimals.
public struct Figure: Sendable {
  /// The digits without the decimal point, signed.
  public let significand: Int64

  /// How many of the digits stand behind the decimal point, 0 through 18.
  public let fractionDigits: Int

  public init(significand: Int64, fractionDigits: Int) {
    self.significand = significand
    self.fractionDigits = fractionDigits
  }

  public init(_ integer: Int) {
    self.init(significand: Int64(integer), fractionDigits: 0)
  }

  /// Reads plain decimal notation such as `-12` or `43027665.50`.
  ///
  /// - Returns: `nil` for anything else, and for numbers of more than 18 digits.
  public init?(_ text: some StringProtocol) {
    var significand: Int64 = 0
    var digits = 0
    var fractionDigits: Int?
    var isNegative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0:
        isNegative = true
      case UInt8(ascii: ".") where fractionDigits == nil && digits > 0:
        fractionDigits = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        guard digits <= 18 else { return nil }
        significand = significand * 10 + Int64(byte - UInt8(ascii: "0"))
        if let count = fractionDigits { fractionDigits = count + 1 }
      default:
        return nil
      }
    }
    guard digits > 0, fractionDigits != 0 else { return nil }
    self.init(
      significand: isNegative ? -significand : significand,
      fractionDigits: fractionDigits ?? 0
    )
  }

  public static let zero = Figure(0)

  public var isZero: Bool { significand == 0 }

  public var isNegative: Bool { significand < 0 }

  /// Whether nothing but zeros stands behind the decimal point.
  public var isWhole: Bool {
    significand % Int64(Figure.powerOfTen(fractionDigits)) == 0
  }

  /// The value as an integer; `nil` when it is not whole.
  public var integer: Int? {
    isWhole ? Int(significand / Int64(Figure.powerOfTen(fractionDigits))) : nil
  }

  /// An approximation, for shares and ratios only.
  public var approximation: Double {
    Double(significand) / Double(Figure.powerOfTen(fractionDigits))
  }

  static func powerOfTen(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

extension Figure: Hashable, Comparable {
  public static func == (left: Figure, right: Figure) -> Bool {
    if left.fractionDigits == right.fractionDigits { return left.significand == right.significand }
    let (a, b) = Figure.aligned(left, right)
    return a == b
  }

  public static func < (left: Figure, right: Figure) -> Bool {
    if left.fractionDigits == right.fractionDigits { return left.significand < right.significand }
    let (a, b) = Figure.aligned(left, right)
    return a < b
  }

  public func hash(into hasher: inout Hasher) {
    var significand = significand
    var fractionDigits = fractionDigits
    while fractionDigits > 0, significand % 10 == 0 {
      significand /= 10
      fractionDigits -= 1
    }
    hasher.combine(significand)
    hasher.combine(fractionDigits)
  }

  private static func aligned(_ left: Figure, _ right: Figure) -> (Int128, Int128) {
    let digits = max(left.fractionDigits, right.fractionDigits)
    return (
      Int128(left.significand) * powerOfTen(digits - left.fractionDigits),
      Int128(right.significand) * powerOfTen(digits - right.fractionDigits)
    )
  }
}

extension Figure {
  /// The sum, with as many decimals as the finer of the two.
  ///
  /// Sums beyond 18 digits saturate, which no published figure comes near.
  public static func + (left: Figure, right: Figure) -> Figure {
    if left.fractionDigits == right.fractionDigits {
      let (sum, overflow) = left.significand.addingReportingOverflow(right.significand)
      if !overflow { return Figure(significand: sum, fractionDigits: left.fractionDigits) }
    }
    let (a, b) = aligned(left, right)
    return Figure(
      significand: Int64(clamping: a + b),
      fractionDigits: max(left.fractionDigits, right.fractionDigits)
    )
  }

  public static func - (left: Figure, right: Figure) -> Figure {
    left + -right
  }

  public static prefix func - (figure: Figure) -> Figure {
    Figure(significand: -figure.significand, fractionDigits: figure.fractionDigits)
  }

  public var magnitude: Figure { isNegative ? -self : self }
}

extension Figure: CustomStringConvertible, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) {
    self.init(value)
  }

  /// Plain decimal notation, as ``init(_:)-(StringProtocol)`` reads it.
  public var description: String {
    guard fractionDigits > 0 else { return String(significand) }
    var digits = String(significand.magnitude)
    while digits.utf8.count <= fractionDigits { digits = "0" + digits }
    let point = digits.index(digits.endIndex, offsetBy: -fractionDigits)
    return (isNegative ? "-" : "") + digits[..<point] + "." + digits[point...]
  }
}
