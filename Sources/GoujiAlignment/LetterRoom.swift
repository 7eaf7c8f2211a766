/// The letters of a text while they are found, in room that is lent for as many as the text can hold.
///
/// The room is looked at once a sentence; an array would be at each letter, and count its owners.
struct LetterRoom {
  private let room: UnsafeMutableBufferPointer<Letter>
  private(set) var count = 0

  /// - Parameter room: Room that nothing was written to; it must outlive this.
  init(_ room: UnsafeMutableBufferPointer<Letter>) {
    self.room = room
  }

  var isEmpty: Bool { count == 0 }
  var last: Letter? { count > 0 ? room[count &- 1] : nil }

  /// Makes sure that there is room for the letters of some bytes, each of which takes three.
  func requireRoom(forLettersOf byteCount: Int) {
    precondition(3 * (room.count - count) >= byteCount - 2)
  }

  /// Writes a letter for which room was required, not counting it yet.
  @inline(__always)
  func write(_ letter: Letter, at index: Int) {
    assert(index >= count && index < room.count)
    room.initializeElement(at: index, to: letter)
  }

  /// Counts the letters that were written before an index.
  mutating func extend(to index: Int) { count = index }
}
