internal import GoujiAlignment
internal import GoujiDecoding
internal import GoujiDocument
@_exported public import GoujiModel
internal import GoujiReading
@_exported public import GoujiRules
internal import GoujiSchemas

/// Reads and checks annual reports.
public struct Reader: Sendable {
  public let forms: FormCatalogue
  public let rules: RuleBook
  private let aligner: Aligner

  /// A reader with the forms and rules that the program was built with.
  public init() throws {
    forms = try FormCatalogue.embedded()
    aligner = Aligner(forms: forms)
    rules = try RuleBook.embedded(forms: forms)
  }

  /// Reads one file, from bytes to judged figures.
  ///
  /// A pure function of the bytes: no files, clock, locale or environment.
  public func read(_ bytes: [UInt8]) -> DocumentReading {
    let decoded: DecodedText
    do {
      decoded = try decode(bytes)
    } catch {
      return DocumentReading(
        kind: .text,
        encoding: error.encoding,
        encodingEvidence: "",
        status: .unreadable,
        reason: Bilingual(zh: "文件不是文本", en: "the file is not text"),
        report: nil,
        assessment: nil
      )
    }
    let document = Document.parse(decoded)
    let alignment = aligner.align(document)
    let identification = identify(document, tableRanges: alignment.tableRanges)
    guard let form = alignment.form else {
      return DocumentReading(
        kind: document.kind == .html ? .html : .text,
        encoding: decoded.encoding,
        encodingEvidence: decoded.evidence.rawValue,
        status: .notAReport,
        reason: Bilingual(zh: "未找到任何统计表", en: "no official table was found"),
        report: nil,
        assessment: nil
      )
    }
    let report = Report(
      identity: identification.identity,
      form: form,
      cells: alignment.cells,
      foreignCells: alignment.foreignCells,
      sections: identification.sections,
      notes: alignment.notes + identification.notes
    )
    return DocumentReading(
      kind: document.kind == .html ? .html : .text,
      encoding: decoded.encoding,
      encodingEvidence: decoded.evidence.rawValue,
      status: .read,
      reason: nil,
      report: report,
      assessment: rules.assess(report)
    )
  }
}
