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

  /// Whether the moves put the halves of one number together again.
  let joinsNumber: Bool

  init(_ moves: [Move], joinsNumber: Bool = false) {
    self.joinsNumber = joinsNumber
    self.moves = moves.sorted {
      ($0.cell, $0.total ?? -1, $0.change) < ($1.cell, $1.total ?? -1, $1.change)
    }
  }

  /// By how much each cell changes, in the order of the cells.
  var changes: [(cell: Int, change: Amount)] {
    var changes: [(cell: Int, change: Amount)] = []
    func add(_ change: Amount, to cell: Int) {
      if let index = changes.firstIndex(where: { $0.cell == cell }) {
        changes[index].change += change
      } else {
        changes.append((cell, change))
      }
    }
    for move in moves {
      add(move.change, to: move.cell)
      if let total = move.total { add(move.change, to: total) }
    }
    return changes.sorted { $0.cell < $1.cell }
  }
}
