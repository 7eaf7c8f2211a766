/// The letters of a text while they are found, in room that is lent for as many as the text can hold.
///
/// A letter more costs a look at the room and no more; an array would count its owners at each sentence.
struct LetterRoom {
  private let room: UnsafeMutableBufferPointer<Letter>
  private(set) var count = 0

  /// - Parameter room: Room that nothing was written to; it must outlive this.
  init(_ room: UnsafeMutableBufferPointer<Letter>) {
    self.room = room
  }

  var isEmpty: Bool { count == 0 }
  var last: Letter? { count > 0 ? room[count &- 1] : nil }

  @inline(__always)
  mutating func append(_ letter: Letter) {
    precondition(count < room.count)
    room.initializeElement(at: count, to: letter)
    count &+= 1
  }
}
