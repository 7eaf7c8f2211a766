package import Gouji

/// One of the tables that an export consists of, each a file of its own.
package enum ExportTable: String, CaseIterable, Sendable {
  case documents
  case reports
  case facts
  case findings
  case checks
  case disclosure
  case applications
  case reviewLitigation = "review_litigation"
  case statistics
  case agencies
  case coverage

  package var fileName: String { rawValue + ".csv" }

  /// The table of the forms that this one spreads out; `nil` for the others.
  package var formTable: TableID? {
    switch self {
    case .documents, .reports, .facts, .findings, .checks, .agencies, .coverage: nil
    case .disclosure: .disclosure
    case .applications: .applications
    case .reviewLitigation: .reviewLitigation
    case .statistics: .statistics
    }
  }

  /// The columns, in the order of the fields.
  package func columns(_ forms: FormCatalogue) -> [ExportColumn] {
    switch self {
    case .documents: documentColumns
    case .reports: reportColumns(forms)
    case .facts: factColumns(forms)
    case .findings: findingColumns
    case .checks: checkColumns
    case .agencies: agencyColumns
    case .coverage: coverageColumns
    case .disclosure, .applications, .reviewLitigation, .statistics:
      sourceColumns
        + [
          formColumn(forms), rowColumn.required,
          ExportColumn("row_label", zh: "行名称", en: "label of the row", isRequired: true),
        ] + wideColumns(forms).map { figureColumn($0, forms) }
    }
  }

  /// The columns of figures of a spread-out table: those of all forms, each once, oldest form first.
  package func wideColumns(_ forms: FormCatalogue) -> [ColumnID] {
    var columns: [ColumnID] = []
    for form in forms.forms {
      for cell in form.cells where cell.id.table == formTable {
        if !columns.contains(cell.id.column) { columns.append(cell.id.column) }
      }
    }
    return columns
  }

  /// The columns that tell the lines apart.
  package var primaryKey: [String] {
    switch self {
    case .documents: ["document"]
    case .reports: ["report"]
    case .facts: ["report", "form", "table", "row", "column"]
    // A finding about several reports has one line for each.
    case .findings: ["finding", "document"]
    case .checks: ["report", "rule"]
    case .agencies: ["key"]
    case .coverage: ["key", "year"]
    case .disclosure, .applications, .reviewLitigation, .statistics: ["report", "form", "row"]
    }
  }

  /// The columns whose fields are found again in another table, in the column of the same name.
  package var foreignKeys: [(column: String, table: ExportTable)] {
    switch self {
    case .documents: [("report", .reports)]
    case .reports: [("document", .documents)]
    case .checks: [("report", .reports)]
    case .agencies: []
    // An agency of which no document could be read is in no line of agencies.
    case .coverage: []
    case .facts, .findings, .disclosure, .applications, .reviewLitigation, .statistics:
      [("document", .documents), ("report", .reports)]
    }
  }

  /// What the table lists.
  package func title(_ forms: FormCatalogue) -> Bilingual {
    switch self {
    case .documents: Bilingual(zh: "文档", en: "Documents")
    case .reports: Bilingual(zh: "报告", en: "Reports")
    case .facts: Bilingual(zh: "逐格数据", en: "Facts, a line a cell")
    case .findings: Bilingual(zh: "问题", en: "Findings")
    case .checks: Bilingual(zh: "核对结果", en: "Checks, a line a report and rule")
    case .agencies: Bilingual(zh: "机关", en: "Agencies")
    case .coverage: Bilingual(zh: "收集情况", en: "Coverage, a line an agency and year")
    case .disclosure, .applications, .reviewLitigation, .statistics:
      forms.forms.reversed().lazy.flatMap(\.tables).first { $0.id == formTable }?.title
        ?? Bilingual(zh: rawValue, en: rawValue)
    }
  }
}

// MARK: What the columns hold

private let documentColumn = ExportColumn(
  "document",
  zh: "文档",
  en: "document",
  isRequired: true,
  explanation: Bilingual(zh: "相对于输入文件夹的路径", en: "the path below its input folder")
)

private let reportColumn = ExportColumn(
  "report",
  zh: "报告",
  en: "report",
  explanation: Bilingual(zh: "连接各表", en: "joins the tables")
)

private let agencyColumn = ExportColumn("agency", zh: "机关", en: "agency")
private let yearColumn = ExportColumn("year", zh: "年度", en: "year", .integer(minimum: 0))

/// Where a line comes from.
private let sourceColumns = [documentColumn, reportColumn.required, agencyColumn, yearColumn]

private let rowColumn = ExportColumn(
  "row",
  zh: "行",
  en: "row",
  explanation: Bilingual(zh: "表式中的行标识", en: "its identifier in the form")
)

private let columnColumn = ExportColumn(
  "column",
  zh: "列",
  en: "column",
  explanation: Bilingual(zh: "表式中的列标识", en: "its identifier in the form")
)

private let ruleColumn = ExportColumn("rule", zh: "规则", en: "rule", isRequired: true)

private let placeColumns = [
  ExportColumn(
    "line",
    zh: "行号",
    en: "line",
    .integer(minimum: 1),
    explanation: Bilingual(zh: "从 1 起", en: "counted from 1")
  ),
  ExportColumn(
    "offset",
    zh: "字节偏移",
    en: "offset",
    .count,
    explanation: Bilingual(zh: "磁盘文件中的字节位置", en: "in bytes of the file as it is on disk")
  ),
  ExportColumn(
    "length",
    zh: "字节长度",
    en: "length",
    .count,
    explanation: Bilingual(zh: "字节数", en: "in bytes")
  ),
]

private let tableNames = ExportTable.allCases.compactMap(\.formTable?.rawValue)

private func formColumn(_ forms: FormCatalogue) -> ExportColumn {
  ExportColumn(
    "form",
    zh: "表式",
    en: "form",
    .word(forms.forms.map(\.id.rawValue)),
    isRequired: true,
    explanation: Bilingual(
      zh: forms.forms.map { "\($0.id):\($0.title.zh)(\($0.source))" }.joined(separator: ";"),
      en: forms.forms.map { "\($0.id): \($0.title.en)" }.joined(separator: "; ")
    )
  )
}

private let documentColumns = [
  documentColumn,
  ExportColumn("sha256", zh: "SHA-256", en: "SHA-256", .pattern("[0-9a-f]{64}")),
  ExportColumn("bytes", zh: "字节数", en: "size in bytes", .count),
  ExportColumn("encoding", zh: "编码", en: "encoding"),
  ExportColumn("encoding_evidence", zh: "编码依据", en: "why this encoding"),
  ExportColumn("kind", zh: "类型", en: "kind", .word(DocumentReading.Kind.self)),
  ExportColumn(
    "status",
    zh: "读取状态",
    en: "status of the reading",
    .word(DocumentReading.Status.self),
    isRequired: true
  ),
  ExportColumn("reason", zh: "原因", en: "reason"),
  reportColumn,
]

private let regionCodeColumn = ExportColumn(
  "region_code",
  zh: "行政区划代码",
  en: "region code",
  .pattern("[0-9]{2,12}"),
  explanation: Bilingual(zh: "GB/T 2260", en: "GB/T 2260")
)

private let levelColumn = ExportColumn(
  "level",
  zh: "机关层级",
  en: "level of the agency",
  .word(AgencyLevel.self)
)

private func reportColumns(_ forms: FormCatalogue) -> [ExportColumn] {
  let counts = CellStatus.allCases.map { status in
    ExportColumn(
      "cells_\(status.rawValue)",
      zh: "单元格数:\(status.label.zh)",
      en: "cells: \(status.label.en)",
      .count,
      isRequired: true
    )
  }
  return [
    reportColumn.required, documentColumn, agencyColumn,
    ExportColumn(
      "agency_name_source",
      zh: "机关名称依据",
      en: "source of the agency",
      .word(Evidence.self)
    ),
    regionCodeColumn, levelColumn, yearColumn,
    ExportColumn("year_source", zh: "年度依据", en: "source of the year", .word(Evidence.self)),
    formColumn(forms),
    ExportColumn("title", zh: "标题", en: "title"),
    ExportColumn("scope", zh: "口径", en: "scope", .word(ReportIdentity.Scope.self)),
    ExportColumn("published_on", zh: "发布日期", en: "published on", .date),
    ExportColumn("signed_on", zh: "落款日期", en: "signed on", .date),
  ] + counts + [
    ExportColumn("errors", zh: "错误数", en: "errors", .count, isRequired: true),
    ExportColumn("warnings", zh: "警告数", en: "warnings", .count, isRequired: true),
  ]
}

private func factColumns(_ forms: FormCatalogue) -> [ExportColumn] {
  sourceColumns + [
    formColumn(forms),
    ExportColumn("table", zh: "表", en: "table", .word(tableNames), isRequired: true),
    rowColumn.required, columnColumn.required,
    ExportColumn("row_label", zh: "行名称", en: "label of the row", isRequired: true),
    ExportColumn("column_label", zh: "列名称", en: "label of the column", isRequired: true),
    ExportColumn("unit", zh: "单位", en: "unit"),
    ExportColumn(
      "value",
      zh: "原文数字",
      en: "printed figure",
      .number,
      explanation: Bilingual(zh: "空白不是零", en: "an empty field is no zero")
    ),
    ExportColumn("status", zh: "状态", en: "status", .word(CellStatus.self), isRequired: true),
    ExportColumn(
      "deduced",
      zh: "推得数字",
      en: "deduced figure",
      .number,
      explanation: Bilingual(zh: "由报告自身的勾稽关系推得", en: "proved by the report's own sums")
    ),
    ExportColumn("raw", zh: "原文", en: "what is printed"),
    ExportColumn("candidates", zh: "可能的读法", en: "the readings that remain"),
  ] + placeColumns
}

private let findingColumns: [ExportColumn] =
  [ExportColumn("finding", zh: "问题编号", en: "finding", .pattern("[0-9a-f]{16}"), isRequired: true)]
  + sourceColumns + [
    ruleColumn,
    ExportColumn("severity", zh: "级别", en: "severity", .word(Severity.self), isRequired: true),
    ExportColumn("certainty", zh: "把握", en: "certainty", .word(Certainty.self), isRequired: true),
    ExportColumn("table", zh: "表", en: "table", .word(tableNames)),
    rowColumn, columnColumn,
    ExportColumn("reported", zh: "报告数", en: "reported", .number),
    ExportColumn("expected", zh: "应为", en: "expected", .number),
    ExportColumn("difference", zh: "差额", en: "reported less expected", .number),
    ExportColumn("message", zh: "说明", en: "message", isRequired: true),
    ExportColumn("explains", zh: "涉及的勾稽关系", en: "the identities that it explains"),
    ExportColumn("suggestion", zh: "建议核实的改动", en: "the change that would repair it"),
  ] + placeColumns + [
    ExportColumn("judgement", zh: "认定", en: "judgement", .word(Judgement.words)),
    ExportColumn("note", zh: "备注", en: "note"),
  ]

private let checkColumns = [
  reportColumn.required, ruleColumn,
  ExportColumn(
    "verdict",
    zh: "结论",
    en: "verdict",
    .word(RuleResult.Verdict.self),
    isRequired: true
  ),
  ExportColumn("reason", zh: "原因", en: "reason"),
]

private let agencyKeyColumn = ExportColumn(
  "key",
  zh: "机关标识",
  en: "key of the agency",
  isRequired: true,
  explanation: Bilingual(
    zh: "行政区划代码与机构名;政府以“/”结尾",
    en: "region code and body; a government ends in '/'"
  )
)

private let agencyColumns = [
  agencyKeyColumn, agencyColumn.required,
  ExportColumn(
    "names",
    zh: "出现过的名称",
    en: "every spelling",
    isRequired: true,
    explanation: Bilingual(zh: "以分号分隔", en: "parted by semicolons")
  ),
  regionCodeColumn, levelColumn,
  ExportColumn("parent", zh: "上级机关标识", en: "key of the agency above"),
  ExportColumn(
    "evidence",
    zh: "依据",
    en: "what the identity rests on",
    .word(ResolvedAgency.Evidence.self),
    isRequired: true
  ),
  ExportColumn("documents", zh: "文档数", en: "number of documents", .count, isRequired: true),
  ExportColumn("candidates", zh: "可能相同的", en: "what it may be"),
  ExportColumn("doubt", zh: "存疑之处", en: "what is in doubt"),
]

private let coverageColumns = [
  agencyKeyColumn, agencyColumn.required, regionCodeColumn, yearColumn.required,
  ExportColumn(
    "status",
    zh: "状态",
    en: "status",
    .word(CoverageEntry.Status.self),
    isRequired: true,
    explanation: Bilingual(
      zh: "missing 只表示未收集到",
      en: "missing means not found in the collection, not unpublished"
    )
  ),
  ExportColumn("documents", zh: "文档", en: "documents"),
]

extension ExportTable {
  /// A column of figures, with its headings in the forms that have it.
  private func figureColumn(_ id: ColumnID, _ forms: FormCatalogue) -> ExportColumn {
    var labels: [String] = []
    var owners: [String] = []
    for form in forms.forms.reversed() {
      let columns = form.tables.lazy.filter { $0.id == formTable }.flatMap(\.blocks)
        .flatMap(\.columns).filter { $0.id == id }
      var isOwner = false
      for column in columns {
        let label = (column.group.map { $0 + " " } ?? "") + column.label
        if !labels.contains(label) { labels.append(label) }
        isOwner = true
      }
      if isOwner { owners.append(form.id.rawValue) }
    }
    let english = id.rawValue.split(separator: "_").joined(separator: " ")
    return ExportColumn(
      id.rawValue,
      zh: labels.first ?? id.rawValue,
      en: english,
      .number,
      explanation: Bilingual(
        zh: "\(title(forms).zh)中“\(labels.joined(separator: "”或“"))”一列的原文数字;"
          + "表式 \(owners.reversed().joined(separator: "、"))",
        en: "the printed figures of the column of that name in \"\(title(forms).en)\";"
          + " forms \(owners.reversed().joined(separator: ", "))"
      )
    )
  }
}
