internal import GoujiDecoding

// Finds each piece of text again in the source.
extension PageSession {
  /// Takes a piece of text.
  ///
  /// - Parameters:
  ///   - bytes: Text after its character references were resolved; never both text and a reference.
  ///   - offset: How far the parser has come.
  mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    lastEvent = offset
    if hiddenDepth > 0 {
      if title != nil, hiddenDepth == 1 { title?.bytes.append(contentsOf: bytes) }
      return
    }
    let start = offset - bytes.count
    // No reference writes more than four bytes, and none stands just behind a tag.
    let isPlain = bytes.count > 4 || start > 0 && start <= source.count && source[start - 1] == 0x3E
    if isPlain, start >= textEnd, offset <= source.count, holds(bytes, at: start) {
      append(bytes, at: start)
    } else if let reference = reference(for: bytes, endingAt: offset) {
      append(bytes, for: reference)
    } else if let start = place(of: bytes, around: offset) {
      append(bytes, at: start)
    }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    textEnd = start + bytes.count
    if start < textResumes {
      // The parser leaves control characters out of what it hands over.
      let passedOver = source[start..<textResumes].count {
        $0 >= 0x20 || (0x09...0x0D).contains($0) && $0 != 0x0B && $0 != 0x0C
      }
      // Where they stand is then known roughly, and the rest begins with a whole character all the same.
      let rest = bytes.dropFirst(passedOver).drop { $0 & 0xC0 == 0x80 }
      builder.append(
        UnsafeBufferPointer(rebasing: rest),
        sourceOffset: min(textResumes, textEnd, source.count - rest.count)
      )
    } else if bytes.count == 1, bytes[0] == 0x3C, let end = endOfBogusComment(at: start) {
      textResumes = end
    } else {
      builder.append(bytes, sourceOffset: start)
    }
  }

  /// The end of what browsers take for a comment, such as Word's `<![if !supportLists]>`.
  private func endOfBogusComment(at start: Int) -> Int? {
    guard start + 1 < source.count, source[start + 1] == 0x21 || source[start + 1] == 0x2F else {
      return nil
    }
    guard let end = firstIndex(of: 0x3E, in: UnsafeRawBufferPointer(source), from: start) else {
      return source.count
    }
    return end + 1
  }

  func holds(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    occurs(bytes, at: offset, in: source)
  }

  /// The character reference that a text of one character stands for, if it does.
  ///
  /// - Returns: Its range in the source. An ampersand that starts no known reference is a range of one
  ///   byte.
  private func reference(
    for bytes: UnsafeBufferPointer<UInt8>,
    endingAt offset: Int
  ) -> Range<Int>? {
    guard bytes.count <= 4, offset <= source.count, offset > textEnd else { return nil }
    let isAmpersand = bytes.count == 1 && bytes[0] == 0x26
    var start = offset
    if source[start - 1] == 0x3B { start -= 1 }
    while start > textEnd {
      let byte = source[start - 1]
      let isNamePart = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      // The parser takes any letters behind an ampersand for a name, and some signs.
      let isRareNamePart =
        byte >= 0x80 || byte == 0x2D || byte == 0x2E || byte == 0x3A || byte == 0x5F
      guard isNamePart || byte == 0x23 || isAmpersand && isRareNamePart else { break }
      start -= 1
    }
    guard start > textEnd, source[start - 1] == 0x26 else { return nil }
    start -= 1
    let isNumber = start + 1 < offset && source[start + 1] == 0x23
    let isUnknown = isAmpersand && source[offset - 1] != 0x3B && !isNumber
    return start..<(isUnknown ? start + 1 : offset)
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, for reference: Range<Int>) {
    textEnd = reference.upperBound
    guard reference.lowerBound >= textResumes else { return }
    if reference.count == 1, let known = UnclosedReference(in: source, at: reference.upperBound) {
      // Browsers know some references without the semicolon, the parser does not: it takes the
      // ampersand for text and hands over the name next.
      textResumes = reference.upperBound + known.length
      known.withCharacter {
        builder.append(
          character: $0,
          sourceOffset: reference.lowerBound,
          sourceWidth: 1 + known.length
        )
      }
      return
    }
    // Numbers from 128 to 159 mean characters of Windows-1252, here as in browsers.
    if bytes.count == 2, bytes[0] == 0xC2, bytes[1] < 0xA0 {
      withWindows1252Character(bytes[1]) {
        builder.append(
          character: $0,
          sourceOffset: reference.lowerBound,
          sourceWidth: reference.count
        )
      }
      return
    }
    builder.append(
      character: bytes,
      sourceOffset: reference.lowerBound,
      sourceWidth: reference.count
    )
  }

  /// Where a text stands that does not end where the parser is.
  ///
  /// The parser cuts long runs before their last character is consumed, hands over a lone `<` before
  /// it is, and drops characters that XML does not allow.
  private func place(of bytes: UnsafeBufferPointer<UInt8>, around offset: Int) -> Int? {
    for ahead in 0...4 {
      let start = offset - bytes.count + ahead
      if start >= textEnd, holds(bytes, at: start) { return start }
    }
    // Dropped characters stand between: the text starts somewhat earlier.
    var start = min(offset, source.count) - bytes.count
    let lowest = max(textEnd, start - 4096)
    while start > lowest {
      start -= 1
      if source[start] == bytes[0] { return start }
    }
    return nil
  }
}
