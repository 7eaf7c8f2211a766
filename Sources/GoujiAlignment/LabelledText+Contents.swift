// What stands behind a label and belongs to it.
extension LabelledText {
  /// Where the values of a row are looked for.
  struct Extent {
    /// The row's label and the one that follows, as positions among the matches.
    let match: Int
    let next: Int?

    /// The letters of the label.
    let label: Range<Int>

    /// Where the letters of the next label begin.
    let letterEnd: Int

    /// The token before which the label ends.
    let labelTokenEnd: Int

    /// The tokens from the label to the next one or, of a row in drawn lines, between these.
    let tokens: Range<Int>
    let isDrawn: Bool

    /// The token before which other text begins.
    var stop: Int

    /// The token before which the head of a page stands.
    var pageHead: Int?

    /// Whether values share a line with other text.
    var hasOthers = false

    /// Before other text.
    var ownTokens: Range<Int> { tokens.lowerBound..<stop }

    /// Between the label and other text.
    var tokensBehindLabel: Range<Int> { labelTokenEnd..<max(labelTokenEnd, stop) }
  }

  /// The content of a row between its label and the label that follows.
  ///
  /// - Parameters:
  ///   - row: The row's position in its table.
  ///   - match: The row's label.
  ///   - next: The label that ends the row; `nil` at the end of the text.
  ///   - document: The text; what recurs all over it is passed over.
  /// - Returns: The values of the row and, where separators divide it, its fields.
  func content(
    ofRow row: Int,
    labelled match: Int,
    upTo next: Int?,
    in document: [UInt8]
  ) -> RowContent {
    var content = RowContent(row: row)
    var extent = extent(of: match, upTo: next)
    takeLabel(&content, extent)
    endAtOtherText(&content, &extent, in: document)
    takeValues(&content, &extent, in: document)
    content.valuesBehind = (extent.stop..<max(extent.stop, extent.tokens.upperBound)).count {
      tokens[$0].isValue && tokens[$0].line != content.nextLine
    }
    if let first = content.values.first, Int(tokens[first].letter) > extent.label.upperBound {
      let between = extent.label.upperBound..<Int(tokens[first].letter)
      countForeignLetters(&content, between, match, next)
    }
    content.followsRowEnd = followsRowEnd(content, extent)
    takeStrays(&content, extent, in: document)
    content.isGridRow = !drawnLines.isEmpty && orderBySlots(&content.values)
    if !content.isGridRow { takeFields(&content, extent, in: document) }
    return content
  }

  private func extent(of match: Int, upTo next: Int?) -> Extent {
    let label = matches[match].letters
    let letterEnd = next.map { matches[$0].letters.lowerBound } ?? letters.count
    let tokenEnd =
      next != nil && letterEnd < letters.count ? Int(letters[letterEnd].token) : tokens.count
    let drawn = drawnRow(around: match, upTo: next)
    let own = drawn ?? Int(letters[label.lowerBound].token)..<tokenEnd
    return Extent(
      match: match,
      next: next,
      label: label,
      letterEnd: letterEnd,
      labelTokenEnd: Int(letters[label.upperBound - 1].token),
      tokens: own,
      isDrawn: drawn != nil,
      stop: own.upperBound
    )
  }

  private func takeLabel(_ content: inout RowContent, _ extent: Extent) {
    let last = letters[extent.label.upperBound - 1]
    let place = slot(ofLetter: extent.label.lowerBound)
    content.labelSlot = place.slot
    content.labelWidth = place.width
    content.labelEndSlot = slot(ofLetter: extent.label.upperBound - 1).slot
    let position = gridPosition(ofLetter: extent.label.lowerBound)
    content.labelGrid = position?.grid
    content.labelRow = position?.row ?? 0
    content.labelEnd = Int(last.offset) + 3
    content.labelLine = last.line
    content.nextLine = extent.next == nil ? -1 : letters[extent.letterEnd].line
    content.endsText = extent.next == nil
    content.isDrawn = extent.isDrawn
  }

  /// Ends a row at text behind its first value, which is another row's unless it is noise or one letter,
  /// as a unit is.
  private func endAtOtherText(
    _ content: inout RowContent,
    _ extent: inout Extent,
    in document: [UInt8]
  ) {
    guard !extent.isDrawn, let firstValue = extent.tokens.first(where: { tokens[$0].isValue })
    else {
      return
    }
    var letter = extent.label.upperBound
    while letter < extent.letterEnd {
      let token = Int(letters[letter].token)
      guard token > firstValue else {
        letter += 1
        continue
      }
      var end = letter + 1
      while end < extent.letterEnd, !letters[end].flags.contains(.hardStart) { end += 1 }
      if end - letter >= 2, token >= extent.labelTokenEnd, !isOfCell(letter..<end, content) {
        let range = bytes(of: letter..<end)
        guard isNoise(range, of: document) else {
          extent.stop = min(extent.stop, token)
          content.residue = range
          content.residueLine = letters[letter].line
          return
        }
        extent.pageHead = token
      }
      letter = end
    }
  }

  /// Whether letters behind a value are a note in a cell of the same row, or what a cell holds in place of a
  /// figure: `25(其中1件为重复申请)`, `十一件`.
  private func isOfCell(_ range: Range<Int>, _ content: RowContent) -> Bool {
    let token = Int(letters[range.lowerBound].token)
    let isBehindFigure =
      tokens[token - 1].isOfDigits && tokens[token - 1].line == letters[range.lowerBound].line
    if letters[range.lowerBound].flags.contains(.inBracket) { return isBehindFigure }
    guard let grid = content.labelGrid else {
      return letters[range.lowerBound].line == content.labelLine
        && (3...Int32(DocumentAlignment.widestLine)).contains(content.labelWidth)
        && range.count <= Self.longestNote && isSeparator(token - 1) && token < tokens.count
        && isSeparator(token) && tokens[token].line == content.labelLine
    }
    guard let position = gridPosition(ofLetter: range.lowerBound), position.grid == grid,
      position.row == content.labelRow
    else { return false }
    return isBehindFigure || range.count <= Self.longestNote
  }

  /// How many letters of a cell are too few for the label of another row.
  private static let longestNote = 6

  private func takeValues(
    _ content: inout RowContent,
    _ extent: inout Extent,
    in document: [UInt8]
  ) {
    content.values.reserveCapacity(Self.usualColumns)
    for index in extent.ownTokens where tokens[index].isValue {
      // What stands between the cells of a page is in none of them.
      if content.labelGrid != nil, tokens[index].cell < 0 { continue }
      let line = tokens[index].line
      // Other text is the start of a row as well.
      if line == content.residueLine, line != content.labelLine {
        extent.hasOthers = true
        continue
      }
      // What stands before the next label in its line, such as a running number, belongs to that row.
      if !extent.isDrawn, line == content.nextLine, line != content.labelLine {
        content.leadingValues += 1
        content.lastLead = index
        if isDistant(index, fromLetter: extent.letterEnd, in: document) {
          content.hasDistantLead = true
        }
        continue
      }
      // So does what stands further to the left in another line of divided fields; in a drawn row it is
      // a part of labels.
      if extent.isDrawn || line != content.labelLine, lineWidths[index] >= 3,
        Int(slots[index]) < content.labelSlot + (extent.isDrawn ? 1 : 0),
        content.labelWidth == lineWidths[index]
      {
        extent.hasOthers = true
        continue
      }
      content.values.append(index)
    }
  }

  /// Whether so many spaces follow a value, before a letter, as divide the columns of a page rather than
  /// a number from its label.
  private func isDistant(_ value: Int, fromLetter letter: Int, in document: [UInt8]) -> Bool {
    let end = Int(tokens[value].end)
    let room = end..<max(end, Int(letters[letter].offset))
    return room.count >= Self.widestRoom
      && room.prefix(Self.widestRoom).allSatisfy { document[$0] == 0x20 }
  }

  private func followsRowEnd(_ content: RowContent, _ extent: Extent) -> Bool {
    guard let first = content.values.first else { return false }
    // Where all cells of a row share its lines, a label broken over them begins above its values.
    if !extent.isDrawn, lineWidths[first] >= 4, lineWidths[first] == content.labelWidth,
      content.values.allSatisfy({ tokens[$0].line > content.labelLine })
    {
      return true
    }
    return (extent.labelTokenEnd..<max(extent.labelTokenEnd, first)).contains {
      tokens[$0].kind == .rule && tokens[$0].line < tokens[first].line
        && (tokens[$0].significand == Token.Rule.underline.rawValue || isDrawnLine($0))
    }
  }

  /// Whether a rule is the border of a table's cells, of some length.
  private func isDrawnLine(_ index: Int) -> Bool {
    tokens[index].significand == Token.Rule.border.rawValue
      && tokens[index].columnEnd - tokens[index].columnStart >= 12
  }

  private func takeFields(_ content: inout RowContent, _ extent: Extent, in document: [UInt8]) {
    divide(
      &content,
      from: extent.labelTokenEnd,
      to: endOfTabbedLine(content, extent) ?? extent.stop,
      letters: extent.label.upperBound..<extent.letterEnd
    )
    // Digits that run on from the label stand before all separators.
    if content.values.isEmpty, let first = extent.tokensBehindLabel.first,
      tokens[first].kind == .stray, tokens[first].line == content.labelLine,
      Int(tokens[first].letter) == extent.label.upperBound, isOfDigits(first, of: document)
    {
      content.isDelimited = false
    }
  }

  /// The token before which the line of a row ends, where tabs divide its values: no row goes on behind one.
  private func endOfTabbedLine(_ content: RowContent, _ extent: Extent) -> Int? {
    guard tabsSeparate, let last = content.values.last,
      content.values.allSatisfy({ tokens[$0].line == content.labelLine })
    else { return nil }
    return (last..<extent.stop).first { tokens[$0].line != content.labelLine }
  }

  /// The spaces that divide columns of a page rather than a number from its label.
  private static let widestRoom = 8

  /// How many values and fields a row is given room for at first.
  static let usualColumns = 8

  private func countForeignLetters(
    _ content: inout RowContent,
    _ range: Range<Int>,
    _ match: Int,
    _ next: Int?
  ) {
    var passed = match + 1
    var isForeign = false
    for index in range {
      while passed < next ?? matches.count, matches[passed].letters.upperBound <= index {
        passed += 1
      }
      let isOfLabel = passed < next ?? matches.count && matches[passed].letters.contains(index)
      let letter = letters[index]
      if isOfLabel || letter.flags.contains(.inBracket) || unitLetters.contains(letter.letter) {
        isForeign = false
        continue
      }
      content.foreignLetters += 1
      if !isForeign || letter.flags.contains(.hardStart) { content.foreignPieces += 1 }
      isForeign = true
    }
  }

  /// Whether a piece of a text stands in so many places that it belongs to the page and not to a row.
  func isNoise(_ range: Range<Int>, of document: [UInt8]) -> Bool {
    guard range.count <= 60 else { return false }
    let piece = document[range]
    var count = 0
    var offset = 0
    while count < 3, let found = document.firstOccurrence(of: piece, from: offset) {
      count += 1
      offset = found + piece.count
    }
    return count == 3
  }

  /// The tokens between the drawn lines above and below a label, when no other row stands there.
  private func drawnRow(around match: Int, upTo next: Int?) -> Range<Int>? {
    let line = letters[matches[match].letters.lowerBound].line
    var low = 0
    var high = drawnLines.count
    while low < high {
      let middle = (low + high) / 2
      if drawnLines[middle].line < line { low = middle + 1 } else { high = middle }
    }
    guard low > 0, low < drawnLines.count else { return nil }
    let above = drawnLines[low - 1]
    let below = drawnLines[low]
    guard letters[matches[match].letters.upperBound - 1].line < below.line else { return nil }
    guard next.map({ letters[matches[$0].letters.lowerBound].line > below.line }) ?? true,
      match == 0
        || letters[matches[match - 1].letters.lowerBound].line < above.line
        || matches[match - 1].items.contains(where: { $0.kind == .rowGroup })
    else { return nil }
    return above.token + 1..<below.token
  }
}
