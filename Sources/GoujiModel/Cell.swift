/// How much of a cell could be read, and from what.
public enum CellStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// Printed, and its place is certain.
  case reported

  /// The cell is there and empty, or holds a mark such as `/`, `-` or `无`.
  case blank

  /// Printed figures or a blank, whose place or value only arithmetic decides.
  case deduced

  /// Printed, but several readings remain.
  case ambiguous

  /// Something is printed that is not a number.
  case unreadable

  /// The table has no such cell, or it was lost before it reached us.
  case missing
}

/// Where something stands in the file as it is on disk.
public struct SourcePlace: Hashable, Sendable, Codable {
  /// Counted from 1.
  public let line: Int

  /// In bytes from the start of the file.
  public let offset: Int

  /// In bytes; 0 for an empty cell.
  public let length: Int

  public init(line: Int, offset: Int, length: Int) {
    self.line = line
    self.offset = offset
    self.length = length
  }
}

/// What one cell of a report says, before anyone judges whether it is right.
public struct Cell: Hashable, Sendable {
  public let status: CellStatus

  /// The printed number; only ``CellStatus/reported`` cells have one.
  public let value: Figure?

  /// The number that the report's own sums prove for a blank or open cell.
  public private(set) var deduced: Figure?

  /// The unit printed in the cell itself, such as 元; `nil` when the unit of the form holds.
  public let unit: String?

  /// What is printed, unchanged; empty for an empty cell.
  public let raw: String

  /// The readings that remain, `nil` for a blank; empty unless the cell is ambiguous.
  public let candidates: [Figure?]

  /// Where the cell is printed; `nil` when it is missing.
  public let place: SourcePlace?

  public init(
    status: CellStatus,
    value: Figure? = nil,
    deduced: Figure? = nil,
    unit: String? = nil,
    raw: String = "",
    candidates: [Figure?] = [],
    place: SourcePlace? = nil
  ) {
    self.status = status
    self.value = value
    self.deduced = deduced
    self.unit = unit
    self.raw = raw
    self.candidates = candidates
    self.place = place
  }

  public static let missing = Cell(status: .missing)

  /// Takes over the figure that the report's sums prove for a blank cell.
  package mutating func prove(_ figure: Figure) {
    deduced = figure
  }

  /// The same print with what the report's sums say about it.
  package func deducing(_ figure: Figure?, as status: CellStatus) -> Cell {
    Cell(status: status, deduced: figure, unit: unit, raw: raw, place: place)
  }
}
