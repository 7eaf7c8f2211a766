/// Texts whose lines were each written as a string of a program or table: in quotation marks, or as a record
/// of JSON.
enum WrittenLines {
  /// A line with the ranges that hold its text.
  private struct Line {
    let range: Range<Int>
    var kept: Range<Int>
  }

  /// What is left out of such a text, or written as one byte, ascending.
  static func changes(_ text: [UInt8]) -> [RestoredText.Change] {
    guard let first = text.first(where: { $0 > 0x20 }) else { return [] }
    switch first {
    case UInt8(ascii: "\""): return unwrapped(text, quoted, escape: UInt8(ascii: "\""))
    case UInt8(ascii: "{"): return unwrapped(text, lastString, escape: UInt8(ascii: "\\"))
    default: return []
    }
  }

  /// How many lines show that all were written alike.
  private static let leastLines = 12

  private static func unwrapped(
    _ text: [UInt8],
    _ content: ([UInt8], Range<Int>) -> Range<Int>?,
    escape: UInt8
  ) -> [RestoredText.Change] {
    var lines: [Line] = []
    var position = 0
    while position < text.count {
      let end = text[position...].firstIndex(of: 0x0A) ?? text.count
      var range = position..<end
      position = end + 1
      while let last = range.last, text[last] <= 0x20 { range = range.lowerBound..<last }
      guard !range.isEmpty else { continue }
      guard let kept = content(text, range) else { return [] }
      lines.append(Line(range: range, kept: kept))
    }
    guard lines.count >= leastLines else { return [] }
    var changes: [RestoredText.Change] = []
    for line in lines {
      changes.append(RestoredText.Change(range: line.range.lowerBound..<line.kept.lowerBound))
      var offset = line.kept.lowerBound
      while offset < line.kept.upperBound {
        guard text[offset] == escape, offset + 1 < line.kept.upperBound else {
          offset += 1
          continue
        }
        let next = text[offset + 1]
        let range = offset..<offset + 2
        switch next {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
          changes.append(RestoredText.Change(range: range, replacement: next == 0x74 ? 0x09 : 0x20))
        default:
          changes.append(RestoredText.Change(range: offset..<offset + 1))
        }
        offset += 2
      }
      changes.append(RestoredText.Change(range: line.kept.upperBound..<line.range.upperBound))
    }
    return changes
  }

  /// The text of a line in quotation marks, which are doubled inside of it; `nil` for another line.
  private static func quoted(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    let quote = UInt8(ascii: "\"")
    guard line.count >= 2, text[line.lowerBound] == quote, text[line.upperBound - 1] == quote else {
      return nil
    }
    let kept = line.lowerBound + 1..<line.upperBound - 1
    var offset = kept.lowerBound
    while offset < kept.upperBound {
      if text[offset] == quote {
        guard offset + 1 < kept.upperBound, text[offset + 1] == quote else { return nil }
        offset += 1
      }
      offset += 1
    }
    return kept
  }

  /// The string that ends a record of JSON; `nil` for another line.
  private static func lastString(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    let quote = UInt8(ascii: "\"")
    guard text[line.lowerBound] == UInt8(ascii: "{"), line.count >= 4,
      text[line.upperBound - 1] == UInt8(ascii: "}"), text[line.upperBound - 2] == quote
    else { return nil }
    var strings: [Range<Int>] = []
    var start: Int?
    var offset = line.lowerBound
    while offset < line.upperBound {
      if let opened = start {
        if text[offset] == UInt8(ascii: "\\") {
          offset += 2
          continue
        }
        if text[offset] == quote {
          strings.append(opened..<offset)
          start = nil
        }
      } else if text[offset] == quote {
        start = offset + 1
      } else if text[offset] == UInt8(ascii: "[") {
        return nil
      }
      offset += 1
    }
    // One string only: the others are the names of the fields.
    guard let last = strings.last, start == nil, last.upperBound == line.upperBound - 2 else {
      return nil
    }
    let values = strings.filter { string in
      var next = string.upperBound + 1
      while next < line.upperBound, text[next] <= 0x20 { next += 1 }
      return next >= line.upperBound || text[next] != UInt8(ascii: ":")
    }
    return values.count == 1 ? last : nil
  }
}
