/// What the attributes of a tag say of how it is shown.
struct TagAttributes {
  var isHidden = false
  var isSelected = false
  var columnSpan = 1
  var rowSpan = 1
}

/// The whole number at the start of a value, as HTML reads it: `"2"`, `" 2px"`.
func integer(_ value: UnsafePointer<UInt8>?) -> Int? {
  guard var rest = value else { return nil }
  while rest.pointee == 0x20 || (0x09...0x0D).contains(rest.pointee) { rest += 1 }
  guard (0x30...0x39).contains(rest.pointee) else { return nil }
  var number = 0
  while (0x30...0x39).contains(rest.pointee) {
    // Far above any limit that is put on it.
    if number < 1 << 30 { number = number * 10 + Int(rest.pointee) - 0x30 }
    rest += 1
  }
  return number
}
