import Foundation
import Gouji
import GoujiExport
import GoujiTestSupport
import Testing

private let allFormats = Set(ExportFormat.allCases)

/// Writes documents with hostile judgements in every format.
private func exportHostile(to folder: TemporaryFolder) throws {
  let reader = try Reader()
  let export = try ExportFolder(
    path: folder.path("out"),
    formats: allFormats,
    forms: reader.forms,
    rules: reader.rules.descriptions,
    language: .chinese
  )
  var identifiers = FindingIdentifiers()
  for form in reader.forms.forms {
    for document in hostileDocuments(form) {
      let named = ReadDocument(
        document: "\(form.id) \(document.document)",
        byteCount: document.byteCount,
        sha256: document.sha256,
        manifestEntry: document.manifestEntry,
        reading: document.reading
      )
      try export.append(judgedRecord(of: named, &identifiers))
    }
  }
  try export.commit()
}

/// A cell of any status, with figures of any shape that print can have: 18 digits at most.
private func anyCell(using generator: inout SeededGenerator) -> Cell {
  func figure(_ generator: inout SeededGenerator) -> Figure {
    let digits = Int64.random(
      in: -999_999_999_999_999_999...999_999_999_999_999_999,
      using: &generator
    )
    return Figure(
      significand: [digits, digits / 1_000_000_000_000, 0].randomElement(using: &generator) ?? 0,
      fractionDigits: [0, 0, 1, 2, 4, 17].randomElement(using: &generator) ?? 0
    )
  }
  let place = SourcePlace(line: 7, offset: 70, length: 3)
  let status = CellStatus.allCases.randomElement(using: &generator) ?? .missing
  switch status {
  case .reported:
    let value = figure(&generator)
    return Cell(status: status, value: value, raw: value.description, place: place)
  case .blank:
    let deduced = Bool.random(using: &generator) ? Figure.zero : nil
    return Cell(status: status, deduced: deduced, raw: "/", place: place)
  case .deduced:
    return Cell(status: status, deduced: figure(&generator), raw: "7", place: place)
  case .ambiguous:
    return Cell(status: status, raw: "12", candidates: [1, nil, 12], place: place)
  case .unreadable:
    return Cell(status: status, raw: "若干", place: place)
  case .missing:
    return .missing
  }
}

@Test(arguments: ["2014", "2019", "2021"] as [FormID], 0..<4 as Range<UInt64>)
func `facts read back give the figures of the report, digit by digit`(
  _ id: FormID,
  seed: UInt64
) throws {
  var generator = SeededGenerator(seed: seed)
  let folder = try TemporaryFolder()
  let forms = try Reader().forms
  let form = try #require(forms[id])
  let cells = form.cells.map { _ in anyCell(using: &generator) }
  let document = syntheticDocument(
    "a.txt",
    form: form,
    replacing: Dictionary(uniqueKeysWithValues: zip(form.cells.map(\.id), cells))
  )
  let export = try ExportFolder(path: folder.path, forms: forms, rules: [], language: .english)
  var identifiers = FindingIdentifiers()
  try export.append(document.record(&identifiers))
  try export.commit()

  let rows = commaSeparatedRows(Array(try folder.bytes(of: "facts.csv").dropFirst(3)))
  let header = try #require(rows.first).fields
  let value = try #require(header.firstIndex(of: "value"))
  let deduced = try #require(header.firstIndex(of: "deduced"))
  let status = try #require(header.firstIndex(of: "status"))
  #expect(rows.count == cells.count + 1)
  for (row, cell) in zip(rows.dropFirst(), cells) {
    for (field, figure) in [(row.fields[value], cell.value), (row.fields[deduced], cell.deduced)] {
      let read = Figure(field)
      #expect(read == figure)
      #expect(read?.fractionDigits == figure?.fractionDigits)
      #expect(field.isEmpty == (figure == nil))
    }
    #expect(row.fields[status] == cell.status.rawValue)
  }
}

@Test func `every column of the package is described in both languages`() throws {
  let forms = try Reader().forms
  let json = Data(PackageDescription.json(forms: forms))
  let package = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
  let resources = try #require(package["resources"] as? [[String: Any]])
  #expect(resources.map { $0["path"] as? String } == ExportTable.allCases.map(\.fileName))
  for (resource, table) in zip(resources, ExportTable.allCases) {
    let schema = try #require(resource["schema"] as? [String: Any])
    let fields = try #require(schema["fields"] as? [[String: Any]])
    let names = table.columns(forms).map(\.name)
    #expect(fields.map { $0["name"] as? String } == names)
    for field in fields {
      #expect((field["title"] as? String)?.isEmpty == false)
      #expect(field["type"] is String)
    }
    #expect(Set(schema["primaryKey"] as? [String] ?? []).isSubset(of: names))
    for key in table.foreignKeys {
      #expect(key.table.columns(forms).map(\.name).contains(key.column))
    }
    for column in table.columns(forms) {
      #expect(column.label.en.unicodeScalars.allSatisfy { $0.isASCII }, "\(column.label.en)")
    }
  }
  let applications = resources[6]["schema"] as? [String: Any]
  let person = (applications?["fields"] as? [[String: Any]])?.first {
    $0["name"] as? String == "natural_person"
  }
  #expect((person?["title"] as? String)?.contains("自然人") == true)
}

@Test(.enabled(if: ExternalTool.python != nil, "see scripts/check-export.txt"))
func `tools of others read hostile texts and find what the descriptions say`() throws {
  let folder = try TemporaryFolder()
  try exportHostile(to: folder)
  let script = packageRoot.appending(path: "scripts/check-export.py").path
  let run = try #require(ExternalTool.python).run(script, folder.path("out"))
  #expect(run.status == 0, "\(run.output)")
}

@Test(.enabled(if: ExternalTool.python != nil, "see scripts/check-export.txt"))
func `tools of others notice an export that was changed`() throws {
  let folder = try TemporaryFolder()
  try exportHostile(to: folder)
  let facts = String(decoding: try folder.bytes(of: "out/facts.csv"), as: UTF8.self)
  try folder.write(facts.replacing(",100,reported,", with: ",100.0,reported,"), to: "out/facts.csv")
  let script = packageRoot.appending(path: "scripts/check-export.py").path
  let run = try #require(ExternalTool.python).run(script, folder.path("out"))
  #expect(run.status == 1)
  #expect(run.output.contains("datapackage.json: right"))
  #expect(run.output.contains("facts_of_duckdb: (") && run.output.contains("facts_of_pandas: ("))
}

@Test func `hostile texts leave each line of JSON a line and each record of CSV a record`() throws {
  let folder = try TemporaryFolder()
  try exportHostile(to: folder)
  let reports = commaSeparatedRows(Array(try folder.bytes(of: "out/reports.csv").dropFirst(3)))
  #expect(reports.count == 3 * hostileTexts.count + 1)
  let title = try #require(reports.first?.fields.firstIndex(of: "title"))
  for (number, row) in reports.dropFirst().enumerated() {
    let text = hostileTexts[number % hostileTexts.count].filter { $0 != "\u{0}" }
    let field = row.fields[title]
    #expect(field == text || field == "'" + text)
    #expect(!field.hasPrefix("=") && !field.hasPrefix("@") && !field.hasPrefix("+"))
  }
  let lines = try folder.bytes(of: "out/records.ndjson").split(separator: UInt8(ascii: "\n"))
  #expect(lines.count == 3 * hostileTexts.count)
  for (number, line) in lines.enumerated() {
    let record = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
    let text = hostileTexts[number % hostileTexts.count].filter { $0 != "\u{0}" }
    #expect(
      ((record?["report"] as? [String: Any])?["title"] as? [String: Any])?["value"] as? String
        == text
    )
  }
}

@Test func `nothing that documents say is in the description of the package`() throws {
  let folder = try TemporaryFolder()
  try exportHostile(to: folder)
  #expect(
    try folder.bytes(of: "out/datapackage.json")
      == PackageDescription.json(forms: try Reader().forms)
  )
}
