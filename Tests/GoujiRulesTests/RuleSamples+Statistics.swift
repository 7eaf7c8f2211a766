import GoujiModel

let statisticsSamples: [RuleSample] = [
  stat(
    "STAT-CHANNEL-BOUNDS",
    .pass,
    "disclosed_total 1000\nchannel.website 900\nchannel.other 100"
  ),
  stat("STAT-CHANNEL-BOUNDS", .fails(.error), "disclosed_total 1000\nchannel.website 1200"),
  stat(
    "STAT-CHANNEL-BOUNDS",
    .pass,
    exception: 0,
    "disclosed_total 1000\nchannel.website 900\nchannel.weibo 900"
  ),
  stat(
    "STAT-CHANNEL-BOUNDS",
    .fails(.warning),
    exception: 1,
    "disclosed_total 1000\nchannel.website 800"
  ),

  stat(
    "STAT-NORM-BOUND",
    .pass,
    "disclosed_total 90\ndisclosed_normative 12\nnormative_issued 12\nchannel.other 90"
  ),
  stat(
    "STAT-NORM-BOUND",
    .fails(.error),
    "disclosed_total 90\ndisclosed_normative 120\nnormative_issued 120"
  ),
  stat(
    "STAT-NORM-BOUND",
    .fails(.warning),
    exception: 0,
    "disclosed_total 90\ndisclosed_normative 12\nnormative_issued 10"
  ),

  stat(
    "STAT-REQ-SUM",
    .pass,
    "requests.received 11\nrequests.in_person 3\nrequests.online 6\nrequests.letter 2"
  ),
  stat(
    "STAT-REQ-SUM",
    .fails(.error),
    "requests.received 12\nrequests.in_person 3\nrequests.online 6\nrequests.letter 2"
  ),
  stat(
    "STAT-REQ-SUM",
    .notEvaluated,
    exception: 0,
    "requests.received 12\nrequests.in_person 11",
    notes: [note(.extraRow)]
  ),

  stat("STAT-CLOSED-SUM", .pass, "requests.closed 11\nrequests.on_time 10\nrequests.extended 1"),
  stat(
    "STAT-CLOSED-SUM",
    .fails(.error),
    exception: 0,
    "requests.closed 12\nrequests.on_time 10\nrequests.extended 1"
  ),

  stat("STAT-REPLY-SUM", .pass, "replies.total 2\nreplies.disclosed 1\nreplies.amend 1"),
  stat("STAT-REPLY-SUM", .fails(.error), "replies.total 12\nreplies.disclosed 10\nreplies.amend 1"),
  stat(
    "STAT-REPLY-SUM",
    .notEvaluated,
    exception: 0,
    "replies.total 12\nreplies.disclosed 10\nreplies.amend ~"
  ),

  stat("STAT-REFUSED-SUM", .pass, "replies.refused 3\nreplies.refused.privacy 3"),
  stat("STAT-REFUSED-SUM", .fails(.error), "replies.refused 3\nreplies.refused.privacy 2"),
  stat(
    "STAT-REFUSED-SUM",
    .fails(.info),
    exception: 0,
    "replies.refused 3\nreplies.refused.privacy 4"
  ),

  stat("STAT-CASE-SUM", .pass, "litigation.total 3\nlitigation.upheld 3"),
  stat("STAT-CASE-SUM", .fails(.error), "reconsideration.total 2\nreconsideration.upheld 3"),
  stat("STAT-CASE-SUM", .fails(.info), exception: 0, "litigation.total 4\nlitigation.upheld 3"),

  stat("STAT-STAFF-SUM", .pass, "staff 50\nstaff.full_time 20\nstaff.part_time 30"),
  stat("STAT-STAFF-SUM", .fails(.error), "staff 52\nstaff.full_time 20\nstaff.part_time 30"),

  stat("STAT-SUBSET", .pass, "response.press_conferences 5\nresponse.press_by_leaders 5"),
  stat("STAT-SUBSET", .fails(.error), "response.interviews 5\nresponse.interviews_by_leaders 8"),
  stat(
    "STAT-SUBSET",
    .pass,
    exception: 0,
    "response.interviews 5\nresponse.interviews_by_leaders 8人次"
  ),

  stat("STAT-CLOSED-RECEIVED", .pass, "requests.received 10\nrequests.closed 10"),
  stat(
    "STAT-CLOSED-RECEIVED",
    .notEvaluated,
    exception: 0,
    "requests.received 10\nrequests.closed 25"
  ),

  stat("STAT-REPLY-CLOSED", .pass, "requests.closed 12\nreplies.total 12"),
  stat("STAT-REPLY-CLOSED", .fails(.warning), "requests.closed 12\nreplies.total 15"),
  stat("STAT-REPLY-CLOSED", .fails(.info), exception: 0, "requests.closed 12\nreplies.total 10"),
  stat(
    "STAT-REPLY-CLOSED",
    .fails(.info),
    exception: 1,
    "requests.closed 12\nreplies.total 15\nreplies.amend 3"
  ),

  stat("STAT-TRAIN", .pass, "trainings 2\ntrainees 350"),
  stat("STAT-TRAIN", .fails(.info), exception: 0, "trainings 0\ntrainees 350"),

  stat("STAT-COUNT-TYPE", .pass, "requests.received 12"),
  stat("STAT-COUNT-TYPE", .fails(.error), "requests.received 12.5"),
  stat("STAT-COUNT-TYPE", .pass, exception: 0, "fees 12.5\nbudget 2036500"),
  stat("STAT-COUNT-TYPE", .pass, exception: 1, "requests.received 12件"),
]

private func stat(
  _ rule: RuleID,
  _ outcome: RuleSample.Outcome,
  exception: Int? = nil,
  _ rows: String,
  notes: [ReadingNote] = []
) -> RuleSample {
  sample(
    rule,
    outcome,
    exception: exception,
    "2014",
    rows.split(separator: "\n").map { "statistics.\($0)" }.joined(separator: "\n"),
    notes: notes
  )
}
