internal import GRDB
package import Gouji

/// A judgement with what it was passed on.
package struct RecordedJudgement: Hashable, Sendable {
  package let finding: String
  package let judgement: Judgement

  /// What finds the finding again when its figures change; all empty when it was not in the archive.
  package let rule: RuleID?
  package let agency: String?
  package let year: Int?
  package let cell: String?

  /// In UTC, such as `2026-11-22T21:53:20Z`.
  package let judgedAt: String
}

/// What became of judgements that were handed in together.
package struct JudgementSummary: Hashable, Sendable {
  package var recorded = 0

  /// Those that the archive had already.
  package var repeated = 0

  /// Those on findings that the archive does not have; they are kept.
  package var unknown = 0
}

extension Archive {
  /// Records what a person decided about a finding; earlier judgements on it are kept.
  ///
  /// - Throws: ``ArchiveError`` with ``ArchiveError/Code/noSuchFinding`` for a finding that the
  ///   archive does not have.
  package func judge(
    _ finding: String,
    _ judgement: Judgement,
    forms: FormCatalogue
  ) throws(ArchiveError) {
    try finishFindings(forms: forms)
    try write { db in
      let keys = try db.findingKeys([finding])
      guard keys[finding] != nil else { throw ArchiveError.noSuchFinding(finding, path) }
      try db.insert(finding, judgement, keys[finding])
    }
  }

  /// Records many judgements, all or none.
  package func judge(
    _ lines: [JudgementLine],
    forms: FormCatalogue
  ) throws(ArchiveError) -> JudgementSummary {
    try finishFindings(forms: forms)
    return try write { db in
      var summary = JudgementSummary()
      let keys = try db.findingKeys(Set(lines.map(\.finding)))
      for line in lines {
        let last = try Row.fetchOne(
          db,
          sql: "SELECT verdict, note FROM last_judgements WHERE finding = ?",
          arguments: [line.finding]
        )
        if let last, last[0] == line.judgement.verdict.rawValue, last[1] == line.judgement.note {
          summary.repeated += 1
          continue
        }
        let key = keys[line.finding]
        if key == nil { summary.unknown += 1 }
        try db.insert(line.finding, line.judgement, key ?? FindingKey(line))
        summary.recorded += 1
      }
      return summary
    }
  }

  /// The last judgement on each finding, in the order in which they were passed.
  package func judgements() throws(ArchiveError) -> [RecordedJudgement] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT finding, verdict, note, rule, agency, year, cell, judged_at
          FROM last_judgements ORDER BY id
          """
      )
      return try rows.map { row in
        RecordedJudgement(
          finding: row[0],
          judgement: Judgement(
            verdict: try known(Judgement.Verdict.init(rawValue:), row[1]),
            note: row[2]
          ),
          rule: (row[3] as String?).map(RuleID.init(rawValue:)),
          agency: row[4],
          year: row[5],
          cell: row[6],
          judgedAt: row[7]
        )
      }
    }
  }
}

extension ArchiveError {
  fileprivate static func noSuchFinding(_ finding: String, _ path: String) -> ArchiveError {
    ArchiveError(
      .noSuchFinding,
      zh: "档案库“\(path)”中没有编号为“\(finding)”的发现;编号见 findings.csv 的 finding 栏",
      en: "there is no finding '\(finding)' in '\(path)'; findings.csv has them in column 'finding'"
    )
  }
}

/// What a finding is about, whatever its figures.
private struct FindingKey {
  let rule: String?
  let agency: String?
  let year: Int?
  let cell: String?

  init(_ row: Row) {
    rule = row["rule"]
    agency = row["agency"]
    year = row["year"]
    cell = row["cell"]
  }

  init(_ line: JudgementLine) {
    rule = line.rule?.rawValue
    agency = line.agency
    year = line.year
    cell = line.cell
  }
}

extension Database {
  /// What the findings with these identifiers are about, as far as there are such findings.
  fileprivate func findingKeys(_ identifiers: Set<String>) throws -> [String: FindingKey] {
    var keys: [String: FindingKey] = [:]
    let rows = try Row.fetchCursor(
      self,
      sql: "SELECT finding, rule, agency, year, cell FROM finding_keys"
    )
    while let row = try rows.next() {
      let finding: String = row["finding"]
      if keys[finding] == nil, identifiers.contains(finding) { keys[finding] = FindingKey(row) }
    }
    return keys
  }

  fileprivate func insert(_ finding: String, _ judgement: Judgement, _ key: FindingKey?) throws {
    try execute(
      sql: """
        INSERT INTO judgements (finding, verdict, note, rule, agency, year, cell)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        finding, judgement.verdict.rawValue, judgement.note, key?.rule, key?.agency, key?.year,
        key?.cell,
      ]
    )
  }
}
