/// Text that is not JSON, with the offset of the first byte that cannot be right.
struct JSONError: Error, Hashable {
  let offset: Int
}

/// A value of JSON, as far as records are made of it.
enum JSONValue: Hashable {
  /// In UTF-8, as long as the text was; half a surrogate pair became U+FFFD.
  case text([UInt8])

  /// A whole number that fits.
  case integer(Int)

  /// Any other number, `true` or `false`, an array or an object.
  case other
  case null
}

/// Reads an object of JSON from bytes.
///
/// Foundation's decoder takes several times as long for a page as all of our reading, and gives up a
/// page for half a surrogate pair. Control characters in texts are let pass: crawlers leave them.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The members of the object that the bytes hold; of several of one name the last counts.
  static func members(of bytes: [UInt8]) throws(JSONError) -> [String: JSONValue] {
    var reader = JSONReader(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
    var members: [String: JSONValue] = [:]
    try reader.expect(UInt8(ascii: "{"))
    if try !reader.takes(UInt8(ascii: "}")) {
      repeat {
        let name = String(decoding: try reader.text(), as: UTF8.self)
        try reader.expect(UInt8(ascii: ":"))
        members[name] = try reader.value()
      } while try reader.takes(UInt8(ascii: ","))
      try reader.expect(UInt8(ascii: "}"))
    }
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.error }
    return members
  }

  private var error: JSONError { JSONError(offset: position) }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  /// The first byte behind the space that follows.
  private mutating func peek() throws(JSONError) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw error }
    return bytes[position]
  }

  private mutating func takes(_ byte: UInt8) throws(JSONError) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard try takes(byte) else { throw error }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try skipNested()
      return .other
    default: return try scalar()
    }
  }

  /// A number or one of the three words.
  private mutating func scalar() throws(JSONError) -> JSONValue {
    let start = position
    while position < bytes.count, isPartOfScalar(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true", "false": return .other
    default:
      guard isNumber(bytes[start..<position]) else {
        position = start
        throw error
      }
      return Int(word).map(JSONValue.integer) ?? .other
    }
  }

  private func isPartOfScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Whether the bytes are a number as JSON writes it: no `+`, no zero before other digits.
  private func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func takeDigits() -> Int {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let count = takeDigits()
    guard count == 1 || count > 1 && !startsWithZero else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard takeDigits() > 0 else { return false }
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Passes over an array or object, however deep, looking only at its brackets and texts.
  private mutating func skipNested() throws(JSONError) {
    var closing: [UInt8] = []
    repeat {
      switch try peek() {
      case UInt8(ascii: "\""): _ = try text()
      case UInt8(ascii: "{"):
        closing.append(UInt8(ascii: "}"))
        position += 1
      case UInt8(ascii: "["):
        closing.append(UInt8(ascii: "]"))
        position += 1
      case let byte where byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]"):
        guard closing.popLast() == byte else { throw error }
        position += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
      default: _ = try scalar()
      }
    } while !closing.isEmpty
  }

  private mutating func text() throws(JSONError) -> [UInt8] {
    try expect(UInt8(ascii: "\""))
    var text: [UInt8] = []
    var start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        text.append(contentsOf: bytes[start..<position])
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text.append(contentsOf: bytes[start..<position])
        position += 1
        try appendEscaped(to: &text)
        start = position
      default: position += 1
      }
    }
    throw error
  }

  /// What stands behind a backslash.
  private mutating func appendEscaped(to text: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw error }
    position += 1
    switch bytes[position - 1] {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      text.append(bytes[position - 1])
    case UInt8(ascii: "u"):
      let scalar = try escapedScalar()
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      position -= 1
      throw error
    }
  }

  /// The character behind `\u`, of a surrogate pair both halves taken; U+FFFD for half a pair.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let isFollowed =
      first < 0xDC00 && position + 6 <= bytes.count && bytes[position] == UInt8(ascii: "\\")
      && bytes[position + 1] == UInt8(ascii: "u")
    guard isFollowed else { return "\u{FFFD}" }
    let start = position
    position += 2
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second) else {
      position = start
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
      else { throw error }
      number = number << 4 + UInt32(digit)
      position += 1
    }
    return number
  }
}
