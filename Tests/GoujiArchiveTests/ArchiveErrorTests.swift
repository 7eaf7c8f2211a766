import Foundation
import GRDB
import Gouji
import GoujiTestSupport
import Testing

@testable import GoujiArchive

private func failure(_ body: () throws -> Void) -> ArchiveError? {
  do {
    try body()
    return nil
  } catch {
    return error as? ArchiveError
  }
}

@Test func `an archive that is not there is not made by looking at it`() throws {
  let bench = try ArchiveBench()
  let error = failure { _ = try Archive(path: bench.path, .existing) }
  #expect(error?.code == .noSuchArchive)
  #expect(!FileManager.default.fileExists(atPath: bench.path))
}

@Test func `a folder that is not there is named`() throws {
  let bench = try ArchiveBench()
  let error = failure { _ = try Archive(path: bench.folder.path("no/such/a.sqlite"), .creating) }
  #expect(error?.code == .notPermitted)
  #expect(error?.message.en.contains("no/such/a.sqlite") == true)
}

@Test func `a file that is no archive is left as it is`() throws {
  let bench = try ArchiveBench()
  try bench.folder.write("一份报告\n", to: "text")
  try DatabaseQueue(path: bench.folder.path("other.sqlite")).write { db in
    try db.execute(sql: "CREATE TABLE t (x); INSERT INTO t VALUES (1)")
  }
  try bench.folder.write("x", to: "short")
  for name in ["text", "short", "other.sqlite"] {
    let before = try bench.folder.bytes(of: name)
    for opening in [Archive.Opening.creating, .existing] {
      let error = failure { _ = try Archive(path: bench.folder.path(name), opening) }
      #expect(error?.code == .notAnArchive)
    }
    #expect(try bench.folder.bytes(of: name) == before)
  }
  #expect(failure { _ = try Archive(path: bench.folder.path, .creating) }?.code == .notAnArchive)
}

@Test func `an archive of a later version is left as it is`() async throws {
  let bench = try ArchiveBench()
  _ = try bench.open()
  try await DatabaseQueue(path: bench.path).write { db in
    try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')")
  }
  let error = failure { _ = try bench.open() }
  #expect(error?.code == .newer)
}

@Test func `an archive whose making was ended before it had a table is made`() async throws {
  let bench = try ArchiveBench()
  try await DatabaseQueue(path: bench.path).write { db in
    try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
  }
  #expect(failure { _ = try Archive(path: bench.path, .existing) }?.code == .noSuchArchive)
  try bench.folder.write(plantedPage(), to: "in/a.html")
  #expect(try await bench.importAll().new == 1)
}

@Test func `a damaged archive is told from everything else`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  let archive = try bench.open()
  _ = try await archive.importDocuments(
    discoverInputs([bench.folder.path("in")]),
    reader: bench.reader
  )
  try archive.pool.close()
  // Where the journal is still there, SQLite would read from it.
  for suffix in ["-wal", "-shm"] {
    try? FileManager.default.removeItem(atPath: bench.path + suffix)
  }
  var bytes = try bench.folder.bytes(of: "archive.sqlite")
  #expect(bytes.count > 100_000)
  for index in 5000..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
  try bench.folder.write(bytes, to: "archive.sqlite")
  do {
    _ = try await bench.importAll()
    Issue.record("a damaged archive was taken for a sound one")
  } catch let error as ArchiveError {
    #expect(error.code == .corrupt)
  }
}

@Test func `an archive that another program writes to is waited for, then told of`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  let archive = try bench.open(patience: 0.1)
  var configuration = Configuration()
  configuration.allowsUnsafeTransactions = true
  let other = try DatabaseQueue(path: bench.path, configuration: configuration)
  try other.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
  do {
    _ = try await archive.importDocuments(
      discoverInputs([bench.folder.path("in")]),
      reader: bench.reader
    )
    Issue.record("the archive was not locked")
  } catch let error as ArchiveError {
    #expect(error.code == .locked)
  }
  try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
  let summary = try await archive.importDocuments(
    discoverInputs([bench.folder.path("in")]),
    reader: bench.reader
  )
  #expect(summary.new == 1)
}

@Test func `a disk that is full takes nothing from what is there`() async throws {
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/0.html")
  try await bench.importAll()
  let page = try plantedPage()
  for number in 100..<150 {
    try bench.folder.write(
      bench.reader.replacing(received, with: "\(number)", in: page),
      to: "in/\(number).html"
    )
  }
  let archive = try bench.open()
  try await archive.pool.write { try $0.execute(sql: "PRAGMA max_page_count = 120") }
  do {
    _ = try await archive.importDocuments(
      discoverInputs([bench.folder.path("in")]),
      reader: bench.reader
    )
    Issue.record("there was room enough")
  } catch let error as ArchiveError {
    #expect(error.code == .diskFull)
  }
  // Batches that were written before the disk was full are kept as well.
  let kept = try bench.records().map(\.document.document)
  #expect(kept.first == "0.html")
  #expect(kept.count < 51)
  #expect(try await bench.importAll().new == 51 - kept.count)
}
