internal import GoujiModel

/// Where the values of one row belong.
struct RowPlacement: Sendable {
  /// One entry for each column.
  var columns: [ColumnPlacement]

  /// All ways to place the values when the print leaves several, none when it is certain.
  ///
  /// For each way one token a column, -1 for an empty one.
  var readings: [[Int]] = []

  /// Whether the sums of the form may decide between the readings; not between copies of a table.
  var isOpenToSums = true

  /// Whether anything is known of a cell.
  var isRead: Bool { columns.contains { $0 != .open && $0 != .missing } }

  /// Whether all is known of each cell.
  var isFullyRead: Bool { columns.allSatisfy { $0 != .open && $0 != .missing } }

  static func uniform(_ placement: ColumnPlacement, _ count: Int) -> RowPlacement {
    RowPlacement(columns: Array(repeating: placement, count: count))
  }

  /// Values placed one by one.
  init(tokens: [Int]) {
    columns = tokens.map { $0 >= 0 ? .token($0) : .blank(at: nil) }
  }

  /// The placement by the form's columns of one made by the printed order of columns.
  ///
  /// - Parameter order: For each printed column its position in the form.
  /// - Returns: The placement itself where the order is the form's.
  func reordered(_ order: [Int]) -> RowPlacement {
    guard order.count == columns.count, !order.elementsEqual(order.indices) else { return self }
    var placement = self
    for (printed, column) in order.enumerated() { placement.columns[column] = columns[printed] }
    placement.readings = readings.map { reading in
      var reordered = reading
      for (printed, column) in order.enumerated() { reordered[column] = reading[printed] }
      return reordered
    }
    return placement
  }

  /// Adds the columns that the table was printed without.
  ///
  /// - Parameters:
  ///   - printed: For each of the columns so far its position in the form.
  ///   - count: How many columns the form has.
  mutating func addMissing(besides printed: [Int], of count: Int) {
    guard printed.count < count else { return }
    func spread<Value>(_ values: [Value], over missing: Value) -> [Value] {
      var spread = Array(repeating: missing, count: count)
      for (column, value) in zip(printed, values) { spread[column] = value }
      return spread
    }
    columns = spread(columns, over: .missing)
    readings = readings.map { spread($0, over: -1) }
  }

  init(columns: [ColumnPlacement], readings: [[Int]] = []) {
    self.columns = columns
    self.readings = readings
  }
}

/// What a cell of a row is.
enum ColumnPlacement: Hashable, Sendable {
  /// A figure or a mark: the index of its token.
  case token(Int)

  /// A zero of a run of zeros: bytes of the text.
  case zero(Range<Int>)

  /// An empty cell, with its place in the text where that is known.
  case blank(at: Range<Int>?)

  /// Text that is no figure: bytes of the text.
  case text(Range<Int>)

  /// Several figures remain.
  case open

  /// The cell was lost, or never was.
  case missing
}
