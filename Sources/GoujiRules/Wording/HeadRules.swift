internal import GoujiModel
internal import GoujiSchemas

/// The title, its year and its body.
struct TitlePresent: PlainRuleKind, DocumentRuleKind {
  static let kind = "title-present"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    let ends = ledger.phrases(.periodEnd)
    guard let title = report.identity.title else { return missing(report, ends, settings) }
    // A title that is known only from the head of the page was left out of the page itself.
    guard title.source != .metadata, title.source != .manifest,
      let year = report.identity.year, year.source == .title,
      let period = ends.first, period.number != year.value, let other = period.number
    else { return RuleOutcome(verdict: .pass) }
    // The period of the tables decides: a date of another year in the text is none.
    guard ends.allSatisfy({ $0.number == other }) else { return RuleOutcome(verdict: .pass) }
    return .failed(
      settings.finding(
        reported: Figure(year.value),
        expected: Figure(other),
        message: sentence([
          Bilingual(
            zh: "标题为\(year.value)年度,正文统计期限却到\(other)年12月31日",
            en: "the title says \(year.value), but the period in the text ends in \(other)"
          )
        ]),
        terms: [
          FindingTerm(cell: nil, figure: Figure(year.value), place: year.place), period.term,
        ],
        place: year.place
      )
    )
  }

  private func missing(
    _ report: Report,
    _ ends: [Phrase],
    _ settings: RuleSettings
  ) -> RuleOutcome {
    guard let year = report.identity.year, let agency = report.identity.agency else {
      return .notEvaluated(AgencyText.yearUnknown)
    }
    // A sentence that introduces the report stands in for a title that was left out of the page.
    let isIntroduced =
      !report.sections.isEmpty
      && (year.source == .period || year.source == .manifest || year.source == .title
        || agency.source == .title || agency.source == .text || !ends.isEmpty)
    return .failed(
      settings.finding(
        severity: isIntroduced ? settings.severity(of: .info) : settings.severity,
        message: sentence([
          Bilingual(
            zh: "未见报告标题,机关“\(agency.value)”和年度\(year.value)由正文他处得知;"
              + "标题也可能在提取时丢失",
            en: "no title was found; the agency \(agency.value) and the year \(year.value) are "
              + "known from elsewhere, and the title may have been lost in the extraction"
          )
        ]),
        terms: [
          FindingTerm(cell: nil, figure: nil, place: agency.place),
          FindingTerm(cell: nil, figure: nil, place: year.place),
        ],
        place: report.sections.first?.place
      )
    )
  }
}

/// The period of the figures.
struct PeriodStated: PlainRuleKind, DocumentRuleKind {
  static let kind = "period-stated"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let year = report.identity.year?.value,
      !report.sections.isEmpty
    else { return .notEvaluated(AgencyText.yearUnknown) }
    let ends = ledger.phrases(.periodEnd)
    if ends.contains(where: { $0.number == year }) { return RuleOutcome(verdict: .pass) }
    let printed = ends.first
    return .failed(
      settings.finding(
        reported: printed?.number.map { Figure($0) },
        expected: printed == nil ? nil : Figure(year),
        message: sentence([
          printed?.number.map {
            Bilingual(
              zh: "统计期限止于\($0)年12月31日,应为\(year)年",
              en: "the period ends in \($0), not in \(year)"
            )
          }
            ?? Bilingual(
              zh: "未写明统计期限(应为\(year)年1月1日至12月31日)",
              en: "the period is not stated; it should be 1 January to 31 December \(year)"
            )
        ]),
        terms: printed.map { [$0.term] } ?? [],
        place: printed?.place ?? report.sections.first?.place
      )
    )
  }
}

/// Ordinals of one level that skip or repeat, and a heading repeated one level down.
struct Numbering: PlainRuleKind, DocumentRuleKind {
  static let kind = "numbering"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard !report.sections.isEmpty else {
      return .notEvaluated(ReasonText.nothingToJudge)
    }
    var findings: [Finding] = []
    func add(_ place: SourcePlace, _ message: Bilingual) {
      findings.append(
        settings.finding(
          message: sentence([message]),
          terms: [FindingTerm(cell: nil, figure: nil, place: place)],
          place: place
        )
      )
    }
    var last = 0
    // The heading of a table belongs to the table and is no section.
    let hidden = ledger.foundTables.count { table in
      !report.sections.contains { $0.kind?.rawValue == table.rawValue }
    }
    for section in report.sections where section.kind != .annex {
      guard let number = Ordinal(section.heading)?.number else { continue }
      if last > 0, number == last {
        add(
          section.place,
          Bilingual(
            zh: "标题序号出现两个“\(Ordinal.text(number))、”",
            en: "two headings are numbered \(number)"
          )
        )
      } else if last > 0, number > last + 1 + hidden {
        add(
          section.place,
          Bilingual(
            zh: "标题序号由“\(Ordinal.text(last))、”跳到“\(Ordinal.text(number))、”",
            en: "the headings skip from \(last) to \(number)"
          )
        )
      }
      last = number
    }
    for section in report.sections where section.kind != .annex {
      var last = 0
      for paragraph in section.paragraphs {
        guard let item = Ordinal(paragraph.text, isBracketed: true) else { continue }
        if last == 0, item.number == 1, let heading = Ordinal(section.heading),
          heading.title.count > 2, item.title == heading.title
        {
          add(
            paragraph.place,
            Bilingual(
              zh: "“(一)\(item.title)”与“\(section.heading)”重复",
              en: "“(一)\(item.title)” repeats the heading “\(section.heading)”"
            )
          )
        }
        let spelled = Ordinal.text(item.number)
        if last > 0, item.number == last {
          add(
            paragraph.place,
            Bilingual(zh: "小标题序号出现两个“(\(spelled))”", en: "two items are numbered (\(item.number))")
          )
        } else if last > 0, item.number > last + 1 {
          add(
            paragraph.place,
            Bilingual(
              zh: "小标题序号由“(\(Ordinal.text(last)))”跳到“(\(spelled))”",
              en: "the items skip from (\(last)) to (\(item.number))"
            )
          )
        }
        last = item.number
      }
    }
    return RuleOutcome(verdict: findings.isEmpty ? .pass : .fail, findings: findings)
  }
}

/// A Chinese ordinal in front of a heading: 三、 or (三).
private struct Ordinal {
  let number: Int

  /// The whole text, and where in its bytes the sign behind the ordinal begins.
  private let text: String
  private let end: Int

  /// What follows, without spaces and up to the first sign.
  var title: String {
    text[text.utf8.index(text.startIndex, offsetBy: end)...].dropFirst().prefix(30).filter {
      $0 != " " && $0 != "　"
    }
    .split(whereSeparator: { "。,，:：;；".contains($0) }).first.map(String.init) ?? ""
  }

  private static let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
  private static let digitBytes = digits.map { Array($0.utf8) }

  init?(_ text: String, isBracketed: Bool = false) {
    let bytes = text.utf8.span
    var position = 0
    if isBracketed {
      position = bytes.holds("(", at: 0) ? 1 : bytes.holds("（", at: 0) ? 3 : 0
      guard position > 0 else { return nil }
    }
    var number = 0
    var count = 0
    while count < 3, let digit = Self.digit(in: bytes, at: position) {
      number = digit == 9 ? max(1, number) * 10 : number % 10 == 0 ? number + digit + 1 : -100
      position += 3
      count += 1
    }
    guard number > 0 else { return nil }
    let isClosed =
      isBracketed
      ? bytes.holds(")", at: position) || bytes.holds("）", at: position)
      : bytes.holds("、", at: position) || bytes.holds(".", at: position)
        || bytes.holds("．", at: position)
    guard isClosed else { return nil }
    self.number = number
    self.text = text
    end = position
  }

  /// The numeral at a position, 0 for 一.
  private static func digit(in bytes: Span<UInt8>, at position: Int) -> Int? {
    // 一 to 十 lie between U+4E00 and U+56DB.
    guard position + 3 <= bytes.count, bytes[position] == 0xE4 || bytes[position] == 0xE5 else {
      return nil
    }
    return digitBytes.firstIndex {
      $0[0] == bytes[position] && $0[1] == bytes[position + 1] && $0[2] == bytes[position + 2]
    }
  }

  static func text(_ number: Int) -> String {
    guard number > 0, number < 100 else { return String(number) }
    let tens = number / 10
    let ones = number % 10
    return (tens > 1 ? digits[tens - 1] : "") + (tens > 0 ? "十" : "")
      + (ones > 0 ? digits[ones - 1] : "")
  }
}
