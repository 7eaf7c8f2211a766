internal import GoujiDecoding

/// One run of the parser over a page: turns what it reports into text, and finds each piece of text
/// again in the source.
struct PageSession {
  let source: UnsafeBufferPointer<UInt8>
  private let keepsLines: Bool
  let limits: ParsingLimits
  var builder: PageBuilder
  var metadata: [(name: String, value: String, range: Range<Int>)] = []

  /// How many elements are open, asked of the parser.
  var depth: () -> Int = { 0 }

  /// How far the parser had come when it last reported anything.
  var lastEvent = 0

  private var elements = PageNames<ElementKind>()
  var attributes = PageNames<AttributeKind>()

  /// How many elements are open inside the outermost one whose content is not read, itself included.
  var hiddenDepth = 0
  var title: Title?
  private var hasTitle = false

  /// The content of the `style` element that is open.
  private var style: [UInt8]?
  var styleSheet = StyleSheet()

  /// Just behind the text that was last found in the source.
  var textEnd = 0

  /// Where text goes on behind what looks like text to the parser alone.
  var textResumes = 0

  private var readOffset = 0
  private var work = 0
  private var comparisonCount = 0
  private var tag = LongTag()
  private var isStopped = false

  struct Title {
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
    case .option where builder.isInCell && tag.isSelected:
      break
    case .option, .skipped:
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
    case .inline, .unknown, .root, .lineBreak, .field, .title, .meta, .style, .option, .skipped:
      break
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
  func endOfTag(closedAt offset: Int) -> Int {
    let end = min(offset, source.count)
    let isSlash = end + 1 < source.count && source[end] == 0x2F && source[end + 1] == 0x3E
    return min(end + (isSlash ? 2 : 1), source.count)
  }

  /// Where the tag starts that a closing bracket ends.
  func startOfTag(closedAt offset: Int) -> Int {
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
}
