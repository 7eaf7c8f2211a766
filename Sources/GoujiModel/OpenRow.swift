/// A row of a table whose values the print allows in several places.
package struct OpenRow: Sendable {
  package let form: FormID

  /// The position in the form of the row's first cell.
  package let firstCell: Int

  /// Every way to read the row: one figure for each column, `nil` for an empty cell.
  package let readings: [[Figure?]]

  package init(form: FormID, firstCell: Int, readings: [[Figure?]]) {
    self.form = form
    self.firstCell = firstCell
    self.readings = readings
  }
}
