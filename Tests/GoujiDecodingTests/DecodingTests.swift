import GoujiDecoding
import GoujiTestSupport
import Testing

// MARK: Marks and UTF-8

@Test func `UTF-8 needs no declaration`() throws {
  let expected = Outcome(text: simplifiedText, encoding: "UTF-8", evidence: .validUTF8)
  #expect(try outcome(Array(simplifiedText.utf8)) == expected)
}

@Test(arguments: ["gb2312", "big5", "iso-8859-1", "utf-16"])
func `valid UTF-8 is UTF-8 whatever the page declares`(charset: String) throws {
  let text = page(simplifiedText, declaring: charset)
  let expected = Outcome(text: text, encoding: "UTF-8", evidence: .validUTF8)
  #expect(try outcome(Array(text.utf8)) == expected)
}

@Test(arguments: [
  ("UTF-8", [0xEF, 0xBB, 0xBF] as [UInt8]), ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]),
])
func `a byte-order mark decides and is no part of the text`(
  encoding: String,
  mark: [UInt8]
) throws {
  let expected = Outcome(text: simplifiedText, encoding: encoding, evidence: .byteOrderMark)
  #expect(try outcome(mark + encoded(simplifiedText, in: encoding)) == expected)
}

@Test(arguments: ["UTF-16LE", "UTF-16BE"])
func `UTF-16 without a mark is told by its zero bytes`(encoding: String) throws {
  let expected = Outcome(text: simplifiedText, encoding: encoding, evidence: .detected)
  #expect(try outcome(encoded(simplifiedText, in: encoding)) == expected)
}

@Test func `an empty file is an empty text`() throws {
  #expect(try outcome([]) == Outcome(text: "", encoding: "UTF-8", evidence: .validUTF8))
}

// MARK: Declarations

@Test(arguments: ["gb2312", "GBK", "gb18030", "hz-gb-2312"])
func `all declarations of mainland encodings mean GB18030`(charset: String) throws {
  // 镕 is in GBK but not in GB2312; 㐂 takes four bytes and is in GB18030 alone.
  let text = page(simplifiedText + "镕㐂", declaring: charset)
  let expected = Outcome(text: text, encoding: "GB18030", evidence: .declared)
  #expect(try outcome(encoded(text, in: "GB18030")) == expected)
}

@Test(arguments: [nil, "utf-8", "iso-8859-1", "big5", "no-such-charset"])
func `GB18030 is read without or against a declaration`(charset: String?) throws {
  let text = page(simplifiedText, declaring: charset)
  let expected = Outcome(text: text, encoding: "GB18030", evidence: .fallback)
  #expect(try outcome(encoded(text, in: "GB18030")) == expected)
}

@Test(arguments: ["big5", "Big5-HKSCS", "cp950"])
func `Big5 is read where it is declared`(charset: String) throws {
  let text = page(traditionalText, declaring: charset)
  let expected = Outcome(text: text, encoding: "Big5-HKSCS", evidence: .declared)
  #expect(try outcome(encoded(text, in: "Big5-HKSCS")) == expected)
}

@Test(arguments: [nil, "utf-8", "gb2312", "iso-8859-1"])
func `Big5 is told from GB18030 by what it says`(charset: String?) throws {
  let text = page(traditionalText, declaring: charset)
  let expected = Outcome(text: text, encoding: "Big5-HKSCS", evidence: .detected)
  #expect(try outcome(encoded(text, in: "Big5-HKSCS")) == expected)
}

@Test func `traditional characters in GB18030 are no Big5`() throws {
  let expected = Outcome(text: traditionalText, encoding: "GB18030", evidence: .fallback)
  #expect(try outcome(encoded(traditionalText, in: "GB18030")) == expected)
}

@Test func `an XML declaration counts`() throws {
  let text = "<?xml version=\"1.0\" encoding=\"gbk\"?>" + page(simplifiedText, declaring: nil)
  #expect(try outcome(encoded(text, in: "GB18030")).evidence == .declared)
}

@Test func `the charset of a script is no declaration`() throws {
  let text = "<script charset=\"gbk\"></script>" + page(simplifiedText, declaring: nil)
  #expect(try outcome(encoded(text, in: "GB18030")).evidence == .fallback)
}

@Test func `a western text is read as declared`() throws {
  let text = page("Données publiées à l’été", declaring: "windows-1252")
  let expected = Outcome(text: text, encoding: "windows-1252", evidence: .declared)
  #expect(try outcome(encoded(text, in: "windows-1252")) == expected)
}

// MARK: Damage

@Test func `a byte that no encoding has is replaced and its place recorded`() throws {
  var bytes = encoded(simplifiedText, in: "GB18030")
  bytes.insert(0xFF, at: 4)
  let decoded = try decode(bytes)
  #expect(decoded.encoding == "GB18030")
  #expect(decoded.replacements == [6])
  #expect(String(decoding: decoded.utf8.prefix(12), as: UTF8.self) == "某某\u{FFFD}县")
  #expect(decoded.sourceMap.sourceOffset(of: 6) == 4)
  #expect(decoded.sourceMap.sourceEnd(of: 9) == 5)
}

@Test(arguments: ["UTF-8", "GB18030", "Big5-HKSCS"])
func `a file cut inside its last character keeps the rest`(encoding: String) throws {
  let text = encoding == "Big5-HKSCS" ? traditionalText : simplifiedText
  let bytes = encoded(text + "年", in: encoding).dropLast()
  let decoded = try decode(Array(bytes))
  #expect(decoded.encoding == encoding)
  #expect(decoded.replacements == [text.utf8.count])
  #expect(String(decoding: decoded.utf8, as: UTF8.self) == text + "\u{FFFD}")
  #expect(decoded.sourceMap.sourceEnd(of: decoded.utf8.count) == bytes.count)
}

@Test func `an odd byte at the end of UTF-16 is replaced`() throws {
  let bytes = [0xFF, 0xFE] + encoded("年", in: "UTF-16LE") + [0x41]
  let expected = Outcome(
    text: "年\u{FFFD}",
    encoding: "UTF-16LE",
    evidence: .byteOrderMark,
    replacementCount: 1
  )
  #expect(try outcome(bytes) == expected)
}

@Test func `half a surrogate pair is replaced`() throws {
  let bytes: [UInt8] = [0xFE, 0xFF, 0xD8, 0x40, 0x00, 0x41, 0xDC, 0x00]
  #expect(try outcome(bytes).text == "\u{FFFD}A\u{FFFD}")
  #expect(try outcome(bytes).replacementCount == 2)
}

@Test func `a U+FFFD that the file itself holds is no replacement`() throws {
  let text = simplifiedText + "\u{FFFD}"
  #expect(try outcome(encoded(text, in: "GB18030")).replacementCount == 0)
  #expect(try outcome(Array(text.utf8)).replacementCount == 0)
}

@Test(arguments: ["UTF-8", "GB18030", "UTF-16LE"])
func `a zero byte becomes a space`(encoding: String) throws {
  let text = simplifiedText + "总计\0 5\n"
  let decoded = try outcome(encoded(text, in: encoding))
  #expect(decoded.text == simplifiedText + "总计  5\n")
  #expect(decoded.encoding == encoding)
}

@Test(
  arguments: [
    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [0x25, 0x50, 0x44, 0x46, 0x2D, 0x31],
    [0x50, 0x4B, 0x03, 0x04], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0],
  ] as [[UInt8]]
)
func `the files of other programs are no text`(signature: [UInt8]) {
  #expect(throws: DecodingError(code: .notText, encoding: "")) {
    try decode(signature + Array(simplifiedText.utf8))
  }
}

@Test(arguments: 0..<20 as Range<UInt64>)
func `bytes without meaning are no text`(seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  let bytes = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
  #expect {
    try decode(bytes)
  } throws: {
    ($0 as? DecodingError)?.code == .notText
  }
}

@Test func `a file above the limit is refused`() {
  var limits = DecodingLimits()
  limits.maximumByteCount = 8
  #expect(throws: DecodingError(code: .tooLarge, encoding: "")) {
    try decode(Array("123456789".utf8), limits: limits)
  }
}

// MARK: Mojibake

@Test(arguments: ["GB18030", "UTF-8", "Big5-HKSCS"])
func `a text once read as Windows-1252 is read again`(encoding: String) throws {
  let text = encoding == "Big5-HKSCS" ? traditionalText : simplifiedText
  let original = encoded(text, in: encoding)
  let misread = misreadAsWindows1252(original)
  let decoded = try decode(Array(misread.utf8))
  #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
  #expect(decoded.evidence == .repairedMojibake)
  #expect(decoded.encoding == encoding)
  #expect(decoded.replacements.isEmpty)
}

@Test func `the map of a text read again leads to the bytes of the file`() throws {
  let misread = misreadAsWindows1252(encoded(simplifiedText, in: "GB18030"))
  let file = Array(misread.utf8)
  let decoded = try decode(file)
  for (range, character) in scalars(of: decoded.utf8) {
    let start = decoded.sourceMap.sourceOffset(of: range.lowerBound)
    let end = decoded.sourceMap.sourceEnd(of: range.upperBound)
    let cut = String(decoding: file[start..<end], as: UTF8.self)
    #expect(cut == misreadAsWindows1252(encoded(String(character), in: "GB18030")))
  }
}

@Test func `a western text stays what it is`() throws {
  let text = String(repeating: "La transparência é à moda: ação, coração, informação. ", count: 4)
  #expect(try outcome(Array(text.utf8)).evidence == .validUTF8)
}

@Test(arguments: 0..<8) func `a stray byte among ASCII is replaced wherever it stands`(
  offset: Int
) throws {
  let chinese = encoded(String(repeating: "政府信息公开工作年度报告。", count: 20), in: "GB18030")
  var ascii = [UInt8](repeating: UInt8(ascii: "a"), count: 200)
  ascii[96 + offset] = 0x80
  let text = try decode(chinese + ascii + chinese)
  #expect(String(validating: text.utf8, as: UTF8.self) != nil)
  #expect(
    text.replacements.map { text.sourceMap.sourceOffset(of: $0) } == [chinese.count + 96 + offset]
  )
}

/// The characters that Windows-1252 has for bytes; those of Latin-1 for the five it has none for.
private func misreadAsWindows1252(_ bytes: [UInt8]) -> String {
  let upper: [UInt8: Unicode.Scalar] = [
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ",
    0x89: "‰", 0x8A: "Š", 0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“",
    0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›",
    0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
  ]
  var text = String.UnicodeScalarView()
  for byte in bytes { text.append(upper[byte] ?? Unicode.Scalar(byte)) }
  return String(text)
}
