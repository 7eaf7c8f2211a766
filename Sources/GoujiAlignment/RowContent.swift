/// What stands between the label of one row and the next label.
struct RowContent: Sendable {
  /// The row's position in its table.
  let row: Int

  /// The figures and marks that can belong to the row, as indices of tokens.
  var values: [Int] = []

  /// The fields behind the label, when separators divide them.
  var fields: [Field] = []

  /// Whether separators divide the row and no two values share a field.
  var isDelimited = false

  /// Whether the values stand in the cells of a drawn grid, on several lines.
  var isGridRow = false

  /// Whether digits stand among the values that are no figure, so that one may have been misread.
  var hasStrays = false

  /// Whether digits that are no figure follow the last value, and whether they go on with its line.
  var hasStraysBehind = false
  var isTornBehind = false

  /// Whether the row stands between two drawn lines.
  var isDrawn = false

  /// Whether the row ends before its first value, so that values are another row's.
  var followsRowEnd = false

  /// Whether words end the row that begin the next label, so that it may have further fields.
  var endsInWords = false

  /// Whether the last field was closed by a separator.
  var endsClosed = false

  /// The position of the label among the separators of its line, or its column in a grid.
  var labelSlot = 0

  /// The same of the label's last letter, which stands in another line where the label is broken.
  var labelEndSlot = 0

  /// The grid in which the label stands; `nil` outside of grids.
  var labelGrid: Int?

  /// The row of that grid.
  var labelRow = 0

  /// How many separators the line of the label has.
  var labelWidth: Int32 = 0

  /// The line of the label's last letter.
  var labelLine: Int32 = 0

  /// The line on which the next label begins; -1 at the end of the text.
  var nextLine: Int32 = -1

  /// Where the label ends, in bytes of the text.
  var labelEnd = 0

  /// Whether the text ends with this row.
  var endsText = false

  /// How many values stand before the next label in its line, the token of the last of them, and whether one
  /// stands far from the label, as in another column of the page.
  var leadingValues = 0
  var lastLead: Int?
  var hasDistantLead = false

  /// How many letters stand between the label and the first value that belong to no label or unit,
  /// and in how many pieces.
  var foreignLetters = 0
  var foreignPieces = 0

  /// Text that stands behind the row's values and is no label of the form, in bytes of the text.
  var residue: Range<Int>?

  /// The line on which that text begins; -1 for none.
  var residueLine: Int32 = -1

  /// How many values stand behind that text and before the next label.
  var valuesBehind = 0

  /// Whether the row has no values and figures stand behind headings of columns that follow it.
  var hasFiguresBehindHeading = false

  /// Whether the label of another row stands between the label and the first value.
  var hasOtherLabel = false

  /// Takes a value out of a row that has one for each column.
  ///
  /// - Parameters:
  ///   - position: The position of the value; -1 where it is not known.
  ///   - count: How many columns there are.
  /// - Returns: Whether the row has as many values.
  mutating func removeValue(at position: Int, of count: Int) -> Bool {
    guard values.count == count, values.indices.contains(position) else { return false }
    let value = values.remove(at: position)
    fields.removeAll { $0.value == value }
    return true
  }

  /// Takes values and fields out of a row.
  ///
  /// - Parameters:
  ///   - isOther: Whether what stands in a slot of a line so wide, or of a grid, is no part of the row.
  ///   - place: Where a value stands.
  mutating func removeFields(
    where isOther: (_ slot: Int, _ width: Int32, _ grid: Int?) -> Bool,
    placedBy place: (Int) -> (slot: Int, width: Int32, grid: Int?)
  ) {
    guard let first = values.first else { return }
    let (_, width, grid) = place(first)
    values.removeAll { value in
      let (slot, width, grid) = place(value)
      return isOther(slot, width, grid)
    }
    fields.removeAll { isOther(Int($0.slot), width, grid) }
  }

  /// Whether a row of so many columns shows figures and then more room than its separators leave to
  /// single empty cells: its empty cells were pushed to its end.
  func isCollapsed(to columns: Int) -> Bool {
    !values.isEmpty && isDelimited && values.count < columns && fields.count >= columns
      && fields.prefix { !$0.isTight }.count < columns
  }

  /// One field of a divided row.
  struct Field: Sendable {
    /// The token of its value, -1 for none.
    var value = -1

    /// Whether letters stand in it that are no unit.
    var hasText = false

    /// Whether it is empty and has no room: its two separators touch.
    var isTight = false

    /// Its position among the separators of its line, or its column in a grid.
    var slot: Int32 = 0

    /// Bytes of the text.
    var start: Int32 = 0
    var end: Int32 = 0
  }
}
