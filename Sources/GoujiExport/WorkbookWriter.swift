internal import Gouji

/// Writes `working_paper.xlsx`: the working paper of an audit (审计底稿), for spreadsheets.
///
/// Headings are Chinese, with the name of the column in the tables of comma-separated values below.
/// Messages are in the language of the export.
final class WorkbookWriter: RecordWriter {
  static let fileName = "working_paper.xlsx"

  let workbook: Workbook
  let forms: FormCatalogue
  let rules: [RuleDescription]
  let language: Language
  let summary: Sheet
  let findings: Sheet
  let documents: Sheet
  let tables: [TableSheet]
  let coverage: Sheet
  let catalogue: Sheet

  /// The sheets that grow with the documents, each with the table that says the same and has no limit.
  var growing: [(sheet: Sheet, table: ExportTable)] {
    [(findings, .findings), (documents, .documents)] + tables.map { ($0.sheet, $0.table) }
  }

  init(
    folder: String,
    forms: FormCatalogue,
    rules: [RuleDescription],
    language: Language,
    limits: WorkbookLimits
  ) throws(ExportError) {
    self.forms = forms
    self.rules = rules
    self.language = language
    workbook = try Workbook(
      folder: folder,
      name: WorkbookWriter.fileName,
      title: WorkbookWriter.title,
      limits: limits
    )
    summary = try workbook.addSheet("摘要")
    findings = try workbook.addSheet("问题")
    documents = try workbook.addSheet("文档")
    var tables: [TableSheet] = []
    for table in ExportTable.allCases {
      guard let formTable = table.formTable else { continue }
      let columns = table.wideColumns(forms)
      tables.append(
        TableSheet(
          table: table,
          sheet: try workbook.addSheet(sheetName(table.title(forms).zh)),
          columns: columns,
          rows: forms.forms.map { form in
            form.tables.filter { $0.id == formTable }.flatMap(\.blocks).flatMap(\.rows)
              .map { SheetRow($0, of: formTable, in: form, columns: columns) }
          }
        )
      )
    }
    self.tables = tables
    coverage = try workbook.addSheet("覆盖矩阵")
    catalogue = try workbook.addSheet("规则")
    startFindings()
    startDocuments()
    for table in tables { start(table) }
  }

  var files: [UnfinishedFile] { [workbook.file] }

  func append(_ prepared: PreparedRecord) throws(ExportError) {
    let record = prepared.record
    var places: [CellID: LinkTarget] = [:]
    if let report = record.document.reading.report {
      let marks = Marks(record.findings, in: forms)
      let origin = Origin(report, in: record.document)
      for table in tables {
        appendRows(of: report, origin, to: table, marks: marks, places: &places)
      }
    }
    for recorded in record.findings { appendFinding(recorded, prepared, places: places) }
    appendDocument(prepared)
  }

  func finish(_ totals: ExportTotals) throws(ExportError) {
    for (sheet, table) in growing {
      sheet.filter(columns: columnCount(of: table))
      sheet.sayWhatIsLeftOut { count in
        "工作表行数已达上限,其余 \(count) 行见 \(table.fileName)。"
          + "The sheet is full; \(table.fileName) has the other \(count) rows."
      }
    }
    writeCoverage(totals)
    writeCatalogue(totals)
    writeSummary(totals)
    try workbook.close()
  }

  static let findingHeadings: [(heading: String, name: String, width: Double)] = [
    ("问题编号", "finding", 18), ("级别", "severity", 7), ("规则", "rule", 22), ("机关", "agency", 30),
    ("年度", "year", 7), ("表", "table", 18), ("行", "row", 24), ("列", "column", 14),
    ("报告数", "reported", 10), ("应为", "expected", 10), ("差额", "difference", 9),
    ("说明", "message", 60), ("建议核实的改动", "suggestion", 36), ("涉及的勾稽关系", "explains", 30),
    ("把握", "certainty", 7), ("单元格", "cell", 12), ("来源", "document", 30), ("行号", "line", 8),
    ("认定", "judgement", 10), ("备注", "note", 30),
  ]

  func startFindings() {
    writeHeadings(WorkbookWriter.findingHeadings, to: findings)
    findings.freeze(rows: 1, columns: 3)
  }

  func appendFinding(
    _ recorded: RecordedFinding,
    _ prepared: PreparedRecord,
    places: [CellID: LinkTarget]
  ) {
    guard findings.nextRow() else { return }
    let finding = recorded.finding
    let identity = prepared.record.document.reading.report?.identity
    let definition = finding.cell.flatMap { cell in
      forms[cell.form].flatMap { form in form.position(of: cell).map { form.cells[$0] } }
    }
    let wrapping = CellStyle(wraps: true)
    findings.cell(0, recorded.id)
    findings.cell(1, finding.severity.label.zh, CellStyle(fill: Colour(finding.severity)))
    findings.cell(2, finding.rule.rawValue)
    findings.cell(3, identity?.agency?.value ?? "", wrapping)
    if let year = identity?.year?.value { findings.cell(4, year) }
    findings.cell(5, finding.table.map(title) ?? "", wrapping)
    findings.cell(6, definition?.rowLabel ?? finding.cell?.row.rawValue ?? "", wrapping)
    findings.cell(7, definition?.columnLabel ?? finding.cell?.column.rawValue ?? "", wrapping)
    findings.cell(8, finding.reported)
    findings.cell(9, finding.expected)
    findings.cell(10, finding.difference)
    findings.cell(11, finding.message[language], wrapping)
    findings.cell(12, finding.suggestion.map(text).joined(separator: "\n"), wrapping)
    findings.cell(13, finding.explains.map(\.description).joined(separator: "\n"), wrapping)
    findings.cell(14, finding.certainty.label.zh)
    if let place = finding.cell.flatMap({ places[$0] }) {
      findings.link(15, "查看 →", to: place)
    }
    appendSource(prepared, to: findings, column: 16)
    if let line = finding.place?.line { findings.cell(17, line) }
    findings.cell(18, recorded.judgement.map { $0.verdict.label.zh } ?? "")
    findings.cell(19, recorded.judgement?.note ?? "", wrapping)
  }

  /// A proposed change in the labels of the form.
  func text(_ change: SuggestedChange) -> String {
    let form = forms[change.cell.form]
    let definition = form.flatMap { form in form.position(of: change.cell).map { form.cells[$0] } }
    let name = definition.map { "\($0.rowLabel) · \($0.columnLabel)" } ?? "\(change.cell)"
    return "\(name):\(change.printed)→\(change.suggested)"
  }

  func appendSource(_ prepared: PreparedRecord, to sheet: Sheet, column: Int) {
    let name = prepared.record.document.document
    if let address = prepared.address {
      sheet.link(column, name, to: .address(address))
    } else {
      sheet.cell(column, name)
    }
  }

  static let documentHeadings: [(heading: String, name: String, width: Double)] = [
    ("文档", "document", 40), ("读取状态", "status", 12), ("原因", "reason", 40), ("机关", "agency", 30),
    ("年度", "year", 7), ("表式", "form", 7), ("标题", "title", 40), ("口径", "scope", 9),
    ("发布日期", "published_on", 12), ("落款日期", "signed_on", 12), ("错误", "errors", 7),
    ("警告", "warnings", 7), ("已填", "cells_reported", 8), ("空白", "cells_blank", 8),
    ("推定", "cells_deduced", 8), ("不确定", "cells_ambiguous", 8), ("无法识别", "cells_unreadable", 8),
    ("缺失", "cells_missing", 8), ("编码", "encoding", 10), ("SHA-256", "sha256", 20),
  ]

  func startDocuments() {
    writeHeadings(WorkbookWriter.documentHeadings, to: documents)
    documents.freeze(rows: 1, columns: 1)
  }

  func appendDocument(_ prepared: PreparedRecord) {
    guard documents.nextRow() else { return }
    let record = prepared.record
    let reading = record.document.reading
    let wrapping = CellStyle(wraps: true)
    appendSource(prepared, to: documents, column: 0)
    let isWhole = reading.status == .read
    documents.cell(
      1,
      reading.status.label.zh,
      isWhole ? CellStyle() : CellStyle(fill: .doubt)
    )
    documents.cell(2, reading.reason?[language] ?? "", wrapping)
    documents.cell(18, reading.encoding)
    documents.cell(19, record.document.sha256 ?? "")
    guard let report = reading.report else { return }
    let identity = report.identity
    documents.cell(3, identity.agency?.value ?? "", wrapping)
    if let year = identity.year?.value { documents.cell(4, year) }
    documents.cell(5, report.form.id.rawValue)
    documents.cell(6, identity.title?.value ?? "", wrapping)
    documents.cell(7, identity.scope?.value.label.zh ?? "")
    documents.cell(8, identity.publishedOn?.value.description ?? "")
    documents.cell(9, identity.signedOn?.value.description ?? "")
    documents.cell(10, record.count(.error), count(record.count(.error), .error))
    documents.cell(11, record.count(.warning), count(record.count(.warning), .warning))
    let counts = report.statusCounts
    for (column, status) in CellStatus.allCases.enumerated() {
      documents.cell(12 + column, counts[status])
    }
  }

  func count(_ count: Int, _ colour: Colour) -> CellStyle {
    count > 0 ? CellStyle(fill: colour) : CellStyle()
  }

  /// Where the figures begin.
  static let firstFigure = 5

  static let title = "政府信息公开工作年度报告审核底稿"

  func writeHeadings(
    _ headings: [(heading: String, name: String, width: Double)],
    to sheet: Sheet
  ) {
    sheet.heading(
      headings.map { heading in
        let text = heading.name.isEmpty ? heading.heading : "\(heading.heading)\n\(heading.name)"
        return (text, heading.width)
      }
    )
  }

  func columnCount(of table: ExportTable) -> Int {
    switch table {
    case .findings: WorkbookWriter.findingHeadings.count
    case .documents: WorkbookWriter.documentHeadings.count
    default: WorkbookWriter.firstFigure + table.wideColumns(forms).count
    }
  }
}

/// A title as the name of a sheet can be: 31 characters, without those that addresses use.
private func sheetName(_ title: String) -> String {
  String(title.filter { !"[]:*?/\\'".contains($0) }.prefix(31))
}
