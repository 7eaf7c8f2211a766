package import Gouji

/// Writes the documents of an export to files of one format, in the order in which they come.
///
/// What a writer keeps in memory must not grow with the number of documents.
protocol RecordWriter: AnyObject {
  /// Everything that is written, each file once.
  var files: [UnfinishedFile] { get }

  /// Adds one document behind those added before.
  func append(_ prepared: PreparedRecord) throws(ExportError)

  /// Whether what it writes about a document quotes the running text of its report.
  func quotesText(of record: DocumentRecord) -> Bool

  /// Adds what there is to say of the collection as a whole.
  func append(_ lines: ExportLines) throws(ExportError)

  /// Completes the files, under their temporary names still.
  func finish(_ totals: ExportTotals) throws(ExportError)
}

extension RecordWriter {
  func quotesText(of record: DocumentRecord) -> Bool { false }

  /// Formats of a line a document have no place for the collection.
  func append(_ lines: ExportLines) throws(ExportError) {}
}

/// One document with whatever the writers can have made ready by several threads.
package struct PreparedRecord: Sendable {
  package var record: DocumentRecord

  /// The address of the document for links out of the export; `nil` when it has none.
  let address: String?
  let lines: ExportLines

  /// The line of JSON; empty where the export has none.
  let json: [UInt8]
}

/// Makes documents ready for an export: a pure function, so that all cores may work at it while the
/// files are written in order.
package struct RecordPreparation: Sendable {
  private let lineMaker: LineMaker
  private let formats: Set<ExportFormat>

  init(formats: Set<ExportFormat>, forms: FormCatalogue, language: Language) {
    lineMaker = LineMaker(forms: forms, language: language)
    self.formats = formats
  }

  func lines(of grouping: Grouping) -> ExportLines { lineMaker.lines(of: grouping) }

  /// The address is that of the file, relative to the folder of the export or complete; the address that
  /// the manifest gives goes before it.
  package func prepare(_ record: DocumentRecord, address: String? = nil) -> PreparedRecord {
    var json = JSONBuffer()
    if formats.contains(.ndjson) {
      json.object { $0.members(of: record) }
      json.endLine()
    }
    return PreparedRecord(
      record: record,
      address: webAddress(record.document.manifestEntry?.url) ?? address,
      lines: lineMaker.lines(of: record),
      json: json.bytes
    )
  }
}

/// An address of the web; `nil` for anything else, such as a script.
private func webAddress(_ text: String?) -> String? {
  guard let text, text.utf8.count <= 2000,
    ["http://", "https://"].contains(where: text.lowercased().hasPrefix),
    text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\"" })
  else { return nil }
  return text
}
