/// Lines of a text that was cut at a fixed width, whatever stood there.
enum WrappedLines {
  /// Where such a cut may have gone through a number: the line ends between two digits.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: Offsets of line feeds, ascending; none for a text without a fixed width.
  static func breaks(in text: [UInt8]) -> [Int] {
    var candidates: [(end: Int, width: Int)] = []
    var longest = 0
    var longestLines = 0
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      defer { start = end + 1 }
      // Shorter lines need no counting.
      guard end - start >= longest else { continue }
      let width = text[start..<end].reduce(0) { $1 & 0xC0 == 0x80 || $1 == 0x0D ? $0 : $0 + 1 }
      guard width >= longest else { continue }
      if width > longest { (longest, longestLines) = (width, 0) }
      longestLines += 1
      if isDigit(text, before: end), isDigit(text, at: end + 1) { candidates.append((end, width)) }
    }
    guard longestLines >= fewestLines else { return [] }
    return candidates.filter { $0.width == longest }.map(\.end)
  }

  /// How many lines of one width show that it is no chance.
  private static let fewestLines = 4

  private static func isDigit(_ text: [UInt8], at offset: Int) -> Bool {
    guard offset < text.count else { return false }
    if (0x30...0x39).contains(text[offset]) { return true }
    return offset + 2 < text.count && text[offset] == 0xEF && text[offset + 1] == 0xBC
      && (0x90...0x99).contains(text[offset + 2])
  }

  /// Whether a digit, or what can stand before one in a number, ends at an offset.
  private static func isDigit(_ text: [UInt8], before offset: Int) -> Bool {
    var end = offset
    if end > 0, text[end - 1] == 0x0D { end -= 1 }
    guard end > 0 else { return false }
    if [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ",")]
      .contains(text[end - 1])
    {
      return true
    }
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
      while next < tokens.count, Int(tokens[next].start) <= lineEnd + 1 {
        if tokens[next].isValue { tokens[next].kind = .stray }
        next += 1
      }
    }
  }
}
