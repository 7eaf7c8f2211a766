/// What the parts of a text say about the report's identity, found in one pass over a ``Flow``.
struct Landmarks {
  /// Mentions of an annual report on disclosure, in reading order.
  var reports: [ReportPhrase] = []

  /// Dates and years, in reading order.
  var dates: [DatePhrase] = []

  /// Colons behind a label of the page.
  var labels: [LabelPhrase] = []

  /// Ends of 编制, as in 由某局编制.
  var compilations: [Int] = []

  /// Where 一、 or another ordinal of the highest level ends.
  var ordinals: [OrdinalPhrase] = []

  /// 全市, 我局 and the like: the unit of the second character.
  var speakers: [SpeakerPhrase] = []

  /// Ends of 本级.
  var ownLevels: [Int] = []
}

/// A mention such as 政府信息公开工作年度报告 or 政府信息公开工作情况报告如下.
struct ReportPhrase {
  /// From 政府 or 信息 to 报告.
  let range: Range<Int>

  /// Whether 如下 follows: the sentence in which an agency introduces its report.
  let isAnnouncement: Bool

  /// Whether it names the annexed statistics form and not the report.
  let isStatisticsForm: Bool
}

struct LabelPhrase {
  let label: Wording.Label

  /// The first unit behind the colon.
  let end: Int
}

struct OrdinalPhrase {
  let start: Int
  let end: Int
}

struct SpeakerPhrase {
  /// 全 or 我.
  let opener: UInt16

  /// 市, 局 and so on.
  let body: UInt16
  let position: Int
}

extension Landmarks {
  /// The dates and years that begin in a range of units.
  func dates(in range: Range<Int>) -> ArraySlice<DatePhrase> {
    let first = firstDate { $0.lowerBound < range.lowerBound }
    return dates[first...].prefix { $0.range.lowerBound < range.upperBound }
  }

  /// The dates and years that end behind the start of a unit, and all later ones.
  func dates(endingBehind unit: Int) -> ArraySlice<DatePhrase> {
    dates[firstDate { $0.upperBound <= unit }...]
  }

  /// The position of the first date that does not lie before what is looked for.
  private func firstDate(_ liesBefore: (Range<Int>) -> Bool) -> Int {
    var low = 0
    var high = dates.count
    while low < high {
      let middle = (low + high) / 2
      if liesBefore(dates[middle].range) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  static let governmentInformationDisclosure = "政府信息公开".units

  init(_ flow: Flow) {
    dates.reserveCapacity(64)
    ordinals.reserveCapacity(16)
    for trigger in flow.triggers {
      let position = Int(trigger)
      switch flow.units[position] {
      case 0x5F00:  // 开
        guard position > 0, flow.units[position - 1] == 0x516C else { break }  // 公
        if let year = flow.bareYear(beforeDisclosure: position) { dates.append(year) }
        if let phrase = ReportPhrase(flow, at: position) { reports.append(phrase) }
      case 0x5E74:  // 年
        if let phrase = flow.datePhrase(atYearSign: position) { dates.append(phrase) }
      case 0x5236:  // 制
        if flow.matches(Wording.compiled, endingAt: position + 1, after: 0) {
          compilations.append(position + 1)
        }
      case 0x3001:  // 、
        if let phrase = OrdinalPhrase(flow, at: position) { ordinals.append(phrase) }
      case 0x3A:  // :
        if let phrase = LabelPhrase(flow, at: position) { labels.append(phrase) }
      case 0x5168, 0x6211:  // 全, 我
        if position + 1 < flow.units.count {
          speakers.append(
            SpeakerPhrase(
              opener: flow.units[position],
              body: flow.units[position + 1],
              position: position
            )
          )
        }
      case 0x7EA7 where position > 0 && flow.units[position - 1] == 0x672C:  // 本级
        ownLevels.append(position + 1)
      case 0x2E where position > 0 && Unit.chineseDigit(flow.units[position - 1]) != nil:
        if let phrase = OrdinalPhrase(flow, at: position) { ordinals.append(phrase) }
      default:
        if let phrase = flow.datePhrase(atDivider: position) { dates.append(phrase) }
      }
    }
  }
}

extension Flow {
  /// A year without 年 before 政府信息公开: `某局2021政府信息公开工作年度报告`.
  ///
  /// - Parameter position: The unit of 开.
  /// - Returns: `nil` when no year stands there.
  func bareYear(beforeDisclosure position: Int) -> DatePhrase? {
    let end = position - 5
    guard end >= 4, Unit.isDigit(units[end - 1]),
      matches(Landmarks.governmentInformationDisclosure, endingAt: position + 1, after: 0)
    else { return nil }
    return plainYear(before: end)
  }
}

extension ReportPhrase {
  /// Reads the mention around the 开 of 信息公开 at a position.
  init?(_ flow: Flow, at position: Int) {
    let units = flow.units
    // 公开 stands everywhere, 信息公开 does not.
    guard position >= 3,
      units[position - 2] == 0x606F || units[position - 2] == 0x8BAF
        || Unit.isSeparator(units[position - 2])
    else { return nil }
    var start = position - 3
    if !flow.matches(Wording.informationDisclosure, endingAt: position + 1, after: 0),
      !flow.matches(Wording.informationDisclosureInTaiwan, endingAt: position + 1, after: 0)
    {
      // A title that is broken in two: 2021年政府信息, 公开工作年度报告.
      guard Unit.isSeparator(units[position - 2]),
        flow.matches(Wording.information, endingAt: position - 2, after: 0)
      else { return nil }
      start -= 1
    }
    // 政府信息公开, 政务信息公开; in 某镇人民政府信息公开 the 政府 belongs to the name.
    if start >= 2, units[start - 2] == 0x653F,
      units[start - 1] == 0x5E9C || units[start - 1] == 0x52A1,
      !flow.matches(Wording.people, endingAt: start - 2, after: 0)
    {
      start -= 2
    }
    var next = position + 1
    let limit = min(units.count, position + 18)
    if flow.matches(Wording.statisticsForm, at: next, before: units.count) {
      let end = next + Wording.statisticsForm.count
      self.init(range: start..<end, isAnnouncement: false, isStatisticsForm: true)
      return
    }
    while next < limit {
      if flow.matches(Wording.reportWord, at: next, before: units.count) {
        next += 2
        break
      }
      // 年报
      if units[next] == 0x5E74, next + 1 < limit, units[next + 1] == 0x62A5 {
        next += 2
        break
      }
      let unit = units[next]
      guard
        Wording.titleFillers.contains(unit) || Unit.isSeparator(unit) || unit == 0x28
          || unit == 0x29 || Unit.isDigit(unit)
      else { return nil }
      next += 1
    }
    guard next <= limit, units[next - 1] == 0x544A || units[next - 1] == 0x62A5 else { return nil }
    self.init(
      range: start..<next,
      isAnnouncement: flow.matches(Wording.asFollows, at: next, before: units.count),
      isStatisticsForm: false
    )
  }
}

extension LabelPhrase {
  init?(_ flow: Flow, at colon: Int) {
    guard
      let label = Wording.label(endingAt: colon, in: flow.units, from: max(0, colon - 9))
    else { return nil }
    self.init(label: label, end: colon + 1)
  }
}

extension OrdinalPhrase {
  init?(_ flow: Flow, at sign: Int) {
    var start = sign
    while start > 0, sign - start < 3, let digit = Unit.chineseDigit(flow.units[start - 1]),
      digit > 0
    {
      start -= 1
    }
    guard start < sign, sign - start <= 2 else { return nil }
    self.init(start: start, end: sign + 1)
  }
}
