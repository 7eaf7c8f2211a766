/// How much the decoding takes on.
package struct DecodingLimits: Sendable {
  /// The size of the largest file, in bytes.
  package var maximumByteCount = 64 << 20

  package init() {}
}

/// Turns the bytes of a file into UTF-8.
///
/// A byte-order mark decides; then valid UTF-8 is UTF-8. Anything else is tried in the declared
/// encoding, in GB18030 and in Big5, and is what makes sense as Chinese, for declarations are often
/// wrong and most bytes of Big5 are also valid GB18030. Only when nothing decodes without loss does
/// U+FFFD stand in for what could not be read.
///
/// The charset is a label in lower case that came with the bytes, as in a header of HTTP; it goes
/// before what the page declares of itself.
///
/// - Throws: ``DecodingError`` when the bytes are no text, or too many.
package func decode(
  _ bytes: [UInt8],
  sentAs charset: String? = nil,
  limits: DecodingLimits = DecodingLimits()
) throws(DecodingError) -> DecodedText {
  guard bytes.count <= limits.maximumByteCount else {
    throw DecodingError(code: .tooLarge, encoding: "")
  }
  guard !hasBinarySignature(bytes) else { throw DecodingError(code: .notText, encoding: "") }
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    return decodeUTF8(bytes, from: 3, evidence: .byteOrderMark)
  }
  if bytes.starts(with: [0xFF, 0xFE]) {
    return decodeUTF16(bytes, from: 2, isBigEndian: false, evidence: .byteOrderMark)
  }
  if bytes.starts(with: [0xFE, 0xFF]) {
    return decodeUTF16(bytes, from: 2, isBigEndian: true, evidence: .byteOrderMark)
  }
  let nullCount = countNulls(bytes)
  if nullCount.total > 0, let text = decodeMarklessUTF16(bytes, nullCount: nullCount) {
    return text
  }
  if nullCount.total > 0, hasManyControls(bytes) {
    throw DecodingError(code: .notText, encoding: "UTF-8")
  }
  if isValidUTF8(bytes) {
    if let text = repairedMojibake(bytes) { return text }
    return DecodedText(
      utf8: nullCount.total == 0 ? bytes : replacingNulls(bytes),
      sourceMap: .shifted(by: 0),
      encoding: "UTF-8",
      evidence: .validUTF8,
      replacements: []
    )
  }
  return try decodeByPlausibility(bytes, sentAs: charset)
}

/// Decodes bytes that are not UTF-8 throughout and carry no byte-order mark.
private func decodeByPlausibility(
  _ bytes: [UInt8],
  sentAs charset: String?
) throws(DecodingError) -> DecodedText {
  let sent = charset.flatMap(LegacyEncoding.init(label:))
  // Servers name a Western encoding or UTF-8 for every page they have.
  let declared =
    sent == .windows1252 || sent == .utf8
    ? declaredEncoding(of: bytes) ?? sent
    : sent ?? declaredEncoding(of: bytes)
  var encodings: [LegacyEncoding] = []
  // Pages that declare a Western encoding mostly never thought of it.
  let order = declared == .windows1252 ? [.gb18030, .big5, declared] : [declared, .gb18030, .big5]
  for encoding in order {
    if let encoding, encoding != .utf8, !encodings.contains(encoding) { encodings.append(encoding) }
  }
  func evidence(for encoding: LegacyEncoding) -> DecodedText.Evidence {
    if encoding == declared { return .declared }
    return encoding == .gb18030 ? .fallback : .detected
  }

  var best: (text: DecodedText, score: Double)?
  func consider(_ text: DecodedText?) -> DecodedText? {
    guard let text else { return nil }
    let score = Plausibility(of: text).score
    if score > best?.score ?? -Double.infinity { best = (text, score) }
    return score >= Plausibility.certain ? text : nil
  }

  var strict: [DecodedText] = []
  for encoding in encodings {
    let text = ICUConverter.decode(
      bytes,
      encoding: encoding,
      mode: .strict,
      evidence: evidence(for: encoding)
    )
    if let text = consider(text) { return text }
    if let text { strict.append(text) }
  }
  if let text = consider(
    decodeUTF8(bytes, from: 0, evidence: declared == .utf8 ? .declared : .detected)
  ) {
    return text
  }
  for encoding in encodings {
    let text = ICUConverter.decode(
      bytes,
      encoding: encoding,
      mode: .replacing,
      evidence: evidence(for: encoding)
    )
    if let text = consider(text) { return text }
  }
  if bytes.count % 2 == 0 {
    for isBigEndian in [false, true] {
      let text = decodeUTF16(bytes, from: 0, isBigEndian: isBigEndian, evidence: .detected)
      if let text = consider(text) { return text }
    }
  }
  if hasManyControls(bytes) { throw DecodingError(code: .notText, encoding: "GB18030") }
  if let best, best.score >= Plausibility.possible { return best.text }

  // Nothing reads as Chinese: text in another language, or too little of it to tell.
  if let text = strict.first(where: { $0.evidence == .declared }) ?? strict.first { return text }
  if let text = ICUConverter.decodeDetected(bytes) { return text }
  if let best, best.text.replacements.count * 8 <= best.text.utf8.count { return best.text }
  throw DecodingError(code: .notText, encoding: best?.text.encoding ?? "GB18030")
}

/// Whether a file starts as Word 97, PDF, Zip, gzip, RAR, 7z, GIF, PNG or JPEG files do.
private func hasBinarySignature(_ bytes: [UInt8]) -> Bool {
  let signatures: [[UInt8]] = [
    [0xD0, 0xCF, 0x11, 0xE0], [0x25, 0x50, 0x44, 0x46, 0x2D], [0x50, 0x4B, 0x03, 0x04],
    [0x1F, 0x8B, 0x08], [0x52, 0x61, 0x72, 0x21, 0x1A], [0x37, 0x7A, 0xBC, 0xAF, 0x27],
    [0x47, 0x49, 0x46, 0x38], [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF],
  ]
  return signatures.contains { bytes.starts(with: $0) }
}

/// How many NUL bytes a file has, and how many of them at odd offsets.
struct NullCount {
  var total = 0
  var odd = 0
}

private func countNulls(_ bytes: [UInt8]) -> NullCount {
  var count = NullCount()
  // Few files hold any: find out at the speed of memory.
  guard bytes.withUnsafeBytes({ firstIndex(of: 0, in: $0, from: 0) }) != nil else { return count }
  for (offset, byte) in bytes.enumerated() where byte == 0 {
    count.total += 1
    count.odd += offset & 1
  }
  return count
}

/// Whether many bytes are control characters that no text holds.
private func hasManyControls(_ bytes: [UInt8]) -> Bool {
  var count = 0
  for byte in bytes { count += byte < 0x20 && byte &- 0x09 > 4 ? 1 : 0 }
  return count * 20 > bytes.count
}
