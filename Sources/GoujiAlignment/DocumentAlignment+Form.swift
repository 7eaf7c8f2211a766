internal import GoujiDocument
internal import GoujiModel

/// Which form a block of rows belongs to.
extension DocumentAlignment {
  /// Whether a chain is a printed table and not the same words in a text or menu.
  func isTable(
    _ table: Skeleton.Table,
    _ chain: TableChain,
    _ contents: [RowContent?]
  ) -> Bool {
    var found = 0
    var withValues = 0
    var full = 0
    var hasSeveralValues = false
    var hasManyValues = false
    for row in contents.indices {
      guard let content = contents[row] else { continue }
      found += 1
      // What stands behind a text of its own is no value of a word in a menu.
      let count =
        content.foreignLetters > RowPlacer.mostForeignLetters ? 0 : content.values.count
      if count > 0 { withValues += 1 }
      if count >= 2 { hasSeveralValues = true }
      if count >= 5 { hasManyValues = true }
      if table.blocks[table.rows[row].block].variants.contains(where: { $0.columns.count == count })
      {
        full += 1
      }
    }
    let hasHeadings = chain.blockHeadings > 0 || chain.headings.count >= 2
    if withValues == 0 { return found >= 3 && hasHeadings }
    if hasHeadings || withValues >= 3 { return true }
    // Of the words of a menu that stand for rows, one may have a number behind it.
    return full >= 1
      && (hasManyValues || found >= 3 && (hasSeveralValues || withValues * 2 >= found))
  }

  /// The form of the tables read so far, or the one that is due.
  mutating func likelyForm() -> Int? {
    for blocks in [readBlocks, decidedBlocks] {
      guard let most = blocks.max(), most > 0 else { continue }
      let likely = blocks.indices.filter { blocks[$0] == most }
      return likely.first { skeleton.forms[$0].id == dueForm } ?? likely.first
    }
    needsYear = true
    return skeleton.forms.firstIndex { form in dueForm == form.id }
  }

  /// The form that a block is printed on.
  ///
  /// - Returns: The block as that form has it, and whether neither the block nor the rest of the document
  ///   tells it from another form.
  mutating func form(
    ofBlock index: Int,
    of table: Skeleton.Table,
    _ copy: LabelledRows
  ) -> (variant: Skeleton.Variant, isOpen: Bool)? {
    let block = table.blocks[index]
    guard block.variants.count > 1 else { return block.variants.first.map { ($0, false) } }
    let scores = copy.scores[index]
    guard let best = scores.max() else { return nil }
    let hasHeadings = copy.chain.headings.contains { $0.item.index == index && isSound($0.match) }
    // Without headings the number of figures in a row or two tells less than the other blocks.
    if !hasHeadings, block.rows.count <= 2,
      let likely = readBlocks.indices.max(by: { readBlocks[$0] < readBlocks[$1] }),
      readBlocks[likely] > 0, let variant = block.variants.first(where: { $0.form == likely })
    {
      return (variant, false)
    }
    let fitting = block.variants[scores.firstIndex(of: best) ?? 0]
    let equals = block.variants.indices.filter { scores[$0] > best - Self.leastMargin }
    guard equals.count > 1 else {
      return (fitting, isDoubtful(fitting, scores, block))
    }
    // What the rest of the document is printed on decides where this block leaves it open.
    guard let likely = likelyForm() else { return (fitting, true) }
    let chosen = equals.first { block.variants[$0].form == likely }
    return (chosen.map { block.variants[$0] } ?? fitting, false)
  }

  /// Whether only a little of a block in a text speaks for its form, where all other blocks are printed on another.
  private func isDoubtful(
    _ variant: Skeleton.Variant,
    _ scores: [Double],
    _ block: Skeleton.Block
  ) -> Bool {
    // The block is among those that were decided.
    guard !text.hasGrids, let best = scores.max(), decidedBlocks[variant.form] <= 1 else {
      return false
    }
    return block.variants.indices.contains { other in
      block.variants[other].form != variant.form && decidedBlocks[block.variants[other].form] > 0
        && scores[other] > best - Self.marginOfMixture
    }
  }

  /// How well the headings and rows found of a block fit each form that has it.
  func scores(
    ofBlock index: Int,
    of table: Skeleton.Table,
    _ chain: TableChain,
    _ contents: [RowContent?]
  ) -> [Double] {
    let block = table.blocks[index]
    guard block.variants.count > 1 else { return [] }
    let headings = chain.headings.filter { $0.item.index == index && isSound($0.match) }
    return block.variants.map { variant -> Double in
      var score = 0.0
      var isFound = [Bool](repeating: false, count: variant.columns.count)
      for heading in headings where heading.item.form == variant.form {
        isFound[heading.item.column] = true
      }
      let found = isFound.count { $0 }
      let share = Double(found) / Double(variant.columns.count)
      score += share * 4 + Double(found) * 0.5
      // A heading that no other form has tells more than how many there are.
      score += Double(headings.ownMatches(of: variant.form)) * 3
      for row in block.rows {
        guard let content = contents[row], case let values = content.values else { continue }
        // Behind the head of a group stand the labels of its rows, which may not be recognised.
        let mayBeGroup =
          content.foreignLetters >= 3 && block.variants.contains { isGroup(row, of: table, in: $0) }
        if mayBeGroup { continue }
        // Nobody prints a sign where the form has no change.
        let isSigned = values.contains {
          text.tokens[$0].flags.contains(.signed) && text.tokens[$0].significand != 0
        }
        if isSigned, !variant.columns.contains(where: { $0.notation == .signed }) {
          score -= Self.weightOfSign
        }
        if table.rows[row].position[variant.form] != nil {
          // A cell over several columns may be printed once for each.
          let count =
            values.count > variant.columns.count && isOneFigure(values) ? 1 : values.count
          // The values of several rows whose labels are gone fit none.
          guard count <= variant.columns.count else { continue }
          score += 0.5
          let isGlued = values.contains { text.tokens[$0].flags.contains(.glued) }
          if count == variant.columns.count, !isGlued { score += 1 }
        } else if !values.isEmpty, !isGroup(row, of: table, in: variant) {
          score -= 2
        }
      }
      return score
    }
  }

  /// Whether all of some values are one figure other than zero, which the cells of few rows have in common.
  private func isOneFigure(_ values: [Int]) -> Bool {
    guard let first = values.first.map({ text.tokens[$0] }), first.significand != 0 else {
      return false
    }
    return values.allSatisfy {
      text.tokens[$0].significand == first.significand
        && text.tokens[$0].fractionDigits == first.fractionDigits
    }
  }

  /// Whether a heading begins a word and stands in no cell but its own, so that it tells its form.
  private func isSound(_ match: Int) -> Bool {
    let flags = text.letters[text.matches[match].letters.lowerBound].flags
    return !isMixed(match)
      && (text.matches[match].certainty >= 2 || flags.contains(.softStart)
        || flags.contains(.afterPunctuation))
  }

  /// Whether the words of a heading stand in several cells of a line, as parts of several headings do.
  func isMixed(_ match: Int) -> Bool {
    let letters = text.matches[match].letters
    return zip(letters, letters.dropFirst()).contains { earlier, later in
      let (first, next) = (text.letters[earlier], text.letters[later])
      return first.line == next.line && first.token < next.token
        && text.lineWidths[Int(first.token)] <= Self.widestLine
        && (Int(first.token)..<Int(next.token)).contains { text.tokens[$0].kind == .pipe }
    }
  }

  /// Whether a row has the name of a group of rows of a block, beside which values of its first row
  /// stand where that row's own label is gone.
  func isGroup(_ row: Int, of table: Skeleton.Table, in variant: Skeleton.Variant) -> Bool {
    variant.rows.contains { table.rows[row].members.contains($0.id) }
  }
}
