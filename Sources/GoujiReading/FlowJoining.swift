// Sentences that programs broke into lines, and figures that they put on lines of their own.

extension FlowBuilder {
  /// Whether the piece that ends here goes on with the sentence of the piece before.
  ///
  /// Programs that lay text out break lines at a fixed width; programs that print every run of a
  /// page on a line of its own break sentences at figures.
  func joinsPrevious() -> Bool {
    guard startsLine, previousEndedLine, !afterGap, let previous = pieces.last else { return false }
    let units = units
    let before = previous.range
    let after = pieceStart..<count
    guard let last = units[before].last, let first = units[after].first else { return false }
    if Wording.isOrdinal(units, after) { return false }
    if Wording.endsSentence(last) && last != 0x3B { return false }
    if Wording.isTitleTail(units, after) && !Wording.isOrdinal(units, before) {
      return Wording.isTitleHead(units, before)
    }
    if Wording.closesClause(first) { return true }
    let widest = max(self.widest, previousWidth, width)
    guard widest >= 24, widest <= 200, !isHeading(before) else { return false }
    let isSentence = Wording.holdsComma(units, before)
    if Wording.isItem(units, before), !isSentence { return false }
    // Titles, names and menu lines have no comma on either side of the break.
    let isProse = isSentence || Wording.holdsComma(units, after)
    if previousWidth >= widest - 6 {
      guard isProse || units[before].contains(0x3001) else { return false }
    } else {
      // The first line of a paragraph may have been broken early, for an indent that was lost; a short
      // line above a title is no part of it.
      guard width >= widest - 6, last != 0x3B,
        isSentence || before.count <= 6 && (isProse || !Wording.endsInReport(units, after))
      else { return false }
    }
    return !Wording.isApparatus(units, before)
  }

  /// Whether the piece that ends here goes on behind a figure on a line of its own:
  /// `更新专栏`, `9`, `个,编发…`.
  ///
  /// Tables print figures on lines of their own too, but no unit or comma follows them.
  func completesFigure() -> Bool {
    guard startsLine, previousEndedLine, !afterGap, let figure = pieces.last, figure.startsLine,
      isFigureRun(figure.range)
    else { return false }
    let first = units[pieceStart]
    return Wording.closesClause(first) || first == 0x3002 || first == 0x4F59 || first == 0x4E07
      || FigureWording.shared.units.length(in: units, at: pieceStart, before: count) != nil
  }

  /// Whether the line before a figure is a sentence that goes on with it.
  func sentenceBreaksOff(before figure: Flow.Piece) -> Bool {
    guard !figure.afterGap, let before = pieces.last?.range, let last = units[before].last else {
      return false
    }
    switch last {
    case 0x3002, 0x21, 0x3F: return false
    default: return before.count >= 2 && !isFigureRun(before) && !isHeading(before)
    }
  }

  private func isHeading(_ range: Range<Int>) -> Bool {
    if Wording.isOrdinal(units, range) { return !Wording.holdsComma(units, range) }
    return range.count <= 30
      && (Wording.plainHeadings.contains(units[range])
        || Wording.annexWords.prefixLength(of: units[range]) != nil)
  }

  /// Whether a piece is a figure, a telephone number or an address alone: `2019`, `100%`.
  private func isFigureRun(_ range: Range<Int>) -> Bool {
    guard range.count <= 30 else { return false }
    return units[range].allSatisfy {
      Unit.isDigit($0) || Unit.isLatin($0) || ($0 >= 0x25 && $0 < 0x30)
    }
  }
}
