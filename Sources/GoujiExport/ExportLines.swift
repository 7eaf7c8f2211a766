package import Gouji

/// What one document contributes to each file of an export.
///
/// Making it is a pure function, so documents may be made ready in parallel and written in order.
package struct ExportLines: Sendable {
  /// One buffer for each of ``ExportTable/allCases``, in their order.
  private var buffers: [CSVBuffer]

  package init() {
    buffers = ExportTable.allCases.map { _ in CSVBuffer() }
  }

  package subscript(table: ExportTable) -> CSVBuffer {
    get { buffers[table.position] }
    set { buffers[table.position] = newValue }
    _modify { yield &buffers[table.position] }
  }
}

extension ExportTable {
  /// The position among ``allCases``.
  var position: Int {
    switch self {
    case .documents: 0
    case .reports: 1
    case .facts: 2
    case .findings: 3
    case .checks: 4
    case .disclosure: 5
    case .applications: 6
    case .reviewLitigation: 7
    case .statistics: 8
    case .agencies: 9
    case .coverage: 10
    }
  }
}

/// Turns documents into lines of the export.
package struct LineMaker: Sendable {
  private let language: Language

  /// The fields that the cells of each form always have, oldest form first.
  private let forms: [PreparedForm]

  package init(forms: FormCatalogue, language: Language) {
    self.language = language
    self.forms = forms.forms.map { PreparedForm($0, in: forms) }
  }

  /// The lines of one document in all tables.
  package func lines(of record: DocumentRecord) -> ExportLines {
    let document = record.document
    var lines = ExportLines()
    appendDocument(document, to: &lines[.documents])
    guard let report = document.reading.report, let id = document.reportID else { return lines }
    let source = preparedSource(of: document, report, id)
    appendReport(record, report, id, to: &lines[.reports])
    appendFacts(of: report, source, to: &lines[.facts])
    appendFindings(record.findings, source, to: &lines[.findings])
    appendChecks(record.results, id, to: &lines[.checks])
    for table in ExportTable.allCases where table.formTable != nil {
      appendWideRows(of: report, table, source, to: &lines[table])
    }
    return lines
  }

  /// The lines about the collection as a whole.
  package func lines(of grouping: Grouping) -> ExportLines {
    var lines = ExportLines()
    var doubts: [String: [DoubtfulMatch]] = [:]
    for doubt in grouping.doubts { doubts[doubt.agency, default: []].append(doubt) }
    for agency in grouping.agencies {
      let own = doubts[agency.key] ?? []
      lines[.agencies].text(agency.key)
      lines[.agencies].text(agency.name)
      lines[.agencies].text(agency.names.joined(separator: "; "))
      lines[.agencies].word(agency.regionCode ?? "")
      lines[.agencies].word(agency.level?.rawValue ?? "")
      lines[.agencies].text(agency.parent)
      lines[.agencies].word(agency.evidence.rawValue)
      lines[.agencies].integer(agency.documents.count)
      lines[.agencies].text(own.flatMap(\.candidates).joined(separator: "; "))
      lines[.agencies].text(own.map { $0.reason[language] }.joined(separator: "; "))
      lines[.agencies].endLine()
    }
    for entry in grouping.coverage {
      lines[.coverage].text(entry.agency)
      lines[.coverage].text(entry.name)
      lines[.coverage].word(entry.regionCode ?? "")
      lines[.coverage].integer(entry.year)
      lines[.coverage].word(entry.status.rawValue)
      lines[.coverage].text(entry.documents.joined(separator: "; "))
      lines[.coverage].endLine()
    }
    return lines
  }

  private func appendChecks(_ results: [RuleResult], _ id: String, to lines: inout CSVBuffer) {
    var report = CSVBuffer()
    report.text(id)
    lines.reserve(results.count * (report.bytes.count + 64))
    for result in results {
      lines.fields(report)
      lines.text(result.rule.rawValue)
      lines.word(result.verdict.rawValue)
      lines.text(result.reason?[language])
      lines.endLine()
    }
  }

  private func appendFindings(
    _ findings: [RecordedFinding],
    _ source: CSVBuffer,
    to lines: inout CSVBuffer
  ) {
    for recorded in findings {
      let finding = recorded.finding
      lines.word(recorded.id)
      lines.fields(source)
      lines.text(finding.rule.rawValue)
      lines.word(finding.severity.rawValue)
      lines.word(finding.certainty.rawValue)
      lines.word(finding.table?.rawValue ?? "")
      lines.word(finding.cell?.row.rawValue ?? "")
      lines.word(finding.cell?.column.rawValue ?? "")
      lines.figure(finding.reported)
      lines.figure(finding.expected)
      lines.figure(finding.difference)
      lines.text(finding.message[language])
      lines.text(finding.explains.map(\.description).joined(separator: "; "))
      lines.text(finding.suggestion.map(\.description).joined(separator: "; "))
      lines.place(finding.place)
      lines.word(recorded.judgement?.word ?? "")
      lines.text(recorded.judgement?.note)
      lines.endLine()
    }
  }

  /// The fields `document,report,agency,year`.
  private func preparedSource(
    of document: ReadDocument,
    _ report: Report,
    _ id: String
  )
    -> CSVBuffer
  {
    var source = CSVBuffer()
    source.text(document.document)
    source.text(id)
    source.text(report.identity.agency?.value)
    source.integer(report.identity.year?.value)
    return source
  }

  private func appendDocument(_ document: ReadDocument, to lines: inout CSVBuffer) {
    let reading = document.reading
    lines.text(document.document)
    lines.word(document.sha256 ?? "")
    lines.integer(document.byteCount)
    lines.text(reading.encoding)
    lines.text(reading.encodingEvidence)
    lines.word(reading.kind?.rawValue ?? "")
    lines.word(reading.status.rawValue)
    lines.text(reading.reason?[language])
    lines.text(document.reportID)
    lines.endLine()
  }

  private func appendReport(
    _ record: DocumentRecord,
    _ report: Report,
    _ id: String,
    to lines: inout CSVBuffer
  ) {
    let identity = report.identity
    lines.text(id)
    lines.text(record.document.document)
    lines.text(identity.agency?.value)
    lines.word(identity.agency?.source.rawValue ?? "")
    lines.text(identity.regionCode)
    lines.word(identity.level?.rawValue ?? "")
    lines.integer(identity.year?.value)
    lines.word(identity.year?.source.rawValue ?? "")
    lines.word(report.form.id.rawValue)
    lines.text(identity.title?.value)
    lines.word(identity.scope?.value.rawValue ?? "")
    lines.word(identity.publishedOn?.value.description ?? "")
    lines.word(identity.signedOn?.value.description ?? "")
    let counts = report.statusCounts
    for status in CellStatus.allCases { lines.integer(counts[status]) }
    lines.integer(record.count(.error))
    lines.integer(record.count(.warning))
    lines.endLine()
  }

  private func appendFacts(of report: Report, _ source: CSVBuffer, to lines: inout CSVBuffer) {
    guard let form = prepared(report.form) else { return }
    lines.reserve(form.fields.bytes.count + report.cells.count * (source.bytes.count + 40))
    let fields = form.fields.bytes.span
    // By position, so that no cell is copied out of its array.
    for position in report.cells.indices {
      let prepared = form.cells[position]
      lines.fields(source)
      lines.fields(fields.extracting(prepared.identification))
      appendFigures(of: report.cells[position], unit: fields.extracting(prepared.unit), to: &lines)
    }
    for foreign in report.foreignCells {
      var fields = PreparedFields()
      let prepared = PreparedCell(foreign.definition, &fields)
      lines.fields(source)
      lines.fields(fields.bytes.span.extracting(prepared.identification))
      appendFigures(
        of: foreign.cell,
        unit: fields.bytes.span.extracting(prepared.unit),
        to: &lines
      )
    }
  }

  private func appendFigures(
    of cell: borrowing Cell,
    unit: Span<UInt8>,
    to lines: inout CSVBuffer
  ) {
    if let printed = cell.unit { lines.text(printed) } else { lines.fields(unit) }
    lines.figure(cell.value)
    lines.word(cell.status.rawValue)
    lines.figure(cell.deduced)
    lines.text(cell.raw)
    if cell.candidates.isEmpty {
      lines.empty()
    } else {
      // The word keeps a blank apart from an empty list.
      lines.text(cell.candidates.map { $0?.description ?? "blank" }.joined(separator: "; "))
    }
    lines.place(cell.place)
    lines.endLine()
  }

  /// One line for each row of a table, with the printed figures of its cells side by side.
  private func appendWideRows(
    of report: Report,
    _ table: ExportTable,
    _ source: CSVBuffer,
    to lines: inout CSVBuffer
  ) {
    for form in forms {
      let figures: (Int) -> Figure?
      if form.id == report.form.id {
        figures = { report.cells[$0].value }
      } else if report.foreignCells.isEmpty {
        continue
      } else {
        let foreign = Dictionary(
          report.foreignCells.lazy.filter {
            $0.definition.id.form == form.id && $0.definition.id.table == table.formTable
          }
          .map { ($0.definition.id, $0.cell.value) },
          uniquingKeysWith: { first, _ in first }
        )
        if foreign.isEmpty { continue }
        figures = { foreign[form.ids[$0]] ?? nil }
      }
      let fields = form.fields.bytes.span
      for row in form.rows[table.position] {
        lines.fields(source)
        lines.fields(fields.extracting(row.identification))
        for position in form.positions[row.positions] { lines.figure(position.flatMap(figures)) }
        lines.endLine()
      }
    }
  }

  /// - Returns: `nil` for a form that is not in the catalogue.
  private func prepared(_ form: FormDefinition) -> PreparedForm? {
    forms.first { $0.id == form.id }
  }
}

/// The fields of a form's cells and rows that are equal in all reports.
///
/// All of them are in one array, because several threads at once would retain many slowly.
private struct PreparedForm: Sendable {
  let id: FormID
  let ids: [CellID]

  /// What ``cells`` and ``rows`` give ranges of.
  let fields: PreparedFields

  /// One for each of ``FormDefinition/cells``, in the same order.
  let cells: [PreparedCell]

  /// The rows of each of ``ExportTable/allCases``, in their order.
  let rows: [[PreparedRow]]

  /// What the rows give ranges of: for each column of the spread-out table the position in
  /// ``FormDefinition/cells``; `nil` where the row has no such cell.
  let positions: [Int?]

  init(_ form: FormDefinition, in forms: FormCatalogue) {
    var fields = PreparedFields()
    var positions: [Int?] = []
    id = form.id
    ids = form.cells.map(\.id)
    cells = form.cells.map { PreparedCell($0, &fields) }
    rows = ExportTable.allCases.map { table in
      guard let formTable = table.formTable else { return [] }
      let columns = table.wideColumns(forms)
      return form.tables.filter { $0.id == formTable }.flatMap(\.blocks).flatMap(\.rows).map {
        row in
        let start = positions.count
        positions += columns.map { form.position(table: formTable, row: row.id, column: $0) }
        return PreparedRow(
          identification: fields.add {
            $0.word(form.id.rawValue)
            $0.word(row.id.rawValue)
            $0.text(row.path)
          },
          positions: start..<positions.count
        )
      }
    }
    self.fields = fields
    self.positions = positions
  }
}

private struct PreparedFields: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Adds fields; returns their range.
  mutating func add(_ build: (inout CSVBuffer) -> Void) -> Range<Int> {
    var buffer = CSVBuffer()
    build(&buffer)
    let start = bytes.count
    bytes += buffer.bytes
    return start..<bytes.count
  }
}

private struct PreparedCell: Sendable {
  /// The fields `form,table,row,column,row_label,column_label`.
  let identification: Range<Int>
  let unit: Range<Int>

  init(_ definition: CellDefinition, _ fields: inout PreparedFields) {
    identification = fields.add {
      $0.word(definition.id.form.rawValue)
      $0.word(definition.id.table.rawValue)
      $0.word(definition.id.row.rawValue)
      $0.word(definition.id.column.rawValue)
      $0.text(definition.rowLabel)
      $0.text(definition.columnLabel)
    }
    unit = fields.add { $0.text(definition.unit) }
  }
}

/// One row of a spread-out table.
private struct PreparedRow: Sendable {
  /// The fields `form,row,row_label`.
  let identification: Range<Int>
  let positions: Range<Int>
}
