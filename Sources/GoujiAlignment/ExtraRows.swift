internal import GoujiModel

/// Rows with figures that stand among those of a table and that no form has.
struct ExtraRows {
  let text: LabelledText
  let table: Skeleton.Table

  /// The words that a part of the document prints.
  let printed: (Range<Int>) -> (words: String, place: SourcePlace)

  /// The longest label in bytes; more is a sentence.
  private static let longestLabel = 180

  /// What is noted about the rows behind those of one block, of which `variant` is the printed form.
  func notes(
    onBlock variant: Skeleton.Variant,
    of form: FormDefinition,
    _ contents: [RowContent?],
    _ chain: TableChain
  ) -> [ReadingNote] {
    variant.tableRows.indices.compactMap { position in
      let row = variant.tableRows[position]
      // Where the next row of the form was not found, the text may be its label in other words.
      guard
        position + 1 == variant.tableRows.count
          || chain.rows[variant.tableRows[position + 1]] != nil,
        let content = contents[row], let label = label(behind: content, variant, chain)
      else { return nil }
      let (words, place) = printed(label)
      let title = form.tables.first { $0.id == table.id }?.title.zh ?? ""
      return ReadingNote(
        code: .extraRow,
        message: Bilingual(
          zh: "表“\(title)”多出“\(words)”一行,国家格式无此项。",
          en: "the table \(title) has an extra row \(words), which the official form lacks."
        ),
        cells: form.cells.lazy.map(\.id)
          .filter { $0.table == table.id && $0.row == table.rows[row].id },
        place: place
      )
    }
  }

  /// The label of a row of its own behind another row: text that begins its field, with as many
  /// figures as the table has columns, before the table goes on.
  private func label(
    behind content: RowContent,
    _ variant: Skeleton.Variant,
    _ chain: TableChain
  ) -> Range<Int>? {
    // One figure behind some words can be anything.
    guard variant.columns.count > 1, content.values.count == variant.columns.count,
      let residue = content.residue, residue.count <= Self.longestLabel,
      let own = chain.rows[content.row],
      let next = chain.matches.first(where: { match in
        match > own
          && Int(text.letters[text.matches[match].letters.lowerBound].offset) > residue.lowerBound
      }),
      let first = text.letters[text.matches[own].letters.upperBound...].firstIndex(where: {
        Int($0.offset) == residue.lowerBound
      }),
      text.letters[first].flags.contains(.hardStart),
      !text.letters[first].flags.contains(.inBracket)
    else { return nil }
    let end = text.letters[text.matches[next].letters.lowerBound]
    let tokens = text.tokens[Int(text.letters[first].token)..<Int(end.token)]
    let figures = tokens.filter { token in
      token.isValue && token.start >= residue.lowerBound
        && (token.line != end.line || token.line == text.letters[first].line)
    }
    guard figures.count == variant.columns.count, figures.contains(where: { $0.kind == .figure }),
      !tokens.contains(where: { $0.kind == .stray })
    else { return nil }
    return residue
  }
}
