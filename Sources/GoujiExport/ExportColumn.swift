package import GoujiModel

/// A column of an exported table: its name, what its fields hold, and what that means.
package struct ExportColumn: Sendable {
  /// The name in the first line of the file, which people's scripts rely on.
  package let name: String

  /// The heading for people.
  package let label: Bilingual

  /// What the heading leaves open; `nil` when it says everything.
  let explanation: Bilingual?
  let content: Content

  /// Whether no field of the column is empty.
  let isRequired: Bool

  /// What the fields of a column hold.
  enum Content: Sendable, Equatable {
    case text

    /// Text of a fixed shape, as a regular expression.
    case pattern(String)

    /// One of a closed list of words.
    case word([String])
    case integer(minimum: Int?)

    /// A decimal number with the decimals that were printed.
    case number
    case date
  }

  init(
    _ name: String,
    zh: String,
    en: String,
    _ content: Content = .text,
    isRequired: Bool = false,
    explanation: Bilingual? = nil
  ) {
    self.name = name
    label = Bilingual(zh: zh, en: en)
    self.content = content
    self.isRequired = isRequired
    self.explanation = explanation
  }

  /// The same column where no field may be empty.
  var required: ExportColumn {
    ExportColumn(
      name,
      zh: label.zh,
      en: label.en,
      content,
      isRequired: true,
      explanation: explanation
    )
  }
}

extension ExportColumn.Content {
  static func word<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> Self {
    .word(Word.allCases.map(\.rawValue))
  }

  static let count = Self.integer(minimum: 0)
}
