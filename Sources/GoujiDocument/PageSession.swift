internal import GoujiDecoding

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// One run of the parser over a page: turns what it reports into text, and finds each piece of text
/// again in the source.
struct PageSession {
  private let source: UnsafeBufferPointer<UInt8>
  private let keepsLines: Bool
  private let limits: ParsingLimits
  private var builder: PageBuilder
  private var metadata: [(name: String, value: String, range: Range<Int>)] = []

  /// How many elements are open, asked of the parser.
  var depth: () -> Int = { 0 }

  /// How far the parser had come when it last reported anything.
  var lastEvent = 0

  private var elements = PageNames<ElementKind>()
  private var attributes = PageNames<AttributeKind>()

  /// How many elements are open inside the outermost one whose content is not read, itself included.
  private var hiddenDepth = 0
  private var title: Title?
  private var hasTitle = false

  /// The content of the `style` element that is open.
  private var style: [UInt8]?
  private var styleSheet = StyleSheet()

  /// Just behind the text that was last found in the source.
  private var textEnd = 0

  /// Where text goes on behind what looks like text to the parser alone.
  private var textResumes = 0

  private var readOffset = 0
  private var work = 0
  private var comparisonCount = 0
  private var tag = LongTag()
  private var isStopped = false

  private struct Title {
    var bytes: [UInt8] = []
    let start: Int
  }

  /// A tag, or whatever else the parser reads without a report, that has become long.
  private struct LongTag {
    var start = -1
    var offset = 0
    var quote: UInt8 = 0
    var previous: UInt8 = 0
    var attributeCount = 0
  }

  init(source: UnsafeBufferPointer<UInt8>, keepsLines: Bool, limits: ParsingLimits) {
    self.source = source
    self.keepsLines = keepsLines
    self.limits = limits
    builder = PageBuilder(byteCount: source.count, keepsLines: keepsLines)
  }

  consuming func finish() -> ParsedPage {
    if source.count > limits.maximumByteCount { stop(.sizeLimit) }
    builder.finish()
    return ParsedPage(
      text: builder.text,
      sourceMap: SourceMap(runs: builder.runs),
      grids: builder.grids,
      repairs: builder.repairs,
      metadata: metadata
    )
  }

  /// Notes why the rest of the page is not read.
  private mutating func stop(_ kind: Repair.Kind) {
    isStopped = true
    builder.repairs.append(Repair(kind: kind, offset: builder.text.count))
  }

  // MARK: Input

  /// Hands the next bytes to the parser.
  ///
  /// This is also where it is stopped when a page makes it work too long: it asks for more while it is
  /// inside a tag, which no report tells.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int32 {
    let end = min(source.count, limits.maximumByteCount)
    let count = min(buffer.count, end - readOffset, Int(Int32.max))
    guard count > 0, !isStopped else { return 0 }
    work += count * depth()
    guard work <= limits.maximumWork else {
      stop(.depthLimit)
      return 0
    }
    if readOffset - lastEvent > 1 << 14, !canContinueTag() {
      stop(.tagLengthLimit)
      return 0
    }
    buffer.copyMemory(
      from: UnsafeRawBufferPointer(
        UnsafeBufferPointer(rebasing: source[readOffset..<readOffset + count])
      )
    )
    readOffset += count
    return Int32(truncatingIfNeeded: count)
  }

  /// Counts the attributes of a tag that goes on for long; pictures inside a page make one attribute.
  private mutating func canContinueTag() -> Bool {
    if tag.start != lastEvent { tag = LongTag(start: lastEvent, offset: lastEvent) }
    while tag.offset < readOffset {
      let byte = source[tag.offset]
      tag.offset += 1
      let previous = tag.previous
      if byte > 0x20 { tag.previous = byte }
      if tag.quote != 0 {
        if byte == tag.quote { tag.quote = 0 }
      } else if byte == 0x22 || byte == 0x27, previous == 0x3D {
        tag.quote = byte
      } else if byte <= 0x20 || byte == 0x3D {
        tag.attributeCount += 1
      }
    }
    return tag.attributeCount <= 2 * limits.maximumAttributeCount || isComment(after: tag.start)
  }

  /// Whether the parser may go on after what it took to compare the attributes of a long tag.
  private mutating func canAfford(
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) -> Bool {
    var count = 0
    while attributes?[2 * count] != nil { count += 1 }
    comparisonCount += count * count
    return comparisonCount <= limits.maximumComparisonCount
  }

  /// Whether the next tag from an offset on is a comment or a processing instruction.
  private func isComment(after start: Int) -> Bool {
    guard let bracket = firstIndex(of: 0x3C, in: UnsafeRawBufferPointer(source), from: start),
      bracket + 1 < source.count
    else { return true }
    return source[bracket + 1] == 0x21 || source[bracket + 1] == 0x3F
  }

  // MARK: Elements

  /// Takes the start of an element whose start tag closes at an offset.
  ///
  /// - Parameters:
  ///   - name: In lower case, with a closing NUL.
  ///   - attributes: Names and values in turn, with a closing null pointer.
  ///   - offset: Where the tag's closing bracket stands.
  ///   - depth: How many elements are open, this one included.
  /// - Returns: Whether the parser is to go on.
  mutating func startElement(
    name: UnsafePointer<UInt8>,
    attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    at offset: Int,
    depth: Int
  ) -> Bool {
    guard depth <= limits.maximumDepth else {
      if !isStopped { stop(.depthLimit) }
      return false
    }
    if offset - lastEvent > 1 << 10, !canAfford(attributes) {
      stop(.tagLengthLimit)
      return false
    }
    lastEvent = offset
    if hiddenDepth > 0 {
      hiddenDepth += 1
      return true
    }
    let kind = elements.value(of: name) { ElementKind(name: $0) }
    var tag = TagAttributes()
    if let attributes { read(attributes, of: kind, into: &tag) }
    if tag.isHidden, kind != .root {
      hiddenDepth = 1
      return true
    }
    switch kind {
    case .inline, .root:
      break
    case .unknown:
      if keepsLines { appendTag(closedAt: offset) }
    case .block:
      builder.closeImpliedTable()
      builder.breakLine()
    case .preformatted:
      builder.breakLine()
      builder.preformattedDepth += 1
    case .lineBreak:
      startLine(at: offset)
    case .table:
      builder.startTable()
    case .rowGroup:
      builder.endRowGroup()
    case .row:
      builder.startRow()
    case .cell:
      builder.startCell(
        columnSpan: tag.columnSpan,
        rowSpan: tag.rowSpan,
        sourceOffset: endOfTag(closedAt: offset)
      )
    case .field:
      appendValue(of: attributes, closedAt: offset)
    case .title:
      hiddenDepth = 1
      if !hasTitle { title = Title(start: startOfTag(closedAt: offset)) }
    case .meta:
      if let name = value(.name, in: attributes), let content = value(.content, in: attributes) {
        let start = startOfTag(closedAt: offset)
        metadata.append((name, content, start..<max(start, endOfTag(closedAt: offset))))
      }
    case .style:
      hiddenDepth = 1
      style = []
    case .skipped:
      hiddenDepth = 1
    }
    return true
  }

  mutating func endElement(name: UnsafePointer<UInt8>, at offset: Int) {
    lastEvent = offset
    if hiddenDepth > 0 {
      hiddenDepth -= 1
      if hiddenDepth == 0, let style {
        styleSheet.read(style)
        self.style = nil
      }
      if hiddenDepth == 0, let title, elements.value(of: name, { ElementKind(name: $0) }) == .title
      {
        endTitle(title, at: offset)
      }
      return
    }
    switch elements.value(of: name, { ElementKind(name: $0) }) {
    case .inline, .unknown, .root, .lineBreak, .field, .title, .meta, .style, .skipped: break
    case .block: builder.breakLine()
    case .preformatted:
      builder.breakLine()
      builder.preformattedDepth = max(0, builder.preformattedDepth - 1)
    case .table: builder.endTable()
    case .rowGroup: builder.endRowGroup()
    case .row: builder.endRow()
    case .cell: builder.endCell()
    }
  }

  private mutating func endTitle(_ ended: Title, at offset: Int) {
    title = nil
    let words = ended.bytes.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    guard !words.isEmpty else { return }
    hasTitle = true
    metadata.append(
      ("title", words.joined(separator: " "), ended.start..<max(ended.start, offset))
    )
  }

  private mutating func read(
    _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>,
    of kind: ElementKind,
    into tag: inout TagAttributes
  ) {
    var index = 0
    while let name = list[index] {
      let value = list[index + 1]
      index += 2
      switch attributes.value(of: name, { AttributeKind(name: $0) }) {
      case .style: if let value, hidesElement(style: value) { tag.isHidden = true }
      case .hidden: tag.isHidden = true
      case .class:
        if !styleSheet.isEmpty, let value, styleSheet.hides(classes: value) { tag.isHidden = true }
      case .identifier:
        if !styleSheet.isEmpty, let value, styleSheet.hides(identifier: value) {
          tag.isHidden = true
        }
      case .columnSpan: if kind == .cell { tag.columnSpan = integer(value) ?? 1 }
      case .rowSpan: if kind == .cell { tag.rowSpan = integer(value) ?? 1 }
      case .other, .name, .content, .value, .type: break
      }
    }
  }

  /// The value of the last attribute of a kind that has one.
  private mutating func value(
    _ kind: AttributeKind,
    in list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) -> String? {
    guard let list else { return nil }
    var index = 0
    var found: UnsafePointer<UInt8>?
    while let name = list[index] {
      if attributes.value(of: name, { AttributeKind(name: $0) }) == kind {
        found = list[index + 1] ?? found
      }
      index += 2
    }
    return found.map { String(cString: $0) }
  }

  /// Adds what stands in a field for text inside of a table, such as a figure.
  private mutating func appendValue(
    of field: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    closedAt offset: Int
  ) {
    guard builder.isInCell, var value = self.value(.value, in: field),
      value.utf8.count <= Self.longestFigure,
      value.utf8.contains(where: { (0x30...0x39).contains($0) }),
      ["text", "number", "tel"].contains(self.value(.type, in: field)?.lowercased() ?? "text")
    else { return }
    let start = startOfTag(closedAt: offset)
    let end = endOfTag(closedAt: offset)
    guard start < end, start >= textEnd else { return }
    textEnd = end
    value.withUTF8 { value in
      let place = (start..<max(start, end - value.count)).last { holds(value, at: $0) }
      if let place {
        builder.append(value, sourceOffset: place)
      } else {
        builder.append(character: value, sourceOffset: start, sourceWidth: end - start)
      }
    }
  }

  /// How many bytes a figure in a field for text has at most, with its unit.
  private static let longestFigure = 24

  /// Breaks the line where a page does.
  private mutating func startLine(at offset: Int) {
    guard keepsLines, builder.tableDepth == 0 else {
      builder.forceLineBreak()
      return
    }
    // The line goes on behind the tag in a Markdown table, and ends there anyway before a line feed.
    let next = source[min(offset, source.count)...].dropFirst().first { $0 != 0x2F && $0 != 0x3E }
    if builder.hasPipe {
      builder.appendBlank()
    } else if next != 0x0A, next != 0x0D {
      builder.forceLineBreak()
    }
  }

  /// Adds a tag that is none as the text that it is.
  private mutating func appendTag(closedAt offset: Int) {
    let start = startOfTag(closedAt: offset)
    let end = endOfTag(closedAt: offset)
    guard start < end, start >= textEnd else { return }
    textEnd = end
    builder.append(UnsafeBufferPointer(rebasing: source[start..<end]), sourceOffset: start)
  }

  /// Just behind a tag whose closing bracket, or the slash before it, stands at an offset.
  private func endOfTag(closedAt offset: Int) -> Int {
    let end = min(offset, source.count)
    let isSlash = end + 1 < source.count && source[end] == 0x2F && source[end + 1] == 0x3E
    return min(end + (isSlash ? 2 : 1), source.count)
  }

  /// Where the tag starts that a closing bracket ends.
  private func startOfTag(closedAt offset: Int) -> Int {
    var start = min(offset, source.count)
    while start > textEnd {
      start -= 1
      if source[start] == 0x3C { return start }
    }
    return min(offset, source.count)
  }

  /// Takes a piece of a script or a style sheet.
  mutating func rawText(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    lastEvent = offset
    style?.append(contentsOf: bytes)
  }

  // MARK: Text

  /// Takes a piece of text.
  ///
  /// - Parameters:
  ///   - bytes: Text after its character references were resolved; never both text and a reference.
  ///   - offset: How far the parser has come.
  mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    lastEvent = offset
    if hiddenDepth > 0 {
      if title != nil, hiddenDepth == 1 { title?.bytes.append(contentsOf: bytes) }
      return
    }
    let start = offset - bytes.count
    // No reference writes more than four bytes, and none stands just behind a tag.
    let isPlain = bytes.count > 4 || start > 0 && start <= source.count && source[start - 1] == 0x3E
    if isPlain, start >= textEnd, offset <= source.count, holds(bytes, at: start) {
      append(bytes, at: start)
    } else if let reference = reference(for: bytes, endingAt: offset) {
      append(bytes, for: reference)
    } else if let start = place(of: bytes, around: offset) {
      append(bytes, at: start)
    }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    textEnd = start + bytes.count
    if start < textResumes {
      // The parser leaves control characters out of what it hands over.
      let passedOver = source[start..<textResumes].count {
        $0 >= 0x20 || (0x09...0x0D).contains($0) && $0 != 0x0B && $0 != 0x0C
      }
      let rest = bytes.dropFirst(passedOver)
      builder.append(UnsafeBufferPointer(rebasing: rest), sourceOffset: min(textResumes, textEnd))
    } else if bytes.count == 1, bytes[0] == 0x3C, let end = endOfBogusComment(at: start) {
      textResumes = end
    } else {
      builder.append(bytes, sourceOffset: start)
    }
  }

  /// The end of what browsers take for a comment, such as Word's `<![if !supportLists]>`.
  private func endOfBogusComment(at start: Int) -> Int? {
    guard start + 1 < source.count, source[start + 1] == 0x21 || source[start + 1] == 0x2F else {
      return nil
    }
    guard let end = firstIndex(of: 0x3E, in: UnsafeRawBufferPointer(source), from: start) else {
      return source.count
    }
    return end + 1
  }

  private func holds(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    guard let text = bytes.baseAddress, let base = source.baseAddress, offset >= 0,
      offset + bytes.count <= source.count
    else { return false }
    return memcmp(base + offset, text, bytes.count) == 0
  }

  /// The character reference that a text of one character stands for, if it does.
  ///
  /// - Returns: Its range in the source. An ampersand that starts no known reference is a range of one
  ///   byte.
  private func reference(
    for bytes: UnsafeBufferPointer<UInt8>,
    endingAt offset: Int
  ) -> Range<Int>? {
    guard bytes.count <= 4, offset <= source.count, offset > textEnd else { return nil }
    let isAmpersand = bytes.count == 1 && bytes[0] == 0x26
    var start = offset
    if source[start - 1] == 0x3B { start -= 1 }
    while start > textEnd {
      let byte = source[start - 1]
      let isNamePart = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      // The parser takes any letters behind an ampersand for a name, and some signs.
      let isRareNamePart =
        byte >= 0x80 || byte == 0x2D || byte == 0x2E || byte == 0x3A || byte == 0x5F
      guard isNamePart || byte == 0x23 || isAmpersand && isRareNamePart else { break }
      start -= 1
    }
    guard start > textEnd, source[start - 1] == 0x26 else { return nil }
    start -= 1
    let isNumber = start + 1 < offset && source[start + 1] == 0x23
    let isUnknown = isAmpersand && source[offset - 1] != 0x3B && !isNumber
    return start..<(isUnknown ? start + 1 : offset)
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, for reference: Range<Int>) {
    textEnd = reference.upperBound
    guard reference.lowerBound >= textResumes else { return }
    if reference.count == 1, let known = UnclosedReference(in: source, at: reference.upperBound) {
      // Browsers know some references without the semicolon, the parser does not: it takes the
      // ampersand for text and hands over the name next.
      textResumes = reference.upperBound + known.length
      known.withCharacter {
        builder.append(
          character: $0,
          sourceOffset: reference.lowerBound,
          sourceWidth: 1 + known.length
        )
      }
      return
    }
    // Numbers from 128 to 159 mean characters of Windows-1252, here as in browsers.
    if bytes.count == 2, bytes[0] == 0xC2, bytes[1] < 0xA0 {
      withWindows1252Character(bytes[1]) {
        builder.append(
          character: $0,
          sourceOffset: reference.lowerBound,
          sourceWidth: reference.count
        )
      }
      return
    }
    builder.append(
      character: bytes,
      sourceOffset: reference.lowerBound,
      sourceWidth: reference.count
    )
  }

  /// Where a text stands that does not end where the parser is.
  ///
  /// The parser cuts long runs before their last character is consumed, hands over a lone `<` before
  /// it is, and drops characters that XML does not allow.
  private func place(of bytes: UnsafeBufferPointer<UInt8>, around offset: Int) -> Int? {
    for ahead in 0...4 {
      let start = offset - bytes.count + ahead
      if start >= textEnd, holds(bytes, at: start) { return start }
    }
    // Dropped characters stand between: the text starts somewhat earlier.
    var start = min(offset, source.count) - bytes.count
    let lowest = max(textEnd, start - 4096)
    while start > lowest {
      start -= 1
      if source[start] == bytes[0] { return start }
    }
    return nil
  }
}
