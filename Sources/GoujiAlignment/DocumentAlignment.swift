internal import GoujiDocument
internal import GoujiModel

/// The alignment of one document, while it is being made.
struct DocumentAlignment {
  let document: Document
  let skeleton: Skeleton
  let text: LabelledText

  /// By table, by block and by variant.
  let blockLabels: [[[BlockLabels]]]
  var placer: RowPlacer

  /// The year of the report, where it is known.
  let year: Int?

  /// The form on which the report is due, where its year is known.
  let dueForm: FormID?

  /// By form, the rows read so far.
  var rows: [[PlacedRow]]

  /// By form, how many cells were read.
  var readCells: [Int]

  /// By form, how many blocks of rows were found.
  var readBlocks: [Int]

  /// By form, how many blocks of rows the print leaves to no other form.
  var decidedBlocks: [Int]

  /// Whether the year of the report would tell more: the form of tables in which nothing printed does, or which
  /// of several years' columns or tables are its own.
  var needsYear = false
  var notes: [ReadingNote] = []
  var ranges: [Range<Int>] = []
  var openRows: [OpenRow] = []

  init(
    document: Document,
    skeleton: Skeleton,
    text: LabelledText,
    blockLabels: [[[BlockLabels]]],
    year: Int?,
    dueForm: FormID?
  ) {
    self.year = year
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
        needsYear: false
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
      needsYear: needsYear
    )
  }

  /// Whether every line that repeats an earlier one is gone.
  ///
  /// The forms print 信息内容 once for each of their parts; a text in which several parts follow one
  /// such heading was cleaned of its repetitions, and of figures with them.
  static func lostRepeatedLines(_ text: LabelledText) -> Bool {
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
  static func hasNoFigureTwice(_ text: LabelledText) -> Bool {
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

  func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
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

  /// How much better than all others the form of a block must fit to be told from its own rows alone.
  static let leastMargin = 0.75

  /// How much better than that of all other blocks another form must fit one: by a heading of its own.
  static let marginOfMixture = 2.5

  /// What a figure with a sign says against a form without changes; more than any headings that both have.
  static let weightOfSign = 5.0

  /// How many separators a line of a table has at most; more are in lines that were joined.
  static let widestLine = 24
}

extension [(match: Int, item: LabelItem)] {
  /// How many headings only one form has.
  func ownMatches(of form: Int) -> Int {
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
