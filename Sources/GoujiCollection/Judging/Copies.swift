internal import GoujiModel
internal import GoujiRules
internal import GoujiSchemas

extension CollectionRules {
  /// Holds the copies of one report against the copy that stands for the report.
  func judgeCopies(_ members: [GroupedReport], _ verdicts: inout CollectionVerdicts) {
    guard let first = members.first else { return }
    for copy in members.dropFirst() {
      let sameAddress =
        first.collected.member.url != nil
        && first.collected.member.url == copy.collected.member.url
      guard let rule = verdicts.rule(sameAddress ? .copyChanged : .copiesDiffer) else { continue }
      let comparison = CopyComparison(first.report, copy.report)
      guard comparison.compared > 0 else {
        verdicts.cannotJudge(
          rule,
          first.document,
          Bilingual(zh: "两份没有可对照的数据", en: "the copies have no readable figures in common")
        )
        continue
      }
      guard let lead = comparison.differing.first else {
        verdicts.holds(rule, first.document)
        verdicts.holds(rule, copy.document)
        continue
      }
      report(lead, comparison, first, copy, rule, &verdicts)
    }
  }

  private func report(
    _ lead: CopyComparison.Difference,
    _ comparison: CopyComparison,
    _ first: GroupedReport,
    _ copy: GroupedReport,
    _ rule: CollectionRule,
    _ verdicts: inout CollectionVerdicts
  ) {
    let count = comparison.differing.count
    let isStrange = comparison.equalNonZero * 2 < comparison.nonZero
    let corrected = (try? rule.definition.words("corrected")) ?? []
    let isCorrection = [first, copy].contains { report in
      corrected.contains { report.report.identity.title?.value.contains($0) == true }
    }
    let shown = (lead.first.value?.description ?? "空白", lead.second.value?.description ?? "空白")
    var zh =
      "与\(copy.document)是同一年报的两份,\(lead.definition.label)一处为\(shown.0),一处为\(shown.1)"
    var en =
      "\(copy.document) is another copy of this report: \(lead.definition.label) says "
      + "\(lead.first.value?.description ?? "nothing") here and "
      + "\(lead.second.value?.description ?? "nothing") there"
    if count > 1 {
      zh += ",共\(count)格不同"
      en += "; \(count) cells differ"
    }
    if isStrange {
      zh += ";相同的数据很少,可能并非同一年报"
      en += "; hardly any figure is the same, so these may be different reports"
    } else if isCorrection {
      zh += ";其中一份标明是更正后的文本"
      en += "; one of them says that it was corrected"
    } else if let likelier = likelierCopy(first, copy) {
      zh += ";只有\(likelier)内部勾稽相符"
      en += "; only \(likelier) agrees with itself"
    }
    let finding = Finding(
      rule: rule.rule,
      severity: isStrange || isCorrection ? rule.severity(of: .info) : rule.settings.severity,
      certainty: isStrange ? .heuristic : rule.settings.certainty,
      cell: lead.definition.id,
      reported: lead.first.value,
      expected: lead.second.value,
      message: Bilingual(zh: zh + "。", en: en + "."),
      explains: comparison.differing.dropFirst().map {
        Identity(rule: rule.rule, cell: $0.definition.id)
      },
      terms: comparison.differing.map { $0.term(\.first) },
      place: lead.first.place
    )
    verdicts.fails(
      rule.rule,
      [
        CollectionFinding.Part(document: first.document, finding: finding),
        .reference(
          copy.document,
          to: finding,
          cell: lead.definition.id,
          reported: lead.second.value,
          message: Bilingual(
            zh: "与\(first.document)是同一年报的两份,共\(count)格不同。",
            en: "\(first.document) is another copy of this report; \(count) cells differ."
          ),
          terms: comparison.differing.map { $0.term(\.second) },
          place: lead.second.place
        ),
      ]
    )
  }

  /// The copy whose own sums hold, when those of the other do not.
  private func likelierCopy(_ first: GroupedReport, _ second: GroupedReport) -> String? {
    func isSound(_ report: Report) -> Bool {
      !book.assess(report).findings.contains { finding in
        finding.severity == .error && book[finding.rule]?.group == .arithmetic
      }
    }
    let sound = [first, second].filter { isSound($0.report) }
    return sound.count == 1 ? sound[0].document : nil
  }
}

/// What two copies print in the same cells.
struct CopyComparison {
  struct Difference {
    let definition: CellDefinition
    let first: Cell
    let second: Cell

    func term(_ side: KeyPath<Difference, Cell>) -> FindingTerm {
      FindingTerm(
        cell: definition.id,
        figure: self[keyPath: side].value,
        place: self[keyPath: side].place
      )
    }
  }

  /// In the order of the form.
  private(set) var differing: [Difference] = []
  private(set) var compared = 0

  /// How many cells hold a figure other than 0 in either copy, and in how many both are equal.
  private(set) var nonZero = 0
  private(set) var equalNonZero = 0

  init(_ one: Report, _ other: Report) {
    for (definition, first) in zip(one.form.cells, one.cells) {
      let second = other[definition.id]
      // What one of the copies does not let us read is a matter of reading.
      guard [.reported, .blank].contains(first.status), [.reported, .blank].contains(second.status)
      else { continue }
      compared += 1
      let isZero = (first.value?.isZero ?? true) && (second.value?.isZero ?? true)
      if !isZero { nonZero += 1 }
      guard first.value != second.value || first.status != second.status else {
        if !isZero { equalNonZero += 1 }
        continue
      }
      // 0 and a blank are told apart by the rule on blanks.
      if isZero || first.raw == second.raw { continue }
      differing.append(Difference(definition: definition, first: first, second: second))
    }
  }
}
