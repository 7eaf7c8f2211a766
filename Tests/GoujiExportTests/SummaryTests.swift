import Foundation
import Gouji
import GoujiExport
import GoujiTestSupport
import Testing

/// The summary of documents, each with a hostile judgement of its findings.
private func summary(_ documents: [ReadDocument], _ language: Language = .chinese) throws -> String
{
  let folder = try TemporaryFolder()
  let reader = try Reader()
  let export = try ExportFolder(
    path: folder.path,
    forms: reader.forms,
    rules: reader.rules.descriptions,
    language: language
  )
  var identifiers = FindingIdentifiers()
  for document in documents { try export.append(judgedRecord(of: document, &identifiers)) }
  try export.commit()
  return String(decoding: try folder.bytes(of: "summary.html"), as: UTF8.self)
}

private func form(_ id: FormID) throws -> FormDefinition {
  try #require(try Reader().forms[id])
}

@Test(arguments: Language.allCases)
func `hostile texts add neither tags nor links to the summary`(_ language: Language) throws {
  let page = try summary(hostileDocuments(try form("2021")), language)
  let tags = page.matches(of: /<\/?([^\s>]+)[^>]*>/)
  #expect(
    Set(tags.map { String($0.output.1) }).isSubset(
      of: [
        "!DOCTYPE", "a", "article", "blockquote", "body", "code", "dd", "div", "dl", "dt", "footer",
        "h1",
        "h2", "h3", "head", "header", "html", "line", "main", "mark", "meta", "nav", "p", "rect",
        "section",
        "small", "span", "style", "svg", "table", "tbody", "td", "text", "th", "thead", "title",
        "tr",
      ]
    )
  )
  for tag in tags {
    #expect(!tag.output.0.contains(/\s(on\w+|src|style|srcdoc)\s*=/), "\(tag.output.0)")
  }
  let links = page.matches(of: /href="([^"]*)"/).map { String($0.output.1) }
  #expect(links == ["#rules", "#map", "#years", "#findings"])
  for link in links { #expect(page.contains("id=\"\(link.dropFirst())\"")) }
  #expect(!page.contains("url(") && !page.contains("@import"))
  #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
}

@Test func `the policy of the summary lets its own style pass and nothing else`() throws {
  let page = try summary([])
  let style = try #require(page.firstMatch(of: /<style>([^<]*)<\/style>/)).output.1
  let hexadecimal = Array(sha256(Array(style.utf8)))
  let bytes = stride(from: 0, to: hexadecimal.count, by: 2).compactMap {
    UInt8(String(hexadecimal[$0...($0 + 1)]), radix: 16)
  }
  try #require(bytes.count == 32)
  #expect(
    page.contains(
      "content=\"default-src 'none'; style-src 'sha256-\(Data(bytes).base64EncodedString())';"
        + " base-uri 'none'; form-action 'none'\""
    )
  )
}

@Test func `the summary shows a finding with the print around it`() throws {
  let form = try form("2021")
  func cell(_ row: RowID, _ column: ColumnID) -> CellID {
    CellID(form: "2021", table: .applications, row: row, column: column)
  }
  let place = SourcePlace(line: 7, offset: 70, length: 1)
  let (total, part) = (cell(.handledTotal, .naturalPerson), cell(.disclosed, .naturalPerson))
  let others = form.cells.map(\.id).filter {
    $0.table == .applications && $0.column == .naturalPerson && $0 != total && $0 != part
  }
  let document = syntheticDocument(
    "a.txt",
    form: form,
    replacing: [
      total: Cell(status: .reported, value: 6, raw: "6", place: place),
      part: Cell(status: .reported, value: 3, raw: "3 ", place: place),
      cell(.disclosed, .business): Cell(status: .blank, raw: "/", place: place),
      cell(.disclosed, .research): .missing,
    ],
    findings: [
      Finding(
        rule: "APP-HANDLED-SUM",
        severity: .error,
        certainty: .certain,
        cell: total,
        reported: 6,
        expected: 3,
        message: Bilingual(zh: "总计不符", en: "the total differs"),
        suggestion: [SuggestedChange(cell: total, printed: 6, suggested: 3)],
        terms: ([part] + others).map { FindingTerm(cell: $0, figure: nil, place: nil) },
        place: place
      ),
      Finding(
        rule: "FORM-SIX",
        severity: .info,
        certainty: .strong,
        message: Bilingual(zh: "只是提示", en: "a hint only")
      ),
    ]
  )
  let page = try summary([document])
  let start = try #require(page.range(of: "<article")).lowerBound
  let end = try #require(page.range(of: "</article>")).upperBound
  try expectGolden(String(page[start..<end]) + "\n", "finding.html")
  #expect(!page.contains("只是提示"))
  #expect(page.contains("提示 1 处只在 findings.csv 中列出"))
}

@Test func `a finding about the text is shown with the words, the paragraph or the title`() throws {
  let form = try form("2021")
  func place(_ line: Int) -> SourcePlace { SourcePlace(line: line, offset: line, length: 1) }
  let long = String(repeating: "主动公开", count: 50)
  let plain = syntheticDocument("a.txt", form: form)
  let report = try #require(plain.reading.report)
  var identity = report.identity
  identity.title = Attested("某局<2021>年报", from: .title, place: place(1))
  let findings = (1...4).map { line in
    Finding(
      rule: "FORM-TITLE",
      severity: .error,
      certainty: .certain,
      message: Bilingual(zh: "第\(line)行", en: "line \(line)"),
      place: place(line)
    )
  }
  let section = Section(
    kind: .overview,
    heading: "一、总体情况",
    paragraphs: [
      Paragraph(text: long, place: place(3)),
      Paragraph(text: "全年受理5件。", place: place(40)),
    ],
    place: place(2)
  )
  let document = ReadDocument(
    document: plain.document,
    byteCount: nil,
    sha256: nil,
    manifestEntry: nil,
    reading: DocumentReading(
      kind: .text,
      encoding: "UTF-8",
      encodingEvidence: "valid_utf8",
      status: .read,
      reason: nil,
      report: Report(
        identity: identity,
        form: form,
        cells: report.cells,
        foreignCells: [],
        sections: [section],
        notes: [],
        claims: [
          Claim(
            subject: nil,
            figure: 5,
            section: 0,
            paragraph: 1,
            range: 12..<16,
            place: place(4)
          )
        ]
      ),
      assessment: Assessment(findings: findings, results: [])
    )
  )
  let page = try summary([document])
  #expect(page.contains("<blockquote><mark>某局&lt;2021&gt;年报</mark></blockquote>"))
  #expect(page.contains("<blockquote><mark>一、总体情况</mark></blockquote>"))
  #expect(page.contains("<blockquote><mark>\(long.prefix(120))</mark>…</blockquote>"))
  #expect(page.contains("<blockquote>全年受理<mark>5件</mark>。</blockquote>"))
}

@Test func `the summary lists a limited number of findings and says where the rest is`() throws {
  let form = try form("2021")
  let rules = try Reader().rules.descriptions.map(\.id)
  let documents = (0..<40).map { number in
    syntheticDocument(
      "\(number).txt",
      form: form,
      agency: "榆关坡街道办事处",
      year: 2021 + number % 3,
      findings: rules.prefix(20).map { rule in
        Finding(
          rule: rule,
          severity: number % 2 == 0 ? .error : .warning,
          certainty: .certain,
          cell: form.cells[number].id,
          message: Bilingual(zh: "不符", en: "it differs")
        )
      }
    )
  }
  let page = try summary(documents)
  #expect(page.matches(of: /<article class="finding error">/).count == 150)
  #expect(page.matches(of: /<article class="finding warning">/).count == 50)
  #expect(page.contains("此处列出 200 处(同一规则最多 30 处),其余 600 处见 findings.csv。"))
  #expect(page.utf8.count < 1_000_000)
}

@Test func `the summary counts an agency once a year and shows years without a report`() throws {
  let (old, new) = (try form("2014"), try form("2021"))
  let received = CellID(form: "2021", table: .applications, row: .newReceived, column: .total)
  let documents = [
    syntheticDocument("a.txt", form: old, year: 2018),
    syntheticDocument("b.txt", form: new, year: 2021),
    syntheticDocument("copy of b.txt", form: new, year: 2021),
    syntheticDocument(
      "c.txt",
      form: new,
      agency: "榆关坡街道办事处",
      year: 2021,
      replacing: [received: Cell(status: .reported, value: 100, raw: "100")]
    ),
  ]
  let page = try summary(documents)
  let years = page.matches(of: /<th scope="col">(\d{4})<\/th>/).map { String($0.output.1) }
  #expect(years == ["2018", "2019", "2020", "2021"])
  // Cell 16 of the form is the total of new applications, and holds its number.
  #expect(page.contains(/<th scope="row">2021<\/th><td>2<\/td><td>116<\/td>/))
  #expect(page.contains(/<th scope="row">2019<\/th><td>0<\/td><td>—<\/td>/))
  #expect(page.contains(/<small> ×2<\/small>/))
}
