/// Decodes UTF-16, with U+FFFD for half a surrogate pair and for an odd byte at the end.
func decodeUTF16(
  _ bytes: [UInt8],
  from start: Int,
  isBigEndian: Bool,
  evidence: DecodedText.Evidence
) -> DecodedText {
  var utf8: [UInt8] = []
  utf8.reserveCapacity(bytes.count / 2 * 3)
  var map = SourceMapBuilder(sourceOffset: start)
  var replacements: [Int] = []
  let span = bytes.span
  func unit(at offset: Int) -> UInt32 {
    isBigEndian
      ? UInt32(span[offset]) << 8 | UInt32(span[offset + 1])
      : UInt32(span[offset + 1]) << 8 | UInt32(span[offset])
  }
  func replace(sourceWidth: Int) {
    replacements.append(utf8.count)
    map.append(textWidth: append(0xFFFD, to: &utf8), sourceWidth: sourceWidth)
  }
  var offset = start
  while offset + 1 < span.count {
    let first = unit(at: offset)
    if first == 0 {
      utf8.append(0x20)
      map.append(textWidth: 1, sourceWidth: 2)
      offset += 2
    } else if first & 0xF800 != 0xD800 {
      map.append(textWidth: append(first, to: &utf8), sourceWidth: 2)
      offset += 2
    } else if first < 0xDC00, offset + 3 < span.count,
      case let second = unit(at: offset + 2), second & 0xFC00 == 0xDC00
    {
      let scalar = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
      map.append(textWidth: append(scalar, to: &utf8), sourceWidth: 4)
      offset += 4
    } else {
      replace(sourceWidth: 2)
      offset += 2
    }
  }
  if offset < span.count { replace(sourceWidth: 1) }
  return DecodedText(
    utf8: utf8,
    sourceMap: map.finish(),
    encoding: isBigEndian ? "UTF-16BE" : "UTF-16LE",
    evidence: evidence,
    replacements: replacements
  )
}

/// Decodes UTF-16 without a byte-order mark, told by the NUL bytes of its ASCII characters.
///
/// - Returns: `nil` when the NUL bytes are strays in another encoding.
func decodeMarklessUTF16(_ bytes: [UInt8], nullCount: NullCount) -> DecodedText? {
  // Line ends and figures alone are more than 1 % of any report.
  guard bytes.count % 2 == 0, nullCount.total * 100 >= bytes.count else { return nil }
  let even = nullCount.total - nullCount.odd
  guard max(even, nullCount.odd) >= 9 * min(even, nullCount.odd) else { return nil }
  let text = decodeUTF16(bytes, from: 0, isBigEndian: even > nullCount.odd, evidence: .detected)
  guard text.replacements.isEmpty else { return nil }
  let plausibility = Plausibility(of: text)
  return plausibility.letterCount == 0 || plausibility.score >= Plausibility.possible ? text : nil
}
