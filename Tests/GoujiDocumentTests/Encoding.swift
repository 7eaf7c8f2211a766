import CICU

/// A text in some encoding; empty when the encoding does not have all of its characters.
func encoded(_ text: String, in encoding: String) -> [UInt8] {
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

/// The way back.
func decoded(_ bytes: [UInt8], from encoding: String) -> String {
  guard encoding != "UTF-8" else { return String(decoding: bytes, as: UTF8.self) }
  guard let converter = cicu_converter_open(encoding, 1) else { return "" }
  defer { cicu_converter_close(converter) }
  var units = [UInt16](repeating: 0, count: bytes.count + 16)
  var offsets = [Int32](repeating: 0, count: units.count)
  var consumed: Int32 = 0
  var status: Int32 = 0
  let count = cicu_converter_decode(
    converter,
    bytes,
    Int32(bytes.count),
    1,
    &consumed,
    &units,
    Int32(units.count),
    &offsets,
    &status
  )
  return String(decoding: units.prefix(Int(count)), as: UTF16.self)
}
