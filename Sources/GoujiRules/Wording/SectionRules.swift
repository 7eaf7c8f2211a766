internal import GoujiModel
internal import GoujiSchemas

/// The prescribed sections are there, once, in order.
struct SectionsPresent: DocumentRuleKind {
  static let kind = "sections-present"

  private let order: [Part]

  /// Words of a heading about fees.
  private let feeWords: SoughtWords

  /// Whether the form is that of the Regulation of 2007, whose reports have a part on fees and no
  /// prescribed headings.
  private let isOfOldRegulation: Bool

  private struct Part: Sendable {
    let kind: Section.Kind
    let number: String
    let title: Bilingual

    /// Words of a heading that the section may share with another.
    let words: SoughtWords
  }

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    isOfOldRegulation = form.tables.contains { $0.id == .statistics }
    feeWords = SoughtWords(try rule.words("fees"))
    let titles: [(Section.Kind, String, Bilingual)] = [
      (.overview, "一", Bilingual(zh: "总体情况", en: "overview")),
      (.disclosure, "二", Bilingual(zh: "主动公开政府信息情况", en: "published information")),
      (.applications, "三", Bilingual(zh: "收到和处理政府信息公开申请情况", en: "applications")),
      (
        .reviewLitigation, "四",
        Bilingual(zh: "政府信息公开行政复议、行政诉讼情况", en: "reviews and lawsuits")
      ),
      (.problems, "五", Bilingual(zh: "存在的主要问题及改进情况", en: "problems and improvements")),
      (.other, "六", Bilingual(zh: "其他需要报告的事项", en: "other matters")),
    ]
    order = try titles.map { kind, number, title in
      Part(
        kind: kind,
        number: number,
        title: title,
        words: SoughtWords(try rule.words(kind.rawValue))
      )
    }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    let kinds = report.sections.compactMap(\.kind)
    if isOfOldRegulation { return feesMentioned(ledger, settings) }
    let tables = ledger.foundTables
    let found = Set(kinds).subtracting([.annex]).count
    guard found >= 2, found + tables.count >= 3 else {
      return .notEvaluated(
        Bilingual(zh: "没有读到各部分标题", en: "the headings of the sections were not found")
      )
    }
    var tally = OutcomeTally()
    for part in order {
      if kinds.contains(part.kind) || tables.contains(TableID(rawValue: part.kind.rawValue))
        || isMergedElsewhere(part, report)
      {
        tally.holds()
        continue
      }
      // A report that runs on from its title has its overview without a heading.
      if part.kind == .overview, report.sections.contains(where: { $0.kind == nil }) {
        tally.cannotJudge(
          Bilingual(zh: "总体情况可能没有单独的标题", en: "the overview may have no heading of its own")
        )
        continue
      }
      tally.fails(
        settings.finding(
          table: TableID(rawValue: part.kind.rawValue).ifIn(ledger.form),
          message: sentence([
            Bilingual(
              zh: "缺少“\(part.number)、\(part.title.zh)”部分",
              en: "section \(part.number), \(part.title.zh) (\(part.title.en)), is missing"
            )
          ])
        )
      )
    }
    let ranks = kinds.compactMap { kind in order.firstIndex { $0.kind == kind } }
    if let place = zip(ranks, ranks.dropFirst()).first(where: { $0 > $1 }) {
      tally.fails(
        settings.finding(
          severity: settings.severity.lowered,
          message: sentence([
            Bilingual(
              zh: "“\(order[place.1].title.zh)”排在“\(order[place.0].title.zh)”之后,顺序有误",
              en: "\(order[place.1].title.zh) stands behind \(order[place.0].title.zh)"
            )
          ]),
          place: report.sections.last { $0.kind == order[place.1].kind }?.place
        )
      )
    }
    return tally.outcome
  }

  /// Article 32 of the Regulation of 2007 asks for fees and reductions.
  private func feesMentioned(
    _ ledger: Ledger,
    _ settings: RuleSettings
  ) -> RuleOutcome {
    let report = ledger.report
    guard report.sections.filter({ !$0.heading.isEmpty && $0.kind != .annex }).count >= 4 else {
      return .notEvaluated(
        Bilingual(zh: "没有读到各部分标题", en: "the headings of the sections were not found")
      )
    }
    let isMentioned =
      !ledger.text.phrases(.processingFee).isEmpty
      || report.sections.contains { feeWords.occur(in: $0.heading) }
    guard !isMentioned else { return RuleOutcome(verdict: .pass) }
    return .failed(
      settings.finding(
        severity: settings.severity.lowered,
        message: sentence([
          Bilingual(
            zh: "未见“政府信息公开的收费及减免情况”部分",
            en: "nothing is said on fees and reductions (收费及减免情况)"
          )
        ])
      )
    )
  }

  /// Whether two sections share one heading, or the heading was lost while its table is there.
  private func isMergedElsewhere(_ part: Part, _ report: Report) -> Bool {
    report.sections.contains { part.words.occur(in: $0.heading) }
  }
}

extension Ledger {
  /// The tables of which a cell was found; their headings belong to them and are no sections.
  var foundTables: [TableID] {
    surveys.filter { !$0.present.isEmpty }.map { form.tables[$0.table].id }
      + report.foreignCells.filter { $0.cell.status != .missing }.map(\.definition.id.table)
  }
}

extension TableID {
  fileprivate func ifIn(_ form: FormDefinition) -> TableID? {
    form.tables.contains { $0.id == self } ? self : nil
  }
}

/// Section five is more than a word.
struct ProblemsNamed: DocumentRuleKind {
  static let kind = "problems-named"

  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    fewest = try rule.limit("fewest_characters")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let index = report.sections.firstIndex(where: { $0.kind == .problems })
    else {
      return .notEvaluated(
        Bilingual(zh: "没有读到第五部分", en: "section five was not found")
      )
    }
    let section = report.sections[index]
    // 一个汉字三个字节: an ideograph takes three bytes.
    let characters = section.paragraphs.reduce(0) { $0 + $1.text.utf8.count } / 3
    let isLast = index == report.sections.count - 1
    guard characters > 0 || !isLast else {
      return .notEvaluated(
        Bilingual(zh: "第五部分没有读到正文", en: "no text of section five was found")
      )
    }
    let namesProblem = ledger.hasPhrase(.problem, inSection: index)
    let namesMeasure = ledger.hasPhrase(.measure, inSection: index)
    let continuesBelow =
      report.sections.indices.contains(index + 1) && report.sections[index + 1].kind == nil
    guard !continuesBelow, characters < fewest || !namesProblem || !namesMeasure else {
      return RuleOutcome(verdict: .pass)
    }
    let text = section.paragraphs.map(\.text).joined().prefix(20)
    let message =
      characters < fewest
      ? Bilingual(
        zh: "第五部分仅有\(characters)字“\(text)”,未说明存在的问题和改进措施",
        en: "section five has only \(characters) characters (“\(text)”) and names neither problems "
          + "nor measures"
      )
      : namesProblem
        ? Bilingual(zh: "第五部分未写改进措施", en: "section five names no measure")
        : Bilingual(zh: "第五部分未写存在的问题", en: "section five names no problem")
    return .failed(
      settings.finding(
        reported: Figure(characters),
        expected: characters < fewest ? Figure(fewest) : nil,
        message: sentence([message]),
        place: section.place
      )
    )
  }
}

/// Section six speaks of the information-processing fee.
struct SectionSix: DocumentRuleKind {
  static let kind = "section-six"

  /// The total of applications closed for non-payment, where the form has it.
  private let unpaid: [Int]
  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    unpaid = [form.position(table: .applications, row: .otherUnpaidFee, column: .total)]
      .compactMap { $0 }
    fewest = try rule.limit("fewest_characters")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let index = report.sections.firstIndex(where: { $0.kind == .other })
    else {
      return .notEvaluated(ProcessingFee.noSection)
    }
    let section = report.sections[index]
    if ledger.hasPhrase(.processingFee, inSection: index) {
      return RuleOutcome(verdict: .pass)
    }
    let characters = section.paragraphs.reduce(0) { $0 + $1.text.utf8.count } / 3
    let collected = ledger.text.claims(about: .informationFee).first {
      ledger.text.traits[$0].contains(.ofReport) && !ledger.text.traits[$0].contains(.zero)
    }.map { report.claims[$0] }
    // Applications closed for non-payment are the matter of a rule of their own; 无 alone is what
    // many good reports write.
    let isJudgedByTable = unpaid.contains { ledger.amounts[$0] > 0 }
    guard !isJudgedByTable, characters >= fewest || collected != nil else {
      return RuleOutcome(verdict: .pass)
    }
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "第六部分未说明信息处理费收取情况"
              + (collected.map { ",而正文他处有收费\(NarrativeText.number($0))" } ?? ""),
            en: "section six does not speak of the information-processing fee (信息处理费)"
              + (collected.map { ", while the text reports \(NarrativeText.number($0))" } ?? "")
          )
        ]),
        terms: (collected.map { [$0.term] } ?? []),
        place: section.place
      )
    )
  }
}

/// Parts announced in the preface against parts listed and sections found.
struct AnnouncedParts: PlainRuleKind, DocumentRuleKind {
  static let kind = "announced-parts"

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
        if let announcement = Announcement(paragraph.text, behind: opening.range.upperBound) {
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
    let foreign = announcement.topics.filter { !Announcement.isCovered($0, by: joined) }
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

  private static let digits: [Character] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

  /// Reads what follows the byte behind the words that open the announcement.
  init?(_ text: String, behind offset: Int) {
    guard offset <= text.utf8.count else { return nil }
    let start = text.utf8.index(text.startIndex, offsetBy: offset)
    let rest = text[start...].prefix { !"。;;".contains($0) }
    var count: Int?
    for unit in ["个部分", "部分组成", "大部分", "部分", "个方面"] {
      guard count == nil, let sign = rest.firstRange(of: unit)?.lowerBound,
        sign > rest.startIndex
      else { continue }
      let before = rest[rest.index(before: sign)]
      count = Announcement.digits.firstIndex(of: before).map { $0 + 1 } ?? before.wholeNumberValue
    }
    var list = rest
    if let colon = rest.lastIndex(where: { ":：".contains($0) }) {
      list = rest[rest.index(after: colon)...]
    }
    for end in ["等", "组成", "构成"] {
      if let sign = list.lastRange(of: end)?.lowerBound { list = list[..<sign] }
    }
    let commas: Set<Character> = [",", "，"]
    let hasCommas = list.contains { commas.contains($0) }
    var topics: [String] = []
    for piece in list.split(whereSeparator: { hasCommas ? commas.contains($0) : $0 == "、" }) {
      var piece = piece
      while let range = piece.firstRange(of: "以及") {
        topics.append(String(piece[..<range.lowerBound]))
        piece = piece[range.upperBound...]
      }
      topics.append(String(piece))
    }
    topics = topics.map { $0.trimmed }.filter { $0.count >= 2 && !$0.contains("部分") }
    if topics.count < 3 { topics = [] }
    guard count != nil || !topics.isEmpty else { return nil }
    self.count = count
    self.topics = topics
  }

  /// Whether any two characters of a topic that say something stand in a heading.
  static func isCovered(_ topic: String, by headings: String) -> Bool {
    let common = ["政府", "信息", "公开", "工作", "情况", "方式", "方法", "措施", "以及", "府信", "息公", "开工", "作情"]
    let characters = Array(topic)
    guard characters.count > 1 else { return true }
    return characters.indices.dropLast().contains { index in
      let pair = String(characters[index...index + 1])
      return !common.contains(pair) && headings.contains(pair)
    } || (topic.contains("概述") && headings.contains("总体情况"))
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension Substring {
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
