public import GoujiCollection
internal import GoujiModel

/// A batch of documents held against one another, in document order.
///
/// Only what is asked for is held in memory; several threads may ask.
public final class CollectionRecords: Sendable {
  public let grouping: Grouping
  private let file: SpillFile
  private let forms: FormCatalogue
  private let rules: CollectionRules
  private let documents: [Places]

  /// Where one document stands in the file.
  private struct Places {
    let document: SpillRange
    let identifiers: SpillRange
    let comparisons: [SpillRange]
  }

  init(
    file: SpillFile,
    forms: FormCatalogue,
    rules: CollectionRules,
    entries: [CollectionBatch.Entry],
    grouping: Grouping
  ) {
    self.file = file
    self.forms = forms
    self.rules = rules
    self.grouping = grouping
    documents = entries.map { entry in
      Places(
        document: entry.document,
        identifiers: entry.identifiers,
        comparisons: entry.comparisons
      )
    }
  }

  public var count: Int { documents.count }

  /// The document at a position, counted from 0.
  public func record(at position: Int) throws(SpillError) -> DocumentRecord {
    let places = documents[position]
    let document = try file.document(at: places.document, forms)
    let identifiers: [String] = try file.value(at: places.identifiers, forms)
    let assessment = document.reading.assessment
    var findings = zip(identifiers, assessment?.findings ?? []).map {
      RecordedFinding(id: $0, finding: $1)
    }
    guard let report = document.reading.report else {
      return DocumentRecord(
        document: document,
        findings: findings,
        results: assessment?.results ?? []
      )
    }
    var collected: [RuleResult] = []
    for range in places.comparisons {
      let compared: ComparedReport = try file.value(at: range, forms)
      findings += compared.findings
      collected += compared.results
    }
    return DocumentRecord(
      document: document.identified(by: grouping.agency(of: document.document)),
      findings: findings,
      results: rules.results(
        own: assessment?.results ?? [],
        collected: collected,
        form: report.form.id
      )
    )
  }
}
