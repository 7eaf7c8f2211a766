internal import GoujiDecoding

/// The first byte of each line of a file, from its text.
///
/// A line ends with a line feed, or with a carriage return in a file that has no line feed at all.
func lineStarts(of decoded: DecodedText) -> [Int] {
  let feed: UInt8 = 0x0A
  let lines = lineStarts(of: decoded, endedBy: feed)
  return lines.count > 1 ? lines : lineStarts(of: decoded, endedBy: 0x0D)
}

private func lineStarts(of decoded: DecodedText, endedBy end: UInt8) -> [Int] {
  var starts = [0]
  var cursor = SourceMap.Cursor(decoded.sourceMap)
  decoded.utf8.withUnsafeBytes { bytes in
    var position = 0
    while let index = firstIndex(of: end, in: bytes, from: position) {
      position = index + 1
      starts.append(cursor.sourceEnd(of: position))
    }
  }
  return starts
}

extension [Int] {
  /// The line, counted from 1, that holds a byte, in an ascending list of first bytes.
  func line(at offset: Int) -> Int {
    let starts = span
    var first = 0
    var count = starts.count
    while count > 1 {
      let half = count >> 1
      if starts[first + half] <= offset { first += half }
      count -= half
    }
    return first + 1
  }
}
