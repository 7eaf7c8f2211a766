internal import GoujiDocument
internal import GoujiModel

/// The copies of one table that a document holds, of which one is kept.
extension DocumentAlignment {
  /// A table as one of its copies prints it.
  struct TableCopy {
    /// The rows that were found, in the order of the form.
    var rows: [(row: Int, form: Int, placement: RowPlacement)]
    let range: Range<Int>

    /// A byte of its first row.
    let firstRow: Int

    /// The copy with a part that is printed apart from it.
    func joined(by part: TableCopy) -> TableCopy {
      let start = min(range.lowerBound, part.range.lowerBound)
      return TableCopy(
        rows: rows + part.rows,
        range: start..<max(range.upperBound, part.range.upperBound),
        firstRow: min(firstRow, part.firstRow)
      )
    }
  }

  mutating func readRows(_ index: Int, first: LabelledRows?) {
    let table = skeleton.tables[index]
    var excluded = IndexSet()
    var copies: [TableCopy] = []
    var next = first
    let turned = first.flatMap { turnedCopy(of: $0) }
    if let turned { next = first?.without(Set(turned.rows.map(\.row))) }
    let hasOtherOrder = first.map(hasOtherRowOrder) ?? false
    while let rows = next {
      // One or two labels elsewhere are no second copy.
      guard copies.isEmpty || rows.chain.rows.count(where: { $0 != nil }) >= 3,
        let copy = read(table, rows, hasOtherOrder: hasOtherOrder)
      else { break }
      if copies.isEmpty {
        noteLabels(of: copy, table, blockLabels[index], rows.chain)
        noteExtraRows(of: copy, table, rows)
      }
      copies.append(copy)
      excluded.insert(rows.chain.matches)
      guard copies.count < 4, hasLabelsForAnotherCopy(of: index, besides: excluded) else { break }
      next = labelledRows(ofTable: index, excluding: excluded)
    }
    if let turned {
      copies = [copies.first?.joined(by: turned) ?? turned] + copies.dropFirst()
    }
    keep(copies, of: table)
  }

  /// Notes which labels of a table are missing or cut.
  mutating func noteLabels(
    of copy: TableCopy,
    _ table: Skeleton.Table,
    _ labels: [[BlockLabels]],
    _ chain: TableChain
  ) {
    let document = document
    let labelNotes = LabelNotes(
      text: text,
      table: table,
      printed: { (document.string($0), document.place(of: $0)) },
      holds: { document.text[$0].elementsEqual($1) }
    )
    for (index, block) in table.blocks.enumerated() {
      guard let form = copy.rows.first(where: { block.rows.contains($0.row) })?.form,
        let variant = block.variants.firstIndex(where: { $0.form == form })
      else { continue }
      notes += labelNotes.notes(
        onBlock: index,
        block.variants[variant],
        labels[index][variant],
        of: skeleton.forms[form],
        chain
      )
    }
  }

  /// Notes which rows of a table no form has.
  mutating func noteExtraRows(
    of copy: TableCopy,
    _ table: Skeleton.Table,
    _ rows: LabelledRows
  ) {
    guard rows.contents.contains(where: { $0?.residue != nil }) else { return }
    let document = document
    let extraRows = ExtraRows(text: text, table: table) { range in
      (document.string(range), document.place(of: range))
    }
    for block in table.blocks {
      guard let form = copy.rows.first(where: { block.rows.contains($0.row) })?.form,
        let variant = block.variants.first(where: { $0.form == form })
      else { continue }
      notes += extraRows.notes(
        onBlock: variant,
        of: skeleton.forms[form],
        rows.contents,
        rows.chain
      )
    }
  }

  /// Takes what the copies of a table agree on into the reading of the document.
  mutating func keep(_ copies: [TableCopy], of table: Skeleton.Table) {
    let copies = copiesOfReport(copies)
    guard var first = copies.first else { return }
    let conflicts = copies.dropFirst().count { compare(&first, with: $0) }
    if conflicts > 0 {
      // What only one of two conflicting copies prints may be the outdated figure.
      for index in first.rows.indices {
        let row = first.rows[index].row
        let printings = copies.count { copy in copy.rows.contains { $0.row == row } }
        guard printings < copies.count else { continue }
        first.rows[index].placement = .uniform(.open, first.rows[index].placement.columns.count)
      }
    }
    for row in first.rows { store(row.placement, ofRow: table.rows[row.row], row.form) }
    ranges.append(contentsOf: copies.map(\.range).filter { !$0.isEmpty })
  }

  /// Whether enough labels of a table are left for another copy of it.
  func hasLabelsForAnotherCopy(of index: Int, besides used: IndexSet) -> Bool {
    var left = 0
    for match in text.matches.indices
    where !used.contains(match) && text.matches[match].row(ofTable: index) != nil {
      left += 1
      if left == 3 { return true }
    }
    return false
  }

  /// Opens the cells of which two copies of a table print different figures.
  ///
  /// - Returns: Whether there are any.
  func compare(_ copy: inout TableCopy, with other: TableCopy) -> Bool {
    var conflicts = false
    for row in other.rows {
      guard let own = copy.rows.firstIndex(where: { $0.row == row.row }) else {
        copy.rows.append(row)
        continue
      }
      var placement = copy.rows[own].placement
      let theirs = row.placement
      guard copy.rows[own].form == row.form, placement.columns.count == theirs.columns.count else {
        placement = .uniform(.open, placement.columns.count)
        copy.rows[own].placement = placement
        continue
      }
      var differs = false
      for column in placement.columns.indices {
        let printed = figure(placement.columns[column])
        let isKnown = ![placement, theirs].contains { isDamaged($0.columns[column]) }
        guard !isKnown || printed != figure(theirs.columns[column]) else { continue }
        placement.columns[column] = .open
        differs = true
      }
      if differs {
        conflicts = true
        placement.readings = [copy.rows[own].placement, theirs].map { $0.columns.map(token) }
        placement.isOpenToSums = false
        copy.rows[own].placement = placement
      }
    }
    return conflicts
  }

  /// A row whose figures are certain and whose form is not, so that they belong to none of its cells.
  func opened(_ placement: RowPlacement) -> RowPlacement {
    var opened = RowPlacement.uniform(.open, placement.columns.count)
    let isRead = placement.columns.allSatisfy { place in
      switch place {
      case .token: !isDamaged(place)
      case .blank: true
      case .zero, .text, .open, .missing: false
      }
    }
    if isRead { opened.readings = [placement.columns.map(token)] }
    opened.isOpenToSums = false
    return opened
  }

  func token(_ place: ColumnPlacement) -> Int {
    if case .token(let index) = place { return index }
    return -1
  }

  /// Whether a figure that cannot be read stands in a cell.
  private func isDamaged(_ place: ColumnPlacement) -> Bool {
    guard case .token(let index) = place else { return false }
    return text.tokens[index].flags.contains(.damaged)
  }

  func figure(_ place: ColumnPlacement) -> Figure? {
    switch place {
    case .token(let index) where text.tokens[index].kind == .figure: figure(text.tokens[index])
    case .zero: .zero
    default: nil
    }
  }
}
