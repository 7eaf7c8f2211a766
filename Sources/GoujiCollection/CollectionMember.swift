public import GoujiModel

/// What has to be known of a report to tell which others it can be held against; small enough to be
/// held for every report of a collection at once.
public struct CollectionMember: Sendable {
  /// The name of the document, unique in the collection; the identifier of its report as well.
  public let document: String
  public let identity: ReportIdentity
  public let form: FormID

  /// The agency whose report includes this one's figures, as the manifest declares it.
  public let declaredParent: String?
  public let url: String?

  /// The SHA-256 digest of the file in hexadecimal.
  public let sha256: String

  public init(
    document: String,
    identity: ReportIdentity,
    form: FormID,
    declaredParent: String? = nil,
    url: String? = nil,
    sha256: String
  ) {
    self.document = document
    self.identity = identity
    self.form = form
    self.declaredParent = declaredParent
    self.url = url
    self.sha256 = sha256
  }
}

/// One report of a collection, with everything that rules about several reports look at.
public struct CollectedReport: Sendable {
  public let member: CollectionMember
  public let report: Report

  public init(member: CollectionMember, report: Report) {
    self.member = member
    self.report = report
  }
}
