/// An official form, named by the first year of its reports: `2014`, `2019` or `2021`.
public struct FormID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func == (left: FormID, right: FormID) -> Bool {
    isSameIdentifier(left.rawValue, right.rawValue)
  }
}

/// A table of a form, such as `applications`.
public struct TableID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func == (left: TableID, right: TableID) -> Bool {
    isSameIdentifier(left.rawValue, right.rawValue)
  }
}

/// A row of a table, such as `refused.state_secret`.
public struct RowID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func == (left: RowID, right: RowID) -> Bool {
    isSameIdentifier(left.rawValue, right.rawValue)
  }
}

/// A column of a table, such as `natural_person`.
public struct ColumnID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func == (left: ColumnID, right: ColumnID) -> Bool {
    isSameIdentifier(left.rawValue, right.rawValue)
  }
}

/// Whether two identifiers, which are written in ASCII, are the same: nearly all that are not differ in
/// their lengths, and letters beyond ASCII need not be made alike.
@inline(__always)
func isSameIdentifier(_ left: String, _ right: String) -> Bool {
  left.utf8.count == right.utf8.count && left == right
}

/// The address of one cell of one form.
public struct CellID: Hashable, Sendable, Codable {
  public let form: FormID
  public let table: TableID
  public let row: RowID
  public let column: ColumnID

  public init(form: FormID, table: TableID, row: RowID, column: ColumnID) {
    self.form = form
    self.table = table
    self.row = row
    self.column = column
  }
}

extension FormID: ExpressibleByStringLiteral, CustomStringConvertible, Comparable {
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  public var description: String { rawValue }

  public static func < (left: FormID, right: FormID) -> Bool { left.rawValue < right.rawValue }
}

extension TableID: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  public var description: String { rawValue }
}

extension RowID: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  public var description: String { rawValue }
}

extension ColumnID: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  public var description: String { rawValue }
}

extension CellID: CustomStringConvertible {
  /// The address inside its form, as rules and findings write it: `applications.handled_total.total`.
  public var description: String { "\(table).\(row).\(column)" }
}
