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
    try await write(count: records.count, grouping: records.grouping) { positions, contents in
      Array(zip(try records.records(at: positions, contents), try records.files(at: positions)))
    }
  }

  /// Writes records in their order, getting some at a time when their turn comes.
  ///
  /// The files appear all together when everything is written. Each document is linked to its file,
  /// if it has one.
  ///
  /// - Returns: What was written, in a few figures.
  nonisolated(nonsending) func write(
    count: Int,
    grouping: Grouping,
    documents:
      @escaping @Sendable (_ positions: Range<Int>, RecordContents) throws -> [(
        record: DocumentRecord, file: FilePath?
      )]
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
    let runs = stride(from: 0, to: count, by: runLength).map { $0..<min($0 + runLength, count) }
    try await mapInOrder(runs, window: workWindow) { positions in
      Result {
        let prepared = try documents(positions, contents).map { record, file in
          preparation.prepare(record, address: file.map { address(of: $0, from: output) })
        }
        return zip(positions, prepared)
      }
    } consume: { run in
      for (position, prepared) in try run.get() {
        var prepared = prepared
        summary.add(prepared.record)
        if contents == .figures, folder.quotesText(of: prepared.record) {
          prepared.record = try documents(position..<position + 1, .whole)[0].record
        }
        try folder.append(prepared)
      }
    }
    summary.add(grouping)
    try folder.append(grouping)
    try folder.commit()
    return summary
  }
}

/// How many documents are made ready for an export at a time: each takes less time than it takes to wake another
/// thread several times.
private let runLength = 8

/// How many documents may be under way at once: enough that a slow one does not leave the other
/// cores idle.
var workWindow: Int { 4 * ProcessInfo.processInfo.activeProcessorCount }
