import GoujiDocument
import GoujiModel

/// Gathers what a text says about who reports on which year, then weighs it.
struct IdentityReading {
  let document: Document
  let flow: Flow
  let landmarks: Landmarks

  private var agencies: [AgencyClaim] = []
  private var years: [YearClaim] = []
  private var titles: [TitleClaim] = []
  private var published: [DateClaim] = []
  private var signed: [DateClaim] = []

  /// The unit at which the body of the report begins: its first heading.
  let bodyStart: Int

  /// The lines of the signature, once it was read.
  private(set) var signature: Range<Int>?

  init(document: Document, flow: Flow, landmarks: Landmarks) {
    self.document = document
    self.flow = flow
    self.landmarks = landmarks
    let heading = landmarks.ordinals.first { ordinal in
      let piece = flow.pieces[flow.pieceIndex(of: ordinal.start)]
      return Int(piece.start) == ordinal.start
    }
    bodyStart = heading?.start ?? Int.max
  }
}

/// One place that names the agency.
struct AgencyClaim {
  let name: [UInt16]

  /// Where in the text; `nil` for a name from the head of a page.
  let range: Range<Int>?
  let printed: String
  let kind: AgencyName.Kind
  let source: Evidence

  /// How much it says against other claims; only the order matters.
  let weight: Int
}

struct YearClaim {
  let year: Int
  let source: Evidence
  let range: Range<Int>?
  let weight: Int

  /// Whether a claim of another year puts this one in doubt: dates follow the year they report on
  /// only as a rule, a title and a period state it.
  var isStatement: Bool { weight >= Weight.period }
}

struct TitleClaim {
  let text: String
  let range: Range<Int>?
  let source: Evidence
  let weight: Int
}

struct DateClaim {
  let date: CalendarDate
  let source: Evidence
  let range: Range<Int>?
  let weight: Int
}

/// How much each kind of evidence says.
enum Weight {
  static let title = 100
  static let titleBelow = 95
  static let sentence = 90
  static let period = 85
  static let filedBy = 80
  static let pageTitle = 75
  static let form = 70
  static let signature = 60
  static let text = 50
  static let signatureDate = 40
  static let lineAlone = 35
  static let sourceLine = 30
  static let publication = 20

  /// A title below the report is a link to another one, unless nothing else is known.
  static let link = 5
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
      } else if endsTitle(phrase, in: piece) {
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
    while start > piece.lowerBound {
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
  private func endsTitle(_ phrase: ReportPhrase, in piece: Range<Int>) -> Bool {
    let next = phrase.range.upperBound
    guard next < piece.upperBound else { return true }
    let unit = flow.units[next]
    // A date glued to it makes it a link to another report.
    if Unit.isDigit(unit) { return isGluedSecondTitle(at: next) }
    if !Unit.isIdeograph(unit) { return true }
    // "…年度报告发布时间:2021-01-09", "…年度报告一、总体情况" in a text without line ends.
    if Wording.labelStarts.length(in: flow.units, at: next, before: piece.upperBound) != nil
      || Wording.isOrdinal(flow.units, next..<piece.upperBound)
    {
      return true
    }
    return flow.hasGap(before: next, in: document.text) || isGluedSecondTitle(at: next)
  }

  /// Whether the title is printed again right behind itself.
  private func isGluedSecondTitle(at position: Int) -> Bool {
    landmarks.reports.contains { report in
      report.range.lowerBound > position && report.range.lowerBound - position < 40
    }
      && flow.units[position..<min(flow.units.count, position + 4)]
        .elementsEqual(flow.units[..<min(4, flow.units.count)])
  }

  private mutating func readTitle(_ phrase: ReportPhrase, lead: Int, pieceIndex: Int) {
    let piece = flow.pieces[pieceIndex].range
    let words = lead..<phrase.range.lowerBound
    guard !isLinkToAnother(phrase, in: piece) else { return }
    let isLate = lead > bodyStart
    var year: DatePhrase?
    for date in landmarks.dates where words.contains(date.range.lowerBound) && !date.isFull {
      year = date
    }
    for date in landmarks.dates
    where phrase.range.contains(date.range.lowerBound) && !date.isFull && year == nil {
      year = date
    }
    // "2019年某镇…", "某局2019年度…", "某局关于2019年…": the name is before or behind the year.
    var name: Range<Int>?
    if let year, words.contains(year.range.lowerBound) {
      name =
        trimmedName(words.lowerBound..<year.range.lowerBound)
        ?? trimmedName(year.range.upperBound..<words.upperBound)
    } else {
      name = trimmedName(words)
    }
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
    let penalty = isLate ? Weight.title - Weight.link : 0
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
      } else if let below = nameOnLine(pieceIndex + 1) {
        claim(below, from: .title, weight: Weight.titleBelow - penalty)
      }
    }
    let title = titleStart..<phrase.range.upperBound
    var text = flow.printed(lead..<phrase.range.upperBound, in: document.text)
    if let year, titleStart <= year.range.lowerBound, year.range.upperBound <= lead {
      text = flow.printed(titleStart..<year.range.upperBound, in: document.text) + text
    } else if let above {
      text = flow.printed(above, in: document.text) + text
    }
    guard !isLate else { return }
    // A title with the agency in it is worth more than the heading of a menu.
    let weight =
      Weight.title - penalty + (titleStart < lead || name != nil ? 3 : 0)
      + (year != nil ? 1 : 0)
    titles.append(TitleClaim(text: text, range: title, source: .title, weight: weight))
  }

  /// Reads the line above a title that was broken behind its year: `某局2021年`, `政府信息公开…`.
  private func nameAndYear(onLine index: Int) -> (name: Range<Int>?, year: DatePhrase?) {
    let piece = flow.pieces[index].range
    guard
      let year = landmarks.dates.last(where: {
        !$0.isFull && $0.range.upperBound == piece.upperBound
          && $0.range.lowerBound >= piece.lowerBound
      })
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
    return landmarks.dates.first { date in
      !date.isFull && date.range.lowerBound >= end && date.range.lowerBound <= end + 3
    }
  }

  /// Whether a mention is a link to another report: dated behind, or the neighbouring article.
  private func isLinkToAnother(_ phrase: ReportPhrase, in piece: Range<Int>) -> Bool {
    let next = phrase.range.upperBound
    if next < piece.upperBound, Unit.isDigit(flow.units[next]),
      landmarks.dates.contains(where: { $0.range.lowerBound == next })
    {
      return true
    }
    return Wording.adjacentArticle.prefixLength(of: flow.units[piece]) != nil
  }

  /// The agency on a line of its own, above or below a title.
  private func nameOnLine(_ index: Int) -> Range<Int>? {
    guard flow.pieces.indices.contains(index) else { return nil }
    let piece = flow.pieces[index].range
    guard let name = trimmedName(piece), name == piece,
      AgencyName.kind(of: flow.units[name]) == .organ
    else { return nil }
    return name
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
    var year: DatePhrase?
    for date in landmarks.dates where words.contains(date.range.lowerBound) && !date.isFull {
      year = date
    }
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

  /// Reads 由某局编制, the period, and the years that the text speaks of.
  mutating func readSentences() {
    for end in landmarks.compilations {
      let piece = flow.pieces[flow.pieceIndex(of: end - 1)].range
      var start = end - 2
      while start > piece.lowerBound,
        Unit.isIdeograph(flow.units[start - 1]) || isBracket(start - 1)
      {
        start -= 1
      }
      let words = flow.units[start..<(end - 2)]
      guard let by = words.lastIndex(of: 0x7531), let name = trimmedName((by + 1)..<(end - 2))
      else {
        continue
      }
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
    flow.units[piece.lowerBound..<position].last { $0 == 0x3C || $0 == 0x3E } == 0x3C
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
    landmarks.labels.contains { $0.end > position && $0.end - position < 10 }
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
      if end > value.lowerBound, flow.hasGap(before: end, in: document.text),
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
      let date = landmarks.dates.first(where: {
        $0.isFull && $0.range.lowerBound >= value.lowerBound
          && $0.range.lowerBound <= value.lowerBound + 2
      }), let day = date.date
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
      let before = start..<date.range.lowerBound
      let name =
        before.isEmpty ? (first > 0 ? nameOnLine(first - 1) : nil) : trimmedName(before)
      guard let name, AgencyName.kind(of: flow.units[name]) == .organ,
        before.isEmpty || name.lowerBound <= start + 4
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
        let flow = Flow(value)
        guard let date = Landmarks(flow).dates.first(where: \.isFull)?.date else { continue }
        published.append(DateClaim(date: date, source: .metadata, range: nil, weight: 0))
      case "contentsource", "source", "author":
        let flow = Flow(value)
        let units = flow.units.prefix { !Unit.isSeparator($0) }
        guard let kind = AgencyName.kind(of: units) else { continue }
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
      default: continue
      }
    }
  }

  /// Reads `某局2019年…报告_某市人民政府`, the name of the site behind the last sign left out.
  private mutating func readPageTitle(_ value: String) {
    let document = Document.line(value)
    let flow = Flow(document, without: [])
    var reading = IdentityReading(document: document, flow: flow, landmarks: Landmarks(flow))
    reading.readTitles()
    for agency in reading.agencies where agency.source == .title {
      agencies.append(
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
    for year in reading.years where year.source == .title {
      years.append(
        YearClaim(year: year.year, source: .metadata, range: nil, weight: Weight.pageTitle)
      )
    }
    for title in reading.titles {
      titles.append(
        TitleClaim(text: title.text, range: nil, source: .metadata, weight: Weight.pageTitle)
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
        printed: flow.printed(name, in: document.text),
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

// MARK: Decision

extension IdentityReading {
  /// The unit behind the title at the head of the report; 0 when it has none.
  var titleEnd: Int {
    guard let range = strongest(titles, by: \.weight)?.range, range.lowerBound < bodyStart else {
      return 0
    }
    return range.upperBound
  }

  func decide(simplified: (String) -> String) -> (ReportIdentity, [ReadingNote]) {
    var identity = ReportIdentity()
    var notes: [ReadingNote] = []

    if let best = strongest(titles, by: \.weight) {
      identity.title = Attested(best.text, from: best.source, place: place(best.range))
    }
    if let best = strongest(signed, by: \.weight) {
      identity.signedOn = Attested(best.date, from: best.source, place: place(best.range))
    }
    if let best = strongest(published, by: \.weight) {
      identity.publishedOn = Attested(best.date, from: best.source, place: place(best.range))
    }
    decideAgency(&identity, simplified)
    decideYear(&identity, &notes)
    decideScope(&identity)
    return (identity, notes)
  }

  /// The first of those with the greatest weight.
  private func strongest<Claim>(_ claims: [Claim], by weight: KeyPath<Claim, Int>) -> Claim? {
    var best: Claim?
    for claim in claims where claim[keyPath: weight] > best?[keyPath: weight] ?? Int.min {
      best = claim
    }
    return best
  }

  private func decideAgency(_ identity: inout ReportIdentity, _ simplified: (String) -> String) {
    guard var chosen = strongest(agencies, by: \.weight) else { return }
    // A title may leave out the region or the words for the body that other places print.
    var isGovernment = chosen.source == .signature || chosen.source == .sourceLine
    isGovernment = isGovernment && speaksForRegion
    for other in agencies where other.kind == .organ && other.name.count > chosen.name.count {
      if other.name[...].ends(with: chosen.name) {
        chosen = other
      } else if chosen.kind == .region,
        other.name[...].holds(chosen.name + AgencyName.government)
      {
        chosen = other
        isGovernment = true
      }
    }
    var name = chosen.name[...]
    var printed = chosen.printed
    var range = chosen.range
    if isGovernment, let length = AgencyName.officeSuffixLength(of: name) {
      name = name.dropLast(length)
      printed = String(printed.dropLast(length))
      range = range.map { $0.lowerBound..<($0.upperBound - length) }
    }
    identity.agency = Attested(simplified(printed), from: chosen.source, place: place(range))
    identity.agencyAsPrinted =
      range.map { document.string(flow.textRange($0, in: document.text)).filter { !$0.isNewline } }
      ?? printed
    identity.level = AgencyLevel.ofAgency(named: name)
  }

  /// Whether the text says 我市, 全县 and the like, and not 我办.
  private var speaksForRegion: Bool {
    landmarks.speakers.contains { Self.regions.contains($0.body) }
  }

  private static let regions = Set("省市区县旗州盟镇乡街".utf16)

  /// Bodies that say 我局 and 全局 of themselves.
  private static let offices = Set("局厅委办院会馆处站所".utf16)

  private static let figures = WordList(["数据", "统计"])
  private static let boilerplate = "结合".units

  /// Takes the scope from what the text says: 市本级数据, 全县…, 我局….
  ///
  /// An office that speaks of 全区, or a government that speaks of nothing wider, leaves it open.
  private func decideScope(_ identity: inout ReportIdentity) {
    for end in landmarks.ownLevels {
      let piece = flow.pieces[flow.pieceIndex(of: end - 1)].range
      let clause = flow.units[max(piece.lowerBound, end - 20)..<min(piece.upperBound, end + 20)]
      guard Self.figures.occurs(in: clause) else { continue }
      identity.scope = Attested(.level, from: .text, place: place((end - 2)..<end))
      return
    }
    let isDepartment: Bool
    switch identity.level {
    case .provinceGovernment, .cityGovernment, .countyGovernment, .town: isDepartment = false
    case .centralDepartment, .provinceDepartment, .cityDepartment, .countyDepartment:
      isDepartment = true
    case nil: return
    }
    let speaker = landmarks.speakers.first { speaker in
      isDepartment
        ? Self.offices.contains(speaker.body)
        : speaker.opener == 0x5168 && Self.regions.contains(speaker.body)
          && !flow.matches(Self.boilerplate, endingAt: speaker.position, after: 0)
    }
    guard let speaker else { return }
    identity.scope = Attested(
      isDepartment ? .office : .region,
      from: .text,
      place: place(speaker.position..<(speaker.position + 2))
    )
  }

  private func decideYear(_ identity: inout ReportIdentity, _ notes: inout [ReadingNote]) {
    var years = years
    if let signedOn = identity.signedOn {
      years.append(
        YearClaim(
          year: signedOn.value.year - 1,
          source: .signature,
          range: nil,
          weight: Weight.signatureDate
        )
      )
    }
    if let publishedOn = identity.publishedOn {
      years.append(
        YearClaim(
          year: publishedOn.value.year - 1,
          source: publishedOn.source,
          range: nil,
          weight: Weight.publication
        )
      )
    }
    if years.isEmpty { years = yearsInGlosses() }
    guard let best = strongest(years, by: \.weight) else { return }
    identity.year = Attested(best.year, from: best.source, place: place(best.range))
    guard best.isStatement,
      let other = years.first(where: { $0.isStatement && $0.year != best.year })
    else { return }
    notes.append(
      ReadingNote(
        code: .identityDoubt,
        message: Bilingual(
          zh: "报告年度有两种写法:\(best.year)年和\(other.year)年,按前者读取。",
          en: "the report states two years, \(best.year) and \(other.year); the former is taken"
        ),
        place: place(other.range)
      )
    )
  }

  /// Reads 本年增/减(指2020年新增的事项数): column headings with the year of the report in them.
  ///
  /// The year before stands in other headings of the same table, so the latest counts.
  private func yearsInGlosses() -> [YearClaim] {
    let flow = Flow(document, without: [])
    let years = Landmarks(flow).dates.filter { date in
      !date.isFull && date.range.lowerBound > 0
        && Self.glossOpeners.contains(flow.units[date.range.lowerBound - 1])
    }
    guard let latest = years.max(by: { $0.year < $1.year }) else { return [] }
    return [YearClaim(year: latest.year, source: .text, range: nil, weight: Weight.publication)]
  }

  /// 指, 填
  private static let glossOpeners = Set("指填".utf16)

  private func place(_ range: Range<Int>?) -> SourcePlace? {
    range.map { document.place(of: flow.textRange($0, in: document.text)) }
  }
}
