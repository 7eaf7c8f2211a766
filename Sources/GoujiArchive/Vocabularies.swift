internal import GRDB
internal import Gouji
internal import GoujiModel
internal import Synchronization

// Cells, and what rules say, come again in every report, so the archive has them once, by number.

/// The numbers that an archive gives to cells and outcomes, for one that writes; what is new is written.
///
/// What was learned in a transaction that is rolled back must not be used again.
final class VocabularyWriter {
  private var definitions: [CellDefinition: Int64] = [:]
  private var cells: [CellID: Int64] = [:]

  /// The numbers of each form's cells, in the order of the form.
  private var formCells: [FormID: [Int64]] = [:]
  private var outcomes: [RuleResult: Int64] = [:]

  init(_ db: Database) throws {
    try learn(db)
  }

  func numbers(of form: FormDefinition, _ db: Database) throws -> [Int64] {
    if let known = formCells[form.id] { return known }
    let numbers = try form.cells.map { try number(of: $0, db) }
    formCells[form.id] = numbers
    return numbers
  }

  /// The number of any of the definitions of a cell.
  func number(of cell: CellID, _ db: Database) throws -> Int64 {
    if let known = cells[cell] { return known }
    return try number(
      of: CellDefinition(id: cell, rowLabel: "", columnLabel: "", unit: "", notation: .count),
      db
    )
  }

  func number(of definition: CellDefinition, _ db: Database) throws -> Int64 {
    if let known = definitions[definition] { return known }
    // Another process may have written it.
    try learn(db)
    if let known = definitions[definition] { return known }
    try db.execute(
      sql: """
        INSERT INTO cell_definitions
          (form, "table", "row", "column", row_label, column_label, unit, notation)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        definition.id.form.rawValue, definition.id.table.rawValue, definition.id.row.rawValue,
        definition.id.column.rawValue, definition.rowLabel, definition.columnLabel,
        definition.unit, definition.notation.rawValue,
      ]
    )
    let number = db.lastInsertedRowID
    remember(definition, number)
    return number
  }

  func number(of result: RuleResult, _ db: Database) throws -> Int64 {
    if let known = outcomes[result] { return known }
    try learn(db)
    if let known = outcomes[result] { return known }
    try db.execute(
      sql: "INSERT INTO check_outcomes (rule, verdict, reason_zh, reason_en) VALUES (?, ?, ?, ?)",
      arguments: [
        result.rule.rawValue, result.verdict.rawValue, result.reason?.zh, result.reason?.en,
      ]
    )
    let number = db.lastInsertedRowID
    outcomes[result] = number
    return number
  }

  private func learn(_ db: Database) throws {
    guard try !isUpToDate(db) else { return }
    for (number, definition) in try db.cellDefinitions() { remember(definition, number) }
    for (number, result) in try db.checkOutcomes() { outcomes[result] = number }
  }

  private func isUpToDate(_ db: Database) throws -> Bool {
    try db.vocabularyCounts() == (definitions.count, outcomes.count)
  }

  private func remember(_ definition: CellDefinition, _ number: Int64) {
    definitions[definition] = number
    if cells[definition.id] == nil { cells[definition.id] = number }
  }
}

/// What the numbers of an archive stand for.
struct Vocabulary: Sendable {
  fileprivate var definitions: [Int64: CellDefinition] = [:]
  fileprivate var outcomes: [Int64: RuleResult] = [:]

  func definition(_ number: Int64) throws -> CellDefinition {
    try found(definitions[number], "cell definition", number)
  }

  /// The results that a list of numbers stands for.
  func results(_ numbers: [Int64]) throws -> [RuleResult] {
    try numbers.map { try found(outcomes[$0], "outcome", $0) }
  }

  private func found<Value>(_ value: Value?, _ name: String, _ number: Int64) throws -> Value {
    guard let value else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no \(name) \(number)")
    }
    return value
  }
}

/// Reads the vocabulary of an archive, once and again where it has grown.
final class VocabularyReader: Sendable {
  private let known = Mutex(Vocabulary())

  func vocabulary(_ db: Database) throws -> Vocabulary {
    let counts = try db.vocabularyCounts()
    return try known.withLock { known in
      if counts.definitions != known.definitions.count {
        known.definitions = try db.cellDefinitions()
      }
      if counts.outcomes != known.outcomes.count { known.outcomes = try db.checkOutcomes() }
      return known
    }
  }
}

extension Database {
  /// How many numbers were given out; none is ever taken back.
  fileprivate func vocabularyCounts() throws -> (definitions: Int, outcomes: Int) {
    var row = try RowReader(
      self,
      """
      SELECT (SELECT count(*) FROM cell_definitions), (SELECT count(*) FROM check_outcomes)
      """
    )
    return try row.next() ? (row.integer(), row.integer()) : (0, 0)
  }

  fileprivate func cellDefinitions() throws -> [Int64: CellDefinition] {
    var definitions: [Int64: CellDefinition] = [:]
    var row = try RowReader(
      self,
      """
      SELECT id, form, "table", "row", "column", row_label, column_label, unit, notation
      FROM cell_definitions ORDER BY id
      """
    )
    while try row.next() {
      let number = Int64(row.integer())
      let cell = CellID(
        form: FormID(rawValue: row.text()),
        table: TableID(rawValue: row.text()),
        row: RowID(rawValue: row.text()),
        column: ColumnID(rawValue: row.text())
      )
      definitions[number] = CellDefinition(
        id: cell,
        rowLabel: row.text(),
        columnLabel: row.text(),
        unit: row.text(),
        notation: try row.word(Notation.self)
      )
    }
    return definitions
  }

  fileprivate func checkOutcomes() throws -> [Int64: RuleResult] {
    var outcomes: [Int64: RuleResult] = [:]
    var row = try RowReader(
      self,
      "SELECT id, rule, verdict, reason_zh, reason_en FROM check_outcomes"
    )
    while try row.next() {
      let number = Int64(row.integer())
      outcomes[number] = RuleResult(
        rule: RuleID(rawValue: row.text()),
        verdict: try row.word(RuleResult.Verdict.self),
        reason: row.optionalBilingual()
      )
    }
    return outcomes
  }
}
