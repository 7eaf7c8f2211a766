import GoujiDecoding

@testable import GoujiDocument

/// A document from the bytes of a file.
func document(_ bytes: [UInt8]) throws -> Document {
  Document.parse(try decode(bytes))
}

/// A document from the inside of a page's body.
func body(_ markup: String) throws -> Document {
  try document(Array("<!DOCTYPE html><html><body>\(markup)</body></html>".utf8))
}

/// The text of a document, with `|` behind each cell and `/` between the lines of one.
func shownText(_ document: Document) -> String {
  String(
    decoding: document.text.map { byte in
      switch byte {
      case Document.cellEnd: UInt8(ascii: "|")
      case Document.cellLineBreak: UInt8(ascii: "/")
      default: byte
      }
    },
    as: UTF8.self
  )
}

/// A grid as text: a line for each row that has cells, each cell as `column:text`, with its rows and
/// columns in brackets where they are more than one.
func shown(_ grid: Grid, in document: Document) -> String {
  var lines: [Int: [String]] = [:]
  for cell in grid.cells {
    let text = document.string(cell.range).replacing("\u{B}", with: "/")
    let spans = cell.rowSpan > 1 || cell.columnSpan > 1
    lines[cell.row, default: []].append(
      "\(cell.column):\(text)" + (spans ? "[\(cell.rowSpan)x\(cell.columnSpan)]" : "")
    )
  }
  return lines.keys.sorted().map { lines[$0, default: []].joined(separator: " ") }
    .joined(separator: "\n")
}

/// The only grid of a page as text, or how many there are.
func onlyGrid(_ document: Document) -> String {
  guard document.grids.count == 1, let grid = document.grids.first else {
    return "\(document.grids.count) grids"
  }
  return shown(grid, in: document)
}
