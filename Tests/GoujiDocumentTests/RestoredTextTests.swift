import GoujiDecoding
import GoujiModel
import Testing

@testable import GoujiDocument

/// A text of more lines than it takes to see what was done to all of them.
private let lines = (1...30).map { "第\($0)行有一些字,数字是\($0 * 7)" }

private func flattened(_ text: String) throws -> Document {
  Document.flattened(try decode(Array(text.utf8)))
}

@Test func `numbers before lines are left out, and places stay those of the file`() throws {
  let numbered = lines.enumerated().map { "\($0.offset + 1): \($0.element)" }
  let document = try flattened(numbered.joined(separator: "\n"))
  let text = String(decoding: document.text, as: UTF8.self)
  #expect(
    text.split(separator: "\n").map { $0.drop { $0 == " " } }
      == lines.map { Substring($0) }
  )
  let offset = try #require(text.utf8Offset(of: "第12行"))
  let place = document.place(of: offset..<offset + 3)
  #expect(place.line == 12)
  #expect(
    Array(numbered.joined(separator: "\n").utf8)[place.offset..<place.offset + 3].elementsEqual(
      "第".utf8
    )
  )
}

@Test func `figures that begin lines of their own are no numbers of lines`() throws {
  let text = lines.enumerated().map { "\($0.element)\n\($0.offset % 4)" }.joined(separator: "\n")
  #expect(try flattened(text).text == Array(text.utf8))
}

@Test func `line ends written as a backslash and n are line ends`() throws {
  let document = try flattened(lines.joined(separator: "\\n"))
  #expect(String(decoding: document.text, as: UTF8.self) == lines.joined(separator: "\n"))
}

@Test func `white space that a program wrote behind backslashes is white space`() throws {
  let text = (1...12).map { #"\t规章\t\#($0)\u3000件\r\n\xa0"# }.joined()
  let expected = (1...12).map { "\t规章\t\($0) 件 \n " }.joined()
  #expect(RestoredText(of: Array(text.utf8)).utf8 == Array(expected.utf8))
  // One of them alone is what the text says.
  let path = #"C:\temp\report"#
  #expect(RestoredText(of: Array(path.utf8)).utf8 == Array(path.utf8))
}

@Test func `characters without width are left out of a text`() throws {
  let document = try flattened("规\u{200B}章 1\u{200C}2\u{AD}3\u{FEFF}\n")
  #expect(String(decoding: document.text, as: UTF8.self) == "规章 123\n")
}

@Test func `lines cut at a width are whole again`() throws {
  let whole = (1...30).map { String(repeating: "本机关按时更新了网站栏目", count: 6) + "\($0)条" }
  let cut = whole.flatMap { line in
    stride(from: 0, to: line.count, by: 30).map { start in
      String(line.dropFirst(start).prefix(30))
    }
  }
  let document = try flattened(cut.joined(separator: "\n"))
  #expect(String(decoding: document.text, as: UTF8.self) == whole.joined(separator: "\n"))
}

@Test(arguments: [30, 100])
func `the longest lines of a document are those of the text that is read`(_ width: Int) throws {
  // Cut at 30 characters, the lines are put together again; uncut, they stay as they are.
  let whole = (1...30).map { String(repeating: "本机关按时更新了网站栏目", count: 6) + "\($0)条" }
  let cut = whole.flatMap { line in
    stride(from: 0, to: line.count, by: width).map { String(line.dropFirst($0).prefix(width)) }
  }
  let document = try flattened(cut.joined(separator: "\n"))
  let expected = document.text.withUnsafeBytes { LongestLines(of: $0) }
  #expect(document.longestLines?.width == expected.width)
  #expect(document.longestLines?.ends == expected.ends)
}

@Test func `lines of a table that are equally long stay lines`() throws {
  let rows = (10...60).map { "\($0 * 3 % 89 + 10) 行政许可行政许可行政许可行政许可 件 \($0)" }.joined(
    separator: "\n"
  )
  #expect(try flattened(rows).text == Array(rows.utf8))
}

extension String {
  fileprivate func utf8Offset(of text: String) -> Int? {
    let own = Array(utf8)
    let other = Array(text.utf8)
    return own.indices.first { own[$0...].starts(with: other) }
  }
}

@Test(arguments: [">", "+", "- ", "• "])
func `a sign that begins every line is left out`(mark: String) throws {
  let document = try flattened(lines.map { mark + $0 }.joined(separator: "\n"))
  let text = String(decoding: document.text, as: UTF8.self)
  #expect(
    text.split(separator: "\n").map { $0.drop { $0 == " " } } == lines.map { Substring($0) }
  )
}

@Test func `signs before some lines stay in the text`() throws {
  let text = lines.enumerated().map { ($0.offset % 5 == 0 ? "" : "- ") + $0.element }
    .joined(separator: "\n")
  #expect(try flattened(text).text == Array(text.utf8))
}

@Test func `references to characters that were left in a text are the characters`() throws {
  let document = try flattened("规章&nbsp;&nbsp;12&amp;nbsp;3\n")
  #expect(String(decoding: document.text, as: UTF8.self) == "规章  12 3\n")
}

@Test func `tabs that only come in pairs are one separator each`() throws {
  let rows = (1...12).map { "行政许可\t\t\($0)" }
  let document = try flattened(rows.joined(separator: "\n"))
  #expect(
    String(decoding: document.text, as: UTF8.self)
      == rows.map { $0.replacing("\t\t", with: "\t") }.joined(separator: "\n")
  )
}

@Test func `a page whose source has numbers before its lines is read without them`() throws {
  let rows = (1...30).map { "<tr><td>行政许可</td><td>\($0 * 3)</td></tr>" }
  let source = (["<html><body><table>"] + rows + ["</table></body></html>"]).enumerated()
    .map { "\($0.offset + 1)\t\($0.element)" }.joined(separator: "\n")
  let document = Document.parse(try decode(Array(source.utf8)))
  let text = String(decoding: document.text, as: UTF8.self)
  #expect(!text.contains("31"))
  #expect(text.contains("87"))
}

@Test func `a text with tags keeps what stands before and behind the end of a page`() throws {
  let rows = (1...40).map { "| 行政许可第\($0)行 | \($0) |" }
  let text =
    "<div role=\"main\">\n" + rows[..<20].joined(separator: "\n") + "\n\u{C}年度报告\n"
    + rows[20...].joined(separator: "\n") + "\n</div>\n"
  let document = Document.parse(try decode(Array(text.utf8)))
  let read = String(decoding: document.text, as: UTF8.self)
  #expect(rows.allSatisfy { read.contains($0) })
  let offset = try #require(read.utf8Offset(of: "第39行"))
  #expect(document.place(of: offset..<offset + 3).line == 41)
}

@Test func `radicals that a font gave out for letters are the letters`() throws {
  let document = try flattened("⾏政处罚 12\n⾃然⼈ ⻓\n")
  #expect(String(decoding: document.text, as: UTF8.self) == "行政处罚 12\n自然人 长\n")
}

@Test func `lines that were each put in quotation marks lose these`() throws {
  let quoted = (lines + ["危及“三安全”的\"其他\"情形"]).map {
    "\"" + $0.replacing("\"", with: "\"\"") + "\""
  }
  let document = try flattened(quoted.joined(separator: "\n"))
  #expect(
    String(decoding: document.text, as: UTF8.self)
      == (lines + ["危及“三安全”的\"其他\"情形"]).joined(separator: "\n")
  )
}

@Test func `lines of cells that are each in quotation marks keep them`() throws {
  let cells = lines.map { "\"\($0)\",\"5\"" }.joined(separator: "\n")
  #expect(try flattened(cells).text == Array(cells.utf8))
}

@Test func `records of JSON that hold a line each are read as these lines`() throws {
  let records = lines.enumerated().map {
    "{\"line\": \($0.offset), \"text\": \"\($0.element)\\t\\\"附\\\"\"}"
  }
  let document = try flattened(records.joined(separator: "\n"))
  #expect(
    String(decoding: document.text, as: UTF8.self)
      == lines.map { $0 + "\t\"附\"" }.joined(separator: "\n")
  )
  let offset = try #require(String(decoding: document.text, as: UTF8.self).utf8Offset(of: "第12行"))
  #expect(document.place(of: offset..<offset + 3).line == 12)
}

@Test func `lines that end with carriage returns alone are lines`() throws {
  let document = try flattened("规章\r5\r行政许可\r7\r")
  #expect(document.text == Array("规章\n5\n行政许可\n7\n".utf8))
  // Beside line feeds they are blanks.
  #expect(try flattened("规章\r\n5\r\n").text == Array("规章\r\n5\r\n".utf8))
}
