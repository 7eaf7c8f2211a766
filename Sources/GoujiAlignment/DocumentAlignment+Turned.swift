internal import GoujiDocument
internal import GoujiModel

/// Tables printed with the rows of the form as columns and its columns as rows.
extension DocumentAlignment {
  /// The labels of rows that stand over figures, and the headings of columns before these.
  private struct TurnedTable {
    let table: Int

    /// In the order of the printed columns.
    let labels: [ColumnLabel]
    let headings: [Int]
    let form: Int

    /// Whether nothing tells the form from another one.
    var isOpen = false

    /// For each heading and label, the column of the label's row.
    let columns: [[Int]]
  }

  /// The turned parts of a table, of which some rows have labels without any figure.
  mutating func turnedCopy(of copy: LabelledRows) -> TableCopy? {
    var turned: TableCopy?
    for (row, content) in copy.contents.enumerated() {
      // The last label goes on with the first heading and its figures.
      guard content?.hasFiguresBehindHeading ?? false, let match = copy.chain.rows[row],
        let part = turnedCopy(of: copy.table, upTo: match)
      else { continue }
      turned = turned?.joined(by: part) ?? part
    }
    return turned
  }

  /// The turned copy of a table that is usually printed side by side.
  mutating func turnedCopy(ofSideBySide index: Int) -> TableCopy? {
    for match in text.matches.indices.dropFirst() {
      let (label, heading) = (text.matches[match - 1], text.matches[match])
      guard label.row(ofTable: index) != nil,
        heading.items.contains(where: { $0.kind == .columnHeading && $0.table == index }),
        hasFigures(match)
      else { continue }
      if let found = turnedCopy(of: index, upTo: match - 1) { return found }
    }
    return nil
  }

  /// The turned part of a table.
  ///
  /// - Parameters:
  ///   - index: The table's position in the skeleton.
  ///   - lastLabel: The last of the labels that stand over the figures.
  /// - Returns: `nil` where what stands there is none.
  private mutating func turnedCopy(of index: Int, upTo lastLabel: Int) -> TableCopy? {
    guard let turned = turnedTable(index, upTo: lastLabel) else { return nil }
    let rows = turned.headings.indices.map { row(turned, $0) }
    let isSingle = turned.labels.count == 1 || turned.headings.count == 1
    guard !isSingle || rows.allSatisfy({ standsUnder(turned.labels.map(\.match), $0.content) })
    else { return nil }
    var placer = placer
    placer.headingStep = nil
    let places = places(
      of: turned.labels.indices.map { ($0, turned.labels[$0].match) },
      count: turned.labels.count
    )
    var placed = placer.place(rows, headings: places.map { [turned.labels.count: $0] } ?? [:])
    // Where a text loses the figures of a heading, these are no empty cells.
    for (index, row) in rows.enumerated() where !text.hasGrids && row.content.values.isEmpty {
      placed[index] = .uniform(.open, turned.labels.count)
    }
    let table = skeleton.tables[index]
    var placements = turned.labels.indices.map { label in
      let block = table.blocks[table.rows[turned.labels[label].row].block]
      let count = block.variants.first { $0.form == turned.form }?.columns.count ?? 0
      var placement = RowPlacement.uniform(.missing, count)
      for heading in turned.headings.indices {
        placement.columns[turned.columns[heading][label]] = placed[heading].columns[label]
      }
      return placement
    }
    guard placements.contains(where: \.isRead) else { return nil }
    openMovedRows(placements.indices, of: &placements)
    if turned.isOpen { placements = placements.map(opened) }
    readBlocks[turned.form] += Set(turned.labels.map { table.rows[$0.row].block }).count
    let first = turned.labels.map(\.match).min() ?? lastLabel
    let start = Int(text.letters[text.matches[first].letters.lowerBound].offset)
    let end = rows.flatMap(\.content.values).map { Int(text.tokens[$0].end) }.max() ?? start
    return TableCopy(
      rows: zip(turned.labels, placements).map { ($0.row, turned.form, $1) },
      range: start..<max(start, end),
      firstRow: start
    )
  }

  /// The labels and headings of a turned table; `nil` where these are not all that one form has.
  private mutating func turnedTable(_ index: Int, upTo lastLabel: Int) -> TurnedTable? {
    let labels = columnLabels(ofTable: index, upTo: lastLabel)
    guard let last = labels.last else { return nil }
    let block = skeleton.tables[index].rows[last.row].block
    let headings = headings(behind: lastLabel, ofTable: index, block)
    guard let first = headings.first, hasFigures(first),
      headings.count(where: { hasFigures($0) }) * 2 > headings.count,
      labels.allSatisfy({ text.matches[$0.match].isWhole }),
      text.hasGrids || !hasOtherLetters(among: labels, before: first)
    else { return nil }
    let fitting = skeleton.forms.indices.compactMap { form in
      turnedTable(index, labels, headings, form)
    }
    guard fitting.count > 1 else { return fitting.first }
    let likely = likelyForm()
    var turned = fitting.first { $0.form == likely } ?? fitting[0]
    turned.isOpen = turned.form != likely
    return turned
  }

  /// The headings of a block's columns that follow a label.
  private func headings(behind label: Int, ofTable index: Int, _ block: Int) -> [Int] {
    var headings: [Int] = []
    var match = label + 1
    while match < text.matches.count {
      let items = text.matches[match].items
      if items.contains(where: {
        $0.kind == .columnHeading && $0.table == index && $0.index == block
      }) {
        if let last = headings.last, text.matches[last].items == items, !hasFigures(last) {
          headings.removeLast()
        }
        headings.append(match)
      } else if !isOverHeadings(match, ofTable: index) {
        break
      }
      match += 1
    }
    return headings
  }

  /// Whether figures stand between a label and the next one.
  func hasFigures(_ match: Int) -> Bool {
    let start = Int(text.letters[text.matches[match].letters.upperBound - 1].token)
    let end =
      match + 1 < text.matches.count
      ? Int(text.letters[text.matches[match + 1].letters.lowerBound].token) : text.tokens.count
    return (start..<max(start, end)).contains { text.tokens[$0].isValue }
  }

  /// The turned table that labels and headings are of a form; `nil` where these are not all that it has.
  private func turnedTable(
    _ index: Int,
    _ labels: [ColumnLabel],
    _ headings: [Int],
    _ form: Int
  ) -> TurnedTable? {
    guard let printed = inPrintedOrder(labels),
      let columns = columns(of: headings, over: printed, table: index, form)
    else { return nil }
    return TurnedTable(
      table: index,
      labels: printed,
      headings: headings,
      form: form,
      columns: columns
    )
  }

  /// For each heading and label, the column that the heading is of the label's row in a form.
  ///
  /// - Returns: `nil` where the form lacks a row or column, or a column but that of the total has no heading.
  private func columns(
    of headings: [Int],
    over labels: [ColumnLabel],
    table index: Int,
    _ form: Int
  ) -> [[Int]]? {
    let table = skeleton.tables[index]
    var columns: [[Int]] = headings.map { _ in [] }
    for (_, row) in labels {
      let block = table.rows[row].block
      guard table.rows[row].firstCell[form] != nil,
        let variant = table.blocks[block].variants.first(where: { $0.form == form })
      else { return nil }
      let found = headings.compactMap { heading in
        text.matches[heading].items.first {
          $0.kind == .columnHeading && $0.table == index && $0.index == block && $0.form == form
        }?.column
      }
      let lost = variant.columns.indices.filter { !found.contains($0) }
      guard found.count == headings.count, Set(found).count == found.count,
        lost.allSatisfy({ variant.columns.count > 2 && variant.columns[$0].id == .total })
      else { return nil }
      for (position, column) in found.enumerated() { columns[position].append(column) }
    }
    return columns
  }

  /// What stands behind a heading, as the row that it is in print.
  private func row(_ turned: TurnedTable, _ position: Int) -> RowPlacer.Row {
    let heading = turned.headings[position]
    let next = heading + 1 < text.matches.count ? heading + 1 : nil
    let table = skeleton.tables[turned.table]
    // The name of their group stands before the first of some headings.
    let isBehindGroup = position > 0 && heading > turned.headings[position - 1] + 1
    let notations = table.rows[turned.labels[0].row].notations[turned.form]
    let isLast = turned.columns[position][0] == notations.count - 1
    return RowPlacer.Row(
      content: text.content(ofRow: position, labelled: heading, upTo: next, in: document.text),
      notations: zip(turned.labels, turned.columns[position]).map { label, column in
        table.rows[label.row].notations[turned.form][column]
      },
      labelClass: isBehindGroup ? 1 : 0,
      order: Array(turned.labels.indices),
      isFollowedInOrder: position + 1 < turned.headings.count || isLast
    )
  }
}
