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
    guard let columns = skeleton.tables[table].blocks.first?.variants.first?.columns else {
      return nil
    }
    let order = PartOrder(region, table: table, text)
    let hasCells = hasCells(region)
    var headings = PassedHeadings(from: region.matches.lowerBound)
    var rows: [(row: Int, placement: RowPlacement)] = []
    var differs = false
    var end = 0
    for run in region.runs {
      headings.pass(upTo: run.letter, in: region, ofTable: table, text)
      if hasCells, !isInCells(run) {
        headings.forget()
        continue
      }
      let sharesLine = sharesLine(run)
      let parts = parts(of: run, headings, besides: rows.map(\.row), in: region, columns.count)
        .sorted {
          order.of($0, before: run.letter, sharesLine: sharesLine)
            < order.of($1, before: run.letter, sharesLine: sharesLine)
        }
      let values =
        run.values.count == 2 * parts.count * columns.count
        ? text.valuesOfOnePrinting(run.values) ?? run.values : run.values
      if parts.isEmpty {
        differs = differs || isRepeatedOtherwise(headings.parts, values, rows)
        continue
      }
      let isOpen =
        order.isOpen(before: run.letter, sharesLine: sharesLine) && !areZeros(values)
        || isReordered(parts, values, in: region, columns)
        || headings.lackPart(of: skeleton.tables[table].rows.count, parts.count, columns.count)
        || isUnsure(run, values, in: region)
      let placements =
        isOpen
        ? Array(repeating: .uniform(.open, columns.count), count: parts.count)
        : placements(of: run, values, parts: parts.count, columns: columns.count)
      for (row, placement) in zip(parts, placements) { rows.append((row, placement)) }
      headings.use(parts)
      end = values.last.map { Int(text.tokens[$0].end) } ?? end
    }
    guard !rows.isEmpty else { return nil }
    let columnOrder = printedOrder(region, columns.count)
    rows = rows.map { row, placement in
      (row, columnOrder.map { placement.reordered($0) } ?? .uniform(.open, columns.count))
    }
    if differs || isMoved(rows.map(\.placement), columns) {
      rows = rows.map { row, _ in (row, .uniform(.open, columns.count)) }
    }
    let start = Int(text.letters[text.matches[region.matches.lowerBound].letters.lowerBound].offset)
    return Reading(rows: rows, range: start..<max(end, start))
  }

  private func sharesLine(_ run: Run) -> Bool {
    zip(run.values, run.values.dropFirst()).contains {
      text.tokens[$0].line == text.tokens[$1].line
    }
  }

  private func areZeros(_ values: [Int]) -> Bool {
    values.allSatisfy { text.isZero($0) }
  }

  /// The parts that a run of figures can be of: those named before it that have no figures yet.
  private func parts(
    of run: Run,
    _ headings: PassedHeadings,
    besides read: [Int],
    in region: Region,
    _ columns: Int
  ) -> [Int] {
    let parts = headings.parts.filter { !read.contains($0) }
    guard headings.nameAll, parts.count <= 1 else { return parts }
    // 行政诉讼 without its two kinds stands for both; those that have headings stand for themselves.
    let missing = skeleton.tables[table].rows.indices.filter { row in
      !parts.contains(row) && !read.contains(row) && !isNamed(row, in: region)
    }
    return run.values.count == (parts.count + missing.count) * columns ? parts + missing : parts
  }

  /// Whether figures stand below headings of which it is not known in what order they come.
  private func isReordered(
    _ parts: [Int],
    _ values: [Int],
    in region: Region,
    _ columns: [ColumnDefinition]
  ) -> Bool {
    // Headings broken over lines beside one another come out in no order at all.
    parts != parts.sorted() && !areZeros(values)
      && (!hasAllHeadings(region, columns.count) || contradictsSums(values, columns))
  }

  /// Whether something stands before or among the figures of a run that may have moved them.
  private func isUnsure(_ run: Run, _ values: [Int], in region: Region) -> Bool {
    let lacksColumns = (values[0]..<values[values.count - 1]).contains {
      text.tokens[$0].kind == .stray && text.tokens[values[0]].cell < 0
    }
    return lacksColumns || region.hasNumbers || placer.isOutOfOrder || text.hasJoinedLines
      || text.joinedLines.contains(run.headingLine)
  }

  /// Where the values of a run stand in each of its parts.
  private func placements(of run: Run, _ values: [Int], parts: Int, columns: Int) -> [RowPlacement]
  {
    let bounds = (0..<parts).map { $0 * columns..<($0 + 1) * columns }
    if values.count == parts * columns, isRegular(values, columns) {
      return bounds.map { RowPlacement(tokens: Array(values[$0])) }
    }
    guard values.count <= parts * columns, let placed = place(run, count: parts * columns) else {
      return Array(repeating: .uniform(.open, columns), count: parts)
    }
    return bounds.map { RowPlacement(columns: Array(placed[$0])) }
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
