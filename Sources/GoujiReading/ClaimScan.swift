import GoujiModel

/// One pass over a paragraph: words, figures, years and signs in printed order.
struct ClaimScan: ~Copyable {
  /// The figures of the paragraph that is read next.
  var figures = Pile<FoundFigure>(capacity: 16)
  private(set) var drafts = Pile<Draft>(capacity: 16)
  private(set) var phrases = Pile<FoundPhrase>(capacity: 16)

  /// For each list whether it says that it is complete.
  private(set) var listIsClosed = Pile<Bool>(capacity: 4)

  /// What the text is about at this point.
  private(set) var topics: TopicSet = 0

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

  private let vocabulary: ClaimVocabulary
  private var range = 0..<0

  /// The kinds of phrases that are not looked for any more in this section, one bit each.
  private var knownPhrases: UInt32 = 0

  // The sentence so far.
  private var sentence = 0
  private var firstDraftOfSentence = 0
  private var year: Int?
  private var sentenceScope: Claim.Scope?
  private var isPlan = false

  // What stands between the figure before, or the sign behind it, and here.
  private var tokens = Pile<Token>(capacity: 32)
  private var leadStart = 0
  private var clause = 0
  private var leadClasses: WordClasses = 0
  private var leadStructure: SentenceStructure = []

  // What stands between the figure before and the first sign behind it.
  private var tailClasses: WordClasses = 0
  private var isInTail = false
  private var firstSign: UInt16 = 0

  // The clause so far, for what is said without a figure.
  private var clauseClasses: WordClasses = 0
  private var clauseHasFigure = false
  private var candidates = Pile<Candidate>(capacity: 4)
  private var opened = Pile<Candidate>(capacity: 4)
  private var chain: Chain?

  private var lists = Pile<List>(capacity: 4)
  private var depth = 0

  /// The figure directly before the bracket that is open.
  private var bracketedFigure: Int?

  struct Token {
    let word: Int

    /// The clause that the word stands in, counted from 0.
    let clause: Int
  }

  struct Candidate {
    let statement: Int
    let start: Int
    var end: Int
  }

  /// Words without anything between them, such as 共主动公开条.
  private struct Chain {
    let start: Int
    var end: Int
    var isComplete = false
  }

  struct List {
    let whole: Int
    let number: Int
    let depth: Int
    let isNested: Bool
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
  }

  /// Makes ready for another paragraph; the room for what is found stays.
  private mutating func forget() {
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
  }

  private mutating func forgetClause() {
    candidates.removeAll()
    opened.removeAll()
    clauseClasses = 0
    clauseHasFigure = false
  }
}

// MARK: Words, years and signs

extension ClaimScan {
  private mutating func pass(
    _ number: Int,
    _ place: Range<Int>,
    _ units: UnsafeBufferPointer<UInt16>
  ) {
    let word = vocabulary.meanings[number]
    let wanted = word.phrases & ~knownPhrases
    if wanted != 0 { passPhrases(wanted, place, units) }
    if word.topics != 0 {
      topics = word.topics
    }
    guard word.classes != 0 else { return }
    clauseClasses |= word.classes
    if isInTail { tailClasses |= word.classes }
    tokens.append(Token(word: number, clause: clause))
    leadClasses |= word.classes
    leadStructure.formUnion(word.structure)
    if !word.structure.isEmpty || chain != nil { passStructure(word.structure, place) }
    if word.concernsStatements { passStatements(number, word.classes, place) }
  }

  private mutating func passStructure(_ structure: SentenceStructure, _ place: Range<Int>) {
    if structure.contains(.plan) { isPlan = true }
    if structure.contains(.cumulative) { year = nil }
    if structure.contains(.region) { sentenceScope = .region }
    if structure.contains(.own) { sentenceScope = .own }
    if chain != nil || structure.contains(.gapStart) { extendChain(structure, place) }
  }

  private mutating func passStatements(
    _ number: Int,
    _ classes: WordClasses,
    _ place: Range<Int>
  ) {
    for index in 0..<opened.count {
      let statement = vocabulary.statements[opened[index].statement]
      if statement.object & classes != 0, place.lowerBound - opened[index].end <= statement.gap {
        candidates.append(
          Candidate(
            statement: opened[index].statement,
            start: opened[index].start,
            end: place.upperBound
          )
        )
      }
    }
    for index in vocabulary.statementsOfWords[number] {
      let statement = vocabulary.statements[index]
      switch statement.statement {
      case .denial:
        opened.append(Candidate(statement: index, start: place.lowerBound, end: place.upperBound))
      case .completion where statement.topics == 0 || statement.topics & topics != 0:
        candidates.append(
          Candidate(statement: index, start: place.lowerBound, end: place.upperBound)
        )
      case .completion, .gap, .figure: break
      }
    }
  }

  private mutating func extendChain(_ structure: SentenceStructure, _ place: Range<Int>) {
    if var current = chain, current.end == place.lowerBound, !current.isComplete {
      if structure.contains(.bareUnit) {
        current.isComplete = true
        current.end = place.upperBound
        chain = current
        return
      }
      if structure.contains(.gapFill) {
        current.end = place.upperBound
        chain = current
        return
      }
    }
    chain =
      structure.contains(.gapStart) ? Chain(start: place.lowerBound, end: place.upperBound) : nil
  }

  private mutating func passPhrases(
    _ rules: UInt32,
    _ place: Range<Int>,
    _ units: UnsafeBufferPointer<UInt16>
  ) {
    var rest = rules
    while rest != 0 {
      let rule = rest.trailingZeroBitCount
      rest &= rest - 1
      guard vocabulary.phrases[rule].needsNumber else {
        add(FoundPhrase(rule: rule, number: nil, range: place))
        continue
      }
      var number = 0
      var next = place.upperBound
      while next < range.upperBound, Unit.isDigit(units[next]), number < 1_000_000 {
        number = number * 10 + Int(units[next] - 0x30)
        next += 1
      }
      guard next > place.upperBound, next < range.upperBound, units[next] == 0x53F7 else {
        continue
      }
      add(FoundPhrase(rule: rule, number: number, range: place.lowerBound..<(next + 1)))
    }
  }

  private mutating func add(_ phrase: FoundPhrase) {
    phrases.append(phrase)
    knownPhrases |= 1 << UInt32(phrase.rule) & vocabulary.oncePhrases
  }

  private mutating func pass(_ date: DatePhrase) {
    year = date.year
    if date.month == 12, date.day == 31, let rule = vocabulary.periodEnd,
      knownPhrases & 1 << UInt32(rule) == 0
    {
      add(FoundPhrase(rule: rule, number: date.year, range: date.range))
    }
    chain = nil
  }

  private mutating func pass(sign: UInt16, at position: Int) {
    if isInTail {
      isInTail = false
      firstSign = sign
      settleTail()
      clearLead()
    }
    switch sign {
    case 0x3002, 0x21, 0x3F:
      endClause(at: position)
      endSentence()
    case 0x3B:
      endClause(at: position)
      lists.removeAll()
      clearLead()
    case 0x2C:
      endClause(at: position)
    case 0x3A:
      endClause(at: position)
      // "主动公开情况:制发文件3件": what stands before names the topic and counts nothing.
      if !leadStructure.contains(.ofWhich) { clearLead() }
    case 0x28:
      depth += 1
      let last = drafts.count - 1
      if last >= firstDraftOfSentence, drafts[last].range.upperBound == position {
        bracketedFigure = last
      }
    case 0x29:
      if depth > 0 { depth -= 1 }
      while let list = lists.last, list.depth > depth { lists.removeLast() }
      bracketedFigure = nil
      // What a bracket says does not speak for the figures behind it.
      clearLead()
    default: break
    }
  }

  private mutating func endClause(at position: Int) {
    if isInTail {
      isInTail = false
      settleTail()
      clearLead()
    }
    if let chain, chain.isComplete, chain.end == position, let gap = vocabulary.gap {
      addStatement(gap, chain.start..<chain.end)
    }
    chain = nil
    if !clauseHasFigure, !candidates.isEmpty { addCandidates() }
    clause += 1
    forgetClause()
  }

  private mutating func addCandidates() {
    var stated: [Int] = []
    for candidate in candidates.elements {
      let statement = vocabulary.statements[candidate.statement]
      guard statement.never & clauseClasses == 0, !stated.contains(statement.subject) else {
        continue
      }
      stated.append(statement.subject)
      addStatement(statement, candidate.start..<candidate.end)
    }
  }

  private mutating func addStatement(_ statement: ClaimStatement, _ place: Range<Int>) {
    drafts.append(
      Draft(
        subject: statement.subject,
        statement: statement.statement,
        figure: nil,
        qualifiers: isPlan ? .plan : [],
        year: year,
        scope: sentenceScope,
        list: nil,
        sentence: sentence,
        range: place
      )
    )
  }

  private mutating func endSentence() {
    sentence += 1
    firstDraftOfSentence = drafts.count
    year = nil
    sentenceScope = nil
    isPlan = false
    clearLead()
    lists.removeAll()
    depth = 0
    bracketedFigure = nil
    firstSign = 0
  }
}

extension ClaimScan {
  private mutating func clearLead() {
    leadStart = tokens.count
    leadClasses = 0
    leadStructure = []
  }
}

// MARK: Figures

extension ClaimScan {
  private mutating func add(_ figure: FoundFigure, _ number: Int) {
    if isInTail {
      isInTail = false
      firstSign = 0
      // "网络8件信函1件": no sign parts them, and what stands between speaks for the second.
      if settleTail() { clearLead() }
    }
    var qualifiers = Claim.Qualifiers(rawValue: UInt16(figure.qualifiers.rawValue))
    if leadStructure.contains(.comparison) { qualifiers.insert(.comparison) }
    if leadStructure.contains(.cumulative) { qualifiers.insert(.cumulative) }
    if leadStructure.contains(.growth) { qualifiers.insert(.growth) }
    if leadStructure.contains(.decline) { qualifiers.insert(.decline) }
    if leadStructure.contains(.share) { qualifiers.insert(.share) }
    if isPlan { qualifiers.insert(.plan) }
    if figure.unitIndex == FigureWording.percentagePoints { qualifiers.insert(.points) }
    let pattern = pattern(for: figure)
    let list = listPlace(of: figure, pattern: pattern, qualifiers: qualifiers)
    var subject = pattern.map { vocabulary.patterns[$0].subject }
    if let list, let known = subject, drafts[list.whole].subject == known {
      // "收到12件,其中受理10件": a part of the same thing, not the thing again.
      subject = nil
    }
    drafts.append(
      Draft(
        subject: subject,
        statement: .figure,
        figure: number,
        qualifiers: qualifiers,
        year: year,
        scope: scope,
        list: list,
        sentence: sentence,
        range: figure.range
      )
    )
    clearLead()
    tailClasses = 0
    isInTail = true
    firstSign = 0
    clauseHasFigure = true
    chain = nil
    bracketedFigure = nil
  }

  private var scope: Claim.Scope? {
    if leadStructure.contains(.below) { return .below }
    if leadStructure.contains(.ownLevel) { return .ownLevel }
    return sentenceScope
  }

  /// The pattern whose word stands nearest before the figure.
  private func pattern(for figure: FoundFigure) -> Int? {
    // The words from the clause of a pattern's own word to the figure can forbid it.
    var classes: WordClasses = 0
    var clause = -1
    // Tokens of the lead from here on are counted in.
    var counted = tokens.count
    var next = tokens.count
    while next > leadStart {
      next -= 1
      let token = tokens[next]
      if token.clause != clause {
        clause = token.clause
        while counted > leadStart, tokens[counted - 1].clause >= clause {
          counted -= 1
          classes |= vocabulary.meanings[tokens[counted].word].classes
        }
      }
      for index in vocabulary.patternsOfWord(token.word) {
        let pattern = vocabulary.patterns[index]
        guard pattern.topics == 0 || pattern.topics & topics != 0,
          pattern.never & classes == 0,
          pattern.with == 0 || pattern.with & leadClasses != 0,
          pattern.accepts(figure)
        else { continue }
        return index
      }
    }
    return nil
  }

  /// Reads what stands behind a figure that nothing before it explained: `3件结转下年`.
  ///
  /// - Returns: Whether it explained the figure.
  @discardableResult
  private mutating func settleTail() -> Bool {
    defer { tailClasses = 0 }
    let last = drafts.count - 1
    guard tailClasses != 0, last >= firstDraftOfSentence, drafts[last].subject == nil,
      let number = drafts[last].figure
    else { return false }
    let figure = figures[number]
    for pattern in vocabulary.patterns
    where pattern.behind & tailClasses != 0 && pattern.never & tailClasses == 0
      && (pattern.topics == 0 || pattern.topics & topics != 0) && pattern.accepts(figure)
    {
      drafts[last].subject = pattern.subject
      return true
    }
    return false
  }
}

// MARK: Lists

extension ClaimScan {
  /// The list that a figure belongs to, which it may open or end.
  private mutating func listPlace(
    of figure: FoundFigure,
    pattern: Int?,
    qualifiers: Claim.Qualifiers
  ) -> ListPlace? {
    let isPercent = qualifiers.contains(.percent)
    var last = drafts.count - 1
    while last >= firstDraftOfSentence, drafts[last].figure == nil { last -= 1 }
    guard last >= firstDraftOfSentence, !isPercent else { return nil }
    let isOpening =
      leadStructure.contains(.ofWhich) || bracketedFigure == last
      || (firstSign == 0x3A && drafts[last].range.upperBound < figure.range.lowerBound)
    if isOpening, let whole = whole(before: last, of: figure) {
      let list = List(
        whole: whole,
        number: listIsClosed.count,
        depth: depth,
        isNested: drafts[whole].list != nil && depth <= (lists.last?.depth ?? 0)
      )
      listIsClosed.append(false)
      lists.append(list)
    }
    guard var list = lists.last else { return nil }
    if qualifiers.contains(.comparison) { return nil }
    let wholeUnit = drafts[list.whole].figure.flatMap { figures[$0].unitIndex }
    if list.parts > 0, !isOpening {
      if list.parts == 1, list.separator == 0 {
        list.separator = firstSign
        lists[lists.count - 1] = list
      }
      let changesSeparator = list.separator == 0x3001 && firstSign != 0x3001
      let endsByPattern = pattern.map { vocabulary.patterns[$0].endsList } ?? false
      if changesSeparator || endsByPattern || leadStructure.contains(.listEnd) {
        lists.removeAll()
        return nil
      }
    }
    guard figure.unitIndex == wholeUnit || figure.unitIndex == nil else { return nil }
    list.parts += 1
    lists[lists.count - 1] = list
    if !leadStructure.isDisjoint(with: [.closed, .rest]) { listIsClosed[list.number] = true }
    return ListPlace(whole: list.whole, number: list.number, isNested: list.isNested)
  }

  /// The figure that 其中 refers to: the last one with the same unit.
  private func whole(before last: Int, of figure: FoundFigure) -> Int? {
    for index in stride(from: last, through: firstDraftOfSentence, by: -1) {
      guard let number = drafts[index].figure else { continue }
      let whole = figures[number]
      guard !whole.qualifiers.contains(.percent) else { continue }
      guard whole.unitIndex != nil,
        whole.unitIndex == figure.unitIndex || figure.unitIndex == nil
      else {
        return nil
      }
      return drafts[index].qualifiers.contains(.comparison) ? nil : index
    }
    return nil
  }
}
