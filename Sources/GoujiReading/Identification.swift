package import GoujiDocument
package import GoujiModel

/// Who reports on which year, and what the text says outside the tables.
package struct Identification: Sendable {
  package let identity: ReportIdentity
  package let sections: [Section]
  package let notes: [ReadingNote]

  package init(identity: ReportIdentity, sections: [Section], notes: [ReadingNote]) {
    self.identity = identity
    self.sections = sections
    self.notes = notes
  }
}

/// Finds agency, year, dates and sections in a document.
///
/// - Parameters:
///   - document: A parsed page or text.
///   - tableRanges: The parts of the document's text that official tables cover, ascending; they are
///     no part of any section.
/// - Returns: What is known, each with its evidence; what is not known stays `nil`.
package func identify(_ document: Document, tableRanges: [Range<Int>]) -> Identification {
  Identification(identity: ReportIdentity(), sections: [], notes: [])
}
