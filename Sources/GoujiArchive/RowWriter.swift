internal import GRDB
internal import GRDBSQLite
internal import GoujiModel

/// A prepared statement whose values are bound one after the other, without a detour through GRDB's
/// values: most of an import's time would go into these.
///
/// To be used inside the database access that made it.
struct RowWriter {
  private let statement: Statement
  private let pointer: OpaquePointer
  private var position: Int32 = 0

  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
    sqlite3_reset(pointer)
  }

  /// A statement that inserts into all columns named.
  init(_ db: Database, insertInto table: String, _ columns: [String]) throws {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try self.init(db, "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
  }

  mutating func bind(_ integer: Int64?) {
    position += 1
    if let integer {
      sqlite3_bind_int64(pointer, position, integer)
    } else {
      sqlite3_bind_null(pointer, position)
    }
  }

  mutating func bind(_ integer: Int?) {
    bind(integer.map { Int64($0) })
  }

  mutating func bind(_ flag: Bool) {
    bind(flag ? Int64(1) : 0)
  }

  mutating func bind(_ text: String?) {
    position += 1
    guard var text else {
      sqlite3_bind_null(pointer, position)
      return
    }
    // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let (pointer, position) = (pointer, position)
    text.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty string may have no address, which SQLite would take for NULL.
        if let start = characters.baseAddress {
          sqlite3_bind_text(pointer, position, start, Int32(characters.count), copying)
        } else {
          sqlite3_bind_text(pointer, position, "", 0, copying)
        }
      }
    }
  }

  /// A whole figure is an integer, any other the text of its digits.
  mutating func bind(_ figure: Figure?) {
    guard let figure else { return bind(nil as Int64?) }
    if figure.fractionDigits == 0 {
      bind(figure.significand)
    } else {
      bind(figure.description)
    }
  }

  /// The three columns `line, offset, length`.
  mutating func bind(_ place: SourcePlace?) {
    bind(place?.line)
    bind(place?.offset)
    bind(place?.length)
  }

  /// The four columns `form, table, row, column`.
  mutating func bind(_ cell: CellID?) {
    bind(cell?.form.rawValue)
    bind(cell?.table.rawValue)
    bind(cell?.row.rawValue)
    bind(cell?.column.rawValue)
  }

  /// Carries the statement out with the values bound, and makes it ready for the next row.
  mutating func step() throws {
    position = 0
    let code = sqlite3_step(pointer)
    let status = sqlite3_reset(pointer)
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: status),
        message: String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer))),
        sql: statement.sql
      )
    }
  }
}

/// The rows that a prepared statement finds, read column after column in their order.
///
/// To be used inside the database access that made it.
struct RowReader {
  private let statement: Statement
  private let pointer: OpaquePointer
  private var column: Int32 = 0

  init(_ db: Database, _ sql: String, _ arguments: Int64...) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
    sqlite3_reset(pointer)
    for (index, argument) in arguments.enumerated() {
      sqlite3_bind_int64(pointer, Int32(index + 1), argument)
    }
  }

  /// Goes to the next row; `false` behind the last one.
  mutating func next() throws -> Bool {
    column = 0
    let code = sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    let status = sqlite3_reset(pointer)
    if code == SQLITE_DONE { return false }
    throw DatabaseError(
      resultCode: ResultCode(rawValue: status),
      message: String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer))),
      sql: statement.sql
    )
  }

  private var isNull: Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

  mutating func integer() -> Int {
    defer { column += 1 }
    return Int(sqlite3_column_int64(pointer, column))
  }

  mutating func optionalInteger() -> Int? {
    if isNull {
      column += 1
      return nil
    }
    return integer()
  }

  mutating func flag() -> Bool { integer() != 0 }

  mutating func text() -> String {
    defer { column += 1 }
    let count = Int(sqlite3_column_bytes(pointer, column))
    guard count > 0, let start = sqlite3_column_text(pointer, column) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  mutating func optionalText() -> String? {
    if isNull {
      column += 1
      return nil
    }
    return text()
  }

  mutating func figure() throws -> Figure? {
    switch sqlite3_column_type(pointer, column) {
    case SQLITE_NULL:
      column += 1
      return nil
    case SQLITE_INTEGER:
      defer { column += 1 }
      return Figure(
        significand: sqlite3_column_int64(pointer, column),
        fractionDigits: 0
      )
    default:
      return try known(Figure.init, text())
    }
  }

  mutating func place() -> SourcePlace? {
    guard let line = optionalInteger() else {
      column += 2
      return nil
    }
    let offset = integer()
    return SourcePlace(line: line, offset: offset, length: integer())
  }

  /// The place in columns that are never empty.
  mutating func definitePlace() -> SourcePlace {
    let line = integer()
    let offset = integer()
    return SourcePlace(line: line, offset: offset, length: integer())
  }

  mutating func cell() -> CellID? {
    guard let form = optionalText() else {
      column += 3
      return nil
    }
    let table = text()
    let row = text()
    return CellID(
      form: FormID(rawValue: form),
      table: TableID(rawValue: table),
      row: RowID(rawValue: row),
      column: ColumnID(rawValue: text())
    )
  }

  /// A word of a closed list.
  mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type) throws -> Word {
    try known(Word.init(rawValue:), text())
  }

  mutating func optionalWord<Word: RawRepresentable<String>>(_ type: Word.Type) throws -> Word? {
    try optionalText().map { try known(Word.init(rawValue:), $0) }
  }
}

/// What a stored text stands for.
///
/// - Throws: `SQLITE_CORRUPT` for what no version of the program writes.
func known<Value>(_ make: (String) -> Value?, _ text: String) throws -> Value {
  guard let value = make(text) else {
    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown \(Value.self) '\(text)'")
  }
  return value
}
