/// Figures that stand apart from the labels of their rows, as in the text of pages that are read column by
/// column.
extension DocumentAlignment {
  /// Marks the rows without values whose figures may stand elsewhere in the table.
  mutating func markRowsApart(_ rows: inout [RowPlacer.Row], _ copy: LabelledRows) {
    guard !text.hasGrids, rows.contains(where: { isBare($0.content) }) else { return }
    let claimed = Set(rows.flatMap(\.content.values))
    let hasFiguresApart =
      hasFiguresApart(from: copy, besides: claimed)
      || rows.count >= Self.manyFigures && rows.allSatisfy { isBare($0.content) }
        && isFollowedByTable(copy)
    // Where many labels stand together, a value below the last of them is the first of them all.
    let standTogether = hasFiguresApart && rows.count { isBare($0.content) } * 3 >= rows.count
    for index in rows.indices {
      let content = rows[index].content
      if isBare(content) {
        rows[index].hasFiguresApart =
          hasFiguresApart || hasFigureBehindHeadings(content, copy, besides: claimed)
          || followsFigures(content, copy, besides: claimed)
      } else if standTogether, !content.isDelimited, !content.isDrawn {
        rows[index].hasFiguresApart = !placer.isOnLabelLine(content)
      }
    }
  }

  /// Whether nothing stands behind the label of a row, not even a separator.
  private func isBare(_ content: RowContent) -> Bool {
    content.values.isEmpty && !content.isDelimited && !content.isDrawn
  }

  /// Whether several figures that no row holds follow one another between the labels of a table.
  private func hasFiguresApart(from copy: LabelledRows, besides claimed: Set<Int>) -> Bool {
    let chain = copy.chain
    let end =
      text.matches[(chain.matches.upperBound + 1)...].first { match in
        match.isWhole && match.certainty >= 2 && match.letters.count >= 4
          && match.items.allSatisfy { $0.table != copy.table }
      }.map { Int(text.letters[$0.letters.lowerBound].token) } ?? text.tokens.count
    let start = text.matches[chain.matches.lowerBound].letters.lowerBound
    var following: [Int] = []
    var passed = 0
    var labelEnd = 0
    /// Whether the last word before a token, which is behind those that were asked for, is that of a label.
    func isBehindLabel(_ token: Int) -> Bool {
      guard let word = wordBefore(token) else { return false }
      while passed < text.matches.count, text.matches[passed].letters.lowerBound <= word {
        labelEnd = max(labelEnd, text.matches[passed].letters.upperBound)
        passed += 1
      }
      return word < labelEnd
    }
    func areApart() -> Bool {
      guard let first = following.first, let last = following.last, following.count > 1,
        following.count > 2 || text.tokens[first].line < text.tokens[last].line
      else { return false }
      // Below words that are no label of the form stand the figures of a row that it does not have.
      return following.count >= Self.manyFigures || isBehindLabel(first)
    }
    for token in Int(text.letters[start].token)..<max(Int(text.letters[start].token), end)
    where text.tokens[token].isValue {
      let isApart =
        text.tokens[token].kind == .figure && !claimed.contains(token)
        && !sharesLineWithWords(token)
      let isFollowing =
        following.last.map { last in
          !hasWords(Int(text.tokens[last].letter)..<Int(text.tokens[token].letter))
        } ?? true
      if !isApart || !isFollowing {
        if areApart() { return true }
        following = []
      }
      if isApart { following.append(token) }
    }
    return areApart()
  }

  /// Whether so many figures follow one another somewhere behind a table as no table has in a row.
  private func isFollowedByTable(_ copy: LabelledRows) -> Bool {
    let start = text.matches[copy.chain.matches.upperBound].letters.upperBound
    var following = 0
    var letter = -1
    for token in text.tokens[Int(text.letters[start - 1].token)...] where token.kind == .figure {
      if letter >= 0, hasWords(letter..<max(letter, Int(token.letter))) { following = 0 }
      letter = Int(token.letter)
      following += 1
      if following > Self.mostFiguresOfRow { return true }
    }
    return false
  }

  /// Whether figures that no row holds stand in the line right above what was found of a label, behind words that
  /// can be its beginning.
  private func followsFigures(
    _ content: RowContent,
    _ copy: LabelledRows,
    besides claimed: Set<Int>
  ) -> Bool {
    guard let match = copy.chain.rows[content.row] else { return false }
    let first = text.letters[text.matches[match].letters.lowerBound]
    let above = text.tokens[..<Int(first.token)].reversed().prefix { $0.line >= first.line - 1 }
    let figures = above.indices.filter {
      text.tokens[$0.base - 1].line == first.line - 1 && text.tokens[$0.base - 1].kind == .figure
        && !claimed.contains($0.base - 1)
    }
    return figures.count > 1 && figures.allSatisfy { sharesLineWithWords($0.base - 1) }
  }

  /// Whether only headings of columns and groups stand between the label of a row and a figure that no row
  /// holds.
  private func hasFigureBehindHeadings(
    _ content: RowContent,
    _ copy: LabelledRows,
    besides claimed: Set<Int>
  ) -> Bool {
    guard let label = copy.chain.rows[content.row] else { return false }
    var next = label + 1
    while next < text.matches.count, text.matches[next].items.allSatisfy({ $0.kind.isOfColumns }) {
      next += 1
    }
    guard next > label + 1, next < text.matches.count else { return false }
    let headings = text.matches[next - 1].letters
    let start = Int(text.letters[headings.upperBound - 1].token)
    let end = Int(text.letters[text.matches[next].letters.lowerBound].token)
    let figures = (start..<max(start, end)).filter { token in
      text.tokens[token].kind == .figure && !claimed.contains(token)
    }
    // Behind a word all others are as well.
    return figures.prefix { !hasWords(headings.upperBound..<Int(text.tokens[$0].letter)) }
      .contains { !sharesLineWithWords($0) }
  }

  /// The last letter before a token that is neither in brackets nor of a unit.
  private func wordBefore(_ token: Int) -> Int? {
    let letters = text.letters
    return (0..<Int(text.tokens[token].letter)).last { letter in
      !letters[letter].flags.contains(.inBracket)
        && !text.unitLetters.contains(letters[letter].letter)
    }
  }

  /// Whether some letters are more than units.
  private func hasWords(_ letters: Range<Int>) -> Bool {
    letters.contains { !text.unitLetters.contains(text.letters[$0].letter) }
  }

  private func sharesLineWithWords(_ token: Int) -> Bool {
    let line = text.tokens[token].line
    let letter = Int(text.tokens[token].letter)
    let (before, behind) = (text.letters[..<letter].lazy.reversed(), text.letters[letter...].lazy)
    let units = text.unitLetters
    // From the token on in both directions: a line may be as long as the text, but words are near.
    return before.prefix { $0.line == line }.contains { !units.contains($0.letter) }
      || behind.prefix { $0.line == line }.contains { !units.contains($0.letter) }
  }

  /// How many figures in a row are more than those of one row.
  private static let manyFigures = 8

  /// The parts of table four stand in one row.
  private static let mostFiguresOfRow = 15
}

extension LabelItem.Kind {
  /// Whether such a label stands over columns or beside several rows.
  fileprivate var isOfColumns: Bool {
    switch self {
    case .columnHeading, .columnGroup, .cornerHeading, .rowGroup: true
    case .tableHeading, .blockHeading, .row: false
    }
  }
}
