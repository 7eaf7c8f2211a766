internal import GoujiModel
internal import GoujiRules
internal import GoujiSchemas

/// The words under `kind` in the files of `schemas/rules/` that this module carries out.
enum CollectionKind: String, CaseIterable {
  case missingYear = "missing-year"
  case textOfLastYear = "text-of-last-year"
  case partExceedsWhole = "part-exceeds-whole"
  case partsExceedWhole = "parts-exceed-whole"
  case partsMakeWhole = "parts-make-whole"
  case jointSuits = "joint-suits"
  case copiesDiffer = "copies-differ"
  case copyChanged = "copy-changed"
  case sameFigures = "same-figures"
  case sameText = "same-text"
  case farFromPeers = "far-from-peers"
  case scaleOfPeers = "scale-of-peers"
}

/// Collects what the rules say about one group.
struct CollectionVerdicts {
  private let book: RuleBook
  private var findings: [CollectionFinding] = []
  private var results: [String: [RuleID: RuleResult]] = [:]

  init(_ book: RuleBook) {
    self.book = book
  }

  /// The rule of a kind; `nil` when it is switched off.
  func rule(_ kind: CollectionKind) -> CollectionRule? {
    book.collectionRules.first { $0.kind == kind.rawValue }
  }

  mutating func record(_ result: RuleResult, of document: String) {
    // A contradiction is never covered by another part of the group that holds.
    if results[document]?[result.rule]?.verdict == .fail { return }
    results[document, default: [:]][result.rule] = result
  }

  mutating func holds(_ rule: CollectionRule, _ document: String, _ reason: Bilingual? = nil) {
    record(RuleResult(rule: rule.rule, verdict: .pass, reason: reason), of: document)
  }

  mutating func cannotJudge(_ rule: CollectionRule, _ document: String, _ reason: Bilingual) {
    record(RuleResult(rule: rule.rule, verdict: .notEvaluated, reason: reason), of: document)
  }

  /// Reports a contradiction; the first part decides whose fault it is recorded as.
  mutating func fails(_ rule: RuleID, _ parts: [CollectionFinding.Part], _ reason: Bilingual? = nil)
  {
    guard let first = parts.first else { return }
    findings.append(CollectionFinding(parts: parts))
    record(RuleResult(rule: rule, verdict: .fail, reason: reason), of: first.document)
  }

  var assessment: CollectionAssessment {
    CollectionAssessment(
      findings: findings,
      results: results.mapValues { book.inOrderOfCatalogue(Array($0.values)) }
    )
  }
}

extension CollectionFinding.Part {
  /// The line of a finding for a report that it only refers to: never a fault of that report.
  static func reference(
    _ document: String,
    to finding: Finding,
    cell: CellID? = nil,
    reported: Figure? = nil,
    message: Bilingual,
    terms: [FindingTerm] = [],
    place: SourcePlace? = nil
  ) -> CollectionFinding.Part {
    CollectionFinding.Part(
      document: document,
      finding: Finding(
        rule: finding.rule,
        severity: .info,
        certainty: finding.certainty,
        cell: cell,
        table: cell?.table ?? finding.table,
        reported: reported,
        message: message,
        terms: terms,
        place: place
      )
    )
  }
}

extension CollectionRule {
  /// A threshold of the rule's file, or the one given when the file sets none.
  func limit(_ name: String, default value: Int) -> Int {
    definition.statement.limits?[name] ?? value
  }
}

/// Words of messages and reasons about several reports.
enum CollectionText {
  static let habit = Bilingual(
    zh: "该机关各年都是如此,应是统计口径,不是数据有误",
    en: "the agency's reports are like this year after year: that is how it counts"
  )

  static func nothingToCompare(_ over: RuleStatement.Comparison) -> Bilingual {
    switch over {
    case .lastYear, .years:
      Bilingual(zh: "未收集到该机关上一年度的年报", en: "the agency's report on the year before is not on file")
    case .territory:
      Bilingual(
        zh: "未收集到其组成单位的年报",
        en: "no reports of parts of this agency's territory are on file"
      )
    case .copies:
      Bilingual(zh: "只收集到一份", en: "no other copy is on file")
    case .figures:
      Bilingual(zh: "没有其他机关的数据与之相同", en: "no other agency's figures are the same")
    case .text:
      Bilingual(zh: "没有其他机关的文字与之相近", en: "no other agency's text is nearly the same")
    case .peers:
      Bilingual(zh: "同类机关的年报太少", en: "too few reports of agencies of this kind are on file")
    }
  }

  /// A few names, and how many there are in all.
  static func names(_ names: [String]) -> Bilingual {
    let shown = names.prefix(5)
    guard names.count > shown.count else {
      return Bilingual(zh: names.joined(separator: "、"), en: names.joined(separator: ", "))
    }
    return Bilingual(
      zh: shown.joined(separator: "、") + "等\(names.count)个",
      en: shown.joined(separator: ", ") + " and \(names.count - shown.count) more"
    )
  }
}
