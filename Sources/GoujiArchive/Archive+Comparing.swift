internal import Foundation
internal import GRDB
internal import Gouji
internal import GoujiCollection
internal import GoujiModel

/// A document as it is now, with what it was read as.
struct CurrentDocument {
  let id: Int64
  let name: String
  let reading: Int64
}

extension Archive {
  /// Holds the reports against one another, judging only the groups in which something has changed.
  ///
  /// All at once or not at all. A group is known by its members, the readings behind them and the
  /// rules, and its results depend on nothing else, so those of the other groups stay.
  ///
  /// - Returns: How many groups were judged.
  func compare(
    rules: CollectionRules,
    versions: ReaderVersions,
    loader: RecordLoader
  ) throws(ArchiveError) -> Int {
    let digest = try read { try $0.collectionDigest(versions) }
    let known = try read { try String.fetchOne($0, sql: "SELECT digest FROM comparison_state") }
    guard digest != known else { return 0 }
    return try write { db in
      var comparison = Comparison(db: db, loader: loader, versions: versions)
      let grouping = try db.grouping(rules, loader)
      try comparison.store(grouping.groups, rules)
      try db.execute(
        sql: "INSERT OR REPLACE INTO comparison_state (only_row, digest) VALUES (0, ?)",
        arguments: [try db.collectionDigest(versions)]
      )
      if comparison.judged > 0 || comparison.removed > 0 { try db.markFindingsUnfinished() }
      return comparison.judged
    }
  }
}

/// One run of comparisons.
private struct Comparison {
  let db: Database
  let loader: RecordLoader
  let versions: ReaderVersions
  private(set) var judged = 0
  private(set) var removed = 0

  init(db: Database, loader: RecordLoader, versions: ReaderVersions) {
    self.db = db
    self.loader = loader
    self.versions = versions
  }

  mutating func store(_ groups: [ComparisonGroup], _ rules: CollectionRules) throws {
    let documents = Dictionary(
      uniqueKeysWithValues: try db.currentDocuments().map { ($0.name, $0) }
    )
    var rest: [String: (id: Int64, digest: String)] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, kind, key, digest FROM comparison_groups") {
      rest[Comparison.name(row[1], row[2])] = (row[0], row[3])
    }
    for (ordinal, group) in groups.enumerated() {
      let digest = try digest(of: group, documents)
      if let stored = rest.removeValue(forKey: Comparison.name(group.kind.rawValue, group.key)) {
        if stored.digest == digest {
          try db.execute(
            sql: "UPDATE comparison_groups SET ordinal = ? WHERE id = ?",
            arguments: [ordinal, stored.id]
          )
          continue
        }
        try remove(stored.id)
      }
      try db.execute(
        sql: "INSERT INTO comparison_groups (kind, key, ordinal, digest) VALUES (?, ?, ?, ?)",
        arguments: [group.kind.rawValue, group.key, ordinal, digest]
      )
      try judge(group, id: db.lastInsertedRowID, documents, rules)
      judged += 1
    }
    for stored in rest.values { try remove(stored.id) }
  }

  private mutating func remove(_ group: Int64) throws {
    try db.execute(sql: "DELETE FROM comparison_groups WHERE id = ?", arguments: [group])
    removed += 1
  }

  private func judge(
    _ group: ComparisonGroup,
    id: Int64,
    _ documents: [String: CurrentDocument],
    _ rules: CollectionRules
  ) throws {
    var reports: [CollectedReport] = []
    for name in group.documents {
      guard let document = documents[name],
        let report = try loader.document(document.id, db)?.document.collected()
      else { continue }
      reports.append(report)
    }
    let assessment = rules.judge(group, reports)
    let identities = Dictionary(
      reports.map { ($0.member.document, $0.member.identity) },
      uniquingKeysWith: { first, _ in first }
    )
    var writer = ReadingWriter(db)
    for (position, finding) in assessment.findings.enumerated() {
      guard let first = finding.parts.first else { continue }
      let identity = identities[first.document]
      let fingerprint = first.finding.fingerprint(
        agency: identity?.agency?.value,
        year: identity?.year?.value
      )
      for (part, one) in finding.parts.enumerated() {
        guard let document = documents[one.document] else { continue }
        try writer.insert(
          one.finding,
          FindingOwner(group: id, document: document.id, position: position, part: part),
          fingerprint: fingerprint
        )
      }
    }
    for (name, results) in assessment.results.sorted(by: { $0.key < $1.key }) {
      guard let document = documents[name] else { continue }
      try writer.insert(results, group: id, document: document.id)
    }
  }

  /// Equal for groups about which the rules say the same.
  private func digest(
    of group: ComparisonGroup,
    _ documents: [String: CurrentDocument]
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var bytes = Array(try encoder.encode(group))
    for name in group.documents {
      bytes += Array(" \(documents[name]?.reading ?? 0)".utf8)
    }
    bytes += Array(" \(versions.rules)".utf8)
    return sha256(bytes)
  }

  private static func name(_ kind: String, _ key: String) -> String { "\(kind) \(key)" }
}

extension Database {
  /// In document order.
  func currentDocuments() throws -> [CurrentDocument] {
    try Row.fetchAll(
      self,
      sql: "SELECT document_id, document, reading_id FROM current_documents ORDER BY sort_key"
    )
    .map { CurrentDocument(id: $0[0], name: $0[1], reading: $0[2]) }
  }

  /// Equal while no document and no rule has changed.
  fileprivate func collectionDigest(_ versions: ReaderVersions) throws -> String {
    var bytes = Array(versions.rules.utf8)
    for document in try currentDocuments() {
      bytes += Array("\u{1F}\(document.name)\u{1F}\(document.reading)".utf8)
    }
    return sha256(bytes)
  }

  /// Whose reports there are, and which are to be held against which.
  func grouping(_ rules: CollectionRules, _ loader: RecordLoader) throws -> Grouping {
    var members: [CollectionMember] = []
    var unread: [UnreadDocument] = []
    for current in try currentDocuments() {
      guard let document = try loader.document(current.id, self)?.document else { continue }
      if let report = document.collected() {
        members.append(report.member)
      } else if let document = document.unread {
        unread.append(document)
      }
    }
    return rules.grouping(of: members, unread: unread)
  }
}
