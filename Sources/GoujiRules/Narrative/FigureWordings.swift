internal import GoujiModel
internal import GoujiSchemas

/// One quantity with two values.
struct SelfConflict: DocumentRuleKind {
  static let kind = "self-conflict"

  private let subjects: [ClaimSubject]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard let subjects = rule.statement.subjects, !subjects.isEmpty else {
      throw rule.problem("'subjects' is missing")
    }
    self.subjects = subjects
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    for subject in subjects {
      let found = ledger.text.claims(about: subject)
      guard found.count > 1 else { continue }
      let meant = found.filter {
        ledger.text.traits[$0].isSuperset(of: [.ofReport, .figure, .exact])
      }
      guard meant.count > 1, let firstPlace = meant.first else { continue }
      guard let place = meant.first(where: { differs($0, from: firstPlace, ledger) }) else {
        tally.holds()
        continue
      }
      let (first, other) = (claims[firstPlace], claims[place])
      tally.fails(
        settings.finding(
          reported: other.figure,
          expected: first.figure,
          message: sentence([
            Bilingual(
              zh: "正文同一数量前称\(NarrativeText.number(first)),后称\(NarrativeText.number(other)),"
                + "相差\((first.figure - other.figure).magnitude)",
              en: "the text gives one quantity first as \(first.figure), then as \(other.figure), "
                + "a difference of \((first.figure - other.figure).magnitude)"
            )
          ]),
          terms: [first.term, other.term],
          place: other.place
        )
      )
    }
    let outcome = tally.outcome
    return outcome.verdict == .notEvaluated ? .notEvaluated(NarrativeText.silent) : outcome
  }

  /// Whether two claims about one subject cannot both be meant: other years, scopes, units and the
  /// applications carried in may set them apart.
  private func differs(_ position: Int, from first: Int, _ ledger: Ledger) -> Bool {
    let claims = ledger.report.claims
    guard claims[position].figure != claims[first].figure,
      claims[position].unit == claims[first].unit, claims[position].scope == claims[first].scope,
      claims[position].list == nil, claims[first].list == nil
    else { return false }
    let difference = (claims[position].figure - claims[first].figure).magnitude
    return !ledger.text.claims(about: .carriedIn).contains { claims[$0].figure == difference }
  }
}

/// A counting sentence without its figure, or a figure without its unit.
struct MissingNumber: PlainRuleKind, DocumentRuleKind {
  static let kind = "missing-number"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard !report.claims.isEmpty else {
      return .notEvaluated(NarrativeText.silent)
    }
    var findings: [Finding] = []
    func add(_ claim: Claim, _ message: Bilingual) {
      findings.append(
        settings.finding(
          reported: claim.statement == .figure ? claim.figure : nil,
          message: sentence([message]),
          terms: [claim.term],
          place: claim.place
        )
      )
    }
    for position in report.claims.indices
    where ledger.text.traitsOfAny.contains(.gap) && ledger.text.traits[position].contains(.gap) {
      let claim = report.claims[position]
      let quote = report.quote(claim)
      add(
        claim,
        Bilingual(zh: "“\(quote)”一句缺少数量", en: "the number is missing in “\(quote)”")
      )
    }
    for list in ledger.lists
    where list.parts.count > 2 && !report.claims[list.whole].unit.isEmpty {
      let bare = ledger.parts(of: list).filter { report.claims[$0].unit.isEmpty }
      // One among others is a slip; several are a style.
      guard bare.count == 1 else { continue }
      let (claim, unit) = (report.claims[bare[0]], report.claims[list.whole].unit)
      let quote = report.words(before: claim) + claim.figure.description
      add(
        claim,
        Bilingual(
          zh: "“\(quote)”缺少计量单位“\(unit)”",
          en: "the unit \(unit) is missing behind “\(quote)”"
        )
      )
    }
    return RuleOutcome(verdict: findings.isEmpty ? .pass : .fail, findings: findings)
  }
}

/// An exact figure that is called a lower bound: 18954余条.
struct FalsePrecision: PlainRuleKind, DocumentRuleKind {
  static let kind = "false-precision"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard !report.claims.isEmpty else {
      return .notEvaluated(NarrativeText.silent)
    }
    guard ledger.text.traitsOfAny.contains(.more) else { return RuleOutcome(verdict: .pass) }
    let findings = report.claims.indices.filter {
      ledger.text.traits[$0].contains(.more) && !ledger.text.traits[$0].contains(.percent)
        && report.claims[$0].isUneven
    }.map { position in
      let claim = report.claims[position]
      let quote = report.quote(claim)
      return settings.finding(
        reported: claim.figure,
        message: sentence([
          Bilingual(
            zh: "“\(quote)”既给出精确数又加“余”,表述矛盾",
            en: "“\(quote)” is exact to the unit and yet called a lower bound (余)"
          )
        ]),
        terms: [claim.term],
        place: claim.place
      )
    }
    return RuleOutcome(verdict: findings.isEmpty ? .pass : .fail, findings: findings)
  }
}

extension Claim {
  /// Whether the number is printed to the unit, and that unit is no full ten.
  fileprivate var isUneven: Bool {
    exponent == 0 && figure > 10 && (figure.integer.map { $0 % 10 != 0 } ?? false)
  }
}

/// Published items against documents and penalties that must be published too.
struct PublishedTiny: DocumentRuleKind {
  static let kind = "published-tiny"

  private let positions: [Int]
  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    fewest = try rule.limit("fewest_items")
    positions = [
      form.position(table: .disclosure, row: .normativeDocuments, column: .issued)
        ?? form.position(table: .disclosure, row: .normativeDocuments, column: .made),
      form.position(table: .disclosure, row: .penalties, column: .decisions),
    ].compactMap { $0 }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    let claims = ledger.text.claims(about: .publishedTotal).filter {
      ledger.text.traits[$0].isSuperset(of: [.ofReport, .figure])
        && !ledger.text.traits[$0].contains(.inList)
    }.map { report.claims[$0] }
    guard let claim = claims.max(by: { ($0.amount ?? 0) < ($1.amount ?? 0) }),
      let stated = claim.amount
    else { return .notEvaluated(NarrativeText.silent) }
    if let obstacle = positions.first(where: { !ledger.states[$0].counts }) {
      return .notEvaluated(ReasonText.obstacle(ledger, at: obstacle))
    }
    let due = positions.reduce(Amount(0)) { $0 + ledger.amounts[$1] }
    let hasWebsite = !ledger.text.claims(about: .publishedWebsite).isEmpty
    guard stated < due || (hasWebsite && stated < Amount(fewest) * one) else {
      return RuleOutcome(verdict: .pass)
    }
    let labels = positions.map { ledger.label($0) }.joined(separator: "、")
    return .failed(
      settings.finding(
        reported: Figure(stated),
        expected: stated < due ? Figure(due) : Figure(fewest),
        message: sentence([
          stated < due
            ? Bilingual(
              zh: "正文称全年主动公开\(NarrativeText.number(claim)),"
                + "少于表中\(labels)之和\(Figure(due))",
              en: "the text gives \(NarrativeText.number(claim)) items published in the year, "
                + "less than \(labels) together, \(Figure(due))"
            )
            : Bilingual(
              zh: "正文称全年主动公开\(NarrativeText.number(claim)),平均每月不足一条",
              en: "the text gives \(NarrativeText.number(claim)) items published in the year, "
                + "less than one a month"
            )
        ]),
        terms: [claim.term] + positions.map { ledger.term($0) },
        place: claim.place
      )
    )
  }
}

/// Figures that the text gives for another year than that of the report.
struct WrongYear: DocumentRuleKind {
  static let kind = "wrong-year"

  private let subjects: [ClaimSubject]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard let subjects = rule.statement.subjects, !subjects.isEmpty else {
      throw rule.problem("'subjects' is missing")
    }
    self.subjects = subjects
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let year = report.identity.year?.value else {
      return .notEvaluated(AgencyText.yearUnknown)
    }
    let claims = report.claims
    guard subjects.contains(where: { !ledger.text.claims(about: $0).isEmpty }) else {
      return .notEvaluated(NarrativeText.silent)
    }
    func isOfAnotherYear(_ position: Int) -> Bool {
      guard let stated = claims[position].year, stated != year else { return false }
      return claims[position].qualifiers.isDisjoint(with: [.comparison, .plan, .cumulative])
    }
    // A sentence that gives both years compares them.
    func compares(_ sentenceOf: Int) -> Bool {
      claims.positions(claims.indices, inSentenceOf: sentenceOf).contains {
        claims[$0].year == year || claims[$0].qualifiers.contains(.comparison)
      }
    }
    let wrong = subjects.lazy.compactMap { subject in
      claims.sentences(of: ledger.text.claims(about: subject)).lazy
        .compactMap { $0.first(where: isOfAnotherYear) }
        .first { !compares($0) }
    }.min().map { claims[$0] }
    guard let claim = wrong, let stated = claim.year else { return RuleOutcome(verdict: .pass) }
    return .failed(
      settings.finding(
        reported: Figure(stated),
        expected: Figure(year),
        message: sentence([
          Bilingual(
            zh: "\(year)年度报告的数据\(NarrativeText.number(claim))却写作\(stated)年,疑似沿用旧文",
            en: "the report on \(year) gives \(NarrativeText.number(claim)) for \(stated), "
              + "which looks like an old text"
          )
        ]),
        terms: [claim.term],
        place: claim.place
      )
    )
  }
}

extension Report {
  /// The last words before a claim, back to a sign.
  fileprivate func words(before claim: Claim) -> String {
    guard sections.indices.contains(claim.section),
      sections[claim.section].paragraphs.indices.contains(claim.paragraph)
    else { return "" }
    let text = sections[claim.section].paragraphs[claim.paragraph].text
    let bytes = text.utf8
    guard claim.range.lowerBound <= bytes.count else { return "" }
    let end = bytes.index(bytes.startIndex, offsetBy: claim.range.lowerBound)
    let words = text[..<end].suffix(12).reversed().prefix { !$0.isPunctuation }
    return String(words.reversed())
  }
}
