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
    let regions = regions(own)
    guard let best = regions.first else { return [] }
    return regions.filter { $0.score * 10 >= best.score * 6 || $0.isHeaded }.compactMap(read)
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
      var parts = named.filter { !rows.map(\.row).contains($0) }
      if namesAll, parts.count <= 1 {
        // 行政诉讼 without its two kinds stands for both.
        let missing = definition.rows.indices.filter {
          !parts.contains($0) && !rows.map(\.row).contains($0)
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
      let values = run.values
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
        sharesLine && parts != parts.sorted() && !hasAllHeadings(region, columns.count)
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

    init(_ region: Region, table: Int, _ text: LabelledText) {
      self.text = text
      for match in region.matches {
        let letter = text.matches[match].letters.lowerBound
        for item in text.matches[match].items where item.table == table {
          if item.kind == .rowGroup { groups.append(letter) }
          if item.kind == .row { parts[item.index, default: []].append(letter) }
        }
      }
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
      if sharesLine, !haveOneLine(before: limit) { return (part, part, part) }
      let own = parts[part]?.last { $0 < limit } ?? .max
      // The first part of the form stands alone, the others under 行政诉讼.
      let group = part == 0 ? nil : groups.last { $0 < limit }
      return (group ?? own, own, part)
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

  /// Figures that follow one another without headings between them.
  private struct Run {
    /// The letter before which they stand.
    let letter: Int
    let values: [Int]

    /// The lines of the heading before the run and of what follows it; -1 at the end of the text.
    let headingLine: Int32
    let nextLine: Int32

    /// The lines from one heading to the next, as far as the headings have a line each.
    let step: Int

    /// The tokens from behind the last heading to the end of the run.
    let tokens: Range<Int>

    /// Where the first heading stands among the separators of its line.
    let headingSlot: Int

    /// Whether numbers before the next heading were left out of it.
    let followsNumber: Bool

    /// Whether every row of the table begins with a separator on a line of its own.
    let isOpened: Bool
  }

  /// A stretch of headings that belong together, with the figures among and behind them.
  private struct Region {
    let matches: ClosedRange<Int>
    let runs: [Run]
    let score: Int

    /// Whether numbers stand before headings in their lines, as where rows are counted.
    let hasNumbers: Bool

    /// Whether all columns have their headings, and one part at least its figures, as where a copy of the
    /// table breaks off.
    let isHeaded: Bool
  }

  /// The stretches that can be copies of the table, the likeliest first.
  private func regions(_ own: [Int]) -> [Region] {
    var regions: [Region] = []
    var start = 0
    while start < own.count {
      var end = start
      while end + 1 < own.count,
        text.matches[own[end + 1]].letters.lowerBound
          - text.matches[own[end]].letters.upperBound <= 30,
        !beginsCopy(own[end + 1], behind: own[start...end]),
        !(own[end] + 1..<own[end + 1]).contains(where: { isOtherTable($0) })
      {
        end += 1
      }
      defer { start = end + 1 }
      let firstRow = own[start...end].first { index in
        text.matches[index].items.contains { $0.table == table && $0.kind == .row }
      }
      guard let firstRow else { continue }
      var columns = Set<Int>()
      for index in own[start...end] {
        for item in text.matches[index].items
        where item.table == table && item.kind == .columnHeading {
          columns.insert(item.column)
        }
      }
      let runs = self.runs(own[start...end], firstRow: firstRow)
      let values = runs.map { $0.values.count }
      // Parts with many figures are a copy whose headings were broken.
      if columns.count >= 2 || values.contains(15)
        || own[start...end].count >= 3 && values.reduce(0, +) >= 8
      {
        regions.append(
          Region(
            matches: own[start]...own[end],
            runs: runs,
            score: columns.count * 2 + min(15, values.reduce(0, +)) * 2,
            hasNumbers: runs.contains(where: \.followsNumber),
            isHeaded: columns.count >= 5 && values.contains { $0 % 5 == 0 }
          )
        )
      }
    }
    return regions.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    .map(\.element)
  }

  /// Whether the heading of the first part stands behind figures of the last one.
  private func beginsCopy(_ match: Int, behind earlier: ArraySlice<Int>) -> Bool {
    func isHeading(_ match: Int, ofRow row: Int) -> Bool {
      text.matches[match].items.contains {
        $0.table == table && $0.kind == .row && $0.index == row
      }
    }
    let lastRow = skeleton.tables[table].rows.count - 1
    // A copy has some twenty headings; what stands further up decides nothing.
    let earlier = earlier.suffix(60)
    guard isHeading(match, ofRow: 0), let last = earlier.last,
      earlier.contains(where: { isHeading($0, ofRow: 0) }),
      earlier.contains(where: { isHeading($0, ofRow: lastRow) })
    else { return false }
    let end = Int(text.letters[text.matches[match].letters.lowerBound].token)
    let start = Int(text.letters[text.matches[last].letters.upperBound - 1].token)
    return (start..<max(start, end)).contains { text.tokens[$0].isValue }
  }

  private func isOtherTable(_ match: Int) -> Bool {
    text.matches[match].certainty >= 2 && text.matches[match].letters.count >= 4
      && text.matches[match].items.allSatisfy { $0.table != table }
      && text.matches[match].items.contains { $0.kind == .row || $0.kind == .tableHeading }
  }

  /// The runs of figures between and behind the headings of a stretch.
  private func runs(_ own: ArraySlice<Int>, firstRow: Int) -> [Run] {
    var runs: [Run] = []
    let isOpened = isOpened(firstRow)
    var headingSlot: Int?
    var hasNumbers = false
    for (position, match) in zip(own.indices, own) {
      let heading = text.slot(ofLetter: text.matches[match].letters.lowerBound)
      if heading.width >= 3 { headingSlot = min(headingSlot ?? .max, heading.slot) }
      let from = text.matches[match].letters.upperBound
      let next =
        position + 1 < own.endIndex
        ? own[position + 1] : (match + 1..<text.matches.count).first { isOtherTable($0) }
      let to = next.map { text.matches[$0].letters.lowerBound } ?? text.letters.count
      let tokenStart = Int(text.letters[from - 1].token)
      var tokenEnd = to < text.letters.count ? Int(text.letters[to].token) : text.tokens.count
      var nextLine: Int32 = to < text.letters.count ? text.letters[to].line : -1
      // What stands behind text of its own belongs to the next section.
      if let first = (tokenStart..<max(tokenStart, tokenEnd)).first(where: {
        text.tokens[$0].isValue
      }) {
        for letter in from..<max(from, to)
        where Int(text.letters[letter].token) > first && isText(letter, to) {
          tokenEnd = min(tokenEnd, Int(text.letters[letter].token))
          nextLine = text.letters[letter].line
          break
        }
      }
      // What stands before the next heading in its line, such as a running number, is no cell of the table.
      let headingLine = to < text.letters.count ? text.letters[to].line : -1
      let found = (tokenStart..<max(tokenStart, tokenEnd)).filter { text.tokens[$0].isValue }
      let values = found.filter { token in
        text.tokens[token].line != headingLine || headingLine == text.letters[from - 1].line
      }
      if values.count < found.count { hasNumbers = true }
      guard let first = values.first else { continue }
      // Figures far behind the headings, with text in between, are not theirs.
      guard Int(text.tokens[first].letter) - from <= 120 else { continue }
      runs.append(
        Run(
          letter: from,
          values: values,
          headingLine: text.letters[from - 1].line,
          nextLine: nextLine,
          step: position > own.startIndex
            ? Int(text.letters[from - 1].line - lastLine(ofMatch: own[position - 1])) : 0,
          tokens: tokenStart..<tokenEnd,
          headingSlot: text.tokens[first].line == text.letters[from - 1].line
            ? text.slot(ofLetter: from - 1).slot + 1 : headingSlot ?? 0,
          followsNumber: hasNumbers,
          isOpened: isOpened
        )
      )
    }
    return runs
  }

  /// Whether a separator on a line of its own stands before the first heading.
  private func isOpened(_ first: Int) -> Bool {
    let letter = text.letters[text.matches[first].letters.lowerBound]
    let previous = Int(letter.token) - 1
    guard text.tokens.indices.contains(previous) else { return false }
    let token = text.tokens[previous]
    return token.kind == .pipe && token.significand == 1 && token.line + 1 == letter.line
      && text.lineWidths[previous] == 1
      && Int(token.letter) == text.matches[first].letters.lowerBound
  }

  private func lastLine(ofMatch match: Int) -> Int32 {
    text.letters[text.matches[match].letters.upperBound - 1].line
  }

  private func isText(_ letter: Int, _ end: Int) -> Bool {
    text.letters[letter].flags.contains(.hardStart)
      && letter + 1 < end && !text.letters[letter + 1].flags.contains(.hardStart)
  }

  /// Whether values fill whole lines, or each a line of its own, with nothing left out between them.
  private func isRegular(_ values: [Int], _ columns: Int) -> Bool {
    guard let first = values.first else { return false }
    if text.tokens[first].cell >= 0 {
      return zip(values, values.dropFirst()).allSatisfy { earlier, later in
        guard let a = text.gridPosition(of: earlier), let b = text.gridPosition(of: later) else {
          return false
        }
        return a.grid == b.grid && a.row == b.row
          ? text.tokens[later].cell == text.tokens[earlier].cell + 1 : true
      }
    }
    // Separators show gaps; without any, only the number of values can be counted.
    var counts: [Int] = []
    var line: Int32 = -1
    var slot: Int32 = 0
    var isDivided = false
    for value in values {
      if text.tokens[value].line == line {
        counts[counts.count - 1] += 1
        if text.slots[value] != slot { isDivided = true }
        if text.slots[value] > slot + 1 { return false }
      } else {
        counts.append(1)
      }
      line = text.tokens[value].line
      slot = text.slots[value]
    }
    // A figure that its cell had no room for stands on a line of its own, out of order.
    let sharesLongLine = counts.contains { $0 > columns }
    if counts.count == 1, hasSplitFigure(values) { return false }
    return counts.allSatisfy { $0 % columns == 0 } || !isDivided && !sharesLongLine
  }

  /// Whether only two values of a line stand one space apart, and all others further, so that the two can
  /// be parts of one figure.
  private func hasSplitFigure(_ values: [Int]) -> Bool {
    let pairs = zip(values, values.dropFirst())
    let close = pairs.filter { placer.areOneSpaceApart($0, $1) }
    return close.count == 1
      && pairs.count { text.tokens[$1].columnStart >= text.tokens[$0].columnEnd + 3 }
        == values.count - 2
  }

  /// Places fewer values than there are cells, by what holds the places of the empty ones.
  private func place(_ run: Run, count: Int) -> [ColumnPlacement]? {
    guard let first = run.values.first else { return nil }
    if text.tokens[first].cell >= 0 { return placeInGrid(run, count) }
    let line = text.tokens[first].line
    var ordered = run.values
    let isDrawn = text.orderBySlots(&ordered)
    let together = isDrawn ? ordered : run.values.filter { text.tokens[$0].line == line }
    if text.lineWidths[first] < 3 {
      if run.tokens.contains(where: { text.tokens[$0].kind == .pipe }) {
        return placeByFields(run, count)
      }
      return together.count == 1 ? placeByLines(run, count) : nil
    }
    // The heading line says where the first field stands.
    let lead = run.headingSlot
    guard (count - 1...count).contains(Int(text.lineWidths[first]) - lead) else { return nil }
    var placed = [ColumnPlacement](repeating: .blank(at: nil), count: count)
    for value in together {
      let column = Int(text.slots[value]) - lead
      guard placed.indices.contains(column), placed[column] == .blank(at: nil) else { return nil }
      placed[column] = .token(value)
    }
    let strays = run.values.filter { !together.contains($0) }
    if !strays.isEmpty { fill(&placed, with: strays) }
    return placed
  }

  /// Puts figures that stand on lines of their own below a row into its empty cells, if they are as
  /// many; otherwise nobody can tell which of the cells are empty.
  private func fill(_ placed: inout [ColumnPlacement], with strays: [Int]) {
    let empty = placed.indices.filter { placed[$0] == .blank(at: nil) }
    let isExact = strays.count == empty.count && strays.count >= 3
    for (index, column) in empty.enumerated() {
      placed[column] = isExact ? .token(strays[index]) : .open
    }
  }

  /// Places values by counting fields that have a line each, every one closed by a separator.
  private func placeByFields(_ run: Run, _ count: Int) -> [ColumnPlacement]? {
    var fields = Array(text.fields(run.tokens).drop { $0.isTight })
    if run.isOpened {
      // Every row opens with a separator of its own, the next one too.
      guard fields.first.map({ $0.value < 0 }) ?? false else { return nil }
      fields.removeFirst()
      if fields.count == count + 1, fields.last.map({ $0.value < 0 }) ?? false {
        fields.removeLast()
      }
    }
    guard fields.count == count, !fields.contains(where: \.isTight) else { return nil }
    return fields.map { field in
      field.value >= 0 ? .token(field.value) : .blank(at: Int(field.start)..<Int(field.start))
    }
  }

  /// Places values that have a line each by counting the lines from the last heading.
  private func placeByLines(_ run: Run, _ count: Int) -> [ColumnPlacement]? {
    guard run.step > 0, !text.hasTags else { return nil }
    var gaps: [Int] = []
    var line = run.headingLine
    for value in run.values {
      gaps.append(Int(text.tokens[value].line - line))
      line = text.tokens[value].line
    }
    if run.nextLine >= 0 { gaps.append(Int(run.nextLine - line)) }
    // Between headings and figures a row ends, which may take lines of its own.
    guard gaps.first == run.step else { return nil }
    var solutions: [[Int]] = []
    for extra in Set([1, run.step]).sorted() {
      for tail in run.step...run.step + 1 {
        let spacing = LineSpacing(cell: run.step, emptyCell: extra, rowEnd: tail)
        // Lines behind a table may as well divide it from what follows.
        if let positions = spacing.columns(gaps, values: run.values.count, of: count),
          positions != Array(run.values.indices), !solutions.contains(positions)
        {
          solutions.append(positions)
        }
      }
    }
    guard solutions.count == 1 else { return nil }
    var placed = [ColumnPlacement](repeating: .blank(at: nil), count: count)
    for (value, column) in zip(run.values, solutions[0]) { placed[column] = .token(value) }
    return placed
  }

  private func placeInGrid(_ run: Run, _ count: Int) -> [ColumnPlacement]? {
    let cells = run.values.compactMap { text.gridPosition(of: $0) }
    guard let first = cells.first, cells.count == run.values.count,
      cells.allSatisfy({ $0.grid == first.grid && $0.row == first.row })
    else { return nil }
    let rowCells = text.gridCells.indices.filter {
      text.gridCells[$0].grid == first.grid && text.gridCells[$0].row == first.row
    }
    guard rowCells.count == count else { return nil }
    var placed = [ColumnPlacement](repeating: .blank(at: nil), count: count)
    for value in run.values {
      guard let position = rowCells.firstIndex(of: Int(text.tokens[value].cell)) else { return nil }
      placed[position] = .token(value)
    }
    return placed
  }
}
