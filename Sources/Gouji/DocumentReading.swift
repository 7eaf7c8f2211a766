public import GoujiModel

/// What became of one file.
public struct DocumentReading: Sendable {
  public let kind: Kind

  /// The encoding that was used, by its IANA name.
  public let encoding: String

  /// Why this encoding was chosen.
  public let encodingEvidence: String
  public let status: Status

  /// Why the status is not ``Status/read``.
  public let reason: Bilingual?
  public let report: Report?
  public let assessment: Assessment?

  public enum Kind: String, Hashable, Sendable {
    case html
    case text
  }

  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// All tables of the form were found.
    case read

    /// Some tables were found, others not.
    case partial
    case notAReport = "not_a_report"
    case unreadable
  }

  public init(
    kind: Kind,
    encoding: String,
    encodingEvidence: String,
    status: Status,
    reason: Bilingual?,
    report: Report?,
    assessment: Assessment?
  ) {
    self.kind = kind
    self.encoding = encoding
    self.encodingEvidence = encodingEvidence
    self.status = status
    self.reason = reason
    self.report = report
    self.assessment = assessment
  }
}
