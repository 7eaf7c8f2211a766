internal import GRDB
internal import Gouji

/// Writes documents with their versions, inside one transaction.
struct DocumentWriter {
  private let db: Database
  private let versions: ReaderVersions
  private let loader: KnownDocumentLoader
  private let readings: ReadingWriter
  private let rows: RowWriter
  private let versionRows: RowWriter

  init(_ db: Database, _ vocabulary: VocabularyWriter, versions: ReaderVersions) {
    self.db = db
    self.versions = versions
    loader = KnownDocumentLoader(db)
    readings = ReadingWriter(db, vocabulary)
    rows = RowWriter(
      db,
      insertInto: "documents",
      ["document", "path", "size", "modified_ns", "changed_ns"]
    )
    versionRows = RowWriter(
      db,
      insertInto: "versions",
      ["document_id", "number", "reading_id", "cause", "is_current"]
    )
  }

  /// Another process may have written since the document was looked at, so everything is asked again.
  func write(_ outcome: ImportOutcome, summary: inout ImportSummary) throws {
    let known = try loader.document(outcome.name)
    guard let prepared = outcome.prepared else {
      guard let known else { return }
      try stamp(known.id, outcome, trouble: nil)
      summary.unchanged += 1
      if known.readerVersion != versions.reader { summary.readByAnotherVersion += 1 }
      if known.status != .read { summary.failures += 1 }
      return
    }
    let document = prepared.document
    if document.reading.status != .read { summary.failures += 1 }
    guard let known else {
      let id = try insertDocument(outcome)
      try insertVersion(of: id, number: 1, reading: try reading(of: prepared), cause: .new)
      summary.new += 1
      return
    }
    // What cannot be read now does not take the place of what could.
    if document.sha256 == nil, known.sha256 != nil || known.status == .unreadable {
      try stamp(known.id, outcome, trouble: document.reading.reason)
      summary.unchanged += 1
      return
    }
    try stamp(known.id, outcome, trouble: nil)
    let reading = try reading(of: prepared)
    if reading == known.reading {
      summary.unchanged += 1
      return
    }
    let cause: VersionCause
    if document.sha256 != known.sha256 {
      cause = .content
    } else {
      let isDeclared = try known.isDeclared(document.manifestEntry, charset: outcome.charset)
      cause = isDeclared ? .reader : .manifest
    }
    try replaceVersion(of: known.id, reading: reading, cause: cause)
    summary.changed += 1
    summary.changedCells += try changedCells(from: known.reading, to: reading)
  }

  private func insertDocument(_ outcome: ImportOutcome) throws -> Int64 {
    let stamp = outcome.prepared?.document.sha256 == nil ? nil : outcome.stamp
    try rows.begin()
    rows.bind(outcome.name)
    rows.bind(outcome.path)
    rows.bind(stamp?.size)
    rows.bind(stamp?.modified)
    rows.bind(stamp?.changed)
    try rows.endRow()
    return db.lastInsertedRowID
  }

  private func stamp(_ id: Int64, _ outcome: ImportOutcome, trouble: Bilingual?) throws {
    let stamp = trouble == nil ? outcome.stamp : nil
    try db.execute(
      sql: """
        UPDATE documents SET path = ?, size = ?, modified_ns = ?, changed_ns = ?, trouble_zh = ?,
          trouble_en = ?
        WHERE id = ?
        """,
      arguments: [
        outcome.path, stamp?.size, stamp?.modified, stamp?.changed, trouble?.zh,
        trouble?.en, id,
      ]
    )
  }

  /// The reading of a document; equal contents under two names share one.
  private func reading(of prepared: PreparedDocument) throws -> Int64 {
    if let digest = prepared.document.sha256 {
      var row = try RowReader(
        db,
        """
        SELECT id FROM readings
        WHERE sha256 = ? AND manifest = ? AND charset = ? AND reader_version = ?
        """,
        texts: [
          digest, manifestText(prepared.document.manifestEntry), prepared.charset ?? "",
          versions.reader,
        ]
      )
      if try row.next() { return Int64(row.integer()) }
    }
    return try readings.insert(prepared, versions: versions)
  }

  private func insertVersion(
    of document: Int64,
    number: Int,
    reading: Int64,
    cause: VersionCause
  ) throws {
    try versionRows.begin()
    versionRows.bind(document)
    versionRows.bind(number)
    versionRows.bind(reading)
    versionRows.bind(cause.rawValue)
    versionRows.bind(true)
    try versionRows.endRow()
  }

  /// Puts a new version in the place of the one that was current.
  private func replaceVersion(of document: Int64, reading: Int64, cause: VersionCause) throws {
    let last = try Int.fetchOne(
      db,
      sql: "SELECT max(number) FROM versions WHERE document_id = ?",
      arguments: [document]
    )
    try db.execute(
      sql: "UPDATE versions SET is_current = 0 WHERE document_id = ? AND is_current",
      arguments: [document]
    )
    try insertVersion(of: document, number: (last ?? 0) + 1, reading: reading, cause: cause)
  }

  private func changedCells(from earlier: Int64, to later: Int64) throws -> Int {
    let old = try storedCells(db.cellList(ofReading: earlier))
    let new = try storedCells(db.cellList(ofReading: later))
    var count = abs(old.count - new.count)
    for (before, now) in zip(old, new) {
      if before.definition != now.definition {
        // One that is gone and one that came.
        count += 2
      } else if before.cell.status != now.cell.status || before.cell.value != now.cell.value
        || before.cell.raw != now.cell.raw
      {
        count += 1
      }
    }
    return count
  }
}

/// Why there is a new version of a document.
private enum VersionCause: String {
  case new
  case content
  case manifest

  /// The same document, read by another version of the program.
  case reader
}
