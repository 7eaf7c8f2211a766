internal import GoujiDecoding
internal import GoujiDocument
public import GoujiModel
internal import GoujiReading
internal import GoujiSchemas

// A module of its own: Foundation and libxml2 bring different headers of ICU, so that no module can
// import both `Foundation` and `GoujiDocument`.

/// What a text without tables says.
public struct TextSample: Sendable {
  public let sections: [Section]
  public let claims: [Claim]
  public let phrases: [Phrase]

  public init(_ text: String) {
    let document = Document.flattened(
      DecodedText(
        utf8: Array(text.utf8),
        sourceMap: .shifted(by: 0),
        encoding: "UTF-8",
        evidence: .validUTF8,
        replacements: []
      )
    )
    let read = identify(document, tableRanges: [], vocabulary: vocabulary)
    sections = read.sections
    claims = read.claims
    phrases = read.phrases
  }
}

private let vocabulary: ClaimVocabulary = {
  do { return try ClaimVocabulary(ClaimDefinitions.embedded()) } catch { fatalError("\(error)") }
}()
