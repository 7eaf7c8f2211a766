internal import GoujiDecoding

/// The lines of a text that no other line is longer than.
///
/// Where many lines share the greatest length, a program cut the text at a width.
package struct LongestLines: Sendable {
  /// Their length in characters, without the ends of lines.
  package private(set) var width = 0

  /// Just behind each of them: the offset of its line feed, or the end of the text.
  package private(set) var ends: [Int] = []

  /// - Parameter text: UTF-8.
  package init(of text: UnsafeRawBufferPointer) {
    var position = 0
    while position < text.count {
      let end = firstIndex(of: 0x0A, in: text, from: position) ?? text.count
      // A line has no more characters than bytes.
      if end - position >= width {
        let hasReturn = end > position && text[end - 1] == 0x0D
        let count = Self.characterCount(text, position..<end - (hasReturn ? 1 : 0))
        if count > width {
          width = count
          ends.removeAll(keepingCapacity: true)
        }
        if count == width { ends.append(end) }
      }
      position = end + 1
    }
  }

  /// How many characters begin in a range.
  private static func characterCount(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    var count = 0
    var position = range.lowerBound
    while position + 8 <= range.upperBound {
      let word = text.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      // The lowest bit of each byte says whether it goes on with a character: whether it is 10xxxxxx.
      let further = word >> 7 & ~word >> 6 & 0x0101_0101_0101_0101
      count += 8 - Int((further &* 0x0101_0101_0101_0101) >> 56)
      position += 8
    }
    while position < range.upperBound {
      if text[position] & 0xC0 != 0x80 { count += 1 }
      position += 1
    }
    return count
  }
}
