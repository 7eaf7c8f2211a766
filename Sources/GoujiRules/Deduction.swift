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
    var proven: [Int: Int64] = [:]
    // A total may be the slip, so a figure other than zero takes two sums that agree on it.
    var claimed: [Int: (figure: Int64, sum: Int)] = [:]
    var isChanging = true
    while isChanging {
      isChanging = false
      for (sum, terms) in system.terms.enumerated() {
        for (position, figure) in solve(terms, proven) where proven[position] == nil {
          if figure == 0 {
            proven[position] = 0
            isChanging = true
          } else if let other = claimed[position], other.sum != sum {
            guard other.figure == figure else { continue }
            proven[position] = figure
            isChanging = true
          } else {
            claimed[position] = (figure, sum)
          }
        }
      }
    }
    // A figure that another sum contradicts is proven by none.
    for terms in system.terms where terms.contains(where: { proven[$0.position] != nil }) {
      let figures = terms.map { known($0.position, proven) }
      guard figures.allSatisfy({ $0 != nil }) else { continue }
      let total = zip(terms, figures).reduce(Amount(0)) { $0 + $1.0.factor * Amount($1.1 ?? 0) }
      guard total != 0 else { continue }
      for term in terms { proven[term.position] = nil }
    }
    for position in cells.indices {
      guard let figure = proven[position] else { continue }
      cells[position] = cells[position].deducing(
        Figure(significand: figure, fractionDigits: 0),
        as: .blank
      )
    }
  }

  /// The empty cells of one sum whose figures follow from the others.
  private func solve(
    _ terms: [CellSum.Term],
    _ proven: [Int: Int64]
  ) -> [(position: Int, figure: Int64)] {
    var rest = Amount(0)
    var open: [CellSum.Term] = []
    for term in terms {
      if let figure = known(term.position, proven) {
        rest += term.factor * Amount(figure)
      } else if isOpenCount(term.position) {
        open.append(term)
      } else {
        return []
      }
    }
    guard let first = open.first, open.allSatisfy({ $0.factor == first.factor }) else { return [] }
    // Counts are not negative, so parts that leave nothing are zero one and all.
    if rest == 0 { return open.map { ($0.position, 0) } }
    let figure = -rest * first.factor
    guard open.count == 1, figure > 0, let small = Int64(exactly: figure) else { return [] }
    return [(first.position, small)]
  }

  private func known(_ position: Int, _ proven: [Int: Int64]) -> Int64? {
    let cell = cells[position]
    switch cell.status {
    case .reported: return cell.value.flatMap(whole)
    case .deduced: return cell.deduced.flatMap(whole)
    case .blank: return proven[position]
    case .ambiguous, .unreadable, .missing: return nil
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
