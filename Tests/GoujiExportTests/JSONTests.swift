import Foundation
import Gouji
import GoujiExport
import GoujiTestSupport
import Testing

private func written(_ text: String) -> String {
  var json = JSONBuffer()
  json.item(text)
  return String(decoding: json.bytes, as: UTF8.self)
}

@Test(arguments: [
  ("安顺", "\"安顺\""), ("say \"x\" \\ y", "\"say \\\"x\\\" \\\\ y\""), ("\u{0}a\u{0}b\u{0}", "\"ab\""),
  ("a\n\r\tb", "\"a\\n\\r\\tb\""), ("\u{1F}\u{B}\u{1}", "\"\\u001f\\u000b\\u0001\""),
  ("\u{85}\u{2028}\u{2029}“…”é", "\"\\u0085\\u2028\\u2029“…”é\""), ("", "\"\""),
  ("<script>", "\"<script>\""),
])
func `text in JSON is escaped where it must be, and only there`(_ text: String, _ expected: String)
{
  #expect(written(text) == expected)
}

@Test(arguments: 0..<200 as Range<UInt64>)
func `text in JSON reads back`(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let pieces = ["a", "安", "\"", "\\", "\n", "\r\n", "/", "\u{2028}", "\u{7F}", "\u{85}", "👍🏽", "é"]
  let text = (0..<8).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  var json = JSONBuffer()
  json.object { $0.member(text, text) }
  let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: String]
  // Swift compares strings by canonical equivalence; their bytes must be the same too.
  #expect(read?.keys.first.map { Array($0.utf8) } == Array(text.utf8), "seed \(seed)")
  #expect(read?.values.first.map { Array($0.utf8) } == Array(text.utf8), "seed \(seed)")
}

@Test func `a layout changes the space in JSON and nothing else`() throws {
  func built(_ layout: JSONBuffer.Layout) -> String {
    var json = JSONBuffer(layout)
    json.object { json in
      json.member("a", 1)
      json.member("none", nil as String?)
      json.array("b") { json in
        json.item(Figure("27.4060"))
        json.item(nil as Figure?)
        json.object { $0.member("c", true) }
      }
      json.array("empty") { _ in }
    }
    json.endLine()
    return String(decoding: json.bytes, as: UTF8.self)
  }
  #expect(built(.oneLine) == #"{"a":1,"b":[27.4060,null,{"c":true}],"empty":[]}"# + "\n")
  #expect(
    built(.indented) == """
      {
        "a": 1,
        "b": [
          27.4060,
          null,
          {
            "c": true
          }
        ],
        "empty": []
      }

      """
  )
}

@Test func `a line of JSON says everything about a document`() throws {
  let form = try #require(try Reader().forms["2021"])
  let (first, second, third) = (form.cells[0].id, form.cells[1].id, form.cells[2].id)
  let place = SourcePlace(line: 3, offset: 40, length: 2)
  let document = syntheticDocument(
    "a.txt",
    form: form,
    replacing: [
      first: Cell(
        status: .reported,
        value: Figure("27.4060"),
        unit: "元",
        raw: "27.4060元",
        place: place
      ),
      second: Cell(status: .blank, deduced: 0, raw: "-", place: place),
      third: Cell(status: .ambiguous, raw: "12", candidates: [1, nil, 12], place: place),
    ],
    foreignCells: [
      ForeignCell(
        definition: try #require(try Reader().forms["2019"]?.cells.first),
        cell: Cell(status: .unreadable, raw: "若干", place: place)
      )
    ],
    notes: [
      ReadingNote(code: .mixedForms, message: Bilingual(zh: "混用", en: "mixed"), cells: [first])
    ],
    findings: [
      Finding(
        rule: "APP-BALANCE",
        severity: .error,
        certainty: .certain,
        cell: first,
        reported: 6,
        expected: 3,
        message: Bilingual(zh: "不符", en: "it differs"),
        explains: [Identity(rule: "APP-BALANCE", cell: first)],
        suggestion: [SuggestedChange(cell: first, printed: 6, suggested: 3)],
        terms: [FindingTerm(cell: second, figure: 1, place: place)],
        place: place
      )
    ],
    results: [RuleResult(rule: "APP-BALANCE", verdict: .fail)]
  )
  var identifiers = FindingIdentifiers()
  var json = JSONBuffer(.indented)
  json.object { $0.members(of: document.record(&identifiers)) }
  json.endLine()
  // The cells after the first row are more of the same.
  let lines = String(decoding: json.bytes, as: UTF8.self).split(separator: "\n")
  let cut = try #require(lines.firstIndex { $0.contains("\"row\": \"normative_documents\"") })
  let resumed = try #require(lines.lastIndex { $0.contains("\"form\": \"2019\"") })
  try expectGolden(
    (lines[..<cut] + ["…"] + lines[resumed...]).joined(separator: "\n") + "\n",
    "record.json.txt"
  )
}
