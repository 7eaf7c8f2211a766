internal import GoujiModel

/// Values that stand among separators.
extension RowPlacer {
  /// The slots of values that stand in one line or one row of a grid.
  func slots(of values: [Int], isGridRow: Bool) -> (slots: [Int], width: Int32, grid: Int?)? {
    guard let first = values.first else { return nil }
    if text.tokens[first].cell >= 0 {
      let cells = values.compactMap { text.gridPosition(of: $0) }
      guard cells.count == values.count,
        cells.allSatisfy({ $0.row == cells[0].row && $0.grid == cells[0].grid })
      else { return nil }
      return (cells.map(\.column), 0, cells[0].grid)
    }
    let line = text.tokens[first].line
    let isOneLine = values.allSatisfy { text.tokens[$0].line == line }
    guard isOneLine || isGridRow, text.lineWidths[first] >= 3 else { return nil }
    // Values that share a cell of a table around theirs are not divided by its separators.
    let slots = values.map { Int(text.slots[$0]) }
    guard Set(slots).count == slots.count else { return nil }
    return (slots, text.lineWidths[first], nil)
  }

  /// Places values by their position in a line or grid that full rows or headings share.
  func placeBySlots(_ row: Row, _ survey: Survey, _ headings: Headings?) -> [Int]? {
    let count = row.notations.count
    guard let own = slots(of: row.content.values, isGridRow: row.content.isGridRow),
      own.grid != nil || !survey.isOddlyLabelled(row)
    else { return nil }
    var known: [Int]?
    if let slots = survey.slots[count], !survey.slotsDisagree.contains(count),
      survey.slotWidths[count] == own.width, survey.slotGrids[count] == own.grid
    {
      // A label further in moves the values unless rows with labels elsewhere have theirs here too.
      let labels = survey.labelSlots[count] ?? []
      guard own.grid != nil || labels.count > 1 || labels.contains(row.content.labelEndSlot),
        survey.valueSlotsByLabel[Survey.labelKey(row)]?.isSubset(of: slots) ?? true
      else { return nil }
      known = slots
    } else if survey.slots[count] == nil || survey.slotsDisagree.contains(count) {
      return placeByHeadings(row, survey, headings)
    }
    return known.flatMap { place(row, survey, own, $0, hasHeadings: false) }
  }

  /// Places values by the headings that stand over them in lines or a grid like theirs.
  func placeByHeadings(_ row: Row, _ survey: Survey, _ headings: Headings?) -> [Int]? {
    let count = row.notations.count
    guard let headings,
      let own = slots(of: row.content.values, isGridRow: row.content.isGridRow),
      headings.grid == own.grid, own.grid != nil || headings.lineWidth == own.width
    else { return nil }
    let slots = headings.slots.compactMap { $0 }
    // Figures of any row beside the headings show that these do not stand over their columns.
    guard slots.count == count, Set(slots).count == count,
      survey.valueSlots[count]?.allSatisfy({ slots.contains($0) }) ?? true
    else { return nil }
    if count > 1, sharesHeadings(row, own.slots, slots),
      survey.rows.contains(where: { other in
        other.notations.count == count
          && self.slots(of: other.content.values, isGridRow: other.content.isGridRow).map {
            hasOthers(other.content.values, $0.slots, beside: slots)
          } ?? false
      })
    {
      return nil
    }
    // As for all other rows in the order of print.
    let printed = row.order.map { order in order.map { slots[$0] } } ?? slots
    return place(row, survey, own, printed, hasHeadings: true)
  }

  /// Whether a row has as many values beside the headed columns as these are, so that several may share a
  /// heading.
  private func sharesHeadings(_ row: Row, _ own: [Int], _ headed: [Int]) -> Bool {
    own.count { !headed.contains($0) } >= row.notations.count
  }

  /// Whether values beside the headed columns are no repetition of those in them.
  private func hasOthers(_ values: [Int], _ own: [Int], beside headed: [Int]) -> Bool {
    func figure(_ index: Int) -> Int64? {
      values.indices.contains(index) && headed.contains(own[index])
        ? text.tokens[values[index]].significand : nil
    }
    return values.indices.contains { index in
      let printed = text.tokens[values[index]].significand
      return !headed.contains(own[index]) && figure(index - 1) != printed
        && figure(index + 1) != printed
    }
  }

  func place(
    _ row: Row,
    _ survey: Survey,
    _ own: (slots: [Int], width: Int32, grid: Int?),
    _ known: [Int],
    hasHeadings: Bool
  ) -> [Int]? {
    let count = row.notations.count
    var tokens = [Int](repeating: -1, count: count)
    for (value, slot) in zip(row.content.values, own.slots) {
      guard let column = known.firstIndex(of: slot) else {
        // A value in a column that has no heading belongs to no cell of the form.
        guard
          hasHeadings && (row.content.values.count > count || survey.widerRows.contains(count))
            || row.mayHoldSubtotal
        else { return nil }
        continue
      }
      guard tokens[column] < 0 else { return nil }
      tokens[column] = value
    }
    // Values that all stand beside the columns show that these were not recognised.
    guard tokens.contains(where: { $0 >= 0 }) else { return nil }
    if isCollapsed(row, survey) { return nil }
    // Spans that overrun move cells; then their number says something else than their columns.
    if own.grid != nil, let counted = tokensByCells(row), counted != tokens { return nil }
    return fitting(tokens, row)
  }

  /// The values by the cells of a grid that follow the label, when these are one for each column.
  func tokensByCells(_ row: Row) -> [Int]? {
    guard let first = row.content.values.first else { return nil }
    let start = Int(text.tokens[first].cell)
    let position = text.gridCells[start]
    func isBeside(_ cell: Int) -> Bool {
      text.gridCells.indices.contains(cell) && text.gridCells[cell].grid == position.grid
        && text.gridCells[cell].row == position.row
        && text.gridCells[cell].column > row.content.labelSlot
    }
    var lower = start
    while isBeside(lower - 1) { lower -= 1 }
    var upper = start
    while isBeside(upper + 1) { upper += 1 }
    guard upper - lower + 1 == row.notations.count else { return nil }
    var tokens = [Int](repeating: -1, count: row.notations.count)
    for value in row.content.values {
      let column = Int(text.tokens[value].cell) - lower
      guard tokens.indices.contains(column), tokens[column] < 0 else { return nil }
      tokens[column] = value
    }
    return tokens
  }

  /// Places values by counting the fields behind the label.
  func placeByFields(_ row: Row, _ survey: Survey) -> [Int]? {
    let count = row.notations.count
    let content = row.content
    guard content.isDelimited, !content.endsInWords, content.values.count < count else {
      return nil
    }
    if isCollapsed(row, survey) { return nil }
    let usable = survey.usableFields(row)
    guard let first = usable.firstIndex(where: { $0.value >= 0 }),
      let last = usable.lastIndex(where: { $0.value >= 0 }),
      !content.fields.dropFirst(usable.count).contains(where: { $0.value >= 0 })
    else { return nil }
    var lead: Int?
    let possible = survey.possibleLeads[Survey.key(row)]
    if let known = survey.leads[row.labelClass], !survey.leadsDisagree.contains(row.labelClass) {
      // Rows of fewer columns may have wider cells.
      if let possible, possible.least <= possible.greatest,
        known < possible.least || possible.greatest < known
      {
        return nil
      }
      lead = known
    } else if let possible, possible.least == possible.greatest,
      let firsts = survey.firstFields[Survey.key(row)],
      firsts.contains(possible.least) || firsts == [possible.least + count - 1]
    {
      // Where no row fills the first column, or each only the last, the table may not have all of them.
      lead = possible.least
    }
    guard let lead, lead <= first, last < lead + count else { return nil }
    // Fields that the row does not have cannot be told from cells that were lost.
    guard usable.count >= lead + count else {
      guard survey.hasOpenEnds, survey.hasInnerBlanks, !survey.isOddlyLabelled(row) else {
        return nil
      }
      return fitting(tokens(of: usable, lead, count), row)
    }
    return fitting(tokens(of: usable, lead, count), row)
  }

  func tokens(of fields: [RowContent.Field], _ lead: Int, _ count: Int) -> [Int] {
    (lead..<lead + count).map { $0 < fields.count ? fields[$0].value : -1 }
  }

  /// Whether the empty cells of a row were pushed to its end, so that its values may have moved.
  func isCollapsed(_ row: Row, _ survey: Survey) -> Bool {
    let content = row.content
    guard content.isDelimited, !survey.hasTightBlanks, content.values.count < row.notations.count
    else { return false }
    // Empty cells before a value were kept where they are.
    let lead = survey.leads[row.labelClass] ?? 0
    let values = content.fields.dropFirst(lead).prefix(content.values.count)
    guard values.allSatisfy({ $0.value >= 0 }) else { return false }
    let roomy = survey.usableFields(row).count
    return roomy < lead + row.notations.count
      || (survey.hasCollapsedRows || hasCollapsedRows) && !survey.hasInnerBlanks
  }

  func fitting(_ tokens: [Int], _ row: Row) -> [Int]? {
    zip(tokens, row.notations).allSatisfy { $0 < 0 || fits($0, $1) } ? tokens : nil
  }

  /// Gives the empty cells of a row their places and the text that stands in them.
  func withFields(_ tokens: [Int], _ row: Row, _ survey: Survey) -> RowPlacement {
    var placement = RowPlacement(tokens: tokens)
    guard let anchor = tokens.firstIndex(where: { $0 >= 0 }),
      let field = row.content.fields.firstIndex(where: { $0.value == tokens[anchor] })
    else { return placement }
    for column in tokens.indices where tokens[column] < 0 {
      let index = field + column - anchor
      guard row.content.fields.indices.contains(index), row.content.fields[index].value < 0
      else { continue }
      let empty = row.content.fields[index]
      placement.columns[column] =
        empty.hasText
        ? .text(Int(empty.start)..<Int(empty.end)) : .blank(at: Int(empty.start)..<Int(empty.start))
    }
    return placement
  }
}
