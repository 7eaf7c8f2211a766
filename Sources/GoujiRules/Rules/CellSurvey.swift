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
  static func rows(of positions: [Int], in ledger: Ledger) -> Bilingual {
    var rows: [(position: Int, count: Int)] = []
    let labels = ledger.layout.rowLabels
    for position in positions {
      if let last = rows.last, labels[last.position] == labels[position] {
        rows[rows.count - 1].count += 1
      } else {
        rows.append((position, 1))
      }
    }
    let cells = ledger.form.cells
    let shown = rows.prefix(4).map { (label: cells[$0.position].rowLabel, count: $0.count) }
    let isCut = rows.count > shown.count
    return Bilingual(
      zh: shown.map { "「\($0.label)」\($0.count)格" }.joined(separator: "、")
        + (isCut ? "等\(rows.count)行" : ""),
      en: shown.map { "「\($0.label)」 \($0.count)" }.joined(separator: ", ")
        + (isCut ? " and others in \(rows.count) rows" : "")
    )
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
