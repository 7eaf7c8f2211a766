import GoujiModel

// Sentences about the report, its period and the years that the text speaks of.

extension IdentityReading {
  /// Cited laws and notices make the sentence about who compiled a report long.
  private static let longestSentence = 200

  /// Reads 由某局编制 and 由某局按照…编制, the period, and the years that the text speaks of.
  mutating func readSentences() {
    for end in landmarks.compilations {
      let piece = flow.pieces[flow.pieceIndex(of: end - 1)].range
      let words = flow.units[max(piece.lowerBound, end - Self.longestSentence)..<end]
      guard let by = words.lastIndex(of: 0x7531) else { continue }
      var nameEnd = by + 1
      while nameEnd < end, Unit.isIdeograph(flow.units[nameEnd]) || isBracket(nameEnd),
        Wording.compilers.length(in: flow.units, at: nameEnd, before: end) == nil
      {
        nameEnd += 1
      }
      guard nameEnd < end, let name = trimmedName((by + 1)..<nameEnd) else { continue }
      claim(name, from: .text, weight: Weight.sentence)
    }
    readPeriod()
    readSpokenYears()
  }

  /// Reads 自2018年1月1日起至2018年12月31日止 and 截至2020年12月31日.
  private mutating func readPeriod() {
    var opening: DatePhrase?
    for date in landmarks.dates {
      if date.month == 1, date.day == 1 {
        opening = date
        // 2018年1月1日至12月31日
        let end = date.range.upperBound
        if flow.matches(Self.untilYearEnd, at: end, before: flow.units.count) {
          claim(year: date, from: .period, weight: Weight.period)
        }
      } else if date.month == 12, date.day == 31 {
        let start = date.range.lowerBound
        let isEnd = Self.untilWords.suffixLength(of: flow.units[max(0, start - 4)..<start]) != nil
        let follows =
          opening.map { start - $0.range.upperBound < 6 && $0.year == date.year } ?? false
        if isEnd || follows { claim(year: date, from: .period, weight: Weight.period) }
      }
    }
  }

  private static let untilYearEnd = "至12月31日".units
  private static let untilWords = WordList(["截至", "截止", "到", "至", "止"])

  /// Whether a position lies inside 《…》.
  private func isCited(_ position: Int, in piece: Range<Int>) -> Bool {
    flow.units[max(piece.lowerBound, position - Self.longestLead)..<position].last {
      $0 == 0x3C || $0 == 0x3E
    } == 0x3C
  }

  /// Reads 2020年,我省… at the head of paragraphs: the year named most often.
  private mutating func readSpokenYears() {
    var counts: [(phrase: DatePhrase, count: Int)] = []
    for date in landmarks.dates where !date.isFull {
      let piece = flow.pieces[flow.pieceIndex(of: date.range.lowerBound)].range
      guard
        piece.lowerBound == date.range.lowerBound || date.isYearOfReport
          // "Page 14 - 2019年报_某局", the running title of a leaf.
          || flow.units[date.range.upperBound] == 0x62A5,
        date.range.upperBound < piece.upperBound, piece.count > 12,
        !isCited(date.range.lowerBound, in: piece)
      else { continue }
      if let index = counts.firstIndex(where: { $0.phrase.year == date.year }) {
        counts[index].count += 1
      } else {
        counts.append((date, 1))
      }
    }
    guard let most = counts.max(by: { $0.count < $1.count }) else { return }
    claim(year: most.phrase, from: .text, weight: Weight.text)
  }
}
