internal import ArgumentParser
internal import Gouji
internal import GoujiArchive

/// Exports what is in an archive.
struct ExportCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export an archive, or a part of it. 导出档案库。",
    discussion: """
      Years, regions and agencies choose documents; rules, severities and judgements choose findings. \
      Each may be given several times. 年份、地区、机关筛选文档;规则、级别、判定筛选发现;均可多次指定。
      """
  )

  @OptionGroup var archiveOptions: ArchiveOptions

  @Option(name: .shortAndLong, help: "The folder that the results are written to. 输出文件夹。")
  var output: String

  @OptionGroup var exportOptions: ExportOptions

  @Option(help: "Only reports on this year. 年份。")
  var year: [Int] = []

  @Option(help: "Only regions whose code begins like this. 行政区划代码的开头。")
  var region: [String] = []

  @Option(help: "Only agencies whose name contains this. 机关名称中的文字。")
  var agency: [String] = []

  @Option(help: "Only findings of this rule. 规则编号。", transform: RuleID.init(rawValue:))
  var rule: [RuleID] = []

  @Option(help: "Only findings of this severity. 级别。")
  var severity: [SeverityArgument] = []

  @Option(help: "Only findings that were judged like this. 判定。")
  var judgement: [JudgementArgument] = []

  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader()
    for id in rule where reader.rules[id] == nil {
      throw CommandFailure(
        message: Bilingual(
          zh: "没有规则“\(id.rawValue)”;gouji rules 列出所有规则",
          en: "there is no rule '\(id.rawValue)'; gouji rules lists them"
        )
      )
    }
    var filter = RecordFilter()
    filter.years = Set(year)
    filter.regions = region
    filter.agencies = agency
    filter.rules = Set(rule)
    filter.severities = Set(severity.map(\.severity))
    filter.judgements = Set(judgement.map(\.word))
    let archive = try Archive(path: archiveOptions.archive, .existing)
    let records = try archive.records(reader: reader, filter: filter)
    let target = ExportTarget(
      output: output,
      formats: exportOptions.formats,
      reader: reader,
      language: language
    )
    let summary = try await target.write(records)
    console.write(summary.text(output: output, language))
    return summary.findings(.error) > 0 ? .errorsFound : .clean
  }
}

/// A severity on the command line.
enum SeverityArgument: String, ExpressibleByArgument, CaseIterable {
  case error
  case warning
  case info

  var severity: Severity {
    switch self {
    case .error: .error
    case .warning: .warning
    case .info: .info
    }
  }
}

/// What findings were judged to be, on the command line.
enum JudgementArgument: String, ExpressibleByArgument, CaseIterable {
  case confirmed
  case dismissed
  case explained
  case reopened

  /// Not judged yet.
  case none

  /// As records have it.
  var word: String { self == .none ? "" : rawValue }
}
