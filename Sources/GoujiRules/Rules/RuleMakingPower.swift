internal import GoujiModel
internal import GoujiSchemas

/// 规章 are reported only by bodies that may make them.
struct RuleMakingPower: RuleKind {
  static let kind = "rule-making-power"

  private let positions: [Int]

  /// Cities without districts that the Legislation Law gives the power all the same.
  private let cities: SoughtWords

  /// The governments of these cities.
  private let governments: SoughtWords

  /// Words in the names of offices that report for their government.
  private let offices: SoughtWords

  /// What branches of State Council departments are called, which have none of their power.
  private let branches: SoughtWords

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    positions = form.cells.indices.filter {
      rule.statement.tables.contains(form.cells[$0].id.table)
        && form.cells[$0].id.row == .regulations
    }
    guard !positions.isEmpty else { throw rule.problem("form \(form.id) has no such row") }
    let names = try rule.words("cities_without_districts")
    cities = SoughtWords(names)
    governments = SoughtWords(names.map { $0 + "人民政府" })
    offices = SoughtWords(try rule.words("offices_of_governments"))
    branches = SoughtWords(try rule.words("branches"))
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let agency = ledger.report.identity.agency?.value ?? ""
    let isBranch = branches.end(agency)
    let level = ledger.report.identity.level
    guard level != nil || isBranch else { return .notEvaluated(AgencyText.levelUnknown) }
    if !isBranch, let level, hasPower(level, agency) {
      return RuleOutcome(verdict: .pass)
    }
    guard
      let position = positions.first(where: {
        ledger.states[$0] == .printed && ledger.amounts[$0] > 0
      })
    else {
      if let obstacle = positions.first(where: { !ledger.states[$0].counts }) {
        return .notEvaluated(ReasonText.obstacle(ledger, at: obstacle))
      }
      if positions.allSatisfy({ ledger.states[$0] == .blank }) {
        return .notEvaluated(ReasonText.allBlank)
      }
      return RuleOutcome(verdict: .pass)
    }
    let figure = Figure(ledger.amounts[position])
    let label = ledger.label(position)
    let doubtful = ledger.isDoubtful(at: [position])
    return .failed(
      settings.finding(
        severity: doubtful ? settings.severity.lowered : settings.severity,
        cell: ledger.form.cells[position].id,
        reported: figure,
        expected: 0,
        message: sentence(
          [
            Bilingual(
              zh: "该机关无规章制定权,\(label)却填\(figure)件",
              en: "the agency has no power to make 规章, but \(label) says \(figure)"
            )
          ] + (doubtful ? [ArithmeticText.doubtful] : [])
        ),
        terms: positions.map { ledger.term($0) },
        place: ledger.cells[position].place
      )
    )
  }

  private func hasPower(_ level: AgencyLevel, _ agency: String) -> Bool {
    switch level {
    case .centralDepartment, .provinceGovernment, .cityGovernment: true
    // The office of a government reports for it.
    case .provinceDepartment, .cityDepartment: offices.occur(in: agency)
    case .countyGovernment, .countyDepartment, .town:
      cities.end(agency) || governments.occur(in: agency)
    }
  }
}
