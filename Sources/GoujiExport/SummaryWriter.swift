internal import Gouji

/// Writes `summary.html`: the outcome of an audit on one page that needs nothing else.
final class SummaryWriter: RecordWriter {
  static let fileName = "summary.html"

  private let output: OutputFile
  private let language: Language
  private let rules: [RuleDescription]
  private var listed: [Severity: [Markup]] = [:]
  private var listedByRule: [RuleID: Int] = [:]

  init(folder: String, rules: [RuleDescription], language: Language) throws(ExportError) {
    output = try OutputFile(folder: folder, name: SummaryWriter.fileName)
    self.rules = rules
    self.language = language
  }

  var files: [UnfinishedFile] { [output.file] }

  func append(_ prepared: PreparedRecord) throws(ExportError) {
    for recorded in prepared.record.findings {
      let finding = recorded.finding
      guard hasRoom(for: finding) else { continue }
      listedByRule[finding.rule, default: 0] += 1
      let entry = FindingEntry(recorded, prepared, rule: rule(finding.rule), language: language)
      listed[finding.severity, default: []].append(entry.markup)
    }
  }

  func quotesText(of record: DocumentRecord) -> Bool {
    record.findings.contains { $0.finding.firstCell == nil && hasRoom(for: $0.finding) }
  }

  private func hasRoom(for finding: Finding) -> Bool {
    finding.severity != .info
      && listed[finding.severity, default: []].count < SummaryPage.findingsAtMost
      && listedByRule[finding.rule, default: 0] < SummaryPage.findingsOfOneRuleAtMost
  }

  func finish(_ totals: ExportTotals) throws(ExportError) {
    // The serious ones may take most of the room, but not all of it.
    let errors = listed[.error, default: []]
    let warnings = listed[.warning, default: []]
    let room = SummaryPage.findingsAtMost
    let errorCount = min(errors.count, max(room * 3 / 4, room - warnings.count))
    let page = SummaryPage(
      totals: totals,
      rules: rules,
      findings: Array(errors.prefix(errorCount) + warnings.prefix(room - errorCount)),
      language: language
    )
    try output.append(Array(page.markup.text.utf8))
    try output.finish()
  }

  private func rule(_ id: RuleID) -> RuleDescription? {
    rules.first { $0.id == id }
  }
}
