import GoujiModel

/// A date or a year found in the text.
struct DatePhrase {
  /// All its units.
  let range: Range<Int>
  let year: Int

  /// 0 when the phrase is a year alone.
  let month: Int
  let day: Int

  /// Whether 度 follows the year.
  var isYearOfReport = false

  var isFull: Bool { month > 0 }
  var date: CalendarDate? { CalendarDate(year: year, month: month, day: day) }
}

extension Flow {
  /// The date or year around a 年: 2020年2月17日, 二〇二〇年二月十七日, 2019年度.
  func datePhrase(atYearSign sign: Int) -> DatePhrase? {
    guard let (year, start) = year(before: sign) else { return nil }
    var next = sign + 1
    var phrase = DatePhrase(range: start..<next, year: year, month: 0, day: 0)
    guard let (month, monthEnd) = number(at: next), matchesSkippingBreaks(0x6708, monthEnd) else {
      if next < units.count, units[next] == 0x5EA6 {
        next += 1
        phrase = DatePhrase(range: start..<next, year: year, month: 0, day: 0, isYearOfReport: true)
      }
      return phrase
    }
    next = skippingBreaks(monthEnd) + 1
    guard let (day, dayEnd) = number(at: next) else { return phrase }
    let sign = skippingBreaks(dayEnd)
    guard sign < units.count, units[sign] == 0x65E5 || units[sign] == 0x53F7 else { return phrase }
    return DatePhrase(range: start..<(sign + 1), year: year, month: month, day: day)
  }

  /// The date around the first divider of a date in figures: 2020-01-31, 2020/1/20, 2020.01.20.
  func datePhrase(atDivider divider: Int) -> DatePhrase? {
    let mark = units[divider]
    guard mark != 0x3A, let (year, start) = year(before: divider) else { return nil }
    guard let (month, monthEnd) = digits(at: divider + 1), monthEnd < units.count,
      units[monthEnd] == mark, let (day, dayEnd) = digits(at: monthEnd + 1)
    else { return nil }
    return DatePhrase(range: start..<dayEnd, year: year, month: month, day: day)
  }

  /// A year in four digits that ends at a position and has no 年.
  func plainYear(before end: Int) -> DatePhrase? {
    year(before: end).map { year, start in
      DatePhrase(range: start..<end, year: year, month: 0, day: 0, isYearOfReport: true)
    }
  }

  /// Four digits, Arabic or Chinese, that end at a position and lie in the years of reports.
  private func year(before end: Int) -> (year: Int, start: Int)? {
    var start = end
    // "2020\n年\n1\n月\n26\n日": a converter printed every run on a line of its own.
    while start > 0, Unit.isSeparator(units[start - 1]), end - start < 2 { start -= 1 }
    guard start >= 4 else { return nil }
    var year = 0
    var chinese = 0
    for index in start - 4..<start {
      let unit = units[index]
      if Unit.isDigit(unit) {
        year = year * 10 + Int(unit - 0x30)
      } else if let digit = Unit.chineseDigit(unit), digit < 10 {
        year = year * 10 + digit
        chinese += 1
      } else {
        return nil
      }
    }
    guard (1990...2099).contains(year), chinese == 0 || chinese >= 3 else { return nil }
    if start >= 5, Unit.isDigit(units[start - 5]) { return nil }
    return (year, start - 4)
  }

  /// One or two Arabic digits.
  private func digits(at start: Int) -> (Int, Int)? {
    guard start < units.count, Unit.isDigit(units[start]) else { return nil }
    let first = Int(units[start] - 0x30)
    guard start + 1 < units.count, Unit.isDigit(units[start + 1]) else { return (first, start + 1) }
    return (first * 10 + Int(units[start + 1] - 0x30), start + 2)
  }

  /// One or two digits or a Chinese number through 三十一, breaks before it skipped.
  private func number(at position: Int) -> (Int, Int)? {
    let start = skippingBreaks(position)
    if let found = digits(at: start) { return found }
    var value = 0
    var index = start
    while index < units.count, index < start + 3, let digit = Unit.chineseDigit(units[index]) {
      if digit == 10 {
        value = max(1, value) * 10
      } else {
        value = value % 10 == 0 ? value + digit : value * 10 + digit
      }
      index += 1
    }
    return index > start ? (value, index) : nil
  }

  private func skippingBreaks(_ position: Int) -> Int {
    var next = position
    while next < units.count, Unit.isSeparator(units[next]), next - position < 2 { next += 1 }
    return next
  }

  private func matchesSkippingBreaks(_ unit: UInt16, _ position: Int) -> Bool {
    let next = skippingBreaks(position)
    return next < units.count && units[next] == unit
  }
}
