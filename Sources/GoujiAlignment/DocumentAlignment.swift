internal import GoujiDocument
internal import GoujiModel

/// The alignment of one document, while it is being made.
struct DocumentAlignment {
  let document: Document
  let skeleton: Skeleton
  let text: LabelledText

  /// By table, by block and by variant.
  private let blockLabels: [[[BlockLabels]]]
  private var placer: RowPlacer

  /// The form on which the report is due, where its year is known.
  let dueForm: FormID?

  /// By form, the rows read so far.
  private var rows: [[PlacedRow]]

  /// By form, how many cells were read.
  private var readCells: [Int]

  /// By form, how many blocks of rows were found.
  private var readBlocks: [Int]

  /// By form, how many blocks of rows the print leaves to no other form.
  private var decidedBlocks: [Int]

  /// Whether nothing printed in the tables tells their form.
  private var leavesFormOpen = false
  private var notes: [ReadingNote] = []
  private var ranges: [Range<Int>] = []
  private var openRows: [OpenRow] = []

  init(
    document: Document,
    skeleton: Skeleton,
    text: LabelledText,
    blockLabels: [[[BlockLabels]]],
    dueForm: FormID?
  ) {
    self.dueForm = dueForm
    self.blockLabels = blockLabels
    self.document = document
    self.skeleton = skeleton
    self.text = text
    rows = skeleton.forms.map { _ in [] }
    readCells = skeleton.forms.map { _ in 0 }
    readBlocks = skeleton.forms.map { _ in 0 }
    decidedBlocks = skeleton.forms.map { _ in 0 }
    placer = RowPlacer(
      text: text,
      bytes: document.text,
      lostRepeatedLines: Self.lostRepeatedLines(text)
    )
  }

  mutating func run() -> Alignment {
    var firstCopies: [LabelledRows?] = []
    for (index, table) in skeleton.tables.enumerated() {
      let copy = labelledRows(ofTable: index)
      if let copy { survey(copy, of: table) }
      firstCopies.append(copy)
    }
    for index in skeleton.tables.indices {
      switch skeleton.tables[index].arrangement {
      case .rows: readRows(index, first: firstCopies[index])
      case .sideBySide: readSideBySide(index)
      }
    }
    guard
      let form = skeleton.forms.indices.max(by: {
        (readBlocks[$0], readCells[$0]) < (readBlocks[$1], readCells[$1])
      }), readCells[form] > 0
    else {
      return Alignment(
        form: nil,
        cells: [],
        foreignCells: [],
        notes: notes,
        tableRanges: [],
        openRows: [],
        leavesFormOpen: false
      )
    }
    var foreign: [ForeignCell] = []
    for other in skeleton.forms.indices where other != form && readCells[other] > 0 {
      for (definition, cell) in zip(skeleton.forms[other].cells, cells(ofForm: other))
      where cell.status != .missing {
        foreign.append(ForeignCell(definition: definition, cell: cell))
      }
    }
    return Alignment(
      form: skeleton.forms[form],
      cells: cells(ofForm: form),
      foreignCells: foreign,
      notes: notes,
      tableRanges: merged(ranges),
      openRows: openRows.filter { $0.form == skeleton.forms[form].id },
      leavesFormOpen: leavesFormOpen
    )
  }

  /// Whether every line that repeats an earlier one is gone.
  ///
  /// The forms print 信息内容 once for each of their parts; a text in which several parts follow one
  /// such heading was cleaned of its repetitions, and of figures with them.
  private static func lostRepeatedLines(_ text: LabelledText) -> Bool {
    var corners = 0
    var blocks = Set<Int>()
    for match in text.matches where match.certainty >= 2 {
      for item in match.items {
        if item.kind == .blockHeading { blocks.insert(item.index) }
      }
      if match.isWhole, match.letters.count == 4,
        match.items.contains(where: { $0.kind == .cornerHeading })
      {
        corners += 1
      }
    }
    return corners == 1 && blocks.count >= 3 || hasNoFigureTwice(text)
  }

  /// Whether figures stand alone on many lines and none of them twice.
  private static func hasNoFigureTwice(_ text: LabelledText) -> Bool {
    guard !text.hasGrids else { return false }
    // The same number in other digits is another line.
    struct Spelling: Hashable {
      let significand: Int64
      let fractionDigits: UInt8
      let length: Int32
    }
    var printed = Set<Spelling>()
    for index in text.tokens.indices where text.tokens[index].kind == .figure {
      guard text.isAlone(index) else { continue }
      let token = text.tokens[index]
      let spelling = Spelling(
        significand: token.significand,
        fractionDigits: token.fractionDigits,
        length: token.end - token.start
      )
      guard printed.insert(spelling).inserted else { return false }
    }
    return printed.count >= 15
  }

  private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, last.upperBound >= range.lowerBound {
        merged[merged.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  // MARK: Tables with a label for each row

  /// The labels of one copy of a table, with what stands behind each.
  private struct LabelledRows {
    /// The table's position in the skeleton.
    let table: Int
    let chain: TableChain

    /// For each row of the table; `nil` where its label is not there.
    let contents: [RowContent?]

    /// Whether this is a printed table and not the same words in a text or menu.
    let isTable: Bool

    /// For each block, how well it fits each of its variants; empty where it has only one.
    let scores: [[Double]]
  }

  /// The copy of a table that its labels speak for most, without labels that belong to other copies;
  /// `nil` where no row has a label.
  private func labelledRows(
    ofTable index: Int,
    excluding excluded: IndexSet = IndexSet()
  ) -> LabelledRows? {
    let table = skeleton.tables[index]
    guard table.arrangement == .rows,
      let chain = table.bestChain(index, in: text.matches, excluding: excluded)
    else { return nil }
    let contents = contents(of: chain, table: index)
    return LabelledRows(
      table: index,
      chain: chain,
      contents: contents,
      isTable: isTable(table, chain, contents),
      scores: table.blocks.indices.map { scores(ofBlock: $0, of: table, chain, contents) }
    )
  }

  /// Takes note of what the rows of a table say of the whole document: of which form they are, and
  /// whether some have their empty cells pushed to their end.
  private mutating func survey(_ copy: LabelledRows, of table: Skeleton.Table) {
    let chain = copy.chain
    if copy.contents.contains(where: { isCollapsed($0, in: table) }) {
      placer.hasCollapsedRows = true
    }
    guard copy.isTable else { return }
    placer.precedingBlocks += table.blocks.indices.count { hasValuesFirst($0, of: table, copy) }
    for (index, block) in table.blocks.enumerated()
    where block.variants.count > 1 && block.rows.contains(where: { chain.rows[$0] != nil }) {
      let scores = copy.scores[index]
      guard let best = scores.max(),
        scores.count(where: { $0 > best - Self.leastMargin }) == 1,
        let decided = scores.firstIndex(of: best)
      else { continue }
      decidedBlocks[block.variants[decided].form] += 1
    }
  }

  /// Whether the values of a block stand before the labels of their rows, as in pages whose labels are
  /// taller than their figures: those of the first row behind the headings, none behind the last label.
  private func hasValuesFirst(
    _ index: Int,
    of table: Skeleton.Table,
    _ copy: LabelledRows
  ) -> Bool {
    let block = table.blocks[index]
    let labels = block.rows.compactMap { copy.chain.rows[$0] }
    guard !text.hasGrids, let first = labels.min(),
      let heading = copy.chain.headings.last(where: { $0.item.index == index })?.match,
      heading < first, let last = block.rows.last(where: { copy.chain.rows[$0] != nil }),
      copy.contents[last]?.values.isEmpty ?? false
    else { return false }
    let letters =
      text.matches[heading].letters.upperBound - 1..<text.matches[first].letters.lowerBound
    let values =
      (Int(text.letters[letters.lowerBound].token)..<Int(text.letters[letters.upperBound].token))
      .filter { text.tokens[$0].isValue }
    return block.variants.contains { $0.columns.count == values.count }
      && values.allSatisfy { value in
        text.tokens[value].line != text.letters[letters.lowerBound].line
          && text.tokens[value].line != text.letters[letters.upperBound].line
      }
  }

  private func isCollapsed(_ content: RowContent?, in table: Skeleton.Table) -> Bool {
    guard let content else { return false }
    let block = table.blocks[table.rows[content.row].block]
    return block.fewestColumns > 3 && content.isCollapsed(to: block.fewestColumns)
  }

  /// A table as one of its copies prints it.
  private struct TableCopy {
    /// The rows that were found, in the order of the form.
    var rows: [(row: Int, form: Int, placement: RowPlacement)]
    let range: Range<Int>
  }

  private mutating func readRows(_ index: Int, first: LabelledRows?) {
    let table = skeleton.tables[index]
    var excluded = IndexSet()
    var copies: [TableCopy] = []
    var next = first
    while let rows = next {
      // One or two labels elsewhere are no second copy.
      guard copies.isEmpty || rows.chain.rows.count(where: { $0 != nil }) >= 3,
        let copy = read(table, rows)
      else { break }
      if copies.isEmpty {
        noteLabels(of: copy, table, blockLabels[index], rows.chain)
        noteExtraRows(of: copy, table, rows)
      }
      copies.append(copy)
      excluded.insert(rows.chain.matches)
      guard copies.count < 4, hasLabelsForAnotherCopy(of: index, besides: excluded) else { break }
      next = labelledRows(ofTable: index, excluding: excluded)
    }
    keep(copies, of: table)
  }

  /// Notes which labels of a table are missing or cut.
  private mutating func noteLabels(
    of copy: TableCopy,
    _ table: Skeleton.Table,
    _ labels: [[BlockLabels]],
    _ chain: TableChain
  ) {
    let document = document
    let labelNotes = LabelNotes(text: text, table: table) { range in
      (document.string(range), document.place(of: range))
    }
    for (index, block) in table.blocks.enumerated() {
      guard let form = copy.rows.first(where: { block.rows.contains($0.row) })?.form,
        let variant = block.variants.firstIndex(where: { $0.form == form })
      else { continue }
      notes += labelNotes.notes(
        onBlock: index,
        block.variants[variant],
        labels[index][variant],
        of: skeleton.forms[form],
        chain
      )
    }
  }

  /// Notes which rows of a table no form has.
  private mutating func noteExtraRows(
    of copy: TableCopy,
    _ table: Skeleton.Table,
    _ rows: LabelledRows
  ) {
    guard rows.contents.contains(where: { $0?.residue != nil }) else { return }
    let document = document
    let extraRows = ExtraRows(text: text, table: table) { range in
      (document.string(range), document.place(of: range))
    }
    for block in table.blocks {
      guard let form = copy.rows.first(where: { block.rows.contains($0.row) })?.form,
        let variant = block.variants.first(where: { $0.form == form })
      else { continue }
      notes += extraRows.notes(
        onBlock: variant,
        of: skeleton.forms[form],
        rows.contents,
        rows.chain
      )
    }
  }

  /// Takes what the copies of a table agree on into the reading of the document.
  private mutating func keep(_ copies: [TableCopy], of table: Skeleton.Table) {
    guard var first = copies.first else { return }
    let conflicts = copies.dropFirst().count { compare(&first, with: $0) }
    if conflicts > 0 {
      // What only one of two conflicting copies prints may be the outdated figure.
      for index in first.rows.indices {
        let row = first.rows[index].row
        let printings = copies.count { copy in copy.rows.contains { $0.row == row } }
        guard printings < copies.count else { continue }
        first.rows[index].placement = .uniform(.open, first.rows[index].placement.columns.count)
      }
    }
    for row in first.rows { store(row.placement, ofRow: table.rows[row.row], row.form) }
    ranges.append(contentsOf: copies.map(\.range))
  }

  /// Whether enough labels of a table are left for another copy of it.
  private func hasLabelsForAnotherCopy(of index: Int, besides used: IndexSet) -> Bool {
    var left = 0
    for match in text.matches.indices
    where !used.contains(match) && text.matches[match].row(ofTable: index) != nil {
      left += 1
      if left == 3 { return true }
    }
    return false
  }

  /// Opens the cells of which two copies of a table print different figures.
  ///
  /// - Returns: Whether there are any.
  private func compare(_ copy: inout TableCopy, with other: TableCopy) -> Bool {
    var conflicts = false
    for row in other.rows {
      guard let own = copy.rows.firstIndex(where: { $0.row == row.row }) else {
        copy.rows.append(row)
        continue
      }
      var placement = copy.rows[own].placement
      let theirs = row.placement
      guard copy.rows[own].form == row.form, placement.columns.count == theirs.columns.count else {
        placement = .uniform(.open, placement.columns.count)
        copy.rows[own].placement = placement
        continue
      }
      var differs = false
      for column in placement.columns.indices {
        let printed = figure(placement.columns[column])
        guard printed != figure(theirs.columns[column]) else { continue }
        placement.columns[column] = .open
        differs = true
      }
      if differs {
        conflicts = true
        placement.readings = [copy.rows[own].placement, theirs].map { $0.columns.map(token) }
        placement.isOpenToSums = false
        copy.rows[own].placement = placement
      }
    }
    return conflicts
  }

  private func token(_ place: ColumnPlacement) -> Int {
    if case .token(let index) = place { return index }
    return -1
  }

  private func figure(_ place: ColumnPlacement) -> Figure? {
    switch place {
    case .token(let index) where text.tokens[index].kind == .figure: figure(text.tokens[index])
    case .zero: .zero
    default: nil
    }
  }

  /// Reads one copy of a table; `nil` for a chain of labels that is no table.
  private mutating func read(_ table: Skeleton.Table, _ copy: LabelledRows) -> TableCopy? {
    let chain = copy.chain
    let contents = copy.contents
    guard copy.isTable else { return nil }
    var rows: [RowPlacer.Row] = []
    var headings: [Int: RowPlacer.Headings] = [:]
    var formOfRow: [Int] = []
    var columnsOfRow: [Int] = []
    var rowsWithTotal: [Range<Int>] = []
    for (blockIndex, block) in table.blocks.enumerated() {
      let present = block.rows.filter { chain.rows[$0] != nil }
      guard !present.isEmpty, let found = form(ofBlock: blockIndex, of: table, copy)
      else {
        continue
      }
      let variant = withoutLostColumns(
        found,
        blockIndex,
        chain,
        contents[block.rows]
      )
      readBlocks[variant.form] += 1
      let columns = found.columns.count
      if let found = self.headings(of: variant, blockIndex, chain) {
        headings[variant.columns.count] = found
      }
      let isOutOfOrder = hasHeadingsAmongRows(of: variant, blockIndex, copy)
      let order = printedOrder(
        of: variant,
        blockIndex,
        chain,
        contents[block.rows]
      )
      let firstRow = rows.count
      var subtotal = subtotal(in: variant, blockIndex, chain, order)
      if let position = subtotal, position >= 0,
        !addsUp(position, variant, order, contents[block.rows])
      {
        subtotal = -1
      }
      for row in present {
        guard var content = contents[row],
          let position = table.rows[row].position[variant.form],
          table.rows[row].firstCell[variant.form] != nil
        else { continue }
        let isFollowed =
          position + 1 >= variant.rows.count
          || chain.rows[variant.tableRows[position + 1]] != nil
        let hasSubtotal = subtotal.map { position in
          !content.removeValue(at: position, of: variant.columns.count + 1)
        }
        rows.append(
          RowPlacer.Row(
            content: content,
            isOutOfOrder: isOutOfOrder,
            mayHoldSubtotal: hasSubtotal ?? false,
            notations: variant.columns.count == columns
              ? table.rows[row].notations[variant.form]
              : Array(table.rows[row].notations[variant.form].prefix(variant.columns.count)),
            labelClass: variant.rows[position].groups.count,
            order: order,
            isFollowedInOrder: isFollowed
          )
        )
        formOfRow.append(variant.form)
        columnsOfRow.append(columns)
      }
      if variant.columns.last?.id == .total { rowsWithTotal.append(firstRow..<rows.count) }
    }
    placer.headingStep = headingStep(chain)
    dropRunningNumbers(from: &rows)
    let strays = takeStrays(from: &rows)
    var placements = placer.place(rows, headings: headings)
    if !strays.isEmpty { place(strays, in: &placements) }
    let repeated = repeatedLabels(of: copy.table, chain)
    for index in rows.indices
    where isContradicted(rows[index].content, placements[index], by: repeated, chain) {
      placements[index] = .uniform(.open, placements[index].columns.count)
    }
    for rows in rowsWithTotal { openMovedRows(rows, of: &placements) }
    for index in placements.indices { placements[index].addMissing(upTo: columnsOfRow[index]) }
    let first = text.matches[chain.matches.lowerBound].letters.lowerBound
    let start = Int(text.letters[first].offset)
    var end = start
    for index in rows.indices {
      end = max(end, rows[index].content.labelEnd)
      if let last = rows[index].content.values.last { end = max(end, Int(text.tokens[last].end)) }
    }
    return TableCopy(
      rows: rows.indices.map { (rows[$0].content.row, formOfRow[$0], placements[$0]) },
      range: start..<end
    )
  }

  /// Opens rows of one block whose figures show that they do not stand in the columns of their form.
  private func openMovedRows(_ rows: Range<Int>, of placements: inout [RowPlacement]) {
    guard let first = rows.first else { return }
    let count = placements[first].columns.count
    guard count > 1 else { return }
    let evidence = TotalEvidence(placements[rows], columns: count, text)
    guard evidence.showsOtherTotal else { return }
    for row in rows { placements[row] = .uniform(.open, count) }
  }

  /// The labels among those of a table that stand for one row only and are not where it was read.
  private func repeatedLabels(of table: Int, _ chain: TableChain) -> [Int] {
    chain.matches.filter { index in
      let match = text.matches[index]
      return match.isWhole && match.items.count == 1
        && match.items[0].kind == .row && match.items[0].table == table
        && chain.rows[match.items[0].index] != index
    }
  }

  /// Whether most of the rows that are full add up to the value at a position.
  private func addsUp(
    _ position: Int,
    _ variant: Skeleton.Variant,
    _ order: [Int]?,
    _ contents: ArraySlice<RowContent?>
  ) -> Bool {
    var sound = 0
    var others = 0
    for content in contents {
      guard var content, case let values = content.values, values.indices.contains(position),
        content.removeValue(at: position, of: variant.columns.count + 1), let order
      else { continue }
      let subtotal = text.tokens[values[position]].significand
      let sum = zip(content.values, order).reduce(into: Int64(0)) { sum, pair in
        guard variant.columns[pair.1].group != nil else { return }
        sum = sum.addingReportingOverflow(text.tokens[pair.0].significand).partialValue
      }
      if subtotal == sum { sound += 1 } else { others += 1 }
    }
    return sound >= others
  }

  /// The headings of a column that adds up those of its group, with as many letters each.
  private static let subtotalHeadings = ["小计", "小計"]

  /// Where a heading 小计, of a column that no form has, stands among the printed columns of a block;
  /// -1 where that is not known, `nil` where there is none.
  private func subtotal(
    in variant: Skeleton.Variant,
    _ block: Int,
    _ chain: TableChain,
    _ order: [Int]?
  ) -> Int? {
    let headings = columnHeadings(of: variant, block, chain)
    guard let first = headings.map(\.match).min(),
      let row = variant.tableRows.compactMap({ chain.rows[$0] }).min(), first < row
    else { return nil }
    let letters = text.matches[first].letters.upperBound..<text.matches[row].letters.lowerBound
    func isLetter(_ index: Int, _ letter: Character) -> Bool {
      let offset = Int(text.letters[index].offset)
      return document.text[offset..<offset + 3].elementsEqual(letter.utf8)
    }
    let found = letters.dropLast().first { index in
      Self.subtotalHeadings.contains { heading in
        zip(index..., heading).allSatisfy { isLetter($0, $1) }
      }
    }
    guard let found else { return nil }
    // Headings broken beside one another come out in no order.
    guard headings.count == variant.columns.count,
      headings.allSatisfy({ isInOnePiece($0.match) }),
      text.letters[found].line == text.letters[found + 1].line
    else { return -1 }
    // Beside it stands a heading of those that it adds up.
    func position(_ heading: (match: Int, item: LabelItem)?) -> Int? {
      guard let column = heading?.item.column, variant.columns[column].group != nil else {
        return nil
      }
      return order?.firstIndex(of: column)
    }
    let next = headings.first { text.matches[$0.match].letters.lowerBound > found }
    if let next = position(next) { return next }
    let last = headings.last { text.matches[$0.match].letters.upperBound <= found }
    return position(last).map { $0 + 1 } ?? -1
  }

  /// A block without the last of its columns, where these have no headings and no row has values for
  /// them.
  ///
  /// Tables are printed without 总计 now and then.
  private func withoutLostColumns(
    _ variant: Skeleton.Variant,
    _ block: Int,
    _ chain: TableChain,
    _ contents: ArraySlice<RowContent?>
  ) -> Skeleton.Variant {
    let headed = Set(columnHeadings(of: variant, block, chain).map(\.item.column))
    let left = headed.count
    guard left >= 4, left < variant.columns.count, left * 3 >= variant.columns.count * 2,
      headed == Set(0..<left)
    else { return variant }
    let counts = contents.compactMap { $0?.values.count }
    // Behind the last row anything may follow.
    guard counts.dropLast().allSatisfy({ $0 <= left }), counts.count(where: { $0 == left }) >= 3
    else { return variant }
    return Skeleton.Variant(
      form: variant.form,
      columns: Array(variant.columns.prefix(left)),
      rows: variant.rows,
      tableRows: variant.tableRows
    )
  }

  /// Whether the label of a row stands among the rows a second time, with other figures behind it.
  ///
  /// Copies of a table that follow one another closely are one chain of labels, whose rows can be of
  /// either.
  private func isContradicted(
    _ content: RowContent,
    _ placement: RowPlacement,
    by repeated: [Int],
    _ chain: TableChain
  ) -> Bool {
    guard !repeated.isEmpty, let own = chain.rows[content.row],
      text.matches[own].items.count == 1
    else { return false }
    return repeated.contains { other in
      guard text.matches[other].items == text.matches[own].items else { return false }
      let end = (other + 1..<text.matches.count).first { ends(other, at: $0) }
      let printed = text.content(ofRow: content.row, labelled: other, upTo: end, in: document.text)
        .values
      guard !printed.isEmpty, printed.count <= placement.columns.count else { return false }
      return printed.compactMap { figure(.token($0)) } != placement.columns.compactMap(figure)
    }
  }

  /// Takes the running numbers of rows away, each of which ends the row before its own.
  ///
  /// Ten rows whose last figures rise by one to four at each step are numbered; figures of a report do
  /// not rise like that.
  private func dropRunningNumbers(from rows: inout [RowPlacer.Row]) {
    guard rows.count > 10 else { return }
    var previous: Int64?
    for row in rows.indices.dropLast() {
      guard let last = rows[row].content.values.last, text.tokens[last].kind == .figure,
        text.tokens[last].fractionDigits == 0
      else { return }
      let number = text.tokens[last].significand
      if let previous, !(1...4).contains(number - previous) { return }
      previous = number
    }
    for index in rows.indices.dropLast() {
      let last = rows[index].content.values.removeLast()
      rows[index].content.fields.removeAll { $0.value == last }
    }
  }

  /// Takes the figures away that stand each on a line of its own below a table of one line a row.
  ///
  /// Some programs print tables inside cells only after the table that they stood in.
  private func takeStrays(from rows: inout [RowPlacer.Row]) -> [Int] {
    guard let last = rows.last, rows.count >= 3 else { return [] }
    func isOnLabelLine(_ value: Int, _ content: RowContent) -> Bool {
      text.tokens[value].line == content.labelLine
    }
    let others = rows.dropLast()
    guard
      others.allSatisfy({ row in row.content.values.allSatisfy { isOnLabelLine($0, row.content) } }
      ),
      others.contains(where: { $0.content.values.count > 1 })
    else { return [] }
    let strays = last.content.values.filter { !isOnLabelLine($0, last.content) }
    guard !strays.isEmpty, Set(strays.map { text.tokens[$0].line }).count == strays.count else {
      return []
    }
    rows[rows.count - 1].content.values.removeAll { strays.contains($0) }
    rows[rows.count - 1].content.fields = last.content.fields.prefix { field in
      field.value < 0 || !strays.contains(field.value)
    }
    return strays
  }

  /// Puts figures that were moved behind their table into its empty cells.
  ///
  /// As many figures as empty cells fill them in reading order; with any other number nobody can tell
  /// which of the cells are empty.
  private func place(_ strays: [Int], in placements: inout [RowPlacement]) {
    var empty: [(row: Int, column: Int)] = []
    for (row, placement) in placements.enumerated() {
      for (column, place) in placement.columns.enumerated() {
        if case .blank = place { empty.append((row, column)) }
      }
    }
    let isExact = strays.count == empty.count && strays.count >= 3
    for (index, cell) in empty.enumerated() {
      placements[cell.row].columns[cell.column] = isExact ? .token(strays[index]) : .open
    }
  }

  /// Whether the whole label of another row stands between a label and the first value behind it.
  private func hasOtherRow(
    of table: Int,
    among matches: Range<Int>,
    besides own: Int,
    before value: Int?
  ) -> Bool {
    guard let value else { return false }
    return matches.contains { index in
      let match = text.matches[index]
      return match.letters.count >= 4 && match.letters.upperBound <= text.tokens[value].letter
        && match.items != text.matches[own].items
        && match.items.contains { $0.kind == .row && $0.table == table }
    }
  }

  private func contents(of chain: TableChain, table: Int) -> [RowContent?] {
    // A loop: a closure would hold a copy of all that is known about the document.
    var contents: [RowContent?] = []
    contents.reserveCapacity(chain.rows.count)
    for (row, match) in chain.rows.enumerated() {
      guard let match else {
        contents.append(nil)
        continue
      }
      var next = match + 1
      while next < text.matches.count, !ends(match, at: next), !chain.rows.contains(next) {
        next += 1
      }
      var content = text.content(
        ofRow: row,
        labelled: match,
        upTo: next < text.matches.count ? next : nil,
        in: document.text
      )
      content.hasOtherLabel = hasOtherRow(
        of: table,
        among: match + 1..<next,
        besides: match,
        before: content.values.first
      )
      contents.append(content)
    }
    return contents
  }

  /// Whether a label ends the row of an earlier one.
  ///
  /// The label of a group can stand beside a row's own label, before its values.
  private func ends(_ row: Int, at match: Int) -> Bool {
    let label = text.matches[match]
    guard label.certainty >= 2 else { return false }
    // A heading right behind a label goes on with it: 行政许可处理决定数量.
    if match - 1 == row, label.letters.lowerBound == text.matches[row].letters.upperBound,
      label.items.allSatisfy({ $0.kind == .columnHeading }),
      !text.letters[label.letters.lowerBound].flags.contains(.hardStart)
    {
      return false
    }
    if isRepeated(row, at: match) { return false }
    guard label.items.allSatisfy({ $0.kind == .rowGroup }) else { return true }
    return text.letters[label.letters.lowerBound].line
      != text.letters[text.matches[row].letters.lowerBound].line
  }

  /// Whether a label is printed once more in its line, with no value between, as programs do that repeat
  /// a cell for each column that it spans.
  private func isRepeated(_ row: Int, at match: Int) -> Bool {
    let (own, label) = (text.matches[row], text.matches[match])
    let (first, next) = (own.letters.upperBound - 1, label.letters.lowerBound)
    guard label.items == own.items, label.letters.count == own.letters.count,
      text.letters[first].line == text.letters[next].line
    else { return false }
    return !(Int(text.letters[first].token)..<Int(text.letters[next].token)).contains {
      text.tokens[$0].isValue
    }
  }

  /// Whether a chain is a printed table and not the same words in a text or menu.
  private func isTable(
    _ table: Skeleton.Table,
    _ chain: TableChain,
    _ contents: [RowContent?]
  ) -> Bool {
    var found = 0
    var withValues = 0
    var full = 0
    var hasManyValues = false
    for row in contents.indices {
      guard let count = contents[row]?.values.count else { continue }
      found += 1
      if count > 0 { withValues += 1 }
      if count >= 5 { hasManyValues = true }
      if table.blocks[table.rows[row].block].variants.contains(where: { $0.columns.count == count })
      {
        full += 1
      }
    }
    let hasHeadings = chain.blockHeadings > 0 || chain.headings.count >= 2
    if withValues == 0 { return found >= 3 && hasHeadings }
    return hasHeadings || full >= 1 && (found >= 3 || hasManyValues) || withValues >= 3
  }

  /// The form of the tables read so far, or the one that is due.
  private mutating func likelyForm() -> Int? {
    for blocks in [readBlocks, decidedBlocks] {
      if let most = skeleton.forms.indices.max(by: { blocks[$0] < blocks[$1] }), blocks[most] > 0 {
        return most
      }
    }
    leavesFormOpen = true
    return skeleton.forms.firstIndex { form in dueForm == form.id }
  }

  /// How much better than all others the form of a block must fit to be told from its own rows alone.
  private static let leastMargin = 0.75

  /// The form that a block is printed on.
  private mutating func form(
    ofBlock index: Int,
    of table: Skeleton.Table,
    _ copy: LabelledRows
  ) -> Skeleton.Variant? {
    let block = table.blocks[index]
    guard block.variants.count > 1 else { return block.variants.first }
    let scores = copy.scores[index]
    guard let best = scores.max() else { return nil }
    let hasHeadings = copy.chain.headings.contains { $0.item.index == index }
    // Without headings the number of figures in a row or two tells less than the other blocks.
    if !hasHeadings, block.rows.count <= 2,
      let likely = readBlocks.indices.max(by: { readBlocks[$0] < readBlocks[$1] }),
      readBlocks[likely] > 0, let variant = block.variants.first(where: { $0.form == likely })
    {
      return variant
    }
    let equals = block.variants.indices.filter { scores[$0] > best - Self.leastMargin }
    guard equals.count > 1, let likely = likelyForm() else {
      return block.variants[scores.firstIndex(of: best) ?? 0]
    }
    // What the rest of the document is printed on decides where this block leaves it open.
    return block.variants[
      equals.first { block.variants[$0].form == likely } ?? scores.firstIndex(of: best) ?? 0
    ]
  }

  /// How well the headings and rows found of a block fit each form that has it.
  private func scores(
    ofBlock index: Int,
    of table: Skeleton.Table,
    _ chain: TableChain,
    _ contents: [RowContent?]
  ) -> [Double] {
    let block = table.blocks[index]
    guard block.variants.count > 1 else { return [] }
    let headings = chain.headings.filter { $0.item.index == index && !isMixed($0.match) }
    return block.variants.map { variant -> Double in
      var score = 0.0
      var isFound = [Bool](repeating: false, count: variant.columns.count)
      for heading in headings where heading.item.form == variant.form {
        isFound[heading.item.column] = true
      }
      let found = isFound.count { $0 }
      let share = Double(found) / Double(variant.columns.count)
      score += share * 4 + Double(found) * 0.5
      // A heading that no other form has tells more than how many there are.
      score += Double(headings.ownMatches(of: variant.form)) * 3
      for row in block.rows {
        guard let content = contents[row], case let values = content.values else { continue }
        // Behind the head of a group stand the labels of its rows, which may not be recognised.
        let mayBeGroup =
          content.foreignLetters >= 6 && block.variants.contains { isGroup(row, of: table, in: $0) }
        if mayBeGroup { continue }
        if table.rows[row].position[variant.form] != nil {
          // The values of several rows whose labels are gone fit none.
          guard values.count <= variant.columns.count else { continue }
          score += 0.5
          let isGlued = values.contains { text.tokens[$0].flags.contains(.glued) }
          if values.count == variant.columns.count, !isGlued { score += 1 }
        } else if !values.isEmpty, !isGroup(row, of: table, in: variant) {
          score -= 2
        }
      }
      return score
    }
  }

  /// Whether the words of a heading stand in several cells of a line, as parts of several headings do.
  private func isMixed(_ match: Int) -> Bool {
    let letters = text.matches[match].letters
    return zip(letters, letters.dropFirst()).contains { earlier, later in
      let (first, next) = (text.letters[earlier], text.letters[later])
      return first.line == next.line && first.token < next.token
        && text.lineWidths[Int(first.token)] <= Self.widestLine
        && (Int(first.token)..<Int(next.token)).contains { text.tokens[$0].kind == .pipe }
    }
  }

  /// How many separators a line of a table has at most; more are in lines that were joined.
  private static let widestLine = 24

  /// Whether a row has the name of a group of rows of a block, beside which values of its first row
  /// stand where that row's own label is gone.
  private func isGroup(_ row: Int, of table: Skeleton.Table, in variant: Skeleton.Variant) -> Bool {
    let id = table.rows[row].id
    let names = table.blocks[table.rows[row].block].variants.compactMap { other in
      other.rows.first { $0.id == id }?.label
    }
    return variant.rows.contains { $0.groups.contains(where: names.contains) }
  }

  /// Whether some headings of a block stand among its rows, as in text that lost its order.
  ///
  /// All of them together are the heading repeated on a new page.
  private func hasHeadingsAmongRows(
    of variant: Skeleton.Variant,
    _ block: Int,
    _ copy: LabelledRows
  ) -> Bool {
    let index = copy.table
    let labels = skeleton.tables[index].blocks[block].rows.compactMap { copy.chain.rows[$0] }
    guard let first = labels.first, let last = labels.last else { return false }
    // 总计 and 其他 are rows as well, and alone no sign of a heading.
    let isHeading = (first..<last).contains { match in
      text.matches[match].certainty >= 2
        && text.matches[match].items.allSatisfy { $0.kind == .columnHeading }
    }
    var columns = Set<Int>()
    for match in first..<last where isHeading && text.matches[match].certainty >= 2 {
      for item in text.matches[match].items
      where item.kind == .columnHeading && item.table == index && item.index == block
        && item.form == variant.form
      {
        columns.insert(item.column)
      }
    }
    return isHeading && columns.count < variant.columns.count
      || hasHeadingBelow(last, of: block, table: index)
  }

  /// Whether a heading of a block, and of no other, follows its last row.
  private func hasHeadingBelow(_ last: Int, of block: Int, table: Int) -> Bool {
    guard last + 1 < text.matches.count, text.matches[last + 1].certainty >= 2 else { return false }
    return text.matches[last + 1].items.allSatisfy {
      $0.kind == .columnHeading && $0.table == table && $0.index == block
    }
  }

  /// Whether a label begins its field and stands in one line or one cell.
  private func isInOnePiece(_ match: Int) -> Bool {
    let label = text.matches[match]
    guard label.isWhole, label.certainty >= 2 else { return false }
    let first = text.letters[label.letters.lowerBound]
    return first.line == text.letters[label.letters.upperBound - 1].line
  }

  /// The column headings of a block.
  ///
  /// 总计 is a row as well: the one of a table before is no heading of this one.
  private func columnHeadings(
    of variant: Skeleton.Variant,
    _ block: Int,
    _ chain: TableChain
  ) -> [(match: Int, item: LabelItem)] {
    let own = chain.headings.filter { $0.item.index == block && $0.item.form == variant.form }
    func isRow(_ match: Int) -> Bool { text.matches[match].items.contains { $0.kind == .row } }
    return own.filter { heading in
      !isRow(heading.match)
        || !own.contains { $0.match > heading.match && $0.item.column == heading.item.column }
    }
  }

  /// The columns of a block in the order in which their headings are printed.
  ///
  /// - Returns: For each printed column its position in the form, in the form's order where the headings
  ///   found show no other; `nil` where they tell another order, but not which.
  private func printedOrder(
    of variant: Skeleton.Variant,
    _ block: Int,
    _ chain: TableChain,
    _ contents: ArraySlice<RowContent?>
  ) -> [Int]? {
    let usual = Array(variant.columns.indices)
    var found: [PrintedHeading] = []
    for (match, item) in columnHeadings(of: variant, block, chain) {
      guard !found.contains(where: { $0.match == match || $0.column == item.column }) else {
        continue
      }
      let letter = text.matches[match].letters.lowerBound
      found.append(
        PrintedHeading(
          match: match,
          column: item.column,
          isGrouped: variant.columns[item.column].group != nil,
          line: text.letters[letter].line,
          place: text.slot(ofLetter: letter)
        )
      )
    }
    found.sort { $0.match < $1.match }
    let hasRowsOfOneLine = contents.contains { content in
      content?.values.contains { text.tokens[$0].line == content?.labelLine } ?? false
    }
    guard hasOtherOrder(found, hasRowsOfOneLine) else { return usual }
    // Pieces of headings among them show that these were broken beside one another.
    guard let first = found.first, let last = found.last, !hasOtherLetters(first.match...last.match)
    else { return nil }
    let isComplete = found.count == usual.count && found.allSatisfy { isInOnePiece($0.match) }
    // Signs under columns that have none show that the headings came out in no order.
    guard isComplete,
      contents.allSatisfy({ content in
        content.map { placer.fits($0, inOrder: found.map(\.column), of: variant.columns) } ?? true
      })
    else { return nil }
    if found.allSatisfy({ $0.isBeside(found[0]) }),
      Set(found.map(\.place.slot)).count == found.count
    {
      return found.sorted { $0.place.slot < $1.place.slot }.map(\.column)
    }
    let lines = Set(found.map(\.line))
    // Where rows share the line of the headings, these may be parts of several lines.
    if lines.count == 1, contents.allSatisfy({ $0?.labelLine != found[0].line }) {
      return found.map(\.column)
    }
    let single = found.filter { !$0.isGrouped }.map(\.column)
    let grouped = found.filter(\.isGrouped).map(\.column)
    let hasTwoLines =
      lines.count == 2 && Set(found.filter(\.isGrouped).map(\.line)).count == 1
    guard hasTwoLines || lines.count == found.count else { return nil }
    if grouped.isEmpty { return hasTwoLines ? nil : single }
    // Headings under a common one are printed behind those of single columns.
    guard single == single.sorted() else { return nil }
    var rest = grouped[...]
    return usual.map { variant.columns[$0].group == nil ? $0 : rest.removeFirst() }
  }

  /// Whether letters that belong to no label stand among some labels.
  private func hasOtherLetters(_ matches: ClosedRange<Int>) -> Bool {
    zip(matches, matches.dropFirst()).contains { earlier, later in
      text.matches[earlier].letters.upperBound < text.matches[later].letters.lowerBound
    }
  }

  /// A column heading and where it stands.
  private struct PrintedHeading {
    let match: Int
    let column: Int

    /// Whether a common heading stands over it and others.
    let isGrouped: Bool
    let line: Int32
    let place: (slot: Int, width: Int32, grid: Int?)

    /// Whether both stand in the same grid, or in lines that separators divide alike.
    func isBeside(_ other: PrintedHeading) -> Bool {
      place.grid == other.place.grid
        && (place.grid != nil || place.width == other.place.width && place.width >= 3)
    }
  }

  /// Whether some headings, given in reading order, certainly stand in another order than in the form.
  ///
  /// Where rows have one line, the order of headings on several lines beside one another says nothing.
  private func hasOtherOrder(_ headings: [PrintedHeading], _ hasRowsOfOneLine: Bool) -> Bool {
    let ownLines = !hasRowsOfOneLine && Set(headings.map(\.line)).count == headings.count
    return headings.indices.contains { index in
      let earlier = headings[index]
      return headings[(index + 1)...].contains { later in
        guard earlier.column > later.column, earlier.place.grid == later.place.grid else {
          return false
        }
        // Those of single columns may be printed before all others, whatever their place.
        if later.isGrouped, !earlier.isGrouped { return false }
        if earlier.isBeside(later) { return earlier.place.slot < later.place.slot }
        return earlier.line == later.line || ownLines && earlier.isGrouped == later.isGrouped
      }
    }
  }

  /// Where the headings of a block's columns stand.
  private func headings(
    of variant: Skeleton.Variant,
    _ block: Int,
    _ chain: TableChain
  ) -> RowPlacer.Headings? {
    var headings = RowPlacer.Headings(
      slots: Array(repeating: nil, count: variant.columns.count),
      lineWidth: nil,
      grid: nil,
      matches: Array(repeating: nil, count: variant.columns.count)
    )
    var found = false
    for (match, item) in columnHeadings(of: variant, block, chain) {
      let letter = text.matches[match].letters.lowerBound
      let place = text.slot(ofLetter: letter)
      if found, headings.lineWidth != place.width || headings.grid != place.grid {
        headings.slots = Array(repeating: nil, count: variant.columns.count)
        headings.lineWidth = -1
      }
      if headings.lineWidth != -1 {
        headings.lineWidth = place.width
        headings.grid = place.grid
        headings.slots[item.column] = place.slot
      }
      headings.matches[item.column] = match
      found = true
    }
    return found ? headings : nil
  }

  /// The lines from one column heading of a table to the next, where most agree.
  private func headingStep(_ chain: TableChain) -> Int? {
    var matches: [Int] = []
    for (match, _) in chain.headings where matches.last != match { matches.append(match) }
    var counts: [Int: Int] = [:]
    for (earlier, later) in zip(matches, matches.dropFirst()) where later == earlier + 1 {
      let start = text.letters[text.matches[earlier].letters.upperBound - 1].line
      counts[Int(text.letters[text.matches[later].letters.lowerBound].line - start), default: 0] +=
        1
    }
    let best = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    return best.flatMap { $0.key > 0 ? $0.key : nil }
  }

  // MARK: Tables whose rows stand side by side

  private mutating func readSideBySide(_ index: Int) {
    let table = skeleton.tables[index]
    guard let block = table.blocks.first, let variant = block.variants.first else { return }
    let reader = SideBySideReader(table: index, skeleton: skeleton, text: text, placer: placer)
    // Every form prints this table alike; the form of the other tables decides.
    let readings = reader.read()
    guard !readings.isEmpty else { return }
    let form = likelyForm().flatMap { likely in
      block.variants.first { $0.form == likely }?.form
    }
    let copies = readings.map { reading in
      TableCopy(
        rows: reading.rows.map { ($0.row, form ?? variant.form, $0.placement) },
        range: reading.range
      )
    }
    readBlocks[form ?? variant.form] += 1
    keep(copies, of: table)
  }

  // MARK: Cells

  /// The values of a row with their place in the form.
  private struct PlacedRow {
    /// The position of the row's first cell among the cells of the form.
    let firstCell: Int
    let placement: RowPlacement
  }

  private mutating func store(_ placement: RowPlacement, ofRow row: Skeleton.Row, _ form: Int) {
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
            reading.map { $0 < 0 ? nil : figure(text.tokens[$0]) }
          }
        )
      )
    }
  }

  /// The cells of a form, in its order.
  private func cells(ofForm form: Int) -> [Cell] {
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

  private func cell(_ place: ColumnPlacement, _ column: Int, _ row: RowPlacement) -> Cell {
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
        let candidate = index < 0 ? nil : figure(text.tokens[index])
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

  private func figure(_ token: Token) -> Figure {
    Figure(significand: token.significand, fractionDigits: Int(token.fractionDigits))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, document.text[start] <= 0x20 { start += 1 }
    while end > start, document.text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}

extension [(match: Int, item: LabelItem)] {
  /// How many headings only one form has.
  fileprivate func ownMatches(of form: Int) -> Int {
    // All that a heading can stand for follows one another.
    var count = 0
    var start = 0
    while start < self.count {
      var end = start
      var isOwn = true
      while end < self.count, self[end].match == self[start].match {
        if self[end].item.form != form { isOwn = false }
        end += 1
      }
      if isOwn { count += 1 }
      start = end
    }
    return count
  }
}
