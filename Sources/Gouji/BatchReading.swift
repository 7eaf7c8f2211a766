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
  /// Reads one file from disk, once.
  ///
  /// Never throws: a file that cannot be read, or has more bytes than the limit, is a result like any
  /// other.
  public func read(_ file: InputFile, sizeLimit: Int = defaultSizeLimit) -> ReadDocument {
    var reading: DocumentReading
    var bytes: [UInt8]?
    if let trouble = file.trouble {
      reading = .unreadable(trouble)
    } else {
      do {
        let read = try contents(of: file.path, limit: sizeLimit)
        reading = self.read(read, declared: file.manifestEntry)
        bytes = read
      } catch {
        reading = .unreadable(error.reason)
      }
    }
    return ReadDocument(
      document: file.document,
      byteCount: bytes?.count,
      sha256: bytes.map(Gouji.sha256),
      manifestEntry: file.manifestEntry,
      reading: reading
    )
  }
}

/// Transforms items on all cores and hands the results over one by one in the order of the items.
///
/// The window is how many items may be under way or waiting for an earlier one, at least 1; it bounds
/// the memory, whatever the number of items. An error thrown by `consume`, and cancellation, end the
/// whole.
package nonisolated(nonsending) func mapInOrder<Item: Sendable, Output: Sendable>(
  _ items: [Item],
  window: Int,
  transform: @escaping @Sendable (Item) -> Output,
  consume: (Output) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Output).self) { group in
    var started = 0
    var consumed = 0
    var waiting: [Int: Output] = [:]
    while consumed < items.count {
      try Task.checkCancellation()
      while started < items.count, started < consumed + max(1, window) {
        let (index, item) = (started, items[started])
        group.addTask { (index, transform(item)) }
        started += 1
      }
      guard let (index, output) = try await group.next() else { return }
      waiting[index] = output
      while let ready = waiting.removeValue(forKey: consumed) {
        try consume(ready)
        consumed += 1
      }
    }
  }
}
