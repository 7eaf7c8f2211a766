internal import GoujiDocument
internal import GoujiModel

/// The cells of a form, out of the rows that were read.
extension DocumentAlignment {
  /// The values of a row with their place in the form.
  struct PlacedRow {
    /// The position of the row's first cell among the cells of the form.
    let firstCell: Int
    let placement: RowPlacement
  }

  mutating func store(_ placement: RowPlacement, ofRow row: Skeleton.Row, _ form: Int) {
    guard let first = row.firstCell[form] else { return }
    rows[form].append(PlacedRow(firstCell: first, placement: placement))
    for place in placement.columns {
      switch place {
      case .missing: break
      case .blank: readCells[form] += 1
      case .token(let index):
        let token = text.tokens[index]
        readCells[form] += token.kind == .mark && !token.flags.contains(.damaged) ? 1 : 2
      case .zero, .text, .open: readCells[form] += 2
      }
    }
    if !placement.readings.isEmpty, placement.isOpenToSums {
      openRows.append(
        OpenRow(
          form: skeleton.forms[form].id,
          firstCell: first,
          readings: placement.readings.map { reading in
            reading.map { $0 < 0 ? nil : figure(.token($0)) }
          }
        )
      )
    }
  }

  /// The cells of a form, in its order.
  func cells(ofForm form: Int) -> [Cell] {
    let count = skeleton.forms[form].cells.count
    var cells: [Cell] = []
    cells.reserveCapacity(count)
    for row in rows[form].sorted(by: { $0.firstCell < $1.firstCell }) {
      while cells.count < row.firstCell { cells.append(Cell(status: .missing)) }
      for (column, place) in row.placement.columns.enumerated() {
        cells.append(cell(place, column, row.placement))
      }
    }
    while cells.count < count { cells.append(Cell(status: .missing)) }
    return cells
  }

  func cell(_ place: ColumnPlacement, _ column: Int, _ row: RowPlacement) -> Cell {
    switch place {
    case .token(let index):
      let token = text.tokens[index]
      let range = Int(token.start)..<Int(token.end)
      let raw = document.string(range)
      let source = document.place(of: range)
      if token.flags.contains(.damaged) {
        return Cell(status: .unreadable, raw: raw, place: source)
      }
      if token.kind == .mark { return Cell(status: .blank, raw: raw, place: source) }
      return Cell(
        status: .reported,
        value: figure(token),
        unit: token.unit.text,
        raw: raw,
        place: source
      )
    case .zero(let range):
      return Cell(
        status: .reported,
        value: .zero,
        raw: document.string(range),
        place: document.place(of: range)
      )
    case .blank(let range):
      return Cell(status: .blank, place: range.map { document.place(of: $0) })
    case .text(let range):
      let trimmed = trimmed(range)
      return Cell(
        status: .unreadable,
        raw: document.string(trimmed),
        place: document.place(of: trimmed)
      )
    case .open:
      var candidates: [Figure?] = []
      var source: SourcePlace?
      for reading in row.readings {
        let index = reading[column]
        let candidate = index < 0 ? nil : figure(.token(index))
        if !candidates.contains(where: { $0 == candidate }) { candidates.append(candidate) }
        if index >= 0, source == nil {
          source = document.place(
            of: Int(text.tokens[index].start)..<Int(text.tokens[index].end)
          )
        }
      }
      return Cell(status: .ambiguous, candidates: candidates, place: source)
    case .missing:
      return .missing
    }
  }

  func figure(_ token: Token) -> Figure {
    Figure(significand: token.significand, fractionDigits: Int(token.fractionDigits))
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, document.text[start] <= 0x20 { start += 1 }
    while end > start, document.text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
