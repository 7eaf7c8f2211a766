internal import GRDB
internal import Gouji
internal import GoujiModel

/// How much of each document is wanted.
package enum RecordContents: Sendable {
  /// All but the running text of reports and what was found there.
  case figures
  case whole
}

/// Gives back what the archive holds of documents, as it was before it was written.
struct RecordLoader: Sendable {
  private let forms: FormCatalogue
  private let vocabularies = VocabularyReader()

  /// What of a report is wanted beside its identity and its cells.
  struct Parts: OptionSet {
    let rawValue: Int

    /// The running text, by sections.
    static let sections = Parts(rawValue: 1)

    /// What was found in the running text, and the notes of the reading.
    static let statements = Parts(rawValue: 2)

    static let all: Parts = [.sections, .statements]
  }

  init(forms: FormCatalogue) {
    self.forms = forms
  }

  /// What the numbers of an archive stand for at this moment.
  func vocabulary(_ db: Database) throws -> Vocabulary { try vocabularies.vocabulary(db) }

  /// The current version of a document; `nil` when there is no such row.
  func document(
    _ id: Int64,
    _ db: Database,
    _ contents: RecordContents
  ) throws -> StoredDocument? {
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
    return StoredDocument(
      name: name,
      sha256: row.optionalText(),
      byteCount: row.optionalInteger(),
      manifest: row.text(),
      kind: try row.optionalWord(DocumentReading.Kind.self),
      encoding: row.text(),
      encodingEvidence: row.text(),
      status: try row.word(DocumentReading.Status.self),
      reason: row.optionalBilingual(),
      report: try storedReport(of: reading, db, contents == .whole ? .all : []),
      findings: try findings("reading_id = ? ORDER BY position", reading, db),
      outcomes: try outcomes(of: reading, db),
      comparisons: try findings(
        """
        document_id = ? ORDER BY
          (SELECT ordinal FROM comparison_groups WHERE id = comparison_group_id), position, part
        """,
        id,
        db
      ),
      comparisonOutcomes: try comparisonOutcomes(ofDocument: id, db)
    )
  }

  /// The report that a reading found; `nil` when it found none.
  func report(of reading: Int64, _ db: Database, _ parts: Parts) throws -> Report? {
    try storedReport(of: reading, db, parts)?.report(vocabulary(db))
  }

  private func storedReport(
    of reading: Int64,
    _ db: Database,
    _ parts: Parts
  ) throws -> StoredReport? {
    var row = try RowReader(
      db,
      "SELECT \(identityColumns) FROM reports WHERE reading_id = ?",
      reading
    )
    guard try row.next() else { return nil }
    let (identity, formID) = try row.identity()
    guard let form = forms[formID] else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown form '\(formID)'")
    }
    let hasStatements = parts.contains(.statements)
    return StoredReport(
      identity: identity,
      form: form,
      cells: try db.cellList(ofReading: reading),
      sections: parts.contains(.sections) ? try sections(of: reading, db) : [],
      notes: hasStatements ? try notes(of: reading, vocabulary(db), db) : [],
      claims: hasStatements ? try claims(of: reading, db) : [],
      phrases: hasStatements ? try phrases(of: reading, db) : []
    )
  }
}

/// What the rows of a document hold, before its lists are taken apart.
///
/// As that needs no database, all threads may do it at a time, where they share a connection.
struct StoredDocument {
  let name: String
  let sha256: String?
  let byteCount: Int?
  let manifest: String
  let kind: DocumentReading.Kind?
  let encoding: String
  let encodingEvidence: String
  let status: DocumentReading.Status
  let reason: Bilingual?
  let report: StoredReport?

  /// Those about the report alone.
  let findings: [StoredFinding]

  /// The numbers of the outcomes of the rules about one report alone.
  let outcomes: [Int64]

  /// The findings about several reports, and the numbers of the outcomes of their rules.
  let comparisons: [StoredFinding]
  let comparisonOutcomes: [Int64]

  func document(_ vocabulary: Vocabulary) throws -> ReadDocument {
    ReadDocument(
      document: name,
      byteCount: byteCount,
      sha256: sha256,
      manifestEntry: try manifestEntry(manifest),
      reading: DocumentReading(
        kind: kind,
        encoding: encoding,
        encodingEvidence: encodingEvidence,
        status: status,
        reason: reason,
        report: try report?.report(vocabulary),
        assessment: try report.map { _ in
          Assessment(
            findings: findings.map(\.finding),
            results: try vocabulary.results(outcomes)
          )
        }
      )
    )
  }
}

/// A report whose cells are still packed.
struct StoredReport {
  let identity: ReportIdentity
  let form: FormDefinition
  let cells: [UInt8]?
  let sections: [Section]
  let notes: [ReadingNote]
  let claims: [Claim]
  let phrases: [Phrase]

  func report(_ vocabulary: Vocabulary) throws -> Report {
    let stored = try storedCells(cells)
    guard stored.count >= form.cells.count else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT,
        message: "\(stored.count) cells of form \(form.id), which has \(form.cells.count)"
      )
    }
    return Report(
      identity: identity,
      form: form,
      cells: stored.prefix(form.cells.count).map(\.cell),
      foreignCells: try stored.dropFirst(form.cells.count).map {
        ForeignCell(definition: try vocabulary.definition($0.definition), cell: $0.cell)
      },
      sections: sections,
      notes: notes,
      claims: claims,
      phrases: phrases
    )
  }
}
