import GoujiModel

/// Words at the start of a field that are no label: signs, marks, ordinals and numerals.
enum LeadingWord {
  case sign(Int, length: Int)
  case mark(length: Int)
  case ordinal(length: Int)
  case numeral(Int, length: Int)

  /// What can be a figure or a mark.
  case doubtful(length: Int)

  /// The word that begins at an offset; `nil` for what may be a label.
  static func first(in text: Span<UInt8>, at offset: Int) -> LeadingWord? {
    let (first, length) = Lexer.decode(text, at: offset)
    guard length == 3 else { return nil }
    func scalar(_ ahead: Int) -> UInt32 {
      offset + ahead * 3 < text.count ? Lexer.decode(text, at: offset + ahead * 3).codePoint : 0
    }
    func isDigit(_ code: UInt32) -> Bool {
      (0x30...0x39).contains(code) || (0xFF10...0xFF19).contains(code)
    }
    switch first {
    case 0x589E, 0x51CF, 0x6E1B, 0x65B0:  // 增 减 減 新
      let sign = first == 0x51CF || first == 0x6E1B ? -1 : 1
      if isDigit(scalar(1)) { return first == 0x65B0 ? nil : .sign(sign, length: 3) }
      let second = scalar(1)
      // 增加 减少 新增
      if second == 0x52A0 || second == 0x5C11 || (first == 0x65B0 && second == 0x589E),
        isDigit(scalar(2))
      {
        return .sign(sign, length: 6)
      }
      return nil
    case 0x5176 where scalar(1) == 0x4E2D:  // 其中: before a label
      let mark = scalar(2)
      if mark == 0xFF1A { return .ordinal(length: 9) }
      let ahead = offset + 6
      return ahead < text.count && text[ahead] == UInt8(ascii: ":") ? .ordinal(length: 7) : nil
    case 0x672A where scalar(2) == 0x672A:  // 未增未减
      return .mark(length: 12)
    case 0x65E0, 0x7121:  // 无, 無, 无增减, 无变化
      if scalar(1) == 0x589E, scalar(2) == 0x51CF { return .mark(length: 9) }
      if scalar(1) == 0x53D8, scalar(2) == 0x5316 { return .mark(length: 9) }
      return .mark(length: 3)
    case 0x7A7A:  // 空
      return .mark(length: 3)
    case 0x6682 where scalar(1) == 0x65E0:  // 暂无
      return .mark(length: 6)
    default:
      break
    }
    guard ChineseNumeral.value(of: first) != nil else { return nil }
    var count = 1
    while count < 6, ChineseNumeral.value(of: scalar(count)) != nil { count += 1 }
    let next = scalar(count)
    // 、 or a point after numerals makes an ordinal of them.
    if count <= 3 {
      if next == 0x3001 || next == 0xFF0E { return .ordinal(length: count * 3 + 3) }
      if next == 0x2E { return .ordinal(length: count * 3 + 1) }
      if let length = commaBeforeWord(text, at: offset + count * 3) {
        return .ordinal(length: count * 3 + length)
      }
    }
    // A single 一 is as likely a dash.
    if count == 1, first == 0x4E00 { return .doubtful(length: 3) }
    guard let value = numeral(text, at: offset, count) else { return nil }
    return .numeral(value, length: count * 3)
  }

  /// The length of a comma, as some programs write 、, before a letter that is no numeral; `nil` for all else.
  private static func commaBeforeWord(_ text: Span<UInt8>, at offset: Int) -> Int? {
    guard offset < text.count else { return nil }
    let (comma, length) = Lexer.decode(text, at: offset)
    guard comma == 0x2C || comma == 0xFF0C, offset + length < text.count else { return nil }
    let next = Lexer.decode(text, at: offset + length).codePoint
    return (0x3400...0x9FFF).contains(next) && ChineseNumeral.value(of: next) == nil ? length : nil
  }

  private static func numeral(_ text: Span<UInt8>, at offset: Int, _ count: Int) -> Int? {
    var numeral = ChineseNumeral()
    for index in 0..<count {
      let code = Lexer.decode(text, at: offset + index * 3).codePoint
      guard let value = ChineseNumeral.value(of: code), numeral.append(value) else { return nil }
    }
    return numeral.value
  }
}
