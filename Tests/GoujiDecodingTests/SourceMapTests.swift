import GoujiTestSupport
import Testing

@testable import GoujiDecoding

/// The characters of a text with their bytes.
func scalars(of utf8: [UInt8]) -> [(range: Range<Int>, scalar: Unicode.Scalar)] {
  var offset = 0
  return String(decoding: utf8, as: UTF8.self).unicodeScalars.map { scalar in
    defer { offset += UTF8.width(scalar) }
    return (offset..<offset + UTF8.width(scalar), scalar)
  }
}

/// Some figures, letters, marks and characters in random order, with a sure sign of Chinese in front.
private func randomText(
  of characters: [Character],
  using generator: inout SeededGenerator
) -> String {
  let count = Int.random(in: 1...400, using: &generator)
  let noise = (0..<count).map { _ in
    // Long stretches of one width as well as frequent changes.
    if Int.random(in: 0..<20, using: &generator) == 0 {
      return String(repeating: "<td>12</td>", count: Int.random(in: 4...20, using: &generator))
    }
    return String(
      repeating: characters.randomElement(using: &generator) ?? "年",
      count: Int.random(in: 1...6, using: &generator)
    )
  }
  return noise.joined()
}

private let commonCharacters = Array("政府信息公開申請行政機關0123456789 abc<td>\r\n，。（）年月日報告")

@Test(
  arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5-HKSCS"],
  0..<20 as Range<UInt64>
)
func `every character is found again in the file`(encoding: String, seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  var characters = commonCharacters
  if encoding != "Big5-HKSCS" { characters += Array("简体字éΩ𠮷㐂") }
  let sign = "政府信息公開，行政機關申請報告。"
  let text = sign + randomText(of: characters, using: &generator)
  let file = encoded(text, in: encoding)
  let decoded = try decode(file)
  #expect(String(decoding: decoded.utf8, as: UTF8.self) == text, "seed \(seed)")
  var end = 0
  for (range, scalar) in scalars(of: decoded.utf8) {
    let start = decoded.sourceMap.sourceOffset(of: range.lowerBound)
    #expect(start == end, "seed \(seed), offset \(range.lowerBound)")
    end = decoded.sourceMap.sourceEnd(of: range.upperBound)
    let bytes = Array(file[start..<end])
    #expect(bytes == encoded(String(scalar), in: encoding), "seed \(seed)")
  }
  #expect(end == file.count, "seed \(seed)")
}

@Test(arguments: ["UTF-8", "UTF-16LE", "GB18030"], 0..<10 as Range<UInt64>)
func `a range is found where its first and its last character are`(
  encoding: String,
  seed: UInt64
) throws {
  var generator = SeededGenerator(seed: seed)
  let text = "政府信息公开，行政机关申请报告。" + randomText(of: commonCharacters, using: &generator)
  let decoded = try decode(encoded(text, in: encoding))
  let characters = scalars(of: decoded.utf8).map(\.range)
  for _ in 0..<200 {
    let first = Int.random(in: characters.indices, using: &generator)
    let last = Int.random(in: first..<characters.count, using: &generator)
    let range = characters[first].lowerBound..<characters[last].upperBound
    let start = decoded.sourceMap.sourceOffset(of: range.lowerBound)
    let end = decoded.sourceMap.sourceEnd(of: range.upperBound)
    #expect(decoded.sourceMap.sourceRange(of: range) == start..<end, "seed \(seed), \(range)")
    let empty = range.lowerBound..<range.lowerBound
    #expect(decoded.sourceMap.sourceRange(of: empty) == start..<start, "seed \(seed), \(range)")
  }
}

@Test func `a text longer than the converter's pieces keeps its places`() throws {
  // Characters of 1, 2 and 4 bytes, so that pieces end inside characters.
  let unit = "政府㐂a信息公开申请，报告1\n"
  let text = String(repeating: unit, count: 3000)
  let file = encoded(text, in: "GB18030")
  let decoded = try decode(file)
  #expect(decoded.utf8 == Array(text.utf8))
  let unitLength = encoded(unit, in: "GB18030").count
  for index in stride(from: 0, to: 3000, by: 7) {
    #expect(decoded.sourceMap.sourceOffset(of: index * unit.utf8.count) == index * unitLength)
    #expect(decoded.sourceMap.sourceEnd(of: index * unit.utf8.count + 6) == index * unitLength + 4)
  }
}

@Test(arguments: 0..<40 as Range<UInt64>)
func `two maps in a row lead where one after the other leads`(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  // A text made of pieces of a file, with references and blanks in between, over a file in GB18030.
  let sign = "政府信息公开，行政机关申请报告。"
  let source = sign + randomText(of: Array("政府信㐂0123 &nbsp;年"), using: &generator)
  let outer = try decode(encoded(source, in: "GB18030"))
  var text = 0
  var runs: [SourceMap.Run] = []
  var ends: [Int] = []
  var position = 0
  let characters = scalars(of: outer.utf8)
  while position < characters.count {
    let length = Int.random(in: 1...9, using: &generator)
    let last = min(position + length, characters.count) - 1
    let range = characters[position].range.lowerBound..<characters[last].range.upperBound
    // Copied as it is, read as one character, or left out for an addition of no width.
    let widths: (Int, Int)
    switch Int.random(in: 0...3, using: &generator) {
    case 0: widths = (3, range.count)
    case 1: widths = (1, 0)
    default: widths = (1, 1)
    }
    runs.append(
      SourceMap.Run(
        textOffset: text,
        sourceOffset: range.lowerBound,
        textWidth: widths.0,
        sourceWidth: widths.1
      )
    )
    text += widths == (1, 1) ? range.count : widths.0
    ends.append(text)
    position = last + 1
  }
  let inner = SourceMap(runs: runs)
  let composed = inner.composed(with: outer.sourceMap)
  for (run, end) in zip(runs, ends) {
    let start = composed.sourceOffset(of: run.textOffset)
    #expect(start == outer.sourceMap.sourceOffset(of: run.sourceOffset), "seed \(seed)")
    let expected =
      run.sourceWidth == 0 ? start : outer.sourceMap.sourceEnd(of: inner.sourceEnd(of: end))
    #expect(composed.sourceEnd(of: end) == expected, "seed \(seed), run \(run)")
  }
}

@Test func `a map over a shifted text is shifted`() {
  let map = SourceMap(
    runs: [SourceMap.Run(textOffset: 0, sourceOffset: 4, textWidth: 3, sourceWidth: 2)]
  )
  let shifted = map.composed(with: .shifted(by: 3))
  #expect(shifted.sourceOffset(of: 3) == 9)
  #expect(SourceMap.shifted(by: 1).composed(with: .shifted(by: 3)).sourceOffset(of: 5) == 9)
}

@Test func `ascending ends are found without a search`() throws {
  let text = "政a府\nb信\n"
  let decoded = try decode(encoded(simplifiedText + text, in: "GB18030"))
  var cursor = SourceMap.Cursor(decoded.sourceMap)
  for offset in 0...decoded.utf8.count {
    #expect(cursor.sourceEnd(of: offset) == decoded.sourceMap.sourceEnd(of: offset))
  }
}

@Test(arguments: 0..<200 as Range<UInt64>)
func `a file of noise never traps`(seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  let pieces: [[UInt8]] = [
    [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0], [0x84, 0x31], [0xA4, 0x37], [0xC3, 0xC2], [0x88, 0x62],
    Array("<meta charset=".utf8), Array("big5".utf8), Array("utf-7>".utf8), Array("政府".utf8),
    encoded("政府信息", in: "GB18030"), encoded("政府資訊", in: "Big5-HKSCS"), [0xF0, 0x90], [0xFF],
  ]
  let bytes = (0..<60).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
  guard let decoded = try? decode(bytes) else { return }
  #expect(isValidUTF8(decoded.utf8), "seed \(seed)")
  #expect(!decoded.utf8.contains(0), "seed \(seed)")
  let end = decoded.sourceMap.sourceEnd(of: decoded.utf8.count)
  #expect(end <= bytes.count, "seed \(seed)")
  for offset in decoded.replacements {
    #expect(decoded.utf8[offset...].starts(with: [0xEF, 0xBF, 0xBD]), "seed \(seed)")
  }
}

@Test(
  arguments: [
    // A character of two bytes, one of four, and ASCII.
    ([0, 2, 6, 7], [0, 2, 6, 7]),
    ([-1, 2, 6, 7], [-1, 2, 6, 7]),
    ([0, 2, 1_912_841_097, 1_912_841_098], [0, 2, 4, 5]),
    ([0, -7, -3, -2], [0, 2, 6, 7]),
    ([90, 92, 96, 97], [0, 2, 6, 7]),
  ] as [([Int32], [Int32])]
)
func `offsets that a converter lost count of go on from the last known one`(
  _ given: [Int32],
  _ mended: [Int32]
) {
  var offsets = given
  mendLostOffsets(&offsets, of: [0x4E00, 0x4E00, 0x31, 0x32], count: 4, length: 8)
  #expect(offsets == mended)
}

@Test func `traditional characters have simplified forms`() {
  #expect(Simplification.ofName("申請政府資訊公開 12 件") == "申请政府资讯公开 12 件")
  #expect(Simplification.ofName("乾縣菸草專賣局") == "乾县烟草专卖局")
  #expect(Simplification.ofName("於潜镇人民政府") == "於潜镇人民政府")
  #expect(Simplification.table.count == 0xA000 - 0x3400)
}
