/// A list that one owner fills, empties and fills again.
///
/// Nobody shares it, so that an element more costs a look at the room and no more.
struct Pile<Element>: ~Copyable {
  private var room: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(1, capacity)
    room = .allocate(capacity: self.capacity)
  }

  deinit {
    room.deinitialize(count: count)
    room.deallocate()
  }

  var isEmpty: Bool { count == 0 }
  var last: Element? { count > 0 ? room[count &- 1] : nil }

  /// Valid until the pile changes.
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: room, count: count) }

  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return room[index]
    }
    set {
      assert(index >= 0 && index < count)
      room[index] = newValue
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (room + count).initialize(to: element)
    count &+= 1
  }

  mutating func insert(_ element: Element, at index: Int) {
    append(element)
    for position in stride(from: count - 1, to: index, by: -1) {
      room[position] = room[position - 1]
    }
    room[index] = element
  }

  mutating func removeLast() {
    precondition(count > 0)
    count -= 1
    (room + count).deinitialize(count: 1)
  }

  /// Makes it empty; its room stays.
  @inline(__always)
  mutating func removeAll() {
    room.deinitialize(count: count)
    count = 0
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: room, count: count)
    room.deallocate()
    room = larger
    capacity *= 2
  }
}
