package import GoujiModel

/// What was found of the official tables in one document.
package struct Alignment: Sendable {
  /// The form that most cells belong to; `nil` when the document holds no table of any form.
  package let form: FormDefinition?

  /// One cell for each cell of ``form``, in its order.
  package let cells: [Cell]
  package let foreignCells: [ForeignCell]
  package let notes: [ReadingNote]

  /// The parts of the document's text that the tables cover, ascending.
  package let tableRanges: [Range<Int>]

  /// Rows of ``form`` whose values the print allows in several places.
  package let openRows: [OpenRow]

  /// Whether the year of the report tells more than the tables do: their form, or which of several years' columns
  /// or tables are its own.
  package let needsYear: Bool

  package init(
    form: FormDefinition?,
    cells: [Cell],
    foreignCells: [ForeignCell],
    notes: [ReadingNote],
    tableRanges: [Range<Int>],
    openRows: [OpenRow],
    needsYear: Bool
  ) {
    self.form = form
    self.cells = cells
    self.foreignCells = foreignCells
    self.notes = notes
    self.tableRanges = tableRanges
    self.openRows = openRows
    self.needsYear = needsYear
  }
}
