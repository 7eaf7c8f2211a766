internal import GRDB
internal import Gouji
internal import GoujiModel

/// Gives back what the archive holds of documents, as it was before it was written.
struct RecordLoader: Sendable {
  private let forms: FormCatalogue

  init(forms: FormCatalogue) {
    self.forms = forms
  }

  /// The current version of a document; `nil` when there is no such row.
  func document(_ id: Int64, _ db: Database) throws -> (document: ReadDocument, reading: Int64)? {
    var row = try RowReader(
      db,
      """
      SELECT documents.document, readings.id, sha256, bytes, manifest, kind, encoding,
        encoding_evidence, status, reason_zh, reason_en
      FROM documents
      JOIN versions ON versions.document_id = documents.id AND versions.is_current
      JOIN readings ON readings.id = versions.reading_id
      WHERE documents.id = ?
      """,
      id
    )
    guard try row.next() else { return nil }
    let name = row.text()
    let reading = Int64(row.integer())
    let digest = row.optionalText()
    let byteCount = row.optionalInteger()
    let manifest = try manifestEntry(row.text())
    let kind = try row.optionalWord(DocumentReading.Kind.self)
    let encoding = row.text()
    let evidence = row.text()
    let status = try row.word(DocumentReading.Status.self)
    let reason = row.optionalBilingual()
    _ = try row.next()
    let report = try report(of: reading, db)
    let document = ReadDocument(
      document: name,
      byteCount: byteCount,
      sha256: digest,
      manifestEntry: manifest,
      reading: DocumentReading(
        kind: kind,
        encoding: encoding,
        encodingEvidence: evidence,
        status: status,
        reason: reason,
        report: report,
        assessment: try report.map { _ in try assessment(of: reading, db) }
      )
    )
    return (document, reading)
  }

  // MARK: Reports

  /// The report that a reading found; `nil` when it found none.
  func report(of reading: Int64, _ db: Database) throws -> Report? {
    guard let (identity, formID) = try identity(of: reading, db) else { return nil }
    guard let form = forms[formID] else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown form '\(formID)'")
    }
    var cells: [Cell] = []
    cells.reserveCapacity(form.cells.count)
    var foreign: [ForeignCell] = []
    var row = try RowReader(
      db,
      """
      SELECT is_foreign, cell_id, status, value, deduced, unit, raw, candidates, line, offset,
        length
      FROM cells WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    var foreignDefinitions: [(position: Int, id: Int64)] = []
    while try row.next() {
      let isForeign = row.flag()
      let definition = Int64(row.integer())
      let cell = Cell(
        status: try row.word(CellStatus.self),
        value: try row.figure(),
        deduced: try row.figure(),
        unit: row.optionalText(),
        raw: row.text(),
        candidates: try row.optionalText().map(candidates) ?? [],
        place: row.place()
      )
      if isForeign { foreignDefinitions.append((cells.count, definition)) }
      cells.append(cell)
    }
    let own = cells.count - foreignDefinitions.count
    for (position, id) in foreignDefinitions {
      foreign.append(ForeignCell(definition: try definition(id, db), cell: cells[position]))
    }
    guard own == form.cells.count else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT,
        message: "\(own) cells of form \(formID), which has \(form.cells.count)"
      )
    }
    return Report(
      identity: identity,
      form: form,
      cells: Array(cells[..<own]),
      foreignCells: foreign,
      sections: try sections(of: reading, db),
      notes: try notes(of: reading, db),
      claims: try claims(of: reading, db),
      phrases: try phrases(of: reading, db)
    )
  }

  /// The identity of the report that a reading found, and its form.
  func identity(of reading: Int64, _ db: Database) throws -> (ReportIdentity, FormID)? {
    func columns(_ name: String) -> String {
      "\(name), \(name)_source, \(name)_line, \(name)_offset, \(name)_length"
    }
    var row = try RowReader(
      db,
      """
      SELECT form, \(columns("agency")), agency_as_printed, \(columns("year")),
        \(columns("title")), \(columns("published_on")), \(columns("signed_on")),
        \(columns("scope")), level, region_code
      FROM reports WHERE reading_id = ?
      """,
      reading
    )
    guard try row.next() else { return nil }
    let form = FormID(rawValue: row.text())
    var identity = ReportIdentity()
    identity.agency = try row.attested { $0.optionalText() }
    identity.agencyAsPrinted = row.optionalText()
    identity.year = try row.attested { $0.optionalInteger() }
    identity.title = try row.attested { $0.optionalText() }
    identity.publishedOn = try row.attested {
      try $0.optionalText().map { try known(calendarDate, $0) }
    }
    identity.signedOn = try row.attested {
      try $0.optionalText().map { try known(calendarDate, $0) }
    }
    identity.scope = try row.attested { try $0.optionalWord(ReportIdentity.Scope.self) }
    identity.level = try row.optionalWord(AgencyLevel.self)
    identity.regionCode = row.optionalText()
    _ = try row.next()
    return (identity, form)
  }

  private func definition(_ id: Int64, _ db: Database) throws -> CellDefinition {
    var row = try RowReader(
      db,
      """
      SELECT form, "table", "row", "column", row_label, column_label, unit, notation
      FROM cell_definitions WHERE id = ?
      """,
      id
    )
    guard try row.next(), let cell = row.cell() else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no cell definition \(id)")
    }
    let definition = CellDefinition(
      id: cell,
      rowLabel: row.text(),
      columnLabel: row.text(),
      unit: row.text(),
      notation: try row.word(Notation.self)
    )
    _ = try row.next()
    return definition
  }

  private func sections(of reading: Int64, _ db: Database) throws -> [Section] {
    var paragraphs: [[Paragraph]] = []
    var row = try RowReader(
      db,
      """
      SELECT section, text, line, offset, length FROM paragraphs
      WHERE reading_id = ? ORDER BY section, position
      """,
      reading
    )
    while try row.next() {
      let section = row.integer()
      while paragraphs.count <= section { paragraphs.append([]) }
      paragraphs[section].append(Paragraph(text: row.text(), place: row.definitePlace()))
    }
    var sections: [Section] = []
    row = try RowReader(
      db,
      """
      SELECT kind, heading, line, offset, length FROM sections
      WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      sections.append(
        Section(
          kind: try row.optionalWord(Section.Kind.self),
          heading: row.text(),
          paragraphs: sections.count < paragraphs.count ? paragraphs[sections.count] : [],
          place: row.definitePlace()
        )
      )
    }
    return sections
  }

  private func notes(of reading: Int64, _ db: Database) throws -> [ReadingNote] {
    var notes: [ReadingNote] = []
    var row = try RowReader(
      db,
      """
      SELECT code, message_zh, message_en, cells, line, offset, length FROM notes
      WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      notes.append(
        ReadingNote(
          code: try row.word(ReadingNote.Code.self),
          message: row.bilingual(),
          cells: try row.optionalText().map(cellList) ?? [],
          place: row.place()
        )
      )
    }
    return notes
  }

  private func claims(of reading: Int64, _ db: Database) throws -> [Claim] {
    var claims: [Claim] = []
    var row = try RowReader(
      db,
      """
      SELECT subject, statement, figure, exponent, qualifiers, unit, year, scope, whole,
        list_is_closed, list_is_nested, section, paragraph, sentence, range_start, range_end, line,
        offset, length
      FROM claims WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      claims.append(
        Claim(
          subject: row.optionalText().map(ClaimSubject.init(rawValue:)),
          statement: try row.word(Claim.Statement.self),
          figure: try row.figure() ?? .zero,
          exponent: row.integer(),
          qualifiers: Claim.Qualifiers(rawValue: UInt16(truncatingIfNeeded: row.integer())),
          unit: row.text(),
          year: row.optionalInteger(),
          scope: try row.optionalWord(Claim.Scope.self),
          list: row.list(),
          section: row.integer(),
          paragraph: row.integer(),
          sentence: row.integer(),
          range: row.range(),
          place: row.definitePlace()
        )
      )
    }
    return claims
  }

  private func phrases(of reading: Int64, _ db: Database) throws -> [Phrase] {
    var phrases: [Phrase] = []
    var row = try RowReader(
      db,
      """
      SELECT kind, number, section, paragraph, range_start, range_end, line, offset, length
      FROM phrases WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      phrases.append(
        Phrase(
          kind: PhraseKind(rawValue: row.text()),
          number: row.optionalInteger(),
          section: row.integer(),
          paragraph: row.integer(),
          range: row.range(),
          place: row.definitePlace()
        )
      )
    }
    return phrases
  }

  // MARK: Findings and checks

  private func assessment(of reading: Int64, _ db: Database) throws -> Assessment {
    Assessment(
      findings: try findings("reading_id = ? ORDER BY position", reading, db).map(\.finding),
      results: try results(
        "checks LEFT JOIN reasons ON reasons.id = reason_id WHERE reading_id = ? ORDER BY position",
        reading,
        db
      )
    )
  }

  /// The results that a clause selects.
  func results(_ clause: String, _ argument: Int64, _ db: Database) throws -> [RuleResult] {
    var results: [RuleResult] = []
    var row = try RowReader(db, "SELECT rule, verdict, zh, en FROM \(clause)", argument)
    while try row.next() {
      results.append(
        RuleResult(
          rule: RuleID(rawValue: row.text()),
          verdict: try row.word(RuleResult.Verdict.self),
          reason: row.optionalBilingual()
        )
      )
    }
    return results
  }

  /// The findings that a condition selects.
  func findings(
    _ condition: String,
    _ argument: Int64,
    _ db: Database
  ) throws -> [StoredFinding] {
    var found: [StoredFinding] = []
    var row = try RowReader(
      db,
      """
      SELECT id, fingerprint, rule, severity, certainty, form, "table", "row", "column", reported, expected,
        message_zh, message_en, line, offset, length
      FROM findings WHERE \(condition)
      """,
      argument
    )
    while try row.next() {
      let id = Int64(row.integer())
      let fingerprint = row.text()
      let rule = RuleID(rawValue: row.text())
      let severity = try row.word(Severity.self)
      let certainty = try row.word(Certainty.self)
      let (cell, table) = row.cellOrTable()
      found.append(
        StoredFinding(
          id: id,
          fingerprint: fingerprint,
          finding: Finding(
            rule: rule,
            severity: severity,
            certainty: certainty,
            cell: cell,
            table: table,
            reported: try row.figure(),
            expected: try row.figure(),
            message: row.bilingual(),
            place: row.place()
          )
        )
      )
    }
    return try found.map { stored in
      StoredFinding(
        id: stored.id,
        fingerprint: stored.fingerprint,
        finding: try withParts(stored.finding, of: stored.id, db)
      )
    }
  }

  private func withParts(_ finding: Finding, of id: Int64, _ db: Database) throws -> Finding {
    var terms: [FindingTerm] = []
    var explains: [Identity] = []
    var suggestion: [SuggestedChange] = []
    var row = try RowReader(
      db,
      """
      SELECT kind, rule, form, "table", "row", "column", figure, suggested, line, offset, length
      FROM finding_parts WHERE finding_id = ? ORDER BY kind, position
      """,
      id
    )
    while try row.next() {
      let kind = try row.word(FindingPartKind.self)
      let rule = row.optionalText().map(RuleID.init(rawValue:))
      let cell = row.cell()
      let figure = try row.figure()
      let suggested = try row.figure()
      let place = row.place()
      switch (kind, rule, cell, figure, suggested) {
      case (.term, _, _, _, _):
        terms.append(FindingTerm(cell: cell, figure: figure, place: place))
      case (.explains, let rule?, let cell?, _, _):
        explains.append(Identity(rule: rule, cell: cell))
      case (.suggestion, _, let cell?, let printed?, let suggested?):
        suggestion.append(SuggestedChange(cell: cell, printed: printed, suggested: suggested))
      default:
        throw DatabaseError(
          resultCode: .SQLITE_CORRUPT,
          message: "incomplete part of finding \(id)"
        )
      }
    }
    return Finding(
      rule: finding.rule,
      severity: finding.severity,
      certainty: finding.certainty,
      cell: finding.cell,
      table: finding.table,
      reported: finding.reported,
      expected: finding.expected,
      message: finding.message,
      explains: explains,
      suggestion: suggestion,
      terms: terms,
      place: finding.place
    )
  }
}

/// A finding with its row.
struct StoredFinding {
  let id: Int64
  let fingerprint: String
  let finding: Finding
}

extension RowReader {
  fileprivate mutating func attested<Value>(
    _ read: (inout RowReader) throws -> Value?
  ) throws -> Attested<Value>? {
    let value = try read(&self)
    let source = try optionalWord(Evidence.self)
    let place = place()
    guard let value, let source else { return nil }
    return Attested(value, from: source, place: place)
  }

  fileprivate mutating func bilingual() -> Bilingual {
    let zh = text()
    return Bilingual(zh: zh, en: text())
  }

  mutating func optionalBilingual() -> Bilingual? {
    let zh = optionalText()
    let en = optionalText()
    guard let zh, let en else { return nil }
    return Bilingual(zh: zh, en: en)
  }

  fileprivate mutating func range() -> Range<Int> {
    let start = integer()
    return start..<max(start, integer())
  }

  fileprivate mutating func list() -> Claim.ListPlace? {
    let whole = optionalInteger()
    let isClosed = flag()
    let isNested = flag()
    return whole.map { Claim.ListPlace(whole: $0, isClosed: isClosed, isNested: isNested) }
  }

  /// The four columns of a cell, of which a finding about a whole table has but the second.
  fileprivate mutating func cellOrTable() -> (CellID?, TableID?) {
    let form = optionalText().map(FormID.init(rawValue:))
    let table = optionalText().map(TableID.init(rawValue:))
    let row = optionalText().map(RowID.init(rawValue:))
    let column = optionalText().map(ColumnID.init(rawValue:))
    guard let form, let table, let row, let column else { return (nil, table) }
    return (CellID(form: form, table: table, row: row, column: column), table)
  }
}
