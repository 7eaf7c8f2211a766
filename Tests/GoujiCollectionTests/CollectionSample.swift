internal import GoujiCollection
internal import GoujiModel
internal import GoujiRules
internal import GoujiSchemas
internal import Testing

let forms = {
  guard let forms = try? FormCatalogue.embedded() else { preconditionFailure("no forms") }
  return forms
}()

let book = {
  guard let book = try? RuleBook.embedded(forms: forms) else { preconditionFailure("no rules") }
  return book
}()

let rules = {
  guard let rules = try? CollectionRules(book: book) else { preconditionFailure("no regions") }
  return rules
}()

/// A report of a collection.
///
/// Printed figures are given by the addresses of their cells; `*` stands for any run of characters, `_`
/// is a blank, `~` a missing cell, `=5` a deduced one. Every other cell is 0. The text consists of the
/// paragraphs of sections one and five.
func collected(
  _ document: String,
  _ agency: String,
  _ year: Int,
  _ figures: KeyValuePairs<String, String> = [:],
  form: FormID = "2021",
  scope: Attested<ReportIdentity.Scope>? = nil,
  parent: String? = nil,
  code: String? = nil,
  url: String? = nil,
  publishedOn: CalendarDate? = nil,
  title: String? = nil,
  level: AgencyLevel? = nil,
  text: (overview: [String], problems: [String]) = ([], []),
  claims: [Claim] = [],
  late: Bool? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> CollectedReport {
  let definition = try #require(forms[form])
  var cells = definition.cells.indices.map { cell("0", at: $0) }
  for (pattern, printed) in figures {
    let matching = definition.cells.indices.filter {
      fits(definition.cells[$0].id.description, pattern)
    }
    #expect(!matching.isEmpty, "\(pattern)", sourceLocation: sourceLocation)
    for index in matching { cells[index] = cell(printed, at: index) }
  }
  var identity = ReportIdentity()
  identity.agency = Attested(agency, from: .title, place: nil)
  identity.year = Attested(year, from: .title, place: nil)
  identity.scope = scope
  identity.regionCode = code
  identity.publishedOn = publishedOn.map { Attested($0, from: .sourceLine, place: nil) }
  identity.title = title.map { Attested($0, from: .title, place: nil) }
  identity.level = level
  func section(_ kind: Section.Kind, _ texts: [String], from line: Int) -> Section {
    Section(
      kind: kind,
      heading: "",
      paragraphs: texts.enumerated().map { number, text in
        Paragraph(text: text, place: SourcePlace(line: line + number, offset: 0, length: 1))
      },
      place: SourcePlace(line: line, offset: 0, length: 1)
    )
  }
  let report = Report(
    identity: identity,
    form: definition,
    cells: cells,
    foreignCells: [],
    sections: [
      section(.overview, text.overview, from: 1000), section(.problems, text.problems, from: 2000),
    ],
    notes: [],
    claims: claims
  )
  let own = CollectionMember(
    document: document,
    report: report,
    assessment: late.map {
      Assessment(
        findings: [],
        results: [RuleResult(rule: "DATE-DEADLINE-DEPT", verdict: $0 ? .fail : .pass)]
      )
    },
    declaredParent: parent,
    url: url,
    sha256: document
  )
  return CollectedReport(
    member: own,
    report: report,
    sentences: SentencePrint.prints(of: report.sections, agency: agency)
  )
}

private func cell(_ printed: String, at index: Int) -> Cell {
  let place = SourcePlace(line: index + 1, offset: index, length: 1)
  switch printed {
  case "_": return Cell(status: .blank, place: place)
  case "~": return .missing
  case let deduced where deduced.hasPrefix("="):
    return Cell(status: .deduced, deduced: Figure(deduced.dropFirst()), place: place)
  default: return Cell(status: .reported, value: Figure(printed), raw: printed, place: place)
  }
}

private func fits(_ address: String, _ pattern: String) -> Bool {
  let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
  guard parts.count > 1 else { return address == pattern }
  return address.hasPrefix(parts[0]) && address.hasSuffix(parts[parts.count - 1])
    && address.utf8.count >= pattern.utf8.count - 1
}

extension CollectionAssessment {
  func verdict(_ rule: RuleID, _ document: String) -> RuleResult.Verdict? {
    results[document]?.first { $0.rule == rule }?.verdict
  }

  func reason(_ rule: RuleID, _ document: String) -> String? {
    results[document]?.first { $0.rule == rule }?.reason?.zh
  }

  /// The findings of a rule, by what stands in their first parts.
  func found(_ rule: RuleID) -> [String] {
    findings.compactMap { finding in
      guard let first = finding.parts.first, first.finding.rule == rule else { return nil }
      let cell = first.finding.cell?.description ?? "-"
      let reported = first.finding.reported?.description ?? ""
      let expected = first.finding.expected?.description ?? ""
      return "\(first.document) \(first.finding.severity) \(cell) \(reported)/\(expected)"
    }
  }
}
