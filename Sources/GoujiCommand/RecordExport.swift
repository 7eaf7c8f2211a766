internal import Foundation
internal import Gouji
internal import GoujiExport

/// Where an export goes and how it is written.
struct ExportTarget {
  let output: String
  let formats: Set<ExportFormat>
  let reader: Reader
  let language: Language

  /// Where links from the export lead, by document, as far as that is known.
  var addresses: [String: String] = [:]

  /// Writes records in their order, getting each when its turn comes.
  ///
  /// The files appear all together when everything is written.
  ///
  /// - Returns: What was written, in a few figures.
  nonisolated(nonsending) func write(
    count: Int,
    grouping: Grouping,
    record: @escaping @Sendable (_ position: Int) throws -> DocumentRecord
  ) async throws -> AuditSummary {
    let folder = try ExportFolder(
      path: output,
      formats: formats,
      forms: reader.forms,
      rules: reader.rules.descriptions,
      language: language
    )
    let addresses = addresses
    let preparation = folder.preparation
    var summary = AuditSummary()
    try await mapInOrder(Array(0..<count), window: workWindow) { position in
      Result {
        let record = try record(position)
        return (
          record: record,
          prepared: preparation.prepare(record, address: addresses[record.document.document])
        )
      }
    } consume: { result in
      let (record, prepared) = try result.get()
      summary.add(record)
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
