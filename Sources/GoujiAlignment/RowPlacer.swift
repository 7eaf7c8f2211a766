internal import GoujiModel

/// Places the values of rows that share their columns.
///
/// A row with as many values as columns needs no help. For the others, the ways in which a text can
/// hold the place of an empty cell are tried one after the other: separators, columns of the page,
/// line breaks. Each is believed only if the full rows of the table bear it out, and only if it says
/// where every value belongs. What none decides stays open.
struct RowPlacer {
  let text: LabelledText
  let bytes: [UInt8]

  /// Whether the repeated lines of the document were removed, so that a missing figure is no blank.
  let lostRepeatedLines: Bool

  /// The lines from one column heading to the next in the table at hand; `nil` where they share one.
  var headingStep: Int?

  /// Whether some row of the document has its empty cells pushed to its end.
  var hasCollapsedRows = false

  /// How many blocks of the document have their values before the labels of their rows.
  var precedingBlocks = 0

  /// Whether figures may be those of the label behind them.
  var isOutOfOrder: Bool { precedingBlocks >= 2 }

  /// Whether all rows of the tables before were full.
  var hasOnlyFullRows = false

  /// One row to place.
  struct Row {
    var content: RowContent

    /// Whether the text around the row lost its order, so that values may not be the row's own.
    var isOutOfOrder = false

    /// Whether figures stand apart from the labels of the table, of which some may be the row's.
    var hasFiguresApart = false

    /// Whether nothing was left of the cells of its block.
    var hasLostCells = false

    /// Whether one of the values may be that of a column 小计, which the form does not have.
    var mayHoldSubtotal = false
    /// Whether figures that have nothing between them may be those of several years.
    var mayJoinYears = false
    let notations: [Notation]

    /// Rows of one class have the same number of label cells before their values.
    let labelClass: Int

    /// The columns in the order in which their headings are printed; `nil` where that is not known.
    var order: [Int]?

    /// Whether the label that should follow in the form was found.
    let isFollowedInOrder: Bool
  }

  /// Where the headings of the columns stand, for tables that have them over their columns.
  struct Headings {
    /// For each column the slot of its heading, or `nil`.
    var slots: [Int?]
    var lineWidth: Int32?
    var grid: Int?

    /// For each column the label that is its heading, or `nil`.
    var matches: [Int?]

    /// For each column, the columns of a terminal that its heading covers, and the same where wide
    /// characters are counted like others; empty as long as no row needs them.
    var extents: [Range<Int32>?] = []
    var narrowExtents: [Range<Int32>?] = []
  }

  mutating func place(_ rows: [Row], headings: [Int: Headings]) -> [RowPlacement] {
    let survey = Survey(rows, self)
    defer { hasOnlyFullRows = rows.count >= 3 && survey.direct.allSatisfy { $0 != nil } }
    var headings = headings
    for (count, found) in headings
    where rows.indices.contains(where: {
      survey.direct[$0] == nil && rows[$0].notations.count == count
        && mayStandUnderHeadings(rows[$0].content)
    }) {
      headings[count]?.extents = extents(of: found.matches) { Lexer.width($0) }
      headings[count]?.narrowExtents = extents(of: found.matches) { _ in 1 }
    }
    return rows.indices.map { index in
      let count = rows[index].notations.count
      var placed = place(rows[index], at: index, of: rows, survey, headings[count])
      // More digits may have followed where the text breaks off.
      for column in placed.columns.indices {
        if case .token(let value) = placed.columns[column], isCut(value) {
          placed.columns[column] = .open
        }
      }
      if text.lacksPunctuation { openLostSigns(&placed, rows[index].notations) }
      guard let order = rows[index].order else {
        // Where nothing is in all columns, their order does not matter.
        return isNothing(placed) ? placed : .uniform(.open, count)
      }
      return placed.reordered(order)
    }
  }

  /// Whether a zero was read in each column of a row.
  private func isNothing(_ placement: RowPlacement) -> Bool {
    placement.columns.allSatisfy { column in
      switch column {
      case .token(let value): text.isZero(value)
      case .zero: true
      case .blank, .text, .open, .missing: false
      }
    }
  }

  /// Whether a text ends with a figure, behind which nothing closes its cell.
  func isCut(_ value: Int) -> Bool {
    !text.hasGrids && Int(text.tokens[value].end) == bytes.count
  }

  func place(
    _ row: Row,
    at index: Int,
    of rows: [Row],
    _ survey: Survey,
    _ headings: Headings?
  ) -> RowPlacement {
    let count = row.notations.count
    let content = row.content
    if survey.hasRunningNumbers || text.hasJoinedLines || isOutOfOrder
      || text.joinedLines.contains(content.labelLine)
    {
      return .uniform(.open, count)
    }
    if row.mayJoinYears, hasGlued(content) { return .uniform(.open, count) }
    if let placement = placeGlued(row) { return placement }
    if isDoubtful(row, at: index, of: rows, survey) { return .uniform(.open, count) }
    // Where lines were removed, the next label may be among them and its figures stand here.
    if lostRepeatedLines, !row.isFollowedInOrder { return open(row) }
    if row.mayHoldSubtotal {
      guard !content.values.isEmpty else { return placeEmpty(row) }
      return placeBySlots(row, survey, headings).map { withFields($0, row, survey) }
        ?? .uniform(.open, count)
    }
    if survey.widerRows.contains(count) {
      guard !content.values.isEmpty else { return placeEmpty(row) }
      // Among more columns than the form has only headings tell which is which.
      return placeByHeadings(row, survey, headings).map { withFields($0, row, survey) }
        ?? .uniform(.open, count)
    }
    // A figure before the next label is no running number where most rows have none.
    let mayHoldOthers = content.leadingValues > 0 && survey.leadingRows * 5 < rows.count * 4
    if mayHoldOthers, content.hasDistantLead, !survey.leadsCount { return .uniform(.open, count) }
    if let tokens = survey.direct[index] { return RowPlacement(tokens: tokens) }
    let values = content.values
    if mayHoldOthers { return .uniform(.open, count) }
    if values.isEmpty {
      if lostRepeatedLines { return .uniform(.missing, count) }
      return placeEmpty(row)
    }
    if lostRepeatedLines { return open(row) }
    if let tokens = placeBySlots(row, survey, headings) { return withFields(tokens, row, survey) }
    if let tokens = placeByFields(row, survey) { return withFields(tokens, row, survey) }
    // Where signs were made spaces, columns of the page are gone.
    if !text.lacksPunctuation, let tokens = placeByExtent(row, survey, headings) {
      return RowPlacement(tokens: tokens)
    }
    if values.count < count {
      if let tokens = placeByLines(row, rows, survey) {
        var placement = RowPlacement(tokens: tokens)
        // Behind words that are no figure others may follow.
        if content.residue != nil, let last = tokens.lastIndex(where: { $0 >= 0 }) {
          for column in tokens.indices.dropFirst(last + 1) { placement.columns[column] = .open }
        }
        return placement
      }
      if isCutOff(row, at: index, of: rows, survey) {
        return RowPlacement(
          columns: values.map { .token($0) }
            + Array(repeating: .missing, count: count - values.count)
        )
      }
    }
    return open(row)
  }

  /// Opens cells whose figures can have lost a sign.
  func openLostSigns(_ placement: inout RowPlacement, _ notations: [Notation]) {
    for column in placement.columns.indices where notations[column] == .signed {
      guard case .token(let value) = placement.columns[column],
        text.tokens[value].kind == .figure, text.tokens[value].significand != 0,
        !text.tokens[value].flags.contains(.signed)
      else { continue }
      placement.columns[column] = .open
    }
  }

  /// Whether letters stand before a value in its line.
  func sharesLineWithLetters(_ value: Int) -> Bool {
    let letter = Int(text.tokens[value].letter) - 1
    return letter >= 0 && text.letters[letter].line == text.tokens[value].line
  }

  /// Whether all values of a full row stand in the line between those of its label and of words that belong
  /// to no other.
  func isAmidLabel(_ row: Row) -> Bool {
    let line = row.content.labelLine + 1
    // One value alone may be the number of its row.
    return row.content.values.count > 1 && row.content.values.count == row.notations.count
      && row.content.residueLine == line + 1
      && row.content.values.allSatisfy { text.tokens[$0].line == line }
  }

  func isOnLabelLine(_ content: RowContent) -> Bool {
    !content.values.isEmpty
      && content.values.allSatisfy { text.tokens[$0].line == content.labelLine }
  }

  /// A row whose values could stand in several places.
  func open(_ row: Row) -> RowPlacement {
    let count = row.notations.count
    let values = row.content.values
    guard values.count < count, !hasGlued(row.content),
      !values.contains(where: { text.tokens[$0].flags.contains(.damaged) })
    else { return .uniform(.open, count) }
    var readings: [[Int]] = []
    var current = [Int](repeating: -1, count: count)
    func extend(_ value: Int, from column: Int) {
      if value == values.count {
        readings.append(current)
        return
      }
      guard column < count, readings.count < 64 else { return }
      for candidate in column...(count - (values.count - value))
      where fits(values[value], row.notations[candidate])
        && isAllowed(values[value], row.notations[candidate])
      {
        current[candidate] = values[value]
        extend(value + 1, from: candidate + 1)
        current[candidate] = -1
      }
    }
    extend(0, from: 0)
    if lostRepeatedLines || readings.isEmpty { return .uniform(.open, count) }
    if readings.count == 1 { return RowPlacement(tokens: readings[0]) }
    return RowPlacement(columns: Array(repeating: .open, count: count), readings: readings)
  }
}
