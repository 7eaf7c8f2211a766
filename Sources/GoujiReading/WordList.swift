/// Words to look for at the start, at the end or inside of a run of units.
///
/// The words are sorted by their first and by their last units into buckets, most of which are empty:
/// most questions are answered without looking at a word.
struct WordList: Sendable {
  /// The units of all words, one after another, and where those of each word begin.
  private let letters: [UInt16]
  private let starts: [Int]
  private let firsts: Buckets
  private let lasts: Buckets

  /// The words with a unit of some remainder, in their order.
  private struct Buckets: Sendable {
    private let starts: [UInt16]
    private let members: [UInt16]

    init(_ units: [UInt16]) {
      var ends = [UInt16](repeating: 0, count: 129)
      for unit in units { ends[Int(unit & 127) + 1] += 1 }
      for bucket in 1..<ends.count { ends[bucket] += ends[bucket - 1] }
      starts = ends
      var members = [UInt16](repeating: 0, count: units.count)
      for (index, unit) in units.enumerated() {
        let bucket = Int(unit & 127)
        members[Int(ends[bucket])] = UInt16(index)
        ends[bucket] += 1
      }
      self.members = members
    }

    /// The first word with a unit that is wanted, by its number.
    @inline(__always)
    func first(at unit: UInt16, _ isWanted: (Int) -> Bool) -> Int? {
      let bucket = Int(unit & 127)
      var slot = Int(starts[bucket])
      let end = Int(starts[bucket &+ 1])
      while slot < end {
        let word = Int(members[slot])
        if isWanted(word) { return word }
        slot &+= 1
      }
      return nil
    }
  }

  /// - Parameter words: None empty; where several fit, the one that comes first counts.
  init(_ words: [String]) {
    let words = words.map(\.units)
    letters = Array(words.joined())
    starts = words.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    firsts = Buckets(words.compactMap(\.first))
    lasts = Buckets(words.compactMap(\.last))
  }

  /// The length of the word that begins at a position and ends before `end`; `nil` for none.
  func length(in units: Units, at position: Int, before end: Int) -> Int? {
    index(in: units, at: position, before: end).map(length)
  }

  func length(of index: Int) -> Int { starts[index + 1] - starts[index] }

  /// Which word begins at a position, counted from 0.
  func index(in units: Units, at position: Int, before end: Int) -> Int? {
    guard position < end else { return nil }
    return firsts.first(at: units[position]) { fits($0, in: units, at: position, before: end) }
  }

  /// The length of the word that ends a slice; `nil` for none.
  func suffixLength(of slice: UnitSlice) -> Int? {
    suffixIndex(of: slice).map(length)
  }

  /// Which word ends a slice, counted from 0.
  func suffixIndex(of slice: UnitSlice) -> Int? {
    guard let last = slice.last else { return nil }
    return lasts.first(at: last) { index in
      let start = slice.endIndex - length(of: index)
      return start >= slice.startIndex
        && fits(index, in: slice.base, at: start, before: slice.endIndex)
    }
  }

  /// The length of the word that begins a slice; `nil` for none.
  func prefixLength(of slice: UnitSlice) -> Int? {
    length(in: slice.base, at: slice.startIndex, before: slice.endIndex)
  }

  /// Whether any word stands in a slice.
  func occurs(in slice: UnitSlice) -> Bool {
    for position in slice.startIndex..<slice.endIndex
    where index(in: slice.base, at: position, before: slice.endIndex) != nil {
      return true
    }
    return false
  }

  /// Whether a slice is one of the words.
  func contains(_ slice: UnitSlice) -> Bool {
    guard let first = slice.first else { return false }
    return firsts.first(at: first) { index in
      length(of: index) == slice.count
        && fits(index, in: slice.base, at: slice.startIndex, before: slice.endIndex)
    } != nil
  }

  @inline(__always)
  private func fits(_ index: Int, in units: Units, at position: Int, before end: Int) -> Bool {
    let start = starts[index]
    let count = starts[index + 1] - start
    guard position &+ count <= end else { return false }
    // Most words of a bucket differ in the first character already.
    var offset = 0
    while offset < count {
      if units[position &+ offset] != letters[start &+ offset] { return false }
      offset &+= 1
    }
    return true
  }
}

extension UnitSlice {
  func ends(with suffix: [UInt16]) -> Bool {
    count >= suffix.count && self[(endIndex - suffix.count)...].begins(with: suffix)
  }

  func begins(with prefix: [UInt16]) -> Bool {
    guard count >= prefix.count else { return false }
    for offset in prefix.indices where self[startIndex + offset] != prefix[offset] { return false }
    return true
  }
}

extension [UInt16] {
  func ends(with suffix: [UInt16]) -> Bool {
    withUnsafeBufferPointer { $0[...].ends(with: suffix) }
  }

  func holds(_ word: [UInt16]) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    return withUnsafeBufferPointer { units in
      (0...(count - word.count)).contains { index in
        units[index] == first && units[index...].begins(with: word)
      }
    }
  }
}
