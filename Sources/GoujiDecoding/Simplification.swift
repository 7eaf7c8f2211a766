/// The simplified forms of traditional characters, one character for one.
///
/// For matching labels only: 乾隆 becomes 干隆.
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
}
