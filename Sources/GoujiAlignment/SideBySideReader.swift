internal import GoujiModel

/// Reads a table whose rows are printed side by side, each under a heading of its own.
///
/// Found in many arrangements: three parts in one line of figures, a table for each part, one line for
/// each part, headings that hold part and column. What they share is that headings come before the
/// figures that they name: each run of figures is as long as the parts named before it ask for.
struct SideBySideReader {
  let table: Int
  let skeleton: Skeleton
  let text: LabelledText
  let placer: RowPlacer

  struct Reading {
    /// Rows of the table with the placement of their values.
    let rows: [(row: Int, placement: RowPlacement)]
    let range: Range<Int>
  }

  /// Every copy of the table, the one with most headings and figures first.
  func read() -> [Reading] {
    let own = text.matches.indices.filter { index in
      text.matches[index].items.contains {
        $0.table == table && ($0.kind == .row || $0.kind == .columnHeading || $0.kind == .rowGroup)
      }
    }
    // The densest stretch of headings is the table; elsewhere its words stand in sentences.
    let found = regions(own)
    // A sentence before the table of a page may count the results of one part.
    let printed = found.filter(hasCells)
    let regions = printed.isEmpty ? found : printed
    guard let best = regions.first else { return [] }
    return regions.filter { $0.score * 10 >= best.score * 6 || $0.isHeaded }.compactMap(read)
  }

  /// Whether some figures of a stretch stand in the cells of a page.
  private func hasCells(_ region: Region) -> Bool {
    region.runs.contains(where: isInCells)
  }

  private func isInCells(_ run: Run) -> Bool {
    text.tokens[run.values[0]].cell >= 0
  }

  private func read(_ region: Region) -> Reading? {
    let definition = skeleton.tables[table]
    guard let columns = definition.blocks.first?.variants.first?.columns else { return nil }
    var rows: [(row: Int, placement: RowPlacement)] = []
    let order = PartOrder(region, table: table, text)
    let columnOrder = printedOrder(region, columns.count)
    var named: [Int] = []
    var namesAll = false
    var headings = 0
    var differs = false
    let hasCells = hasCells(region)
    var match = region.matches.lowerBound
    var end = 0
    for run in region.runs {
      while match <= region.matches.upperBound,
        text.matches[match].letters.lowerBound < run.letter
      {
        for item in text.matches[match].items where item.table == table {
          if item.kind == .row, !named.contains(item.index) { named.append(item.index) }
          if item.kind == .rowGroup { namesAll = true }
        }
        if text.matches[match].items.contains(where: {
          $0.table == table && $0.kind == .columnHeading
        }) {
          headings += 1
        }
        match += 1
      }
      if hasCells, !isInCells(run) {
        named = []
        namesAll = false
        headings = 0
        continue
      }
      var parts = named.filter { !rows.map(\.row).contains($0) }
      if namesAll, parts.count <= 1 {
        // 行政诉讼 without its two kinds stands for both; those that have headings stand for themselves.
        let missing = definition.rows.indices.filter { row in
          !parts.contains(row) && !rows.map(\.row).contains(row) && !isNamed(row, in: region)
        }
        if run.values.count == (parts.count + missing.count) * columns.count { parts += missing }
      }
      let sharesLine = zip(run.values, run.values.dropFirst()).contains {
        text.tokens[$0].line == text.tokens[$1].line
      }
      parts.sort {
        order.of($0, before: run.letter, sharesLine: sharesLine)
          < order.of($1, before: run.letter, sharesLine: sharesLine)
      }
      let values =
        run.values.count == 2 * parts.count * columns.count
        ? text.valuesOfOnePrinting(run.values) ?? run.values : run.values
      if parts.isEmpty {
        differs = differs || isRepeatedOtherwise(named, values, rows)
        continue
      }
      // Headings for more parts than were named show that the name of one was lost.
      let lacksParts =
        parts.count < definition.rows.count && headings >= (parts.count + 1) * columns.count - 1
      headings = 0
      // Headings broken over lines beside one another come out in no order at all.
      let isReordered =
        (parts != parts.sorted() && !hasAllHeadings(region, columns.count)
          || order.isOpen(before: run.letter, sharesLine: sharesLine)
          || parts != parts.sorted() && contradictsSums(values, columns))
        && !values.allSatisfy { text.isZero($0) }
      let lacksColumns = (values[0]..<values[values.count - 1]).contains {
        text.tokens[$0].kind == .stray && text.tokens[values[0]].cell < 0
      }
      if isReordered || lacksColumns || lacksParts || region.hasNumbers || placer.isOutOfOrder
        || text.hasJoinedLines
        || text.joinedLines.contains(run.headingLine)
      {
        for row in parts { rows.append((row, .uniform(.open, columns.count))) }
      } else if values.count == parts.count * columns.count, isRegular(values, columns.count) {
        for (position, row) in parts.enumerated() {
          let slice = Array(values[position * columns.count..<(position + 1) * columns.count])
          rows.append((row, RowPlacement(tokens: slice)))
        }
      } else if values.count <= parts.count * columns.count {
        let placed = place(run, count: parts.count * columns.count)
        for (position, row) in parts.enumerated() {
          let bounds = position * columns.count..<(position + 1) * columns.count
          rows.append(
            (
              row,
              placed.map { RowPlacement(columns: Array($0[bounds])) }
                ?? .uniform(.open, columns.count)
            )
          )
        }
      } else {
        for row in parts { rows.append((row, .uniform(.open, columns.count))) }
      }
      named.removeAll { parts.contains($0) }
      end = values.last.map { Int(text.tokens[$0].end) } ?? end
    }
    guard !rows.isEmpty else { return nil }
    rows = rows.map { row, placement in
      (row, columnOrder.map { placement.reordered($0) } ?? .uniform(.open, columns.count))
    }
    if differs || isMoved(rows.map(\.placement), columns) {
      rows = rows.map { row, _ in (row, .uniform(.open, columns.count)) }
    }
    let start = Int(text.letters[text.matches[region.matches.lowerBound].letters.lowerBound].offset)
    return Reading(rows: rows, range: start..<max(end, start))
  }

  /// Whether no part of a text has the sum of its figures for its total, so that these may stand in another order
  /// than the headings before them.
  private func contradictsSums(_ values: [Int], _ columns: [ColumnDefinition]) -> Bool {
    guard columns.last?.id == .total, values.count % columns.count == 0,
      text.tokens[values[0]].cell < 0
    else { return false }
    return !stride(from: 0, to: values.count, by: columns.count).contains { start in
      let part = values[start..<start + columns.count].map { text.tokens[$0].significand }
      return part.dropLast().reduce(0, { $0.addingReportingOverflow($1).partialValue }) == part.last
    }
  }

  private func isNamed(_ row: Int, in region: Region) -> Bool {
    region.matches.contains { match in
      text.matches[match].items.contains {
        $0.table == table && $0.kind == .row && $0.index == row
      }
    }
  }

  /// Whether a part that was read is printed once more with other figures, as in a copy that breaks off.
  private func isRepeatedOtherwise(
    _ parts: [Int],
    _ values: [Int],
    _ rows: [(row: Int, placement: RowPlacement)]
  ) -> Bool {
    rows.contains { row, placement in
      guard parts.contains(row), values.count == placement.columns.count else { return false }
      let printed = placement.columns.map { column in
        if case .token(let token) = column { text.tokens[token].significand } else { Int64(0) }
      }
      return printed != values.map { text.tokens[$0].significand }
    }
  }

  /// Whether figures show that they do not stand in the columns of their form.
  private func isMoved(_ placements: [RowPlacement], _ columns: [ColumnDefinition]) -> Bool {
    guard columns.last?.id == .total else { return false }
    return TotalEvidence(placements, columns: columns.count, text).showsOtherTotal
  }

  /// In what order the parts of the table are printed: those under a common heading where it stands.
  private struct PartOrder {
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

  /// Whether each of the parts has all its headings, as headings broken beside one another have not.
  private func hasAllHeadings(_ region: Region, _ columns: Int) -> Bool {
    let found = region.matches.count { match in
      text.matches[match].items.contains { $0.table == table && $0.kind == .columnHeading }
    }
    return found > 0 && found % columns == 0
  }

  /// The columns of each part in the order in which their headings are printed; `nil` where the parts
  /// differ in it.
  private func printedOrder(_ region: Region, _ count: Int) -> [Int]? {
    let usual = Array(0..<count)
    let read = region.matches.compactMap { match in
      text.matches[match].items.first { $0.table == table && $0.kind == .columnHeading }?.column
    }
    let isBroken = region.matches.contains { match in
      let letters = text.matches[match].letters
      return text.matches[match].items.contains { $0.table == table && $0.kind == .columnHeading }
        && text.letters[letters.lowerBound].line != text.letters[letters.upperBound - 1].line
    }
    guard !isBroken, !read.isEmpty, read.count % count == 0 else { return usual }
    let parts = stride(from: 0, to: read.count, by: count).map { Array(read[$0..<$0 + count]) }
    guard parts.allSatisfy({ $0.sorted() == usual }) else { return usual }
    return parts.allSatisfy { $0 == parts[0] } ? parts[0] : nil
  }
}
