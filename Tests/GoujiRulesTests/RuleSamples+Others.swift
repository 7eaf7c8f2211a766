import GoujiModel

private let unpaid = "applications.other.unpaid_fee 203 0 0 0 0 0 203"

private let sectionSix = "一、总体情况\n工作平稳。\n六、其他需要报告的事项\n"

let betweenTablesSamples: [RuleSample] = [
  sample("XT-UNPAID-FEE", .pass, "2021", sections: [section(.other, "无")]),
  sample("XT-UNPAID-FEE", .fails(.warning), "2021", unpaid, sections: [section(.other, "无")]),
  sample(
    "XT-UNPAID-FEE",
    .pass,
    exception: 0,
    "2021",
    unpaid,
    sections: [section(.other, "本年收取信息处理费0元。")]
  ),
  sample(
    "XT-UNPAID-FEE",
    .fails(.warning),
    "2021",
    unpaid,
    sections: [section(.other, "行政事业性收费目录已公布。")]
  ),
  sample("XT-UNPAID-FEE", .notEvaluated, exception: 1, "2021", unpaid),
  sample(
    "XT-UNPAID-FEE",
    .fails(.info),
    exception: 2,
    "2021",
    "applications.other.unpaid_fee 9 0 0 0 0 0 9",
    sections: [section(.other, "无")]
  ),

  sample(
    "XT-CASES-NO-APPS",
    .pass,
    "2019",
    "applications.new_received 1 0 0 0 0 0 1\nreview_litigation.reconsideration 3 0 0 0 3"
  ),
  sample(
    "XT-CASES-NO-APPS",
    .fails(.info),
    exception: 0,
    "2019",
    "review_litigation.reconsideration 3 0 0 0 3"
  ),

  sample(
    "XT-CASES-GT-APPS",
    .pass,
    "2019",
    "applications.new_received 133 0 0 0 0 0 133\nreview_litigation.reconsideration 100 0 0 0 100"
  ),
  sample(
    "XT-CASES-GT-APPS",
    .fails(.info),
    exception: 0,
    "2019",
    "applications.new_received 133 0 0 0 0 0 133\nreview_litigation.reconsideration 144 0 0 0 144"
  ),

  sample("XT-AFTER-LIT", .pass, "2019", "review_litigation.* 4 0 0 0 4"),
  sample(
    "XT-AFTER-LIT",
    .notEvaluated,
    exception: 0,
    "2019",
    "review_litigation.litigation_after_reconsideration 4 0 0 0 4"
  ),

  sample("XT-ALL-ZERO", .pass, "2021", "disclosure.licensing 1"),
  sample("XT-ALL-ZERO", .fails(.info), exception: 0, "2021"),

  sample(
    "XT-FEE-IN-CHARGES",
    .pass,
    "2021",
    "disclosure.fees 20.3",
    text: sectionSix + "收取信息处理费12000元。"
  ),
  sample(
    "XT-FEE-IN-CHARGES",
    .fails(.info),
    exception: 1,
    "2021",
    "disclosure.fees 0",
    text: sectionSix + "本年度收取信息处理费12000元。"
  ),
  sample(
    "XT-FEE-IN-CHARGES",
    .pass,
    exception: 0,
    "2021",
    "disclosure.fees 0.0",
    text: sectionSix + "收取信息处理费400元。"
  ),
]

private let threeHeadings = [
  section(.overview, ""), section(.applications, ""), section(.reviewLitigation, ""),
]

/// The headings that are left of a text without its beginning, and without its end.
private let lastHeadings = [section(.applications, ""), section(.problems, "")]
private let firstHeadings = [section(.overview, ""), section(.applications, "")]

let completenessSamples: [RuleSample] = [
  sample("FORM-EDITION", .pass, "2019", identity: identity(year: 2020)),
  sample("FORM-EDITION", .fails(.error), "2019", identity: identity(year: 2022)),
  sample("FORM-EDITION", .fails(.warning), exception: 0, "2019", identity: yearOfSignature(2022)),
  sample(
    "FORM-EDITION",
    .pass,
    exception: 1,
    "2014",
    identity: identity(year: 2018, signedOn: CalendarDate(year: 2019, month: 8, day: 1))
  ),

  sample("FORM-TABLE-MISSING", .pass, "2021"),
  sample(
    "FORM-TABLE-MISSING",
    .fails(.error),
    "2019",
    "disclosure.* ~ ~ ~",
    sections: threeHeadings
  ),
  sample(
    "FORM-TABLE-MISSING",
    .pass,
    exception: 0,
    "2019",
    "disclosure.* ~ ~ ~",
    sections: threeHeadings + [section(.disclosure, "见附件。")]
  ),
  sample("FORM-TABLE-MISSING", .pass, exception: 1, "2019", "disclosure.* ~ ~ ~"),
  sample(
    "FORM-TABLE-MISSING",
    .pass,
    exception: 2,
    "2019",
    "disclosure.* ~ ~ ~",
    sections: lastHeadings
  ),
  sample(
    "FORM-TABLE-MISSING",
    .pass,
    exception: 2,
    "2021",
    "review_litigation.* ~ ~ ~ ~ ~",
    sections: firstHeadings
  ),

  sample("FORM-BLANK", .pass, "2019"),
  sample("FORM-BLANK", .fails(.warning), "2019", "disclosure.coercion _ _ _\ndisclosure.fees _ _"),
  sample(
    "FORM-BLANK",
    .fails(.info),
    exception: 0,
    "2019",
    "disclosure.* 1 1 1\ndisclosure.coercion _ 1 1"
  ),
  sample(
    "FORM-BLANK",
    .fails(.info),
    exception: 0,
    "2019",
    """
    disclosure.* _ _ _
    disclosure.licensing 3 _ 5
    applications.* _ _ _ _ _ _ _
    review_litigation.* _ _ _ _ _
    review_litigation.reconsideration 1 _ _ _ 1
    applications.new_received 2 _ _ _ _ _ 2
    """
  ),
  sample("FORM-BLANK", .fails(.warning), "2019", "applications.* _ _ _ _ _ _ 3"),
  sample("FORM-BLANK", .fails(.warning), "2019", "disclosure.* _ _ 5"),
  sample("FORM-BLANK", .pass, exception: 1, "2019", "disclosure.coercion / / /"),
  sample("FORM-BLANK", .fails(.warning), exception: 3, "2019", "disclosure.coercion _ _ _"),

  sample("FORM-BLANK", .fails(.info), exception: 2, "2019", "disclosure.coercion ?_ ?_ 1"),
  sample(
    "FORM-BLANK",
    .fails(.info),
    exception: 2,
    "2019",
    "disclosure.coercion _ _ _\napplications.disclosed ?_ ?_ 1 0 0 0 1"
  ),
  sample("FORM-BLANK", .pass, "2019", "disclosure.coercion ? ? 1"),

  sample("FORM-PLACEHOLDER", .pass, "2019", "disclosure.coercion _ _ _"),
  sample("FORM-PLACEHOLDER", .fails(.info), exception: 0, "2019", "disclosure.coercion 4 0 -"),

  sample("FORM-CELL-JUNK", .pass, "2019", "disclosure.procurement 23 43027665.50"),
  sample(
    "FORM-CELL-JUNK",
    .fails(.info),
    exception: 0,
    "2019",
    "disclosure.procurement 23 43027665.50元"
  ),

  sample("FORM-EXTRA-ROW", .pass, "2019"),
  sample("FORM-EXTRA-ROW", .fails(.info), exception: 0, "2019", notes: [note(.extraRow)]),

  sample("FORM-HEADER", .pass, "2019"),
  sample("FORM-HEADER", .fails(.info), exception: 0, "2019", notes: [note(.headingByPosition)]),
  sample("FORM-HEADER", .fails(.info), exception: 0, "2021", notes: [note(.missingLabel)]),

  sample("FORM-SPLIT", .pass, "2019"),
  sample(
    "FORM-SPLIT",
    .fails(.warning),
    exception: 0,
    "2019",
    """
    applications.new_received 12 5 0 0 0 0 17
    applications.disclosed 1 2 5 0 0 0 17
    applications.handled_total 12 5 0 0 0 0 17
    """
  ),
  sample(
    "FORM-SPLIT",
    .pass,
    exception: 1,
    "2019",
    """
    applications.new_received 1 2 0 0 0 0 3
    applications.disclosed 1 2 0 0 0 0 12
    applications.handled_total 1 2 0 0 0 0 3
    """
  ),

  sample("FORM-SHIFT", .pass, "2019", "disclosure.other_services 22 3 0"),
  sample("FORM-SHIFT", .fails(.warning), "2019", "disclosure.other_services +22 0 0"),
  sample("FORM-SHIFT", .pass, exception: 0, "2019", "disclosure.other_services 0 22 0"),
  sample("FORM-SHIFT", .pass, exception: 1, "2019", "disclosure.other_services +22 +3 0"),

  sample(
    "FORM-REG-POWER",
    .pass,
    "2021",
    "disclosure.regulations 0 0 6",
    identity: identity(level: .cityGovernment)
  ),
  sample(
    "FORM-REG-POWER",
    .fails(.error),
    "2021",
    "disclosure.regulations 0 0 6",
    identity: identity(level: .town)
  ),
  sample(
    "FORM-REG-POWER",
    .fails(.error),
    "2021",
    "disclosure.regulations 0 0 6",
    identity: identity(agency: "国家税务总局白山市税务局", level: .centralDepartment)
  ),
  sample("FORM-REG-POWER", .notEvaluated, "2021", "disclosure.regulations 0 0 6"),
  sample(
    "FORM-REG-POWER",
    .pass,
    exception: 0,
    "2021",
    "disclosure.regulations 0 0 6",
    identity: identity(agency: "东莞市人民政府", level: .countyGovernment)
  ),
  sample(
    "FORM-REG-POWER",
    .pass,
    exception: 1,
    "2019",
    "disclosure.regulations 2 2 3",
    identity: identity(agency: "孝感市人民政府办公室", level: .cityDepartment)
  ),
]

private func yearOfSignature(_ year: Int) -> ReportIdentity {
  var identity = ReportIdentity()
  identity.year = Attested(year, from: .signature, place: nil)
  return identity
}

private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
  CalendarDate(year: year, month: month, day: day)
}

let dateSamples: [RuleSample] = [
  sample(
    "DATE-DEADLINE-DEPT",
    .pass,
    "2019",
    identity: identity(year: 2019, level: .countyDepartment, signedOn: day(2020, 1, 31))
  ),
  sample(
    "DATE-DEADLINE-DEPT",
    .fails(.warning),
    "2019",
    identity: identity(year: 2019, level: .countyDepartment, signedOn: day(2020, 2, 17))
  ),
  sample(
    "DATE-DEADLINE-DEPT",
    .fails(.info),
    exception: 0,
    "2019",
    identity: identity(
      year: 2019,
      level: .countyDepartment,
      publishedOn: day(2020, 2, 17),
      publishedFrom: .metadata
    )
  ),
  sample(
    "DATE-DEADLINE-DEPT",
    .notEvaluated,
    exception: 1,
    "2019",
    identity: identity(year: 2019, level: .town, signedOn: day(2020, 2, 17))
  ),
  sample(
    "DATE-DEADLINE-DEPT",
    .fails(.info),
    exception: 2,
    "2019",
    identity: identity(year: 2019, signedOn: day(2020, 2, 17))
  ),
  sample(
    "DATE-DEADLINE-DEPT",
    .notEvaluated,
    exception: 2,
    "2019",
    identity: identity(year: 2019, signedOn: day(2020, 1, 31))
  ),

  sample(
    "DATE-DEADLINE-GOV",
    .pass,
    "2021",
    identity: identity(year: 2021, level: .countyGovernment, signedOn: day(2022, 3, 31))
  ),
  sample(
    "DATE-DEADLINE-GOV",
    .fails(.warning),
    "2021",
    identity: identity(year: 2021, level: .countyGovernment, signedOn: day(2022, 4, 12))
  ),
  sample(
    "DATE-DEADLINE-GOV",
    .pass,
    exception: 0,
    "2021",
    identity: identity(
      year: 2021,
      level: .countyGovernment,
      signedOn: day(2022, 3, 1),
      publishedOn: day(2022, 7, 1),
      publishedFrom: .metadata
    )
  ),
  sample(
    "DATE-DEADLINE-GOV",
    .fails(.info),
    exception: 1,
    "2021",
    identity: identity(year: 2021, level: .countyGovernment, publishedOn: day(2024, 7, 1))
  ),

  sample(
    "DATE-DEADLINE-OLD",
    .pass,
    "2014",
    identity: identity(year: 2015, signedOn: day(2016, 3, 20))
  ),
  sample(
    "DATE-DEADLINE-OLD",
    .fails(.warning),
    "2014",
    identity: identity(year: 2015, signedOn: day(2016, 4, 20))
  ),
  sample(
    "DATE-DEADLINE-OLD",
    .fails(.info),
    exception: 0,
    "2014",
    identity: identity(year: 2016, publishedOn: day(2017, 8, 9), publishedFrom: .metadata)
  ),

  sample(
    "DATE-LOCAL",
    .notEvaluated,
    exception: 0,
    "2021",
    identity: identity(year: 2021, signedOn: day(2022, 1, 30))
  ),

  sample(
    "DATE-BEFORE-END",
    .pass,
    "2019",
    identity: identity(year: 2020, signedOn: day(2021, 1, 20), publishedOn: day(2021, 1, 25))
  ),
  sample(
    "DATE-BEFORE-END",
    .fails(.error),
    "2019",
    identity: identity(year: 2020, signedOn: day(2020, 12, 20), publishedOn: day(2020, 12, 25))
  ),
  sample(
    "DATE-BEFORE-END",
    .fails(.warning),
    exception: 0,
    "2019",
    identity: identity(year: 2020, publishedOn: day(2020, 12, 25))
  ),
  sample(
    "DATE-BEFORE-END",
    .pass,
    exception: 1,
    "2014",
    identity: identity(year: 2017, signedOn: day(2017, 2, 10), publishedOn: day(2018, 2, 26))
  ),

  sample(
    "DATE-SIGN-YEAR",
    .pass,
    "2014",
    identity: identity(year: 2017, signedOn: day(2018, 2, 10))
  ),
  sample(
    "DATE-SIGN-YEAR",
    .fails(.warning),
    "2014",
    identity: identity(year: 2017, signedOn: day(2017, 2, 10), publishedOn: day(2018, 2, 26))
  ),
  sample(
    "DATE-SIGN-YEAR",
    .pass,
    exception: 0,
    "2014",
    identity: identity(year: 2017, signedOn: day(2019, 2, 10), publishedOn: day(2019, 2, 26))
  ),
  sample(
    "DATE-SIGN-YEAR",
    .pass,
    exception: 1,
    "2019",
    identity: identity(year: 2020, signedOn: day(2020, 12, 20), publishedOn: day(2020, 12, 25))
  ),

  sample(
    "DATE-INVALID",
    .pass,
    "2019",
    sections: [section(.overview, "统计期限为2019年1月1日至2019年12月31日,19年2月3日;3年内。")]
  ),
  sample(
    "DATE-INVALID",
    .fails(.warning),
    exception: 0,
    "2019",
    sections: [section(.overview, "统计期限止于202020年12月31日。")]
  ),
  sample(
    "DATE-INVALID",
    .pass,
    exception: 1,
    "2019",
    sections: [section(.overview, "填报日期:2020.01.172020年1月17日,统计期限为2019年。")]
  ),
  sample(
    "DATE-INVALID",
    .fails(.warning),
    "2019",
    sections: [section(.overview, "统计期限止于2019年 2月30日。")]
  ),

  sample(
    "DATE-ORDER",
    .pass,
    "2019",
    identity: identity(year: 2020, signedOn: day(2021, 1, 10), publishedOn: day(2021, 1, 20))
  ),
  sample(
    "DATE-ORDER",
    .fails(.info),
    "2019",
    identity: identity(year: 2020, signedOn: day(2021, 3, 10), publishedOn: day(2021, 1, 20))
  ),
  sample(
    "DATE-ORDER",
    .notEvaluated,
    exception: 0,
    "2019",
    identity: identity(
      year: 2020,
      signedOn: day(2021, 3, 10),
      publishedOn: day(2021, 1, 20),
      publishedFrom: .metadata
    )
  ),
]

let plausibilitySamples: [RuleSample] = [
  sample("PL-DIGIT", .pass, "2019", "review_litigation.reconsideration 4 1 1 0 6"),
  sample("PL-DIGIT", .fails(.error), "2019", "review_litigation.reconsideration 101 20 3 0 142"),
  sample(
    "PL-DIGIT",
    .fails(.error),
    exception: 0,
    "2019",
    "review_litigation.reconsideration 42 61 0 0 113"
  ),
  sample(
    "PL-DIGIT",
    .pass,
    exception: 1,
    "2019",
    "review_litigation.reconsideration 4 1 0 0 9"
  ),

  sample(
    "PL-ZERO-ROLE",
    .pass,
    "2021",
    "disclosure.penalties 858",
    identity: identity(agency: "某县综合行政执法局")
  ),
  sample(
    "PL-ZERO-ROLE",
    .fails(.info),
    exception: 0,
    "2021",
    identity: identity(agency: "某县综合行政执法局")
  ),
  sample("PL-ZERO-ROLE", .notEvaluated, "2021", identity: identity(agency: "某县统计局")),

  sample(
    "PL-CARRY-SHARE",
    .pass,
    "2019",
    "applications.new_received 32 0 0 0 0 0 32\napplications.carried_out 2 0 0 0 0 0 2"
  ),
  sample(
    "PL-CARRY-SHARE",
    .fails(.info),
    "2019",
    "applications.new_received 32 0 0 0 0 0 32\napplications.carried_out 17 0 0 0 0 0 17"
  ),
  sample(
    "PL-CARRY-SHARE",
    .pass,
    exception: 0,
    "2019",
    "applications.new_received 9 0 0 0 0 0 9\napplications.carried_out 9 0 0 0 0 0 9"
  ),

  sample("PL-PENDING-SHARE", .pass, "2019", "review_litigation.litigation_direct 60 0 10 27 97"),
  sample(
    "PL-PENDING-SHARE",
    .fails(.info),
    "2019",
    "review_litigation.litigation_direct 27 0 0 70 97"
  ),
  sample(
    "PL-PENDING-SHARE",
    .pass,
    exception: 0,
    "2019",
    "review_litigation.litigation_direct 0 0 0 9 9"
  ),

  sample(
    "PL-ONE-RESULT",
    .pass,
    "2019",
    "applications.disclosed 250 0 0 0 0 0 250\napplications.handled_total 500 0 0 0 0 0 500"
  ),
  sample(
    "PL-ONE-RESULT",
    .fails(.info),
    "2019",
    "applications.disclosed 500 0 0 0 0 0 500\napplications.handled_total 500 0 0 0 0 0 500"
  ),
  sample(
    "PL-ONE-RESULT",
    .pass,
    exception: 0,
    "2019",
    "applications.disclosed 49 0 0 0 0 0 49\napplications.handled_total 49 0 0 0 0 0 49"
  ),

  sample(
    "PL-FEE-SCALE",
    .pass,
    "2021",
    "disclosure.fees 20.3",
    identity: identity(level: .countyGovernment)
  ),
  sample(
    "PL-FEE-SCALE",
    .fails(.warning),
    "2021",
    "disclosure.fees 2036500",
    identity: identity(level: .countyGovernment)
  ),
  sample(
    "PL-FEE-SCALE",
    .notEvaluated,
    exception: 0,
    "2021",
    "disclosure.fees 3164410",
    identity: identity(level: .cityGovernment)
  ),

  sample(
    "PL-FEE-SCALE",
    .pass,
    exception: 1,
    "2021",
    "disclosure.fees 203650.25",
    identity: identity(level: .countyGovernment)
  ),

  sample("PL-PROC-UNIT", .pass, "2019", "disclosure.procurement 1 8040"),
  sample("PL-PROC-UNIT", .fails(.info), "2019", "disclosure.procurement 3 0.16"),
  sample("PL-PROC-UNIT", .pass, exception: 0, "2019", "disclosure.procurement 3 0.5万元"),

  sample("PL-REPEATED-VALUE", .pass, "2021", "disclosure.licensing 487\ndisclosure.penalties 487"),
  sample(
    "PL-REPEATED-VALUE",
    .fails(.info),
    "2021",
    "disclosure.licensing 487\ndisclosure.penalties 487\ndisclosure.coercion 487"
  ),
  sample("PL-REPEATED-VALUE", .pass, exception: 0, "2021", "applications.* 487 0 0 0 0 0 487"),
  sample(
    "PL-REPEATED-VALUE",
    .pass,
    exception: 1,
    "2021",
    "disclosure.licensing 29\ndisclosure.penalties 29\ndisclosure.coercion 29"
  ),
]
