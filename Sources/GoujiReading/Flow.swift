import GoujiDecoding
import GoujiDocument
import GoujiModel

/// The text outside the tables, one unit a character, with spellings made alike.
///
/// Spaces, Markdown marks, left-over tags and frames drawn of lines are gone; a line that a program
/// had wrapped is whole again. Every unit knows its place in the document.
struct Flow {
  /// Folded characters; pieces end with ``Unit/lineEnd`` or ``Unit/cellEnd``.
  private(set) var units: [UInt16] = []

  /// The byte of the document's text where each unit starts.
  private(set) var offsets: [Int32] = []

  /// What stands between two separators, in reading order.
  private(set) var pieces: [Piece] = []

  /// Positions of units with ``CharacterTable/Role/trigger``, and of the first divider of a date in
  /// figures, ascending.
  private(set) var triggers: [Int32] = []

  struct Piece {
    var start: Int32
    var end: Int32

    /// Whether it is the first of its line.
    var startsLine: Bool

    /// Whether an empty line or a table comes before it.
    var afterGap: Bool

    /// Whether a table comes before it.
    var afterTable: Bool

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// - Parameters:
  ///   - document: A parsed page or text.
  ///   - tableRanges: Ranges of the document's text to leave out, ascending.
  init(_ document: Document, without tableRanges: [Range<Int>]) {
    var builder = FlowBuilder(
      hasMarkup: document.kind == .text,
      expectedCount: (document.text.count - tableRanges.reduce(0) { $0 + $1.count }) / 2
    )
    document.text.withUnsafeBufferPointer { text in
      var position = 0
      for range in tableRanges where range.lowerBound >= position {
        builder.add(text, position..<min(range.lowerBound, text.count))
        builder.passTable()
        position = min(range.upperBound, text.count)
      }
      builder.add(text, position..<text.count)
      builder.endLine()
    }
    units = builder.units
    offsets = builder.offsets
    pieces = builder.pieces
    triggers = builder.triggers
  }
}

/// Collects a ``Flow`` in one pass over the bytes.
private struct FlowBuilder {
  let hasMarkup: Bool
  var units: [UInt16] = []
  var offsets: [Int32] = []
  var pieces: [Flow.Piece] = []
  var triggers: [Int32] = []

  private var pieceStart = 0
  private var triggersBeforePiece = 0
  private var spaces = 0
  private var startsLine = true
  private var afterGap = true
  private var afterTable = false

  /// Columns that the piece takes on a screen: two a Chinese character.
  private var width = 0

  /// The same of the last printed line of the piece before, and the widest since an empty line.
  private var previousWidth = 0
  private var widest = 0

  /// Whether the piece before ended its line.
  private var previousEndedLine = true

  private let entries = CharacterTable.shared.entries

  init(hasMarkup: Bool, expectedCount: Int) {
    self.hasMarkup = hasMarkup
    units.reserveCapacity(expectedCount)
    offsets.reserveCapacity(expectedCount)
    pieces.reserveCapacity(256)
    triggers.reserveCapacity(256)
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    entries.withUnsafeBufferPointer { entries in
      var position = range.lowerBound
      let end = range.upperBound
      while position < end {
        let byte = text[position]
        if byte < 0x80 {
          position = addASCII(byte, text, position, end)
        } else if byte >= 0xE0, byte < 0xF0, position + 2 < end {
          let scalar =
            Int(byte & 0x0F) << 12 | Int(text[position + 1] & 0x3F) << 6
            | Int(text[position + 2] & 0x3F)
          let entry = entries[scalar]
          // Nearly all characters: neither folded to another role nor behind a space.
          if entry < 0x10000, spaces == 0 {
            position = addRun(text, position, end, entries)
          } else {
            addWide(entry, at: position)
            position += 3
          }
        } else if byte < 0xE0, position + 1 < end {
          let scalar = Int(byte & 0x1F) << 6 | Int(text[position + 1] & 0x3F)
          addWide(entries[scalar], at: position)
          position += 2
        } else {
          append(Unit.rare, at: position, columns: 2)
          position += 4
        }
      }
    }
  }

  /// Adds the plain characters of three bytes from a position on, of which there is one at least.
  ///
  /// - Returns: The position behind them.
  private mutating func addRun(
    _ text: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: Int,
    _ entries: UnsafeBufferPointer<UInt32>
  ) -> Int {
    var position = start
    units.append(addingCapacity: min(64, (end - start) / 3)) { units in
      while units.freeCapacity > 0, position + 2 < end, text[position] & 0xF0 == 0xE0 {
        let scalar =
          Int(text[position] & 0x0F) << 12 | Int(text[position + 1] & 0x3F) << 6
          | Int(text[position + 2] & 0x3F)
        let entry = entries[scalar]
        guard entry < 0x10000 else { break }
        units.append(UInt16(truncatingIfNeeded: entry))
        position += 3
      }
    }
    let count = (position - start) / 3
    offsets.append(addingCapacity: count) { offsets in
      for index in 0..<count { offsets.append(Int32(truncatingIfNeeded: start + 3 * index)) }
    }
    width += 2 * count
    return position
  }

  /// Ends the piece at an official table.
  mutating func passTable() {
    endLine()
    afterGap = true
    afterTable = true
  }

  mutating func endLine() {
    if units.count == pieceStart, startsLine {
      afterGap = true
      widest = 0
    }
    endPiece(with: Unit.lineEnd)
    startsLine = true
    previousEndedLine = true
  }

  private mutating func endCell() {
    endPiece(with: Unit.cellEnd)
  }

  private mutating func addWide(_ entry: UInt32, at position: Int) {
    switch entry >> 16 {
    case CharacterTable.Role.plain:
      append(UInt16(truncatingIfNeeded: entry), at: position, columns: 2)
    case CharacterTable.Role.trigger:
      append(UInt16(truncatingIfNeeded: entry), at: position, columns: 2)
      triggers.append(Int32(units.count - 1))
    case CharacterTable.Role.space:
      spaces += 1
    case CharacterTable.Role.wideSpace:
      spaces += 2
    case CharacterTable.Role.boundary:
      endCell()
    default:
      break
    }
  }

  /// - Returns: The position behind what was read.
  private mutating func addASCII(
    _ byte: UInt8,
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int,
    _ end: Int
  ) -> Int {
    switch byte {
    case UInt8(ascii: " "):
      spaces += 1
    case UInt8(ascii: "\n"):
      endLine()
    case UInt8(ascii: "\r"), Document.cellLineBreak:
      break
    case UInt8(ascii: "\t"), UInt8(ascii: "|"), Document.cellEnd:
      endCell()
    case UInt8(ascii: "*") where hasMarkup:
      // "**一、概述** 2017年,…": a bold heading ends at its marks although the line goes on.
      var next = position
      while next < end, text[next] == byte { next += 1 }
      let isApart = position == 0 || spaces > 0 || (next < end && text[next] == 0x20)
      if isApart { endCell() }
      return next
    case UInt8(ascii: "#"), UInt8(ascii: "`"), UInt8(ascii: "\\"):
      if !hasMarkup { append(UInt16(byte), at: position, columns: 1) }
    case UInt8(ascii: "<") where hasMarkup:
      if let next = endOfTag(text, position, end) { return next }
      append(UInt16(byte), at: position, columns: 1)
    case UInt8(ascii: "]") where hasMarkup:
      append(UInt16(byte), at: position, columns: 1)
      return endOfLink(text, position + 1, end) ?? position + 1
    case UInt8(ascii: "&") where hasMarkup:
      return addEntity(text, position, end)
    case UInt8(ascii: "("):
      if let next = endOfReading(text, position, end) { return next }
      append(UInt16(byte), at: position, columns: 1)
    case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "_"):
      return addDash(byte, text, position, end)
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ":"):
      append(UInt16(byte), at: position, columns: 1)
      if byte == UInt8(ascii: ":") || endsInYear(units.count - 1) {
        triggers.append(Int32(units.count - 1))
      }
    default:
      append(UInt16(byte), at: position, columns: 1)
    }
    return position + 1
  }

  private mutating func append(_ unit: UInt16, at position: Int, columns: Int) {
    if spaces > 0 {
      if units.count > pieceStart {
        // Three spaces in a row are a column of a page drawn with spaces.
        if spaces >= 3 {
          endCell()
        } else if let last = units.last, last < 0x80, unit < 0x80,
          Unit.isDigit(last) || Unit.isLatin(last), Unit.isDigit(unit) || Unit.isLatin(unit)
        {
          units.append(Unit.space)
          offsets.append(Int32(position - 1))
        }
      }
      width += min(spaces, 2)
      spaces = 0
    }
    units.append(unit)
    offsets.append(Int32(truncatingIfNeeded: position))
    width += columns
  }

  /// Rules drawn of dashes part cells; a dash and a space open a list item.
  private mutating func addDash(
    _ byte: UInt8,
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int,
    _ end: Int
  ) -> Int {
    var next = position + 1
    while next < end,
      text[next] == UInt8(ascii: "-") || text[next] == UInt8(ascii: "=")
        || text[next] == UInt8(ascii: "+") || text[next] == UInt8(ascii: "_")
    {
      next += 1
    }
    if next - position >= 3 {
      endCell()
      return next
    }
    if units.count == pieceStart, next < end, text[next] == UInt8(ascii: " ") { return next }
    append(UInt16(byte), at: position, columns: 1)
    if byte == UInt8(ascii: "-"), endsInYear(units.count - 1) {
      triggers.append(Int32(units.count - 1))
    }
    return position + 1
  }

  /// Whether four digits stand before a position, and no fifth.
  private func endsInYear(_ position: Int) -> Bool {
    guard position - pieceStart >= 4 else { return false }
    for index in position - 4..<position where !Unit.isDigit(units[index]) { return false }
    return position - pieceStart == 4 || !Unit.isDigit(units[position - 5])
  }

  /// The end of a tag such as `<strong>` or `<span style="…">` that a converter left in the text.
  ///
  /// Block tags part pieces. `<中华人民共和国…条例>` is a book title in angle brackets, no tag.
  private mutating func endOfTag(
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int,
    _ end: Int
  ) -> Int? {
    var next = position + 1
    guard next < end else { return nil }
    if text[next] == UInt8(ascii: "/") { next += 1 }
    let nameStart = next
    while next < end, Unit.isLatin(UInt16(text[next])) || Unit.isDigit(UInt16(text[next])) {
      next += 1
    }
    let nameLength = next - nameStart
    guard nameLength > 0 else { return nil }
    let limit = min(end, position + 600)
    while next < limit, text[next] != UInt8(ascii: ">") {
      if text[next] == UInt8(ascii: "<") { return nil }
      next += 1
    }
    guard next < limit else { return nil }
    let isInline =
      nameLength == 1
      ? [UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "i"), UInt8(ascii: "u")]
        .contains(text[nameStart] | 0x20)
      : (nameLength == 2 && text[nameStart] | 0x20 == UInt8(ascii: "e"))
        || (nameLength >= 4
          && (text[nameStart] | 0x20 == UInt8(ascii: "s")
            || text[nameStart] | 0x20 == UInt8(ascii: "f")))
    if !isInline { endCell() }
    return next + 1
  }

  /// The end of the address behind a Markdown link: `[公开目录](/list.asp?id=65)`.
  private func endOfLink(
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int,
    _ end: Int
  ) -> Int? {
    guard position < end, text[position] == UInt8(ascii: "(") else { return nil }
    var next = position + 1
    let limit = min(end, position + 400)
    while next < limit, text[next] != UInt8(ascii: ")") {
      if text[next] == UInt8(ascii: "\n") || text[next] >= 0x80 { return nil }
      next += 1
    }
    return next < limit ? next + 1 : nil
  }

  private mutating func addEntity(
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int,
    _ end: Int
  ) -> Int {
    var next = position + 1
    while next < end, next - position < 8, Unit.isLatin(UInt16(text[next])) { next += 1 }
    guard next < end, text[next] == UInt8(ascii: ";"), next - position >= 3 else {
      append(UInt16(text[position]), at: position, columns: 1)
      return position + 1
    }
    if text[position + 1] == UInt8(ascii: "n") {
      spaces += 1
    } else {
      append(UInt16(UInt8(ascii: ">")), at: position, columns: 1)
    }
    return next + 1
  }

  /// The end of a reading in Latin letters behind a character: 規(guī)章.
  private func endOfReading(
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int,
    _ end: Int
  ) -> Int? {
    guard let last = units.last, Unit.isIdeograph(last) else { return nil }
    var next = position + 1
    var letters = 0
    while next < end, next - position < 14, text[next] != UInt8(ascii: ")") {
      let byte = text[next]
      // Letters with tone marks lie in U+00C0 to U+01FF.
      let isLetter =
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0xC3 && byte <= 0xC7)
        || (byte >= 0x80 && byte < 0xC0)
      guard isLetter else { return nil }
      letters += 1
      next += 1
    }
    guard letters > 0, next < end, text[next] == UInt8(ascii: ")") else { return nil }
    return next + 1
  }

  private mutating func endPiece(with separator: UInt16) {
    spaces = 0
    defer {
      width = 0
    }
    guard units.count > pieceStart else {
      if separator == Unit.lineEnd, previousEndedLine == false { previousEndedLine = true }
      return
    }
    if completesFigure() {
      dropSeparator(before: pieceStart)
      if let figure = pieces.popLast() {
        if sentenceBreaksOff(before: figure), !pieces.isEmpty {
          dropSeparator(before: Int(figure.start))
        } else {
          pieces.append(figure)
        }
      }
      pieces[pieces.count - 1].end = Int32(units.count)
    } else if joinsPrevious() {
      dropSeparator(before: pieceStart)
      pieces[pieces.count - 1].end = Int32(units.count)
    } else {
      pieces.append(
        Flow.Piece(
          start: Int32(pieceStart),
          end: Int32(units.count),
          startsLine: startsLine,
          afterGap: afterGap,
          afterTable: afterTable
        )
      )
    }
    previousWidth = width
    widest = max(widest, width)
    units.append(separator)
    offsets.append((offsets.last ?? 0) + 1)
    pieceStart = units.count
    triggersBeforePiece = triggers.count
    startsLine = false
    afterGap = false
    afterTable = false
    previousEndedLine = separator == Unit.lineEnd
  }

  /// Whether the piece that ends here goes on with the sentence of the piece before.
  ///
  /// Programs that lay text out break lines at a fixed width; programs that print every run of a
  /// page on a line of its own break sentences at figures.
  private func joinsPrevious() -> Bool {
    guard startsLine, previousEndedLine, !afterGap, let previous = pieces.last else { return false }
    let before = previous.range
    let after = pieceStart..<units.count
    guard let last = units[before].last, let first = units[after].first else { return false }
    if Wording.isOrdinal(units, after) { return false }
    if Wording.endsSentence(last) && last != 0x3B { return false }
    if Wording.isTitleTail(units, after) && !Wording.isOrdinal(units, before) {
      return Wording.isTitleHead(units, before)
    }
    if Wording.closesClause(first) { return true }
    let widest = max(self.widest, previousWidth, width)
    guard widest >= 24, widest <= 200, !isHeading(before) else { return false }
    let isSentence = Wording.holdsComma(units, before)
    if Wording.isItem(units, before), !isSentence { return false }
    if previousWidth >= widest - 6 {
      // Titles, names and menu lines have no comma on either side of the break.
      guard isSentence || Wording.holdsComma(units, after) || units[before].contains(0x3001) else {
        return false
      }
    } else {
      // The first line of a paragraph may have been broken early, for an indent that was lost.
      guard width >= widest - 6, last != 0x3B, isSentence || before.count <= 6 else { return false }
    }
    return !Wording.isApparatus(units, before)
  }

  private mutating func dropSeparator(before start: Int) {
    units.remove(at: start - 1)
    offsets.remove(at: start - 1)
    var index = triggers.count - 1
    while index >= 0, triggers[index] >= Int32(start) {
      triggers[index] -= 1
      index -= 1
    }
  }

  /// Whether the piece that ends here goes on behind a figure on a line of its own:
  /// `更新专栏`, `9`, `个,编发…`.
  ///
  /// Tables print figures on lines of their own too, but no unit or comma follows them.
  private func completesFigure() -> Bool {
    guard startsLine, previousEndedLine, !afterGap, let figure = pieces.last, figure.startsLine,
      isFigureRun(figure.range)
    else { return false }
    let first = units[pieceStart]
    return Wording.closesClause(first) || first == 0x3002 || first == 0x4F59 || first == 0x4E07
      || FigureWording.units.length(in: units, at: pieceStart, before: units.count) != nil
  }

  /// Whether the line before a figure is a sentence that goes on with it.
  private func sentenceBreaksOff(before figure: Flow.Piece) -> Bool {
    guard !figure.afterGap, let before = pieces.last?.range, let last = units[before].last else {
      return false
    }
    switch last {
    case 0x3002, 0x21, 0x3F: return false
    default: return before.count >= 2 && !isFigureRun(before) && !isHeading(before)
    }
  }

  private func isHeading(_ range: Range<Int>) -> Bool {
    if Wording.isOrdinal(units, range) { return !Wording.holdsComma(units, range) }
    return range.count <= 30
      && (Wording.plainHeadings.contains(units[range])
        || Wording.annexWords.prefixLength(of: units[range]) != nil)
  }

  /// Whether a piece is a figure, a telephone number or an address alone: `2019`, `100%`.
  private func isFigureRun(_ range: Range<Int>) -> Bool {
    guard range.count <= 30 else { return false }
    return units[range].allSatisfy {
      Unit.isDigit($0) || Unit.isLatin($0) || ($0 >= 0x25 && $0 < 0x30)
    }
  }
}

extension Document {
  /// A line of text that is no file, such as the title in the head of a page.
  static func line(_ text: String) -> Document {
    Document(
      kind: .html,
      text: Array(text.utf8),
      grids: [],
      repairs: [],
      sourceMap: .shifted(by: 0),
      lineStarts: [0]
    )
  }
}

extension Flow {
  init(_ line: String) {
    self.init(.line(line), without: [])
  }

  /// The bytes of the document's text that a range of units covers.
  func textRange(_ range: Range<Int>, in text: [UInt8]) -> Range<Int> {
    guard !range.isEmpty, range.upperBound <= offsets.count else { return 0..<0 }
    let start = Int(offsets[range.lowerBound])
    return start..<max(start, characterEnd(range.upperBound - 1, in: text))
  }

  /// The byte behind the character of a unit.
  func characterEnd(_ index: Int, in text: [UInt8]) -> Int {
    let start = Int(offsets[index])
    guard start < text.count else { return text.count }
    return min(text.count, start + Unit.byteCount(leading: text[start]))
  }

  /// The bytes that the characters of a range take, without what the flow leaves out.
  func byteCount(_ range: Range<Int>, in text: [UInt8]) -> Int {
    offsets[range].reduce(0) { $0 + Unit.byteCount(leading: text[Int($1)]) }
  }

  /// Whether something left out, such as a space, stands before a unit.
  func hasGap(before index: Int, in text: [UInt8]) -> Bool {
    index > 0 && Int(offsets[index]) > characterEnd(index - 1, in: text)
  }

  /// The characters of a range as printed, without what the flow leaves out.
  func printed(_ range: Range<Int>, in text: [UInt8]) -> String {
    let capacity = textRange(range, in: text).count
    guard capacity > 0 else { return "" }
    return units.withUnsafeBufferPointer { units in
      offsets.withUnsafeBufferPointer { offsets in
        text.withUnsafeBufferPointer { text in
          Self.printed(range, capacity, units, offsets, text)
        }
      }
    }
  }

  private static func printed(
    _ range: Range<Int>,
    _ capacity: Int,
    _ units: UnsafeBufferPointer<UInt16>,
    _ offsets: UnsafeBufferPointer<Int32>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> String {
    String(unsafeUninitializedCapacity: capacity) { buffer in
      var count = 0
      // Characters that stand beside one another in the text are copied in one go.
      var start = 0
      var end = 0
      func copy() {
        guard end > start, let source = text.baseAddress, let target = buffer.baseAddress else {
          return
        }
        (target + count).update(from: source + start, count: end - start)
        count += end - start
      }
      for index in range where !Unit.isSeparator(units[index]) {
        let offset = Int(offsets[index])
        if units[index] == Unit.space {
          copy()
          buffer[count] = 0x20
          count += 1
          (start, end) = (0, 0)
          continue
        }
        if offset != end {
          copy()
          start = offset
        }
        end = min(text.count, offset + Unit.byteCount(leading: text[offset]))
      }
      copy()
      return count
    }
  }

  func matches(_ pattern: [UInt16], at position: Int, before end: Int) -> Bool {
    guard position >= 0, position + pattern.count <= end else { return false }
    for index in pattern.indices where units[position + index] != pattern[index] { return false }
    return true
  }

  /// Whether a pattern ends just before a position, not reaching before `start`.
  func matches(_ pattern: [UInt16], endingAt position: Int, after start: Int) -> Bool {
    position - pattern.count >= start
      && matches(pattern, at: position - pattern.count, before: position)
  }

  /// The piece that holds a unit.
  func pieceIndex(of unit: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if Int(pieces[middle].start) <= unit { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
