internal import GoujiDecoding
package import GoujiModel

/// Finds places in the file of a document, quickest for ranges that are near the one asked for before.
package struct PlaceFinder: Sendable {
  private let lineStarts: [Int]
  private var map: SourceMap.Cursor

  /// The line, counted from 0, that was found last.
  private var line = 0

  package init(_ document: Document) {
    lineStarts = document.lineStarts
    map = SourceMap.Cursor(document.sourceMap)
  }

  /// As ``Document/place(of:)``.
  package mutating func place(of range: Range<Int>) -> SourcePlace {
    let start = map.sourceOffset(of: range.lowerBound)
    let end = range.isEmpty ? start : map.sourceEnd(of: range.upperBound)
    return SourcePlace(line: line(at: start), offset: start, length: max(0, end - start))
  }

  private mutating func line(at offset: Int) -> Int {
    for _ in 0..<8 {
      if line + 1 < lineStarts.count, lineStarts[line + 1] <= offset {
        line += 1
      } else if line > 0, lineStarts[line] > offset {
        line -= 1
      } else {
        return line + 1
      }
    }
    line = lineStarts.line(at: offset) - 1
    return line + 1
  }
}
