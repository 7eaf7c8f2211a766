import GoujiModel
package import GoujiSchemas

/// The words and patterns of `schemas/claims/`, ready to be looked for.
package final class ClaimVocabulary: Sendable {
  /// A vocabulary without words, with which no claims are found.
  package static let empty = ClaimVocabulary()

  let patterns: [ClaimPattern]
  let statements: [ClaimStatement]
  let phrases: [PhraseRule]
  private let topicsOfApplications: TopicSet

  /// What patterns and statements count, each once.
  let subjects: [ClaimSubject]

  /// The kinds of phrases of which only the first in a section counts, one bit each.
  let oncePhrases: UInt32

  /// The statement that a figure is missing.
  let gap: ClaimStatement?

  /// The kind of phrase that the last day of a year is, by its number.
  let periodEnd: Int?

  /// What each word means, by its number.
  let meanings: [WordMeaning]

  /// The patterns that words can speak for, in their order, and where those of each word begin.
  private let patternNumbers: [Int]
  private let patternStarts: [Int]

  /// The statements that each word can make.
  let statementsOfWords: [[Int]]

  /// The words, and the signs that part clauses.
  let tree: WordTree

  private init() {
    patterns = []
    statements = []
    phrases = []
    topicsOfApplications = 0
    periodEnd = nil
    meanings = []
    patternNumbers = []
    patternStarts = [0]
    statementsOfWords = []
    tree = WordTree([], signs: [])
    subjects = []
    oncePhrases = 0
    gap = nil
  }

  /// - Throws: `SchemaError` for a pattern that names a class or topic that does not exist.
  package init(_ definitions: ClaimDefinitions) throws {
    func problem(_ text: String) -> SchemaError { SchemaError(path: "claims", problem: text) }
    guard definitions.words.count <= 128, definitions.topics.count <= 32 else {
      throw problem("more than 128 classes of words or 32 topics")
    }
    func classes(_ names: [String]?) throws -> WordClasses {
      try (names ?? []).reduce(into: 0) { set, name in
        guard let index = definitions.words.firstIndex(where: { $0.name == name }) else {
          throw problem("there is no class of words '\(name)'")
        }
        set |= 1 << WordClasses(index)
      }
    }
    func topics(_ names: [String]?) throws -> TopicSet {
      try (names ?? []).reduce(into: 0) { set, name in
        guard let index = definitions.topics.firstIndex(where: { $0.name == name }) else {
          throw problem("there is no topic '\(name)'")
        }
        set |= 1 << TopicSet(index)
      }
    }
    var texts: [[UInt16]] = []
    var words: [WordMeaning] = []
    var numbers: [[UInt16]: Int] = [:]
    func update(_ text: String, _ change: (inout WordMeaning) -> Void) {
      let units = text.units.map(CharacterTable.folded)
      let number =
        numbers[units]
        ?? {
          texts.append(units)
          words.append(WordMeaning())
          numbers[units] = words.count - 1
          return words.count - 1
        }()
      change(&words[number])
    }
    for (index, wordClass) in definitions.words.enumerated() {
      for word in wordClass.words { update(word) { $0.classes |= 1 << WordClasses(index) } }
    }
    for (index, topic) in definitions.topics.enumerated() {
      for word in topic.words { update(word) { $0.topics |= 1 << TopicSet(index) } }
    }
    for (index, phrase) in definitions.phrases.enumerated() {
      for word in phrase.words { update(word) { $0.phrases |= 1 << UInt32(index) } }
    }
    guard definitions.phrases.count <= 32 else { throw problem("more than 32 kinds of phrases") }
    let phrases = definitions.phrases.map {
      PhraseRule(
        kind: $0.kind,
        needsNumber: $0.followedBy == .numberOfDecree,
        everyPlace: $0.everyPlace ?? false
      )
    }
    self.phrases = phrases
    oncePhrases = phrases.indices.reduce(0) { set, index in
      phrases[index].everyPlace ? set : set | 1 << UInt32(index)
    }
    var subjects: [ClaimSubject] = []
    func number(of subject: ClaimSubject) -> Int {
      if let known = subjects.firstIndex(of: subject) { return known }
      subjects.append(subject)
      return subjects.count - 1
    }
    let patterns = try definitions.patterns.map {
      ClaimPattern(
        subject: number(of: $0.subject),
        topics: try topics($0.topics),
        says: try classes($0.says),
        with: try classes($0.with),
        never: try classes($0.never),
        behind: try classes($0.behind),
        units: FigureWording.bits(ofUnits: $0.units),
        isShare: $0.units.contains("%"),
        endsList: $0.endsList ?? false
      )
    }
    let statements = try definitions.statements.map {
      guard let statement = Claim.Statement(rawValue: $0.statement) else {
        throw problem("there is no kind of statement '\($0.statement)'")
      }
      return ClaimStatement(
        subject: number(of: $0.subject),
        statement: statement,
        topics: try topics($0.topics),
        says: try classes($0.says),
        object: try classes($0.object),
        gap: $0.gap ?? 0,
        never: try classes($0.never)
      )
    }
    let patternsOfWords = words.map { word in
      patterns.indices.filter { patterns[$0].says & word.classes != 0 }
    }
    patternNumbers = Array(patternsOfWords.joined())
    patternStarts = patternsOfWords.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let concerned = statements.reduce(0 as WordClasses) { $0 | $1.says | $1.object }
    let structures = try SentenceStructure.named.map { (try classes([$0.name]), $0.meaning) }
    let gapStart = statements.reduce(0 as WordClasses) {
      $1.statement == .gap ? $0 | $1.says : $0
    }
    for index in words.indices {
      let wordClasses = words[index].classes
      words[index].concernsStatements = concerned & wordClasses != 0
      for (classes, meaning) in structures where classes & wordClasses != 0 {
        words[index].structure.insert(meaning)
      }
      if gapStart & wordClasses != 0 { words[index].structure.insert(.gapStart) }
    }
    self.subjects = subjects
    gap = statements.first { $0.statement == .gap }
    statementsOfWords = words.map { word in
      statements.indices.filter { statements[$0].says & word.classes != 0 }
    }
    topicsOfApplications = try topics(["applications"])
    periodEnd = definitions.phrases.firstIndex { $0.isPeriodEnd ?? false }
    self.patterns = patterns
    self.statements = statements
    meanings = words
    tree = WordTree(texts, signs: Self.signs)
  }

  /// What a section of some kind is about from its start.
  func topics(ofSection kind: Section.Kind) -> TopicSet {
    kind == .applications ? topicsOfApplications : 0
  }

  /// The patterns that a word can speak for, in their order.
  func patternsOfWord(_ word: Int) -> ArraySlice<Int> {
    patternNumbers[patternStarts[word]..<patternStarts[word + 1]]
  }

  /// The signs that part sentences, clauses, the parts of a list and brackets.
  private static let signs: [UInt16] = [
    0x3002, 0x21, 0x3F, 0x3B, 0x2C, 0x3001, 0x3A, 0x28, 0x29,
  ]
}

/// A set of classes of words, one bit each.
typealias WordClasses = UInt128

/// A set of topics, one bit each.
typealias TopicSet = UInt32

struct WordMeaning: Sendable {
  var classes: WordClasses = 0
  var topics: TopicSet = 0

  /// The kinds of phrases, one bit each.
  var phrases: UInt32 = 0

  /// Whether the word says something without a figure, or is what such words are about.
  var concernsStatements = false
  var structure: SentenceStructure = []
}

struct ClaimPattern: Sendable {
  /// The place among ``ClaimVocabulary/subjects``.
  let subject: Int
  let topics: TopicSet
  let says: WordClasses
  let with: WordClasses
  let never: WordClasses
  let behind: WordClasses

  /// As ``FigureWording/bits(ofUnits:)`` has them.
  let units: UInt128
  let isShare: Bool
  let endsList: Bool

  func accepts(_ figure: FoundFigure) -> Bool {
    let isPercent = figure.qualifiers.contains(.percent)
    let unit: UInt128 = figure.unitIndex.map { 2 << UInt128($0) } ?? 1
    return isShare ? isPercent : !isPercent && units & unit != 0
  }
}

struct ClaimStatement: Sendable {
  /// The place among ``ClaimVocabulary/subjects``.
  let subject: Int
  let statement: Claim.Statement
  let topics: TopicSet
  let says: WordClasses
  let object: WordClasses
  let gap: Int
  let never: WordClasses
}

struct PhraseRule: Sendable {
  let kind: PhraseKind
  let needsNumber: Bool
  let everyPlace: Bool
}

/// What words do in sentences: lists, comparisons, plans, scopes.
struct SentenceStructure: OptionSet, Sendable {
  let rawValue: UInt32

  static let ofWhich = SentenceStructure(rawValue: 1 << 0)
  static let closed = SentenceStructure(rawValue: 1 << 1)
  static let rest = SentenceStructure(rawValue: 1 << 2)
  static let listEnd = SentenceStructure(rawValue: 1 << 3)
  static let comparison = SentenceStructure(rawValue: 1 << 4)
  static let plan = SentenceStructure(rawValue: 1 << 5)
  static let cumulative = SentenceStructure(rawValue: 1 << 6)
  static let growth = SentenceStructure(rawValue: 1 << 7)
  static let decline = SentenceStructure(rawValue: 1 << 8)
  static let share = SentenceStructure(rawValue: 1 << 9)
  static let region = SentenceStructure(rawValue: 1 << 10)
  static let own = SentenceStructure(rawValue: 1 << 11)
  static let ownLevel = SentenceStructure(rawValue: 1 << 12)
  static let below = SentenceStructure(rawValue: 1 << 13)
  static let gapStart = SentenceStructure(rawValue: 1 << 14)
  static let gapFill = SentenceStructure(rawValue: 1 << 15)
  static let bareUnit = SentenceStructure(rawValue: 1 << 16)

  /// What the classes of words mean that have these names.
  static let named: [(name: String, meaning: SentenceStructure)] = [
    ("of_which", .ofWhich), ("closed", .closed), ("rest", .rest), ("list_end", .listEnd),
    ("compare", .comparison), ("plan", .plan), ("cumulative", .cumulative), ("growth", .growth),
    ("decline", .decline), ("share", .share), ("region", .region), ("own", .own),
    ("own_level", .ownLevel), ("below", .below), ("gap_fill", .gapFill), ("bare_unit", .bareUnit),
  ]
}

extension CharacterTable {
  /// The unit that patterns use for a character.
  static func folded(_ unit: UInt16) -> UInt16 {
    UInt16(truncatingIfNeeded: shared.entries[Int(unit)])
  }
}
