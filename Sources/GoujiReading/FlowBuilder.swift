import GoujiDocument

/// Collects a ``Flow`` in one pass over the bytes.
struct FlowBuilder: ~Copyable {
  let text: UnsafeBufferPointer<UInt8>
  let hasMarkup: Bool
  private let unitRoom: UnsafeMutableBufferPointer<UInt16>
  private let offsetRoom: UnsafeMutableBufferPointer<Int32>
  private let table: CharacterTable.Lent

  /// How many units there are.
  private(set) var count = 0
  private(set) var pieces = Pile<Flow.Piece>(capacity: 256)
  private var triggers = Pile<Int32>(capacity: 1024)
  private var numbers = Pile<Int32>(capacity: 512)
  private var breaks = Pile<Int32>(capacity: 16)

  private(set) var pieceStart = 0
  var spaces = 0

  /// The byte behind the character of the last unit; −1 where nothing can stand right behind it.
  private var behind = -1
  private(set) var startsLine = true
  private(set) var afterGap = true
  private var afterTable = false

  /// Columns that the piece takes on a screen: two a Chinese character.
  private(set) var width = 0

  /// The same of the last printed line of the piece before, and the widest since an empty line.
  private(set) var previousWidth = 0
  private(set) var widest = 0

  /// Whether the piece before ended its line.
  private(set) var previousEndedLine = true

  /// - Parameters:
  ///   - text: The document's text.
  ///   - hasMarkup: Whether a converter may have left Markdown and tags in it.
  ///   - table: What the characters mean.
  ///   - units: Room for one more than there are bytes and tables.
  ///   - offsets: As much room.
  init(
    _ text: UnsafeBufferPointer<UInt8>,
    hasMarkup: Bool,
    table: CharacterTable.Lent,
    units: UnsafeMutableBufferPointer<UInt16>,
    offsets: UnsafeMutableBufferPointer<Int32>
  ) {
    self.text = text
    self.hasMarkup = hasMarkup
    self.table = table
    unitRoom = units
    offsetRoom = offsets
  }

  /// The units so far.
  var units: Units { Units(start: unitRoom.baseAddress, count: count) }

  /// Adds the whole text but for some ranges, ascending ones.
  mutating func add(outside tableRanges: [Range<Int>]) {
    var position = 0
    for range in tableRanges where range.lowerBound >= position {
      add(position..<min(range.lowerBound, text.count))
      endLine()
      afterGap = true
      afterTable = true
      position = min(range.upperBound, text.count)
    }
    add(position..<text.count)
    endLine()
  }

  /// Lends the flow; nothing is added any more.
  func lend<Result>(_ body: (Flow) -> Result) -> Result {
    body(
      Flow(
        units: units,
        offsets: UnsafeBufferPointer(rebasing: offsetRoom[..<count]),
        pieces: pieces.elements,
        triggers: triggers.elements,
        numbers: numbers.elements,
        breaks: breaks.elements,
        text: text
      )
    )
  }
}

// MARK: Characters

extension FlowBuilder {
  private mutating func add(_ range: Range<Int>) {
    var position = range.lowerBound
    let end = range.upperBound
    while position < end {
      if spaces == 0 {
        position = addPlain(from: position, before: end)
        guard position < end else { return }
      }
      let byte = text[position]
      if byte < 0x80 {
        position = addASCII(byte, position, end)
      } else if byte >= 0xE0, byte < 0xF0, position + 2 < end {
        addWide(table.entries[Self.scalar(text, at: position)], at: position, length: 3)
        position += 3
      } else if byte < 0xE0, position + 1 < end {
        let scalar = Int(byte & 0x1F) << 6 | Int(text[position + 1] & 0x3F)
        addWide(table.entries[scalar], at: position, length: 2)
        position += 2
      } else {
        append(Unit.rare, at: position, length: 4)
        position += 4
      }
    }
  }

  /// The character of three bytes at a position.
  @inline(__always)
  private static func scalar(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    Int(text[position] & 0x0F) << 12 | Int(text[position &+ 1] & 0x3F) << 6
      | Int(text[position &+ 2] & 0x3F)
  }

  /// Adds characters of one or three bytes from a position on, as long as none of them is more than
  /// itself: nearly all.
  ///
  /// - Returns: The position behind them.
  private mutating func addPlain(from start: Int, before end: Int) -> Int {
    guard let units = unitRoom.baseAddress, let offsets = offsetRoom.baseAddress,
      let bytes = UnsafeRawPointer(text.baseAddress)
    else { return start }
    let text = text
    let table = table
    let first = count
    var count = count
    var position = start
    adding: while true {
      let before = position
      // The last character of the range is left to others, so that four bytes lie inside of it.
      while position < end &- 3 {
        let word = UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
        )
        guard word & 0xF0 == 0xE0 else { break }
        let scalar = UInt16(truncatingIfNeeded: word << 12 | word >> 2 & 0x0FC0 | word >> 16 & 0x3F)
        let entry = table.entries[Int(scalar)]
        if entry >= 0x10000 {
          switch entry >> 16 {
          case CharacterTable.Role.trigger: triggers.append(Int32(truncatingIfNeeded: count))
          case CharacterTable.Role.digit: noteDigit(at: count)
          case CharacterTable.Role.counter: noteCounter(at: count)
          default: break adding
          }
        }
        units[count] = UInt16(truncatingIfNeeded: entry)
        offsets[count] = Int32(truncatingIfNeeded: position)
        count &+= 1
        position &+= 3
      }
      while position < end, text[position] < 0x80 {
        let byte = text[position]
        let kind = table.asciiKinds[Int(byte)]
        if kind != .plain {
          guard kind == .digit else { break adding }
          noteDigit(at: count)
        }
        units[count] = UInt16(byte)
        offsets[count] = Int32(truncatingIfNeeded: position)
        count &+= 1
        position &+= 1
      }
      if position == before { break }
    }
    guard count > first else { return start }
    if start != behind, first > pieceStart { breaks.append(Int32(truncatingIfNeeded: first)) }
    self.count = count
    behind = position
    // Characters of one byte are one column wide, those of three bytes two.
    width += (count - first + position - start) / 2
    return position
  }

  /// Remembers the position of a digit if it is the first of its number.
  @inline(__always)
  private mutating func noteDigit(at index: Int) {
    if index == 0 || !Unit.isDigit(unitRoom[index &- 1]) {
      numbers.append(Int32(truncatingIfNeeded: index))
    }
  }

  /// Remembers where the number in Chinese characters before a unit such as 件 begins.
  @inline(__always)
  private mutating func noteCounter(at index: Int) {
    var start = index
    while start > pieceStart, index - start < ChineseNumber.longest,
      ChineseNumber.isPart(unitRoom[start &- 1])
    {
      start -= 1
    }
    // 其余两件, 更多两件
    while start < index, ChineseNumber.isRemainder(unitRoom[start]) { start += 1 }
    if start < index { numbers.append(Int32(truncatingIfNeeded: start)) }
  }

  private mutating func addWide(_ entry: UInt32, at position: Int, length: Int) {
    let unit = UInt16(truncatingIfNeeded: entry)
    switch entry >> 16 {
    case CharacterTable.Role.plain, CharacterTable.Role.digit:
      append(unit, at: position, length: length)
    case CharacterTable.Role.trigger:
      append(unit, at: position, length: length)
      noteTrigger()
    case CharacterTable.Role.counter:
      append(unit, at: position, length: length)
      noteCounter(at: count - 1)
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

  /// Remembers the position of the last unit.
  mutating func noteTrigger() {
    triggers.append(Int32(truncatingIfNeeded: count - 1))
  }

  mutating func append(_ unit: UInt16, at position: Int, length: Int) {
    if spaces > 0 {
      if count > pieceStart {
        let last = units[count - 1]
        // Three spaces in a row are a column of a page drawn with spaces.
        if spaces >= 3 {
          endCell()
        } else if last < 0x80, unit < 0x80, Unit.isDigit(last) || Unit.isLatin(last),
          Unit.isDigit(unit) || Unit.isLatin(unit)
        {
          behind = -1
          put(Unit.space, at: position - 1)
        }
      }
      width += min(spaces, 2)
      spaces = 0
    }
    if Unit.isDigit(unit) { noteDigit(at: count) }
    put(unit, at: position)
    behind = position + length
    width += min(length, 2)
  }

  /// Adds a unit that nothing stands right behind.
  private mutating func put(_ unit: UInt16, at position: Int) {
    if position != behind, count > pieceStart { breaks.append(Int32(truncatingIfNeeded: count)) }
    unitRoom[count] = unit
    offsetRoom[count] = Int32(truncatingIfNeeded: position)
    count += 1
    behind = -1
  }
}

// MARK: Pieces

extension FlowBuilder {
  mutating func endLine() {
    if count == pieceStart, startsLine {
      afterGap = true
      widest = 0
    }
    endPiece(with: Unit.lineEnd)
    startsLine = true
    previousEndedLine = true
  }

  mutating func endCell() {
    endPiece(with: Unit.cellEnd)
  }

  private mutating func endPiece(with separator: UInt16) {
    spaces = 0
    defer { width = 0 }
    guard count > pieceStart else { return }
    if completesFigure() {
      dropSeparator(before: pieceStart)
      if let figure = pieces.last {
        pieces.removeLast()
        if sentenceBreaksOff(before: figure), !pieces.isEmpty {
          dropSeparator(before: Int(figure.start))
        } else {
          pieces.append(figure)
        }
      }
      pieces[pieces.count - 1].end = Int32(count)
    } else if joinsPrevious() {
      dropSeparator(before: pieceStart)
      pieces[pieces.count - 1].end = Int32(count)
    } else {
      pieces.append(
        Flow.Piece(
          start: Int32(pieceStart),
          end: Int32(count),
          startsLine: startsLine,
          afterGap: afterGap,
          afterTable: afterTable
        )
      )
    }
    previousWidth = width
    widest = max(widest, width)
    unitRoom[count] = separator
    offsetRoom[count] = offsetRoom[count - 1] + 1
    count += 1
    pieceStart = count
    behind = -1
    startsLine = false
    afterGap = false
    afterTable = false
    previousEndedLine = separator == Unit.lineEnd
  }

  /// Joins the pieces before and behind a position.
  private mutating func dropSeparator(before start: Int) {
    for index in start..<count {
      unitRoom[index - 1] = unitRoom[index]
      offsetRoom[index - 1] = offsetRoom[index]
    }
    count -= 1
    Self.moveBack(&triggers, from: start)
    Self.moveBack(&numbers, from: start)
    Self.moveBack(&breaks, from: start)
    let index = breaks.elements.lastIndex { $0 < Int32(start - 1) }
    breaks.insert(Int32(start - 1), at: index.map { $0 + 1 } ?? 0)
  }

  /// Lessens the positions from some position on by one.
  private static func moveBack(_ positions: inout Pile<Int32>, from start: Int) {
    var index = positions.count - 1
    while index >= 0, positions[index] >= Int32(start) {
      positions[index] -= 1
      index -= 1
    }
  }
}
