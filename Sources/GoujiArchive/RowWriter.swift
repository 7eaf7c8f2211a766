internal import GRDB
internal import GRDBSQLite
internal import GoujiModel

/// Inserts rows, many with one statement where many are announced, whose values are bound one after the
/// other without a detour through GRDB's values: most of an import's time would go into these.
///
/// To be used inside the database access that made it.
final class RowWriter {
  private let db: Database
  private let table: String
  private let columns: [String]

  /// One statement for each number of rows, larger ones first.
  private var statements: [(rows: Int, statement: Statement)] = []
  private var current: OpaquePointer?
  private var position: Int32 = 0

  /// Rows that the current statement still waits for, and those behind it.
  private var waiting = 0
  private var announced = 0

  init(_ db: Database, insertInto table: String, _ columns: [String]) {
    self.db = db
    self.table = table
    self.columns = columns
  }

  /// Announces rows, all of which must follow.
  func begin(rows: Int = 1) throws {
    announced = rows
    try selectStatement()
  }

  private func selectStatement() throws {
    guard announced > 0 else { return }
    // Beyond some dozens, more rows in a statement gain nothing.
    let rows = announced >= 64 ? 64 : announced >= 8 ? 8 : 1
    if let known = statements.first(where: { $0.rows == rows }) {
      current = known.statement.sqliteStatement
    } else {
      let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      let marks = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
      let statement = try db.cachedStatement(
        sql: "INSERT INTO \(table) (\(names)) VALUES "
          + repeatElement(marks, count: rows).joined(separator: ", ")
      )
      statements.append((rows, statement))
      current = statement.sqliteStatement
      sqlite3_reset(current)
    }
    waiting = rows
    announced -= rows
    position = 0
  }

  func bind(_ integer: Int64?) {
    position += 1
    if let integer {
      sqlite3_bind_int64(current, position, integer)
    } else {
      sqlite3_bind_null(current, position)
    }
  }

  func bind(_ integer: Int?) {
    bind(integer.map { Int64($0) })
  }

  func bind(_ flag: Bool?) {
    bind(flag.map { $0 ? Int64(1) : 0 })
  }

  func bind(_ text: String?) {
    position += 1
    guard var text else {
      sqlite3_bind_null(current, position)
      return
    }
    let (current, position) = (current, position)
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty string may have no address, which SQLite would take for NULL.
        if let start = characters.baseAddress {
          _ = sqlite3_bind_text(current, position, start, Int32(characters.count), copying)
        } else {
          _ = sqlite3_bind_text(current, position, "", 0, copying)
        }
      }
    }
  }

  /// Binds the text that the bytes are in UTF-8.
  func bind(utf8 bytes: [UInt8]) {
    position += 1
    bytes.withUnsafeBytes { bytes in
      let characters = bytes.assumingMemoryBound(to: CChar.self)
      _ = sqlite3_bind_text(
        current,
        position,
        characters.baseAddress,
        Int32(characters.count),
        copying
      )
    }
  }

  func bind(blob bytes: [UInt8]?) {
    position += 1
    guard let bytes else {
      sqlite3_bind_null(current, position)
      return
    }
    sqlite3_bind_blob(current, position, bytes, Int32(bytes.count), copying)
  }

  /// A whole figure is an integer, any other the text of its digits.
  func bind(_ figure: Figure?) {
    guard let figure else { return bind(nil as Int64?) }
    if figure.fractionDigits == 0 {
      bind(figure.significand)
    } else {
      bind(figure.description)
    }
  }

  /// The three columns `line, offset, length`.
  func bind(_ place: SourcePlace?) {
    bind(place?.line)
    bind(place?.offset)
    bind(place?.length)
  }

  /// Ends a row, and writes where as many are there as the statement takes.
  func endRow() throws {
    waiting -= 1
    guard waiting == 0 else { return }
    let code = sqlite3_step(current)
    let status = sqlite3_reset(current)
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: status),
        message: String(cString: sqlite3_errmsg(sqlite3_db_handle(current))),
        sql: "INSERT INTO \(table)"
      )
    }
    try selectStatement()
  }
}

/// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
private var copying: sqlite3_destructor_type {
  unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
