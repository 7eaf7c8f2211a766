/// Figures that are not whole, as what stands right beside them shows.
extension TokenStream {
  /// Marks the figures that cannot be trusted as damaged.
  ///
  /// - Parameter bytes: The text.
  mutating func markDamagedFigures(in bytes: [UInt8]) {
    let figures = tokens.indices.filter { tokens[$0].kind == .figure }
    let besidePipes = figures.filter { touchesPipe($0, bytes) }
    // A program that reads images takes a digit for a separator now and then: `1|`.
    if besidePipes.count * 8 <= figures.count { markDamaged(besidePipes) }
    markDamaged(figures.filter { isBesideStray($0, bytes) || isBeforeSoftBreak($0, bytes) })
    guard skippedTags >= 40 else { return }
    let outside = figures.filter { !isInTag($0, bytes) }
    // Where all cells stand between tags, a figure without them is the number of a page.
    if outside.count * 20 <= figures.count { markDamaged(outside) }
  }

  private mutating func markDamaged(_ figures: [Int]) {
    for index in figures { tokens[index].flags.insert(.damaged) }
  }

  private func touchesPipe(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let (start, end) = (Int(tokens[index].start), Int(tokens[index].end))
    let pipe = UInt8(ascii: "|")
    return start > 0 && bytes[start - 1] == pipe || end < bytes.count && bytes[end] == pipe
  }

  /// Whether digits that are no figure stand beside one, with nothing but spaces, commas or points
  /// between: `2,4 08`.
  private func isBesideStray(_ index: Int, _ bytes: [UInt8]) -> Bool {
    func belongTogether(_ first: Int, _ second: Int, stray: Int) -> Bool {
      let (earlier, later) = (tokens[first], tokens[second])
      guard tokens[stray].kind == .stray, earlier.line == later.line,
        earlier.letter == later.letter, later.start - earlier.end <= 4,
        let digit = bytes[Int(tokens[stray].start)...].first,
        (0x30...0x39).contains(digit)
      else { return false }
      return bytes[Int(earlier.end)..<max(Int(earlier.end), Int(later.start))].allSatisfy {
        Self.signsInFigures.contains($0)
      }
    }
    return index > 0 && belongTogether(index - 1, index, stray: index - 1)
      || index + 1 < tokens.count && belongTogether(index, index + 1, stray: index + 1)
  }

  /// The bytes of a space, of commas and of points.
  private static let signsInFigures: [UInt8] = [0x20, 0x2C, 0x2E, 0xEF, 0xBC, 0x8C]

  /// Whether the line of a figure ends with the sign that mail has where it breaks lines: `1=`.
  private func isBeforeSoftBreak(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let end = Int(tokens[index].end)
    guard end + 2 < bytes.count, bytes[end] == UInt8(ascii: "="), bytes[end + 1] == 0x0A else {
      return false
    }
    return (0x30...0x39).contains(bytes[end + 2]) || Self.signsInFigures.contains(bytes[end + 2])
  }

  /// Whether a tag ends before a figure or begins behind it in its line.
  private func isInTag(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let before = bytes[..<Int(tokens[index].start)].last { $0 != 0x20 && $0 != 0xC2 && $0 != 0xA0 }
    let after = bytes[Int(tokens[index].end)...].first { $0 != 0x20 && $0 != 0xC2 && $0 != 0xA0 }
    return before == UInt8(ascii: ">") || after == UInt8(ascii: "<")
  }
}
