internal import Foundation
package import GoujiModel

/// The words and patterns by which figures in the text are understood, from `schemas/claims/`.
package struct ClaimDefinitions: Sendable, Decodable {
  /// Classes of words, in the order of the file; a word may be in several.
  package let words: [WordClass]

  /// Words that say what the following figures are about, until the next such word.
  package let topics: [WordClass]

  /// Words that are remembered for rules about wording.
  package let phrases: [PhraseClass]

  /// What a figure counts; of several patterns that fit, the one whose word is nearest to the
  /// figure counts, then the one that comes first.
  package let patterns: [Pattern]

  /// What is said without a figure.
  package let statements: [Statement]

  package struct WordClass: Sendable, Decodable {
    package let name: String
    package let words: [String]

    /// What some of the words are where they are the end of a longer word that the files do not have.
    package let within: Within?

    /// 预决算信息 is a kind of information, not information as such.
    package struct Within: Sendable, Decodable {
      package let words: [String]

      /// The class that the words are of instead of all others.
      package let `is`: String

      /// Characters that part words: 的信息 is information.
      package let unlessBehind: String
    }
  }

  package struct PhraseClass: Sendable, Decodable {
    package let kind: PhraseKind
    package let words: [String]

    /// What must stand directly behind the words.
    package let followedBy: Follower?

    /// Whether every place counts; otherwise the first in each section does.
    package let everyPlace: Bool?

    /// Whether it stands for every 31 December, with the year as its number, instead of words.
    package let isPeriodEnd: Bool?

    package enum Follower: String, Sendable, Decodable {
      /// A number and then 号, which is the number of the phrase.
      case numberOfDecree = "number_of_decree"
    }
  }

  package struct Pattern: Sendable, Decodable {
    package let subject: ClaimSubject

    /// What the text must be about, any of these topics; anything when absent.
    package let topics: [String]?

    /// Classes of which a word must stand between the figure before and this figure.
    package let says: [String]?

    /// Classes of which a word must stand there too.
    package let with: [String]?

    /// Classes of which no word may stand there.
    package let never: [String]?

    /// Classes of which no word may stand anywhere before the figure in its sentence.
    package let neverBefore: [String]?

    /// Classes of which a word must stand directly behind the figure, up to the next sign.
    package let behind: [String]?

    /// Whether one figure counts this and what other such patterns find at once, as 均为0件 does.
    package let isShared: Bool?

    /// Units of the figure; `%` for shares.
    package let units: [String]

    /// Whether the figure ends a list before it, as what is closed ends the channels of receipt.
    package let endsList: Bool?

    /// Whether the figure is what remains of those before it, so that 其中 refers to these:
    /// `办结27件,结转1件,其中公开20件`.
    package let isLeftOver: Bool?

    /// What the figure counts when its sentence has further words.
    package let beside: Beside?

    /// `2件正在办理,转入下一年度` counts what is carried over.
    package struct Beside: Sendable, Decodable {
      /// Classes of which a word must stand in the sentence, without a figure that it counts.
      package let classes: [String]
      package let `is`: ClaimSubject
    }

    /// Whether years add to the figure, so that 历年 does not set it apart from that of the report.
    package let isStock: Bool?
    package let examples: [Example]
  }

  package struct Statement: Sendable, Decodable {
    package let subject: ClaimSubject
    package let statement: String
    package let topics: [String]?

    /// Classes of the words that state it.
    package let says: [String]

    /// Classes of the thing that a denial denies; a word must follow within ``gap`` characters.
    package let object: [String]?
    package let gap: Int?

    /// Classes of the thing that is denied where it stands before the words in their clause.
    package let before: [String]?

    /// Classes of which no word may stand in the clause.
    package let never: [String]?
    package let examples: [Example]
  }

  /// A sentence that a pattern was made for.
  package struct Example: Sendable, Decodable {
    package let text: String

    /// The figures or words that it is to find, as printed, in order; nothing when empty.
    package let yields: [String]
  }

  private enum CodingKeys: String, CodingKey {
    case words
    case topics
    case phrases
    case patterns
    case statements
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    words = try values.decodeIfPresent([WordClass].self, forKey: .words) ?? []
    topics = try values.decodeIfPresent([WordClass].self, forKey: .topics) ?? []
    phrases = try values.decodeIfPresent([PhraseClass].self, forKey: .phrases) ?? []
    patterns = try values.decodeIfPresent([Pattern].self, forKey: .patterns) ?? []
    statements = try values.decodeIfPresent([Statement].self, forKey: .statements) ?? []
  }

  private init(_ parts: [ClaimDefinitions]) {
    words = parts.flatMap(\.words)
    topics = parts.flatMap(\.topics)
    phrases = parts.flatMap(\.phrases)
    patterns = parts.flatMap(\.patterns)
    statements = parts.flatMap(\.statements)
  }

  /// Reads the embedded files.
  ///
  /// - Throws: ``SchemaError`` naming the file and what is wrong in it.
  package static func embedded() throws -> ClaimDefinitions {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return ClaimDefinitions(
      try EmbeddedSchemas.files(in: "claims").map { file in
        do {
          return try decoder.decode(ClaimDefinitions.self, from: file.contents)
        } catch {
          throw SchemaError(path: file.path, problem: "\(error)")
        }
      }
    )
  }
}
