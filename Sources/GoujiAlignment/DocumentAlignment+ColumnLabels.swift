/// The labels of rows that head the columns of a turned table.
extension DocumentAlignment {
  /// A label of a row that stands over a column.
  typealias ColumnLabel = (match: Int, row: Int)

  /// The labels of rows that end with one of them and have no figure among them.
  func columnLabels(ofTable index: Int, upTo lastLabel: Int) -> [ColumnLabel] {
    let table = skeleton.tables[index]
    var labels: [ColumnLabel] = []
    let grid = slot(ofLabel: lastLabel).grid
    var match = lastLabel
    repeat {
      let items = text.matches[match].items
      guard slot(ofLabel: match).grid == grid else { break }
      let named = items.filter { item in
        // The row of one form is the name of a group of rows in another.
        item.kind == .row && item.table == index
          && !labels.contains { table.rows[item.index].members.contains(table.rows[$0.row].id) }
      }
      if named.count == 1 {
        let row = named[0].index
        if let same = labels.first(where: { $0.row == row }), !isAbove(match, same.match) {
          // Beside itself a label heads several columns; in a sentence before the table it heads none.
          if grid != nil || line(ofLabel: match) == line(ofLabel: same.match) { return [] }
          break
        }
        labels.append((match, row))
      } else if !items.contains(where: { $0.kind == .rowGroup }) {
        break
      }
      match -= 1
    } while match >= 0 && !hasFigures(match)
    return labels.reversed()
  }

  /// Whether letters that are no note and belong to no label stand among labels or between these and the line
  /// of a heading, as the rest of labels that take several lines beside one another.
  func hasOtherLetters(among labels: [ColumnLabel], before heading: Int) -> Bool {
    guard let first = labels.first?.match, let last = labels.last?.match else { return false }
    return (first..<heading).contains { match in
      let rest = text.matches[match].letters.upperBound..<text.matches[match + 1].letters.lowerBound
      return rest.contains { letter in
        !text.letters[letter].flags.contains(.inBracket)
          && (match < last || text.letters[letter].line != line(ofLabel: heading)
            || line(ofLabel: heading) == line(ofLabel: last))
      }
    }
  }

  /// Whether a label stands in the column of another one.
  private func isAbove(_ match: Int, _ other: Int) -> Bool {
    let (place, below) = (slot(ofLabel: match), slot(ofLabel: other))
    return place.slot == below.slot && place.width == below.width && place.grid == below.grid
      && (place.grid != nil || place.width >= 3)
  }

  private func line(ofLabel match: Int) -> Int32 {
    text.letters[text.matches[match].letters.lowerBound].line
  }

  func slot(ofLabel match: Int) -> (slot: Int, width: Int32, grid: Int?) {
    // That of a group may stand above it and be its beginning.
    text.slot(ofLetter: text.matches[match].letters.upperBound - 1)
  }

  /// Labels in the order of their columns, each once; `nil` where that is not known.
  func inPrintedOrder(_ labels: [ColumnLabel]) -> [ColumnLabel]? {
    let places = labels.map { slot(ofLabel: $0.match) }
    var placed: [(slot: Int, label: ColumnLabel)] = []
    for (label, place) in zip(labels, places) {
      // A label that spans several lines may be printed once for each.
      if placed.contains(where: { $0.slot == place.slot && $0.label.row == label.row }) { continue }
      placed.append((place.slot, label))
    }
    if let first = places.first, first.grid != nil || first.width >= 3,
      places.allSatisfy({ $0.grid == first.grid && $0.width == first.width }),
      Set(placed.map(\.slot)).count == placed.count
    {
      placed.sort { $0.slot < $1.slot }
    } else if !zip(placed, placed.dropFirst()).allSatisfy({ $0.label.row < $1.label.row }) {
      return nil
    }
    let rows = placed.map(\.label)
    return Set(rows.map(\.row)).count == rows.count ? rows : nil
  }

  /// Whether figures stand one under each of some labels, in lines or rows of a grid that are divided alike.
  func standsUnder(_ labels: [Int], _ content: RowContent) -> Bool {
    let places = labels.map(slot(ofLabel:))
    return content.values.count == labels.count
      && zip(places, content.values).allSatisfy { place, value in
        let own = slot(ofValue: value)
        return own.slot == place.slot && own.width == place.width && own.grid == place.grid
          && (own.grid != nil || own.width > labels.count)
      }
  }
}
