package import GoujiDecoding

extension Document {
  /// Parses a decoded file as a page where it looks like one, else as flattened text.
  package static func parse(_ decoded: DecodedText) -> Document {
    flattened(decoded)
  }

  /// A flattened text, line by line as it is.
  package static func flattened(_ decoded: DecodedText) -> Document {
    Document(
      kind: .text,
      text: decoded.utf8,
      grids: [],
      repairs: [],
      sourceMap: decoded.sourceMap,
      lineStarts: [0]
    )
  }
}
