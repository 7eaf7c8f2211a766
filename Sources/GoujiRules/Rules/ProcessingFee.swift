internal import GoujiModel
internal import GoujiSchemas

/// Applications closed for non-payment, and section six that says nothing about the fee.
struct FeeMentioned: RuleKind {
  static let kind = "fee-mentioned"

  private let position: Int
  private let words: SoughtWords

  /// What other charges are called, which tell nothing of the fee.
  private let others: [String]
  private let fewest: Amount

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard
      let position = form.position(table: .applications, row: .otherUnpaidFee, column: .total)
    else {
      throw rule.problem("form \(form.id) has no row other.unpaid_fee")
    }
    self.position = position
    words = SoughtWords(try rule.words("fee"))
    others = try rule.words("others")
    fewest = Amount(try rule.limit("fewest_closures")) * one
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    guard ledger.states[position] == .printed else {
      return .notEvaluated(ReasonText.obstacle(ledger, at: position))
    }
    guard ledger.amounts[position] > 0 else { return RuleOutcome(verdict: .pass) }
    guard let section = ledger.report.sections.first(where: { $0.kind == .other }) else {
      return .notEvaluated(ProcessingFee.noSection)
    }
    // Any section may report the fee.
    let isMentioned = ledger.report.sections.contains { section in
      section.paragraphs.contains { paragraph in
        words.occur(in: paragraph.text)
          && words.occur(in: others.reduce(paragraph.text) { $0.replacing($1, with: "") })
      }
    }
    guard !isMentioned else { return RuleOutcome(verdict: .pass) }
    let figure = Figure(ledger.amounts[position])
    return .failed(
      settings.finding(
        severity: ledger.amounts[position] < fewest ? settings.severity.lowered : settings.severity,
        cell: ledger.form.cells[position].id,
        reported: figure,
        message: sentence([
          Bilingual(
            zh: "有\(figure)件申请因逾期未缴费不再处理,第六部分却未说明信息处理费收取情况",
            en: "\(figure) applications were closed for non-payment, but section six does not "
              + "speak of the information-processing fee (信息处理费)"
          )
        ]),
        terms: [
          ledger.term(position), FindingTerm(cell: nil, figure: nil, place: section.place),
        ],
        place: ledger.cells[position].place
      )
    )
  }
}

/// The information-processing fee that section six states, against the charges in table two.
struct FeeInCharges: RuleKind {
  static let kind = "fee-in-charges"

  private let position: Int
  private let unit: String

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard let position = form.position(table: .disclosure, row: .fees, column: .amount) else {
      throw rule.problem("form \(form.id) has no amount of fees")
    }
    self.position = position
    unit = form.cells[position].unit
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    guard ledger.states[position] == .printed, let printed = ledger.cells[position].value else {
      return .notEvaluated(ReasonText.obstacle(ledger, at: position))
    }
    let report = ledger.report
    guard let section = report.sections.firstIndex(where: { $0.kind == .other }) else {
      return .notEvaluated(ProcessingFee.noSection)
    }
    let claim = ledger.text.claims(about: .informationFee).lazy.map { report.claims[$0] }.first {
      claim in
      guard claim.section == section,
        claim.statement == .figure, let fee = claim.amount(inUnit: unit)
      else { return false }
      return fee > ledger.amounts[position] + ledger.tolerance(at: position)
    }
    guard let claim, let fee = claim.amount(inUnit: unit) else {
      return RuleOutcome(verdict: .pass)
    }
    let stated = NarrativeText.number(claim)
    return .failed(
      settings.finding(
        cell: ledger.form.cells[position].id,
        reported: printed,
        expected: Figure(fee),
        message: sentence([
          Bilingual(
            zh: "第六部分称收取信息处理费\(stated),表二行政事业性收费金额却为\(printed)\(unit)",
            en: "section six says that \(stated) of 信息处理费 were collected, "
              + "but 行政事业性收费 says \(printed) \(unit)"
          )
        ]),
        terms: [ledger.term(position), claim.term],
        place: ledger.cells[position].place
      )
    )
  }
}

/// What rules about the information-processing fee share.
enum ProcessingFee {
  static let noSection = Bilingual(zh: "没有读到第六部分", en: "section six was not found")
}
