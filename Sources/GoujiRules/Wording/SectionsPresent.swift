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
