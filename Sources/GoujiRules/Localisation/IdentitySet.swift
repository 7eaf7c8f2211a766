/// Identities of one form, by their positions: a set as cheap as a number.
struct IdentitySet: Hashable, Sendable {
  /// How many identities a form can have.
  static let capacity = 128

  private var bits: UInt128

  init() {
    bits = 0
  }

  init(_ identities: some Sequence<Int>) {
    self.init()
    for identity in identities { insert(identity) }
  }

  var isEmpty: Bool { bits == 0 }
  var count: Int { bits.nonzeroBitCount }

  /// The least of the identities; 128 in an empty set.
  var first: Int { bits.trailingZeroBitCount }

  func contains(_ identity: Int) -> Bool { bits & (1 << UInt128(identity)) != 0 }

  mutating func insert(_ identity: Int) { bits |= 1 << UInt128(identity) }

  mutating func remove(_ identity: Int) { bits &= ~(1 << UInt128(identity)) }

  func intersection(_ other: IdentitySet) -> IdentitySet { IdentitySet(bits: bits & other.bits) }

  func isDisjoint(with other: IdentitySet) -> Bool { bits & other.bits == 0 }

  func isSubset(of other: IdentitySet) -> Bool { bits & ~other.bits == 0 }

  private init(bits: UInt128) {
    self.bits = bits
  }
}

extension IdentitySet: Sequence {
  /// The identities in ascending order.
  func makeIterator() -> Iterator { Iterator(rest: self) }

  struct Iterator: IteratorProtocol {
    fileprivate var rest: IdentitySet

    mutating func next() -> Int? {
      guard !rest.isEmpty else { return nil }
      let first = rest.first
      rest.remove(first)
      return first
    }
  }
}
