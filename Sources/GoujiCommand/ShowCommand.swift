internal import ArgumentParser
internal import Gouji

/// Draws one report on the terminal.
struct ShowCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Draw the tables of one report, findings marked. 显示一份报告的表格和问题。"
  )

  @Argument(help: ArgumentHelp("A report in HTML or as text. 报告文件。", valueName: "FILE"))
  var file: String

  @OptionGroup var limitOptions: ArchiveLimitOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader(rulesFile: ruleOptions.rules)
    let limits = limitOptions.limits
    let input: InputDocument
    do {
      input = try singleInput(file, limits: limits)
    } catch {
      throw CommandFailure(message: error.message)
    }
    let document = reader.read(input, limits: limits)
    guard let drawing = ReportDrawing(document, language: language, inColour: console.usesColour)
    else {
      let status = document.reading.status.label
      let reason = document.reading.reason ?? status
      throw CommandFailure(
        message: Bilingual(
          zh: "\(file):\(status.zh):\(reason.zh)",
          en: "\(file): \(status.en): \(reason.en)"
        )
      )
    }
    console.write(drawing.text)
    let findings = document.reading.assessment?.findings ?? []
    return findings.contains { $0.severity == .error } ? .errorsFound : .clean
  }
}
