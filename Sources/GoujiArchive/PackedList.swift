internal import GRDB
internal import GoujiModel

/// A JSON array of arrays under construction, as the archive keeps lists that nobody asks for line by
/// line: numbers, texts and nulls.
///
/// The nulls at the end of an array are left out; what reads the list knows them again.
struct PackedListWriter {
  private(set) var bytes: [UInt8] = [UInt8(ascii: "[")]

  /// Nulls that are written only if something follows them.
  private var waitingNulls = 0

  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Adds an item that is an array itself.
  mutating func item(_ values: (inout PackedListWriter) throws -> Void) rethrows {
    separate()
    bytes.append(UInt8(ascii: "["))
    try values(&self)
    waitingNulls = 0
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func addNull() {
    waitingNulls += 1
  }

  mutating func add(_ integer: Int64?) {
    guard let integer else { return addNull() }
    separate()
    if 0..<10 ~= integer {
      bytes.append(UInt8(ascii: "0") + UInt8(integer))
      return
    }
    guard integer > 0 else {
      bytes.append(contentsOf: String(integer).utf8)
      return
    }
    var power: Int64 = 1
    while integer / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(integer / power % 10))
      power /= 10
    }
  }

  mutating func add(_ integer: Int?) {
    add(integer.map { Int64($0) })
  }

  mutating func add(text: String?) {
    guard let text else { return addNull() }
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes.append(contentsOf: (digits.utf8.count == 1 ? "\\u000" : "\\u00").utf8)
        bytes.append(contentsOf: digits.utf8)
      default:
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a whole figure as a number, any other as a text, which keeps its zeros.
  mutating func add(_ figure: Figure?) {
    guard let figure else { return addNull() }
    if figure.fractionDigits == 0 {
      add(figure.significand)
    } else {
      add(text: figure.description)
    }
  }

  mutating func add(_ place: SourcePlace?) {
    guard let place else {
      waitingNulls += 3
      return
    }
    add(place.line)
    add(place.offset)
    add(place.length)
  }

  /// The list so far, ended.
  var ended: [UInt8] { bytes + [UInt8(ascii: "]")] }

  private mutating func separate() {
    if bytes[bytes.count - 1] != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
    while waitingNulls > 0 {
      waitingNulls -= 1
      bytes.append(contentsOf: "null,".utf8)
    }
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

  /// The values of a list of integers.
  static func numbers(_ bytes: [UInt8]?) throws -> [Int64] {
    guard let bytes else { return [] }
    var reader = try PackedListReader(bytes)
    var numbers: [Int64] = []
    while try reader.hasMore() { numbers.append(Int64(try reader.integer())) }
    return numbers
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

  mutating func text() throws -> String {
    guard let text = try optionalText() else { throw corrupt }
    return text
  }

  mutating func optionalText() throws -> String? {
    skipComma()
    if takesNull() { return nil }
    try expect(UInt8(ascii: "\""))
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") { return try escapedText(from: start) }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    try expect(UInt8(ascii: "\""))
    return text
  }

  /// The text that goes on at the current position with an escape.
  private mutating func escapedText(from start: Int) throws -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      var byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\\") { byte = try escapedByte() }
      text.append(byte)
    }
    try expect(UInt8(ascii: "\""))
    return String(decoding: text, as: UTF8.self)
  }

  /// The character of ASCII whose escape goes on at the current position; no others are escaped.
  private mutating func escapedByte() throws -> UInt8 {
    guard position < bytes.count else { throw corrupt }
    defer { position += 1 }
    switch bytes[position] {
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      let digits = bytes[min(position + 1, bytes.count)..<min(position + 5, bytes.count)]
      position += 4
      guard digits.count == 4,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), value < 0x80
      else { throw corrupt }
      return value
    case let byte: return byte
    }
  }

  mutating func figure() throws -> Figure? {
    skipComma()
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      return try known(Figure.init, text())
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

  /// Whether there is no value here: a null, or the end of a list whose last ones were left out.
  private mutating func takesNull() -> Bool {
    guard position < bytes.count else { return false }
    if bytes[position] == UInt8(ascii: "]") { return true }
    guard bytes[position] == UInt8(ascii: "n") else { return false }
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
