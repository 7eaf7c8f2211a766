import GoujiModel

// Words, years and signs between the figures.

extension ClaimScan {
  mutating func pass(
    _ number: Int,
    _ place: Range<Int>,
    _ units: Units
  ) {
    let number = meaning(of: number, at: place.lowerBound, units)
    wordEnd = place.upperBound
    let word = vocabulary.meanings[number]
    let wanted = word.phrases & ~knownPhrases
    if wanted != 0 { passPhrases(wanted, place, units) }
    if word.topics != 0 {
      topics = word.topics
    }
    guard word.classes != 0 else { return }
    if word.structure.contains(.ofWhich), !isSentenceBegun { joinSentenceBefore() }
    isSentenceBegun = true
    sentenceClasses |= word.classes
    clauseClasses |= word.classes
    clauseStructure.formUnion(word.structure)
    if isInTail { tailClasses |= word.classes }
    tokens.append(Token(word: number, clause: clause))
    leadClasses |= word.classes
    leadStructure.formUnion(word.structure)
    if !word.structure.isEmpty || chain != nil { passStructure(word.structure, place) }
    if word.concernsStatements { passStatements(number, word.classes, place) }
  }

  /// What a word means where it stands: 信息 in 预决算信息 is the end of a longer word.
  private func meaning(of number: Int, at start: Int, _ units: Units) -> Int {
    let place = Int(vocabulary.meanings[number].kind)
    guard place >= 0, start > range.lowerBound, start != wordEnd,
      Unit.isIdeograph(units[start - 1]),
      !vocabulary.kinds[place].unlessBehind.contains(units[start - 1])
    else { return number }
    return vocabulary.kinds[place].meaning
  }

  mutating func passStructure(_ structure: SentenceStructure, _ place: Range<Int>) {
    if structure.contains(.plan) { isPlan = true }
    if structure.contains(.cumulative) { year = nil }
    if structure.contains(.region) { sentenceScope = .region }
    if structure.contains(.own) { sentenceScope = .own }
    if chain != nil || structure.contains(.gapStart) { extendChain(structure, place) }
  }

  mutating func passStatements(
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
      case .denial where statement.before != 0:
        guard statement.before & clauseClasses != 0 else { continue }
        candidates.append(
          Candidate(statement: index, start: place.lowerBound, end: place.upperBound)
        )
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

  mutating func extendChain(_ structure: SentenceStructure, _ place: Range<Int>) {
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

  mutating func passPhrases(
    _ rules: UInt32,
    _ place: Range<Int>,
    _ units: Units
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

  mutating func add(_ phrase: FoundPhrase) {
    phrases.append(phrase)
    knownPhrases |= 1 << UInt32(phrase.rule) & vocabulary.oncePhrases
  }

  mutating func pass(_ date: DatePhrase) {
    isSentenceBegun = true
    // 2020年、2021年: one sign or word between them.
    let isNext = date.range.lowerBound - wordEnd == 1 && year != nil && yearsInTurn.last == year
    if !isNext { yearsInTurn.removeAll(keepingCapacity: true) }
    yearsInTurn.append(date.year)
    if turn?.years.isEmpty == false { turn = nil }
    wordEnd = date.range.upperBound
    year = date.year
    if date.month == 12, date.day == 31, let rule = vocabulary.periodEnd,
      knownPhrases & 1 << UInt32(rule) == 0
    {
      add(FoundPhrase(rule: rule, number: date.year, range: date.range))
    }
    chain = nil
  }

  mutating func pass(sign: UInt16, at position: Int) {
    if isInTail {
      isInTail = false
      firstSign = sign
      settleTail()
      // "41件申请中,在线申请30件": what stands behind a figure opens the list.
      let opensList = leadStructure.contains(.ofWhich)
      clearLead()
      if opensList { leadStructure.insert(.ofWhich) }
    }
    switch sign {
    case 0x3002, 0x21, 0x3F:
      endClause(at: position)
      settleBeside()
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
      if !leadStructure.contains(.ofWhich), leadClasses & vocabulary.inTurn == 0 { clearLead() }
    case 0x28:
      depth += 1
      yearBeforeBracket = year
      bracketStart = position
      let last = drafts.count - 1
      if last >= firstDraftOfSentence, drafts[last].range.upperBound == position {
        bracketedFigure = last
      }
    case 0x29:
      if depth > 0 {
        depth -= 1
        year = yearBeforeBracket
      }
      while let list = lists.last, list.depth > depth { lists.removeLast() }
      bracketedFigure = nil
      // What a bracket says does not speak for the figures behind it.
      clearLead()
    default: break
    }
  }

  mutating func endClause(at position: Int) {
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
    // "加上2020年结转3件,全年办理9件": the year is that of what it was carried from or compared with.
    if !clauseStructure.isDisjoint(with: [.carry, .comparison]) { year = yearBeforeClause }
    yearBeforeClause = year
    clause += 1
    forgetClause()
  }

  mutating func addCandidates() {
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

  mutating func addStatement(_ statement: ClaimStatement, _ place: Range<Int>) {
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

  /// Goes on with the sentence before: `公开信息90条。其中,概况类20条`.
  private mutating func joinSentenceBefore() {
    guard let before = sentenceBefore else { return }
    sentence -= 1
    firstDraftOfSentence = before.firstDraft
    year = before.year
    sentenceScope = before.scope
  }

  /// Settles what the figures of the sentence count that more of its words tell: `2件正在办理,转入下年`.
  mutating func settleBeside() {
    guard vocabulary.besideClasses & sentenceClasses != 0 else { return }
    var counted = Set((firstDraftOfSentence..<drafts.count).compactMap { drafts[$0].subject })
    for index in firstDraftOfSentence..<drafts.count {
      guard let subject = drafts[index].subject, let other = vocabulary.beside[subject],
        other.classes & sentenceClasses != 0, counted.insert(other.subject).inserted
      else { continue }
      drafts[index].subject = other.subject
    }
  }

  mutating func endSentence() {
    sentenceBefore = SentenceEnd(firstDraft: firstDraftOfSentence, year: year, scope: sentenceScope)
    sentence += 1
    isSentenceBegun = false
    sentenceClasses = 0
    firstDraftOfSentence = drafts.count
    year = nil
    yearsInTurn.removeAll(keepingCapacity: true)
    turn = nil
    yearBeforeClause = nil
    yearBeforeBracket = nil
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
  mutating func clearLead() {
    leadStart = tokens.count
    leadClasses = 0
    leadStructure = []
  }
}
