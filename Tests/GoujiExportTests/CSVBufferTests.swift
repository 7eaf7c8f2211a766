import Gouji
import GoujiExport
import GoujiTestSupport
import Testing

/// One field as it is written.
private func written(_ text: String?) -> String {
  var buffer = CSVBuffer()
  buffer.text(text)
  return String(decoding: buffer.bytes, as: UTF8.self)
}

@Test(arguments: [
  ("", ""), ("安顺", "安顺"), ("a,b", "\"a,b\""), ("say \"x\"", "say \"\"x\"\""),
  ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("a b ", "a b "), ("\u{0}a\u{0}b", "ab"),
])
func `text is quoted where it must be, and only there`(_ text: String, _ expected: String) {
  // A quote inside a field needs quotes around the field as well.
  let isQuote = text.contains("\"")
  #expect(written(text) == (isQuote ? "\"\(expected)\"" : expected))
}

@Test(arguments: [
  "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "-", "--", "+", "-a", "\u{0}=1",
])
func `text that a spreadsheet would calculate is made harmless`(_ text: String) {
  #expect(written(text).hasPrefix("'"))
}

@Test(arguments: ["\t=1", "\r=1", "\n=1"])
func `text behind a leading control is made harmless`(_ text: String) {
  #expect(written(text).contains("'" + text.prefix(1)))
}

@Test(arguments: ["-4", "+2", "-43027665.50", "-1,234", "减4", "1-2", "a=b", "/"])
func `numbers and plain text stay as they are`(_ text: String) {
  #expect(!written(text).contains("'"))
}

@Test func `fields are divided by commas and lines by line feeds`() {
  var buffer = CSVBuffer()
  buffer.text(nil)
  buffer.integer(-1_203)
  buffer.integer(0)
  buffer.integer(nil)
  buffer.figure(Figure("43027665.50"))
  buffer.figure(-4)
  buffer.place(SourcePlace(line: 1, offset: 20, length: 300))
  buffer.empty(2)
  buffer.endLine()
  buffer.word("x")
  buffer.endLine()
  #expect(
    String(decoding: buffer.bytes, as: UTF8.self)
      == ",-1203,0,,43027665.50,-4,1,20,300,,\nx\n"
  )
}

@Test(arguments: 0..<200 as Range<UInt64>)
func `what is written reads back`(seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  let pieces = ["a", "安", "\"", ",", "\n", "\r\n", "'", " ", "1", "", "\u{FEFF}", "👍🏽"]
  let fields = (0..<5).map { _ in
    "x" + (0..<4).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }
  var buffer = CSVBuffer()
  for field in fields { buffer.text(field) }
  buffer.endLine()
  #expect(commaSeparatedRows(buffer.bytes).map(\.fields) == [fields], "seed \(seed)")
}
