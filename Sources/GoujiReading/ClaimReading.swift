import GoujiDocument
import GoujiModel

/// Finds out what the figures of a text count, and which of its words rules look for.
struct ClaimReading {
  private(set) var claims: [Claim] = []
  private(set) var phrases: [Phrase] = []

  private let document: Document
  private let flow: Flow
  private let dates: [DatePhrase]
  private let vocabulary: ClaimVocabulary
  private var scan: ClaimScan

  /// The kinds of phrases that the section already has, one bit each.
  private var phrasesOfSection: UInt32 = 0
  private var sectionOfPhrases = -1

  /// What a short line without a figure, such as `(二)依申请公开情况`, says the next ones are about.
  private var inheritedTopics: TopicSet = 0
  private var inheritingSection = -1

  init(document: Document, flow: Flow, dates: [DatePhrase], vocabulary: ClaimVocabulary) {
    self.document = document
    self.flow = flow
    self.dates = dates
    self.vocabulary = vocabulary
    scan = ClaimScan(vocabulary: vocabulary)
  }

  /// Reads one paragraph; its figures in printed order.
  mutating func read(
    _ range: Range<Int>,
    figures: [FoundFigure],
    section: Int,
    paragraph: Int,
    kind: Section.Kind?
  ) {
    guard !vocabulary.meanings.isEmpty else { return }
    if section != sectionOfPhrases {
      sectionOfPhrases = section
      phrasesOfSection = 0
    }
    var topics = kind.flatMap { vocabulary.topicsOfSections[$0] } ?? 0
    if topics == 0, inheritingSection == section { topics = inheritedTopics }
    let dates = dates(in: range)
    flow.units.withUnsafeBufferPointer {
      scan.run($0, range, figures: figures, dates: dates, topics: topics)
    }
    let isHeading = figures.isEmpty && range.count <= Self.longestHeading
    inheritedTopics = isHeading ? scan.topics : 0
    inheritingSection = section
    add(range, section: section, paragraph: paragraph)
  }

  /// Longer lines are sentences of their own.
  private static let longestHeading = 30

  private func dates(in range: Range<Int>) -> ArraySlice<DatePhrase> {
    var low = 0
    var high = dates.count
    while low < high {
      let middle = (low + high) / 2
      if dates[middle].range.lowerBound < range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var end = low
    while end < dates.count, dates[end].range.lowerBound < range.upperBound { end += 1 }
    return dates[low..<end]
  }
}

// MARK: Places

extension ClaimReading {
  private mutating func add(
    _ range: Range<Int>,
    section: Int,
    paragraph: Int
  ) {
    guard !scan.drafts.isEmpty || !scan.phrases.isEmpty else { return }
    var cursor = ByteCursor(start: range.lowerBound)
    let firstClaim = claims.count
    for draft in scan.drafts {
      let figure = draft.figure
      let words = draft.range
      claims.append(
        Claim(
          subject: draft.subject,
          statement: draft.statement,
          figure: figure?.figure ?? 0,
          exponent: figure?.exponent ?? 0,
          qualifiers: draft.qualifiers,
          unit: figure?.unit ?? "",
          year: draft.year,
          scope: draft.scope,
          list: draft.list.map {
            Claim.ListPlace(
              whole: firstClaim + $0.whole,
              isClosed: scan.closedLists.contains($0.number),
              isNested: $0.isNested
            )
          },
          section: section,
          paragraph: paragraph,
          sentence: draft.sentence,
          range: cursor.bytes(of: words, in: flow, document),
          place: document.place(of: flow.textRange(words, in: document.text))
        )
      )
    }
    cursor = ByteCursor(start: range.lowerBound)
    for found in scan.phrases {
      let bit: UInt32 = 1 << UInt32(found.rule)
      let rule = vocabulary.phrases[found.rule]
      guard rule.everyPlace || phrasesOfSection & bit == 0 else { continue }
      phrasesOfSection |= bit
      phrases.append(
        Phrase(
          kind: rule.kind,
          number: found.number,
          section: section,
          paragraph: paragraph,
          range: cursor.bytes(of: found.range, in: flow, document),
          place: document.place(of: flow.textRange(found.range, in: document.text))
        )
      )
    }
  }

  /// Turns ascending ranges of units into bytes of a paragraph's text.
  private struct ByteCursor {
    var unit: Int
    var byte = 0

    init(start: Int) {
      unit = start
    }

    mutating func bytes(of range: Range<Int>, in flow: Flow, _ document: Document) -> Range<Int> {
      if range.lowerBound >= unit {
        byte += Self.count(unit..<range.lowerBound, flow, document)
      } else {
        byte -= Self.count(range.lowerBound..<unit, flow, document)
      }
      unit = range.lowerBound
      return byte..<(byte + Self.count(range, flow, document))
    }

    private static func count(_ range: Range<Int>, _ flow: Flow, _ document: Document) -> Int {
      var count = 0
      for unit in range {
        count += flow.characterEnd(unit, in: document.text) - Int(flow.offsets[unit])
      }
      return count
    }
  }
}
