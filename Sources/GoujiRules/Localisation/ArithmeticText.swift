internal import GoujiModel

/// The sentences about sums that do not add up, in one place.
enum ArithmeticText {
  static let doubtful = Bilingual(
    zh: "此处提取存疑,严重程度降一级",
    en: "the reading of this place is in doubt, so the severity is one level lower"
  )

  /// How far the left side is off.
  static func difference(_ residual: Amount, unit: String) -> Bilingual {
    let figure = Figure(abs(residual))
    return residual > 0
      ? Bilingual(zh: "多\(figure)\(unit)", en: "\(figure) too many")
      : Bilingual(zh: "少\(figure)\(unit)", en: "\(figure) too few")
  }

  static func oneCause(_ count: Int) -> Bilingual {
    Bilingual(
      zh: "同一原因使\(count)条勾稽关系不成立",
      en: "one cause breaks \(count) identities"
    )
  }

  static let blanks = Bilingual(zh: "空白格按0计算", en: "blank cells were counted as 0")

  static func likeliest(
    _ repair: Repair,
    _ explanation: Explanation,
    _ ledger: Ledger
  ) -> Bilingual {
    let name = text(of: explanation, ledger)
    let changes = changes(of: repair, ledger)
    return Bilingual(
      zh: "疑似\(name.zh),\(changes.zh)后全部成立",
      en: "most likely \(name.en); with \(changes.en) everything holds"
    )
  }

  static func only(_ repair: Repair, _ ledger: Ledger) -> Bilingual {
    let changes = changes(of: repair, ledger)
    return Bilingual(
      zh: "唯一的最小改动是\(changes.zh)",
      en: "the only smallest change is \(changes.en)"
    )
  }

  static func undecided(_ repairs: [Repair], _ ledger: Ledger) -> Bilingual {
    let shown = repairs.prefix(3).map { changes(of: $0, ledger) }
    let rest = repairs.count > shown.count
    return Bilingual(
      zh: "无法判定错在哪一格,可能的改动:" + shown.map(\.zh).joined(separator: ",或")
        + (rest ? "等\(repairs.count)种" : ""),
      en: "it cannot be decided which cell is wrong, candidates: "
        + shown.map(\.en).joined(separator: ", or ")
        + (rest ? ", and \(repairs.count - shown.count) more" : "")
    )
  }

  /// The candidates that one slip of the hand explains.
  static func slips(_ repairs: [Repair], _ ledger: Ledger) -> Bilingual {
    let shown = repairs.map { changes(of: $0, ledger) }
    return Bilingual(
      zh: "其中只差一次按键的:" + shown.map(\.zh).joined(separator: ",或"),
      en: "of these one slip of a key explains: " + shown.map(\.en).joined(separator: ", or ")
    )
  }

  static let unrepaired = Bilingual(
    zh: "改动不超过三处无法使有关关系全部成立",
    en: "no change in up to three places makes everything hold"
  )

  private static func changes(of repair: Repair, _ ledger: Ledger) -> Bilingual {
    var row: RowID?
    let changes = repair.changes.map { cell, change in
      let definition = ledger.form.cells[cell]
      let label = definition.id.row == row ? definition.columnLabel : definition.label
      row = definition.id.row
      let meant = Figure(ledger.amounts[cell] + change)
      guard ledger.states[cell] != .blank else {
        return Bilingual(zh: "\(label)空白处填\(meant)", en: "\(label) blank→\(meant)")
      }
      let printed = Figure(ledger.amounts[cell])
      return Bilingual(
        zh: "\(label)由\(printed)改为\(meant)",
        en: "\(label) \(printed)→\(meant)"
      )
    }
    return Bilingual(
      zh: changes.map(\.zh).joined(separator: "、"),
      en: changes.map(\.en).joined(separator: " and ")
    )
  }

  private static func text(of explanation: Explanation, _ ledger: Ledger) -> Bilingual {
    switch explanation {
    case .addedIn(let cell):
      let row = ledger.form.cells[cell].rowLabel
      return Bilingual(
        zh: "合计时把「\(row)」一并加入",
        en: "the row 「\(row)」 was added in"
      )
    case .countedTwice(let cell):
      return Bilingual(
        zh: "\(ledger.label(cell))被计算两次",
        en: "\(ledger.label(cell)) was counted twice"
      )
    case .leftOut(let cell):
      return Bilingual(
        zh: "合计时漏加\(ledger.label(cell))",
        en: "\(ledger.label(cell)) was left out"
      )
    case .swappedCells: return Bilingual(zh: "两格互换", en: "two cells were swapped")
    case .shiftedRow:
      return Bilingual(zh: "整行数字错位一栏", en: "the figures of a row stand one column off")
    case .splitNumber:
      return Bilingual(zh: "一个数被拆成两格", en: "one number was split over two cells")
    case .swappedDigits: return Bilingual(zh: "相邻两位数字颠倒", en: "two digits were swapped")
    case .changedDigit: return Bilingual(zh: "一位数字有误", en: "one digit is wrong")
    case .lostDigit: return Bilingual(zh: "漏一位数字", en: "a digit was lost")
    case .addedDigit: return Bilingual(zh: "多一位数字", en: "a digit was added")
    case .wrongUnit: return Bilingual(zh: "单位相差一万倍", en: "the unit is off by 10 000")
    case .turnedSign: return Bilingual(zh: "正负号颠倒", en: "the sign is turned")
    }
  }
}
