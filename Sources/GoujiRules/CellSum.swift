internal import GoujiModel
internal import GoujiSchemas

/// A sum of cells, by their positions in the form.
struct CellSum: Hashable, Sendable {
  let terms: [Term]
  let constant: Amount

  /// The cells of the terms.
  let positions: [Int]

  init(terms: [Term], constant: Amount) {
    self.terms = terms
    self.constant = constant
    positions = terms.map(\.position)
  }

  struct Term: Hashable, Sendable {
    let position: Int
    let factor: Amount

    /// The amount as often as the term has it; products of amounts take long.
    @inline(__always)
    fileprivate func counted(_ amount: Amount) -> Amount {
      switch factor {
      case 1: amount
      case -1: -amount
      default: factor * amount
      }
    }
  }

  /// The terms of both, those of the other one with their signs turned.
  static func - (left: CellSum, right: CellSum) -> CellSum {
    CellSum(
      terms: left.terms
        + right.terms.map { Term(position: $0.position, factor: -$0.factor) },
      constant: left.constant - right.constant
    )
  }

  func value(in ledger: Ledger) -> Amount {
    var value = constant
    for term in terms { value += term.counted(ledger.amounts[term.position]) }
    return value
  }
}

/// The row and column in which one repetition of a rule stands.
struct Repetition: Hashable, Sendable {
  let table: TableID?
  let row: RowID?
  let column: ColumnID?

  /// The label of the repeated row or column, as the form prints it.
  let label: String

  /// The repetitions of a rule in a form, in printed order; one without row and column for a rule
  /// that is not repeated, none when the form lacks the table.
  static func all(of rule: RuleStatement, in form: FormDefinition) -> [Repetition] {
    guard let direction = rule.each, let table = rule.tables.first else {
      return [Repetition(table: rule.tables.first, row: nil, column: nil, label: "")]
    }
    var seen: Set<String> = []
    return form.cells.compactMap { cell in
      guard cell.id.table == table else { return nil }
      switch direction {
      case .row:
        let isWanted = rule.rows?.contains { matches(cell.id.row.rawValue, $0) } ?? true
        guard isWanted, seen.insert(cell.id.row.rawValue).inserted else { return nil }
        return Repetition(table: table, row: cell.id.row, column: nil, label: cell.rowLabel)
      case .column:
        guard seen.insert(cell.id.column.rawValue).inserted else { return nil }
        return Repetition(table: table, row: nil, column: cell.id.column, label: cell.columnLabel)
      }
    }
  }
}

/// Finds the cells that the patterns of a rule mean in one form.
struct CellFinder {
  let form: FormDefinition
  let repetition: Repetition

  /// The positions that a pattern matches, in printed order; empty when the form has none.
  func positions(_ pattern: String) -> [Int] {
    let address = address(of: pattern)
    if !address.utf8.contains(UInt8(ascii: "*")) {
      return cell(at: address).flatMap { form.position(of: $0) }.map { [$0] } ?? []
    }
    return AddressPattern(address).positions(in: form)
  }

  func sum(_ expression: RuleExpression) -> CellSum {
    CellSum(
      terms: expression.terms.flatMap { term in
        positions(term.pattern).map {
          CellSum.Term(position: $0, factor: Amount(term.factor))
        }
      },
      constant: Amount(expression.constant) * one
    )
  }

  /// The whole address: a pattern that does not begin with a table is completed from the repetition.
  private func address(of pattern: String) -> String {
    guard PairRules.isMarked(pattern) else {
      return address(of: pattern, in: repetition.table)
    }
    let bare = String(pattern.dropLast(PairRules.mark.count))
    let whole = address(of: bare, in: repetition.table)
    guard let dot = whole.utf8.firstIndex(of: UInt8(ascii: ".")) else { return whole }
    return whole[..<dot] + PairRules.mark + whole[dot...]
  }

  private func address(of pattern: String, in table: TableID?) -> String {
    let isWhole = form.tables.contains {
      let name = PairRules.bareName(of: $0.id).utf8
      return pattern.utf8.starts(with: name)
        && pattern.utf8.dropFirst(name.count).first == UInt8(ascii: ".")
    }
    guard !isWhole, let table else { return pattern }
    if let row = repetition.row { return "\(table).\(row).\(pattern)" }
    if let column = repetition.column { return "\(table).\(pattern).\(column)" }
    return "\(table).\(pattern)"
  }

  private func cell(at address: String) -> CellID? {
    guard let first = address.utf8.firstIndex(of: UInt8(ascii: ".")),
      let last = address.utf8.lastIndex(of: UInt8(ascii: ".")), first < last
    else { return nil }
    return CellID(
      form: form.id,
      table: TableID(rawValue: String(address[..<first])),
      row: RowID(rawValue: String(address[address.index(after: first)..<last])),
      column: ColumnID(rawValue: String(address[address.index(after: last)...]))
    )
  }
}

/// A pattern in which `*` stands for any run of characters.
struct AddressPattern {
  private let parts: [ArraySlice<UInt8>]

  init(_ pattern: String) {
    parts = Array(pattern.utf8).split(
      separator: UInt8(ascii: "*"),
      omittingEmptySubsequences: false
    )
  }

  /// The positions of the cells whose addresses inside of their form match, in printed order.
  func positions(in form: FormDefinition) -> [Int] {
    // One room for all addresses: a form has hundreds, and is asked hundreds of times.
    var address: [UInt8] = []
    return form.cells.indices.filter { position in
      let id = form.cells[position].id
      address.removeAll(keepingCapacity: true)
      address += id.table.rawValue.utf8
      address.append(UInt8(ascii: "."))
      address += id.row.rawValue.utf8
      address.append(UInt8(ascii: "."))
      address += id.column.rawValue.utf8
      return matches(address[...])
    }
  }

  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return parts.first == text
    }
    guard text.count >= first.count + last.count, text.starts(with: first),
      text.suffix(last.count) == last
    else { return false }
    var rest = text.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let start = rest.indices.first(where: { rest[$0...].starts(with: part) }) else {
        return false
      }
      rest = rest[(start + part.count)...]
    }
    return true
  }
}

/// Whether a text matches a pattern in which `*` stands for any run of characters.
func matches(_ text: String, _ pattern: String) -> Bool {
  AddressPattern(pattern).matches(Array(text.utf8)[...])
}
