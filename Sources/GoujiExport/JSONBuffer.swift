package import GoujiModel

/// JSON under construction, as RFC 8259 has it, in UTF-8.
///
/// A member without a value is left out. NUL is left out of texts, as it is in ``CSVBuffer``; every
/// other control character is escaped, and so is whatever some reader takes for the end of a line.
package struct JSONBuffer: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  private var isFirst = true

  /// Where a value that is not the first of its line may stand.
  package enum Layout: Sendable {
    case oneLine

    /// Each member and each item in a line of its own, for files that people read.
    case indented
  }

  package init(_ layout: Layout = .oneLine) {
    self.layout = layout
  }

  /// Adds an object as an item of an array, or as the whole text.
  package mutating func object(_ members: (inout JSONBuffer) -> Void) {
    startItem()
    enclose("{", "}", members)
  }

  package mutating func object(_ name: String, _ members: (inout JSONBuffer) -> Void) {
    startMember(name)
    enclose("{", "}", members)
  }

  package mutating func array(_ name: String, _ items: (inout JSONBuffer) -> Void) {
    startMember(name)
    enclose("[", "]", items)
  }

  package mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    startMember(name)
    append(text)
  }

  package mutating func member(_ name: String, _ integer: Int?) {
    guard let integer else { return }
    startMember(name)
    append(ascii: String(integer))
  }

  package mutating func member(_ name: String, _ flag: Bool) {
    startMember(name)
    append(ascii: flag ? "true" : "false")
  }

  /// Adds a number with the decimals that were printed.
  package mutating func member(_ name: String, _ figure: Figure?) {
    guard let figure else { return }
    startMember(name)
    append(ascii: figure.description)
  }

  /// Adds an object with the text in each language.
  package mutating func member(_ name: String, _ text: Bilingual?) {
    guard let text else { return }
    object(name) { json in
      json.member("zh", text.zh)
      json.member("en", text.en)
    }
  }

  package mutating func member(_ name: String, _ texts: [String]) {
    array(name) { json in
      for text in texts { json.item(text) }
    }
  }

  package mutating func item(_ text: String) {
    startItem()
    append(text)
  }

  /// Adds a number as an item of an array, `null` for none.
  package mutating func item(_ figure: Figure?) {
    startItem()
    append(ascii: figure?.description ?? "null")
  }

  /// Ends the line, behind which another text may begin.
  package mutating func endLine() {
    append(ascii: "\n")
    isFirst = true
  }

  private mutating func startMember(_ name: String) {
    startItem()
    append(name)
    append(ascii: layout == .indented ? ": " : ":")
  }

  private mutating func startItem() {
    if !isFirst { append(ascii: ",") }
    isFirst = false
    if layout == .indented, depth > 0 { breakLine() }
  }

  private mutating func enclose(
    _ start: StaticString,
    _ end: StaticString,
    _ content: (inout JSONBuffer) -> Void
  ) {
    append(start)
    depth += 1
    isFirst = true
    content(&self)
    depth -= 1
    if layout == .indented, !isFirst { breakLine() }
    append(end)
    isFirst = false
  }

  private mutating func breakLine() {
    append(ascii: "\n")
    for _ in 0..<depth { append(ascii: "  ") }
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }

  private mutating func append(ascii text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func append(_ text: String) {
    var text = text
    append(ascii: "\"")
    text.withUTF8 { appendEscaped($0) }
    append(ascii: "\"")
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var plainStart = 0
    var index = 0
    while index < text.count {
      let length = escapedLength(text, at: index)
      guard length > 0 else {
        index += 1
        continue
      }
      bytes.append(contentsOf: text[plainStart..<index])
      switch text[index] {
      case 0: break
      case UInt8(ascii: "\""): append(ascii: "\\\"")
      case UInt8(ascii: "\\"): append(ascii: "\\\\")
      case UInt8(ascii: "\n"): append(ascii: "\\n")
      case UInt8(ascii: "\r"): append(ascii: "\\r")
      case UInt8(ascii: "\t"): append(ascii: "\\t")
      case 0xC2: append(ascii: "\\u0085")
      case 0xE2: append(ascii: text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
      default:
        append(ascii: text[index] < 16 ? "\\u000" : "\\u001")
        let digit = text[index] % 16
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
      index += length
      plainStart = index
    }
    bytes.append(contentsOf: text[plainStart...])
  }

  /// How many bytes at a position are written in another way; 0 for none.
  private func escapedLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"): 1
    // U+0085, U+2028 and U+2029, at which some readers of lines break them.
    case 0xC2 where text[index + 1] == 0x85: 2
    case 0xE2 where text[index + 1] == 0x80 && (text[index + 2] & 0xFE) == 0xA8: 3
    default: 0
    }
  }
}
