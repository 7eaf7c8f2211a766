/// Whether a document comes before another in everything that comes out.
package func precedes(_ left: ReadDocument, _ right: ReadDocument) -> Bool {
  documentPrecedes(left.document, right.document)
}

/// Whether the document of a name comes before that of another: by the names of the folders on its path
/// and its own, each by the bytes of UTF-8.
func documentPrecedes(_ left: String, _ right: String) -> Bool {
  // A separator comes before every byte that a name can hold.
  let separator = UInt8(ascii: "/")
  return left.utf8.lazy.map { $0 == separator ? 1 : $0 }
    .lexicographicallyPrecedes(right.utf8.lazy.map { $0 == separator ? 1 : $0 })
}
