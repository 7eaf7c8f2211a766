/// Looks up the parser's names by their addresses, which stand for them during one parse.
struct PageNames<Value> {
  private var entries: [(address: UInt, value: Value)?] = Array(repeating: nil, count: 256)

  @inline(__always)
  mutating func value(
    of name: UnsafePointer<UInt8>,
    _ make: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let address = UInt(bitPattern: name)
    let index = Int(truncatingIfNeeded: (address >> 3 ^ address >> 11) & 0xFF)
    if let entry = entries[index], entry.address == address { return entry.value }
    let value = make(UnsafeBufferPointer(start: name, count: length(of: name)))
    entries[index] = (address, value)
    return value
  }
}
