internal import GoujiDecoding

/// Tables that a program printed as its lists: `['规章', '0', 4]`, `[{"a": "规章", "b": 0}]`.
enum ListLiterals {
  /// A text with tabs between the elements of such lists and line feeds between the lists.
  ///
  /// Every byte stays where it is; brackets, quotation marks, names of fields and what stands for an
  /// empty cell become spaces.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: `nil` for a text that holds no such table.
  static func tabbed(_ text: [UInt8]) -> [UInt8]? {
    guard hasQuotes(text) else { return nil }
    var reader = Reader(text: text)
    var position = 0
    var rows = 0
    while let start = text[position...].firstIndex(where: { Reader.closing($0) != nil }) {
      position = start + 1
      guard reader.mayHoldText(start) else { continue }
      let mark = reader.changes.count
      if let list = reader.list(at: start, depth: 0), list.rows > 0 {
        rows += list.rows
        position = list.end
      } else {
        reader.changes.removeSubrange(mark...)
      }
    }
    guard rows >= leastRows else { return nil }
    var tabbed = text
    for (offset, byte) in reader.changes { tabbed[offset] = byte }
    return tabbed
  }

  /// Whether a text has the quotation marks of a table of strings; most have none.
  private static func hasQuotes(_ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { bytes in
      [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains { quote in
        var found = 0
        var position = 0
        while let next = firstIndex(of: quote, in: bytes, from: position) {
          position = next + 1
          found += 1
          if found == leastRows * 2 { return true }
        }
        return false
      }
    }
  }

  /// How many lists with a string in them make a table.
  private static let leastRows = 5

  /// Reads lists and notes what is written in the place of their signs.
  private struct Reader {
    let text: [UInt8]
    var changes: [(offset: Int, byte: UInt8)] = []

    /// The bracket that closes one; `nil` for a byte that is none.
    static func closing(_ bracket: UInt8) -> UInt8? {
      switch bracket {
      case UInt8(ascii: "["): UInt8(ascii: "]")
      case UInt8(ascii: "("): UInt8(ascii: ")")
      case UInt8(ascii: "{"): UInt8(ascii: "}")
      default: nil
      }
    }

    /// What stands for an empty cell.
    private static let emptyWords = ["None", "null", "nan", "NaN"].map { Array($0.utf8) }

    /// How many lists may hold one another, and how long a string of a cell can be.
    private static let deepest = 3
    private static let longest = 600

    /// Whether a string or another list begins right behind a bracket, as in few texts any does.
    func mayHoldText(_ bracket: Int) -> Bool {
      let next = skipSpaces(bracket + 1)
      guard next < text.count else { return false }
      return isQuote(text[next]) || Self.closing(text[next]) != nil || isDigit(text[next])
        || Self.emptyWords.contains { text[next...].starts(with: $0) }
    }

    /// Takes the list that begins at an offset.
    ///
    /// - Returns: Where it ends, and how many innermost lists it has that hold strings; `nil` for what is
    ///   no list.
    mutating func list(at start: Int, depth: Int) -> (end: Int, rows: Int)? {
      guard depth < Self.deepest, let closing = Self.closing(text[start]) else { return nil }
      let mark = changes.count
      blank(start..<start + 1)
      var position = skipSpaces(start + 1)
      var rows = 0
      var hasString = false
      var isEmpty = true
      var elements = 0
      while position < text.count, text[position] != closing {
        if closing == UInt8(ascii: "}") {
          guard let value = skipName(position) else { return nil }
          position = value
        }
        if Self.closing(text[position]) != nil {
          guard let inner = list(at: position, depth: depth + 1) else { return nil }
          rows += inner.rows
          position = inner.end
          isEmpty = false
        } else {
          if isQuote(text[position]) { hasString = true }
          guard let end = element(at: position) else { return nil }
          if !isQuote(text[position]) || end > position + 2 { isEmpty = false }
          position = end
        }
        elements += 1
        position = skipSpaces(position)
        guard position < text.count else { return nil }
        if text[position] == UInt8(ascii: ",") {
          let next = skipSpaces(position + 1)
          guard next < text.count else { return nil }
          // Lists in a list are the rows of a table.
          let byte = rows > 0 || Self.closing(text[next]) != nil ? "\n" : "\t"
          changes.append((position, Array(byte.utf8)[0]))
          position = next
        } else if text[position] != closing {
          return nil
        }
      }
      guard position < text.count, elements > 0 else { return nil }
      blank(position..<position + 1)
      // An empty row has no cells that could be those of the row before.
      if isEmpty {
        for index in changes.indices[mark...] { changes[index].byte = 0x20 }
      }
      return (position + 1, rows + (hasString && elements > 1 ? 1 : 0))
    }

    /// Takes the name of a field and the colon behind it; returns where its value begins.
    private mutating func skipName(_ start: Int) -> Int? {
      guard start < text.count, isQuote(text[start]) || isDigit(text[start]),
        let end = element(at: start)
      else { return nil }
      let colon = skipSpaces(end)
      guard colon < text.count, text[colon] == UInt8(ascii: ":") else { return nil }
      blank(start..<colon + 1)
      let value = skipSpaces(colon + 1)
      return value < text.count ? value : nil
    }

    /// Takes a string, a number or what stands for an empty cell; returns where it ends.
    private mutating func element(at start: Int) -> Int? {
      if isQuote(text[start]) { return string(at: start) }
      if let word = Self.emptyWords.first(where: { text[start...].starts(with: $0) }) {
        blank(start..<start + word.count)
        return start + word.count
      }
      let end = text[start...].firstIndex { !isDigit($0) && $0 != 0x2E && $0 != 0x2D } ?? text.count
      return end > start ? end : nil
    }

    private mutating func string(at start: Int) -> Int? {
      var position = start + 1
      while position < min(text.count, start + Self.longest) {
        if text[position] == UInt8(ascii: "\\") {
          // What is escaped may be a character of several bytes, which stays whole.
          let length = position + 1 < text.count && text[position + 1] < 0x80 ? 2 : 1
          blank(position..<position + length)
          position += length
        } else if text[position] == text[start] {
          blank(start..<start + 1)
          blank(position..<position + 1)
          return position + 1
        } else {
          // No program breaks a line inside of a string: it was broken afterwards, in a number at times.
          if text[position] == 0x0A, isDigit(text[position - 1]) {
            changes.append((position, UInt8(ascii: "x")))
          }
          position += 1
        }
      }
      return nil
    }

    private mutating func blank(_ range: Range<Int>) {
      for offset in range { changes.append((offset, 0x20)) }
    }

    private func skipSpaces(_ start: Int) -> Int {
      var position = start
      while position < text.count, text[position] <= 0x20 { position += 1 }
      return position
    }

    private func isQuote(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  }
}
