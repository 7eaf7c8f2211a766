package import Gouji

/// Writes the documents of an export to files of one format, in the order in which they come.
///
/// What a writer keeps in memory must not grow with the number of documents.
protocol RecordWriter: AnyObject {
  /// Everything that is written, each file once.
  var files: [UnfinishedFile] { get }

  /// Adds one document behind those added before.
  func append(_ prepared: PreparedRecord) throws(ExportError)

  /// Adds what there is to say of the collection as a whole.
  func append(_ lines: ExportLines) throws(ExportError)

  /// Completes the files, under their temporary names still.
  func finish() throws(ExportError)
}

extension RecordWriter {
  /// Formats of a line a document have no place for the collection.
  func append(_ lines: ExportLines) throws(ExportError) {}
}

/// One document with whatever the writers can have made ready by several threads.
package struct PreparedRecord: Sendable {
  let record: DocumentRecord
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

  package func prepare(_ record: DocumentRecord) -> PreparedRecord {
    var json = JSONBuffer()
    if formats.contains(.ndjson) {
      json.object { $0.members(of: record) }
      json.endLine()
    }
    return PreparedRecord(record: record, lines: lineMaker.lines(of: record), json: json.bytes)
  }
}
