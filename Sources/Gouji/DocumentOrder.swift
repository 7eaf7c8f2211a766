/// Whether a document comes before another in everything that comes out: by the names of the folders
/// on its path and its own, each by the bytes of UTF-8.
package func precedes(_ left: ReadDocument, _ right: ReadDocument) -> Bool {
  // A separator comes before every byte that a name can hold.
  let separator = UInt8(ascii: "/")
  return left.document.utf8.lazy.map { $0 == separator ? 1 : $0 }
    .lexicographicallyPrecedes(right.document.utf8.lazy.map { $0 == separator ? 1 : $0 })
}
