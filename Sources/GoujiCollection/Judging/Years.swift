internal import GoujiModel
internal import GoujiRules
internal import GoujiSchemas

extension CollectionRules {
  /// Holds each report of an agency against that of the year before.
  func judgeYears(_ members: [GroupedReport], _ verdicts: inout CollectionVerdicts) {
    let years = members.versions { $0.member.year }
    var chosen: [(pair: YearPair, among: [YearPair])] = []
    for (earlier, later) in zip(years, years.dropFirst()) {
      judgeGap(from: earlier[0], to: later[0], &verdicts)
      guard later[0].member.year == earlier[0].member.year + 1 else { continue }
      let pairs = earlier.flatMap { earlier in
        later.map {
          YearPair(earlier: earlier, later: $0, isRenamed: isRenamed(earlier, $0), book)
        }
      }
      let likeliest = pairs.indices.reduce(0) { pairs[$1].fit > pairs[$0].fit ? $1 : $0 }
      chosen.append((pairs[likeliest], pairs))
    }
    let habits = habits(of: chosen.map(\.pair))
    for (pair, pairs) in chosen {
      judgePair(pair, among: pairs, habits: habits, &verdicts)
      judgeTexts(pair.earlier, pair.later, &verdicts)
    }
  }

  /// The rules that an agency breaks year after year where that tells how it counts, not that a figure
  /// is wrong.
  private func habits(of pairs: [YearPair]) -> Set<RuleID> {
    Set(
      book.collectionRules.filter { rule in
        guard let years = rule.definition.statement.limits?["habit_years"] else { return false }
        return pairs.count { $0.assessment.findings.contains { $0.rule == rule.rule } } >= years
      }.map(\.rule)
    )
  }

  /// Whether the agency goes by another name in the later year: a reform may have moved its cases.
  private func isRenamed(_ earlier: GroupedReport, _ later: GroupedReport) -> Bool {
    let bodies = [earlier, later].map { report in
      AgencyName(
        report.report.identity.agency?.value ?? "",
        year: report.member.year,
        regions: regions,
        words: words
      ).body
    }
    return bodies[0] != bodies[1]
  }

  /// Judges the copies of two years that fit one another best.
  private func judgePair(
    _ pair: YearPair,
    among pairs: [YearPair],
    habits: Set<RuleID>,
    _ verdicts: inout CollectionVerdicts
  ) {
    let (earlier, later, assessment) = (pair.earlier, pair.later, pair.assessment)
    for result in assessment.results {
      let isHabit = habits.contains(result.rule) && result.verdict == .fail
      verdicts.record(
        isHabit
          ? RuleResult(
            rule: result.rule,
            verdict: .notEvaluated,
            reason: CollectionText.habit
          ) : result,
        of: later.document
      )
    }
    for finding in assessment.findings where !habits.contains(finding.rule) {
      let former = finding.terms.compactMap { term -> FindingTerm? in
        guard let cell = term.cell?.inReportOfLastYear(form: earlier.report.form.id) else {
          return nil
        }
        return FindingTerm(cell: cell, figure: term.figure, place: term.place)
      }
      let own = Finding(
        rule: finding.rule,
        severity: pair.severity(of: finding, among: pairs),
        certainty: finding.certainty,
        cell: finding.cell,
        table: finding.table,
        reported: finding.reported,
        expected: finding.expected,
        message: finding.message,
        explains: finding.explains,
        terms: finding.terms.filter { $0.cell?.isOfLastYear != true },
        place: finding.place
      )
      verdicts.fails(
        finding.rule,
        [
          CollectionFinding.Part(document: later.document, finding: own),
          .reference(
            earlier.document,
            to: finding,
            cell: former.first?.cell,
            reported: former.first?.figure,
            message: Bilingual(
              zh: "供对照\(later.member.year)年年报:" + finding.message.zh,
              en: "for reference, of the report on \(later.member.year): " + finding.message.en
            ),
            terms: former,
            place: former.first?.place
          ),
        ],
        assessment.results.first { $0.rule == finding.rule }?.reason
      )
    }
  }

  private func judgeGap(
    from earlier: GroupedReport,
    to later: GroupedReport,
    _ verdicts: inout CollectionVerdicts
  ) {
    guard let rule = verdicts.rule(.missingYear) else { return }
    let missing = Array((earlier.member.year + 1)..<max(earlier.member.year + 1, later.member.year))
    guard !missing.isEmpty else { return verdicts.holds(rule, later.document) }
    let years = missing.map(String.init)
    verdicts.fails(
      rule.rule,
      [
        CollectionFinding.Part(
          document: later.document,
          finding: rule.settings.finding(
            message: Bilingual(
              zh: "未见\(later.member.name)\(years.joined(separator: "、"))年度的年报"
                + "(有\(earlier.member.year)年和\(later.member.year)年的)。",
              en:
                "no report of \(later.member.name) on \(years.joined(separator: ", ")) was found, "
                + "while those on \(earlier.member.year) and \(later.member.year) are there."
            )
          )
        )
      ]
    )
  }

  private func judgeTexts(
    _ earlier: GroupedReport,
    _ later: GroupedReport,
    _ verdicts: inout CollectionVerdicts
  ) {
    guard let rule = verdicts.rule(.textOfLastYear) else { return }
    let least = Double(rule.limit("similarity_percent", default: 90)) / 100
    let (one, other) = (later.collected.member.text, earlier.collected.member.text)
    let problems = TextSketch.similarity(one.problems, other.problems)
    let overview = TextSketch.similarity(one.overview, other.overview)
    guard let highest = [problems, overview].compactMap({ $0 }).max() else {
      return verdicts.cannotJudge(
        rule,
        later.document,
        Bilingual(
          zh: "第一、五部分自己的文字太少",
          en: "sections one and five have too little text of their own"
        )
      )
    }
    guard highest >= least else { return verdicts.holds(rule, later.document) }
    let isProblems = (problems ?? 0) >= least
    // Problems may stay for a year; a report of which both parts stand as they were is a copy.
    let isCopied = isProblems && (overview ?? 1) >= least
    let section: Section.Kind = isProblems ? .problems : .overview
    let shared = SharedSentences(later.collected, earlier.collected, section: section)
    let percent = Int((isProblems ? problems ?? highest : highest) * 100)
    let name = isProblems ? (zh: "第五部分", en: "section five") : (zh: "第一部分", en: "section one")
    let finding = rule.settings.finding(
      severity: isCopied ? nil : rule.severity(of: .info),
      message: Bilingual(
        zh: "\(name.zh)与\(earlier.member.year)年年报相似度约\(percent)%,有\(shared.count)句完全相同"
          + (isCopied ? ",疑似照搬。" : "。"),
        en: "\(name.en) is about \(percent)% the same as in the report on \(earlier.member.year); "
          + "\(shared.count) sentences are equal."
      ),
      terms: shared.ofFirst,
      place: shared.ofFirst.first?.place
    )
    verdicts.fails(
      rule.rule,
      [
        CollectionFinding.Part(document: later.document, finding: finding),
        .reference(
          earlier.document,
          to: finding,
          message: Bilingual(
            zh: "供对照:\(later.member.year)年年报的\(name.zh)与此相似约\(percent)%。",
            en:
              "for reference: \(name.en) of the report on \(later.member.year) is about \(percent)% "
              + "the same."
          ),
          terms: shared.ofSecond,
          place: shared.ofSecond.first?.place
        ),
      ]
    )
  }
}

/// Reports of one agency on two years that follow one another, and what the rules say of them.
struct YearPair {
  let earlier: GroupedReport
  let later: GroupedReport
  let assessment: Assessment

  /// Whether the agency changed its name between the years.
  private let isRenamed: Bool

  init(earlier: GroupedReport, later: GroupedReport, isRenamed: Bool, _ book: RuleBook) {
    self.earlier = earlier
    self.later = later
    self.isRenamed = isRenamed
    assessment = book.assess(later.report, against: earlier.report)
  }

  /// How many more rules hold than are broken.
  var fit: Int {
    assessment.results.reduce(0) { fit, result in
      switch result.verdict {
      case .pass: fit + 1
      case .fail: fit - 1
      default: fit
      }
    }
  }

  /// How severe a finding is while copies of the reports differ, a reform lies between them, or their
  /// agency or scope is not sure.
  ///
  /// A contradiction between some copies only may mean that the copy belongs to another body.
  func severity(of finding: Finding, among pairs: [YearPair]) -> Severity {
    let stands = pairs.allSatisfy { pair in
      pair.assessment.findings.contains {
        $0.rule == finding.rule && $0.cell == finding.cell && $0.table == finding.table
      }
    }
    guard stands else { return .info }
    guard finding.severity == .error else { return finding.severity }
    let isCertain =
      pairs.count == 1 && !isRenamed && later.member.region != nil
      && earlier.report.identity.scope?.value == later.report.identity.scope?.value
      && finding.terms.allSatisfy { $0.place != nil }
    return isCertain ? .error : .warning
  }
}

/// The sentences that two reports have in common, with their places in both.
struct SharedSentences {
  private(set) var count = 0

  /// How many of them state a figure.
  private(set) var withFigures = 0
  private(set) var ofFirst: [FindingTerm] = []
  private(set) var ofSecond: [FindingTerm] = []

  /// Looks at one section, or at all of them when it is `nil`.
  init(_ first: CollectedReport, _ second: CollectedReport, section: Section.Kind? = nil) {
    var known: [UInt64: SentencePrint] = [:]
    for sentence in second.sentences
    where (section == nil || sentence.section == section) && known[sentence.hash] == nil {
      known[sentence.hash] = sentence
    }
    var seen: Set<UInt64> = []
    for sentence in first.sentences where section == nil || sentence.section == section {
      guard let other = known[sentence.hash], seen.insert(sentence.hash).inserted else { continue }
      count += 1
      if sentence.hasFigure || other.hasFigure { withFigures += 1 }
      ofFirst.append(FindingTerm(cell: nil, figure: nil, place: sentence.place))
      ofSecond.append(FindingTerm(cell: nil, figure: nil, place: other.place))
    }
  }
}
