package import GoujiModel

/// The cells of a report on one form as numbers, in the order of the form's cells.
///
/// Behind a reference, since every rule is handed all of it.
final class Ledger: Sendable {
  let report: Report
  let form: FormDefinition
  let layout: FormLayout
  let cells: [Cell]

  /// What each cell counts; 0 where ``states`` says that there is no number.
  let amounts: [Amount]
  let states: [State]
  let prints: [Print]

  /// Whether the form is the report's own, and not that of a part printed on another one.
  let isOnOwnForm: Bool

  let text: ReportText

  /// One for each table of the form, in printed order.
  let surveys: [CellSurvey]

  /// The positions of each table of the form, in the order of its tables.
  var tables: [Range<Int>] { layout.tables }

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

  /// How a cell is filled in, for the rules about the manner of the print.
  enum Print: UInt8 {
    /// Blank, with nothing in it.
    case empty

    /// Blank, with a mark in it.
    case mark

    /// A figure in plain notation.
    case plain

    /// A figure with a unit or signs.
    case decorated

    /// What is neither blank nor a figure.
    case other
  }

  init(
    report: Report,
    text: ReportText,
    form: FormDefinition,
    layout: FormLayout,
    cells: [Cell]
  ) {
    self.report = report
    self.text = text
    self.form = form
    self.layout = layout
    self.cells = cells
    isOnOwnForm = form.id == report.form.id
    var amounts = [Amount](repeating: 0, count: cells.count)
    var states = [State](repeating: .missing, count: cells.count)
    var prints = [Print](repeating: .other, count: cells.count)
    let cells = cells.span
    for index in cells.indices {
      // Field by field: a cell as a whole is large to copy.
      let status = cells[index].status
      switch status {
      case .blank: prints[index] = cells[index].raw.isWhitespace ? .empty : .mark
      case .reported: prints[index] = cells[index].raw.isFigure ? .plain : .decorated
      case .deduced, .ambiguous, .unreadable, .missing: break
      }
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
    surveys = CellSurvey.all(layout, states)
    self.amounts = amounts
    self.states = states
    self.prints = prints
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
        .filter { self.form.cells[$0].id.table == table }
        .compactMap { self.cells[$0].place?.offset }
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
