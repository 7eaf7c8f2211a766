internal import GRDB
internal import Gouji
internal import GoujiModel

/// Writes what was read in documents, inside one transaction.
struct ReadingWriter {
  private let db: Database

  /// The rows of the definitions of each form's cells, in the order of the form.
  private var formCells: [FormID: [Int64]] = [:]
  private var definitions: [CellDefinition: Int64] = [:]
  private var reasons: [Bilingual: Int64] = [:]

  init(_ db: Database) {
    self.db = db
  }

  /// Writes a reading with its report, its findings and its checks.
  ///
  /// The charset is the encoding that the document was sent in, where that is known.
  ///
  /// - Returns: The row of the reading.
  mutating func insert(
    _ document: ReadDocument,
    charset: String?,
    versions: ReaderVersions
  ) throws -> Int64 {
    let reading = document.reading
    var row = try RowWriter(
      db,
      insertInto: "readings",
      [
        "sha256", "bytes", "manifest", "charset", "reader_version", "kind", "encoding",
        "encoding_evidence",
        "status", "reason_zh", "reason_en", "rules_version",
      ]
    )
    row.bind(document.sha256)
    row.bind(document.byteCount)
    row.bind(try manifestText(document.manifestEntry))
    row.bind(charset ?? "")
    row.bind(versions.reader)
    row.bind(reading.kind?.rawValue)
    row.bind(reading.encoding)
    row.bind(reading.encodingEvidence)
    row.bind(reading.status.rawValue)
    row.bind(reading.reason?.zh)
    row.bind(reading.reason?.en)
    row.bind(versions.rules)
    try row.step()
    let id = db.lastInsertedRowID
    if let report = reading.report {
      try insert(report, reading: id)
      if let assessment = reading.assessment { try insert(assessment, of: report, reading: id) }
    }
    return id
  }

  private mutating func insert(_ report: Report, reading: Int64) throws {
    try insert(report.identity, form: report.form.id, reading: reading)
    try insertCells(of: report, reading: reading)
    try insert(report.sections, reading: reading)
    try insert(report.notes, reading: reading)
    try insert(report.claims, reading: reading)
    try insert(report.phrases, reading: reading)
  }

  private func insert(_ identity: ReportIdentity, form: FormID, reading: Int64) throws {
    func attested(_ name: String) -> [String] {
      [name] + ["source", "line", "offset", "length"].map { "\(name)_\($0)" }
    }
    var row = try RowWriter(
      db,
      insertInto: "reports",
      ["reading_id", "form"] + attested("agency") + ["agency_as_printed"] + attested("year")
        + attested("title") + attested("published_on") + attested("signed_on")
        + attested("scope") + ["level", "region_code"]
    )
    row.bind(reading)
    row.bind(form.rawValue)
    bind(identity.agency) { $0.bind($1) }
    row.bind(identity.agencyAsPrinted)
    bind(identity.year) { $0.bind($1) }
    bind(identity.title) { $0.bind($1) }
    bind(identity.publishedOn) { $0.bind($1?.description) }
    bind(identity.signedOn) { $0.bind($1?.description) }
    bind(identity.scope) { $0.bind($1?.rawValue) }
    row.bind(identity.level?.rawValue)
    row.bind(identity.regionCode)
    try row.step()

    func bind<Value>(_ value: Attested<Value>?, _ bindValue: (inout RowWriter, Value?) -> Void) {
      bindValue(&row, value?.value)
      row.bind(value?.source.rawValue)
      row.bind(value?.place)
    }
  }

  private mutating func insertCells(of report: Report, reading: Int64) throws {
    let own = try ids(of: report.form)
    let foreign = try report.foreignCells.map { try id(of: $0.definition) }
    var row = try RowWriter(
      db,
      insertInto: "cells",
      [
        "reading_id", "position", "cell_id", "is_foreign", "status", "value", "deduced", "unit",
        "raw", "candidates", "line", "offset", "length",
      ]
    )
    var position = 0
    func insert(_ cell: Cell, definition: Int64, isForeign: Bool) throws {
      row.bind(reading)
      row.bind(position)
      row.bind(definition)
      row.bind(isForeign)
      row.bind(cell.status.rawValue)
      row.bind(cell.value)
      row.bind(cell.deduced)
      row.bind(cell.unit)
      row.bind(cell.raw)
      row.bind(cell.candidates.isEmpty ? nil : candidatesText(cell.candidates))
      row.bind(cell.place)
      try row.step()
      position += 1
    }
    for (cell, definition) in zip(report.cells, own) {
      try insert(cell, definition: definition, isForeign: false)
    }
    for (foreignCell, definition) in zip(report.foreignCells, foreign) {
      try insert(foreignCell.cell, definition: definition, isForeign: true)
    }
  }

  private func insert(_ sections: [Section], reading: Int64) throws {
    var row = try RowWriter(
      db,
      insertInto: "sections",
      ["reading_id", "position", "kind", "heading", "line", "offset", "length"]
    )
    for (position, section) in sections.enumerated() {
      row.bind(reading)
      row.bind(position)
      row.bind(section.kind?.rawValue)
      row.bind(section.heading)
      row.bind(section.place)
      try row.step()
    }
    row = try RowWriter(
      db,
      insertInto: "paragraphs",
      ["reading_id", "section", "position", "text", "line", "offset", "length"]
    )
    for (index, section) in sections.enumerated() {
      for (position, paragraph) in section.paragraphs.enumerated() {
        row.bind(reading)
        row.bind(index)
        row.bind(position)
        row.bind(paragraph.text)
        row.bind(paragraph.place)
        try row.step()
      }
    }
  }

  private func insert(_ notes: [ReadingNote], reading: Int64) throws {
    var row = try RowWriter(
      db,
      insertInto: "notes",
      [
        "reading_id", "position", "code", "message_zh", "message_en", "cells", "line", "offset",
        "length",
      ]
    )
    for (position, note) in notes.enumerated() {
      row.bind(reading)
      row.bind(position)
      row.bind(note.code.rawValue)
      row.bind(note.message.zh)
      row.bind(note.message.en)
      row.bind(note.cells.isEmpty ? nil : cellListText(note.cells))
      row.bind(note.place)
      try row.step()
    }
  }

  private func insert(_ claims: [Claim], reading: Int64) throws {
    var row = try RowWriter(
      db,
      insertInto: "claims",
      [
        "reading_id", "position", "subject", "statement", "figure", "exponent", "qualifiers",
        "unit", "year", "scope", "whole", "list_is_closed", "list_is_nested", "section",
        "paragraph", "sentence", "range_start", "range_end", "line", "offset", "length",
      ]
    )
    for (position, claim) in claims.enumerated() {
      row.bind(reading)
      row.bind(position)
      row.bind(claim.subject?.rawValue)
      row.bind(claim.statement.rawValue)
      row.bind(claim.figure)
      row.bind(claim.exponent)
      row.bind(Int(claim.qualifiers.rawValue))
      row.bind(claim.unit)
      row.bind(claim.year)
      row.bind(claim.scope?.rawValue)
      row.bind(claim.list?.whole)
      row.bind((claim.list?.isClosed).map { $0 ? 1 : 0 })
      row.bind((claim.list?.isNested).map { $0 ? 1 : 0 })
      row.bind(claim.section)
      row.bind(claim.paragraph)
      row.bind(claim.sentence)
      row.bind(claim.range.lowerBound)
      row.bind(claim.range.upperBound)
      row.bind(claim.place)
      try row.step()
    }
  }

  private func insert(_ phrases: [Phrase], reading: Int64) throws {
    var row = try RowWriter(
      db,
      insertInto: "phrases",
      [
        "reading_id", "position", "kind", "number", "section", "paragraph", "range_start",
        "range_end", "line", "offset", "length",
      ]
    )
    for (position, phrase) in phrases.enumerated() {
      row.bind(reading)
      row.bind(position)
      row.bind(phrase.kind.rawValue)
      row.bind(phrase.number)
      row.bind(phrase.section)
      row.bind(phrase.paragraph)
      row.bind(phrase.range.lowerBound)
      row.bind(phrase.range.upperBound)
      row.bind(phrase.place)
      try row.step()
    }
  }

  // MARK: Definitions

  private mutating func ids(of form: FormDefinition) throws -> [Int64] {
    if let known = formCells[form.id] { return known }
    let ids = try form.cells.map { try id(of: $0) }
    formCells[form.id] = ids
    return ids
  }

  private mutating func id(of definition: CellDefinition) throws -> Int64 {
    if let known = definitions[definition] { return known }
    let values = [
      definition.id.form.rawValue, definition.id.table.rawValue, definition.id.row.rawValue,
      definition.id.column.rawValue, definition.rowLabel, definition.columnLabel,
      definition.unit, definition.notation.rawValue,
    ]
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO cell_definitions
          (form, "table", "row", "column", row_label, column_label, unit, notation)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: StatementArguments(values)
    )
    let id = try Int64.fetchOne(
      db,
      sql: """
        SELECT id FROM cell_definitions
        WHERE form = ? AND "table" = ? AND "row" = ? AND "column" = ? AND row_label = ?
          AND column_label = ? AND unit = ? AND notation = ?
        """,
      arguments: StatementArguments(values)
    )
    let found = try known({ _ in id }, definition.id.description)
    definitions[definition] = found
    return found
  }

  private mutating func id(of reason: Bilingual?) throws -> Int64? {
    guard let reason else { return nil }
    if let known = reasons[reason] { return known }
    let arguments: StatementArguments = [reason.zh, reason.en]
    try db.execute(
      sql: "INSERT OR IGNORE INTO reasons (zh, en) VALUES (?, ?)",
      arguments: arguments
    )
    let id = try Int64.fetchOne(
      db,
      sql: "SELECT id FROM reasons WHERE zh = ? AND en = ?",
      arguments: arguments
    )
    reasons[reason] = id
    return id
  }

  // MARK: Findings and checks

  /// Writes what the rules say about one report.
  mutating func insert(_ assessment: Assessment, of report: Report, reading: Int64) throws {
    let identity = report.identity
    for (position, finding) in assessment.findings.enumerated() {
      try insert(
        finding,
        FindingOwner(reading: reading, position: position),
        fingerprint: finding.fingerprint(
          agency: identity.agency?.value,
          year: identity.year?.value
        )
      )
    }
    var row = try RowWriter(
      db,
      insertInto: "checks",
      ["reading_id", "position", "rule", "verdict", "reason_id"]
    )
    for (position, result) in assessment.results.enumerated() {
      let reason = try id(of: result.reason)
      row.bind(reading)
      row.bind(position)
      row.bind(result.rule.rawValue)
      row.bind(result.verdict.rawValue)
      row.bind(reason)
      try row.step()
    }
  }

  /// Writes the results of one report in a comparison of several.
  mutating func insert(_ results: [RuleResult], group: Int64, document: Int64) throws {
    var row = try RowWriter(
      db,
      insertInto: "comparison_checks",
      ["comparison_group_id", "document_id", "position", "rule", "verdict", "reason_id"]
    )
    for (position, result) in results.enumerated() {
      let reason = try id(of: result.reason)
      row.bind(group)
      row.bind(document)
      row.bind(position)
      row.bind(result.rule.rawValue)
      row.bind(result.verdict.rawValue)
      row.bind(reason)
      try row.step()
    }
  }

  /// Writes one finding, or the part of one that looks at it from one of its reports.
  func insert(_ finding: Finding, _ owner: FindingOwner, fingerprint: String) throws {
    var row = try RowWriter(
      db,
      insertInto: "findings",
      [
        "reading_id", "comparison_group_id", "document_id", "position", "part", "fingerprint",
        "rule", "severity", "certainty", "form", "table", "row", "column", "reported", "expected",
        "message_zh", "message_en", "line", "offset", "length",
      ]
    )
    row.bind(owner.reading)
    row.bind(owner.group)
    row.bind(owner.document)
    row.bind(owner.position)
    row.bind(owner.part)
    row.bind(fingerprint)
    row.bind(finding.rule.rawValue)
    row.bind(finding.severity.rawValue)
    row.bind(finding.certainty.rawValue)
    row.bind(finding.cell?.form.rawValue)
    row.bind(finding.table?.rawValue)
    row.bind(finding.cell?.row.rawValue)
    row.bind(finding.cell?.column.rawValue)
    row.bind(finding.reported)
    row.bind(finding.expected)
    row.bind(finding.message.zh)
    row.bind(finding.message.en)
    row.bind(finding.place)
    try row.step()
    try insertParts(of: finding, id: db.lastInsertedRowID)
  }

  private func insertParts(of finding: Finding, id: Int64) throws {
    var row = try RowWriter(
      db,
      insertInto: "finding_parts",
      [
        "finding_id", "kind", "position", "rule", "form", "table", "row", "column", "figure",
        "suggested", "line", "offset", "length",
      ]
    )
    func insert(
      _ kind: FindingPartKind,
      _ position: Int,
      rule: RuleID? = nil,
      cell: CellID?,
      figure: Figure? = nil,
      suggested: Figure? = nil,
      place: SourcePlace? = nil
    ) throws {
      row.bind(id)
      row.bind(kind.rawValue)
      row.bind(position)
      row.bind(rule?.rawValue)
      row.bind(cell)
      row.bind(figure)
      row.bind(suggested)
      row.bind(place)
      try row.step()
    }
    for (position, term) in finding.terms.enumerated() {
      try insert(.term, position, cell: term.cell, figure: term.figure, place: term.place)
    }
    for (position, identity) in finding.explains.enumerated() {
      try insert(.explains, position, rule: identity.rule, cell: identity.cell)
    }
    for (position, change) in finding.suggestion.enumerated() {
      try insert(
        .suggestion,
        position,
        cell: change.cell,
        figure: change.printed,
        suggested: change.suggested
      )
    }
  }
}

/// What a row of findings belongs to: a reading, or one document in a comparison of reports.
struct FindingOwner {
  var reading: Int64?
  var group: Int64?
  var document: Int64?
  let position: Int
  let part: Int

  init(reading: Int64, position: Int) {
    self.reading = reading
    self.position = position
    part = 0
  }

  init(group: Int64, document: Int64, position: Int, part: Int) {
    self.group = group
    self.document = document
    self.position = position
    self.part = part
  }
}

enum FindingPartKind: String {
  case term
  case explains
  case suggestion
}
