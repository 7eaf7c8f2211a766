/// A value that is written out of memory and read back by the same run of the program.
///
/// What ``write(to:)`` writes, ``init(from:)`` reads in the same order; there is no version, because
/// nothing outlives the run.
protocol Spillable {
  func write(to bytes: inout SpillWriter)
  init(from bytes: inout SpillReader) throws(SpillError)
}

/// Values one behind the other, in as few bytes as they need.
struct SpillWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: some Spillable) {
    value.write(to: &self)
  }

  /// Small numbers of either sign take one byte.
  mutating func write(integer: Int) {
    var rest = UInt(bitPattern: (integer << 1) ^ (integer >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func write(text: String) {
    var text = text
    text.withUTF8 { utf8 in
      write(integer: utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }
}

/// Values that a ``SpillWriter`` wrote.
struct SpillReader {
  private let bytes: [UInt8]
  private var position = 0

  /// The forms that reports name.
  let forms: FormCatalogue

  init(_ bytes: [UInt8], forms: FormCatalogue) {
    self.bytes = bytes
    self.forms = forms
  }

  mutating func read<Value: Spillable>() throws(SpillError) -> Value {
    try Value(from: &self)
  }

  mutating func readInteger() throws(SpillError) -> Int {
    var number: UInt = 0
    var shift: UInt = 0
    while position < bytes.count, shift < UInt.bitWidth {
      let byte = bytes[position]
      position += 1
      number |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: (number >> 1) ^ (0 &- (number & 1))) }
      shift += 7
    }
    throw .damaged
  }

  mutating func readText() throws(SpillError) -> String {
    let count = try readInteger()
    guard count >= 0, count <= bytes.count - position else { throw .damaged }
    let start = position
    position += count
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

extension Int: Spillable {
  func write(to bytes: inout SpillWriter) { bytes.write(integer: self) }
  init(from bytes: inout SpillReader) throws(SpillError) { self = try bytes.readInteger() }
}

extension Bool: Spillable {
  func write(to bytes: inout SpillWriter) { bytes.write(integer: self ? 1 : 0) }
  init(from bytes: inout SpillReader) throws(SpillError) { self = try bytes.readInteger() != 0 }
}

extension String: Spillable {
  func write(to bytes: inout SpillWriter) { bytes.write(text: self) }
  init(from bytes: inout SpillReader) throws(SpillError) { self = try bytes.readText() }
}

extension Optional: Spillable where Wrapped: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(self != nil)
    if let self { bytes.write(self) }
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    let isThere: Bool = try bytes.read()
    self = isThere ? try Wrapped(from: &bytes) : nil
  }
}

extension Array: Spillable where Element: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(count)
    for element in self { bytes.write(element) }
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self = []
    let count: Int = try bytes.read()
    guard count >= 0 else { throw .damaged }
    for _ in 0..<count { append(try bytes.read()) }
  }
}

extension Range: Spillable where Bound == Int {
  func write(to bytes: inout SpillWriter) {
    bytes.write(lowerBound)
    bytes.write(upperBound)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    let start: Int = try bytes.read()
    let end: Int = try bytes.read()
    guard start <= end else { throw .damaged }
    self = start..<end
  }
}

/// Words and identifiers.
extension Spillable where Self: RawRepresentable<String> {
  func write(to bytes: inout SpillWriter) { bytes.write(text: rawValue) }

  init(from bytes: inout SpillReader) throws(SpillError) {
    guard let value = Self(rawValue: try bytes.readText()) else { throw .damaged }
    self = value
  }
}
