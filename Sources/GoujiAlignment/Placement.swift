internal import GoujiModel

/// Where the values of one row belong.
struct RowPlacement: Sendable {
  /// One entry for each column.
  var columns: [ColumnPlacement]

  /// All ways to place the values when the print leaves several, none when it is certain.
  ///
  /// For each way one token a column, -1 for an empty one.
  var readings: [[Int]] = []

  /// Whether the sums of the form may decide between the readings; not between copies of a table.
  var isOpenToSums = true

  static func uniform(_ placement: ColumnPlacement, _ count: Int) -> RowPlacement {
    RowPlacement(columns: Array(repeating: placement, count: count))
  }

  /// Values placed one by one.
  init(tokens: [Int]) {
    columns = tokens.map { $0 >= 0 ? .token($0) : .blank(at: nil) }
  }

  /// The placement by the form's columns of one made by the printed order of columns.
  ///
  /// - Parameter order: For each printed column its position in the form.
  /// - Returns: The placement itself where the order is the form's.
  func reordered(_ order: [Int]) -> RowPlacement {
    guard order.count == columns.count, order != Array(order.indices) else { return self }
    var placement = self
    for (printed, column) in order.enumerated() { placement.columns[column] = columns[printed] }
    placement.readings = readings.map { reading in
      var reordered = reading
      for (printed, column) in order.enumerated() { reordered[column] = reading[printed] }
      return reordered
    }
    return placement
  }

  /// Adds columns that the table was printed without.
  mutating func addMissing(upTo count: Int) {
    let missing = count - columns.count
    guard missing > 0 else { return }
    columns += Array(repeating: .missing, count: missing)
    readings = readings.map { $0 + Array(repeating: -1, count: missing) }
  }

  init(columns: [ColumnPlacement], readings: [[Int]] = []) {
    self.columns = columns
    self.readings = readings
  }
}

/// What a cell of a row is.
enum ColumnPlacement: Hashable, Sendable {
  /// A figure or a mark: the index of its token.
  case token(Int)

  /// A zero of a run of zeros: bytes of the text.
  case zero(Range<Int>)

  /// An empty cell, with its place in the text where that is known.
  case blank(at: Range<Int>?)

  /// Text that is no figure: bytes of the text.
  case text(Range<Int>)

  /// Several figures remain.
  case open

  /// The cell was lost, or never was.
  case missing
}

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

    /// Whether one of the values may be that of a column 小计, which the form does not have.
    var mayHoldSubtotal = false
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
      guard let order = rows[index].order else { return .uniform(.open, count) }
      return placed.reordered(order)
    }
  }

  /// Whether a text ends with a figure, behind which nothing closes its cell.
  private func isCut(_ value: Int) -> Bool {
    !text.hasGrids && Int(text.tokens[value].end) == bytes.count
  }

  private func place(
    _ row: Row,
    at index: Int,
    of rows: [Row],
    _ survey: Survey,
    _ headings: Headings?
  ) -> RowPlacement {
    let count = row.notations.count
    let content = row.content
    if survey.hasRunningNumbers || text.hasJoinedLines || isOutOfOrder {
      return .uniform(.open, count)
    }
    if let placement = placeGlued(row) { return placement }
    if row.isOutOfOrder || content.followsRowEnd || content.hasOtherLabel
      || survey.moved.contains(index) || holdsPageNumber(content)
      || text.lacksPunctuation && mayHoldOtherNumbers(content)
      || content.hasStrays && (!content.isDelimited || content.isDrawn)
      || coversOtherRows(row) || survey.lostOrder && !isOnLabelLine(content)
      || content.foreignLetters > 30 || content.foreignPieces > 3
    {
      return .uniform(.open, count)
    }
    // A row with too many values may hold those of the empty one before it.
    if content.values.isEmpty, !content.isDelimited, index + 1 < rows.count,
      rows[index + 1].content.values.count > rows[index + 1].notations.count
    {
      return .uniform(.open, count)
    }
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
    if let tokens = survey.direct[index] { return RowPlacement(tokens: tokens) }
    let values = content.values
    // A figure before the next label is no running number where most rows have none.
    if content.leadingValues > 0, survey.leadingRows * 5 < rows.count * 4 {
      return .uniform(.open, count)
    }
    if values.isEmpty {
      if lostRepeatedLines { return .uniform(.missing, count) }
      return placeEmpty(row)
    }
    if lostRepeatedLines { return open(row) }
    if let tokens = placeBySlots(row, survey, headings) { return withFields(tokens, row, survey) }
    if let tokens = placeByFields(row, survey) { return withFields(tokens, row, survey) }
    if let tokens = placeByExtent(row, survey, headings) { return RowPlacement(tokens: tokens) }
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

  /// Whether a number between two dashes, as pages are numbered, stands among figures with units.
  private func holdsPageNumber(_ content: RowContent) -> Bool {
    let values = content.values
    func isDash(_ value: Int) -> Bool {
      text.tokens[value].kind == .mark && bytes[Int(text.tokens[value].start)] == 0x2D
    }
    guard values.contains(where: { text.tokens[$0].unit != .none }) else { return false }
    return values.indices.dropFirst().dropLast().contains { index in
      let token = text.tokens[values[index]]
      return token.kind == .figure && token.unit == .none && isDash(values[index - 1])
        && isDash(values[index + 1])
    }
  }

  /// Whether, in a text without punctuation, values may be the number of the next label, or parts of one
  /// figure: `12 2 没有现成信息`, `1 644`.
  private func mayHoldOtherNumbers(_ content: RowContent) -> Bool {
    guard let last = content.values.last else { return false }
    let token = text.tokens[last]
    let letter = Int(token.letter)
    if token.end - token.start == 1, letter < text.letters.count,
      text.letters[letter].line == token.line
    {
      return true
    }
    return zip(content.values, content.values.dropFirst()).contains { earlier, later in
      let (first, second) = (text.tokens[earlier], text.tokens[later])
      return second.end - second.start == 3 && first.end - first.start <= 3
        && second.start == first.end + 1 && first.line == second.line
    }
  }

  /// Opens cells whose figures can have lost a sign.
  private func openLostSigns(_ placement: inout RowPlacement, _ notations: [Notation]) {
    for column in placement.columns.indices where notations[column] == .signed {
      guard case .token(let value) = placement.columns[column],
        text.tokens[value].kind == .figure, text.tokens[value].significand != 0,
        !text.tokens[value].flags.contains(.signed)
      else { continue }
      placement.columns[column] = .open
    }
  }

  /// Whether letters stand before a value in its line.
  fileprivate func sharesLineWithLetters(_ value: Int) -> Bool {
    let letter = Int(text.tokens[value].letter) - 1
    return letter >= 0 && text.letters[letter].line == text.tokens[value].line
  }

  private func isOnLabelLine(_ content: RowContent) -> Bool {
    !content.values.isEmpty
      && content.values.allSatisfy { text.tokens[$0].line == content.labelLine }
  }

  /// Whether some value of a row, but not all, belongs to further rows of its grid as well.
  private func coversOtherRows(_ row: Row) -> Bool {
    func span(_ value: Int) -> Int {
      text.gridPosition(of: value)?.rowSpan ?? 1
    }
    guard text.hasGrids, let first = row.content.values.first else { return false }
    return row.content.values.contains { span($0) != span(first) }
  }

  // MARK: Running numbers

  /// In how many rows, with few left out between them, the figures rise by one to six from row to row,
  /// as running numbers do and figures of a report do not.
  ///
  /// Where figures are glued together, it may be their last digits that rise.
  fileprivate func longestCount(_ rows: [Row]) -> Int {
    var longest = 0
    var counts: [[(number: Int64, count: Int)]] = []
    for index in rows.indices where rows[index].notations.count == 1 {
      guard let value = rows[index].content.values.last else { continue }
      let last = text.tokens[value]
      var numbers: [Int64] = []
      if last.kind == .figure, last.significand >= 0 {
        if last.flags.contains(.glued) {
          let digits = last.end - last.start
          if digits > 1 { numbers.append(last.significand % 10) }
          if digits > 2 { numbers.append(last.significand % 100) }
        } else if last.fractionDigits == 0 {
          numbers.append(last.significand)
        }
      }
      counts.append(
        numbers.map { number in
          let earlier = counts.suffix(6).joined().filter { (1...6).contains(number - $0.number) }
          return (number, 1 + (earlier.map(\.count).max() ?? 0))
        }
      )
      longest = max(longest, counts[counts.count - 1].map(\.count).max() ?? 0)
    }
    return longest
  }

  // MARK: Rows that need no help

  /// What the full rows of a table have in common.
  struct Survey {
    /// For each row, its values one for each column when there are exactly as many, else `nil`.
    var direct: [[Int]?] = []

    private let rows: [Row]

    /// The numbers of columns of rows that are neither full nor empty.
    private var openCounts: [Int] = []

    /// The slot of each column, by number of columns; only where all full rows agree.
    var slots = KeyedValues<[Int]>()
    var slotWidths = KeyedValues<Int32>()
    var slotGrids = KeyedValues<Int>()
    var slotsDisagree: Set<Int> = []

    /// Where the values of rows that lack some stand among separators, by number of columns.
    var valueSlots = KeyedValues<[Int]>()

    /// Where the labels of the full rows stand, by number of columns.
    var labelSlots = KeyedValues<[Int]>()

    /// How many empty fields stand before the values, by class of label.
    var leads = KeyedValues<Int>()
    var leadsDisagree: Set<Int> = []

    /// The least and the greatest number of empty fields before the values that all rows of a class
    /// allow; none where the least is greater.
    var possibleLeads = KeyedValues<(least: Int, greatest: Int)>()

    /// Which fields hold the first values of rows, by class of label.
    var firstFields = KeyedValues<Set<Int>>()

    /// Whether empty cells between values are written without any room.
    var hasTightBlanks = false

    /// Whether full rows end without a separator.
    var hasOpenEnds = false

    /// Whether some row has its empty cells pushed to its end.
    var hasCollapsedRows = false

    /// Whether some row has an empty cell before a value.
    var hasInnerBlanks = false

    /// The columns of a terminal that the values of each column cover, by number of columns.
    var extents = KeyedValues<[Range<Int32>]>()
    var extentRows = KeyedValues<Int>()

    /// Whether the values of each column begin or end under one another, by number of columns.
    var leftEdges = KeyedValues<[Int32?]>()
    var rightEdges = KeyedValues<[Int32?]>()

    /// How many wide characters stand before the values of full rows, by number of columns.
    ///
    /// Programs differ in how many columns these take; rows that differ in them and still have their
    /// values under one another show that they take two.
    var wideCounts = KeyedValues<Set<Int32>>()

    /// Whether the program that set the columns counted wide characters like others; `nil` where the
    /// values do not show it.
    func isNarrow(_ tokens: [Token]) -> Bool? {
      // Where values begin and end, and the same with wide characters counted like others.
      var starts = Set<Int32>()
      var ends = Set<Int32>()
      var narrowStarts = Set<Int32>()
      var narrowEnds = Set<Int32>()
      for row in rows {
        for value in row.content.values where tokens[value].line == row.content.labelLine {
          let token = tokens[value]
          starts.insert(token.columnStart)
          ends.insert(token.columnEnd)
          narrowStarts.insert(token.columnStart - token.wideBefore)
          narrowEnds.insert(token.columnEnd - token.wideBefore)
        }
      }
      let wide = min(starts.count, ends.count)
      let narrow = min(narrowStarts.count, narrowEnds.count)
      return wide == narrow ? nil : narrow < wide
    }

    /// Whether the rows hold more figures than columns and none at all by turns, as where the text
    /// follows the columns of the page.
    var lostOrder = false

    /// The rows whose values may be those of the row before or behind them.
    var moved: Set<Int> = []

    /// How many rows are followed by a figure before the next label.
    var leadingRows = 0

    /// Whether many of the figures only count the rows.
    var hasRunningNumbers = false

    /// The numbers of columns of rows that the document prints with more columns.
    var widerRows: Set<Int> = []

    init(_ rows: [Row], _ placer: RowPlacer) {
      self.rows = rows
      direct.reserveCapacity(rows.count)
      for row in rows {
        direct.append(row.mayHoldSubtotal ? nil : placer.directTokens(row))
      }
      hasRunningNumbers = placer.longestCount(rows) >= 12
      moved = movedRows(rows, placer).union(rowsOnOtherLines(rows, placer))
      leadingRows = rows.indices.count { rows[$0].content.leadingValues > 0 }
      for index in rows.indices where direct[index] == nil && !rows[index].content.values.isEmpty {
        let count = rows[index].notations.count
        if !openCounts.contains(count) { openCounts.append(count) }
      }
      // Rows that are full or empty ask nothing of one another.
      guard !openCounts.isEmpty else { return }
      let tokens = placer.text.tokens
      // How many rows are full, and how many of these have all values in one line.
      var fullRows = 0
      var oneLineRows = 0
      for values in direct {
        guard let values, let first = values.first else { continue }
        fullRows += 1
        let line = tokens[first].line
        if values.allSatisfy({ tokens[$0].line == line }) { oneLineRows += 1 }
      }
      // A page number that follows a row is a value on a line of its own where all others share one.
      if oneLineRows > 0, oneLineRows == fullRows {
        for index in rows.indices where direct[index] == nil {
          direct[index] = placer.directTokensOfOneLine(rows[index])
        }
      }
      widerRows = Set(openCounts.filter { hasWiderRows($0, rows, placer) })
      for index in rows.indices { survey(index, placer) }
      for index in rows.indices { surveyLeads(rows[index]) }
      lostOrder =
        rows.indices.count {
          direct[$0] == nil && rows[$0].content.values.count > rows[$0].notations.count
            && !rows[$0].content.isDelimited && !placer.text.hasGrids
        } >= 1 && rows.indices.count { rows[$0].content.values.isEmpty } >= 2
    }

    /// The rows from one that has the values of two to one that has none, with only full ones between.
    private func movedRows(_ rows: [Row], _ placer: RowPlacer) -> Set<Int> {
      var moved: Set<Int> = []
      var surplus: Int?
      var empty: Int?
      for (index, row) in rows.enumerated() where !row.content.isDelimited {
        let values = row.content.values.count
        if values == 0 {
          if let surplus { moved.formUnion(surplus...index) }
          empty = index
        } else if values >= row.notations.count * 2 {
          if let empty { moved.formUnion(empty...index) }
          surplus = index
        } else if direct[index] == nil {
          (surplus, empty) = (nil, nil)
        }
      }
      return placer.text.hasGrids ? [] : moved
    }

    /// The rows whose values stand below their labels, where those of nearly all others stand beside them.
    private func rowsOnOtherLines(_ rows: [Row], _ placer: RowPlacer) -> Set<Int> {
      guard !placer.text.hasGrids else { return [] }
      var below: Set<Int> = []
      var beside = 0
      for (index, row) in rows.enumerated() {
        guard let first = row.content.values.first, !row.content.isDrawn else { continue }
        if placer.text.tokens[first].line > row.content.labelLine {
          // Words behind a label, such as a note in brackets, can reach into the line of its values.
          if !placer.sharesLineWithLetters(first) { below.insert(index) }
        } else {
          beside += 1
        }
      }
      return below.count * 4 <= beside ? below : []
    }

    /// Whether rows hold values beyond their columns, so that the form does not have all columns of
    /// the table.
    ///
    /// A page number makes one value too many as well, but of few rows, and of none whose values share
    /// a line.
    private func hasWiderRows(_ count: Int, _ rows: [Row], _ placer: RowPlacer) -> Bool {
      var wider: [Int: Int] = [:]
      var dividedRows = 0
      var narrower = 0
      var full = 0
      // Behind the last row anything may follow.
      for (index, row) in rows.enumerated().dropLast() where row.notations.count == count {
        let values = row.content.values.count
        if direct[index] != nil {
          full += 1
        } else if values > count {
          // Many more values are those of rows whose labels were lost.
          guard values <= count + 3, !placer.hasTouchingValues(row.content) else { continue }
          if row.content.isDelimited || row.content.isGridRow { dividedRows += 1 }
          wider[values, default: 0] += 1
        } else if values > 0 {
          narrower += 1
        }
      }
      guard let most = wider.values.max() else { return false }
      if count > 1, narrower > 0 { return most >= 2 || dividedRows > 0 }
      return most >= 2 && most > full
    }

    private mutating func surveyLeads(_ row: Row) {
      let count = row.notations.count
      guard row.content.isDelimited, !row.content.values.isEmpty else { return }
      let usable = usableFields(row)
      guard let first = usable.firstIndex(where: { $0.value >= 0 }),
        let last = usable.lastIndex(where: { $0.value >= 0 })
      else { return }
      let least = max(0, last + 1 - count)
      let greatest = min(first, usable.count - count)
      let known = possibleLeads[row.labelClass] ?? (least, greatest)
      possibleLeads[row.labelClass] = (max(known.least, least), min(known.greatest, greatest))
      firstFields[row.labelClass, default: []].insert(first)
    }

    /// The fields of a row that can be cells of the form.
    func usableFields(_ row: Row) -> [RowContent.Field] {
      var fields = row.content.fields
      if !hasTightBlanks, let tight = fields.firstIndex(where: { $0.isTight }) {
        fields.removeSubrange(tight...)
      }
      // Where rows end without a separator, one at the end stands before an empty cell.
      if hasOpenEnds, row.content.endsClosed, fields.count == row.content.fields.count {
        fields.append(RowContent.Field(start: fields.last?.end ?? 0))
      }
      return fields
    }

    private mutating func survey(_ index: Int, _ placer: RowPlacer) {
      let row = rows[index]
      let direct = direct[index]
      let count = row.notations.count
      let content = row.content
      let tokens = placer.text.tokens
      if content.values.count < count,
        let own = placer.slots(of: content.values, isGridRow: content.isGridRow)
      {
        valueSlots[count, default: []] += own.slots
      }
      if let last = content.fields.lastIndex(where: { $0.value >= 0 }) {
        let inner = content.fields[..<last].drop { $0.value < 0 }
        if inner.contains(where: { $0.isTight }) { hasTightBlanks = true }
        if inner.contains(where: { $0.value < 0 }) { hasInnerBlanks = true }
      }
      guard let direct, !direct.isEmpty else {
        if content.isCollapsed(to: count) { hasCollapsedRows = true }
        return
      }
      if content.isDelimited, !content.endsClosed { hasOpenEnds = true }
      if content.isDelimited, let lead = content.fields.firstIndex(where: { $0.value >= 0 }) {
        // Where fields between the values hold nothing, counting them says nothing.
        let isDense = content.fields[lead...].prefix(count).allSatisfy { $0.value >= 0 }
        if !isDense || leads[row.labelClass].map({ $0 != lead }) ?? false {
          leadsDisagree.insert(row.labelClass)
        }
        leads[row.labelClass] = lead
      }
      guard openCounts.contains(count) else { return }
      if !(labelSlots[count]?.contains(content.labelSlot) ?? false) {
        labelSlots[count, default: []].append(content.labelSlot)
      }
      if let slots = placer.slots(of: direct, isGridRow: content.isGridRow) {
        if let known = self.slots[count] {
          if known != slots.slots || slotWidths[count] != slots.width
            || slotGrids[count] != slots.grid
          {
            slotsDisagree.insert(count)
          }
        } else {
          self.slots[count] = slots.slots
          slotWidths[count] = slots.width
          slotGrids[count] = slots.grid
        }
      } else {
        slotsDisagree.insert(count)
      }
      if count > 1, placer.areApart(direct) {
        let lefts = direct.map { tokens[$0].columnStart }
        let rights = direct.map { tokens[$0].columnEnd }
        leftEdges[count] =
          leftEdges[count].map { zip($0, lefts).map { $0 == $1 ? $0 : nil } } ?? lefts
        rightEdges[count] =
          rightEdges[count].map { zip($0, rights).map { $0 == $1 ? $0 : nil } } ?? rights
        wideCounts[count, default: []].insert(tokens[direct[0]].wideBefore)
        let ranges = direct.map {
          tokens[$0].columnStart..<max(tokens[$0].columnEnd, tokens[$0].columnStart + 1)
        }
        if let known = extents[count] {
          extents[count] = zip(known, ranges).map {
            min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
          }
          extentRows[count, default: 0] += 1
        } else {
          extents[count] = ranges
          extentRows[count] = 1
        }
      }
    }
  }

  /// The values of a row that has exactly one for each column, side by side.
  func directTokens(_ row: Row) -> [Int]? {
    guard row.content.values.count == row.notations.count, !hasGlued(row.content),
      fits(row.content.values, row.notations)
    else { return nil }
    if !row.content.isDelimited, !row.content.isGridRow {
      // A cell that takes two lines tears its row apart.
      let beside = row.content.values.count { text.tokens[$0].line == row.content.labelLine }
      guard beside == 0 || beside == row.content.values.count else { return nil }
    }
    if row.content.isDelimited {
      // An empty field between some values means a column that the form does not have.
      var step: Int?
      var previous: Int?
      for index in row.content.fields.indices where row.content.fields[index].value >= 0 {
        if let previous {
          guard step == nil || step == index - previous else { return nil }
          step = index - previous
        }
        previous = index
      }
      guard step ?? 1 == 1 || row.content.values.count > 2 else { return nil }
      if isOneFigureRepeated(row.content) { return nil }
    }
    return row.content.values
  }

  /// Whether one figure behind an empty field makes up all values of a row, as where programs repeat a
  /// cell for each column that it spans.
  private func isOneFigureRepeated(_ content: RowContent) -> Bool {
    guard let first = content.values.first, content.values.count > 1,
      content.fields.first.map({ $0.value < 0 && !$0.isTight }) ?? false,
      let start = content.fields.firstIndex(where: { $0.value == first }),
      content.fields[start...].prefix(content.values.count).allSatisfy({ $0.value >= 0 })
    else { return false }
    let own = bytes[Int(text.tokens[first].start)..<Int(text.tokens[first].end)]
    return content.values.count <= 3
      && content.values.allSatisfy {
        bytes[Int(text.tokens[$0].start)..<Int(text.tokens[$0].end)] == own
      }
  }

  /// The values that share the line of the first one, when they are one for each column.
  func directTokensOfOneLine(_ row: Row) -> [Int]? {
    let content = row.content
    guard content.values.count > row.notations.count, !hasGlued(content),
      let first = content.values.first
    else { return nil }
    let line = text.tokens[first].line
    guard line == content.labelLine else { return nil }
    let together = content.values.filter { text.tokens[$0].line == line }
    guard together.count == row.notations.count, fits(together, row.notations) else { return nil }
    let others = content.values.filter { text.tokens[$0].line != line }
    let othersLine = others.first.map { text.tokens[$0].line }
    guard others.count == 1, othersLine != content.nextLine else { return nil }
    // Right below a figure stand the digits that its cell had no room for.
    let other = text.tokens[others[0]]
    let isBelow = together.contains { value in
      text.tokens[value].columnStart < other.columnEnd
        && other.columnStart < text.tokens[value].columnEnd
    }
    guard !isBelow else { return nil }
    return together
  }

  /// Whether two values of a row, but not all, stand so close that they can be parts of one cell: `3-5`,
  /// `1 2`.
  fileprivate func hasTouchingValues(_ content: RowContent) -> Bool {
    guard !content.isDelimited else { return false }
    let touching = zip(content.values, content.values.dropFirst()).count { earlier, later in
      let end = Int(text.tokens[earlier].end)
      let start = Int(text.tokens[later].start)
      return text.tokens[earlier].line == text.tokens[later].line && start <= end + 2
        && !(end..<max(end, start)).contains { bytes[$0] == 0x09 }
    }
    return touching > 0 && touching < content.values.count - 1
  }

  private func hasGlued(_ content: RowContent) -> Bool {
    content.values.contains { text.tokens[$0].flags.contains(.glued) }
  }

  /// Whether each value can stand in its column.
  func fits(_ values: [Int], _ notations: [Notation]) -> Bool {
    zip(values, notations).allSatisfy { fits($0, $1) }
  }

  /// Whether the values of a row could stand in columns in the order in which they are printed.
  func fits(_ content: RowContent, inOrder order: [Int], of columns: [ColumnDefinition]) -> Bool {
    guard content.values.count == columns.count else { return true }
    return zip(content.values, order).allSatisfy { value, column in
      isAllowed(value, columns[column].notation)
    }
  }

  func fits(_ value: Int, _ notation: Notation) -> Bool {
    let token = text.tokens[value]
    guard token.kind == .figure else { return true }
    if token.unit.isMoney, notation != .money { return false }
    if token.flags.contains(.signed), notation == .money { return false }
    return true
  }

  /// A row in which nothing is printed.
  private func placeEmpty(_ row: Row) -> RowPlacement {
    let content = row.content
    let count = row.notations.count
    let fields = content.fields.filter { !$0.isTight }
    if content.isDelimited, content.fields.contains(where: \.hasText) {
      let texts = fields.filter(\.hasText)
      if texts.count == 1, count == 1, let only = texts.first {
        return RowPlacement(columns: [.text(Int(only.start)..<Int(only.end))])
      }
      if fields.count >= count, fields.prefix(count).contains(where: \.hasText) {
        return RowPlacement(
          columns: fields.prefix(count).map {
            $0.hasText
              ? .text(Int($0.start)..<Int($0.end)) : .blank(at: Int($0.start)..<Int($0.start))
          }
        )
      }
    }
    let place = content.labelEnd..<content.labelEnd
    return .uniform(.blank(at: place), count)
  }

  // MARK: Separators

  /// The slots of values that stand in one line or one row of a grid.
  func slots(of values: [Int], isGridRow: Bool) -> (slots: [Int], width: Int32, grid: Int?)? {
    guard let first = values.first else { return nil }
    if text.tokens[first].cell >= 0 {
      let cells = values.compactMap { text.gridPosition(of: $0) }
      guard cells.count == values.count,
        cells.allSatisfy({ $0.row == cells[0].row && $0.grid == cells[0].grid })
      else { return nil }
      return (cells.map(\.column), 0, cells[0].grid)
    }
    let line = text.tokens[first].line
    let isOneLine = values.allSatisfy { text.tokens[$0].line == line }
    guard isOneLine || isGridRow, text.lineWidths[first] >= 3 else { return nil }
    return (values.map { Int(text.slots[$0]) }, text.lineWidths[first], nil)
  }

  /// Places values by their position in a line or grid that full rows or headings share.
  private func placeBySlots(_ row: Row, _ survey: Survey, _ headings: Headings?) -> [Int]? {
    let count = row.notations.count
    guard let own = slots(of: row.content.values, isGridRow: row.content.isGridRow) else {
      return nil
    }
    var known: [Int]?
    if let slots = survey.slots[count], !survey.slotsDisagree.contains(count),
      survey.slotWidths[count] == own.width, survey.slotGrids[count] == own.grid
    {
      // A label further in moves the values unless rows with labels elsewhere have theirs here too.
      let labels = survey.labelSlots[count] ?? []
      guard own.grid != nil || labels.count > 1 || labels.contains(row.content.labelSlot) else {
        return nil
      }
      known = slots
    } else if survey.slots[count] == nil || survey.slotsDisagree.contains(count) {
      return placeByHeadings(row, survey, headings)
    }
    return known.flatMap { place(row, survey, own, $0, hasHeadings: false) }
  }

  /// Places values by the headings that stand over them in lines or a grid like theirs.
  private func placeByHeadings(_ row: Row, _ survey: Survey, _ headings: Headings?) -> [Int]? {
    let count = row.notations.count
    guard let headings,
      let own = slots(of: row.content.values, isGridRow: row.content.isGridRow),
      headings.grid == own.grid, own.grid != nil || headings.lineWidth == own.width
    else { return nil }
    let slots = headings.slots.compactMap { $0 }
    // Figures of any row beside the headings show that these do not stand over their columns.
    guard slots.count == count, Set(slots).count == count,
      survey.valueSlots[count]?.allSatisfy({ slots.contains($0) }) ?? true
    else { return nil }
    // As for all other rows in the order of print.
    let printed = row.order.map { order in order.map { slots[$0] } } ?? slots
    return place(row, survey, own, printed, hasHeadings: true)
  }

  private func place(
    _ row: Row,
    _ survey: Survey,
    _ own: (slots: [Int], width: Int32, grid: Int?),
    _ known: [Int],
    hasHeadings: Bool
  ) -> [Int]? {
    let count = row.notations.count
    var tokens = [Int](repeating: -1, count: count)
    for (value, slot) in zip(row.content.values, own.slots) {
      guard let column = known.firstIndex(of: slot) else {
        // A value in a column that has no heading belongs to no cell of the form.
        guard
          hasHeadings && (row.content.values.count > count || survey.widerRows.contains(count))
            || row.mayHoldSubtotal
        else { return nil }
        continue
      }
      guard tokens[column] < 0 else { return nil }
      tokens[column] = value
    }
    // Values that all stand beside the columns show that these were not recognised.
    guard tokens.contains(where: { $0 >= 0 }) else { return nil }
    if isCollapsed(row, survey) { return nil }
    // Spans that overrun move cells; then their number says something else than their columns.
    if own.grid != nil, let counted = tokensByCells(row), counted != tokens { return nil }
    return fitting(tokens, row)
  }

  /// The values by the cells of a grid that follow the label, when these are one for each column.
  private func tokensByCells(_ row: Row) -> [Int]? {
    guard let first = row.content.values.first else { return nil }
    let start = Int(text.tokens[first].cell)
    let position = text.gridCells[start]
    func isBeside(_ cell: Int) -> Bool {
      text.gridCells.indices.contains(cell) && text.gridCells[cell].grid == position.grid
        && text.gridCells[cell].row == position.row
        && text.gridCells[cell].column > row.content.labelSlot
    }
    var lower = start
    while isBeside(lower - 1) { lower -= 1 }
    var upper = start
    while isBeside(upper + 1) { upper += 1 }
    guard upper - lower + 1 == row.notations.count else { return nil }
    var tokens = [Int](repeating: -1, count: row.notations.count)
    for value in row.content.values {
      let column = Int(text.tokens[value].cell) - lower
      guard tokens.indices.contains(column), tokens[column] < 0 else { return nil }
      tokens[column] = value
    }
    return tokens
  }

  /// Places values by counting the fields behind the label.
  private func placeByFields(_ row: Row, _ survey: Survey) -> [Int]? {
    let count = row.notations.count
    let content = row.content
    guard content.isDelimited, content.values.count < count else { return nil }
    if isCollapsed(row, survey) { return nil }
    let usable = survey.usableFields(row)
    guard let first = usable.firstIndex(where: { $0.value >= 0 }),
      let last = usable.lastIndex(where: { $0.value >= 0 }),
      !content.fields.dropFirst(usable.count).contains(where: { $0.value >= 0 })
    else { return nil }
    var lead: Int?
    if let known = survey.leads[row.labelClass], !survey.leadsDisagree.contains(row.labelClass) {
      lead = known
    } else if let possible = survey.possibleLeads[row.labelClass],
      possible.least == possible.greatest, let firsts = survey.firstFields[row.labelClass],
      firsts.contains(possible.least) || firsts == [possible.least + count - 1]
    {
      // Where no row fills the first column, or each only the last, the table may not have all of them.
      lead = possible.least
    }
    guard let lead, lead <= first, last < lead + count else { return nil }
    // Fields that the row does not have cannot be told from cells that were lost.
    guard usable.count >= lead + count else {
      guard survey.hasOpenEnds, survey.hasInnerBlanks else { return nil }
      return fitting(tokens(of: usable, lead, count), row)
    }
    return fitting(tokens(of: usable, lead, count), row)
  }

  private func tokens(of fields: [RowContent.Field], _ lead: Int, _ count: Int) -> [Int] {
    (lead..<lead + count).map { $0 < fields.count ? fields[$0].value : -1 }
  }

  /// Whether the empty cells of a row were pushed to its end, so that its values may have moved.
  private func isCollapsed(_ row: Row, _ survey: Survey) -> Bool {
    let content = row.content
    guard content.isDelimited, !survey.hasTightBlanks, content.values.count < row.notations.count
    else { return false }
    // Empty cells before a value were kept where they are.
    let lead = survey.leads[row.labelClass] ?? 0
    let values = content.fields.dropFirst(lead).prefix(content.values.count)
    guard values.allSatisfy({ $0.value >= 0 }) else { return false }
    let roomy = survey.usableFields(row).count
    return roomy < lead + row.notations.count
      || (survey.hasCollapsedRows || hasCollapsedRows) && !survey.hasInnerBlanks
  }

  private func fitting(_ tokens: [Int], _ row: Row) -> [Int]? {
    zip(tokens, row.notations).allSatisfy { $0 < 0 || fits($0, $1) } ? tokens : nil
  }

  /// Gives the empty cells of a row their places and the text that stands in them.
  private func withFields(_ tokens: [Int], _ row: Row, _ survey: Survey) -> RowPlacement {
    var placement = RowPlacement(tokens: tokens)
    guard let anchor = tokens.firstIndex(where: { $0 >= 0 }),
      let field = row.content.fields.firstIndex(where: { $0.value == tokens[anchor] })
    else { return placement }
    for column in tokens.indices where tokens[column] < 0 {
      let index = field + column - anchor
      guard row.content.fields.indices.contains(index), row.content.fields[index].value < 0
      else { continue }
      let empty = row.content.fields[index]
      placement.columns[column] =
        empty.hasText
        ? .text(Int(empty.start)..<Int(empty.end)) : .blank(at: Int(empty.start)..<Int(empty.start))
    }
    return placement
  }

  // MARK: Columns of the page

  /// Whether values stand in one line with no separators among them.
  private func mayStandUnderHeadings(_ content: RowContent) -> Bool {
    guard !content.isDelimited, let first = content.values.first else { return false }
    let line = text.tokens[first].line
    return content.values.allSatisfy { text.tokens[$0].line == line } && !hasTab(inLineOf: first)
  }

  /// Places values by the columns of the page under which they stand.
  private func placeByExtent(_ row: Row, _ survey: Survey, _ headings: Headings?) -> [Int]? {
    let count = row.notations.count
    let values = row.content.values
    guard values.count < count, count > 1, let first = values.first,
      mayStandUnderHeadings(row.content)
    else { return nil }
    var extents: [Range<Int32>]?
    var narrowExtents: [Range<Int32>]?
    if let known = survey.extents[count], (survey.extentRows[count] ?? 0) >= 2,
      areDisjoint(known), let lefts = survey.leftEdges[count],
      let rights = survey.rightEdges[count],
      zip(lefts, rights).allSatisfy({ $0 != nil || $1 != nil }),
      let wide = survey.wideCounts[count],
      wide.count > 1 || wide.contains(text.tokens[first].wideBefore)
    {
      extents = known
    } else if let headings {
      let known = headings.extents.compactMap { $0 }
      let isApart = zip(known, known.dropFirst()).contains { $0.upperBound + 2 <= $1.lowerBound }
      if known.count == count, areDisjoint(known), isApart { extents = known }
      narrowExtents = headings.narrowExtents.compactMap { $0 }
    }
    guard let extents else { return nil }
    let isNarrow = narrowExtents == nil ? nil : survey.isNarrow(text.tokens)
    var tokens = [Int](repeating: -1, count: count)
    for value in values {
      let token = text.tokens[value]
      let covered = token.columnStart..<max(token.columnEnd, token.columnStart + 1)
      var column = column(under: extents, covered)
      if let narrowExtents, isNarrow != false {
        let narrow = self.column(
          under: narrowExtents,
          covered.lowerBound - token.wideBefore..<covered.upperBound - token.wideBefore
        )
        guard isNarrow == true || narrow == column else { return nil }
        column = narrow
      }
      guard let column, tokens[column] < 0, isAllowed(value, row.notations[column]) else {
        return nil
      }
      tokens[column] = value
    }
    return fitting(tokens, row)
  }

  /// Whether a tab stands before a token in its line; programs differ in how wide these are.
  private func hasTab(inLineOf token: Int) -> Bool {
    let line = text.tokens[token].line
    return text.tokens[..<token].reversed().prefix { $0.line == line }
      .contains { $0.kind == .tab }
  }

  /// The only one of some ranges that another overlaps.
  private func column(under extents: [Range<Int32>], _ covered: Range<Int32>) -> Int? {
    let touched = extents.indices.filter { extents[$0].overlaps(covered) }
    return touched.count == 1 ? touched[0] : nil
  }

  private func areDisjoint(_ extents: [Range<Int32>]) -> Bool {
    zip(extents, extents.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }
  }

  /// Whether values stand in one line with more than one space somewhere, as only columns do.
  func areApart(_ values: [Int]) -> Bool {
    guard let first = values.first else { return false }
    let line = text.tokens[first].line
    guard values.allSatisfy({ text.tokens[$0].line == line }) else { return false }
    return values.count == 1
      || values.indices.dropFirst().contains { index in
        text.tokens[values[index - 1]].columnEnd + 2 <= text.tokens[values[index]].columnStart
      }
  }

  // MARK: Line breaks

  /// Places values by counting line breaks, where a cell is a line and an empty cell more of them.
  private func placeByLines(_ row: Row, _ rows: [Row], _ survey: Survey) -> [Int]? {
    guard !row.content.isDelimited, !text.hasTags else { return nil }
    let own = lineGaps(row.content)
    guard own.count >= row.content.values.count else { return nil }
    // Full rows say how many breaks divide two cells and end a row; empty cells add to them.
    // Those of one value say how far it stands from its label only.
    let full = rows.indices.filter { survey.direct[$0] != nil && rows[$0].notations.count > 1 }
    let sparse = rows.indices.filter {
      survey.direct[$0] == nil && rows[$0].content.values.count < rows[$0].notations.count
        && !rows[$0].content.isDelimited && rows[$0].content.nextLine >= 0
    }
    var cellBreaks = Set<Int>()
    var rowBreaks = Set<Int>()
    for index in full {
      let gaps = lineGaps(rows[index].content)
      let values = rows[index].content.values.count
      cellBreaks.formUnion(gaps.prefix(values))
      if rows[index].notations.count == row.notations.count, gaps.count > values,
        let last = gaps.last
      {
        rowBreaks.insert(last)
      }
    }
    guard cellBreaks.count <= 1, !cellBreaks.contains(0) else { return nil }
    let steps = (cellBreaks.first ?? headingStep).map { [$0] } ?? []
    var solutions: [[Int]] = []
    for step in steps where step > 0 {
      for extra in Set([1, step]).sorted() {
        let tails = rowBreaks.isEmpty ? Array(step...step + 4) : rowBreaks.sorted()
        for tail in tails {
          let spacing = LineSpacing(cell: step, emptyCell: extra, rowEnd: tail)
          // The rule must account for every row that lacks values, this one included.
          var evidence = full.isEmpty ? 0 : 1
          let holds = sparse.allSatisfy { index in
            guard rows[index].notations.count == row.notations.count else { return true }
            guard
              let positions = spacing.columns(
                lineGaps(rows[index].content),
                values: rows[index].content.values.count,
                of: rows[index].notations.count
              )
            else { return false }
            evidence += 1
            return !positions.isEmpty || rows[index].content.values.isEmpty
          }
          guard holds, evidence >= 2,
            let positions = spacing.columns(
              own,
              values: row.content.values.count,
              of: row.notations.count
            )
          else { continue }
          var tokens = [Int](repeating: -1, count: row.notations.count)
          // Lines behind a row may as well divide it from what follows.
          if rowBreaks.isEmpty, positions == Array(row.content.values.indices) { continue }
          for (value, position) in zip(row.content.values, positions) { tokens[position] = value }
          if !solutions.contains(tokens) { solutions.append(tokens) }
        }
      }
    }
    guard solutions.count == 1,
      solutions[0].indices.allSatisfy({ column in
        let value = solutions[0][column]
        return value < 0 || isAllowed(value, row.notations[column])
      })
    else { return nil }
    return fitting(solutions[0], row)
  }

  /// The line breaks before each value of a row and after the last one.
  private func lineGaps(_ content: RowContent) -> [Int] {
    var gaps: [Int] = []
    var line = content.labelLine
    for value in content.values {
      gaps.append(Int(text.tokens[value].line - line))
      line = text.tokens[value].line
    }
    if content.nextLine >= 0 { gaps.append(Int(content.nextLine - line)) }
    return gaps
  }

  // MARK: What remains

  /// Whether the text breaks off inside a row, so that its first values stand where they belong.
  private func isCutOff(_ row: Row, at index: Int, of rows: [Row], _ survey: Survey) -> Bool {
    guard row.content.endsText, row.content.residue == nil, index == rows.count - 1,
      let last = row.content.values.last, !isCut(last)
    else { return false }
    let others = rows.indices.filter { $0 != index }
    let isFull = others.isEmpty ? hasOnlyFullRows : others.allSatisfy { survey.direct[$0] != nil }
    return isFull
      && !(row.content.fields.last?.isTight ?? false) && fits(row.content.values, row.notations)
  }

  /// Splits figures that stand without anything between them, when that can be done in one way only.
  private func placeGlued(_ row: Row) -> RowPlacement? {
    let content = row.content
    guard hasGlued(content) else { return nil }
    let count = row.notations.count
    guard content.values.count == 1, let only = content.values.first, !content.hasStrays,
      content.foreignLetters == 0
    else {
      return .uniform(.open, count)
    }
    let token = text.tokens[only]
    if count == 1 {
      return token.flags.contains(.leadingZero) || isRepetition(token)
        ? .uniform(.open, count) : RowPlacement(tokens: [only])
    }
    // Zeros cannot begin a longer number, so a run of them is as many cells.
    let digits = bytes[Int(token.start)..<Int(token.end)]
    guard digits.count == count, digits.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
      return open(row)
    }
    return RowPlacement(columns: digits.indices.map { .zero($0..<$0 + 1) })
  }

  /// Whether a figure is made of the same digits twice or three times, as where a cell was repeated
  /// for each column that it spans.
  private func isRepetition(_ token: Token) -> Bool {
    let digits = Array(bytes[Int(token.start)..<Int(token.end)])
    return [2, 3].contains { times in
      let length = digits.count / times
      return digits.count >= 6 && digits.count == length * times
        && digits[length...].elementsEqual(digits.dropLast(length))
    }
  }

  /// A row whose values could stand in several places.
  private func open(_ row: Row) -> RowPlacement {
    let count = row.notations.count
    let values = row.content.values
    guard values.count < count, !hasGlued(row.content) else {
      return .uniform(.open, count)
    }
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

  /// Whether a sign or decimals allow a value in a column.
  private func isAllowed(_ value: Int, _ notation: Notation) -> Bool {
    let token = text.tokens[value]
    if token.flags.contains(.signed), notation != .signed { return false }
    if token.fractionDigits > 0, notation != .money { return false }
    return true
  }
}
