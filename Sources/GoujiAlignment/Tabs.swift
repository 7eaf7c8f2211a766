extension TokenStream {
  /// Whether tabs stand around cells that have a line each, and hardly ever between two of one line.
  var hasTabsAround: Bool {
    var alone = 0
    var divided = 0
    var first = 0
    while first < tokens.count {
      let line = tokens[first].line
      var next = first
      while next < tokens.count, tokens[next].line == line { next += 1 }
      let tabs = (first..<next).filter { tokens[$0].kind == .tab }
      if tabs.count >= 2 {
        let pieces = pieces(of: first..<next)
        if pieces > 1 { divided += 1 }
        // Where nothing but a label stands among tabs, its row may lack all of its cells.
        if pieces == 1, (first..<next).contains(where: { tokens[$0].kind == .figure }) {
          alone += 1
        }
      }
      first = next
    }
    return alone >= Self.leastLinesAlone && alone >= divided * Self.linesAloneOfDivided
  }

  /// How many pieces of a line its tabs divide.
  private func pieces(of line: Range<Int>) -> Int {
    let number = tokens[line.lowerBound].line
    var count = 0
    var isOpen = false
    var letter = Int(tokens[line.lowerBound].letter)
    // Letters before the first token of the line.
    if letter > 0, letters[letter - 1].line == number { isOpen = true }
    for index in line {
      if Int(tokens[index].letter) > letter { isOpen = true }
      letter = Int(tokens[index].letter)
      if tokens[index].kind == .tab {
        if isOpen { count += 1 }
        isOpen = false
      } else {
        isOpen = true
      }
    }
    if letter < letters.count, letters[letter].line == number { isOpen = true }
    return count + (isOpen ? 1 : 0)
  }

  /// How many such cells are no chance, and how many there are for each line that tabs divide.
  private static let leastLinesAlone = 12
  private static let linesAloneOfDivided = 8
}
