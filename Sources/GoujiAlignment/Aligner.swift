package import GoujiDocument
package import GoujiModel

/// Finds the tables of the official forms in documents.
///
/// One way for pages and flattened texts: the labels of the forms are found in the letters of the text,
/// the best chain of labels in the order of the form is the table, and what stands between two labels
/// is placed by ``RowPlacer``.
package struct Aligner: Sendable {
  package let forms: FormCatalogue
  private let skeleton: Skeleton
  private let trie: LabelTrie
  private let unitLetters: Set<UInt16>

  /// By table, by block and by variant.
  private let blockLabels: [[[BlockLabels]]]

  /// - Parameters:
  ///   - forms: The forms to look for.
  ///   - simplified: The simplified forms of U+3400 through U+9FFF, in order; labels are compared by
  ///     these.
  package init(forms: FormCatalogue, simplified: [UInt16]) {
    self.forms = forms
    skeleton = Skeleton(forms)
    trie = LabelTrie(
      skeleton,
      simplified: { unit in
        let index = Int(unit) - 0x3400
        return simplified.indices.contains(index) ? simplified[index] : unit
      }
    )
    unitLetters = trie.characters.unitLetters
    let trie = trie
    blockLabels = skeleton.tables.map { table in
      table.blocks.map { block in
        block.variants.map { BlockLabels($0, of: block, letters: trie.letters(ofLabel:)) }
      }
    }
  }

  /// Whether a text of some length holds no round bracket, comma, stop or colon.
  private func lacksPunctuation(_ text: [UInt8]) -> Bool {
    guard text.count >= 1000 else { return false }
    let signs = Set("(（,，、。:：".unicodeScalars.map(\.value))
    let bytes = text.span
    var offset = 0
    while offset < bytes.count {
      let (codePoint, length) = Lexer.decode(bytes, at: offset)
      if signs.contains(codePoint) { return false }
      offset += length
    }
    return true
  }

  /// Aligns a document's tables with the forms.
  ///
  /// - Parameter document: A page or a flattened text.
  /// - Returns: The cells of the form that most of the tables are printed on.
  package func align(_ document: Document) -> Alignment {
    align(document, labelled(document), year: nil)
  }

  /// Aligns the tables of a document that was taken apart before.
  ///
  /// - Parameters:
  ///   - document: A page or a flattened text.
  ///   - text: The same, from ``labelled(_:)``.
  ///   - year: The year of the report where it is known; it decides between forms only where nothing
  ///     printed in the tables does, and between copies of a table only where their titles name their years.
  /// - Returns: The cells of the form that most of the tables are printed on.
  package func align(_ document: Document, _ text: LabelledText, year: Int?) -> Alignment {
    var reading = DocumentAlignment(
      document: document,
      skeleton: skeleton,
      text: text,
      blockLabels: blockLabels,
      year: year,
      dueForm: year.flatMap { forms.due(in: $0)?.id }
    )
    return reading.run()
  }

  /// Takes the text of a document apart and finds the labels in it.
  package func labelled(_ document: Document) -> LabelledText {
    let plain = AttributedSpans.plain(document.text)
    let text = plain?.text ?? document.text
    let separated =
      document.kind == .text
      ? PlacedWords.words(text) ?? ListLiterals.tabbed(text) ?? SeparatedCells.lined(text)
        ?? SeparatedValues.tabbed(text) : nil
    let bytes = separated ?? text
    var stream = Lexer.run(
      bytes.span,
      characters: trie.characters,
      cells: document.grids.flatMap { $0.cells.map(\.range) },
      skipsTags: document.kind == .text
    )
    if document.kind == .text {
      stream.skippedTags += plain?.count ?? 0
      let longestLines = separated == nil ? document.longestLines : nil
      stream.markCounters()
      stream.joinBrokenRows(in: bytes)
      stream.dropBrokenFigures(WrappedLines.breaks(in: bytes, longestLines))
      stream.lacksPunctuation = lacksPunctuation(bytes)
    }
    stream.markDamagedFigures(in: bytes)
    return LabelledText(
      stream,
      trie.matches(in: stream),
      gridCells: document.grids.enumerated().flatMap { index, grid in
        grid.cells.map {
          LabelledText.GridPosition(
            grid: index,
            column: $0.column,
            row: $0.row,
            rowSpan: $0.rowSpan,
            columnSpan: $0.columnSpan,
            start: $0.range.lowerBound
          )
        }
      },
      unitLetters: unitLetters
    )
  }
}
