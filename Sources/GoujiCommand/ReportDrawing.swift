package import Gouji

/// Draws a document the way a person would write it down: who and when, the tables, what is wrong.
package struct ReportDrawing {
  private let document: ReadDocument
  private let report: Report
  private let findings: [Finding]

  /// The findings that are marked at each cell, by their positions: at the one to look at first, and at
  /// those of the suggestion.
  private let marks: [CellID: [Int]]
  private let language: Language
  private let inColour: Bool

  /// - Returns: `nil` when the document holds no report.
  package init?(_ document: ReadDocument, language: Language, inColour: Bool) {
    guard let report = document.reading.report else { return nil }
    self.document = document
    self.report = report
    self.language = language
    self.inColour = inColour
    findings = document.reading.assessment?.findings ?? []
    var marks: [CellID: [Int]] = [:]
    for (position, finding) in findings.enumerated() {
      for cell in Set([finding.cell].compactMap { $0 } + finding.suggestion.map(\.cell)) {
        marks[cell, default: []].append(position)
      }
    }
    self.marks = marks
  }

  package var text: String {
    var text = heading
    for table in report.form.tables { text += "\n" + drawing(of: table) }
    for form in foreignForms { text += foreignTables(of: form) }
    text += "\n" + legend
    let doubts = listOfDoubts
    if !doubts.isEmpty { text += "\n" + doubts }
    if !findings.isEmpty { text += "\n" + listOfFindings }
    if !report.notes.isEmpty { text += "\n" + listOfNotes }
    return text
  }

  // MARK: Who and when

  private var heading: String {
    let identity = report.identity
    let reading = document.reading
    var text = ""
    func line(_ heading: Bilingual, _ value: String) {
      text += padded(heading[language], to: 12) + printable(value) + "\n"
    }
    func attested<Value>(
      _ heading: Bilingual,
      _ value: Attested<Value>?,
      _ show: (Value) -> String
    ) {
      guard let value else { return line(heading, "—") }
      var evidence = value.source.label[language]
      if let place = value.place {
        evidence += Bilingual(zh: ",第 \(place.line) 行", en: ", line \(place.line)")[language]
      }
      line(
        heading,
        show(value.value) + Bilingual(zh: "(\(evidence))", en: " (\(evidence))")[language]
      )
    }

    line(Bilingual(zh: "文件", en: "document"), document.document)
    attested(Bilingual(zh: "机关", en: "agency"), identity.agency) { $0 }
    attested(Bilingual(zh: "年度", en: "year"), identity.year) { "\($0)" }
    attested(Bilingual(zh: "标题", en: "title"), identity.title) { $0 }
    attested(Bilingual(zh: "落款日期", en: "signed on"), identity.signedOn) { $0.description }
    attested(Bilingual(zh: "发布日期", en: "published"), identity.publishedOn) { $0.description }
    attested(Bilingual(zh: "口径", en: "scope"), identity.scope) { $0.rawValue }
    line(
      Bilingual(zh: "格式", en: "form"),
      "\(report.form.id) \(report.form.title[language]) \(report.form.source)"
    )
    line(
      Bilingual(zh: "编码", en: "encoding"),
      "\(reading.encoding) (\(reading.encodingEvidence))"
    )
    line(
      Bilingual(zh: "读取", en: "reading"),
      reading.status.label[language] + (reading.reason.map { ": " + $0[language] } ?? "")
    )
    let counts = CellStatus.allCases.map { "\($0.label[language]) \(report.count($0))" }
    line(Bilingual(zh: "单元格", en: "cells"), counts.joined(separator: " · "))
    return text
  }

  // MARK: Tables

  private func drawing(of table: TableDefinition) -> String {
    var text = "\(table.title[language])\n"
    for block in table.blocks {
      var rows: [TextTable.Row] = []
      var groups: [String] = []
      for row in block.rows {
        for (depth, group) in row.groups.enumerated()
        where !groups.starts(with: row.groups[...depth]) {
          rows.append(TextTable.Row(boxes: [TextTable.Box(indented(group, depth))], margin: ""))
        }
        groups = row.groups
        let ids = block.columns.map {
          CellID(form: report.form.id, table: table.id, row: row.id, column: $0.id)
        }
        let cells = ids.map { report[$0] }
        rows.append(
          TextTable.Row(
            boxes: [TextTable.Box(indented(row.label, groups.count))]
              + zip(ids, cells).map { box(of: $1, id: $0) },
            margin: lines(of: cells)
          )
        )
      }
      text += TextTable(
        headings: [block.heading ?? ""] + block.columns.map(\.label),
        rows: rows
      )
      .drawn(inColour: inColour)
    }
    return text
  }

  private func indented(_ label: String, _ depth: Int) -> String {
    String(repeating: "  ", count: depth) + label
  }

  private var foreignForms: [FormID] {
    var forms: [FormID] = []
    for cell in report.foreignCells where !forms.contains(cell.definition.id.form) {
      forms.append(cell.definition.id.form)
    }
    return forms
  }

  /// The cells that are printed on another form, one a line.
  private func foreignTables(of form: FormID) -> String {
    let title = Bilingual(
      zh: "按 \(form) 年格式印制的部分",
      en: "Parts printed on the form of \(form)"
    )
    let rows = report.foreignCells.filter { $0.definition.id.form == form }.map { foreign in
      TextTable.Row(
        boxes: [
          TextTable.Box(foreign.definition.rowLabel + " " + foreign.definition.columnLabel),
          box(of: foreign.cell, id: foreign.definition.id),
        ],
        margin: lines(of: [foreign.cell])
      )
    }
    return "\n\(title[language])\n"
      + TextTable(headings: ["", ""], rows: rows).drawn(inColour: inColour)
  }

  private func box(of cell: Cell, id: CellID) -> TextTable.Box {
    let marked = marks[id] ?? []
    let numbers = marked.map { "[\($0 + 1)]" }.joined()
    let text = mark(of: cell) + (numbers.isEmpty ? "" : " " + numbers)
    return TextTable.Box(text, emphasis(of: cell, marked.map { findings[$0].severity }))
  }

  private func emphasis(of cell: Cell, _ severities: [Severity]) -> TextTable.Emphasis {
    if severities.contains(.error) { return .error }
    if severities.contains(.warning) { return .warning }
    switch cell.status {
    case .reported: return .none
    case .blank, .missing: return .faint
    case .deduced, .ambiguous, .unreadable: return .doubtful
    }
  }

  private func mark(of cell: Cell) -> String {
    let deduced = cell.deduced.map { Mark.deduced + $0.description } ?? ""
    switch cell.status {
    case .reported: return (cell.value?.description ?? "") + printable(cell.unit ?? "")
    case .blank: return Mark.blank + deduced
    case .deduced: return deduced
    case .ambiguous: return Mark.ambiguous + deduced
    case .unreadable: return Mark.unreadable + deduced
    case .missing: return Mark.missing + deduced
    }
  }

  /// The lines of the file that some cells are printed on, such as `89–95`.
  private func lines(of cells: [Cell]) -> String {
    let lines = cells.compactMap { $0.place?.line }
    guard let first = lines.min(), let last = lines.max() else { return "" }
    return first == last ? "\(first)" : "\(first)–\(last)"
  }

  private var legend: String {
    let marks = [
      (Mark.blank, Bilingual(zh: "空白", en: "blank")),
      (Mark.deduced + "n", Bilingual(zh: "由勾稽关系推定", en: "deduced from the sums")),
      (Mark.ambiguous, Bilingual(zh: "有多种读法", en: "several readings")),
      (Mark.unreadable, Bilingual(zh: "无法识别为数字", en: "printed, but no number")),
      (Mark.missing, Bilingual(zh: "表中无此格", en: "not in the table")),
      ("[n]", Bilingual(zh: "问题编号", en: "finding")),
    ]
    let margin = Bilingual(zh: "右侧为所在行", en: "at the right: lines of the file")
    return (marks.map { "\($0) \($1[language])" } + [margin[language]]).joined(separator: " · ")
      + "\n"
  }

  // MARK: What is wrong, and what is doubtful

  /// The cells whose print leaves something open, with what is printed.
  private var listOfDoubts: String {
    let cells =
      zip(report.form.cells, report.cells).map { ($0, $1) }
      + report.foreignCells.map { ($0.definition, $0.cell) }
    var text = ""
    for (definition, cell) in cells {
      switch cell.status {
      case .reported, .blank, .missing: continue
      case .deduced, .ambiguous, .unreadable: break
      }
      var parts = [mark(of: cell)]
      if !cell.candidates.isEmpty {
        let blank = CellStatus.blank.label[language]
        parts.append(cell.candidates.map { $0?.description ?? blank }.joined(separator: " / "))
      }
      parts.append("“\(printable(cell.raw))”")
      if let place = cell.place {
        parts.append(Bilingual(zh: "第 \(place.line) 行", en: "line \(place.line)")[language])
      }
      text += "  \(definition.rowLabel) \(definition.columnLabel): "
      text += parts.joined(separator: "  ") + "\n"
    }
    guard !text.isEmpty else { return "" }
    return Bilingual(zh: "读取存疑的单元格", en: "Cells whose reading is open")[language] + "\n" + text
  }

  private var listOfFindings: String {
    var text = Bilingual(zh: "问题", en: "Findings")[language] + "\n"
    for (index, finding) in findings.enumerated() {
      let emphasis: TextTable.Emphasis =
        switch finding.severity {
        case .error: .error
        case .warning: .warning
        case .info: .none
        }
      let severity = coloured(finding.severity.label[language], emphasis, inColour: inColour)
      text += "[\(index + 1)] \(severity) \(finding.rule)"
      if let place = finding.place {
        text += Bilingual(zh: ",第 \(place.line) 行", en: ", line \(place.line)")[language]
      }
      text += "\n    \(printable(finding.message[language]))\n"
      if finding.explains.count > 1 {
        let heading = Bilingual(zh: "涉及:", en: "explains: ")[language]
        text +=
          "    " + heading + finding.explains.map(\.description).joined(separator: "; ") + "\n"
      }
      if !finding.suggestion.isEmpty {
        let heading = Bilingual(zh: "建议核实:", en: "suggested: ")[language]
        text +=
          "    " + heading + finding.suggestion.map(\.description).joined(separator: "; ") + "\n"
      }
    }
    return text
  }

  private var listOfNotes: String {
    var text =
      Bilingual(zh: "读取说明(与机关无关)", en: "Notes on the reading, not on the agency")[language] + "\n"
    for note in report.notes {
      let line = note.place.map {
        Bilingual(zh: "第 \($0.line) 行:", en: "line \($0.line): ")[language]
      }
      text += "  · " + (line ?? "") + printable(note.message[language]) + "\n"
    }
    return text
  }
}

/// How cells without a printed figure are drawn.
private enum Mark {
  static let blank = "·"
  static let deduced = "≈"
  static let ambiguous = "?"
  static let unreadable = "!"
  static let missing = "×"
}
