/// Texts of programs that print each word of a page on a line, behind the place where it stands:
/// `5 ⇥ 2 ⇥ … ⇥ 383.76 ⇥ 126.35 ⇥ 4.90 ⇥ 22.97 ⇥ 100 ⇥ 行政许可`.
enum PlacedWords {
  /// A text with spaces in the place of all that is no word; every byte stays where it is.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: `nil` for a text without a line of names that says where words and their places stand.
  static func words(_ text: [UInt8]) -> [UInt8]? {
    var columns: Columns?
    var words = text
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      let line = text[start..<end]
      if let known = columns {
        let fields = line.split(
          separator: 0x09,
          maxSplits: known.count - 1,
          omittingEmptySubsequences: false
        )
        if fields.count == known.count {
          // Such rows stand for the page, a block or a line, and hold no word of it.
          let isWord = !fields[known.confidence].starts(with: [UInt8(ascii: "-")])
          let last = isWord ? fields[known.count - 1].startIndex : end
          for position in start..<last where text[position] != 0x0D { words[position] = 0x20 }
        }
      } else if let found = Columns(names: line) {
        columns = found
      } else if start > headLength {
        return nil
      }
      start = end + 1
    }
    return columns == nil ? nil : words
  }

  /// How many bytes may stand before the names.
  private static let headLength = 2000

  /// The columns of such a text; the word is in the last one.
  private struct Columns {
    let count: Int

    /// Which one says how sure the word is, with a negative number for rows without any.
    let confidence: Int

    init?(names: ArraySlice<UInt8>) {
      let line = names.last == 0x0D ? names.dropLast() : names
      // Most lines need no look at their words.
      guard line.suffix(5).elementsEqual("\ttext".utf8) else { return nil }
      let names = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
      guard let confidence = names.firstIndex(of: "conf"),
        ["left", "top", "width", "height"].allSatisfy(names.contains)
      else { return nil }
      count = names.count
      self.confidence = confidence
    }
  }
}
