internal import GoujiModel

extension Claim {
  /// The number in the unit that the form gives to a cell; `nil` beyond 18 digits.
  func amount(inUnit formUnit: String) -> Amount? {
    guard let value else { return nil }
    return GoujiRules.amount(
      of: value,
      printedIn: isInYuan && !formUnit.isEmpty ? unit : nil,
      formUnit: formUnit
    )
  }

  /// Whether the number is an amount of money: strings of Chinese are long to tell apart otherwise.
  fileprivate var isInYuan: Bool { unit.utf8.elementsEqual("元".utf8) }

  /// The number as an amount in its own unit; `nil` beyond 18 digits.
  var amount: Amount? { figure.amount(scaledBy: exponent) }

  /// What rounding may have taken away: half of the last printed decimal of 1.2万 or of an amount
  /// of money; nothing from a plain count.
  func tolerance(inUnit formUnit: String) -> Amount {
    guard exponent > 0 || figure.fractionDigits > 0,
      let last = Figure(significand: 1, fractionDigits: figure.fractionDigits)
        .scaled(byPowerOfTen: exponent)
    else { return 0 }
    return GoujiRules.amount(of: last, printedIn: isInYuan ? unit : nil, formUnit: formUnit) / 2
  }

  /// The place of the claim, as a term of a finding.
  var term: FindingTerm {
    FindingTerm(cell: nil, figure: statement == .figure ? figure : nil, place: place)
  }
}

extension Figure {
  /// The figure times a power of ten, as an amount; `nil` beyond 18 digits.
  func amount(scaledBy exponent: Int) -> Amount? {
    if exponent == 0, fractionDigits == 0 { return Amount(significand) * one }
    return scaled(byPowerOfTen: exponent).map {
      GoujiRules.amount(of: $0, printedIn: nil, formUnit: "")
    }
  }
}

extension Ledger {
  /// Whether the claim at a position can mean a sum of cells, its rounding and its 余, 约 or 近
  /// considered.
  func agrees(_ position: Int, with sum: CellSum) -> Bool {
    let table = sum.value(in: self)
    guard text.traits[position].contains(.figure) else { return table == 0 }
    guard let first = sum.positions.first else { return true }
    let claim = report.claims[position]
    let unit = form.cells[first].unit
    // The form of 2019 prints no unit for money: without one in the cell it may be 元 or 万元.
    if claim.isInYuan, !unit.hasSuffix("元"), cells[first].unit == nil {
      return agrees(claim, with: table, of: sum, inUnit: "元")
        || agrees(claim, with: table, of: sum, inUnit: "万元")
    }
    return agrees(claim, with: table, of: sum, inUnit: unit)
  }

  private func agrees(
    _ claim: Claim,
    with table: Amount,
    of sum: CellSum,
    inUnit unit: String
  ) -> Bool {
    guard let amount = claim.amount(inUnit: unit) else { return true }
    let tolerance = sum.positions.reduce(claim.tolerance(inUnit: unit)) {
      max($0, self.tolerance(at: $1))
    }
    return claim.qualifiers.allows(table, for: amount, tolerance: tolerance)
  }

  /// Whether a claim counts a whole region while the report is that of one office, or one office while
  /// the report is that of a region.
  func mixesScopes(_ claim: Claim) -> Bool {
    guard let level = report.identity.level else { return false }
    switch level {
    case .centralDepartment, .provinceDepartment, .cityDepartment, .countyDepartment:
      return claim.scope == .region
    case .provinceGovernment, .cityGovernment, .countyGovernment: return claim.scope == .ownLevel
    case .town: return false
    }
  }
}

extension Claim.Qualifiers {
  /// Whether a true number can be printed as `stated` with these qualifiers.
  func allows(_ value: Amount, for stated: Amount, tolerance: Amount = 0) -> Bool {
    if contains(.about) { return abs(value - stated) <= max(tolerance, stated / 10) }
    if contains(.more) || contains(.above) { return value >= stated - tolerance }
    if contains(.below) { return value <= stated + tolerance }
    return abs(value - stated) <= tolerance
  }
}

/// How findings about the text put numbers and reasons.
enum NarrativeText {
  static let silent = Bilingual(zh: "正文没有给出有关数字", en: "the text gives no such figure")

  /// `12件`, `约1.2万条`, `0`.
  static func number(_ claim: Claim) -> String { numbers([claim], at: CollectionOfOne(0)).string }

  /// The cells of a sum: one by its label, several by the first one and their number.
  static func labels(of sum: CellSum, in ledger: Ledger) -> Bilingual {
    guard let first = sum.positions.first else { return Bilingual(zh: "", en: "") }
    let label = ledger.label(first)
    guard sum.positions.count > 1 else { return Bilingual(zh: label, en: label) }
    if sum.positions.count == 2, let last = sum.positions.last {
      return Bilingual(
        zh: "\(label)与\(ledger.label(last))合计",
        en: "the sum of \(label) and \(ledger.label(last))"
      )
    }
    return Bilingual(
      zh: "\(label)等\(sum.positions.count)格合计",
      en: "the sum of \(label) and \(sum.positions.count - 1) more cells"
    )
  }

  /// Whether two amounts differ by 万.
  static func isUnitSlip(_ one: Figure, _ other: Figure) -> Bool {
    !one.isZero
      && (one.scaled(byPowerOfTen: 4) == other || other.scaled(byPowerOfTen: 4) == one)
  }

  /// `39件、3127件、615件、1件`.
  static func numbers(_ claims: [Claim], at positions: some Sequence<Int>) -> SentenceText {
    let claims = claims.span
    var text = SentenceText()
    var isFirst = true
    for position in positions {
      if !isFirst { text.append("、") }
      isFirst = false
      let qualifiers = claims[position].qualifiers
      if qualifiers.contains(.about) { text.append("约") }
      text.append(claims[position].figure)
      switch claims[position].exponent {
      case 4: text.append("万")
      case 8: text.append("亿")
      default: break
      }
      if qualifiers.contains(.more) { text.append("余") }
      let isPercentage = qualifiers.contains(.percent) && !qualifiers.contains(.points)
      text.append(isPercentage ? "%" : claims[position].unit)
    }
    return text
  }
}

extension Ledger {
  /// How messages put the number of the claim at a position.
  func number(_ position: Int) -> SentenceText {
    NarrativeText.numbers(report.claims, at: CollectionOfOne(position))
  }

  /// How messages put the parts of a list.
  func numbers(of list: ClaimList) -> SentenceText {
    NarrativeText.numbers(report.claims, at: parts(of: list))
  }
}
