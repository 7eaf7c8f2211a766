import GoujiModel
package import GoujiSchemas

/// The words and patterns of `schemas/claims/`, ready to be looked for.
package final class ClaimVocabulary: Sendable {
  /// A vocabulary without words, with which no claims are found.
  package static let empty = ClaimVocabulary()

  let patterns: [ClaimPattern]
  let statements: [ClaimStatement]
  let phrases: [PhraseRule]
  let topicsOfSections: [Section.Kind: TopicSet]
  let structure: ClaimStructure

  /// The kind of phrase that the last day of a year is, by its number.
  let periodEnd: Int?

  /// What each word means, by its number.
  let meanings: [WordMeaning]

  /// The patterns that each word can speak for, in their order.
  let patternsOfWords: [[Int]]

  /// The statements that each word can make.
  let statementsOfWords: [[Int]]

  /// The longest word that begins at a position.
  private let tree: WordTree

  /// For each unit whether it begins a word or parts clauses; nearly none does.
  private let stops: [Bool]

  private init() {
    patterns = []
    statements = []
    phrases = []
    topicsOfSections = [:]
    structure = ClaimStructure()
    periodEnd = nil
    meanings = []
    patternsOfWords = []
    statementsOfWords = []
    tree = WordTree([])
    stops = []
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
    phrases = definitions.phrases.map {
      PhraseRule(
        kind: $0.kind,
        needsNumber: $0.followedBy == .numberOfDecree,
        everyPlace: $0.everyPlace ?? false
      )
    }
    let patterns = try definitions.patterns.map {
      ClaimPattern(
        subject: $0.subject,
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
        subject: $0.subject,
        statement: statement,
        topics: try topics($0.topics),
        says: try classes($0.says),
        object: try classes($0.object),
        gap: $0.gap ?? 0,
        never: try classes($0.never)
      )
    }
    patternsOfWords = words.map { word in
      patterns.indices.filter { patterns[$0].says & word.classes != 0 }
    }
    let concerned = statements.reduce(0 as WordClasses) { $0 | $1.says | $1.object }
    for index in words.indices {
      words[index].concernsStatements = concerned & words[index].classes != 0
    }
    statementsOfWords = words.map { word in
      statements.indices.filter { statements[$0].says & word.classes != 0 }
    }
    structure = ClaimStructure(
      ofWhich: try classes(["of_which"]),
      closed: try classes(["closed"]),
      rest: try classes(["rest"]),
      listEnd: try classes(["list_end"]),
      comparison: try classes(["compare"]),
      plan: try classes(["plan"]),
      cumulative: try classes(["cumulative"]),
      growth: try classes(["growth"]),
      decline: try classes(["decline"]),
      share: try classes(["share"]),
      region: try classes(["region"]),
      own: try classes(["own"]),
      ownLevel: try classes(["own_level"]),
      below: try classes(["below"]),
      gapStart: statements.reduce(0) { $1.statement == .gap ? $0 | $1.says : $0 },
      gapFill: try classes(["gap_fill"]),
      bareUnit: try classes(["bare_unit"])
    )
    topicsOfSections = [.applications: try topics(["applications"])]
    periodEnd = definitions.phrases.firstIndex { $0.isPeriodEnd ?? false }
    self.patterns = patterns
    self.statements = statements
    meanings = words
    tree = WordTree(texts)
    var stops = [Bool](repeating: false, count: 0x10000)
    for text in texts { stops[Int(text[0])] = true }
    for sign in Self.signs { stops[Int(sign)] = true }
    self.stops = stops
  }

  /// The first unit from a position on that can begin a word or parts clauses; `end` where none does.
  @inline(__always)
  func nextUnit(
    in units: UnsafeBufferPointer<UInt16>,
    from position: Int,
    before end: Int
  ) -> Int {
    var next = position
    while next < end, !stops[Int(units[next])] { next += 1 }
    return next
  }

  /// The signs that part sentences, clauses, the parts of a list and brackets.
  private static let signs: [UInt16] = [
    0x3002, 0x21, 0x3F, 0x3B, 0x2C, 0x3001, 0x3A, 0x28, 0x29,
  ]

  /// The longest word that begins at a position and ends before `end`.
  @inline(__always)
  func word(
    in units: UnsafeBufferPointer<UInt16>,
    at position: Int,
    before end: Int
  ) -> (word: Int, end: Int)? {
    tree.word(in: units, at: position, before: end)
  }
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
}

struct ClaimPattern: Sendable {
  let subject: ClaimSubject
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
  let subject: ClaimSubject
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

/// The classes of words that build sentences: lists, comparisons, plans, scopes.
struct ClaimStructure: Sendable {
  var ofWhich: WordClasses = 0
  var closed: WordClasses = 0
  var rest: WordClasses = 0
  var listEnd: WordClasses = 0
  var comparison: WordClasses = 0
  var plan: WordClasses = 0
  var cumulative: WordClasses = 0
  var growth: WordClasses = 0
  var decline: WordClasses = 0
  var share: WordClasses = 0
  var region: WordClasses = 0
  var own: WordClasses = 0
  var ownLevel: WordClasses = 0
  var below: WordClasses = 0
  var gapStart: WordClasses = 0
  var gapFill: WordClasses = 0
  var bareUnit: WordClasses = 0
}

/// Many words as a tree of characters.
private struct WordTree: Sendable {
  /// The node behind each first character, 0 for none.
  ///
  /// Most characters of a text begin no word and cost one look into this table.
  private var firsts: [UInt16]
  private var nodes: [Node] = []
  private var childUnits: [UInt16] = []
  private var childNodes: [UInt16] = []

  private struct Node: Sendable {
    var word: Int32 = -1
    var firstChild: Int32 = 0
    var childCount: Int32 = 0
  }

  /// - Parameter words: None empty.
  init(_ words: [[UInt16]]) {
    firsts = [UInt16](repeating: 0, count: words.isEmpty ? 0 : 0x10000)
    // Node 0 stands for "none".
    nodes.append(Node())
    let sorted = words.enumerated().sorted { $0.element.lexicographicallyPrecedes($1.element) }
    var start = 0
    while start < sorted.count {
      let unit = sorted[start].element[0]
      let end = sorted[start...].firstIndex { $0.element[0] != unit } ?? sorted.count
      firsts[Int(unit)] = add(sorted[start..<end], depth: 1)
      start = end
    }
  }

  /// Adds the node that a run of words with the same first characters shares.
  private mutating func add(
    _ words: ArraySlice<(offset: Int, element: [UInt16])>,
    depth: Int
  ) -> UInt16 {
    let index = nodes.count
    nodes.append(Node())
    var children: [(UInt16, UInt16)] = []
    var start = words.startIndex
    while start < words.endIndex {
      let word = words[start]
      guard word.element.count > depth else {
        nodes[index].word = Int32(word.offset)
        start += 1
        continue
      }
      let unit = word.element[depth]
      let end =
        words[start...].firstIndex { $0.element[depth] != unit } ?? words.endIndex
      children.append((unit, add(words[start..<end], depth: depth + 1)))
      start = end
    }
    nodes[index].firstChild = Int32(childUnits.count)
    nodes[index].childCount = Int32(children.count)
    childUnits += children.map(\.0)
    childNodes += children.map(\.1)
    return UInt16(index)
  }

  @inline(__always)
  func word(
    in units: UnsafeBufferPointer<UInt16>,
    at position: Int,
    before end: Int
  ) -> (word: Int, end: Int)? {
    var node = Int(firsts[Int(units[position])])
    guard node > 0 else { return nil }
    var next = position + 1
    var found: (word: Int, end: Int)?
    while true {
      let current = nodes[node]
      if current.word >= 0 { found = (Int(current.word), next) }
      guard next < end, let child = child(of: current, units[next]) else { return found }
      node = child
      next += 1
    }
  }

  private func child(of node: Node, _ unit: UInt16) -> Int? {
    let first = Int(node.firstChild)
    for index in first..<(first + Int(node.childCount)) where childUnits[index] == unit {
      return Int(childNodes[index])
    }
    return nil
  }
}

extension CharacterTable {
  /// The unit that patterns use for a character.
  static func folded(_ unit: UInt16) -> UInt16 {
    UInt16(truncatingIfNeeded: shared.entries[Int(unit)])
  }
}
