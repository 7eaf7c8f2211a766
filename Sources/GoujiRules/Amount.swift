package import GoujiModel

/// An exact number in billionths, in the unit that the form gives to a cell.
///
/// Wide enough for any printed figure in any unit; what lies below a billionth is cut off.
package typealias Amount = Int128

/// The amount of one whole.
package let one: Amount = 1_000_000_000

extension Amount {
  /// What is left above a whole number, with the sign of the amount.
  var remainder: Amount {
    // Nearly every amount is small, and a division of 128 bits is a long one.
    if let small = Int64(exactly: self) { return Amount(small % 1_000_000_000) }
    return self % one
  }

  /// Whether there is nothing behind the decimal point.
  var isWhole: Bool { remainder == 0 }
}

package func amount(of figure: Figure, printedIn unit: String?, formUnit: String) -> Amount {
  if unit == nil, figure.fractionDigits == 0 { return Amount(figure.significand) * one }
  var amount = Amount(figure.significand)
  if figure.fractionDigits <= 9 {
    amount *= powerOfTen(9 - figure.fractionDigits)
  } else {
    amount /= powerOfTen(figure.fractionDigits - 9)
  }
  guard let unit else { return amount }
  return amount * multiplier(of: unit) / multiplier(of: formUnit)
}

/// Half of the last printed decimal, in the unit of the form: what rounding may have taken away.
package func roundingTolerance(
  of figure: Figure,
  printedIn unit: String?,
  formUnit: String
) -> Amount {
  let last = figure.fractionDigits <= 9 ? powerOfTen(9 - figure.fractionDigits) : 1
  return last * multiplier(of: unit ?? formUnit) / multiplier(of: formUnit) / 2
}

/// How many of the plain unit one of this unit is: 万元 is 10 000 元.
private func multiplier(of unit: String) -> Amount {
  unit.unicodeScalars.reduce(into: 1) { product, scalar in
    switch scalar {
    case "百": product *= 100
    case "千": product *= 1_000
    case "万", "萬": product *= 10_000
    case "亿", "億": product *= 100_000_000
    default: break
    }
  }
}

private func powerOfTen(_ exponent: Int) -> Amount {
  (0..<exponent).reduce(into: 1) { power, _ in power *= 10 }
}

extension Figure {
  /// The figure with as few decimals as its value takes.
  package init(_ amount: Amount) {
    if let small = Int64(exactly: amount), small % 1_000_000_000 == 0 {
      self.init(significand: small / 1_000_000_000, fractionDigits: 0)
      return
    }
    var significand = amount
    var fractionDigits = 9
    while fractionDigits > 0, significand % 10 == 0 {
      significand /= 10
      fractionDigits -= 1
    }
    self.init(significand: Int64(clamping: significand), fractionDigits: fractionDigits)
  }
}
