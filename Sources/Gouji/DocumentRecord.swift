public import GoujiModel

/// One document with everything that an export says about it.
public struct DocumentRecord: Sendable {
  public let document: ReadDocument

  /// The findings about the report, those from holding it against others included.
  public let findings: [RecordedFinding]

  /// What became of each rule that applies, those about several reports included.
  public let results: [RuleResult]

  public init(document: ReadDocument, findings: [RecordedFinding], results: [RuleResult]) {
    self.document = document
    self.findings = findings
    self.results = results
  }

  public func count(_ severity: Severity) -> Int {
    findings.count { $0.finding.severity == severity }
  }
}

/// A finding under the identifier that people quote it by.
public struct RecordedFinding: Hashable, Sendable {
  /// See ``Finding/fingerprint(agency:year:distinction:)``.
  public let id: String
  public let finding: Finding
  public let judgement: Judgement?

  public init(id: String, finding: Finding, judgement: Judgement? = nil) {
    self.id = id
    self.finding = finding
    self.judgement = judgement
  }
}

/// What a person decided about a finding.
public struct Judgement: Hashable, Sendable {
  public let verdict: Verdict
  public let note: String

  /// Whether it was passed on a finding that is gone, and this one differs from that in its figures
  /// only: somebody must look again.
  public let isReopened: Bool

  /// Whether the finding was confirmed as a fault of the report.
  public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    case confirmed
    case dismissed
    case explained
  }

  public init(verdict: Verdict, note: String, isReopened: Bool = false) {
    self.verdict = verdict
    self.note = note
    self.isReopened = isReopened
  }

  /// What exports say of it: the verdict, or that it is open again.
  public var word: String { isReopened ? Judgement.reopenedWord : verdict.rawValue }

  static let reopenedWord = "reopened"

  /// All that ``word`` can be.
  package static let words = Verdict.allCases.map(\.rawValue) + [reopenedWord]
}

/// Gives out the identifiers of findings, each once.
public struct FindingIdentifiers {
  /// As numbers, because there may be millions of them.
  private var given: Set<UInt64> = []

  /// How often a document said the same, by what it said and its name.
  private var repetitions: [String: Int] = [:]

  public init() {}

  /// The identifier of a finding about a document.
  ///
  /// Findings that say the same, as in two copies of one report, are told apart by the name of the
  /// document; so the outcome depends on the order in which documents come.
  public mutating func identifier(of finding: Finding, in document: ReadDocument) -> String {
    let identity = document.reading.report?.identity
    return identifier(
      of: finding,
      agency: identity?.agency?.value,
      year: identity?.year?.value,
      document: document.document
    )
  }

  package mutating func identifier(
    of finding: Finding,
    agency: String?,
    year: Int?,
    document: String
  ) -> String {
    identifier(finding.fingerprint(agency: agency, year: year), document: document) {
      finding.fingerprint(agency: agency, year: year, distinction: $0)
    }
  }

  /// The identifier of a finding whose fingerprint is known; the fingerprint with a distinction is made
  /// for the few that need one.
  package mutating func identifier<Failure: Error>(
    _ plain: String,
    document: String,
    distinguished: (_ distinction: String) throws(Failure) -> String
  ) throws(Failure) -> String {
    if give(plain) { return plain }
    while true {
      let repetition = repetitions[plain + document, default: 0]
      repetitions[plain + document] = repetition + 1
      let distinct = try distinguished(document + (repetition == 0 ? "" : "+\(repetition)"))
      if give(distinct) { return distinct }
    }
  }

  /// Whether nothing else has the identifier.
  private mutating func give(_ identifier: String) -> Bool {
    guard let number = UInt64(identifier, radix: 16) else { return true }
    return given.insert(number).inserted
  }
}

extension ReadDocument {
  /// The record of a document that is held against no others.
  public func record(_ identifiers: inout FindingIdentifiers) -> DocumentRecord {
    let assessment = reading.assessment
    return DocumentRecord(
      document: self,
      findings: (assessment?.findings ?? []).map {
        RecordedFinding(id: identifiers.identifier(of: $0, in: self), finding: $0)
      },
      results: assessment?.results ?? []
    )
  }
}
