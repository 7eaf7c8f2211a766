internal import GRDB
internal import GoujiModel

/// The cells of a report as the archive keeps them: first those of the report's form, in its order, then
/// those printed on another form, each as `[cell_id, status, line, offset, length, value, deduced, raw,
/// unit, candidates]`.
///
/// Raw text that is the value as it stands, or empty where there is no value, is left out.
struct CellListWriter {
  private(set) var list = PackedListWriter()

  init(count: Int) {
    list.reserve(24 * count)
  }

  mutating func add(_ cell: Cell, definition: Int64) {
    list.item { item in
      item.add(definition)
      item.add(cell.status.storedNumber)
      item.add(cell.place)
      item.add(cell.value)
      item.add(cell.deduced)
      item.add(text: cell.raw == cell.value?.description ?? "" ? nil : cell.raw)
      item.add(text: cell.unit)
      item.add(text: cell.candidates.isEmpty ? nil : candidatesText(cell.candidates))
    }
  }
}

/// A cell with the number of its definition.
struct StoredCell {
  let definition: Int64
  let cell: Cell
}

/// What ``CellListWriter`` wrote.
func storedCells(_ list: [UInt8]?) throws -> [StoredCell] {
  try PackedListReader.items(list) { item in
    let definition = Int64(try item.integer())
    let status = try known({ CellStatus.stored[ifPresent: $0] }, item.integer())
    let place = try item.place()
    let value = try item.figure()
    let deduced = try item.figure()
    let raw = try item.optionalText()
    let unit = try item.optionalText()
    return StoredCell(
      definition: definition,
      cell: Cell(
        status: status,
        value: value,
        deduced: deduced,
        unit: unit,
        raw: raw ?? value?.description ?? "",
        candidates: try item.optionalText().map(candidates) ?? [],
        place: place
      )
    )
  }
}

extension Database {
  /// The cells of the report that a reading found, as ``CellListWriter`` writes them; none where it found
  /// no report.
  func cellList(ofReading reading: Int64) throws -> [UInt8]? {
    var row = try RowReader(self, "SELECT cells FROM cell_lists WHERE reading_id = ?", reading)
    return try row.next() ? row.optionalBytes() : nil
  }
}
