internal import GRDB
internal import Gouji
internal import GoujiModel

/// Gives back what the archive holds of documents, as it was before it was written.
struct RecordLoader: Sendable {
  private let forms: FormCatalogue
  private let vocabulary = VocabularyReader()

  /// Whether a report is wanted with the text of its sections.
  enum Text {
    case included
    case leftOut
  }

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
  func report(of reading: Int64, _ db: Database, _ text: Text = .included) throws -> Report? {
    guard let (identity, formID) = try identity(of: reading, db) else { return nil }
    guard let form = forms[formID] else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown form '\(formID)'")
    }
    var cells: [Cell] = []
    cells.reserveCapacity(form.cells.count)
    var foreign: [(definition: Int64, cell: Cell)] = []
    var row = try RowReader(
      db,
      """
      SELECT cell_id, status, value, deduced, unit, raw, candidates, line, offset, length
      FROM cells WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      let definition = Int64(row.integer())
      let status = try known({ CellStatus.stored[ifPresent: $0] }, row.integer())
      let value = try row.figure()
      let cell = Cell(
        status: status,
        value: value,
        deduced: try row.figure(),
        unit: row.optionalText(),
        raw: row.optionalText() ?? value?.description ?? "",
        candidates: try row.optionalText().map(candidates) ?? [],
        place: row.place()
      )
      if cells.count < form.cells.count {
        cells.append(cell)
      } else {
        foreign.append((definition, cell))
      }
    }
    guard cells.count == form.cells.count else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT,
        message: "\(cells.count) cells of form \(formID), which has \(form.cells.count)"
      )
    }
    return Report(
      identity: identity,
      form: form,
      cells: cells,
      foreignCells: try foreign.map {
        ForeignCell(definition: try vocabulary.definition($0.definition, db), cell: $0.cell)
      },
      sections: text == .included ? try sections(of: reading, db) : [],
      notes: try notes(of: reading, db),
      claims: try claims(of: reading, db),
      phrases: try phrases(of: reading, db)
    )
  }

  /// The identity of the report that a reading found, and its form.
  private func identity(of reading: Int64, _ db: Database) throws -> (ReportIdentity, FormID)? {
    var row = try RowReader(
      db,
      "SELECT \(identityColumns) FROM reports WHERE reading_id = ?",
      reading
    )
    return try row.next() ? row.identity() : nil
  }

  private func sections(of reading: Int64, _ db: Database) throws -> [Section] {
    var sections: [Section] = []
    var row = try RowReader(
      db,
      """
      SELECT kind, heading, text, paragraphs, line, offset, length FROM sections
      WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      sections.append(
        Section(
          kind: try row.optionalWord(Section.Kind.self),
          heading: row.text(),
          paragraphs: try paragraphs(row.optionalBytes() ?? [], row.optionalBytes()),
          place: row.definitePlace()
        )
      )
    }
    return sections
  }

  private func paragraphs(_ text: [UInt8], _ list: [UInt8]?) throws -> [Paragraph] {
    var start = 0
    return try PackedListReader.items(list) { item in
      let end = start + (try item.integer())
      guard let place = try item.place(), start <= end, end <= text.count else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "paragraphs without their text")
      }
      defer { start = end + 1 }
      return Paragraph(text: String(decoding: text[start..<end], as: UTF8.self), place: place)
    }
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
          cells: try numbers(row.optionalBytes()).map { try vocabulary.definition($0, db).id },
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
      results: try results(of: reading, db)
    )
  }

  /// What became of the rules about one report alone.
  private func results(of reading: Int64, _ db: Database) throws -> [RuleResult] {
    var row = try RowReader(db, "SELECT outcomes FROM checks WHERE reading_id = ?", reading)
    guard try row.next() else { return [] }
    return try vocabulary.results(numbers(row.optionalBytes()), db)
  }

  /// What became of the rules about several reports, in all groups that a document is in.
  func comparisonResults(ofDocument id: Int64, _ db: Database) throws -> [RuleResult] {
    var outcomes: [Int64] = []
    var row = try RowReader(
      db,
      """
      SELECT outcome_id FROM comparison_checks
      JOIN comparison_groups ON comparison_groups.id = comparison_group_id
      WHERE document_id = ? ORDER BY ordinal, position
      """,
      id
    )
    while try row.next() { outcomes.append(Int64(row.integer())) }
    return try vocabulary.results(outcomes, db)
  }

  /// How often rules apply to current reports, those that compare reports left out, and how often any
  /// rule was evaluated.
  ///
  /// A rule that compares reports counts once for each report, in however many groups the report is.
  func checkCounts(
    _ db: Database,
    comparing: Set<RuleID>
  ) throws -> (applicable: Int, evaluated: Int) {
    struct Pair: Hashable {
      let document: Int64
      let rule: RuleID
    }
    var (applicable, evaluated) = (0, 0)
    var compared: Set<Pair> = []
    // Some rules look at one report and, where there is another year's, at both.
    let counted = try comparing.union(
      String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT rule FROM comparison_checks
          JOIN check_outcomes ON check_outcomes.id = outcome_id
          """
      ).map { RuleID(rawValue: $0) }
    )
    var row = try RowReader(
      db,
      """
      SELECT versions.document_id, outcomes FROM versions
      JOIN checks ON checks.reading_id = versions.reading_id
      WHERE versions.is_current
      """
    )
    while try row.next() {
      let document = Int64(row.integer())
      for result in try vocabulary.results(numbers(row.optionalBytes()), db) {
        if !comparing.contains(result.rule) { applicable += 1 }
        guard result.verdict != .notEvaluated else { continue }
        if counted.contains(result.rule) {
          compared.insert(Pair(document: document, rule: result.rule))
        } else {
          evaluated += 1
        }
      }
    }
    row = try RowReader(db, "SELECT document_id, outcome_id FROM comparison_checks")
    while try row.next() {
      let document = Int64(row.integer())
      for result in try vocabulary.results([Int64(row.integer())], db)
      where result.verdict != .notEvaluated {
        compared.insert(Pair(document: document, rule: result.rule))
      }
    }
    return (applicable, evaluated + compared.count)
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
      SELECT id, fingerprint, rule, severity, certainty, cell_id, "table", reported, expected,
        message_zh, message_en, explains, suggestion, terms, line, offset, length
      FROM findings WHERE \(condition)
      """,
      argument
    )
    func cell(_ number: Int) throws -> CellID {
      try vocabulary.definition(Int64(number), db).id
    }
    while try row.next() {
      found.append(
        StoredFinding(
          id: Int64(row.integer()),
          fingerprint: row.text(),
          finding: Finding(
            rule: RuleID(rawValue: row.text()),
            severity: try row.word(Severity.self),
            certainty: try row.word(Certainty.self),
            cell: try row.optionalInteger().map(cell),
            table: row.optionalText().map(TableID.init(rawValue:)),
            reported: try row.figure(),
            expected: try row.figure(),
            message: row.bilingual(),
            explains: try PackedListReader.items(row.optionalBytes()) {
              Identity(rule: RuleID(rawValue: try $0.word()), cell: try cell($0.integer()))
            },
            suggestion: try PackedListReader.items(row.optionalBytes()) {
              SuggestedChange(
                cell: try cell($0.integer()),
                printed: try $0.definiteFigure(),
                suggested: try $0.definiteFigure()
              )
            },
            terms: try PackedListReader.items(row.optionalBytes()) {
              FindingTerm(
                cell: try $0.optionalInteger().map(cell),
                figure: try $0.figure(),
                place: try $0.place()
              )
            },
            place: row.place()
          )
        )
      )
    }
    return found
  }

  private func numbers(_ list: [UInt8]?) throws -> [Int64] {
    guard let list else { return [] }
    var reader = try PackedListReader(list)
    var numbers: [Int64] = []
    while try reader.hasMore() { numbers.append(Int64(try reader.integer())) }
    return numbers
  }
}

/// A finding with its row.
struct StoredFinding {
  let id: Int64
  let fingerprint: String
  let finding: Finding
}

/// The columns that ``RowReader/identity()`` reads.
let identityColumns: String = {
  func columns(_ name: String) -> String {
    "\(name), \(name)_source, \(name)_line, \(name)_offset, \(name)_length"
  }
  return """
    form, \(columns("agency")), agency_as_printed, \(columns("year")), \(columns("title")),
    \(columns("published_on")), \(columns("signed_on")), \(columns("scope")), level, region_code
    """
}()

extension RowReader {
  mutating func identity() throws -> (ReportIdentity, FormID) {
    let form = FormID(rawValue: text())
    var identity = ReportIdentity()
    identity.agency = try attested { $0.optionalText() }
    identity.agencyAsPrinted = optionalText()
    identity.year = try attested { $0.optionalInteger() }
    identity.title = try attested { $0.optionalText() }
    identity.publishedOn = try attested {
      try $0.optionalText().map { try known(calendarDate, $0) }
    }
    identity.signedOn = try attested {
      try $0.optionalText().map { try known(calendarDate, $0) }
    }
    identity.scope = try attested { try $0.optionalWord(ReportIdentity.Scope.self) }
    identity.level = try optionalWord(AgencyLevel.self)
    identity.regionCode = optionalText()
    return (identity, form)
  }

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
}
