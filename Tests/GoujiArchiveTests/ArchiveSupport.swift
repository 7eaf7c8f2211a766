import Foundation
import GRDB
import Gouji
import GoujiArchive
import GoujiTestSupport
import Testing

/// A folder with an archive and documents.
struct ArchiveBench {
  let folder: TemporaryFolder
  let reader: Reader

  init() throws {
    folder = try TemporaryFolder()
    reader = try Reader()
  }

  var path: String { folder.path("archive.sqlite") }

  func open(patience: Double = 10) throws -> Archive {
    try Archive(path: path, .creating, patience: patience)
  }

  /// Imports everything in the folder `in`.
  @discardableResult
  func importAll(
    versions: ReaderVersions? = nil,
    _ configure: (inout ImportOptions) -> Void = { _ in }
  ) async throws -> ImportSummary {
    var options = ImportOptions()
    configure(&options)
    return try await open().importDocuments(
      discoverInputs([folder.path("in")]),
      reader: reader,
      versions: versions,
      options: options
    )
  }

  /// All records of the archive.
  func records(_ filter: RecordFilter = RecordFilter()) throws -> [DocumentRecord] {
    let records = try open().records(reader: reader, filter: filter)
    return try (0..<records.count).map { try records.record(at: $0) }
  }

  /// One value that SQL finds, as text.
  func value(_ sql: String) throws -> String? {
    try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: sql) }
  }

  /// All rows that SQL finds, each as the texts of its columns.
  func rows(_ sql: String) throws -> [[String?]] {
    try DatabaseQueue(path: path).read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { value in String.fromDatabaseValue(value) ?? value.asText }
      }
    }
  }
}

extension DatabaseValue {
  fileprivate var asText: String? {
    Int64.fromDatabaseValue(self).map(String.init)
      ?? Double.fromDatabaseValue(self).map { String($0) }
  }
}

/// A page with figures that contradict one another.
func plantedPage() throws -> [UInt8] {
  try sample("page-2021-planted/source.html")
}

extension Reader {
  /// The document with another figure in a cell.
  func replacing(_ cell: CellID, with figure: String, in bytes: [UInt8]) throws -> [UInt8] {
    let report = try #require(read(bytes).report)
    let place = try #require(report[cell].place)
    return Array(bytes[..<place.offset]) + Array(figure.utf8)
      + Array(bytes[(place.offset + place.length)...])
  }
}

let received = CellID(form: "2021", table: .applications, row: .newReceived, column: .naturalPerson)

/// Waits until files written before do not count as just written any more.
func waitUntilOld() async throws {
  try await Task.sleep(for: .seconds(2.1))
}
