internal import GoujiDocument
internal import GoujiModel

/// Columns that a table has beside its own, for another year or for the difference from it.
extension DocumentAlignment {
  /// Fields of one line, or columns of a grid.
  private struct Place {
    var slots: Range<Int>
    let width: Int32
    let grid: Int?
    let line: Int32
  }

  /// Takes out of the rows of a block what stands under headings of another year: 上年数, 同比增减, 2022年.
  ///
  /// - Parameters:
  ///   - headings: The column headings found.
  ///   - variant: The block as its form has it.
  ///   - contents: By row of the table. They stay as they are where the columns of the year itself are not
  ///     known to stand beside those of another.
  ///   - table: The table.
  ///   - chain: Its labels.
  /// - Returns: The headings of the other columns.
  mutating func withoutComparisons(
    _ headings: [ColumnHeading],
    of variant: Skeleton.Variant,
    _ contents: inout [RowContent?],
    _ table: Skeleton.Table,
    _ chain: TableChain
  ) -> [ColumnHeading] {
    let (own, others) = yearHeadings(of: variant, table, chain)
    guard !others.isEmpty else { return headings }
    let rest = headings.filter { heading in
      let letter = text.matches[heading.match].letters.lowerBound
      let place = text.slot(ofLetter: letter)
      return !others.contains {
        $0.line == text.letters[letter].line && $0.grid == place.grid
          && $0.slots.contains(place.slot)
      }
    }
    let isHeaded = Set(rest.map(\.item.column)).count == variant.columns.count
    guard isHeaded || own.reduce(0, { $0 + $1.slots.count }) >= variant.columns.count else {
      return headings
    }
    let known = own + others + rest.map { place(text.matches[$0.match].letters.lowerBound) }
    guard variant.tableRows.allSatisfy({ contents[$0].map { stands($0, under: known) } ?? true })
    else { return rest }
    var reduced = contents
    for row in variant.tableRows {
      reduced[row]?.removeFields { slot, width, grid in
        others.contains { $0.width == width && $0.grid == grid && $0.slots.contains(slot) }
      } placedBy: {
        slot(ofValue: $0)
      }
    }
    guard variant.tableRows.contains(where: { !(reduced[$0]?.values.isEmpty ?? true) }) else {
      return headings
    }
    contents = reduced
    return rest
  }

  /// Whether all values of a row stand under headings of columns and its label does not, as cells do not where
  /// spans were lost.
  private func stands(_ content: RowContent, under headings: [Place]) -> Bool {
    content.values.allSatisfy { value in
      let (slot, width, grid) = slot(ofValue: value)
      let beside = headings.filter { $0.width == width && $0.grid == grid }
      return beside.contains { $0.slots.contains(slot) }
        && !beside.contains { $0.slots.contains(content.labelEndSlot) }
    }
  }

  /// Whether the headings over a block name several years.
  func joinsYears(
    of variant: Skeleton.Variant,
    _ table: Skeleton.Table,
    _ chain: TableChain
  ) -> Bool {
    let headings = headingLetters(of: variant, chain)
    return headings.contains { letter in
      if let year = printedYear(before: letter, isGlued: true) {
        // The next one begins right behind it.
        let next = letter + 1
        return headings.contains(next)
          && text.letters[next].offset == text.letters[letter].offset + 7
          && printedYear(before: next, isGlued: true).map { $0 != year } ?? false
      }
      return table.comparisons.contains { stands($0, at: letter, before: headings.upperBound) }
        && !isColumnHeading(letter, of: variant, chain)
    }
  }

  /// The letters from the first heading over a block to its first row.
  private func headingLetters(of variant: Skeleton.Variant, _ chain: TableChain) -> Range<Int> {
    guard let row = variant.tableRows.lazy.compactMap({ chain.rows[$0] }).min() else {
      return 0..<0
    }
    let end = text.matches[row].letters.lowerBound
    var first = row
    while first > 0, end - text.matches[first - 1].letters.lowerBound <= Self.mostHeadingLetters,
      text.matches[first - 1].items.contains(where: \.isOverRows)
    {
      first -= 1
    }
    return text.matches[first].letters.lowerBound..<end
  }

  /// Where headings of the report's own year and of others stand over the first row of a block.
  private mutating func yearHeadings(
    of variant: Skeleton.Variant,
    _ table: Skeleton.Table,
    _ chain: TableChain
  ) -> (own: [Place], others: [Place]) {
    let headings = headingLetters(of: variant, chain)
    var own: [Place] = []
    var others: [Place] = []
    for letter in headings {
      if let printed = printedYear(before: letter) {
        guard let year else {
          needsYear = true
          continue
        }
        if printed == year { own.append(place(letter)) } else { others.append(place(letter)) }
      } else if text.letters[letter].flags.contains(.hardStart),
        let word = table.comparisons.first(where: {
          stands($0, at: letter, before: headings.upperBound)
        }),
        !isColumnHeading(letter, of: variant, chain),
        !isColumnHeading(letter + word.count / 3, of: variant, chain, alone: true)
      {
        others.append(place(letter))
      }
    }
    // Where each cell has a line of its own, places in it tell nothing.
    func isDivided(_ place: Place) -> Bool { place.grid != nil || place.width >= 2 }
    return (own.filter(isDivided), others.filter(isDivided))
  }

  /// How many letters of headings may stand over a row.
  private static let mostHeadingLetters = 240

  private func place(_ letter: Int) -> Place {
    let place = text.slot(ofLetter: letter)
    let span = text.gridPosition(ofLetter: letter)?.columnSpan ?? 1
    return Place(
      slots: place.slot..<place.slot + span,
      width: place.width,
      grid: place.grid,
      line: text.letters[letter].line
    )
  }

  /// The year that a letter 年 closes and that begins its field, or goes on with it where that is glued; `nil`
  /// for any other letter.
  private func printedYear(before letter: Int, isGlued: Bool = false) -> Int? {
    let offset = Int(text.letters[letter].offset)
    guard offset >= 4, document.text[offset..<offset + 3].elementsEqual("年".utf8) else {
      return nil
    }
    let digits = document.text[offset - 4..<offset]
    guard digits.starts(with: "20".utf8),
      isGlued || offset < 5 || document.text[offset - 5] < 0x80
    else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// Whether a letter is one of a heading that the form has, as 上一年项目数量 is; the second line of one begins a
  /// field as well: 本年⏎增/减.
  ///
  /// - Parameters:
  ///   - letter: The letter.
  ///   - variant: The block as its form has it.
  ///   - chain: The labels of the table.
  ///   - alone: Whether only a heading counts that is the only one of its column.
  /// - Returns: Whether there is such a heading.
  private func isColumnHeading(
    _ letter: Int,
    of variant: Skeleton.Variant,
    _ chain: TableChain,
    alone: Bool = false
  ) -> Bool {
    let headings = chain.headings.filter { $0.item.form == variant.form }
    return headings.contains { heading in
      text.matches[heading.match].letters.contains(letter)
        && !(alone
          && headings.contains { other in
            other.match != heading.match && other.item.column == heading.item.column
              && other.item.index == heading.item.index
          })
    }
  }
}
