/// Many words as one tree of characters, to be looked for all at once.
///
/// Most characters of a text begin no word and cost one look into a table.
struct WordTree: Sendable {
  /// The node behind each character that a word begins with, 0 for none; ``signBit`` for signs.
  private var firsts: [UInt16] = []
  private static let signBit: UInt16 = 0x8000
  private var nodes: [Node] = []

  /// The edges between nodes, each in the slot that its hash names or in one of those behind it.
  private var edges: [Edge] = []

  private struct Node: Sendable {
    /// The word that ends here; −1 for none.
    var word: Int32 = -1

    /// One bit for each remainder by 64 of a character that leads on from here.
    var children: UInt64 = 0
  }

  private struct Edge: Sendable {
    /// The node above and the character, as ``WordTree/key(_:_:)`` joins them; 0 for a slot that is free.
    var key: UInt32 = 0
    var node: UInt16 = 0
  }

  /// What begins at a position: a word, or a sign that is none.
  enum Hit {
    case word(Int, end: Int)
    case sign(UInt16)
  }

  /// - Parameters:
  ///   - words: None empty, none twice.
  ///   - signs: Characters to be found where no word begins.
  init(_ words: [[UInt16]], signs: [UInt16]) {
    firsts = [UInt16](repeating: 0, count: 0x10000)
    // Node 0 stands for "none".
    nodes = [Node()]
    let letterCount = words.reduce(0) { $0 + $1.count }
    var slotCount = 16
    while slotCount < 2 * letterCount { slotCount *= 2 }
    edges = [Edge](repeating: Edge(), count: slotCount)
    for (number, word) in words.enumerated() {
      if firsts[Int(word[0])] == 0 { firsts[Int(word[0])] = addNode() }
      var node = Int(firsts[Int(word[0])])
      for unit in word.dropFirst() { node = child(of: node, adding: unit) }
      nodes[node].word = Int32(number)
    }
    for sign in signs { firsts[Int(sign)] |= Self.signBit }
  }

  private mutating func addNode() -> UInt16 {
    nodes.append(Node())
    return UInt16(nodes.count - 1)
  }

  private mutating func child(of node: Int, adding unit: UInt16) -> Int {
    let key = Self.key(node, unit)
    var slot = Self.slot(of: key, last: edges.count - 1)
    while edges[slot].key != 0 {
      if edges[slot].key == key { return Int(edges[slot].node) }
      slot = (slot + 1) & (edges.count - 1)
    }
    nodes[node].children |= 1 << UInt64(unit & 63)
    edges[slot] = Edge(key: key, node: addNode())
    return nodes.count - 1
  }

  @inline(__always)
  private static func key(_ node: Int, _ unit: UInt16) -> UInt32 {
    UInt32(truncatingIfNeeded: node) << 16 | UInt32(unit)
  }

  /// The slot to look into first.
  @inline(__always)
  private static func slot(of key: UInt32, last: Int) -> Int {
    Int((key &* 0x9E37_79B1) >> 16) & last
  }

  /// Moves a position to the next word or sign.
  ///
  /// - Parameters:
  ///   - units: Folded characters.
  ///   - position: Where to begin; where it was found.
  ///   - end: Where words and signs begin no more.
  ///   - limit: Where words end at the latest.
  /// - Returns: The longest word, or the sign; `nil` for none before `end`.
  @inline(__always)
  func next(
    in units: Units,
    from position: inout Int,
    before end: Int,
    limit: Int
  ) -> Hit? {
    firsts.withUnsafeBufferPointer { firsts in
      while position < end {
        let first = firsts[Int(units[position])]
        if first != 0 {
          let node = first & ~Self.signBit
          if node != 0 {
            var wordEnd = position
            let word = longestWord(in: units, behind: &wordEnd, Int(node), limit)
            if word >= 0 { return .word(word, end: wordEnd) }
          }
          if first & Self.signBit != 0 { return .sign(units[position]) }
        }
        position &+= 1
      }
      return nil
    }
  }

  /// Finds the longest word from a character on.
  ///
  /// - Parameters:
  ///   - units: Folded characters.
  ///   - position: The character; the end of the word, where one was found.
  ///   - first: The character's node.
  ///   - limit: Where words end at the latest.
  /// - Returns: The word; −1 for none.
  @inline(__always)
  private func longestWord(
    in units: Units,
    behind position: inout Int,
    _ first: Int,
    _ limit: Int
  ) -> Int {
    nodes.withUnsafeBufferPointer { nodes in
      edges.withUnsafeBufferPointer { edges in
        let lastSlot = edges.count &- 1
        var node = first
        var next = position &+ 1
        var found = -1
        while true {
          let word = Int(nodes[node].word)
          if word >= 0 {
            found = word
            position = next
          }
          guard next < limit else { return found }
          let unit = units[next]
          guard nodes[node].children >> UInt64(unit & 63) & 1 != 0 else { return found }
          let key = Self.key(node, unit)
          var slot = Self.slot(of: key, last: lastSlot)
          while edges[slot].key != key {
            guard edges[slot].key != 0 else { return found }
            slot = (slot &+ 1) & lastSlot
          }
          node = Int(edges[slot].node)
          next &+= 1
        }
      }
    }
  }
}
