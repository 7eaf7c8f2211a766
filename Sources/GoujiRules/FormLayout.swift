internal import GoujiModel

/// What rules ask of a form whatever the report, worked out once.
final class FormLayout: Sendable {
  /// The positions of each table's cells, in the order of the tables.
  let tables: [Range<Int>]

  /// The same one by one.
  let positions: [[Int]]

  /// For each cell the number of its row's label: equal where the labels are.
  let rowLabels: [Int]

  /// Why a rule cannot be evaluated, for each cell; `nil` for two forms laid side by side.
  let obstacles: Obstacles?

  init(_ form: FormDefinition) {
    var start = 0
    tables = form.tables.map { table in
      let count = table.blocks.reduce(0) { $0 + $1.rows.count * $1.columns.count }
      defer { start += count }
      return start..<(start + count)
    }
    positions = tables.map(Array.init)
    var numbers: [String: Int] = [:]
    var last: (label: String, number: Int)?
    rowLabels = form.cells.map { cell in
      // Most cells stand in the row of the one before.
      if let last, last.label == cell.rowLabel { return last.number }
      let number = numbers[cell.rowLabel] ?? numbers.count
      numbers[cell.rowLabel] = number
      last = (cell.rowLabel, number)
      return number
    }
    obstacles = form.isPair ? nil : Obstacles(form)
  }
}
