internal import GoujiModel
internal import GoujiSchemas

/// Whose figures a report gives: signed by an office, counted for a region, or the reverse.
struct ScopeOfText: DocumentRuleKind {
  static let kind = "scope-of-text"

  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    fewest = try rule.limit("fewest_mentions")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let agency = report.identity.agency else {
      return .notEvaluated(AgencyText.unknown)
    }
    // What section five plans for the region does not say whose figures these are.
    func mentions(_ kind: PhraseKind) -> [Phrase] {
      ledger.phrases(kind).filter { phrase in
        guard report.sections.indices.contains(phrase.section) else { return false }
        let kind = report.sections[phrase.section].kind
        return kind != .problems && kind != .annex
      }
    }
    let region = mentions(.regionBody)
    let office = mentions(.officeBody)
    let name = agency.value
    let isOffice = name.hasSuffix("办公室") || name.hasSuffix("办公厅")
    let isGovernment = name.hasSuffix("人民政府")
    let phrases: [Phrase]
    let message: (String) -> Bilingual
    if isOffice, region.count >= fewest, office.isEmpty {
      phrases = region
      message = { quote in
        Bilingual(
          zh: "正文\(region.count)处按“\(quote)”等口径叙述,报告机关为\(name),统计口径不清",
          en: "the text speaks of “\(quote)” and the like \(region.count) times, but the report is "
            + "that of \(name): whose figures these are is unclear"
        )
      }
    } else if isGovernment, office.count >= fewest, region.isEmpty {
      phrases = office
      message = { quote in
        Bilingual(
          zh: "报告机关为\(name),正文\(office.count)处却以“\(quote)”等为主体,统计口径不清",
          en: "the report is that of \(name), but the text speaks of “\(quote)” and the like "
            + "\(office.count) times: whose figures these are is unclear"
        )
      }
    } else {
      return RuleOutcome(verdict: .pass)
    }
    let quote = phrases.first.map { report.quote($0) } ?? ""
    return .failed(
      settings.finding(
        reported: Figure(phrases.count),
        message: sentence([message(quote)]),
        terms: phrases.prefix(8).map(\.term)
          + [FindingTerm(cell: nil, figure: nil, place: agency.place)],
        place: phrases.first?.place
      )
    )
  }
}
