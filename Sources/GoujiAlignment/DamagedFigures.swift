/// Figures that are not whole, as what stands right beside them shows.
extension TokenStream {
  /// Marks the figures that cannot be trusted as damaged.
  ///
  /// - Parameter bytes: The text.
  mutating func markDamagedFigures(in bytes: [UInt8]) {
    let figures = tokens.indices.filter { tokens[$0].kind == .figure }
    let besidePipes = figures.filter { touchesPipe($0, bytes) }
    let fewPipes = besidePipes.count * 8 <= figures.count
    let narrow = fewPipes || skippedTags >= 40 ? narrowLines(besidePipes, among: figures) : []
    // A program that reads images takes a digit for a separator now and then: `1|`.
    if fewPipes { markDamaged(besidePipes.filter { !narrow.contains(tokens[$0].line) }) }
    markDamaged(
      figures.filter { index in
        isBesideStray(index, bytes) || isBeforeSoftBreak(index, bytes) || goesOn(index, bytes)
          || isInDeclaration(index, bytes) || isAmidWords(index, bytes)
          || isTornOrdinal(index, bytes)
      }
    )
    guard skippedTags >= 40 else { return }
    let outside = figures.filter {
      !narrow.contains(tokens[$0].line) && !isInTag($0, bytes)
    }
    // Where all cells stand between tags, a figure without them is the number of a page.
    if outside.count * 3 <= figures.count { markDamaged(outside) }
  }

  private mutating func markDamaged(_ figures: [Int]) {
    for index in figures { tokens[index].flags.insert(.damaged) }
  }

  /// The lines in which a separator touches every figure, of three at least: `|0|2|5|`.
  private func narrowLines(_ besidePipes: [Int], among figures: [Int]) -> Set<Int32> {
    var narrow: Set<Int32> = []
    var rest = figures[...]
    var touching = besidePipes[...]
    while let first = touching.first {
      let line = tokens[first].line
      let own = touching.prefix { tokens[$0].line == line }.count
      touching = touching.dropFirst(own)
      rest = rest.drop { tokens[$0].line < line }
      if own >= 3, own == rest.prefix(while: { tokens[$0].line == line }).count {
        narrow.insert(line)
      }
    }
    return narrow
  }

  private func touchesPipe(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let (start, end) = (Int(tokens[index].start), Int(tokens[index].end))
    let pipe = UInt8(ascii: "|")
    return start > 0 && bytes[start - 1] == pipe || end < bytes.count && bytes[end] == pipe
  }

  /// Whether digits that are no figure stand beside one, with nothing but spaces, commas, points and the signs
  /// that mark words between: `2,4 08`, `**1,09** **2**`.
  private func isBesideStray(_ index: Int, _ bytes: [UInt8]) -> Bool {
    func belongTogether(_ first: Int, _ second: Int, stray: Int) -> Bool {
      let (earlier, later) = (tokens[first], tokens[second])
      guard tokens[stray].kind == .stray, earlier.line == later.line,
        earlier.letter == later.letter, later.start >= earlier.end,
        let digit = bytes[Int(tokens[stray].start)...].first,
        (0x30...0x39).contains(digit)
      else { return false }
      let between = bytes[Int(earlier.end)..<Int(later.start)].prefix(12)
        .filter { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "*") }
      return between.count <= 4 && between.allSatisfy { Self.signsInFigures.contains($0) }
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

  /// Whether the line of a figure ends with it and the next one begins with a comma and a digit, or with what
  /// could not be decoded, or the line before ends with that.
  private func goesOn(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let start = Int(tokens[index].start)
    if start > 3, bytes[start - 4..<start].elementsEqual([0xEF, 0xBF, 0xBD, 0x0A]) { return true }
    var next = Int(tokens[index].end)
    guard next + 3 < bytes.count, bytes[next] == 0x0A else { return false }
    next += 1
    if bytes[next...].starts(with: [0xEF, 0xBF, 0xBD]) { return true }
    let comma = bytes[next...].starts(with: [0xEF, 0xBC, 0x8C]) ? 3 : bytes[next] == 0x2C ? 1 : 0
    return comma > 0 && next + comma < bytes.count && (0x30...0x39).contains(bytes[next + comma])
  }

  /// Whether a figure stands between two words of Latin letters: `Copyright 2019 All Rights`.
  private func isAmidWords(_ index: Int, _ bytes: [UInt8]) -> Bool {
    func isLatin(_ offset: Int) -> Bool {
      bytes.indices.contains(offset) && (0x61...0x7A).contains(bytes[offset] | 0x20)
    }
    let (start, end) = (Int(tokens[index].start), Int(tokens[index].end))
    return start > 1 && bytes[start - 1] == 0x20 && isLatin(start - 2) && isLatin(start - 3)
      && end < bytes.count && bytes[end] == 0x20 && isLatin(end + 1) && isLatin(end + 2)
  }

  /// Whether a line ends with a digit, and maybe the border of its cell, and the text goes on with a point:
  /// the number of a label that was broken over lines.
  private func isTornOrdinal(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let (start, end) = (Int(tokens[index].start), Int(tokens[index].end))
    guard end - start == 1 else { return false }
    let pipe = UInt8(ascii: "|")
    var next = end
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == pipe { next += 1 }
    guard next < bytes.count, bytes[next] == 0x0A else { return false }
    next += 1
    var pipes = 0
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == pipe {
      if bytes[next] == pipe { pipes += 1 }
      next += 1
    }
    guard next + 1 < bytes.count, bytes[next] == UInt8(ascii: "."),
      bytes[..<start].reversed().prefix(while: { $0 != 0x0A }).count(where: { $0 == pipe }) == pipes
    else { return false }
    // A letter of Han characters.
    return (0xE4...0xE9).contains(bytes[next + 1])
  }

  /// Whether a figure is what a colon of a style sheet gives: `font-size:10`.
  private func isInDeclaration(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let start = Int(tokens[index].start)
    guard start > 1, bytes[start - 1] == UInt8(ascii: ":") else { return false }
    return bytes[start - 2] == 0x20 || (0x61...0x7A).contains(bytes[start - 2])
  }

  /// Whether a tag ends before a figure or begins behind it in its line.
  private func isInTag(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let before = bytes[..<Int(tokens[index].start)].last { $0 != 0x20 && $0 != 0xC2 && $0 != 0xA0 }
    let after = bytes[Int(tokens[index].end)...].first { $0 != 0x20 && $0 != 0xC2 && $0 != 0xA0 }
    return before == UInt8(ascii: ">") || after == UInt8(ascii: "<")
  }
}
