/// Decodes UTF-16, with U+FFFD for half a surrogate pair and for an odd byte at the end.
func decodeUTF16(
  _ bytes: [UInt8],
  from start: Int,
  isBigEndian: Bool,
  evidence: DecodedText.Evidence
) -> DecodedText {
  // A unit takes at most 3 bytes, a pair of them 4.
  var utf8 = [UInt8](repeating: 0, count: (bytes.count - start + 1) / 2 * 3)
  var count = 0
  var map = SourceMapBuilder(sourceOffset: start)
  var replacements: [Int] = []
  var text = utf8.mutableSpan
  let span = bytes.span
  func unit(at offset: Int) -> UInt32 {
    isBigEndian
      ? UInt32(span[offset]) << 8 | UInt32(span[offset + 1])
      : UInt32(span[offset + 1]) << 8 | UInt32(span[offset])
  }
  var offset = start
  while offset < span.count {
    var scalar: UInt32 = 0xFFFD
    var width = 2
    if offset + 1 == span.count {
      width = 1
    } else {
      let first = unit(at: offset)
      if first & 0xF800 != 0xD800 {
        scalar = first == 0 ? 0x20 : first
      } else if first < 0xDC00, offset + 3 < span.count,
        case let second = unit(at: offset + 2), second & 0xFC00 == 0xDC00
      {
        scalar = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
        width = 4
      }
      if scalar == 0xFFFD, first != 0xFFFD { replacements.append(count) }
    }
    if width == 1 { replacements.append(count) }
    map.append(textWidth: text.write(scalar, at: &count), sourceWidth: width)
    offset += width
  }
  utf8.removeLast(utf8.count - count)
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
  // Some are the lower bytes of characters such as 一 and 开.
  guard max(even, nullCount.odd) >= 3 * min(even, nullCount.odd) else { return nil }
  let text = decodeUTF16(bytes, from: 0, isBigEndian: even > nullCount.odd, evidence: .detected)
  guard text.replacements.isEmpty else { return nil }
  let plausibility = Plausibility(of: text)
  return plausibility.letterCount == 0 || plausibility.score >= Plausibility.possible ? text : nil
}
