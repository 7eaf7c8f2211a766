import GoujiDecoding

extension Flow {
  /// The characters of a range as printed, without what the flow leaves out.
  func printed(_ range: Range<Int>) -> String {
    guard !range.isEmpty, !pieces.isEmpty else { return "" }
    var index = pieceIndex(of: range.lowerBound)
    if range.upperBound <= Int(pieces[index].end) { return printed(inPiece: range) }
    var text = ""
    while index < pieces.count, Int(pieces[index].start) < range.upperBound {
      text += printed(inPiece: pieces[index].range.clamped(to: range))
      index += 1
    }
    return text
  }

  /// As ``printed(_:)``, for a range inside a piece.
  func printed(inPiece range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    var next = firstBreak(behind: range.lowerBound)
    guard next < breaks.count, Int(breaks[next]) < range.upperBound else {
      return String(validUTF8: UnsafeBufferPointer(rebasing: text[textRange(range)]))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(textRange(range).count)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = next < breaks.count ? min(range.upperBound, Int(breaks[next])) : range.upperBound
      if units[start] == Unit.space {
        bytes.append(UInt8(ascii: " "))
      } else {
        bytes += text[textRange(start..<end)]
      }
      start = end
      next += 1
    }
    return bytes.withUnsafeBufferPointer { String(validUTF8: $0) }
  }

  /// The position among ``breaks`` of the first one behind a unit.
  fileprivate func firstBreak(behind unit: Int) -> Int {
    var low = 0
    var high = breaks.count
    while low < high {
      let middle = (low + high) / 2
      if Int(breaks[middle]) <= unit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Counts the bytes of a piece's printed text before its units, quickest for one unit after another.
  struct ByteCounter {
    private let flow: Flow
    private let firstByte: Int

    /// The position among ``Flow/breaks`` of the first one behind the unit asked for last.
    private var nextBreak: Int
    private let firstBreak: Int

    /// The bytes left out before that unit.
    private var leftOut = 0

    /// - Parameters:
    ///   - flow: The flow.
    ///   - start: The unit, inside a piece, at which the printed text begins.
    init(_ flow: Flow, from start: Int) {
      self.flow = flow
      firstByte = Int(flow.offsets[start])
      firstBreak = flow.firstBreak(behind: start)
      nextBreak = firstBreak
    }

    /// The bytes of the characters of a range.
    mutating func bytes(of range: Range<Int>) -> Range<Int> {
      let start = byte(of: range.lowerBound)
      guard !range.isEmpty else { return start..<start }
      return start..<(byte(of: range.upperBound - 1) + flow.printedByteCount(range.upperBound - 1))
    }

    private mutating func byte(of unit: Int) -> Int {
      while nextBreak < flow.breaks.count, Int(flow.breaks[nextBreak]) <= unit {
        leftOut += flow.leftOut(before: Int(flow.breaks[nextBreak]))
        nextBreak += 1
      }
      while nextBreak > firstBreak, Int(flow.breaks[nextBreak - 1]) > unit {
        nextBreak -= 1
        leftOut -= flow.leftOut(before: Int(flow.breaks[nextBreak]))
      }
      return Int(flow.offsets[unit]) - firstByte - leftOut
    }
  }

  /// The bytes of the text between a unit and the one before.
  private func leftOut(before unit: Int) -> Int {
    Int(offsets[unit]) - Int(offsets[unit - 1]) - printedByteCount(unit - 1)
  }

  /// The bytes that a unit's character takes where it is printed.
  private func printedByteCount(_ unit: Int) -> Int {
    units[unit] == Unit.space ? 1 : characterEnd(unit) - Int(offsets[unit])
  }
}
