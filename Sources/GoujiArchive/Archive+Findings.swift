internal import GRDB
internal import Gouji
internal import GoujiModel

extension Database {
  private static let findings = "findings"

  /// Remembers that findings came or went, so that their identifiers have to be given out anew.
  func markFindingsUnfinished() throws {
    try execute(
      sql: "INSERT OR IGNORE INTO unfinished_work VALUES (?)",
      arguments: [Database.findings]
    )
  }

  /// Whether findings came or went since identifiers were given out.
  fileprivate func hasUnfinishedFindings() throws -> Bool {
    try Bool.fetchOne(
      self,
      sql: "SELECT EXISTS (SELECT 1 FROM unfinished_work WHERE name = ?)",
      arguments: [Database.findings]
    ) ?? false
  }

  fileprivate func unmarkFindings() throws {
    try execute(
      sql: "DELETE FROM unfinished_work WHERE name = ?",
      arguments: [Database.findings]
    )
  }
}

extension Archive {
  /// Gives findings that say the same about several documents identifiers of their own, where
  /// findings came or went since this was done.
  ///
  /// The fingerprint of a finding is its identifier but for these, so an import that is interrupted
  /// before this leaves nothing wrong, and the next one does it.
  func finishFindings(forms: FormCatalogue) throws(ArchiveError) {
    guard try read({ try $0.hasUnfinishedFindings() }) else { return }
    try write { db in
      try db.execute(sql: "DELETE FROM finding_identifiers")
      try distinguishFindings(db, RecordLoader(forms: forms))
      try db.unmarkFindings()
    }
  }
}

private func distinguishFindings(_ db: Database, _ loader: RecordLoader) throws {
  // In the order of a run over all documents, so that both give out the same identifiers.
  let rows = try Row.fetchAll(
    db,
    sql: """
      WITH alike AS (
        SELECT fingerprint FROM findings
        JOIN finding_keys ON finding_keys.finding_id = findings.id
        WHERE findings.part = 0
        GROUP BY fingerprint HAVING count(*) > 1
      )
      SELECT findings.id, finding_keys.document_id, finding_keys.document, finding_keys.agency,
        finding_keys.year, findings.fingerprint, findings.comparison_group_id
      FROM findings
      JOIN finding_keys ON finding_keys.finding_id = findings.id
      LEFT JOIN comparison_groups ON comparison_groups.id = findings.comparison_group_id
      WHERE findings.part = 0 AND findings.fingerprint IN (SELECT fingerprint FROM alike)
      ORDER BY comparison_groups.ordinal, finding_keys.sort_key, findings.position
      """
  )
  var identifiers = FindingIdentifiers()
  var insertion = try RowWriter(
    db,
    insertInto: "finding_identifiers",
    ["finding_id", "document_id", "identifier"]
  )
  for row in rows {
    let id: Int64 = row[0]
    let document: Int64 = row[1]
    let fingerprint: String = row[5]
    guard let stored = try loader.findings("id = ?", id, db).first else { continue }
    let identifier = identifiers.identifier(
      of: stored.finding,
      agency: row[3],
      year: row[4],
      document: row[2]
    )
    if identifier == fingerprint { continue }
    insertion.bind(id)
    insertion.bind(document)
    insertion.bind(identifier)
    try insertion.step()
  }
  // The other parts of a finding about several reports go by the identifier of the first.
  try db.execute(
    sql: """
      INSERT INTO finding_identifiers (finding_id, document_id, identifier)
      SELECT other.id, other.document_id, finding_identifiers.identifier
      FROM finding_identifiers
      JOIN findings AS first ON first.id = finding_identifiers.finding_id
      JOIN findings AS other ON other.comparison_group_id = first.comparison_group_id
        AND other.position = first.position AND other.part > 0
      """
  )
}
