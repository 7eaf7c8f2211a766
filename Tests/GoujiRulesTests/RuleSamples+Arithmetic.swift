import GoujiModel

private let aRow = "applications.new_received"

let arithmeticSamples: [RuleSample] = [
  sample("APP-ROW-TOTAL", .pass, "2019", "applications.* 1 2 0 0 0 1 4"),
  sample(
    "APP-ROW-TOTAL",
    .fails(.error),
    "2021",
    "\(aRow) 5 1 0 0 0 0 5\napplications.carried_out 5 1 0 0 0 0 6"
  ),
  sample(
    "APP-ROW-TOTAL",
    .pass,
    exception: 0,
    "2019",
    "\(aRow) 5 _ 0 _ 0 0 5\napplications.carried_out 5 0 0 0 0 0 5"
  ),
  sample(
    "APP-ROW-TOTAL",
    .fails(.warning),
    exception: 1,
    "2019",
    "\(aRow) 5 1 0 0 0 0 5\napplications.carried_out 5 1 0 0 0 0 6",
    notes: [
      note(
        .extraColumn,
        [CellID(form: "2019", table: .applications, row: .newReceived, column: .total)]
      )
    ]
  ),
  sample(
    "APP-ROW-TOTAL",
    .notEvaluated,
    exception: 2,
    "2019",
    "applications.* _ _ _ _ _ _ 0\n\(aRow) _ _ _ _ _ _ 5\napplications.carried_out _ _ _ _ _ _ 5"
  ),

  sample(
    "APP-HANDLED-SUM",
    .pass,
    "2021",
    "applications.other.misc 1 0 0 0 0 0 1\napplications.handled_total 1 0 0 0 0 0 1\n\(aRow) 1 0 0 0 0 0 1"
  ),
  sample(
    "APP-HANDLED-SUM",
    .fails(.error),
    "2019",
    "\(aRow) 3 0 0 0 0 0 3\napplications.disclosed 3 0 0 0 0 0 3\napplications.handled_total 6 0 0 0 0 0 6"
  ),
  sample(
    "APP-HANDLED-SUM",
    .pass,
    exception: 0,
    "2019",
    "\(aRow) 3 0 0 0 0 0 3\napplications.refused.state_secret 3 0 0 0 0 0 3\napplications.handled_total 3 0 0 0 0 0 3",
    notes: [note(.extraRow)]
  ),
  sample(
    "APP-HANDLED-SUM",
    .notEvaluated,
    exception: 1,
    "2019",
    "\(aRow) 3 0 0 0 0 0 3\napplications.other ~ ~ ~ ~ ~ ~ ~\napplications.handled_total 6 0 0 0 0 0 6"
  ),

  sample(
    "APP-BALANCE",
    .pass,
    "2019",
    "\(aRow) 3 0 0 0 0 0 3\napplications.carried_out 3 0 0 0 0 0 3"
  ),
  sample(
    "APP-BALANCE",
    .fails(.error),
    "2019",
    "\(aRow) 3 0 0 0 0 0 3\napplications.carried_out 4 0 0 0 0 0 4"
  ),
  sample(
    "APP-BALANCE",
    .pass,
    exception: 0,
    "2021",
    "\(aRow) 3 0 0 0 0 0 3\napplications.carried_in 1 0 0 0 0 0 1\napplications.carried_out 4 0 0 0 0 0 4"
  ),

  sample("APP-COUNT-TYPE", .pass, "2019", "review_litigation.reconsideration 1 0 0 0 1"),
  sample(
    "APP-COUNT-TYPE",
    .fails(.error),
    "2019",
    "review_litigation.reconsideration 1.5 0 0 0 1.5"
  ),
  sample(
    "APP-COUNT-TYPE",
    .pass,
    exception: 0,
    "2019",
    "review_litigation.reconsideration 1件 0 0 0 1件"
  ),

  sample("APP-ORG-SUBTOTAL", .pass, "2019", "applications.* 0 3 0 0 0 0 3", foreign: subtotal("3")),
  sample(
    "APP-ORG-SUBTOTAL",
    .fails(.error),
    "2019",
    "applications.* 0 3 0 0 0 0 3",
    foreign: subtotal("4")
  ),
  sample("APP-ORG-SUBTOTAL", .notEvaluated, "2019"),
  sample(
    "APP-ORG-SUBTOTAL",
    .pass,
    exception: 0,
    "2019",
    "applications.* 1 3 0 0 0 0 4",
    foreign: subtotal("3")
  ),

  sample("RL-ROW-TOTAL", .pass, "2021", "review_litigation.reconsideration 376 97 196 121 790"),
  sample(
    "RL-ROW-TOTAL",
    .fails(.error),
    "2021",
    "review_litigation.reconsideration 376 97 196 121 791"
  ),
  sample("RL-ROW-TOTAL", .notEvaluated, exception: 0, "2021", "review_litigation.* 376 97 ~ ~ 791"),
  sample(
    "RL-ROW-TOTAL",
    .pass,
    exception: 1,
    "2021",
    "review_litigation.reconsideration 3 _ _ _ 3"
  ),

  sample("DISC21-INFORCE-NET", .pass, "2021", "disclosure.normative_documents 2 0 9"),
  sample("DISC21-INFORCE-NET", .fails(.warning), "2021", "disclosure.normative_documents 2 0 1"),
  sample(
    "DISC21-INFORCE-NET",
    .fails(.warning),
    exception: 0,
    "2021",
    "disclosure.regulations 2 1 0"
  ),
  sample(
    "DISC21-INFORCE-NET",
    .notEvaluated,
    exception: 1,
    "2021",
    "disclosure.regulations _ _ _\ndisclosure.normative_documents 2 0 _"
  ),

  sample("DISC19-PUB-TOTAL", .pass, "2019", "disclosure.normative_documents 26 10 25"),
  sample("DISC19-PUB-TOTAL", .fails(.warning), "2019", "disclosure.normative_documents 30 30 25"),
  sample(
    "DISC19-PUB-TOTAL",
    .pass,
    exception: 0,
    "2019",
    "disclosure.normative_documents 30 30 30"
  ),
  sample(
    "DISC19-PUB-TOTAL",
    .notEvaluated,
    exception: 1,
    "2019",
    "disclosure.regulations _ _ _\ndisclosure.normative_documents 30 30 _"
  ),

  sample("DISC19-MADE-PUB", .pass, "2019", "disclosure.normative_documents 10 10 25"),
  sample("DISC19-MADE-PUB", .fails(.warning), "2019", "disclosure.normative_documents 26 10 25"),
  sample(
    "DISC19-MADE-PUB",
    .fails(.info),
    exception: 0,
    "2019",
    "disclosure.normative_documents 2 1 25"
  ),
  sample(
    "DISC19-MADE-PUB",
    .pass,
    exception: 1,
    "2019",
    "disclosure.normative_documents 186 86 255",
    notes: [note(.extraRow)]
  ),
  sample(
    "DISC19-MADE-PUB",
    .notEvaluated,
    exception: 2,
    "2019",
    "disclosure.regulations _ _ _\ndisclosure.normative_documents 26 _ 30"
  ),

  sample("DISC19-STOCK-ECHO", .pass, "2019", "disclosure.normative_documents 30 30 90"),
  sample(
    "DISC19-STOCK-ECHO",
    .fails(.info),
    exception: 0,
    "2019",
    "disclosure.normative_documents 30 30 30"
  ),

  sample("DISC19-ITEMS-NONNEG", .pass, "2019", "disclosure.penalties 5 -5 0"),
  sample("DISC19-ITEMS-NONNEG", .fails(.error), "2019", "disclosure.penalties 2 -5 0"),
  sample("DISC19-ITEMS-NONNEG", .pass, exception: 0, "2019", "disclosure.penalties 253 -253 0"),
  sample("DISC19-ITEMS-NONNEG", .pass, exception: 1, "2019", "disclosure.penalties _ -5 0"),

  sample("DISC19-ITEMS-ZERO-DECISIONS", .pass, "2019", "disclosure.penalties 0 3 164"),
  sample(
    "DISC19-ITEMS-ZERO-DECISIONS",
    .fails(.warning),
    exception: 0,
    "2019",
    "disclosure.penalties 0 0 164"
  ),
  sample(
    "DISC19-ITEMS-ZERO-DECISIONS",
    .pass,
    exception: 1,
    "2019",
    "disclosure.penalties _ _ 164"
  ),

  sample("DISC19-ITEMS-ECHO", .pass, "2019", "disclosure.licensing 328 -15 400"),
  sample("DISC19-ITEMS-ECHO", .fails(.info), "2019", "disclosure.licensing 328 -15 313"),
  sample("DISC19-ITEMS-ECHO", .pass, exception: 0, "2019", "disclosure.licensing 9 0 9"),

  sample("DISC19-PROC-PAIR", .pass, "2019", "disclosure.procurement 23 43027665.50元"),
  sample("DISC19-PROC-PAIR", .fails(.warning), "2019", "disclosure.procurement 0 103.39"),
  sample("DISC19-PROC-PAIR", .fails(.warning), exception: 0, "2019", "disclosure.procurement 3 0"),
  sample("DISC19-PROC-PAIR", .notEvaluated, exception: 1, "2019", "disclosure.procurement 3 无"),

  sample("DISC-COUNT-TYPE", .pass, "2019", "disclosure.procurement 3 1.5"),
  sample("DISC-COUNT-TYPE", .fails(.error), "2021", "disclosure.licensing 1.5"),
  sample("DISC-COUNT-TYPE", .pass, exception: 0, "2019", "disclosure.penalties 5 -5 0"),
  sample("DISC-COUNT-TYPE", .pass, exception: 1, "2021", "disclosure.fees 20.3"),
]

/// A printed 法人小计 in the row of new applications.
private func subtotal(_ number: String) -> [ForeignCell] {
  let id = CellID(
    form: "2019",
    table: .applications,
    row: .newReceived,
    column: "organisation_subtotal"
  )
  let definition = CellDefinition(
    id: id,
    rowLabel: "一、本年新收政府信息公开申请数量",
    columnLabel: "法人小计",
    unit: "件",
    notation: .count
  )
  return [
    ForeignCell(
      definition: definition,
      cell: Cell(status: .reported, value: Figure(number), raw: number)
    )
  ]
}
