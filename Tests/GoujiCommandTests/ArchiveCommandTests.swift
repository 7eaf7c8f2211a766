import Foundation
import Gouji
import GoujiArchive
import GoujiTestSupport
import Testing

/// A folder of samples, with a manifest, a copy and a document that is none.
private func makeInput(_ folder: TemporaryFolder) throws {
  for name in ["page-2021-planted/source.html", "2014-cell-pipe/source.txt", "odd-tabs/source.txt"]
  {
    try folder.write(sample(name), to: "in/" + name)
  }
  try folder.write(sample("2019-cell-pipe-five-columns/source.txt"), to: "in/a.txt")
  try folder.write(sample("2019-cell-pipe-five-columns/source.txt"), to: "in/a/copy.txt")
  try folder.write("今天天气很好。\n", to: "in/page.html")
  try folder.write("document,agency,year\na.txt,=某局,2020\nabsent.html,,\n", to: "in/manifest.csv")
}

/// The files of two folders, with the names of those that differ.
private func differences(
  _ left: String,
  _ right: String,
  in folder: TemporaryFolder
) throws
  -> [String]
{
  let names = try folder.names(in: left)
  #expect(try folder.names(in: right) == names)
  #expect(names.contains("facts.csv"))
  return try names.filter { name in
    try folder.bytes(of: "\(left)/\(name)") != folder.bytes(of: "\(right)/\(name)")
  }
}

@Test func `an archive exports what an audit exports, byte for byte`() async throws {
  let folder = try TemporaryFolder()
  try makeInput(folder)
  // Some rules look at one report and, where there is another year's, at both.
  for year in [2019, 2020] {
    try folder.write(sample("2019-row-trailing-pipe/source.txt"), to: "in/series/\(year).txt")
  }
  try folder.write(
    "document,agency,year\n2019.txt,某局,2019\n2020.txt,某局,2020\n",
    to: "in/series/manifest.csv"
  )
  let (input, archive) = (folder.path("in"), folder.path("archive.data"))
  let audit = await runProgram("audit", input, "--output", folder.path("audit"))
  #expect(audit.status == 1)
  let imported = await runProgram("import", input, "--archive", archive)
  #expect(imported.status == 0)
  #expect(imported.output.hasPrefix("documents   9: new 9 · changed 0 · unchanged 0\n"))
  let again = await runProgram("import", input, "--archive", archive)
  #expect(again.output.hasPrefix("documents   9: new 0 · changed 0 · unchanged 9\n"))
  let check = await runProgram("check", "--archive", archive)
  #expect(check.status == 1)
  #expect(audit.output.hasPrefix(check.output))
  let export = await runProgram(
    "export",
    "--archive",
    archive,
    "--output",
    folder.path("export"),
    "--format",
    "ndjson"
  )
  #expect(export.status == 1)
  let direct = await runProgram(
    "audit",
    input,
    "--output",
    folder.path("direct"),
    "--format",
    "ndjson"
  )
  #expect(direct.status == 1)
  #expect(try differences("direct", "export", in: folder).isEmpty)
  let summary = String(decoding: try folder.bytes(of: "export/summary.html"), as: UTF8.self)
  #expect(summary.contains("href=\"../in/page-2021-planted/source.html\""))
  let through = await runProgram(
    "audit",
    input,
    "--output",
    folder.path("through"),
    "--archive",
    archive
  )
  #expect(through.status == 1)
  #expect(try differences("audit", "through", in: folder).isEmpty)
}

@Test func `an export takes the years, agencies and findings that are wanted`() async throws {
  let folder = try TemporaryFolder()
  try makeInput(folder)
  let archive = folder.path("archive.sqlite")
  _ = await runProgram("import", folder.path("in"), "--archive", archive)
  func rows(_ file: String, _ arguments: [String]) async throws -> [[String]] {
    let output = folder.path(UUID().uuidString)
    let said = await runProgram(
      ["export", "--archive", archive, "--output", output] + arguments
    )
    #expect(said.status != 2)
    let data = try Data(contentsOf: URL(filePath: output).appending(path: file))
    return commaSeparatedRows([UInt8](data)).dropFirst().map(\.fields)
  }
  #expect(try await rows("documents.csv", []).count == 7)
  #expect(try await rows("documents.csv", ["--year", "2020"]).map { $0[0] }.contains("a.txt"))
  #expect(try await rows("documents.csv", ["--agency", "某"]).map { $0[0] } == ["a.txt"])
  #expect(try await rows("documents.csv", ["--agency", "某", "--year", "1999"]).isEmpty)
  let errors = try await rows("findings.csv", ["--severity", "error"])
  #expect(!errors.isEmpty)
  #expect(errors.allSatisfy { $0[6] == "error" })
  let rule = try #require(errors.first?[5])
  let ofRule = try await rows("findings.csv", ["--rule", rule])
  #expect(!ofRule.isEmpty)
  #expect(ofRule.allSatisfy { $0[5] == rule })
  #expect(try await rows("findings.csv", ["--judgement", "confirmed"]).isEmpty)
  #expect(try await rows("findings.csv", ["--judgement", "none", "--rule", rule]) == ofRule)
}

@Test func `a file that is gone or has changed is not linked`() async throws {
  let folder = try TemporaryFolder()
  let archive = folder.path("archive.sqlite")
  for name in ["changed", "gone"] {
    try folder.write(sample("page-2021-planted/source.html"), to: "in/\(name).html")
  }
  _ = await runProgram("import", folder.path("in"), "--archive", archive)
  try folder.write("another", to: "in/changed.html")
  try FileManager.default.removeItem(atPath: folder.path("in/gone.html"))
  _ = await runProgram("export", "--archive", archive, "--output", folder.path("out"))
  let summary = String(decoding: try folder.bytes(of: "out/summary.html"), as: UTF8.self)
  #expect(summary.contains("changed.html") && !summary.contains("href=\"../in/"))
}

/// What of an archive is exported.
struct ExportChoice: Sendable, CustomTestStringConvertible {
  let arguments: [String]

  /// How many documents and how many findings there are to it.
  let documents: ClosedRange<Int>
  let isEmpty: Bool

  var testDescription: String { arguments.joined(separator: " ") }

  init(_ arguments: String..., documents: ClosedRange<Int>, isEmpty: Bool = false) {
    self.arguments = arguments
    self.documents = documents
    self.isEmpty = isEmpty
  }
}

@Test(arguments: [
  ExportChoice(documents: 7...7), ExportChoice("--year", "2023", documents: 2...2),
  ExportChoice("--year", "1999", documents: 0...0, isEmpty: true),
  ExportChoice("--region", "52", documents: 0...6),
  ExportChoice("--region", "99", documents: 0...0, isEmpty: true),
  ExportChoice("--agency", "某", documents: 1...1),
  ExportChoice("--rule", "APP-HANDLED-SUM", documents: 7...7),
  ExportChoice("--severity", "error", documents: 7...7),
  ExportChoice("--severity", "error", "--severity", "warning", documents: 7...7),
  ExportChoice("--judgement", "confirmed", documents: 7...7),
  ExportChoice("--judgement", "dismissed", documents: 7...7, isEmpty: true),
  ExportChoice("--judgement", "none", "--rule", "APP-HANDLED-SUM", documents: 7...7),
])
func `every format takes what is wanted, and nothing else`(_ choice: ExportChoice) async throws {
  let folder = try TemporaryFolder()
  try makeInput(folder)
  let archive = folder.path("archive.sqlite")
  _ = await runProgram("import", folder.path("in"), "--archive", archive)
  _ = await runProgram("export", "--archive", archive, "--output", folder.path("all"))
  let all = commaSeparatedRows(Array(try folder.bytes(of: "all/findings.csv").dropFirst(3)))
  let known = Set(all.dropFirst().map { $0.fields[0] })
  let judged = try #require(all.dropFirst().first { $0.fields[5] == "APP-HANDLED-SUM" }?.fields[0])
  _ = await runProgram("judge", "--archive", archive, judged, "--verdict", "confirmed")
  let run = await runProgram(
    ["export", "--archive", archive, "--output", folder.path("out")] + choice.arguments
      + ["--format", "ndjson", "--format", "xlsx"]
  )
  #expect(run.status != 2, "\(run.errorOutput)")

  let findings = commaSeparatedRows(Array(try folder.bytes(of: "out/findings.csv").dropFirst(3)))
    .dropFirst().map { $0.fields[0] }
  let documents = commaSeparatedRows(Array(try folder.bytes(of: "out/documents.csv").dropFirst(3)))
    .dropFirst().map { $0.fields[0] }
  #expect(choice.documents.contains(documents.count))
  #expect(Set(findings).isSubset(of: known))
  #expect(findings.isEmpty == choice.isEmpty || choice.documents.lowerBound == 0)
  if choice.arguments.contains("confirmed") { #expect(findings == [judged]) }
  if choice.arguments.contains("none") { #expect(!findings.contains(judged)) }

  let lines = try folder.bytes(of: "out/records.ndjson").split(separator: UInt8(ascii: "\n"))
  let records = try lines.map {
    try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
  }
  #expect(records.map { $0["document"] as? String } == documents)
  let ofRecords = records.flatMap { $0["findings"] as? [[String: Any]] ?? [] }
  #expect(ofRecords.map { $0["finding"] as? String } == findings)

  let summary = String(decoding: try folder.bytes(of: "out/summary.html"), as: UTF8.self)
  let shown = summary.matches(of: /<code>([0-9a-f]{16})<\/code>/).map { String($0.output.1) }
  #expect(Set(shown).isSubset(of: findings))
  #expect(Set(shown).isEmpty == findings.isEmpty || choice.documents.lowerBound == 0)

  guard let python = ExternalTool.python else { return }
  let program = """
    import sys
    from openpyxl import load_workbook
    sheets = load_workbook(sys.argv[1])
    for name in ["问题", "文档"]:
        for row in sheets[name].iter_rows(min_row=2, max_col=1, values_only=True):
            print(row[0])
    """
  let listed = try python.run("-c", program, folder.path("out/working_paper.xlsx"))
  #expect(listed.output.split(separator: "\n").map(String.init) == findings + documents)
}

@Test func `facts read back are the cells of the archive, digit by digit`() async throws {
  let folder = try TemporaryFolder()
  try makeInput(folder)
  for name in ["2019-signs-and-units", "trap-unit-column", "odd-blank-row-below"] {
    try folder.write(sample("\(name)/source.txt"), to: "in/\(name).txt")
  }
  let path = folder.path("archive.sqlite")
  _ = await runProgram("import", folder.path("in"), "--archive", path)
  _ = await runProgram("export", "--archive", path, "--output", folder.path("out"))
  let rows = commaSeparatedRows(Array(try folder.bytes(of: "out/facts.csv").dropFirst(3)))
  let header = try #require(rows.first).fields
  let columns = try ["value", "deduced", "status"].map { try #require(header.firstIndex(of: $0)) }
  let read = rows.dropFirst().map { row in columns.map { row.fields[$0] } }

  let archive = try Archive(path: path, .existing)
  let records = try archive.records(reader: try Reader())
  var kept: [[String]] = []
  for position in 0..<records.count {
    guard let report = try records.record(at: position).document.reading.report else { continue }
    for cell in report.cells + report.foreignCells.map(\.cell) {
      kept.append([
        cell.value?.description ?? "", cell.deduced?.description ?? "", cell.status.rawValue,
      ])
    }
  }
  #expect(read == kept)
  #expect(kept.contains { $0[0] == "0" } && kept.contains { $0[0].isEmpty && $0[2] == "blank" })
}

@Test func `judgements go out and come back as CSV`() async throws {
  let folder = try TemporaryFolder()
  try folder.write(sample("page-2021-planted/source.html"), to: "in/a.html")
  let (first, second) = (folder.path("first.sqlite"), folder.path("second.sqlite"))
  for archive in [first, second] {
    _ = await runProgram("import", folder.path("in"), "--archive", archive)
  }
  _ = await runProgram("export", "--archive", first, "--output", folder.path("out"))
  let findings = commaSeparatedRows(try folder.bytes(of: "out/findings.csv"))
  let finding = try #require(findings.dropFirst().first?.fields[0])
  let judged = await runProgram(
    "judge",
    "--archive",
    first,
    finding,
    "--verdict",
    "explained",
    "--note",
    "=来函,\"说明\""
  )
  #expect((judged.status, judged.output, judged.errorOutput) == (0, "", ""))
  let file = folder.path("judgements.csv")
  #expect(await runProgram("judge", "--archive", first, "--export", file).status == 0)
  let imported = await runProgram("judge", "--archive", second, "--import", file)
  #expect(
    imported.output == "judgements: recorded 1 · known 0 · on findings not in the archive 0\n"
  )
  for archive in [first, second] {
    _ = await runProgram("export", "--archive", archive, "--output", folder.path("out"))
    let row = try #require(
      commaSeparatedRows(try folder.bytes(of: "out/findings.csv")).first { $0.fields[0] == finding }
    )
    #expect(row.fields.suffix(2) == ["explained", "'=来函,\"说明\""])
  }
  // The exported table of findings is such a file itself.
  let fromExport = await runProgram(
    "judge",
    "--archive",
    second,
    "--import",
    folder.path("out/findings.csv")
  )
  #expect(
    fromExport.output == "judgements: recorded 0 · known 1 · on findings not in the archive 0\n"
  )
}

@Test func `what is wrong with an archive is said in both languages with status 2`() async throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "text")
  let text = folder.path("text")
  let english = await runProgram("check", "--archive", text)
  #expect(english.status == 2)
  #expect(
    english.errorOutput == "gouji: '\(text)' is no archive of gouji; it was left as it is\n"
  )
  let chinese = await runProgram("check", "--archive", text, locale: "zh_CN.UTF-8")
  #expect(chinese.errorOutput == "gouji: “\(text)”不是勾稽的档案库,未作改动\n")
  let absent = await runProgram("export", "--archive", text + "2", "--output", text + "3")
  #expect(absent.status == 2)
  #expect(absent.errorOutput.contains("there is no archive"))
}

@Test func `a wrong list of judgements is named by its line`() async throws {
  let folder = try TemporaryFolder()
  try folder.write(sample("odd-tabs/source.txt"), to: "in/a.txt")
  let archive = folder.path("archive.sqlite")
  _ = await runProgram("import", folder.path("in"), "--archive", archive)
  for (text, message) in [
    ("finding,note\n", "j.csv:1: no columns"),
    ("finding,verdict\nx,confirmed\ny,maybe\n", "j.csv:3: 'maybe' is no verdict"),
    ("finding,verdict\n,confirmed\n", "j.csv:2: finding: empty"),
  ] {
    try folder.write(text, to: "j.csv")
    let said = await runProgram("judge", "--archive", archive, "--import", folder.path("j.csv"))
    #expect(said.status == 2)
    #expect(said.errorOutput.contains(message))
  }
}
