public import GoujiModel

/// The figures of a report in a few bytes: two reports with equal digests print the same figures.
public struct FigureDigest: Hashable, Sendable, Codable {
  /// Of every printed figure but zeros, with its address; 0 when there is none.
  public let hash: UInt64

  /// How many printed figures are not zero.
  public let count: Int

  /// The largest printed whole number.
  public let largest: Int

  /// How many cells are printed, zeros included.
  public let printed: Int

  public init(hash: UInt64 = 0, count: Int = 0, largest: Int = 0, printed: Int = 0) {
    self.hash = hash
    self.count = count
    self.largest = largest
    self.printed = printed
  }

  public init(_ report: Report) {
    var hash: UInt64 = 0
    var (count, largest, printed) = (0, 0, 0)
    func add(_ figure: Figure, in cell: CellID) {
      printed += 1
      guard !figure.isZero else { return }
      count += 1
      largest = max(largest, figure.integer ?? 0)
      var own = StableHash()
      own.combine(cell)
      own.combine(figure.trimmed.description)
      // A sum does not depend on the order of the cells, which differs between mixed forms.
      hash &+= own.value
    }
    for index in report.cells.indices {
      if let figure = report.cells[index].value { add(figure, in: report.form.cells[index].id) }
    }
    for foreign in report.foreignCells {
      if let figure = foreign.cell.value { add(figure, in: foreign.definition.id) }
    }
    self.init(hash: count == 0 ? 0 : hash, count: count, largest: largest, printed: printed)
  }
}

extension Report {
  /// The cells of the report's form and of parts that are printed on another one, with a figure.
  var printedCells: [(definition: CellDefinition, cell: Cell)] {
    zip(form.cells, cells).filter { $0.1.value != nil }.map { ($0.0, $0.1) }
      + foreignCells.filter { $0.cell.value != nil }.map { ($0.definition, $0.cell) }
  }
}

extension Figure {
  /// The figure without zeros at the end of its decimals.
  var trimmed: Figure {
    var (significand, fractionDigits) = (significand, fractionDigits)
    while fractionDigits > 0, significand % 10 == 0 {
      significand /= 10
      fractionDigits -= 1
    }
    return Figure(significand: significand, fractionDigits: fractionDigits)
  }
}

/// A hash that is the same in every run and on every machine, unlike that of `Hasher` (FNV-1a).
struct StableHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    combine(0xFF)
  }

  /// As the text of the address.
  mutating func combine(_ cell: CellID) {
    for byte in cell.table.rawValue.utf8 { combine(byte) }
    combine(UInt8(ascii: "."))
    for byte in cell.row.rawValue.utf8 { combine(byte) }
    combine(UInt8(ascii: "."))
    combine(cell.column.rawValue)
  }

  mutating func combine(_ units: some Sequence<UInt16>) {
    for unit in units {
      combine(UInt8(truncatingIfNeeded: unit))
      combine(UInt8(truncatingIfNeeded: unit >> 8))
    }
  }

  /// The value with its bits spread evenly, as comparisons of signatures need them.
  var mixed: UInt64 { StableHash.mix(value) }

  /// The finisher of SplitMix64.
  static func mix(_ number: UInt64) -> UInt64 {
    var mixed = number
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
