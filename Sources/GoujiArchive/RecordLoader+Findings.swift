internal import GRDB
internal import Gouji
internal import GoujiModel

// What the rules say about reports.
extension RecordLoader {
  /// What became of the rules about one report alone, as numbers of outcomes.
  func outcomes(of reading: Int64, _ db: Database) throws -> [Int64] {
    var row = try RowReader(db, "SELECT outcomes FROM checks WHERE reading_id = ?", reading)
    return try row.next() ? PackedListReader.numbers(row.optionalBytes()) : []
  }

  /// What became of the rules about several reports, in all groups that a document is in, as numbers of
  /// outcomes.
  func comparisonOutcomes(ofDocument id: Int64, _ db: Database) throws -> [Int64] {
    var outcomes: [Int64] = []
    var row = try RowReader(
      db,
      """
      SELECT outcome_id FROM comparison_checks
      JOIN comparison_groups ON comparison_groups.id = comparison_group_id
      WHERE document_id = ? ORDER BY ordinal, position
      """,
      id
    )
    while try row.next() { outcomes.append(Int64(row.integer())) }
    return outcomes
  }

  /// How often rules apply to current reports, those that compare reports left out, and how often any
  /// rule was evaluated.
  ///
  /// A rule that compares reports counts once for each report, in however many groups the report is.
  func checkCounts(
    _ db: Database,
    comparing: Set<RuleID>
  ) throws -> (applicable: Int, evaluated: Int) {
    struct Pair: Hashable {
      let document: Int64
      let rule: RuleID
    }
    let vocabulary = try vocabulary(db)
    var (applicable, evaluated) = (0, 0)
    var compared: Set<Pair> = []
    // Some rules look at one report and, where there is another year's, at both.
    let counted = try comparing.union(
      String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT rule FROM comparison_checks
          JOIN check_outcomes ON check_outcomes.id = outcome_id
          """
      ).map { RuleID(rawValue: $0) }
    )
    var row = try RowReader(
      db,
      """
      SELECT versions.document_id, outcomes FROM versions
      JOIN checks ON checks.reading_id = versions.reading_id
      WHERE versions.is_current
      """
    )
    while try row.next() {
      let document = Int64(row.integer())
      for result in try vocabulary.results(PackedListReader.numbers(row.optionalBytes())) {
        if !comparing.contains(result.rule) { applicable += 1 }
        guard result.verdict != .notEvaluated else { continue }
        if counted.contains(result.rule) {
          compared.insert(Pair(document: document, rule: result.rule))
        } else {
          evaluated += 1
        }
      }
    }
    row = try RowReader(db, "SELECT document_id, outcome_id FROM comparison_checks")
    while try row.next() {
      let document = Int64(row.integer())
      for result in try vocabulary.results([Int64(row.integer())])
      where result.verdict != .notEvaluated {
        compared.insert(Pair(document: document, rule: result.rule))
      }
    }
    return (applicable, evaluated + compared.count)
  }

  /// The findings that a condition selects.
  func findings(
    _ condition: String,
    _ argument: Int64,
    _ db: Database
  ) throws -> [StoredFinding] {
    let vocabulary = try vocabulary(db)
    var found: [StoredFinding] = []
    var row = try RowReader(
      db,
      """
      SELECT id, fingerprint, rule, severity, certainty, cell_id, "table", reported, expected,
        message_zh, message_en, explains, suggestion, terms, line, offset, length
      FROM findings WHERE \(condition)
      """,
      argument
    )
    func cell(_ number: Int) throws -> CellID {
      try vocabulary.definition(Int64(number)).id
    }
    while try row.next() {
      found.append(
        StoredFinding(
          id: Int64(row.integer()),
          fingerprint: row.text(),
          finding: Finding(
            rule: RuleID(rawValue: row.text()),
            severity: try row.word(Severity.self),
            certainty: try row.word(Certainty.self),
            cell: try row.optionalInteger().map(cell),
            table: row.optionalText().map(TableID.init(rawValue:)),
            reported: try row.figure(),
            expected: try row.figure(),
            message: row.bilingual(),
            explains: try PackedListReader.items(row.optionalBytes()) {
              Identity(rule: RuleID(rawValue: try $0.text()), cell: try cell($0.integer()))
            },
            suggestion: try PackedListReader.items(row.optionalBytes()) {
              SuggestedChange(
                cell: try cell($0.integer()),
                printed: try $0.definiteFigure(),
                suggested: try $0.definiteFigure()
              )
            },
            terms: try PackedListReader.items(row.optionalBytes()) {
              FindingTerm(
                cell: try $0.optionalInteger().map(cell),
                figure: try $0.figure(),
                place: try $0.place()
              )
            },
            place: row.place()
          )
        )
      )
    }
    return found
  }
}

/// A finding with its row.
struct StoredFinding {
  let id: Int64
  let fingerprint: String
  let finding: Finding
}
