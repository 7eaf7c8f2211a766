internal import GoujiModel
internal import GoujiSchemas

/// A set of classes of words, one bit each.
typealias WordClasses = UInt128

/// A set of topics, one bit each.
typealias TopicSet = UInt32

/// The sets that names of classes of words and of topics stand for.
struct ClaimNames {
  private let classes: [String: WordClasses]
  private let topics: [String: TopicSet]

  /// - Throws: `SchemaError` for more classes, topics or kinds of phrases than sets have room for.
  init(_ definitions: ClaimDefinitions) throws {
    guard definitions.words.count <= WordClasses.bitWidth,
      definitions.topics.count <= TopicSet.bitWidth, definitions.phrases.count <= UInt32.bitWidth
    else {
      throw Self.problem("more than 128 classes of words, 32 topics or 32 kinds of phrases")
    }
    classes = Dictionary(
      definitions.words.enumerated().map { ($0.element.name, 1 << WordClasses($0.offset)) },
      uniquingKeysWith: { first, _ in first }
    )
    topics = Dictionary(
      definitions.topics.enumerated().map { ($0.element.name, 1 << TopicSet($0.offset)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// - Throws: `SchemaError` for a name that no class has.
  func classes(_ names: [String]?) throws -> WordClasses {
    try (names ?? []).reduce(0) { set, name in
      guard let known = classes[name] else {
        throw Self.problem("there is no class of words '\(name)'")
      }
      return set | known
    }
  }

  /// - Throws: `SchemaError` for a name that no topic has.
  func topics(_ names: [String]?) throws -> TopicSet {
    try (names ?? []).reduce(0) { set, name in
      guard let known = topics[name] else { throw Self.problem("there is no topic '\(name)'") }
      return set | known
    }
  }

  static func problem(_ text: String) -> SchemaError { SchemaError(path: "claims", problem: text) }
}

/// The words of all classes, topics and phrases, each once.
struct ClaimWords {
  /// In UTF-16, as the words of texts are compared.
  private(set) var texts: [[UInt16]] = []

  /// What the words mean, and behind them what words mean that end longer ones.
  private(set) var meanings: [WordMeaning] = []

  /// What words are that end longer ones: the number of their meaning, and the characters behind which
  /// they are words of their own all the same.
  private(set) var kinds: [(meaning: Int, unlessBehind: [UInt16])] = []
  private var numbers: [[UInt16]: Int] = [:]

  init(_ definitions: ClaimDefinitions) {
    for (index, wordClass) in definitions.words.enumerated() {
      add(wordClass.words) { $0.classes |= 1 << WordClasses(index) }
    }
    for (index, topic) in definitions.topics.enumerated() {
      add(topic.words) { $0.topics |= 1 << TopicSet(index) }
    }
    for (index, phrase) in definitions.phrases.enumerated() {
      add(phrase.words) { $0.phrases |= 1 << UInt32(index) }
    }
  }

  private mutating func add(_ words: [String], _ change: (inout WordMeaning) -> Void) {
    for word in words {
      let units = word.units.map(CharacterTable.folded)
      let number = numbers[units, default: meanings.count]
      if number == meanings.count {
        texts.append(units)
        meanings.append(WordMeaning())
        numbers[units] = number
      }
      change(&meanings[number])
    }
  }

  /// Gives words that end longer ones what they mean there.
  ///
  /// - Throws: `SchemaError` for a class that does not exist.
  mutating func addKinds(_ definitions: ClaimDefinitions, _ names: ClaimNames) throws {
    for within in definitions.words.compactMap(\.within) {
      var kind = WordMeaning()
      kind.classes = try names.classes([within.is])
      let number = meanings.count
      meanings.append(kind)
      for word in within.words {
        guard let place = numbers[word.units.map(CharacterTable.folded)] else {
          throw ClaimNames.problem("no class has the word '\(word)'")
        }
        meanings[place].kind = Int32(kinds.count)
      }
      kinds.append((number, within.unlessBehind.units.map(CharacterTable.folded)))
    }
  }

  /// Tells the words what they do in sentences and which of them statements are made of.
  ///
  /// - Throws: `SchemaError` where a class that has a part in sentences is missing.
  mutating func join(_ statements: [ClaimStatement], _ names: ClaimNames) throws {
    let concerned = statements.reduce(0 as WordClasses) { $0 | $1.says | $1.object }
    let gapStart = statements.reduce(0 as WordClasses) {
      $1.statement == .gap ? $0 | $1.says : $0
    }
    let structures =
      try SentenceStructure.named.map { (try names.classes([$0.name]), $0.meaning) }
      + [(gapStart, .gapStart)]
    for index in meanings.indices {
      let classes = meanings[index].classes
      meanings[index].concernsStatements = concerned & classes != 0
      for (other, meaning) in structures where other & classes != 0 {
        meanings[index].structure.insert(meaning)
      }
    }
  }
}

struct WordMeaning: Sendable {
  var classes: WordClasses = 0
  var topics: TopicSet = 0

  /// The kinds of phrases, one bit each.
  var phrases: UInt32 = 0

  /// Whether the word says something without a figure, or is what such words are about.
  var concernsStatements = false
  var structure: SentenceStructure = []

  /// The place among ``ClaimVocabulary/kinds`` of what the word is as the end of a longer one; −1 for none.
  var kind: Int32 = -1
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
  static let carry = SentenceStructure(rawValue: 1 << 17)

  /// What the classes of words mean that have these names.
  static let named: [(name: String, meaning: SentenceStructure)] = [
    ("of_which", .ofWhich), ("closed", .closed), ("rest", .rest), ("list_end", .listEnd),
    ("compare", .comparison), ("plan", .plan), ("cumulative", .cumulative), ("growth", .growth),
    ("decline", .decline), ("share", .share), ("region", .region), ("own", .own),
    ("own_level", .ownLevel), ("below", .below), ("gap_fill", .gapFill), ("bare_unit", .bareUnit),
    ("carry", .carry), ("carry_in", .carry),
  ]
}

extension CharacterTable {
  /// The unit that patterns use for a character.
  static func folded(_ unit: UInt16) -> UInt16 {
    UInt16(truncatingIfNeeded: shared.entries[Int(unit)])
  }
}
