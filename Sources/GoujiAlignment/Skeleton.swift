internal import GoujiModel

/// All forms laid over one another: each table once, with the rows of every form in printed order.
///
/// Reports mix forms inside one table, so rows are looked for without asking which form they are on;
/// the form of a block is settled afterwards by its headings.
struct Skeleton: Sendable {
  let forms: [FormDefinition]
  let tables: [Table]

  /// One table of any form.
  struct Table: Sendable {
    let id: TableID
    let arrangement: TableDefinition.Arrangement

    /// How columns are headed that add up others, in UTF-8.
    let subtotals: [[UInt8]]

    /// How columns of other years are headed, and those of differences from these, in UTF-8.
    let comparisons: [[UInt8]]
    let blocks: [Block]
    let rows: [Row]
  }

  /// Rows that share a heading, over all forms.
  struct Block: Sendable {
    let heading: String?

    /// The block as each form has it; `nil` where a form does not.
    let variants: [Variant]
    let rows: Range<Int>

    /// The columns of the variant that has the fewest.
    let fewestColumns: Int
  }

  /// A block as one form has it.
  struct Variant: Sendable {
    let form: Int
    let columns: [ColumnDefinition]
    let rows: [RowDefinition]

    /// For each of the rows its position in ``Table/rows``.
    var tableRows: [Int] = []

    /// The block with some of its columns only.
    func keeping(_ columns: [Int]) -> Variant {
      guard columns.count < self.columns.count else { return self }
      return Variant(
        form: form,
        columns: columns.map { self.columns[$0] },
        rows: rows,
        tableRows: tableRows
      )
    }
  }

  struct Row: Sendable {
    let id: RowID
    let block: Int

    /// Where each form has the row's cells: the position of its first cell, or `nil`.
    let firstCell: [Int?]

    /// Where each form has the row among the rows of its block.
    let position: [Int?]

    /// The rows that forms without this row have as members of a group of its name.
    let members: Set<RowID>

    /// How each form writes the figures of the row, by column; empty where it lacks the row.
    let notations: [[Notation]]
  }

  init(_ catalogue: FormCatalogue) {
    forms = catalogue.forms
    var tables: [Table] = []
    var seen: [TableID] = []
    for form in catalogue.forms {
      for table in form.tables where !seen.contains(table.id) {
        seen.append(table.id)
        tables.append(Self.merge(table.id, catalogue.forms))
      }
    }
    self.tables = tables
  }

  private static func members(of row: RowID, in variants: [Variant]) -> Set<RowID> {
    let names = variants.compactMap { $0.rows.first { $0.id == row }?.label }
    let others = variants.filter { !$0.rows.contains { $0.id == row } }
    return Set(
      others.flatMap(\.rows).filter { $0.groups.contains(where: names.contains) }.map(\.id)
    )
  }

  private static func merge(_ id: TableID, _ forms: [FormDefinition]) -> Table {
    let definitions = forms.enumerated().compactMap { index, form in
      form.tables.first { $0.id == id }.map { (form: index, table: $0) }
    }
    var blocks: [Block] = []
    var rows: [Row] = []
    for variants in variantsOfBlocks(definitions) {
      let order = rowOrder(of: variants)
      let start = rows.count
      rows += order.map { row(id, $0, block: blocks.count, variants, forms) }
      let heading = definitions.lazy.flatMap(\.table.blocks)
        .first { block in block.rows.contains { order.contains($0.id) } }?.heading
      blocks.append(
        Block(
          heading: heading,
          variants: variants.map { variant in
            var variant = variant
            variant.tableRows = variant.rows.compactMap { row in
              order.firstIndex(of: row.id).map { start + $0 }
            }
            return variant
          },
          rows: start..<rows.count,
          fewestColumns: variants.map { $0.columns.count }.min() ?? 0
        )
      )
    }
    return Table(
      id: id,
      arrangement: definitions.first?.table.arrangement ?? .rows,
      subtotals: Set(definitions.flatMap(\.table.subtotals)).sorted().map { Array($0.utf8) },
      comparisons: Set(definitions.flatMap(\.table.comparisons)).sorted().map { Array($0.utf8) },
      blocks: blocks,
      rows: rows
    )
  }

  /// The blocks of a table, each as the forms have it.
  ///
  /// Blocks are the same when they share a row; a form may leave a block out at any place.
  private static func variantsOfBlocks(
    _ definitions: [(form: Int, table: TableDefinition)]
  ) -> [[Variant]] {
    var blocks: [[Variant]] = []
    for (form, table) in definitions {
      var insertion = 0
      for block in table.blocks {
        let variant = Variant(form: form, columns: block.columns, rows: block.rows)
        let rows = Set(block.rows.map(\.id))
        if let known = blocks.firstIndex(where: { known in
          known.contains { $0.rows.contains { rows.contains($0.id) } }
        }) {
          blocks[known].append(variant)
          insertion = known + 1
        } else {
          blocks.insert([variant], at: insertion)
          insertion += 1
        }
      }
    }
    return blocks
  }

  /// The rows of a block over all forms, those that only one has behind the one before them.
  private static func rowOrder(of variants: [Variant]) -> [RowID] {
    var order: [RowID] = []
    for variant in variants {
      var insertion = 0
      for row in variant.rows {
        if let known = order.firstIndex(of: row.id) {
          insertion = known + 1
        } else {
          order.insert(row.id, at: insertion)
          insertion += 1
        }
      }
    }
    return order
  }

  private static func row(
    _ table: TableID,
    _ id: RowID,
    block: Int,
    _ variants: [Variant],
    _ forms: [FormDefinition]
  ) -> Row {
    let variantsOfForms = forms.indices.map { form in variants.first { $0.form == form } }
    let firstCell = zip(forms, variantsOfForms).map { form, variant in
      variant?.columns.first.flatMap { form.position(table: table, row: id, column: $0.id) }
    }
    return Row(
      id: id,
      block: block,
      firstCell: firstCell,
      position: variantsOfForms.map { variant in variant?.rows.firstIndex { $0.id == id } },
      members: members(of: id, in: variants),
      notations: forms.indices.map { form in
        guard let first = firstCell[form], let variant = variantsOfForms[form] else { return [] }
        return forms[form].cells[first..<first + variant.columns.count].map(\.notation)
      }
    )
  }
}
