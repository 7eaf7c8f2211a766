package import Gouji

extension JSONBuffer {
  /// Adds the members that describe a document, its report, the findings and the checks, to the object
  /// under construction.
  ///
  /// `schemas/record.schema.json` says what they are. Messages are in both languages, so the text does
  /// not depend on the language of the program.
  package mutating func members(of record: DocumentRecord) {
    let document = record.document
    let reading = document.reading
    member("document", document.document)
    member("sha256", document.sha256)
    member("bytes", document.byteCount)
    if reading.kind != nil {
      member("encoding", reading.encoding)
      member("encoding_evidence", reading.encodingEvidence)
    }
    member("kind", reading.kind?.rawValue)
    member("url", document.manifestEntry?.url)
    member("status", reading.status.rawValue)
    member("reason", reading.reason)
    guard let report = reading.report, let id = document.reportID else { return }
    object("report") { json in
      json.member("report", id)
      json.members(of: report)
    }
    array("findings") { json in
      for finding in record.findings { json.item(finding) }
    }
    array("checks") { json in
      for result in record.results {
        json.object { json in
          json.member("rule", result.rule.rawValue)
          json.member("verdict", result.verdict.rawValue)
          json.member("reason", result.reason)
        }
      }
    }
  }

  private mutating func members(of report: Report) {
    let identity = report.identity
    attested("agency", identity.agency) { $0.member("value", $1) }
    member("agency_as_printed", identity.agencyAsPrinted)
    member("region_code", identity.regionCode)
    member("level", identity.level?.rawValue)
    attested("year", identity.year) { $0.member("value", $1) }
    attested("title", identity.title) { $0.member("value", $1) }
    attested("scope", identity.scope) { $0.member("value", $1.rawValue) }
    attested("published_on", identity.publishedOn) { $0.member("value", $1.description) }
    attested("signed_on", identity.signedOn) { $0.member("value", $1.description) }
    member("form", report.form.id.rawValue)
    let counts = report.statusCounts
    object("cells") { json in
      for status in CellStatus.allCases { json.member(status.rawValue, counts[status]) }
    }
    array("tables") { json in
      json.tables(zip(report.form.cells, report.cells))
      json.tables(report.foreignCells.lazy.map { ($0.definition, $0.cell) })
    }
    array("notes") { json in
      for note in report.notes {
        json.object { json in
          json.member("code", note.code.rawValue)
          json.member("message", note.message)
          if !note.cells.isEmpty {
            json.array("cells") { json in
              for cell in note.cells { json.object { $0.address(cell) } }
            }
          }
          json.place(note.place)
        }
      }
    }
  }

  /// Adds cells by table and, in it, by row; neighbours of one table or row stand together.
  private mutating func tables(_ cells: some Sequence<(CellDefinition, Cell)>) {
    let cells = Array(cells)
    for table in cells[...].runs(by: {
      ($0.0.id.form, $0.0.id.table) == ($1.0.id.form, $1.0.id.table)
    }) {
      guard let first = table.first?.0 else { continue }
      object { json in
        json.member("form", first.id.form.rawValue)
        json.member("table", first.id.table.rawValue)
        json.array("rows") { json in
          for row in table.runs(by: { $0.0.id.row == $1.0.id.row }) { json.row(row) }
        }
      }
    }
  }

  private mutating func row(_ cells: ArraySlice<(CellDefinition, Cell)>) {
    guard let first = cells.first?.0 else { return }
    object { json in
      json.member("row", first.id.row.rawValue)
      json.member("label", first.rowLabel)
      json.array("cells") { json in
        for (definition, cell) in cells {
          json.object { json in
            json.member("column", definition.id.column.rawValue)
            json.member("label", definition.columnLabel)
            json.member("unit", cell.unit ?? definition.unit)
            json.members(of: cell)
          }
        }
      }
    }
  }

  private mutating func members(of cell: Cell) {
    member("status", cell.status.rawValue)
    member("value", cell.value)
    member("deduced", cell.deduced)
    if cell.status != .missing { member("raw", cell.raw) }
    if !cell.candidates.isEmpty {
      array("candidates") { json in
        for candidate in cell.candidates { json.item(candidate) }
      }
    }
    place(cell.place)
  }

  private mutating func item(_ recorded: RecordedFinding) {
    let finding = recorded.finding
    object { json in
      json.member("finding", recorded.id)
      json.member("rule", finding.rule.rawValue)
      json.member("severity", finding.severity.rawValue)
      json.member("certainty", finding.certainty.rawValue)
      if let cell = finding.cell {
        json.object("cell") { $0.address(cell) }
      }
      json.member("table", finding.table?.rawValue)
      json.member("reported", finding.reported)
      json.member("expected", finding.expected)
      json.member("difference", finding.difference)
      json.member("message", finding.message)
      json.array("explains") { json in
        for identity in finding.explains {
          json.object { json in
            json.member("rule", identity.rule.rawValue)
            json.address(identity.cell)
          }
        }
      }
      json.array("suggestion") { json in
        for change in finding.suggestion {
          json.object { json in
            json.address(change.cell)
            json.member("printed", change.printed)
            json.member("suggested", change.suggested)
          }
        }
      }
      json.array("terms") { json in
        for term in finding.terms {
          json.object { json in
            if let cell = term.cell { json.address(cell) }
            json.member("figure", term.figure)
            json.place(term.place)
          }
        }
      }
      json.place(finding.place)
      if let judgement = recorded.judgement {
        json.member("judgement", judgement.word)
        json.member("note", judgement.note)
      }
    }
  }

  private mutating func attested<Value>(
    _ name: String,
    _ attested: Attested<Value>?,
    value: (inout JSONBuffer, Value) -> Void
  ) {
    guard let attested else { return }
    object(name) { json in
      value(&json, attested.value)
      json.member("source", attested.source.rawValue)
      json.place(attested.place)
    }
  }

  private mutating func address(_ cell: CellID) {
    member("form", cell.form.rawValue)
    member("table", cell.table.rawValue)
    member("row", cell.row.rawValue)
    member("column", cell.column.rawValue)
  }

  private mutating func place(_ place: SourcePlace?) {
    member("line", place?.line)
    member("offset", place?.offset)
    member("length", place?.length)
  }
}

extension ArraySlice {
  /// The slices of neighbours that belong together.
  fileprivate func runs(by belongTogether: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var runs: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices where index > start && !belongTogether(self[index - 1], self[index]) {
      runs.append(self[start..<index])
      start = index
    }
    if start < endIndex { runs.append(self[start...]) }
    return runs
  }
}
