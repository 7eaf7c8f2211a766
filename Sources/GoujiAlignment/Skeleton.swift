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
    // Blocks are the same when they share a row; a form may leave a block out at any place.
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
    var mergedBlocks: [Block] = []
    var mergedRows: [Row] = []
    for (index, variants) in blocks.enumerated() {
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
      let start = mergedRows.count
      for row in order {
        let firstCell = forms.enumerated().map { formIndex, form -> Int? in
          guard let variant = variants.first(where: { $0.form == formIndex }),
            let column = variant.columns.first
          else { return nil }
          return form.position(table: id, row: row, column: column.id)
        }
        mergedRows.append(
          Row(
            id: row,
            block: index,
            firstCell: firstCell,
            position: forms.indices.map { form in
              variants.first { $0.form == form }?.rows.firstIndex { $0.id == row }
            },
            members: Self.members(of: row, in: variants),
            notations: forms.indices.map { form in
              guard let first = firstCell[form],
                let variant = variants.first(where: { $0.form == form })
              else { return [] }
              return forms[form].cells[first..<first + variant.columns.count].map(\.notation)
            }
          )
        )
      }
      let heading = definitions.lazy.flatMap(\.table.blocks)
        .first { block in block.rows.contains { order.contains($0.id) } }?.heading
      mergedBlocks.append(
        Block(
          heading: heading,
          variants: variants.map { variant in
            var variant = variant
            variant.tableRows = variant.rows.compactMap { row in
              order.firstIndex(of: row.id).map { start + $0 }
            }
            return variant
          },
          rows: start..<mergedRows.count,
          fewestColumns: variants.map { $0.columns.count }.min() ?? 0
        )
      )
    }
    return Table(
      id: id,
      arrangement: definitions.first?.table.arrangement ?? .rows,
      subtotals: Set(definitions.flatMap(\.table.subtotals)).sorted().map { Array($0.utf8) },
      blocks: mergedBlocks,
      rows: mergedRows
    )
  }
}
