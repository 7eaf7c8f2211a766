internal import GoujiModel
internal import GoujiSchemas

/// The parts of a list exceed its whole.
struct ListOver: PlainRuleKind, DocumentRuleKind {
  static let kind = "list-over"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    NarrativeText.eachList(of: ledger) { list, total, amounts in
      if list.hasStrayScale || list.isSplit || list.isOfReceipt { return .skip }
      // 余 and 约 leave room above.
      let room = list.whole.isExact ? 0 : max(total / 10, list.whole.tolerance(inUnit: ""))
      let sum = amounts.reduce(0, +)
      guard let largest = amounts.max(), sum > total + room else { return .holds }
      let place = amounts.firstIndex(of: largest) ?? 0
      if largest > total + room {
        // Further on in a sentence a figure may belong to something else.
        let isSure = place < 2 && !list.isNested && list.whole.isExact && list.parts[place].isExact
        return .fails(
          list.finding(
            settings,
            severity: isSure ? settings.severity : settings.severity.lowered,
            reported: largest,
            expected: total,
            Bilingual(
              zh: "正文总数为\(NarrativeText.number(list.whole)),"
                + "所列一项却为\(NarrativeText.number(list.parts[place])),"
                + "超过总数\(Figure(largest - total))",
              en: "the text gives \(NarrativeText.number(list.whole)) in all, but one part is "
                + "\(NarrativeText.number(list.parts[place])), \(Figure(largest - total)) more"
            )
          )
        )
      }
      // Channels may carry one item each, results may be of last year's applications, and what
      // hangs on a part may as well belong to the whole of it.
      if list.isOfChannels || list.isOfResults || list.isNested || list.addsUpEarly
        || amounts.count < 2
      {
        return .holds
      }
      return .fails(
        list.finding(
          settings,
          severity: settings.severity.lowered,
          reported: sum,
          expected: total,
          Bilingual(
            zh: "正文总数为\(NarrativeText.number(list.whole)),"
              + "所列\(NarrativeText.sum(list.parts))合计\(Figure(sum)),超过总数\(Figure(sum - total))",
            en: "the text gives \(NarrativeText.number(list.whole)) in all, but the parts "
              + "\(NarrativeText.sum(list.parts)) add to \(Figure(sum)), \(Figure(sum - total)) more"
          )
        )
      )
    }
  }
}

/// The parts of a list fall short of its whole.
struct ListShort: DocumentRuleKind {
  static let kind = "list-short"

  private let percentOfOneChannel: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    percentOfOneChannel = try rule.limit("percent_of_one_channel")
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    NarrativeText.eachList(of: ledger) { list, total, amounts in
      if list.hasStrayScale || list.isSplit || list.isOfReceipt || list.isOfResults { return .skip }
      let sum = amounts.reduce(0, +)
      guard sum < total, sum > 0,
        list.parts.allSatisfy({ $0.qualifiers.isDisjoint(with: .inexact) })
      else { return .holds }
      // One part alone is an example, unless it is the only channel that has a figure.
      if amounts.count < 2 {
        let isOnlyChannel =
          list.whole.subject == "published.total" && list.isOfChannels
          && sum * 100 < total * Amount(percentOfOneChannel)
        guard isOnlyChannel else { return .holds }
      }
      let claimsAll = list.isClosed && list.whole.isExact
      return .fails(
        list.finding(
          settings,
          severity: claimsAll && settings.severity == .info ? .warning : settings.severity,
          reported: sum,
          expected: total,
          Bilingual(
            zh: "正文总数为\(NarrativeText.number(list.whole)),"
              + "所列\(NarrativeText.sum(list.parts))合计\(Figure(sum)),"
              + "尚有\(Figure(total - sum))未列明",
            en: "the text gives \(NarrativeText.number(list.whole)) in all, the parts "
              + "\(NarrativeText.sum(list.parts)) add to \(Figure(sum)): "
              + "\(Figure(total - sum)) are not accounted for"
          )
        )
      )
    }
  }
}

/// A total in 万 whose parts add to its digits without it.
struct StrayScale: PlainRuleKind, DocumentRuleKind {
  static let kind = "stray-scale"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    NarrativeText.eachList(of: ledger) { list, total, amounts in
      guard list.hasStrayScale else { return .holds }
      let sum = amounts.reduce(0, +)
      return .fails(
        list.finding(
          settings,
          severity: settings.severity,
          reported: total,
          expected: sum,
          Bilingual(
            zh: "正文总数写作\(NarrativeText.number(list.whole)),"
              + "而所列\(NarrativeText.sum(list.parts))合计\(Figure(sum)),总数疑多写了单位",
            en: "the text gives \(NarrativeText.number(list.whole)) in all, but the parts "
              + "\(NarrativeText.sum(list.parts)) add to \(Figure(sum)): 万 or 亿 is one too many"
          )
        )
      )
    }
  }
}

/// Levels of administration whose figures do not add to the region's.
struct LevelSplit: PlainRuleKind, DocumentRuleKind {
  static let kind = "level-split"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    NarrativeText.eachList(of: ledger) { list, total, amounts in
      guard list.isSplit, !list.hasStrayScale else { return .skip }
      let sum = amounts.reduce(0, +)
      let isExact = ([list.whole] + list.parts).allSatisfy {
        $0.qualifiers.isDisjoint(with: .inexact)
      }
      let room = ([list.whole] + list.parts).reduce(Amount(0)) { $0 + $1.tolerance(inUnit: "") }
      guard isExact else { return .skip }
      // A third level may be missing between two.
      guard sum > total + room || (sum < total - room && amounts.count == 2) else { return .holds }
      return .fails(
        list.finding(
          settings,
          severity: sum > total ? settings.severity : settings.severity.lowered,
          reported: total,
          expected: sum,
          Bilingual(
            zh: "正文称合计\(NarrativeText.number(list.whole)),"
              + "而各级\(NarrativeText.sum(list.parts))相加为\(Figure(sum)),"
              + "相差\(Figure(abs(total - sum)))",
            en: "the text gives \(NarrativeText.number(list.whole)) in all, but the levels "
              + "\(NarrativeText.sum(list.parts)) add to \(Figure(sum)), "
              + "a difference of \(Figure(abs(total - sum)))"
          )
        )
      )
    }
  }
}

/// The channels of receipt against the number received.
struct ReceiptChannels: PlainRuleKind, DocumentRuleKind {
  static let kind = "receipt-channels"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    NarrativeText.eachList(of: ledger) { list, total, amounts in
      guard list.isOfReceipt, amounts.count > 1, list.whole.isExact,
        list.parts.allSatisfy(\.isExact)
      else { return .skip }
      let sum = amounts.reduce(0, +)
      guard sum != total else { return .holds }
      return .fails(
        list.finding(
          settings,
          severity: settings.severity,
          reported: total,
          expected: sum,
          Bilingual(
            zh: "正文称收到申请\(NarrativeText.number(list.whole)),"
              + "各渠道\(NarrativeText.sum(list.parts))合计\(Figure(sum)),"
              + "相差\(Figure(abs(total - sum)))",
            en: "the text gives \(NarrativeText.number(list.whole)) applications received, but the "
              + "channels \(NarrativeText.sum(list.parts)) add to \(Figure(sum)), "
              + "a difference of \(Figure(abs(total - sum)))"
          )
        )
      )
    }
  }
}

extension NarrativeText {
  enum ListVerdict {
    case holds
    case fails(Finding)

    /// The rule has nothing to say about the list.
    case skip
  }

  /// Judges the lists of a report with their totals and parts as amounts.
  static func eachList(
    of ledger: Ledger,
    _ judge: (ClaimList, Amount, [Amount]) -> ListVerdict
  ) -> RuleOutcome {
    var tally = OutcomeTally()
    for list in ledger.lists {
      guard let total = list.total, let amounts = list.amounts, !amounts.isEmpty else { continue }
      switch judge(list, total, amounts) {
      case .holds: tally.holds()
      case .fails(let finding): tally.fails(finding)
      case .skip: break
      }
    }
    let outcome = tally.outcome
    return outcome.verdict == .notEvaluated ? .notEvaluated(noLists) : outcome
  }

  static let noLists = Bilingual(
    zh: "正文没有这样的分项列举",
    en: "the text has no such list of parts"
  )
}
