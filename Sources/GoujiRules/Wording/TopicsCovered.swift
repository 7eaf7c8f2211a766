internal import GoujiModel
internal import GoujiSchemas

/// Topics that a part of the report must touch on.
struct TopicsCovered: DocumentRuleKind {
  static let kind = "topics-covered"

  private let topics: [PhraseKind]
  private let levels: [AgencyLevel]?
  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    fewest = try rule.limit("fewest_characters")
    guard let phrases = rule.statement.phrases, !phrases.isEmpty else {
      throw rule.problem("'phrases' is missing")
    }
    topics = phrases
    levels = rule.statement.levels
  }

  private static let names: [PhraseKind: Bilingual] = [
    .assessment: Bilingual(zh: "工作考核", en: "assessment (工作考核)"),
    .socialReview: Bilingual(zh: "社会评议", en: "social review (社会评议)"),
    .accountability: Bilingual(zh: "责任追究", en: "accountability (责任追究)"),
    .aspectPublication: Bilingual(zh: "主动公开", en: "publication (主动公开)"),
    .aspectApplications: Bilingual(zh: "依申请公开", en: "applications (依申请公开)"),
    .aspectManagement: Bilingual(zh: "政府信息管理", en: "information management (政府信息管理)"),
    .aspectPlatform: Bilingual(zh: "平台建设", en: "platforms (平台建设)"),
    .aspectSupervision: Bilingual(zh: "监督保障", en: "supervision (监督保障)"),
  ]

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    let isAssessment = levels != nil
    if let levels {
      guard let level = report.identity.level else {
        return .notEvaluated(AgencyText.levelUnknown)
      }
      // The office of a government is a department when it reports for itself.
      guard levels.contains(level), let agency = report.identity.agency?.value,
        agency.hasSuffix("人民政府")
      else { return .notEvaluated(AgencyText.notForThisAgency) }
    }
    let sections = report.sections.indices.filter { index in
      let section = report.sections[index]
      return section.kind == .overview || section.kind == nil
        || (isAssessment && section.kind == .problems)
    }
    let overview = report.sections.first { $0.kind == .overview }
    let bytes = sections.reduce(0) { sum, index in
      sum + report.sections[index].paragraphs.reduce(0) { $0 + $1.text.utf8.count }
    }
    // An ideograph takes three bytes.
    let characters = bytes / 3
    guard let overview, characters > 100 else {
      return .notEvaluated(Bilingual(zh: "没有读到总体情况", en: "the overview was not found"))
    }
    // A heading of the report's own, such as 依申请公开情况, covers its topic.
    let missing = topics.filter { topic in
      !ledger.text.phrases(topic).contains { sections.contains(report.phrases[$0].section) }
        && !isCoveredByHeading(topic, report)
    }
    guard !missing.isEmpty else { return RuleOutcome(verdict: .pass) }
    // One word of three may have been put otherwise, and a short text may have been cut.
    let isSure = missing.count == topics.count && characters >= fewest
    let severity =
      isAssessment && !isSure ? settings.severity(of: .info) : settings.severity
    let names = missing.compactMap { Self.names[$0] }
    return .failed(
      settings.finding(
        severity: severity,
        message: sentence([
          isAssessment
            ? Bilingual(
              zh: "政府年报未报告\(names.map(\.zh).joined(separator: "、"))结果情况",
              en: "the report of a government says nothing on "
                + names.map(\.en).joined(separator: ", ")
            )
            : Bilingual(
              zh: "总体情况缺少\(names.map { "“\($0.zh)”" }.joined(separator: "、"))方面内容",
              en: "the overview says nothing on " + names.map(\.en).joined(separator: ", ")
            )
        ]),
        place: overview.place
      )
    )
  }

  private func isCoveredByHeading(_ topic: PhraseKind, _ report: Report) -> Bool {
    guard topic == .aspectPublication || topic == .aspectApplications else { return false }
    let word = topic == .aspectPublication ? Self.publication : Self.applications
    return report.sections.contains { $0.kind == .overview && word.occur(in: $0.heading) }
  }

  private static let publication = SoughtWords(["主动公开"])
  private static let applications = SoughtWords(["依申请公开"])
}
