internal import GRDB
internal import Gouji
internal import GoujiModel

extension Database {
  /// Counts that documents got new versions, or reports other findings: identifiers of findings have to
  /// be given out anew, and reports to be held against one another.
  func countChange() throws {
    try execute(sql: "UPDATE progress SET changes = changes + 1")
  }

  /// Remembers that findings came or went which do not come out of single reports.
  func markFindingsUnfinished() throws {
    try execute(sql: "UPDATE progress SET identified = -1")
  }
}

extension Archive {
  /// Gives findings that say the same about several documents identifiers of their own, where
  /// findings came or went since this was done.
  ///
  /// The fingerprint of a finding is its identifier but for these, so an import that is interrupted
  /// before this leaves nothing wrong, and the next one does it.
  func finishFindings(forms: FormCatalogue) throws(ArchiveError) {
    let isFinished = try read { db in
      try Bool.fetchOne(db, sql: "SELECT identified = changes FROM progress") ?? false
    }
    guard !isFinished else { return }
    try write { db in
      try db.execute(sql: "DELETE FROM finding_identifiers")
      try distinguishFindings(db, RecordLoader(forms: forms))
      try db.execute(sql: "UPDATE progress SET identified = changes")
    }
  }
}

private func distinguishFindings(_ db: Database, _ loader: RecordLoader) throws {
  // In the order of a run over all documents, so that both give out the same identifiers.
  let rows = try Row.fetchAll(
    db,
    sql: """
      WITH alike AS MATERIALIZED (
        SELECT fingerprint FROM findings WHERE part = 0 GROUP BY fingerprint HAVING count(*) > 1
        UNION
        SELECT findings.fingerprint FROM findings
        WHERE findings.reading_id IN (
          SELECT reading_id FROM versions WHERE is_current GROUP BY reading_id HAVING count(*) > 1
        )
      )
      SELECT findings.id, finding_keys.document_id, finding_keys.document, finding_keys.agency,
        finding_keys.year, findings.fingerprint
      FROM alike
      JOIN findings ON findings.fingerprint = alike.fingerprint AND findings.part = 0
      JOIN finding_keys ON finding_keys.finding_id = findings.id
      LEFT JOIN comparison_groups ON comparison_groups.id = findings.comparison_group_id
      ORDER BY comparison_groups.ordinal, finding_keys.sort_key, findings.position
      """
  )
  var identifiers = FindingIdentifiers()
  let insertion = RowWriter(
    db,
    insertInto: "finding_identifiers",
    ["finding_id", "document_id", "identifier"]
  )
  for row in rows {
    let id: Int64 = row[0]
    let document: Int64 = row[1]
    let fingerprint: String = row[5]
    let identifier = try identifiers.identifier(fingerprint, document: row[2]) { distinction in
      guard let stored = try loader.findings("id = ?", id, db).first else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no finding \(id)")
      }
      return stored.finding.fingerprint(agency: row[3], year: row[4], distinction: distinction)
    }
    if identifier == fingerprint { continue }
    try insertion.begin()
    insertion.bind(id)
    insertion.bind(document)
    insertion.bind(identifier)
    try insertion.endRow()
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
