// What stands among the values of a row, or behind them, and may be a figure that was misread.
extension LabelledText {
  /// Notes what makes the values of a row doubtful.
  func takeStrays(_ content: inout RowContent, _ extent: Extent, in document: [UInt8]) {
    content.hasStrays =
      content.values.isEmpty
      && (extent.hasOthers || holdsFigures(extent.label) || followsLooseFigures(extent.label)
        || endsLineOfFigures(extent.label))
      || (extent.isDrawn
        ? hasLetters(from: extent.tokens.lowerBound, beforeLabel: extent.match)
          // Two figures of one column in a row that is drawn may be one that was broken.
          || hasTwoInOneSlot(content.values)
        : standsBeforeLabel(content.values, extent.label.upperBound)
          || hasStray(content, extent, in: document))
      || isAmongPageHeads(content, extent, in: document)
      || content.values.first.map { isBehindOtherLabel($0, extent.label.upperBound, in: document) }
        ?? false
      || isBroken(content, extent)
      || isAmidOtherWords(content, extent)
    if let last = content.values.last {
      content.hasStraysBehind = (last + 1..<max(last + 1, extent.stop)).contains {
        tokens[$0].kind == .stray && isOfDigits($0, of: document)
      }
      content.isTornBehind =
        isTorn(behind: last, before: extent.stop, in: document) || isTornBySlots(content, extent)
    }
  }

  /// Whether figures stand among the letters of a label, as where its cell takes more lines than theirs.
  private func holdsFigures(_ label: Range<Int>) -> Bool {
    (Int(letters[label.lowerBound].token)..<Int(letters[label.upperBound - 1].token)).contains {
      tokens[$0].isOfDigits
    }
  }

  /// Whether the line above that of a label is divided alike and holds figures, but no words, and the words
  /// above have figures in their own line, so that those between may be the label's.
  private func followsLooseFigures(_ label: Range<Int>) -> Bool {
    guard label.lowerBound > 0 else { return false }
    let (above, own) = (letters[label.lowerBound - 1], letters[label.lowerBound])
    guard above.line < own.line - 1 else { return false }
    var token = Int(own.token) - 1
    while token >= 0, tokens[token].line == own.line { token -= 1 }
    guard token >= 0, tokens[token].line == own.line - 1, lineWidths[token] >= 4,
      lineWidths[token] == slot(ofLetter: label.lowerBound).width
    else { return false }
    var hasFigures = false
    while token >= 0, tokens[token].line == own.line - 1 {
      hasFigures = hasFigures || tokens[token].isValue
      token -= 1
    }
    return hasFigures
      && tokens[..<(token + 1)].reversed().prefix { $0.line >= above.line }
        .contains { $0.line == above.line && $0.isValue }
  }

  /// Whether a label ends a line in which figures and no words stand before it, as where columns go from right
  /// to left.
  private func endsLineOfFigures(_ label: Range<Int>) -> Bool {
    let line = letters[label.lowerBound].line
    func isInLine(_ token: Int) -> Bool {
      tokens.indices.contains(token) && tokens[token].line == line
    }
    let end = Int(letters[label.upperBound - 1].token)
    if isInLine(end), isInLine(end + 1) || !isSeparator(end) || tokens[end].significand > 1 {
      return false
    }
    var token = Int(letters[label.lowerBound].token) - 1
    var figures = 0
    while isInLine(token), Int(tokens[token].letter) == label.lowerBound {
      if tokens[token].isValue { figures += 1 }
      token -= 1
    }
    return figures >= 2
  }

  /// Whether a value stands before the words of a label in its line: it is none of the label's cells.
  private func standsBeforeLabel(_ values: [Int], _ labelEnd: Int) -> Bool {
    values.contains { value in
      let letter = Int(tokens[value].letter)
      return letter < labelEnd && letters[letter].line == tokens[value].line
    }
  }

  /// Whether something that is no figure stands among the values or, where there are none, right behind
  /// the label.
  private func hasStray(_ content: RowContent, _ extent: Extent, in document: [UInt8]) -> Bool {
    extent.ownTokens.contains { index in
      guard tokens[index].kind == .stray, Int(tokens[index].letter) >= extent.label.upperBound
      else {
        return false
      }
      if let last = content.values.last { return index < last }
      // In the line of its label a figure may stand behind the heading of its column.
      if tokens[index].line == content.labelLine, isOfDigits(index, of: document) { return true }
      // A note in brackets may stand between them.
      return letters[extent.label.upperBound..<Int(tokens[index].letter)].allSatisfy {
        $0.flags.contains(.inBracket)
      }
        && (tokens[index].line == content.labelLine || isOfDigits(index, of: document))
    }
  }

  /// Whether the head of a page stands before the values or among them, behind which its number can
  /// stand.
  private func isAmongPageHeads(
    _ content: RowContent,
    _ extent: Extent,
    in document: [UInt8]
  ) -> Bool {
    if content.foreignLetters >= 4, let first = content.values.first,
      followsNoise(extent.label.upperBound..<Int(tokens[first].letter), in: document)
    {
      return true
    }
    guard let head = extent.pageHead else { return false }
    return content.values.contains { $0 >= head && isAlone($0) }
  }

  func isOfDigits(_ token: Int, of document: [UInt8]) -> Bool {
    (0x30...0x39).contains(document[Int(tokens[token].start)])
  }

  /// Whether letters of no label and no unit begin the cell of a drawn row in which a label stands, so
  /// that it is only a part of another one.
  private func hasLetters(from token: Int, beforeLabel match: Int) -> Bool {
    guard token < tokens.count, matches[match].isWhole else { return false }
    let first = matches[match].letters.lowerBound
    let own = slot(ofLetter: first)
    let others = (Int(tokens[token].letter)..<max(Int(tokens[token].letter), first)).filter {
      let place = slot(ofLetter: $0)
      return place.slot == own.slot && place.width == own.width
        && !unitLetters.contains(letters[$0].letter)
    }
    let named = matches[..<match].reversed().prefix { $0.letters.upperBound > (others.first ?? 0) }
    return others.count { letter in !named.contains { $0.letters.contains(letter) } }
      >= 8
  }

  /// Whether a value follows words of its own and a colon in its line: `网站标识码:3661071115`.
  private func isBehindOtherLabel(_ value: Int, _ labelEnd: Int, in document: [UInt8]) -> Bool {
    let letter = Int(tokens[value].letter) - 1
    guard letter - labelEnd >= 2, letters[letter].line == tokens[value].line,
      letters[letter].offset < tokens[value].start,
      !matches.contains(where: { $0.letters.contains(letter) })
    else { return false }
    let between = document[Int(letters[letter].offset) + 3..<Int(tokens[value].start)]
    let colon = between.firstIndex { $0 == UInt8(ascii: ":") } != nil || between.contains(0x9A)
    return colon && between.count <= 4
  }

  /// Whether digits that are no figure follow a value in its line, with only separators between, and are
  /// not the number of a label.
  private func isTorn(behind value: Int, before stop: Int, in document: [UInt8]) -> Bool {
    let behind = (value + 1..<max(value + 1, stop)).first { !isSeparator($0) }
    guard let behind, tokens[behind].kind == .stray, isOfDigits(behind, of: document),
      tokens[behind].line == tokens[value].line, tokens[behind].letter == tokens[value].letter
    else { return false }
    // A share such as `12%` and the two figures of `5/7` have cells of their own.
    let end = Int(tokens[behind].end)
    guard end >= document.count || Self.endsOfDigits.contains(document[end]) else { return false }
    let letter = Int(tokens[behind].letter)
    let isFollowed = behind + 1 < tokens.count && tokens[behind + 1].letter == tokens[behind].letter
    return isFollowed && tokens[behind + 1].line == tokens[behind].line && isSeparator(behind + 1)
      || letter >= letters.count || letters[letter].line != tokens[behind].line
  }

  /// The bytes that can follow digits which fill the rest of a cell: blanks, a pipe, the end of a grid cell
  /// and a tag.
  private static let endsOfDigits: [UInt8] = [0x09, 0x0A, 0x0D, 0x1F, 0x20, 0x3C, 0x7C]

  /// Whether a few figures stand in the line below a row, right below values of it, as digits that their
  /// cells had no room for.
  private func isBroken(_ content: RowContent, _ extent: Extent) -> Bool {
    guard content.residueLine == content.labelLine + 1, !content.values.isEmpty else {
      return false
    }
    let figures = (extent.stop..<max(extent.stop, extent.tokens.upperBound))
      .prefix { tokens[$0].line == content.residueLine }
      .filter { tokens[$0].isValue && lineWidths[$0] == 0 }
    return figures.count < content.values.count
      && figures.contains { figure in
        content.values.contains { value in
          tokens[value].columnStart < tokens[figure].columnEnd
            && tokens[figure].columnStart < tokens[value].columnEnd
        }
      }
  }

  /// Whether the first value stands lines below the label, among words that go on below it, as where the figure
  /// of another row breaks its label: `其中:涉及国 0⏎家秘密`.
  private func isAmidOtherWords(_ content: RowContent, _ extent: Extent) -> Bool {
    guard let value = content.values.first, tokens[value].line > content.labelLine + 1,
      content.residueLine == tokens[value].line + 1
    else { return false }
    let words = (extent.label.upperBound..<Int(tokens[value].letter)).filter {
      letters[$0].line == tokens[value].line && !unitLetters.contains(letters[$0].letter)
    }
    return words.count >= Self.fewestWords
      && !matches[extent.match..<(extent.next ?? matches.count)]
        .contains { $0.letters.contains(words[0]) }
  }

  private static let fewestWords = 3

  /// Whether the line right below the last value is divided like its own and has figures where the row has none,
  /// as where cells of a row take several lines and its label goes on between them.
  private func isTornBySlots(_ content: RowContent, _ extent: Extent) -> Bool {
    guard let last = content.values.last, lineWidths[last] >= 4,
      content.residueLine == tokens[last].line + 1
    else { return false }
    let others = (extent.stop..<max(extent.stop, extent.tokens.upperBound))
      .prefix { tokens[$0].line == content.residueLine }.filter { tokens[$0].isValue }
    return !others.isEmpty
      && others.allSatisfy { other in
        lineWidths[other] == lineWidths[last]
          && content.values.allSatisfy { slots[$0] != slots[other] }
      }
  }

  private func hasTwoInOneSlot(_ values: [Int]) -> Bool {
    var seen = Set<[Int32]>()
    return values.contains {
      lineWidths[$0] > 1 && !seen.insert([slots[$0], lineWidths[$0]]).inserted
    }
  }

  /// Whether the last piece of some letters recurs all over a text, as the head of its pages, behind
  /// which a page number stands.
  private func followsNoise(_ range: Range<Int>, in document: [UInt8]) -> Bool {
    guard let start = range.last(where: { letters[$0].flags.contains(.hardStart) }) else {
      return false
    }
    let piece = bytes(of: start..<range.upperBound)
    return range.upperBound - start >= 4 && isNoise(piece, of: document)
  }
}
