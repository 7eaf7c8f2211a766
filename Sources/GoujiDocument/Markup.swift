internal import GoujiDecoding

/// How much markup a text holds.
enum Markup {
  case none

  /// Tags in a text whose lines are meant, as programs that flatten pages leave them behind.
  case scattered
  case page

  /// Tells a page from a text by its tags.
  ///
  /// A page says so with a document type or one of the elements `html`, `head` and `body`. Anything
  /// else that holds tags of HTML counts as a flattened text with scattered markup, because of two
  /// mistakes the other one costs more: read as a page, the lines of a Markdown table run together;
  /// read as a text, a fragment of a page has some line breaks too many. Tags that HTML does not have
  /// (`<http://…>`) are no markup, and tags that were broken over the cells of drawn lines are none either:
  /// read as tags they would take the cells with them.
  init(of utf8: [UInt8]) {
    let bytes = utf8.span
    var result = Markup.none
    var tornTags = 0
    var position = 0
    utf8.withUnsafeBytes { raw in
      while let start = firstIndex(of: 0x3C, in: raw, from: position) {
        position = start + 1
        var name: [UInt8] = []
        if position < bytes.count, bytes[position] == 0x2F || bytes[position] == 0x21 {
          if bytes[position] == 0x21 { name.append(0x21) }
          position += 1
        }
        while position < bytes.count, name.count < 12, let letter = asciiLetter(bytes[position]) {
          name.append(letter)
          position += 1
        }
        guard position < bytes.count, !name.isEmpty else { continue }
        let isDelimited =
          bytes[position] <= 0x20 || bytes[position] == 0x3E
          || bytes[position] == 0x2F
        // Spaces, or those that do not break, divide it from a pipe.
        let rest = utf8[position...].prefix(8)
        if rest.drop(while: { $0 <= 0x20 || $0 == 0xC2 || $0 == 0xA0 }).first == 0x7C {
          tornTags += 1
        }
        guard isDelimited else { continue }
        let kind = name.withUnsafeBufferPointer { ElementKind(name: $0) }
        if kind == .root || name == Array("!doctype".utf8) {
          result = .page
          return
        }
        if kind != .unknown { result = .scattered }
      }
    }
    self = tornTags >= 3 ? .none : result
  }
}

/// A letter, or a figure as in `h1`, in lower case.
private func asciiLetter(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x61...0x7A, 0x31...0x36: byte
  case 0x41...0x5A: byte | 0x20
  default: nil
  }
}
