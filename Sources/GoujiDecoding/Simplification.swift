/// The simplified forms of traditional characters, one character for one.
///
/// The table is for matching labels: 乾隆 becomes 干隆 there.
package enum Simplification {
  /// The first character of ``table``, U+3400.
  package static let firstCharacter: UInt16 = 0x3400

  /// For each character from U+3400 to U+9FFF its simplified form, itself where it has none.
  package static let table: [UInt16] = {
    var table = [UInt16](firstCharacter...0x9FFF)
    var traditional: UInt16?
    for unit in pairs.utf16 {
      if let character = traditional {
        table[Int(character - firstCharacter)] = unit
        traditional = nil
      } else {
        traditional = unit
      }
    }
    return table
  }()

  /// A name in simplified characters.
  ///
  /// Simplified names have a few characters that elsewhere are traditional, 於潜镇, so a name is changed only
  /// where it has one that they cannot have. 乾 is 干 in words, but itself in names: 乾县, 乾安县.
  package static func ofName(_ name: String) -> String {
    var isTraditional = false
    let units = name.utf16.map { unit -> UInt16 in
      let index = Int(unit) - Int(firstCharacter)
      guard table.indices.contains(index), table[index] != unit, unit != 0x4E7E else { return unit }
      if !sharedCharacters.contains(unit) { isTraditional = true }
      return table[index]
    }
    return isTraditional ? String(decoding: units, as: UTF16.self) : name
  }

  /// The characters of ``table`` that GB 2312, the set of simplified characters, has as well.
  private static let sharedCharacters = Set("俱吒夥姊後徵摺於箝苎菸著藉跤阪麽".utf16)
}
