// The fields between separators.
extension LabelledText {
  /// Divides what stands behind a label into fields.
  func divide(
    _ content: inout RowContent,
    from start: Int,
    to end: Int,
    letters range: Range<Int>
  ) {
    var index = start
    while index < end, !isSeparator(index) {
      if tokens[index].isValue { return }
      index += 1
    }
    guard index < end else { return }
    var field = RowContent.Field(start: tokens[index].end)
    if tokens[index].kind == .pipe, tokens[index].significand > 1 {
      appendTight(&content, index, count: Int(tokens[index].significand) - 1)
    }
    var letter = range.lowerBound
    while letter < range.upperBound, letters[letter].offset < field.start { letter += 1 }
    content.isDelimited = true
    content.fields.reserveCapacity(Self.usualColumns)
    index += 1
    // What stands before the next label in its line is that row's and closes nothing of this one.
    var end = end
    while end > index, tokens[end - 1].line == content.nextLine,
      isSeparator(end - 1) || tokens[end - 1].isValue, content.nextLine != content.labelLine
    {
      end -= 1
    }
    while index < end {
      let token = tokens[index]
      if token.isValue {
        if field.value >= 0 { content.isDelimited = false }
        field.value = index
      } else if token.kind == .stray {
        field.hasText = true
      } else if isSeparator(index) {
        var lettersInField = 0
        var isUnit = true
        while letter < range.upperBound, letters[letter].offset < token.start {
          lettersInField += 1
          if lettersInField > 2 || !unitLetters.contains(letters[letter].letter) { isUnit = false }
          letter += 1
        }
        if lettersInField > 0 { field.hasText = field.hasText || !isUnit }
        field.end = token.start
        field.slot = slot(ofSeparator: index)
        let count = token.kind == .pipe ? Int(token.significand) : 1
        if field.value < 0, !field.hasText, count > 1 {
          appendTight(&content, index, count: count)
        } else {
          content.fields.append(field)
          if count > 1 { appendTight(&content, index, count: count - 1) }
        }
        field = RowContent.Field(start: token.end)
        content.endsClosed = true
      }
      index += 1
    }
    if let last = (start..<end).last(where: { !isSeparator($0) }),
      field.value >= 0 || field.hasText && tokens[last].line == content.labelLine
    {
      field.end = tokens[last].end
      field.slot = slots[last]
      content.fields.append(field)
      content.endsClosed = false
    }
    // In a line that several rows share, words behind the last value begin the next label.
    if content.nextLine == content.labelLine,
      let last = content.fields.lastIndex(where: { $0.value >= 0 }),
      let words = content.fields[last...].firstIndex(where: \.hasText)
    {
      content.fields.removeSubrange(words...)
      content.endsClosed = true
      content.endsInWords = true
    }
  }

  /// The fields between the first separator of a range and the last.
  func fields(_ range: Range<Int>) -> [RowContent.Field] {
    var content = RowContent(row: 0)
    content.nextLine = -1
    divide(&content, from: range.lowerBound, to: range.upperBound, letters: 0..<0)
    return content.fields
  }

  /// Appends the fields that have no room between the separators at a token.
  private func appendTight(_ content: inout RowContent, _ index: Int, count: Int) {
    let token = tokens[index]
    let first = slot(ofSeparator: index) + Int32(max(0, Int(token.significand) - count))
    for place in 0..<min(count, 64) {
      var field = RowContent.Field(start: token.start, end: token.start)
      field.slot = first + Int32(place)
      field.isTight = true
      content.fields.append(field)
    }
  }

  /// The position of the field that a separator ends.
  private func slot(ofSeparator index: Int) -> Int32 {
    gridPosition(of: index).map { Int32($0.column) } ?? slots[index]
  }

  func isSeparator(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .pipe, .cellEnd: true
    case .tab: tabsSeparate
    case .figure, .mark, .stray, .rule, .counter: false
    }
  }
}
