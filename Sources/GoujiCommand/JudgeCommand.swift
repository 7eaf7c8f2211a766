internal import ArgumentParser
internal import Foundation
internal import Gouji
internal import GoujiArchive
internal import GoujiExport

/// Records what people decided about findings.
struct JudgeCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Record what was decided about a finding. 登记对发现的判定。"
  )

  @OptionGroup var archiveOptions: ArchiveOptions

  @Argument(help: "The finding, by column 'finding' of findings.csv. 发现编号。")
  var finding: String?

  @Option(help: "Whether it is a fault of the report. 判定。")
  var verdict: VerdictArgument?

  @Option(help: "The reason. 说明。")
  var note = ""

  @Option(
    name: .customLong("import"),
    help: ArgumentHelp(
      "Judgements to record: columns finding, verdict (or judgement), note. 导入判定。",
      valueName: "csv"
    )
  )
  var importedFile: String?

  @Option(
    name: .customLong("export"),
    help: ArgumentHelp("Where to write all judgements. 导出判定。", valueName: "csv")
  )
  var exportedFile: String?

  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    guard (finding == nil) == (verdict == nil) else {
      throw ValidationError("FINDING and --verdict belong together.")
    }
    guard finding != nil || importedFile != nil || exportedFile != nil else {
      throw ValidationError("Give FINDING with --verdict, --import or --export.")
    }
  }

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader()
    let archive = try Archive(path: archiveOptions.archive, .existing)
    if let importedFile {
      let summary = try archive.judge(readJudgements(importedFile), forms: reader.forms)
      console.write(summary.text[language] + "\n")
    }
    if let finding, let verdict {
      try archive.judge(
        finding,
        Judgement(verdict: verdict.verdict, note: note),
        forms: reader.forms
      )
    }
    if let exportedFile { try write(archive.judgements(), to: exportedFile) }
    return .clean
  }

  private func write(_ judgements: [RecordedJudgement], to path: String) throws {
    var lines = CSVBuffer()
    for column in [
      "finding", "verdict", "note", "rule", "agency", "year", "cell", "judged_at",
    ] {
      lines.word(column)
    }
    lines.endLine()
    for recorded in judgements {
      lines.text(recorded.finding)
      lines.word(recorded.judgement.verdict.rawValue)
      lines.text(recorded.judgement.note)
      lines.text(recorded.rule?.rawValue)
      lines.text(recorded.agency)
      lines.integer(recorded.year)
      lines.text(recorded.cell)
      lines.word(recorded.judgedAt)
      lines.endLine()
    }
    do {
      // Excel and WPS take a file without the mark for the encoding of the machine.
      try Data([0xEF, 0xBB, 0xBF] + lines.bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(
        message: Bilingual(zh: "无法写入“\(path)”", en: "cannot write '\(path)'")
      )
    }
  }
}

extension JudgementSummary {
  fileprivate var text: Bilingual {
    Bilingual(
      zh: "判定:新登记 \(recorded) · 已有 \(repeated) · 档案库中无此发现 \(unknown)",
      en:
        "judgements: recorded \(recorded) · known \(repeated) · on findings not in the archive \(unknown)"
    )
  }
}

/// A verdict on the command line.
enum VerdictArgument: String, ExpressibleByArgument, CaseIterable {
  case confirmed
  case dismissed
  case explained

  var verdict: Judgement.Verdict {
    switch self {
    case .confirmed: .confirmed
    case .dismissed: .dismissed
    case .explained: .explained
    }
  }
}
