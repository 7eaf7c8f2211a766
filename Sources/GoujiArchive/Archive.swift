internal import Foundation
internal import GRDB
internal import GoujiModel

/// One SQLite file that holds documents with everything that was read in them, the findings about
/// them, and what people decided about these.
///
/// Others may read the file at any time, and other processes write to it in turn.
package final class Archive: Sendable {
  package let path: String
  let pool: DatabasePool

  /// Which file to open.
  package enum Opening: Sendable {
    /// An archive that exists.
    case existing

    /// The archive, or a new one where there is no file.
    case creating
  }

  /// How long another program that writes is waited for, in seconds.
  package static let defaultPatience = 10.0

  /// Opens an archive, and brings one of an earlier version up to date.
  ///
  /// - Throws: ``ArchiveError``, for a file that is something else without having changed it.
  package init(
    path: String,
    _ opening: Opening,
    patience: Double = Archive.defaultPatience
  ) throws(ArchiveError) {
    self.path = path
    pool = try translatingErrors(path) {
      try inspect(path, opening)
      var configuration = Configuration()
      configuration.busyMode = .timeout(patience)
      configuration.label = "archive"
      // What refers to what is declared for those who look; asked for every row, it would take as long
      // as writing the row.
      configuration.foreignKeysEnabled = false
      configuration.prepareDatabase { db in
        // Kibibytes, and pages of the journal: enough for some batches of an import.
        try db.execute(sql: "PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4096")
      }
      let pool = try DatabasePool(path: path, configuration: configuration)
      if try pool.read(archiveMigrator.hasBeenSuperseded) { throw ArchiveError.newer(path) }
      // An archive that is up to date is opened without writing, be it while another program writes.
      if try !pool.read(archiveMigrator.hasCompletedMigrations) {
        try archiveMigrator.migrate(pool)
      }
      return pool
    }
  }

  deinit {
    // Closing it last empties the journal into the file, so that the one file is all there is.
    try? pool.close()
  }

  func read<Result>(_ body: (Database) throws -> Result) throws(ArchiveError) -> Result {
    try translatingErrors(path) { try pool.read(body) }
  }

  /// Moves what was written out of SQLite's journal into the file, as far as nobody reads it.
  func tidyUp() throws(ArchiveError) {
    try translatingErrors(path) {
      _ = try pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
    }
  }

  func write<Result>(_ body: (Database) throws -> Result) throws(ArchiveError) -> Result {
    try translatingErrors(path) { try pool.write(body) }
  }
}

/// Fails for what is there and no archive, before anything writes to it.
private func inspect(_ path: String, _ opening: Archive.Opening) throws {
  let manager = FileManager.default
  var isFolder: ObjCBool = false
  guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
    if opening == .existing { throw ArchiveError.noSuchArchive(path) }
    return
  }
  if isFolder.boolValue { throw ArchiveError.notAnArchive(path) }
  var configuration = Configuration()
  configuration.readonly = true
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  let (application, tables) = try queue.read { db in
    (
      try Int32.fetchOne(db, sql: "PRAGMA application_id"),
      // That of the migrations is made before they begin, and says nothing about whose the file is.
      try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
      ) ?? 0
    )
  }
  try queue.close()
  // A file without tables is what an import leaves that was ended before it began.
  if tables == 0 {
    // SQLite takes any file of a few bytes for an empty database.
    let attributes = try manager.attributesOfItem(atPath: path)
    let size = attributes[.size] as? Int ?? 0
    if size > 0, try !startsLikeDatabase(path) { throw ArchiveError.notAnArchive(path) }
    if opening == .existing { throw ArchiveError.noSuchArchive(path) }
  } else if application != archiveApplicationID {
    throw ArchiveError.notAnArchive(path)
  }
}

private func startsLikeDatabase(_ path: String) throws -> Bool {
  let file = try FileHandle(forReadingFrom: URL(filePath: path))
  defer { try? file.close() }
  return try file.read(upToCount: 16) == Data("SQLite format 3\0".utf8)
}

/// Runs what uses a database and tells its failures in words for the user.
func translatingErrors<Result>(
  _ path: String,
  _ body: () throws -> Result
) throws(ArchiveError) -> Result {
  do {
    return try body()
  } catch let error as ArchiveError {
    throw error
  } catch let error as DatabaseError {
    throw ArchiveError(error, path: path)
  } catch {
    throw ArchiveError(
      .failed,
      zh: "处理档案库“\(path)”时出错:\(error)",
      en: "the archive '\(path)' failed: \(error)"
    )
  }
}
