public import GoujiModel
internal import GoujiSchemas

/// What a section says in a few bytes: MinHash signatures of sections one and five.
///
/// The share of equal slots of two signatures is about the share of five-character runs that the two
/// texts have in common (Broder 1997); years, figures, names of places and bodies, and sentences that
/// every report has are left out before.
public struct TextSketch: Hashable, Sendable, Codable {
  /// Of section one; empty when too little of its own is left of it.
  public let overview: [UInt32]

  /// Of section five; empty when too little of its own is left of it.
  public let problems: [UInt32]

  /// How many slots a signature has.
  ///
  /// At a similarity of 0.9 the estimate is off by 0.03.
  public static let slots = 96

  /// A text of fewer runs says too little to be a copy of another.
  static let fewestRuns = 60

  private static let runLength = 5

  /// One multiplier and one summand for each slot.
  private static let seeds: [UInt64] = (0..<UInt64(slots)).map {
    StableHash.mix(($0 + 1) &* 0x9e37_79b9_7f4a_7c15)
  }

  public init(overview: [UInt32] = [], problems: [UInt32] = []) {
    self.overview = overview
    self.problems = problems
  }

  public init(sections: [Section], agency: String?) {
    let names = ownNames(of: agency)
    func signature(_ kind: Section.Kind) -> [UInt32] {
      TextSketch.signature(
        of: sections.filter { $0.kind == kind }
          .flatMap { ownSentences(of: $0, without: names) }.map(\.units)
      )
    }
    self.init(overview: signature(.overview), problems: signature(.problems))
  }

  /// The signature of sentences without figures; empty when they are too short.
  static func signature(of sentences: [[UInt16]]) -> [UInt32] {
    var runs: Set<UInt64> = []
    for units in sentences {
      guard units.count >= runLength else { continue }
      for start in 0...(units.count - runLength) {
        var hash = StableHash()
        hash.combine(units[start..<(start + runLength)])
        runs.insert(hash.mixed)
      }
    }
    guard runs.count >= fewestRuns else { return [] }
    var signature = [UInt32](repeating: .max, count: slots)
    for run in runs {
      for slot in 0..<slots {
        let value = UInt32(truncatingIfNeeded: StableHash.mix(run ^ seeds[slot]) >> 32)
        if value < signature[slot] { signature[slot] = value }
      }
    }
    return signature
  }

  /// The share of the text that two signatures have in common, 0 through 1; `nil` when one is empty.
  static func similarity(_ one: [UInt32], _ other: [UInt32]) -> Double? {
    guard one.count == slots, other.count == slots else { return nil }
    return Double(zip(one, other).count { $0 == $1 }) / Double(slots)
  }
}

/// One sentence of a report, by what is left of it without figures.
public struct SentencePrint: Hashable, Sendable, Codable {
  public let section: Section.Kind

  /// Of the sentence without figures, years and names.
  public let hash: UInt64

  /// In characters, as far as they were compared.
  public let length: Int

  /// Whether the sentence states a figure.
  public let hasFigure: Bool
  public let place: SourcePlace

  public init(
    section: Section.Kind,
    hash: UInt64,
    length: Int,
    hasFigure: Bool,
    place: SourcePlace
  ) {
    self.section = section
    self.hash = hash
    self.length = length
    self.hasFigure = hasFigure
    self.place = place
  }

  /// The prints of sections one and five, in printed order.
  public static func prints(of sections: [Section], agency: String?) -> [SentencePrint] {
    let names = ownNames(of: agency)
    return sections.flatMap { section -> [SentencePrint] in
      guard let kind = section.kind, kind == .overview || kind == .problems else { return [] }
      return ownSentences(of: section, without: names).map { sentence in
        var hash = StableHash()
        hash.combine(sentence.units)
        return SentencePrint(
          section: kind,
          hash: hash.value,
          length: sentence.units.count,
          hasFigure: sentence.hasFigure,
          place: sentence.place
        )
      }
    }
  }
}

/// A sentence as it is compared with those of other reports.
struct OwnSentence {
  let units: [UInt16]
  let hasFigure: Bool
  let place: SourcePlace
}

/// The sentences of a section that are no formula of every report, without figures, signs and spaces.
///
/// The names are words that are left out, such as that of the agency, longer ones first.
func ownSentences(of section: Section, without names: [[UInt16]]) -> [OwnSentence] {
  let standing = (try? CollectionWords.embedded().standing) ?? []
  return section.paragraphs.flatMap { paragraph -> [OwnSentence] in
    var sentences: [OwnSentence] = []
    var printed: [UInt16] = []
    var hasFigure = false
    func close() {
      defer { (printed, hasFigure) = ([], false) }
      guard !standing.contains(where: { contains(printed, $0) }) else { return }
      let ideographs = without(printed, names).filter { (0x4E00...0x9FFF).contains($0) }
      // Shorter ones are headings and connecting words.
      guard ideographs.count >= 8 else { return }
      sentences.append(
        OwnSentence(units: ideographs, hasFigure: hasFigure, place: paragraph.place)
      )
    }
    for unit in paragraph.text.utf16 {
      switch unit {
      // 。；;！!？?
      case 0x3002, 0xFF1B, 0x3B, 0xFF01, 0x21, 0xFF1F, 0x3F: close()
      case 0x30...0x39, 0xFF10...0xFF19:
        hasFigure = true
        printed.append(unit)
      default: printed.append(unit)
      }
    }
    close()
    return sentences
  }
}

private func contains(_ units: [UInt16], _ word: [UInt16]) -> Bool {
  guard let first = word.first, units.count >= word.count else { return false }
  return (0...(units.count - word.count)).contains { start in
    units[start] == first && units[start..<(start + word.count)].elementsEqual(word)
  }
}

private func without(_ units: [UInt16], _ words: [[UInt16]]) -> [UInt16] {
  guard !words.isEmpty else { return units }
  var rest: [UInt16] = []
  var index = 0
  while index < units.count {
    let match = words.first { word in
      word[0] == units[index] && units[index...].starts(with: word)
    }
    if let match {
      index += match.count
    } else {
      rest.append(units[index])
      index += 1
    }
  }
  return rest
}

/// The words of an agency's name that are left out of its text before texts are compared: the whole
/// name, the regions in it with and without 省, 市 or 县, and the body.
func ownNames(of agency: String?) -> [[UInt16]] {
  guard let agency, let regions = try? Regions.embedded(),
    let words = try? CollectionWords.embedded()
  else { return [] }
  let name = AgencyName(agency, year: nil, regions: regions, words: words)
  var names = [agency, name.folded, name.body, name.town ?? ""]
  for part in name.regionNames + [name.town ?? ""] {
    names.append(part)
    if part.count > 2 { names.append(String(part.dropLast(part.hasSuffix("街道") ? 2 : 1))) }
  }
  return Set(names.filter { $0.count > 1 }).map { Array($0.utf16) }
    .sorted { ($1.count, $0.lexicographicallyPrecedes($1) ? 0 : 1) < ($0.count, 1) }
}
