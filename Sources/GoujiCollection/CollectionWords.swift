internal import Foundation
internal import GoujiSchemas

/// The words that names of agencies and sentences of reports are compared by, from
/// `schemas/collection/words.json`.
struct CollectionWords: Sendable {
  /// What may follow the name of a region when its government is meant, longer ones first.
  let government: [String]

  /// What may follow the name of a town, longer ones first.
  let townOffices: [String]
  let towns: [String]
  let spellings: [(spelling: String, standard: String)]
  let abbreviations: [String: String]

  /// What a body was called before a reform, with its names afterwards.
  let renamed: [String: [String]]

  /// What bodies are called that a reform made.
  let madeByReform: Set<String>

  /// Ends of the names of bodies that are managed from above and not by the government of their place.
  private let vertical: [String]

  /// Words of sentences that nearly every report has.
  let standing: [[UInt16]]

  /// Whether a body is managed from above, so that the figures of its place do not count it in.
  func isVertical(_ body: String) -> Bool { vertical.contains { body.hasSuffix($0) } }

  private static let loaded = Result { try CollectionWords() }

  /// The words that the program was built with.
  ///
  /// - Throws: ``SchemaError`` naming the file and what is wrong in it.
  static func embedded() throws -> CollectionWords { try loaded.get() }

  private init() throws {
    let path = "collection/words.json"
    let file: File
    do {
      let contents = EmbeddedSchemas.files(in: "collection").first { $0.path == path }?.contents
      file = try JSONDecoder().decode(File.self, from: contents ?? Data())
    } catch {
      throw SchemaError(path: path, problem: "\(error)")
    }
    government = file.government
    townOffices = file.townOffices
    towns = file.towns
    spellings = file.spellings.flatMap { entry in entry.as.map { ($0, entry.of) } }
    abbreviations = file.abbreviations
    renamed = Dictionary(
      file.renamed.map { ($0.from, $0.to) },
      uniquingKeysWith: { $0 + $1 }
    )
    madeByReform = Set(file.renamed.flatMap(\.to))
    vertical = file.vertical
    standing = file.standing.map { Array($0.utf16) }
  }

  private struct File: Decodable {
    let government: [String]
    let townOffices: [String]
    let towns: [String]
    let spellings: [Spelling]
    let abbreviations: [String: String]
    let renamed: [Renaming]
    let vertical: [String]
    let standing: [String]

    struct Spelling: Decodable {
      let of: String
      let `as`: [String]
    }

    struct Renaming: Decodable {
      let from: String
      let to: [String]
    }

    enum CodingKeys: String, CodingKey {
      case government
      case townOffices = "town_offices"
      case towns
      case spellings
      case abbreviations
      case renamed
      case vertical
      case standing
    }
  }
}
