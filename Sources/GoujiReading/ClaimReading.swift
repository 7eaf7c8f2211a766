import GoujiDocument
import GoujiModel

/// Finds out what the figures of a text count, and which of its words rules look for.
struct ClaimReading: ~Copyable {
  private(set) var claims: [Claim] = []
  private(set) var phrases: [Phrase] = []

  private let flow: Flow
  private let vocabulary: ClaimVocabulary
  private var scan: ClaimScan
  private var sectionOfScan = -1

  /// What a short line without a figure, such as `(二)依申请公开情况`, says the next ones are about.
  private var inheritedTopics: TopicSet = 0
  private var inheritingSection = -1

  init(flow: Flow, vocabulary: ClaimVocabulary) {
    self.flow = flow
    self.vocabulary = vocabulary
    scan = ClaimScan(vocabulary: vocabulary)
    if !vocabulary.meanings.isEmpty { claims.reserveCapacity(flow.numbers.count) }
  }

  /// Where a paragraph stands.
  struct Position {
    let section: Int
    let paragraph: Int
    let kind: Section.Kind?
  }

  /// The figures of the paragraph that they were found in last; valid until they change.
  var figures: UnsafeBufferPointer<FoundFigure> { scan.figures.elements }

  /// Finds the figures of a paragraph.
  ///
  /// - Parameters:
  ///   - range: The paragraph.
  ///   - dates: The dates that end behind its start, and any later ones.
  mutating func findFigures(in range: Range<Int>, dates: ArraySlice<DatePhrase>) {
    scan.figures.removeAll()
    flow.addFigures(in: range, dates: dates, to: &scan.figures)
  }

  /// Reads a paragraph whose figures have been found.
  ///
  /// - Parameters:
  ///   - range: The paragraph.
  ///   - dates: Its dates, in printed order.
  ///   - position: Where it stands.
  ///   - places: Finds places in the file.
  mutating func read(
    _ range: Range<Int>,
    dates: ArraySlice<DatePhrase>,
    at position: Position,
    places: inout PlaceFinder
  ) {
    guard !vocabulary.meanings.isEmpty else { return }
    if position.section != sectionOfScan {
      sectionOfScan = position.section
      scan.beginSection()
    }
    var topics = position.kind.map(vocabulary.topics(ofSection:)) ?? 0
    if topics == 0, inheritingSection == position.section { topics = inheritedTopics }
    scan.run(flow.units, range, dates: dates, topics: topics)
    let isHeading = scan.figures.isEmpty && range.count <= Self.longestHeading
    inheritedTopics = isHeading ? scan.topics : 0
    inheritingSection = position.section
    addClaims(from: range.lowerBound, at: position, &places)
    addPhrases(from: range.lowerBound, at: position, &places)
  }

  /// Longer lines are sentences of their own.
  private static let longestHeading = 30
}

// MARK: Places

extension ClaimReading {
  private mutating func addClaims(
    from start: Int,
    at position: Position,
    _ places: inout PlaceFinder
  ) {
    guard !scan.drafts.isEmpty else { return }
    var counter = Flow.ByteCounter(flow, from: start)
    let firstClaim = claims.count
    for draft in scan.drafts.elements {
      let figure = draft.figure.map { scan.figures[$0] }
      claims.append(
        Claim(
          subject: draft.subject.map { vocabulary.subjects[$0] },
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
              isClosed: scan.listIsClosed[$0.number],
              isNested: $0.isNested
            )
          },
          section: position.section,
          paragraph: position.paragraph,
          sentence: draft.sentence,
          range: counter.bytes(of: draft.range),
          place: places.place(of: flow.textRange(draft.range))
        )
      )
    }
  }

  private mutating func addPhrases(
    from start: Int,
    at position: Position,
    _ places: inout PlaceFinder
  ) {
    guard !scan.phrases.isEmpty else { return }
    var counter = Flow.ByteCounter(flow, from: start)
    for found in scan.phrases.elements {
      phrases.append(
        Phrase(
          kind: vocabulary.phrases[found.rule].kind,
          number: found.number,
          section: position.section,
          paragraph: position.paragraph,
          range: counter.bytes(of: found.range),
          place: places.place(of: flow.textRange(found.range))
        )
      )
    }
  }
}
