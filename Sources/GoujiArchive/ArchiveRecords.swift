internal import GRDB
package import Gouji
package import GoujiCollection

/// Which documents and findings of an archive are wanted; what is empty chooses all.
package struct RecordFilter: Sendable {
  package var years: Set<Int> = []

  /// The beginnings of codes of regions.
  package var regions: [String] = []

  /// Parts of the names of agencies.
  package var agencies: [String] = []
  package var rules: Set<RuleID> = []
  package var severities: Set<Severity> = []

  /// Words of ``Judgement/word``, or the empty word for findings that nobody judged.
  package var judgements: Set<String> = []

  package init() {}

  func chooses(_ recorded: RecordedFinding) -> Bool {
    (rules.isEmpty || rules.contains(recorded.finding.rule))
      && (severities.isEmpty || severities.contains(recorded.finding.severity))
      && (judgements.isEmpty || judgements.contains(recorded.judgement?.word ?? ""))
  }

  /// Regions are chosen by their codes, which agencies' names may give.
  fileprivate func choosesRegion(_ code: String?) -> Bool {
    regions.isEmpty || regions.contains { code?.hasPrefix($0) ?? false }
  }

  fileprivate var documentCondition: (sql: String, arguments: StatementArguments) {
    var conditions: [String] = []
    var arguments = StatementArguments()
    func add(_ condition: String, _ values: [any DatabaseValueConvertible]) {
      guard !values.isEmpty else { return }
      conditions.append(
        "(" + values.map { _ in condition }.joined(separator: " OR ") + ")"
      )
      arguments += StatementArguments(values)
    }
    add("reports.year = ?", years.sorted())
    add("instr(reports.agency, ?) > 0", agencies)
    return (conditions.isEmpty ? "1" : conditions.joined(separator: " AND "), arguments)
  }
}

/// The documents of an archive as they were at one moment, in document order.
///
/// Only what is asked for is held in memory. Writers go on meanwhile.
package final class ArchiveRecords: Sendable {
  private let archive: Archive
  private let snapshot: DatabaseSnapshot
  private let loader: RecordLoader
  private let filter: RecordFilter

  /// The rows of the documents.
  private let documents: [Int64]

  /// By the identifiers of the findings.
  private let judgements: [String: Judgement]

  private let rules: CollectionRules

  /// Of all documents of the archive, whatever was asked for.
  package let grouping: Grouping

  package var count: Int { documents.count }

  fileprivate init(
    _ archive: Archive,
    forms: FormCatalogue,
    rules: CollectionRules,
    filter: RecordFilter
  ) throws(ArchiveError) {
    self.archive = archive
    self.filter = filter
    self.rules = rules
    let loader = RecordLoader(forms: forms)
    self.loader = loader
    (snapshot, grouping, documents, judgements) = try translatingErrors(archive.path) {
      let snapshot = try archive.pool.makeSnapshot()
      let condition = filter.documentCondition
      return try snapshot.read { db in
        let grouping = try db.grouping(rules)
        let documents = try Row.fetchAll(
          db,
          sql: """
            SELECT document_id, document, region_code FROM current_documents
            LEFT JOIN reports ON reports.reading_id = current_documents.reading_id
            WHERE \(condition.sql) ORDER BY sort_key
            """,
          arguments: condition.arguments
        )
        .filter { row in
          filter.choosesRegion(row[2] ?? grouping.agency(of: row[1])?.regionCode)
        }
        .map { $0[0] as Int64 }
        return (snapshot, grouping, documents, try db.judgements())
      }
    }
  }

  deinit {
    // Before the archive is closed: a reader that is left would keep it from tidying up.
    try? snapshot.close()
  }

  /// The document at a position, counted from 0.
  package func record(
    at position: Int,
    _ contents: RecordContents = .whole
  ) throws(ArchiveError) -> DocumentRecord {
    try records(at: position..<position + 1, contents)[0]
  }

  /// The documents at some positions, counted from 0.
  package func records(
    at positions: Range<Int>,
    _ contents: RecordContents = .whole
  ) throws(ArchiveError) -> [DocumentRecord] {
    try translatingErrors(archive.path) {
      // All threads share the snapshot: what needs no database comes behind it.
      let (stored, vocabulary) = try snapshot.read { db in
        let stored = try documents[positions].map { id in
          guard let document = try loader.document(id, db, contents) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no document \(id)")
          }
          return (document, identifiers: try db.distinguishedIdentifiers(ofDocument: id))
        }
        return (stored, try loader.vocabulary(db))
      }
      return try stored.map { try record($0, identifiers: $1, vocabulary) }
    }
  }

  private func record(
    _ stored: StoredDocument,
    identifiers: [Int64: String],
    _ vocabulary: Vocabulary
  ) throws -> DocumentRecord {
    let document = try stored.document(vocabulary)
    let collected = try vocabulary.results(stored.comparisonOutcomes)
    let findings = (stored.findings + stored.comparisons).map { found in
      let identifier = identifiers[found.id] ?? found.fingerprint
      return RecordedFinding(
        id: identifier,
        finding: found.finding,
        judgement: judgements[identifier]
      )
    }
    return DocumentRecord(
      document: document.identified(by: grouping.agency(of: document.document)),
      findings: findings.filter(filter.chooses),
      results: document.reading.report.map { report in
        rules.results(
          own: document.reading.assessment?.results ?? [],
          collected: collected,
          form: report.form.id
        )
      } ?? []
    )
  }
}

extension ArchiveRecords {
  /// The files that documents were read from, one for each position; `nil` where a file does not lie there
  /// with as many bytes any more, and for documents out of containers.
  package func files(at positions: Range<Int>) throws(ArchiveError) -> [FilePath?] {
    let found = try translatingErrors(archive.path) {
      try snapshot.read { db in
        try documents[positions].map { id -> (path: String, size: Int?)? in
          var row = try RowReader(
            db,
            "SELECT path, bytes FROM current_documents WHERE document_id = ?",
            id
          )
          return try row.next() ? (row.text(), row.optionalInteger()) : nil
        }
      }
    }
    return found.map { found in
      guard let found else { return nil }
      let path = FilePath(found.path)
      return isFile(path, size: found.size) ? path : nil
    }
  }
}

extension Archive {
  /// The documents as they are now.
  package func records(
    reader: Reader,
    filter: RecordFilter = RecordFilter()
  ) throws -> ArchiveRecords {
    try finishFindings(forms: reader.forms)
    return try ArchiveRecords(
      self,
      forms: reader.forms,
      rules: try CollectionRules(book: reader.rules),
      filter: filter
    )
  }
}

extension Database {
  /// What people decided about findings that there are, by the findings' identifiers.
  fileprivate func judgements() throws -> [String: Judgement] {
    var judgements: [String: Judgement] = [:]
    let rows = try Row.fetchCursor(
      self,
      sql: "SELECT finding, verdict, note, is_reopened FROM judged_findings"
    )
    while let row = try rows.next() {
      judgements[row[0]] = Judgement(
        verdict: try known(Judgement.Verdict.init(rawValue:), row[1]),
        note: row[2],
        isReopened: row[3]
      )
    }
    return judgements
  }

  /// The identifiers of the findings about a document that differ from their fingerprints, by the
  /// findings' rows.
  fileprivate func distinguishedIdentifiers(ofDocument id: Int64) throws -> [Int64: String] {
    var identifiers: [Int64: String] = [:]
    var row = try RowReader(
      self,
      "SELECT finding_id, identifier FROM finding_identifiers WHERE document_id = ?",
      id
    )
    while try row.next() {
      let finding = Int64(row.integer())
      identifiers[finding] = row.text()
    }
    return identifiers
  }
}
