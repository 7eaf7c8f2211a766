/// One official form: its tables, rows and columns in printed order, with the labels to know them by.
///
/// A definition is complete in itself; no form inherits from another.
public struct FormDefinition: Hashable, Sendable {
  public let id: FormID

  /// The years whose reports are due on this form.
  public let years: ClosedRange<Int>

  public let title: Bilingual

  /// The notice that prescribes the form.
  public let source: String

  public let tables: [TableDefinition]

  /// Every cell in printed order; positions in this array number the cells of the form.
  public let cells: [CellDefinition]

  private let positions: [CellID: Int]

  public init(
    id: FormID,
    years: ClosedRange<Int>,
    title: Bilingual,
    source: String,
    tables: [TableDefinition]
  ) {
    self.id = id
    self.years = years
    self.title = title
    self.source = source
    self.tables = tables
    var cells: [CellDefinition] = []
    for table in tables {
      for block in table.blocks {
        for row in block.rows {
          for column in block.columns {
            cells.append(
              CellDefinition(
                id: CellID(form: id, table: table.id, row: row.id, column: column.id),
                rowLabel: row.path,
                columnLabel: column.label,
                unit: row.unit ?? column.unit,
                notation: row.notation ?? column.notation
              )
            )
          }
        }
      }
    }
    self.cells = cells
    positions = Dictionary(
      cells.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The position of a cell in ``cells``; `nil` when the form has no such cell.
  public func position(of cell: CellID) -> Int? {
    positions[cell]
  }

  public func position(table: TableID, row: RowID, column: ColumnID) -> Int? {
    positions[CellID(form: id, table: table, row: row, column: column)]
  }
}

/// One table of a form.
public struct TableDefinition: Hashable, Sendable {
  public let id: TableID
  public let title: Bilingual

  /// How headings over the table begin, in any wording seen.
  public let headings: [String]

  /// What is printed over the labels of the rows, in any wording seen.
  public let corners: [String]

  /// How a column is headed that adds up those of its group; no form has one, but reports print them.
  public let subtotals: [String]

  /// How the heading of a column begins that compares the year with another; no form has one, but reports
  /// print them.
  public let comparisons: [String]

  /// How the rows are printed: each with its label, or all side by side under their headings.
  public let arrangement: Arrangement

  /// Parts with headings of their own, in printed order; their rows share their columns.
  public let blocks: [BlockDefinition]

  public enum Arrangement: String, Hashable, Sendable, Codable {
    case rows
    case sideBySide = "side_by_side"
  }

  public init(
    id: TableID,
    title: Bilingual,
    headings: [String],
    corners: [String],
    subtotals: [String],
    comparisons: [String],
    arrangement: Arrangement,
    blocks: [BlockDefinition]
  ) {
    self.id = id
    self.title = title
    self.headings = headings
    self.corners = corners
    self.subtotals = subtotals
    self.comparisons = comparisons
    self.arrangement = arrangement
    self.blocks = blocks
  }
}

/// Rows of a table that share their columns, such as those under 第二十条第(一)项.
public struct BlockDefinition: Hashable, Sendable {
  /// The heading over the block; `nil` where the table has none.
  public let heading: String?
  public let columns: [ColumnDefinition]
  public let rows: [RowDefinition]

  public init(heading: String?, columns: [ColumnDefinition], rows: [RowDefinition]) {
    self.heading = heading
    self.columns = columns
    self.rows = rows
  }
}

/// What kinds of figures a cell can hold.
public enum Notation: String, Hashable, Sendable, Codable {
  /// A whole number that is not negative.
  case count

  /// A whole number with a sign.
  case signed

  /// An amount of money, with or without decimals.
  case money
}

public struct ColumnDefinition: Hashable, Sendable {
  public let id: ColumnID
  public let label: String

  /// Other wordings, cut or shortened ones included.
  public let variants: [String]

  /// The heading that spans this column and its neighbours, such as 法人或其他组织.
  public let group: String?
  public let unit: String
  public let notation: Notation

  public init(
    id: ColumnID,
    label: String,
    variants: [String],
    group: String?,
    unit: String,
    notation: Notation
  ) {
    self.id = id
    self.label = label
    self.variants = variants
    self.group = group
    self.unit = unit
    self.notation = notation
  }
}

public struct RowDefinition: Hashable, Sendable {
  public let id: RowID
  public let label: String

  /// Other wordings, cut or shortened ones included.
  public let variants: [String]

  /// The labels that span this row and its neighbours, outermost first.
  public let groups: [String]

  /// Overrides the unit of the column.
  public let unit: String?

  /// Overrides the notation of the column.
  public let notation: Notation?

  /// The label as catalogues write it, with the innermost group before it.
  public let path: String

  public init(
    id: RowID,
    label: String,
    variants: [String],
    groups: [String],
    unit: String?,
    notation: Notation?,
    path: String
  ) {
    self.id = id
    self.label = label
    self.variants = variants
    self.groups = groups
    self.unit = unit
    self.notation = notation
    self.path = path
  }
}

public struct CellDefinition: Hashable, Sendable {
  public let id: CellID
  public let rowLabel: String
  public let columnLabel: String
  public let unit: String
  public let notation: Notation

  /// A cell of a form, or of a column or row that a report adds to its form.
  public init(
    id: CellID,
    rowLabel: String,
    columnLabel: String,
    unit: String,
    notation: Notation
  ) {
    self.id = id
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
    self.unit = unit
    self.notation = notation
  }

  /// Leaves the labels out: a cell has few of them, and Chinese text is quicker to compare than to hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// All forms that are known, oldest first.
public struct FormCatalogue: Hashable, Sendable {
  public let forms: [FormDefinition]

  public init(forms: [FormDefinition]) {
    self.forms = forms.sorted { $0.id < $1.id }
  }

  public subscript(id: FormID) -> FormDefinition? {
    forms.first { $0.id == id }
  }

  /// The form on which the report on a year is due.
  public func due(in year: Int) -> FormDefinition? {
    forms.first { $0.years.contains(year) }
  }
}
