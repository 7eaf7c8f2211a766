/// A document that came as a line of NDJSON.
package struct DocumentLine: Sendable {
  /// What the sender knows the document by.
  package let id: ID
  fileprivate let content: [UInt8]
  fileprivate let entry: ManifestEntry

  package enum ID: Hashable, Sendable, CustomStringConvertible {
    case text(String)
    case number(Int)

    package var description: String {
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      }
    }
  }
}

/// A line that is no document.
package struct DocumentLineError: Error, Hashable, Sendable {
  /// `nil` when the line gives none.
  package let id: DocumentLine.ID?
  package let reason: Bilingual

  package init(id: DocumentLine.ID?, reason: Bilingual) {
    self.id = id
    self.reason = reason
  }
}

extension DocumentLine {
  /// Reads a line, given without its end.
  package init(_ line: [UInt8]) throws(DocumentLineError) {
    let members: Members
    do {
      members = Members(values: try JSONReader.members(of: line))
    } catch {
      throw DocumentLineError(
        id: nil,
        reason: Bilingual(
          zh: "不是 JSON 对象(第 \(error.offset + 1) 字节)",
          en: "not an object in JSON (at byte \(error.offset + 1))"
        )
      )
    }
    id = try members.id()
    var entry = ManifestEntry()
    entry.url = try members.text("url")
    entry.agency = try members.text("agency")
    entry.year = try members.year()
    self.entry = entry
    content = try members.content()
  }
}

/// The members of a line by their names.
private struct Members {
  let values: [String: JSONValue]

  /// A member that is not there counts as `null`.
  private func value(_ name: String) -> JSONValue { values[name] ?? .null }

  private func error(_ zh: String, _ en: String) -> DocumentLineError {
    DocumentLineError(id: try? id(), reason: Bilingual(zh: zh, en: en))
  }

  func id() throws(DocumentLineError) -> DocumentLine.ID {
    switch value("id") {
    case .text(let bytes) where !bytes.isEmpty: return .text(String(decoding: bytes, as: UTF8.self))
    case .integer(let number): return .number(number)
    default:
      throw DocumentLineError(
        id: nil,
        reason: Bilingual(
          zh: "id:缺失,或既非文本也非整数",
          en: "id: missing, or neither text nor a whole number"
        )
      )
    }
  }

  func text(_ name: String) throws(DocumentLineError) -> String? {
    switch value(name) {
    case .null: return nil
    case .text(let bytes): return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    case .integer, .other: throw error("\(name):不是文本", "\(name): not text")
    }
  }

  func year() throws(DocumentLineError) -> Int? {
    switch value("year") {
    case .null: return nil
    case .integer(let year) where (1000...9999).contains(year): return year
    case .text(let bytes):
      if bytes.isEmpty { return nil }
      let text = String(decoding: bytes, as: UTF8.self)
      if bytes.count == 4, let year = Int(text), year >= 1000 { return year }
      throw error("year:无法将“\(text)”读作四位年份", "year: cannot read '\(text)' as a year of four digits")
    case .integer, .other:
      throw error("year:不是四位年份", "year: not a year of four digits")
    }
  }

  /// The bytes of the document.
  func content() throws(DocumentLineError) -> [UInt8] {
    switch (value("content"), value("content_base64")) {
    case (.text(let bytes), .null): return bytes
    case (.null, .text(let text)):
      if let bytes = decodedBase64(text) { return bytes }
      throw error("content_base64:不是 base64", "content_base64: not base64")
    case (.null, .null):
      throw error("缺少 content 或 content_base64", "neither content nor content_base64")
    case (.null, _): throw error("content_base64:不是文本", "content_base64: not text")
    case (_, .null): throw error("content:不是文本", "content: not text")
    default:
      throw error("content 与 content_base64 只能有一个", "both content and content_base64")
    }
  }
}

/// Decodes base64 as RFC 4648 has it; line breaks are let pass, and the padding may be missing.
///
/// - Returns: `nil` for anything else.
func decodedBase64(_ text: [UInt8]) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count / 4 * 3)
  var bits: UInt32 = 0
  var count = 0
  var isPadded = false
  for letter in text {
    let digit: UInt8
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = letter - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = letter - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = letter - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): digit = 62
    case UInt8(ascii: "/"): digit = 63
    case UInt8(ascii: "="):
      isPadded = true
      continue
    case 0x0A, 0x0D: continue
    default: return nil
    }
    guard !isPadded else { return nil }
    bits = bits << 6 | UInt32(digit)
    count += 1
    if count == 4 {
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits))
      (bits, count) = (0, 0)
    }
  }
  switch count {
  case 0: break
  case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
  case 3:
    bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
  default: return nil
  }
  return bytes
}

extension Reader {
  /// Reads a document that came as a line; it goes by its identifier.
  package func read(_ line: DocumentLine, limits: InputLimits) -> ReadDocument {
    read(
      InputDocument("\(line.id)", bytes: line.content, manifestEntry: line.entry),
      limits: limits
    )
  }
}
