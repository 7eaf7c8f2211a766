internal import GoujiDecoding

/// Texts in which a program wrote the attributes of a page's elements behind their content:
/// `[规章]{style="font-size:16px"}`, `::: {.content}`.
enum AttributedSpans {
  /// A text with spaces in the place of such brackets and attributes.
  ///
  /// Every byte stays where it is, and so does every column of a terminal.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: The text, and how many elements had attributes; `nil` for a text with few of them.
  static func plain(_ text: [UInt8]) -> (text: [UInt8], count: Int)? {
    let signs = signs(in: text)
    guard signs.count >= fewestSpans else { return nil }
    var plain = text
    for range in signs {
      for offset in range { plain[offset] = space(at: offset, of: text, from: range.lowerBound) }
    }
    return (plain, signs.count)
  }

  private static let fewestSpans = 20

  /// The brackets before the contents of elements, and what stands behind these or before a block.
  private static func signs(in text: [UInt8]) -> [Range<Int>] {
    text.withUnsafeBytes { bytes in
      var signs: [Range<Int>] = []
      // Behind the last attributes, and the brackets that were opened since without being closed.
      var passed = 0
      var open: [Int] = []
      var offset = 0
      while let brace = firstIndex(of: UInt8(ascii: "{"), in: bytes, from: offset) {
        offset = brace + 1
        guard let end = endOfAttributes(bytes, from: brace) else { continue }
        offset = end
        let isSpan = brace > 0 && bytes[brace - 1] == UInt8(ascii: "]")
        matchBrackets(bytes, passed..<(isSpan ? brace - 1 : brace), &open)
        passed = end
        if isSpan {
          guard let start = open.popLast() else { continue }
          signs.append(start..<start + 1)
          signs.append(brace - 1..<end)
        } else if let start = startOfFence(bytes, before: brace) {
          signs.append(start..<end)
        }
      }
      return signs
    }
  }

  /// Notes the brackets that a part of the text leaves open.
  private static func matchBrackets(
    _ bytes: UnsafeRawBufferPointer,
    _ range: Range<Int>,
    _ open: inout [Int]
  ) {
    for offset in range where offset == 0 || bytes[offset - 1] != UInt8(ascii: "\\") {
      switch bytes[offset] {
      case UInt8(ascii: "["): open.append(offset)
      case UInt8(ascii: "]"): _ = open.popLast()
      default: continue
      }
    }
  }

  /// Where attributes end that begin at an offset, on the same line.
  private static func endOfAttributes(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    let first = bytes[start + 1]
    let isName = first == UInt8(ascii: ".") || first == UInt8(ascii: "#")
    guard isName || (0x61...0x7A).contains(first | 0x20) else { return nil }
    var isQuoted = false
    var hasValue = false
    for end in start + 1..<min(bytes.count, start + longestAttributes) {
      switch bytes[end] {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        hasValue = hasValue || bytes[end - 1] == UInt8(ascii: "=")
      case UInt8(ascii: "}") where !isQuoted: return isName || hasValue ? end + 1 : nil
      case 0x0A: return nil
      default: continue
      }
    }
    return nil
  }

  private static let longestAttributes = 2000

  /// Where the colons begin that stand alone before an offset in its line.
  private static func startOfFence(_ bytes: UnsafeRawBufferPointer, before offset: Int) -> Int? {
    var start = offset
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    let colonsEnd = start
    while start > 0, bytes[start - 1] == UInt8(ascii: ":") { start -= 1 }
    let begins = start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x20
    return colonsEnd - start >= 3 && begins ? start : nil
  }

  /// The byte that stands for one at an offset: a space, or one of three bytes for a wide character.
  private static func space(at offset: Int, of text: [UInt8], from start: Int) -> UInt8 {
    var first = offset
    while first > start, text[first] & 0xC0 == 0x80 { first -= 1 }
    guard text[first] >= 0xE3, text[first] < 0xF0 else { return 0x20 }
    return first == offset ? 0xE3 : 0x80
  }
}
