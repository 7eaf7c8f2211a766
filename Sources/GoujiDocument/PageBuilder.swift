internal import GoujiDecoding

/// Writes the visible text of a page, with its tables, as the parser meets it.
///
/// The text of a table is written as if it held data. Where it turns out that it was layout, its
/// separators become line feeds, byte for byte, or are taken out at the end.
struct PageBuilder {
  var text: [UInt8] = []
  var runs: [SourceMap.Run] = []
  var grids: [Grid] = []
  var repairs: [Repair] = []

  /// Separators to take out at the end, in no order.
  var removals: [Int] = []

  /// How many tables are open: the one whose parts come next, and those around it.
  var tableDepth = 0
  var table = TableBuilder()
  var outerTables: [TableBuilder] = []

  // The parts of all open tables, those of the inner ones behind those of the outer ones.
  var cells: [GridCell] = []
  var rows: [TableBuilder.Row] = []
  var breaks: [Int] = []

  /// Whether the current line, or cell, has text after its last break.
  var hasText = false

  /// Whether the current line holds a blank that is shown, such as `&nbsp;`.
  private var hasBlank = false

  /// Whether the current line, kept as it is, is a row of a Markdown table.
  private(set) var hasPipe = false
  var hasPendingBreak = false
  private var pendingSpace: (sourceOffset: Int, sourceWidth: Int)?

  /// Just behind what was last written, or the start of an empty cell.
  var sourceEnd = 0

  /// Whether line feeds of the source are line breaks everywhere.
  private let keepsLines: Bool
  var preformattedDepth = 0

  // The run that is being written.
  private var runTextOffset = 0
  private var runSourceOffset = 0
  private var runTextWidth = 0
  private var runSourceWidth = 0

  /// A builder for a page, or for a text with scattered markup, whose lines are kept.
  init(byteCount: Int, keepsLines: Bool) {
    self.keepsLines = keepsLines
    text.reserveCapacity(byteCount / 2)
    runs.reserveCapacity(byteCount / 24)
  }

  var isInCell: Bool { tableDepth > 0 && table.isCellOpen }

  /// Whether blanks stand in the text as they are.
  private var isVerbatim: Bool { tableDepth == 0 && (keepsLines || preformattedDepth > 0) }

  // MARK: Text

  /// Adds visible characters that stand in the source as they are.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, sourceOffset: Int) {
    if isVerbatim {
      appendVerbatim(bytes, sourceOffset: sourceOffset)
      return
    }
    let breaksLines = keepsLines || preformattedDepth > 0
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      // First the rest of ASCII and the later bytes of a character, then the first bytes of most
      // Chinese characters.
      if byte &- 0x21 < 0xA1 {
        index += 1
        continue
      }
      if byte &- 0xE4 < 0x0B {
        index += 3
        continue
      }
      guard let blank = Blank(bytes, at: index) else {
        index += 1
        continue
      }
      write(bytes, start..<index, sourceOffset: sourceOffset + start)
      if blank.kind == .lineFeed, breaksLines {
        breakLine()
      } else {
        append(blank, sourceOffset: sourceOffset + index)
      }
      index += blank.length
      start = index
    }
    write(bytes, start..<bytes.count, sourceOffset: sourceOffset + start)
  }

  /// Adds a visible character that the source writes as something else.
  mutating func append(
    character bytes: UnsafeBufferPointer<UInt8>,
    sourceOffset: Int,
    sourceWidth: Int
  ) {
    if let blank = Blank(bytes, at: 0), blank.length == bytes.count {
      if isVerbatim, blank.kind != .invisible {
        write(0x20, sourceOffset: sourceOffset, sourceWidth: sourceWidth)
        hasBlank = true
      } else {
        append(blank, sourceOffset: sourceOffset, sourceWidth: sourceWidth)
      }
      return
    }
    guard sourceWidth != bytes.count else {
      write(bytes, 0..<bytes.count, sourceOffset: sourceOffset)
      return
    }
    writePending()
    startRun(sourceOffset: sourceOffset, textWidth: bytes.count, sourceWidth: sourceWidth)
    text.append(contentsOf: bytes)
    hasText = true
    sourceEnd = sourceOffset + sourceWidth
  }

  /// Ends the current line where a block of the page does.
  mutating func breakLine() {
    if isInCell {
      hasPendingBreak = hasText
    } else if hasText || hasBlank {
      writeLineFeed()
    }
    pendingSpace = nil
  }

  /// Ends the current line where the page says so, an empty one as well.
  mutating func forceLineBreak() {
    if isInCell {
      hasPendingBreak = hasText
      pendingSpace = nil
    } else {
      writeLineFeed()
    }
  }

  /// Adds a blank, where the page breaks a line that must stay one.
  mutating func appendBlank() {
    append(Blank(kind: .space, length: 0), sourceOffset: sourceEnd, sourceWidth: 0)
  }

  /// Starts a line, or the text of a cell.
  mutating func startSegment(hasText: Bool) {
    self.hasText = hasText
    hasBlank = false
    hasPipe = false
    hasPendingBreak = false
    pendingSpace = nil
  }

  /// Writes a byte that is not in the source.
  mutating func writeSeparator(_ byte: UInt8) {
    if runSourceWidth != 0 || runTextWidth != 1 || runSourceOffset != sourceEnd {
      startRun(sourceOffset: sourceEnd, textWidth: 1, sourceWidth: 0)
    }
    text.append(byte)
  }

  /// Writes the break that separates what follows in a cell from what was there.
  mutating func writePendingBreak() {
    guard hasPendingBreak else { return }
    breaks.append(text.count)
    writeSeparator(Document.cellLineBreak)
    hasPendingBreak = false
  }

  /// Takes back what was written from some offset on.
  mutating func truncate(to offset: Int) {
    guard offset < text.count else { return }
    text.removeLast(text.count - offset)
    if runTextOffset >= offset { runTextWidth = 0 }
    while let last = runs.last, last.textOffset >= offset { runs.removeLast() }
    if runTextWidth == 0, let last = runs.popLast() {
      runTextOffset = last.textOffset
      runSourceOffset = last.sourceOffset
      runTextWidth = last.textWidth
      runSourceWidth = last.sourceWidth
    }
  }

  private mutating func append(_ blank: Blank, sourceOffset: Int, sourceWidth: Int? = nil) {
    switch blank.kind {
    case .invisible: break
    case .fixed:
      hasBlank = true
      fallthrough
    case .space, .lineFeed:
      if pendingSpace == nil {
        pendingSpace = (sourceOffset, sourceWidth ?? blank.length)
      }
    }
  }

  private mutating func appendVerbatim(
    _ bytes: UnsafeBufferPointer<UInt8>,
    sourceOffset: Int
  ) {
    let hadText = hasText
    write(bytes, 0..<bytes.count, sourceOffset: sourceOffset)
    let line: Slice<UnsafeBufferPointer<UInt8>>
    if let lineEnd = bytes.lastIndex(of: 0x0A) {
      line = bytes[(lineEnd + 1)...]
      startSegment(hasText: line.contains { $0 > 0x20 })
    } else {
      line = bytes[...]
      hasText = hadText || line.contains { $0 > 0x20 }
    }
    hasPipe = hasPipe || line.contains(0x7C)
  }

  private mutating func write(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    sourceOffset: Int
  ) {
    guard !range.isEmpty else { return }
    writePending()
    let isContinued =
      runTextWidth == 1 && runSourceWidth == 1
      && runSourceOffset - runTextOffset == sourceOffset - text.count
    if !isContinued { startRun(sourceOffset: sourceOffset, textWidth: 1, sourceWidth: 1) }
    text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    hasText = true
    sourceEnd = sourceOffset + range.count
  }

  private mutating func write(_ byte: UInt8, sourceOffset: Int, sourceWidth: Int) {
    let isContinued =
      sourceWidth == 1 && runTextWidth == 1 && runSourceWidth == 1
      && runSourceOffset - runTextOffset == sourceOffset - text.count
    if !isContinued { startRun(sourceOffset: sourceOffset, textWidth: 1, sourceWidth: sourceWidth) }
    text.append(byte)
    sourceEnd = sourceOffset + sourceWidth
  }

  /// Writes the blank or break that stands before the next character.
  private mutating func writePending() {
    if hasPendingBreak {
      writePendingBreak()
    } else if let space = pendingSpace, hasText {
      write(0x20, sourceOffset: space.sourceOffset, sourceWidth: space.sourceWidth)
    }
    pendingSpace = nil
  }

  private mutating func writeLineFeed() {
    writeSeparator(0x0A)
    startSegment(hasText: false)
  }

  private mutating func startRun(sourceOffset: Int, textWidth: Int, sourceWidth: Int) {
    closeRun()
    runTextOffset = text.count
    runSourceOffset = sourceOffset
    runTextWidth = textWidth
    runSourceWidth = sourceWidth
  }

  // MARK: The end

  /// Ends what is open and takes out the separators of layout tables.
  mutating func finish() {
    while tableDepth > 0 { endTable() }
    breakLine()
    closeRun()
    guard !removals.isEmpty else { return }
    removals.sort()
    let moved = removals
    func new(_ offset: Int) -> Int {
      var low = 0
      var high = moved.count
      while low < high {
        let middle = (low + high) / 2
        if moved[middle] < offset { low = middle + 1 } else { high = middle }
      }
      return offset - low
    }
    func new(_ range: Range<Int>) -> Range<Int> {
      new(range.lowerBound)..<new(range.upperBound)
    }
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count - moved.count)
    var start = 0
    for offset in moved {
      kept.append(contentsOf: text[start..<offset])
      start = offset + 1
    }
    kept.append(contentsOf: text[start...])
    text = kept
    var keptRuns: [SourceMap.Run] = []
    keptRuns.reserveCapacity(runs.count)
    for run in runs {
      // A run that lost all of its characters starts where the next one does.
      if let last = keptRuns.last, last.textOffset == new(run.textOffset) { keptRuns.removeLast() }
      keptRuns.append(
        SourceMap.Run(
          textOffset: new(run.textOffset),
          sourceOffset: run.sourceOffset,
          textWidth: run.textWidth,
          sourceWidth: run.sourceWidth
        )
      )
    }
    runs = keptRuns
    grids = grids.map { grid in
      Grid(
        range: new(grid.range),
        rowCount: grid.rowCount,
        columnCount: grid.columnCount,
        cells: grid.cells.map { cell in
          GridCell(
            row: cell.row,
            column: cell.column,
            rowSpan: cell.rowSpan,
            columnSpan: cell.columnSpan,
            range: new(cell.range)
          )
        }
      )
    }
    repairs = repairs.map { Repair(kind: $0.kind, offset: new($0.offset)) }
  }

  /// Adds the run that is being written to the finished ones.
  mutating func closeRun() {
    guard runTextWidth > 0, runTextOffset < text.count else { return }
    runs.append(
      SourceMap.Run(
        textOffset: runTextOffset,
        sourceOffset: runSourceOffset,
        textWidth: runTextWidth,
        sourceWidth: runSourceWidth
      )
    )
    runTextWidth = 0
  }
}

/// A character that is shown as a blank or not at all.
private struct Blank {
  let kind: Kind
  let length: Int

  enum Kind {
    /// Collapses with others beside it.
    case space
    case lineFeed

    /// Keeps a line open that holds nothing else.
    case fixed

    /// Has no width at all.
    case invisible
  }

  init(kind: Kind, length: Int) {
    self.kind = kind
    self.length = length
  }

  /// - Returns: `nil` when another character stands there.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    let byte = bytes[index]
    if byte <= 0x20 {
      self.init(kind: byte == 0x0A ? .lineFeed : .space, length: 1)
      return
    }
    guard byte >= 0xC2, index + 1 < bytes.count else { return nil }
    let second = bytes[index + 1]
    if byte == 0xC2 {
      // U+00A0, and the soft hyphen U+00AD.
      guard second == 0xA0 || second == 0xAD else { return nil }
      self.init(kind: second == 0xA0 ? .fixed : .invisible, length: 2)
      return
    }
    guard index + 2 < bytes.count else { return nil }
    switch (byte, second, bytes[index + 2]) {
    case (0xE3, 0x80, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
      (0xE1, 0x9A, 0x80):
      // U+3000, U+2000 to U+200A, U+202F, U+205F, U+1680.
      self.init(kind: .fixed, length: 3)
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9):
      self.init(kind: .space, length: 3)
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF):
      // U+200B to U+200F, U+2060, U+FEFF.
      self.init(kind: .invisible, length: 3)
    default:
      return nil
    }
  }
}
