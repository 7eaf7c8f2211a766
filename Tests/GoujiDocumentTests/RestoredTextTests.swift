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
