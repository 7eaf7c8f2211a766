/// A file turned into UTF-8, with the way back to its bytes.
package struct DecodedText: Sendable {
  /// Valid UTF-8 without a byte-order mark or NUL.
  package let utf8: [UInt8]

  /// From offsets into ``utf8`` to offsets into the file.
  package let sourceMap: SourceMap

  /// The encoding that was used, by its IANA name, such as `UTF-8` or `GB18030`.
  package let encoding: String

  /// Why this encoding was chosen, in one word that `documents.csv` gives as `encoding_evidence`.
  package let evidence: Evidence

  /// Where bytes had to be replaced by U+FFFD, as ascending offsets into ``utf8``.
  package let replacements: [Int]

  package enum Evidence: String, Sendable, CaseIterable {
    case byteOrderMark = "byte_order_mark"
    case validUTF8 = "valid_utf8"
    case declared
    case fallback
    case detected

    /// The text had been decoded wrongly before it was saved, and that was undone.
    case repairedMojibake = "repaired_mojibake"
  }

  package init(
    utf8: [UInt8],
    sourceMap: SourceMap,
    encoding: String,
    evidence: Evidence,
    replacements: [Int]
  ) {
    self.utf8 = utf8
    self.sourceMap = sourceMap
    self.encoding = encoding
    self.evidence = evidence
    self.replacements = replacements
  }
}

/// Bytes that are not text in any encoding that could be tried.
package struct DecodingError: Error, Hashable, Sendable {
  package let code: Code

  /// The IANA name of the encoding that was tried last.
  package let encoding: String

  package enum Code: String, Sendable {
    case unknownEncoding = "unknown_encoding"
    case notText = "not_text"
    case tooLarge = "too_large"
  }

  package init(code: Code, encoding: String) {
    self.code = code
    self.encoding = encoding
  }
}
