internal import Gouji

/// Writes the tables of comma-separated values, and the file that describes them.
final class TableWriter: RecordWriter {
  /// One for each of ``ExportTable/allCases``, in their order.
  private var outputs: [OutputFile] = []
  private let description: OutputFile

  init(folder: String, forms: FormCatalogue) throws(ExportError) {
    description = try OutputFile(folder: folder, name: PackageDescription.fileName)
    try description.append(PackageDescription.json(forms: forms))
    for table in ExportTable.allCases {
      let output = try OutputFile(folder: folder, name: table.fileName)
      var header = CSVBuffer()
      for column in table.columns(forms) { header.word(column.name) }
      header.endLine()
      // Excel and WPS take a file without the mark for the encoding of the machine.
      try output.append([0xEF, 0xBB, 0xBF])
      try output.append(header.bytes)
      outputs.append(output)
    }
  }

  var files: [UnfinishedFile] { (outputs + [description]).map(\.file) }

  func append(_ prepared: PreparedRecord) throws(ExportError) {
    try append(prepared.lines)
  }

  func append(_ lines: ExportLines) throws(ExportError) {
    for table in ExportTable.allCases {
      try outputs[table.position].append(lines[table].bytes)
    }
  }

  func finish(_ totals: ExportTotals) throws(ExportError) {
    for output in outputs + [description] { try output.finish() }
  }
}
