internal import ArgumentParser
internal import Foundation
internal import Gouji
internal import GoujiExport

/// Reads, checks and exports in one go.
struct AuditCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Read reports, check them and export the results. 读取、核对并导出。"
  )

  @Argument(help: "Files, or folders that are searched recursively. 文件或文件夹。")
  var inputs: [String]

  @Option(name: .shortAndLong, help: "The folder that the results are written to. 输出文件夹。")
  var output: String

  @OptionGroup var limitOptions: ArchiveLimitOptions

  @OptionGroup var exportOptions: ExportOptions

  @OptionGroup var ruleOptions: RuleOptions

  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader(rulesFile: ruleOptions.rules)
    var summary = AuditSummary()
    do {
      let files = try discoverInputs(inputs, excluding: output, limits: limitOptions.limits)
      // Wide enough that one slow document does not leave the other cores idle.
      let window = 4 * ProcessInfo.processInfo.activeProcessorCount
      let collectionRules = try makeCollectionRules(reader)
      var documents: [ReadDocument] = []
      var collected: [CollectedReport] = []
      try await reader.read(files, limits: limitOptions.limits, window: window) { document in
        if let report = document.collected() { collected.append(report) }
        documents.append(document.withoutSections)
        console.showProgress(documents.count, of: files.count)
      }
      console.endProgress()
      let collection = CollectionRecords(documents, collected: collected, rules: collectionRules)
      let records = collection.records
      for record in records { summary.add(record) }
      summary.add(collection.grouping)
      let folder = try ExportFolder(
        path: output,
        formats: exportOptions.formats,
        forms: reader.forms,
        rules: reader.rules.descriptions,
        language: language
      )
      let preparation = folder.preparation
      // Documents out of archives are no files that a link could lead to.
      let addresses = Dictionary(
        files.map { ($0.document, address(of: $0.path, from: output)) },
        uniquingKeysWith: { first, _ in first }
      )
      try await mapInOrder(records, window: window) { record in
        preparation.prepare(record, address: addresses[record.document.document])
      } consume: { prepared in
        try folder.append(prepared)
      }
      try folder.append(collection.grouping)
      try folder.commit()
    } catch let error as InputError {
      throw CommandFailure(message: error.message)
    } catch let error as ExportError {
      throw CommandFailure(message: error.message)
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
}
