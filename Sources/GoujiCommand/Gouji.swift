internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import Gouji
internal import GoujiArchive
internal import GoujiExport

/// Runs the program with the arguments of the process and ends the process.
public func runGouji() async -> Never {
  keepFreedMemory()
  let console = Console(processEnvironment: ProcessInfo.processInfo.environment)
  let task = Task { await run(Array(CommandLine.arguments.dropFirst()), console: console) }
  // Cancelled, a command still removes its unfinished files.
  // A write beyond a limit of the system fails instead of ending the process.
  signal(SIGXFSZ, SIG_IGN)
  let interrupts = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler { task.cancel() }
    source.resume()
    return source
  }
  let status = await task.value
  withExtendedLifetime(interrupts) {}
  exit(status)
}

/// Runs one command, given the words of the command line behind the name of the program.
///
/// - Returns: The exit status of the process.
package func run(_ arguments: [String], console: Console) async -> Int32 {
  // A mistake in the options is reported before they are known.
  var language = languageOption(in: arguments) ?? console.language
  do {
    var command = try await GoujiProgram.asyncParseAsRoot(arguments)
    guard let consoleCommand = command as? any ConsoleCommand else {
      try command.run()
      return ExitStatus.clean.rawValue
    }
    language = consoleCommand.languageOptions.language ?? console.language
    return try await consoleCommand.run(console, language: language).rawValue
  } catch let failure as any BilingualError {
    console.writeError("gouji: \(failure.message[language])\n")
  } catch is CancellationError {
    let message = Bilingual(zh: "已中断,未写入任何文件", en: "interrupted, nothing was written")
    console.writeError("gouji: \(message[language])\n")
  } catch  where GoujiProgram.exitCode(for: error).isSuccess {
    console.write(GoujiProgram.fullMessage(for: error) + "\n")
    return ExitStatus.clean.rawValue
  } catch {
    let heading = Bilingual(zh: "命令行有误", en: "the command line is wrong")
    console.writeError("gouji: \(heading[language])\n\(GoujiProgram.fullMessage(for: error))\n")
  }
  return ExitStatus.failed.rawValue
}

/// The program, with one subcommand for each thing it does.
struct GoujiProgram: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gouji",
    abstract: "Read and audit annual reports on government information disclosure.",
    discussion: "勾稽:读取并审核政府信息公开工作年度报告。",
    version: programVersion,
    subcommands: [
      AuditCommand.self, ImportCommand.self, CheckCommand.self, ExportCommand.self,
      JudgeCommand.self, ShowCommand.self, FormsCommand.self, RulesCommand.self,
      ParseCommand.self,
    ]
  )
}

/// The names of all subcommands, in the order of the help.
package var commandNames: [String] {
  GoujiProgram.configuration.subcommands.map { $0._commandName }
}

/// What the exit status of the process says.
enum ExitStatus: Int32 {
  /// Nothing of severity error.
  case clean = 0
  case errorsFound = 1

  /// The command could not do its work.
  case failed = 2
}

/// An error that tells the user what is wrong.
protocol BilingualError: Error {
  var message: Bilingual { get }
}

extension InputError: BilingualError {}
extension SpillError: BilingualError {}
extension ExportError: BilingualError {}
extension ArchiveError: BilingualError {}

/// A reason why a command could not do its work.
struct CommandFailure: BilingualError {
  let message: Bilingual
}

/// A command that gets its surroundings handed in, so that tests can run it.
protocol ConsoleCommand: AsyncParsableCommand {
  var languageOptions: LanguageOptions { get }

  func run(_ console: Console, language: Language) async throws -> ExitStatus
}

/// The options that every command has.
struct LanguageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Language of messages; the locale's by default. 消息语言。", valueName: "zh|en"),
    transform: { text in
      guard let language = Language(rawValue: text) else {
        throw ValidationError("There is no language '\(text)'; there are zh and en.")
      }
      return language
    }
  )
  var language: Language?
}

/// The limits of every command that reads documents.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The largest document that is read. 单份文档大小上限。", valueName: "MiB")
  )
  var sizeLimit = InputLimits.defaultDocumentSize >> 20

  @Option(
    help: ArgumentHelp("How much of a page or text is read. 网页或文本读取上限。", valueName: "MiB")
  )
  var readLimit = InputLimits.defaultReadSize >> 20

  var limits: InputLimits {
    InputLimits(documentSize: sizeLimit << 20, readSize: readLimit << 20)
  }

  func validate() throws {
    guard (1...4096).contains(sizeLimit) else {
      throw ValidationError("--size-limit must be between 1 and 4096 (MiB), not \(sizeLimit).")
    }
    guard (1...1024).contains(readLimit) else {
      throw ValidationError("--read-limit must be between 1 and 1024 (MiB), not \(readLimit).")
    }
  }
}

/// The limits of every command that also reads archives.
struct ArchiveLimitOptions: ParsableArguments {
  @OptionGroup var limitOptions: LimitOptions

  @Option(
    help: ArgumentHelp("What one archive may unpack to. 单个压缩包解开后的上限。", valueName: "GiB")
  )
  var archiveLimit = InputLimits.defaultArchiveSize >> 30

  var limits: InputLimits {
    var limits = limitOptions.limits
    limits.archiveSize = archiveLimit << 30
    return limits
  }

  func validate() throws {
    guard (1...4096).contains(archiveLimit) else {
      throw ValidationError(
        "--archive-limit must be between 1 and 4096 (GiB), not \(archiveLimit)."
      )
    }
  }
}

private func languageOption(in arguments: [String]) -> Language? {
  for (index, argument) in arguments.enumerated() {
    if argument == "--language", index + 1 < arguments.count {
      return Language(rawValue: arguments[index + 1])
    }
    if argument.hasPrefix("--language=") {
      return Language(rawValue: String(argument.dropFirst("--language=".count)))
    }
  }
  return nil
}

/// The option of every command that has to do with rules.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which rules are off and how serious they are, as JSON. 规则开关与级别配置。",
      valueName: "FILE"
    )
  )
  var rules: String?
}

/// A reader with the embedded definitions, and with the rules as the user wants them.
func makeReader(rulesFile: String? = nil) throws(CommandFailure) -> Reader {
  do {
    guard let file = rulesFile else { return try Reader() }
    do {
      return try Reader(configuration: RuleConfiguration(contentsOfFile: file))
    } catch let error as RuleConfigurationError {
      throw InputError.configuration(file, error.problem)
    }
  } catch let error as InputError {
    throw CommandFailure(message: error.message)
  } catch {
    throw CommandFailure(
      message: Bilingual(zh: "内置定义有误:\(error)", en: "the built-in definitions are wrong: \(error)")
    )
  }
}

/// The rules about several reports, with the configuration of the reader's.
func makeCollectionRules(_ reader: Reader) throws(CommandFailure) -> CollectionRules {
  do {
    return try CollectionRules(book: reader.rules)
  } catch {
    throw CommandFailure(
      message: Bilingual(zh: "内置定义有误:\(error)", en: "the built-in definitions are wrong: \(error)")
    )
  }
}
