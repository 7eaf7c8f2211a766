internal import GoujiModel
internal import GoujiSchemas

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
