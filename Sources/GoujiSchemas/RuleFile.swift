internal import Foundation
package import GoujiModel

/// The part of the catalogue that a rule belongs to, in the order of the catalogue.
package enum RuleGroup: String, Hashable, Sendable, Codable, CaseIterable {
  case arithmetic
  case betweenTables = "between_tables"
  case narrative
  case completeness
  case dates
  case acrossYears = "across_years"
  case acrossAgencies = "across_agencies"
  case plausibility
}

/// One rule as its file states it; which of the optional parts are used depends on the kind.
package struct RuleDefinition: Hashable, Sendable {
  /// The path of the file below `schemas/`.
  package let path: String
  package let group: RuleGroup
  package let statement: RuleStatement

  package init(path: String, group: RuleGroup, statement: RuleStatement) {
    self.path = path
    self.group = group
    self.statement = statement
  }

  package func problem(_ text: String) -> SchemaError {
    SchemaError(path: path, problem: "rule \(statement.id): \(text)")
  }

  /// A threshold that the kind cannot do without.
  ///
  /// - Throws: ``SchemaError`` when the file does not set it.
  package func limit(_ name: String) throws -> Int {
    guard let limit = statement.limits?[name] else {
      throw problem("'limits' needs '\(name)'")
    }
    return limit
  }

  /// Words that the kind cannot do without.
  ///
  /// - Throws: ``SchemaError`` when the file does not give them.
  package func words(_ name: String) throws -> [String] {
    guard let words = statement.words?[name], !words.isEmpty else {
      throw problem("'words' needs '\(name)'")
    }
    return words
  }
}

/// The shape of one rule in a file of `schemas/rules/`.
package struct RuleStatement: Hashable, Sendable, Decodable {
  package let id: RuleID

  /// The word for the Swift type that carries the rule out.
  package let kind: String
  package let forms: [FormID]

  /// The tables that the rule looks at; empty for the document as a whole.
  package let tables: [TableID]

  /// The reports that the rule holds against one another; one report alone when absent.
  package let over: Comparison?

  /// What the rule looks at besides, in other reports, when it judges one report alone.
  package let beside: Beside?
  package let severity: Severity
  package let certainty: Certainty
  package let summary: Bilingual
  package let why: Bilingual
  package let exceptions: [Bilingual]
  package let source: Bilingual

  /// What the message may look like.
  package let example: Bilingual

  /// What is repeated: the rule holds in each row or in each column of its first table.
  package let each: Direction?

  /// Patterns of the rows that the repetition is limited to.
  package let rows: [String]?

  /// Kind `sum-equals`: the printed total or totals first, then `=`, then the parts.
  package let equation: RuleCondition?

  /// Kind `sum-equals`: rows that get added in or left out by mistake.
  package let confusable: [String]?

  /// Kind `sum-equals`: the sentence; `{left}`, `{right}` and `{difference}` are the two sides.
  package let message: Bilingual?

  /// Kind `comparison`: what is wrong, the most serious first.
  ///
  /// Of the checks about one subject the first that applies is reported.
  package let checks: [Check]?

  /// Kind `comparison`: what a blank cell stands for.
  package let blanks: Blanks?

  /// What keeps a broken rule from being reported.
  package let unless: [Exemption]?

  /// The levels of agencies that the rule is made for; all when absent.
  package let levels: [AgencyLevel]?

  /// Kind `noted-in-reading`: the notes that it reports.
  package let notes: [ReadingNote.Code]?

  /// Kind `claim-equals`: what the text counts and the cells that must say the same.
  package let claims: [ClaimCheck]?

  /// The subjects of claims that the rule compares with one another.
  package let subjects: [ClaimSubject]?

  /// The phrases that the rule looks for, as the kind understands them.
  package let phrases: [PhraseKind]?

  /// Thresholds, by a name that the kind knows.
  package let limits: [String: Int]?

  /// Words and names that the rule looks for, by a name that the kind knows.
  package let words: [String: [String]]?

  /// Patterns of the cells that the kind looks at.
  package let cells: [String]?

  /// Which reports a rule compares.
  package enum Comparison: String, Hashable, Sendable, Codable, CaseIterable {
    /// A report and that of the year before; its cells are written `carried_out[t-1]`.
    case lastYear = "last-year"

    /// All reports of one agency.
    case years

    /// A whole and its parts.
    case territory
    case copies

    /// Different agencies with the same figures.
    case figures

    /// Different agencies with nearly the same text.
    case text
    case peers
  }

  /// A second way to judge, that needs other reports.
  package struct Beside: Hashable, Sendable, Decodable {
    package let kind: String
    package let over: Comparison
  }

  /// One quantity that the text and the table both give.
  package struct ClaimCheck: Hashable, Sendable, Decodable {
    package let subject: ClaimSubject

    /// The forms that the check is made for; all of the rule when absent.
    package let forms: [FormID]?

    /// Sums of cells, any of which may be what the text means.
    package let cells: [String]

    /// What is counted, in words.
    package let name: Bilingual

    /// Overrides the severity of the rule.
    package let severity: Severity?

    /// What the check leaves out, because another rule judges it or the words are too loose.
    package let skips: [Skip]?

    /// The year that the clause must name, counted from that of the report, which need not be named; any when
    /// absent.
    package let year: Int?

    package enum Skip: String, Hashable, Sendable, Decodable {
      /// The text denies it, or the table says 0.
      case zero

      /// The clause names a year as part of the quantity: 2020年结转3件.
      case year

      /// The figure stands outside a list.
      case outsideLists = "outside-lists"
    }
  }

  package enum Direction: String, Hashable, Sendable, Codable {
    case row
    case column
  }

  package enum Blanks: String, Hashable, Sendable, Codable {
    /// A rule that is broken only as long as a blank counts 0 is left open.
    case open
    case zero
  }

  package enum Exemption: String, Hashable, Sendable, Codable {
    /// Only the total is filled in.
    case partsBlank = "parts-blank"

    /// The table prints rows or columns that the form does not have.
    case extraRow = "extra-row"

    /// A cell of the comparison counts persons (人次) instead of occasions.
    case persons

    /// Only the report of the year before could tell.
    case lastYear = "last-year"
  }

  package struct Check: Hashable, Sendable, Decodable {
    /// What the check is about, where a rule has several subjects.
    package let subject: String?

    /// Words in the names of the agencies that the check is made for; all agencies when absent.
    package let agencies: [String]?

    /// All of them together are a contradiction.
    package let when: [RuleCondition]

    /// What has to hold as well once the report of the year before is there; that report takes the
    /// place of the exemption `last-year`.
    package let lastYear: [RuleCondition]?

    /// Overrides the severity of the rule, where it is less serious.
    package let severity: Severity?

    /// Overrides the certainty of the rule.
    package let certainty: Certainty?

    /// The cell to look at first; that of the first condition when absent.
    package let cell: String?

    /// What is printed; the left side of the first condition when absent.
    package let reported: String?

    /// What it is held against; the right side of the first condition when absent.
    package let expected: String?

    /// The sentence; `{row}` and `{column}` are labels, anything else in braces is a sum.
    package let message: Bilingual

    private enum CodingKeys: String, CodingKey {
      case subject
      case agencies
      case when
      case lastYear = "last_year"
      case severity
      case certainty
      case cell
      case reported
      case expected
      case message
    }
  }
}

/// Reads the embedded rule definitions, in the order of the catalogue.
///
/// - Throws: ``SchemaError`` naming the file and what is wrong in it.
package func embeddedRules() throws -> [RuleDefinition] {
  let files = try EmbeddedSchemas.files(in: "rules").map { file in
    do {
      return (file.path, try JSONDecoder().decode(RuleFile.self, from: file.contents))
    } catch {
      throw SchemaError(path: file.path, problem: "\(error)")
    }
  }
  return RuleGroup.allCases.flatMap { group in
    files.filter { $0.1.group == group }.flatMap { path, file in
      file.rules.map { RuleDefinition(path: path, group: group, statement: $0) }
    }
  }
}

private struct RuleFile: Decodable {
  let group: RuleGroup
  let rules: [RuleStatement]
}

extension RuleStatement {
  /// The formula as the file writes it, without the sentences; `nil` for a rule that is none.
  package var formula: String? {
    let range = each.map { "for each \($0.rawValue): " } ?? ""
    if let equation { return range + equation.text }
    guard let checks else { return nil }
    return checks.map { range + "not (" + $0.when.map(\.text).joined(separator: " and ") + ")" }
      .joined(separator: "\n")
  }
}
