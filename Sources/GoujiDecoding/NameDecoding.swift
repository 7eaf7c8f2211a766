/// The name of a file in UTF-8 or, as old programs for Windows write it, in GBK.
///
/// - Returns: `nil` when it is in neither.
package func decodeName(_ bytes: [UInt8]) -> String? {
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  return ICUConverter.decode(bytes, encoding: .gb18030, mode: .strict, evidence: .detected)
    .map { String(decoding: $0.utf8, as: UTF8.self) }
}
