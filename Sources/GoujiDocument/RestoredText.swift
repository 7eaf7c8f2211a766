internal import GoujiDecoding

/// A flattened text in which what was done to all of its lines or characters is undone.
///
/// Programs on the way of a text number its lines, write the ends of lines as `\n`, cut lines at a
/// width and leave characters without width inside of figures. None of this is printed in a report.
struct RestoredText {
  private(set) var utf8: [UInt8]

  /// From offsets into ``utf8`` to offsets into the text that was restored; `nil` where these are equal.
  private(set) var sourceMap: SourceMap?

  /// The longest lines of ``utf8``; `nil` for a page.
  private(set) var longestLines: LongestLines?

  init(of text: [UInt8]) {
    utf8 = Self.withLineFeeds(Radicals.unified(text))
    for changes in [
      WrittenLines.changes, Self.pageBreaks, Self.invisibleCharacters, Self.escapedLineEnds,
      Self.lineNumbers, Self.lineMarks, Self.references, Self.doubledTabs,
    ] {
      apply(changes(utf8))
    }
    let lines = utf8.withUnsafeBytes { LongestLines(of: $0) }
    let cuts = Self.cuts(utf8, lines)
    apply(cuts)
    longestLines = cuts.isEmpty ? lines : utf8.withUnsafeBytes { LongestLines(of: $0) }
  }

  /// A page without numbers before its lines; all else in it is markup.
  init(ofPage page: [UInt8]) {
    utf8 = Radicals.unified(page)
    apply(Self.pageBreaks(utf8))
    if Self.hasEscapedCells(page) { apply(Self.references(utf8)) }
    if page.first(where: { $0 > 0x20 }).map({ (0x30...0x39).contains($0) }) ?? false {
      apply(Self.lineNumbers(utf8))
    }
  }

  /// A text whose lines end with carriage returns alone, with line feeds in their place.
  private static func withLineFeeds(_ text: [UInt8]) -> [UInt8] {
    let hasLineFeed = text.withUnsafeBytes { firstIndex(of: 0x0A, in: $0, from: 0) != nil }
    return hasLineFeed ? text : text.map { $0 == 0x0D ? 0x0A : $0 }
  }

  /// Bytes that are left out, or one byte that takes their place.
  struct Change {
    let range: Range<Int>
    var replacement: UInt8?
  }

  private mutating func apply(_ changes: [Change]) {
    guard !changes.isEmpty else { return }
    var restored: [UInt8] = []
    restored.reserveCapacity(utf8.count)
    var runs: [SourceMap.Run] = []
    var position = 0
    func keep(upTo end: Int) {
      guard position < end else { return }
      runs.append(
        SourceMap.Run(
          textOffset: restored.count,
          sourceOffset: position,
          textWidth: 1,
          sourceWidth: 1
        )
      )
      restored.append(contentsOf: utf8[position..<end])
    }
    for change in changes {
      keep(upTo: change.range.lowerBound)
      if let replacement = change.replacement {
        runs.append(
          SourceMap.Run(
            textOffset: restored.count,
            sourceOffset: change.range.lowerBound,
            textWidth: 1,
            sourceWidth: change.range.count
          )
        )
        restored.append(replacement)
      }
      position = change.range.upperBound
    }
    keep(upTo: utf8.count)
    let map = SourceMap(runs: runs)
    sourceMap = sourceMap.map { map.composed(with: $0) } ?? map
    utf8 = restored
  }

  // MARK: Ends of pages

  /// Form feeds, as spaces: a parser of markup loses its place at one.
  private static func pageBreaks(_ text: [UInt8]) -> [Change] {
    var changes: [Change] = []
    text.withUnsafeBytes { bytes in
      var position = 0
      while let index = firstIndex(of: 0x0C, in: bytes, from: position) {
        changes.append(Change(range: index..<index + 1, replacement: 0x20))
        position = index + 1
      }
    }
    return changes
  }

  // MARK: Characters without width

  private static func invisibleCharacters(_ text: [UInt8]) -> [Change] {
    var changes: [Change] = []
    text.withUnsafeBytes { bytes in
      for (byte, place) in tellingBytes {
        var position = 0
        while let index = firstIndex(of: byte, in: bytes, from: position) {
          position = index + 1
          let start = index - place
          guard start >= 0 else { continue }
          let length = invisibleLength(bytes, at: start)
          if length > 0 { changes.append(Change(range: start..<start + length)) }
        }
      }
    }
    // Only one of the bytes stands in any one character.
    changes.sort { $0.range.lowerBound < $1.range.lowerBound }
    return changes
  }

  /// For the characters without width a byte that few others have, and its place in them.
  private static let tellingBytes: [(byte: UInt8, place: Int)] = [(0xC2, 0), (0xE2, 0), (0xBB, 1)]

  /// The bytes of a soft hyphen, U+200B to U+200F, U+2060 or U+FEFF; 0 for other characters.
  private static func invisibleLength(_ text: UnsafeRawBufferPointer, at index: Int) -> Int {
    switch text[index] {
    case 0xC2:
      index + 1 < text.count && text[index + 1] == 0xAD ? 2 : 0
    case 0xE2:
      index + 2 < text.count
        && (text[index + 1] == 0x80 && (0x8B...0x8F).contains(text[index + 2])
          || text[index + 1] == 0x81 && text[index + 2] == 0xA0)
        ? 3 : 0
    case 0xEF:
      index + 2 < text.count && text[index + 1] == 0xBB && text[index + 2] == 0xBF ? 3 : 0
    default:
      0
    }
  }

  // MARK: Line ends written as `\n`

  private static func escapedLineEnds(_ text: [UInt8]) -> [Change] {
    var changes: [Change] = []
    var lineEnds = 0
    text.withUnsafeBytes { bytes in
      var position = 0
      while let index = firstIndex(of: UInt8(ascii: "\\"), in: bytes, from: position) {
        position = index + 1
        let rest = bytes[position...]
        guard let escape = escapes.first(where: { rest.starts(with: $0.name.utf8) }) else {
          continue
        }
        position += escape.name.utf8.count
        changes.append(Change(range: index..<position, replacement: escape.byte))
        if escape.byte == 0x0A { lineEnds += 1 }
      }
    }
    guard lineEnds >= 10 else { return [] }
    return lineEnds > text.count { $0 == 0x0A } * 4 ? changes : []
  }

  /// What programs write behind a backslash for white space.
  private static let escapes: [(name: String, byte: UInt8)] = [
    ("n", 0x0A), ("t", 0x09), ("r", 0x20), ("u3000", 0x20), ("xa0", 0x20), ("u00a0", 0x20),
  ]

  // MARK: Numbers before lines

  /// The numbers of lines where nearly every line begins with its own.
  private static func lineNumbers(_ text: [UInt8]) -> [Change] {
    var changes: [Change] = []
    var lines = 0
    var steps = 0
    var expected: Int?
    var position = 0
    while position < text.count {
      let end = text.withUnsafeBytes { firstIndex(of: 0x0A, in: $0, from: position) }
      let line = text[position..<(end ?? text.count)]
      position = line.endIndex + 1
      guard !line.isEmpty else { continue }
      lines += 1
      // Most texts are done with after a few lines.
      if lines > 20, steps * 2 < lines { return [] }
      guard let number = leadingNumber(of: line) else { continue }
      if number.value == expected { steps += 1 }
      expected = number.value + 1
      changes.append(Change(range: line.startIndex..<number.end))
    }
    return lines >= 12 && steps * 10 >= (lines - 1) * 9 ? changes : []
  }

  /// The number that a line begins with, and the byte behind it and what divides it from the line.
  private static func leadingNumber(of line: ArraySlice<UInt8>) -> (value: Int, end: Int)? {
    var position = line.startIndex
    while position < line.endIndex, line[position] == 0x20 { position += 1 }
    var value = 0
    let start = position
    while position < line.endIndex, position - start < 7, (0x30...0x39).contains(line[position]) {
      value = value * 10 + Int(line[position] - 0x30)
      position += 1
    }
    guard position > start else { return nil }
    guard position < line.endIndex else { return (value, position) }
    switch line[position] {
    case 0x09, 0x20, UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: "."), UInt8(ascii: ")"):
      return (value, position + 1)
    default:
      // 、
      return line[position...].starts(with: [0xE3, 0x80, 0x81]) ? (value, position + 3) : nil
    }
  }

  // MARK: Marks before lines

  /// The signs of lists, quotations and changes where every line begins with the same one.
  private static func lineMarks(_ text: [UInt8]) -> [Change] {
    var changes: [Change] = []
    var mark: [UInt8]?
    var position = 0
    while position < text.count {
      let line = text[position...].prefix { $0 != 0x0A }
      position = line.endIndex + 1
      guard let first = line.firstIndex(where: { $0 > 0x20 }) else { continue }
      guard let found = mark ?? marks.first(where: { line[first...].starts(with: $0) }),
        line[first...].starts(with: found)
      else { return [] }
      mark = found
      changes.append(Change(range: first..<first + found.count))
    }
    return changes.count >= 20 ? changes : []
  }

  private static let marks: [[UInt8]] = [">", "+", "-", "*", "•"].map { Array($0.utf8) }

  // MARK: Characters written as references

  /// References that were left in a text: `&nbsp;`.
  private static func references(_ text: [UInt8]) -> [Change] {
    var changes: [Change] = []
    text.withUnsafeBytes { bytes in
      var position = 0
      while let index = firstIndex(of: UInt8(ascii: "&"), in: bytes, from: position) {
        position = index + 1
        guard
          let (name, byte) = characters.first(where: { bytes[position...].starts(with: $0.name) })
        else { continue }
        changes.append(Change(range: index..<position + name.count, replacement: byte))
        position += name.count
      }
    }
    return changes
  }

  /// Whether a text holds many tags of cells whose brackets are written as references, and none whose
  /// brackets are not: a page that was put into another one as text.
  static func hasEscapedCells(_ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { bytes in
      var cells = 0
      var position = 0
      while let index = firstIndex(of: UInt8(ascii: "&"), in: bytes, from: position) {
        position = index + 1
        if bytes[position...].starts(with: escapedCell) { cells += 1 }
      }
      guard cells >= 20 else { return false }
      position = 0
      while let index = firstIndex(of: UInt8(ascii: "<"), in: bytes, from: position) {
        position = index + 1
        if bytes[position...].starts(with: escapedCell.suffix(2)) { return false }
      }
      return true
    }
  }

  private static let escapedCell = Array("lt;td".utf8)

  /// What stands between `&` and the text that follows, and the character that is meant.
  private static let characters: [(name: [UInt8], byte: UInt8)] =
    ([
      ("nbsp;", " "), ("emsp;", " "), ("ensp;", " "), ("#160;", " "), ("#12288;", " "),
      ("amp;nbsp;", " "), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#34;", "\""),
      ("#x27;", "'"), ("#39;", "'"), ("#124;", "|"), ("amp;", "&"),
    ] as [(String, Unicode.Scalar)]).map { (Array($0.0.utf8), UInt8(ascii: $0.1)) }

  // MARK: Tabs put twice

  /// Every other tab where tabs only come in pairs, as some programs put them between cells.
  private static func doubledTabs(_ text: [UInt8]) -> [Change] {
    var changes: [Change] = []
    let isPaired = text.withUnsafeBytes { bytes in
      var position = 0
      while let tab = firstIndex(of: 0x09, in: bytes, from: position) {
        guard tab + 1 < bytes.count, bytes[tab + 1] == 0x09 else { return false }
        changes.append(Change(range: tab..<tab + 1))
        position = tab + 2
      }
      return true
    }
    guard isPaired else { return [] }
    return changes.count >= 10 ? changes : []
  }

  // MARK: Lines cut at a width

  /// The line ends at which longer lines were cut after a fixed number of characters.
  ///
  /// No line is longer, and many of the cuts go through words and figures.
  private static func cuts(_ text: [UInt8], _ lines: LongestLines) -> [Change] {
    guard lines.width >= 20 else { return [] }
    var ends = lines.ends
    ends.removeAll { $0 + 1 >= text.count }
    func isTorn(_ end: Int, _ kind: Kind) -> Bool {
      Kind(text, before: end) == kind && Kind(text, at: end + 1) == kind
    }
    // Figures alone also begin and end the lines of tables.
    let tornWords = ends.count { isTorn($0, .ideograph) }
    let tornFigures = ends.count { isTorn($0, .digit) }
    guard tornWords >= 3, (tornWords + tornFigures) * 2 >= ends.count else { return [] }
    return ends.map { Change(range: $0..<$0 + 1) }
  }

  /// What a character is, as far as cuts through words and figures show.
  private enum Kind {
    case digit
    case ideograph
    case other

    init(_ text: [UInt8], at offset: Int) {
      switch text[offset] {
      case 0x30...0x39: self = .digit
      case 0xEF where offset + 2 < text.count && text[offset + 1] == 0xBC:
        self = (0x90...0x99).contains(text[offset + 2]) ? .digit : .other
      case 0xE4...0xE9: self = .ideograph
      default: self = .other
      }
    }

    init(_ text: [UInt8], before end: Int) {
      guard end > 2, text[end - 1] >= 0x80 else {
        self.init(text, at: max(0, end - 1))
        return
      }
      self.init(text, at: end - 3)
    }
  }
}
