internal import CICU

/// The simplified forms of traditional characters, one character for one.
///
/// For matching labels only: 乾隆 becomes 干隆.
package enum Simplification {
  /// The first character of ``table``, U+3400.
  package static let firstCharacter: UInt16 = 0x3400

  /// For each character from U+3400 to U+9FFF its simplified form, itself where it has none.
  ///
  /// Takes ICU some 60 ms, once in a process: ask for it only where a character is not known.
  package static let table: [UInt16] = {
    var table = [UInt16](0x3400...0x9FFF)
    if let count = Int32(exactly: table.count) { _ = cicu_simplify(&table, count) }
    return table
  }()
}
