internal import GRDB
internal import GoujiModel

/// A JSON array of arrays under construction, as the archive keeps lists that nobody asks for line by
/// line: numbers, short words and nulls.
struct PackedListWriter {
  private(set) var bytes: [UInt8] = [UInt8(ascii: "[")]

  /// Adds an item that is an array itself.
  mutating func item(_ values: (inout PackedListWriter) throws -> Void) rethrows {
    separate()
    bytes.append(UInt8(ascii: "["))
    try values(&self)
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func add(_ integer: Int64?) {
    separate()
    guard let integer else {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    guard integer > 0 else {
      bytes.append(contentsOf: String(integer).utf8)
      return
    }
    let start = bytes.count
    var rest = integer
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  mutating func add(_ integer: Int?) {
    add(integer.map { Int64($0) })
  }

  /// Adds a word of ASCII without quotation marks.
  mutating func add(word: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: word.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a whole figure as a number, any other as a word, which keeps its zeros.
  mutating func add(_ figure: Figure?) {
    guard let figure else { return add(nil as Int64?) }
    if figure.fractionDigits == 0 {
      add(figure.significand)
    } else {
      add(word: figure.description)
    }
  }

  mutating func add(_ place: SourcePlace?) {
    add(place?.line)
    add(place?.offset)
    add(place?.length)
  }

  /// The list so far, ended.
  var ended: [UInt8] { bytes + [UInt8(ascii: "]")] }

  private mutating func separate() {
    if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
  }
}

/// Reads what ``PackedListWriter`` wrote, value after value.
///
/// Throws `SQLITE_CORRUPT` for what that never writes.
struct PackedListReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    try expect(UInt8(ascii: "["))
  }

  /// The items of a list, each read from its values.
  static func items<Item>(
    _ bytes: [UInt8]?,
    _ read: (inout PackedListReader) throws -> Item
  ) throws -> [Item] {
    guard let bytes else { return [] }
    var reader = try PackedListReader(bytes)
    var items: [Item] = []
    while try reader.hasMore() {
      try reader.expect(UInt8(ascii: "["))
      items.append(try read(&reader))
      try reader.expect(UInt8(ascii: "]"))
    }
    return items
  }

  /// Whether another value follows; goes behind the end of the list when there is none.
  mutating func hasMore() throws -> Bool {
    guard position < bytes.count else { throw corrupt }
    if bytes[position] == UInt8(ascii: ",") { position += 1 }
    guard position < bytes.count else { throw corrupt }
    if bytes[position] != UInt8(ascii: "]") { return true }
    position += 1
    return false
  }

  mutating func integer() throws -> Int {
    guard let integer = try optionalInteger() else { throw corrupt }
    return integer
  }

  mutating func optionalInteger() throws -> Int? {
    skipComma()
    if takesNull() { return nil }
    let start = position
    let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    // Counted downwards, as the least integer has no counterpart.
    var integer = 0
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      let (product, isProductWrong) = integer.multipliedReportingOverflow(by: 10)
      let (next, isNextWrong) = product.subtractingReportingOverflow(Int(digit))
      if isProductWrong || isNextWrong { throw corrupt }
      integer = next
      position += 1
    }
    guard position > start + (isNegative ? 1 : 0) else { throw corrupt }
    if isNegative { return integer }
    guard integer > Int.min else { throw corrupt }
    return -integer
  }

  mutating func word() throws -> String {
    skipComma()
    try expect(UInt8(ascii: "\""))
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    try expect(UInt8(ascii: "\""))
    return word
  }

  mutating func figure() throws -> Figure? {
    skipComma()
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      return try known(Figure.init, word())
    }
    return try optionalInteger().map { Figure($0) }
  }

  mutating func definiteFigure() throws -> Figure {
    guard let figure = try figure() else { throw corrupt }
    return figure
  }

  mutating func place() throws -> SourcePlace? {
    let (line, offset, length) = (
      try optionalInteger(), try optionalInteger(), try optionalInteger()
    )
    guard let line, let offset, let length else { return nil }
    return SourcePlace(line: line, offset: offset, length: length)
  }

  private mutating func skipComma() {
    if position < bytes.count, bytes[position] == UInt8(ascii: ",") { position += 1 }
  }

  private mutating func takesNull() -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "n") else { return false }
    position += 4
    return true
  }

  private mutating func expect(_ byte: UInt8) throws {
    skipComma()
    guard position < bytes.count, bytes[position] == byte else { throw corrupt }
    position += 1
  }

  private var corrupt: DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unexpected list at byte \(position)")
  }
}
