public import GoujiModel

/// What has to be known of a report to tell which others it can be held against; small enough to be
/// held for every report of a collection at once.
public struct CollectionMember: Hashable, Sendable {
  /// The name of the document, unique in the collection; the identifier of its report as well.
  public let document: String
  public let identity: ReportIdentity
  public let form: FormID

  /// The agency whose report includes this one's figures, as the manifest declares it.
  public let declaredParent: String?
  public let url: String?

  /// The SHA-256 digest of the file in hexadecimal.
  public let sha256: String
  public let figures: FigureDigest
  public let text: TextSketch

  /// Whether a rule on deadlines found the report late; `nil` when none could be evaluated.
  public let isLate: Bool?

  public init(
    document: String,
    identity: ReportIdentity,
    form: FormID,
    declaredParent: String? = nil,
    url: String? = nil,
    sha256: String,
    figures: FigureDigest = FigureDigest(),
    text: TextSketch = TextSketch(),
    isLate: Bool? = nil
  ) {
    self.document = document
    self.identity = identity
    self.form = form
    self.declaredParent = declaredParent
    self.url = url
    self.sha256 = sha256
    self.figures = figures
    self.text = text
    self.isLate = isLate
  }

  /// The member that a report as read makes.
  ///
  /// The assessment is what the rules about single reports said; it tells whether the report is late.
  public init(
    document: String,
    report: Report,
    assessment: Assessment?,
    declaredParent: String? = nil,
    url: String? = nil,
    sha256: String
  ) {
    self.init(
      document: document,
      identity: report.identity,
      form: report.form.id,
      declaredParent: declaredParent,
      url: url,
      sha256: sha256,
      figures: FigureDigest(report),
      text: TextSketch(sections: report.sections, agency: report.identity.agency?.value),
      isLate: assessment.flatMap { wasLate($0.results) }
    )
  }
}

/// Whether any rule on deadlines failed; `nil` when none was evaluated.
private func wasLate(_ results: [RuleResult]) -> Bool? {
  let verdicts = results.filter { $0.rule.rawValue.hasPrefix("DATE-DEADLINE-") }.map(\.verdict)
  if verdicts.contains(.fail) { return true }
  return verdicts.contains(.pass) ? false : nil
}

/// One report of a collection, with everything that rules about several reports look at.
public struct CollectedReport: Sendable {
  public let member: CollectionMember

  /// The report; its sections may have been dropped, because ``sentences`` holds what is compared.
  public let report: Report

  /// The sentences of sections one and five that are the agency's own, in printed order.
  public let sentences: [SentencePrint]

  /// Keeps a report, which need not have its sections nor phrases, with its sentences.
  public init(member: CollectionMember, report: Report, sentences: [SentencePrint]) {
    self.member = member
    self.report = report
    self.sentences = sentences
  }
}

/// A document of which no report could be made; coverage counts it.
public struct UnreadDocument: Hashable, Sendable {
  public let document: String

  /// What the manifest says of it.
  public let agency: String?
  public let year: Int?

  public init(document: String, agency: String?, year: Int?) {
    self.document = document
    self.agency = agency
    self.year = year
  }
}
