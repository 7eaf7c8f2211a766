internal import GoujiModel

extension RowPlacer {
  /// What the full rows of a table have in common.
  struct Survey {
    /// For each row, its values one for each column when there are exactly as many, else `nil`.
    var direct: [[Int]?] = []

    let rows: [RowPlacer.Row]

    /// The numbers of columns of rows that are neither full nor empty.
    private var openCounts: [Int] = []

    /// The slot of each column, by number of columns; only where all full rows agree.
    var slots = KeyedValues<[Int]>()
    var slotWidths = KeyedValues<Int32>()
    var slotGrids = KeyedValues<Int>()
    var slotsDisagree: Set<Int> = []

    /// Where the values of rows that lack some stand among separators, by number of columns.
    var valueSlots = KeyedValues<[Int]>()

    /// How many rows have their labels at a place among separators, by class of label, place and number of
    /// columns; and how many there are of a class and number of columns.
    var labelPlaces = KeyedValues<Int>()
    var labelledRows = KeyedValues<Int>()

    /// The same by number of columns and by where the labels of these rows stand.
    var valueSlotsByLabel = KeyedValues<Set<Int>>()

    /// Under which key ``valueSlotsByLabel`` holds what is known of rows like one.
    static func labelKey(_ row: Row) -> Int {
      row.content.labelEndSlot << 8 | row.notations.count
    }

    /// Where the labels of the full rows stand, by number of columns.
    var labelSlots = KeyedValues<[Int]>()

    /// How many empty fields stand before the values, by class of label.
    var leads = KeyedValues<Int>()
    var leadsDisagree: Set<Int> = []

    /// The least and the greatest number of empty fields before the values that all rows of a class
    /// and number of columns allow; none where the least is greater.
    var possibleLeads = KeyedValues<(least: Int, greatest: Int)>()

    /// Which fields hold the first values of rows, by class of label and number of columns.
    var firstFields = KeyedValues<Set<Int>>()

    /// Under which key ``possibleLeads`` and ``firstFields`` hold what is known of rows like one.
    static func key(_ row: Row) -> Int { row.labelClass << 8 | row.notations.count }

    /// Whether empty cells between values are written without any room.
    var hasTightBlanks = false

    /// Whether full rows end without a separator, or some others with a value and no separator behind it.
    var hasOpenEnds = false
    private var openEnds = 0
    private static let fewestOpenEnds = 3

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

    /// How many rows are followed by a figure before the next label, and whether these figures count.
    var leadingRows = 0
    var leadsCount = false

    /// How many figures that count their rows are too many to be a report's own.
    private static let leastRun = 12

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
      // As many rows as a run is long are needed for one.
      hasRunningNumbers =
        rows.count { $0.notations.count == 1 } >= Self.leastRun
        && placer.longestCount(rows) >= Self.leastRun
      moved = movedRows(placer)
      let leads = rows.compactMap(\.content.lastLead).map { placer.text.tokens[$0].significand }
      leadsCount = leads.count >= 3 && zip(leads, leads.dropFirst()).allSatisfy { $0 < $1 }
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
      readRowsDividedAlike(placer)
      for row in rows where row.content.isDelimited {
        labelPlaces[row.content.labelEndSlot << 16 | Self.key(row), default: 0] += 1
        labelledRows[Self.key(row), default: 0] += 1
      }
      for index in rows.indices { survey(index, placer) }
      for index in rows.indices { surveyLeads(rows[index]) }
      let others = rows.indices.filter { !isOfPair($0) && !isOfPair($0 - 1) }
      lostOrder =
        others.contains {
          direct[$0] == nil && rows[$0].content.values.count > rows[$0].notations.count
            && !rows[$0].content.isDelimited && !placer.text.hasGrids
        } && others.count { rows[$0].content.values.isEmpty } >= 2
    }

    /// Takes the values of full rows that begin beside their labels where those of most others begin below
    /// them, if lines divide both alike.
    private mutating func readRowsDividedAlike(_ placer: RowPlacer) {
      let torn = rows.indices.filter { direct[$0] == nil && placer.isTornFullRow(rows[$0]) }
      guard let first = torn.first, !placer.text.hasGrids else { return }
      let count = rows[first].notations.count
      let others = direct.compactMap { $0 }.filter { $0.count == count }
      for index in torn where rows[index].notations.count == count {
        let divided = placer.valuesByLine(rows[index].content.values)
        let alike = others.count { placer.valuesByLine($0) == divided }
        if alike >= 3, alike * 2 > others.count { direct[index] = rows[index].content.values }
      }
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

    /// Whether the label of a row stands where that of no row like it does, so that its cells moved as well.
    func isOddlyLabelled(_ row: Row) -> Bool {
      let key = Self.key(row)
      // In a line that holds many rows every label has a place of its own.
      return Int(row.content.labelWidth) <= DocumentAlignment.widestLine
        && (labelledRows[key] ?? 0) >= 3
        && labelPlaces[row.content.labelEndSlot << 16 | key] == 1
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
      let key = Self.key(row)
      let known = possibleLeads[key] ?? (least, greatest)
      possibleLeads[key] = (max(known.least, least), min(known.greatest, greatest))
      firstFields[key, default: []].insert(first)
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
      surveyBlanks(row, placer)
      guard let direct = direct[index], !direct.isEmpty else {
        if row.content.isCollapsed(to: row.notations.count) { hasCollapsedRows = true }
        return
      }
      surveyFields(row)
      let count = row.notations.count
      guard openCounts.contains(count) else { return }
      if !(labelSlots[count]?.contains(row.content.labelEndSlot) ?? false) {
        labelSlots[count, default: []].append(row.content.labelEndSlot)
      }
      surveySlots(of: direct, isGridRow: row.content.isGridRow, placer)
      if count > 1, placer.areApart(direct) { surveyEdges(of: direct, placer.text.tokens) }
    }

    /// Notes where the values of rows stand that lack some, and how empty cells are written.
    private mutating func surveyBlanks(_ row: Row, _ placer: RowPlacer) {
      let content = row.content
      let count = row.notations.count
      if content.values.count < count,
        let own = placer.slots(of: content.values, isGridRow: content.isGridRow)
      {
        valueSlots[count, default: []] += own.slots
        if own.grid == nil, !row.mayHoldSubtotal {
          valueSlotsByLabel[Self.labelKey(row), default: []].formUnion(own.slots)
        }
      }
      if content.isDelimited, !content.endsClosed, content.fields.count > 2 {
        openEnds += 1
        if openEnds == Self.fewestOpenEnds { hasOpenEnds = true }
      }
      if let last = content.fields.lastIndex(where: { $0.value >= 0 }) {
        let inner = content.fields[..<last].drop { $0.value < 0 }
        if inner.contains(where: { $0.isTight }) { hasTightBlanks = true }
        if inner.contains(where: { $0.value < 0 }) { hasInnerBlanks = true }
      }
    }

    /// Notes how the fields of a full row stand to its values.
    private mutating func surveyFields(_ row: Row) {
      let content = row.content
      guard content.isDelimited else { return }
      if !content.endsClosed { hasOpenEnds = true }
      guard let lead = content.fields.firstIndex(where: { $0.value >= 0 }) else { return }
      // Where fields between the values hold nothing, counting them says nothing.
      let isDense = content.fields[lead...].prefix(row.notations.count).allSatisfy { $0.value >= 0 }
      if !isDense || leads[row.labelClass].map({ $0 != lead }) ?? false {
        leadsDisagree.insert(row.labelClass)
      }
      leads[row.labelClass] = lead
    }

    /// Notes the slots of the values of a full row.
    private mutating func surveySlots(of values: [Int], isGridRow: Bool, _ placer: RowPlacer) {
      let count = values.count
      guard let own = placer.slots(of: values, isGridRow: isGridRow) else {
        slotsDisagree.insert(count)
        return
      }
      if let known = slots[count] {
        if known != own.slots || slotWidths[count] != own.width || slotGrids[count] != own.grid {
          slotsDisagree.insert(count)
        }
      } else {
        slots[count] = own.slots
        slotWidths[count] = own.width
        slotGrids[count] = own.grid
      }
    }

    /// Notes which columns of a terminal the values of a full row cover.
    private mutating func surveyEdges(of values: [Int], _ tokens: [Token]) {
      let count = values.count
      let lefts = values.map { tokens[$0].columnStart }
      let rights = values.map { tokens[$0].columnEnd }
      leftEdges[count] =
        leftEdges[count].map { zip($0, lefts).map { $0 == $1 ? $0 : nil } } ?? lefts
      rightEdges[count] =
        rightEdges[count].map { zip($0, rights).map { $0 == $1 ? $0 : nil } } ?? rights
      wideCounts[count, default: []].insert(tokens[values[0]].wideBefore)
      let ranges = zip(lefts, rights).map { $0..<max($1, $0 + 1) }
      extents[count] =
        extents[count].map { known in
          zip(known, ranges).map {
            min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
          }
        } ?? ranges
      extentRows[count, default: 0] += 1
    }
  }
}
