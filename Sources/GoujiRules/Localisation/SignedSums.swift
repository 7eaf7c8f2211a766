/// The sums of all identities of a form in one piece: of each the cells that are added, then those that
/// are taken away.
struct SignedSums: Sendable {
  /// The positions of the cells, one identity after the other.
  let cells: [Int]

  /// For each identity where its cells begin, and where those that are taken away do.
  private let starts: [Int]
  private let turns: [Int]

  init(_ identities: [FormIdentity]) {
    var cells: [Int] = []
    var starts: [Int] = []
    var turns: [Int] = []
    for identity in identities {
      starts.append(cells.count)
      cells += identity.left
      turns.append(cells.count)
      cells += identity.right
    }
    starts.append(cells.count)
    (self.cells, self.starts, self.turns) = (cells, starts, turns)
  }

  var count: Int { turns.count }

  /// Where the cells that are added stand in ``cells``.
  func added(_ identity: Int) -> Range<Int> { starts[identity]..<turns[identity] }

  /// Where the cells that are taken away stand in ``cells``.
  func takenAway(_ identity: Int) -> Range<Int> { turns[identity]..<starts[identity + 1] }

  /// Where all cells of an identity stand in ``cells``.
  func all(_ identity: Int) -> Range<Int> { starts[identity]..<starts[identity + 1] }
}
