/// The text of a document taken apart, with the labels found in it.
package struct LabelledText: Sendable {
  let tokens: [Token]
  let letters: [Letter]
  let matches: [LabelMatch]

  /// For each token, the number of separators before it in its line.
  let slots: [Int32]

  /// For each token, the number of separators in its line.
  let lineWidths: [Int32]

  /// The lines that are drawn across a table: their first tokens, in order.
  let drawnLines: [(token: Int, line: Int32)]

  /// Whether tabs divide fields; beside other separators they only indent.
  let tabsSeparate: Bool

  /// Whether tags are left between the cells; an empty one may have taken a line and left no trace.
  let hasTags: Bool

  /// Where each cell of the grids stands, in reading order.
  let gridCells: [GridPosition]

  var hasGrids: Bool { !gridCells.isEmpty }

  /// Where a grid cell stands.
  struct GridPosition: Sendable {
    let grid: Int
    let column: Int
    let row: Int
    let rowSpan: Int
    let columnSpan: Int

    /// Where the text of its cell begins, in bytes.
    let start: Int
  }

  /// Whether the signs between words, and those in figures, were taken out of the text.
  let lacksPunctuation: Bool

  /// Whether labels are printed once more for each column that their cell spans.
  let hasRepeatedLabels: Bool

  /// Whether lines drawn across tables go on with cells, as where several lines were made one.
  let hasJoinedLines: Bool

  /// The lines in which figures stand inside of labels, as where those of one table row were made one.
  let joinedLines: Set<Int32>

  /// The letters that units are written in.
  let unitLetters: Set<UInt16>

  init(
    _ stream: TokenStream,
    _ matches: [LabelMatch],
    gridCells: [GridPosition],
    unitLetters: Set<UInt16>
  ) {
    self.unitLetters = unitLetters
    self.gridCells = gridCells
    hasTags = stream.skippedTags >= 40
    lacksPunctuation = stream.lacksPunctuation
    tabsSeparate =
      stream.tokens.count { $0.kind == .pipe || $0.kind == .cellEnd } < 4 && !stream.hasTabsAround
    tokens = stream.tokens
    letters = stream.letters
    self.matches = matches
    var slots = [Int32](repeating: 0, count: stream.tokens.count)
    var lineWidths = [Int32](repeating: 0, count: stream.tokens.count)
    var first = 0
    while first < stream.tokens.count {
      let line = stream.tokens[first].line
      var count: Int32 = 0
      var next = first
      while next < stream.tokens.count, stream.tokens[next].line == line {
        slots[next] = count
        if stream.tokens[next].kind == .pipe { count += Int32(stream.tokens[next].significand) }
        if tabsSeparate, stream.tokens[next].kind == .tab { count += 1 }
        next += 1
      }
      for index in first..<next { lineWidths[index] = count }
      first = next
    }
    self.slots = slots
    self.lineWidths = lineWidths
    let tokens = stream.tokens
    var goingOn = 0
    drawnLines = tokens.indices.compactMap { index in
      let token = tokens[index]
      guard token.kind == .rule, token.significand == Token.Rule.border.rawValue,
        token.columnEnd - token.columnStart >= 12
      else { return nil }
      // One that ends inside of its line leaves cells beside it open.
      let rest = tokens[(index + 1)...].prefix { $0.line == token.line }
      if rest.contains(where: \.isValue) { goingOn += 1 }
      return rest.allSatisfy { $0.kind == .pipe } ? (index, token.line) : nil
    }
    let letters = stream.letters
    hasJoinedLines = goingOn >= 3
    var tornLabels: [Int32: Int] = [:]
    for match in matches
    where match.certainty >= 2 && match.items.contains(where: { $0.kind == .row }) {
      let labels = match.letters
      // Few labels hold any token.
      guard letters[labels.lowerBound].token < letters[labels.upperBound - 1].token else {
        continue
      }
      let torn = labels.dropLast().first { earlier in
        let (first, next) = (letters[earlier], letters[earlier + 1])
        return first.line == next.line
          && (Int(first.token)..<Int(next.token)).contains { tokens[$0].kind == .figure }
      }
      if let torn { tornLabels[letters[torn].line, default: 0] += 1 }
    }
    joinedLines = Set(tornLabels.filter { $0.value >= 2 }.keys)
    hasRepeatedLabels =
      zip(matches, matches.dropFirst()).count { earlier, later in
        letters[earlier.letters.lowerBound].line == letters[later.letters.lowerBound].line
          && earlier.letters.count == later.letters.count && earlier.items == later.items
          && earlier.items.contains { $0.kind == .blockHeading }
      } >= 2
  }

  /// Puts the values of a drawn grid, whose cells may take several lines each, into the order of their
  /// columns.
  ///
  /// - Returns: Whether the values stand in such a grid.
  func orderBySlots(_ values: inout [Int]) -> Bool {
    guard let first = values.first,
      values.contains(where: { tokens[$0].line != tokens[first].line }),
      values.allSatisfy({
        lineWidths[$0] == lineWidths[first] && Int(lineWidths[$0]) > values.count
      })
    else { return false }
    let ordered = values.sorted { slots[$0] < slots[$1] }
    guard zip(ordered, ordered.dropFirst()).allSatisfy({ slots[$0] < slots[$1] }) else {
      return false
    }
    values = ordered
    return true
  }

  /// The bytes of the text from the first of some letters to the last; those of a row that takes several lines
  /// need not stand in their order.
  func bytes(of range: Range<Int>) -> Range<Int> {
    let (first, last) = (
      Int(letters[range.lowerBound].offset), Int(letters[range.upperBound - 1].offset)
    )
    return min(first, last)..<max(first, last) + 3
  }

  /// Whether nothing else stands in the line of a token.
  func isAlone(_ index: Int) -> Bool {
    let line = tokens[index].line
    let letter = Int(tokens[index].letter)
    return !(tokens.indices.contains(index - 1) && tokens[index - 1].line == line)
      && !(tokens.indices.contains(index + 1) && tokens[index + 1].line == line)
      && !(letters.indices.contains(letter - 1) && letters[letter - 1].line == line)
      && !(letters.indices.contains(letter) && letters[letter].line == line)
  }

  /// Whether a token is the figure of nothing.
  func isZero(_ index: Int) -> Bool {
    tokens[index].kind == .figure && tokens[index].significand == 0
      && tokens[index].fractionDigits == 0 && !tokens[index].flags.contains(.damaged)
  }

  /// Where the grid cell that holds a token stands; `nil` for a token outside of grids.
  func gridPosition(of token: Int) -> GridPosition? {
    let cell = tokens[token].cell
    return cell >= 0 ? gridCells[Int(cell)] : nil
  }

  /// Where the grid cell that holds a letter stands; `nil` for a letter outside of grids.
  func gridPosition(ofLetter index: Int) -> GridPosition? {
    let next = Int(letters[index].token)
    guard hasGrids, tokens.indices.contains(next), let position = gridPosition(of: next),
      position.start <= Int(letters[index].offset)
    else { return nil }
    return position
  }

  /// The position of a letter among the separators of its line, or in its grid.
  func slot(ofLetter index: Int) -> (slot: Int, width: Int32, grid: Int?) {
    let letter = letters[index]
    let next = Int(letter.token)
    if tokens.indices.contains(next), tokens[next].kind == .cellEnd,
      let position = gridPosition(ofLetter: index)
    {
      return (position.column, 0, position.grid)
    }
    if tokens.indices.contains(next - 1), tokens[next - 1].line == letter.line {
      let passed = isSeparator(next - 1) ? max(1, Int(tokens[next - 1].significand)) : 0
      return (Int(slots[next - 1]) + passed, lineWidths[next - 1], nil)
    }
    if tokens.indices.contains(next), tokens[next].line == letter.line {
      return (0, lineWidths[next], nil)
    }
    return (0, 0, nil)
  }
}
