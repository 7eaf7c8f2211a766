internal import GoujiModel
internal import GoujiSchemas

/// Cells that are there and empty, a finding for each table.
struct BlankCells: RuleKind {
  static let kind = "blank-cells"

  private let percentOfCells: Int

  /// For each cell of the form whether it stands in the column 总计.
  private let isTotal: [Bool]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    isTotal = form.cells.map { $0.id.column == .total }
    percentOfCells = try rule.limit("percent_of_cells")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let surveys = ledger.surveys.filter { !$0.present.isEmpty }
    let blanks = surveys.map { survey in
      survey.present.filter { ledger.prints[$0] == .empty }
    }
    // Blanks in several tables are one habit, so only one table has the severity of the rule; none has
    // it where the text lost empty cells, so that figures can have gone with them.
    let isLossy = surveys.contains { !openCells($0, ledger).isEmpty }
    let gravest =
      isLossy
      ? nil
      : surveys.indices.filter { isSerious(surveys[$0], blanks[$0], ledger) }
        .max { (blanks[$0].count, $1) < (blanks[$1].count, $0) }
    for index in surveys.indices {
      if blanks[index].isEmpty {
        let open = openCells(surveys[index], ledger)
        if open.isEmpty {
          tally.holds()
        } else {
          tally.fails(finding(aboutOpen: open, surveys[index], ledger, settings))
        }
      } else {
        tally.fails(
          finding(
            blanks[index],
            surveys[index],
            ledger,
            settings,
            severity: index == gravest ? settings.severity : settings.severity(of: .info)
          )
        )
      }
    }
    return tally.outcome
  }

  /// Whether nobody can tell what the blanks of a table stand for: they are beside explicit zeros, or
  /// many where the report prints its zeros elsewhere, or figures are certainly missing.
  private func isSerious(_ survey: CellSurvey, _ blanks: [Int], _ ledger: Ledger) -> Bool {
    guard !blanks.isEmpty else { return false }
    if blanks.count == survey.present.count || isOnlyTotals(survey, ledger) { return true }
    if survey.present.contains(where: { isZero($0, ledger) }) { return true }
    // Who never prints a zero leaves the cell empty instead.
    return blanks.count * 100 > survey.present.count * percentOfCells
      && ledger.states.indices.contains { isZero($0, ledger) }
  }

  /// The cells of rows that print fewer figures than they have cells, so that some are blank and
  /// nobody can tell which.
  private func openCells(_ survey: CellSurvey, _ ledger: Ledger) -> [Int] {
    survey.present.filter { position in
      ledger.states[position] == .ambiguous
        && ledger.cells[position].candidates.contains { $0 == nil }
    }
  }

  private func finding(
    aboutOpen cells: [Int],
    _ survey: CellSurvey,
    _ ledger: Ledger,
    _ settings: RuleSettings
  ) -> Finding {
    let title = ledger.form.tables[survey.table].title.zh
    let rows = Set(cells.map { ledger.form.cells[$0].id.row }).count
    return survey.finding(
      about: cells,
      [
        Bilingual(
          zh: "表“\(title)”有\(rows)行的数字少于格数,其中有空白,但无法判定是哪几格",
          en: "\(rows) rows of the table \(title) print fewer figures than they have cells: some "
            + "are blank, and which cannot be told"
        ), ArithmeticText.doubtful,
      ],
      ledger,
      settings,
      severity: settings.severity(of: .info)
    )
  }

  private func isZero(_ position: Int, _ ledger: Ledger) -> Bool {
    ledger.states[position] == .printed && ledger.amounts[position] == 0
  }

  private func finding(
    _ blanks: [Int],
    _ survey: CellSurvey,
    _ ledger: Ledger,
    _ settings: RuleSettings,
    severity: Severity
  ) -> Finding {
    let title = ledger.form.tables[survey.table].title.zh
    let zeros = survey.present.count { isZero($0, ledger) }
    var parts: [Bilingual] = []
    if blanks.count == survey.present.count {
      parts.append(
        Bilingual(
          zh: "表“\(title)”\(blanks.count)格全部空白",
          en: "all \(blanks.count) cells of the table \(title) are blank"
        )
      )
    } else if isOnlyTotals(survey, ledger) {
      parts.append(
        Bilingual(
          zh: "表“\(title)”只填了总计,其余\(blanks.count)格空白",
          en: "the table \(title) gives totals only, the other \(blanks.count) cells are blank"
        )
      )
    } else {
      let rows = CellSurvey.rows(of: blanks, in: ledger)
      parts.append(
        part(
          zh: "表“\(title)”有\(blanks.count)格空白:\(rows.zh)",
          en: "\(blanks.count) cells of the table \(title) are blank: \(rows.en)"
        )
      )
    }
    if zeros > 0 {
      parts.append(
        part(
          zh: "同表另有\(zeros)格填0,空白含义不明",
          en: "\(zeros) cells of the same table say 0, so the meaning of a blank is unclear"
        )
      )
    }
    return survey.finding(
      about: blanks,
      parts,
      ledger,
      settings,
      severity: severity
    )
  }

  /// Whether every printed figure of the table stands in the column 总计, and most of that column
  /// is filled in.
  private func isOnlyTotals(_ survey: CellSurvey, _ ledger: Ledger) -> Bool {
    let totals = survey.present.count { isTotal[$0] }
    guard totals < survey.present.count,
      !survey.present.contains(where: { ledger.states[$0] == .printed && !isTotal[$0] })
    else { return false }
    return survey.present.count { ledger.states[$0] == .printed } * 2 > totals
  }
}
