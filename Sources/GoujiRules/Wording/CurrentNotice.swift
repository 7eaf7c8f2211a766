internal import GoujiModel
internal import GoujiSchemas

/// The notice on the format that a report cites.
struct CurrentNotice: DocumentRuleKind {
  static let kind = "current-notice"

  private let firstYear: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    firstYear = try rule.limit("notice_from_year")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let year = report.identity.year?.value else {
      return .notEvaluated(AgencyText.yearUnknown)
    }
    guard year >= firstYear else { return .notEvaluated(ReasonText.nothingToJudge) }
    let current = ledger.phrases(.notice2021)
    let misnamed = ledger.phrases(.notice2021Misnamed)
    let old = ledger.phrases(.notice2019)
    if let first = misnamed.first, current.isEmpty {
      let quote = report.quote(first)
      return fails(
        misnamed,
        settings,
        Bilingual(
          zh: "年报格式文件写作“\(quote)”,应为国办公开办函〔2021〕30号",
          en: "the notice on the format is cited as “\(quote)”; it is 国办公开办函〔2021〕30号"
        )
      )
    }
    guard !old.isEmpty || !current.isEmpty else {
      return .notEvaluated(Bilingual(zh: "未引用年报格式文件", en: "no notice on the format is cited"))
    }
    guard current.isEmpty else { return RuleOutcome(verdict: .pass) }
    return fails(
      old,
      settings,
      Bilingual(
        zh: "\(year)年度报告仍以国办公开办函〔2019〕60号为依据,应为〔2021〕30号",
        en: "the report on \(year) rests on 国办公开办函〔2019〕60号 alone; 〔2021〕30号 is in force"
      )
    )
  }

  private func fails(
    _ phrases: [Phrase],
    _ settings: RuleSettings,
    _ message: Bilingual
  ) -> RuleOutcome {
    .failed(
      settings.finding(
        message: sentence([message]),
        terms: phrases.map(\.term),
        place: phrases.first?.place
      )
    )
  }
}
