internal import Foundation
internal import Gouji
internal import GoujiModel

// How the archive writes what has no column type of its own.

/// The readings that remain of a cell, as exports write them.
func candidatesText(_ candidates: [Figure?]) -> String {
  candidates.map { $0?.description ?? blankWord }.joined(separator: separator)
}

func candidates(_ text: String) throws -> [Figure?] {
  try text.components(separatedBy: separator).map { word in
    word == blankWord ? nil : try known(Figure.init, word)
  }
}

private let blankWord = "blank"
private let separator = "; "

extension CellStatus {
  /// What ``storedNumber`` counts in; a new status goes to the end, and into the table cell_statuses.
  static let stored: [CellStatus] = [
    .reported, .blank, .deduced, .ambiguous, .unreadable, .missing,
  ]

  /// The number of the status in the table cell_statuses.
  var storedNumber: Int64 {
    switch self {
    case .reported: 0
    case .blank: 1
    case .deduced: 2
    case .ambiguous: 3
    case .unreadable: 4
    case .missing: 5
    }
  }
}

/// The signature of a text in bytes, the lowest of each number first; `nil` for none.
func sketchBytes(_ signature: [UInt32]) -> [UInt8]? {
  if signature.isEmpty { return nil }
  return signature.flatMap { value in
    stride(from: 0, to: 32, by: 8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }
}

func sketch(_ bytes: [UInt8]) -> [UInt32] {
  stride(from: 0, to: bytes.count - 3, by: 4).map { start in
    (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
  }
}

/// Reads `2020-02-17`.
func calendarDate(_ text: String) -> CalendarDate? {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
}

/// What a manifest says about a document, as JSON with its keys in order, so that equal entries are
/// equal texts; `{}` for nothing.
func manifestText(_ entry: ManifestEntry?) throws -> String {
  guard let entry, entry != ManifestEntry() else { return "{}" }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(StoredManifestEntry(entry)), as: UTF8.self)
}

func manifestEntry(_ text: String) throws -> ManifestEntry? {
  if text == "{}" { return nil }
  return try JSONDecoder().decode(StoredManifestEntry.self, from: Data(text.utf8)).entry
}

private struct StoredManifestEntry: Codable {
  var agency: String?
  var year: Int?
  var regionCode: String?
  var parent: String?
  var scope: ReportIdentity.Scope?
  var url: String?
  var publishedOn: String?

  private enum CodingKeys: String, CodingKey {
    case agency
    case year
    case regionCode = "region_code"
    case parent
    case scope
    case url
    case publishedOn = "published_on"
  }

  init(_ entry: ManifestEntry) {
    agency = entry.agency
    year = entry.year
    regionCode = entry.regionCode
    parent = entry.parent
    scope = entry.scope
    url = entry.url
    publishedOn = entry.publishedOn?.description
  }

  var entry: ManifestEntry {
    get throws {
      var entry = ManifestEntry()
      entry.agency = agency
      entry.year = year
      entry.regionCode = regionCode
      entry.parent = parent
      entry.scope = scope
      entry.url = url
      entry.publishedOn = try publishedOn.map { try known(calendarDate, $0) }
      return entry
    }
  }
}
