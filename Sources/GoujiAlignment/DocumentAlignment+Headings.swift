internal import GoujiDocument
internal import GoujiModel

/// The headings of columns, and the order in which they are printed.
extension DocumentAlignment {
  /// Whether some headings of a block stand among its rows, as in text that lost its order.
  ///
  /// All of them together are the heading repeated on a new page.
  func hasHeadingsAmongRows(
    of variant: Skeleton.Variant,
    _ block: Int,
    _ copy: LabelledRows
  ) -> Bool {
    let index = copy.table
    let labels = skeleton.tables[index].blocks[block].rows.compactMap { copy.chain.rows[$0] }
    guard let first = labels.min(), let last = labels.max() else { return false }
    // 总计 and 其他 are rows as well, and alone no sign of a heading.
    let isHeading = (first..<last).contains { match in
      text.matches[match].certainty >= 2
        && text.matches[match].items.allSatisfy { $0.kind == .columnHeading }
    }
    var columns = Set<Int>()
    for match in first..<last where isHeading && text.matches[match].certainty >= 2 {
      for item in text.matches[match].items
      where item.kind == .columnHeading && item.table == index && item.index == block
        && item.form == variant.form
      {
        columns.insert(item.column)
      }
    }
    return isHeading && columns.count < variant.columns.count
      || hasHeadingBelow(last, of: block, table: index)
  }

  /// Whether the rows of a block, the last one too, have a value for each column behind their labels, so that
  /// headings among them are those of a new page.
  ///
  /// Where values stand before their labels, the last row has none.
  func keepsRows(_ contents: [RowContent?], of variant: Skeleton.Variant) -> Bool {
    let count = variant.columns.count
    return contents.count >= Self.manyRows && count > 1
      && contents.allSatisfy { $0?.values.count == count }
  }

  /// As many rows as are no coincidence.
  private static let manyRows = 8

  /// Whether a heading of a block, and of no other, follows its last row.
  func hasHeadingBelow(_ last: Int, of block: Int, table: Int) -> Bool {
    guard last + 1 < text.matches.count, text.matches[last + 1].certainty >= 2 else { return false }
    return text.matches[last + 1].items.allSatisfy {
      $0.kind == .columnHeading && $0.table == table && $0.index == block
    }
  }

  /// Whether a label begins its field and stands in one line or one cell.
  func isInOnePiece(_ match: Int) -> Bool {
    let label = text.matches[match]
    return label.isWhole && label.certainty >= 2 && isInOneLine(match)
  }

  private func isInOneLine(_ match: Int) -> Bool {
    let letters = text.matches[match].letters
    return text.letters[letters.lowerBound].line == text.letters[letters.upperBound - 1].line
  }

  /// A label that is the heading of a column.
  typealias ColumnHeading = (match: Int, item: LabelItem)

  /// The column headings of a block.
  ///
  /// 总计 is a row as well: the one of a table before is no heading of this one.
  func columnHeadings(
    of variant: Skeleton.Variant,
    _ block: Int,
    _ chain: TableChain
  ) -> [ColumnHeading] {
    let own = chain.headings.filter { $0.item.index == block && $0.item.form == variant.form }
    func isRow(_ match: Int) -> Bool { text.matches[match].items.contains { $0.kind == .row } }
    return own.filter { heading in
      !isRow(heading.match)
        || !own.contains { $0.match > heading.match && $0.item.column == heading.item.column }
    }
  }

  /// The columns of a block in the order in which their headings are printed.
  ///
  /// - Returns: For each printed column its position in the form, in the form's order where the headings
  ///   found show no other; `nil` where they tell another order, but not which.
  func printedOrder(
    of variant: Skeleton.Variant,
    _ headings: [ColumnHeading],
    _ contents: ArraySlice<RowContent?>
  ) -> [Int]? {
    let usual = Array(variant.columns.indices)
    var found: [PrintedHeading] = []
    for (match, item) in headings {
      guard !found.contains(where: { $0.match == match || $0.column == item.column }) else {
        continue
      }
      let letter = text.matches[match].letters.lowerBound
      found.append(
        PrintedHeading(
          match: match,
          column: item.column,
          isGrouped: variant.columns[item.column].group != nil,
          line: text.letters[letter].line,
          place: text.slot(ofLetter: letter)
        )
      )
    }
    found.sort { $0.match < $1.match }
    if let order = orderWithEarlierTotal(found, variant, contents) { return order }
    let hasRowsOfOneLine = contents.contains { content in
      content?.values.contains { text.tokens[$0].line == content?.labelLine } ?? false
    }
    guard hasOtherOrder(found, hasRowsOfOneLine) else { return usual }
    // Pieces of headings show that these were broken beside one another.
    guard let first = found.first, let last = found.last else { return nil }
    if hasOtherLetters(first.match...last.match) || hasLooseLetters(beside: first.match)
      || !found.allSatisfy({ isInOnePiece($0.match) })
    {
      return hasTotalLast(variant, contents) ? usual : nil
    }
    let isComplete = found.count == usual.count
    // Signs under columns that have none show that the headings came out in no order.
    guard isComplete,
      contents.allSatisfy({ content in
        content.map { placer.fits($0, inOrder: found.map(\.column), of: variant.columns) } ?? true
      })
    else { return nil }
    if found.allSatisfy({ $0.isBeside(found[0]) }),
      Set(found.map(\.place.slot)).count == found.count
    {
      return found.sorted { $0.place.slot < $1.place.slot }.map(\.column)
    }
    let lines = Set(found.map(\.line))
    // Where rows share the line of the headings, these may be parts of several lines.
    if lines.count == 1, contents.allSatisfy({ $0?.labelLine != found[0].line }) {
      return found.map(\.column)
    }
    let single = found.filter { !$0.isGrouped }.map(\.column)
    let grouped = found.filter(\.isGrouped).map(\.column)
    let hasTwoLines =
      lines.count == 2 && Set(found.filter(\.isGrouped).map(\.line)).count == 1
    // Headings of one line each, taller and lower ones, come out of pages in the order of their height.
    guard !grouped.isEmpty, hasTwoLines || lines.count == found.count else { return nil }
    // Headings under a common one are printed behind those of single columns.
    guard single == single.sorted() else { return nil }
    var rest = grouped[...]
    return usual.map { variant.columns[$0].group == nil ? $0 : rest.removeFirst() }
  }

  /// Whether the figures of full rows show that their last column is the total, as in the form.
  private func hasTotalLast(
    _ variant: Skeleton.Variant,
    _ contents: ArraySlice<RowContent?>
  ) -> Bool {
    provesTotal(variant, Array(variant.columns.indices), contents)
  }

  /// Whether the figures of full rows show that the column of the total is one, where columns are printed in
  /// some order.
  private func provesTotal(
    _ variant: Skeleton.Variant,
    _ order: [Int],
    _ contents: ArraySlice<RowContent?>
  ) -> Bool {
    guard variant.columns.last?.id == .total else { return false }
    let count = variant.columns.count
    let full = contents.compactMap { $0 }.filter { $0.values.count == count }
    return TotalEvidence(
      full.map { RowPlacement(tokens: $0.values).reordered(order) },
      columns: count,
      text
    )
    .provesTotal
  }

  /// The columns of a text in the order of their headings, where that of the total stands before others and
  /// all else is as in the form.
  ///
  /// Headings under a common one are printed behind it, the total as well: only figures tell these cases apart.
  ///
  /// - Returns: `nil` where headings are broken, or figures do not show that the total stands there.
  private func orderWithEarlierTotal(
    _ found: [PrintedHeading],
    _ variant: Skeleton.Variant,
    _ contents: ArraySlice<RowContent?>
  ) -> [Int]? {
    let total = variant.columns.count - 1
    guard !text.hasGrids, total > 1, found.count == total + 1,
      let place = found.firstIndex(where: { $0.column == total }), place < total
    else { return nil }
    let order = found.map(\.column)
    let others = order.filter { $0 != total }
    guard others == others.sorted(), !hasOtherLetters(found[0].match...found[total].match),
      found.allSatisfy({ text.matches[$0.match].isWhole && isInOneLine($0.match) }),
      provesTotal(variant, order, contents)
    else { return nil }
    return order
  }

  /// Whether letters that belong to no label stand among some labels.
  func hasOtherLetters(_ matches: ClosedRange<Int>) -> Bool {
    zip(matches, matches.dropFirst()).contains { earlier, later in
      text.matches[earlier].letters.upperBound < text.matches[later].letters.lowerBound
    }
  }

  /// Whether letters that belong to no label stand right before a label in its line, with other labels between
  /// at most: `本年 本年信息内容 现行有效件数`.
  private func hasLooseLetters(beside match: Int) -> Bool {
    let first = text.matches[match].letters.lowerBound
    let earlier = text.matches[..<match].suffix(Self.lettersBeside)
    return (max(0, first - Self.lettersBeside)..<first).contains { letter in
      text.letters[letter].line == text.letters[first].line
        && !earlier.contains { $0.letters.contains(letter) }
    }
  }

  private static let lettersBeside = 12

  /// A column heading and where it stands.
  struct PrintedHeading {
    let match: Int
    let column: Int

    /// Whether a common heading stands over it and others.
    let isGrouped: Bool
    let line: Int32
    let place: (slot: Int, width: Int32, grid: Int?)

    /// Whether both stand in the same grid, or in lines that separators divide alike.
    func isBeside(_ other: PrintedHeading) -> Bool {
      place.grid == other.place.grid
        && (place.grid != nil || place.width == other.place.width && place.width >= 3)
    }
  }

  /// Whether some headings, given in reading order, certainly stand in another order than in the form.
  ///
  /// Where rows have one line, the order of headings on several lines beside one another says nothing.
  func hasOtherOrder(_ headings: [PrintedHeading], _ hasRowsOfOneLine: Bool) -> Bool {
    let ownLines = !hasRowsOfOneLine && Set(headings.map(\.line)).count == headings.count
    return headings.indices.contains { index in
      let earlier = headings[index]
      return headings[(index + 1)...].contains { later in
        guard earlier.column > later.column, earlier.place.grid == later.place.grid else {
          return false
        }
        // Those of single columns may be printed before all others, whatever their place.
        if later.isGrouped, !earlier.isGrouped { return false }
        if earlier.isBeside(later) { return earlier.place.slot < later.place.slot }
        return earlier.line == later.line || ownLines && earlier.isGrouped == later.isGrouped
      }
    }
  }

  /// Where the headings of columns stand.
  ///
  /// - Parameters:
  ///   - columnHeadings: The headings that were found, each with its column.
  ///   - count: How many columns there are.
  /// - Returns: `nil` where no heading was found.
  func places(
    of columnHeadings: [(column: Int, match: Int)],
    count: Int
  ) -> RowPlacer.Headings? {
    var headings = RowPlacer.Headings(
      slots: Array(repeating: nil, count: count),
      lineWidth: nil,
      grid: nil,
      matches: Array(repeating: nil, count: count)
    )
    var found = false
    for (column, match) in columnHeadings {
      let letter = text.matches[match].letters.lowerBound
      let place = text.slot(ofLetter: letter)
      if found, headings.lineWidth != place.width || headings.grid != place.grid {
        headings.slots = Array(repeating: nil, count: count)
        headings.lineWidth = -1
      }
      if headings.lineWidth != -1 {
        headings.lineWidth = place.width
        headings.grid = place.grid
        headings.slots[column] = place.slot
      }
      headings.matches[column] = match
      found = true
    }
    return found ? headings : nil
  }

  /// The lines from one column heading of a table to the next, where most agree.
  func headingStep(_ chain: TableChain) -> Int? {
    var matches: [Int] = []
    for (match, _) in chain.headings where matches.last != match { matches.append(match) }
    var counts: [Int: Int] = [:]
    for (earlier, later) in zip(matches, matches.dropFirst()) where later == earlier + 1 {
      let start = text.letters[text.matches[earlier].letters.upperBound - 1].line
      counts[Int(text.letters[text.matches[later].letters.lowerBound].line - start), default: 0] +=
        1
    }
    let best = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    return best.flatMap { $0.key > 0 ? $0.key : nil }
  }
}
