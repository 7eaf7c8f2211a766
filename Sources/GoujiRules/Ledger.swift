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

  /// One for each table of the form, in printed order.
  let surveys: [CellSurvey]

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
      // Field by field: a cell as a whole is large to copy.
      let status = cells[index].status
      let figure: Figure
      if status == .reported, let value = cells[index].value {
        (figure, states[index]) = (value, .printed)
      } else if let deduced = cells[index].deduced {
        (figure, states[index]) = (deduced, .deduced)
      } else {
        states[index] =
          switch status {
          case .blank: .blank
          case .ambiguous: .ambiguous
          case .missing: .missing
          case .reported, .deduced, .unreadable: .unreadable
          }
        continue
      }
      if figure.fractionDigits == 0, cells[index].unit == nil {
        amounts[index] = Amount(figure.significand) * one
      } else {
        amounts[index] = amount(
          of: figure,
          printedIn: cells[index].unit,
          formUnit: form.cells[index].unit
        )
      }
    }
    surveys = CellSurvey.all(form, tables, states)
    self.amounts = amounts
    self.states = states
  }

  /// What rounding may have taken away from a cell: nothing from a count, half of the last printed
  /// decimal from money.
  func tolerance(at position: Int) -> Amount {
    guard form.cells[position].notation == .money, let figure = cells[position].value else {
      return 0
    }
    return roundingTolerance(
      of: figure,
      printedIn: cells[position].unit,
      formUnit: form.cells[position].unit
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
    report.notes.contains { note in
      guard Self.doubts.contains(note.code) else { return false }
      return positions.contains { note.cells.contains(form.cells[$0].id) }
    }
  }

  private static let doubts: [ReadingNote.Code] = [
    .replacedBytes, .openPlacement, .cutTable, .repeatedLinesRemoved, .extraColumn,
  ]

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
