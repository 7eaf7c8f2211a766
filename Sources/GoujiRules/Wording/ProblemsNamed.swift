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
    let missing: Bilingual? =
      switch (
        ledger.hasPhrase(.problem, inSection: index), ledger.hasPhrase(.measure, inSection: index)
      ) {
      case (false, false):
        Bilingual(zh: "未说明存在的问题和改进措施", en: "names neither problems nor measures")
      case (false, true): Bilingual(zh: "未写存在的问题", en: "names no problem")
      case (true, false): Bilingual(zh: "未写改进措施", en: "names no measure")
      case (true, true): nil
      }
    let continuesBelow =
      report.sections.indices.contains(index + 1) && report.sections[index + 1].kind == nil
    guard !continuesBelow, let message = message(on: section, characters, missing) else {
      return RuleOutcome(verdict: .pass)
    }
    return .failed(
      settings.finding(
        reported: Figure(characters),
        expected: characters < fewest ? Figure(fewest) : nil,
        message: sentence([message]),
        place: section.place
      )
    )
  }

  /// What is wrong with a section that lacks something or has few characters; `nil` for nothing.
  private func message(
    on section: Section,
    _ characters: Int,
    _ missing: Bilingual?
  ) -> Bilingual? {
    guard characters < fewest else {
      return missing.map { Bilingual(zh: "第五部分\($0.zh)", en: "section five \($0.en)") }
    }
    let text = section.paragraphs.map(\.text).joined().prefix(20)
    return Bilingual(
      zh: "第五部分仅有\(characters)字“\(text)”,\(missing?.zh ?? "少于\(fewest)字")",
      en: "section five has only \(characters) characters (“\(text)”)"
        + (missing.map { " and \($0.en)" } ?? ", fewer than \(fewest)")
    )
  }
}
