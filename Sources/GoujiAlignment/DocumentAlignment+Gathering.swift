internal import GoujiModel

// The rows of one copy of a table, block after block, as they go to the placer.
extension DocumentAlignment {
  struct GatheredRows {
    /// The rows that have labels, in the order of the form.
    var rows: [RowPlacer.Row] = []

    /// For each row the columns it is placed in.
    var columns: [RowColumns] = []

    var blocks: [GatheredBlock] = []

    /// Where the headings stand, by how many columns they name.
    var headings: [Int: RowPlacer.Headings] = [:]
  }

  struct RowColumns {
    /// The form that the row is read by.
    let form: Int

    /// The positions of the printed columns among those of the form.
    let printed: [Int]

    /// How many columns the form has.
    let count: Int
  }

  struct GatheredBlock {
    /// Positions in `GatheredRows.rows`.
    let rows: Range<Int>
    let hasTotal: Bool

    /// Whether the print fits more than one form.
    let isOpen: Bool
  }

  /// What the rows of a block have in common.
  private struct BlockReading {
    /// The columns that are printed.
    let variant: Skeleton.Variant

    /// Their positions among those of the form.
    let printed: [Int]
    let order: [Int]?

    /// Where a column 小计 stands that the form does not have; -1 where it may be any.
    let subtotal: Int?
    let isOutOfOrder: Bool
    let hasLostCells: Bool
    let mayJoinYears: Bool
  }

  /// Takes the rows of one block of a table, with all that its headings say of them.
  mutating func gather(
    _ index: Int,
    of table: Skeleton.Table,
    _ copy: LabelledRows,
    _ contents: inout [RowContent?],
    hasOtherOrder: Bool,
    into gathered: inout GatheredRows
  ) {
    let rows = table.blocks[index].rows
    let present = rows.filter { copy.chain.rows[$0] != nil }
    guard !present.isEmpty, let found = form(ofBlock: index, of: table, copy) else { return }
    let headings = withoutComparisons(
      columnHeadings(of: found.variant, index, copy.chain),
      of: found.variant,
      &contents,
      table,
      copy.chain
    )
    let printed = printedColumns(of: found.variant, headings, contents[rows])
    let variant = found.variant.keeping(printed)
    let printedHeadings = headings.compactMap { match, item in
      printed.firstIndex(of: item.column).map { (match: match, item: item.moved(to: $0)) }
    }
    readBlocks[variant.form] += 1
    if let places = places(
      of: printedHeadings.map { ($0.item.column, $0.match) },
      count: variant.columns.count
    ) {
      gathered.headings[variant.columns.count] = places
    }
    let order = printedOrder(of: variant, printedHeadings, contents[rows])
    var subtotal = subtotal(of: table, in: variant, printedHeadings, copy.chain, order)
    if let position = subtotal, position >= 0, !addsUp(position, variant, order, contents[rows]) {
      subtotal = -1
    }
    let block = BlockReading(
      variant: variant,
      printed: printed,
      order: order,
      subtotal: subtotal,
      isOutOfOrder: hasOtherOrder
        || hasHeadingsAmongRows(of: variant, index, copy)
          && !keepsRows(present.map { contents[$0] }, of: variant),
      // Rows without any value have lost their cells where the headings are gone with them.
      hasLostCells: printedHeadings.isEmpty
        && present.allSatisfy { contents[$0]?.values.isEmpty ?? true },
      mayJoinYears: variant.columns.count == 1 && joinsYears(of: variant, table, copy.chain)
    )
    let first = gathered.rows.count
    for row in present {
      guard let content = contents[row],
        let placed = rowToPlace(content, of: table, block, copy.chain)
      else { continue }
      gathered.rows.append(placed)
      gathered.columns.append(
        RowColumns(form: variant.form, printed: printed, count: found.variant.columns.count)
      )
    }
    gathered.blocks.append(
      GatheredBlock(
        rows: first..<gathered.rows.count,
        hasTotal: variant.columns.last?.id == .total,
        isOpen: found.isOpen
      )
    )
  }

  /// One row of a block as the placer takes it; `nil` where the form does not have the row.
  private func rowToPlace(
    _ content: RowContent,
    of table: Skeleton.Table,
    _ block: BlockReading,
    _ chain: TableChain
  ) -> RowPlacer.Row? {
    let (variant, row) = (block.variant, content.row)
    guard let position = table.rows[row].position[variant.form],
      table.rows[row].firstCell[variant.form] != nil
    else { return nil }
    var content = content
    let lacksSubtotal = block.subtotal.map {
      !content.removeValue(at: $0, of: variant.columns.count + 1)
    }
    return RowPlacer.Row(
      content: content,
      isOutOfOrder: block.isOutOfOrder
        && !(chain.rows[row].map { isCertainAlone(content, labelled: $0) } ?? false),
      hasLostCells: block.hasLostCells,
      mayHoldSubtotal: lacksSubtotal ?? false,
      mayJoinYears: block.mayJoinYears,
      notations: block.printed.map { table.rows[row].notations[variant.form][$0] },
      labelClass: variant.rows[position].groups.count,
      order: block.order,
      isFollowedInOrder: position + 1 >= variant.rows.count
        || chain.rows[variant.tableRows[position + 1]] != nil
    )
  }

  /// Opens what the rows of a block show together to be no figures of theirs, and adds the columns that are
  /// not printed.
  mutating func settle(_ gathered: GatheredRows, _ placements: inout [RowPlacement]) {
    for block in gathered.blocks where !block.rows.isEmpty {
      if block.hasTotal { openMovedRows(block.rows, of: &placements) }
      // A block of which nothing was read speaks for no form.
      if !placements[block.rows].contains(where: \.isRead) {
        readBlocks[gathered.columns[block.rows.lowerBound].form] -= 1
      }
      guard block.isOpen else { continue }
      for index in block.rows { placements[index] = opened(placements[index]) }
    }
    for (index, columns) in gathered.columns.enumerated() {
      placements[index].addMissing(besides: columns.printed, of: columns.count)
    }
  }
}
