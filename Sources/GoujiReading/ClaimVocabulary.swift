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

  /// All of these words.
  let besideClasses: WordClasses

  /// The class of 分别, behind which figures follow the order of what was named.
  let inTurn: WordClasses

  /// For subjects that are another one beside further words, these and that.
  let beside: [Int: (classes: WordClasses, subject: Int)]

  /// The subjects that are what remains of others.
  let leftOver: Set<Int>

  /// The kinds of phrases of which only the first in a section counts, one bit each.
  let oncePhrases: UInt32

  /// The statement that a figure is missing.
  let gap: ClaimStatement?

  /// The kind of phrase that the last day of a year is, by its number.
  let periodEnd: Int?

  /// What each word means, by its number.
  let meanings: [WordMeaning]

  /// What words are that end longer ones, as ``ClaimWords/kinds`` has it.
  let kinds: [(meaning: Int, unlessBehind: [UInt16])]

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
    kinds = []
    patternNumbers = []
    patternStarts = [0]
    statementsOfWords = []
    tree = WordTree([], signs: [])
    subjects = []
    leftOver = []
    beside = [:]
    besideClasses = 0
    inTurn = 0
    oncePhrases = 0
    gap = nil
  }

  /// - Throws: `SchemaError` for a pattern that names a class or topic that does not exist.
  package init(_ definitions: ClaimDefinitions) throws {
    let names = try ClaimNames(definitions)
    var subjects: [ClaimSubject] = []
    func number(of subject: ClaimSubject) -> Int {
      if let known = subjects.firstIndex(of: subject) { return known }
      subjects.append(subject)
      return subjects.count - 1
    }
    let patterns = try definitions.patterns.map {
      try ClaimPattern($0, subject: number(of: $0.subject), names)
    }
    var beside: [Int: (classes: WordClasses, subject: Int)] = [:]
    for pattern in definitions.patterns {
      guard let other = pattern.beside else { continue }
      beside[number(of: pattern.subject)] = (try names.classes(other.classes), number(of: other.is))
    }
    let statements = try definitions.statements.map {
      try ClaimStatement($0, subject: number(of: $0.subject), names)
    }
    var words = ClaimWords(definitions)
    try words.addKinds(definitions, names)
    try words.join(statements, names)
    let patternsOfWords = words.meanings.map { word in
      patterns.indices.filter { patterns[$0].says & word.classes != 0 }
    }
    let phrases = definitions.phrases.map(PhraseRule.init)
    self.phrases = phrases
    self.patterns = patterns
    self.statements = statements
    self.subjects = subjects
    self.beside = beside
    besideClasses = beside.values.reduce(0) { $0 | $1.classes }
    inTurn = try names.classes(["in_turn"])
    leftOver = Set(patterns.filter(\.isLeftOver).map(\.subject))
    meanings = words.meanings
    kinds = words.kinds
    tree = WordTree(words.texts, signs: Self.signs)
    patternNumbers = Array(patternsOfWords.joined())
    patternStarts = patternsOfWords.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    statementsOfWords = words.meanings.map { word in
      statements.indices.filter { statements[$0].says & word.classes != 0 }
    }
    oncePhrases = phrases.indices.reduce(0) { set, index in
      phrases[index].everyPlace ? set : set | 1 << UInt32(index)
    }
    gap = statements.first { $0.statement == .gap }
    topicsOfApplications = try names.topics(["applications"])
    periodEnd = definitions.phrases.firstIndex { $0.isPeriodEnd ?? false }
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

struct ClaimPattern: Sendable {
  /// The place among ``ClaimVocabulary/subjects``.
  let subject: Int
  let topics: TopicSet
  let says: WordClasses
  let with: WordClasses
  let never: WordClasses
  let neverBefore: WordClasses
  let behind: WordClasses

  /// As ``FigureWording/bits(ofUnits:)`` has them.
  let units: UInt128
  let isShare: Bool
  let endsList: Bool
  let isLeftOver: Bool
  let isStock: Bool
  let isShared: Bool

  init(_ definition: ClaimDefinitions.Pattern, subject: Int, _ names: ClaimNames) throws {
    self.subject = subject
    topics = try names.topics(definition.topics)
    says = try names.classes(definition.says)
    with = try names.classes(definition.with)
    never = try names.classes(definition.never)
    neverBefore = try names.classes(definition.neverBefore)
    behind = try names.classes(definition.behind)
    units = FigureWording.bits(ofUnits: definition.units)
    isShare = definition.units.contains("%")
    endsList = definition.endsList ?? false
    isLeftOver = definition.isLeftOver ?? false
    isStock = definition.isStock ?? false
    isShared = definition.isShared ?? false
  }

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
  let before: WordClasses
  let gap: Int
  let never: WordClasses

  init(_ definition: ClaimDefinitions.Statement, subject: Int, _ names: ClaimNames) throws {
    guard let statement = Claim.Statement(rawValue: definition.statement) else {
      throw ClaimNames.problem("there is no kind of statement '\(definition.statement)'")
    }
    self.subject = subject
    self.statement = statement
    topics = try names.topics(definition.topics)
    says = try names.classes(definition.says)
    object = try names.classes(definition.object)
    before = try names.classes(definition.before)
    gap = definition.gap ?? 0
    never = try names.classes(definition.never)
  }
}

struct PhraseRule: Sendable {
  let kind: PhraseKind
  let needsNumber: Bool
  let everyPlace: Bool

  init(_ definition: ClaimDefinitions.PhraseClass) {
    kind = definition.kind
    needsNumber = definition.followedBy == .numberOfDecree
    everyPlace = definition.everyPlace ?? false
  }
}
