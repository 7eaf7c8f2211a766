import GoujiDocument
import GoujiModel

/// Gathers what a text says about who reports on which year, then weighs it.
struct IdentityReading {
  let document: Document
  let flow: Flow
  let landmarks: Landmarks

  private(set) var agencies: [AgencyClaim] = []
  private(set) var years: [YearClaim] = []
  private(set) var titles: [TitleClaim] = []
  private(set) var published: [DateClaim] = []
  private(set) var signed: [DateClaim] = []

  /// The unit at which the body of the report begins: its first heading.
  let bodyStart: Int

  /// The lines of the signature, once it was read.
  private(set) var signature: Range<Int>?

  init(document: Document, flow: Flow, landmarks: Landmarks) {
    self.document = document
    self.flow = flow
    self.landmarks = landmarks
    let heading = landmarks.ordinals.first { ordinal in
      // Marks of emphasis and what is left of tags may stand before a heading, words may not.
      let piece = flow.pieces[flow.pieceIndex(of: ordinal.start)]
      return flow.units[Int(piece.start)..<ordinal.start].allSatisfy { !Unit.isIdeograph($0) }
    }
    bodyStart = heading?.start ?? Int.max
  }
}

// MARK: Titles and sentences about the report

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

  /// Names and years before a mention are shorter; a longer run of characters is no title.
  private static let longestLead = 80

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

  /// The agency on a line of its own, above or below a title.
  private func nameOnLine(_ index: Int) -> Range<Int>? {
    guard flow.pieces.indices.contains(index) else { return nil }
    let piece = flow.pieces[index].range
    guard let name = trimmedName(piece), name.lowerBound == piece.lowerBound,
      // 某局(盖章), 某局(原某局)
      name.upperBound == piece.upperBound || flow.units[name.upperBound] == 0x28,
      AgencyName.kind(of: flow.units[name]) == .organ
    else { return nil }
    return name
  }

  /// The agency behind a label on a line of its own: `报告单位:某局`.
  private func nameBehindLabel(onLine index: Int) -> Range<Int>? {
    guard flow.pieces.indices.contains(index) else { return nil }
    let piece = flow.pieces[index].range
    guard let colon = flow.units[piece].firstIndex(of: 0x3A),
      let label = Wording.label(endingAt: colon, in: flow.units, from: piece.lowerBound),
      label.meaning == .filedBy || label.meaning == .source
    else { return nil }
    return nameInLabel((colon + 1)..<piece.upperBound)
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

  /// Cited laws and notices make the sentence about who compiled a report long.
  private static let longestSentence = 200

  /// Reads 由某局编制 and 由某局按照…编制, the period, and the years that the text speaks of.
  mutating func readSentences() {
    for end in landmarks.compilations {
      let piece = flow.pieces[flow.pieceIndex(of: end - 1)].range
      let words = flow.units[max(piece.lowerBound, end - Self.longestSentence)..<end]
      guard let by = words.lastIndex(of: 0x7531) else { continue }
      var nameEnd = by + 1
      while nameEnd < end, Unit.isIdeograph(flow.units[nameEnd]) || isBracket(nameEnd),
        Wording.compilers.length(in: flow.units, at: nameEnd, before: end) == nil
      {
        nameEnd += 1
      }
      guard nameEnd < end, let name = trimmedName((by + 1)..<nameEnd) else { continue }
      claim(name, from: .text, weight: Weight.sentence)
    }
    readPeriod()
    readSpokenYears()
  }

  private func isBracket(_ index: Int) -> Bool {
    flow.units[index] == 0x28 || flow.units[index] == 0x29
  }

  /// Reads 自2018年1月1日起至2018年12月31日止 and 截至2020年12月31日.
  private mutating func readPeriod() {
    var opening: DatePhrase?
    for date in landmarks.dates {
      if date.month == 1, date.day == 1 {
        opening = date
        // 2018年1月1日至12月31日
        let end = date.range.upperBound
        if flow.matches(Self.untilYearEnd, at: end, before: flow.units.count) {
          claim(year: date, from: .period, weight: Weight.period)
        }
      } else if date.month == 12, date.day == 31 {
        let start = date.range.lowerBound
        let isEnd = Self.untilWords.suffixLength(of: flow.units[max(0, start - 4)..<start]) != nil
        let follows =
          opening.map { start - $0.range.upperBound < 6 && $0.year == date.year } ?? false
        if isEnd || follows { claim(year: date, from: .period, weight: Weight.period) }
      }
    }
  }

  private static let untilYearEnd = "至12月31日".units
  private static let untilWords = WordList(["截至", "截止", "到", "至", "止"])

  /// Whether a position lies inside 《…》.
  private func isCited(_ position: Int, in piece: Range<Int>) -> Bool {
    flow.units[max(piece.lowerBound, position - Self.longestLead)..<position].last {
      $0 == 0x3C || $0 == 0x3E
    } == 0x3C
  }

  /// Reads 2020年,我省… at the head of paragraphs: the year named most often.
  private mutating func readSpokenYears() {
    var counts: [(phrase: DatePhrase, count: Int)] = []
    for date in landmarks.dates where !date.isFull {
      let piece = flow.pieces[flow.pieceIndex(of: date.range.lowerBound)].range
      guard
        piece.lowerBound == date.range.lowerBound || date.isYearOfReport
          // "Page 14 - 2019年报_某局", the running title of a leaf.
          || flow.units[date.range.upperBound] == 0x62A5,
        date.range.upperBound < piece.upperBound, piece.count > 12,
        !isCited(date.range.lowerBound, in: piece)
      else { continue }
      if let index = counts.firstIndex(where: { $0.phrase.year == date.year }) {
        counts[index].count += 1
      } else {
        counts.append((date, 1))
      }
    }
    guard let most = counts.max(by: { $0.count < $1.count }) else { return }
    claim(year: most.phrase, from: .text, weight: Weight.text)
  }
}

// MARK: Lines of the page, signature, metadata

extension IdentityReading {
  /// Reads 来源:某局, 发布时间:2021-01-09 and the like.
  mutating func readLabels() {
    for phrase in landmarks.labels + labelsInCells() {
      let value = valueRange(of: phrase)
      switch phrase.label.meaning {
      case .source, .filedBy:
        guard let name = nameInLabel(value) else { continue }
        let isFiled = phrase.label.meaning == .filedBy
        claim(name, from: .sourceLine, weight: isFiled ? Weight.filedBy : Weight.sourceLine)
      case .publishedOn: claimDate(in: value, \.published, weight: 3)
      case .dated: claimDate(in: value, \.published, weight: 2)
      case .writtenOn: claimDate(in: value, \.signed, weight: 1)
      case .other: break
      }
    }
    // "2020-01-31| 来源:某局": the date alone before the source.
    for date in landmarks.dates where date.isFull && date.range.lowerBound < bodyStart {
      let index = flow.pieceIndex(of: date.range.lowerBound)
      guard Int(flow.pieces[index].start) == date.range.lowerBound, let day = date.date else {
        continue
      }
      let end = Int(flow.pieces[index].end)
      guard date.range.upperBound + 6 >= end || labelStarts(near: date.range.upperBound) else {
        continue
      }
      published.append(DateClaim(date: day, source: .sourceLine, range: date.range, weight: 1))
    }
  }

  /// Labels that fill a cell and have no colon: `| 发布机构 | 某局 |`.
  private func labelsInCells() -> [LabelPhrase] {
    flow.pieces.prefix { Int($0.start) < bodyStart }.compactMap { piece in
      guard piece.range.count <= 8, let label = Wording.label(flow.units[piece.range]) else {
        return nil
      }
      return LabelPhrase(label: label, end: Int(piece.end))
    }
  }

  private func labelStarts(near position: Int) -> Bool {
    let next = position..<min(flow.units.count, position + 9)
    guard let colon = flow.units[next].firstIndex(of: 0x3A) else { return false }
    return Wording.label(endingAt: colon, in: flow.units, from: position) != nil
  }

  /// From a label's colon to the end of its piece, or the piece behind when nothing follows.
  private func valueRange(of phrase: LabelPhrase) -> Range<Int> {
    let index = flow.pieceIndex(of: phrase.end - 1)
    let piece = flow.pieces[index].range
    if phrase.end < piece.upperBound { return phrase.end..<piece.upperBound }
    guard index + 1 < flow.pieces.count else { return phrase.end..<phrase.end }
    return flow.pieces[index + 1].range
  }

  private func nameInLabel(_ value: Range<Int>) -> Range<Int>? {
    var end = value.lowerBound
    while end < value.upperBound, Unit.isIdeograph(flow.units[end]) || isBracket(end) {
      if end > value.lowerBound, flow.hasGap(before: end),
        AgencyName.kind(of: flow.units[value.lowerBound..<end]) == .organ
      {
        break
      }
      if Wording.labelStarts.length(in: flow.units, at: end, before: value.upperBound) != nil {
        break
      }
      end += 1
    }
    return trimmedName(value.lowerBound..<end)
  }

  private mutating func claimDate(
    in value: Range<Int>,
    _ list: WritableKeyPath<IdentityReading, [DateClaim]>,
    weight: Int
  ) {
    guard
      let date = landmarks.dates(in: value.lowerBound..<(value.lowerBound + 3)).first(
        where: \.isFull
      ),
      let day = date.date
    else { return }
    self[keyPath: list].append(
      DateClaim(date: day, source: .sourceLine, range: date.range, weight: weight)
    )
  }

  /// Reads the agency's line and the date's line below the report.
  mutating func readSignature() {
    for date in landmarks.dates.reversed() where date.isFull {
      guard bodyStart == Int.max || date.range.lowerBound > bodyStart else { break }
      let first = flow.pieceIndex(of: date.range.lowerBound)
      let last = flow.pieceIndex(of: date.range.upperBound - 1)
      let end = Int(flow.pieces[last].end)
      guard end - date.range.upperBound <= 3,
        flow.units[date.range.upperBound..<end].allSatisfy({ !Unit.isIdeograph($0) })
      else { continue }
      let start = Int(flow.pieces[first].start)
      let before = signatureStart(of: date, from: start)..<date.range.lowerBound
      let name =
        before.isEmpty
        ? nameOnLine(first - 1) ?? nameBehindLabel(onLine: first - 1) : trimmedName(before)
      guard let name, AgencyName.kind(of: flow.units[name]) == .organ,
        before.isEmpty || name.lowerBound <= before.lowerBound + 4
      else { continue }
      claim(name, from: .signature, weight: Weight.signature)
      signature = name.lowerBound..<date.range.upperBound
      if let day = date.date {
        signed.append(DateClaim(date: day, source: .signature, range: date.range, weight: 3))
      }
      return
    }
    readLineAlone()
  }

  /// Where the agency before a date begins; a text without line ends has it behind a space.
  private func signatureStart(of date: DatePhrase, from start: Int) -> Int {
    var position = date.range.lowerBound
    let limit = max(start, position - Self.longestLead)
    while position > limit, Unit.isIdeograph(flow.units[position - 1]) || isBracket(position - 1) {
      if position < date.range.lowerBound, flow.hasGap(before: position),
        AgencyName.kind(of: flow.units[position..<date.range.lowerBound]) == .organ
      {
        break
      }
      position -= 1
    }
    return position
  }

  /// A signature that lost its date: the last line of the report that is a name and nothing else.
  private mutating func readLineAlone() {
    guard bodyStart != Int.max else { return }
    for index in flow.pieces.indices.reversed() {
      let piece = flow.pieces[index]
      guard Int(piece.start) > bodyStart else { return }
      guard piece.startsLine, piece.range.count <= 40, let name = nameOnLine(index) else {
        continue
      }
      claim(name, from: .signature, weight: Weight.lineAlone)
      signature = name
      return
    }
  }

  /// Reads the title and the dates in the head of a page.
  mutating func readMetadata(_ metadata: [(name: String, value: String)]) {
    for (name, value) in metadata {
      switch name.lowercased() {
      case "title", "articletitle": readPageTitle(value)
      case "pubdate", "publishdate", "publish_time":
        let dates = Flow.reading(.line(value), without: []) { Landmarks($0).dates }
        guard let date = dates.first(where: \.isFull)?.date else { continue }
        published.append(DateClaim(date: date, source: .metadata, range: nil, weight: 0))
      case "contentsource", "source", "author":
        Flow.reading(.line(value), without: []) { flow in
          let units = flow.units.prefix { !Unit.isSeparator($0) }
          guard let kind = AgencyName.kind(of: units) else { return }
          agencies.append(
            AgencyClaim(
              name: Array(units),
              range: nil,
              printed: value,
              kind: kind,
              source: .metadata,
              weight: Weight.sourceLine
            )
          )
        }
      default: continue
      }
    }
  }

  /// Reads `某局2019年…报告_某市人民政府`, the name of the site behind the last sign left out.
  private mutating func readPageTitle(_ value: String) {
    let document = Document.line(value)
    let (titles, agencies, years) = Flow.reading(document, without: []) { flow in
      var reading = IdentityReading(document: document, flow: flow, landmarks: Landmarks(flow))
      reading.readTitles()
      return (reading.titles, reading.agencies, reading.years)
    }
    for agency in agencies where agency.source == .title {
      self.agencies.append(
        AgencyClaim(
          name: agency.name,
          range: nil,
          printed: agency.printed,
          kind: agency.kind,
          source: .metadata,
          weight: Weight.pageTitle
        )
      )
    }
    for year in years where year.source == .title {
      self.years.append(
        YearClaim(year: year.year, source: .metadata, range: nil, weight: Weight.pageTitle)
      )
    }
    for title in titles {
      self.titles.append(
        TitleClaim(
          text: title.text,
          year: title.year,
          range: nil,
          source: .metadata,
          weight: Weight.pageTitle
        )
      )
    }
  }
}

// MARK: Names

extension IdentityReading {
  /// The name in a range, without the words that lead to it and follow it.
  func trimmedName(_ range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    var end = range.upperBound
    trimming: while start < end {
      let slice = flow.units[start..<end]
      if let first = slice.first, !Unit.isIdeograph(first) {
        start += 1
        continue
      }
      if let length = Wording.openers.prefixLength(of: slice), slice.count - length >= 3 {
        start += length
        continue trimming
      }
      break
    }
    trimming: while start < end {
      let slice = flow.units[start..<end]
      if let last = slice.last, !Unit.isIdeograph(last), last != 0x29 {
        end -= 1
        continue
      }
      if let length = Wording.closers.suffixLength(of: slice) {
        end -= length
        continue trimming
      }
      // (某局)2021年…: the bracket that opens was taken away before.
      if slice.last == 0x29, !slice.contains(0x28) {
        end -= 1
        continue trimming
      }
      // 某县农业农村局(原某县农业局): what it was called before is no part of the name.
      if slice.last == 0x29, let bracket = slice.lastIndex(of: 0x28),
        flow.units[bracket + 1] == 0x539F
      {
        end = bracket
        continue trimming
      }
      break
    }
    guard start < end else { return nil }
    return AgencyName.kind(of: flow.units[start..<end]) == nil ? nil : start..<end
  }

  private mutating func claim(_ name: Range<Int>, from source: Evidence, weight: Int) {
    guard let kind = AgencyName.kind(of: flow.units[name]) else { return }
    agencies.append(
      AgencyClaim(
        name: Array(flow.units[name]),
        range: name,
        printed: flow.printed(name),
        kind: kind,
        source: source,
        weight: weight
      )
    )
  }

  private mutating func claim(year: DatePhrase, from source: Evidence, weight: Int) {
    years.append(YearClaim(year: year.year, source: source, range: year.range, weight: weight))
  }
}
