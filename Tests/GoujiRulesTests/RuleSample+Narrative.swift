import GoujiModel

/// A sample whose overview is one sentence, of a report on the first year of its form that has a
/// report of its own.
func narrative(
  _ rule: RuleID,
  _ outcome: RuleSample.Outcome,
  exception: Int? = nil,
  form: FormID = "2021",
  rows: String = "",
  level: AgencyLevel = .countyGovernment,
  _ sentence: String
) -> RuleSample {
  sample(
    rule,
    outcome,
    exception: exception,
    form,
    rows,
    identity: identity(year: Int(form.rawValue), level: level),
    text: "一、总体情况\n" + sentence
  )
}
