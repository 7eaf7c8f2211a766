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
    lines.reserve(form.identificationLength + report.cells.count * (source.bytes.count + 40))
    // By position, so that no cell is copied out of its array.
    for position in report.cells.indices {
      lines.fields(source)
      lines.fields(form.cells[position].identification)
      appendFigures(
        of: report.cells[position],
        unit: form.cells[position].unit,
        to: &lines
      )
    }
    for foreign in report.foreignCells {
      let prepared = PreparedCell(foreign.definition)
      lines.fields(source)
      lines.fields(prepared.identification)
      appendFigures(of: foreign.cell, unit: prepared.unit, to: &lines)
    }
  }

  private func appendFigures(
    of cell: borrowing Cell,
    unit: borrowing CSVBuffer,
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
        figures = { foreign[form.cells[$0].id] ?? nil }
      }
      for row in form.rows where row.table == table {
        lines.fields(source)
        lines.fields(row.identification)
        for position in row.positions { lines.figure(position.flatMap(figures)) }
        lines.endLine()
      }
    }
  }

  /// - Returns: `nil` for a form that is not in the catalogue.
  private func prepared(_ form: FormDefinition) -> PreparedForm? {
    forms.first { $0.id == form.id }
  }
}

/// The fields of a form's cells that are equal in all reports.
private struct PreparedForm: Sendable {
  let id: FormID

  /// One for each of ``FormDefinition/cells``, in the same order.
  let cells: [PreparedCell]
  let rows: [PreparedRow]

  /// How many bytes the identifications of all cells take.
  let identificationLength: Int

  init(_ form: FormDefinition, in forms: FormCatalogue) {
    id = form.id
    cells = form.cells.map(PreparedCell.init)
    identificationLength = cells.reduce(0) { $0 + $1.identification.bytes.count }
    rows = ExportTable.allCases.filter { $0.formTable != nil }.flatMap { table in
      let columns = table.wideColumns(forms)
      return form.tables.filter { $0.id == table.formTable }.flatMap(\.blocks).flatMap(\.rows).map {
        row in
        PreparedRow(
          form: form.id,
          table: table,
          row,
          positions: columns.map {
            form.position(table: TableID(rawValue: table.rawValue), row: row.id, column: $0)
          }
        )
      }
    }
  }
}

private struct PreparedCell: Sendable {
  let id: CellID

  /// The fields `form,table,row,column,row_label,column_label`.
  let identification: CSVBuffer
  let unit: CSVBuffer

  init(_ definition: CellDefinition) {
    id = definition.id
    var identification = CSVBuffer()
    identification.word(definition.id.form.rawValue)
    identification.word(definition.id.table.rawValue)
    identification.word(definition.id.row.rawValue)
    identification.word(definition.id.column.rawValue)
    identification.text(definition.rowLabel)
    identification.text(definition.columnLabel)
    self.identification = identification
    var unit = CSVBuffer()
    unit.text(definition.unit)
    self.unit = unit
  }
}

/// One row of a spread-out table.
private struct PreparedRow: Sendable {
  let table: ExportTable

  /// For each column of the spread-out table the position in ``FormDefinition/cells``; `nil` where
  /// the row has no such cell.
  let positions: [Int?]

  /// The fields `form,row,row_label`.
  let identification: CSVBuffer

  init(form: FormID, table: ExportTable, _ row: RowDefinition, positions: [Int?]) {
    self.table = table
    self.positions = positions
    var identification = CSVBuffer()
    identification.word(form.rawValue)
    identification.word(row.id.rawValue)
    identification.text(row.path)
    self.identification = identification
  }
}
