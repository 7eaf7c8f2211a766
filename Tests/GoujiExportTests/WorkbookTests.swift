import Foundation
import Gouji
import GoujiExport
import GoujiTestSupport
import Testing

/// Writes documents with hostile texts into a working paper.
private func writeWorkbook(
  _ path: String,
  _ documents: [ReadDocument],
  limits: WorkbookLimits = WorkbookLimits()
) throws {
  let reader = try Reader()
  let export = try ExportFolder(
    path: path,
    formats: [.xlsx],
    forms: reader.forms,
    rules: reader.rules.descriptions,
    language: .chinese,
    workbookLimits: limits
  )
  var identifiers = FindingIdentifiers()
  for document in documents {
    let prepared = export.preparation.prepare(
      judgedRecord(of: document, &identifiers),
      address: "../in/a%20b.txt"
    )
    try export.append(prepared)
  }
  try export.commit()
}

/// What Python prints about a working paper that it has as `workbook`.
private func python(_ path: String, _ program: String) throws -> String {
  let opening = """
    import sys
    from openpyxl import load_workbook
    workbook = load_workbook(sys.argv[1])

    """
  let run = try #require(ExternalTool.python).run("-c", opening + program, path)
  try #require(run.status == 0, "\(run.output)")
  return run.output
}

@Test func `equal documents give working papers of equal bytes`() throws {
  let folder = try TemporaryFolder()
  let documents = hostileDocuments(try #require(try Reader().forms["2021"]))
  for name in ["first", "second"] { try writeWorkbook(folder.path(name), documents) }
  let bytes = try folder.bytes(of: "first/working_paper.xlsx")
  #expect(bytes.starts(with: Array("PK".utf8)))
  #expect(try folder.bytes(of: "second/working_paper.xlsx") == bytes)
  #expect(try folder.names(in: "first").filter { $0.hasPrefix(".") }.isEmpty)
}

@Test(.enabled(if: ExternalTool.python != nil, "see scripts/check-export.txt"))
func `a sheet holds every text but for what XML has not`() throws {
  let folder = try TemporaryFolder()
  let form = try #require(try Reader().forms["2021"])
  let texts = [
    "，。（一）", "a_b_x", "_x0041_", "_x004g_", "a\tb\nc", "\u{85}甲\u{9F}", "\u{A0}乙¿",
    "\u{FFFE}甲\u{FFFF}",
    "\u{FFFD}", "\u{7F}丙", "👍🏽", String(repeating: "长", count: 6_000),
  ]
  try writeWorkbook(
    folder.path("out"),
    texts.enumerated().map { syntheticDocument("\($0.offset)", form: form, title: $0.element) }
  )
  let output = try python(
    folder.path("out/working_paper.xlsx"),
    """
    for row in workbook["文档"].iter_rows(min_row=2, min_col=7, max_col=7, values_only=True):
        # The escape of _x0041_, which openpyxl undoes in the table of shared strings alone.
        print(row[0].replace("_x005F_", "_").encode("unicode_escape").decode())
    """
  )
  let expected = texts.map { text in
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter {
          !(0x7F...0x9F).contains($0.value) && !(0xFFFE...0xFFFF).contains($0.value)
        }
      )
    )
  }
  let found = output.split(separator: "\n").map(String.init)
  let escaped = try #require(ExternalTool.python).run(
    "-c",
    "import sys\nfor text in sys.argv[1:]: print(text.encode('unicode_escape').decode())",
    more: expected
  )
  #expect(found == escaped.output.split(separator: "\n").map(String.init))
}

@Test func `a working paper that is not committed leaves nothing behind`() throws {
  let folder = try TemporaryFolder()
  let reader = try Reader()
  do {
    let export = try ExportFolder(
      path: folder.path("out"),
      formats: [.xlsx],
      forms: reader.forms,
      rules: reader.rules.descriptions,
      language: .chinese
    )
    var identifiers = FindingIdentifiers()
    for document in hostileDocuments(reader.forms.forms[0]) {
      try export.append(judgedRecord(of: document, &identifiers))
    }
  }
  #expect(try folder.names(in: "out").isEmpty)
}

@Test(.enabled(if: ExternalTool.python != nil, "see scripts/check-export.txt"))
func `the working paper shows figures, marks and comments where they belong`() throws {
  let folder = try TemporaryFolder()
  let form = try #require(try Reader().forms["2021"])
  let (broken, blank, unreadable) = (form.cells[0].id, form.cells[1].id, form.cells[2].id)
  let (missing, suggested) = (form.cells[3].id, form.cells[4].id)
  let document = syntheticDocument(
    "a.txt",
    form: form,
    replacing: [
      broken: Cell(status: .reported, value: Figure("-27.4060"), raw: "-27.4060"),
      blank: Cell(status: .blank, deduced: 0, raw: "/"),
      unreadable: Cell(status: .unreadable, raw: "=1+1"),
      missing: .missing,
      suggested: Cell(
        status: .reported,
        value: Figure("999999999999999999"),
        raw: "999999999999999999"
      ),
    ],
    findings: [
      Finding(
        rule: "DISC21-SUM",
        severity: .error,
        certainty: .certain,
        cell: broken,
        reported: Figure("-27.4060"),
        expected: 3,
        message: Bilingual(zh: "两数不符", en: "they differ"),
        suggestion: [SuggestedChange(cell: suggested, printed: 4, suggested: 3)]
      )
    ]
  )
  try writeWorkbook(folder.path("out"), [document])
  let output = try python(
    folder.path("out/working_paper.xlsx"),
    """
    sheet = workbook["主动公开政府信息情况"]
    columns = {cell.value.split("\\n")[1]: number for number, cell in enumerate(sheet[1])}
    def show(row, column):
        cell = row[columns[column]]
        print(repr(cell.value), cell.number_format, cell.fill.fgColor.rgb, bool(cell.comment))
    rows = list(sheet.iter_rows(min_row=2))
    show(rows[0], "issued"); show(rows[0], "repealed"); show(rows[0], "in_force")
    show(rows[1], "issued"); show(rows[1], "repealed")
    print(rows[0][columns["issued"]].comment.text)
    row = workbook["问题"][2]
    print([cell.value for cell in row][1:12])
    print(row[15].hyperlink.location, row[16].hyperlink.target)
    print([cell.value for cell in workbook["覆盖矩阵"][2]], workbook["覆盖矩阵"].max_row)
    print(workbook.sheetnames)
    """
  )
  try expectGolden(output, "working_paper.txt")
}

@Test(.enabled(if: ExternalTool.python != nil, "see scripts/check-export.txt"))
func `a sheet that is full says so and where the rest is`() throws {
  let folder = try TemporaryFolder()
  var limits = WorkbookLimits()
  limits.rows = 6
  limits.links = 3
  limits.comments = 2
  let documents = hostileDocuments(try #require(try Reader().forms["2021"]))
  try writeWorkbook(folder.path("out"), documents, limits: limits)
  let output = try python(
    folder.path("out/working_paper.xlsx"),
    """
    for name in ["问题", "文档", "主动公开政府信息情况"]:
        sheet = workbook[name]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        print(sheet.max_row, sheet.cell(sheet.max_row, 1).value, sheet.auto_filter.ref)
        print(sum(cell.hyperlink is not None for cell in cells), sum(cell.comment is not None for cell in cells))
    """
  )
  #expect(
    output == """
      6 工作表行数已达上限,其余 10 行见 findings.csv。The sheet is full; findings.csv has the other 10 rows. A1:T5
      3 0
      6 工作表行数已达上限,其余 10 行见 documents.csv。The sheet is full; documents.csv has the other 10 rows. A1:T5
      3 0
      6 工作表行数已达上限,其余 80 行见 disclosure.csv。The sheet is full; disclosure.csv has the other 80 rows. A1:P5
      0 1

      """
  )
}

@Test(.enabled(if: ExternalTool.office != nil, "LibreOffice is not installed"))
func `LibreOffice opens the working paper and finds every text as it is`() throws {
  let folder = try TemporaryFolder()
  let documents = hostileDocuments(try #require(try Reader().forms["2021"]))
  try writeWorkbook(folder.path("out"), documents)
  let run = try #require(ExternalTool.office).run(
    "-env:UserInstallation=\(folder.url.appending(path: "profile").absoluteString)",
    "--headless",
    "--convert-to",
    // Commas, quotes, UTF-8, values as they are stored, every sheet a file.
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
    "--outdir",
    folder.path("csv"),
    folder.path("out/working_paper.xlsx")
  )
  #expect(run.status == 0)
  let complaints = run.output.split(separator: "\n").filter {
    // Java is not needed, and its absence is no word about the file.
    !$0.contains("javaldx") && !$0.hasPrefix("convert ") && !$0.hasPrefix("Writing sheet ")
  }
  #expect(complaints.isEmpty)
  let rows = commaSeparatedRows(try folder.bytes(of: "csv/working_paper-问题.csv"))
  #expect(rows.count == documents.count + 1)
  for (row, text) in zip(rows.dropFirst(), hostileTexts) {
    let visible = text.unicodeScalars.filter {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value < 0xFFFE || $0 == "\n"
    }
    let expected = String(String.UnicodeScalarView(visible))
    try #require(row.fields.count == 20)
    for field in [row.fields[3], row.fields[11], row.fields[19]] { #expect(field == expected) }
    #expect(row.fields[8...10] == ["1", "-2.5", "3.5"])
  }
}

@Test(arguments: [
  ("/a/in/x.txt", "/a/out", "../in/x.txt"), ("/a/out/x.txt", "/a/out/", "x.txt"),
  ("/a/./b/../in/年 报#1.html", "/a/out/one", "../../in/%E5%B9%B4%20%E6%8A%A5%231.html"),
  ("/x.txt", "/", "x.txt"), ("/a/out", "/a/out", "../out"),
])
func `a file is linked relative to the folder of the export`(
  _ file: String,
  _ folder: String,
  _ expected: String
) {
  #expect(address(of: FilePath(file), from: folder) == expected)
}
