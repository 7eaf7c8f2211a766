internal import GoujiModel
internal import GoujiSchemas

/// Words that should not be in a report: left-over template text.
struct LeftOverTemplate: PlainRuleKind, DocumentRuleKind {
  static let kind = "left-over-template"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard !report.sections.isEmpty else {
      return .notEvaluated(ReasonText.nothingToJudge)
    }
    let phrases = ledger.phrases(.template)
    guard let first = phrases.first else { return RuleOutcome(verdict: .pass) }
    let quote = report.quote(first)
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "正文残留模板文字“\(quote)”" + (phrases.count > 1 ? "等\(phrases.count)处" : ""),
            en: "template text is left over: “\(quote)”"
              + (phrases.count > 1 ? " and \(phrases.count - 1) more" : "")
          )
        ]),
        terms: phrases.map(\.term),
        place: first.place
      )
    )
  }
}

/// The names and numbers of cited documents.
struct Citations: DocumentRuleKind {
  static let kind = "citations"

  private let decree: Int
  private let formerDecree: Int
  private let firstYear: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    decree = try rule.limit("decree")
    formerDecree = try rule.limit("former_decree")
    firstYear = try rule.limit("decree_from_year")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    let decrees = ledger.phrases(.decree)
    let offices = ledger.phrases(.wrongOffice)
    guard !report.phrases.isEmpty else { return .notEvaluated(ReasonText.nothingToJudge) }
    var findings = documentNumbers(in: ledger, settings)
    func add(_ phrases: [Phrase], reported: Int?, expected: Int?, _ message: Bilingual) {
      findings.append(
        settings.finding(
          reported: reported.map { Figure($0) },
          expected: expected.map { Figure($0) },
          message: sentence([message]),
          terms: phrases.map(\.term),
          place: phrases.first?.place
        )
      )
    }
    // Other decrees are cited too; a number one slip away from 711 is meant to be 711.
    let slips = decrees.filter { phrase in
      phrase.number.map { $0 != decree && $0 != formerDecree && isSlip($0, of: decree) } ?? false
    }
    if let slip = slips.first, let number = slip.number {
      add(
        slips,
        reported: number,
        expected: decree,
        Bilingual(
          zh: "引用“国务院令第\(number)号”有误,应为第\(decree)号",
          en: "国务院令第\(number)号 is cited, but the Regulation is decree \(decree)"
        )
      )
    }
    let former = decrees.filter { $0.number == formerDecree }
    if let year = report.identity.year?.value, year >= firstYear, !former.isEmpty,
      !decrees.contains(where: { $0.number == decree })
    {
      add(
        former,
        reported: formerDecree,
        expected: decree,
        Bilingual(
          zh: "\(year)年度报告仍引用已修订的国务院令第\(formerDecree)号,应为第\(decree)号",
          en: "the report on \(year) cites decree \(formerDecree), replaced by \(decree)"
        )
      )
    }
    if let office = offices.first {
      let quote = report.quote(office)
      add(
        offices,
        reported: nil,
        expected: nil,
        Bilingual(
          zh: "发文机关名称“\(quote)”缺“政府”二字,共\(offices.count)处",
          en: "the issuing body is written “\(quote)”, without 政府 (\(offices.count) places)"
        )
      )
    }
    return RuleOutcome(verdict: findings.isEmpty ? .pass : .fail, findings: findings)
  }

  /// Numbers of documents that cannot be right, and those that are put otherwise than prescribed.
  private func documentNumbers(in ledger: Ledger, _ settings: RuleSettings) -> [Finding] {
    let numbers = ledger.text.faultyNumbers
    guard !numbers.isEmpty else { return [] }
    func finding(
      _ numbers: [(number: DocumentNumber, place: SourcePlace)],
      severity: Severity,
      _ message: (String) -> Bilingual
    ) -> [Finding] {
      guard let first = numbers.first else { return [] }
      return [
        settings.finding(
          severity: severity,
          message: sentence([message(first.number.text)]),
          terms: numbers.map { FindingTerm(cell: nil, figure: nil, place: $0.place) },
          place: first.place
        )
      ]
    }
    let count = numbers.count { $0.number.fault == .spelling }
    return finding(numbers.filter { $0.number.fault != .spelling }, severity: settings.severity) {
      Bilingual(
        zh: "文号“\($0)”的年份有误",
        en: "the document number “\($0)” has a year that cannot be"
      )
    }
      + finding(
        numbers.filter { $0.number.fault == .spelling },
        severity: settings.severity(of: .info)
      ) {
        Bilingual(
          zh: "文号“\($0)”写法不规范,应写作〔年份〕序号" + (count > 1 ? ",共\(count)处" : ""),
          en: "the document number “\($0)” is not put as 〔year〕number号"
            + (count > 1 ? " (\(count) places)" : "")
        )
      }
  }

  /// Whether one digit or the order of two makes one number of the other.
  private func isSlip(_ number: Int, of right: Int) -> Bool {
    let (one, other) = (Array(String(number)), Array(String(right)))
    if one.count == other.count {
      return zip(one, other).count { $0 != $1 } == 1 || one.sorted() == other.sorted()
    }
    let (long, short) = one.count > other.count ? (one, other) : (other, one)
    guard long.count == short.count + 1 else { return false }
    return long.indices.contains { index in
      var rest = long
      rest.remove(at: index)
      return rest == short
    }
  }
}

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

extension Ledger {
  /// The phrases of a kind, in printed order.
  func phrases(_ kind: PhraseKind) -> [Phrase] {
    text.phrases(kind).map { report.phrases[$0] }
  }

  func hasPhrase(_ kind: PhraseKind, inSection section: Int) -> Bool {
    text.phrases(kind).contains { report.phrases[$0].section == section }
  }
}

extension Phrase {
  var term: FindingTerm {
    FindingTerm(cell: nil, figure: number.map { Figure($0) }, place: place)
  }
}
