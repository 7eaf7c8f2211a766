/// How serious a finding is.
public enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
  /// An identity or a legal impossibility is broken; one of the cells must be wrong.
  case error

  /// A strong expectation is broken and somebody must look.
  case warning

  /// Worth a line for a reviewer, never counted as a fault.
  case info
}

/// How far a rule can be relied on.
public enum Certainty: String, Hashable, Sendable, Codable, CaseIterable {
  /// Follows from the printed form, from the Regulation or from plain arithmetic.
  case certain

  /// Follows from the meaning of the words, with a short list of known exceptions.
  case strong

  /// A pattern: it ranks and points, it does not accuse.
  case heuristic
}

/// The stable identifier of a rule, such as `APP-BALANCE`.
public struct RuleID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func < (left: RuleID, right: RuleID) -> Bool { left.rawValue < right.rawValue }
}

extension RuleID: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  public var description: String { rawValue }
}

/// One application of a rule, named by the cell on its left side: `APP-BALANCE` in one column.
public struct Identity: Hashable, Sendable, CustomStringConvertible {
  public let rule: RuleID
  public let cell: CellID

  public init(rule: RuleID, cell: CellID) {
    self.rule = rule
    self.cell = cell
  }

  public var description: String { "\(rule) \(cell)" }
}

/// A change of one cell that would repair what a finding reports; never carried out.
public struct SuggestedChange: Hashable, Sendable, CustomStringConvertible {
  public let cell: CellID
  public let printed: Figure
  public let suggested: Figure

  public init(cell: CellID, printed: Figure, suggested: Figure) {
    self.cell = cell
    self.printed = printed
    self.suggested = suggested
  }

  public var description: String { "\(cell): \(printed)→\(suggested)" }
}

/// A cell, or a place in the text, that a finding rests on.
public struct FindingTerm: Hashable, Sendable {
  /// `nil` for a figure in the text.
  public let cell: CellID?
  public let figure: Figure?
  public let place: SourcePlace?

  public init(cell: CellID?, figure: Figure?, place: SourcePlace?) {
    self.cell = cell
    self.figure = figure
    self.place = place
  }
}

/// Something in a report that contradicts itself, the form or the law.
public struct Finding: Hashable, Sendable {
  public let rule: RuleID
  public let severity: Severity
  public let certainty: Certainty

  /// The cell to look at first; `nil` for a finding about the text or the whole document.
  public let cell: CellID?

  /// The table concerned, where no single cell is.
  public let table: TableID?
  public let reported: Figure?
  public let expected: Figure?
  public let message: Bilingual

  /// Every broken identity that has this one cause.
  public let explains: [Identity]

  /// The repair that is proposed, empty when none is unique.
  public let suggestion: [SuggestedChange]

  /// Everything the finding rests on, with its places.
  public let terms: [FindingTerm]
  public let place: SourcePlace?

  /// The cell of the printed tables to look at first; `nil` for a finding about the text or the whole.
  public var firstCell: CellID? { cell ?? terms.lazy.compactMap(\.cell).first }

  public init(
    rule: RuleID,
    severity: Severity,
    certainty: Certainty,
    cell: CellID? = nil,
    table: TableID? = nil,
    reported: Figure? = nil,
    expected: Figure? = nil,
    message: Bilingual,
    explains: [Identity] = [],
    suggestion: [SuggestedChange] = [],
    terms: [FindingTerm] = [],
    place: SourcePlace? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.certainty = certainty
    self.cell = cell
    self.table = table ?? cell?.table
    self.reported = reported
    self.expected = expected
    self.message = message
    self.explains = explains
    self.suggestion = suggestion
    self.terms = terms
    self.place = place
  }

  /// Printed less expected.
  public var difference: Figure? {
    guard let reported, let expected else { return nil }
    return reported - expected
  }
}

/// What became of one rule on one report.
public struct RuleResult: Hashable, Sendable {
  public let rule: RuleID
  public let verdict: Verdict

  /// Why it was not evaluated, or what it took for granted; `nil` when there is nothing to say.
  public let reason: Bilingual?

  /// The outcome of a rule: three values, so that silence never looks like health.
  public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    case pass
    case fail
    case notEvaluated = "not_evaluated"
  }

  public init(rule: RuleID, verdict: Verdict, reason: Bilingual? = nil) {
    self.rule = rule
    self.verdict = verdict
    self.reason = reason
  }

  /// Leaves the reason out: a rule has few of them, and Chinese text is quicker to compare than to hash.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rule)
    hasher.combine(verdict)
  }
}

/// Everything the rules have to say about one report.
public struct Assessment: Hashable, Sendable {
  /// Most serious first, then in the order of their places.
  public let findings: [Finding]

  /// One result for each rule that applies to the report's form, in the order of the catalogue.
  public let results: [RuleResult]

  public init(findings: [Finding], results: [RuleResult]) {
    self.findings = findings
    self.results = results
  }
}
