internal import GRDB
internal import GRDBSQLite
internal import GoujiModel

/// The rows that a prepared statement finds, read column after column in their order.
///
/// To be used inside the database access that made it. Where it ends, so does its hold on the database,
/// be there rows left or not: a statement left half-way would keep the journal from being emptied.
struct RowReader: ~Copyable {
  private let statement: Statement
  private let pointer: OpaquePointer
  private var column: Int32 = 0

  init(_ db: Database, _ sql: String, _ arguments: Int64...) throws {
    self.init(try db.cachedStatement(sql: sql))
    for (index, argument) in arguments.enumerated() {
      sqlite3_bind_int64(pointer, Int32(index + 1), argument)
    }
  }

  init(_ db: Database, _ sql: String, texts: [String]) throws {
    self.init(try db.cachedStatement(sql: sql))
    // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, text) in texts.enumerated() {
      sqlite3_bind_text(pointer, Int32(index + 1), text, Int32(text.utf8.count), copying)
    }
  }

  private init(_ statement: Statement) {
    self.statement = statement
    pointer = statement.sqliteStatement
    sqlite3_reset(pointer)
  }

  deinit {
    sqlite3_reset(pointer)
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

  /// The bytes of a text or a blob.
  mutating func optionalBytes() -> [UInt8]? {
    defer { column += 1 }
    if isNull { return nil }
    let count = Int(sqlite3_column_bytes(pointer, column))
    guard count > 0, let start = sqlite3_column_blob(pointer, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
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

  /// A word of a closed list.
  mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type) throws -> Word {
    try known(Word.init(rawValue:), text())
  }

  mutating func optionalWord<Word: RawRepresentable<String>>(_ type: Word.Type) throws -> Word? {
    try optionalText().map { try known(Word.init(rawValue:), $0) }
  }
}

/// What a stored value stands for.
///
/// - Throws: `SQLITE_CORRUPT` for what no version of the program writes.
func known<Stored, Value>(_ make: (Stored) -> Value?, _ stored: Stored) throws -> Value {
  guard let value = make(stored) else {
    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown \(Value.self) '\(stored)'")
  }
  return value
}

extension Array {
  /// The element at an index; `nil` when there is none.
  subscript(ifPresent index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
