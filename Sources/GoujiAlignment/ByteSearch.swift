extension [UInt8] {
  /// Where some bytes stand next, by Horspool's method: most bytes are passed over unread.
  func firstOccurrence(of piece: ArraySlice<UInt8>, from start: Int) -> Int? {
    guard let last = piece.last else { return nil }
    // How far the byte at the end of the window lets it move.
    var shifts = [UInt8](repeating: UInt8(clamping: piece.count), count: 256)
    for (index, byte) in piece.dropLast().enumerated() where piece.count - 1 - index < 256 {
      shifts[Int(byte)] = UInt8(piece.count - 1 - index)
    }
    var end = start + piece.count - 1
    while end < count {
      if self[end] == last, self[(end + 1 - piece.count)...end].elementsEqual(piece) {
        return end + 1 - piece.count
      }
      end += Int(shifts[Int(self[end])])
    }
    return nil
  }
}
