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

/// Whether a style keeps its element from being shown.
func hidesElement(style: UnsafePointer<UInt8>) -> Bool {
  let styleStart = UnsafeRawPointer(style)
  var rest = styleStart
  // Few values start with n or h, so most declarations cost no more than finding their colons.
  while let colon = strchr(rest.assumingMemoryBound(to: CChar.self), 0x3A) {
    rest = UnsafeRawPointer(colon) + 1
    var value = rest.assumingMemoryBound(to: UInt8.self)
    while value.pointee == 0x20 || (0x09...0x0D).contains(value.pointee) { value += 1 }
    let property: StaticString
    switch value.pointee | 0x20 {
    case 0x6E where starts(value, with: "none"): property = "display"
    case 0x68 where starts(value, with: "hidden"): property = "visibility"
    default: continue
    }
    var nameEnd = UnsafeRawPointer(colon) - styleStart
    while nameEnd > 0, style[nameEnd - 1] <= 0x20 { nameEnd -= 1 }
    let nameStart = nameEnd - property.utf8CodeUnitCount
    guard nameStart >= 0, starts(style + nameStart, with: property) else { continue }
    if nameStart == 0 || style[nameStart - 1] <= 0x20 || style[nameStart - 1] == 0x3B {
      return true
    }
  }
  return false
}

/// Whether a text with a closing NUL starts with a word, in letters of either case.
private func starts(_ text: UnsafePointer<UInt8>, with word: StaticString) -> Bool {
  word.withUTF8Buffer { letters in
    for (index, letter) in letters.enumerated() where text[index] | 0x20 != letter { return false }
    return true
  }
}
