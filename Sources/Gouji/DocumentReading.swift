public import GoujiModel

/// What became of one file.
public struct DocumentReading: Sendable {
  /// `nil` when the file could not be read as text.
  public let kind: Kind?

  /// The encoding that was used, by its IANA name; empty when the file could not be read as text.
  public let encoding: String

  /// Why this encoding was chosen, in one word; empty when the file could not be read as text.
  public let encodingEvidence: String
  public let status: Status

  /// Why the status is not ``Status/read``.
  public let reason: Bilingual?
  public let report: Report?
  public let assessment: Assessment?

  public enum Kind: String, Hashable, Sendable, CaseIterable {
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
    kind: Kind?,
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
  /// A file of which nothing could be read.
  public static func unreadable(_ reason: Bilingual) -> DocumentReading {
    DocumentReading(
      kind: nil,
      encoding: "",
      encodingEvidence: "",
      status: .unreadable,
      reason: reason,
      report: nil,
      assessment: nil
    )
  }
}
