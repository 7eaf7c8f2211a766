import Foundation
import Gouji
import GoujiCommand
import GoujiTestSupport
import Synchronization
import Testing

/// What one run of the program said.
struct ProgramRun {
  let status: Int32
  let output: String
  let errorOutput: String
}

/// Runs the program in this process.
func runProgram(_ arguments: String..., locale: String = "C") async -> ProgramRun {
  await runProgram(arguments, locale: locale)
}

func runProgram(_ arguments: [String], locale: String = "C") async -> ProgramRun {
  let said = Mutex((output: "", errorOutput: ""))
  let console = Console(environment: ["LANG": locale]) { text in
    said.withLock { $0.output += text }
  } errorOutput: { text in
    said.withLock { $0.errorOutput += text }
  }
  let status = await run(arguments, console: console)
  return said.withLock {
    ProgramRun(status: status, output: $0.output, errorOutput: $0.errorOutput)
  }
}

@Test(arguments: [
  ["audit"], ["audit", "x"], ["audit", "x", "--output"],
  ["audit", "x", "--output", "o", "--wrong"],
  ["audit", "x", "--output", "o", "--size-limit", "0"], ["forms", "--language", "fr"], ["wrong"],
  ["audit", "x", "--output", "o", "--format", "pdf"], ["show"], ["rules", "A", "B"],
])
func `a wrong command line ends with status 2 and a message`(_ arguments: [String]) async {
  let said = Mutex("")
  let console = Console(environment: [:]) { _ in
  } errorOutput: { text in
    said.withLock { $0 += text }
  }
  #expect(await run(arguments, console: console) == 2)
  #expect(said.withLock { $0 }.hasPrefix("gouji: the command line is wrong\nError: "))
}

@Test func `help and version are no mistakes`() async {
  for arguments in [["--help"], ["help", "audit"], ["audit", "-h"], ["--version"], []] {
    let said = Mutex("")
    let console = Console(environment: [:]) { text in
      said.withLock { $0 += text }
    } errorOutput: { _ in
    }
    #expect(await run(arguments, console: console) == 0)
    #expect(!said.withLock { $0 }.isEmpty)
  }
}

@Test(arguments: [
  (["LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"], Language.chinese),
  (["LC_ALL": "", "LC_MESSAGES": "zh", "LANG": "en_US"], .chinese),
  (["LC_MESSAGES": "en_US", "LANG": "zh_CN"], .english),
  (["LANG": "ZH_TW"], .chinese),
  ([:], .english),
])
func `the language is that of the locale`(_ environment: [String: String], _ language: Language) {
  #expect(Language(environment: environment) == language)
}

@Test func `an input that is not there is named in the chosen language`() async throws {
  let folder = try TemporaryFolder()
  let output = folder.path("out")
  let english = await runProgram("audit", "no/such", "--output", output)
  #expect(english.status == 2)
  #expect(english.errorOutput == "gouji: cannot find 'no/such': check the path\n")
  let chinese = await runProgram("audit", "no/such", "--output", output, locale: "zh_CN.UTF-8")
  #expect(chinese.errorOutput == "gouji: 找不到“no/such”:请检查路径是否正确\n")
  let option = await runProgram("audit", "no/such", "--output", output, "--language", "zh")
  #expect(option.errorOutput == chinese.errorOutput)
  #expect(!FileManager.default.fileExists(atPath: output))
}

@Test func `a folder without documents ends with status 2`() async throws {
  let folder = try TemporaryFolder()
  let result = await runProgram("audit", folder.path, "--output", folder.path("out"))
  #expect(result.status == 2)
  #expect(result.errorOutput.hasPrefix("gouji: no document (.html"))
}

@Test func `documents without any report are listed, and nobody takes them for clean`() async throws
{
  let folder = try TemporaryFolder()
  try folder.write("今天天气很好。\n", to: "in/a.txt")
  let result = await runProgram("audit", folder.path("in"), "--output", folder.path("out"))
  #expect(result.status == 2)
  #expect(result.output.contains("documents   1: read 0 · partial 0 · not a report 1"))
  #expect(result.errorOutput.contains("none of the documents is a readable report"))
  let documents = String(decoding: try folder.bytes(of: "out/documents.csv"), as: UTF8.self)
  #expect(documents.contains("a.txt,"))
}

@Test func `a mistake in a manifest ends with status 2, its line, and no output`() async throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "in/a.txt")
  try folder.write("document,year\na.txt,二〇二〇\n", to: "in/manifest.csv")
  let result = await runProgram("audit", folder.path("in"), "--output", folder.path("out"))
  #expect(result.status == 2)
  #expect(result.errorOutput.contains("manifest.csv:2: year: cannot read '二〇二〇'"))
  #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
}

@Test func `an output that cannot be written ends with status 2 and its name`() async throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "in/a.txt")
  try folder.write("x", to: "out")
  let result = await runProgram("audit", folder.path("in"), "--output", folder.path("out"))
  #expect(result.status == 2)
  #expect(result.errorOutput.contains("cannot write '\(folder.path("out"))'"))
}

@Test func `showing what is no report ends with status 2 and the reason`() async throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "a.txt")
  #expect(await runProgram("show", folder.path("a.txt")).status == 2)
  let onFolder = await runProgram("show", folder.path)
  #expect(onFolder.errorOutput.hasSuffix("is a folder: name one file in it\n"))
}

@Test func `forms lists the forms, and the cells of one`() async {
  let all = await runProgram("forms")
  #expect(all.status == 0)
  #expect(all.output.split(separator: "\n").count == 3)
  let one = await runProgram("forms", "2021")
  #expect(one.output.contains("refused.state_secret  (三)不予公开/1.属于国家秘密"))
  let none = await runProgram("forms", "2020")
  #expect(none.status == 2)
  #expect(none.errorOutput == "gouji: no form '2020'; there are 2014, 2019, 2021\n")
}

@Test func `rules lists all rules, and all there is to say about one`() async throws {
  let rules = try Reader().rules.descriptions
  let all = await runProgram("rules")
  #expect(all.status == 0)
  for rule in rules {
    #expect(all.output.contains(" \(rule.id) "), "\(rule.id)")
  }
  let one = await runProgram("rules", "app-balance", "--language", "zh")
  #expect(one.status == 0)
  for heading in ["规则        APP-BALANCE", "公式", "依据", "级别        错误"] {
    #expect(one.output.contains("\n" + heading) || one.output.hasPrefix(heading), "\(heading)")
  }
}

@Test func `a rule that is not there is a mistake`() async {
  #expect(await runProgram("rules", "NO-SUCH").status == 2)
}

@Test func `a file of rules turns rules off and changes their severity`() async throws {
  let folder = try TemporaryFolder()
  let configuration = folder.path("rules.json")
  try #"{"off": ["APP-ROW-TOTAL"], "severity": {"APP-BALANCE": "info"}}"#
    .write(toFile: configuration, atomically: true, encoding: .utf8)
  let off = await runProgram("rules", "APP-ROW-TOTAL", "--rules", configuration)
  #expect(off.output.contains("severity    off\n"))
  let changed = await runProgram("rules", "APP-BALANCE", "--rules", configuration)
  #expect(changed.output.contains("severity    info\n"))
  #expect(changed.status == 0)
}

@Test func `a file of rules that is wrong is named, and nothing is written`() async throws {
  let folder = try TemporaryFolder()
  let configuration = folder.path("rules.json")
  let output = folder.path("out")
  for (text, problem) in [
    (#"{"off": ["NO-SUCH"]}"#, "there is no rule 'NO-SUCH'; 'gouji rules' lists them all"),
    ("{", "it is no JSON"),
  ] {
    try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    let run = await runProgram("audit", folder.path("."), "-o", output, "--rules", configuration)
    #expect(run.status == 2)
    #expect(run.errorOutput == "gouji: the configuration '\(configuration)': \(problem)\n")
  }
  let missing = await runProgram("audit", folder.path("."), "-o", output, "--rules", "no/such")
  #expect(missing.errorOutput == "gouji: the configuration 'no/such': no such file\n")
  #expect(!FileManager.default.fileExists(atPath: output))
}

@Test func `every command is in the README`() throws {
  let readme = try String(contentsOf: packageRoot.appending(path: "README.md"), encoding: .utf8)
  for command in commandNames {
    #expect(readme.contains("`gouji \(command)"), "\(command)")
  }
}
