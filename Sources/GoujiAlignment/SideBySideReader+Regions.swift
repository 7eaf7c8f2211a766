// The stretches of a text that hold one copy of the table, and the runs of figures in them.
extension SideBySideReader {
  /// Figures that follow one another without headings between them.
  struct Run {
    /// The letter before which they stand.
    let letter: Int
    let values: [Int]

    /// The lines of the heading before the run and of what follows it; -1 at the end of the text.
    let headingLine: Int32
    let nextLine: Int32

    /// The lines from one heading to the next, as far as the headings have a line each.
    let step: Int

    /// The tokens from behind the last heading to the end of the run.
    let tokens: Range<Int>

    /// Where the first heading stands among the separators of its line.
    let headingSlot: Int

    /// Whether numbers before the next heading were left out of it.
    let followsNumber: Bool

    /// Whether every row of the table begins with a separator on a line of its own.
    let isOpened: Bool
  }

  /// A stretch of headings that belong together, with the figures among and behind them.
  struct Region {
    let matches: ClosedRange<Int>
    let runs: [Run]
    let score: Int

    /// Whether numbers stand before headings in their lines, as where rows are counted.
    let hasNumbers: Bool

    /// Whether all columns have their headings, and one part at least its figures, as where a copy of the
    /// table breaks off.
    let isHeaded: Bool
  }

  /// The stretches that can be copies of the table, the likeliest first.
  func regions(_ own: [Int]) -> [Region] {
    var regions: [Region] = []
    var start = 0
    while start < own.count {
      var end = start
      while end + 1 < own.count,
        text.matches[own[end + 1]].letters.lowerBound
          - text.matches[own[end]].letters.upperBound <= 30,
        !beginsCopy(own[end + 1], behind: own[start...end]),
        !entersGrid(own[end + 1], behind: own[end]),
        !(own[end] + 1..<own[end + 1]).contains(where: { isOtherTable($0) })
      {
        end += 1
      }
      defer { start = end + 1 }
      let firstRow = own[start...end].first { index in
        text.matches[index].items.contains { $0.table == table && $0.kind == .row }
      }
      guard let firstRow else { continue }
      var columns = Set<Int>()
      for index in own[start...end] {
        for item in text.matches[index].items
        where item.table == table && item.kind == .columnHeading {
          columns.insert(item.column)
        }
      }
      let runs = self.runs(
        own[start...end],
        firstRow: firstRow,
        next: end + 1 < own.count ? own[end + 1] : nil
      )
      let values = runs.map { $0.values.count }
      // Parts with many figures are a copy whose headings were broken.
      if columns.count >= 2 || values.contains(15)
        || own[start...end].count >= 3 && values.reduce(0, +) >= 8
      {
        regions.append(
          Region(
            matches: own[start]...own[end],
            runs: runs,
            score: columns.count * 2 + min(15, values.reduce(0, +)) * 2,
            hasNumbers: runs.contains(where: \.followsNumber),
            isHeaded: columns.count >= 5 && values.contains { $0 % 5 == 0 }
          )
        )
      }
    }
    return regions.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    .map(\.element)
  }

  private func isHeading(_ match: Int, ofRow row: Int) -> Bool {
    text.matches[match].items.contains {
      $0.table == table && $0.kind == .row && $0.index == row
    }
  }

  /// Whether the heading of the first part stands behind figures of the last one.
  private func beginsCopy(_ match: Int, behind earlier: ArraySlice<Int>) -> Bool {
    let lastRow = skeleton.tables[table].rows.count - 1
    // A copy has some twenty headings; what stands further up decides nothing.
    let earlier = earlier.suffix(60)
    guard isHeading(match, ofRow: 0), let last = earlier.last,
      earlier.contains(where: { isHeading($0, ofRow: 0) }),
      earlier.contains(where: { isHeading($0, ofRow: lastRow) })
    else { return false }
    let end = Int(text.letters[text.matches[match].letters.lowerBound].token)
    let start = Int(text.letters[text.matches[last].letters.upperBound - 1].token)
    return (start..<max(start, end)).contains { text.tokens[$0].isValue }
  }

  /// Whether the heading of the first part stands in a page's table, and the one before it in a sentence.
  private func entersGrid(_ match: Int, behind earlier: Int) -> Bool {
    isHeading(match, ofRow: 0)
      && text.gridPosition(ofLetter: text.matches[match].letters.lowerBound) != nil
      && text.gridPosition(ofLetter: text.matches[earlier].letters.lowerBound) == nil
  }

  private func isOtherTable(_ match: Int) -> Bool {
    text.matches[match].certainty >= 2 && text.matches[match].letters.count >= 4
      && text.matches[match].items.allSatisfy { $0.table != table }
      && text.matches[match].items.contains { $0.kind == .row || $0.kind == .tableHeading }
  }

  /// The runs of figures between and behind the headings of a stretch, which ends before the heading `next`.
  private func runs(_ own: ArraySlice<Int>, firstRow: Int, next following: Int?) -> [Run] {
    var runs: [Run] = []
    let isOpened = isOpened(firstRow)
    var headingSlot: Int?
    var hasNumbers = false
    for (position, match) in zip(own.indices, own) {
      let heading = text.slot(ofLetter: text.matches[match].letters.lowerBound)
      if heading.width >= 3 { headingSlot = min(headingSlot ?? .max, heading.slot) }
      let from = text.matches[match].letters.upperBound
      let next =
        position + 1 < own.endIndex
        ? own[position + 1]
        : (match + 1..<(following ?? text.matches.count)).first { isOtherTable($0) } ?? following
      let to = next.map { text.matches[$0].letters.lowerBound } ?? text.letters.count
      let tokenStart = Int(text.letters[from - 1].token)
      var tokenEnd = to < text.letters.count ? Int(text.letters[to].token) : text.tokens.count
      var nextLine: Int32 = to < text.letters.count ? text.letters[to].line : -1
      // What stands behind text of its own belongs to the next section.
      if let first = (tokenStart..<max(tokenStart, tokenEnd)).first(where: {
        text.tokens[$0].isValue
      }) {
        for letter in from..<max(from, to)
        where Int(text.letters[letter].token) > first && isText(letter, to) {
          tokenEnd = min(tokenEnd, Int(text.letters[letter].token))
          nextLine = text.letters[letter].line
          break
        }
      }
      // What stands before the next heading in its line, such as a running number, is no cell of the table.
      let headingLine = to < text.letters.count ? text.letters[to].line : -1
      let found = (tokenStart..<max(tokenStart, tokenEnd)).filter { text.tokens[$0].isValue }
      let values = found.filter { token in
        text.tokens[token].line != headingLine || headingLine == text.letters[from - 1].line
      }
      // Where they have a column or field of their own, they are no cells of its rows for sure.
      let isDivided = values.allSatisfy { text.tokens[$0].line == text.letters[from - 1].line }
      if values.count < found.count, text.tokens[found[0]].cell < 0,
        !isDivided || values.count + 1 < found.count || !text.isSeparator(tokenEnd - 1)
      {
        hasNumbers = true
      }
      guard let first = values.first else { continue }
      // Figures far behind the headings, with text in between, are not theirs.
      guard Int(text.tokens[first].letter) - from <= 120 else { continue }
      runs.append(
        Run(
          letter: from,
          values: values,
          headingLine: text.letters[from - 1].line,
          nextLine: nextLine,
          step: position > own.startIndex
            ? Int(text.letters[from - 1].line - lastLine(ofMatch: own[position - 1])) : 0,
          tokens: tokenStart..<tokenEnd,
          headingSlot: text.tokens[first].line == text.letters[from - 1].line
            ? text.slot(ofLetter: from - 1).slot + 1 : headingSlot ?? 0,
          followsNumber: hasNumbers,
          isOpened: isOpened
        )
      )
    }
    return runs
  }

  /// Whether a separator on a line of its own stands before the first heading.
  private func isOpened(_ first: Int) -> Bool {
    let letter = text.letters[text.matches[first].letters.lowerBound]
    let previous = Int(letter.token) - 1
    guard text.tokens.indices.contains(previous) else { return false }
    let token = text.tokens[previous]
    return token.kind == .pipe && token.significand == 1 && token.line + 1 == letter.line
      && text.lineWidths[previous] == 1
      && Int(token.letter) == text.matches[first].letters.lowerBound
  }

  private func lastLine(ofMatch match: Int) -> Int32 {
    text.letters[text.matches[match].letters.upperBound - 1].line
  }

  private func isText(_ letter: Int, _ end: Int) -> Bool {
    text.letters[letter].flags.contains(.hardStart)
      && letter + 1 < end && !text.letters[letter + 1].flags.contains(.hardStart)
  }
}
