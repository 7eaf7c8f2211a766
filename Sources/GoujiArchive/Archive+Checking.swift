internal import Foundation
internal import GRDB
package import Gouji
internal import GoujiCollection

/// What a check did.
package struct CheckSummary: Hashable, Sendable {
  /// How many documents were judged again because the rules have changed.
  package var reports = 0

  /// How many groups of reports were held against one another.
  package var groups = 0

  package init() {}
}

/// What is in an archive, in a few figures.
package struct ArchiveTotals: Hashable, Sendable {
  package var documents: [DocumentReading.Status: Int] = [:]
  package var findings: [Severity: Int] = [:]
  package var evaluatedChecks = 0
  package var applicableChecks = 0
}

extension Archive {
  /// Applies the rules where their results are not those that the rules now in force would give.
  package nonisolated(nonsending) func check(
    reader: Reader,
    versions: ReaderVersions? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> CheckSummary {
    var summary = CheckSummary()
    let versions = versions ?? reader.versions
    let outdated = try read { db in
      try Int64.fetchAll(
        db,
        sql: """
          SELECT DISTINCT reading_id FROM current_documents
          WHERE rules_version <> ? AND reading_id IN (SELECT reading_id FROM reports)
          ORDER BY reading_id
          """,
        arguments: [versions.rules]
      )
    }
    let loader = RecordLoader(forms: reader.forms)
    let rules = reader.rules
    var rest = outdated[...]
    while !rest.isEmpty {
      try Task.checkCancellation()
      let chunk = rest.prefix(64)
      rest = rest.dropFirst(64)
      let reports = try read { db in
        try chunk.compactMap { id in try loader.report(of: id, db, .all).map { (id, $0) } }
      }
      var judged: [(reading: Int64, report: PreparedReport)] = []
      try await mapInOrder(reports, window: reports.count) { reading, report in
        (reading, PreparedReport(report, rules.assess(report)))
      } consume: {
        judged.append($0)
      }
      try write { db in
        let writer = ReadingWriter(db, try VocabularyWriter(db))
        for (reading, report) in judged {
          try db.removeJudgement(ofReading: reading)
          try writer.insertJudgement(of: report, reading: reading)
          try db.execute(
            sql: "UPDATE readings SET rules_version = ? WHERE id = ?",
            arguments: [versions.rules, reading]
          )
        }
        try db.countChange()
      }
      summary.reports += judged.count
      progress(summary.reports, outdated.count)
    }
    summary.groups = try await compare(
      rules: try CollectionRules(book: reader.rules),
      versions: versions,
      loader: loader
    )
    try finishFindings(forms: reader.forms)
    try tidyUp()
    return summary
  }

  /// What is in the archive now.
  package func totals(reader: Reader) throws -> ArchiveTotals {
    let rules = try CollectionRules(book: reader.rules)
    // Those that found nothing to compare are not stored.
    let comparing = Dictionary(
      uniqueKeysWithValues: reader.forms.forms.map { form in
        (form.id.rawValue, rules.results(own: [], collected: [], form: form.id).map(\.rule))
      }
    )
    let loader = RecordLoader(forms: reader.forms)
    return try read { db in
      var totals = ArchiveTotals()
      for row in try Row.fetchAll(
        db,
        sql: "SELECT status, count(*) FROM current_documents GROUP BY status"
      ) {
        totals.documents[try known(DocumentReading.Status.init(rawValue:), row[0])] = row[1]
      }
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT findings.severity, count(*) FROM finding_keys
          JOIN findings ON findings.id = finding_keys.finding_id GROUP BY findings.severity
          """
      ) {
        totals.findings[try known(Severity.init(rawValue:), row[0])] = row[1]
      }
      for row in try Row.fetchAll(
        db,
        sql: "SELECT form, count(*) FROM current_reports GROUP BY form"
      ) {
        let count: Int = row[1]
        totals.applicableChecks += count * (comparing[row[0]]?.count ?? 0)
      }
      let counts = try loader.checkCounts(db, comparing: Set(comparing.values.joined()))
      totals.applicableChecks += counts.applicable
      totals.evaluatedChecks = counts.evaluated
      return totals
    }
  }

  /// The documents that could not be read or not wholly, at most so many, in document order.
  package func failures(
    limit: Int
  ) throws(ArchiveError) -> [(document: String, reason: Bilingual)] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT document, reason_zh, reason_en FROM failures
          WHERE status = 'unreadable' OR reason_zh IS NOT NULL
          ORDER BY replace(document, '/', char(1)) LIMIT ?
          """,
        arguments: [limit]
      )
      .map { row in
        (row[0], Bilingual(zh: row[1] ?? "", en: row[2] ?? ""))
      }
    }
  }
}

extension Database {
  /// Removes what the rules said about one report.
  fileprivate func removeJudgement(ofReading reading: Int64) throws {
    let arguments: StatementArguments = [reading]
    try execute(
      sql: """
        DELETE FROM finding_identifiers
        WHERE finding_id IN (SELECT id FROM findings WHERE reading_id = ?)
        """,
      arguments: arguments
    )
    for table in ["findings", "checks", "comparison_members"] {
      try execute(sql: "DELETE FROM \(table) WHERE reading_id = ?", arguments: arguments)
    }
  }
}
