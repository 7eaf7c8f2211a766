import GRDB
import GoujiTestSupport
import Testing

@testable import GoujiArchive

@Test(arguments: ["1", "2"])
func `the schema of each version stays as it was released`(_ version: String) throws {
  let queue = try DatabaseQueue()
  try archiveMigrator.migrate(queue, upTo: version)
  let schema = try queue.read { db in
    try String.fetchAll(
      db,
      sql: """
        SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY name
        """
    )
  }
  try expectGolden(schema.map { $0 + ";\n" }.joined(), "schema-\(version).sql")
}

@Test func `an archive of the first version says after its migration what it said before`()
  async throws
{
  let bench = try ArchiveBench()
  try bench.folder.write(plantedPage(), to: "in/a.html")
  try bench.folder.write(sample("2021-cell-a-line/source.txt"), to: "in/b.txt")
  try await bench.importAll()
  // A second version of one, with other cells.
  try bench.folder.write(sample("2019-extra-row/source.txt"), to: "in/a.html")
  try await bench.importAll()
  let earlier = bench.folder.path("earlier.sqlite")
  let queries = [
    "SELECT * FROM cells ORDER BY reading_id, position",
    "SELECT * FROM facts ORDER BY document, form, \"table\", \"row\", \"column\"",
    "SELECT * FROM changes ORDER BY document, version, form, \"table\", \"row\", \"column\"",
  ]
  let queue = try DatabaseQueue(path: earlier)
  try archiveMigrator.migrate(queue, upTo: "1")
  try await queue.writeWithoutTransaction { [path = bench.path] db in
    try db.execute(sql: "ATTACH ? AS now", arguments: [path])
    for table in ["documents", "readings", "versions", "reports", "cell_definitions", "cells"] {
      let columns = try db.columns(in: table).map { "\"\($0.name)\"" }
        .filter { $0 != "\"sort_key\"" }.joined(separator: ", ")
      try db.execute(sql: "INSERT INTO \(table) (\(columns)) SELECT \(columns) FROM now.\(table)")
    }
    try db.execute(sql: "DETACH now")
  }
  func answers(_ query: String) throws -> [[DatabaseValue]] {
    try queue.read { db in try Row.fetchAll(db, sql: query).map { Array($0.databaseValues) } }
  }
  let before = try queries.map(answers)
  try archiveMigrator.migrate(queue)
  for (query, before) in zip(queries, before) {
    let now = try answers(query)
    #expect(now.count == before.count, "\(query)")
    #expect(before.count > 100, "\(query)")
    let differing = zip(before, now).first { $0 != $1 }
    #expect(differing == nil, "\(query)")
  }
}
