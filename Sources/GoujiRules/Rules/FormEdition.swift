internal import GoujiModel
internal import GoujiSchemas

/// The form that is due in the year of the report.
struct FormEdition: DocumentRuleKind {
  static let kind = "form-edition"

  private let years: ClosedRange<Int>
  private let forms: FormCatalogue

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    years = form.years
    self.forms = forms
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    guard let year = ledger.report.identity.year else {
      return .notEvaluated(AgencyText.yearUnknown)
    }
    guard !years.contains(year.value) else { return RuleOutcome(verdict: .pass) }
    let isWeak = year.source == .signature || year.source == .metadata
    let used = ledger.form.id.rawValue
    guard let due = forms.due(in: year.value)?.id.rawValue else {
      return .notEvaluated(
        Bilingual(zh: "该年度没有规定的表格", en: "no form was due in that year")
      )
    }
    var parts = [
      Bilingual(
        zh: "\(year.value)年度报告仍使用\(used)年表格,应使用\(due)年表格",
        en: "the report on \(year.value) uses the form of \(used); the form of \(due) is due"
      )
    ]
    if isWeak {
      parts.append(
        Bilingual(
          zh: "年度由日期推得,降一级",
          en: "the year was learned from a date, so the severity is one level lower"
        )
      )
    }
    return .failed(
      settings.finding(
        severity: isWeak ? settings.severity.lowered : settings.severity,
        reported: Figure(used),
        expected: Figure(due),
        message: sentence(parts),
        place: year.place
      )
    )
  }
}
