package import GoujiDocument
package import GoujiModel

/// Finds the tables of the official forms in documents.
package struct Aligner: Sendable {
  package let forms: FormCatalogue

  package init(forms: FormCatalogue) {
    self.forms = forms
  }

  /// Aligns a document's tables with the forms.
  package func align(_ document: Document) -> Alignment {
    Alignment(form: nil, cells: [], foreignCells: [], notes: [], tableRanges: [])
  }
}
