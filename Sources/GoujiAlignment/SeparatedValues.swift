internal import GoujiDecoding
import GoujiModel

/// Tables whose cells are divided by commas, semicolons or other signs, with quotation marks around cells that
/// hold some themselves.
enum SeparatedValues {
  /// A text with tabs in the place of the separators of such tables.
  ///
  /// Every byte stays where it is. Inside sentences commas are left; so are those of a line that can
  /// divide thousands and would give the line more cells than its neighbours have.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: `nil` for a text that holds no such table.
  static func tabbed(_ text: [UInt8]) -> [UInt8]? {
    for separator in separators where canHoldRows(text, separator) {
      if let tabbed = tabbed(text, text, separator) { return tabbed }
    }
    return withSingleCommas(text).flatMap { tabbed(text, $0, comma) }
  }

  /// The same of one separator, by another text of as many bytes in which this is a single one.
  private static func tabbed(_ text: [UInt8], _ read: [UInt8], _ separator: UInt8) -> [UInt8]? {
    let lines = lines(read, separator)
    let rows = lines.indices.filter { lines[$0].isRow }
    // What divides cells where some are empty fills these elsewhere: `规章/3///5`.
    guard rows.count >= leastRows, !rows.contains(where: { lines[$0].mayHoldMarks }) else {
      return nil
    }
    var tabbed = text
    var widths: [Int: Int] = [:]
    for row in rows { widths[lines[row].separators.count, default: 0] += 1 }
    // Of the rows, the first one that is not too far above.
    var near = 0
    for index in lines.indices where !lines[index].isSentence {
      let line = lines[index]
      while near < rows.count, rows[near] < index - reach { near += 1 }
      guard near < rows.count, rows[near] <= index + reach,
        !line.mayDivideThousands || widths[line.separators.count, default: 0] >= leastRows
          || hasHeading(over: index, lines)
      else { continue }
      for position in line.separators {
        if separator == comma {
          for part in position - 2..<position { tabbed[part] = UInt8(ascii: " ") }
        }
        tabbed[position] = UInt8(ascii: "\t")
      }
      for position in line.blanked { tabbed[position] = UInt8(ascii: " ") }
    }
    return tabbed
  }

  /// What stands for 、 while lines are taken apart.
  private static let comma: UInt8 = 0x1E

  /// A text with two spaces and one sign in the place of each 、 that may divide cells; `nil` where it stands before
  /// few figures.
  private static func withSingleCommas(_ text: [UInt8]) -> [UInt8]? {
    let found = text.withUnsafeBytes { bytes in
      var found: [Int] = []
      var position = 0
      while let next = firstIndex(of: 0xE3, in: bytes, from: position) {
        position = next + 1
        if next + 2 < bytes.count, bytes[next + 1] == 0x80, bytes[next + 2] == 0x81 {
          found.append(next)
        }
      }
      return found
    }
    guard found.count(where: { $0 + 3 < text.count && isDigit(text[$0 + 3]) }) >= leastRows * 3
    else { return nil }
    var read = text
    for start in found where !isBehindNumeral(text, start) {
      read[start] = 0x20
      read[start + 1] = 0x20
      read[start + 2] = comma
    }
    return read
  }

  /// Whether a numeral in Chinese writing, as before a label, stands before an offset.
  private static func isBehindNumeral(_ text: [UInt8], _ offset: Int) -> Bool {
    offset >= 3
      && ChineseNumeral.value(of: Lexer.decode(text.span, at: offset - 3).codePoint) != nil
  }

  /// Those of spreadsheets, and signs that sentences do not have.
  private static let separators = Array(",;#^$~&/".utf8)
  private static let signs = Array("#^$~&/".utf8)

  /// Whether as many separators as rows are needed stand before a figure or an empty cell; in most texts
  /// none does.
  private static func canHoldRows(_ text: [UInt8], _ separator: UInt8) -> Bool {
    text.withUnsafeBytes { bytes in
      var found = 0
      var position = 0
      while let next = firstIndex(of: separator, in: bytes, from: position) {
        position = next + 1
        if position == bytes.count || bytes[position] == separator || bytes[position] == 0x0A
          || canStandBesideDigits(bytes[position]) || isDigit(bytes[position])
          || bytes[position] == 0xEF
        {
          found += 1
          if found == leastRows { return true }
        }
      }
      return false
    }
  }

  /// How many lines with a label and cells behind it make a table.
  private static let leastRows = 5

  /// How many lines away from such a line headings may stand.
  private static let reach = 8

  /// Whether a line of labels near a row has as many cells.
  private static func hasHeading(over row: Int, _ lines: [Line]) -> Bool {
    lines[max(0, row - reach)..<row].contains {
      !$0.isRow && $0.separators.count == lines[row].separators.count
    }
  }

  private struct Line {
    /// Where the separators stand that are in no quotation marks.
    var separators: [Int] = []

    /// Quotation marks around cells, and line ends inside of them.
    var blanked: [Int] = []

    /// Whether a cell with a figure or an empty one follows a label directly.
    var isRow = false
    var isSentence = false

    /// Whether separators touch that stand for empty cells in other texts.
    var mayHoldMarks = false

    /// Whether one to three digits, a separator and three digits follow one another somewhere.
    var mayDivideThousands = false
  }

  private static func lines(_ text: [UInt8], _ separator: UInt8) -> [Line] {
    var lines: [Line] = []
    var line = Line()
    var position = 0
    var startsField = true
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\n") {
        finish(&line, text, position)
        lines.append(line)
        line = Line()
        startsField = true
      } else if startsField, byte == UInt8(ascii: "\""),
        let end = closingQuote(text, from: position, separator)
      {
        line.blanked.append(position)
        line.blanked.append(end)
        for inner in position + 1..<end where text[inner] < 0x20 || text[inner] == 0x22 {
          line.blanked.append(inner)
        }
        position = end
        startsField = false
      } else if byte == separator {
        line.separators.append(position)
        startsField = true
      } else {
        // 。
        if byte == 0xE3, position + 2 < text.count, text[position + 1] == 0x80,
          text[position + 2] == 0x82
        {
          // Only where a separator follows at once, cells stand behind sentences.
          line.isSentence = position + 3 >= text.count || text[position + 3] != separator
          line.separators = []
          line.blanked = []
        }
        startsField = false
      }
      position += 1
    }
    finish(&line, text, text.count)
    lines.append(line)
    return lines
  }

  /// Judges a line by what stands between its separators.
  private static func finish(_ line: inout Line, _ text: [UInt8], _ end: Int) {
    guard let first = line.separators.first else { return }
    // Markup has such signs in pairs around words, and spaces between the words.
    if signs.contains(text[first]), line.separators.contains(where: { isBesideSpace($0, text) }) {
      line.isSentence = true
      return
    }
    line.mayHoldMarks =
      text[first] == UInt8(ascii: "/")
      && zip(line.separators, line.separators.dropFirst()).contains { $0 + 1 == $1 }
    leaveThousands(&line, text)
    let bounds = line.separators + [end]
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      let digits = digits(text, start + 1..<end)
      let before = digitsBefore(text, start)
      if digits == 3, text[line.separators[0]] == UInt8(ascii: ","), (1...3).contains(before) {
        line.mayDivideThousands = true
      }
    }
    if isLabelledFigure(text, before: first), digits(text, first + 1..<bounds[1]) != nil {
      line.isRow = true
      return
    }
    let label = start(ofSeparator: first, text) - 1
    guard label >= 0, text[label] >= 0x80 || text[label] == UInt8(ascii: "\"") else {
      // The first cell is empty where the label of a group goes on from the row above.
      line.isRow = zip(bounds, bounds.dropFirst()).count { digits(text, $0 + 1..<$1) != nil } >= 3
      return
    }
    let figures = zip(bounds, bounds.dropFirst()).count { digits(text, $0 + 1..<$1) != nil }
    line.isRow =
      digits(text, first + 1..<bounds[1]) != nil || figures >= 3
      || bounds.count == 3 && isUnit(text, first + 1..<bounds[1])
        && isFigure(text, bounds[1] + 1..<bounds[2])
  }

  /// Leaves the commas of a line that divide thousands and no cells, where those between cells have a space
  /// behind them: `规章: 1,204, 35, 12,000`.
  private static func leaveThousands(_ line: inout Line, _ text: [UInt8]) {
    func isBeforeSpace(_ comma: Int) -> Bool { comma + 1 < text.count && text[comma + 1] == 0x20 }
    func dividesThousands(_ comma: Int) -> Bool {
      let group = comma + 1..<min(text.count, comma + 4)
      return (1...3).contains(digitsBefore(text, comma)) && group.count == 3
        && group.allSatisfy { isDigit(text[$0]) }
        && (group.upperBound == text.count || !isDigit(text[group.upperBound]))
    }
    guard text[line.separators[0]] == UInt8(ascii: ","),
      line.separators.contains(where: isBeforeSpace),
      line.separators.allSatisfy({ isBeforeSpace($0) || dividesThousands($0) })
    else { return }
    line.separators.removeAll { !isBeforeSpace($0) }
  }

  /// Whether a colon and a figure stand before an offset: `规章: 12`.
  private static func isLabelledFigure(_ text: [UInt8], before end: Int) -> Bool {
    var start = end
    while start > 0,
      isDigit(text[start - 1]) || canStandBesideDigits(text[start - 1])
        || text[start - 1] == UInt8(ascii: ",")
    {
      start -= 1
    }
    guard start < end, text[start..<end].contains(where: isDigit), start > 0 else { return false }
    // :
    return text[start - 1] == UInt8(ascii: ":")
      || start > 2 && text[start - 3..<start].elementsEqual([0xEF, 0xBC, 0x9A])
  }

  /// Where a separator begins: before the sign for 、 stand two spaces of its own.
  private static func start(ofSeparator offset: Int, _ text: [UInt8]) -> Int {
    text[offset] == comma ? offset - 2 : offset
  }

  private static func isBesideSpace(_ offset: Int, _ text: [UInt8]) -> Bool {
    offset > 0 && text[offset - 1] == 0x20
      || offset + 1 < text.count && text[offset + 1] == 0x20
  }

  /// Whether a cell holds digits and nothing else but a unit behind them.
  private static func isFigure(_ text: [UInt8], _ cell: Range<Int>) -> Bool {
    let end = cell.first { text[$0] >= 0x80 } ?? cell.upperBound
    return digits(text, cell.lowerBound..<end) ?? 0 > 0
      && (end == cell.upperBound || isUnit(text, end..<cell.upperBound))
  }

  /// Whether a cell holds nothing but the name of a unit.
  private static func isUnit(_ text: [UInt8], _ cell: Range<Int>) -> Bool {
    Lookahead.unit(text.span, at: cell.lowerBound).map { $0.length == cell.count } ?? false
  }

  /// How many digits a cell holds and nothing else; 0 for an empty one.
  private static func digits(_ text: [UInt8], _ range: Range<Int>) -> Int? {
    var count = 0
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = text[position]
      let isWide = isWideDigit(text, position, before: range.upperBound)
      if isDigit(byte) || isWide {
        // Two numbers with a space between them are two cells of another kind of table.
        if count > 0, text[position - 1] == 0x20 { return nil }
        count += 1
      } else if !canStandBesideDigits(byte) {
        return nil
      }
      position += isWide ? 3 : 1
    }
    return count
  }

  /// Whether a digit of full width stands at an offset.
  private static func isWideDigit(_ text: [UInt8], _ offset: Int, before end: Int) -> Bool {
    offset + 2 < end && text[offset] == 0xEF && text[offset + 1] == 0xBC
      && (0x90...0x99).contains(text[offset + 2])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether a byte is a space, a carriage return, a point, a sign or a quotation mark.
  private static func canStandBesideDigits(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0D || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte == 0x22
  }

  private static func digitsBefore(_ text: [UInt8], _ end: Int) -> Int {
    var start = end
    while start > 0, isDigit(text[start - 1]) { start -= 1 }
    return end - start
  }

  /// The quotation mark that ends a cell, within the length that a label can have.
  private static func closingQuote(_ text: [UInt8], from start: Int, _ separator: UInt8) -> Int? {
    var position = start + 1
    while position < min(text.count, start + 400) {
      if text[position] == UInt8(ascii: "\"") {
        let next = position + 1
        if next >= text.count || text[next] == separator || text[next] == 0x0A
          || text[next] == 0x0D
        {
          return position
        }
        if text[next] != UInt8(ascii: "\"") { return nil }
        position += 1
      }
      position += 1
    }
    return nil
  }
}
