public import GoujiCollection
internal import GoujiModel

extension ReadDocument {
  /// What holding the document against others takes of it; `nil` without a report.
  public func collected() -> CollectedReport? {
    guard let report = reading.report, let sha256 else { return nil }
    return CollectedReport(
      CollectionMember(
        document: document,
        report: report,
        assessment: reading.assessment,
        declaredParent: manifestEntry?.parent,
        url: manifestEntry?.url,
        sha256: sha256
      ),
      report
    )
  }

  /// What coverage has to know of a document without a report; `nil` for a report.
  package var unread: UnreadDocument? {
    guard reading.report == nil else { return nil }
    return UnreadDocument(
      document: document,
      agency: manifestEntry?.agency,
      year: manifestEntry?.year
    )
  }

  func replacing(_ report: Report?) -> ReadDocument {
    ReadDocument(
      document: document,
      byteCount: byteCount,
      sha256: sha256,
      manifestEntry: manifestEntry,
      reading: DocumentReading(
        kind: reading.kind,
        encoding: reading.encoding,
        encodingEvidence: reading.encodingEvidence,
        status: reading.status,
        reason: reading.reason,
        report: report,
        assessment: reading.assessment
      )
    )
  }

  /// The document with the region and level that its agency's name leads to, where the page and the
  /// manifest say nothing.
  package func identified(by agency: ResolvedAgency?) -> ReadDocument {
    guard let report = reading.report, let agency else { return self }
    var identity = report.identity
    if identity.regionCode == nil { identity.regionCode = agency.regionCode }
    if identity.level == nil { identity.level = agency.level }
    return identity == report.identity
      ? self : replacing(report.replacing(identity, report.sections))
  }
}

extension CollectedReport {
  /// The report of a member that was made of it before.
  package init(_ member: CollectionMember, _ report: Report) {
    self.init(
      member: member,
      report: report.withoutSections,
      sentences: SentencePrint.prints(
        of: report.sections,
        agency: report.identity.agency?.value
      )
    )
  }
}

extension Report {
  var withoutSections: Report {
    sections.isEmpty ? self : replacing(identity, [])
  }

  func replacing(_ identity: ReportIdentity, _ sections: [Section]) -> Report {
    Report(
      identity: identity,
      form: form,
      cells: cells,
      foreignCells: foreignCells,
      sections: sections,
      notes: notes,
      claims: claims,
      phrases: phrases
    )
  }
}
