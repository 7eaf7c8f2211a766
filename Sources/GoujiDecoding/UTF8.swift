/// Whether bytes are UTF-8 throughout, from some offset on.
func isValidUTF8(_ bytes: [UInt8], from start: Int = 0) -> Bool {
  let span = bytes.span
  var offset = start
  while true {
    offset = endOfPlainCharacters(span, from: offset)
    guard offset < span.count else { return true }
    let length = lengthOfUTF8Sequence(span, at: offset)
    guard length > 0 else { return false }
    offset += length
  }
}

/// Where the first character begins behind an offset that is neither ASCII nor one of three bytes; up to
/// seven bytes before the end of the text it may be any character.
///
/// Nearly all characters of a Chinese text are such, and whole words tell them.
private func endOfPlainCharacters(_ text: Span<UInt8>, from start: Int) -> Int {
  let bytes = text.bytes
  var offset = start
  while offset >= 0, offset <= bytes.byteCount - 8 {
    // Eight bytes from the offset on lie inside of the text.
    let word = UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    )
    if word & 0x0000_C0C0_F0C0_C0F0 == 0x0000_8080_E080_80E0,
      leadsPlainCharacter(word) & leadsPlainCharacter(word >> 24) == 1
    {
      offset += 6
      continue
    }
    let ascii = (word & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
    if ascii > 0 {
      offset += ascii
    } else if word & 0xC0_C0F0 == 0x80_80E0, leadsPlainCharacter(word) == 1 {
      offset += 3
    } else {
      return offset
    }
  }
  return offset
}

/// 1 for a first byte of 0xE1 to 0xEF but for 0xED, else 0: behind 0xE0 and 0xED not every byte may follow.
@inline(__always)
private func leadsPlainCharacter(_ word: UInt64) -> UInt64 { 0xDFFE >> (word & 0x0F) & 1 }

extension String {
  /// A text from bytes that are known to be UTF-8, which are not looked at again.
  package init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
    self.init(copying: UTF8Span(unchecked: bytes.span))
  }
}

/// Decodes UTF-8 behind a byte-order mark, or with faults.
///
/// - Returns: The text with U+FFFD for each stretch of bytes that is the start of no character, as
///   the Unicode Standard recommends (section 3.9, "maximal subpart").
func decodeUTF8(
  _ bytes: [UInt8],
  from start: Int,
  evidence: DecodedText.Evidence
) -> DecodedText {
  if isValidUTF8(bytes, from: start) {
    let text = [UInt8](bytes.dropFirst(start))
    return DecodedText(
      utf8: text.contains(0) ? replacingNulls(text) : text,
      sourceMap: .shifted(by: start),
      encoding: "UTF-8",
      evidence: evidence,
      replacements: []
    )
  }
  var utf8: [UInt8] = []
  utf8.reserveCapacity(bytes.count)
  var map = SourceMapBuilder(sourceOffset: start)
  var replacements: [Int] = []
  let span = bytes.span
  var offset = start
  while offset < span.count {
    let length = lengthOfUTF8Sequence(span, at: offset)
    if length > 0 {
      if span[offset] == 0 {
        utf8.append(0x20)
      } else {
        for index in offset..<offset + length { utf8.append(span[index]) }
      }
      // Bytes, not characters, so that a text without faults is one run.
      for _ in 0..<length { map.append(textWidth: 1, sourceWidth: 1) }
      offset += length
    } else {
      replacements.append(utf8.count)
      utf8.append(contentsOf: [0xEF, 0xBF, 0xBD])
      map.append(textWidth: 3, sourceWidth: -length)
      offset -= length
    }
  }
  return DecodedText(
    utf8: utf8,
    sourceMap: map.finish(),
    encoding: "UTF-8",
    evidence: evidence,
    replacements: replacements
  )
}

/// The length of the character at an offset, or minus the number of bytes that are none.
private func lengthOfUTF8Sequence(_ bytes: Span<UInt8>, at offset: Int) -> Int {
  let lead = bytes[offset]
  let count: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch lead {
  case 0..<0x80: return 1
  case 0xC2...0xDF: count = 2
  case 0xE0:
    count = 3
    second = 0xA0...0xBF
  case 0xED:
    count = 3
    second = 0x80...0x9F
  case 0xE1...0xEF: count = 3
  case 0xF0:
    count = 4
    second = 0x90...0xBF
  case 0xF1...0xF3: count = 4
  case 0xF4:
    count = 4
    second = 0x80...0x8F
  default: return -1
  }
  for index in 1..<count {
    guard offset + index < bytes.count else { return -index }
    let allowed = index == 1 ? second : 0x80...0xBF
    guard allowed.contains(bytes[offset + index]) else { return -index }
  }
  return count
}

/// The same bytes with a space for each NUL.
func replacingNulls(_ bytes: [UInt8]) -> [UInt8] {
  bytes.map { $0 == 0 ? 0x20 : $0 }
}

extension MutableSpan<UInt8> {
  /// Writes a character in UTF-8 and moves the index behind it.
  ///
  /// - Returns: How many bytes it takes.
  @inline(__always)
  mutating func write(_ scalar: UInt32, at index: inout Int) -> Int {
    if scalar < 0x80 {
      self[index] = UInt8(truncatingIfNeeded: scalar)
      index += 1
      return 1
    }
    if scalar < 0x800 {
      self[index] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      self[index + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      index += 2
      return 2
    }
    if scalar < 0x10000 {
      self[index] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      self[index + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      self[index + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      index += 3
      return 3
    }
    self[index] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
    self[index + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
    self[index + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
    self[index + 3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    index += 4
    return 4
  }
}
