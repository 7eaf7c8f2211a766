import GoujiDecoding
import GoujiDocument
import GoujiModel

/// Folded characters, wherever they are kept.
typealias Units = UnsafeBufferPointer<UInt16>

/// A run of units, with their positions in the whole.
typealias UnitSlice = Slice<Units>

/// The text outside the tables, one unit a character, with spellings made alike.
///
/// Spaces, Markdown marks, left-over tags and frames drawn of lines are gone; a line that a program
/// had wrapped is whole again. Every unit knows its place in the document.
///
/// Its memory belongs to the call of ``reading(_:without:_:)`` that lent it.
struct Flow {
  /// Folded characters; pieces end with ``Unit/lineEnd`` or ``Unit/cellEnd``.
  let units: Units

  /// The byte of the document's text where each unit starts.
  let offsets: UnsafeBufferPointer<Int32>

  /// What stands between two separators, in reading order.
  let pieces: UnsafeBufferPointer<Piece>

  /// Positions of units with ``CharacterTable/Role/trigger``, and of the first divider of a date in
  /// figures, ascending.
  let triggers: UnsafeBufferPointer<Int32>

  /// The first digits of numbers, ascending.
  let numbers: UnsafeBufferPointer<Int32>

  /// Units inside pieces that the text does not print right behind the one before, ascending.
  ///
  /// Something was left out between them, or one of them is a ``Unit/space``.
  let breaks: UnsafeBufferPointer<Int32>

  /// The document's text.
  let text: UnsafeBufferPointer<UInt8>

  struct Piece {
    var start: Int32
    var end: Int32

    /// Whether it is the first of its line.
    var startsLine: Bool

    /// Whether an empty line or a table comes before it.
    var afterGap: Bool

    /// Whether a table comes before it.
    var afterTable: Bool

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// Lends the flow of a document.
  ///
  /// - Parameters:
  ///   - document: A parsed page or text.
  ///   - tableRanges: Ranges of the document's text to leave out, ascending.
  ///   - body: What is done with the flow, which must not outlive it.
  /// - Returns: What `body` returns.
  static func reading<Result>(
    _ document: Document,
    without tableRanges: [Range<Int>],
    _ body: (Flow) -> Result
  ) -> Result {
    CharacterTable.shared.lend { table in
      document.text.withUnsafeBufferPointer { text in
        // Each byte makes one unit at most, the ends of tables and of the text make one more.
        let capacity = text.count + tableRanges.count + 1
        return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: capacity) { units in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: capacity) { offsets in
            var builder = FlowBuilder(
              text,
              hasMarkup: document.kind == .text,
              table: table,
              units: units,
              offsets: offsets
            )
            builder.add(outside: tableRanges)
            return builder.lend(body)
          }
        }
      }
    }
  }
}

extension Document {
  /// A line of text that is no file, such as the title in the head of a page.
  static func line(_ text: String) -> Document {
    Document(
      kind: .html,
      text: Array(text.utf8),
      grids: [],
      repairs: [],
      sourceMap: .shifted(by: 0),
      lineStarts: [0]
    )
  }
}

// MARK: Looking up

extension Flow {
  func matches(_ pattern: [UInt16], at position: Int, before end: Int) -> Bool {
    guard position >= 0, position + pattern.count <= end else { return false }
    for index in pattern.indices where units[position + index] != pattern[index] { return false }
    return true
  }

  /// Whether a pattern ends just before a position, not reaching before `start`.
  func matches(_ pattern: [UInt16], endingAt position: Int, after start: Int) -> Bool {
    position - pattern.count >= start
      && matches(pattern, at: position - pattern.count, before: position)
  }

  /// The piece that holds a unit.
  func pieceIndex(of unit: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if Int(pieces[middle].start) <= unit { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// The bytes of the document's text that a range of units covers.
  @inline(__always)
  func textRange(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, range.upperBound <= offsets.count else { return 0..<0 }
    let start = Int(offsets[range.lowerBound])
    return start..<max(start, characterEnd(range.upperBound - 1))
  }

  /// The byte behind the character of a unit.
  @inline(__always)
  func characterEnd(_ index: Int) -> Int {
    let start = Int(offsets[index])
    guard start < text.count else { return text.count }
    return min(text.count, start + Unit.byteCount(leading: text[start]))
  }

  /// Whether something left out, such as a space, stands before a unit.
  @inline(__always)
  func hasGap(before index: Int) -> Bool {
    index > 0 && Int(offsets[index]) > characterEnd(index - 1)
  }
}
