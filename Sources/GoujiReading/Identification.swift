package import GoujiDocument
package import GoujiModel

/// Who reports on which year, and what the text says outside the tables.
package struct Identification: Sendable {
  package let identity: ReportIdentity
  package let sections: [Section]
  package let notes: [ReadingNote]

  /// The figures in the sections, in printed order; none where they were not wanted.
  package let mentions: [NumberMention]

  /// What the figures count, and what is said without a figure, in printed order.
  package let claims: [Claim]

  /// The words that rules about wording look for, in printed order.
  package let phrases: [Phrase]

  package init(
    identity: ReportIdentity,
    sections: [Section],
    notes: [ReadingNote],
    mentions: [NumberMention] = [],
    claims: [Claim] = [],
    phrases: [Phrase] = []
  ) {
    self.identity = identity
    self.sections = sections
    self.notes = notes
    self.mentions = mentions
    self.claims = claims
    self.phrases = phrases
  }
}

/// What becomes of the figures of a text beside the claims that are made of them.
package enum MentionReading: Sendable {
  case kept
  case dropped
}

/// Finds agency, year, dates and sections in a document.
///
/// - Parameters:
///   - document: A parsed page or text.
///   - tableRanges: The parts of the document's text that official tables cover, ascending; they are
///     no part of any section.
///   - metadata: What the head of a page says, such as `title` and `PubDate`.
///   - vocabulary: The words by which figures are understood; without any, no claims are found.
///   - mentions: Whether the figures are wanted one by one, with their clauses.
/// - Returns: What is known, each with its evidence; what is not known stays `nil`.
package func identify(
  _ document: Document,
  tableRanges: [Range<Int>],
  metadata: [(name: String, value: String)] = [],
  vocabulary: ClaimVocabulary = .empty,
  mentions: MentionReading = .kept
) -> Identification {
  Flow.reading(document, without: tableRanges) { flow in
    let landmarks = Landmarks(flow)
    var reading = IdentityReading(document: document, flow: flow, landmarks: landmarks)
    reading.readTitles()
    reading.readSentences()
    reading.readLabels()
    reading.readSignature()
    reading.readMetadata(metadata)
    let (identity, notes) = reading.decide()
    var sections = SectionReading(
      document: document,
      flow: flow,
      landmarks: landmarks,
      vocabulary: vocabulary,
      mentions: mentions
    )
    sections.read(from: reading.titleEnd, without: reading.signature)
    return Identification(
      identity: identity,
      sections: sections.sections,
      notes: notes,
      mentions: sections.mentions,
      claims: sections.claims.claims,
      phrases: sections.claims.phrases
    )
  }
}
