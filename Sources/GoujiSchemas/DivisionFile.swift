/// The lines `code,name,first,last` of a file of divisions, in ascending order of their codes.
struct DivisionFile: Sendable {
  let bytes: [UInt8]
  private let lines: [Line]

  private struct Line: Sendable {
    /// The number that the six digits make.
    let code: Int32
    let name: Range<Int32>

    /// 0 where it is not known.
    let first: Int16
    let last: Int16
  }

  /// - Throws: ``SchemaError`` naming the line that makes no sense.
  init(path: String) throws {
    let text = EmbeddedSchemas.bytes(of: path) ?? []
    var lines: [Line] = []
    lines.reserveCapacity(text.count / 20)
    var position = 0
    var number = 0
    while position < text.count {
      let start = position
      while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
      let end = position
      position += 1
      number += 1
      // The first line names the columns.
      guard number > 1, start < end else { continue }
      guard let line = Self.line(text, start..<end),
        lines.last.map({ $0.code <= line.code }) ?? true
      else {
        let line = String(decoding: text[start..<end], as: UTF8.self)
        throw SchemaError(path: path, problem: "line \(number): '\(line)'")
      }
      lines.append(line)
    }
    guard !lines.isEmpty else { throw SchemaError(path: path, problem: "no division") }
    (self.bytes, self.lines) = (text, lines)
  }

  private static func line(_ text: [UInt8], _ range: Range<Int>) -> Line? {
    var position = range.lowerBound
    /// The number up to the next comma, 0 for none; `nil` for anything else.
    func number() -> Int32? {
      var number: Int32 = 0
      while position < range.upperBound, text[position] != UInt8(ascii: ",") {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position]), number < 1_000_000
        else { return nil }
        number = number * 10 + Int32(text[position] - UInt8(ascii: "0"))
        position += 1
      }
      return number
    }
    func isComma() -> Bool {
      defer { position += 1 }
      return position < range.upperBound && text[position] == UInt8(ascii: ",")
    }
    guard let code = number(), position == range.lowerBound + 6, isComma() else { return nil }
    let start = position
    while position < range.upperBound, text[position] != UInt8(ascii: ",") { position += 1 }
    let name = Int32(start)..<Int32(position)
    guard !name.isEmpty, isComma(), let first = number(), isComma(), let last = number(),
      position == range.upperBound, first < 10_000, last < 10_000
    else { return nil }
    return Line(code: code, name: name, first: Int16(first), last: Int16(last))
  }

  var indices: Range<Int> { lines.indices }

  func region(_ line: Int) -> Regions.Region {
    let (first, last) = (Int(lines[line].first), Int(lines[line].last))
    let digits = String(lines[line].code)
    return Regions.Region(
      code: String(repeating: "0", count: 6 - digits.utf8.count) + digits,
      name: String(decoding: bytes[name(line)], as: UTF8.self),
      first: first == 0 ? nil : first,
      last: last == 0 ? nil : last
    )
  }

  /// Where the name of a line stands in ``bytes``.
  func name(_ line: Int) -> Range<Int> {
    Int(lines[line].name.lowerBound)..<Int(lines[line].name.upperBound)
  }

  func isProvince(_ line: Int) -> Bool { lines[line].code % 10_000 == 0 }

  /// The lines of a code; empty for what is no code of a division.
  func lines(of code: String) -> Range<Int> {
    guard code.utf8.count == 6, let number = Int32(code), number > 0 else { return 0..<0 }
    return firstLine(from: number)..<firstLine(from: number + 1)
  }

  /// The lines of the codes that lie inside a division, and its own.
  func lines(inside code: String) -> Range<Int> {
    guard code.utf8.count == 6, let number = Int32(code), number > 0 else { return 0..<0 }
    let size: Int32 = number % 10_000 == 0 ? 10_000 : number % 100 == 0 ? 100 : 1
    return firstLine(from: number)..<firstLine(from: number + size)
  }

  /// The first line with this code or a higher one.
  private func firstLine(from code: Int32) -> Int {
    var range = lines.indices
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = lines[middle].code < code ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}
