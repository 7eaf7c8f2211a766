internal import Gouji

/// A finding in the list of the summary: what is wrong, and the place as it is printed.
struct FindingEntry {
  private let recorded: RecordedFinding
  private let prepared: PreparedRecord
  private let rule: RuleDescription?
  private let language: Language

  /// How many rows of a table are shown.
  private static let rowsAtMost = 10

  /// How many characters of the text are shown on each side of the words in question.
  private static let context = 60

  init(
    _ recorded: RecordedFinding,
    _ prepared: PreparedRecord,
    rule: RuleDescription?,
    language: Language
  ) {
    self.recorded = recorded
    self.prepared = prepared
    self.rule = rule
    self.language = language
  }

  private var finding: Finding { recorded.finding }
  private var report: Report? { prepared.record.document.reading.report }

  var markup: Markup {
    let severity = finding.severity
    let identity = report?.identity
    let agency = identity?.agency?.value ?? prepared.record.document.document
    let year = identity?.year.map { " \($0.value)" } ?? ""
    return """
      <article class="finding \(severity.rawValue)">
      <h3><span class="badge">\(severity.label[language])</span> \(agency)\(year)
      <code title="\(rule?.summary[language] ?? "")">\(finding.rule.rawValue)</code></h3>
      <p>\(finding.message[language])</p>
      \(excerpt ?? "")
      \(suggestion)
      <footer>\(source) <code>\(recorded.id)</code>\(judgement)</footer>
      </article>

      """
  }

  private var source: Markup {
    let name = prepared.record.document.document
    let line: Markup =
      finding.place.map { place in
        let text = Bilingual(zh: ",第 \(place.line) 行", en: ", line \(place.line)")[language]
        return "\(text)"
      } ?? ""
    guard let address = prepared.address else { return "\(name)\(line)" }
    return """
      <a href="\(address)" rel="noopener noreferrer">\(name)</a>\(line)
      """
  }

  private var judgement: Markup {
    guard let judgement = recorded.judgement else { return "" }
    return " · \(judgement.verdict.label[language]): \(judgement.note)"
  }

  private var suggestion: Markup {
    guard let report, !finding.suggestion.isEmpty else { return "" }
    let changes = finding.suggestion.map { change in
      let definition = report.definition(of: change.cell)
      let name = definition.map { "\($0.rowLabel) · \($0.columnLabel)" } ?? "\(change.cell)"
      return "\(name) \(change.printed)→\(change.suggested)"
    }
    let heading = Bilingual(zh: "建议核实", en: "To be checked")[language]
    return "<p class=\"suggestion\">\(heading): \(changes.joined(separator: "; "))</p>"
  }

  /// `nil` for a finding about the document as a whole.
  private var excerpt: Markup? {
    guard let report else { return nil }
    if let cell = finding.firstCell {
      return table(around: cell, in: report)
    }
    let places = [finding.place].compactMap { $0 } + finding.terms.compactMap(\.place)
    return places.lazy.compactMap { text(at: $0, in: report) }.first
  }

  // MARK: Tables

  /// The rows of the table that the finding rests on, as printed.
  private func table(around cell: CellID, in report: Report) -> Markup? {
    let own = Set([finding.cell].compactMap { $0 } + finding.suggestion.map(\.cell))
    let terms = Set(finding.terms.compactMap(\.cell))
    let cells = report.printedCells.filter {
      $0.definition.id.form == cell.form && $0.definition.id.table == cell.table
    }
    var columns: [ColumnID] = []
    var labels: [ColumnID: String] = [:]
    var rows: [RowID] = []
    var weights: [RowID: Int] = [:]
    for (definition, printed) in cells {
      let id = definition.id
      if !rows.contains(id.row) { rows.append(id.row) }
      guard own.contains(id) || terms.contains(id) else { continue }
      // Rows that add nothing to a sum are the first to be left out.
      let weight = own.contains(id) ? 3 : printed.value.map { $0.isZero ? 1 : 2 } ?? 1
      weights[id.row] = max(weights[id.row, default: 0], weight)
    }
    let wanted = rows.filter { weights[$0] != nil }
    let heaviest = wanted.enumerated().sorted {
      (weights[$1.element, default: 0], $0.offset) < (weights[$0.element, default: 0], $1.offset)
    }
    let kept = Set(heaviest.prefix(FindingEntry.rowsAtMost).map(\.element))
    guard !kept.isEmpty else { return nil }
    let shown = cells.filter { kept.contains($0.definition.id.row) }
    for (definition, _) in shown where labels[definition.id.column] == nil {
      columns.append(definition.id.column)
      labels[definition.id.column] = definition.columnLabel
    }
    let headings = columns.map { "<th scope=\"col\">\(labels[$0] ?? "")</th>" as Markup }
    let body = rows.filter(kept.contains).map { row -> Markup in
      let inRow = shown.filter { $0.definition.id.row == row }
      let boxes = columns.map { column -> Markup in
        guard let (definition, printed) = inRow.first(where: { $0.definition.id.column == column })
        else {
          return "<td class=\"none\"></td>"
        }
        return box(
          printed,
          isMarked: own.contains(definition.id),
          isTerm: terms.contains(definition.id)
        )
      }
      return "<tr><th scope=\"row\">\(inRow.first?.definition.rowLabel ?? "")</th>\(boxes)</tr>\n"
    }
    let left = wanted.count - kept.count
    let more = Bilingual(zh: "另有 \(left) 行未显示", en: "\(left) more rows are not shown")[language]
    let note: Markup =
      left > 0 ? "<tr><td class=\"more\" colspan=\"\(columns.count + 1)\">\(more)</td></tr>" : ""
    return """
      <div class="wide"><table class="excerpt"><thead><tr><td></td>\(headings)</tr></thead>
      <tbody>\(body)\(note)</tbody></table></div>
      """
  }

  private func box(_ cell: Cell, isMarked: Bool, isTerm: Bool) -> Markup {
    var classes = [cell.status.rawValue]
    if isMarked { classes.append("marked") } else if isTerm { classes.append("term") }
    let shown = cell.status == .missing ? "—" : cell.raw
    let hint = cell.status.label[language]
    let content: Markup = isMarked ? "<mark>\(shown)</mark>" : "\(shown)"
    return "<td class=\"\(classes.joined(separator: " "))\" title=\"\(hint)\">\(content)</td>"
  }

  // MARK: Text

  /// What is printed at a place of the text: the sentence that a claim or phrase stands in with its words
  /// marked, the paragraph, the heading or the title.
  private func text(at place: SourcePlace, in report: Report) -> Markup? {
    if let words = report.claims.first(where: { $0.place == place }) {
      return quote(words.range, paragraph: words.paragraph, section: words.section, in: report)
    }
    if let words = report.phrases.first(where: { $0.place == place }) {
      return quote(words.range, paragraph: words.paragraph, section: words.section, in: report)
    }
    if let title = report.identity.title, title.place == place { return quote(title.value) }
    for section in report.sections {
      if section.place == place, !section.heading.isEmpty { return quote(section.heading) }
      if let paragraph = section.paragraphs.first(where: { $0.place == place }) {
        return quote(paragraph.text)
      }
    }
    return nil
  }

  private func quote(
    _ range: Range<Int>,
    paragraph: Int,
    section: Int,
    in report: Report
  ) -> Markup? {
    guard report.sections.indices.contains(section) else { return nil }
    let paragraphs = report.sections[section].paragraphs
    guard paragraph == -1 || paragraphs.indices.contains(paragraph) else { return nil }
    let text = paragraph == -1 ? report.sections[section].heading : paragraphs[paragraph].text
    let bytes = Array(text.utf8)
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    let before = String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
    let words = String(decoding: bytes[range], as: UTF8.self)
    let after = String(decoding: bytes[range.upperBound...], as: UTF8.self)
    let context = FindingEntry.context
    let opening = (before.count > context ? "…" : "") + before.suffix(context)
    let closing = after.prefix(context) + (after.count > context ? "…" : "")
    return "<blockquote>\(opening)<mark>\(words)</mark>\(String(closing))</blockquote>"
  }

  /// A whole paragraph in question, or its beginning.
  private func quote(_ text: String) -> Markup {
    let shown = text.prefix(2 * FindingEntry.context)
    let rest = text.dropFirst(shown.count).isEmpty ? "" : "…"
    return "<blockquote><mark>\(String(shown))</mark>\(rest)</blockquote>"
  }
}

extension Report {
  /// The cells of all forms that the report is printed on.
  fileprivate var printedCells: [(definition: CellDefinition, cell: Cell)] {
    zip(form.cells, cells).map { ($0, $1) } + foreignCells.map { ($0.definition, $0.cell) }
  }

  fileprivate func definition(of id: CellID) -> CellDefinition? {
    if id.form == form.id { return form.position(of: id).map { form.cells[$0] } }
    return foreignCells.first { $0.definition.id == id }?.definition
  }
}
