package import GoujiDecoding
internal import GoujiModel

extension Document {
  /// How much of a document is read where nobody asks for more or less, in bytes.
  package static let defaultByteLimit = 16 << 20

  /// Reads a decoded file as a page where it is one, else as flattened text.
  ///
  /// A flattened text with scattered tags goes through the parser as well, with its lines kept as they
  /// are, so that whole tables among its lines become grids.
  ///
  /// The limit is how many bytes are read; the rest is left out, which the repairs tell.
  package static func parse(_ decoded: DecodedText, limit: Int = defaultByteLimit) -> Document {
    let limits = ParsingLimits(maximumByteCount: limit)
    var markup = Markup(of: decoded.utf8)
    if markup == .none, RestoredText.hasEscapedCells(decoded.utf8) { markup = .scattered }
    switch markup {
    case .none:
      return flattened(decoded, limit: limit)
    case .scattered:
      let restored = RestoredText(of: decoded.utf8)
      let page = parsePage(restored.utf8, keepsLines: true, limits: limits)
      // Cut at a limit of the parser: as text it is at least all there.
      guard !page.repairs.contains(where: { !$0.kind.isOfTable }) else {
        return flattened(decoded, limit: limit)
      }
      return document(
        kind: page.grids.isEmpty ? .text : .html,
        page,
        of: decoded,
        restored.sourceMap
      )
    case .page:
      let restored = RestoredText(ofPage: decoded.utf8)
      let page = parsePage(restored.utf8, keepsLines: false, limits: limits)
      return document(kind: .html, page, of: decoded, restored.sourceMap)
    }
  }

  /// A flattened text, line by line, without what programs added to its lines and characters.
  ///
  /// The limit is how many bytes are read; the rest is left out, from a whole line on.
  package static func flattened(_ decoded: DecodedText, limit: Int = defaultByteLimit) -> Document {
    let restored = RestoredText(of: decoded.utf8)
    let isCut = restored.utf8.count > limit
    let text =
      isCut ? Array(restored.utf8[..<lastLineEnd(of: restored.utf8, before: limit)]) : restored.utf8
    return Document(
      kind: .text,
      text: text,
      grids: [],
      longestLines: isCut ? nil : restored.longestLines,
      repairs: isCut ? [Repair(kind: .sizeLimit, offset: text.count)] : [],
      sourceMap: restored.sourceMap?.composed(with: decoded.sourceMap) ?? decoded.sourceMap,
      lineStarts: GoujiDocument.lineStarts(of: decoded)
    )
  }

  /// Behind the last line that ends before a limit, or the last character where one line holds all.
  private static func lastLineEnd(of text: [UInt8], before limit: Int) -> Int {
    if let end = text[..<limit].lastIndex(of: 0x0A) { return end + 1 }
    return text[..<limit].lastIndex { $0 & 0xC0 != 0x80 } ?? 0
  }

  /// A parsed page as a document; `restored` leads from the text that was parsed to the decoded one, where
  /// they differ.
  private static func document(
    kind: Kind,
    _ page: ParsedPage,
    of decoded: DecodedText,
    _ restored: SourceMap? = nil
  ) -> Document {
    let lineStarts = GoujiDocument.lineStarts(of: decoded)
    let sourceMap = restored?.composed(with: decoded.sourceMap) ?? decoded.sourceMap
    let metadata = page.metadata.map { entry in
      let source = sourceMap.sourceRange(of: entry.range)
      return Metadata(
        name: entry.name,
        value: entry.value,
        place: SourcePlace(
          line: lineStarts.line(at: source.lowerBound),
          offset: source.lowerBound,
          length: source.count
        )
      )
    }
    return Document(
      kind: kind,
      text: page.text,
      grids: page.grids,
      metadata: metadata,
      repairs: page.repairs,
      sourceMap: page.sourceMap.composed(with: sourceMap),
      lineStarts: lineStarts
    )
  }
}
