package import GoujiModel

/// Lines of comma-separated values under construction, as RFC 4180 has them, in UTF-8.
///
/// Lines end with a line feed. A field is quoted only where it must be. Text that a spreadsheet
/// would take for a formula is made harmless by an apostrophe before it; NUL is left out.
package struct CSVBuffer: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var isAtStartOfLine = true

  package init() {}

  package var isEmpty: Bool { bytes.isEmpty }

  /// Makes room for so many bytes more.
  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(bytes.count + count)
  }

  /// Adds a field of any text; `nil` and the empty text are an empty field.
  package mutating func text(_ value: String?) {
    startField()
    guard let value, !value.isEmpty else { return }
    if value.utf8.withContiguousStorageIfAvailable({ appendEscaped($0) }) == nil {
      Array(value.utf8).withUnsafeBufferPointer { appendEscaped($0) }
    }
  }

  /// Adds a field of an identifier, a word of ours or a digest, which hold nothing to escape.
  package mutating func word(_ value: String) {
    startField()
    bytes.append(contentsOf: value.utf8)
  }

  package mutating func integer(_ value: Int?) {
    startField()
    if let value { appendInteger(value) }
  }

  /// Adds a figure with the decimals that were printed.
  package mutating func figure(_ value: Figure?) {
    startField()
    guard let value else { return }
    if value.fractionDigits == 0 {
      appendInteger(Int(value.significand))
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  package mutating func place(_ place: SourcePlace?) {
    integer(place?.line)
    integer(place?.offset)
    integer(place?.length)
  }

  /// Adds fields that were built before, with the commas between them and none around them.
  package mutating func fields(_ prepared: CSVBuffer) { fields(prepared.bytes.span) }

  package mutating func fields(_ prepared: Span<UInt8>) {
    startField()
    prepared.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  package mutating func empty(_ count: Int = 1) {
    for _ in 0..<count { startField() }
  }

  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isAtStartOfLine = true
  }

  private mutating func startField() {
    if isAtStartOfLine {
      isAtStartOfLine = false
    } else {
      bytes.append(UInt8(ascii: ","))
    }
  }

  private mutating func appendInteger(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    if rest < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(rest)) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = digits.count
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    for index in start..<digits.count { bytes.append(digits[index]) }
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var needsQuotes = false
    var holdsSpecial = false
    for byte in text where byte <= UInt8(ascii: ",") {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"): needsQuotes = true
      case UInt8(ascii: "\""): (needsQuotes, holdsSpecial) = (true, true)
      case 0: holdsSpecial = true
      default: break
      }
    }
    if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    if isFormula(text) { bytes.append(UInt8(ascii: "'")) }
    if holdsSpecial {
      for byte in text where byte != 0 {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      }
    } else {
      bytes.append(contentsOf: text)
    }
    if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
  }
}

/// Whether a spreadsheet might calculate a text instead of showing it.
///
/// NUL is looked through, because it is left out of the file.
private func isFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let start = text.firstIndex(where: { $0 != 0 }) else { return false }
  switch text[start] {
  case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
    UInt8(ascii: "\n"):
    return true
  case UInt8(ascii: "+"), UInt8(ascii: "-"):
    var holdsDigit = false
    for byte in text[(start + 1)...] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): holdsDigit = true
      case UInt8(ascii: "."), UInt8(ascii: ","): break
      default: return true
      }
    }
    return !holdsDigit
  default:
    return false
  }
}
