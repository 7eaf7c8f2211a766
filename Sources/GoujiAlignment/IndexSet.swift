/// Small whole numbers, none negative, one bit each.
struct IndexSet: Sendable {
  private var words: [UInt64] = []

  func contains(_ index: Int) -> Bool {
    index >> 6 < words.count && words[index >> 6] & 1 << UInt64(index & 63) != 0
  }

  mutating func insert(_ indices: ClosedRange<Int>) {
    while words.count <= indices.upperBound >> 6 { words.append(0) }
    for index in indices { words[index >> 6] |= 1 << UInt64(index & 63) }
  }
}
