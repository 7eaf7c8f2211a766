package import GoujiDecoding
package import GoujiModel

/// What a file says, in reading order, with the way back to its bytes.
///
/// A page and a flattened text come out alike: one text, and for a page the grids of its tables over
/// it. Lines of the text are the blocks of a page (headings, paragraphs, list items, table rows), or
/// the lines of a flattened text as they are. A flattened text may still hold some markup, even whole
/// tables; it comes out with its lines as they are, without the tags, and with grids for the tables.
package struct Document: Sendable {
  package let kind: Kind

  /// The visible text in UTF-8.
  ///
  /// The cells of a grid are each followed by ``cellEnd``, its rows each by a line feed; what a cell
  /// breaks into lines is divided by ``cellLineBreak`` there.
  package let text: [UInt8]

  /// The tables of a page that hold data, in reading order; empty for a flattened text.
  package let grids: [Grid]

  /// The longest lines of ``text`` where it was read as it is and they are known.
  package let longestLines: LongestLines?

  /// What the page says about itself outside its text, in printed order.
  package let metadata: [Metadata]

  /// What the parser had to mend, with offsets into ``text``.
  package let repairs: [Repair]

  /// From offsets into ``text`` to offsets into the bytes of the file.
  package let sourceMap: SourceMap

  /// The first byte of each line of the file, ascending, starting with 0.
  package let lineStarts: [Int]

  package enum Kind: String, Sendable {
    /// A page, or a text that holds tables as markup.
    case html
    case text
  }

  /// A title or a `meta` element.
  package struct Metadata: Sendable, Hashable {
    /// `title`, or the element's `name` or `property` as printed, such as `PubDate`.
    package let name: String
    package let value: String

    /// The whole element or tag.
    package let place: SourcePlace

    package init(name: String, value: String, place: SourcePlace) {
      self.name = name
      self.value = value
      self.place = place
    }
  }

  /// U+001F, unit separator.
  package static let cellEnd: UInt8 = 0x1F

  /// U+000B, line tabulation.
  package static let cellLineBreak: UInt8 = 0x0B

  package init(
    kind: Kind,
    text: [UInt8],
    grids: [Grid],
    longestLines: LongestLines? = nil,
    metadata: [Metadata] = [],
    repairs: [Repair],
    sourceMap: SourceMap,
    lineStarts: [Int]
  ) {
    self.kind = kind
    self.text = text
    self.grids = grids
    self.longestLines = longestLines
    self.metadata = metadata
    self.repairs = repairs
    self.sourceMap = sourceMap
    self.lineStarts = lineStarts
  }

  /// The place in the file of a range of ``text``.
  package func place(of range: Range<Int>) -> SourcePlace {
    let source = sourceMap.sourceRange(of: range)
    return SourcePlace(
      line: lineStarts.line(at: source.lowerBound),
      offset: source.lowerBound,
      length: source.count
    )
  }

  /// The line of the file, counted from 1, that holds a byte of it.
  package func line(at offset: Int) -> Int {
    lineStarts.line(at: offset)
  }

  /// A range of ``text`` as a string.
  package func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }
}

/// A table of a page after its spans were resolved.
package struct Grid: Sendable {
  /// The part of the text that the table covers.
  package let range: Range<Int>
  package let rowCount: Int
  package let columnCount: Int

  /// The cells in reading order, each once, at its top left corner.
  package let cells: [GridCell]

  package init(range: Range<Int>, rowCount: Int, columnCount: Int, cells: [GridCell]) {
    self.range = range
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.cells = cells
  }
}

/// One cell of a grid.
package struct GridCell: Sendable {
  /// Both counted from 0.
  package let row: Int
  package let column: Int

  /// How many rows and columns it covers, at least 1, after clipping.
  package let rowSpan: Int
  package let columnSpan: Int

  /// The cell's text without the ``Document/cellEnd`` that follows; empty for an empty cell.
  package let range: Range<Int>

  package init(row: Int, column: Int, rowSpan: Int, columnSpan: Int, range: Range<Int>) {
    self.row = row
    self.column = column
    self.rowSpan = rowSpan
    self.columnSpan = columnSpan
    self.range = range
  }
}

/// Something that the parser mended to make a grid of a table, or left out.
package struct Repair: Sendable, Hashable {
  package let kind: Kind
  package let offset: Int

  package enum Kind: String, Sendable, CaseIterable {
    case clippedRowSpan = "clipped_row_span"
    case clippedColumnSpan = "clipped_column_span"
    case overlappingCells = "overlapping_cells"
    case zeroSpan = "zero_span"
    case unevenRows = "uneven_rows"
    case depthLimit = "depth_limit"
    case tagLengthLimit = "tag_length_limit"
    case sizeLimit = "size_limit"

    /// Whether it concerns one table, rather than all of the page behind it.
    package var isOfTable: Bool {
      switch self {
      case .clippedRowSpan, .clippedColumnSpan, .overlappingCells, .zeroSpan, .unevenRows: true
      case .depthLimit, .tagLengthLimit, .sizeLimit: false
      }
    }
  }

  package init(kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
