internal import GoujiDocument
internal import GoujiModel

/// The rows of one copy of a table, with their values.
extension DocumentAlignment {
  /// The labels of one copy of a table, with what stands behind each.
  struct LabelledRows {
    /// The table's position in the skeleton.
    let table: Int
    let chain: TableChain

    /// The rows of the chain that stand in the order of the form.
    let rowsInOrder: [Int?]

    /// For each row of the table; `nil` where its label is not there.
    let contents: [RowContent?]

    /// Whether this is a printed table and not the same words in a text or menu.
    let isTable: Bool

    /// For each block, how well it fits each of its variants; empty where it has only one.
    let scores: [[Double]]

    /// The copy without some rows of the table.
    func without(_ rows: Set<Int>) -> LabelledRows {
      func kept<Value>(_ values: [Value?]) -> [Value?] {
        values.indices.map { rows.contains($0) ? nil : values[$0] }
      }
      return LabelledRows(
        table: table,
        chain: TableChain(
          rows: kept(chain.rows),
          headings: chain.headings,
          blockHeadings: chain.blockHeadings,
          matches: chain.matches,
          score: chain.score
        ),
        rowsInOrder: kept(rowsInOrder),
        contents: kept(contents),
        isTable: isTable,
        scores: scores
      )
    }
  }

  /// The copy of a table that its labels speak for most, without labels that belong to other copies;
  /// `nil` where no row has a label.
  func labelledRows(
    ofTable index: Int,
    excluding excluded: IndexSet = IndexSet()
  ) -> LabelledRows? {
    let table = skeleton.tables[index]
    guard table.arrangement == .rows,
      let ordered = table.bestChain(index, in: text, excluding: excluded)
    else { return nil }
    let chain = withRowsOutOfOrder(ordered, of: index)
    let contents = contents(of: chain, table: index)
    return LabelledRows(
      table: index,
      chain: chain,
      rowsInOrder: ordered.rows,
      contents: contents,
      isTable: isTable(table, chain, contents),
      scores: table.blocks.indices.map { scores(ofBlock: $0, of: table, chain, contents) }
    )
  }

  /// Takes note of what the rows of a table say of the whole document: of which form they are, and
  /// whether some have their empty cells pushed to their end.
  mutating func survey(_ copy: LabelledRows, of table: Skeleton.Table) {
    let chain = copy.chain
    if copy.contents.contains(where: { isCollapsed($0, in: table) }) {
      placer.hasCollapsedRows = true
    }
    guard copy.isTable else { return }
    placer.precedingBlocks += table.blocks.indices.count { hasValuesFirst($0, of: table, copy) }
    for (index, block) in table.blocks.enumerated()
    where block.rows.contains(where: { chain.rows[$0] != nil }) {
      let scores = copy.scores[index]
      guard block.variants.count > 1 else {
        if let only = block.variants.first { decidedBlocks[only.form] += 1 }
        continue
      }
      guard let best = scores.max(),
        scores.count(where: { $0 > best - Self.leastMargin }) == 1,
        let decided = scores.firstIndex(of: best)
      else { continue }
      decidedBlocks[block.variants[decided].form] += 1
    }
  }

  /// Whether the values of a block stand before the labels of their rows, as in pages whose labels are
  /// taller than their figures: those of the first row behind the headings, none behind the last label.
  func hasValuesFirst(
    _ index: Int,
    of table: Skeleton.Table,
    _ copy: LabelledRows
  ) -> Bool {
    let block = table.blocks[index]
    let labels = block.rows.compactMap { copy.chain.rows[$0] }
    guard !text.hasGrids, let first = labels.min(),
      let heading = copy.chain.headings.last(where: { $0.item.index == index })?.match,
      heading < first, let last = block.rows.last(where: { copy.chain.rows[$0] != nil }),
      copy.contents[last]?.values.isEmpty ?? false
    else { return false }
    let letters =
      text.matches[heading].letters.upperBound - 1..<text.matches[first].letters.lowerBound
    let values =
      (Int(text.letters[letters.lowerBound].token)..<Int(text.letters[letters.upperBound].token))
      .filter { text.tokens[$0].isValue }
    return block.variants.contains { $0.columns.count == values.count }
      && values.allSatisfy { value in
        text.tokens[value].line != text.letters[letters.lowerBound].line
          && text.tokens[value].line != text.letters[letters.upperBound].line
      }
  }

  func isCollapsed(_ content: RowContent?, in table: Skeleton.Table) -> Bool {
    guard let content else { return false }
    let block = table.blocks[table.rows[content.row].block]
    return block.fewestColumns > 3 && content.isCollapsed(to: block.fewestColumns)
  }

  /// Whether a row is the only one with its label, and has all of its values beside that, so that the
  /// order of lines says nothing of it.
  func isCertainAlone(_ content: RowContent, labelled match: Int) -> Bool {
    let items = text.matches[match].items
    return placer.isOnLabelLine(content)
      && items.allSatisfy { $0.kind == .row && $0.index == items[0].index }
      && text.matches.count { $0.items == items } == 1
  }

  /// Reads one copy of a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - copy: The labels found, with what stands behind each.
  ///   - hasOtherOrder: Whether the rows of the table stand in another order than in the form.
  /// - Returns: Its rows; `nil` for a chain of labels that is no table.
  mutating func read(
    _ table: Skeleton.Table,
    _ copy: LabelledRows,
    hasOtherOrder: Bool
  ) -> TableCopy? {
    guard copy.isTable else { return nil }
    var gathered = GatheredRows()
    var contents = copy.contents
    for block in table.blocks.indices {
      gather(block, of: table, copy, &contents, hasOtherOrder: hasOtherOrder, into: &gathered)
    }
    placer.headingStep = headingStep(copy.chain)
    dropRunningNumbers(from: &gathered.rows)
    markRowsApart(&gathered.rows, copy)
    let strays = takeStrays(from: &gathered.rows)
    var placements = placer.place(gathered.rows, headings: gathered.headings)
    if !strays.isEmpty { place(strays, in: &placements) }
    openContradictedRows(gathered.rows, of: &placements, copy)
    settle(gathered, &placements)
    let rows = gathered.rows
    // Where every figure was lost, what is left, such as the title of a section, is text.
    let isPrinted =
      rows.contains { !$0.content.values.isEmpty } || placements.contains { $0.isRead }
    let range = range(of: rows, copy.chain)
    return TableCopy(
      rows: rows.indices.map { (rows[$0].content.row, gathered.columns[$0].form, placements[$0]) },
      range: isPrinted ? range : range.lowerBound..<range.lowerBound,
      firstRow: rows.map(\.content.labelEnd).min() ?? range.lowerBound
    )
  }

  /// The bytes from the first label of a copy to its last figure.
  private func range(of rows: [RowPlacer.Row], _ chain: TableChain) -> Range<Int> {
    let first = text.matches[chain.matches.lowerBound].letters.lowerBound
    let start = Int(text.letters[first].offset)
    var end = start
    for row in rows {
      end = max(end, row.content.labelEnd)
      if let last = row.content.values.last { end = max(end, Int(text.tokens[last].end)) }
    }
    return start..<end
  }

  /// Opens the rows of a table whose labels stand among its own once more, with other figures.
  private func openContradictedRows(
    _ rows: [RowPlacer.Row],
    of placements: inout [RowPlacement],
    _ copy: LabelledRows
  ) {
    let repeated = repeatedLabels(of: copy.table, copy.chain)
    var contradicted = Set<Int>()
    for countsEmpty in [false, true] where !countsEmpty || !contradicted.isEmpty {
      for index in rows.indices
      where isContradicted(
        rows[index].content,
        placements[index],
        by: repeated,
        copy.chain,
        countsEmpty: countsEmpty
      ) {
        contradicted.insert(index)
      }
    }
    // Where two copies are one chain, a label that is damaged in one of them stands in the other only.
    let isWhole = contradicted.count >= 2 && contradicted.count * 4 >= rows.count
    for index in rows.indices where isWhole || contradicted.contains(index) {
      placements[index] = .uniform(.open, placements[index].columns.count)
    }
  }

  /// Opens rows of one block whose figures show that they do not stand in the columns of their form.
  func openMovedRows(_ rows: Range<Int>, of placements: inout [RowPlacement]) {
    guard let first = rows.first else { return }
    let count = placements[first].columns.count
    guard count > 1 else { return }
    let evidence = TotalEvidence(placements[rows], columns: count, text)
    guard evidence.showsOtherTotal else { return }
    for row in rows { placements[row] = .uniform(.open, count) }
  }

  /// The labels among those of a table that stand for one row only and are not where it was read.
  func repeatedLabels(of table: Int, _ chain: TableChain) -> [Int] {
    // Behind the last row its label may follow once more.
    let last = min(chain.matches.upperBound + 1, text.matches.count - 1)
    return (chain.matches.lowerBound...last).filter { index in
      let match = text.matches[index]
      return match.isWhole && match.items.count == 1
        && match.items[0].kind == .row && match.items[0].table == table
        && chain.rows[match.items[0].index] != index
    }
  }

  func contents(of chain: TableChain, table: Int) -> [RowContent?] {
    // A loop: a closure would hold a copy of all that is known about the document.
    var contents: [RowContent?] = []
    contents.reserveCapacity(chain.rows.count)
    for (row, match) in chain.rows.enumerated() {
      guard let match else {
        contents.append(nil)
        continue
      }
      var next = match + 1
      var last = match
      while next < text.matches.count, !ends(match, at: next), !chain.rows.contains(next) {
        if isRepeated(match, at: next), !isInLine(match, of: next) { last = next }
        next += 1
      }
      var content = text.content(
        ofRow: row,
        labelled: last,
        upTo: next < text.matches.count ? next : nil,
        in: document.text
      )
      content.hasOtherLabel = hasOtherRow(
        of: table,
        among: match + 1..<next,
        besides: match,
        before: content.values.first
      )
      content.hasFiguresBehindHeading =
        content.values.isEmpty
        && hasFigures(behindHeadingsFrom: next, ofRow: row, chain, table: table)
      contents.append(content)
    }
    dropRepeatedValues(of: &contents, skeleton.tables[table])
    return contents
  }

  /// Whether figures follow headings of columns that begin with a label right behind a row's, before the
  /// next row, so that they may be the row's: `行政处罚 - 本年处理决定数量: 9`.
  private func hasFigures(
    behindHeadingsFrom first: Int,
    ofRow row: Int,
    _ chain: TableChain,
    table: Int
  ) -> Bool {
    let block = skeleton.tables[table].rows[row].block
    func isHeading(_ match: Int) -> Bool {
      text.matches.indices.contains(match) && !chain.rows.contains(match)
        && text.matches[match].items.contains {
          $0.kind == .columnHeading && $0.table == table && $0.index == block
        }
    }
    var last = first
    while isOverHeadings(last, ofTable: table) { last += 1 }
    guard isHeading(last) else { return false }
    while isHeading(last + 1) { last += 1 }
    let start = Int(text.letters[text.matches[last].letters.upperBound - 1].token)
    let end =
      last + 1 < text.matches.count
      ? Int(text.letters[text.matches[last + 1].letters.lowerBound].token) : text.tokens.count
    return (start..<max(start, end)).contains { text.tokens[$0].isValue }
  }

  /// Whether a label is that of a table's columns or some of them: 申请人情况, 法人或其他组织.
  func isOverHeadings(_ match: Int, ofTable table: Int) -> Bool {
    text.matches.indices.contains(match)
      && text.matches[match].items.allSatisfy {
        ($0.kind == .columnGroup || $0.kind == .cornerHeading) && $0.table == table
      }
  }

  /// Whether a label ends the row of an earlier one.
  ///
  /// The label of a group can stand beside a row's own label, before its values.
  func ends(_ row: Int, at match: Int) -> Bool {
    let label = text.matches[match]
    guard label.certainty >= 2 else { return false }
    // A heading right behind a label goes on with it: 行政许可处理决定数量.
    if match - 1 == row, label.letters.lowerBound == text.matches[row].letters.upperBound,
      label.items.allSatisfy({ $0.kind == .columnHeading }),
      !text.letters[label.letters.lowerBound].flags.contains(.hardStart)
    {
      return false
    }
    if isRepeated(row, at: match) { return false }
    guard label.items.allSatisfy({ $0.kind == .rowGroup }) else { return true }
    return text.letters[label.letters.lowerBound].line
      != text.letters[text.matches[row].letters.lowerBound].line
  }

  /// Whether a label is printed once more in its line or right behind itself, with no value between, as
  /// programs do that repeat a cell for each column that it spans.
  func isRepeated(_ row: Int, at match: Int) -> Bool {
    let (own, label) = (text.matches[row], text.matches[match])
    let (first, next) = (own.letters.upperBound - 1, label.letters.lowerBound)
    guard label.items == own.items, label.letters.count == own.letters.count,
      isInLine(row, of: match)
        || next - first - 1 == (match - row - 1) * own.letters.count
    else { return false }
    return !(Int(text.letters[first].token)..<Int(text.letters[next].token)).contains {
      text.tokens[$0].isValue
    }
  }

  /// Whether a label ends in the line in which another one begins.
  private func isInLine(_ match: Int, of next: Int) -> Bool {
    text.letters[text.matches[match].letters.upperBound - 1].line
      == text.letters[text.matches[next].letters.lowerBound].line
  }

  mutating func readSideBySide(_ index: Int) {
    let table = skeleton.tables[index]
    guard let block = table.blocks.first, let variant = block.variants.first else { return }
    let reader = SideBySideReader(table: index, skeleton: skeleton, text: text, placer: placer)
    // Every form prints this table alike; the form of the other tables decides.
    let readings = reader.read()
    guard !readings.isEmpty else { return }
    let isFullyRead = readings.allSatisfy { $0.rows.allSatisfy(\.placement.isFullyRead) }
    if !isFullyRead, let turned = turnedCopy(ofSideBySide: index) {
      keep([turned], of: table)
      return
    }
    let form = likelyForm().flatMap { likely in
      block.variants.first { $0.form == likely }?.form
    }
    let copies = readings.map { reading in
      TableCopy(
        rows: reading.rows.map { row in
          (row.row, form ?? variant.form, form == nil ? opened(row.placement) : row.placement)
        },
        range: reading.range,
        firstRow: reading.range.lowerBound
      )
    }
    readBlocks[form ?? variant.form] += 1
    keep(copies, of: table)
  }
}
