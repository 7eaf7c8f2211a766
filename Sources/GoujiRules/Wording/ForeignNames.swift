internal import GoujiModel
internal import GoujiSchemas

/// Names of other places and bodies in sentences in which a report speaks of its own agency.
///
/// A place counts as the agency's own when it is one of the regions of the agency's name or code, or
/// lies above or below one of them. Where a name fits several regions, one that is its own is enough.
struct ForeignNames: DocumentRuleKind {
  static let kind = "foreign-name"

  /// What follows the name of a region in the name of a body of it; longer ones first.
  private let bodies: [[UInt8]]

  /// Words of sentences in which an agency speaks of itself.
  private let own: [[UInt8]]

  /// Words of sentences in which other places are named with good reason.
  private let exempt: [[UInt8]]

  /// Words before the name of the body that made the report.
  private let makers: [[UInt8]]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    func words(_ name: String) throws -> [[UInt8]] { try rule.words(name).map { Array($0.utf8) } }
    bodies = try words("bodies")
    own = try words("own")
    exempt = try words("exempt")
    makers = try words("makers")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let agency = report.identity.agency?.value else {
      return .notEvaluated(AgencyText.unknown)
    }
    guard let regions = try? Regions.embedded(),
      let home = Home(agency, report.identity, regions)
    else { return .notEvaluated(AgencyText.regionUnknown) }
    var found: [(name: String, place: SourcePlace)] = []
    for paragraph in report.sections.lazy.filter({ $0.kind != .annex }).flatMap(\.paragraphs) {
      var text = paragraph.text
      let names = text.withUTF8 { foreignNames(in: $0, home, regions) }
      found += names.map { ($0, paragraph.place) }
    }
    guard let first = found.first else { return RuleOutcome(verdict: .pass) }
    let others = found.count - 1
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "正文出现“\(first.name)”" + (others > 0 ? "等\(found.count)处" : "")
              + ",与\(agency)无关,疑似照抄",
            en: "the text speaks of “\(first.name)”"
              + (others > 0 ? " and \(others) more" : "")
              + ", which is outside \(agency): it may have been copied"
          )
        ]),
        terms: found.map { FindingTerm(cell: nil, figure: nil, place: $0.place) },
        place: first.place
      )
    )
  }

  // MARK: Looking through a text

  /// Whether names of regions end in a character.
  private static func endsRegion(_ character: UInt32) -> Bool {
    switch character {
    case 0x7701, 0x5E02, 0x53BF, 0x533A, 0x5DDE, 0x65D7, 0x76DF: true  // 省市县区州旗盟
    default: false
    }
  }

  /// Whether a character before 市, 县 and the like means the agency's own: 我, 全, 本, 各.
  private static func meansOwn(_ character: UInt32) -> Bool {
    switch character {
    case 0x6211, 0x5168, 0x672C, 0x5404: true
    default: false
    }
  }

  /// The length of the longest name of a body behind its region, in characters.
  private static let longestBody = 16

  private func foreignNames(
    in text: UnsafeBufferPointer<UInt8>,
    _ home: Home,
    _ regions: Regions
  ) -> [String] {
    var names: [String] = []
    var position = 0
    // The sentence that was reported last: one finding says enough about it.
    var reported = 0
    var previous: UInt32 = 0
    while position + 2 < text.count {
      guard text[position] & 0xF0 == 0xE0 else {
        position += 1
        continue
      }
      let character =
        UInt32(text[position] & 0x0F) << 12 | UInt32(text[position + 1] & 0x3F) << 6
        | UInt32(text[position + 2] & 0x3F)
      defer { previous = character }
      position += 3
      guard Self.endsRegion(character), !Self.meansOwn(previous), position > reported,
        let end = bodyEnd(in: text, from: position),
        let name = regionName(in: text, endingAt: position, regions)
      else { continue }
      let sentence = extent(ofSentenceAround: position, in: text)
      let whole = String(decoding: text[name.start..<end], as: UTF8.self)
      let isForeign =
        home.isForeign(regions.named(name.name, year: home.year))
        ? holds(text, sentence, own) || isSubject(name.start..<end, of: sentence, in: text)
        : isOtherMaker(whole, at: name.start, in: text, home)
      guard isForeign, !holds(text, sentence, exempt) else { continue }
      names.append(whole)
      reported = sentence.upperBound
    }
    return names
  }

  /// Whether a body of the agency's own place, but another one, is said to have made the report.
  private func isOtherMaker(
    _ name: String,
    at start: Int,
    in text: UnsafeBufferPointer<UInt8>,
    _ home: Home
  ) -> Bool {
    makers.contains { word in
      start >= word.count && starts(with: word, text, start - word.count)
    } && home.isOtherBody(name)
  }

  /// The end of a body's name that begins at a position.
  private func bodyEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    for _ in 0..<Self.longestBody {
      guard position + 2 < text.count, isIdeograph(text, position) else { return nil }
      for body in bodies where starts(with: body, text, position) { return position + body.count }
      position += 3
    }
    return nil
  }

  /// The longest name of a region that ends at a position; names of two characters are too often
  /// parts of other words.
  private func regionName(
    in text: UnsafeBufferPointer<UInt8>,
    endingAt end: Int,
    _ regions: Regions
  ) -> (name: String, start: Int)? {
    var longest: Int?
    var start = end
    for length in 1...regions.longestName {
      start -= 3
      guard start >= 0, isIdeograph(text, start) else { break }
      guard length > 2 else { continue }
      if regions.isName(text.extracting(start..<end).span) { longest = start }
    }
    return longest.map { (String(decoding: text[$0..<end], as: UTF8.self), $0) }
  }

  /// Whether a character of the range of ideographs begins at a position: E4 B8 80 through E9 BF BF.
  private func isIdeograph(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    (0xE4...0xE9).contains(text[position])
  }

  private func starts(
    with word: [UInt8],
    _ text: UnsafeBufferPointer<UInt8>,
    _ position: Int
  ) -> Bool {
    guard position + word.count <= text.count else { return false }
    for index in word.indices where text[position + index] != word[index] { return false }
    return true
  }

  /// From the sign that ends the sentence before to the one that ends this one: 。;!? in any width.
  private func extent(
    ofSentenceAround position: Int,
    in text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var start = position
    while start > 0, !endsSentence(text, start - 1) { start -= 1 }
    var end = position
    while end < text.count, !endsSentence(text, end) { end += 1 }
    return start..<end
  }

  /// Whether a sign that ends a sentence has its last byte at a position.
  private func endsSentence(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    switch text[position] {
    case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    // 。is E3 80 82; ；!？ are EF BC 9B, EF BC 81, EF BC 9F.
    case 0x82: return position >= 2 && text[position - 2] == 0xE3 && text[position - 1] == 0x80
    case 0x9B, 0x81, 0x9F:
      return position >= 2 && text[position - 2] == 0xEF && text[position - 1] == 0xBC
    default: return false
    }
  }

  /// Whether a whole sentence begins with a name, unlike a link or an address.
  private func isSubject(
    _ name: Range<Int>,
    of sentence: Range<Int>,
    in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let lead = String(decoding: text[sentence.lowerBound..<name.lowerBound], as: UTF8.self)
    return sentence.upperBound < text.count && lead.allSatisfy(\.isWhitespace)
      && sentence.upperBound - name.upperBound >= Self.shortestPredicate
  }

  /// In bytes, of six ideographs.
  private static let shortestPredicate = 18

  private func holds(
    _ text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    _ words: [[UInt8]]
  ) -> Bool {
    range.contains { position in words.contains { starts(with: $0, text, position) } }
  }
}

/// The places that an agency belongs to.
private struct Home {
  let year: Int?
  private let agency: String
  private let own: [Regions.Region]

  /// - Returns: `nil` while the agency's region is not known.
  init?(_ agency: String, _ identity: ReportIdentity, _ regions: Regions) {
    year = identity.year?.value
    self.agency = agency
    var own = regions.leading(agency[...], year: year).regions
    if let code = identity.regionCode.map({ String($0.prefix(6)) }),
      let name = regions.name(of: code, year: year)
    {
      own = [Regions.Region(code: code, name: name, first: nil, last: nil)]
    }
    guard !own.isEmpty else { return nil }
    self.own = own
  }

  /// Whether none of the regions of a name is one of the agency's own, above or below it.
  func isForeign(_ named: [Regions.Region]) -> Bool {
    !named.contains { region in
      own.contains {
        $0.code == region.code || $0.contains(region.code) || region.contains($0.code)
      }
    }
  }

  /// Whether a name of the same place is that of another body, however either is shortened: 发改局 is
  /// 发展和改革局.
  ///
  /// A government may leave its report to any of its bodies.
  func isOtherBody(_ name: String) -> Bool {
    guard !agency.hasSuffix("人民政府"), !name.hasSuffix("政府") else { return false }
    let (one, other) = (Array(name.dropLast()), Array(agency.dropLast()))
    return !isSubsequence(one, of: other) && !isSubsequence(other, of: one)
  }

  private func isSubsequence(_ part: [Character], of whole: [Character]) -> Bool {
    var rest = whole[...]
    for character in part {
      guard let index = rest.firstIndex(of: character) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }
}
