internal import GoujiModel
internal import GoujiSchemas

/// Section five is more than a word.
struct ProblemsNamed: DocumentRuleKind {
  static let kind = "problems-named"

  private let fewest: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    fewest = try rule.limit("fewest_characters")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let report = ledger.report
    guard let index = report.sections.firstIndex(where: { $0.kind == .problems })
    else {
      return .notEvaluated(
        Bilingual(zh: "没有读到第五部分", en: "section five was not found")
      )
    }
    let section = report.sections[index]
    // 一个汉字三个字节: an ideograph takes three bytes.
    let characters = section.paragraphs.reduce(0) { $0 + $1.text.utf8.count } / 3
    let isLast = index == report.sections.count - 1
    guard characters > 0 || !isLast else {
      return .notEvaluated(
        Bilingual(zh: "第五部分没有读到正文", en: "no text of section five was found")
      )
    }
    let namesProblem = ledger.hasPhrase(.problem, inSection: index)
    let namesMeasure = ledger.hasPhrase(.measure, inSection: index)
    let continuesBelow =
      report.sections.indices.contains(index + 1) && report.sections[index + 1].kind == nil
    guard !continuesBelow, characters < fewest || !namesProblem || !namesMeasure else {
      return RuleOutcome(verdict: .pass)
    }
    let text = section.paragraphs.map(\.text).joined().prefix(20)
    let message =
      characters < fewest
      ? Bilingual(
        zh: "第五部分仅有\(characters)字“\(text)”,未说明存在的问题和改进措施",
        en: "section five has only \(characters) characters (“\(text)”) and names neither problems "
          + "nor measures"
      )
      : namesProblem
        ? Bilingual(zh: "第五部分未写改进措施", en: "section five names no measure")
        : Bilingual(zh: "第五部分未写存在的问题", en: "section five names no problem")
    return .failed(
      settings.finding(
        reported: Figure(characters),
        expected: characters < fewest ? Figure(fewest) : nil,
        message: sentence([message]),
        place: section.place
      )
    )
  }
}
