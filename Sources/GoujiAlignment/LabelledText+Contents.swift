// What stands behind a label and belongs to it.
extension LabelledText {
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
    let label = matches[match].letters
    let letterEnd = next.map { matches[$0].letters.lowerBound } ?? letters.count
    var tokenStart = Int(letters[label.lowerBound].token)
    var tokenEnd =
      letterEnd < letters.count && next != nil ? Int(letters[letterEnd].token) : tokens.count
    let drawn = drawnRow(around: match, upTo: next)
    if let drawn {
      tokenStart = drawn.lowerBound
      tokenEnd = drawn.upperBound
    }
    let labelTokenEnd = Int(letters[label.upperBound - 1].token)
    let place = slot(ofLetter: label.lowerBound)
    content.labelSlot = place.slot
    content.labelEndSlot = slot(ofLetter: label.upperBound - 1).slot
    content.labelWidth = place.width
    content.labelGrid = gridPosition(ofLetter: label.lowerBound)?.grid
    content.labelEnd = Int(letters[label.upperBound - 1].offset) + 3
    content.endsText = next == nil

    // Text behind the first value is another row's, unless it is noise or one letter, as a unit is.
    var stop = tokenEnd
    var lineOfResidue: Int32 = -1
    var noiseToken: Int?
    if drawn == nil,
      let firstValue = (tokenStart..<tokenEnd).first(where: { tokens[$0].isValue })
    {
      var letter = label.upperBound
      while letter < letterEnd {
        guard Int(letters[letter].token) > firstValue else {
          letter += 1
          continue
        }
        var end = letter + 1
        while end < letterEnd, !letters[end].flags.contains(.hardStart) { end += 1 }
        let range = Int(letters[letter].offset)..<(Int(letters[end - 1].offset) + 3)
        if end - letter >= 2, Int(letters[letter].token) >= labelTokenEnd {
          guard isNoise(range, of: document) else {
            stop = min(stop, Int(letters[letter].token))
            content.residue = range
            lineOfResidue = letters[letter].line
            break
          }
          noiseToken = Int(letters[letter].token)
        }
        letter = end
      }
    }
    content.labelLine = letters[label.upperBound - 1].line
    content.nextLine = next == nil ? -1 : letters[letterEnd].line
    content.residueLine = lineOfResidue
    content.values.reserveCapacity(Self.usualColumns)
    var hasOthers = false
    for index in tokenStart..<max(tokenStart, stop) where tokens[index].isValue {
      // What stands between the cells of a page is in none of them.
      if place.grid != nil, tokens[index].cell < 0 { continue }
      // Other text is the start of a row as well.
      if tokens[index].line == lineOfResidue, lineOfResidue != content.labelLine {
        hasOthers = true
        continue
      }
      // What stands before the next label in its line, such as a running number, belongs to that row.
      if drawn == nil, tokens[index].line == content.nextLine,
        content.nextLine != content.labelLine
      {
        content.leadingValues += 1
        content.lastLead = index
        let room =
          Int(tokens[index].end)..<max(Int(tokens[index].end), Int(letters[letterEnd].offset))
        if room.count >= Self.widestRoom,
          room.prefix(Self.widestRoom).allSatisfy({ document[$0] == 0x20 })
        {
          content.hasDistantLead = true
        }
        continue
      }
      // So does what stands further to the left in another line of divided fields; in a drawn row it is
      // a part of labels.
      if drawn != nil || tokens[index].line != content.labelLine, lineWidths[index] >= 3,
        Int(slots[index]) < content.labelSlot + (drawn == nil ? 0 : 1),
        content.labelWidth == lineWidths[index]
      {
        continue
      }
      content.values.append(index)
    }
    content.valuesBehind = (stop..<max(stop, tokenEnd)).count { index in
      tokens[index].isValue && tokens[index].line != content.nextLine
    }
    if let first = content.values.first, Int(tokens[first].letter) > label.upperBound {
      countForeignLetters(&content, label.upperBound..<Int(tokens[first].letter), match, next)
    }
    let isBehindNoise =
      content.foreignLetters >= 4
      && content.values.first.map { first in
        followsNoise(label.upperBound..<Int(tokens[first].letter), in: document)
      } ?? false
    // The number of a page stands behind its head, among the values of a row that goes on over it.
    let holdsNoise = noiseToken.map { noise in
      content.values.contains { $0 >= noise && isAlone($0) }
    }
    // What a line holds before the words of a label is none of the label's cells.
    let standsBeforeLabel =
      drawn == nil
      && content.values.contains { value in
        let letter = Int(tokens[value].letter)
        return letter < label.upperBound && letters[letter].line == tokens[value].line
      }
    content.hasStrays =
      standsBeforeLabel || isBehindNoise || holdsNoise ?? false
      || hasOthers && content.values.isEmpty
      || drawn == nil
        && (tokenStart..<max(tokenStart, stop)).contains { index in
          guard tokens[index].kind == .stray, Int(tokens[index].letter) >= label.upperBound else {
            return false
          }
          if let last = content.values.last { return index < last }
          return Int(tokens[index].letter) == label.upperBound
            && (tokens[index].line == content.labelLine || isOfDigits(index, of: document))
        }
      || drawn.map { hasLetters(from: $0.lowerBound, beforeLabel: match) } ?? false
      || content.values.first.map { isBehindOtherLabel($0, label.upperBound, in: document) }
        ?? false
    if let last = content.values.last {
      content.hasStraysBehind = (last + 1..<max(last + 1, stop)).contains {
        tokens[$0].kind == .stray && isOfDigits($0, of: document)
      }
      content.isTornBehind = isTorn(behind: last, before: stop, in: document)
    }
    if let first = content.values.first {
      content.followsRowEnd = (labelTokenEnd..<max(labelTokenEnd, first)).contains {
        tokens[$0].kind == .rule && tokens[$0].line < tokens[first].line
          && tokens[$0].significand == Token.Rule.underline.rawValue
      }
      // Where all cells of a row share its lines, a label broken over them begins above its values.
      if drawn == nil, lineWidths[first] >= 4, lineWidths[first] == content.labelWidth,
        content.values.allSatisfy({ tokens[$0].line > content.labelLine })
      {
        content.followsRowEnd = true
      }
    }
    // Two figures of one column in a row that is drawn may be one that was broken.
    content.isDrawn = drawn != nil
    if drawn != nil, hasTwoInOneSlot(content.values) { content.hasStrays = true }
    if lineOfResidue == content.labelLine + 1, !content.values.isEmpty {
      let below = (stop..<max(stop, tokenEnd)).prefix { tokens[$0].line == lineOfResidue }
      content.hasStrays = content.hasStrays || isBroken(content.values, onto: below)
    }
    content.isGridRow = !drawnLines.isEmpty && orderBySlots(&content.values)
    if !content.isGridRow {
      divide(&content, from: labelTokenEnd, to: stop, letters: label.upperBound..<letterEnd)
      // Digits that run on from the label stand before all separators.
      if content.values.isEmpty, let first = (labelTokenEnd..<max(labelTokenEnd, stop)).first,
        tokens[first].kind == .stray, tokens[first].line == content.labelLine,
        Int(tokens[first].letter) == label.upperBound, isOfDigits(first, of: document)
      {
        content.isDelimited = false
      }
    }
    return content
  }

  private func isOfDigits(_ token: Int, of document: [UInt8]) -> Bool {
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

  /// The spaces that divide columns of a page rather than a number from its label.
  private static let widestRoom = 8

  /// How many values and fields a row is given room for at first.
  static let usualColumns = 8

  /// Whether a few figures stand right below values of a row, as digits that their cells had no room
  /// for.
  private func isBroken(_ values: [Int], onto below: Range<Int>) -> Bool {
    let figures = below.filter { tokens[$0].isValue && lineWidths[$0] == 0 }
    return figures.count < values.count
      && figures.contains { figure in
        values.contains { value in
          tokens[value].columnStart < tokens[figure].columnEnd
            && tokens[figure].columnStart < tokens[value].columnEnd
        }
      }
  }

  private func hasTwoInOneSlot(_ values: [Int]) -> Bool {
    var seen = Set<[Int32]>()
    return values.contains {
      lineWidths[$0] > 1 && !seen.insert([slots[$0], lineWidths[$0]]).inserted
    }
  }

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

  /// Whether the last piece of some letters recurs all over a text, as the head of its pages, behind
  /// which a page number stands.
  private func followsNoise(_ range: Range<Int>, in document: [UInt8]) -> Bool {
    guard let start = range.last(where: { letters[$0].flags.contains(.hardStart) }) else {
      return false
    }
    let piece = Int(letters[start].offset)..<Int(letters[range.upperBound - 1].offset) + 3
    return range.upperBound - start >= 4 && isNoise(piece, of: document)
  }

  /// Whether a piece of a text stands in so many places that it belongs to the page and not to a row.
  private func isNoise(_ range: Range<Int>, of document: [UInt8]) -> Bool {
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
        || matches[match - 1].items.allSatisfy({ $0.kind == .rowGroup })
    else { return nil }
    return above.token + 1..<below.token
  }
}
