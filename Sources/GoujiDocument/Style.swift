#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// The length of a text with a closing NUL.
func length(of text: UnsafePointer<UInt8>) -> Int {
  strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
}

/// Whether a style keeps its element from being shown, or strikes out what it says.
///
/// What is hidden and transparent at once, as the articles of some sites are, a script fades in when the
/// page has been loaded.
func hidesElement(style: UnsafePointer<UInt8>) -> Bool {
  let styleStart = UnsafeRawPointer(style)
  var rest = styleStart
  var isInvisible = false
  var isTransparent = false
  // Few values start with n, h, l or 0, so most declarations cost no more than finding their colons.
  while let colon = strchr(rest.assumingMemoryBound(to: CChar.self), 0x3A) {
    rest = UnsafeRawPointer(colon) + 1
    var value = rest.assumingMemoryBound(to: UInt8.self)
    while value.pointee == 0x20 || (0x09...0x0D).contains(value.pointee) { value += 1 }
    let property: StaticString
    switch value.pointee | 0x20 {
    case 0x6E where starts(value, with: "none"): property = "display"
    case 0x68 where starts(value, with: "hidden"): property = "visibility"
    case 0x6C where starts(value, with: "line-through"): property = "text-decoration"
    case 0x30 where !isDigitOrPoint(value[1]): property = "opacity"
    default: continue
    }
    var nameEnd = UnsafeRawPointer(colon) - styleStart
    while nameEnd > 0, style[nameEnd - 1] <= 0x20 { nameEnd -= 1 }
    let nameStart = nameEnd - property.utf8CodeUnitCount
    guard nameStart >= 0, starts(style + nameStart, with: property) else { continue }
    guard nameStart == 0 || style[nameStart - 1] <= 0x20 || style[nameStart - 1] == 0x3B else {
      continue
    }
    switch value.pointee | 0x20 {
    case 0x6E, 0x6C: return true
    case 0x68: isInvisible = true
    default: isTransparent = true
    }
  }
  return isInvisible && !isTransparent
}

private func isDigitOrPoint(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || byte == 0x2E
}

/// Whether a text with a closing NUL starts with a word, in letters of either case.
private func starts(_ text: UnsafePointer<UInt8>, with word: StaticString) -> Bool {
  word.withUTF8Buffer { letters in
    for (index, letter) in letters.enumerated() where text[index] | 0x20 != letter { return false }
    return true
  }
}
