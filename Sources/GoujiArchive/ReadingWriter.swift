internal import GRDB
internal import Gouji
internal import GoujiCollection
internal import GoujiModel

/// A document with all that has to be computed before it can be written, so that the one that writes
/// does nothing but write.
struct PreparedDocument: Sendable {
  let document: ReadDocument

  /// The encoding that the document was sent in, where that is known.
  let charset: String?
  let report: PreparedReport?

  init(_ document: ReadDocument, charset: String?) {
    self.document = document
    self.charset = charset
    report = document.reading.report.map {
      PreparedReport($0, document.reading.assessment)
    }
  }
}

/// What is written about a report beside what was read.
struct PreparedReport: Sendable {
  let report: Report
  let assessment: Assessment?

  /// The fingerprints of the assessment's findings.
  let fingerprints: [String]

  /// Only what follows from the report itself is looked at.
  let member: CollectionMember

  init(_ report: Report, _ assessment: Assessment?) {
    self.report = report
    self.assessment = assessment
    let identity = report.identity
    fingerprints = (assessment?.findings ?? []).map {
      $0.fingerprint(agency: identity.agency?.value, year: identity.year?.value)
    }
    member = CollectionMember(document: "", report: report, assessment: assessment, sha256: "")
  }
}

/// Writes what was read in documents, inside one transaction.
struct ReadingWriter {
  private let db: Database
  private let vocabulary: VocabularyWriter
  private let readings: RowWriter
  private let reports: RowWriter
  private let cellLists: RowWriter
  private let sections: RowWriter
  private let notes: RowWriter
  private let claims: RowWriter
  private let phrases: RowWriter
  private let members: RowWriter
  private let findings: RowWriter
  private let checks: RowWriter
  private let comparisonChecks: RowWriter

  init(_ db: Database, _ vocabulary: VocabularyWriter) {
    func rows(_ table: String, _ columns: String) -> RowWriter {
      RowWriter(db, insertInto: table, columns.split(separator: " ").map(String.init))
    }
    func attested(_ name: String) -> String {
      "\(name) \(name)_source \(name)_line \(name)_offset \(name)_length "
    }
    self.db = db
    self.vocabulary = vocabulary
    readings = rows(
      "readings",
      "sha256 bytes manifest charset reader_version kind encoding encoding_evidence status "
        + "reason_zh reason_en rules_version"
    )
    reports = rows(
      "reports",
      "reading_id form " + attested("agency") + "agency_as_printed " + attested("year")
        + attested("title") + attested("published_on") + attested("signed_on")
        + attested("scope") + "level region_code"
    )
    cellLists = rows("cell_lists", "reading_id cells")
    sections = rows(
      "sections",
      "reading_id position kind heading text paragraphs line offset length"
    )
    notes = rows(
      "notes",
      "reading_id position code message_zh message_en cells line offset length"
    )
    claims = rows(
      "claims",
      "reading_id position subject statement figure exponent qualifiers unit year scope whole "
        + "list_is_closed list_is_nested section paragraph sentence range_start range_end line "
        + "offset length"
    )
    phrases = rows(
      "phrases",
      "reading_id position kind number section paragraph range_start range_end line offset length"
    )
    members = rows(
      "comparison_members",
      "reading_id figures_hash nonzero_figures largest_figure printed_figures overview_sketch "
        + "problems_sketch is_late"
    )
    findings = rows(
      "findings",
      "reading_id comparison_group_id document_id position part fingerprint rule severity "
        + "certainty cell_id table reported expected message_zh message_en terms explains "
        + "suggestion line offset length"
    )
    checks = rows("checks", "reading_id outcomes")
    comparisonChecks = rows(
      "comparison_checks",
      "comparison_group_id document_id position outcome_id"
    )
  }

  /// Writes a reading with its report, its findings and its checks.
  ///
  /// - Returns: The row of the reading.
  func insert(_ prepared: PreparedDocument, versions: ReaderVersions) throws -> Int64 {
    let document = prepared.document
    let reading = document.reading
    try readings.begin()
    readings.bind(document.sha256)
    readings.bind(document.byteCount)
    readings.bind(try manifestText(document.manifestEntry))
    readings.bind(prepared.charset ?? "")
    readings.bind(versions.reader)
    readings.bind(reading.kind?.rawValue)
    readings.bind(reading.encoding)
    readings.bind(reading.encodingEvidence)
    readings.bind(reading.status.rawValue)
    readings.bind(reading.reason?.zh)
    readings.bind(reading.reason?.en)
    readings.bind(versions.rules)
    try readings.endRow()
    let id = db.lastInsertedRowID
    if let report = prepared.report {
      try insert(report.report, reading: id)
      try insertJudgement(of: report, reading: id)
    }
    return id
  }

  /// Writes what the rules say about one report, and what has to be known of it to hold it against
  /// others.
  func insertJudgement(of prepared: PreparedReport, reading: Int64) throws {
    let member = prepared.member
    try members.begin()
    members.bind(reading)
    members.bind(Int64(bitPattern: member.figures.hash))
    members.bind(member.figures.count)
    members.bind(member.figures.largest)
    members.bind(member.figures.printed)
    members.bind(blob: sketchBytes(member.text.overview))
    members.bind(blob: sketchBytes(member.text.problems))
    members.bind(member.isLate)
    try members.endRow()
    guard let assessment = prepared.assessment else { return }
    try findings.begin(rows: assessment.findings.count)
    for (position, finding) in assessment.findings.enumerated() {
      try insert(
        finding,
        FindingOwner(reading: reading, position: position),
        fingerprint: prepared.fingerprints[position]
      )
    }
    var list = PackedListWriter()
    for result in assessment.results { list.add(try vocabulary.number(of: result, db)) }
    try checks.begin()
    checks.bind(reading)
    checks.bind(utf8: list.ended)
    try checks.endRow()
  }

  /// Writes the results of one report in a comparison of several.
  func insert(_ results: [RuleResult], group: Int64, document: Int64) throws {
    let ids = try results.map { try vocabulary.number(of: $0, db) }
    try comparisonChecks.begin(rows: ids.count)
    for (position, outcome) in ids.enumerated() {
      comparisonChecks.bind(group)
      comparisonChecks.bind(document)
      comparisonChecks.bind(position)
      comparisonChecks.bind(outcome)
      try comparisonChecks.endRow()
    }
  }

  /// Writes the part of a finding about several reports that looks at it from one of them.
  func insertPart(_ finding: Finding, _ owner: FindingOwner, fingerprint: String) throws {
    try findings.begin()
    try insert(finding, owner, fingerprint: fingerprint)
  }

  private func insert(_ finding: Finding, _ owner: FindingOwner, fingerprint: String) throws {
    findings.bind(owner.reading)
    findings.bind(owner.group)
    findings.bind(owner.document)
    findings.bind(owner.position)
    findings.bind(owner.part)
    findings.bind(fingerprint)
    findings.bind(finding.rule.rawValue)
    findings.bind(finding.severity.rawValue)
    findings.bind(finding.certainty.rawValue)
    findings.bind(try finding.cell.map { try vocabulary.number(of: $0, db) })
    findings.bind(finding.cell == nil ? finding.table?.rawValue : nil)
    findings.bind(finding.reported)
    findings.bind(finding.expected)
    findings.bind(finding.message.zh)
    findings.bind(finding.message.en)
    try bind(finding.terms) { list, term in
      list.add(try term.cell.map { try vocabulary.number(of: $0, db) })
      list.add(term.figure)
      list.add(term.place)
    }
    try bind(finding.explains) { list, identity in
      list.add(text: identity.rule.rawValue)
      list.add(try vocabulary.number(of: identity.cell, db))
    }
    try bind(finding.suggestion) { list, change in
      list.add(try vocabulary.number(of: change.cell, db))
      list.add(change.printed)
      list.add(change.suggested)
    }
    findings.bind(finding.place)
    try findings.endRow()
  }

  private func bind<Item>(
    _ items: [Item],
    _ add: (inout PackedListWriter, Item) throws -> Void
  ) throws {
    guard !items.isEmpty else { return findings.bind(nil as Int64?) }
    var list = PackedListWriter()
    for item in items { try list.item { try add(&$0, item) } }
    findings.bind(utf8: list.ended)
  }

  // MARK: Reports

  private func insert(_ report: Report, reading: Int64) throws {
    try insert(report.identity, form: report.form.id, reading: reading)
    try insertCells(of: report, reading: reading)
    try insert(report.sections, reading: reading)
    try insert(report.notes, reading: reading)
    try insert(report.claims, reading: reading)
    try insert(report.phrases, reading: reading)
  }

  private func insert(_ identity: ReportIdentity, form: FormID, reading: Int64) throws {
    try reports.begin()
    reports.bind(reading)
    reports.bind(form.rawValue)
    bind(identity.agency) { reports.bind($0) }
    reports.bind(identity.agencyAsPrinted)
    bind(identity.year) { reports.bind($0) }
    bind(identity.title) { reports.bind($0) }
    bind(identity.publishedOn) { reports.bind($0?.description) }
    bind(identity.signedOn) { reports.bind($0?.description) }
    bind(identity.scope) { reports.bind($0?.rawValue) }
    reports.bind(identity.level?.rawValue)
    reports.bind(identity.regionCode)
    try reports.endRow()

    func bind<Value>(_ value: Attested<Value>?, _ bindValue: (Value?) -> Void) {
      bindValue(value?.value)
      reports.bind(value?.source.rawValue)
      reports.bind(value?.place)
    }
  }

  private func insertCells(of report: Report, reading: Int64) throws {
    let definitions = try vocabulary.numbers(of: report.form, db)
    var list = CellListWriter(count: definitions.count + report.foreignCells.count)
    for position in report.cells.indices {
      list.add(report.cells[position], definition: definitions[position])
    }
    for foreign in report.foreignCells {
      list.add(foreign.cell, definition: try vocabulary.number(of: foreign.definition, db))
    }
    try cellLists.begin()
    cellLists.bind(reading)
    cellLists.bind(utf8: list.list.ended)
    try cellLists.endRow()
  }

  private func insert(_ list: [Section], reading: Int64) throws {
    try sections.begin(rows: list.count)
    for (position, section) in list.enumerated() {
      var paragraphs = PackedListWriter()
      for paragraph in section.paragraphs {
        paragraphs.item {
          $0.add(paragraph.text.utf8.count)
          $0.add(paragraph.place)
        }
      }
      sections.bind(reading)
      sections.bind(position)
      sections.bind(section.kind?.rawValue)
      sections.bind(section.heading)
      sections.bind(section.paragraphs.map(\.text).joined(separator: "\n"))
      sections.bind(utf8: paragraphs.ended)
      sections.bind(section.place)
      try sections.endRow()
    }
  }

  private func insert(_ list: [ReadingNote], reading: Int64) throws {
    let cells = try list.map { note -> [UInt8]? in
      if note.cells.isEmpty { return nil }
      var list = PackedListWriter()
      for cell in note.cells { list.add(try vocabulary.number(of: cell, db)) }
      return list.ended
    }
    try notes.begin(rows: list.count)
    for (position, note) in list.enumerated() {
      notes.bind(reading)
      notes.bind(position)
      notes.bind(note.code.rawValue)
      notes.bind(note.message.zh)
      notes.bind(note.message.en)
      notes.bind(cells[position].map { String(decoding: $0, as: UTF8.self) })
      notes.bind(note.place)
      try notes.endRow()
    }
  }

  private func insert(_ list: [Claim], reading: Int64) throws {
    try claims.begin(rows: list.count)
    for (position, claim) in list.enumerated() {
      claims.bind(reading)
      claims.bind(position)
      claims.bind(claim.subject?.rawValue)
      claims.bind(claim.statement.rawValue)
      claims.bind(claim.figure)
      claims.bind(claim.exponent)
      claims.bind(Int(claim.qualifiers.rawValue))
      claims.bind(claim.unit)
      claims.bind(claim.year)
      claims.bind(claim.scope?.rawValue)
      claims.bind(claim.list?.whole)
      claims.bind(claim.list?.isClosed)
      claims.bind(claim.list?.isNested)
      claims.bind(claim.section)
      claims.bind(claim.paragraph)
      claims.bind(claim.sentence)
      claims.bind(claim.range.lowerBound)
      claims.bind(claim.range.upperBound)
      claims.bind(claim.place)
      try claims.endRow()
    }
  }

  private func insert(_ list: [Phrase], reading: Int64) throws {
    try phrases.begin(rows: list.count)
    for (position, phrase) in list.enumerated() {
      phrases.bind(reading)
      phrases.bind(position)
      phrases.bind(phrase.kind.rawValue)
      phrases.bind(phrase.number)
      phrases.bind(phrase.section)
      phrases.bind(phrase.paragraph)
      phrases.bind(phrase.range.lowerBound)
      phrases.bind(phrase.range.upperBound)
      phrases.bind(phrase.place)
      try phrases.endRow()
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
