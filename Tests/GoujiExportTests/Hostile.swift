import Gouji
import GoujiTestSupport

/// Texts that do harm where they are written out carelessly.
let hostileTexts = [
  "=HYPERLINK(\"http://x.invalid/\"&A1)", "<script>alert(1)</script>", "say \"x\" and 'y'",
  "a\nb\r\nc\rd", "a\u{0}b", "]]>&amp;<!--", "\u{1}\u{1B}[31m\u{7F}", "@SUM(A1)",
  "+1+cmd|' /C x'!A0",
  "\u{2028}\u{85}\u{FFFE}\u{FFFF}", "_x0041_", "javascript:alert(1)", "\u{202E}abc", "{{x}}${y}",
]

/// Documents with a hostile text wherever a page, a file's name or a person can put one.
func hostileDocuments(_ form: FormDefinition) -> [ReadDocument] {
  hostileTexts.enumerated().map { number, text in
    let cell = form.cells[0].id
    var entry = ManifestEntry()
    entry.url = text
    let finding = Finding(
      rule: "APP-BALANCE",
      severity: .error,
      certainty: .certain,
      cell: cell,
      reported: 1,
      expected: Figure("-2.50"),
      message: Bilingual(zh: text, en: text),
      terms: [FindingTerm(cell: cell, figure: 1, place: nil)],
      place: SourcePlace(line: 1, offset: 0, length: 1)
    )
    let plain = syntheticDocument(
      "\(text) \(number)",
      form: form,
      agency: text,
      replacing: [cell: Cell(status: .unreadable, raw: text, place: finding.place)],
      title: text,
      findings: [finding]
    )
    return ReadDocument(
      document: plain.document,
      byteCount: plain.byteCount,
      sha256: plain.sha256,
      manifestEntry: entry,
      reading: plain.reading
    )
  }
}

/// The record of a document with a hostile judgement of each finding.
func judgedRecord(
  of document: ReadDocument,
  _ identifiers: inout FindingIdentifiers
) -> DocumentRecord {
  let record = document.record(&identifiers)
  return DocumentRecord(
    document: document,
    findings: record.findings.map {
      RecordedFinding(
        id: $0.id,
        finding: $0.finding,
        judgement: Judgement(verdict: .explained, note: $0.finding.message.en)
      )
    },
    results: record.results
  )
}
