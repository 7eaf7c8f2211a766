import GoujiModel

/// One pass over a paragraph: words, figures, years and signs in printed order.
struct ClaimScan: ~Copyable {
  /// The figures of the paragraph that is read next.
  var figures = Pile<FoundFigure>(capacity: 16)
  var drafts = Pile<Draft>(capacity: 16)
  var phrases = Pile<FoundPhrase>(capacity: 16)

  /// For each list whether it says that it is complete.
  var listIsClosed = Pile<Bool>(capacity: 4)

  /// What the text is about at this point.
  var topics: TopicSet = 0

  struct Draft {
    /// The place among ``ClaimVocabulary/subjects``.
    var subject: Int?
    let statement: Claim.Statement

    /// The place among the paragraph's figures.
    let figure: Int?
    let qualifiers: Claim.Qualifiers
    let year: Int?
    let scope: Claim.Scope?
    var list: ListPlace?
    let sentence: Int

    /// In units.
    let range: Range<Int>
  }

  /// As ``Claim/ListPlace``, with a number for each list.
  struct ListPlace {
    let whole: Int
    let number: Int
    let isNested: Bool
  }

  struct FoundPhrase {
    let rule: Int
    let number: Int?
    let range: Range<Int>
  }

  let vocabulary: ClaimVocabulary
  var range = 0..<0

  /// The kinds of phrases that are not looked for any more in this section, one bit each.
  var knownPhrases: UInt32 = 0

  /// Where the word, figure or date before ends.
  var wordEnd = 0

  /// The years of a list such as `2020年、2021年`.
  var yearsInTurn: [Int] = []
  var turn: Turn?

  // The sentence so far.
  var sentence = 0
  var isSentenceBegun = false
  var firstDraftOfSentence = 0
  var sentenceClasses: WordClasses = 0
  var year: Int?
  var sentenceScope: Claim.Scope?

  /// What the sentence before ended with, for one that begins with 其中.
  var sentenceBefore: SentenceEnd?

  /// What held before the clause and before the bracket that is open.
  var yearBeforeClause: Int?
  var yearBeforeBracket: Int?
  var isPlan = false

  // What stands between the figure before, or the sign behind it, and here.
  var tokens = Pile<Token>(capacity: 32)
  var leadStart = 0
  var clause = 0
  var leadClasses: WordClasses = 0
  var leadStructure: SentenceStructure = []

  // What stands between the figure before and the first sign behind it.
  var tailClasses: WordClasses = 0
  var isInTail = false
  var firstSign: UInt16 = 0

  // The clause so far, for what is said without a figure.
  var clauseClasses: WordClasses = 0
  var clauseStructure: SentenceStructure = []
  var clauseHasFigure = false
  var candidates = Pile<Candidate>(capacity: 4)
  var opened = Pile<Candidate>(capacity: 4)
  var chain: Chain?

  var lists = Pile<List>(capacity: 4)
  var depth = 0

  /// The figure directly before the bracket that is open.
  var bracketedFigure: Int?

  /// Where the bracket that is open begins.
  var bracketStart: Int?

  struct Token {
    let word: Int

    /// The clause that the word stands in, counted from 0.
    let clause: Int
  }

  /// Figures of several years behind 分别 or 依次.
  struct Turn {
    let pattern: Int?
    let unit: Int?

    /// The years in the order of the figures; empty where each figure has its own before it.
    let years: [Int]

    /// How many figures there were, and the year of the last of them.
    private var count = 0
    private(set) var year: Int?

    init(pattern: Int?, unit: Int?, years: [Int]) {
      self.pattern = pattern
      self.unit = unit
      self.years = years
    }

    /// Whether a figure for which the text names a year is one of them.
    func isNext(_ named: Int?) -> Bool {
      years.isEmpty ? named != nil && named != year : years.indices.contains(count)
    }

    mutating func take(_ named: Int?) {
      year = years.isEmpty ? named : years[count]
      count += 1
    }
  }

  struct Candidate {
    let statement: Int
    let start: Int
    var end: Int
  }

  /// Words without anything between them, such as 共主动公开条.
  struct Chain {
    let start: Int
    var end: Int
    var isComplete = false
  }

  struct SentenceEnd {
    let firstDraft: Int
    let year: Int?
    let scope: Claim.Scope?
  }

  struct List {
    let whole: Int
    let number: Int
    let depth: Int
    let isNested: Bool

    /// Whether the first part has a word such as 更新 that else shows that the list has ended.
    let hasEndingWords: Bool
    var separator: UInt16 = 0
    var parts = 0
  }

  init(vocabulary: ClaimVocabulary) {
    self.vocabulary = vocabulary
  }

  /// Makes the kinds of phrases of which one in a section counts be looked for again.
  mutating func beginSection() {
    knownPhrases = 0
  }

  /// Reads a paragraph; what was found in the one before is gone.
  ///
  /// - Parameters:
  ///   - units: The whole text.
  ///   - range: The paragraph, whose figures are in ``figures``.
  ///   - dates: Its dates, in printed order.
  ///   - topics: What the text before says that it is about.
  mutating func run(
    _ units: Units,
    _ range: Range<Int>,
    dates: ArraySlice<DatePhrase>,
    topics: TopicSet
  ) {
    forget()
    self.range = range
    self.topics = topics
    let tree = vocabulary.tree
    var position = range.lowerBound
    var nextFigure = 0
    var nextDate = dates.startIndex
    while position < range.upperBound {
      while nextDate < dates.endIndex, dates[nextDate].range.lowerBound < position { nextDate += 1 }
      let figureStart =
        nextFigure < figures.count ? figures[nextFigure].range.lowerBound : range.upperBound
      if nextFigure < figures.count, position >= figureStart {
        add(figures[nextFigure], nextFigure)
        position = max(position, figures[nextFigure].range.upperBound)
        nextFigure += 1
        continue
      }
      let dateStart =
        nextDate < dates.endIndex ? dates[nextDate].range.lowerBound : range.upperBound
      if nextDate < dates.endIndex, dateStart == position {
        pass(dates[nextDate])
        position = min(range.upperBound, dates[nextDate].range.upperBound)
        nextDate += 1
        continue
      }
      let stop = min(range.upperBound, figureStart, dateStart)
      while let hit = tree.next(in: units, from: &position, before: stop, limit: range.upperBound) {
        switch hit {
        case .word(let word, let end):
          pass(word, position..<end, units)
          position = end
        case .sign(let sign):
          pass(sign: sign, at: position)
          position += 1
        }
      }
    }
    endClause(at: range.upperBound)
    settleBeside()
  }

  /// Makes ready for another paragraph; the room for what is found stays.
  mutating func forget() {
    drafts.removeAll()
    phrases.removeAll()
    listIsClosed.removeAll()
    tokens.removeAll()
    clause = 0
    tailClasses = 0
    isInTail = false
    forgetClause()
    chain = nil
    endSentence()
    sentence = 0
    sentenceBefore = nil
  }

  mutating func forgetClause() {
    candidates.removeAll()
    opened.removeAll()
    clauseClasses = 0
    clauseStructure = []
    clauseHasFigure = false
  }
}
