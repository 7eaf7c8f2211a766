internal import GoujiModel

/// How a slip may have come about, read off the figures.
enum Explanation: Hashable, Sendable {
  /// The sum took in a cell that is no part of it, by its position.
  case addedIn(Int)
  case countedTwice(Int)
  case leftOut(Int)

  /// Two cells hold each other's figures.
  case swappedCells

  /// The figures of a row stand one column off, most likely in our reading.
  case shiftedRow

  /// One number was taken for two, most likely in our reading.
  case splitNumber
  case swappedDigits
  case changedDigit
  case lostDigit
  case addedDigit

  /// 元 for 万元 or the reverse.
  case wrongUnit
  case turnedSign

  /// Whether the name alone makes a repair likelier than others that are as small: figures agree
  /// in a way that chance hardly brings about.
  var isTelling: Bool {
    switch self {
    case .swappedCells, .shiftedRow, .splitNumber, .swappedDigits, .wrongUnit: true
    case .addedIn, .countedTwice, .leftOut, .changedDigit, .lostDigit, .addedDigit, .turnedSign:
      false
    }
  }

  /// Whether the extraction of the text is to blame rather than the agency.
  var isOfReading: Bool { self == .shiftedRow || self == .splitNumber }

  /// Whether one slip of a typing hand is all there is.
  var isTypingSlip: Bool {
    switch self {
    case .swappedDigits, .changedDigit, .lostDigit, .addedDigit: true
    case .addedIn, .countedTwice, .leftOut, .swappedCells, .shiftedRow, .splitNumber, .wrongUnit,
      .turnedSign:
      false
    }
  }

  /// Reads the slip off a repair and the broken identities that it mends.
  ///
  /// - Returns: `nil` when the figures tell nothing.
  init?(
    of repair: Repair,
    identities: [Int],
    _ system: IdentitySystem,
    _ state: IdentityState,
    _ ledger: Ledger
  ) {
    if repair.joinsNumber {
      self = .splitNumber
      return
    }
    let changes = repair.changes
    if changes.count == 2, repair.moves.count == 2, changes[0].change == -changes[1].change,
      ledger.amounts[changes[0].cell] + changes[0].change == ledger.amounts[changes[1].cell]
    {
      self = .swappedCells
      return
    }
    let sums = identities.filter { identity in
      let left = system.identities[identity].left
      return left.count == 1 && changes.contains { [$0.cell] == left }
    }
    // A difference of 1 fits too many cells to say anything.
    if sums.count == changes.count || repair.moves.count == 1,
      sums.contains(where: { abs(state.residuals[$0]) > one }),
      let mistake = Explanation.sumMistake(sums, system, state, ledger)
    {
      self = mistake
      return
    }
    if repair.moves.count > 2, changes.reduce(0, { $0 + $1.change }) == 0,
      Set(changes.map { ledger.form.cells[$0.cell].id.row }).count == 1
    {
      self = .shiftedRow
      return
    }
    guard repair.moves.count == 1, let move = repair.moves.first else { return nil }
    let printed = ledger.amounts[move.cell]
    guard ledger.states[move.cell] == .printed,
      let slip = Explanation.typingSlip(printed, printed + move.change)
    else { return nil }
    self = slip
  }

  /// What was added to, or left out of, several sums alike.
  static func sumMistake(
    _ sums: [Int],
    _ system: IdentitySystem,
    _ state: IdentityState,
    _ ledger: Ledger
  ) -> Explanation? {
    guard let first = sums.first.map({ system.identities[$0] }) else { return nil }

    // Rows stand in the same order in every column, so a place in the list is a row.
    func only(_ cells: (FormIdentity) -> [Int], _ sign: Amount) -> Int? {
      let places = cells(first).indices.filter { place in
        sums.allSatisfy { sum in
          let cells = cells(system.identities[sum])
          return place < cells.count
            && ledger.amounts[cells[place]] * sign == state.residuals[sum]
        }
      }
      return places.count == 1 ? places.first.map { cells(first)[$0] } : nil
    }
    if let cell = only(\.confusable, 1) { return .addedIn(cell) }
    if let cell = only(\.right, 1) { return .countedTwice(cell) }
    if let cell = only(\.right, -1) { return .leftOut(cell) }
    return nil
  }

  /// The single slip of the hand that turns one whole number into another.
  static func typingSlip(_ printed: Amount, _ meant: Amount) -> Explanation? {
    guard printed != meant else { return nil }
    if printed == -meant { return .turnedSign }
    guard printed > 0, meant >= 0, printed.isWhole, meant.isWhole else { return nil }
    if printed == meant * 10_000 || printed * 10_000 == meant { return .wrongUnit }
    let (a, b) = (Array(String(printed / one).utf8), Array(String(meant / one).utf8))
    if a.count == b.count, a.count > 1 {
      let different = a.indices.filter { a[$0] != b[$0] }
      if different.count == 1 { return .changedDigit }
      if different.count == 2, different[1] == different[0] + 1,
        a[different[0]] == b[different[1]], a[different[1]] == b[different[0]]
      {
        return .swappedDigits
      }
      return nil
    }
    if a.count + 1 == b.count, isOneShorter(a, than: b) { return .lostDigit }
    if b.count + 1 == a.count, isOneShorter(b, than: a) { return .addedDigit }
    return nil
  }

  private static func isOneShorter(_ short: [UInt8], than long: [UInt8]) -> Bool {
    let common = zip(short, long).prefix { $0 == $1 }.count
    return short[common...].elementsEqual(long[(common + 1)...])
  }
}
