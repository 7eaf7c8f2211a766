internal import CXlsxWriter
internal import Glibc
internal import Gouji

/// A workbook in the making, in a file of its own; only this file knows libxlsxwriter.
///
/// Rows must be written in their order, each once; what was written is kept on disk, not in memory.
final class Workbook {
  let file: UnfinishedFile
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [UInt64: UnsafeMutablePointer<lxw_format>] = [:]

  let limits: WorkbookLimits

  init(folder: String, name: String, title: String, limits: WorkbookLimits) throws(ExportError) {
    file = UnfinishedFile(folder: folder, name: name)
    self.limits = limits
    let path = file.temporaryPath
    // What does not fit in memory belongs on the disk of the export; /tmp may be memory.
    let opened = folder.withCString { folder in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(path, &options)
    }
    guard let opened else { throw file.failure(ENOMEM) }
    workbook = opened
    title.withCString { title in
      var properties = lxw_doc_properties()
      properties.title = UnsafeMutablePointer(mutating: title)
      // The time of day would make every run give other bytes.
      properties.created = 946_684_800
      workbook_set_properties(opened, &properties)
    }
  }

  deinit {
    if let workbook { lxw_workbook_free(workbook) }
  }

  /// Adds a sheet behind those added before.
  func addSheet(_ name: String) throws(ExportError) -> Sheet {
    guard let sheet = workbook_add_worksheet(workbook, name) else { throw file.failure(EINVAL) }
    return Sheet(sheet, name: name, in: self)
  }

  /// Writes the file under its temporary name.
  func close() throws(ExportError) {
    guard let open = workbook else { return }
    // The library frees the workbook, whatever comes of it.
    workbook = nil
    let status = workbook_close(open)
    guard status == LXW_NO_ERROR else { throw file.failure(errno) }
  }

  fileprivate func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
    let key = style.key
    if key == CellStyle.plainKey { return nil }
    if let format = formats[key] { return format }
    guard let format = workbook_add_format(workbook) else { return nil }
    if let fill = style.fill { format_set_bg_color(format, lxw_color_t(fill.rawValue)) }
    if let ink = style.ink { format_set_font_color(format, lxw_color_t(ink.rawValue)) }
    if style.isBold { format_set_bold(format) }
    if style.isItalic { format_set_italic(format) }
    if style.isLink { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if style.wraps { format_set_text_wrap(format) }
    if style.isCentred { format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
    if style.fill != nil {
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, lxw_color_t(Colour.line.rawValue))
    }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if let digits = style.fractionDigits {
      format_set_num_format(
        format,
        digits == 0 ? "0" : "0." + String(repeating: "0", count: digits)
      )
    }
    formats[key] = format
    return format
  }
}

/// How much a sheet holds; beyond it, spreadsheets refuse the file or lose what is too much.
package struct WorkbookLimits: Sendable {
  /// Excel has 1,048,576 rows.
  package var rows = 1_048_576

  /// Excel has 65,530 links a sheet.
  package var links = 65_000

  /// Comments are kept in memory until the end, and each is a drawing, which is slow to open.
  package var comments = 10_000

  package init() {}
}

/// How a cell looks.
struct CellStyle {
  var fill: Colour?
  var ink: Colour?
  var isBold = false
  var isItalic = false
  var isLink = false
  var wraps = false
  var isCentred = false

  /// Set for numbers: how many decimals are shown.
  var fractionDigits: Int?

  static let plainKey = CellStyle().key

  /// A number that tells the style from others: it is asked for with every cell, and hashing the style
  /// member by member would take longer than writing the cell.
  var key: UInt64 {
    // No colour is black, and no figure has more than 18 decimals.
    var key = UInt64(fill?.rawValue ?? 0) << 24 | UInt64(ink?.rawValue ?? 0)
    key = key << 5 | (isBold ? 1 : 0) | (isItalic ? 2 : 0) | (isLink ? 4 : 0)
    key |= (wraps ? 8 : 0) | (isCentred ? 16 : 0)
    return key << 5 | UInt64(fractionDigits.map { $0 + 1 } ?? 0)
  }
}

/// The colours of the working paper.
enum Colour: UInt32 {
  case heading = 0xDDEBF7
  case error = 0xF8CBAD
  case warning = 0xFFE699
  case info = 0xDAE3F3
  case right = 0xE2EFDA
  case doubt = 0xE4DFEC
  case absent = 0xEDEDED
  case line = 0xBFBFBF
  case faint = 0x7F7F7F
  case link = 0x0563C1

  init(_ severity: Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .info: self = .info
    }
  }
}

/// A sheet of a workbook, written from the first row to the last.
final class Sheet {
  let name: String
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private unowned let workbook: Workbook

  /// The row that ``cell(_:_:_:)`` writes to, counted from 0.
  private(set) var row = -1

  /// How many rows found no place.
  private(set) var rowsLeftOut = 0
  private var linkCount = 0
  private var commentCount = 0
  private(set) var linksLeftOut = 0
  private(set) var commentsLeftOut = 0

  fileprivate init(
    _ sheet: UnsafeMutablePointer<lxw_worksheet>,
    name: String,
    in workbook: Workbook
  ) {
    self.sheet = sheet
    self.name = name
    self.workbook = workbook
    // A page of A4 across, as wide as the sheet and as many of them as it takes.
    worksheet_set_paper(sheet, 9)
    worksheet_set_landscape(sheet)
    worksheet_fit_to_pages(sheet, 1, 0)
  }

  /// Goes to the next row.
  ///
  /// - Returns: Whether there is one; the last row is left for saying that the sheet was cut.
  func nextRow() -> Bool {
    guard row + 2 < workbook.limits.rows else {
      rowsLeftOut += 1
      return false
    }
    row += 1
    return true
  }

  /// Says in the last row how much did not fit, if anything.
  func sayWhatIsLeftOut(_ text: (Int) -> String) {
    guard rowsLeftOut > 0 else { return }
    row += 1
    cell(0, text(rowsLeftOut), CellStyle(isBold: true))
  }

  /// Writes a text; nothing in it is taken for a formula.
  func cell(_ column: Int, _ text: String, _ style: CellStyle = CellStyle()) {
    cell(column, SheetText(text), style)
  }

  /// Writes a text that was made ready before, for what stands in many rows.
  func cell(_ column: Int, _ text: SheetText, _ style: CellStyle = CellStyle()) {
    let format = workbook.format(style)
    if text.text.isEmpty {
      if format != nil {
        worksheet_write_blank(sheet, lxw_row_t(row), lxw_col_t(column), format)
      }
      return
    }
    worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text.text, format)
  }

  func cell(_ column: Int, _ number: Int, _ style: CellStyle = CellStyle()) {
    cell(column, Figure(number), style)
  }

  /// Writes a figure as a number with its decimals; one that a spreadsheet would round, as text.
  func cell(_ column: Int, _ figure: Figure?, _ style: CellStyle = CellStyle()) {
    guard let figure else { return cell(column, "", style) }
    guard figure.significand.magnitude < 1_000_000_000_000_000 else {
      return cell(column, figure.description, style)
    }
    var style = style
    style.fractionDigits = figure.fractionDigits
    // The nearest number to the digits, where a quotient might be its neighbour.
    let number =
      figure.fractionDigits == 0
      ? Double(figure.significand) : Double(figure.description) ?? figure.approximation
    worksheet_write_number(
      sheet,
      lxw_row_t(row),
      lxw_col_t(column),
      number,
      workbook.format(style)
    )
  }

  /// Writes a text that leads to a page, a file or a cell; without the link when there are too many.
  func link(_ column: Int, _ text: String, to target: LinkTarget, _ style: CellStyle = CellStyle())
  {
    guard linkCount < workbook.limits.links else {
      linksLeftOut += 1
      return cell(column, text, style)
    }
    linkCount += 1
    var style = style
    style.ink = .link
    style.isLink = true
    let status = worksheet_write_url_opt(
      sheet,
      lxw_row_t(row),
      lxw_col_t(column),
      target.address,
      workbook.format(style),
      text.isEmpty ? nil : SheetText(text).text,
      nil
    )
    if status != LXW_NO_ERROR { cell(column, text, style) }
  }

  /// Hangs a comment on a cell of the row.
  func comment(_ column: Int, _ text: String) {
    guard commentCount < workbook.limits.comments else {
      commentsLeftOut += 1
      return
    }
    commentCount += 1
    "勾稽 Gouji".withCString { author in
      var options = lxw_comment_options()
      options.author = UnsafeMutablePointer(mutating: author)
      options.width = 320
      options.height = 140
      _ = worksheet_write_comment_opt(
        sheet,
        lxw_row_t(row),
        lxw_col_t(column),
        SheetText(text).text,
        &options
      )
    }
  }

  /// Sets the width of a column, in characters.
  func width(_ column: Int, _ characters: Double) {
    worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), characters, nil)
  }

  /// Writes the next row as the heading, and repeats it on every printed page.
  func heading(_ texts: [(text: String, width: Double)]) {
    guard nextRow() else { return }
    for (column, heading) in texts.enumerated() {
      width(column, heading.width)
      cell(column, heading.text, CellStyle(fill: .heading, isBold: true, wraps: true))
    }
    worksheet_repeat_rows(sheet, lxw_row_t(row), lxw_row_t(row))
  }

  /// Keeps rows above and columns to the left in sight.
  func freeze(rows: Int, columns: Int) {
    worksheet_freeze_panes(sheet, lxw_row_t(rows), lxw_col_t(columns))
  }

  /// Lets people filter the rows from the first one, the heading, to the last one written.
  func filter(columns: Int) {
    worksheet_autofilter(sheet, 0, 0, lxw_row_t(max(0, row)), lxw_col_t(columns - 1))
  }

  /// The address of a cell of the row, for links to it.
  func target(_ column: Int) -> LinkTarget { .cell(sheet: name, row: row, column: column) }
}

/// Where a link leads.
enum LinkTarget {
  /// A page of the web, or a file.
  case address(String)
  case cell(sheet: String, row: Int, column: Int)

  fileprivate var address: String {
    switch self {
    case .address(let address): address
    case .cell(let sheet, let row, let column):
      "internal:'\(sheet)'!\(columnLetters(column))\(row + 1)"
    }
  }
}

/// The letters of a column: A, B, … Z, AA.
private func columnLetters(_ column: Int) -> String {
  var rest = column
  var letters = ""
  while rest >= 0 {
    letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
    rest = rest / 26 - 1
  }
  return letters
}

/// A text as a sheet can hold it: without the characters that XML has not, and not too long.
struct SheetText {
  let text: String

  /// A cell holds 32,767 units of UTF-16, of which a character takes two at most.
  private static let longest = 16_000

  init(_ text: String) {
    // Nearly every text is right as it is.
    self.text = SheetText.isRight(text) ? text : SheetText.repaired(text)
  }

  private static func isRight(_ text: String) -> Bool {
    guard text.utf8.count < longest else { return false }
    var last: UInt8 = 0
    var beforeLast: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x09, 0x0A: break
      case 0..<0x20, 0x7F: return false
      // U+0080 to U+009F, and U+FFFE and U+FFFF.
      case 0x80..<0xA0 where last == 0xC2: return false
      case 0xBE,
        0xBF where last == 0xBF && beforeLast == 0xEF:
        return false
      case UInt8(ascii: "x") where last == UInt8(ascii: "_"): return false
      default: break
      }
      (beforeLast, last) = (last, byte)
    }
    return true
  }

  private static func repaired(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for (number, scalar) in text.unicodeScalars.enumerated() {
      guard number < longest else {
        scalars.append("…")
        break
      }
      switch scalar.value {
      case 0x09, 0x0A, 0x20...0x7E, 0xA0...0xFFFD, 0x1_0000...: scalars.append(scalar)
      default: continue
      }
    }
    // A reader takes _x0041_ for the character of that number; so the underscore goes by its own.
    return String(scalars).replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }
}
