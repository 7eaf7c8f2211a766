internal import GoujiModel

/// Decides by the sums of a form what its print leaves open.
///
/// Print goes first: no printed figure is touched, and what two sums decide differently stays open.
struct Deduction {
  private(set) var cells: [Cell]
  private let system: IdentitySystem
  private let form: FormDefinition

  init(system: IdentitySystem, form: FormDefinition, cells: [Cell]) {
    self.system = system
    self.form = form
    self.cells = cells
  }

  // MARK: Rows whose values could stand in several places

  /// Keeps the readings of each row that its own sums allow, and settles the cells they agree on.
  mutating func settle(_ openRows: [OpenRow]) {
    for row in openRows {
      guard let width = row.readings.first?.count else { continue }
      let range = row.firstCell..<row.firstCell + width
      let own = system.terms.filter { $0.allSatisfy { range.contains($0.position) } }
      guard !own.isEmpty, range.upperBound <= cells.count else { continue }
      let possible = row.readings.filter { reading in
        own.allSatisfy { terms in
          sum(terms) { reading[$0 - row.firstCell] ?? .zero } == 0
        }
      }
      guard let first = possible.first else { continue }
      for column in 0..<width where possible.allSatisfy({ $0[column] == first[column] }) {
        let position = row.firstCell + column
        if let figure = first[column] {
          cells[position] = cells[position].deducing(figure, as: .deduced)
        } else if possible.count == 1 {
          cells[position] = cells[position].deducing(nil, as: .blank)
        }
      }
    }
  }

  // MARK: Empty cells

  /// Gives empty cells the figures that the sums leave them.
  mutating func fillBlanks() {
    let isOpen = cells.indices.map { isOpenCount($0) }
    guard isOpen.contains(true) else { return }
    // What each cell counts, an empty one once it is proven.
    var figures = cells.indices.map { printed($0) }
    let all = system.sums
    let sums = (0..<all.count).filter { sum in
      all.all(sum).contains { isOpen[all.cells[$0]] }
    }
    // A total may be the slip, so a figure other than zero takes two sums that agree on it.
    var claimed: [Int: (figure: Int64, sum: Int)] = [:]
    var isChanging = true
    while isChanging {
      isChanging = false
      for sum in sums {
        guard let figure = solve(sum, figures, isOpen) else { continue }
        for position in all.cells[all.all(sum)] where figures[position] == nil {
          if figure == 0 {
            figures[position] = 0
            isChanging = true
          } else if let other = claimed[position], other.sum != sum {
            guard other.figure == figure else { continue }
            figures[position] = figure
            isChanging = true
          } else {
            claimed[position] = (figure, sum)
          }
        }
      }
    }
    // A figure that another sum contradicts is proven by none.
    for sum in sums {
      guard let rest = rest(of: sum, figures), rest != 0 else { continue }
      for position in all.cells[all.all(sum)] where isOpen[position] { figures[position] = nil }
    }
    for position in cells.indices where isOpen[position] {
      guard let figure = figures[position] else { continue }
      cells[position].prove(Figure(significand: figure, fractionDigits: 0))
    }
  }

  /// What is left of a sum whose figures are all known; `nil` of any other.
  private func rest(of sum: Int, _ figures: [Int64?]) -> Amount? {
    let sums = system.sums
    var rest: Amount = 0
    for place in sums.added(sum) {
      guard let figure = figures[sums.cells[place]] else { return nil }
      rest += Amount(figure)
    }
    for place in sums.takenAway(sum) {
      guard let figure = figures[sums.cells[place]] else { return nil }
      rest -= Amount(figure)
    }
    return rest
  }

  /// The figure of each empty cell of one sum, where it follows from the others; `nil` where it does
  /// not, or none of the cells is empty.
  private func solve(_ sum: Int, _ figures: [Int64?], _ isOpen: [Bool]) -> Int64? {
    let sums = system.sums
    var rest: Amount = 0
    var added = 0
    var takenAway = 0
    for place in sums.added(sum) {
      if let figure = figures[sums.cells[place]] {
        rest += Amount(figure)
      } else if isOpen[sums.cells[place]] {
        added += 1
      } else {
        return nil
      }
    }
    for place in sums.takenAway(sum) {
      if let figure = figures[sums.cells[place]] {
        rest -= Amount(figure)
      } else if isOpen[sums.cells[place]], added == 0 {
        takenAway += 1
      } else {
        return nil
      }
    }
    guard added + takenAway > 0 else { return nil }
    // Counts are not negative, so parts that leave nothing are zero one and all.
    if rest == 0 { return 0 }
    let figure = added > 0 ? -rest : rest
    guard added + takenAway == 1, figure > 0 else { return nil }
    return Int64(exactly: figure)
  }

  /// The whole number that is printed in a cell or decided for it.
  private func printed(_ position: Int) -> Int64? {
    switch cells[position].status {
    case .reported: cells[position].value.flatMap(whole)
    case .deduced: cells[position].deduced.flatMap(whole)
    case .blank, .ambiguous, .unreadable, .missing: nil
    }
  }

  private func whole(_ figure: Figure) -> Int64? {
    figure.integer.map { Int64($0) }
  }

  private func isOpenCount(_ position: Int) -> Bool {
    cells[position].status == .blank && form.cells[position].notation == .count
  }

  private func sum(_ terms: [CellSum.Term], _ figure: (Int) -> Figure) -> Amount {
    terms.reduce(Amount(0)) { total, term in
      total + term.factor * Amount(whole(figure(term.position)) ?? 0)
    }
  }
}
