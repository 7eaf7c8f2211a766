import GoujiDecoding
import GoujiDocument

@testable import GoujiReading

/// Reads lines of text that no table is part of.
func reading(
  of text: String,
  metadata: [(name: String, value: String)] = []
) -> Identification {
  identify(document(text), tableRanges: [], metadata: metadata)
}

func document(_ text: String) -> Document {
  .flattened(
    DecodedText(
      utf8: Array(text.utf8),
      sourceMap: .shifted(by: 0),
      encoding: "UTF-8",
      evidence: .validUTF8,
      replacements: []
    )
  )
}

func printed(_ offset: Int, _ length: Int, in text: String) -> String {
  String(decoding: Array(text.utf8)[offset..<(offset + length)], as: UTF8.self)
}
