internal import GoujiModel
internal import GoujiSchemas

/// Parts announced in the preface against parts listed and sections found.
struct AnnouncedParts: DocumentRuleKind {
  static let kind = "announced-parts"

  private let words: Announcement.Words

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    words = Announcement.Words(
      counted: try rule.words("counted"),
      ends: try rule.words("ends"),
      joining: try rule.words("joining"),
      common: try rule.words("common"),
      overview: try rule.words("overview")
    )
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    let silent = Bilingual(
      zh: "前言没有说明分为几个部分",
      en: "the preface does not say how many parts there are"
    )
    let opening = ledger.phrases(.partsAnnounced).first { $0.section < 2 && $0.paragraph < 4 }
    guard let opening else { return .notEvaluated(silent) }
    let headings = headings(in: ledger)
    guard headings.count >= 3 else { return .notEvaluated(silent) }
    if report.sections.indices.contains(opening.section) {
      let section = report.sections[opening.section]
      if section.heading.isEmpty || section.kind == .overview,
        section.paragraphs.indices.contains(opening.paragraph)
      {
        let paragraph = section.paragraphs[opening.paragraph]
        if let announcement = Announcement(paragraph.text, behind: opening.range.upperBound, words)
        {
          return outcome(announcement, headings, paragraph, settings)
        }
      }
    }
    return .notEvaluated(silent)
  }

  /// The headings of the sections, and those that a table holds.
  private func headings(in ledger: Ledger) -> [String] {
    let sections = ledger.report.sections.filter { !$0.heading.isEmpty && $0.kind != .annex }
    let hidden = ledger.form.tables.filter { table in
      ledger.foundTables.contains(table.id)
        && !sections.contains { $0.kind?.rawValue == table.id.rawValue }
    }
    return sections.map(\.heading) + hidden.map(\.title.zh)
  }

  private func outcome(
    _ announcement: Announcement,
    _ headings: [String],
    _ paragraph: Paragraph,
    _ settings: RuleSettings
  ) -> RuleOutcome {
    let found = headings.count
    let joined = headings.joined(separator: " ")
    let foreign = announcement.topics.filter { !words.isCovered($0, by: joined) }
    let stated = announcement.count ?? announcement.topics.count
    let listed = announcement.topics.isEmpty ? stated : announcement.topics.count
    guard stated != listed || stated != found else { return RuleOutcome(verdict: .pass) }
    let listing =
      listed == stated ? "" : ",实际列出\(listed)个"
    let missing =
      foreign.isEmpty
      ? "" : ",其中\(foreign.prefix(4).map { "“\($0)”" }.joined(separator: "、"))在标题中没有对应"
    return .failed(
      settings.finding(
        reported: Figure(stated),
        expected: Figure(found),
        message: sentence([
          Bilingual(
            zh: "前言称报告有\(stated)个部分\(listing),正文有\(found)个部分\(missing)",
            en: "the preface announces \(stated) parts"
              + (listed == stated ? "" : " and lists \(listed)")
              + ", the report has \(found) sections"
              + (foreign.isEmpty
                ? "" : "; without a heading: " + foreign.prefix(4).joined(separator: ", "))
          )
        ]),
        terms: [FindingTerm(cell: nil, figure: Figure(stated), place: paragraph.place)],
        place: paragraph.place
      )
    )
  }
}

/// What a preface says about the parts of its report: `全文包括总体情况,…以及其他事项`.
private struct Announcement {
  /// The number of parts that it states; `nil` when it only lists them.
  let count: Int?
  let topics: [String]

  /// What announcements are written in.
  struct Words: Sendable {
    /// What follows the number of parts; longer ones first.
    let counted: [String]

    /// What ends the list of parts.
    let ends: [String]

    /// What joins two parts.
    let joining: [String]

    /// What stands in the names of many parts and so tells none from another.
    let common: [String]

    /// The names of the overview.
    let overview: [String]

    /// Whether any two characters of a topic that say something stand in a heading.
    func isCovered(_ topic: String, by headings: String) -> Bool {
      if overview.contains(where: topic.contains), overview.contains(where: headings.contains) {
        return true
      }
      let characters = Array(topic)
      guard characters.count > 1 else { return true }
      return characters.indices.dropLast().contains { index in
        let pair = String(characters[index...index + 1])
        return !common.contains { $0.contains(pair) } && headings.contains(pair)
      }
    }
  }

  private static let digits: [Character] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
  private static let commas: Set<Character> = [",", "，"]

  /// Reads what follows the byte behind the words that open the announcement.
  init?(_ text: String, behind offset: Int, _ words: Words) {
    guard offset <= text.utf8.count else { return nil }
    let start = text.utf8.index(text.startIndex, offsetBy: offset)
    let rest = text[start...].prefix { !"。;;".contains($0) }
    let topics = Self.topics(rest, words)
    count = Self.count(rest, words)
    self.topics = topics.count < 3 ? [] : topics
    guard count != nil || !self.topics.isEmpty else { return nil }
  }

  private static func count(_ text: Substring, _ words: Words) -> Int? {
    for unit in words.counted {
      guard let sign = text.firstRange(of: unit)?.lowerBound, sign > text.startIndex else {
        continue
      }
      let before = text[text.index(before: sign)]
      if let count = digits.firstIndex(of: before).map({ $0 + 1 }) ?? before.wholeNumberValue {
        return count
      }
    }
    return nil
  }

  private static func topics(_ text: Substring, _ words: Words) -> [String] {
    var list = text
    if let colon = list.lastIndex(where: { ":：".contains($0) }) {
      list = list[list.index(after: colon)...]
    }
    for end in words.ends {
      if let sign = list.lastRange(of: end)?.lowerBound { list = list[..<sign] }
    }
    let hasCommas = list.contains { commas.contains($0) }
    var topics: [Substring] = []
    for piece in list.split(whereSeparator: { hasCommas ? commas.contains($0) : $0 == "、" }) {
      var pieces = [piece]
      for word in words.joining { pieces = pieces.flatMap { $0.split(separator: word) } }
      topics += pieces
    }
    return topics.map { withoutCount($0, words).trimmed }.filter { $0.count >= 2 }
  }

  /// A topic without the number of parts that closes the list: `其他事项六个部分组成`.
  private static func withoutCount(_ topic: Substring, _ words: Words) -> Substring {
    for unit in words.counted {
      guard let sign = topic.firstRange(of: unit)?.lowerBound else { continue }
      let before = topic[..<sign].reversed().drop { digits.contains($0) || $0.isNumber }
      let name = String(before.reversed())
      // 以下六个部分 names none.
      return name.count > 3 ? topic.prefix(name.count) : ""
    }
    return topic
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  fileprivate func lastRange(of word: String) -> Range<Index>? {
    var found: Range<Index>?
    var rest = self
    while let range = rest.firstRange(of: word) {
      found = range
      rest = rest[range.upperBound...]
    }
    return found
  }
}
