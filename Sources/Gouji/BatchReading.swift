internal import Synchronization

/// One document of a batch with what became of it.
public struct ReadDocument: Sendable {
  /// The name of the document, unique in the batch.
  public let document: String

  /// `nil` when the file could not be read to its end.
  public let byteCount: Int?

  /// The SHA-256 digest of the file in hexadecimal; `nil` when it could not be read to its end.
  public let sha256: String?
  public let manifestEntry: ManifestEntry?
  public let reading: DocumentReading

  public init(
    document: String,
    byteCount: Int?,
    sha256: String?,
    manifestEntry: ManifestEntry?,
    reading: DocumentReading
  ) {
    self.document = document
    self.byteCount = byteCount
    self.sha256 = sha256
    self.manifestEntry = manifestEntry
    self.reading = reading
  }

  /// The identifier of the report in the document; `nil` when there is none.
  public var reportID: String? {
    reading.report == nil ? nil : document
  }
}

extension Reader {
  /// Reads one document, once.
  ///
  /// Never throws: a document that cannot be read, or has more bytes than the limit, is a result like
  /// any other.
  public func read(
    _ document: InputDocument,
    limits: InputLimits = InputLimits()
  ) -> ReadDocument {
    let bytes: [UInt8]
    do {
      bytes = try document.contents(limit: limits.documentSize)
    } catch {
      return ReadDocument(
        document: document.document,
        byteCount: nil,
        sha256: nil,
        manifestEntry: document.manifestEntry,
        reading: .unreadable(error.reason)
      )
    }
    return ReadDocument(
      document: document.document,
      byteCount: bytes.count,
      sha256: Gouji.sha256(bytes),
      manifestEntry: document.manifestEntry,
      reading: read(
        bytes,
        declared: document.manifestEntry,
        charset: document.charset,
        size: limits.readSize
      )
    )
  }

  /// Reads the documents of input files on all cores, makes something of each there, and hands that over
  /// in the order of the documents.
  ///
  /// The window is how many documents may be under way or waiting for an earlier one. Documents out
  /// of archives that wait for a core take no more memory than four of the largest allowed.
  package nonisolated(nonsending) func read<Output: Sendable>(
    _ files: [InputFile],
    limits: InputLimits,
    window: Int,
    making transform: @escaping @Sendable (ReadDocument) -> Output,
    consume: (Output) throws -> Void
  ) async throws {
    let documents = DocumentSource(files, limits: limits)
    try await mapInOrder(
      window: window,
      budget: 3 * limits.documentSize,
      next: { try await documents.next() },
      cost: \.heldByteCount,
      transform: { transform(read($0, limits: limits)) },
      consume: consume
    )
  }
}

/// Gives out the documents of input files to several tasks, one at a time.
package final class DocumentSource: Sendable {
  private let documents: Mutex<InputDocuments>

  package init(_ files: [InputFile], limits: InputLimits) {
    documents = Mutex(InputDocuments(files, limits: limits))
  }

  /// The next document; waits for one in an archive on a thread of its own, as it has to be unpacked.
  package func next() async throws -> InputDocument? {
    if let file = documents.withLock({ $0.nextFile() }) { return file }
    return try await onOwnThread { self.documents.withLock { $0.next() } }
  }
}
