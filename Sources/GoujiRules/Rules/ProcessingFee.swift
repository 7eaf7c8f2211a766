internal import GoujiModel
internal import GoujiSchemas

/// Applications closed for non-payment, and section six that says nothing about the fee.
struct FeeMentioned: RuleKind {
  static let kind = "fee-mentioned"

  private let position: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard
      let position = form.position(table: .applications, row: .otherUnpaidFee, column: .total)
    else {
      throw rule.problem("form \(form.id) has no row other.unpaid_fee")
    }
    self.position = position
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    guard ledger.states[position] == .printed else {
      return .notEvaluated(ReasonText.obstacle(ledger, at: position))
    }
    guard ledger.amounts[position] > 0 else { return RuleOutcome(verdict: .pass) }
    guard let section = ledger.report.sections.first(where: { $0.kind == .other }) else {
      return .notEvaluated(ProcessingFee.noSection)
    }
    // Any section may report the fee; 收费 alone is how many put it.
    let isMentioned = ledger.report.sections.contains { section in
      section.paragraphs.contains { $0.text.contains("处理费") || $0.text.contains("收费") }
    }
    guard !isMentioned else { return RuleOutcome(verdict: .pass) }
    let figure = Figure(ledger.amounts[position])
    return .failed(
      settings.finding(
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
    guard let section = ledger.report.sections.first(where: { $0.kind == .other }) else {
      return .notEvaluated(ProcessingFee.noSection)
    }
    for paragraph in section.paragraphs {
      guard let (figure, feeUnit) = ProcessingFee.amount(in: paragraph.text) else { continue }
      let fee = amount(of: figure, printedIn: feeUnit, formUnit: unit)
      guard fee > ledger.amounts[position] + ledger.tolerance(at: position) else { continue }
      return .failed(
        settings.finding(
          cell: ledger.form.cells[position].id,
          reported: printed,
          expected: Figure(fee),
          message: sentence([
            Bilingual(
              zh: "第六部分称收取信息处理费\(figure)\(feeUnit),"
                + "表二行政事业性收费金额却为\(printed)\(unit)",
              en: "section six says that \(figure) \(feeUnit) of 信息处理费 were collected, "
                + "but 行政事业性收费 says \(printed) \(unit)"
            )
          ]),
          terms: [
            ledger.term(position),
            FindingTerm(cell: nil, figure: figure, place: paragraph.place),
          ],
          place: ledger.cells[position].place
        )
      )
    }
    return RuleOutcome(verdict: .pass)
  }
}

/// What sections say about the information-processing fee.
enum ProcessingFee {
  static let noSection = Bilingual(zh: "没有读到第六部分", en: "section six was not found")

  /// The first amount behind the words 信息处理费, as in 收取信息处理费12000元 or 共计1.2万元.
  static func amount(in text: String) -> (Figure, unit: String)? {
    guard let start = text.firstRange(of: "处理费")?.upperBound else { return nil }
    // An amount further on belongs to something else.
    let rest = text[start...].prefix(20)
    guard let first = rest.firstIndex(where: { $0.isASCII && $0.isNumber }) else { return nil }
    let digits = rest[first...].prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
    guard let figure = Figure(digits.filter { $0 != "," }) else { return nil }
    let behind = rest[digits.endIndex...]
    for unit in ["万元", "元"] where behind.hasPrefix(unit) { return (figure, unit) }
    return nil
  }
}
