/// One annual report as read, before anyone judges whether it is right.
public struct Report: Sendable {
  /// Who reports on which year, and how that is known.
  public let identity: ReportIdentity

  /// The form that most of the report is printed on.
  public let form: FormDefinition

  /// One cell for each of ``FormDefinition/cells``, in the same order.
  public let cells: [Cell]

  /// Cells of parts that are printed on another form, in printed order.
  public let foreignCells: [ForeignCell]

  /// The sections of the text, tables left out, in printed order.
  public let sections: [Section]

  /// What the reading had to repair, leave open or leave out.
  public let notes: [ReadingNote]

  /// The figures in the text and what they count, in printed order.
  public let claims: [Claim]

  /// Words in the text that rules look for, in printed order.
  public let phrases: [Phrase]

  public init(
    identity: ReportIdentity,
    form: FormDefinition,
    cells: [Cell],
    foreignCells: [ForeignCell],
    sections: [Section],
    notes: [ReadingNote],
    claims: [Claim] = [],
    phrases: [Phrase] = []
  ) {
    precondition(cells.count == form.cells.count, "a report has one cell for each cell of its form")
    self.identity = identity
    self.form = form
    self.cells = cells
    self.foreignCells = foreignCells
    self.sections = sections
    self.notes = notes
    self.claims = claims
    self.phrases = phrases
  }

  /// The cell at an address; ``Cell/missing`` when the report has none.
  public subscript(id: CellID) -> Cell {
    if id.form == form.id {
      return form.position(of: id).map { cells[$0] } ?? .missing
    }
    return foreignCells.first { $0.definition.id == id }?.cell ?? .missing
  }

  /// One table of the report's form, by its identifier.
  public subscript(table: TableID) -> ReportTable {
    ReportTable(report: self, id: table)
  }

  public var disclosure: ReportTable { self[.disclosure] }
  public var applications: ReportTable { self[.applications] }
  public var reviewLitigation: ReportTable { self[.reviewLitigation] }
  public var statistics: ReportTable { self[.statistics] }

  /// How many cells of the report's form have a status.
  public func count(_ status: CellStatus) -> Int {
    cells.count { $0.status == status }
  }
}

/// One table of a report: `report.applications[.newReceived, .naturalPerson]`.
public struct ReportTable: Sendable {
  let report: Report
  public let id: TableID

  /// The cell in a row and column; ``Cell/missing`` when the form has none there.
  public subscript(row: RowID, column: ColumnID) -> Cell {
    report[CellID(form: report.form.id, table: id, row: row, column: column)]
  }

  /// The cell of a table with a single column of figures.
  public subscript(row: RowID) -> Cell {
    self[row, .value]
  }
}

/// A cell of a part that is printed on another form than the rest of the report.
public struct ForeignCell: Hashable, Sendable {
  public let definition: CellDefinition
  public let cell: Cell

  public init(definition: CellDefinition, cell: Cell) {
    self.definition = definition
    self.cell = cell
  }
}

/// A part of the text under one heading.
public struct Section: Hashable, Sendable {
  /// Which of the prescribed sections it is; `nil` for a heading of the report's own.
  public let kind: Kind?

  /// The heading as printed; empty for what stands before the first heading.
  public let heading: String

  /// The paragraphs in printed order, headings of lower levels included.
  public let paragraphs: [Paragraph]
  public let place: SourcePlace

  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case overview
    case disclosure
    case applications
    case reviewLitigation = "review_litigation"
    case problems
    case other
    case annex
  }

  public init(kind: Kind?, heading: String, paragraphs: [Paragraph], place: SourcePlace) {
    self.kind = kind
    self.heading = heading
    self.paragraphs = paragraphs
    self.place = place
  }
}

/// One paragraph of the text.
public struct Paragraph: Hashable, Sendable {
  public let text: String
  public let place: SourcePlace

  public init(text: String, place: SourcePlace) {
    self.text = text
    self.place = place
  }
}

/// A day of the Gregorian calendar, written `2020-02-17`.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// - Returns: `nil` when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}

/// Who reports on which year, each with the evidence for it.
public struct ReportIdentity: Hashable, Sendable {
  /// The name in one line and without spaces; its characters are those printed, traditional ones too.
  public var agency: Attested<String>?

  /// The name with the spaces of the page.
  public var agencyAsPrinted: String?
  public var year: Attested<Int>?
  public var title: Attested<String>?
  public var publishedOn: Attested<CalendarDate>?
  public var signedOn: Attested<CalendarDate>?
  public var scope: Attested<Scope>?
  public var level: AgencyLevel?

  /// The code of the agency's region in GB/T 2260; `nil` while unknown.
  public var regionCode: String?

  /// Whose figures the report gives.
  public enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
    case office
    case level
    case region
  }

  public init() {}
}

/// A value with what it was learned from.
public struct Attested<Value: Hashable & Sendable>: Hashable, Sendable {
  public let value: Value
  public let source: Evidence
  public let place: SourcePlace?

  public init(_ value: Value, from source: Evidence, place: SourcePlace?) {
    self.value = value
    self.source = source
    self.place = place
  }
}

/// Where the identity of a report was learned from.
public enum Evidence: String, Hashable, Sendable, Codable, CaseIterable {
  case manifest
  case title
  case signature
  case period
  case sourceLine = "source_line"
  case text
  case metadata
}

/// What kind of body an agency is.
public enum AgencyLevel: String, Hashable, Sendable, Codable, CaseIterable {
  case centralDepartment = "central_dept"
  case provinceGovernment = "province_gov"
  case provinceDepartment = "province_dept"
  case cityGovernment = "city_gov"
  case cityDepartment = "city_dept"
  case countyGovernment = "county_gov"
  case countyDepartment = "county_dept"
  case town
}

/// Something about our reading, never about the agency.
public struct ReadingNote: Hashable, Sendable {
  public let code: Code
  public let message: Bilingual
  public let cells: [CellID]
  public let place: SourcePlace?

  /// What kind of trouble the reading had.
  public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
    case replacedBytes = "replaced_bytes"
    case repairedSpan = "repaired_span"
    case extraRow = "extra_row"
    case extraColumn = "extra_column"
    case subtotalColumn = "subtotal_column"
    case headingByPosition = "heading_by_position"
    case missingLabel = "missing_label"
    case labelOfOtherForm = "label_of_other_form"
    case mixedForms = "mixed_forms"
    case repeatedTable = "repeated_table"
    case repeatedLinesRemoved = "repeated_lines_removed"
    case openPlacement = "open_placement"
    case cutTable = "cut_table"
    case lostTable = "lost_table"
    case identityDoubt = "identity_doubt"
    case limitReached = "limit_reached"
  }

  public init(code: Code, message: Bilingual, cells: [CellID] = [], place: SourcePlace? = nil) {
    self.code = code
    self.message = message
    self.cells = cells
    self.place = place
  }
}
