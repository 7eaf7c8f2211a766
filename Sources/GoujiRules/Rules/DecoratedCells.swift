internal import GoujiModel
internal import GoujiSchemas

/// Cells with more than a number in plain notation, a finding for each table.
struct DecoratedCells: PlainRuleKind {
  static let kind = "decorated-cells"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    for survey in ledger.surveys where !survey.present.isEmpty {
      let decorated = survey.present.filter { ledger.prints[$0] == .decorated }
      guard let first = decorated.first else {
        tally.holds()
        continue
      }
      let title = ledger.form.tables[survey.table].title.zh
      let count = decorated.count
      let raw = ledger.printedText(at: first)
      let label = ledger.label(first)
      var parts = [
        Bilingual(
          zh: "表“\(title)”有\(count)格数字带有单位或符号"
            + (count > 1 ? ",如" : ":") + "\(label)填“\(raw)”",
          en: (count > 1
            ? "\(count) cells of the table \(title) have more than a number, such as "
            : "1 cell of the table \(title) has more than a number: ") + "\(label) says “\(raw)”"
        )
      ]
      if let converted = conversion(of: first, ledger) { parts.append(converted) }
      tally.fails(
        survey.finding(
          about: decorated,
          parts,
          ledger,
          settings,
          severity: settings.severity
        )
      )
    }
    return tally.outcome
  }

  /// What the number is in the unit of the form, where that is another one.
  private func conversion(of position: Int, _ ledger: Ledger) -> Bilingual? {
    guard let printed = ledger.cells[position].value else { return nil }
    let converted = Figure(ledger.amounts[position])
    guard converted != printed else { return nil }
    let unit = ledger.form.cells[position].unit
    let named = unit == "未注明" ? "元" : unit
    return Bilingual(
      zh: "按单位折合\(converted)\(named)",
      en: "which is \(converted) \(named)"
    )
  }
}
