internal import Gouji

/// The sheets that are written at the end: coverage, rules and summary.
extension WorkbookWriter {
  func writeCoverage(_ totals: ExportTotals) {
    let years = totals.years
    writeHeadings(
      [("机关", "agency", 40)] + years.map { ($0.map(String.init) ?? "年度不明", "", 10) },
      to: coverage
    )
    coverage.freeze(rows: 1, columns: 1)
    for agency in totals.agencies {
      guard coverage.nextRow() else { break }
      coverage.cell(0, agency.name.isEmpty ? "(机关不明)" : agency.name)
      for (column, year) in years.enumerated() {
        guard let found = agency.years[year] else {
          coverage.cell(column + 1, "—", CellStyle(fill: .absent, ink: .faint, isCentred: true))
          continue
        }
        let colour: Colour =
          if found.findings[.error, default: 0] > 0 { .error } else if found.discrepancies > 0 {
            .warning
          } else if found.isPartial { .doubt } else { .right }
        let copies = found.reports > 1 ? " ×\(found.reports)" : ""
        coverage.cell(
          column + 1,
          "\(found.discrepancies)\(found.isPartial ? " 部分" : "")\(copies)",
          CellStyle(fill: colour, isCentred: true)
        )
      }
    }
    coverage.filter(columns: years.count + 1)
    guard totals.reportsLeftOut > 0, coverage.nextRow() else { return }
    coverage.cell(
      0,
      "另有 \(totals.reportsLeftOut) 份报告的机关未列入,见 reports.csv。",
      CellStyle(isBold: true)
    )
  }

  func writeCatalogue(_ totals: ExportTotals) {
    writeHeadings(
      [
        ("规则", "rule", 26), ("类别", "group", 18), ("级别", "severity", 7), ("把握", "certainty", 7),
        ("表式", "forms", 16), ("概要", "summary", 50), ("公式", "formula", 50), ("依据", "why", 50),
        ("例外", "exceptions", 50), ("出处", "source", 40), ("问题数", "findings", 8), ("通过", "pass", 8),
        ("不通过", "fail", 8), ("未评判", "not_evaluated", 8),
      ],
      to: catalogue
    )
    catalogue.freeze(rows: 1, columns: 1)
    let wrapping = CellStyle(wraps: true)
    for rule in rules {
      guard catalogue.nextRow() else { break }
      let found = totals.rules[rule.id] ?? ExportTotals.RuleTotals()
      catalogue.cell(0, rule.id.rawValue)
      catalogue.cell(1, rule.group.title.zh)
      catalogue.cell(
        2,
        rule.isOff ? "停用" : rule.severity.label.zh,
        CellStyle(fill: rule.isOff ? .absent : Colour(rule.severity))
      )
      catalogue.cell(3, rule.certainty.label.zh)
      catalogue.cell(4, rule.forms.map(\.rawValue).joined(separator: "、"))
      catalogue.cell(5, rule.summary[language], wrapping)
      catalogue.cell(6, rule.formula ?? "", wrapping)
      catalogue.cell(7, rule.why[language], wrapping)
      catalogue.cell(8, rule.exceptions.map { $0[language] }.joined(separator: "\n"), wrapping)
      catalogue.cell(9, rule.source[language], wrapping)
      catalogue.cell(10, found.findings, count(found.findings, Colour(rule.severity)))
      for (column, verdict) in RuleResult.Verdict.allCases.enumerated() {
        catalogue.cell(11 + column, found.verdicts[verdict, default: 0])
      }
    }
    catalogue.filter(columns: 14)
  }

  func writeSummary(_ totals: ExportTotals) {
    summary.width(0, 36)
    summary.width(1, 14)
    summary.width(2, 80)
    let bold = CellStyle(isBold: true)
    func line(
      _ heading: String,
      _ count: Int? = nil,
      _ note: String = "",
      _ style: CellStyle = CellStyle()
    ) {
      guard summary.nextRow() else { return }
      summary.cell(0, heading, style)
      if let count { summary.cell(1, count) }
      summary.cell(2, note, CellStyle(wraps: true))
    }
    func section(_ heading: String) {
      line("")
      line(heading, nil, "", bold)
    }
    line(WorkbookWriter.title, nil, "勾稽 Gouji", bold)
    section("文档")
    for status in DocumentReading.Status.allCases {
      line(status.label.zh, totals.documents[status, default: 0])
    }
    line("合计", totals.documentCount)
    section("单元格")
    for status in CellStatus.allCases {
      line(status.label.zh, totals.cells[status, default: 0])
    }
    section("问题")
    for severity in Severity.allCases {
      line(
        severity.label.zh,
        totals.findings[severity, default: 0],
        "",
        CellStyle(fill: Colour(severity))
      )
    }
    section("发现问题的规则")
    for (rule, _, found) in totals.rulesWithFindings.prefix(20) {
      line(
        rule.rawValue,
        found.findings,
        rules.first { $0.id == rule }?.summary[language] ?? ""
      )
    }
    section("颜色")
    line("错误", nil, "勾稽关系不成立或法律上不可能;批注中有说明", CellStyle(fill: .error))
    line("警告", nil, "需要有人核实", CellStyle(fill: .warning))
    line("提示", nil, "供参考,不计为问题", CellStyle(fill: .info))
    line("推定、不确定、无法识别", nil, "读取存疑,与机关无关;显示原文", CellStyle(fill: .doubt, isItalic: true))
    line("缺失", nil, "表中没有该单元格;不是零", CellStyle(fill: .absent))
    section("工作表")
    for (sheet, table) in growing {
      var notes: [String] = []
      if sheet.rowsLeftOut > 0 { notes.append("行数已达上限,另有 \(sheet.rowsLeftOut) 行") }
      if sheet.linksLeftOut > 0 { notes.append("链接数已达上限,另有 \(sheet.linksLeftOut) 处无链接") }
      if sheet.commentsLeftOut > 0 {
        notes.append("批注数已达上限,另有 \(sheet.commentsLeftOut) 格只着色,说明见“\(findings.name)”")
      }
      line(
        sheet.name,
        sheet.row - (sheet.rowsLeftOut > 0 ? 1 : 0),
        notes.isEmpty ? "" : notes.joined(separator: ";") + ";全部见 \(table.fileName)"
      )
    }
  }
}
