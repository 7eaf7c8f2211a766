internal import CICU

/// A text in some encoding; empty when the encoding does not have all of its characters.
public func encoded(_ text: String, in encoding: String) -> [UInt8] {
  switch encoding {
  case "UTF-8": return Array(text.utf8)
  case "UTF-16LE": return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  case "UTF-16BE": return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  default:
    let units = Array(text.utf16)
    var bytes = [UInt8](repeating: 0, count: units.count * 4 + 16)
    let count = cicu_encode(encoding, units, Int32(units.count), &bytes, Int32(bytes.count))
    return Array(bytes.prefix(max(0, Int(count))))
  }
}
