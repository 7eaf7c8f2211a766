internal import GoujiDecoding

/// What the maker of a collection says about one of its documents; it goes before what is printed.
public struct ManifestEntry: Hashable, Sendable {
  public var agency: String?
  public var year: Int?

  /// In GB/T 2260, 2 to 12 digits.
  public var regionCode: String?

  /// The agency whose report includes this one's figures.
  public var parent: String?
  public var scope: ReportIdentity.Scope?
  public var url: String?
  public var publishedOn: CalendarDate?

  public init() {}
}

/// The file `manifest.csv` of a folder.
package struct Manifest {
  /// One line of the manifest.
  struct Line: Hashable, Sendable {
    /// Relative to the folder of the manifest, with `/`.
    let document: String

    /// Counted from 1.
    let number: Int
    let entry: ManifestEntry

    /// Why a document that is listed but does not exist was not read.
    var absence: Bilingual {
      Bilingual(
        zh: "\(Manifest.fileName) 第 \(number) 行列出,但文件不存在",
        en: "listed in line \(number) of \(Manifest.fileName), but there is no such file"
      )
    }
  }

  static let fileName = "manifest.csv"

  let lines: [Line]

  /// Reads a manifest.
  ///
  /// Columns may stand in any order, and others may stand between them.
  ///
  /// The path is for messages. Throws an error that names the line and column of what makes no sense:
  /// a wrong year taken over silently would be worse than no audit.
  package init(_ bytes: [UInt8], path: FilePath) throws(InputError) {
    let text: [UInt8]
    do {
      text = try decode(bytes).utf8
    } catch {
      throw InputError.manifest(path, line: 1, Bilingual(zh: "不是文本", en: "not text"))
    }
    let rows = commaSeparatedRows(text)
    let header = (rows.first?.fields ?? []).map(trimmed)
    guard let header = Header(header) else {
      throw InputError.manifest(
        path,
        line: 1,
        Bilingual(zh: "第一行应是列名,其中须有 document", en: "no column 'document' in the first line")
      )
    }
    var lines: [Line] = []
    var seen: [String: Int] = [:]
    for row in rows.dropFirst() {
      let document = header.value("document", of: row).map(normalizedPath) ?? ""
      if document.isEmpty {
        if row.fields.allSatisfy({ trimmed($0).isEmpty }) { continue }
        throw InputError.manifest(
          path,
          line: row.line,
          Bilingual(zh: "document 一栏为空", en: "document: empty")
        )
      }
      if let first = seen.updateValue(row.line, forKey: document) {
        throw InputError.manifest(
          path,
          line: row.line,
          Bilingual(
            zh: "“\(document)”已在第 \(first) 行列出",
            en: "document: '\(document)' is already listed in line \(first)"
          )
        )
      }
      do {
        lines.append(
          Line(document: document, number: row.line, entry: try ManifestEntry(row, header))
        )
      } catch {
        throw InputError.manifest(
          path,
          line: row.line,
          Bilingual(
            zh: "\(error.column):无法将“\(error.value)”读作\(error.expected.zh)",
            en: "\(error.column): cannot read '\(error.value)' as \(error.expected.en)"
          )
        )
      }
    }
    self.lines = lines
  }
}

/// Which column of a manifest stands where.
private struct Header {
  private let columns: [String]

  init?(_ columns: [String]) {
    guard columns.contains("document") else { return nil }
    self.columns = columns
  }

  /// A field without the spaces around it; `nil` when it is empty or there is no such column.
  func value(_ column: String, of row: CommaSeparatedRow) -> String? {
    guard let index = columns.firstIndex(of: column), index < row.fields.count else { return nil }
    let value = trimmed(row.fields[index])
    return value.isEmpty ? nil : value
  }
}

private struct FieldError: Error {
  let column: String
  let value: String
  let expected: Bilingual
}

extension ManifestEntry {
  fileprivate init(_ row: CommaSeparatedRow, _ header: Header) throws(FieldError) {
    agency = header.value("agency", of: row)
    year = try header.field("year", of: row, Bilingual(zh: "四位年份", en: "a year of four digits")) {
      $0.utf8.count == 4 ? Int($0) : nil
    }
    regionCode = try header.field(
      "region_code",
      of: row,
      Bilingual(zh: "行政区划代码", en: "a code of 2 to 12 digits")
    ) { code in
      (2...12).contains(code.utf8.count) && code.utf8.allSatisfy(isDigit) ? code : nil
    }
    parent = header.value("parent", of: row)
    scope = try header.field(
      "scope",
      of: row,
      Bilingual(zh: "office、level 或 region", en: "'office', 'level' or 'region'")
    ) { ReportIdentity.Scope(rawValue: $0) }
    url = header.value("url", of: row)
    publishedOn = try header.field(
      "published_on",
      of: row,
      Bilingual(zh: "日期(如 2020-02-17)", en: "a date such as 2020-02-17"),
      read: calendarDate
    )
  }
}

extension Header {
  fileprivate func field<Value>(
    _ column: String,
    of row: CommaSeparatedRow,
    _ expected: Bilingual,
    read: (String) -> Value?
  ) throws(FieldError) -> Value? {
    guard let text = value(column, of: row) else { return nil }
    guard let value = read(text) else {
      throw FieldError(column: column, value: text, expected: expected)
    }
    return value
  }
}

/// Reads `2020-02-17`, and `2020/2/17` as spreadsheets make of it.
private func calendarDate(_ text: String) -> CalendarDate? {
  let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
  let numbers = parts.compactMap { $0.utf8.allSatisfy(isDigit) ? Int($0) : nil }
  guard parts.count == 3, numbers.count == 3 else { return nil }
  return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

private func trimmed(_ field: String) -> String {
  let body = field.drop { $0.isWhitespace }
  guard let last = body.lastIndex(where: { !$0.isWhitespace }) else { return "" }
  return String(body[...last])
}

/// A path with `/` between its parts and without `.` among them.
private func normalizedPath(_ path: String) -> String {
  path.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }.joined(separator: "/")
}
