/// Undoes the wrong decoding of a text that was read as Windows-1252 or Latin-1 and saved as UTF-8.
///
/// - Parameter bytes: Valid UTF-8.
/// - Returns: `nil` when the text is no such text, or does not read as Chinese when it is undone.
func repairedMojibake(_ bytes: [UInt8]) -> DecodedText? {
  guard looksLikeWesternLetters(bytes), let misread = originalBytes(bytes) else { return nil }
  func plausible(_ text: DecodedText?) -> DecodedText? {
    guard let text else { return nil }
    let plausibility = Plausibility(of: text)
    guard plausibility.letterCount >= 8, plausibility.score >= Plausibility.certain else {
      return nil
    }
    return DecodedText(
      utf8: text.utf8,
      sourceMap: text.sourceMap.composed(with: misread.map),
      encoding: text.encoding,
      evidence: .repairedMojibake,
      replacements: text.replacements
    )
  }
  if isValidUTF8(misread.bytes),
    let text = plausible(decodeUTF8(misread.bytes, from: 0, evidence: .repairedMojibake))
  {
    return text
  }
  for mode in [ICUConverter.Mode.strict, .replacing] {
    for encoding in [LegacyEncoding.gb18030, .big5] {
      let text = ICUConverter.decode(
        misread.bytes,
        encoding: encoding,
        mode: mode,
        evidence: .repairedMojibake
      )
      if let text = plausible(text) { return text }
    }
  }
  return plausible(decodeUTF8(misread.bytes, from: 0, evidence: .repairedMojibake))
}

/// Whether the first characters outside ASCII are mostly those of Western European languages.
private func looksLikeWesternLetters(_ bytes: [UInt8]) -> Bool {
  var western = 0
  var eastern = 0
  for byte in bytes where byte >= 0xC2 {
    switch byte {
    case 0xC2, 0xC3: western += 1
    case 0xE3...0xE9: eastern += 1
    default: break
    }
    if western + eastern >= 64 { break }
  }
  return western >= 16 && eastern * 8 < western
}

/// The bytes that a text was before it was read as Windows-1252.
///
/// - Returns: The bytes with a map to the UTF-8, and 0xFF, which no Chinese encoding has, for
///   characters that stand for none; `nil` when these are more than a few.
private func originalBytes(_ utf8: [UInt8]) -> (bytes: [UInt8], map: SourceMap)? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(utf8.count)
  var map = SourceMapBuilder()
  var letterCount = 0
  var lostCount = 0
  var decoder = UTF8()
  var iterator = utf8.makeIterator()
  while case .scalarValue(let scalar) = decoder.decode(&iterator) {
    let byte = windows1252Byte(of: scalar)
    if scalar.value >= 0x80 { letterCount += 1 }
    if byte == nil { lostCount += 1 }
    bytes.append(byte ?? 0xFF)
    map.append(textWidth: 1, sourceWidth: UTF8.width(scalar))
  }
  return lostCount * 20 <= letterCount ? (bytes, map.finish()) : nil
}

/// The byte that is read as a character in Windows-1252, or else in Latin-1.
private func windows1252Byte(of scalar: Unicode.Scalar) -> UInt8? {
  if scalar.value < 0x100 { return UInt8(truncatingIfNeeded: scalar.value) }
  return windows1252Upper.firstIndex(of: scalar.value).map { UInt8(0x80 + $0) }
}

/// The characters of 0x80 to 0x9F in Windows-1252; 0 where it has none.
private let windows1252Upper: [UInt32] = [
  0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
  0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
  0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
]
