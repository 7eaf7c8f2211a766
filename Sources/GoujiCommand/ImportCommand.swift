internal import ArgumentParser
internal import Gouji
internal import GoujiArchive

/// Adds documents to an archive.
struct ImportCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read reports into an archive; unchanged ones are skipped. 将报告导入档案库。"
  )

  @OptionGroup var inputOptions: InputOptions
  @OptionGroup var archiveOptions: ArchiveOptions

  @Flag(help: "Read again what another version of gouji read. 重新读取由其他版本读取的文档。")
  var reread = false

  @Flag(help: "Read again what could not be read wholly. 重试未能完整读取的文档。")
  var retry = false

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader(rulesFile: ruleOptions.rules)
    let path = archiveOptions.archive
    let files = try inputOptions.files(archive: path)
    let archive = try Archive(path: path, .creating)
    var options = ImportOptions()
    options.limits = inputOptions.limits
    options.readsOlderAgain = reread
    options.retriesFailures = retry
    let summary = try await archive.importShowingProgress(
      files,
      reader: reader,
      options: options,
      console: console
    )
    console.write(try summary.text(archive, language))
    return .clean
  }
}
