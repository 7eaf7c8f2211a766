/// One slip undone: a cell, and with it the total of its row where that was carried along.
struct Move: Hashable, Sendable {
  let cell: Int

  /// The total of the row that follows from the cell; `nil` when only the cell changes.
  let total: Int?
  let change: Amount
}

/// Moves that together make identities hold and break none.
struct Repair: Hashable, Sendable {
  /// In the order of their cells.
  let moves: [Move]

  init(_ moves: [Move]) {
    self.moves = moves.sorted {
      ($0.cell, $0.total ?? -1, $0.change) < ($1.cell, $1.total ?? -1, $1.change)
    }
  }

  /// By how much each cell changes, in the order of the cells.
  var changes: [(cell: Int, change: Amount)] {
    var sums: [Int: Amount] = [:]
    for move in moves {
      sums[move.cell, default: 0] += move.change
      if let total = move.total { sums[total, default: 0] += move.change }
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
