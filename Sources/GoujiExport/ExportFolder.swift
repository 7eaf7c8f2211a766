package import Gouji

/// The folder that an export is written to.
///
/// Everything is written under temporary names and gets its own names in ``commit()``, so that a run
/// which fails leaves the files of the run before as they were. One thread at a time; not `Sendable`.
package final class ExportFolder {
  /// Makes what ``append(_:)-(PreparedRecord)`` takes.
  package let preparation: RecordPreparation
  private var writers: [any RecordWriter]
  private var totals = ExportTotals()

  /// Creates the folder where it does not exist, and the temporary files in it.
  ///
  /// The formats are those wanted beside ``ExportFormat/csv``, which is always written, as is the summary.
  package init(
    path: String,
    formats: Set<ExportFormat> = [],
    forms: FormCatalogue,
    rules: [RuleDescription],
    language: Language,
    workbookLimits: WorkbookLimits = WorkbookLimits()
  ) throws(ExportError) {
    preparation = RecordPreparation(formats: formats, forms: forms, language: language)
    try createFolder(path)
    writers = [
      try TableWriter(folder: path, forms: forms),
      try SummaryWriter(folder: path, rules: rules, language: language),
    ]
    if formats.contains(.xlsx) {
      writers.append(
        try WorkbookWriter(
          folder: path,
          forms: forms,
          rules: rules,
          language: language,
          limits: workbookLimits
        )
      )
    }
    if formats.contains(.ndjson) { writers.append(try LineWriter(folder: path)) }
  }

  /// Whether the running text of a report is wanted, where the document is the next to be added; it may be
  /// left out otherwise, but for a line of JSON.
  package func quotesText(of record: DocumentRecord) -> Bool {
    writers.contains { $0.quotesText(of: record) }
  }

  /// Adds one document behind those added before.
  package func append(_ record: DocumentRecord) throws(ExportError) {
    try append(preparation.prepare(record))
  }

  /// Adds one document, made ready by ``preparation``, behind those added before.
  package func append(_ prepared: PreparedRecord) throws(ExportError) {
    totals.add(prepared.record)
    for writer in writers { try writer.append(prepared) }
  }

  /// Adds the agencies and the coverage of the collection.
  package func append(_ grouping: Grouping) throws(ExportError) {
    let lines = preparation.lines(of: grouping)
    for writer in writers { try writer.append(lines) }
  }

  /// Gives the files their names; the export is complete then.
  package func commit() throws(ExportError) {
    for writer in writers { try writer.finish(totals) }
    for writer in writers {
      for file in writer.files { try file.rename() }
    }
    writers = []
  }
}
