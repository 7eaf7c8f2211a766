internal import GRDB
internal import Gouji

/// Which files an import has to look at, and what is done already.
struct ImportPlan: Sendable {
  private(set) var files: [InputFile] = []

  /// Those among the files that hold documents, as they were before they were read.
  private(set) var containers: [KnownContainer] = []

  /// Of files that are there and show no change but by their contents, the digests of these.
  private(set) var knownDigests: [String: String] = [:]
  private(set) var archiveHasDocuments: Bool

  /// Counts what is in the other files.
  private(set) var summary = ImportSummary()

  init(
    _ candidates: [InputFile],
    _ db: Database,
    versions: ReaderVersions,
    options: ImportOptions
  ) throws {
    archiveHasDocuments =
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM documents)") ?? false
    guard archiveHasDocuments else {
      files = candidates
      containers = try candidates.filter { $0.container != nil }.compactMap(KnownContainer.init)
      return
    }
    let loader = KnownDocumentLoader(db)
    for file in candidates {
      if file.container != nil {
        let container = try KnownContainer(file)
        if let container, try loader.hasContainer(container),
          try summary.skip(
            loader.documents(in: container),
            versions: versions,
            options: options
          )
        {
          continue
        }
        if let container { containers.append(container) }
      } else if file.trouble == nil, let known = try loader.document(file.document) {
        if try known.isDeclared(file.manifestEntry, charset: nil), let stamp = known.stamp,
          stamp == FileStamp(of: file.path),
          summary.skip([known], versions: versions, options: options)
        {
          continue
        }
        knownDigests[file.document] = try known.digest(
          ofUnchanged: file.manifestEntry,
          charset: nil,
          versions: versions,
          options: options
        )
      }
      files.append(file)
    }
  }
}

/// A file that holds documents, with all that decides what is read in it.
struct KnownContainer: Sendable {
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
struct KnownDocument {
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

  /// The digest by which it shows whether it has changed; `nil` when it is to be read in any case.
  func digest(
    ofUnchanged entry: ManifestEntry?,
    charset: String?,
    versions: ReaderVersions,
    options: ImportOptions
  ) throws -> String? {
    guard try isDeclared(entry, charset: charset),
      !isWantedAgain(versions: versions, options: options)
    else { return nil }
    return sha256
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
