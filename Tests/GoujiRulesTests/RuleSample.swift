import GoujiModel
import GoujiRules
import GoujiTextSupport
import Testing

/// A report that one rule passes, fails or leaves open.
struct RuleSample: Sendable, CustomTestStringConvertible {
  let rule: RuleID
  let outcome: Outcome

  /// Which of the rule's listed exceptions the report is an example of, counted from 0.
  let exception: Int?
  let form: FormID
  let rows: String
  let identity: ReportIdentity
  let sections: [Section]
  let notes: [ReadingNote]
  let foreign: [ForeignCell]

  /// The text of the report, read for its sections and claims; `sections` counts when it is empty.
  let text: String

  enum Outcome: Hashable, Sendable {
    case pass
    case notEvaluated

    /// A finding of this severity.
    case fails(Severity)
  }

  var testDescription: String { "\(rule) \(outcome): \(rows) \(text)" }

  func assess() throws -> (verdict: RuleResult.Verdict?, findings: [Finding]) {
    let base = try report(
      form,
      rows,
      identity: identity,
      sections: sections,
      notes: notes
    )
    let read = TextSample(text)
    let report = Report(
      identity: base.identity,
      form: base.form,
      cells: base.cells,
      foreignCells: foreign,
      sections: text.isEmpty ? base.sections : read.sections,
      notes: base.notes,
      claims: read.claims,
      phrases: read.phrases
    )
    let assessment = book.assess(report)
    return (
      assessment.results.first { $0.rule == rule }?.verdict,
      assessment.findings.filter { finding in
        // A rule that names a slip is named by the finding about it.
        finding.rule == rule
          || ["PL-DIGIT", "FORM-SPLIT"].contains(rule)
            && finding.explains.contains { $0.rule == rule }
      }
    )
  }
}

/// One line of the lists of samples.
func sample(
  _ rule: RuleID,
  _ outcome: RuleSample.Outcome,
  exception: Int? = nil,
  _ form: FormID = "2019",
  _ rows: String = "",
  identity: ReportIdentity = ReportIdentity(),
  sections: [Section] = [],
  notes: [ReadingNote] = [],
  foreign: [ForeignCell] = [],
  text: String = ""
) -> RuleSample {
  RuleSample(
    rule: rule,
    outcome: outcome,
    exception: exception,
    form: form,
    rows: rows,
    identity: identity,
    sections: sections,
    notes: notes,
    foreign: foreign,
    text: text
  )
}

/// A section of the text with one paragraph.
func section(_ kind: Section.Kind?, _ text: String, heading: String = "") -> Section {
  let place = SourcePlace(line: 1, offset: 0, length: 1)
  return Section(
    kind: kind,
    heading: heading,
    paragraphs: text.isEmpty ? [] : [Paragraph(text: text, place: place)],
    place: place
  )
}

let allSamples =
  arithmeticSamples + statisticsSamples + betweenTablesSamples + completenessSamples + dateSamples
  + plausibilitySamples + narrativeSamples + listSamples + wordingSamples
