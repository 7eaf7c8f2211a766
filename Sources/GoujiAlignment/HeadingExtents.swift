extension RowPlacer {
  /// The columns of a terminal that the first lines of headings cover, counted from 0.
  ///
  /// - Parameters:
  ///   - matches: The labels that are the headings.
  ///   - width: How many columns a character takes.
  /// - Returns: For each heading its columns; `nil` where there is no heading.
  func extents(of matches: [Int?], _ width: (UInt32) -> Int32) -> [Range<Int32>?] {
    var extents: [Range<Int32>?] = []
    // How far a line was measured: one line may hold all of a text.
    var line: Int32 = -1
    var offset = 0
    var column: Int32 = 0
    for match in matches {
      guard let match else {
        extents.append(nil)
        continue
      }
      let letters = text.matches[match].letters
      let first = text.letters[letters.lowerBound]
      let last = letters.last { text.letters[$0].line == first.line } ?? letters.lowerBound
      if first.line != line || Int(first.offset) < offset {
        line = first.line
        offset = Int(first.offset)
        while offset > 0, bytes[offset - 1] != 0x0A { offset -= 1 }
        column = 0
      }
      column += columns(offset..<Int(first.offset), width)
      offset = Int(first.offset)
      let letterRange = offset..<max(offset, Int(text.letters[last].offset) + 3)
      let covered = column..<column + columns(letterRange, width)
      let isBroken = last + 1 < letters.upperBound && !isBelow(covered, letter: last + 1, width)
      extents.append(isBroken ? nil : covered)
    }
    return extents
  }

  /// Whether a letter that goes on with a heading in another line stands below some columns.
  private func isBelow(
    _ covered: Range<Int32>,
    letter index: Int,
    _ width: (UInt32) -> Int32
  ) -> Bool {
    let offset = Int(text.letters[index].offset)
    var start = offset
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    let column = columns(start..<offset, width)
    return column + 2 > covered.lowerBound && column < covered.upperBound
  }

  /// The columns of a terminal that a part of a line takes.
  private func columns(_ range: Range<Int>, _ width: (UInt32) -> Int32) -> Int32 {
    var columns: Int32 = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (codePoint, length) = Lexer.decode(bytes.span, at: offset)
      columns += width(codePoint)
      offset += length
    }
    return columns
  }
}
