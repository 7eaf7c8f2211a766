internal import Foundation
internal import Gouji
internal import GoujiArchive
internal import GoujiExport

/// Where an export goes and how it is written.
struct ExportTarget {
  let output: String
  let formats: Set<ExportFormat>
  let reader: Reader
  let language: Language

  /// Exports what is in an archive, with links to the files that still lie where they were read.
  nonisolated(nonsending) func write(_ records: ArchiveRecords) async throws -> AuditSummary {
    try await write(
      count: records.count,
      grouping: records.grouping,
      record: { position, contents in try records.record(at: position, contents) },
      file: { position, _ in try records.file(at: position) }
    )
  }

  /// Writes records in their order, getting each when its turn comes.
  ///
  /// The files appear all together when everything is written. Each document is linked to its file,
  /// if it has one.
  ///
  /// - Returns: What was written, in a few figures.
  nonisolated(nonsending) func write(
    count: Int,
    grouping: Grouping,
    record: @escaping @Sendable (_ position: Int, RecordContents) throws -> DocumentRecord,
    file: @escaping @Sendable (_ position: Int, _ document: String) throws -> FilePath?
  ) async throws -> AuditSummary {
    let folder = try ExportFolder(
      path: output,
      formats: formats,
      forms: reader.forms,
      rules: reader.rules.descriptions,
      language: language
    )
    let output = output
    let preparation = folder.preparation
    let contents: RecordContents = formats.contains(.ndjson) ? .whole : .figures
    var summary = AuditSummary()
    try await mapInOrder(Array(0..<count), window: workWindow) { position in
      Result {
        let record = try record(position, contents)
        let file = try file(position, record.document.document)
        return (
          position: position,
          prepared: preparation.prepare(record, address: file.map { address(of: $0, from: output) })
        )
      }
    } consume: { result in
      var (position, prepared) = try result.get()
      summary.add(prepared.record)
      if contents == .figures, folder.quotesText(of: prepared.record) {
        prepared.record = try record(position, .whole)
      }
      try folder.append(prepared)
    }
    summary.add(grouping)
    try folder.append(grouping)
    try folder.commit()
    return summary
  }
}

/// How many documents may be under way at once: enough that a slow one does not leave the other
/// cores idle.
var workWindow: Int { 4 * ProcessInfo.processInfo.activeProcessorCount }
