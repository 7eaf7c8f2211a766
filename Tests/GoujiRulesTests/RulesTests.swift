import Foundation
import GoujiModel
import GoujiRules
import GoujiSchemas
import GoujiTestSupport
import Testing

@Test(arguments: allSamples)
func `every sample comes out as written`(_ sample: RuleSample) throws {
  let (verdict, findings) = try sample.assess()
  switch sample.outcome {
  case .pass: #expect(verdict == .pass)
  case .notEvaluated: #expect(verdict == .notEvaluated)
  case .fails(let severity):
    #expect(verdict == .fail)
    #expect(findings.first?.severity == severity)
  }
  if sample.outcome == .pass || sample.outcome == .notEvaluated { #expect(findings.isEmpty) }
}

/// Rules that only the report of another year or a local notice can break.
private let neverBrokenAlone: Set<RuleID> = ["STAT-CLOSED-RECEIVED", "XT-AFTER-LIT", "DATE-LOCAL"]

@Test(arguments: book.descriptions.filter { !$0.comparesReports }.map(\.id))
func `every rule has a sample that passes and one that fails, and one for each exception`(
  _ rule: RuleID
) throws {
  let samples = allSamples.filter { $0.rule == rule }
  #expect(rule == "DATE-LOCAL" || samples.contains { $0.outcome == .pass })
  let fails = samples.contains { sample in
    [Severity.error, .warning, .info].contains { sample.outcome == .fails($0) }
  }
  #expect(fails || neverBrokenAlone.contains(rule))
  let exceptions = try #require(book[rule]).exceptions
  for index in exceptions.indices {
    #expect(samples.contains { $0.exception == index }, "\(exceptions[index].en)")
  }
}

@Test(arguments: allSamples)
func `every message is one sentence in both languages, with labels in Chinese`(
  _ sample: RuleSample
) throws {
  for finding in try sample.assess().findings where !finding.message.en.isEmpty {
    #expect(finding.message.zh.hasSuffix("。"))
    #expect(finding.message.en.hasSuffix("."))
    for text in [finding.message.zh, finding.message.en] {
      #expect(!text.contains("{") && !text.contains("}"))
      #expect(!text.contains("Optional"))
    }
  }
}

@Test(arguments: book.descriptions)
func `every rule says what it is, in both languages`(_ rule: RuleDescription) {
  for text in [rule.summary, rule.why, rule.source, rule.example] + rule.exceptions {
    #expect(!text.zh.isEmpty)
    #expect(!text.en.isEmpty)
  }
  #expect(rule.example.zh.hasSuffix("。"))
  #expect(rule.example.en.hasSuffix("."))
  #expect(!rule.forms.isEmpty)
}

@Test(arguments: forms.forms)
func `a report has one result for each rule of its form, in the order of the catalogue`(
  _ form: FormDefinition
) throws {
  let results = book.assess(try report(form.id, "")).results
  #expect(
    results.map(\.rule)
      == book.descriptions.filter { $0.forms.contains(form.id) && !$0.comparesReports }.map(\.id)
  )
}

@Test(arguments: ["2014", "2019", "2021"] as [FormID])
func `an empty table is not evaluated and never looks clean`(_ form: FormID) throws {
  let definition = try #require(forms[form])
  let blank = Report(
    identity: ReportIdentity(),
    form: definition,
    cells: definition.cells.map { _ in Cell(status: .blank) },
    foreignCells: [],
    sections: [],
    notes: []
  )
  let lost = Report(
    identity: ReportIdentity(),
    form: definition,
    cells: definition.cells.map { _ in .missing },
    foreignCells: [],
    sections: [],
    notes: []
  )
  let full = try report(form, "")
  #expect(book.assess(lost).coverage.evaluated < book.assess(full).coverage.evaluated / 2)
  for rule in book.descriptions where rule.group == .arithmetic && rule.forms.contains(form) {
    if rule.kind == "sum-equals" {
      #expect(verdict(blank, of: rule.id) == .notEvaluated, "\(rule.id)")
    }
    #expect(verdict(lost, of: rule.id) == .notEvaluated, "\(rule.id)")
    #expect(reason(lost, of: rule.id) != nil, "\(rule.id)")
  }
}

@Test func `a part on another form is held against the rules of that form`() throws {
  let mixed = try report(
    "2021",
    "disclosure.regulations ~ ~ ~\ndisclosure.normative_documents ~ ~ ~",
    foreign: "disclosure.normative_documents 26 30 25"
  )
  #expect(findings(mixed, of: "DISC19-PUB-TOTAL").count == 1)
  #expect(verdict(mixed, of: "DISC19-PUB-TOTAL") == .fail)
  #expect(verdict(mixed, of: "DISC21-INFORCE-NET") == .notEvaluated)
}

@Test func `findings come most serious first`() throws {
  let found = findings(
    try report(
      "2019",
      """
      disclosure.normative_documents 26 10 25
      disclosure.procurement 23 43027665.50元
      review_litigation.reconsideration 0 0 0 0 2
      applications.new_received 5 0 0 0 0 0 5
      applications.carried_out 5 0 0 0 0 0 5
      """
    )
  ).filter { !$0.rule.rawValue.hasPrefix("PL-") }
  #expect(found.map(\.severity) == [.error, .warning, .info])
}

// MARK: Configuration

@Test func `a rule can be turned off and its severity changed`() throws {
  let text = """
    {"off": ["FORM-CELL-JUNK"], "severity": {"RL-ROW-TOTAL": "warning", "FORM-BLANK": "info"}}
    """
  let configuration = try RuleConfiguration(json: Array(text.utf8))
  let changed = try RuleBook.embedded(forms: forms, configuration: configuration)
  let assessment = changed.assess(
    try report(
      "2019",
      """
      disclosure.coercion _ _ _
      disclosure.procurement 23 43027665.50元
      review_litigation.reconsideration 1 0 0 0 2
      applications.new_received 5 0 0 0 0 0 5
      applications.handled_total 5 0 0 0 0 0 5
      applications.other 5 0 0 0 0 0 5
      """
    )
  )
  #expect(assessment.findings.map(\.rule) == ["RL-ROW-TOTAL", "FORM-BLANK"])
  #expect(assessment.findings.map(\.severity) == [.warning, .info])
  #expect(!assessment.results.contains { $0.rule == "FORM-CELL-JUNK" })
  #expect(changed["FORM-CELL-JUNK"]?.isOff == true)
  #expect(changed["RL-ROW-TOTAL"]?.severity == .warning)
}

@Test func `a local date is applied when one is configured`() throws {
  let text = #"{"local_deadlines": ["2022-01-28"]}"#
  let configuration = try RuleConfiguration(json: Array(text.utf8))
  let local = try RuleBook.embedded(forms: forms, configuration: configuration)
  let late = try report(
    "2021",
    "",
    identity: identity(year: 2021, signedOn: CalendarDate(year: 2022, month: 1, day: 30))
  )
  let found = local.assess(late).findings.filter { $0.rule == "DATE-LOCAL" }
  #expect(found.map(\.severity) == [.info])
  #expect(found.first?.message.zh == "年报落款2022年1月30日,晚于本地规定的2022年1月28日2天。")
}

@Test(
  arguments: [
    (#"{"local_deadlines": ["2022-02-30"]}"#, "'2022-02-30' is no date of the form 2022-01-28"),
    (#"{"local_deadlines": ["2022--1"]}"#, "'2022--1' is no date"),
    (#"{"severity": {"FORM-BLANK": "fatal"}}"#, "there is no severity 'fatal'"),
    (#"{"severity": ["FORM-BLANK"]}"#, "'severity' must be"),
    (#"{"off": "FORM-BLANK"}"#, "'off' must be a list of strings"),
    (#"{"of": ["FORM-BLANK"]}"#, "there is no key 'of'"),
    ("[]", "the outermost value"), ("off: FORM-BLANK", "it is no JSON"),
  ]
)
func `a configuration that makes no sense is refused`(_ text: String, _ problem: String) throws {
  let error = #expect(throws: RuleConfigurationError.self) {
    try RuleConfiguration(json: Array(text.utf8))
  }
  #expect(try #require(error).problem.en.contains(problem))
  #expect(try #require(error).problem.zh != error?.problem.en)
}

@Test(arguments: [#"{"off": ["FORM-BLANKS"]}"#, #"{"severity": {"FORM-BLANKS": "info"}}"#])
func `a configuration of a rule that does not exist is refused`(_ text: String) throws {
  let configuration = try RuleConfiguration(json: Array(text.utf8))
  let error = #expect(throws: RuleConfigurationError.self) {
    try RuleBook.embedded(forms: forms, configuration: configuration)
  }
  #expect(try #require(error).problem.en.contains("there is no rule 'FORM-BLANKS'"))
}

// MARK: Rule files

@Test(arguments: ["total = natural_person +", "= 3", "a < b < c", "a b", "2 * 3 * a", ""])
func `a formula that makes no sense is refused`(_ text: String) {
  #expect(throws: RuleSyntaxError.self) { try RuleCondition(text) }
}

@Test func `every rule that the program was built with makes sense on its forms`() throws {
  let tested = try RuleBook(rules: embeddedRules(), forms: forms)
  #expect(tested.descriptions.map(\.id) == book.descriptions.map(\.id))
}

@Test(
  arguments: [
    (#""equation": "no_such_row = other""#, "no cell of form 2019 fits the equation"),
    (#""equation": "other < handled_total""#, "needs 'equation' with '=' and 'message'"),
    (#""equation": "2 * other = handled_total""#, "each added once"),
    (#""kind": "no-such-kind""#, "there is no kind 'no-such-kind'"),
    (#""forms": ["2050"]"#, "there is no form 2050"),
    (#""message": {"zh": "{no_such_row}", "en": ""}"#, "no_such_row"),
  ]
)
func `a rule that makes no sense stops at load and says why`(
  _ change: String,
  _ problem: String
) throws {
  var fields = [
    #""kind": "sum-equals""#, #""forms": ["2019"]"#, #""equation": "other = handled_total""#,
    #""message": {"zh": "{left}", "en": "{left}"}"#,
  ]
  let name = change.prefix { $0 != ":" }
  fields.removeAll { $0.hasPrefix(name) }
  let text = """
    {"id": "TEST", "tables": ["applications"], "severity": "error", "certainty": "certain",
    "each": "column", "summary": {"zh": "", "en": ""}, "why": {"zh": "", "en": ""},
    "exceptions": [], "source": {"zh": "", "en": ""}, "example": {"zh": "", "en": ""},
    \((fields + [change]).joined(separator: ", "))}
    """
  let statement = try JSONDecoder().decode(RuleStatement.self, from: Data(text.utf8))
  let definition = RuleDefinition(path: "rules/test.json", group: .arithmetic, statement: statement)
  do {
    _ = try RuleBook(rules: [definition], forms: forms)
    Issue.record("the rule was accepted")
  } catch {
    #expect("\(error)".contains(problem))
    #expect("\(error)".contains("TEST"))
  }
}

@Test func `schemas/RULES.md is what the definitions say`() throws {
  try expectGolden(
    RuleDocumentation.markdown(of: book),
    at: packageRoot.appending(path: "schemas/RULES.md")
  )
}
