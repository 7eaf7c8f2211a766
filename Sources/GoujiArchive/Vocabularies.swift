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
    var row = try RowReader(
      db,
      "SELECT (SELECT count(*) FROM cell_definitions), (SELECT count(*) FROM check_outcomes)"
    )
    guard try row.next() else { return false }
    return row.integer() == definitions.count && row.integer() == outcomes.count
  }

  private func remember(_ definition: CellDefinition, _ number: Int64) {
    definitions[definition] = number
    if cells[definition.id] == nil { cells[definition.id] = number }
  }
}

/// What the numbers of an archive stand for, read once and again where one is met that is new.
final class VocabularyReader: Sendable {
  private struct Known {
    var definitions: [Int64: CellDefinition] = [:]
    var outcomes: [Int64: RuleResult] = [:]
  }

  private let known = Mutex(Known())

  func definition(_ number: Int64, _ db: Database) throws -> CellDefinition {
    try known.withLock { known in
      if known.definitions[number] == nil { known.definitions = try db.cellDefinitions() }
      return try found(known.definitions[number], "cell definition", number)
    }
  }

  /// The results that a list of numbers stands for.
  func results(_ numbers: [Int64], _ db: Database) throws -> [RuleResult] {
    try known.withLock { known in
      try numbers.map { number in
        if known.outcomes[number] == nil { known.outcomes = try db.checkOutcomes() }
        return try found(known.outcomes[number], "outcome", number)
      }
    }
  }

  private func found<Value>(_ value: Value?, _ name: String, _ number: Int64) throws -> Value {
    guard let value else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no \(name) \(number)")
    }
    return value
  }
}

extension Database {
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
