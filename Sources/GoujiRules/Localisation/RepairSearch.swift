internal import GoujiModel

/// Finds the smallest repairs of broken identities.
///
/// Nothing is tried out: in a smallest repair of up to three cells some broken identity holds exactly one
/// of the cells that change, because a cell stands in one row and a table has no odd cycles; so
/// that identity says by how much. The search takes that step until nothing is broken.
///
/// A class, because closures copy a structure of many arrays for every move that is tried.
///
/// - Source: Fellegi and Holt's principle of least change; section 11 of the catalogue of rules.
final class RepairSearch: Sendable {
  let system: IdentitySystem
  let state: IdentityState
  private let amounts: [Amount]

  /// What each amount is above a whole number; dividing takes long, so it is done once.
  private let remainders: [Amount]

  /// What each cell may come to hold.
  private let domains: [Domain]

  /// The evaluated identities that a change of each cell reaches, alone and together with the total
  /// of its row.
  private let alone: [IdentitySystem.Reach]
  private let withTotal: [IdentitySystem.Reach]

  private enum Domain: UInt8 {
    /// Nothing else, because nobody printed the figure.
    case fixed
    case count
    case signed
    case money
  }

  init(system: IdentitySystem, state: IdentityState, ledger: Ledger) {
    self.system = system
    self.state = state
    amounts = ledger.amounts
    remainders = ledger.amounts.map(\.remainder)
    domains = ledger.states.indices.map { cell in
      guard ledger.states[cell] != .deduced else { return .fixed }
      return switch ledger.form.cells[cell].notation {
      case .count: .count
      case .signed: .signed
      case .money: .money
      }
    }
    let evaluated = IdentitySet(
      state.verdicts.indices.lazy.filter { state.verdicts[$0].isEvaluated }
    )
    alone = system.alone.map { $0.limited(to: evaluated) }
    withTotal = system.withTotal.map { $0.limited(to: evaluated) }
  }

  /// How much work is done before so many slips are given up; the order is fixed, so is the result.
  private static func limit(for count: Int) -> Int { (count > 3 ? 2_000 : 20_000) * workOfMove }

  /// The work of trying a move, where looking at one sum of rows is 1.
  private static let workOfMove = 16

  /// All repairs of the least number of moves: up to three, or one for each broken row.
  ///
  /// - Parameter broken: The identities to repair; all others must stay as they are.
  /// - Returns: Nothing when so many moves do not suffice or the search grows too large.
  func smallestRepairs(of broken: [Int]) -> [Repair] {
    var walk = Walk(residuals: residuals(of: broken), broken: IdentitySet(broken))
    let rows = walk.broken.intersection(system.rows).count
    for count in [1, 2, 3] + (rows > 3 ? [rows] : []) {
      walk.work = 0
      walk.limit = Self.limit(for: count)
      guard canSettle(&walk, in: count) else { continue }
      descend(&walk, movesLeft: count)
      if walk.work > walk.limit { return [] }
      if !walk.repairs.isEmpty { return walk.repairs }
    }
    return []
  }

  private func residuals(of broken: [Int]) -> [Amount] {
    var residuals = [Amount](repeating: 0, count: system.identities.count)
    for identity in broken { residuals[identity] = state.residuals[identity] }
    return residuals
  }

  /// Whether so many moves can be enough.
  ///
  /// A broken row takes a move of its own, which touches one column in each rule about columns; a
  /// cell with the total of its row touches no row and two columns. And what is off anywhere is off by
  /// a sum or a difference of what the moves change.
  private func canSettle(_ walk: inout Walk, in moves: Int) -> Bool {
    let rows = walk.broken.intersection(system.rows).count
    guard rows <= moves,
      system.columns.allSatisfy({ columns in
        walk.broken.intersection(columns).count <= rows + 2 * (moves - rows)
      })
    else { return false }
    if rows == moves, !rowsSuffice(&walk) { return false }
    switch moves {
    case 1:
      let first = abs(walk.residuals[walk.broken.first])
      return walk.broken.allSatisfy { abs(walk.residuals[$0]) == first }
    case 2: return twoChangesSuffice(walk)
    default: return true
    }
  }

  /// Whether moves that each mend one broken row can make every column hold as well.
  ///
  /// Such a move changes one column, by what its row is off; so what a column is off is a sum of
  /// those. True also where there is no work left to find that out.
  private func rowsSuffice(_ walk: inout Walk) -> Bool {
    let rows = walk.broken.intersection(system.rows)
    for identity in walk.broken where !rows.contains(identity) {
      walk.sums.removeAll(keepingCapacity: true)
      for term in system.terms[identity] {
        let total = system.rowTotals[term.position]
        guard let row = system.rowsOfTotals[total ?? term.position], rows.contains(row) else {
          continue
        }
        let residual = walk.residuals[row]
        let change = total == nil ? -residual : residual
        guard isPossible(term.position, change, change.remainder) else { continue }
        walk.sums.append(term.factor > 0 ? change : -change)
      }
      walk.sums.sort { abs($0) > abs($1) }
      let reach = walk.sums.reduce(0) { $0 + abs($1) }
      if !isSum(&walk, walk.residuals[identity], from: 0, reach: reach) { return false }
    }
    return true
  }

  /// Whether some of the changes from one on, which reach so far together, make up for a residual.
  private func isSum(
    _ walk: inout Walk,
    _ residual: Amount,
    from index: Int,
    reach: Amount
  ) -> Bool {
    walk.work += 1
    if residual == 0 || walk.work > walk.limit { return true }
    guard abs(residual) <= reach else { return false }
    let change = walk.sums[index]
    let rest = reach - abs(change)
    return isSum(&walk, residual + change, from: index + 1, reach: rest)
      || isSum(&walk, residual, from: index + 1, reach: rest)
  }

  /// Whether two changes explain by how much every identity is off: by one of them, by their sum or
  /// by their difference.
  private func twoChangesSuffice(_ walk: Walk) -> Bool {
    var sizes: [4 of Amount] = [0, 0, 0, 0]
    var count = 0
    for identity in walk.broken {
      let size = abs(walk.residuals[identity])
      var isNew = true
      for index in 0..<count where sizes[index] == size { isNew = false }
      guard isNew else { continue }
      guard count < 4 else { return false }
      sizes[count] = size
      count += 1
    }
    guard count > 2 else { return true }
    func explain(_ one: Amount, _ other: Amount) -> Bool {
      for index in 0..<count {
        let size = sizes[index]
        guard
          size == one || size == other || size == one + other || size == abs(one - other)
        else { return false }
      }
      return true
    }
    // One of the changes stands alone somewhere; the other is what is left of any other size.
    for first in 0..<count {
      let one = sizes[first]
      let size = sizes[first == 0 ? 1 : 0]
      if explain(one, size) || explain(one, size + one) || explain(one, abs(size - one)) {
        return true
      }
    }
    return false
  }

  private struct Walk {
    var residuals: [Amount]
    var broken: IdentitySet
    var limit = 0
    var moves: [Move] = []

    /// Identities that a move was read from; no later move touches them.
    var settled = IdentitySet()
    var repairs: [Repair] = []
    var found: Set<Repair> = []
    var work = 0

    /// By how much each row that is still broken could change the column that is looked at.
    var sums: [Amount] = []

    init(residuals: [Amount], broken: IdentitySet) {
      self.residuals = residuals
      self.broken = broken
    }
  }

  private func descend(_ walk: inout Walk, movesLeft: Int) {
    for identity in candidates(walk.broken, movesLeft: movesLeft) {
      eachMove(settling: identity, residual: walk.residuals[identity]) { move in
        guard walk.work <= walk.limit else { return }
        walk.work += Self.workOfMove
        let reach = reach(of: move)
        guard reach.identities.isDisjoint(with: walk.settled),
          !walk.moves.contains(where: { $0.cell == move.cell })
        else { return }
        let broken = walk.broken
        for incidence in reach.incidences {
          walk.residuals[incidence.identity] += incidence.signed(move.change)
          if walk.residuals[incidence.identity] == 0 {
            walk.broken.remove(incidence.identity)
          } else {
            walk.broken.insert(incidence.identity)
          }
        }
        if walk.broken.isEmpty {
          let moves = walk.moves + [move]
          if isPossible(moves) {
            let repair = Repair(moves)
            if walk.found.insert(repair).inserted { walk.repairs.append(repair) }
          }
        } else if movesLeft > 1, canSettle(&walk, in: movesLeft - 1) {
          walk.moves.append(move)
          walk.settled.insert(identity)
          descend(&walk, movesLeft: movesLeft - 1)
          walk.settled.remove(identity)
          walk.moves.removeLast()
        }
        for incidence in reach.incidences {
          walk.residuals[incidence.identity] -= incidence.signed(move.change)
        }
        walk.broken = broken
      }
    }
  }

  /// The identities that the next move can be read from.
  private func candidates(_ broken: IdentitySet, movesLeft: Int) -> IdentitySet {
    let rows = broken.intersection(system.rows)
    // With a move for each broken row, each of them holds exactly one cell that changes.
    if rows.count == movesLeft { return IdentitySet([rows.first]) }
    guard movesLeft == 1 else { return broken }
    // The last move touches everything that is still broken, so the shortest identity will do.
    let shortest = broken.min {
      (system.terms[$0].count, $0) < (system.terms[$1].count, $1)
    }
    return IdentitySet([shortest ?? broken.first])
  }

  /// Goes through every move that makes one identity hold, in the order of the cells.
  func eachMove(settling identity: Int, residual: Amount, _ body: (Move) -> Void) {
    let residualRemainder = residual.remainder
    for term in system.terms[identity] {
      let change = term.factor > 0 ? -residual : residual
      let remainder = term.factor > 0 ? -residualRemainder : residualRemainder
      let cell = term.position
      guard isPossible(cell, change, remainder) else { continue }
      body(Move(cell: cell, total: nil, change: change))
      if let total = system.rowTotals[cell] {
        if let row = evaluatedRow(of: total), row != identity, isPossible(total, change, remainder)
        {
          body(Move(cell: cell, total: total, change: change))
        }
      } else if let row = evaluatedRow(of: cell), row != identity {
        for part in system.parts[row] where isPossible(part, change, remainder) {
          body(Move(cell: part, total: cell, change: change))
        }
      }
    }
  }

  /// Whether a repair makes some identities hold and leaves all others as they are.
  func settles(_ repair: Repair, _ broken: [Int]) -> Bool {
    var residuals = residuals(of: broken)
    for move in repair.moves {
      for incidence in reach(of: move).incidences {
        residuals[incidence.identity] += incidence.signed(move.change)
      }
    }
    return residuals.allSatisfy { $0 == 0 } && isPossible(repair.moves)
  }

  /// The identity that makes a cell the total of its row, where it was evaluated.
  private func evaluatedRow(of total: Int) -> Int? {
    system.rowsOfTotals[total].flatMap { state.verdicts[$0].isEvaluated ? $0 : nil }
  }

  /// Whether a move changes none but some of the identities.
  func stays(_ move: Move, within identities: IdentitySet) -> Bool {
    move.total == nil
      ? alone[move.cell].identities.isSubset(of: identities)
      : withTotal[move.cell].identities.isSubset(of: identities)
  }

  /// The evaluated identities that a move changes.
  func reach(of move: Move) -> IdentitySystem.Reach {
    move.total == nil ? alone[move.cell] : withTotal[move.cell]
  }

  /// Whether a cell may hold its figure changed by so much, which is not 0 and has this remainder above
  /// a whole number: counts stay whole and not negative.
  private func isPossible(_ cell: Int, _ change: Amount, _ remainder: Amount) -> Bool {
    let sum = remainders[cell] + remainder
    let isWhole = sum == 0 || sum == one || sum == -one
    return switch domains[cell] {
    case .fixed: false
    case .count: isWhole && amounts[cell] + change >= 0
    case .signed: isWhole
    case .money: amounts[cell] + change >= 0
    }
  }

  /// Whether the cells of several moves may hold their figures, where moves meet in one total.
  private func isPossible(_ moves: [Move]) -> Bool {
    moves.count == 1
      || Repair(moves).changes.allSatisfy {
        $0.change != 0 && isPossible($0.cell, $0.change, $0.change.remainder)
      }
  }
}
