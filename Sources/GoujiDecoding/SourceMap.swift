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

    /// Bytes a character in the text, at least 1.
    package let textWidth: Int

    /// Bytes a character in the source; 0 for what was added to the text.
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
    guard !runs.isEmpty else { return textOffset }
    return runs[index(holding: textOffset)].sourceOffset(of: textOffset)
  }

  /// The source offset just behind the character that ends at a byte of the text.
  package func sourceEnd(of textOffset: Int) -> Int {
    guard textOffset > 0 else { return sourceOffset(of: 0) }
    guard !runs.isEmpty else { return textOffset }
    return runs[index(holding: textOffset - 1)].sourceEnd(of: textOffset)
  }

  /// This map followed by another: from this map's text to the other map's source.
  ///
  /// Runs of characters of this map that lie inside a run of the other one, and whose boundaries are
  /// boundaries of characters there, stay runs; what is left is mapped character by character.
  ///
  /// - Complexity: Linear in the runs of both maps and in the characters that lie across a boundary
  ///   between two runs of the other map.
  package func composed(with outer: SourceMap) -> SourceMap {
    guard let first = outer.runs.first else { return self }
    if outer.runs.count == 1, first.textWidth == first.sourceWidth {
      return shifted(by: first.sourceOffset - first.textOffset)
    }
    var composed: [Run] = []
    composed.reserveCapacity(runs.count + outer.runs.count)
    var outerIndex = 0
    for (index, run) in runs.enumerated() {
      let textEnd = index + 1 < runs.count ? runs[index + 1].textOffset : Int.max
      var textOffset = run.textOffset
      var position = run.sourceOffset
      while textOffset < textEnd {
        while outerIndex > 0, outer.runs[outerIndex].textOffset > position { outerIndex -= 1 }
        while outerIndex + 1 < outer.runs.count,
          outer.runs[outerIndex + 1].textOffset <= position
        {
          outerIndex += 1
        }
        if run.sourceWidth == 0 {
          let source = outer.runs[outerIndex].sourceOffset(of: position)
          composed.append(
            Run(
              textOffset: textOffset,
              sourceOffset: source,
              textWidth: run.textWidth,
              sourceWidth: 0
            )
          )
          break
        }
        let piece = run.piece(
          at: textOffset,
          mappedTo: position,
          in: outer,
          at: outerIndex,
          before: textEnd
        )
        composed.append(piece.run)
        guard let count = piece.characterCount else { break }
        textOffset += count * piece.run.textWidth
        position += count * piece.run.textWidth / run.textWidth * run.sourceWidth
      }
    }
    return SourceMap(runs: composed)
  }

  /// This map with another start of the source.
  private func shifted(by offset: Int) -> SourceMap {
    guard offset != 0 else { return self }
    return SourceMap(
      runs: runs.map {
        Run(
          textOffset: $0.textOffset,
          sourceOffset: $0.sourceOffset + offset,
          textWidth: $0.textWidth,
          sourceWidth: $0.sourceWidth
        )
      }
    )
  }

  /// The source of a range of the text, from the start of its first character to the end of its last.
  package func sourceRange(of range: Range<Int>) -> Range<Int> {
    guard !runs.isEmpty else { return range }
    var index = index(holding: range.lowerBound)
    let start = runs[index].sourceOffset(of: range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    // Most ranges end in the run in which they start, or soon after.
    let last = range.upperBound - 1
    var steps = 0
    while index + 1 < runs.count, runs[index + 1].textOffset <= last {
      index = steps < 4 ? index + 1 : self.index(holding: last)
      steps += 1
    }
    return start..<max(start, runs[index].sourceEnd(of: range.upperBound))
  }

  /// The index of the run that holds a byte of the text; there is at least one run.
  fileprivate func index(holding textOffset: Int) -> Int {
    let runs = runs.span
    var first = 0
    var count = runs.count
    while count > 1 {
      let half = count >> 1
      if runs[first + half].textOffset <= textOffset { first += half }
      count -= half
    }
    return first
  }
}

extension SourceMap {
  /// Looks up offsets without a search for each that is near the one before.
  package struct Cursor: Sendable {
    private let map: SourceMap

    /// The run that was looked into last, its position and where it ends in the text.
    private var index = 0
    private var run: Run
    private var end = 0

    package init(_ map: SourceMap) {
      self.map = map
      run = map.runs.first ?? Run(textOffset: 0, sourceOffset: 0, textWidth: 1, sourceWidth: 1)
      end = map.runs.count > 1 ? map.runs[1].textOffset : Int.max
    }

    /// As ``SourceMap/sourceOffset(of:)``.
    package mutating func sourceOffset(of textOffset: Int) -> Int {
      move(to: textOffset)
      return run.sourceOffset(of: textOffset)
    }

    /// As ``SourceMap/sourceEnd(of:)``.
    package mutating func sourceEnd(of textOffset: Int) -> Int {
      guard textOffset > 0 else { return map.sourceEnd(of: textOffset) }
      move(to: textOffset - 1)
      return run.sourceEnd(of: textOffset)
    }

    /// Makes the run that which holds a byte of the text.
    @inline(__always)
    private mutating func move(to textOffset: Int) {
      if textOffset < run.textOffset || textOffset >= end { search(for: textOffset) }
    }

    @inline(never)
    private mutating func search(for textOffset: Int) {
      let runs = map.runs
      guard !runs.isEmpty else { return }
      if textOffset >= end, index + 2 >= runs.count || runs[index + 2].textOffset > textOffset {
        index += 1
      } else {
        index = map.index(holding: textOffset)
      }
      run = runs[index]
      end = index + 1 < runs.count ? runs[index + 1].textOffset : Int.max
    }
  }
}

extension SourceMap.Run {
  fileprivate func sourceOffset(of offset: Int) -> Int {
    // The commonest run by far, and a division takes longer than the rest of the lookup.
    if textWidth == 1 { return sourceOffset + (offset - textOffset) * sourceWidth }
    return sourceOffset + (offset - textOffset) / textWidth * sourceWidth
  }

  fileprivate func sourceEnd(of offset: Int) -> Int {
    if textWidth == 1 { return sourceOffset + (offset - textOffset) * sourceWidth }
    return sourceOffset + ((offset - 1 - textOffset) / textWidth + 1) * sourceWidth
  }

  /// The longest start of the rest of this run that is one run in a composed map.
  ///
  /// - Parameters:
  ///   - offset: Where the rest starts in this run's text.
  ///   - position: Where it starts in this run's source, the outer map's text.
  ///   - outer: The map that follows.
  ///   - index: The run of the outer map that holds `position`.
  ///   - textEnd: Where this run ends; `Int.max` for the last one.
  /// - Returns: The run, and how many of its characters there are before another has to follow; `nil`
  ///   when it is the last one.
  fileprivate func piece(
    at offset: Int,
    mappedTo position: Int,
    in outer: SourceMap,
    at index: Int,
    before textEnd: Int
  ) -> (run: SourceMap.Run, characterCount: Int?) {
    let outerRun = outer.runs[index]
    let outerEnd = index + 1 < outer.runs.count ? outer.runs[index + 1].textOffset : Int.max
    let start = outerRun.sourceOffset(of: position)
    func piece(_ textWidth: Int, _ sourceWidth: Int, count: Int) -> (SourceMap.Run, Int?) {
      let run = SourceMap.Run(
        textOffset: offset,
        sourceOffset: start,
        textWidth: textWidth,
        sourceWidth: sourceWidth
      )
      let isLast = textEnd == Int.max && outerEnd == Int.max
      return (run, isLast ? nil : max(1, count))
    }
    let room = min(
      outerEnd == Int.max ? Int.max / 8 : outerEnd - position,
      textEnd == Int.max ? Int.max / 8 : (textEnd - offset) / textWidth * sourceWidth
    )
    let isAligned =
      outerRun.textWidth == 1 || (position - outerRun.textOffset) % outerRun.textWidth == 0
    if isAligned, textWidth == 1, sourceWidth == 1, room >= outerRun.textWidth {
      // Bytes of this run are bytes of the outer run's characters.
      return piece(outerRun.textWidth, outerRun.sourceWidth, count: room / outerRun.textWidth)
    }
    if isAligned, sourceWidth % outerRun.textWidth == 0, room >= sourceWidth {
      // Each character of this run is one or several of the outer run.
      let width = sourceWidth / outerRun.textWidth * outerRun.sourceWidth
      return piece(textWidth, width, count: room / sourceWidth)
    }
    let end = outer.sourceEnd(of: position + sourceWidth)
    return (
      SourceMap.Run(
        textOffset: offset,
        sourceOffset: start,
        textWidth: textWidth,
        sourceWidth: max(0, end - start)
      ),
      1
    )
  }
}

/// Builds a source map character by character, joining those of equal width.
package struct SourceMapBuilder: Sendable {
  private var runs: [SourceMap.Run] = []
  private var runTextOffset = 0
  private var runSourceOffset = 0
  private var textWidth = 0
  private var sourceWidth = 0

  /// Where the next character goes in the text.
  package private(set) var textOffset = 0

  /// Just behind the last character in the source.
  package private(set) var sourceOffset: Int

  /// A map whose text starts at some offset of its source.
  package init(sourceOffset: Int = 0) {
    self.sourceOffset = sourceOffset
  }

  /// Adds characters that follow the one before without a gap.
  @inline(__always)
  package mutating func append(
    textWidth width: Int,
    sourceWidth otherWidth: Int,
    count: Int = 1
  ) {
    if width != textWidth || otherWidth != sourceWidth {
      startRun(textWidth: width, sourceWidth: otherWidth)
    }
    textOffset += width * count
    sourceOffset += otherWidth * count
  }

  /// The map of the characters so far.
  package consuming func finish() -> SourceMap {
    startRun(textWidth: 1, sourceWidth: 1)
    if runs.isEmpty {
      return .shifted(by: sourceOffset)
    }
    return SourceMap(runs: runs)
  }

  private mutating func startRun(textWidth width: Int, sourceWidth otherWidth: Int) {
    if textWidth > 0 {
      runs.append(
        SourceMap.Run(
          textOffset: runTextOffset,
          sourceOffset: runSourceOffset,
          textWidth: textWidth,
          sourceWidth: sourceWidth
        )
      )
    }
    runTextOffset = textOffset
    runSourceOffset = sourceOffset
    textWidth = width
    sourceWidth = otherWidth
  }
}
