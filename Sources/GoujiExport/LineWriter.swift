/// Writes `records.ndjson`: a document a line, as JSON.
final class LineWriter: RecordWriter {
  static let fileName = "records.ndjson"

  private let output: OutputFile

  init(folder: String) throws(ExportError) {
    output = try OutputFile(folder: folder, name: LineWriter.fileName)
  }

  var files: [UnfinishedFile] { [output.file] }

  func append(_ prepared: PreparedRecord) throws(ExportError) {
    try output.append(prepared.json)
  }

  func finish(_ totals: ExportTotals) throws(ExportError) {
    try output.finish()
  }
}
