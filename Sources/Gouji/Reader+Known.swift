extension Reader {
  /// Reads one document, once, unless its contents are those that are known.
  ///
  /// The digest is SHA-256 in hexadecimal; `nil` to read in any case.
  ///
  /// - Returns: `nil` when the document has this digest.
  package func read(
    _ document: InputDocument,
    limits: InputLimits,
    unlessDigestIs digest: String?
  ) -> ReadDocument? {
    if let digest, let bytes = try? document.contents(limit: limits.documentSize),
      sha256(bytes) == digest
    {
      return nil
    }
    return read(document, limits: limits)
  }
}
