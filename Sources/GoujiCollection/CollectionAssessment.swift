public import GoujiModel

/// One contradiction between reports, as it looks from each of them.
///
/// The parts share one identifier in the exports. The first is the report to look at first; it decides
/// the fingerprint. The others are there to be looked up and are never more than information.
public struct CollectionFinding: Hashable, Sendable {
  public let parts: [Part]

  /// The finding as it looks from one report: its cell, figures and place are of that report.
  public struct Part: Hashable, Sendable {
    public let document: String
    public let finding: Finding

    public init(document: String, finding: Finding) {
      self.document = document
      self.finding = finding
    }
  }

  public init(parts: [Part]) {
    self.parts = parts
  }
}

/// What the rules about several reports have to say about one group or one collection.
public struct CollectionAssessment: Hashable, Sendable {
  /// In the order of the groups.
  public var findings: [CollectionFinding]

  /// The results of each report, by its document, in the order of the catalogue.
  ///
  /// Rules that no group of the report could be judged by are left out; see
  /// ``CollectionRules/results(own:collected:form:)``.
  public var results: [String: [RuleResult]]

  public init(findings: [CollectionFinding] = [], results: [String: [RuleResult]] = [:]) {
    self.findings = findings
    self.results = results
  }
}
