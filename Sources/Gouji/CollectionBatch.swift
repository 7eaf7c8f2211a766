public import GoujiCollection
internal import GoujiModel

/// A document made ready for a ``CollectionBatch``, which is a pure function: all cores may work at it.
public struct BatchedDocument: Sendable {
  let name: String

  /// What telling which others the report is held against takes; `nil` without a report.
  let member: CollectionMember?
  let unread: UnreadDocument?

  /// The document, beginning with what holding its report against others looks at.
  let bytes: [UInt8]

  /// How many of the bytes that is.
  let comparedCount: Int

  /// The fingerprints of the findings about the report alone.
  let fingerprints: [UInt8]

  public init(_ document: ReadDocument) {
    name = document.document
    unread = document.unread
    let collected = document.collected()
    member = collected?.member
    var writer = SpillWriter()
    let report = document.reading.report
    writer.write(report?.withoutSections)
    writer.write(collected?.sentences ?? [])
    comparedCount = writer.bytes.count
    writer.write(report?.sections ?? [])
    writer.write(document.replacing(nil))
    bytes = writer.bytes
    var fingerprints = SpillWriter()
    fingerprints.write(
      (document.reading.assessment?.findings ?? []).map { finding in
        finding.fingerprint(
          agency: report?.identity.agency?.value,
          year: report?.identity.year?.value
        )
      }
    )
    self.fingerprints = fingerprints.bytes
  }
}

/// Documents that are going to be held against one another.
///
/// Memory holds of each what tells which others it is held against, some thousand bytes. All else is in
/// a file that is gone with the last who needs it.
public struct CollectionBatch: ~Copyable {
  private let file: SpillFile
  private let forms: FormCatalogue
  private var entries: [Entry] = []

  /// One document.
  struct Entry {
    let name: String
    let member: CollectionMember?
    let unread: UnreadDocument?
    let document: SpillRange

    /// The part of the document that is held against others.
    let compared: SpillRange

    /// Of the findings about the report alone: their fingerprints first, then their identifiers.
    var identifiers: SpillRange

    /// What came of each group that the report is in.
    var comparisons: [SpillRange] = []
  }

  /// The folder, which must exist, is where there is room for the file.
  public init(folder: String, forms: FormCatalogue) throws(SpillError) {
    file = try SpillFile(folder: folder)
    self.forms = forms
  }

  /// Adds a document; the order does not matter.
  public mutating func append(_ document: BatchedDocument) throws(SpillError) {
    let range = try file.append(document.bytes)
    entries.append(
      Entry(
        name: document.name,
        member: document.member,
        unread: document.unread,
        document: range,
        compared: SpillRange(offset: range.offset, count: document.comparedCount),
        identifiers: try file.append(document.fingerprints)
      )
    )
  }

  /// Holds the documents against one another.
  public consuming func compared(by rules: CollectionRules) throws(SpillError) -> CollectionRecords
  {
    var entries = entries
    entries.sort { documentPrecedes($0.name, $1.name) }
    let grouping = rules.grouping(
      of: entries.compactMap(\.member),
      unread: entries.compactMap(\.unread)
    )
    var comparison = Comparison(file: file, forms: forms, entries: entries)
    try comparison.identifyOwnFindings()
    for group in grouping.groups { try comparison.judge(group, by: rules) }
    return CollectionRecords(
      file: file,
      forms: forms,
      rules: rules,
      entries: comparison.entries,
      grouping: grouping
    )
  }
}

/// What came of one group for one of its reports.
struct ComparedReport: Spillable {
  var findings: [RecordedFinding] = []
  var results: [RuleResult] = []

  init() {}

  func write(to bytes: inout SpillWriter) {
    bytes.write(findings)
    bytes.write(results)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    findings = try bytes.read()
    results = try bytes.read()
  }
}

/// Documents that are being held against one another.
private struct Comparison {
  let file: SpillFile
  let forms: FormCatalogue
  private(set) var entries: [CollectionBatch.Entry]
  private var identifiers = FindingIdentifiers()
  private let positions: [String: Int]

  init(file: SpillFile, forms: FormCatalogue, entries: [CollectionBatch.Entry]) {
    self.file = file
    self.forms = forms
    self.entries = entries
    positions = Dictionary(
      entries.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Gives the findings about single reports their identifiers, in document order.
  mutating func identifyOwnFindings() throws(SpillError) {
    for position in entries.indices {
      let entry = entries[position]
      let fingerprints: [String] = try file.value(at: entry.identifiers, forms)
      var own: [String] = []
      // Read at the first finding that another document has as well, and once for all of them.
      var document: ReadDocument?
      for (number, fingerprint) in fingerprints.enumerated() {
        let identifier = try identifiers.identifier(fingerprint, document: entry.name) {
          distinction throws(SpillError) in
          if document == nil { document = try file.document(at: entry.document, forms) }
          let identity = document?.reading.report?.identity
          guard let assessment = document?.reading.assessment,
            assessment.findings.indices.contains(number)
          else { throw .damaged }
          return assessment.findings[number].fingerprint(
            agency: identity?.agency?.value,
            year: identity?.year?.value,
            distinction: distinction
          )
        }
        own.append(identifier)
      }
      if own != fingerprints { entries[position].identifiers = try file.append(own) }
    }
  }

  mutating func judge(_ group: ComparisonGroup, by rules: CollectionRules) throws(SpillError) {
    var reports: [CollectedReport] = []
    for name in group.documents {
      guard let position = positions[name], let member = entries[position].member else { continue }
      var bytes = SpillReader(try file.bytes(at: entries[position].compared), forms: forms)
      guard let report: Report = try bytes.read() else { continue }
      reports.append(CollectedReport(member: member, report: report, sentences: try bytes.read()))
    }
    let assessment = rules.judge(group, reports)
    var outcome: [Int: ComparedReport] = [:]
    for finding in assessment.findings {
      guard let first = finding.parts.first, let position = positions[first.document] else {
        continue
      }
      let identity = entries[position].member?.identity
      let id = identifiers.identifier(
        of: first.finding,
        agency: identity?.agency?.value,
        year: identity?.year?.value,
        document: first.document
      )
      for part in finding.parts {
        guard let position = positions[part.document] else { continue }
        outcome[position, default: ComparedReport()].findings.append(
          RecordedFinding(id: id, finding: part.finding)
        )
      }
    }
    for (document, results) in assessment.results {
      guard let position = positions[document] else { continue }
      outcome[position, default: ComparedReport()].results += results
    }
    for (position, compared) in outcome.sorted(by: { $0.key < $1.key }) {
      entries[position].comparisons.append(try file.append(compared))
    }
  }
}

extension SpillFile {
  func append(_ value: some Spillable) throws(SpillError) -> SpillRange {
    var writer = SpillWriter()
    writer.write(value)
    return try append(writer.bytes)
  }

  func value<Value: Spillable>(
    at range: SpillRange,
    _ forms: FormCatalogue
  ) throws(SpillError) -> Value {
    var bytes = SpillReader(try bytes(at: range), forms: forms)
    return try bytes.read()
  }

  /// What ``BatchedDocument/bytes`` were made of.
  func document(at range: SpillRange, _ forms: FormCatalogue) throws(SpillError) -> ReadDocument {
    var bytes = SpillReader(try bytes(at: range), forms: forms)
    let report: Report? = try bytes.read()
    let _: [SentencePrint] = try bytes.read()
    let sections: [Section] = try bytes.read()
    let document: ReadDocument = try bytes.read()
    return report.map { document.replacing($0.replacing($0.identity, sections)) } ?? document
  }
}
