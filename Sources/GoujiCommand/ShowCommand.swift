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

  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    .clean
  }
}
