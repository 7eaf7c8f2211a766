internal import GoujiModel

/// The number of a cited document, such as 国办公开办函〔2021〕30号, that is put otherwise than the
/// standard for official documents has it.
struct DocumentNumber {
  /// As printed, from the bracket on.
  let text: String
  let fault: Fault

  enum Fault {
    /// The year is no year, or lies ahead of the report.
    case year

    /// Brackets other than 〔〕, or 第 before the number.
    case spelling
  }

  private static let ordinal = Array("第".utf8)
  private static let brackets = [
    ("〔", "〕"), ("[", "]"), ("［", "］"), ("(", ")"), ("（", "）"), ("【", "】"), ("﹝", "﹞"), ("〖", "〗"),
  ].map { (open: Array($0.utf8), close: Array($1.utf8)) }

  /// Reads a text backwards from the sign 号, where `latest` is the last year that a document cited
  /// here can be of.
  ///
  /// - Returns: `nil` for what is no document number, and for one without fault.
  init?(in bytes: ArraySlice<UInt8>, latest: Int) {
    var rest = bytes.droppingSpaces
    let number = rest.suffix(while: { (0x30...0x39).contains($0) })
    guard (1...5).contains(number.count) else { return nil }
    rest = rest.dropLast(number.count).droppingSpaces
    let hasOrdinal = rest.hasSuffix(Self.ordinal)
    if hasOrdinal { rest = rest.dropLast(Self.ordinal.count).droppingSpaces }
    guard let pair = Self.brackets.first(where: { rest.hasSuffix($0.close) }) else { return nil }
    rest = rest.dropLast(pair.close.count)
    let inside = rest.suffix(while: { (0x30...0x39).contains($0) || $0 == 0x20 })
    let year = inside.filter { $0 != 0x20 }
    rest = rest.dropLast(inside.count)
    guard (2...5).contains(year.count), rest.hasSuffix(pair.open),
      let value = Int(String(decoding: year, as: UTF8.self))
    else { return nil }
    // The word that names the issuing body stands right before the bracket: an ideograph.
    let before = rest.dropLast(pair.open.count)
    guard before.count >= 3, (0xE4...0xE9).contains(before[before.endIndex - 3]) else { return nil }
    if year.count != 4 || !(1949...max(1949, latest)).contains(value) {
      fault = .year
    } else if pair.open != Self.brackets[0].open || hasOrdinal {
      fault = .spelling
    } else {
      return nil
    }
    text = String(decoding: bytes[before.endIndex...], as: UTF8.self) + "号"
  }
}

extension ArraySlice<UInt8> {
  fileprivate var droppingSpaces: ArraySlice<UInt8> {
    dropLast(reversed().prefix { $0 == 0x20 }.count)
  }

  /// The longest end of which every byte is like that.
  fileprivate func suffix(while isLike: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    suffix(reversed().prefix(while: isLike).count)
  }

  fileprivate func hasSuffix(_ end: [UInt8]) -> Bool {
    suffix(end.count).elementsEqual(end)
  }
}
