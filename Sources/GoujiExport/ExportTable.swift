package import GoujiModel

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

  package var fileName: String { rawValue + ".csv" }

  /// The table of the forms that this one spreads out; `nil` for the others.
  package var formTable: TableID? {
    switch self {
    case .documents, .reports, .facts, .findings, .checks: nil
    case .disclosure: .disclosure
    case .applications: .applications
    case .reviewLitigation: .reviewLitigation
    case .statistics: .statistics
    }
  }

  /// The names of the columns, in the order of the fields.
  package func columns(_ forms: FormCatalogue) -> [String] {
    switch self {
    case .documents:
      [
        "document", "sha256", "bytes", "encoding", "encoding_evidence", "kind", "status", "reason",
        "report",
      ]
    case .reports:
      [
        "report", "document", "agency", "agency_name_source", "region_code", "level", "year",
        "year_source", "form", "title", "scope", "published_on", "signed_on", "cells_reported",
        "cells_blank", "cells_deduced", "cells_ambiguous", "cells_unreadable", "cells_missing",
        "errors", "warnings",
      ]
    case .facts:
      [
        "document", "report", "agency", "year", "form", "table", "row", "column", "row_label",
        "column_label", "unit", "value", "status", "deduced", "raw", "candidates", "line", "offset",
        "length",
      ]
    case .findings:
      [
        "finding", "document", "report", "agency", "year", "rule", "severity", "certainty", "table",
        "row", "column", "reported", "expected", "difference", "message", "explains", "suggestion",
        "line", "offset", "length", "judgement", "note",
      ]
    case .checks:
      ["report", "rule", "verdict", "reason"]
    case .disclosure, .applications, .reviewLitigation, .statistics:
      ["document", "report", "agency", "year", "form", "row", "row_label"]
        + wideColumns(forms).map(\.rawValue)
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
}
