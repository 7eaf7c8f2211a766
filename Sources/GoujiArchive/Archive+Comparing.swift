internal import GRDB
internal import Gouji
internal import GoujiCollection
internal import GoujiModel

extension Archive {
  /// How many groups are written in one transaction.
  private static let groupBatchSize = 64

  /// Holds the reports against one another, judging only the groups in which something has changed.
  ///
  /// A group is known by its members, the readings behind them and the rules, and its results depend
  /// on nothing else, so those of the other groups stay. A run that is interrupted leaves some groups
  /// as they were before; the next one goes on.
  ///
  /// - Returns: How many groups were judged.
  func compare(
    rules: CollectionRules,
    versions: ReaderVersions,
    loader: RecordLoader
  ) async throws -> Int {
    guard let plan = try read({ try ComparisonPlan($0, rules, versions) }) else { return 0 }
    let vocabulary = try read(VocabularyWriter.init)
    var batch: [JudgedGroup] = []
    func writeBatch() throws {
      guard !batch.isEmpty else { return }
      try write { db in
        let writer = ReadingWriter(db, vocabulary)
        for group in batch { try db.store(group, writer) }
        try db.markFindingsUnfinished()
      }
      batch.removeAll(keepingCapacity: true)
    }
    try await mapInOrder(plan.outdated, window: 16) { outdated in
      Result { try self.judge(outdated, plan, rules, loader) }
    } consume: { judged in
      batch.append(try judged.get())
      if batch.count >= Archive.groupBatchSize { try writeBatch() }
    }
    try writeBatch()
    try write { db in
      for group in plan.abandoned { try db.removeGroup(group) }
      if !plan.abandoned.isEmpty { try db.markFindingsUnfinished() }
      let ordinals = try db.cachedStatement(
        sql: "UPDATE comparison_groups SET ordinal = ? WHERE kind = ? AND key = ?"
      )
      for (ordinal, group) in plan.moved {
        try ordinals.execute(arguments: [ordinal, group.kind.rawValue, group.key])
      }
      // What others have imported meanwhile was not looked at.
      try db.execute(
        sql: "UPDATE progress SET compared = ?, compared_by_rules = ?",
        arguments: [plan.changes, versions.rules]
      )
    }
    return plan.outdated.count
  }

  private func judge(
    _ outdated: OutdatedGroup,
    _ plan: ComparisonPlan,
    _ rules: CollectionRules,
    _ loader: RecordLoader
  ) throws -> JudgedGroup {
    let group = outdated.group
    let parts: RecordLoader.Parts = group.kind.comparesText ? .all : .statements
    let reports = try read { db in
      try group.documents.compactMap { name -> CollectedReport? in
        guard let stored = plan.members[name],
          let report = try loader.report(of: stored.reading, db, parts)
        else { return nil }
        return CollectedReport(stored.member, report)
      }
    }
    return JudgedGroup(
      outdated: outdated,
      assessment: rules.judge(group, reports),
      documents: Dictionary(
        group.documents.map { ($0, plan.members[$0]) },
        uniquingKeysWith: { first, _ in first }
      )
      .compactMapValues { $0 }
    )
  }
}

/// A report as far as it decides what it is held against.
struct StoredMember: Sendable {
  let document: Int64
  let reading: Int64
  let member: CollectionMember
}

/// A group that has to be judged, with what it will be known by, and the row that it replaces.
private struct OutdatedGroup: Sendable {
  let group: ComparisonGroup
  let ordinal: Int
  let digest: String
  let replaced: Int64?
}

private struct JudgedGroup: Sendable {
  let outdated: OutdatedGroup
  let assessment: CollectionAssessment
  let documents: [String: StoredMember]
}

/// What there is to compare since this was last done.
private struct ComparisonPlan: Sendable {
  /// What the archive counted when the plan was made.
  let changes: Int
  let members: [String: StoredMember]
  private(set) var outdated: [OutdatedGroup] = []

  /// Groups that stand as they were judged, but at another place among all.
  private(set) var moved: [(ordinal: Int, group: ComparisonGroup)] = []

  /// Rows of groups that there are no more.
  let abandoned: [Int64]

  /// - Returns: `nil` when nothing has changed.
  init?(_ db: Database, _ rules: CollectionRules, _ versions: ReaderVersions) throws {
    let progress = try Row.fetchOne(
      db,
      sql: "SELECT changes, compared, compared_by_rules FROM progress"
    )
    changes = progress?[0] as Int? ?? 0
    let compared: Int? = progress?[1]
    let rulesThen: String? = progress?[2]
    if compared == changes, rulesThen == versions.rules { return nil }
    let (members, unread) = try db.members()
    self.members = Dictionary(
      members.map { ($0.member.document, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var stored: [String: (id: Int64, ordinal: Int, digest: String)] = [:]
    for row in try Row.fetchAll(
      db,
      sql: "SELECT kind || ' ' || key, id, ordinal, digest FROM comparison_groups"
    ) {
      stored[row[0]] = (row[1], row[2], row[3])
    }
    let grouping = rules.grouping(of: members.map(\.member), unread: unread)
    for (ordinal, group) in grouping.groups.enumerated() {
      let known = stored.removeValue(forKey: "\(group.kind.rawValue) \(group.key)")
      let digest = group.digest(self.members, versions)
      if let known, known.digest == digest {
        if known.ordinal != ordinal { moved.append((ordinal, group)) }
      } else {
        outdated.append(
          OutdatedGroup(group: group, ordinal: ordinal, digest: digest, replaced: known?.id)
        )
      }
    }
    abandoned = stored.values.map(\.id).sorted()
  }
}

extension ComparisonGroup {
  /// Equal for groups about which the rules say the same.
  fileprivate func digest(_ known: [String: StoredMember], _ versions: ReaderVersions) -> String {
    var bytes: [UInt8] = []
    func add(_ texts: String?...) {
      // U+001F and U+001E occur in no name.
      for text in texts {
        bytes.append(contentsOf: (text ?? "").utf8)
        bytes.append(0x1F)
      }
      bytes.append(0x1E)
    }
    add(kind.rawValue, key, versions.rules)
    for member in members {
      add(
        member.document,
        String(known[member.document]?.reading ?? 0),
        member.agency,
        member.name,
        String(member.year),
        member.role.rawValue,
        member.region
      )
    }
    for one in absent { add(one.name, String(one.year)) }
    return sha256(bytes)
  }
}

extension Database {
  fileprivate func store(_ judged: JudgedGroup, _ writer: ReadingWriter) throws {
    let (group, documents) = (judged.outdated.group, judged.documents)
    if let replaced = judged.outdated.replaced { try removeGroup(replaced) }
    try execute(
      sql: """
        INSERT OR REPLACE INTO comparison_groups (kind, key, ordinal, digest) VALUES (?, ?, ?, ?)
        """,
      arguments: [
        group.kind.rawValue, group.key, judged.outdated.ordinal, judged.outdated.digest,
      ]
    )
    let id = lastInsertedRowID
    for (position, finding) in judged.assessment.findings.enumerated() {
      guard let first = finding.parts.first else { continue }
      let identity = documents[first.document]?.member.identity
      let fingerprint = first.finding.fingerprint(
        agency: identity?.agency?.value,
        year: identity?.year?.value
      )
      for (part, one) in finding.parts.enumerated() {
        guard let document = documents[one.document] else { continue }
        try writer.insertPart(
          one.finding,
          FindingOwner(group: id, document: document.document, position: position, part: part),
          fingerprint: fingerprint
        )
      }
    }
    for (name, results) in judged.assessment.results.sorted(by: { $0.key < $1.key }) {
      guard let document = documents[name] else { continue }
      try writer.insert(results, group: id, document: document.document)
    }
  }

  fileprivate func removeGroup(_ group: Int64) throws {
    for sql in [
      """
      DELETE FROM finding_identifiers
      WHERE finding_id IN (SELECT id FROM findings WHERE comparison_group_id = ?)
      """,
      "DELETE FROM findings WHERE comparison_group_id = ?",
      "DELETE FROM comparison_checks WHERE comparison_group_id = ?",
      "DELETE FROM comparison_groups WHERE id = ?",
    ] {
      try execute(sql: sql, arguments: [group])
    }
  }

  /// Whose reports there are, and which are to be held against which.
  func grouping(_ rules: CollectionRules) throws -> Grouping {
    let (members, unread) = try members()
    return rules.grouping(of: members.map(\.member), unread: unread)
  }

  /// All reports as far as they decide what they are held against, and the documents without one, each
  /// in document order.
  fileprivate func members() throws -> ([StoredMember], [UnreadDocument]) {
    var members: [StoredMember] = []
    var unread: [UnreadDocument] = []
    var row = try RowReader(
      self,
      """
      SELECT document, document_id, current_documents.reading_id, sha256, manifest, figures_hash,
        nonzero_figures, largest_figure, printed_figures, overview_sketch, problems_sketch, is_late,
        \(identityColumns)
      FROM current_documents
      LEFT JOIN reports ON reports.reading_id = current_documents.reading_id
      LEFT JOIN comparison_members
        ON comparison_members.reading_id = current_documents.reading_id
      ORDER BY sort_key
      """
    )
    while try row.next() {
      let name = row.text()
      let document = Int64(row.integer())
      let reading = Int64(row.integer())
      let sha256 = row.optionalText()
      let manifest = try manifestEntry(row.text())
      guard let hash = row.optionalInteger(), let sha256 else {
        unread.append(
          UnreadDocument(document: name, agency: manifest?.agency, year: manifest?.year)
        )
        continue
      }
      let figures = FigureDigest(
        hash: UInt64(bitPattern: Int64(hash)),
        count: row.integer(),
        largest: row.integer(),
        printed: row.integer()
      )
      let text = TextSketch(
        overview: sketch(row.optionalBytes() ?? []),
        problems: sketch(row.optionalBytes() ?? [])
      )
      let isLate = row.optionalInteger().map { $0 == 1 }
      let (identity, form) = try row.identity()
      members.append(
        StoredMember(
          document: document,
          reading: reading,
          member: CollectionMember(
            document: name,
            identity: identity,
            form: form,
            declaredParent: manifest?.parent,
            url: manifest?.url,
            sha256: sha256,
            figures: figures,
            text: text,
            isLate: isLate
          )
        )
      )
    }
    return (members, unread)
  }
}
