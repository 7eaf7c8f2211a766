internal import GoujiModel

/// The columns that a table is printed with.
extension DocumentAlignment {
  /// The columns that a block is printed with, by their positions in the form.
  ///
  /// Tables are printed without 总计 now and then, and those of pages without the column that an office
  /// never needs. Such a column has no heading, and no row a value for it.
  func printedColumns(
    of variant: Skeleton.Variant,
    _ headings: [ColumnHeading],
    _ contents: ArraySlice<RowContent?>
  ) -> [Int] {
    let all = Array(variant.columns.indices)
    let headed = all.filter { column in headings.contains { $0.item.column == column } }
    let standsOverAll = headed.count < all.count && standOverAll(contents, headings)
    let isShort = all.count <= 3 && standsOverAll
    guard headed.count < all.count,
      isShort || headed.count >= 4 && headed.count * 3 >= all.count * 2,
      headed.last == headed.count - 1 || standsOverAll
        || !text.hasGrids && areWholeInOrder(headings, of: variant)
    else { return all }
    let counts = contents.compactMap { $0?.values.count }
    // Behind the last row anything may follow.
    guard counts.dropLast().allSatisfy({ $0 <= headed.count }),
      counts.count(where: { $0 == headed.count }) >= (isShort ? 1 : 3)
    else { return all }
    return headed
  }

  /// Whether some headings stand side by side in a grid or in a line that separators divide, and nowhere else the
  /// values of its rows.
  private func standOverAll(
    _ contents: ArraySlice<RowContent?>,
    _ headings: [ColumnHeading]
  ) -> Bool {
    let places = headings.map { text.slot(ofLetter: text.matches[$0.match].letters.lowerBound) }
    guard let first = places.first, first.grid != nil || first.width >= 2,
      places.allSatisfy({ $0.grid == first.grid && $0.width == first.width })
    else { return false }
    let slots = Set(places.map(\.slot))
    guard let least = slots.min(), let last = slots.max(), last - least + 1 == slots.count,
      slots.count == Set(headings.map(\.item.column)).count
    else { return false }
    return contents.allSatisfy { content in
      content?.values.allSatisfy { value in
        let place = slot(ofValue: value)
        return place.grid == first.grid && place.width == first.width && slots.contains(place.slot)
      } ?? true
    }
  }

  /// Whether headings of columns stand in the order of the form, each in one piece, with no others among
  /// them; those of single columns may be printed before those under a common one.
  private func areWholeInOrder(
    _ headings: [ColumnHeading],
    of variant: Skeleton.Variant
  ) -> Bool {
    guard let first = headings.first, let last = headings.last else { return false }
    let columns = headings.map(\.item.column)
    let single = columns.filter { variant.columns[$0].group == nil }
    let grouped = columns.filter { variant.columns[$0].group != nil }
    return single == single.sorted() && grouped == grouped.sorted()
      && headings.allSatisfy { isInOnePiece($0.match) }
      && !hasOtherLetters(first.match...last.match)
  }

  /// The position of a value among the separators of its line, or in its grid.
  func slot(ofValue value: Int) -> (slot: Int, width: Int32, grid: Int?) {
    guard let position = text.gridPosition(of: value) else {
      return (Int(text.slots[value]), text.lineWidths[value], nil)
    }
    return (position.column, 0, position.grid)
  }
}
