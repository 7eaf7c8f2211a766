import GoujiModel

// Titles and sentences that name the report.

extension IdentityReading {
  /// Reads every mention of the report: its title, or the sentence that introduces it.
  mutating func readTitles() {
    for phrase in landmarks.reports {
      let pieceIndex = flow.pieceIndex(of: phrase.range.lowerBound)
      let piece = flow.pieces[pieceIndex].range
      let lead = leadStart(of: phrase, in: piece)
      let isTitle = lead == piece.lowerBound || isTitleBreak(flow.units[lead - 1])
      if phrase.isAnnouncement || !isTitle {
        readSentence(phrase, lead..<phrase.range.lowerBound)
      } else if endsTitle(phrase, lead: lead, in: piece) {
        readTitle(phrase, lead: lead, pieceIndex: pieceIndex)
      } else if lead..<phrase.range.lowerBound != phrase.range.lowerBound..<phrase.range.lowerBound
      {
        readSentence(phrase, lead..<phrase.range.lowerBound)
      }
    }
  }

  /// Where the words before a mention begin: behind the last sign that no name holds.
  private func leadStart(of phrase: ReportPhrase, in piece: Range<Int>) -> Int {
    var start = phrase.range.lowerBound
    let limit = max(piece.lowerBound, start - Self.longestLead)
    while start > limit {
      let unit = flow.units[start - 1]
      let isNamePart =
        Unit.isIdeograph(unit) || Unit.isDigit(unit) || unit == 0x28 || unit == 0x29
        || unit == 0xB7 || unit == Unit.space || Unit.isLatin(unit)
      guard isNamePart else { break }
      start -= 1
    }
    return start
  }

  /// Signs that part a title from what a page prints before it on the line.
  private func isTitleBreak(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x3E, 0x5F, 0x2D, 0x5B, 0x5D, 0x3A, 0x2F, 0x2014: true  // > _ - [ ] : / —
    default: false
    }
  }

  /// Whether a title is over behind a mention, as it is not in …报告编制和发布工作的通知.
  private func endsTitle(_ phrase: ReportPhrase, lead: Int, in piece: Range<Int>) -> Bool {
    let next = phrase.range.upperBound
    guard next < piece.upperBound else { return true }
    let unit = flow.units[next]
    // A date glued to it makes it a link to another report.
    if Unit.isDigit(unit) { return repeatsTitle(at: next, lead: lead) }
    if !Unit.isIdeograph(unit) { return true }
    // "…年度报告发布时间:2021-01-09", "…年度报告一、总体情况" in a text without line ends.
    if Wording.labelStarts.length(in: flow.units, at: next, before: piece.upperBound) != nil
      || Wording.titleTails.length(in: flow.units, at: next, before: piece.upperBound) != nil
      || Wording.isOrdinal(flow.units, next..<piece.upperBound)
    {
      return true
    }
    return flow.hasGap(before: next) || repeatsTitle(at: next, lead: lead)
      || isPublishingNotice(phrase, lead: lead, in: piece)
  }

  /// Whether a notice publishes the report under its own title: `关于发布某局2021年…报告的通知`.
  ///
  /// One that asks others for their reports, `关于做好2021年…报告编制工作的通知`, says so before it ends.
  private func isPublishingNotice(
    _ phrase: ReportPhrase,
    lead: Int,
    in piece: Range<Int>
  ) -> Bool {
    Wording.noticeTails.length(
      in: flow.units,
      at: phrase.range.upperBound,
      before: piece.upperBound
    )
      != nil && Wording.publishing.occurs(in: flow.units[lead..<phrase.range.lowerBound])
  }

  /// Whether the title is printed again right behind itself.
  private func repeatsTitle(at position: Int, lead: Int) -> Bool {
    position + 4 <= flow.units.count
      && flow.units[position..<(position + 4)].elementsEqual(flow.units[lead..<(lead + 4)])
  }

  private mutating func readTitle(_ phrase: ReportPhrase, lead: Int, pieceIndex: Int) {
    let piece = flow.pieces[pieceIndex].range
    guard !isLinkToAnother(phrase, in: piece) else { return }
    let isLate = lead > bodyStart
    let lead = startBehindYears(lead..<phrase.range.lowerBound)
    let words = lead..<phrase.range.lowerBound
    var year = landmarks.dates(in: words).last { !$0.isFull }
    if year == nil { year = landmarks.dates(in: phrase.range).first { !$0.isFull } }
    // "2019年某镇…", "某局2019年度…", "某局关于2019年…": the name is before or behind the year.
    var name: Range<Int>?
    if let year, words.contains(year.range.lowerBound) {
      name =
        trimmedName(words.lowerBound..<year.range.lowerBound)
        ?? trimmedName(year.range.upperBound..<words.upperBound)
    } else {
      name = trimmedName(words)
    }
    if name == nil { name = nameBeforeSign(lead, in: piece) }
    if year == nil { year = trailingYear(behind: phrase) }
    var above: Range<Int>?
    if words.isEmpty, year == nil, pieceIndex > 0 {
      (above, year) = nameAndYear(onLine: pieceIndex - 1)
    }
    if phrase.isStatisticsForm {
      if let year { claim(year: year, from: .title, weight: isLate ? Weight.text : Weight.form) }
      if let name { claim(name, from: .title, weight: isLate ? Weight.text : Weight.form) }
      return
    }
    guard year != nil || name != nil else { return }
    let penalty =
      isLate ? Weight.title - Weight.link : isMarkedAsLink(phrase, lead: lead) ? Weight.rival : 0
    if let year { claim(year: year, from: .title, weight: Weight.title - penalty) }
    var titleStart = lead
    if let name {
      claim(name, from: .title, weight: Weight.title - penalty)
    } else if let above, let year {
      claim(above, from: .title, weight: Weight.title - penalty)
      titleStart = min(above.lowerBound, year.range.lowerBound)
    } else if year != nil, lead == piece.lowerBound {
      above = nameOnLine(pieceIndex - 1) ?? nameInColumn(above: pieceIndex)
      if let above {
        claim(above, from: .title, weight: Weight.title - penalty)
        titleStart = above.lowerBound
      } else if let below = nameOnLine(pieceIndex + 1) ?? nameInBrackets(behind: phrase) {
        claim(below, from: .title, weight: Weight.titleBelow - penalty)
      } else if let site = nameBehindDash(phrase, in: piece) {
        claim(site, from: .sourceLine, weight: Weight.publication)
      }
    }
    let title = titleStart..<phrase.range.upperBound
    var text = flow.printed(lead..<phrase.range.upperBound)
    if let year, titleStart <= year.range.lowerBound, year.range.upperBound <= lead {
      text = flow.printed(titleStart..<year.range.upperBound) + text
    } else if let above {
      text = flow.printed(above) + text
    }
    guard !isLate else { return }
    // A title with the agency in it is worth more than the heading of a menu.
    let weight =
      Weight.title - penalty + (titleStart < lead || name != nil ? 3 : 0)
      + (year != nil ? 1 : 0)
    titles.append(
      TitleClaim(text: text, year: year?.year, range: title, source: .title, weight: weight)
    )
  }

  /// The agency before a title with a sign between them: `[某局]2021年…报告`, `某局:2021年…报告`.
  private func nameBeforeSign(_ lead: Int, in piece: Range<Int>) -> Range<Int>? {
    guard lead - 1 > piece.lowerBound, flow.units[lead - 1] == 0x5D || flow.units[lead - 1] == 0x3A,
      let name = trimmedName(piece.lowerBound..<(lead - 1)), name.upperBound == lead - 1,
      AgencyName.kind(of: flow.units[name]) == .organ
    else { return nil }
    return name
  }

  /// Whether a mention is the text of a link that a converter wrote in Markdown: `[…报告](/a.html)`.
  ///
  /// The target is no part of the flow.
  private func isMarkedAsLink(_ phrase: ReportPhrase, lead: Int) -> Bool {
    let next = phrase.range.upperBound
    return lead > 0 && flow.units[lead - 1] == 0x5B && next < flow.units.count
      && flow.units[next] == 0x5D
  }

  /// The agency in brackets behind a title: `2021年…报告(某局)`.
  private func nameInBrackets(behind phrase: ReportPhrase) -> Range<Int>? {
    let bracket = phrase.range.upperBound
    guard bracket < flow.units.count, flow.units[bracket] == 0x28,
      let end = flow.units[bracket...].prefix(Self.longestLead).firstIndex(of: 0x29),
      let name = trimmedName((bracket + 1)..<end), name == (bracket + 1)..<end,
      AgencyName.kind(of: flow.units[name]) == .organ
    else { return nil }
    return name
  }

  /// The agency, or that of the site, at the end of a line behind a dash: `2021年…报告-某局`.
  private func nameBehindDash(_ phrase: ReportPhrase, in piece: Range<Int>) -> Range<Int>? {
    let dash = phrase.range.upperBound
    guard dash < piece.upperBound, [0x2D, 0x5F, 0x2014].contains(flow.units[dash]),
      let name = trimmedName((dash + 1)..<piece.upperBound), name.upperBound == piece.upperBound,
      AgencyName.kind(of: flow.units[name]) == .organ
    else { return nil }
    return name
  }

  /// Where a title begins behind the years of a list whose lines were taken for one with it.
  private func startBehindYears(_ words: Range<Int>) -> Int {
    let years = landmarks.dates(in: words)
    var start = words.lowerBound
    for year in years.dropLast() where year.range.lowerBound == start && !year.isFull {
      start = year.range.upperBound
    }
    return start
  }

  /// Reads the line above a title that was broken behind its year: `某局2021年`, `政府信息公开…`.
  private func nameAndYear(onLine index: Int) -> (name: Range<Int>?, year: DatePhrase?) {
    let piece = flow.pieces[index].range
    guard
      let year = landmarks.dates(in: piece).last, !year.isFull,
      year.range.upperBound == piece.upperBound
    else { return (nil, nil) }
    let name = trimmedName(piece.lowerBound..<year.range.lowerBound)
    return (year.range == piece ? nameOnLine(index - 1) : name, year)
  }

  /// A year in brackets behind a title: …统计表(2016年度), …报告(2021).
  private func trailingYear(behind phrase: ReportPhrase) -> DatePhrase? {
    let end = phrase.range.upperBound
    if end + 6 <= flow.units.count, flow.units[end] == 0x28, flow.units[end + 5] == 0x29 {
      return flow.plainYear(before: end + 5)
    }
    // 2021年1月 is when it was written.
    return landmarks.dates(in: end..<(end + 4)).first { date in
      !date.isFull
        && !(date.range.upperBound < flow.units.count
          && Unit.isDigit(flow.units[date.range.upperBound]))
    }
  }

  /// Whether a mention is a link to another report: dated behind, or the neighbouring article.
  private func isLinkToAnother(_ phrase: ReportPhrase, in piece: Range<Int>) -> Bool {
    let next = phrase.range.upperBound
    if next < piece.upperBound, Unit.isDigit(flow.units[next]),
      !landmarks.dates(in: next..<(next + 1)).isEmpty
    {
      return true
    }
    return Wording.adjacentArticle.prefixLength(of: flow.units[piece]) != nil
  }

  /// The agency above a title in a page of columns, where the cells of a menu come between.
  private func nameInColumn(above index: Int) -> Range<Int>? {
    guard !flow.pieces[index].startsLine else { return nil }
    for above in stride(from: index - 2, through: max(0, index - 4), by: -1) {
      if let name = nameOnLine(above) { return name }
    }
    return nil
  }

  /// Reads a sentence such as 现将某局2020年度…报告如下 or 根据…要求,编制某局2018年…报告.
  private mutating func readSentence(_ phrase: ReportPhrase, _ words: Range<Int>) {
    guard !phrase.isStatisticsForm else { return }
    let next = phrase.range.upperBound
    let isCited = words.lowerBound > 0 && flow.units[words.lowerBound - 1] == 0x3C
    if isCited, !(next < flow.units.count && flow.units[next] == 0x3E) { return }
    if !phrase.isAnnouncement, next < flow.units.count, Unit.isIdeograph(flow.units[next]) {
      return
    }
    guard !isLinkToAnother(phrase, in: flow.pieces[flow.pieceIndex(of: next - 1)].range) else {
      return
    }
    let year = landmarks.dates(in: words).last { !$0.isFull }
    let weight = isCited ? Weight.text : Weight.sentence
    if let year {
      claim(year: year, from: .text, weight: weight)
      if let name = trimmedName(words.lowerBound..<year.range.lowerBound)
        ?? trimmedName(year.range.upperBound..<words.upperBound)
      {
        claim(name, from: .text, weight: weight)
      }
    } else if let name = trimmedName(words) {
      claim(name, from: .text, weight: weight)
    }
  }
}
