/// What an export may write beside the page of the summary.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// Tables of comma-separated values with their description, always written.
  case csv

  /// The working paper for spreadsheets.
  case xlsx

  /// A document a line, as JSON.
  case ndjson
}
