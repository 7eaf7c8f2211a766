internal import Gouji

/// What an export says about all of its documents together.
///
/// Grows with the rules and years, and with the agencies up to a limit, never with the documents.
struct ExportTotals {
  /// How many agencies are told apart; more than China has of counties and their departments in a
  /// province, and little enough to keep.
  static let agenciesAtMost = 20_000

  private(set) var documents: [DocumentReading.Status: Int] = [:]
  private(set) var cells: [CellStatus: Int] = [:]
  private(set) var findings: [Severity: Int] = [:]
  private(set) var rules: [RuleID: RuleTotals] = [:]

  /// The agencies in the order in which they came.
  private(set) var agencies: [AgencyTotals] = []
  private var positions: [String: Int] = [:]

  /// How many reports belong to agencies beyond the limit.
  private(set) var reportsLeftOut = 0
  private let agencyLimit: Int

  /// What became of one rule.
  struct RuleTotals {
    var bySeverity: [Severity: Int] = [:]
    var verdicts: [RuleResult.Verdict: Int] = [:]

    var findings: Int { bySeverity.values.reduce(0, +) }

    /// `nil` where nothing was found.
    var gravest: Severity? { Severity.allCases.first { bySeverity[$0] != nil } }
  }

  /// The reports of one agency.
  struct AgencyTotals {
    /// Empty where no agency was recognised.
    let name: String

    /// By year; `nil` where none was recognised.
    var years: [Int?: YearTotals] = [:]
  }

  /// The reports of one agency on one year: one, or several copies.
  struct YearTotals {
    var reports = 0

    /// Of all copies together.
    var findings: [Severity: Int] = [:]
    var isPartial = false

    /// Of the first copy.
    var applications = ApplicationTotals()

    /// What an auditor has to look at.
    var discrepancies: Int { findings[.error, default: 0] + findings[.warning, default: 0] }
  }

  init(agencyLimit: Int = agenciesAtMost) {
    self.agencyLimit = agencyLimit
  }

  var documentCount: Int { documents.values.reduce(0, +) }

  /// The years from the first report to the last, those without any included, the unknown one last.
  var years: [Int?] {
    let found = Set(agencies.lazy.flatMap(\.years.keys))
    var years = found.compactMap { $0 }.sorted()
    // A year that was read wrong must not add thousands of empty ones.
    if let first = years.first, let last = years.last, last - first < 40 {
      years = Array(first...last)
    }
    return years + (found.contains(nil) ? [nil] : [])
  }

  /// The rules that found something, those with the gravest findings first, of these the busiest.
  var rulesWithFindings: [(rule: RuleID, gravest: Severity, totals: RuleTotals)] {
    Severity.allCases.flatMap { gravest in
      rules.filter { $0.value.gravest == gravest }
        .sorted { ($1.value.findings, $0.key) < ($0.value.findings, $1.key) }
        .map { ($0.key, gravest, $0.value) }
    }
  }

  mutating func add(_ record: DocumentRecord) {
    let reading = record.document.reading
    documents[reading.status, default: 0] += 1
    for recorded in record.findings {
      findings[recorded.finding.severity, default: 0] += 1
      rules[recorded.finding.rule, default: RuleTotals()]
        .bySeverity[recorded.finding.severity, default: 0] += 1
    }
    for result in record.results {
      rules[result.rule, default: RuleTotals()].verdicts[result.verdict, default: 0] += 1
    }
    guard let report = reading.report else { return }
    let counts = report.statusCounts
    for status in CellStatus.allCases { cells[status, default: 0] += counts[status] }
    guard let position = position(of: report.identity.agency?.value ?? "") else {
      reportsLeftOut += 1
      return
    }
    let year = report.identity.year?.value
    var totals = agencies[position].years[year] ?? YearTotals()
    if totals.reports == 0 { totals.applications = ApplicationTotals(of: report) }
    totals.reports += 1
    totals.isPartial = totals.isPartial || reading.status == .partial
    for recorded in record.findings {
      totals.findings[recorded.finding.severity, default: 0] += 1
    }
    agencies[position].years[year] = totals
  }

  private mutating func position(of agency: String) -> Int? {
    if let position = positions[agency] { return position }
    guard agencies.count < agencyLimit else { return nil }
    positions[agency] = agencies.count
    agencies.append(AgencyTotals(name: agency))
    return agencies.count - 1
  }
}

/// How many applications came in and were answered, as printed.
struct ApplicationTotals {
  var received: Figure?
  var handled: Figure?

  init() {}

  init(of report: Report) {
    let isStatistics = report.form.tables.contains { $0.id == .statistics }
    received =
      isStatistics
      ? report.statistics[.requestsReceived].value
      : report.applications[.newReceived, .total].value
    handled =
      isStatistics
      ? report.statistics[.requestsClosed].value
      : report.applications[.handledTotal, .total].value
  }
}
