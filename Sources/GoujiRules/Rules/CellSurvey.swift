internal import GoujiModel

/// Counts cells of one table by their rows, for findings about many cells at once.
struct CellSurvey {
  /// The place of the table in the form.
  let table: Int

  /// All cells of the table that the report has, in printed order.
  let present: [Int]

  /// One survey for each table of the form, in printed order.
  static func all(_ layout: FormLayout, _ states: [Ledger.State]) -> [CellSurvey] {
    layout.tables.indices.map { index in
      let positions = layout.tables[index]
      return CellSurvey(
        table: index,
        present: states[positions].contains(.missing)
          ? positions.filter { states[$0] != .missing } : layout.positions[index]
      )
    }
  }

  /// How many of some cells stand in each row: `「行政强制」3格`.
  static func rows(of positions: [Int], in ledger: Ledger) -> (zh: SentenceText, en: SentenceText) {
    let labels = ledger.layout.rowLabels
    var (zh, en) = (SentenceText(), SentenceText())
    var rows = 0
    var start = 0
    while start < positions.count {
      var end = start + 1
      while end < positions.count, labels[positions[end]] == labels[positions[start]] { end += 1 }
      if rows < 4 {
        let label = ledger.form.cells[positions[start]].rowLabel
        let count = Figure(end - start)
        zh.append(rows > 0 ? "、「" : "「")
        zh.append(label)
        zh.append("」")
        zh.append(count)
        zh.append("格")
        en.append(rows > 0 ? ", 「" : "「")
        en.append(label)
        en.append("」 ")
        en.append(count)
      }
      rows += 1
      start = end
    }
    if rows > 4 {
      zh.append("等")
      zh.append(Figure(rows))
      zh.append("行")
      en.append(" and others in ")
      en.append(Figure(rows))
      en.append(" rows")
    }
    return (zh, en)
  }

  /// A finding about some cells of the table, placed at the first of them; it names a cell only where
  /// it is about one alone.
  func finding(
    about positions: [Int],
    _ message: [Bilingual],
    _ ledger: Ledger,
    _ settings: RuleSettings,
    severity: Severity
  ) -> Finding {
    settings.finding(
      severity: severity,
      cell: positions.count == 1 ? ledger.form.cells[positions[0]].id : nil,
      table: ledger.form.tables[table].id,
      message: sentence(message),
      terms: positions.map { ledger.term($0) },
      place: positions.first.flatMap { ledger.cells[$0].place }
    )
  }
}

extension String {
  private static let isBlank: @Sendable (Character) -> Bool = {
    $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}"
  }

  /// Whether nothing but blanks is in it.
  var isWhitespace: Bool { utf8.isEmpty || withoutBlanks.isEmpty }

  /// Whether it is a figure in plain notation.
  var isFigure: Bool {
    utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      || Figure(withoutBlanks) != nil
  }

  /// The text without the blanks around it.
  var withoutBlanks: Substring {
    if utf8.allSatisfy({ $0 > UInt8(ascii: " ") && $0 < 0x80 }) { return self[...] }
    let start = drop(while: Self.isBlank)
    guard let last = start.lastIndex(where: { !Self.isBlank($0) }) else { return "" }
    return start[...last]
  }
}

extension Ledger {
  /// What is printed in a cell, without the blanks around it.
  func printedText(at position: Int) -> Substring { cells[position].raw.withoutBlanks }
}
