internal import GoujiModel

// The headings of a copy of the table: which stand before a run of figures, and in what order its parts come.
extension SideBySideReader {
  /// The headings that stand before a run of figures and have none before that.
  struct PassedHeadings {
    /// The parts that are named, in the order of print.
    private(set) var parts: [Int] = []

    /// Whether a heading common to parts is among them.
    private(set) var nameAll = false

    private var columnCount = 0
    private var next: Int

    init(from match: Int) {
      next = match
    }

    /// Takes the headings up to a letter.
    mutating func pass(
      upTo letter: Int,
      in region: Region,
      ofTable table: Int,
      _ text: LabelledText
    ) {
      while next <= region.matches.upperBound, text.matches[next].letters.lowerBound < letter {
        let items = text.matches[next].items.filter { $0.table == table }
        for item in items {
          if item.kind == .row, !parts.contains(item.index) { parts.append(item.index) }
          if item.kind == .rowGroup { nameAll = true }
        }
        if items.contains(where: { $0.kind == .columnHeading }) { columnCount += 1 }
        next += 1
      }
    }

    /// Drops headings that no figures of the table follow.
    mutating func forget() {
      parts = []
      nameAll = false
      columnCount = 0
    }

    /// Drops the headings of parts that have their figures.
    mutating func use(_ read: [Int]) {
      parts.removeAll { read.contains($0) }
      columnCount = 0
    }

    /// Whether there are headings of columns for more parts than are named, so that the name of one was lost.
    func lackPart(of all: Int, _ named: Int, _ columns: Int) -> Bool {
      named < all && columnCount >= (named + 1) * columns - 1
    }
  }

  /// In what order the parts of the table are printed: those under a common heading where it stands.
  struct PartOrder {
    private let text: LabelledText
    private var groups: [Int] = []
    private var parts: [Int: [Int]] = [:]

    /// Whether headings were repeated for each column that they span, so that the last line of them names
    /// every part.
    private var isRepeated = false

    init(_ region: Region, table: Int, _ text: LabelledText) {
      self.text = text
      var previous: Int?
      for match in region.matches {
        let letter = text.matches[match].letters.lowerBound
        var part: Int?
        for item in text.matches[match].items where item.table == table {
          if item.kind == .rowGroup { groups.append(letter) }
          if item.kind == .row {
            // 行政诉讼 may go before the name of a part in another line.
            parts[item.index, default: []].append(text.matches[match].letters.upperBound - 1)
            part = item.index
          }
        }
        if part != nil, part == previous { isRepeated = true }
        previous = part
      }
      if isRepeated { groups = [] }
    }

    /// Where a part comes among those before a letter: by its last heading, since the same words may
    /// stand in a sentence before the table.
    ///
    /// - Parameters:
    ///   - part: The part's position in the form.
    ///   - limit: The letter before which its heading stands.
    ///   - sharesLine: Whether the figures share a line; then headings on several lines beside one
    ///     another say nothing of the order.
    /// - Returns: What to sort parts by.
    func of(_ part: Int, before limit: Int, sharesLine: Bool) -> (Int, Int, Int) {
      let own = parts[part]?.last { $0 < limit } ?? .max
      if sharesLine, !haveOneLine(before: limit) {
        return (part == 0 ? 0 : 1, shareLine(before: limit) ? own : part, part)
      }
      // The first part of the form stands alone, the others under 行政诉讼.
      let group = part == 0 ? nil : lastGroup(before: limit)
      return (group ?? own, own, part)
    }

    /// The last common heading before a letter that tells of the order.
    ///
    /// One behind the first part in a line, as in the title of a section, does not where the first part
    /// comes once more: what stood beside that went with the name of a part.
    private func lastGroup(before limit: Int) -> Int? {
      guard let group = groups.last(where: { $0 < limit }) else { return nil }
      let first = (parts[0] ?? []).filter { $0 < limit }
      let isPassed = first.contains {
        $0 < group && text.letters[$0].line == text.letters[group].line
      }
      return isPassed && first.contains { $0 > group } ? nil : group
    }

    /// Whether the figures of the parts share a line and the headings of those under a common one stand in lines
    /// that are not in the order of the form, which tells of no order.
    func isOpen(before limit: Int, sharesLine: Bool) -> Bool {
      guard sharesLine, !haveOneLine(before: limit), !shareLine(before: limit) else { return false }
      let own = (1...max(1, parts.keys.max() ?? 1)).compactMap { part in
        parts[part]?.last { $0 < limit }
      }
      return own != own.sorted()
    }

    /// Whether all parts but the first have their headings in one line.
    private func shareLine(before limit: Int) -> Bool {
      let own = parts.keys.filter { $0 > 0 }.map { part in parts[part]?.last { $0 < limit } }
      return Set(own.map { $0.map { text.letters[$0].line } }).count == 1
    }

    /// Whether the first part and those beside it have their headings in one line or row.
    private func haveOneLine(before limit: Int) -> Bool {
      let others = groups.last { $0 < limit } ?? parts[1]?.last { $0 < limit }
      guard let first = parts[0]?.last(where: { $0 < limit }), let others else { return true }
      let (a, b) = (text.slot(ofLetter: first), text.slot(ofLetter: others))
      if a.grid != nil, a.grid == b.grid { return true }
      return text.letters[first].line == text.letters[others].line
    }
  }
}
