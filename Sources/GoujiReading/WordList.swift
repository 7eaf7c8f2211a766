/// Words to look for at the start, at the end or inside of a run of units.
///
/// A filter over the first and last characters answers most questions without looking at a word.
struct WordList: Sendable {
  private let words: [[UInt16]]
  private let firsts: [UInt16]
  private let lasts: [UInt16]

  /// One bit for each residue of a first and of a last character by 64.
  private let firstFilter: UInt64
  private let lastFilter: UInt64

  /// - Parameter words: None empty; where several fit, the one that comes first counts.
  init(_ words: [String]) {
    self.words = words.map(\.units)
    firsts = self.words.compactMap(\.first)
    lasts = self.words.compactMap(\.last)
    firstFilter = firsts.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    lastFilter = lasts.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  /// The length of the word that begins at a position and ends before `end`; `nil` for none.
  func length(in units: [UInt16], at position: Int, before end: Int) -> Int? {
    index(in: units, at: position, before: end).map { words[$0].count }
  }

  func length(of index: Int) -> Int { words[index].count }

  /// Which word begins at a position, counted from 0.
  func index(in units: [UInt16], at position: Int, before end: Int) -> Int? {
    guard position < end else { return nil }
    let first = units[position]
    guard firstFilter & 1 << UInt64(first & 63) != 0 else { return nil }
    for index in firsts.indices where firsts[index] == first {
      if fits(index, in: units, at: position, before: end) { return index }
    }
    return nil
  }

  /// The length of the word that ends a slice; `nil` for none.
  func suffixLength(of slice: ArraySlice<UInt16>) -> Int? {
    suffixIndex(of: slice).map { words[$0].count }
  }

  /// Which word ends a slice, counted from 0.
  func suffixIndex(of slice: ArraySlice<UInt16>) -> Int? {
    guard let last = slice.last, lastFilter & 1 << UInt64(last & 63) != 0 else { return nil }
    for index in lasts.indices where lasts[index] == last {
      if slice.ends(with: words[index]) { return index }
    }
    return nil
  }

  /// The length of the word that begins a slice; `nil` for none.
  func prefixLength(of slice: ArraySlice<UInt16>) -> Int? {
    guard let first = slice.first, firstFilter & 1 << UInt64(first & 63) != 0 else { return nil }
    for index in firsts.indices where firsts[index] == first {
      if slice.begins(with: words[index]) { return words[index].count }
    }
    return nil
  }

  /// Whether any word stands in a slice.
  func occurs(in slice: ArraySlice<UInt16>) -> Bool {
    for position in slice.indices where firstFilter & 1 << UInt64(slice[position] & 63) != 0 {
      if prefixLength(of: slice[position...]) != nil { return true }
    }
    return false
  }

  /// Whether a slice is one of the words.
  func contains(_ slice: ArraySlice<UInt16>) -> Bool {
    guard let first = slice.first, firstFilter & 1 << UInt64(first & 63) != 0 else { return false }
    for index in firsts.indices where firsts[index] == first {
      if words[index].count == slice.count, slice.begins(with: words[index]) { return true }
    }
    return false
  }

  private func fits(_ index: Int, in units: [UInt16], at position: Int, before end: Int) -> Bool {
    let word = words[index]
    guard position + word.count <= end else { return false }
    for offset in word.indices where units[position + offset] != word[offset] { return false }
    return true
  }
}

extension ArraySlice<UInt16> {
  func ends(with suffix: [UInt16]) -> Bool {
    guard count >= suffix.count else { return false }
    let start = endIndex - suffix.count
    for offset in suffix.indices where self[start + offset] != suffix[offset] { return false }
    return true
  }

  func begins(with prefix: [UInt16]) -> Bool {
    guard count >= prefix.count else { return false }
    for offset in prefix.indices where self[startIndex + offset] != prefix[offset] { return false }
    return true
  }

  func holds(_ word: [UInt16]) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    for index in startIndex...(endIndex - word.count) where self[index] == first {
      if self[index...].begins(with: word) { return true }
    }
    return false
  }
}
