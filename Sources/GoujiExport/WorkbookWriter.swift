internal import Gouji

/// Writes `working_paper.xlsx`: the working paper of an audit (审计底稿), for spreadsheets.
///
/// Headings are Chinese, with the name of the column in the tables of comma-separated values below.
/// Messages are in the language of the export.
final class WorkbookWriter: RecordWriter {
  static let fileName = "working_paper.xlsx"

  private let workbook: Workbook
  private let forms: FormCatalogue
  private let rules: [RuleDescription]
  private let language: Language
  private let summary: Sheet
  private let findings: Sheet
  private let documents: Sheet
  private let tables: [TableSheet]
  private let coverage: Sheet
  private let catalogue: Sheet

  /// The tables that are spread out over sheets of their own.
  private struct TableSheet {
    let table: ExportTable
    let sheet: Sheet
    let columns: [ColumnID]

    /// The rows of the table in each form, in the order of the forms.
    let rows: [[SheetRow]]
  }

  /// A row of a form on its sheet.
  private struct SheetRow {
    let label: SheetText

    /// The columns of the sheet that the row has a cell for, with the cells' positions in the form.
    let cells: [(column: Int, position: Int)]

    init(_ row: RowDefinition, of table: TableID, in form: FormDefinition, columns: [ColumnID]) {
      label = SheetText(row.path)
      cells = columns.enumerated().compactMap { number, column in
        form.position(table: table, row: row.id, column: column)
          .map { (number + WorkbookWriter.firstFigure, $0) }
      }
    }
  }

  /// The sheets that grow with the documents, each with the table that says the same and has no limit.
  private var growing: [(sheet: Sheet, table: ExportTable)] {
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

  // MARK: Findings

  private static let findingHeadings: [(heading: String, name: String, width: Double)] = [
    ("问题编号", "finding", 18), ("级别", "severity", 7), ("规则", "rule", 22), ("机关", "agency", 30),
    ("年度", "year", 7), ("表", "table", 18), ("行", "row", 24), ("列", "column", 14),
    ("报告数", "reported", 10), ("应为", "expected", 10), ("差额", "difference", 9),
    ("说明", "message", 60), ("建议核实的改动", "suggestion", 36), ("涉及的勾稽关系", "explains", 30),
    ("把握", "certainty", 7), ("单元格", "cell", 12), ("来源", "document", 30), ("行号", "line", 8),
    ("认定", "judgement", 10), ("备注", "note", 30),
  ]

  private func startFindings() {
    writeHeadings(WorkbookWriter.findingHeadings, to: findings)
    findings.freeze(rows: 1, columns: 3)
  }

  private func appendFinding(
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
  private func text(_ change: SuggestedChange) -> String {
    let form = forms[change.cell.form]
    let definition = form.flatMap { form in form.position(of: change.cell).map { form.cells[$0] } }
    let name = definition.map { "\($0.rowLabel) · \($0.columnLabel)" } ?? "\(change.cell)"
    return "\(name):\(change.printed)→\(change.suggested)"
  }

  private func appendSource(_ prepared: PreparedRecord, to sheet: Sheet, column: Int) {
    let name = prepared.record.document.document
    if let address = prepared.address {
      sheet.link(column, name, to: .address(address))
    } else {
      sheet.cell(column, name)
    }
  }

  // MARK: Documents

  private static let documentHeadings: [(heading: String, name: String, width: Double)] = [
    ("文档", "document", 40), ("读取状态", "status", 12), ("原因", "reason", 40), ("机关", "agency", 30),
    ("年度", "year", 7), ("表式", "form", 7), ("标题", "title", 40), ("口径", "scope", 9),
    ("发布日期", "published_on", 12), ("落款日期", "signed_on", 12), ("错误", "errors", 7),
    ("警告", "warnings", 7), ("已填", "cells_reported", 8), ("空白", "cells_blank", 8),
    ("推定", "cells_deduced", 8), ("不确定", "cells_ambiguous", 8), ("无法识别", "cells_unreadable", 8),
    ("缺失", "cells_missing", 8), ("编码", "encoding", 10), ("SHA-256", "sha256", 20),
  ]

  private func startDocuments() {
    writeHeadings(WorkbookWriter.documentHeadings, to: documents)
    documents.freeze(rows: 1, columns: 1)
  }

  private func appendDocument(_ prepared: PreparedRecord) {
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

  private func count(_ count: Int, _ colour: Colour) -> CellStyle {
    count > 0 ? CellStyle(fill: colour) : CellStyle()
  }

  // MARK: Tables

  private func start(_ table: TableSheet) {
    let columns = table.table.columns(forms)
    let source: [(heading: String, name: String, width: Double)] = [
      ("机关", "agency", 28), ("年度", "year", 7), ("表式", "form", 7), ("文档", "document", 24),
      ("行名称", "row_label", 36),
    ]
    let figures = columns.suffix(table.columns.count).map { ($0.label.zh, $0.name, 13.0) }
    writeHeadings(source + figures, to: table.sheet)
    table.sheet.freeze(rows: 1, columns: source.count)
  }

  /// Where the figures begin.
  private static let firstFigure = 5

  /// Where the rows of a report come from, for the columns before the figures.
  private struct Origin {
    let agency: SheetText
    let year: Int?
    let document: SheetText

    init(_ report: Report, in document: ReadDocument) {
      agency = SheetText(report.identity.agency?.value ?? "")
      year = report.identity.year?.value
      self.document = SheetText(document.document)
    }
  }

  /// One row for each row of the table, with what is printed in its cells.
  private func appendRows(
    of report: Report,
    _ origin: Origin,
    to table: TableSheet,
    marks: Marks,
    places: inout [CellID: LinkTarget]
  ) {
    for (number, form) in forms.forms.enumerated() {
      let isOwn = form.id == report.form.id
      guard isOwn || report.foreignCells.contains(where: { $0.definition.id.form == form.id })
      else { continue }
      let name = SheetText(form.id.rawValue)
      for row in table.rows[number] {
        // Those of a part on another form are few.
        let foreign = isOwn ? [] : row.cells.map { report[form.cells[$0.position].id] }
        if !isOwn, foreign.allSatisfy({ $0.status == .missing }) { continue }
        guard table.sheet.nextRow() else { continue }
        table.sheet.cell(0, origin.agency)
        if let year = origin.year { table.sheet.cell(1, year) }
        table.sheet.cell(2, name)
        table.sheet.cell(3, origin.document)
        table.sheet.cell(4, row.label)
        for index in row.cells.indices {
          let (column, position) = row.cells[index]
          let marked = marks.findings(number, position)
          let colour = marked.first.map { Colour($0.finding.severity) }
          if isOwn {
            append(report.cells[position], to: table.sheet, column, colour)
          } else {
            append(foreign[index], to: table.sheet, column, colour)
          }
          guard !marked.isEmpty else { continue }
          let id = form.cells[position].id
          table.sheet.comment(column, comment(on: id, marked))
          places[id] = table.sheet.target(column)
        }
      }
    }
  }

  /// What findings say about a cell.
  private func comment(on cell: CellID, _ findings: [RecordedFinding]) -> String {
    findings.map { recorded in
      let finding = recorded.finding
      var text = "\(finding.severity.label.zh) \(finding.rule) \(recorded.id)\n"
      text += finding.message[language]
      for change in finding.suggestion where change.cell == cell {
        text += "\n建议核实:\(change.printed)→\(change.suggested)"
      }
      return text
    }
    .joined(separator: "\n\n")
  }

  /// What is printed; how far it could be read shows in the looks of the cell.
  private func append(_ cell: Cell, to sheet: Sheet, _ column: Int, _ colour: Colour?) {
    let style = CellStyle(fill: colour)
    switch cell.status {
    case .reported:
      sheet.cell(column, cell.value, style)
    case .blank:
      sheet.cell(column, cell.raw, CellStyle(fill: colour, ink: .faint, isCentred: true))
    case .deduced, .ambiguous, .unreadable:
      sheet.cell(column, cell.raw, CellStyle(fill: colour ?? .doubt, isItalic: true))
    case .missing:
      sheet.cell(column, "", CellStyle(fill: colour ?? .absent))
    }
  }

  // MARK: Coverage

  private func writeCoverage(_ totals: ExportTotals) {
    let years = totals.years
    writeHeadings(
      [("机关", "agency", 40)] + years.map { ($0.map(String.init) ?? "年度不明", "", 10) },
      to: coverage
    )
    coverage.freeze(rows: 1, columns: 1)
    for agency in totals.agencies {
      guard coverage.nextRow() else { break }
      coverage.cell(0, agency.name.isEmpty ? "(机关不明)" : agency.name)
      for (column, year) in years.enumerated() {
        guard let found = agency.years[year] else {
          coverage.cell(column + 1, "—", CellStyle(fill: .absent, ink: .faint, isCentred: true))
          continue
        }
        let colour: Colour =
          if found.findings[.error, default: 0] > 0 { .error } else if found.discrepancies > 0 {
            .warning
          } else if found.isPartial { .doubt } else { .right }
        let copies = found.reports > 1 ? " ×\(found.reports)" : ""
        coverage.cell(
          column + 1,
          "\(found.discrepancies)\(found.isPartial ? " 部分" : "")\(copies)",
          CellStyle(fill: colour, isCentred: true)
        )
      }
    }
    coverage.filter(columns: years.count + 1)
    guard totals.reportsLeftOut > 0, coverage.nextRow() else { return }
    coverage.cell(
      0,
      "另有 \(totals.reportsLeftOut) 份报告的机关未列入,见 reports.csv。",
      CellStyle(isBold: true)
    )
  }

  // MARK: Rules

  private func writeCatalogue(_ totals: ExportTotals) {
    writeHeadings(
      [
        ("规则", "rule", 26), ("类别", "group", 18), ("级别", "severity", 7), ("把握", "certainty", 7),
        ("表式", "forms", 16), ("概要", "summary", 50), ("公式", "formula", 50), ("依据", "why", 50),
        ("例外", "exceptions", 50), ("出处", "source", 40), ("问题数", "findings", 8), ("通过", "pass", 8),
        ("不通过", "fail", 8), ("未评判", "not_evaluated", 8),
      ],
      to: catalogue
    )
    catalogue.freeze(rows: 1, columns: 1)
    let wrapping = CellStyle(wraps: true)
    for rule in rules {
      guard catalogue.nextRow() else { break }
      let found = totals.rules[rule.id] ?? ExportTotals.RuleTotals()
      catalogue.cell(0, rule.id.rawValue)
      catalogue.cell(1, rule.group.title.zh)
      catalogue.cell(
        2,
        rule.isOff ? "停用" : rule.severity.label.zh,
        CellStyle(fill: rule.isOff ? .absent : Colour(rule.severity))
      )
      catalogue.cell(3, rule.certainty.label.zh)
      catalogue.cell(4, rule.forms.map(\.rawValue).joined(separator: "、"))
      catalogue.cell(5, rule.summary[language], wrapping)
      catalogue.cell(6, rule.formula ?? "", wrapping)
      catalogue.cell(7, rule.why[language], wrapping)
      catalogue.cell(8, rule.exceptions.map { $0[language] }.joined(separator: "\n"), wrapping)
      catalogue.cell(9, rule.source[language], wrapping)
      catalogue.cell(10, found.findings, count(found.findings, Colour(rule.severity)))
      for (column, verdict) in RuleResult.Verdict.allCases.enumerated() {
        catalogue.cell(11 + column, found.verdicts[verdict, default: 0])
      }
    }
    catalogue.filter(columns: 14)
  }

  // MARK: Summary

  private static let title = "政府信息公开工作年度报告审核底稿"

  private func writeSummary(_ totals: ExportTotals) {
    summary.width(0, 36)
    summary.width(1, 14)
    summary.width(2, 80)
    let bold = CellStyle(isBold: true)
    func line(
      _ heading: String,
      _ count: Int? = nil,
      _ note: String = "",
      _ style: CellStyle = CellStyle()
    ) {
      guard summary.nextRow() else { return }
      summary.cell(0, heading, style)
      if let count { summary.cell(1, count) }
      summary.cell(2, note, CellStyle(wraps: true))
    }
    func section(_ heading: String) {
      line("")
      line(heading, nil, "", bold)
    }
    line(WorkbookWriter.title, nil, "勾稽 Gouji", bold)
    section("文档")
    for status in DocumentReading.Status.allCases {
      line(status.label.zh, totals.documents[status, default: 0])
    }
    line("合计", totals.documentCount)
    section("单元格")
    for status in CellStatus.allCases {
      line(status.label.zh, totals.cells[status, default: 0])
    }
    section("问题")
    for severity in Severity.allCases {
      line(
        severity.label.zh,
        totals.findings[severity, default: 0],
        "",
        CellStyle(fill: Colour(severity))
      )
    }
    section("发现问题的规则")
    for (rule, _, found) in totals.rulesWithFindings.prefix(20) {
      line(
        rule.rawValue,
        found.findings,
        rules.first { $0.id == rule }?.summary[language] ?? ""
      )
    }
    section("颜色")
    line("错误", nil, "勾稽关系不成立或法律上不可能;批注中有说明", CellStyle(fill: .error))
    line("警告", nil, "需要有人核实", CellStyle(fill: .warning))
    line("提示", nil, "供参考,不计为问题", CellStyle(fill: .info))
    line("推定、不确定、无法识别", nil, "读取存疑,与机关无关;显示原文", CellStyle(fill: .doubt, isItalic: true))
    line("缺失", nil, "表中没有该单元格;不是零", CellStyle(fill: .absent))
    section("工作表")
    for (sheet, table) in growing {
      var notes: [String] = []
      if sheet.rowsLeftOut > 0 { notes.append("行数已达上限,另有 \(sheet.rowsLeftOut) 行") }
      if sheet.linksLeftOut > 0 { notes.append("链接数已达上限,另有 \(sheet.linksLeftOut) 处无链接") }
      if sheet.commentsLeftOut > 0 {
        notes.append("批注数已达上限,另有 \(sheet.commentsLeftOut) 格只着色,说明见“\(findings.name)”")
      }
      line(
        sheet.name,
        sheet.row - (sheet.rowsLeftOut > 0 ? 1 : 0),
        notes.isEmpty ? "" : notes.joined(separator: ";") + ";全部见 \(table.fileName)"
      )
    }
  }

  // MARK: Headings

  private func writeHeadings(
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

  private func columnCount(of table: ExportTable) -> Int {
    switch table {
    case .findings: WorkbookWriter.findingHeadings.count
    case .documents: WorkbookWriter.documentHeadings.count
    default: WorkbookWriter.firstFigure + table.wideColumns(forms).count
    }
  }

  private func title(_ table: TableID) -> String {
    tables.first { $0.table.formTable == table }?.sheet.name ?? table.rawValue
  }
}

/// A title as the name of a sheet can be: 31 characters, without those that addresses use.
private func sheetName(_ title: String) -> String {
  String(title.filter { !"[]:*?/\\'".contains($0) }.prefix(31))
}

/// The cells of a report that findings are about.
private struct Marks {
  /// By the number of the form and the position in it.
  private var findings: [Int: [Int: [RecordedFinding]]] = [:]

  /// Findings come most serious first.
  init(_ recorded: [RecordedFinding], in forms: FormCatalogue) {
    for finding in recorded {
      var cells = finding.finding.suggestion.map(\.cell)
      if let cell = finding.finding.cell, !cells.contains(cell) { cells.append(cell) }
      for cell in cells {
        guard let form = forms.forms.firstIndex(where: { $0.id == cell.form }),
          let position = forms.forms[form].position(of: cell)
        else { continue }
        findings[form, default: [:]][position, default: []].append(finding)
      }
    }
  }

  /// The findings about a cell, the most serious first.
  func findings(_ form: Int, _ position: Int) -> [RecordedFinding] {
    findings[form]?[position] ?? []
  }
}
