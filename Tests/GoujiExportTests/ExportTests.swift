import Foundation
import Gouji
import GoujiExport
import GoujiTestSupport
import Testing

/// The lines of an exported table, each by the names of its columns.
private func table(_ name: String, in folder: TemporaryFolder) throws -> [[String: String]] {
  let bytes = try folder.bytes(of: "out/\(name).csv")
  try #require(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
  let rows = commaSeparatedRows(Array(bytes.dropFirst(3)))
  let header = try #require(rows.first).fields
  return try rows.dropFirst().map { row in
    try #require(row.fields.count == header.count, "\(name).csv:\(row.line)")
    return Dictionary(uniqueKeysWithValues: zip(header, row.fields))
  }
}

private func export(_ documents: [ReadDocument], to folder: TemporaryFolder) throws {
  let export = try ExportFolder(
    path: folder.path("out"),
    forms: try Reader().forms,
    rules: try Reader().rules.descriptions,
    language: .english
  )
  var identifiers = FindingIdentifiers()
  for document in documents {
    try export.append(document.record(&identifiers))
  }
  try export.commit()
}

private func form(_ id: FormID) throws -> FormDefinition {
  try #require(try Reader().forms[id])
}

@Test func `the columns are those that people's scripts rely on`() throws {
  let forms = try Reader().forms
  let columns = ExportTable.allCases.map {
    "\($0.fileName): " + $0.columns(forms).map(\.name).joined(separator: ",")
  }
  try expectGolden(columns.joined(separator: "\n") + "\n", "columns.txt")
}

@Test func `the README gives the columns as they are`() throws {
  let readme = try String(contentsOf: packageRoot.appending(path: "README.md"), encoding: .utf8)
  let forms = try Reader().forms
  for table in ExportTable.allCases where table.formTable == nil {
    let columns = table.columns(forms).map(\.name).joined(separator: ",")
    #expect(readme.contains("`\(columns)`"), "\(table.fileName)")
  }
}

@Test(arguments: ["2014", "2019", "2021"] as [FormID])
func `facts have a line for each cell of the form`(_ id: FormID) throws {
  let folder = try TemporaryFolder()
  let form = try form(id)
  try export([syntheticDocument("a.txt", form: form)], to: folder)
  let facts = try table("facts", in: folder)
  #expect(facts.count == form.cells.count)
  #expect(facts.map { $0["value"] } == form.cells.indices.map { String($0) })
  #expect(facts.map { $0["row"] } == form.cells.map(\.id.row.rawValue))
}

@Test func `each status of a cell shows in its own columns`() throws {
  let folder = try TemporaryFolder()
  let form = try form("2021")
  let place = SourcePlace(line: 3, offset: 40, length: 2)
  let cells = [
    Cell(
      status: .reported,
      value: Figure("43027665.50"),
      unit: "元",
      raw: "43027665.50元",
      place: place
    ),
    Cell(status: .blank, deduced: 0, raw: "-", place: place),
    Cell(status: .deduced, deduced: 7, raw: "7", place: place),
    Cell(status: .ambiguous, raw: "12", candidates: [1, nil, 12], place: place),
    Cell(status: .unreadable, raw: "=HYPERLINK(\"http://x\")", place: place),
    .missing,
  ]
  let replacing = Dictionary(uniqueKeysWithValues: zip(form.cells.map(\.id), cells))
  try export([syntheticDocument("a.txt", form: form, replacing: replacing)], to: folder)
  let facts = try table("facts", in: folder).prefix(6)
  let columns = [
    "unit", "value", "status", "deduced", "raw", "candidates", "line", "offset", "length",
  ]
  #expect(
    facts.map { fact in columns.map { fact[$0] ?? "?" }.joined(separator: "|") } == [
      "元|43027665.50|reported||43027665.50元||3|40|2",
      "件||blank|0|'-||3|40|2",
      "件||deduced|7|7||3|40|2",
      "件||ambiguous||12|1; blank; 12|3|40|2",
      "件||unreadable||'=HYPERLINK(\"http://x\")||3|40|2",
      "件||missing||||||",
    ]
  )
  let report = try #require(try table("reports", in: folder).first)
  #expect(report["cells_reported"] == "195")
  #expect(report["cells_missing"] == "1")
}

@Test func `a part on another form has its lines in facts and in the spread-out table`() throws {
  let folder = try TemporaryFolder()
  let definition = try #require(try form("2019").cells.first)
  let foreign = ForeignCell(
    definition: definition,
    cell: Cell(status: .reported, value: 26, raw: "26")
  )
  let document = syntheticDocument("a.txt", form: try form("2021"), foreignCells: [foreign])
  try export([document], to: folder)
  let facts = try table("facts", in: folder)
  #expect(facts.count == 201)
  #expect(facts.last?["form"] == "2019")
  #expect(facts.last?["value"] == "26")
  let disclosure = try table("disclosure", in: folder)
  #expect(disclosure.first { $0["form"] == "2019" }?["made"] == "26")
  #expect(disclosure.first { $0["form"] == "2021" }?["issued"] == "0")
}

@Test func `spread-out tables have a line for each row`() throws {
  let folder = try TemporaryFolder()
  try export(
    [
      syntheticDocument("a.txt", form: try form("2021")),
      syntheticDocument("b.txt", form: try form("2014")),
    ],
    to: folder
  )
  let applications = try table("applications", in: folder)
  #expect(applications.count == 25)
  #expect(applications.first?["natural_person"] == "10")
  #expect(applications.first?["total"] == "16")
  #expect(try table("review_litigation", in: folder).count == 3)
  #expect(try table("statistics", in: folder).map { $0["value"] } == (0..<58).map { String($0) })
}

@Test func `findings that say the same in two documents have identifiers of their own`() throws {
  let folder = try TemporaryFolder()
  let form = try form("2021")
  let cell = CellID(form: "2021", table: .applications, row: .handledTotal, column: .total)
  let finding = Finding(
    rule: "APP-BALANCE",
    severity: .error,
    certainty: .certain,
    cell: cell,
    reported: 6,
    expected: 3,
    message: Bilingual(zh: "不符", en: "it differs"),
    explains: [
      Identity(rule: "APP-BALANCE", cell: cell), Identity(rule: "APP-HANDLED-SUM", cell: cell),
    ],
    suggestion: [SuggestedChange(cell: cell, printed: 6, suggested: 3)],
    place: SourcePlace(line: 1, offset: 2, length: 3)
  )
  let documents = ["a.txt", "b.txt", "c.txt"].map {
    syntheticDocument($0, form: form, findings: [finding, finding])
  }
  try export(documents, to: folder)
  let findings = try table("findings", in: folder)
  #expect(findings.count == 6)
  #expect(Set(findings.map { $0["finding"] }).count == 6)
  let first = try #require(findings.first)
  #expect(first["difference"] == "3")
  #expect(
    first["explains"]
      == "APP-BALANCE applications.handled_total.total; APP-HANDLED-SUM applications.handled_total.total"
  )
  #expect(first["suggestion"] == "applications.handled_total.total: 6→3")
}

@Test func `what could not be read is listed with the reason`() throws {
  let folder = try TemporaryFolder()
  let file = InputFile(
    document: "a,b.txt",
    path: FilePath("none"),
    trouble: Bilingual(zh: "没有", en: "gone, or never there")
  )
  let reader = try Reader()
  try export(InputDocuments([file]).map { reader.read($0) }, to: folder)
  let listed = try #require(try table("documents", in: folder).first)
  #expect(listed["document"] == "a,b.txt")
  #expect(listed["status"] == "unreadable")
  #expect(listed["reason"] == "gone, or never there")
  #expect(listed["bytes"] == "")
  #expect(try table("facts", in: folder).isEmpty)
}

@Test func `an export that is not committed leaves what was there`() throws {
  let folder = try TemporaryFolder()
  try folder.write("mine", to: "out/notes.txt")
  try folder.write("old", to: "out/facts.csv")
  do {
    let export = try ExportFolder(
      path: folder.path("out"),
      forms: try Reader().forms,
      rules: try Reader().rules.descriptions,
      language: .english
    )
    let document = syntheticDocument("a.txt", form: try form("2021"))
    var identifiers = FindingIdentifiers()
    try export.append(document.record(&identifiers))
  }
  #expect(try folder.names(in: "out") == ["facts.csv", "notes.txt"])
  #expect(try folder.bytes(of: "out/facts.csv") == Array("old".utf8))
}

@Test func `an export overwrites its own files and no other`() throws {
  let folder = try TemporaryFolder()
  try folder.write("mine", to: "out/notes.txt")
  try folder.write("old", to: "out/facts.csv")
  try export([], to: folder)
  let own = ExportTable.allCases.map(\.fileName) + ["datapackage.json", "summary.html"]
  #expect(try folder.names(in: "out") == (own + ["notes.txt"]).sorted())
  #expect(try table("facts", in: folder).isEmpty)
}

@Test func `a folder that cannot be written is an error that names it`() throws {
  let folder = try TemporaryFolder()
  try folder.write("a file", to: "out")
  let error = #expect(throws: ExportError.self) {
    try ExportFolder(
      path: folder.path("out"),
      forms: try Reader().forms,
      rules: [],
      language: .english
    )
  }
  #expect(error?.message.en.hasPrefix("cannot write '\(folder.path("out"))': not a folder") == true)
}
