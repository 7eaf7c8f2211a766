internal import GoujiDecoding
package import GoujiModel

/// Finds places in the file of a document, quickest for ranges that are near the one asked for before.
package struct PlaceFinder: Sendable {
  private let lineStarts: [Int]
  private var map: SourceMap.Cursor

  /// The line that was found last, counted from 0, and where the next one begins.
  private var line = 0
  private var lineStart = 0
  private var lineEnd = 0

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
    if offset < lineStart || offset >= lineEnd {
      line = lineStarts.line(at: offset) - 1
      lineStart = line < lineStarts.count ? lineStarts[line] : 0
      lineEnd = line + 1 < lineStarts.count ? lineStarts[line + 1] : Int.max
    }
    return line + 1
  }
}
