public import GoujiCollection
internal import GoujiModel

extension ReadDocument {
  /// What holding the document against others takes of it; `nil` without a report.
  public func collected() -> CollectedReport? {
    guard let report = reading.report, let sha256 else { return nil }
    return CollectedReport(
      member: CollectionMember(
        document: document,
        report: report,
        assessment: reading.assessment,
        declaredParent: manifestEntry?.parent,
        url: manifestEntry?.url,
        sha256: sha256
      ),
      report: report.withoutSections,
      sentences: SentencePrint.prints(
        of: report.sections,
        agency: report.identity.agency?.value
      )
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

  /// The document without the text of its sections, which only rules about one report look at.
  public var withoutSections: ReadDocument {
    replacing(reading.report?.withoutSections)
  }

  private func replacing(_ report: Report?) -> ReadDocument {
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
  fileprivate var withoutSections: Report {
    sections.isEmpty ? self : replacing(identity, [])
  }

  fileprivate func replacing(_ identity: ReportIdentity, _ sections: [Section]) -> Report {
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

/// A batch of documents held against one another.
public struct CollectionRecords: Sendable {
  /// In the order of the documents.
  public let records: [DocumentRecord]
  public let grouping: Grouping

  /// Holds documents against one another, with what ``ReadDocument/collected()`` made of them.
  public init(
    _ documents: [ReadDocument],
    collected: [CollectedReport],
    rules: CollectionRules
  ) {
    let (grouping, assessment) = rules.assess(collected, unread: documents.compactMap(\.unread))
    var identifiers = FindingIdentifiers()
    let own = documents.map { $0.record(&identifiers) }
    let positions = Dictionary(
      documents.enumerated().map { ($0.element.document, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    var found: [String: [RecordedFinding]] = [:]
    for finding in assessment.findings {
      guard let first = finding.parts.first, let position = positions[first.document] else {
        continue
      }
      let id = identifiers.identifier(of: first.finding, in: documents[position])
      for part in finding.parts {
        found[part.document, default: []].append(RecordedFinding(id: id, finding: part.finding))
      }
    }
    self.grouping = grouping
    records = own.map { record in
      let document = record.document
      guard let report = document.reading.report else { return record }
      return DocumentRecord(
        document: document.identified(by: grouping.agency(of: document.document)),
        findings: record.findings + (found[document.document] ?? []),
        results: rules.results(
          own: record.results,
          collected: assessment.results[document.document] ?? [],
          form: report.form.id
        )
      )
    }
  }
}
