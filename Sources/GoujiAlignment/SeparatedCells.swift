internal import GoujiDecoding

/// Texts whose cells follow one another in a line, with one sign between all of them: `规章 / 0 / 0 / 3`.
enum SeparatedCells {
  /// A text with line ends in the place of such a sign.
  ///
  /// Every byte stays where it is.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: `nil` for a text in which no sign divides all cells.
  static func lined(_ text: [UInt8]) -> [UInt8]? {
    for separator in separators {
      let found = occurrences(of: separator, in: text)
      guard found.count >= fewestSeparators, hasLongLines(text, found),
        divides(text, found, separator.count)
      else { continue }
      var lined = text
      for start in found {
        for offset in start..<start + separator.count - 1 { lined[offset] = 0x20 }
        lined[start + separator.count - 1] = 0x0A
      }
      return lined
    }
    return nil
  }

  private static let separators = [Array(" / ".utf8), Array(", ".utf8)]

  /// How many signs a text has at least; the smallest form has more cells.
  private static let fewestSeparators = 60

  /// How many signs stand in a line on average; the rows of a table have fewer cells.
  private static let separatorsOfLine = 40

  /// How many figures between two signs are no chance, and how many of them each that stands otherwise takes.
  private static let fewestFigures = 30
  private static let figuresOfOther = 20

  private static func occurrences(of separator: [UInt8], in text: [UInt8]) -> [Int] {
    text.withUnsafeBytes { bytes in
      var found: [Int] = []
      var offset = 0
      // Of each separator the byte before its last one occurs the least.
      while let next = firstIndex(of: separator[separator.count - 2], in: bytes, from: offset) {
        offset = next + 1
        let start = next + 2 - separator.count
        guard start >= found.last.map({ $0 + separator.count }) ?? 0,
          next + 1 < bytes.count, bytes[start..<next + 2].elementsEqual(separator)
        else { continue }
        found.append(start)
        offset = next + 2
      }
      return found
    }
  }

  /// Whether the signs stand in lines that are longer than the rows of a table.
  private static func hasLongLines(_ text: [UInt8], _ separators: [Int]) -> Bool {
    var lines = 1
    for (earlier, later) in zip(separators, separators.dropFirst())
    where text[earlier..<later].contains(0x0A) { lines += 1 }
    return separators.count >= lines * separatorsOfLine
  }

  /// Whether figures that stand alone have a sign on both sides, or the end of their line.
  private static func divides(_ text: [UInt8], _ separators: [Int], _ length: Int) -> Bool {
    let starts = Set(separators)
    let ends = Set(separators.map { $0 + length })
    var figures = 0
    var others = 0
    var offset = 0
    while offset < text.count {
      guard isDigit(text[offset]) else {
        offset += 1
        continue
      }
      let start = offset
      while offset < text.count, isDigit(text[offset]) || text[offset] == 0x2E { offset += 1 }
      // Digits beside letters are in a sentence, or have their unit.
      guard start == 0 || text[start - 1] <= 0x20, offset == text.count || text[offset] < 0x80
      else { continue }
      let beginsField = start == 0 || text[start - 1] == 0x0A || ends.contains(start)
      let endsField = offset == text.count || text[offset] == 0x0A || starts.contains(offset)
      if beginsField && endsField { figures += 1 } else { others += 1 }
    }
    return figures >= fewestFigures && figures >= others * figuresOfOther
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
