internal import GoujiAlignment
@_exported public import GoujiCollection
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
  private let parts: Parts

  /// What only this module knows of, behind a reference: modules that hold a reader need not be
  /// built again when its size changes.
  private final class Parts: Sendable {
    let aligner: Aligner
    let vocabulary: ClaimVocabulary
    let configuration: RuleConfiguration

    init(aligner: Aligner, vocabulary: ClaimVocabulary, configuration: RuleConfiguration) {
      self.aligner = aligner
      self.vocabulary = vocabulary
      self.configuration = configuration
    }
  }

  /// A reader with the forms and rules that the program was built with.
  ///
  /// - Parameter configuration: What is changed about the rules.
  /// - Throws: ``RuleConfigurationError`` for a configuration that names a rule that does not exist.
  public init(configuration: RuleConfiguration = RuleConfiguration()) throws {
    forms = try FormCatalogue.embedded()
    rules = try RuleBook.embedded(forms: forms, configuration: configuration)
    parts = Parts(
      aligner: Aligner(forms: forms, simplified: Simplification.table),
      vocabulary: try ClaimVocabulary(ClaimDefinitions.embedded()),
      configuration: configuration
    )
  }

  /// What tells the results of this reader from those of others.
  package var versions: ReaderVersions { ReaderVersions(parts.configuration) }

  /// Reads one file, from bytes to judged figures.
  ///
  /// A pure function of its arguments: no files, clock, locale or environment.
  ///
  /// What the manifest of a collection declares about the document goes before what is printed. The
  /// charset is the label of the encoding that it was sent in, where that is known. Of the bytes as UTF-8
  /// the size is what is read; the reading says where it ends.
  public func read(
    _ bytes: [UInt8],
    declared entry: ManifestEntry? = nil,
    charset: String? = nil,
    size: Int = InputLimits.defaultReadSize
  ) -> DocumentReading {
    let decoded: DecodedText
    do {
      var limits = DecodingLimits()
      // Whoever hands over the bytes has decided how many to take on.
      limits.maximumByteCount = bytes.count
      decoded = try decode(bytes, sentAs: charset, limits: limits)
    } catch {
      return .unreadable(
        Bilingual(
          zh: "不是文本,用 \(error.encoding) 也无法解码",
          en: "not text: it cannot be decoded, not even as \(error.encoding)"
        )
      )
    }
    let document = Document.parse(decoded, limit: size)
    let text = parts.aligner.labelled(document)
    var alignment = parts.aligner.align(document, text, year: nil)
    let identification = identify(
      document,
      tableRanges: alignment.tableRanges,
      metadata: document.metadata.map { (name: $0.name, value: $0.value) },
      vocabulary: parts.vocabulary,
      mentions: .dropped
    )
    if alignment.needsYear, let year = entry?.year ?? identification.identity.year?.value {
      alignment = parts.aligner.align(document, text, year: year)
    }
    let identity = identification.identity.overridden(by: entry)
    var report: Report?
    if let form = alignment.form ?? formOfLostTables(identity, identification.sections) {
      let cells =
        alignment.form == nil
        ? Array(repeating: .missing, count: form.cells.count)
        : rules.deduce(alignment.cells, openRows: alignment.openRows, form: form.id)
      report = Report(
        identity: identity,
        form: form,
        cells: cells,
        foreignCells: alignment.foreignCells,
        sections: identification.sections,
        notes: alignment.notes + identification.notes + (document.limitNote.map { [$0] } ?? []),
        claims: identification.claims,
        phrases: identification.phrases
      )
    }
    let (status, reason) = outcome(of: report, endedBy: document.limitNote?.message)
    return DocumentReading(
      kind: document.kind == .html ? .html : .text,
      encoding: decoded.encoding,
      encodingEvidence: decoded.evidence.rawValue,
      status: status,
      reason: reason,
      report: report,
      assessment: report.map(rules.assess)
    )
  }

  /// The form that a report without any table should have been on; `nil` for what is no report.
  ///
  /// Tables that were pictures leave the sections of a report with nothing between them.
  private func formOfLostTables(
    _ identity: ReportIdentity,
    _ sections: [Section]
  ) -> FormDefinition? {
    let prescribed = Set(sections.compactMap(\.kind))
    guard identity.title != nil || prescribed.count >= 3, let year = identity.year?.value else {
      return nil
    }
    return forms.due(in: year)
  }

  private func outcome(
    of report: Report?,
    endedBy limit: Bilingual?
  ) -> (DocumentReading.Status, Bilingual?) {
    let (status, reason) = outcome(of: report)
    guard let limit else { return (status, reason) }
    guard let reason else { return (.partial, limit) }
    return (
      status,
      Bilingual(zh: "\(limit.zh);\(reason.zh)", en: "\(limit.en); \(reason.en)")
    )
  }

  private func outcome(of report: Report?) -> (DocumentReading.Status, Bilingual?) {
    guard let report else {
      return (.notAReport, Bilingual(zh: "未找到任何统计表", en: "no official table was found"))
    }
    let found = report.foundTables
    let lost = report.form.tables.filter { !found.contains($0.id) }
    if !lost.isEmpty {
      return (
        .partial,
        Bilingual(
          zh: "缺少" + lost.map(\.title.zh).joined(separator: "、"),
          en: "not found: " + lost.map(\.title.en).joined(separator: "; ")
        )
      )
    }
    if let cut = report.notes.first(where: { $0.code == .cutTable || $0.code == .lostTable }) {
      return (.partial, cut.message)
    }
    return (.read, nil)
  }
}

extension Document {
  /// What says that a limit of the parser ended the page before its end; `nil` when none did.
  fileprivate var limitNote: ReadingNote? {
    guard let repair = repairs.first(where: { !$0.kind.isOfTable }) else { return nil }
    let limit =
      switch repair.kind {
      case .depthLimit: Bilingual(zh: "标签嵌套过深", en: "tags lie too deep inside one another")
      case .tagLengthLimit: Bilingual(zh: "标签属性过多", en: "tags have too many attributes")
      default:
        kind == .html
          ? Bilingual(zh: "网页过大", en: "the page is too large")
          : Bilingual(zh: "文本过大", en: "the text is too large")
      }
    let offset = sourceMap.sourceOffset(of: repair.offset)
    return ReadingNote(
      code: .limitReached,
      message: Bilingual(
        zh: "只读到第 \(offset) 字节:\(limit.zh)",
        en: "read up to byte \(offset) only: \(limit.en)"
      )
    )
  }
}

extension Report {
  /// The tables of which any cell was found, be it printed on another form.
  fileprivate var foundTables: Set<TableID> {
    var tables: Set<TableID> = []
    var position = 0
    for table in form.tables {
      let count = table.blocks.reduce(0) { $0 + $1.rows.count * $1.columns.count }
      let cells = cells[position..<(position + count)]
      if cells.contains(where: { $0.status != .missing }) { tables.insert(table.id) }
      position += count
    }
    for foreign in foreignCells where foreign.cell.status != .missing {
      tables.insert(foreign.definition.id.table)
    }
    return tables
  }
}

extension ReportIdentity {
  fileprivate func overridden(by entry: ManifestEntry?) -> ReportIdentity {
    guard let entry else { return self }
    var identity = self
    if let agency = entry.agency {
      identity.agency = Attested(agency, from: .manifest, place: nil)
    }
    if let year = entry.year {
      identity.year = Attested(year, from: .manifest, place: nil)
    }
    if let publishedOn = entry.publishedOn {
      identity.publishedOn = Attested(publishedOn, from: .manifest, place: nil)
    }
    if let scope = entry.scope {
      identity.scope = Attested(scope, from: .manifest, place: nil)
    }
    if let regionCode = entry.regionCode { identity.regionCode = regionCode }
    return identity
  }
}
