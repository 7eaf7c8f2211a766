internal import GRDB
internal import Gouji

/// Asks an archive what it has of documents.
struct KnownDocumentLoader {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func document(_ name: String) throws -> KnownDocument? {
    try documents("document = ?", name).first
  }

  /// What was read in a container, the container itself included.
  func documents(in container: KnownContainer) throws -> [KnownDocument] {
    let name = container.document
    // "0" is the character behind "/".
    return try documents("document = ?", name)
      + documents("document > ? || '/' AND document < ?1 || '0'", name)
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

  private func documents(_ condition: String, _ name: String) throws -> [KnownDocument] {
    var found: [KnownDocument] = []
    var row = try RowReader(
      db,
      """
      SELECT documents.id, size, modified_ns, changed_ns, trouble_zh IS NOT NULL, readings.id,
        sha256, manifest, charset, reader_version, status
      FROM documents
      JOIN versions ON versions.document_id = documents.id AND versions.is_current
      JOIN readings ON readings.id = versions.reading_id
      WHERE \(condition)
      """,
      texts: [name]
    )
    while try row.next() {
      let id = Int64(row.integer())
      let (size, modified, changed) = (
        row.optionalInteger(), row.optionalInteger(), row.optionalInteger()
      )
      var stamp: FileStamp?
      if let size, let modified, let changed {
        stamp = FileStamp(size: size, modified: modified, changed: changed)
      }
      let isInTrouble = row.flag()
      found.append(
        KnownDocument(
          id: id,
          reading: Int64(row.integer()),
          stamp: stamp,
          sha256: row.optionalText(),
          manifest: row.text(),
          charset: row.text(),
          readerVersion: row.text(),
          status: try row.word(DocumentReading.Status.self),
          isInTrouble: isInTrouble
        )
      )
    }
    return found
  }
}
