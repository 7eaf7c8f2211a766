internal import Gouji

/// What became of a batch, in a few figures.
struct AuditSummary {
  private var documents: [DocumentReading.Status: Int]
  private var findings: [Severity: Int]
  private var evaluatedChecks: Int
  private var applicableChecks: Int
  private var agencies = 0
  private var coverage: [CoverageEntry.Status: Int] = [:]

  /// The first few that could not be read; the others are in the export.
  private var unreadable: [(document: String, reason: Bilingual)] = []
  static let listedAtMost = 10

  init(
    documents: [DocumentReading.Status: Int] = [:],
    findings: [Severity: Int] = [:],
    evaluatedChecks: Int = 0,
    applicableChecks: Int = 0
  ) {
    self.documents = documents
    self.findings = findings
    self.evaluatedChecks = evaluatedChecks
    self.applicableChecks = applicableChecks
  }

  var documentCount: Int { DocumentReading.Status.allCases.reduce(0) { $0 + count($1) } }
  var reportCount: Int { count(.read) + count(.partial) }

  func count(_ status: DocumentReading.Status) -> Int { documents[status, default: 0] }

  func findings(_ severity: Severity) -> Int { findings[severity, default: 0] }

  mutating func add(_ record: DocumentRecord) {
    let reading = record.document.reading
    documents[reading.status, default: 0] += 1
    for recorded in record.findings { findings[recorded.finding.severity, default: 0] += 1 }
    for result in record.results {
      applicableChecks += 1
      if result.verdict != .notEvaluated { evaluatedChecks += 1 }
    }
    if reading.status == .unreadable, let reason = reading.reason,
      unreadable.count < AuditSummary.listedAtMost
    {
      unreadable.append((record.document.document, reason))
    }
  }

  mutating func add(_ grouping: Grouping) {
    agencies += grouping.agencies.count
    for entry in grouping.coverage { coverage[entry.status, default: 0] += 1 }
  }

  /// The figures, with the folder that an export went to.
  func text(output: String? = nil, _ language: Language) -> String {
    func line(_ heading: Bilingual, _ text: String) -> String {
      summaryLine(heading[language], text)
    }
    let statuses = DocumentReading.Status.allCases
      .map { "\($0.label[language]) \(count($0))" }
    let severities = Severity.allCases.map { "\($0.label[language]) \(findings($0))" }
    let checks = Bilingual(
      zh: "适用 \(applicableChecks) 项,已核对 \(evaluatedChecks) 项",
      en: "\(evaluatedChecks) evaluated of \(applicableChecks) applicable"
    )
    var text = line(
      Bilingual(zh: "文档", en: "documents"),
      "\(documentCount): " + statuses.joined(separator: " · ")
    )
    text += line(Bilingual(zh: "发现", en: "findings"), severities.joined(separator: " · "))
    text += line(Bilingual(zh: "核对", en: "checks"), checks[language])
    if !coverage.isEmpty {
      let statuses = CoverageEntry.Status.allCases
        .map { "\($0.label[language]) \(coverage[$0, default: 0])" }
      text += line(
        Bilingual(zh: "机关×年度", en: "coverage"),
        Bilingual(zh: "机关 \(agencies): ", en: "agencies \(agencies): ")[language]
          + statuses.joined(separator: " · ")
      )
    }
    if let output { text += line(Bilingual(zh: "输出", en: "output"), output) }
    for (document, reason) in unreadable {
      text += line(
        DocumentReading.Status.unreadable.label,
        "\(printable(document)): \(reason[language])"
      )
    }
    if output != nil, count(.unreadable) > unreadable.count {
      text += line(DocumentReading.Status.unreadable.label, "… documents.csv")
    }
    return text
  }
}

extension CoverageEntry.Status {
  fileprivate var label: Bilingual {
    switch self {
    case .present: Bilingual(zh: "已收集", en: "present")
    case .late: Bilingual(zh: "逾期", en: "late")
    case .unreadable: Bilingual(zh: "无法读取", en: "unreadable")
    case .missing: Bilingual(zh: "未收集到", en: "not found")
    }
  }
}

/// A line of a summary, its heading in a column of its own.
func summaryLine(_ heading: String, _ text: String) -> String {
  padded(heading, to: 12) + text + "\n"
}
