internal import GoujiModel
internal import GoujiSchemas

/// The parts of a list exceed its whole.
struct ListOver: PlainRuleKind, DocumentRuleKind {
  static let kind = "list-over"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    NarrativeText.eachList(of: ledger) { list, total, parts in
      // Several channels are judged by what they add to.
      let hasOwnRule = list.parts.count > 1 && ledger.isOfReceipt(list)
      if ledger.hasStrayScale(list) || list.isSplit || hasOwnRule { return .skip }
      let isExact = ledger.text.traits[list.whole].contains(.exact)
      // 余 and 约 leave room above.
      let room =
        isExact ? 0 : max(total / 10, ledger.report.claims[list.whole].tolerance(inUnit: ""))
      let sum = parts.sum
      guard sum > total + room else { return .holds }
      if parts.largest > total + room {
        let part = ledger.text.partsOfLists[list.parts.lowerBound + parts.place]
        // Further on in a sentence a figure may belong to something else.
        let isSure =
          parts.place < 2 && !list.isNested && isExact && ledger.text.traits[part].contains(.exact)
        let whole = ledger.number(list.whole)
        return .fails(
          ledger.finding(
            about: list,
            settings,
            severity: isSure ? settings.severity : settings.severity.lowered,
            reported: parts.largest,
            expected: total,
            sentence(
              zh: """
                正文总数为\(whole),所列一项却为\(ledger.number(part)),\
                超过总数\(Figure(parts.largest - total))
                """,
              en: """
                the text gives \(whole) in all, but one part is \(ledger.number(part)), \
                \(Figure(parts.largest - total)) more
                """
            )
          )
        )
      }
      // Results may be of last year's applications, and what hangs on a part may as well belong to the
      // whole of it.
      if ledger.isOfResults(list) || list.isNested || ledger.addsUpEarly(list)
        || list.parts.count < 2
      {
        return .holds
      }
      // Channels may carry one item each.
      let severity = ledger.isOfChannels(list) ? Severity.info : settings.severity.lowered
      let (whole, all) = (ledger.number(list.whole), ledger.numbers(of: list))
      return .fails(
        ledger.finding(
          about: list,
          settings,
          severity: settings.severity(of: severity),
          reported: sum,
          expected: total,
          sentence(
            zh: "正文总数为\(whole),所列\(all)合计\(Figure(sum)),超过总数\(Figure(sum - total))",
            en: """
              the text gives \(whole) in all, but the parts \(all) add to \(Figure(sum)), \
              \(Figure(sum - total)) more
              """
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
    NarrativeText.eachList(of: ledger) { list, total, parts in
      if ledger.hasStrayScale(list) || list.isSplit || ledger.isOfReceipt(list)
        || ledger.isOfResults(list)
      {
        return .skip
      }
      let sum = parts.sum
      guard sum < total, sum > 0, !list.partsHave.contains(.inexact) else { return .holds }
      // One part alone is an example, unless it is the only channel that has a figure.
      if list.parts.count < 2 {
        let isOnlyChannel =
          ledger.report.claims[list.whole].subject == .publishedTotal && ledger.isOfChannels(list)
          && sum * 100 < total * Amount(percentOfOneChannel)
        guard isOnlyChannel else { return .holds }
      }
      let claimsAll = list.isClosed && ledger.text.traits[list.whole].contains(.exact)
      let (whole, all) = (ledger.number(list.whole), ledger.numbers(of: list))
      return .fails(
        ledger.finding(
          about: list,
          settings,
          severity: claimsAll && settings.severity == .info ? .warning : settings.severity,
          reported: sum,
          expected: total,
          sentence(
            zh: "正文总数为\(whole),所列\(all)合计\(Figure(sum)),尚有\(Figure(total - sum))未列明",
            en: """
              the text gives \(whole) in all, the parts \(all) add to \(Figure(sum)): \
              \(Figure(total - sum)) are not accounted for
              """
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
    NarrativeText.eachList(of: ledger) { list, total, parts in
      guard ledger.hasStrayScale(list) else { return .holds }
      let sum = parts.sum
      let (whole, all) = (ledger.number(list.whole), ledger.numbers(of: list))
      return .fails(
        ledger.finding(
          about: list,
          settings,
          severity: settings.severity,
          reported: total,
          expected: sum,
          sentence(
            zh: "正文总数写作\(whole),而所列\(all)合计\(Figure(sum)),总数疑多写了单位",
            en: """
              the text gives \(whole) in all, but the parts \(all) add to \(Figure(sum)): \
              万 or 亿 is one too many
              """
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
    NarrativeText.eachList(of: ledger) { list, total, parts in
      guard list.isSplit, !ledger.hasStrayScale(list) else { return .skip }
      let sum = parts.sum
      let claims = ledger.report.claims
      guard claims[list.whole].qualifiers.isDisjoint(with: .inexact),
        !list.partsHave.contains(.inexact)
      else { return .skip }
      let room = ledger.parts(of: list).reduce(claims[list.whole].tolerance(inUnit: "")) {
        $0 + claims[$1].tolerance(inUnit: "")
      }
      // A third level may be missing between two.
      guard sum > total + room || (sum < total - room && list.parts.count == 2) else {
        return .holds
      }
      let (whole, all) = (ledger.number(list.whole), ledger.numbers(of: list))
      return .fails(
        ledger.finding(
          about: list,
          settings,
          severity: sum > total ? settings.severity : settings.severity.lowered,
          reported: total,
          expected: sum,
          sentence(
            zh: "正文称合计\(whole),而各级\(all)相加为\(Figure(sum)),相差\(Figure(abs(total - sum)))",
            en: """
              the text gives \(whole) in all, but the levels \(all) add to \(Figure(sum)), \
              a difference of \(Figure(abs(total - sum)))
              """
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
    let inLists = judgeLists(ledger, settings)
    let bySentence = judgeSentences(ledger, settings)
    return inLists.verdict == .notEvaluated ? bySentence : inLists
  }

  /// Channels behind 其中.
  private func judgeLists(_ ledger: Ledger, _ settings: RuleSettings) -> RuleOutcome {
    NarrativeText.eachList(of: ledger) { list, total, parts in
      guard ledger.isOfReceipt(list), list.parts.count > 1,
        ledger.text.traits[list.whole].contains(.exact), list.hasExactParts
      else { return .skip }
      let sum = parts.sum
      guard sum != total else { return .holds }
      let (whole, all) = (ledger.number(list.whole), ledger.numbers(of: list))
      return .fails(
        ledger.finding(
          about: list,
          settings,
          severity: settings.severity,
          reported: total,
          expected: sum,
          sentence(
            zh: """
              正文称收到申请\(whole),各渠道\(all)合计\(Figure(sum)),\
              相差\(Figure(abs(total - sum)))
              """,
            en: """
              the text gives \(whole) applications received, but the channels \(all) add to \
              \(Figure(sum)), a difference of \(Figure(abs(total - sum)))
              """
          )
        )
      )
    }
  }

  /// Channels in a sentence of their own behind the number received, such as `从来源看,网上申请7件、信函4件`.
  private func judgeSentences(_ ledger: Ledger, _ settings: RuleSettings) -> RuleOutcome {
    guard
      ClaimSubject.channelsOfReceipt.contains(where: { !ledger.text.claims(about: $0).isEmpty })
    else { return .notEvaluated(NarrativeText.noLists) }
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    let wanted: ClaimTraits = [.ofReport, .figure, .exact]
    let received = ledger.text.claims(about: .received).filter {
      ledger.text.traits[$0].isSuperset(of: wanted)
    }
    let printed = Set(received.map { claims[$0].figure })
    let channels = ClaimSubject.channelsOfReceipt.flatMap {
      ledger.text.claims(about: $0).filter { claims[$0].list == nil }
    }.sorted()
    for group in claims.sentences(of: channels[...]) where group.count > 1 {
      guard let first = group.first, let last = group.last,
        last - first == group.count - 1,
        group.allSatisfy({ ledger.text.traits[$0].isSuperset(of: wanted) }),
        Set(group.map { claims[$0].subject }).count == group.count,
        let whole = claims.last(of: received, before: first)
      else { continue }
      let sum = group.reduce(Figure.zero) { $0 + claims[$1].figure }
      if printed.contains(sum) {
        tally.holds()
        continue
      }
      let (total, all) = (ledger.number(whole), NarrativeText.numbers(claims, at: group))
      let difference = (claims[whole].figure - sum).magnitude
      tally.fails(
        settings.finding(
          reported: claims[whole].figure,
          expected: sum,
          message: sentence(
            zh: "正文称收到申请\(total),各渠道\(all)合计\(sum),相差\(difference)",
            en: """
              the text gives \(total) applications received, but the channels \(all) add to \(sum), \
              a difference of \(difference)
              """
          ),
          terms: [claims[whole].term] + group.map { claims[$0].term },
          place: claims[whole].place
        )
      )
    }
    let outcome = tally.outcome
    return outcome.verdict == .notEvaluated ? .notEvaluated(NarrativeText.noLists) : outcome
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
    _ judge: (ClaimList, Amount, ClaimList.PartAmounts) -> ListVerdict
  ) -> RuleOutcome {
    guard !ledger.lists.isEmpty else { return .notEvaluated(noLists) }
    var tally = OutcomeTally()
    for list in ledger.lists {
      guard let total = list.total, let amounts = list.amounts else { continue }
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
