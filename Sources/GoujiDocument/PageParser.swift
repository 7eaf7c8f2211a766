internal import CLibXML2
internal import GoujiDecoding

/// What a parser takes on.
struct ParsingLimits {
  var maximumByteCount = Document.defaultByteLimit

  /// How deep elements may lie inside one another.
  ///
  /// Pages that never close their `font` elements come to hundreds.
  var maximumDepth = 4096

  /// How many attributes a tag may have, each of which the parser compares with all before.
  var maximumAttributeCount = 4096

  /// How many comparisons of attributes all long tags together may cost.
  var maximumComparisonCount = 1 << 29

  /// Open elements times bytes read: what looking for the start of each end tag may cost.
  var maximumWork = 1 << 32
}

/// The parts of a page before they are placed in the file.
struct ParsedPage {
  var text: [UInt8] = []

  /// From the text to the UTF-8 that was parsed.
  var sourceMap = SourceMap(runs: [])
  var grids: [Grid] = []
  var repairs: [Repair] = []

  /// Names and values with their range in the UTF-8 that was parsed.
  var metadata: [(name: String, value: String, range: Range<Int>)] = []
}

/// Parses UTF-8 as a page, or as a text with scattered markup that keeps its lines: there line feeds
/// outside tables stay as they are, and tags that HTML does not have are text.
func parsePage(
  _ utf8: [UInt8],
  keepsLines: Bool,
  limits: ParsingLimits = ParsingLimits()
) -> ParsedPage {
  utf8.withUnsafeBufferPointer { source in
    var session = PageSession(source: source, keepsLines: keepsLines, limits: limits)
    withUnsafeMutablePointer(to: &session) { runParser(on: $0) }
    return session.finish()
  }
}

/// Set up once, for libxml2 does not allow two threads to do so at a time.
private let libraryIsReady: Void = xmlInitParser()

/// Drives libxml2 over a session's source.
///
/// The session is both what the parser reads from and what it reports to; no pointer to it, and none
/// of libxml2's, outlives this call.
private func runParser(on session: UnsafeMutablePointer<PageSession>) {
  _ = libraryIsReady
  guard let context = htmlNewParserCtxt() else { return }
  defer { htmlFreeParserCtxt(context) }
  // Replaced before the input is read, so that the encoding that the page declares has no say.
  let options =
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
  // 2.9 has no such option for HTML, but heeds the one for XML: without it trees end at 256 levels.
  htmlCtxtUseOptions(context, Int32(truncatingIfNeeded: options | XML_PARSE_HUGE.rawValue))

  let read: xmlInputReadCallback = { session, buffer, length in
    guard let session = session?.assumingMemoryBound(to: PageSession.self), let buffer,
      let length = Int(exactly: length)
    else { return -1 }
    return session.pointee.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: length))
  }
  guard
    let buffer = xmlParserInputBufferCreateIO(read, { _ in 0 }, session, XML_CHAR_ENCODING_NONE)
  else { return }
  guard let input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE) else {
    xmlFreeParserInputBuffer(buffer)
    return
  }
  inputPush(context, input)
  xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)

  context.pointee._private = UnsafeMutableRawPointer(session)
  session.pointee.depth = { [context] in Int(context.pointee.nameNr) }
  defer { session.pointee.depth = { 0 } }
  guard let handlers = context.pointee.sax else { return }
  handlers.pointee = xmlSAXHandler()
  handlers.pointee.startElement = { context, name, attributes in
    guard let (context, session) = callee(context), let name else { return }
    if !session.pointee.startElement(
      name: name,
      attributes: attributes,
      at: inputOffset(context),
      depth: Int(context.pointee.nameNr)
    ) {
      xmlStopParser(context)
    }
  }
  handlers.pointee.endElement = { context, name in
    guard let (context, session) = callee(context), let name else { return }
    session.pointee.endElement(name: name, at: inputOffset(context))
  }
  let characters: charactersSAXFunc = { context, bytes, length in
    guard let (context, session) = callee(context), let bytes,
      let count = Int(exactly: length), count > 0
    else { return }
    session.pointee.characters(
      UnsafeBufferPointer(start: bytes, count: count),
      at: inputOffset(context)
    )
  }
  handlers.pointee.characters = characters
  handlers.pointee.ignorableWhitespace = characters
  handlers.pointee.cdataBlock = { context, bytes, length in
    guard let (context, session) = callee(context), let bytes, let count = Int(exactly: length),
      count > 0
    else { return }
    session.pointee.rawText(
      UnsafeBufferPointer(start: bytes, count: count),
      at: inputOffset(context)
    )
  }
  htmlParseDocument(context)
  if let document = context.pointee.myDoc {
    xmlFreeDoc(document)
    context.pointee.myDoc = nil
  }
}

/// The parser and the session behind the pointer that libxml2 hands to its callbacks.
@inline(__always)
private func callee(
  _ pointer: UnsafeMutableRawPointer?
) -> (xmlParserCtxtPtr, UnsafeMutablePointer<PageSession>)? {
  guard let context = pointer?.assumingMemoryBound(to: xmlParserCtxt.self),
    let session = context.pointee._private?.assumingMemoryBound(to: PageSession.self)
  else { return nil }
  return (context, session)
}

/// How many bytes of the source the parser has consumed.
///
/// In `startElement` the closing bracket of the tag comes next; in `characters` the run lies before,
/// but for its last character where the parser has cut a long run.
@inline(__always)
private func inputOffset(_ context: xmlParserCtxtPtr) -> Int {
  guard let input = context.pointee.input, let current = input.pointee.cur,
    let base = input.pointee.base
  else { return 0 }
  return Int(truncatingIfNeeded: input.pointee.consumed) + (current - base)
}
