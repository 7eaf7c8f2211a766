internal import Gouji

/// The page of the summary: what was read, what does not agree, where, and since when.
struct SummaryPage {
  /// How many findings are shown with the print that they are about.
  static let findingsAtMost = 200

  /// How many of them one rule may take, so that a common fault does not hide the others.
  static let findingsOfOneRuleAtMost = 30

  /// How many agencies the map shows, those with the most discrepancies.
  private static let agenciesAtMost = 60

  /// How many years the map and the charts show, the latest ones.
  private static let yearsAtMost = 20

  let totals: ExportTotals
  let rules: [RuleDescription]

  /// The most serious first.
  let findings: [Markup]
  let language: Language

  private func say(_ zh: String, _ en: String) -> String {
    Bilingual(zh: zh, en: en)[language]
  }

  var markup: Markup {
    let style = SummaryStyle.css
    let policy: Markup =
      "default-src 'none'; style-src 'sha256-\(SummaryStyle.digest)'; base-uri 'none'; form-action 'none'"
    let locale = say("zh-CN", "en")
    let title = say("政府信息公开年度报告审核摘要", "Audit of annual reports: summary")
    return """
      <!DOCTYPE html>
      <html lang="\(locale)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(style)</style>
      </head>
      <body>
      <header><h1>\(title)</h1><p>\(opening)</p>\(contents)</header>
      <main>
      \(overview)
      \(ruleTable)
      \(map)
      \(trend)
      \(list)
      </main>
      <footer>\(say("勾稽", "Gouji")) · \(say("数字均为原文;空白不是零。", "Figures are as printed; a blank is no zero."))</footer>
      </body>
      </html>

      """
  }

  /// Links to the parts of the page, which may be long.
  private var contents: Markup {
    let parts: [(name: String, isThere: Bool, title: String)] = [
      ("rules", !totals.rulesWithFindings.isEmpty, say("按规则", "By rule")),
      ("map", !totals.agencies.isEmpty, say("按机关和年度", "By agency and year")),
      ("years", hasTrend, say("历年申请", "Applications over the years")),
      ("findings", true, say("错误与警告", "Errors and warnings")),
    ]
    let links = parts.filter(\.isThere).map { part -> Markup in
      "<a href=\"#\(part.name)\">\(part.title)</a>\n"
    }
    return "<nav>\(links)</nav>"
  }

  // MARK: What was read

  private var opening: String {
    let reports = totals.reportCount
    let errors = totals.findings[.error, default: 0]
    let warnings = totals.findings[.warning, default: 0]
    return say(
      "读取 \(totals.documentCount) 份文档,其中年度报告 \(reports) 份;发现错误 \(errors) 处、警告 \(warnings) 处。",
      "\(totals.documentCount) documents were read, \(reports) of them annual reports;"
        + " \(errors) errors and \(warnings) warnings were found."
    )
  }

  private var overview: Markup {
    let severities = Severity.allCases.map {
      tile($0.label[language], totals.findings[$0, default: 0], $0.rawValue)
    }
    let documents = DocumentReading.Status.allCases.map {
      tile($0.label[language], totals.documents[$0, default: 0], "")
    }
    let cells = CellStatus.allCases.map {
      tile($0.label[language], totals.cells[$0, default: 0], "")
    }
    return """
      <section>
      <h2>\(say("问题", "Findings"))</h2><dl class="tiles">\(severities)</dl>
      <h2>\(say("文档", "Documents"))</h2><dl class="tiles">\(documents)</dl>
      <h2>\(say("单元格", "Cells"))</h2><dl class="tiles small">\(cells)</dl>
      </section>
      """
  }

  private func tile(_ label: String, _ count: Int, _ kind: String) -> Markup {
    "<div class=\"tile \(kind)\"><dt>\(label)</dt><dd>\(grouped(count))</dd></div>\n"
  }

  // MARK: Agencies and years

  private var shownYears: [Int?] { Array(totals.years.suffix(SummaryPage.yearsAtMost)) }

  private var map: Markup {
    let years = shownYears
    guard !years.isEmpty else { return "" }
    let ranked = totals.agencies.enumerated()
      .map { (order: $0.offset, agency: $0.element, count: $0.element.discrepancies) }
      .sorted { ($1.count, $0.order) < ($0.count, $1.order) }
    let shown = ranked.prefix(SummaryPage.agenciesAtMost)
    let headings = years.map { year -> Markup in
      "<th scope=\"col\">\(year.map(String.init) ?? say("不明", "unknown"))</th>"
    }
    let rows = shown.map { entry -> Markup in
      let boxes = years.map { box(entry.agency.years[$0]) }
      let name = entry.agency.name.isEmpty ? say("(机关不明)", "(unknown agency)") : entry.agency.name
      return "<tr><th scope=\"row\">\(name)</th>\(boxes)</tr>\n"
    }
    let left = totals.agencies.count - shown.count
    let rest: Markup =
      left > 0
      ? """
      <p class="note">\(say(
        "另有 \(left) 个机关问题较少,见 reports.csv。",
        "\(left) more agencies have fewer; reports.csv has them all."
      ))</p>
      """ : ""
    let beyond: Markup =
      totals.reportsLeftOut > 0
      ? """
      <p class="note">\(say(
        "机关数已达上限,另有 \(totals.reportsLeftOut) 份报告未计入,见 reports.csv。",
        "There are too many agencies: \(totals.reportsLeftOut) reports are not counted here; reports.csv has them."
      ))</p>
      """ : ""
    return """
      <section id="map">
      <h2>\(say("各机关各年度的错误与警告", "Errors and warnings by agency and year"))</h2>
      <p class="note">\(say(
        "数字为错误与警告之和;“部分”指表格未能全部读取,“—”指没有报告。",
        "The number of errors and warnings; * where not all tables could be read, — where there is no report."
      ))</p>
      <div class="wide"><table class="map"><thead><tr><td></td>\(headings)</tr></thead>
      <tbody>\(rows)</tbody></table></div>\(rest)\(beyond)
      </section>
      """
  }

  private func box(_ found: ExportTotals.YearTotals?) -> Markup {
    guard let found else { return "<td class=\"none\">—</td>" }
    let average = (found.discrepancies + found.reports - 1) / found.reports
    let level = [0, 1, 3, 6, 11].lastIndex { average >= $0 } ?? 0
    let copies = found.reports > 1 ? " ×\(found.reports)" : ""
    let partial = found.isPartial ? say(" 部分", " *") : ""
    let hint = Severity.allCases.map { "\($0.label[language]) \(found.findings[$0, default: 0])" }
    return """
      <td class="heat\(level)" title="\(hint.joined(separator: " · "))">\(found.discrepancies)\
      <small>\(copies)\(partial)</small></td>
      """
  }

  // MARK: Applications over the years

  /// One year of the chart: sums over the agencies, each counted once.
  private struct TrendYear {
    let year: Int
    var agencies = 0
    var received = Figure.zero
    var handled = Figure.zero
  }

  private var trendYears: [TrendYear] {
    shownYears.compactMap { $0 }.map { year in
      var trend = TrendYear(year: year)
      for agency in totals.agencies {
        guard let found = agency.years[year]?.applications, let received = found.received else {
          continue
        }
        trend.agencies += 1
        trend.received = trend.received + received
        trend.handled = trend.handled + (found.handled ?? .zero)
      }
      return trend
    }
  }

  private var hasTrend: Bool { trendYears.contains { $0.agencies > 0 } }

  private var trend: Markup {
    guard hasTrend else { return "" }
    let years = trendYears
    let rows = years.map { year -> Markup in
      let isEmpty = year.agencies == 0
      return """
        <tr><th scope="row">\(year.year)</th><td>\(year.agencies)</td>\
        <td>\(isEmpty ? "—" : year.received.description)</td>\
        <td>\(isEmpty ? "—" : year.handled.description)</td></tr>

        """
    }
    let (received, handled) = (say("新收申请", "received"), say("办理总计", "handled"))
    return """
      <section id="years">
      <h2>\(say("历年申请", "Applications over the years"))</h2>
      <p class="note">\(say(
        "所读报告的原文数之和,每机关每年计一次;机关数不同的年份不可直接比较。",
        "Sums of what the reports print, each agency once a year; years with other numbers of agencies do not compare."
      ))</p>
      \(chart(years))
      <p class="legend"><span class="key received"></span>\(received) <span class="key handled"></span>\(handled)</p>
      <div class="wide"><table class="figures"><thead><tr><th scope="col">\(say("年度", "year"))</th>
      <th scope="col">\(say("机关数", "agencies"))</th><th scope="col">\(received)</th><th scope="col">\(handled)</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      </section>
      """
  }

  /// Two bars a year, drawn on a field of 60 units a year and 200 in height.
  private func chart(_ years: [TrendYear]) -> Markup {
    let step = 60
    let height = 200
    let largest =
      years.flatMap { [$0.received.approximation, $0.handled.approximation] }.max() ?? 0
    guard largest > 0 else { return "" }
    func bar(_ figure: Figure, at left: Int, _ kind: String) -> Markup {
      let length = max(0, Int((figure.approximation / largest * Double(height - 30)).rounded()))
      return """
        <rect class="\(kind)" x="\(left)" y="\(height - length)" width="20" height="\(length)">\
        <title>\(figure.description)</title></rect>
        """
    }
    let bars = years.enumerated().map { number, year -> Markup in
      let left = number * step
      guard year.agencies > 0 else {
        return "<text x=\"\(left + 30)\" y=\"\(height + 18)\" class=\"empty\">\(year.year)</text>\n"
      }
      return """
        \(bar(year.received, at: left + 9, "received"))\(bar(year.handled, at: left + 31, "handled"))\
        <text x="\(left + 30)" y="\(height + 18)">\(year.year)</text>

        """
    }
    let width = years.count * step
    return """
      <div class="wide"><svg class="chart" viewBox="0 0 \(width) \(height + 28)" width="\(width)" \
      height="\(height + 28)" role="img" aria-label="\(say("历年申请", "Applications over the years"))">
      <line x1="0" y1="\(height)" x2="\(width)" y2="\(height)"/>
      \(bars)</svg></div>
      """
  }

  // MARK: Rules

  private var ruleTable: Markup {
    let found = totals.rulesWithFindings
    guard let most = found.map(\.totals.findings).max() else { return "" }
    let rows = found.map { entry -> Markup in
      let rule = rules.first { $0.id == entry.rule }
      let severity = entry.gravest
      let failed = entry.totals.verdicts[.fail, default: 0]
      let judged = failed + entry.totals.verdicts[.pass, default: 0]
      let length = max(1, entry.totals.findings * 120 / most)
      return """
        <tr><td><span class="badge \(severity.rawValue)">\(severity.label[language])</span></td>\
        <th scope="row"><code>\(entry.rule.rawValue)</code> \(rule?.summary[language] ?? "")</th>\
        <td class="number">\(grouped(entry.totals.findings))</td>\
        <td><svg width="120" height="10" aria-hidden="true"><rect class="\(severity.rawValue)" width="\(length)" height="10"/></svg></td>\
        <td class="number">\(failed) / \(judged)</td></tr>

        """
    }
    return """
      <section id="rules">
      <h2>\(say("按规则", "By rule"))</h2>
      <div class="wide"><table class="rules"><thead><tr><td></td><th scope="col">\(say("规则", "rule"))</th>
      <th scope="col">\(say("问题数", "findings"))</th><td></td>
      <th scope="col">\(say("不通过 / 已评判(份)", "failed / judged (reports)"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      </section>
      """
  }

  // MARK: Findings

  private var list: Markup {
    let serious = totals.findings[.error, default: 0] + totals.findings[.warning, default: 0]
    let left = serious - findings.count
    let infos = totals.findings[.info, default: 0]
    var notes: [String] = []
    if left > 0 {
      notes.append(
        say(
          "此处列出 \(findings.count) 处(同一规则最多 \(SummaryPage.findingsOfOneRuleAtMost) 处),其余 \(left) 处见 findings.csv。",
          "\(findings.count) are listed here, at most \(SummaryPage.findingsOfOneRuleAtMost) of one rule;"
            + " findings.csv has the other \(left)."
        )
      )
    }
    if infos > 0 {
      notes.append(
        say("提示 \(infos) 处只在 findings.csv 中列出。", "findings.csv also has \(infos) of severity info.")
      )
    }
    if serious == 0 { notes.insert(say("没有错误和警告。", "No errors and no warnings."), at: 0) }
    return """
      <section id="findings">
      <h2>\(say("错误与警告", "Errors and warnings"))</h2>
      <p class="note">\(notes.joined(separator: language == .chinese ? "" : " "))</p>
      \(findings)
      </section>
      """
  }
}

extension ExportTotals {
  /// How many documents hold a report.
  fileprivate var reportCount: Int {
    documents[.read, default: 0] + documents[.partial, default: 0]
  }
}

extension ExportTotals.AgencyTotals {
  fileprivate var discrepancies: Int { years.values.reduce(0) { $0 + $1.discrepancies } }
}

/// A count with a thin space between its thousands.
private func grouped(_ count: Int) -> String {
  let digits = Array(String(count))
  return digits.enumerated().map { place, digit in
    let rest = digits.count - place
    return (place > 0 && rest % 3 == 0 ? "\u{202F}" : "") + String(digit)
  }
  .joined()
}
