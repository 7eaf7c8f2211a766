internal import GoujiCollection
internal import GoujiModel
internal import GoujiRules
internal import GoujiSchemas
internal import Testing

/// Two reports of one agency on consecutive years, and what a rule says of them.
struct YearSample: Sendable, CustomTestStringConvertible {
  let rule: RuleID
  let before: KeyValuePairs<String, String>
  let now: KeyValuePairs<String, String>
  var forms: (before: FormID, now: FormID) = ("2021", "2021")
  let verdict: RuleResult.Verdict?

  /// As ``CollectionAssessment/found(_:)`` gives it, without the document.
  var finding: String?

  var testDescription: String { "\(rule) \(verdict.map(\.rawValue) ?? "-") \(finding ?? "")" }
}

let yearSamples: [YearSample] = [
  YearSample(
    rule: "YR-CARRY",
    before: ["applications.carried_out.total": "2"],
    now: ["applications.carried_in.total": "2"],
    verdict: .pass
  ),
  YearSample(
    rule: "YR-CARRY",
    before: ["applications.carried_out.total": "2"],
    now: [:],
    verdict: .fail,
    finding: "error applications.carried_in.total 0/2"
  ),
  YearSample(
    rule: "YR-CARRY",
    before: ["applications.carried_out.total": "2"],
    now: ["applications.carried_in.total": "5"],
    forms: ("2019", "2021"),
    verdict: .fail,
    finding: "error applications.carried_in.total 5/2"
  ),
  // A blank or deduced cell accuses nobody.
  YearSample(
    rule: "YR-CARRY",
    before: ["applications.carried_out.total": "2"],
    now: ["applications.carried_in.total": "_"],
    verdict: .notEvaluated
  ),
  YearSample(
    rule: "YR-CARRY",
    before: ["applications.carried_out.total": "=2"],
    now: [:],
    verdict: .notEvaluated
  ),
  YearSample(
    rule: "YR-CARRY",
    before: ["applications.carried_out.total": "~"],
    now: [:],
    verdict: .notEvaluated
  ),
  YearSample(
    rule: "YR-CARRY-COL",
    before: [
      "applications.carried_out.natural_person": "1", "applications.carried_out.total": "1",
    ],
    now: ["applications.carried_in.business": "1", "applications.carried_in.total": "1"],
    verdict: .fail,
    finding: "warning applications.carried_in.natural_person 0/1"
  ),
  // The totals differ as well, which YR-CARRY says.
  YearSample(
    rule: "YR-CARRY-COL",
    before: [
      "applications.carried_out.natural_person": "1", "applications.carried_out.total": "1",
    ],
    now: [:],
    verdict: .pass
  ),
  YearSample(
    rule: "YR-INFORCE",
    before: ["disclosure.normative_documents.in_force": "62"],
    now: [
      "disclosure.normative_documents.issued": "3", "disclosure.normative_documents.in_force": "65",
    ],
    verdict: .pass
  ),
  YearSample(
    rule: "YR-INFORCE",
    before: ["disclosure.normative_documents.in_force": "62"],
    now: [
      "disclosure.normative_documents.issued": "3", "disclosure.normative_documents.in_force": "28",
    ],
    verdict: .fail,
    finding: "info disclosure.normative_documents.in_force 28/65"
  ),
  YearSample(
    rule: "YR-INFORCE",
    before: ["disclosure.normative_documents.in_force": "62"],
    now: [
      "disclosure.normative_documents.issued": "3", "disclosure.normative_documents.in_force": "70",
    ],
    verdict: .fail,
    finding: "warning disclosure.normative_documents.in_force 70/65"
  ),
  YearSample(
    rule: "YR-PUBLIC-STOCK",
    before: ["disclosure.normative_documents.public_total": "119"],
    now: [
      "disclosure.normative_documents.published": "11",
      "disclosure.normative_documents.public_total": "60",
    ],
    forms: ("2019", "2019"),
    verdict: .fail,
    finding: "info disclosure.normative_documents.public_total 60/130"
  ),
  YearSample(
    rule: "YR-PUBLIC-STOCK",
    before: ["disclosure.normative_documents.public_total": "119"],
    now: ["disclosure.normative_documents.public_total": "119"],
    forms: ("2019", "2019"),
    verdict: .pass
  ),
  YearSample(
    rule: "YR-ITEMS",
    before: ["disclosure.penalties.prior_items": "90", "disclosure.penalties.change": "5"],
    now: ["disclosure.penalties.prior_items": "90"],
    forms: ("2019", "2019"),
    verdict: .fail,
    finding: "warning disclosure.penalties.prior_items 90/95"
  ),
  YearSample(
    rule: "YR-ITEMS",
    before: ["disclosure.penalties.prior_items": "90", "disclosure.penalties.change": "-5"],
    now: ["disclosure.penalties.prior_items": "85"],
    forms: ("2019", "2019"),
    verdict: .pass
  ),
  YearSample(
    rule: "YR-PENDING",
    before: ["review_litigation.reconsideration.pending": "10"],
    now: [:],
    verdict: .fail,
    finding: "warning review_litigation.reconsideration.total 0/10"
  ),
  YearSample(
    rule: "YR-PENDING",
    before: ["review_litigation.reconsideration.pending": "10"],
    now: ["review_litigation.reconsideration.total": "4"],
    verdict: .fail,
    finding: "info review_litigation.reconsideration.total 4/10"
  ),
  YearSample(
    rule: "YR-PENDING",
    before: ["review_litigation.reconsideration.pending": "10"],
    now: ["review_litigation.reconsideration.total": "14"],
    verdict: .pass
  ),
  YearSample(
    rule: "YR-BACKLOG-2018",
    before: ["statistics.requests.received.value": "30", "statistics.requests.closed.value": "24"],
    now: [:],
    forms: ("2014", "2019"),
    verdict: .fail,
    finding: "info applications.carried_in.total 0/6"
  ),
  YearSample(
    rule: "YR-BACKLOG-2018",
    before: ["statistics.requests.received.value": "24", "statistics.requests.closed.value": "30"],
    now: [:],
    forms: ("2014", "2019"),
    verdict: .pass
  ),
  YearSample(
    rule: "YR-BRIDGE-2021",
    before: ["disclosure.normative_documents.public_total": "119"],
    now: ["disclosure.normative_documents.in_force": "12"],
    forms: ("2019", "2021"),
    verdict: .fail,
    finding: "info disclosure.normative_documents.in_force 12/119"
  ),
  YearSample(
    rule: "YR-BRIDGE-2021",
    before: ["disclosure.normative_documents.public_total": "119"],
    now: ["disclosure.normative_documents.in_force": "60"],
    forms: ("2019", "2021"),
    verdict: .pass
  ),
  YearSample(
    rule: "YR-CLONE-DATA",
    before: ["applications.*.total": "3", "disclosure.licensing.decisions": "40"],
    now: ["applications.*.total": "3", "disclosure.licensing.decisions": "40"],
    verdict: .fail,
    finding: "warning - /"
  ),
  YearSample(
    rule: "YR-CLONE-DATA",
    before: ["applications.*.total": "3", "disclosure.licensing.decisions": "40"],
    now: ["applications.*.total": "3", "disclosure.licensing.decisions": "41"],
    verdict: .pass
  ),
  // Stocks that stay, and reports of zeros, say nothing.
  YearSample(
    rule: "YR-CLONE-DATA",
    before: ["disclosure.*.in_force": "7"],
    now: ["disclosure.*.in_force": "7"],
    verdict: .notEvaluated
  ),
  YearSample(
    rule: "YR-JUMP",
    before: ["disclosure.licensing.decisions": "622929"],
    now: ["disclosure.licensing.decisions": "37514"],
    verdict: .fail,
    finding: "info disclosure.licensing.decisions 37514/622929"
  ),
  YearSample(
    rule: "YR-JUMP",
    before: ["disclosure.licensing.decisions": "19"],
    now: ["disclosure.licensing.decisions": "1"],
    verdict: .pass
  ),
  // Rules about one report that the year before decides.
  YearSample(
    rule: "STAT-CLOSED-RECEIVED",
    before: [:],
    now: ["statistics.requests.received.value": "10", "statistics.requests.closed.value": "25"],
    forms: ("2014", "2014"),
    verdict: .fail,
    finding: "warning statistics.requests.closed.value 25/10"
  ),
  YearSample(
    rule: "STAT-CLOSED-RECEIVED",
    before: ["statistics.requests.received.value": "20"],
    now: ["statistics.requests.received.value": "10", "statistics.requests.closed.value": "25"],
    forms: ("2014", "2014"),
    verdict: .pass
  ),
  YearSample(
    rule: "XT-AFTER-LIT",
    before: [:],
    now: ["review_litigation.litigation_after_reconsideration.total": "4"],
    verdict: .fail,
    finding: "info review_litigation.litigation_after_reconsideration.total 4/0"
  ),
  YearSample(
    rule: "XT-AFTER-LIT",
    before: ["review_litigation.reconsideration.total": "4"],
    now: ["review_litigation.litigation_after_reconsideration.total": "4"],
    verdict: .pass
  ),
]

@Test(arguments: yearSamples)
func `a report and that of the year before come out as written`(_ sample: YearSample) throws {
  let year = sample.forms.now == "2014" ? 2016 : sample.forms.now == "2019" ? 2020 : 2023
  let reports = [
    try collected("before", "鄂州市农业农村局", year - 1, sample.before, form: sample.forms.before),
    try collected("now", "鄂州市农业农村局", year, sample.now, form: sample.forms.now),
  ]
  let assessment = rules.assess(reports).assessment
  #expect(assessment.verdict(sample.rule, "now") == sample.verdict)
  #expect(assessment.found(sample.rule) == sample.finding.map { ["now " + $0] } ?? [])
  #expect(assessment.verdict(sample.rule, "before") == nil)
}

@Test func `every rule against last year has a sample that passes and one that fails`() {
  for rule in book.collectionRules where rule.over == .lastYear && rule.rule != "YR-CLAIM" {
    #expect(yearSamples.contains { $0.rule == rule.rule && $0.verdict == .pass }, "\(rule.rule)")
    #expect(yearSamples.contains { $0.rule == rule.rule && $0.verdict == .fail }, "\(rule.rule)")
  }
}

@Test func `the part about last year's report is information with its own cell and place`() throws {
  let reports = [
    try collected("2021", "鄂州市农业农村局", 2021, ["applications.carried_out.total": "2"]),
    try collected("2022", "鄂州市农业农村局", 2022),
  ]
  let findings = rules.assess(reports).assessment.findings
    .filter { $0.parts[0].finding.rule == "YR-CARRY" }
  #expect(findings.count == 1)
  let parts = try #require(findings.first).parts
  #expect(parts.map(\.document) == ["2022", "2021"])
  #expect(parts[1].finding.severity == .info)
  #expect(parts[1].finding.cell?.description == "applications.carried_out.total")
  #expect(parts[1].finding.reported == 2)
  #expect(parts[1].finding.place == reports[0].report[try #require(parts[1].finding.cell)].place)
  #expect(parts[0].finding.terms.allSatisfy { $0.cell?.isOfLastYear != true })
}

@Test func `years are held against one another through a gap only where they follow`() throws {
  let reports = try [2019, 2020, 2022, 2023].map { year in
    try collected(
      "\(year)",
      "鄂州市农业农村局",
      year,
      ["applications.carried_out.total": "1"],
      form: year < 2021 ? "2019" : "2021"
    )
  }
  let assessment = rules.assess(reports).assessment
  #expect(
    assessment.found("YR-CARRY") == [
      "2020 error applications.carried_in.total 0/1",
      "2023 error applications.carried_in.total 0/1",
    ]
  )
  #expect(assessment.found("YR-GAP") == ["2022 info - /"])
  #expect(assessment.verdict("YR-GAP", "2020") == .pass)
  #expect(assessment.verdict("YR-CARRY", "2022") == nil)
}

/// Two reports on 2022 that differ in what they carry out and have in force, and one on 2023.
private func contested(
  carriedOut: (String, String),
  inForce: (String, String),
  now: KeyValuePairs<String, String>
) throws -> [CollectedReport] {
  let agency = "鄂州市农业农村局"
  return try [(carriedOut.0, inForce.0), (carriedOut.1, inForce.1)].enumerated().map {
    try collected(
      "copy\($0)",
      agency,
      2022,
      [
        "applications.carried_out.total": $1.0,
        "disclosure.normative_documents.in_force": $1.1,
      ]
    )
  } + [collected("now", agency, 2023, now)]
}

@Test func `of copies with different figures the one that fits the next year best is compared`()
  throws
{
  let reports = try contested(
    carriedOut: ("2", "5"),
    inForce: ("10", "10"),
    now: ["applications.carried_in.total": "5", "disclosure.normative_documents.in_force": "10"]
  )
  let assessment = rules.assess(reports).assessment
  #expect(assessment.verdict("YR-CARRY", "now") == .pass)
  #expect(assessment.found("YR-CARRY").isEmpty)
}

@Test func `a contradiction with every copy is a warning, one with some of them information`()
  throws
{
  let every = try contested(
    carriedOut: ("2", "3"),
    inForce: ("10", "10"),
    now: ["applications.carried_in.total": "5", "disclosure.normative_documents.in_force": "10"]
  )
  #expect(
    rules.assess(every).assessment.found("YR-CARRY")
      == ["now warning applications.carried_in.total 5/2"]
  )
  let some = try contested(
    carriedOut: ("2", "5"),
    inForce: ("10", "50"),
    now: ["applications.carried_in.total": "5", "disclosure.normative_documents.in_force": "10"]
  )
  #expect(
    rules.assess(some).assessment.found("YR-CARRY")
      == ["now info applications.carried_in.total 5/2"]
  )
}

@Test(
  arguments: [
    ("鄂州市农业农村局", nil, "error"), ("鄂州市农业农村局", .office, "warning"), ("农业农村局", nil, "warning"),
  ] as [(String, ReportIdentity.Scope?, String)]
)
func `applications carried over are an error only with region and scope the same for sure`(
  _ agency: String,
  _ scope: ReportIdentity.Scope?,
  _ severity: String
) throws {
  let reports = [
    try collected("before", agency, 2022, ["applications.carried_out.total": "2"]),
    try collected(
      "now",
      agency,
      2023,
      scope: scope.map { Attested($0, from: .text, place: nil) }
    ),
  ]
  #expect(
    rules.assess(reports).assessment.found("YR-CARRY")
      == ["now \(severity) applications.carried_in.total 0/2"]
  )
}

@Test func `applications carried over a change of name are no more than a warning`() throws {
  let reports = [
    try collected(
      "before",
      "平罗县农业局",
      2019,
      ["applications.carried_out.total": "2"],
      form: "2019"
    ),
    try collected("now", "平罗县农业农村局", 2020, form: "2019"),
  ]
  #expect(
    rules.assess(reports).assessment.found("YR-CARRY")
      == ["now warning applications.carried_in.total 0/2"]
  )
}

@Test func `an agency whose pending cases never come back counts new cases only`() throws {
  func report(_ year: Int, total: Int, pending: Int) throws -> CollectedReport {
    try collected(
      "\(year)",
      "平罗县公安局",
      year,
      [
        "review_litigation.reconsideration.total": "\(total)",
        "review_litigation.reconsideration.pending": "\(pending)",
      ]
    )
  }
  let once = [
    try report(2021, total: 9, pending: 5), try report(2022, total: 3, pending: 3),
    try report(2023, total: 9, pending: 0),
  ]
  #expect(
    rules.assess(once).assessment.found("YR-PENDING")
      == ["2022 info review_litigation.reconsideration.total 3/5"]
  )
  let twice = once.prefix(2) + [try report(2023, total: 2, pending: 0)]
  let assessment = rules.assess(Array(twice)).assessment
  #expect(assessment.found("YR-PENDING").isEmpty)
  #expect(assessment.verdict("YR-PENDING", "2022") == .notEvaluated)
}

private func change(_ figure: Figure, _ qualifiers: Claim.Qualifiers) -> Claim {
  Claim(
    subject: "applications.received",
    figure: figure,
    qualifiers: qualifiers.union(.comparison),
    unit: qualifiers.contains(.percent) ? "%" : "件",
    place: SourcePlace(line: 9, offset: 90, length: 4)
  )
}

/// What is found of claims in the report of a year with 52 applications behind one with 35.
private func changesFound(of claims: [Claim]) throws -> [String] {
  let reports = [
    try collected("a", "鄂州市农业农村局", 2022, ["applications.new_received.total": "35"]),
    try collected(
      "b",
      "鄂州市农业农村局",
      2023,
      ["applications.new_received.total": "52"],
      claims: claims
    ),
  ]
  return rules.assess(reports).assessment.found("YR-CLAIM")
}

@Test(
  arguments: [
    (Figure(32), [.growth], "32/17"),
    (Figure(17), [.growth], nil),
    (Figure(17), [.decline], "17/-17"),
    (Figure(significand: 485, fractionDigits: 1), [.growth, .percent], nil),
    (Figure(significand: 612, fractionDigits: 1), [.growth, .percent], "61.2/48.57"),
    (Figure(32), [.growth, .about], nil),
  ] as [(Figure, Claim.Qualifiers, String?)]
)
func `a claimed change is held against the tables of both years`(
  _ figure: Figure,
  _ qualifiers: Claim.Qualifiers,
  _ expected: String?
) throws {
  let found = try changesFound(of: [change(figure, qualifiers)])
  #expect(found == expected.map { ["b warning - \($0)"] } ?? [])
}

@Test func `a change behind the figure of last year is one against last year`() throws {
  func claim(_ figure: Figure, _ unit: String, _ qualifiers: Claim.Qualifiers) -> Claim {
    Claim(
      subject: qualifiers.isEmpty ? "applications.received" : nil,
      figure: figure,
      qualifiers: qualifiers,
      unit: unit,
      place: SourcePlace(line: 9, offset: 90, length: 4)
    )
  }
  let found = try changesFound(
    of: [claim(52, "件", []), claim(40, "件", .comparison), claim(30, "%", [.growth, .percent])]
  )
  #expect(found == ["b warning - 30/48.57"])
}

private func plain(_ subject: ClaimSubject?, _ figure: Figure, year: Int? = nil) -> Claim {
  Claim(
    subject: subject,
    figure: figure,
    unit: "件",
    year: year,
    place: SourcePlace(line: 9, offset: 90, length: 4)
  )
}

@Test func `a change without a subject starts from the figure of last year`() throws {
  func change(_ figure: Figure) -> Claim {
    Claim(
      subject: nil,
      figure: figure,
      qualifiers: .growth,
      unit: "件",
      sentence: 1,
      place: SourcePlace(line: 9, offset: 90, length: 4)
    )
  }
  func base(_ figure: Figure) -> Claim {
    Claim(
      subject: nil,
      figure: figure,
      unit: "件",
      year: 2022,
      sentence: 1,
      place: SourcePlace(line: 9, offset: 90, length: 4)
    )
  }
  let received = plain("applications.received", 52)
  #expect(try changesFound(of: [received, base(35), change(20)]) == ["b warning - 20/17"])
  #expect(try changesFound(of: [received, base(35), change(17)]).isEmpty)
  #expect(try changesFound(of: [received, base(30), change(20)]).isEmpty)
}

@Test func `as many as last year is held against the tables of both years`() throws {
  let unchanged = Claim(
    subject: "applications.unchanged",
    statement: .completion,
    figure: 0,
    place: SourcePlace(line: 9, offset: 90, length: 4)
  )
  #expect(
    try changesFound(of: [plain("applications.received", 52), unchanged]) == ["b warning - 52/35"]
  )
  #expect(try changesFound(of: [unchanged]).isEmpty)
}
