internal import Foundation
internal import GRDB
package import Gouji
internal import Synchronization

/// What an import does about documents that the archive has already.
package struct ImportOptions: Sendable {
  package var limits = InputLimits()

  /// Whether documents that another version of the program read are read again.
  package var readsOlderAgain = false

  /// Whether documents are read again that could not be read, or not wholly.
  package var retriesFailures = false

  package init() {}
}

/// What became of the documents of an import.
package struct ImportSummary: Sendable {
  package var new = 0
  package var changed = 0
  package var unchanged = 0

  /// Of the unchanged ones, how many another version of the program read.
  package var readByAnotherVersion = 0

  /// How many cells differ between changed documents and their last versions.
  package var changedCells = 0

  /// How many could not be read, or not wholly; those among the unchanged ones included.
  package var failures = 0

  package init() {}

  package var documents: Int { new + changed + unchanged }
}

extension Archive {
  /// How many documents are written in one transaction: few enough that little is read again after
  /// an interruption, many enough that the transactions cost little.
  private static let batchSize = 64

  /// How long documents may wait for others to be written with.
  private static let batchDuration = Duration.milliseconds(500)

  /// Adds documents, reading on all cores those that the archive does not have as they are now.
  ///
  /// Every document is written wholly or not at all. When the import is cancelled, what was read
  /// until then stays.
  ///
  /// The versions are the reader's where no others are given. Progress is called with the number of
  /// documents dealt with.
  package nonisolated(nonsending) func importDocuments(
    _ files: [InputFile],
    reader: Reader,
    versions: ReaderVersions? = nil,
    options: ImportOptions = ImportOptions(),
    progress: (Int) -> Void = { _ in }
  ) async throws -> ImportSummary {
    let versions = versions ?? reader.versions
    let plan = try plan(files, versions: versions, options: options)
    var summary = plan.summary
    progress(summary.documents)
    var batch: [ImportOutcome] = []
    var lastWrite = ContinuousClock.now
    func writeBatch() throws {
      guard !batch.isEmpty else { return }
      try write(batch, versions: versions, summary: &summary)
      batch.removeAll(keepingCapacity: true)
      lastWrite = .now
    }
    let limits = options.limits
    let documents = Mutex(InputDocuments(plan.files, limits: limits))
    do {
      try await mapInOrder(
        // Wide enough that one slow document does not leave the other cores idle.
        window: 4 * ProcessInfo.processInfo.activeProcessorCount,
        budget: 3 * limits.documentSize,
        next: {
          try await onOwnThread {
            guard let document = documents.withLock({ $0.next() }) else { return nil }
            return try self.task(document, versions: versions, options: options)
          }
        },
        cost: \ImportTask.document.heldByteCount,
        transform: { task in
          let document = task.document
          // Asked before it is read: what is written in between shows the next time.
          let stamp = document.isFile ? document.path.flatMap(FileStamp.init(of:)) : nil
          return ImportOutcome(
            name: document.document,
            path: document.path?.description ?? document.document,
            charset: document.charset,
            stamp: stamp,
            document: reader.read(
              document,
              sizeLimit: limits.documentSize,
              unlessDigestIs: task.knownDigest
            )
          )
        },
        consume: { outcome in
          batch.append(outcome)
          progress(summary.documents + batch.count)
          if batch.count >= Archive.batchSize
            || lastWrite.duration(to: .now) > Archive.batchDuration
          {
            try writeBatch()
          }
        }
      )
    } catch let error as CancellationError {
      try writeBatch()
      throw error
    }
    try writeBatch()
    try rememberContainers(plan.containers)
    try finishFindings(forms: reader.forms)
    try tidyUp()
    return summary
  }

  /// Tells which files have to be looked at; counts what is in the others.
  private func plan(
    _ files: [InputFile],
    versions: ReaderVersions,
    options: ImportOptions
  ) throws(ArchiveError) -> ImportPlan {
    try read { db in
      var plan = ImportPlan()
      let loader = KnownDocumentLoader(db)
      for file in files {
        if file.container != nil {
          let container = try KnownContainer(file)
          if let container, try loader.hasContainer(container),
            try plan.summary.skip(
              loader.documents(in: container),
              versions: versions,
              options: options
            )
          {
            continue
          }
          if let container { plan.containers.append(container) }
        } else if file.trouble == nil, let known = try loader.document(file.document),
          try known.isDeclared(file.manifestEntry, charset: nil), let stamp = known.stamp,
          stamp == FileStamp(of: file.path),
          plan.summary.skip([known], versions: versions, options: options)
        {
          continue
        }
        plan.files.append(file)
      }
      return plan
    }
  }

  /// Looks up what the archive has of a document.
  private func task(
    _ document: InputDocument,
    versions: ReaderVersions,
    options: ImportOptions
  ) throws -> ImportTask {
    try read { db in
      guard let known = try KnownDocumentLoader(db).document(document.document),
        try known.isDeclared(document.manifestEntry, charset: document.charset),
        !known.isWantedAgain(versions: versions, options: options)
      else { return ImportTask(document: document, knownDigest: nil) }
      return ImportTask(document: document, knownDigest: known.sha256)
    }
  }

  private func rememberContainers(_ containers: [KnownContainer]) throws(ArchiveError) {
    guard !containers.isEmpty else { return }
    try write { db in
      for container in containers {
        try db.execute(
          sql: "INSERT OR REPLACE INTO containers VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            container.document, container.path, container.declared, container.stamp.size,
            container.stamp.modified, container.stamp.changed,
          ]
        )
      }
    }
  }

  /// Writes documents that were read already.
  func store(_ documents: [ReadDocument], versions: ReaderVersions) throws(ArchiveError) {
    var summary = ImportSummary()
    try write(
      documents.map { document in
        ImportOutcome(
          name: document.document,
          path: document.document,
          charset: nil,
          stamp: nil,
          document: document
        )
      },
      versions: versions,
      summary: &summary
    )
  }

  private func write(
    _ batch: [ImportOutcome],
    versions: ReaderVersions,
    summary: inout ImportSummary
  ) throws(ArchiveError) {
    let before = summary
    summary = try write { db in
      var summary = before
      var writer = DocumentWriter(db, versions: versions)
      for outcome in batch { try writer.write(outcome, summary: &summary) }
      return summary
    }
  }
}

/// What is to be done, and what is done already.
private struct ImportPlan {
  var files: [InputFile] = []

  /// Those among the files that hold documents, as they were before they were read.
  var containers: [KnownContainer] = []
  var summary = ImportSummary()
}

/// A document to look at, and the digest of what the archive has under its name; `nil` when it is to
/// be read in any case.
private struct ImportTask: Sendable {
  let document: InputDocument
  let knownDigest: String?
}

/// What was found under a name; no document when it is as the archive has it.
private struct ImportOutcome: Sendable {
  let name: String
  let path: String
  let charset: String?
  let stamp: FileStamp?
  let document: ReadDocument?
}

/// A file that holds documents, with all that decides what is read in it.
private struct KnownContainer: Sendable {
  let document: String
  let path: String

  /// What manifests outside it say about its documents.
  let declared: String
  let stamp: FileStamp

  /// - Returns: `nil` for a file that was written to just now.
  init?(_ file: InputFile) throws {
    guard let stamp = FileStamp(of: file.path) else { return nil }
    self.stamp = stamp
    document = file.document
    path = file.path.description
    let promised = try file.promisedEntries.sorted { $0.key < $1.key }
      .map { "\($0.key)\n\(try manifestText($0.value))\n" }
    declared = try manifestText(file.manifestEntry) + "\n" + promised.joined()
  }
}

/// What the archive knows of a document before it is looked at.
private struct KnownDocument {
  let id: Int64
  let reading: Int64
  let stamp: FileStamp?
  let sha256: String?
  let manifest: String
  let charset: String
  let readerVersion: String
  let status: DocumentReading.Status
  let isInTrouble: Bool

  var isFailure: Bool { isInTrouble || status != .read }

  /// Whether it was read under the same declarations.
  func isDeclared(_ entry: ManifestEntry?, charset: String?) throws -> Bool {
    try manifest == manifestText(entry) && self.charset == charset ?? ""
  }

  /// Whether it is to be read again though it has not changed.
  func isWantedAgain(versions: ReaderVersions, options: ImportOptions) -> Bool {
    (options.readsOlderAgain && readerVersion != versions.reader)
      || (options.retriesFailures && isFailure)
  }
}

extension ImportSummary {
  /// Counts documents as unchanged, unless one of them is to be read again.
  fileprivate mutating func skip(
    _ documents: [KnownDocument],
    versions: ReaderVersions,
    options: ImportOptions
  ) -> Bool {
    if documents.contains(where: { $0.isWantedAgain(versions: versions, options: options) }) {
      return false
    }
    for known in documents {
      unchanged += 1
      if known.readerVersion != versions.reader { readByAnotherVersion += 1 }
      if known.isFailure { failures += 1 }
    }
    return true
  }
}

private struct KnownDocumentLoader {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func document(_ name: String) throws -> KnownDocument? {
    try documents("document = ?", [name]).first
  }

  /// What was read in a container, the container itself included.
  func documents(in container: KnownContainer) throws -> [KnownDocument] {
    let name = container.document
    // "0" is the character behind "/".
    return try documents(
      "document = ? OR (document > ? AND document < ?)",
      [name, name + "/", name + "0"]
    )
  }

  /// Whether a container was read to its end as it is now.
  func hasContainer(_ container: KnownContainer) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM containers
            WHERE document = ? AND declared = ? AND size = ? AND modified_ns = ? AND changed_ns = ?
          )
          """
      ),
      arguments: [
        container.document, container.declared, container.stamp.size, container.stamp.modified,
        container.stamp.changed,
      ]
    ) ?? false
  }

  private func documents(
    _ condition: String,
    _ arguments: StatementArguments
  ) throws -> [KnownDocument] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT documents.id, size, modified_ns, changed_ns, trouble_zh IS NOT NULL, readings.id,
          sha256, manifest, charset, reader_version, status
        FROM documents
        JOIN versions ON versions.document_id = documents.id AND versions.is_current
        JOIN readings ON readings.id = versions.reading_id
        WHERE \(condition)
        """
    )
    return try Row.fetchAll(statement, arguments: arguments).map { row in
      var stamp: FileStamp?
      if let size: Int = row[1], let modified: Int = row[2], let changed: Int = row[3] {
        stamp = FileStamp(size: size, modified: modified, changed: changed)
      }
      return KnownDocument(
        id: row[0],
        reading: row[5],
        stamp: stamp,
        sha256: row[6],
        manifest: row[7],
        charset: row[8],
        readerVersion: row[9],
        status: try known(DocumentReading.Status.init(rawValue:), row[10]),
        isInTrouble: row[4]
      )
    }
  }
}

/// Writes documents with their versions, inside one transaction.
private struct DocumentWriter {
  private let db: Database
  private let versions: ReaderVersions
  private let loader: KnownDocumentLoader
  private var readings: ReadingWriter

  init(_ db: Database, versions: ReaderVersions) {
    self.db = db
    self.versions = versions
    loader = KnownDocumentLoader(db)
    readings = ReadingWriter(db)
  }

  /// Another process may have written since the document was looked at, so everything is asked again.
  mutating func write(_ outcome: ImportOutcome, summary: inout ImportSummary) throws {
    let known = try loader.document(outcome.name)
    guard let document = outcome.document else {
      guard let known else { return }
      try stamp(known.id, outcome, trouble: nil)
      summary.unchanged += 1
      if known.readerVersion != versions.reader { summary.readByAnotherVersion += 1 }
      if known.status != .read { summary.failures += 1 }
      return
    }
    if document.reading.status != .read { summary.failures += 1 }
    guard let known else {
      let id = try insertDocument(outcome)
      try insertVersion(of: id, reading: try reading(of: document, outcome.charset), cause: .new)
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
    let reading = try reading(of: document, outcome.charset)
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
    try insertVersion(of: known.id, reading: reading, cause: cause)
    summary.changed += 1
    summary.changedCells += try changedCells(from: known.reading, to: reading)
  }

  private func insertDocument(_ outcome: ImportOutcome) throws -> Int64 {
    var row = try RowWriter(
      db,
      insertInto: "documents",
      ["document", "path", "size", "modified_ns", "changed_ns"]
    )
    row.bind(outcome.name)
    row.bind(outcome.path)
    let stamp = outcome.document?.sha256 == nil ? nil : outcome.stamp
    row.bind(stamp?.size)
    row.bind(stamp?.modified)
    row.bind(stamp?.changed)
    try row.step()
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
  private mutating func reading(of document: ReadDocument, _ charset: String?) throws -> Int64 {
    if let digest = document.sha256 {
      let found = try Int64.fetchOne(
        db.cachedStatement(
          sql:
            """
            SELECT id FROM readings
            WHERE sha256 = ? AND manifest = ? AND charset = ? AND reader_version = ?
            """
        ),
        arguments: [
          digest, manifestText(document.manifestEntry), charset ?? "", versions.reader,
        ]
      )
      if let found { return found }
    }
    return try readings.insert(document, charset: charset, versions: versions)
  }

  private func insertVersion(of document: Int64, reading: Int64, cause: VersionCause) throws {
    try db.execute(
      sql: "UPDATE versions SET is_current = 0 WHERE document_id = ? AND is_current",
      arguments: [document]
    )
    try db.execute(
      sql: """
        INSERT INTO versions (document_id, number, reading_id, cause, is_current)
        VALUES (
          ?1, (SELECT coalesce(max(number), 0) + 1 FROM versions WHERE document_id = ?1), ?2, ?3, 1
        )
        """,
      arguments: [document, reading, cause.rawValue]
    )
    try db.markFindingsUnfinished()
  }

  private func changedCells(from earlier: Int64, to later: Int64) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT
          (SELECT count(*) FROM cells WHERE reading_id = ?1)
          + (SELECT count(*) FROM cells WHERE reading_id = ?2)
          - (SELECT count(*) FROM cells AS old JOIN cells AS new
            ON new.reading_id = ?2 AND new.position = old.position AND new.cell_id = old.cell_id
            WHERE old.reading_id = ?1)
          - (SELECT count(*) FROM cells AS old JOIN cells AS new
            ON new.reading_id = ?2 AND new.position = old.position AND new.cell_id = old.cell_id
            WHERE old.reading_id = ?1 AND old.status IS new.status AND old.value IS new.value
              AND old.raw IS new.raw)
        """,
      arguments: [earlier, later]
    ) ?? 0
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
