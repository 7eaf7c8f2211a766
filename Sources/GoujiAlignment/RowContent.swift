/// What stands between the label of one row and the next label.
struct RowContent: Sendable {
  /// The row's position in its table.
  let row: Int

  /// The figures and marks that can belong to the row, as indices of tokens.
  var values: [Int] = []

  /// The fields behind the label, when separators divide them.
  var fields: [Field] = []

  /// Whether separators divide the row and no two values share a field.
  var isDelimited = false

  /// Whether the values stand in the cells of a drawn grid, on several lines.
  var isGridRow = false

  /// Whether digits stand among the values that are no figure, so that one may have been misread.
  var hasStrays = false

  /// Whether digits that are no figure follow the last value, and whether they go on with its line.
  var hasStraysBehind = false
  var isTornBehind = false

  /// Whether the row stands between two drawn lines.
  var isDrawn = false

  /// Whether the row ends before its first value, so that values are another row's.
  var followsRowEnd = false

  /// Whether words end the row that begin the next label, so that it may have further fields.
  var endsInWords = false

  /// Whether the last field was closed by a separator.
  var endsClosed = false

  /// The position of the label among the separators of its line, or its column in a grid.
  var labelSlot = 0

  /// The same of the label's last letter, which stands in another line where the label is broken.
  var labelEndSlot = 0

  /// The grid in which the label stands; `nil` outside of grids.
  var labelGrid: Int?

  /// How many separators the line of the label has.
  var labelWidth: Int32 = 0

  /// The line of the label's last letter.
  var labelLine: Int32 = 0

  /// The line on which the next label begins; -1 at the end of the text.
  var nextLine: Int32 = -1

  /// Where the label ends, in bytes of the text.
  var labelEnd = 0

  /// Whether the text ends with this row.
  var endsText = false

  /// How many values stand before the next label in its line, the token of the last of them, and whether one
  /// stands far from the label, as in another column of the page.
  var leadingValues = 0
  var lastLead: Int?
  var hasDistantLead = false

  /// How many letters stand between the label and the first value that belong to no label or unit,
  /// and in how many pieces.
  var foreignLetters = 0
  var foreignPieces = 0

  /// Text that stands behind the row's values and is no label of the form, in bytes of the text.
  var residue: Range<Int>?

  /// How many values stand behind that text and before the next label.
  var valuesBehind = 0

  /// Whether the label of another row stands between the label and the first value.
  var hasOtherLabel = false

  /// Takes a value out of a row that has one for each column.
  ///
  /// - Parameters:
  ///   - position: The position of the value; -1 where it is not known.
  ///   - count: How many columns there are.
  /// - Returns: Whether the row has as many values.
  mutating func removeValue(at position: Int, of count: Int) -> Bool {
    guard values.count == count, values.indices.contains(position) else { return false }
    let value = values.remove(at: position)
    fields.removeAll { $0.value == value }
    return true
  }

  /// Whether a row of so many columns shows figures and then more room than its separators leave to
  /// single empty cells: its empty cells were pushed to its end.
  func isCollapsed(to columns: Int) -> Bool {
    !values.isEmpty && isDelimited && values.count < columns && fields.count >= columns
      && fields.prefix { !$0.isTight }.count < columns
  }

  /// One field of a divided row.
  struct Field: Sendable {
    /// The token of its value, -1 for none.
    var value = -1

    /// Whether letters stand in it that are no unit.
    var hasText = false

    /// Whether it is empty and has no room: its two separators touch.
    var isTight = false

    /// Bytes of the text.
    var start: Int32 = 0
    var end: Int32 = 0
  }
}

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
  private let drawnLines: [(token: Int, line: Int32)]

  /// Whether tabs divide fields; beside other separators they only indent.
  private let tabsSeparate: Bool

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
  private let unitLetters: Set<UInt16>

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
    tabsSeparate = stream.tokens.count { $0.kind == .pipe || $0.kind == .cellEnd } < 4
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
    let residueLine = content.residue == nil ? -1 : lineOfResidue
    content.values.reserveCapacity(Self.usualColumns)
    for index in tokenStart..<max(tokenStart, stop) where tokens[index].isValue {
      // What stands between the cells of a page is in none of them.
      if place.grid != nil, tokens[index].cell < 0 { continue }
      // Other text is the start of a row as well.
      if tokens[index].line == residueLine, residueLine != content.labelLine { continue }
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
  private static let usualColumns = 8

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

  /// Whether nothing else stands in the line of a token.
  func isAlone(_ index: Int) -> Bool {
    let line = tokens[index].line
    let letter = Int(tokens[index].letter)
    return !(tokens.indices.contains(index - 1) && tokens[index - 1].line == line)
      && !(tokens.indices.contains(index + 1) && tokens[index + 1].line == line)
      && !(letters.indices.contains(letter - 1) && letters[letter - 1].line == line)
      && !(letters.indices.contains(letter) && letters[letter].line == line)
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

  /// Divides what stands behind a label into fields.
  private func divide(
    _ content: inout RowContent,
    from start: Int,
    to end: Int,
    letters range: Range<Int>
  ) {
    var index = start
    while index < end, !isSeparator(index) {
      if tokens[index].isValue { return }
      index += 1
    }
    guard index < end else { return }
    var field = RowContent.Field(start: tokens[index].end)
    if tokens[index].kind == .pipe, tokens[index].significand > 1 {
      appendTight(&content, tokens[index], count: Int(tokens[index].significand) - 1)
    }
    var letter = range.lowerBound
    while letter < range.upperBound, letters[letter].offset < field.start { letter += 1 }
    content.isDelimited = true
    content.fields.reserveCapacity(Self.usualColumns)
    index += 1
    // What stands before the next label in its line is that row's and closes nothing of this one.
    var end = end
    while end > index, tokens[end - 1].line == content.nextLine,
      isSeparator(end - 1) || tokens[end - 1].isValue, content.nextLine != content.labelLine
    {
      end -= 1
    }
    while index < end {
      let token = tokens[index]
      if token.isValue {
        if field.value >= 0 { content.isDelimited = false }
        field.value = index
      } else if token.kind == .stray {
        field.hasText = true
      } else if isSeparator(index) {
        var lettersInField = 0
        var isUnit = true
        while letter < range.upperBound, letters[letter].offset < token.start {
          lettersInField += 1
          if lettersInField > 2 || !unitLetters.contains(letters[letter].letter) { isUnit = false }
          letter += 1
        }
        if lettersInField > 0 { field.hasText = field.hasText || !isUnit }
        field.end = token.start
        let count = token.kind == .pipe ? Int(token.significand) : 1
        if field.value < 0, !field.hasText, count > 1 {
          appendTight(&content, token, count: count)
        } else {
          content.fields.append(field)
          if count > 1 { appendTight(&content, token, count: count - 1) }
        }
        field = RowContent.Field(start: token.end)
        content.endsClosed = true
      }
      index += 1
    }
    if field.value >= 0 {
      field.end = tokens[field.value].end
      content.fields.append(field)
      content.endsClosed = false
    }
    // In a line that several rows share, words behind the last value begin the next label.
    if content.nextLine == content.labelLine,
      let last = content.fields.lastIndex(where: { $0.value >= 0 }),
      let words = content.fields[last...].firstIndex(where: \.hasText)
    {
      content.fields.removeSubrange(words...)
      content.endsClosed = true
      content.endsInWords = true
    }
  }

  /// The fields between the first separator of a range and the last.
  func fields(_ range: Range<Int>) -> [RowContent.Field] {
    var content = RowContent(row: 0)
    content.nextLine = -1
    divide(&content, from: range.lowerBound, to: range.upperBound, letters: 0..<0)
    return content.fields
  }

  private func appendTight(_ content: inout RowContent, _ token: Token, count: Int) {
    for _ in 0..<min(count, 64) {
      var field = RowContent.Field(start: token.start, end: token.start)
      field.isTight = true
      content.fields.append(field)
    }
  }

  private func isSeparator(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .pipe, .cellEnd: true
    case .tab: tabsSeparate
    case .figure, .mark, .stray, .rule: false
    }
  }
}
