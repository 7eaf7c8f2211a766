internal import Gouji

/// The sheets that the tables of the forms are spread out over.
extension WorkbookWriter {
  /// The tables that are spread out over sheets of their own.
  struct TableSheet {
    let table: ExportTable
    let sheet: Sheet
    let columns: [ColumnID]

    /// The rows of the table in each form, in the order of the forms.
    let rows: [[SheetRow]]
  }

  /// A row of a form on its sheet.
  struct SheetRow {
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

  func start(_ table: TableSheet) {
    let columns = table.table.columns(forms)
    let source: [(heading: String, name: String, width: Double)] = [
      ("机关", "agency", 28), ("年度", "year", 7), ("表式", "form", 7), ("文档", "document", 24),
      ("行名称", "row_label", 36),
    ]
    let figures = columns.suffix(table.columns.count).map { ($0.label.zh, $0.name, 13.0) }
    writeHeadings(source + figures, to: table.sheet)
    table.sheet.freeze(rows: 1, columns: source.count)
  }

  /// Where the rows of a report come from, for the columns before the figures.
  struct Origin {
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
  func appendRows(
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
  func comment(on cell: CellID, _ findings: [RecordedFinding]) -> String {
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
  func append(_ cell: Cell, to sheet: Sheet, _ column: Int, _ colour: Colour?) {
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

  func title(_ table: TableID) -> String {
    tables.first { $0.table.formTable == table }?.sheet.name ?? table.rawValue
  }
}
