import GoujiModel

/// A figure in a flow, with ranges in units.
struct FoundFigure {
  let figure: Figure
  let exponent: Int
  let qualifiers: NumberMention.Qualifiers

  /// The unit's place among ``FigureWording/unitWords``; `nil` without.
  let unitIndex: Int?
  let range: Range<Int>

  /// The unit as it is written; empty without.
  var unit: String { unitIndex.map { FigureWording.unitWords[$0] } ?? "" }
}

/// The words around figures.
final class FigureWording: Sendable {
  static let shared = FigureWording()

  struct QualifierWords: Sendable {
    let words: WordList

    /// What each of the words means.
    let qualifiers: [NumberMention.Qualifiers]

    init(_ meanings: [(word: String, qualifier: NumberMention.Qualifiers)]) {
      words = WordList(meanings.map(\.word))
      qualifiers = meanings.map(\.qualifier)
    }
  }

  /// `约1200条`, `超过300件`, `不足10件`; longer words first.
  let leading = QualifierWords([
    ("大约", .about), ("将近", .about), ("接近", .about), ("超过", .above), ("突破", .above), ("不少于", .above),
    ("不足", .below),
    ("不到", .below), ("约", .about), ("近", .about), ("逾", .above), ("超", .above),
  ])

  /// `300件左右`.
  let trailing = QualifierWords([("左右", .about), ("以上", .above), ("以内", .below)])

  /// Longer words first: 人次 before 人.
  static let unitWords = [
    "个百分点", "个工作日", "平方米", "人次", "条次", "件次", "场次", "期次", "批次", "小时", "分钟", "公里",
    "条", "件", "次", "个", "项", "篇", "人", "家", "期", "场", "份", "册", "元", "页", "字", "户", "起",
    "宗", "例", "部", "处", "名", "类", "张", "天", "日", "月", "年", "位", "批", "台", "种", "号", "款",
    "栏", "轮", "幅", "封", "倍", "本", "辆", "块", "门", "组", "点", "亩", "吨", "集", "则", "套", "室", "时",
  ]

  let units = WordList(FigureWording.unitWords)

  /// 个百分点, the first of the unit words.
  static let percentagePoints = 0

  /// A set of units, one bit each, the lowest for figures without one.
  static func bits(ofUnits units: [String]) -> UInt128 {
    units.reduce(0) { bits, unit in
      guard !unit.isEmpty else { return bits | 1 }
      return unitWords.firstIndex(of: unit).map { bits | 2 << UInt128($0) } ?? bits
    }
  }

  /// Characters behind which a number counts nothing for itself: 第三件, 每两件, 几十件.
  let noNumberBehind = "第每逐数几上某这任同统唯".units

  /// Characters before which a number and its unit are words of another kind: 三件套, 十件实事.
  let noCountBefore = "事套大小好实民重法衣一接".units

  /// For each of the unit words whether it follows the number of a document or a room: no amounts.
  let isDocumentSign = FigureWording.unitWords.map { ["号", "室"].contains($0) }
}

extension Flow {
  /// Adds the figures in a range of units that are neither parts of dates nor numbers of documents,
  /// items and telephones.
  ///
  /// - Parameters:
  ///   - range: A part of a piece.
  ///   - dates: The dates that end behind the start of the range, and any later ones.
  ///   - found: What they are added to, in printed order.
  func addFigures(
    in range: Range<Int>,
    dates: ArraySlice<DatePhrase>,
    to found: inout Pile<FoundFigure>
  ) {
    let wording = FigureWording.shared
    var next = firstNumber(from: range.lowerBound)
    var nextDate = dates.startIndex
    var position = range.lowerBound
    while position < range.upperBound {
      if !Unit.isDigit(units[position]) {
        while next < numbers.count, Int(numbers[next]) < position { next += 1 }
        guard next < numbers.count else { return }
        position = Int(numbers[next])
        guard position < range.upperBound else { return }
      }
      let isInCharacters = !Unit.isDigit(units[position])
      let (figure, end) =
        isInCharacters
        ? numberInCharacters(in: position..<range.upperBound)
        : number(in: position..<range.upperBound)
      while nextDate < dates.endIndex, dates[nextDate].range.upperBound <= position {
        nextDate += 1
      }
      let isInDate = nextDate < dates.endIndex && dates[nextDate].range.lowerBound < end
      if !isInDate, let figure,
        let mention = figureMention(figure, position..<end, in: range, wording)
      {
        let isBehindDate =
          nextDate == dates.startIndex
          || dates[nextDate - 1].range.upperBound <= mention.range.lowerBound
        let isBeforeDate =
          nextDate == dates.endIndex || dates[nextDate].range.lowerBound >= mention.range.upperBound
        if isBehindDate, isBeforeDate { found.append(mention) }
        position = max(end, mention.range.upperBound)
      } else {
        position = end
      }
    }
  }

  /// The position among ``numbers`` of the first one that does not begin before a unit.
  private func firstNumber(from unit: Int) -> Int {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if Int(numbers[middle]) < unit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Digits with thousands separators and decimals: 1,234.50.
  private func number(in range: Range<Int>) -> (figure: Figure?, end: Int) {
    var significand: Int64 = 0
    var digits = 0
    var fractionDigits = 0
    var isFraction = false
    var isGrouped = false
    var position = range.lowerBound
    while position < range.upperBound {
      let unit = units[position]
      if Unit.isDigit(unit) {
        digits += 1
        if digits <= 18 { significand = significand &* 10 &+ Int64(unit &- 0x30) }
        if isFraction { fractionDigits += 1 }
      } else if unit == 0x2E, !isFraction, isDigit(position + 1, before: range.upperBound) {
        isFraction = true
      } else if unit == 0x2C, !isFraction, isGrouped || digits <= 3,
        groupOfThree(at: position + 1, before: range.upperBound),
        offsets[position + 1] - offsets[position] == 1
      {
        // A full-width comma takes three bytes and parts two numbers.
        isGrouped = true
      } else {
        break
      }
      position += 1
    }
    guard digits <= 18 else { return (nil, position) }
    return (Figure(significand: significand, fractionDigits: fractionDigits), position)
  }

  /// A number such as 十八 before its unit; no figure where the words around it count nothing.
  private func numberInCharacters(in range: Range<Int>) -> (figure: Figure?, end: Int) {
    let wording = FigureWording.shared
    let start = range.lowerBound
    guard let (value, end) = ChineseNumber.value(in: range, of: units) else {
      return (nil, start + 1)
    }
    let before = start > 0 ? units[start - 1] : Unit.lineEnd
    guard !Unit.isDigit(before), !wording.noNumberBehind.contains(before) else { return (nil, end) }
    var next = end
    while next < range.upperBound, ChineseNumber.isRemainder(units[next]) { next += 1 }
    guard next < range.upperBound else { return (nil, end) }
    let counter = units[next]
    let after = next + 1 < range.upperBound ? units[next + 1] : Unit.lineEnd
    // 一件一件
    let isRepeated = before == counter && start > 1 && units[start - 2] == units[start]
    // 一件事, 两件大事, 一条龙, 一份力; articles are counted as well: 第三条、四条, but not 490条、九十一条.
    let isBehindCount = start > 2 && Unit.isDigit(units[start - 3])
    let isArticle = counter == 0x6761 && (before == 0x3001 && !isBehindCount || value == 1)
    let isCase = counter == 0x4EF6 || counter == 0x5B97
    let isIdiom =
      wording.noCountBefore.contains(after) || (value == 1 && !isCase && Unit.isIdeograph(after))
    return (
      isArticle || isIdiom || isRepeated ? nil : Figure(significand: value, fractionDigits: 0), end
    )
  }

  private func isDigit(_ position: Int, before end: Int) -> Bool {
    position < end && Unit.isDigit(units[position])
  }

  private func groupOfThree(at position: Int, before end: Int) -> Bool {
    guard position + 3 <= end, !isDigit(position + 3, before: end) else { return false }
    return (position..<(position + 3)).allSatisfy { Unit.isDigit(units[$0]) }
  }

  private func figureMention(
    _ figure: Figure,
    _ number: Range<Int>,
    in range: Range<Int>,
    _ wording: FigureWording
  ) -> FoundFigure? {
    var start = number.lowerBound
    var next = number.upperBound
    let before = start > range.lowerBound ? units[start - 1] : 0
    let after = next < range.upperBound ? units[next] : 0
    guard !Unit.isLatin(before), !Unit.isLatin(after), before != 0x7B2C else { return nil }
    // Telephones and web addresses: 0377-4693442.
    if before == 0x2D || before == 0x2F || before == 0x2E { return nil }
    if after == 0x2D || after == 0x2F, isDigit(next + 1, before: range.upperBound) { return nil }
    // Items of a list: 1.加强, 1、加强, (1)加强, ①.
    if start == range.lowerBound, after == 0x2E || after == 0x3001 { return nil }
    if before == 0x28, after == 0x29, number.count <= 2 { return nil }
    // The year of a document: 〔2021〕34号.
    if before == 0x5B, after == 0x5D { return nil }
    var qualifiers: NumberMention.Qualifiers = []
    let leading = wording.leading
    if let index = leading.words.suffixIndex(of: units[range.lowerBound..<start]) {
      qualifiers.insert(leading.qualifiers[index])
      start -= leading.words.length(of: index)
    }
    var exponent = 0
    scaling: while next < range.upperBound {
      switch units[next] {
      case 0x4F59, 0x591A: qualifiers.insert(.more)  // 余, 多
      case 0x4E07: exponent += 4  // 万
      case 0x4EBF: exponent += 8  // 亿
      case 0x25: qualifiers.insert(.percent)  // %
      default: break scaling
      }
      next += 1
    }
    var unit: Int?
    if let index = wording.units.index(in: units, at: next, before: range.upperBound) {
      guard !wording.isDocumentSign[index] else { return nil }
      unit = index
      next += wording.units.length(of: index)
    }
    let trailing = wording.trailing
    if let index = trailing.words.index(in: units, at: next, before: range.upperBound) {
      qualifiers.insert(trailing.qualifiers[index])
      next += trailing.words.length(of: index)
    }
    return FoundFigure(
      figure: figure,
      exponent: exponent,
      qualifiers: qualifiers,
      unitIndex: unit,
      range: start..<next
    )
  }
}
