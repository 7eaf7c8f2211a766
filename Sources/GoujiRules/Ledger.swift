package import GoujiModel

/// The cells of a report on one form as numbers, in the order of the form's cells.
struct Ledger: Sendable {
  let report: Report
  let form: FormDefinition
  let cells: [Cell]

  /// What each cell counts; 0 where ``states`` says that there is no number.
  let amounts: [Amount]
  let states: [State]

  /// The positions of each table of the form, in the order of its tables.
  let tables: [Range<Int>]

  /// Why rules cannot be evaluated, where it was put in words beforehand.
  let obstacles: Obstacles?

  /// Whether the form is the report's own, and not that of a part printed on another one.
  let isOnOwnForm: Bool

  let text: ReportText

  /// The lists of the text; none for the rules of another form than the report's.
  var lists: [ClaimList] { isOnOwnForm ? text.lists : [] }

  enum State: UInt8, CaseIterable {
    case printed
    case blank
    case deduced
    case ambiguous
    case unreadable
    case missing

    /// Whether the cell counts in sums, a blank one as 0.
    var counts: Bool { rawValue <= State.deduced.rawValue }
  }

  init(
    report: Report,
    text: ReportText,
    form: FormDefinition,
    obstacles: Obstacles? = nil,
    tables: [Range<Int>],
    cells: [Cell]
  ) {
    self.report = report
    self.text = text
    self.form = form
    self.obstacles = obstacles
    self.tables = tables
    self.cells = cells
    isOnOwnForm = form.id == report.form.id
    var amounts = [Amount](repeating: 0, count: cells.count)
    var states = [State](repeating: .missing, count: cells.count)
    for index in cells.indices {
      let cell = cells[index]
      let figure: Figure?
      switch (cell.status, cell.value, cell.deduced) {
      case (.reported, let value?, _): (figure, states[index]) = (value, .printed)
      case (_, _, let deduced?): (figure, states[index]) = (deduced, .deduced)
      case (.blank, _, _): (figure, states[index]) = (nil, .blank)
      case (.ambiguous, _, _): (figure, states[index]) = (nil, .ambiguous)
      case (.missing, _, _): (figure, states[index]) = (nil, .missing)
      default: (figure, states[index]) = (nil, .unreadable)
      }
      guard let figure else { continue }
      if figure.fractionDigits == 0, cell.unit == nil {
        amounts[index] = Amount(figure.significand) * one
      } else {
        amounts[index] = amount(
          of: figure,
          printedIn: cell.unit,
          formUnit: form.cells[index].unit
        )
      }
    }
    self.amounts = amounts
    self.states = states
  }

  /// What rounding may have taken away from a cell: nothing from a count, half of the last printed
  /// decimal from money.
  func tolerance(at position: Int) -> Amount {
    let definition = form.cells[position]
    guard definition.notation == .money, let figure = cells[position].value else { return 0 }
    return roundingTolerance(
      of: figure,
      printedIn: cells[position].unit,
      formUnit: definition.unit
    )
  }

  /// Whether the reading noted something of a kind about a table.
  ///
  /// A note that names no cells concerns the table between whose cells it stands, and every table
  /// when it has no place either.
  func hasNote(_ codes: [ReadingNote.Code], in table: TableID) -> Bool {
    report.notes.contains { note in
      guard codes.contains(note.code) else { return false }
      guard note.cells.isEmpty else { return note.cells.contains { $0.table == table } }
      guard let place = note.place else { return true }
      let offsets = cells.indices.lazy
        .filter { form.cells[$0].id.table == table }
        .compactMap { cells[$0].place?.offset }
      guard let first = offsets.min(), let last = offsets.max() else { return false }
      return (first...last).contains(place.offset)
    }
  }

  /// Whether the reading itself is in doubt at one of the cells.
  func isDoubtful(at positions: [Int]) -> Bool {
    let codes: Set<ReadingNote.Code> = [
      .replacedBytes, .openPlacement, .cutTable, .repeatedLinesRemoved, .extraColumn,
    ]
    return report.notes.contains { note in
      guard codes.contains(note.code) else { return false }
      return positions.contains { note.cells.contains(form.cells[$0].id) }
    }
  }

  /// How messages name a cell: 「row」column, by the labels of the form.
  func label(_ position: Int) -> String {
    form.cells[position].label
  }
}

extension CellDefinition {
  /// How messages name the cell: 「row」column, the column only where a row has several.
  package var label: String {
    id.column == .value ? "「\(rowLabel)」" : "「\(rowLabel)」\(columnLabel)"
  }
}

extension FormDefinition {
  /// The positions of each table's cells, in the order of the tables.
  var tableRanges: [Range<Int>] {
    var start = 0
    return tables.map { table in
      let count = table.blocks.reduce(0) { $0 + $1.rows.count * $1.columns.count }
      defer { start += count }
      return start..<(start + count)
    }
  }
}
