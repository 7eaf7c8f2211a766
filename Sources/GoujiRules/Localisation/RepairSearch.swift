internal import GoujiModel

/// Finds the smallest repairs of broken identities.
///
/// Nothing is tried out: in a smallest repair of up to three cells some broken identity holds exactly one
/// of the cells that change, because a cell stands in one row and a table has no odd cycles; so
/// that identity says by how much. The search takes that step until nothing is broken.
///
/// - Source: Fellegi and Holt's principle of least change; section 11 of the catalogue of rules.
struct RepairSearch {
  let system: IdentitySystem
  let state: IdentityState
  let ledger: Ledger

  /// How many moves are tried before so many slips are given up; the order is fixed, so is the
  /// result.
  private static func limit(for count: Int) -> Int { count > 3 ? 4_000 : 20_000 }

  /// All repairs of the least number of moves: up to three, or one for each broken row.
  ///
  /// - Parameter broken: The identities to repair; all others must stay as they are.
  /// - Returns: Nothing when so many moves do not suffice or the search grows too large.
  func smallestRepairs(of broken: [Int]) -> [Repair] {
    var residuals = [Amount](repeating: 0, count: system.identities.count)
    for identity in broken { residuals[identity] = state.residuals[identity] }
    let rows = broken.count { system.identities[$0].isRowTotal }
    for count in [1, 2, 3] + (rows > 3 ? [rows] : []) where canSettle(broken, in: count) {
      var walk = Walk(residuals: residuals, broken: broken, limit: Self.limit(for: count))
      descend(&walk, movesLeft: count)
      if walk.tried > walk.limit { return [] }
      if !walk.repairs.isEmpty { return walk.repairs }
    }
    return []
  }

  /// Whether so many moves can be enough.
  ///
  /// A broken row takes a move of its own, which touches one column in each rule about columns; a
  /// cell with the total of its row touches no row and two columns.
  private func canSettle(_ broken: [Int], in moves: Int) -> Bool {
    var rows = 0
    var columns = [Int](repeating: 0, count: system.columnRules)
    for identity in broken {
      if let rule = system.columnRule[identity] {
        columns[rule] += 1
      } else {
        rows += 1
      }
    }
    return rows <= moves && columns.allSatisfy { $0 <= rows + 2 * (moves - rows) }
  }

  private struct Walk {
    var residuals: [Amount]
    var broken: [Int]
    let limit: Int
    var moves: [Move] = []

    /// Identities that a move was read from; no later move touches them.
    var settled: [Int] = []
    var repairs: [Repair] = []
    var found: Set<Repair> = []
    var tried = 0
  }

  private func descend(_ walk: inout Walk, movesLeft: Int) {
    for identity in candidates(walk.broken, movesLeft: movesLeft) {
      for move in moves(settling: identity, residual: walk.residuals[identity]) {
        guard walk.tried <= walk.limit else { return }
        walk.tried += 1
        guard !walk.moves.contains(where: { $0.cell == move.cell }) else { continue }
        let touched = touched(by: move)
        guard !touched.contains(where: { walk.settled.contains($0.identity) }) else { continue }
        let broken = walk.broken
        apply(touched, move.change, &walk)
        walk.moves.append(move)
        if walk.broken.isEmpty {
          if isPossible(walk.moves) {
            let repair = Repair(walk.moves)
            if walk.found.insert(repair).inserted { walk.repairs.append(repair) }
          }
        } else if movesLeft > 1, canSettle(walk.broken, in: movesLeft - 1) {
          walk.settled.append(identity)
          descend(&walk, movesLeft: movesLeft - 1)
          walk.settled.removeLast()
        }
        walk.moves.removeLast()
        for incidence in touched {
          walk.residuals[incidence.identity] -= incidence.sign * move.change
        }
        walk.broken = broken
      }
    }
  }

  /// The identities that the next move can be read from.
  private func candidates(_ broken: [Int], movesLeft: Int) -> [Int] {
    let rows = broken.filter { system.identities[$0].isRowTotal }
    // With a move for each broken row, each of them holds exactly one cell that changes.
    if rows.count == movesLeft { return Array(rows.prefix(1)) }
    guard movesLeft == 1 else { return broken }
    // The last move touches everything that is still broken, so the shortest identity will do.
    let shortest = broken.min {
      (system.terms[$0].count, $0) < (system.terms[$1].count, $1)
    }
    return shortest.map { [$0] } ?? []
  }

  private func apply(
    _ touched: [IdentitySystem.Incidence],
    _ change: Amount,
    _ walk: inout Walk
  ) {
    for incidence in touched {
      let before = walk.residuals[incidence.identity]
      let after = before + incidence.sign * change
      walk.residuals[incidence.identity] = after
      if before == 0 {
        walk.broken.append(incidence.identity)
      } else if after == 0 {
        walk.broken.removeAll { $0 == incidence.identity }
      }
    }
  }

  /// Every move that makes one identity hold, in the order of the cells.
  func moves(settling identity: Int, residual: Amount) -> [Move] {
    var moves: [Move] = []
    for term in system.identities[identity].terms {
      let change = -residual * term.factor
      let cell = term.position
      if isPossible(cell, change) { moves.append(Move(cell: cell, total: nil, change: change)) }
      if let total = system.rowTotals[cell] {
        if let row = row(of: total), row != identity, state.verdicts[row].isEvaluated,
          isPossible(cell, change), isPossible(total, change)
        {
          moves.append(Move(cell: cell, total: total, change: change))
        }
      } else if let row = row(of: cell), row != identity, state.verdicts[row].isEvaluated {
        for part in system.identities[row].right
        where isPossible(part, change) && isPossible(cell, change) {
          moves.append(Move(cell: part, total: cell, change: change))
        }
      }
    }
    return moves
  }

  /// Whether a repair makes some identities hold and leaves all others as they are.
  func settles(_ repair: Repair, _ broken: [Int]) -> Bool {
    var residuals = [Amount](repeating: 0, count: system.identities.count)
    for identity in broken { residuals[identity] = state.residuals[identity] }
    for move in repair.moves {
      for incidence in touched(by: move) {
        residuals[incidence.identity] += incidence.sign * move.change
      }
    }
    return residuals.allSatisfy { $0 == 0 } && isPossible(repair.moves)
  }

  /// The identity that makes a cell the total of its row.
  private func row(of total: Int) -> Int? {
    system.incidence[total].first {
      let identity = system.identities[$0.identity]
      return identity.isRowTotal && identity.anchor == total
    }?.identity
  }

  /// The evaluated identities that a move changes.
  func touched(by move: Move) -> [IdentitySystem.Incidence] {
    var touched = system.incidence[move.cell].filter { state.verdicts[$0.identity].isEvaluated }
    guard let total = move.total else { return touched }
    for incidence in system.incidence[total] where state.verdicts[incidence.identity].isEvaluated {
      if let index = touched.firstIndex(where: { $0.identity == incidence.identity }) {
        touched.remove(at: index)
      } else {
        touched.append(incidence)
      }
    }
    return touched
  }

  /// Whether a cell may hold its figure changed by so much: counts stay whole and not negative.
  private func isPossible(_ cell: Int, _ change: Amount) -> Bool {
    guard change != 0, ledger.states[cell] != .deduced else { return false }
    let changed = ledger.amounts[cell] + change
    return switch ledger.form.cells[cell].notation {
    case .count: changed >= 0 && changed % one == 0
    case .signed: changed % one == 0
    case .money: changed >= 0
    }
  }

  /// Whether the cells of several moves may hold their figures, where moves meet in one total.
  private func isPossible(_ moves: [Move]) -> Bool {
    moves.count == 1
      || Repair(moves).changes.allSatisfy { isPossible($0.cell, $0.change) }
  }
}
