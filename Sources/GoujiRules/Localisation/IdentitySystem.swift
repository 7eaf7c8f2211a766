internal import GoujiModel
internal import GoujiSchemas

/// All identities of one form: sums of printed cells that equal other sums of printed cells.
///
/// The rules of kind `sum-equals`, written out for every row and column. Together they are one
/// system of linear equations over the cells.
struct IdentitySystem: Sendable {
  static let kind = "sum-equals"

  let identities: [FormIdentity]

  /// The terms of each identity, apart so that evaluating them copies nothing else.
  let terms: [[CellSum.Term]]

  /// The same in one piece, to be evaluated for every report.
  let sums: SignedSums

  /// The identities about the totals of rows.
  let rows: IdentitySet

  /// The identities of each rule about columns.
  let columns: [IdentitySet]

  /// For each cell of the form the identities it stands in.
  let incidence: [[Incidence]]

  /// For each cell the total of its row, where an identity makes one of it.
  let rowTotals: [Int?]

  /// For each cell the identity that makes it the total of its row, where one does.
  let rowsOfTotals: [Int?]

  /// The cells on the right side of each identity, apart from the rest of it.
  let parts: [[Int]]

  /// For each cell whether it is the total of some sum.
  let isTotal: [Bool]

  /// For each identity those that share a cell with it, and itself.
  let neighbours: [IdentitySet]

  /// What a change of each cell changes: of the cell alone, and together with the total of its row.
  let alone: [Reach]
  let withTotal: [Reach]

  /// Identities that a change reaches.
  struct Reach: Sendable {
    let identities: IdentitySet
    let incidences: [Incidence]

    init(_ incidences: [Incidence]) {
      self.incidences = incidences
      identities = IdentitySet(incidences.lazy.map(\.identity))
    }

    func limited(to set: IdentitySet) -> Reach {
      identities.isSubset(of: set)
        ? self : Reach(incidences.filter { set.contains($0.identity) })
    }
  }

  struct Incidence: Hashable, Sendable {
    let identity: Int

    /// 1 or -1.
    let sign: Amount

    /// By how much the identity changes with the cell; products of amounts take long.
    func signed(_ change: Amount) -> Amount { sign > 0 ? change : -change }
  }

  /// Writes out rules of the kind `sum-equals`, each of which claims the form.
  ///
  /// `misfit` is called with a rule whose equation fits no cell of the form.
  ///
  /// - Throws: What `misfit` throws.
  init(
    rules: [RuleDefinition],
    form: FormDefinition,
    misfit: (RuleDefinition, any Error) throws -> Void
  ) throws {
    var identities: [FormIdentity] = []
    for rule in rules {
      do {
        let own = try Repetition.all(of: rule.statement, in: form).compactMap {
          try FormIdentity(rule, form: form, repetition: $0)
        }
        guard !own.isEmpty else {
          throw rule.problem("no cell of form \(form.id) fits the equation")
        }
        identities += own
      } catch {
        try misfit(rule, error)
      }
    }
    guard identities.count <= IdentitySet.capacity else {
      throw rules[0].problem("form \(form.id) has more than \(IdentitySet.capacity) identities")
    }
    // An order of its own, so that no result hangs on the order of the rule files.
    identities.sort { ($0.anchor, $0.rule) < ($1.anchor, $1.rule) }
    var incidence = [[Incidence]](repeating: [], count: form.cells.count)
    var rowTotals = [Int?](repeating: nil, count: form.cells.count)
    var rowsOfTotals = [Int?](repeating: nil, count: form.cells.count)
    for (index, identity) in identities.enumerated() {
      for term in identity.terms {
        incidence[term.position].append(Incidence(identity: index, sign: term.factor))
      }
      guard identity.isRowTotal else { continue }
      for part in identity.right { rowTotals[part] = identity.anchor }
      rowsOfTotals[identity.anchor] = index
    }
    self.identities = identities
    terms = identities.map(\.terms)
    sums = SignedSums(identities)
    rows = IdentitySet(identities.indices.filter { identities[$0].isRowTotal })
    columns = Set(identities.lazy.filter { !$0.isRowTotal }.map(\.rule)).sorted().map { rule in
      IdentitySet(identities.indices.filter { identities[$0].rule == rule })
    }
    neighbours = identities.map { identity in
      IdentitySet(identity.terms.lazy.flatMap { incidence[$0.position] }.map(\.identity))
    }
    self.rowsOfTotals = rowsOfTotals
    parts = identities.map(\.right)
    var isTotal = [Bool](repeating: false, count: form.cells.count)
    for identity in identities where identity.left.count == 1 { isTotal[identity.anchor] = true }
    self.isTotal = isTotal
    self.incidence = incidence
    self.rowTotals = rowTotals
    let alone = incidence.map(Reach.init)
    self.alone = alone
    withTotal = alone.indices.map { cell in
      guard let total = rowTotals[cell] else { return alone[cell] }
      // In their own row the cell and its total make up for one another.
      let shared = alone[cell].identities.intersection(alone[total].identities)
      return Reach((incidence[cell] + incidence[total]).filter { !shared.contains($0.identity) })
    }
  }
}

/// One rule of kind `sum-equals` in one row or column of one form.
struct FormIdentity: Sendable {
  let rule: RuleID

  /// The cells on either side, in printed order.
  let left: [Int]
  let right: [Int]

  /// Left cells with 1, right cells with -1: the identity holds when they add to 0.
  let terms: [CellSum.Term]

  /// Whether the left side is the total of a row whose parts are on the right.
  let isRowTotal: Bool
  let unless: [RuleStatement.Exemption]

  /// Cells that get added to the right side, or left out of it, by mistake.
  let confusable: [Int]
  let message: MessageTemplate
  let table: TableID?

  /// The cell that names the identity: the first on the left side.
  let anchor: Int

  /// Writes out a rule for one row or column.
  ///
  /// - Returns: `nil` where the form lacks one of the sides.
  /// - Throws: `SchemaError` for an equation that makes no sense.
  init?(_ rule: RuleDefinition, form: FormDefinition, repetition: Repetition) throws {
    let statement = rule.statement
    guard let equation = statement.equation, equation.relation == .equal,
      let message = statement.message
    else {
      throw rule.problem("\(IdentitySystem.kind) needs 'equation' with '=' and 'message'")
    }
    let terms = equation.left.terms + equation.right.terms
    guard terms.allSatisfy({ $0.factor == 1 }), equation.left.constant == 0,
      equation.right.constant == 0
    else {
      throw rule.problem("an equation has cells only, each added once")
    }
    let finder = CellFinder(form: form, repetition: repetition)
    left = finder.sum(equation.left).positions
    right = finder.sum(equation.right).positions
    guard let anchor = left.first, !right.isEmpty else { return nil }
    self.anchor = anchor
    self.rule = statement.id
    self.terms =
      left.map { CellSum.Term(position: $0, factor: 1) }
      + right.map { CellSum.Term(position: $0, factor: -1) }
    isRowTotal = statement.each == .row && left.count == 1
    unless = statement.unless ?? []
    confusable = (statement.confusable ?? []).flatMap { finder.positions($0) }
    table = repetition.table
    do {
      self.message = try MessageTemplate(
        message,
        finder: finder,
        given: ["left", "right", "difference"]
      )
    } catch {
      throw rule.problem("\(error)")
    }
  }
}
