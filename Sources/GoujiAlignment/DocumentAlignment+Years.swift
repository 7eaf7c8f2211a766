internal import GoujiDocument

/// Reports of several years in one document.
extension DocumentAlignment {
  /// The copies of a table that belong to the report of the year that is known.
  ///
  /// A copy belongs to the title of a report above it where the period that it covers is named between them, or to
  /// the year of a line right above it: `2019年情况:`. Where that is not so for all copies, or the year is not known,
  /// none of them is left out.
  mutating func copiesOfReport(_ copies: [TableCopy]) -> [TableCopy] {
    guard copies.count > 1 else { return copies }
    let titles = titlesWithPeriods()
    let titled = copies.map { copy in titles.last { $0.end <= copy.range.lowerBound }?.year }
    let years = tellsApart(titled) ? titled : copies.map { yearOfCaption(of: $0, among: copies) }
    guard tellsApart(years) else { return copies }
    needsYear = true
    guard let year, years.contains(year) else { return copies }
    return zip(copies, years).filter { $0.1 == year }.map(\.0)
  }

  private func tellsApart(_ years: [Int?]) -> Bool {
    Set(years).count > 1 && !years.contains(nil)
  }

  /// The year that the last short line with one names above a copy and behind all copies before it.
  private func yearOfCaption(of copy: TableCopy, among copies: [TableCopy]) -> Int? {
    let end = copy.firstRow
    let start = copies.map(\.range.upperBound).filter { $0 <= end }.max() ?? 0
    let room = document.text[max(start, end - Self.captionDistance)..<end]
    for line in room.split(separator: 0x0A).reversed() where line.count <= Self.longestCaption {
      let caption = String(decoding: line, as: UTF8.self)
      let years = caption.split { !$0.isNumber }.filter { $0.count == 4 && $0.hasPrefix("20") }
      // Behind the title of a report follows all of it.
      if caption.contains("报告") { return nil }
      guard years.count == 1, caption[years[0].endIndex...].hasPrefix("年"),
        !caption.contains(where: { ",，。;；".contains($0) })
      else { continue }
      return Int(years[0])
    }
    return nil
  }

  /// In bytes.
  private static let captionDistance = 600
  private static let longestCaption = 90

  /// The titles of reports that are lines of their own, each with where its period is named below it and before
  /// the next title.
  private func titlesWithPeriods() -> [(end: Int, year: Int)] {
    let titles = titles()
    var found: [(end: Int, year: Int)] = []
    for (index, title) in titles.enumerated() {
      let next = index + 1 < titles.count ? titles[index + 1].end : document.text.count
      let period = Array("\(title.year)年1月1日".utf8)
      if let start = document.text.firstOccurrence(of: period[...], from: title.end), start < next {
        found.append((start + period.count, title.year))
      }
    }
    return found
  }

  private func titles() -> [(end: Int, year: Int)] {
    var titles: [(end: Int, year: Int)] = []
    var offset = 0
    while let start = document.text.firstOccurrence(of: Self.subject[...], from: offset) {
      var lower = start
      while lower > 0, document.text[lower - 1] != 0x0A { lower -= 1 }
      var upper = start
      while upper < document.text.count, document.text[upper] != 0x0A { upper += 1 }
      if upper - lower <= Self.longestTitle, let year = yearOfTitle(lower..<upper) {
        titles.append((upper, year))
      }
      offset = upper
    }
    return titles
  }

  /// The year in a line that is the title of a report, with the name of its agency or without: `2021年度政府信息公开
  /// 工作报告(某局)`.
  private func yearOfTitle(_ line: Range<Int>) -> Int? {
    let title = document.string(trimmed(line))
    guard let report = title.ranges(of: "报告").last?.upperBound else { return nil }
    let rest = title[report...]
    let isNamed =
      rest.hasPrefix("(") && rest.hasSuffix(")") || rest.hasPrefix("（") && rest.hasSuffix("）")
    guard rest.isEmpty || isNamed, !title.contains(where: { ":：,，。;；《》".contains($0) })
    else { return nil }
    let years = title.split { !$0.isNumber }.filter { $0.count == 4 && $0.hasPrefix("20") }
    guard years.count == 1, title[years[0].endIndex...].hasPrefix("年") else { return nil }
    return Int(years[0])
  }

  private static let subject = Array("政府信息公开".utf8)

  /// In bytes.
  private static let longestTitle = 240
}
