internal import GoujiModel
internal import GoujiSchemas

/// Section six speaks of the information-processing fee.
struct SectionSix: DocumentRuleKind {
  static let kind = "section-six"

  /// The total of applications closed for non-payment, where the form has it.
  private let unpaid: [Int]
  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    unpaid = [form.position(table: .applications, row: .otherUnpaidFee, column: .total)]
      .compactMap { $0 }
    fewest = try rule.limit("fewest_characters")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let index = report.sections.firstIndex(where: { $0.kind == .other })
    else {
      return .notEvaluated(ProcessingFee.noSection)
    }
    let section = report.sections[index]
    if ledger.hasPhrase(.processingFee, inSection: index) {
      return RuleOutcome(verdict: .pass)
    }
    let characters = section.paragraphs.reduce(0) { $0 + $1.text.utf8.count } / 3
    let collected = ledger.text.claims(about: .informationFee).first {
      ledger.text.traits[$0].contains(.ofReport) && !ledger.text.traits[$0].contains(.zero)
    }.map { report.claims[$0] }
    // Applications closed for non-payment are the matter of a rule of their own; 无 alone is what
    // many good reports write.
    let isJudgedByTable = unpaid.contains { ledger.amounts[$0] > 0 }
    guard !isJudgedByTable, characters >= fewest || collected != nil else {
      return RuleOutcome(verdict: .pass)
    }
    return .failed(
      settings.finding(
        message: sentence([
          Bilingual(
            zh: "第六部分未说明信息处理费收取情况"
              + (collected.map { ",而正文他处有收费\(NarrativeText.number($0))" } ?? ""),
            en: "section six does not speak of the information-processing fee (信息处理费)"
              + (collected.map { ", while the text reports \(NarrativeText.number($0))" } ?? "")
          )
        ]),
        terms: (collected.map { [$0.term] } ?? []),
        place: section.place
      )
    )
  }
}
