/// A character reference without its semicolon that browsers know all the same.
struct UnclosedReference {
  /// The length of its name.
  let length: Int
  private let character: StaticString

  /// - Returns: `nil` when no such name stands there.
  init?(in source: UnsafeBufferPointer<UInt8>, at offset: Int) {
    let known: [(name: StaticString, character: StaticString)] = [
      ("nbsp", "\u{A0}"), ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""),
      ("middot", "·"), ("yen", "¥"),
    ]
    for (name, character) in known where offset + name.utf8CodeUnitCount <= source.count {
      let candidate = UnsafeBufferPointer(
        rebasing: source[offset..<offset + name.utf8CodeUnitCount]
      )
      let matches = name.withUTF8Buffer { $0.elementsEqual(candidate) }
      if matches {
        length = name.utf8CodeUnitCount
        self.character = character
        return
      }
    }
    return nil
  }

  func withCharacter(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    character.withUTF8Buffer(body)
  }
}

/// The character of Windows-1252 for a byte from 0x80 to 0x9F, in UTF-8.
func withWindows1252Character(
  _ byte: UInt8,
  _ body: (UnsafeBufferPointer<UInt8>) -> Void
) {
  let characters: [StaticString] = [
    "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "", "", "‘", "’", "“",
    "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
  ]
  let index = Int(byte) - 0x80
  guard characters.indices.contains(index) else { return }
  characters[index].withUTF8Buffer(body)
}
