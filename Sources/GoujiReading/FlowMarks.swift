import GoujiDocument

// The signs of ASCII that are more than themselves: spaces, ends of lines and cells, markup.

extension FlowBuilder {
  /// - Returns: The position behind what was read.
  mutating func addASCII(
    _ byte: UInt8,
    _ position: Int,
    _ end: Int
  ) -> Int {
    switch byte {
    case UInt8(ascii: " "):
      spaces += 1
    case UInt8(ascii: "\n"):
      endLine()
    case UInt8(ascii: "\r"), Document.cellLineBreak:
      break
    case UInt8(ascii: "\t"), UInt8(ascii: "|"), Document.cellEnd:
      endCell()
    case UInt8(ascii: "*") where hasMarkup:
      // "**一、概述** 2017年,…": a bold heading ends at its marks although the line goes on.
      var next = position
      while next < end, text[next] == byte { next += 1 }
      let isApart = position == 0 || spaces > 0 || (next < end && text[next] == 0x20)
      if isApart { endCell() }
      return next
    case UInt8(ascii: "#"), UInt8(ascii: "`"), UInt8(ascii: "\\"):
      if !hasMarkup { append(UInt16(byte), at: position, length: 1) }
    case UInt8(ascii: "<") where hasMarkup:
      if let next = endOfTag(position, end) { return next }
      append(UInt16(byte), at: position, length: 1)
    case UInt8(ascii: "]") where hasMarkup:
      append(UInt16(byte), at: position, length: 1)
      return endOfLink(position + 1, end) ?? position + 1
    case UInt8(ascii: "&") where hasMarkup:
      return addEntity(position, end)
    case UInt8(ascii: "("):
      if let next = endOfReading(position, end) { return next }
      append(UInt16(byte), at: position, length: 1)
    case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "_"):
      return addDash(byte, position, end)
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ":"):
      append(UInt16(byte), at: position, length: 1)
      if byte == UInt8(ascii: ":") || endsInYear(count - 1) {
        noteTrigger()
      }
    default:
      append(UInt16(byte), at: position, length: 1)
    }
    return position + 1
  }

  /// Rules drawn of dashes part cells; a dash and a space open a list item.
  private mutating func addDash(
    _ byte: UInt8,
    _ position: Int,
    _ end: Int
  ) -> Int {
    var next = position + 1
    while next < end,
      text[next] == UInt8(ascii: "-") || text[next] == UInt8(ascii: "=")
        || text[next] == UInt8(ascii: "+") || text[next] == UInt8(ascii: "_")
    {
      next += 1
    }
    if next - position >= 3 {
      endCell()
      return next
    }
    if count == pieceStart, next < end, text[next] == UInt8(ascii: " ") { return next }
    append(UInt16(byte), at: position, length: 1)
    if byte == UInt8(ascii: "-"), endsInYear(count - 1) {
      noteTrigger()
    }
    return position + 1
  }

  /// Whether four digits stand before a position, and no fifth.
  private func endsInYear(_ position: Int) -> Bool {
    guard position - pieceStart >= 4 else { return false }
    for index in position - 4..<position where !Unit.isDigit(units[index]) { return false }
    return position - pieceStart == 4 || !Unit.isDigit(units[position - 5])
  }

  /// The end of a tag such as `<strong>` or `<span style="…">` that a converter left in the text.
  ///
  /// Block tags part pieces. `<中华人民共和国…条例>` is a book title in angle brackets, no tag.
  private mutating func endOfTag(
    _ position: Int,
    _ end: Int
  ) -> Int? {
    var next = position + 1
    guard next < end else { return nil }
    if text[next] == UInt8(ascii: "/") { next += 1 }
    let nameStart = next
    while next < end, Unit.isLatin(UInt16(text[next])) || Unit.isDigit(UInt16(text[next])) {
      next += 1
    }
    let nameLength = next - nameStart
    guard nameLength > 0 else { return nil }
    let limit = min(end, position + 600)
    while next < limit, text[next] != UInt8(ascii: ">") {
      if text[next] == UInt8(ascii: "<") { return nil }
      next += 1
    }
    guard next < limit else { return nil }
    let isInline =
      nameLength == 1
      ? [UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "i"), UInt8(ascii: "u")]
        .contains(text[nameStart] | 0x20)
      : (nameLength == 2 && text[nameStart] | 0x20 == UInt8(ascii: "e"))
        || (nameLength >= 4
          && (text[nameStart] | 0x20 == UInt8(ascii: "s")
            || text[nameStart] | 0x20 == UInt8(ascii: "f")))
    if !isInline { endCell() }
    return next + 1
  }

  /// The end of the address behind a Markdown link: `[公开目录](/list.asp?id=65)`.
  private func endOfLink(
    _ position: Int,
    _ end: Int
  ) -> Int? {
    guard position < end, text[position] == UInt8(ascii: "(") else { return nil }
    var next = position + 1
    let limit = min(end, position + 400)
    while next < limit, text[next] != UInt8(ascii: ")") {
      if text[next] == UInt8(ascii: "\n") || text[next] >= 0x80 { return nil }
      next += 1
    }
    return next < limit ? next + 1 : nil
  }

  private mutating func addEntity(
    _ position: Int,
    _ end: Int
  ) -> Int {
    var next = position + 1
    while next < end, next - position < 8, Unit.isLatin(UInt16(text[next])) { next += 1 }
    guard next < end, text[next] == UInt8(ascii: ";"), next - position >= 3 else {
      append(UInt16(text[position]), at: position, length: 1)
      return position + 1
    }
    if text[position + 1] == UInt8(ascii: "n") {
      spaces += 1
    } else {
      append(UInt16(UInt8(ascii: ">")), at: position, length: 1)
    }
    return next + 1
  }

  /// The end of a reading in Latin letters behind a character: 規(guī)章.
  private func endOfReading(
    _ position: Int,
    _ end: Int
  ) -> Int? {
    guard count > 0, Unit.isIdeograph(units[count - 1]) else { return nil }
    var next = position + 1
    var letters = 0
    while next < end, next - position < 14, text[next] != UInt8(ascii: ")") {
      let byte = text[next]
      // Letters with tone marks lie in U+00C0 to U+01FF.
      let isLetter =
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0xC3 && byte <= 0xC7)
        || (byte >= 0x80 && byte < 0xC0)
      guard isLetter else { return nil }
      letters += 1
      next += 1
    }
    guard letters > 0, next < end, text[next] == UInt8(ascii: ")") else { return nil }
    return next + 1
  }
}
