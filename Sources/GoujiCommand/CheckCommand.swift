internal import ArgumentParser
internal import Gouji
internal import GoujiArchive

/// Applies the rules to what is in an archive.
struct CheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run all rules over an archive, where anything has changed. 核对档案库。"
  )

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader(rulesFile: ruleOptions.rules)
    let archive = try Archive(path: archiveOptions.archive, .existing)
    _ = try await archive.check(reader: reader, progress: console.showProgress)
    console.endProgress()
    let summary = AuditSummary(try archive.totals(reader: reader))
    console.write(summary.text(language))
    return summary.findings(.error) > 0 ? .errorsFound : .clean
  }
}

extension AuditSummary {
  init(_ totals: ArchiveTotals) {
    self.init(
      documents: totals.documents,
      findings: totals.findings,
      evaluatedChecks: totals.evaluatedChecks,
      applicableChecks: totals.applicableChecks
    )
  }
}
