/// The names of divisions, to find the lines of each by its bytes.
struct DivisionNames: Sendable {
  /// The length of the longest name, in characters.
  let longest: Int

  private let names: [Name]

  /// For each hash the name in its place or the next free one behind it, counted from 1; 0 for none.
  private let slots: [UInt16]

  /// For each line the next one of the same name; 0 for none.
  private let next: [UInt16]

  private struct Name: Sendable {
    /// Where it stands in the file, the first time.
    let text: Range<Int>

    /// The first line of the name.
    let line: Int

    /// Whether it is the short name of a province, which means that line alone.
    let isShort: Bool
  }

  init(_ file: DivisionFile) {
    let bytes = file.bytes.span
    var size = 2
    while size < file.indices.count * 2 { size *= 2 }
    var slots = [UInt16](repeating: 0, count: size)
    var names: [Name] = []
    var next = [UInt16](repeating: 0, count: file.indices.count)
    var last = next
    var longest = 0
    for line in file.indices {
      let text = file.name(line)
      let slot = Self.slot(of: Hash(bytes, text), bytes, text, names, slots, bytes)
      if slots[slot] > 0 {
        let first = names[Int(slots[slot]) - 1].line
        next[Int(last[first])] = UInt16(line)
        last[first] = UInt16(line)
      } else {
        last[line] = UInt16(line)
        names.append(Name(text: text, line: line, isShort: false))
        slots[slot] = UInt16(names.count)
        longest = max(longest, Self.characters(bytes, text))
      }
    }
    for line in file.indices where file.isProvince(line) {
      let text = Self.shortName(bytes, file.name(line))
      let slot = Self.slot(of: Hash(bytes, text), bytes, text, names, slots, bytes)
      guard slots[slot] == 0 else { continue }
      names.append(Name(text: text, line: line, isShort: true))
      slots[slot] = UInt16(names.count)
    }
    (self.longest, self.names, self.slots, self.next) = (longest, names, slots, next)
  }

  private static let suffixes = ["特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"]
    .map { Array($0.utf8) }

  /// 湖北 of 湖北省, 内蒙古 of 内蒙古自治区.
  private static func shortName(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Range<Int> {
    for suffix in suffixes
    where name.count >= suffix.count
      && areEqual(
        bytes,
        name.upperBound - suffix.count..<name.upperBound,
        suffix.span,
        suffix.indices
      )
    {
      return name.dropLast(suffix.count)
    }
    return name
  }

  /// The lines of a name, in the order of the file; `nil` for what is no name.
  func lines(named name: Span<UInt8>, in file: DivisionFile) -> [Int]? {
    lines(Hash(name, name.indices), name, name.indices, file)
  }

  /// The names of two and more characters that a text begins with, the shortest first.
  func heads(
    of text: Span<UInt8>,
    in file: DivisionFile
  ) -> [(length: Int, lines: [Int])] {
    var heads: [(length: Int, lines: [Int])] = []
    var hash = Hash()
    var characters = 0
    var position = 0
    while position < text.count, characters < longest {
      repeat {
        hash.add(text[position])
        position += 1
      } while position < text.count && !Self.beginsCharacter(text[position])
      characters += 1
      if characters > 1, let lines = lines(hash, text, 0..<position, file) {
        heads.append((position, lines))
      }
    }
    return heads
  }

  private func lines(
    _ hash: Hash,
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ file: DivisionFile
  ) -> [Int]? {
    let slot = Self.slot(of: hash, text, range, names, slots, file.bytes.span)
    guard slots[slot] > 0 else { return nil }
    let name = names[Int(slots[slot]) - 1]
    var lines = [name.line]
    guard !name.isShort else { return lines }
    var line = Int(next[name.line])
    while line > 0 {
      lines.append(line)
      line = Int(next[line])
    }
    return lines
  }

  /// The place of the name that a part of a text is, or the free place for it.
  private static func slot(
    of hash: Hash,
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ names: [Name],
    _ slots: [UInt16],
    _ bytes: Span<UInt8>
  ) -> Int {
    var slot = Int(truncatingIfNeeded: hash.value) & (slots.count - 1)
    while slots[slot] > 0,
      !areEqual(bytes, names[Int(slots[slot]) - 1].text, text, range)
    {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private static func areEqual(
    _ one: Span<UInt8>,
    _ first: Range<Int>,
    _ other: Span<UInt8>,
    _ second: Range<Int>
  ) -> Bool {
    guard first.count == second.count else { return false }
    for offset in 0..<first.count
    where one[first.lowerBound + offset] != other[second.lowerBound + offset] {
      return false
    }
    return true
  }

  private static func characters(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Int {
    var count = 0
    for position in text where beginsCharacter(bytes[position]) { count += 1 }
    return count
  }

  private static func beginsCharacter(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  /// The hash of Fowler, Noll and Vo, which grows with the text.
  private struct Hash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    init(_ text: Span<UInt8>, _ range: Range<Int>) {
      for position in range { add(text[position]) }
    }

    mutating func add(_ byte: UInt8) {
      value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
  }
}
