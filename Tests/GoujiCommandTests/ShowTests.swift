import Gouji
import GoujiCommand
import GoujiTestSupport
import Testing

@Test(arguments: [
  ("abc", 3), ("自然人", 6), ("(七)总计", 8), ("12件", 4), ("｛％｝", 6), ("e\u{301}", 1), ("×·≈", 3),
  ("", 0), ("“三安全一稳定”", 14), ("𠮷", 2), ("\u{200B}a", 1),
])
func `a Chinese character takes two columns of a terminal`(_ text: String, _ width: Int) {
  #expect(displayWidth(text) == width)
}

@Test func `text of a page cannot command the terminal`() {
  #expect(printable("a\u{1B}[2Jb\u{7}\u{9B}c\u{202E}d\n") == "a [2Jb  cd ")
}

@Test(arguments: Language.allCases)
func `a report is drawn as a person would write it down`(_ language: Language) throws {
  let form = try #require(try Reader().forms["2021"])
  let cell = CellID(form: "2021", table: .applications, row: .handledTotal, column: .total)
  let place = SourcePlace(line: 7, offset: 40, length: 2)
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
    Cell(status: .unreadable, raw: "见附件", place: place),
    .missing,
    Cell(status: .blank, raw: "", place: place),
  ]
  let foreign = ForeignCell(
    definition: try #require(try Reader().forms["2019"]?.cells.first),
    cell: Cell(status: .reported, value: 26, raw: "26", place: place)
  )
  let finding = Finding(
    rule: "APP-BALANCE",
    severity: .error,
    certainty: .certain,
    cell: cell,
    reported: 6,
    expected: 3,
    message: Bilingual(zh: "新收加结转与办理不符。", en: "Received and handled differ."),
    explains: [
      Identity(rule: "APP-BALANCE", cell: cell), Identity(rule: "APP-HANDLED-SUM", cell: cell),
    ],
    suggestion: [SuggestedChange(cell: cell, printed: 6, suggested: 3)],
    place: place
  )
  let document = syntheticDocument(
    "区/a.txt",
    form: form,
    replacing: Dictionary(uniqueKeysWithValues: zip(form.cells.map(\.id), cells)),
    foreignCells: [foreign],
    notes: [
      ReadingNote(code: .extraRow, message: Bilingual(zh: "多出一行", en: "an extra row"), place: place)
    ],
    findings: [finding]
  )
  let drawing = try #require(ReportDrawing(document, language: language, inColour: false))
  try expectGolden(drawing.text, "show.\(language.rawValue).txt")
}

@Test func `colours are only there when they are asked for`() throws {
  let form = try #require(try Reader().forms["2014"])
  let document = syntheticDocument("a", form: form)
  let plain = try #require(ReportDrawing(document, language: .english, inColour: false)).text
  let coloured = try #require(ReportDrawing(document, language: .english, inColour: true)).text
  #expect(!plain.contains("\u{1B}"))
  #expect(coloured.contains("\u{1B}[2m"))
}
