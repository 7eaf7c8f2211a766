internal import ArgumentParser
internal import Gouji
internal import GoujiArchive
internal import GoujiExport

/// Reads, checks and exports in one go.
struct AuditCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Read reports, check them and export the results. 读取、核对并导出。"
  )

  @OptionGroup var inputOptions: InputOptions

  @Option(name: .shortAndLong, help: "The folder that the results are written to. 输出文件夹。")
  var output: String

  @Option(help: "Import into this archive, and export all of it. 导入此档案库并导出其全部内容。")
  var archive: String?

  @OptionGroup var exportOptions: ExportOptions

  @OptionGroup var ruleOptions: RuleOptions

  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader(rulesFile: ruleOptions.rules)
    let files = try inputOptions.files(excluding: output, archive: archive)
    let target = ExportTarget(
      output: output,
      formats: exportOptions.formats,
      reader: reader,
      language: language
    )
    let summary: AuditSummary
    if let archive {
      summary = try await audit(files, reader, target, throughArchive: archive, console)
    } else {
      summary = try await audit(files, reader, target, console)
    }
    console.write(summary.text(output: output, language))
    guard summary.reportCount > 0 else {
      throw CommandFailure(
        message: Bilingual(
          zh: "没有一份文档是可读的年度报告,原因见 \(output)/documents.csv",
          en: "none of the documents is a readable report; \(output)/documents.csv says why"
        )
      )
    }
    return summary.findings(.error) > 0 ? .errorsFound : .clean
  }

  private func audit(
    _ files: [InputFile],
    _ reader: Reader,
    _ target: ExportTarget,
    _ console: Console
  ) async throws -> AuditSummary {
    let rules = try makeCollectionRules(reader)
    // The results go there, so there is room; and a folder that cannot be written is found out at once.
    try createFolder(output)
    var batch = try CollectionBatch(folder: output, forms: reader.forms)
    var done = 0
    try await reader.read(
      files,
      limits: inputOptions.limits,
      window: workWindow,
      making: BatchedDocument.init
    ) { document in
      try batch.append(document)
      done += 1
      console.showProgress(done, of: files.count)
    }
    console.endProgress()
    let records = try batch.compared(by: rules)
    // Documents out of containers are no files that a link could lead to.
    let paths = Dictionary(
      files.map { ($0.document, $0.path) },
      uniquingKeysWith: { first, _ in first }
    )
    return try await target.write(count: records.count, grouping: records.grouping) { run, _ in
      try run.map { position in
        let record = try records.record(at: position)
        let file = paths[record.document.document].flatMap { isFile($0) ? $0 : nil }
        return (record, file)
      }
    }
  }

  private func audit(
    _ files: [InputFile],
    _ reader: Reader,
    _ target: ExportTarget,
    throughArchive path: String,
    _ console: Console
  ) async throws -> AuditSummary {
    let archive = try Archive(path: path, .creating)
    var options = ImportOptions()
    options.limits = inputOptions.limits
    let imported = try await archive.importShowingProgress(
      files,
      reader: reader,
      options: options,
      console: console
    )
    _ = try await archive.check(reader: reader, progress: console.showProgress)
    console.endProgress()
    console.write(try imported.text(archive, target.language))
    return try await target.write(try archive.records(reader: reader))
  }
}
