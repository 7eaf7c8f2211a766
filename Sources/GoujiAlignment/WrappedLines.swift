internal import GoujiDocument

/// Lines of a text that was cut at a fixed width, whatever stood there.
enum WrappedLines {
  /// Where such a cut may have gone through a number: the line ends between two digits.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - longestLines: Its longest lines where they are known.
  /// - Returns: Offsets of line feeds, ascending; none for a text without a fixed width.
  static func breaks(in text: [UInt8], _ longestLines: LongestLines?) -> [Int] {
    let ends = (longestLines ?? text.withUnsafeBytes { LongestLines(of: $0) }).ends
    guard ends.count >= fewestLines else { return [] }
    return ends.filter { isDigit(text, before: $0) && isDigit(text, at: $0 + 1) }
  }

  /// How many lines of one width show that it is no chance.
  private static let fewestLines = 4

  private static func isDigit(_ text: [UInt8], at offset: Int) -> Bool {
    guard offset < text.count else { return false }
    if (0x30...0x39).contains(text[offset]) { return true }
    return offset + 2 < text.count && text[offset] == 0xEF && text[offset + 1] == 0xBC
      && (0x90...0x99).contains(text[offset + 2])
  }

  /// Whether a digit, what can stand before one in a number, or a letter that was read for one ends at
  /// an offset.
  private static func isDigit(_ text: [UInt8], before offset: Int) -> Bool {
    var end = offset
    if end > 0, text[end - 1] == 0x0D { end -= 1 }
    guard end > 0 else { return false }
    if [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ",")]
      .contains(text[end - 1])
    {
      return true
    }
    if (0x41...0x5A).contains(text[end - 1] & 0xDF) { return true }
    return isDigit(text, at: end - 1) || end >= 3 && isDigit(text, at: end - 3)
  }
}

extension TokenStream {
  /// Makes strays of the figures on both sides of line ends that went through a number.
  ///
  /// - Parameter breaks: Offsets of line feeds, ascending.
  mutating func dropBrokenFigures(_ breaks: [Int]) {
    var index = 0
    for lineEnd in breaks {
      while index < tokens.count, Int(tokens[index].end) + 1 < lineEnd { index += 1 }
      var next = index
      while next < tokens.count, Int(tokens[next].start) <= lineEnd + 1 { next += 1 }
      // The rows of a table whose lines have one width are no cut text.
      if tokens[index..<next].contains(where: { $0.kind == .counter }) { continue }
      for touched in index..<next where tokens[touched].isValue { tokens[touched].kind = .stray }
    }
  }
}
