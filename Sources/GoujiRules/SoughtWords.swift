/// Words to look for in short texts such as headings and names, as bytes: no character of Chinese
/// text begins inside another one.
struct SoughtWords: Sendable {
  private let words: [[UInt8]]

  init(_ words: [String]) {
    self.words = words.map { Array($0.utf8) }
  }

  /// Whether any of the words stands in a text.
  func occur(in text: String) -> Bool {
    occur(in: text) { bytes, word in
      guard let first = word.first, bytes.count >= word.count else { return word.isEmpty }
      for start in 0...(bytes.count - word.count)
      where bytes[start] == first && SoughtWords.stands(word, in: bytes, at: start) {
        return true
      }
      return false
    }
  }

  /// Whether a text ends with any of the words.
  func end(_ text: String) -> Bool {
    occur(in: text) { bytes, word in
      bytes.count >= word.count
        && SoughtWords.stands(word, in: bytes, at: bytes.count - word.count)
    }
  }

  private func occur(
    in text: String,
    _ isFound: (UnsafeBufferPointer<UInt8>, [UInt8]) -> Bool
  ) -> Bool {
    var text = text
    return text.withUTF8 { bytes in words.contains { isFound(bytes, $0) } }
  }

  private static func stands(
    _ word: [UInt8],
    in bytes: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) -> Bool {
    for offset in word.indices where bytes[start + offset] != word[offset] { return false }
    return true
  }
}

extension Span<UInt8> {
  /// Whether a sign stands at a position.
  @inline(__always)
  func holds(_ sign: StaticString, at position: Int) -> Bool {
    let start = sign.utf8Start
    guard position + sign.utf8CodeUnitCount <= count, self[position] == start[0] else {
      return false
    }
    for offset in 1..<sign.utf8CodeUnitCount where self[position + offset] != start[offset] {
      return false
    }
    return true
  }
}
