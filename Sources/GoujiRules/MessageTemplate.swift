internal import GoujiModel
internal import GoujiSchemas

/// A sentence of a rule file with the places where the figures go.
struct MessageTemplate: Sendable {
  private let chinese: [Piece]
  private let english: [Piece]

  private enum Piece: Sendable {
    case text(String)
    case sum(CellSum)

    /// A figure that the kind provides, such as `left`.
    case given(String)
  }

  /// Prepares a sentence; `given` are the words in braces that ``sentence(_:given:)`` will be given
  /// texts for.
  ///
  /// - Throws: `RuleSyntaxError` for anything else in braces that is no sum of cells.
  init(
    _ template: Bilingual,
    finder: CellFinder,
    given: [String] = []
  ) throws {
    func pieces(_ text: String) throws -> [Piece] {
      var pieces: [Piece] = []
      let parts = text.utf8.split(
        separator: UInt8(ascii: "{"),
        omittingEmptySubsequences: false
      )
      for (index, part) in parts.enumerated() {
        guard index > 0 else {
          pieces.append(.text(String(Substring(part))))
          continue
        }
        let halves = part.split(separator: UInt8(ascii: "}"), omittingEmptySubsequences: false)
          .map { String(Substring($0)) }
        guard halves.count == 2 else { throw RuleSyntaxError(text: text) }
        let name = halves[0]
        if name == "row" || name == "column" {
          pieces.append(.text(finder.repetition.label))
        } else if given.contains(name) {
          pieces.append(.given(name))
        } else {
          let sum = finder.sum(try RuleExpression(name))
          if sum.terms.isEmpty { throw RuleSyntaxError(text: name) }
          pieces.append(.sum(sum))
        }
        pieces.append(.text(halves[1]))
      }
      return pieces
    }
    chinese = try pieces(template.zh)
    english = try pieces(template.en)
  }

  /// The sentence without its full stop.
  func sentence(_ ledger: Ledger, given: [String: Bilingual] = [:]) -> Bilingual {
    func text(_ pieces: [Piece], _ language: Language) -> String {
      pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .sum(let sum): Figure(sum.value(in: ledger)).description
        case .given(let name): given[name]?[language] ?? ""
        }
      }.joined()
    }
    return Bilingual(zh: text(chinese, .chinese), en: text(english, .english))
  }
}
