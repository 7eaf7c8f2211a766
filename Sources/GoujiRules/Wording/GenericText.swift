internal import GoujiModel
internal import GoujiSchemas

/// An overview that speaks of nobody in particular.
struct GenericText: DocumentRuleKind {
  static let kind = "generic-text"

  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    fewest = try rule.limit("fewest_mentions")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let index = report.sections.firstIndex(where: { $0.kind == .overview })
    else {
      return .notEvaluated(Bilingual(zh: "没有读到总体情况", en: "the overview was not found"))
    }
    let generic = ledger.phrases(.genericBody).filter { $0.section == index }
    func hasFigures() -> Bool {
      report.claims.indices.contains {
        report.claims[$0].section == index && report.claims[$0].subject != nil
          && ledger.text.traits[$0].contains(.figure)
      }
    }
    guard generic.count >= fewest, !ledger.hasPhrase(.ownBody, inSection: index), !hasFigures(),
      let first = generic.first
    else {
      return RuleOutcome(verdict: .pass)
    }
    let quote = report.quote(first)
    return .failed(
      settings.finding(
        reported: Figure(generic.count),
        message: sentence([
          Bilingual(
            zh: "总体情况\(generic.count)处以“\(quote)”等为主语,未写本机关的情况和数据",
            en:
              "the overview speaks \(generic.count) times of “\(quote)” and the like, and gives "
              + "no figure of its own"
          )
        ]),
        terms: generic.map(\.term),
        place: first.place
      )
    )
  }
}
