internal import GoujiModel

/// One cause of broken identities, as far as it can be told.
struct Cause: Sendable {
  /// The broken identities that it explains, in the order of the system.
  let identities: [Int]

  /// The repairs that would do, likeliest first; empty when none of up to three moves was found.
  let repairs: [Repair]

  /// Whether the first repair stands out: the only one, or the only one with a telling name.
  let isDecided: Bool
}

/// Groups the broken identities of a report by their causes.
///
/// Exact and the same on every run: components of broken identities, all smallest repairs of each,
/// and what the repairs have in common.
struct Localiser {
  private let system: IdentitySystem
  private let state: IdentityState
  private let ledger: Ledger
  private let search: RepairSearch

  init(_ system: IdentitySystem, _ state: IdentityState, _ ledger: Ledger) {
    self.system = system
    self.state = state
    self.ledger = ledger
    search = RepairSearch(system: system, state: state, ledger: ledger)
  }

  func causes() -> [Cause] {
    var causes: [Cause] = []
    var unsolved: [[Int]] = []
    for component in components(of: state.broken) {
      if let repair = wholeRowRepair(of: component) ?? shiftRepair(of: component)
        ?? splitRepair(of: component)
      {
        causes.append(Cause(identities: component, repairs: [repair], isDecided: true))
        continue
      }
      let repairs = search.smallestRepairs(of: component)
      if repairs.isEmpty {
        unsolved.append(component)
      } else {
        causes += self.causes(of: component, repairs)
      }
    }
    if !unsolved.isEmpty {
      // Slips that make up for one another in a sum that holds are no component before they are
      // looked at together.
      let together = unsolved.joined().sorted()
      let repairs = unsolved.count > 1 ? search.smallestRepairs(of: together) : []
      causes += repairs.isEmpty ? stepwiseCauses(of: together) : self.causes(of: together, repairs)
    }
    return causes.sorted { $0.identities.lexicographicallyPrecedes($1.identities) }
  }

  // MARK: Components

  /// Broken identities are linked when they share a cell, or when the total of a row, in an
  /// identity that holds, joins a cell of one to a cell of the other.
  private func components(of broken: [Int]) -> [[Int]] {
    guard broken.count > 1 else { return broken.map { [$0] } }
    var groups = Groups(count: broken.count)
    let holdingRows = IdentitySet(system.rows.filter { isHolding($0) })
    for first in broken.indices {
      let neighbours = system.neighbours[broken[first]]
      let rows = neighbours.intersection(holdingRows)
      for second in broken.indices.dropFirst(first + 1)
      where neighbours.contains(broken[second])
        || !rows.isDisjoint(with: system.neighbours[broken[second]])
      {
        groups.join(first, second)
      }
    }
    return groups.members.map { $0.map { broken[$0] } }
  }

  private func isHolding(_ identity: Int) -> Bool {
    let verdict = state.verdicts[identity]
    return verdict == .holds || verdict == .holdsWithBlanks
  }

  // MARK: Causes

  /// A part of a repair that stands for itself, with the broken identities that it changes.
  private struct Part: Hashable {
    let identities: [Int]
    let repair: Repair
  }

  private func causes(of component: [Int], _ repairs: [Repair]) -> [Cause] {
    let named = repairs.filter { repair in
      parts(of: repair, component).allSatisfy {
        Explanation(of: $0.repair, identities: $0.identities, system, state, ledger)?.isTelling
          ?? false
      }
    }
    let divisions = ranked(named.isEmpty ? repairs : named).map { parts(of: $0, component) }
    guard let reference = divisions.first else { return [] }
    let sameDivision = divisions.allSatisfy {
      $0.map(\.identities) == reference.map(\.identities)
    }
    return reference.map { part in
      var alternatives: [Repair] = []
      for division in divisions {
        for other in division
        where other.identities == part.identities && !alternatives.contains(other.repair) {
          alternatives.append(other.repair)
        }
      }
      return Cause(
        identities: part.identities,
        repairs: alternatives,
        isDecided: sameDivision && alternatives.count == 1
      )
    }
  }

  /// Divides a repair into slips that have nothing to do with one another: moves belong together
  /// when they share a cell, or when each makes up for the other in an identity that holds.
  private func parts(of repair: Repair, _ component: [Int]) -> [Part] {
    let touched = repair.moves.map { search.reach(of: $0).identities }
    let broken = IdentitySet(component)
    var groups = Groups(count: repair.moves.count)
    for first in repair.moves.indices {
      for second in repair.moves.indices.dropFirst(first + 1) {
        let cells = [repair.moves[first].cell, repair.moves[first].total]
        let shareCell =
          cells.contains(repair.moves[second].cell)
          || (repair.moves[second].total.map { cells.contains($0) } ?? false)
        let shareHolding = !touched[first].intersection(touched[second]).isSubset(of: broken)
        if shareCell || shareHolding { groups.join(first, second) }
      }
    }
    return groups.members.map { members in
      Part(
        identities: component.filter { identity in
          members.contains { touched[$0].contains(identity) }
        },
        repair: Repair(members.map { repair.moves[$0] })
      )
    }
    .sorted { $0.identities.lexicographicallyPrecedes($1.identities) }
  }

  /// Repairs, likeliest first: those of little weight, then those of few cells.
  private func ranked(_ repairs: [Repair]) -> [Repair] {
    repairs.enumerated()
      .map {
        (repair: $0.element, rank: (weight(of: $0.element), $0.element.changes.count, $0.offset))
      }
      .sorted { $0.rank < $1.rank }
      .map(\.repair)
  }

  /// How far the print is trusted against a repair; smaller is likelier.
  private func weight(of repair: Repair) -> Int {
    repair.moves.reduce(0) { sum, move in
      if system.isTotal[move.cell] { return sum + 1 }
      return sum + (system.incidence[move.cell].contains { isHolding($0.identity) } ? 3 : 2)
    }
  }

  // MARK: One slip in many sums

  /// The repair of sums that all took in, or all left out, the same row or the same column.
  ///
  /// - Returns: `nil` unless exactly one row explains every sum of a rule, three at least, and the
  ///   sums made good make everything else hold.
  private func wholeRowRepair(of component: [Int]) -> Repair? {
    var repairs: [Repair] = []
    for rule in Set(component.map { system.identities[$0].rule }).sorted() {
      let sums = system.identities.indices.filter {
        system.identities[$0].rule == rule && system.identities[$0].left.count == 1
          && state.verdicts[$0].isEvaluated
      }
      let broken = sums.filter { state.residuals[$0] != 0 }
      guard broken.count > 2,
        Explanation.sumMistake(sums, system, state, ledger) != nil
      else { continue }
      let repair = Repair(
        broken.map {
          Move(cell: system.identities[$0].anchor, total: nil, change: -state.residuals[$0])
        }
      )
      if search.settles(repair, component) { repairs.append(repair) }
    }
    return repairs.count == 1 ? repairs.first : nil
  }

  /// The repair of a row whose figures stand one column off.
  ///
  /// - Returns: `nil` unless moving one run of figures, three cells or more, makes everything hold
  ///   and no other run does. Fewer cells are two that were swapped.
  private func shiftRepair(of component: [Int]) -> Repair? {
    // The sum of the row stays as it is, so no other row can be made to hold.
    guard component.count > 2, !component.contains(where: system.rows.contains) else { return nil }
    var repairs: [Repair] = []
    for row in system.identities.indices
    where system.identities[row].isRowTotal && isHolding(row) {
      let cells = system.identities[row].right
      let printed = cells.map { ledger.amounts[$0] }
      for start in cells.indices {
        for end in cells.indices.dropFirst(start + 2) {
          let run = printed[start...end]
          // A cell of nought, or a blank one, has to give way at one end of the run.
          var shifts: [[Amount]] = []
          if run.first == 0 { shifts.append(Array(run.dropFirst()) + [0]) }
          if run.last == 0 { shifts.append([0] + Array(run.dropLast())) }
          for shifted in shifts {
            let moves = zip(cells[start...end], zip(run, shifted)).compactMap {
              $1.0 == $1.1 ? nil : Move(cell: $0, total: nil, change: $1.1 - $1.0)
            }
            let repair = Repair(moves)
            if moves.count > 2, search.settles(repair, component), !repairs.contains(repair) {
              repairs.append(repair)
            }
          }
        }
      }
    }
    return repairs.count == 1 ? repairs.first : nil
  }

  /// The repair of a row in which one number was taken for two, the figures behind it one column off.
  ///
  /// - Returns: `nil` unless joining one pair of digits makes two identities or more hold, breaks none,
  ///   and no other pair does.
  private func splitRepair(of component: [Int]) -> Repair? {
    guard component.count > 1 else { return nil }
    var repairs: [Repair] = []
    for row in component where system.rows.contains(row) {
      let cells = system.identities[row].right
      guard cells.allSatisfy({ ledger.states[$0] == .printed || ledger.states[$0] == .blank })
      else {
        continue
      }
      let printed = cells.map { ledger.amounts[$0] }
      // The figure that the other half pushed out of the row has to have been nought.
      for place in printed.indices.dropLast()
      where isDigit(cells[place]) && isDigit(cells[place + 1]) && printed[place] > 0 {
        let joined = printed[place] * 10 + printed[place + 1]
        let meant = printed[..<place] + [joined] + printed[(place + 2)...] + [0]
        let moves = zip(cells, zip(printed, meant)).compactMap { cell, figures in
          figures.0 == figures.1
            ? nil : Move(cell: cell, total: nil, change: figures.1 - figures.0)
        }
        let repair = Repair(moves, joinsNumber: true)
        if search.settles(repair, component) { repairs.append(repair) }
      }
    }
    return repairs.count == 1 ? repairs.first : nil
  }

  /// Whether a cell holds a whole number of one digit.
  private func isDigit(_ cell: Int) -> Bool {
    ledger.states[cell] == .printed && ledger.amounts[cell].isWhole
      && (0...(9 * one)).contains(ledger.amounts[cell])
  }

  // MARK: Many slips

  /// Takes apart what no three moves repair.
  ///
  /// The move that makes most identities hold and breaks none goes first; an identity that no move
  /// repairs is a cause of its own.
  private func stepwiseCauses(of component: [Int]) -> [Cause] {
    var residuals = state.residuals
    var broken = IdentitySet(component)
    var causes: [Cause] = []
    while true {
      var best: (identities: IdentitySet, moves: [Move])?
      for identity in broken {
        search.eachMove(settling: identity, residual: residuals[identity]) { move in
          guard search.stays(move, within: broken) else { return }
          var settled = IdentitySet()
          for incidence in search.reach(of: move).incidences
          where residuals[incidence.identity] + incidence.signed(move.change) == 0 {
            settled.insert(incidence.identity)
          }
          if settled.count > best?.identities.count ?? 0 {
            best = (settled, [move])
          } else if settled == best?.identities, !(best?.moves.contains(move) ?? true) {
            best?.moves.append(move)
          }
        }
      }
      guard let (settled, moves) = best, let move = moves.first else { break }
      for incidence in search.reach(of: move).incidences {
        residuals[incidence.identity] += incidence.signed(move.change)
        if residuals[incidence.identity] == 0 { broken.remove(incidence.identity) }
      }
      causes.append(
        Cause(
          identities: Array(settled),
          repairs: ranked(moves.map { Repair([$0]) }),
          isDecided: false
        )
      )
    }
    return causes + broken.map { Cause(identities: [$0], repairs: [], isDecided: false) }
  }
}

/// Numbers from 0 in groups that can be joined.
private struct Groups {
  private var parents: [Int]

  init(count: Int) {
    parents = Array(0..<count)
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (a, b) = (root(first), root(second))
    parents[max(a, b)] = min(a, b)
  }

  /// The groups in the order of their least members.
  var members: [[Int]] {
    parents.indices.filter { parents[$0] == $0 }
      .map { group in parents.indices.filter { root($0) == group } }
  }

  private func root(_ number: Int) -> Int {
    var number = number
    while parents[number] != number { number = parents[number] }
    return number
  }
}
