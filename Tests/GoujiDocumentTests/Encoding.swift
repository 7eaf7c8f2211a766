import CICU

/// The text of bytes in some encoding.
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
