/// The way from offsets into a text back to offsets into the bytes it came from.
///
/// The text is divided into runs; inside a run every character takes the same number of bytes on
/// either side, so a run of any length is one entry and a lookup is a binary search.
package struct SourceMap: Sendable, Hashable {
  /// A stretch of characters of equal width.
  package struct Run: Sendable, Hashable {
    /// The first byte of the run in the text and in the source.
    package let textOffset: Int
    package let sourceOffset: Int

    /// Bytes a character on either side, at least 1.
    package let textWidth: Int
    package let sourceWidth: Int

    package init(textOffset: Int, sourceOffset: Int, textWidth: Int, sourceWidth: Int) {
      self.textOffset = textOffset
      self.sourceOffset = sourceOffset
      self.textWidth = textWidth
      self.sourceWidth = sourceWidth
    }
  }

  /// Ascending in both offsets, the first at text offset 0.
  package let runs: [Run]

  package init(runs: [Run]) {
    self.runs = runs
  }

  /// A text that is its source from some offset on, as UTF-8 behind a byte-order mark.
  package static func shifted(by offset: Int) -> SourceMap {
    SourceMap(runs: [Run(textOffset: 0, sourceOffset: offset, textWidth: 1, sourceWidth: 1)])
  }

  /// The source offset of the character that starts at, or holds, a byte of the text.
  package func sourceOffset(of textOffset: Int) -> Int {
    guard let run = run(holding: textOffset) else { return textOffset }
    return run.sourceOffset + (textOffset - run.textOffset) / run.textWidth * run.sourceWidth
  }

  /// The source offset just behind the character that ends at a byte of the text.
  package func sourceEnd(of textOffset: Int) -> Int {
    guard textOffset > 0 else { return sourceOffset(of: 0) }
    guard let run = run(holding: textOffset - 1) else { return textOffset }
    return run.sourceOffset
      + ((textOffset - 1 - run.textOffset) / run.textWidth + 1) * run.sourceWidth
  }

  /// This map followed by another: from this map's text to the other map's source.
  package func composed(with outer: SourceMap) -> SourceMap {
    if outer.runs.count == 1, let only = outer.runs.first, only.textWidth == only.sourceWidth {
      return SourceMap(
        runs: runs.map {
          Run(
            textOffset: $0.textOffset,
            sourceOffset: $0.sourceOffset + only.sourceOffset,
            textWidth: $0.textWidth,
            sourceWidth: $0.sourceWidth
          )
        }
      )
    }
    // The outer map may change its widths inside a run of this one: cut the run there.
    var composed: [Run] = []
    for (index, run) in runs.enumerated() {
      let textEnd = index + 1 < runs.count ? runs[index + 1].textOffset : Int.max
      var textOffset = run.textOffset
      var position = run.sourceOffset
      while textOffset < textEnd {
        let (outerRun, outerEnd) = outer.runAndEnd(holding: position)
        composed.append(
          Run(
            textOffset: textOffset,
            sourceOffset: outer.sourceOffset(of: position),
            textWidth: run.textWidth == run.sourceWidth ? outerRun.textWidth : run.textWidth,
            sourceWidth: outerRun.sourceWidth
          )
        )
        guard outerEnd != Int.max else { break }
        let characters = max(1, (outerEnd - position + run.sourceWidth - 1) / run.sourceWidth)
        textOffset += characters * run.textWidth
        position += characters * run.sourceWidth
      }
    }
    return SourceMap(runs: composed)
  }

  private func run(holding textOffset: Int) -> Run? {
    runs.isEmpty ? nil : runAndEnd(holding: textOffset).run
  }

  private func runAndEnd(holding textOffset: Int) -> (run: Run, end: Int) {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].textOffset <= textOffset { low = middle + 1 } else { high = middle }
    }
    let index = max(0, low - 1)
    return (runs[index], index + 1 < runs.count ? runs[index + 1].textOffset : Int.max)
  }
}
