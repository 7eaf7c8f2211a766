internal import GoujiModel
internal import GoujiSchemas

/// Each table of the form was found, or at least its section.
struct TablesPresent: DocumentRuleKind {
  static let kind = "tables-present"

  private let percentOfCells: Int

  /// How headings over each table of the form begin.
  private let headings: [SoughtWords]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    percentOfCells = try rule.limit("percent_of_cells")
    headings = form.tables.map { SoughtWords($0.headings) }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    var tally = OutcomeTally()
    for (index, own) in ledger.tables.enumerated() {
      let table = ledger.form.tables[index]
      let found =
        own.count { ledger.states[$0] != .missing }
        + report.foreignCells.count {
          $0.definition.id.table == table.id && $0.cell.status != .missing
        }
      if found * 100 >= own.count * percentOfCells {
        tally.holds()
      } else if let doubt = doubt(about: index, found: found, of: own.count, ledger) {
        tally.cannotJudge(doubt)
      } else {
        let title = table.title.zh
        tally.fails(
          settings.finding(
            table: table.id,
            message: sentence([
              Bilingual(
                zh: "未见“\(title)”部分及其统计表",
                en: "neither the section \(title) nor its table was found"
              )
            ])
          )
        )
      }
    }
    return tally.outcome
  }

  /// Why a table may be in the report though it was not read.
  private func doubt(
    about index: Int,
    found: Int,
    of count: Int,
    _ ledger: Ledger
  ) -> Bilingual? {
    let report = ledger.report
    let table = ledger.form.tables[index]
    let title = table.title.zh
    if found > 0 {
      return Bilingual(
        zh: "“\(title)”\(count)格中只读到\(found)格",
        en: "only \(found) of the \(count) cells of \(title) were read"
      )
    }
    let tableSections: [Section.Kind] = [.disclosure, .applications, .reviewLitigation]
    let sections = report.sections.compactMap(\.kind)
    let hasHeading =
      sections.contains { $0.rawValue == table.id.rawValue }
      || report.sections.contains { headings[index].occur(in: $0.heading) }
    if hasHeading {
      return Bilingual(
        zh: "有“\(title)”标题而未读到表格,可能是图片、附件或在提取时丢失",
        en: "\(title) has its heading and no table, which may be a picture, an attachment or lost "
          + "in the extraction"
      )
    }
    guard sections.contains(where: { tableSections.contains($0) }) else {
      return Bilingual(zh: "没有读到各部分标题", en: "the headings of the sections were not found")
    }
    guard let own = Section.Kind(rawValue: table.id.rawValue) else { return nil }
    let present = sections + ledger.foundTables.compactMap { Section.Kind(rawValue: $0.rawValue) }
    let order = Section.Kind.allCases
    let (earlier, later) = (order.prefix { $0 != own }, order.drop { $0 != own }.dropFirst())
    if report.identity.title == nil, !present.contains(where: earlier.contains) {
      return Bilingual(
        zh: "“\(title)”之前没有标题和其他部分,文本可能缺少开头",
        en: "neither a title nor a section stands before \(title): the text may lack its beginning"
      )
    }
    if report.identity.signedOn == nil, !present.contains(where: later.contains) {
      return Bilingual(
        zh: "“\(title)”之后没有其他部分和落款,文本可能缺少末尾",
        en: "neither a section nor a signature stands behind \(title): the text may lack its end"
      )
    }
    return nil
  }
}
