internal import GoujiModel

/// What is wrong with the numbers in a text whose meaning is in the sign behind them: dates that are
/// none, and numbers of documents that are put otherwise than they should be.
struct DigitScan {
  private(set) var impossibleDates: [(date: String, place: SourcePlace)] = []
  private(set) var faultyNumbers: [(number: DocumentNumber, place: SourcePlace)] = []

  /// The last year that a cited document can be of.
  let latest: Int

  init(latest: Int) {
    self.latest = latest
  }

  mutating func read(_ paragraph: Paragraph) {
    let bytes = paragraph.text.utf8.span
    var position = 0
    while let digit = Self.firstDigit(in: bytes, from: position) {
      position = digit
      let start = position
      while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
      var sign = position
      while sign < bytes.count, bytes[sign] == UInt8(ascii: " ") { sign += 1 }
      if bytes.holds("年", at: sign) {
        if let end = readDate(in: bytes, at: start, paragraph) { position = end }
      } else if bytes.holds("号", at: sign) {
        let text = Array(paragraph.text.utf8)
        if let number = DocumentNumber(in: text[..<sign], latest: latest) {
          faultyNumbers.append((number, paragraph.place))
        }
      }
    }
  }

  private static func firstDigit(in bytes: Span<UInt8>, from start: Int) -> Int? {
    // Nearly all of a text is ideographs and signs: many bytes are looked at in one go.
    let position = bytes.withUnsafeBytes { raw in
      var position = start
      while position + 16 <= raw.count {
        let (first, second) = (
          digits(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)),
          digits(raw.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self))
        )
        if first | second != 0 {
          return first != 0
            ? position + first.trailingZeroBitCount / 8
            : position + 8 + second.trailingZeroBitCount / 8
        }
        position += 16
      }
      while position < raw.count, !isDigit(raw[position]) { position += 1 }
      return position
    }
    return position < bytes.count ? position : nil
  }

  /// The high bit of each byte that is a digit.
  @inline(__always)
  private static func digits(_ eight: UInt64) -> UInt64 {
    // A digit becomes 0 through 9, which 0x76 does not lift to the high bit.
    let digits = UInt64(littleEndian: eight) ^ 0x3030_3030_3030_3030
    let lifted = (digits & 0x7F7F_7F7F_7F7F_7F7F) + 0x7676_7676_7676_7676
    return ~(lifted | digits) & 0x8080_8080_8080_8080
  }

  /// Reads `…年…月…日` in digits; `202020年12月31日` is no day of the calendar.
  ///
  /// - Returns: The end of the date; `nil` where there is none.
  private mutating func readDate(
    in bytes: Span<UInt8>,
    at start: Int,
    _ paragraph: Paragraph
  ) -> Int? {
    var position = start
    guard let year = Self.takeNumber(in: bytes, at: &position, before: "年"),
      let month = Self.takeNumber(in: bytes, at: &position, before: "月"),
      let day = Self.takeNumber(in: bytes, at: &position, before: "日")
    else { return nil }
    // The last digits of a date in figures may have run into the year.
    let isBehindDate = start > 0 && [0x2D, 0x2E, 0x2F].contains(bytes[start - 1])
    // One digit before 年 is a span of time.
    if year.digits > 1, !isBehindDate, Self.date(year, month, day) == nil {
      let date = String(decoding: Array(paragraph.text.utf8)[start..<position], as: UTF8.self)
      impossibleDates.append((date, paragraph.place))
    }
    return position
  }

  /// A number and how many digits it is printed with; `nil` for one of too many digits.
  private typealias PrintedNumber = (value: Int?, digits: Int)

  private static func date(
    _ year: PrintedNumber,
    _ month: PrintedNumber,
    _ day: PrintedNumber
  ) -> CalendarDate? {
    guard year.digits == 2 || year.digits == 4, let year = year.value, let month = month.value,
      let day = day.value
    else { return nil }
    return CalendarDate(year: year < 100 ? 2000 + year : year, month: month, day: day)
  }

  /// Takes digits and the sign behind them, spaces included; the position stays where there are none.
  private static func takeNumber(
    in bytes: Span<UInt8>,
    at position: inout Int,
    before sign: StaticString
  ) -> PrintedNumber? {
    var next = position
    while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
    let start = next
    var value: Int? = 0
    while next < bytes.count, isDigit(bytes[next]) {
      let digit = Int(bytes[next] - UInt8(ascii: "0"))
      value = value.flatMap { $0 < 100_000_000 ? $0 * 10 + digit : nil }
      next += 1
    }
    let digits = next - start
    while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
    guard digits > 0, bytes.holds(sign, at: next) else { return nil }
    position = next + sign.utf8CodeUnitCount
    return (value, digits)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
