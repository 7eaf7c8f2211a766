import GoujiModel

// Figures, and the lists that they make up.

extension ClaimScan {
  mutating func add(_ figure: FoundFigure, _ number: Int) {
    isSentenceBegun = true
    wordEnd = figure.range.upperBound
    if isInTail {
      isInTail = false
      firstSign = 0
      // "网络8件信函1件": no sign parts them, and what stands between speaks for the second.
      if settleTail() { clearLead() }
    }
    var qualifiers = Claim.Qualifiers(rawValue: UInt16(figure.qualifiers.rawValue))
    if leadStructure.contains(.comparison) { qualifiers.insert(.comparison) }
    if leadStructure.contains(.growth) { qualifiers.insert(.growth) }
    if leadStructure.contains(.decline) { qualifiers.insert(.decline) }
    if leadStructure.contains(.share) { qualifiers.insert(namesShare ? .shareOfOther : .share) }
    if isPlan { qualifiers.insert(.plan) }
    if figure.unitIndex == FigureWording.percentagePoints { qualifiers.insert(.points) }
    let pattern = takeTurn(figure, pattern(for: figure))
    let isStock = pattern.map { vocabulary.patterns[$0].isStock } ?? false
    if leadStructure.contains(.cumulative), !isStock { qualifiers.insert(.cumulative) }
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
        year: turn?.year ?? year,
        scope: scope,
        list: list,
        sentence: sentence,
        range: figure.range
      )
    )
    if pattern.map({ vocabulary.patterns[$0].isShared }) ?? false { addShared(figure) }
    clearLead()
    tailClasses = 0
    isInTail = true
    firstSign = 0
    clauseHasFigure = true
    chain = nil
    bracketedFigure = nil
  }

  /// What a figure counts in an enumeration of years, which says so only once: `2020年、2021年分别收到17件、11件`
  /// or `收到申请依次为:2020年17件,2021年11件`.
  private mutating func takeTurn(_ figure: FoundFigure, _ pattern: Int?) -> Int? {
    if leadClasses & vocabulary.inTurn != 0 {
      turn = Turn(
        pattern: pattern,
        unit: figure.unitIndex,
        years: yearsInTurn.count > 1 ? yearsInTurn : []
      )
      turn?.take(year)
      return pattern
    }
    guard let current = turn, tokens.count == leadStart, current.unit == figure.unitIndex,
      current.isNext(year)
    else {
      turn = nil
      return pattern
    }
    turn?.take(year)
    return current.pattern
  }

  /// Whether a share is said to be that of something else than the figure before: `邮寄2件,网上申请占比80%`.
  private var namesShare: Bool {
    for position in leadStart..<tokens.count where tokens[position].clause == clause {
      let token = tokens[position]
      if vocabulary.meanings[token.word].structure.contains(.share) { return false }
      if !vocabulary.patternsOfWord(token.word).isEmpty { return true }
    }
    return false
  }

  /// The classes of which one must stand before a figure with the words of a pattern: 均为 directly, others anywhere.
  private func wordClasses(beside pattern: ClaimPattern) -> WordClasses {
    guard pattern.isShared else { return leadClasses }
    return tokens.count > leadStart ? vocabulary.meanings[tokens[tokens.count - 1].word].classes : 0
  }

  /// Adds what a figure counts besides what it was found to: `行政复议、行政诉讼均为0件`.
  private mutating func addShared(_ figure: FoundFigure) {
    var draft = drafts[drafts.count - 1]
    draft.list = nil
    var subjects = [draft.subject]
    for position in leadStart..<tokens.count {
      for index in vocabulary.patternsOfWord(tokens[position].word) {
        let pattern = vocabulary.patterns[index]
        guard pattern.isShared, pattern.with & wordClasses(beside: pattern) != 0,
          pattern.never & leadClasses == 0, pattern.neverBefore & sentenceClasses == 0,
          pattern.accepts(figure), !subjects.contains(pattern.subject)
        else { continue }
        subjects.append(pattern.subject)
        draft.subject = pattern.subject
        drafts.append(draft)
      }
    }
  }

  var scope: Claim.Scope? {
    if leadStructure.contains(.below) { return .below }
    if leadStructure.contains(.ownLevel) { return .ownLevel }
    return sentenceScope
  }

  /// The pattern whose word stands nearest before the figure.
  func pattern(for figure: FoundFigure) -> Int? {
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
          pattern.never & classes == 0, pattern.neverBefore & sentenceClasses == 0,
          pattern.with == 0 || pattern.with & wordClasses(beside: pattern) != 0,
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
  mutating func settleTail() -> Bool {
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
  mutating func listPlace(
    of figure: FoundFigure,
    pattern: Int?,
    qualifiers: Claim.Qualifiers
  ) -> ListPlace? {
    let isPercent = qualifiers.contains(.percent)
    var last = drafts.count - 1
    while last >= firstDraftOfSentence, drafts[last].figure == nil { last -= 1 }
    guard last >= firstDraftOfSentence, !isPercent else { return nil }
    // "受理26件,涉及土地(9件)、规划(17件)": a bracket of its own for each part.
    let isInOwnBracket =
      lists.isEmpty && depth > 0 && bracketedFigure == nil
      && bracketStart.map { $0 + 1 } == figure.range.lowerBound && !leadStructure.contains(.share)
    let isOpening =
      isInOwnBracket || leadStructure.contains(.ofWhich)
      || (bracketedFigure == last && year == yearBeforeBracket)
      || (firstSign == 0x3A && drafts[last].range.upperBound < figure.range.lowerBound)
    if isOpening, let whole = whole(before: last, of: figure) {
      let list = List(
        whole: whole,
        number: listIsClosed.count,
        depth: isInOwnBracket ? depth - 1 : depth,
        isNested: drafts[whole].list != nil && depth <= (lists.last?.depth ?? 0),
        hasEndingWords: leadStructure.contains(.listEnd)
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
      let subject = pattern.map { vocabulary.patterns[$0].subject }
      // "制发文件5件(本级印发3件、办公室印发2件)": in a bracket the parts may be called what the whole is.
      let isOfWhole = list.depth > 0 && subject == drafts[list.whole].subject
      let endsByPattern = !isOfWhole && pattern.map { vocabulary.patterns[$0].endsList } ?? false
      let hasEnded = leadStructure.contains(.listEnd) && !list.hasEndingWords
      if changesSeparator || endsByPattern || hasEnded {
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

  /// The figure that 其中 refers to: the last one with the same unit that is not what another leaves over.
  func whole(before last: Int, of figure: FoundFigure) -> Int? {
    var leftOver: Int?
    for index in stride(from: last, through: firstDraftOfSentence, by: -1) {
      guard let number = drafts[index].figure else { continue }
      let whole = figures[number]
      guard !whole.qualifiers.contains(.percent) else { continue }
      guard whole.unitIndex != nil,
        whole.unitIndex == figure.unitIndex || figure.unitIndex == nil
      else {
        return leftOver
      }
      if drafts[index].qualifiers.contains(.comparison) { return leftOver }
      if !isLeftOver(drafts[index]) { return index }
      leftOver = leftOver ?? index
    }
    return leftOver
  }

  private func isLeftOver(_ draft: Draft) -> Bool {
    draft.subject.map { vocabulary.leftOver.contains($0) } ?? false
  }
}
