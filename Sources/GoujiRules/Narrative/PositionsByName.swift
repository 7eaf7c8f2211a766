/// The positions of some items by the numbers of their names, in the order of the items under each
/// name.
struct PositionsByName: Sendable {
  /// The positions of one name behind those of another, and where each begins.
  let positions: [Int]
  private let starts: [Int]

  /// Sorts items by the number that `name` gives for the name of the item at a position, `nil` for none.
  @inline(__always)
  init(count: Int, name: (Int) -> Int?) {
    var last = -1
    for position in 0..<count {
      if let name = name(position), name > last { last = name }
    }
    var starts = [Int](repeating: 0, count: last + 3)
    for position in 0..<count {
      if let name = name(position) { starts[name + 2] += 1 }
    }
    for name in 0..<(last + 2) { starts[name + 1] += starts[name] }
    var positions = [Int](repeating: 0, count: starts[last + 2])
    for position in 0..<count {
      guard let name = name(position) else { continue }
      positions[starts[name + 1]] = position
      starts[name + 1] += 1
    }
    self.positions = positions
    self.starts = starts
  }

  /// The positions of a name; empty for one that no item has.
  subscript(name: Int) -> ArraySlice<Int> { positions[range(of: name)] }

  /// Where in ``positions`` those of a name stand; empty for one that no item has.
  func range(of name: Int) -> Range<Int> {
    name + 1 < starts.count ? starts[name]..<starts[name + 1] : 0..<0
  }
}
