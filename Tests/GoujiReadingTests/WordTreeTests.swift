import GoujiTestSupport
import Testing

@testable import GoujiReading

/// What a tree finds, and what a look at every word at every place finds.
private struct Search {
  let words: [[UInt16]]
  let signs: [UInt16]

  /// Words by number, signs as −1, each with its range, longest words first and none inside another.
  func expected(in text: [UInt16], before end: Int, limit: Int) -> [String] {
    var found: [String] = []
    var position = 0
    while position < end {
      let fitting = words.indices.filter {
        position + words[$0].count <= limit && text[position...].starts(with: words[$0])
      }
      if let word = fitting.max(by: { words[$0].count < words[$1].count }) {
        found.append("\(word) \(position)..<\(position + words[word].count)")
        position += words[word].count
      } else {
        if signs.contains(text[position]) { found.append("-1 \(position)") }
        position += 1
      }
    }
    return found
  }

  func found(in text: [UInt16], before end: Int, limit: Int) -> [String] {
    var found: [String] = []
    let tree = WordTree(words, signs: signs)
    text.withUnsafeBufferPointer { units in
      var position = 0
      while let hit = tree.next(in: units, from: &position, before: end, limit: limit) {
        switch hit {
        case .word(let word, let wordEnd):
          found.append("\(word) \(position)..<\(wordEnd)")
          position = wordEnd
        case .sign:
          found.append("-1 \(position)")
          position += 1
        }
      }
    }
    return found
  }
}

@Test(arguments: UInt64(0)..<200)
func `a tree finds the longest word at each place, and signs where none begins`(
  _ seed: UInt64
) {
  var generator = SeededGenerator(seed: seed)
  // Few characters, so that words begin like others, hold others and begin with signs.
  func letters(_ count: Int) -> [UInt16] {
    (0..<count).map { _ in UInt16.random(in: 0x4E00...0x4E05, using: &generator) }
  }
  let words = Set(
    (0..<Int.random(in: 0...30, using: &generator)).map { _ in
      letters(Int.random(in: 1...5, using: &generator))
    }
  )
  let search = Search(words: Array(words), signs: [0x4E05, 0x2C])
  let text = letters(60) + [0x2C] + letters(20)
  for (end, limit) in [(81, 81), (40, 81), (40, 42), (0, 10)] {
    #expect(
      search.found(in: text, before: end, limit: limit)
        == search.expected(in: text, before: end, limit: limit)
    )
  }
}

@Test func `a tree without words finds signs alone`() {
  let search = Search(words: [], signs: [0x2C])
  #expect(search.found(in: [0x4E00, 0x2C, 0x4E00], before: 3, limit: 3) == ["-1 1"])
}
