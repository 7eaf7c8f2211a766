internal import GoujiModel
internal import GoujiSchemas

/// The day that a report carries: that of its signature, or else that of its publication.
struct ReportDay {
  let date: CalendarDate
  let place: SourcePlace?
  let isSignature: Bool

  /// Whether only the page's metadata gives the day, which is often that of a migration.
  let isWeak: Bool

  init?(_ identity: ReportIdentity) {
    if let signed = identity.signedOn {
      (date, place, isSignature, isWeak) = (signed.value, signed.place, true, false)
    } else if let published = identity.publishedOn {
      (date, place, isSignature) = (published.value, published.place, false)
      isWeak = published.source == .metadata
    } else {
      return nil
    }
  }

  /// `年报落款2020年2月17日`.
  var text: Bilingual {
    isSignature
      ? Bilingual(zh: "年报落款\(date.chinese)", en: "the report is signed \(date)")
      : Bilingual(zh: "年报发布于\(date.chinese)", en: "the report was published on \(date)")
  }
}

/// The day by which the law wants the report.
struct Deadline: RuleKind {
  static let kind = "deadline"

  private let month: Int
  private let day: Int
  private let levels: [AgencyLevel]?

  /// The day for bodies of other levels; with it, a body of unknown level is held against both.
  private let other: (month: Int, day: Int)?

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    month = try rule.limit("month")
    day = try rule.limit("day")
    levels = rule.statement.levels
    if let month = rule.statement.limits?["other_month"] {
      other = (month, try rule.limit("other_day"))
    } else {
      other = nil
    }
    for (month, day) in [(month, day), other ?? (month, day)]
    where CalendarDate(year: 2001, month: month, day: day) == nil {
      throw rule.problem("there is no day \(month)-\(day)")
    }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let identity = ledger.report.identity
    if let levels {
      guard let level = identity.level else { return ofUnknownLevel(identity, settings) }
      guard levels.contains(level) else { return .notEvaluated(AgencyText.notForThisLevel) }
    }
    guard let year = identity.year?.value else { return .notEvaluated(AgencyText.yearUnknown) }
    guard let reportDay = ReportDay(identity) else { return .notEvaluated(AgencyText.noDate) }
    guard let deadline = CalendarDate(year: year + 1, month: month, day: day),
      reportDay.date > deadline
    else { return RuleOutcome(verdict: .pass) }
    let days = reportDay.date.days - deadline.days
    let isMigration = !reportDay.isSignature && days > 365
    let severity =
      reportDay.isWeak || isMigration ? settings.severity(of: .info) : settings.severity
    let text = reportDay.text
    let body = DeadlineText.body(levels)
    return .failed(
      settings.finding(
        severity: severity,
        message: sentence([
          Bilingual(
            zh: "\(text.zh),晚于\(body.zh)应当公布的\(month)月\(day)日\(days)天",
            en: "\(text.en), \(days) days after \(deadline), \(body.en)"
          )
        ]),
        place: reportDay.place
      )
    )
  }

  /// A report that is late if its body is of these levels, which its name does not tell.
  private func ofUnknownLevel(_ identity: ReportIdentity, _ settings: RuleSettings) -> RuleOutcome {
    guard let other, let year = identity.year?.value, let reportDay = ReportDay(identity),
      reportDay.isSignature,
      let deadline = CalendarDate(year: year + 1, month: month, day: day),
      let otherDeadline = CalendarDate(year: year + 1, month: other.month, day: other.day),
      reportDay.date > deadline
    else { return .notEvaluated(AgencyText.levelUnknown) }
    let text = reportDay.text
    let days = reportDay.date.days - deadline.days
    let otherDays = reportDay.date.days - otherDeadline.days
    return .failed(
      settings.finding(
        severity: settings.severity(of: .info),
        message: sentence([
          Bilingual(
            zh: "\(text.zh),如适用\(month)月\(day)日期限则晚\(days)天,如适用"
              + "\(other.month)月\(other.day)日期限则"
              + (otherDays > 0 ? "晚\(otherDays)天" : "未逾期") + ",机关属部门还是政府未能判定",
            en: "\(text.en), \(days) days after \(deadline) if the body is a department, "
              + (otherDays > 0 ? "\(otherDays) days after" : "in time for")
              + " \(otherDeadline) if it is a government, which its name does not tell"
          )
        ]),
        place: reportDay.place
      )
    )
  }
}

/// Whom a deadline binds.
private enum DeadlineText {
  static func body(_ levels: [AgencyLevel]?) -> Bilingual {
    guard let levels else { return Bilingual(zh: "", en: "when it was due") }
    return levels.contains(.countyGovernment)
      ? Bilingual(zh: "政府", en: "when governments publish")
      : Bilingual(zh: "部门", en: "when departments publish")
  }
}

/// The day by which a local notice wants the report.
struct LocalDeadline: PlainRuleKind {
  static let kind = "local-deadline"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let identity = ledger.report.identity
    guard let year = identity.year?.value else { return .notEvaluated(AgencyText.yearUnknown) }
    guard let deadline = settings.localDeadlines.first(where: { $0.year == year + 1 }) else {
      return .notEvaluated(Bilingual(zh: "没有配置地方期限", en: "no local date is configured"))
    }
    guard let reportDay = ReportDay(identity) else { return .notEvaluated(AgencyText.noDate) }
    guard reportDay.date > deadline else { return RuleOutcome(verdict: .pass) }
    let days = reportDay.date.days - deadline.days
    let text = reportDay.text
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "\(text.zh),晚于本地规定的\(deadline.chinese)\(days)天",
            en: "\(text.en), \(days) days after the local date \(deadline)"
          )
        ]),
        place: reportDay.place
      )
    )
  }
}

/// A report that appeared before its year was over.
struct BeforeYearEnd: PlainRuleKind {
  static let kind = "before-year-end"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let identity = ledger.report.identity
    guard let year = identity.year?.value else { return .notEvaluated(AgencyText.yearUnknown) }
    guard let published = identity.publishedOn else {
      guard let signed = identity.signedOn else { return .notEvaluated(AgencyText.noDate) }
      return signed.value.year > year
        ? RuleOutcome(verdict: .pass)
        : .notEvaluated(
          Bilingual(zh: "发布日期不明", en: "the day of publication is not known")
        )
    }
    guard published.value.year <= year else { return RuleOutcome(verdict: .pass) }
    if let signed = identity.signedOn, signed.value.year > year {
      return RuleOutcome(verdict: .pass)
    }
    let isSure = identity.signedOn != nil
    let date = published.value
    return .failed(
      settings.finding(
        severity: isSure ? settings.severity : settings.severity.lowered,
        message: sentence([
          Bilingual(
            zh: "\(year)年度报告于\(date.chinese)发布,统计期尚未结束",
            en: "the report on \(year) was published on \(date), before the year was over"
          )
        ]),
        place: published.place
      )
    )
  }
}

/// A signature in another year than the one after the year of the report.
struct SignatureYear: PlainRuleKind {
  static let kind = "signature-year"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let identity = ledger.report.identity
    guard let year = identity.year?.value else { return .notEvaluated(AgencyText.yearUnknown) }
    guard let signed = identity.signedOn else {
      return .notEvaluated(Bilingual(zh: "没有落款日期", en: "there is no dated signature"))
    }
    let published = identity.publishedOn?.value
    let isSecondEdition = signed.value.year > year && published?.year == signed.value.year
    let isReportedElsewhere = signed.value.year <= year && (published?.year ?? year + 1) <= year
    guard signed.value.year != year + 1, !isSecondEdition, !isReportedElsewhere else {
      return RuleOutcome(verdict: .pass)
    }
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "\(year)年度报告落款为\(signed.value.chinese),应在\(year + 1)年",
            en: "the report on \(year) is signed \(signed.value); \(year + 1) was to be expected"
          )
        ]),
        place: signed.place
      )
    )
  }
}

/// A signature after the publication.
struct DateOrder: PlainRuleKind {
  static let kind = "date-order"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let identity = ledger.report.identity
    guard let signed = identity.signedOn, let published = identity.publishedOn,
      published.source != .metadata
    else { return .notEvaluated(AgencyText.noDate) }
    guard signed.value > published.value else { return RuleOutcome(verdict: .pass) }
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "落款\(signed.value.chinese)晚于发布日期\(published.value.chinese)",
            en: "signed \(signed.value), after the publication on \(published.value)"
          )
        ]),
        place: signed.place
      )
    )
  }
}

/// Dates in the text that no calendar has.
struct ValidDates: PlainRuleKind, DocumentRuleKind {
  static let kind = "valid-dates"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard !report.sections.isEmpty else {
      return .notEvaluated(ReasonText.nothingToJudge)
    }
    let findings = ledger.text.impossibleDates.map { date, place in
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "文中日期“\(date)”不存在",
            en: "the date \(date) in the text does not exist"
          )
        ]),
        terms: [FindingTerm(cell: nil, figure: nil, place: place)],
        place: place
      )
    }
    return RuleOutcome(verdict: findings.isEmpty ? .pass : .fail, findings: findings)
  }
}
