internal import GRDB
package import Gouji

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
  private static let batchSize = 128

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
    let plan = try read { db in
      try ImportPlan(files, db, versions: versions, options: options)
    }
    var summary = plan.summary
    progress(summary.documents)
    var batch: [ImportOutcome] = []
    let vocabulary = try read(VocabularyWriter.init)
    var lastWrite = ContinuousClock.now
    func writeBatch() throws {
      guard !batch.isEmpty else { return }
      try write(batch, vocabulary, versions: versions, summary: &summary)
      batch.removeAll(keepingCapacity: true)
      lastWrite = .now
    }
    let limits = options.limits
    let documents = DocumentSource(plan.files, limits: limits)
    do {
      try await mapInOrder(
        // While one batch is written, the next is read.
        window: 2 * Archive.batchSize,
        budget: 3 * limits.documentSize,
        next: {
          try await documents.next().map {
            try self.task($0, plan, versions: versions, options: options)
          }
        },
        cost: \ImportTask.size,
        transform: { task in
          let document = task.document
          // Asked before it is read: what is written in between shows the next time.
          let stamp = document.isFile ? document.path.flatMap(FileStamp.init(of:)) : nil
          let read = reader.read(
            document,
            limits: limits,
            unlessDigestIs: task.knownDigest
          )
          return ImportOutcome(
            name: document.document,
            path: document.path?.description ?? document.document,
            charset: document.charset,
            stamp: stamp,
            prepared: read.map { PreparedDocument($0, charset: document.charset) }
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

  /// Looks up what the archive has of a document.
  private func task(
    _ document: InputDocument,
    _ plan: ImportPlan,
    versions: ReaderVersions,
    options: ImportOptions
  ) throws -> ImportTask {
    if document.isFile {
      return ImportTask(document: document, knownDigest: plan.knownDigests[document.document])
    }
    guard plan.archiveHasDocuments else { return ImportTask(document: document, knownDigest: nil) }
    let known = try read { try KnownDocumentLoader($0).document(document.document) }
    return ImportTask(
      document: document,
      knownDigest: try known?.digest(
        ofUnchanged: document.manifestEntry,
        charset: document.charset,
        versions: versions,
        options: options
      )
    )
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
          prepared: PreparedDocument(document, charset: nil)
        )
      },
      read(VocabularyWriter.init),
      versions: versions,
      summary: &summary
    )
  }

  private func write(
    _ batch: [ImportOutcome],
    _ vocabulary: VocabularyWriter,
    versions: ReaderVersions,
    summary: inout ImportSummary
  ) throws(ArchiveError) {
    let before = summary
    summary = try write { db in
      var summary = before
      let writer = DocumentWriter(db, vocabulary, versions: versions)
      for outcome in batch { try writer.write(outcome, summary: &summary) }
      if summary.new + summary.changed > before.new + before.changed { try db.countChange() }
      return summary
    }
  }
}

/// A document to look at.
private struct ImportTask: Sendable {
  let document: InputDocument

  /// The digest of what the archive has under its name; `nil` when it is to be read in any case.
  let knownDigest: String?

  /// What the document takes in memory, read or not, in bytes.
  let size: Int

  init(document: InputDocument, knownDigest: String?) {
    self.document = document
    self.knownDigest = knownDigest
    size = document.byteCount
  }
}

/// What was found under a name; nothing prepared when it is as the archive has it.
struct ImportOutcome: Sendable {
  let name: String
  let path: String
  let charset: String?
  let stamp: FileStamp?
  let prepared: PreparedDocument?
}
