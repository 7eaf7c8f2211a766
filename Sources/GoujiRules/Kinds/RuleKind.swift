package import GoujiModel
internal import GoujiSchemas

/// A way of checking, made ready for one rule on one form.
protocol RuleKind: Sendable {
  /// The word under `kind` in the files of `schemas/rules/`.
  static var kind: String { get }

  /// Whether it judges the report as a document: see ``DocumentRuleKind``.
  static var isAboutDocument: Bool { get }

  /// - Throws: `SchemaError` for a rule that makes no sense, so that it stops at load.
  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome
}

extension RuleKind {
  static var isAboutDocument: Bool { false }
}

/// A kind that takes nothing from the file of the rule.
protocol PlainRuleKind: RuleKind {
  init()
}

extension PlainRuleKind {
  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    self.init()
  }
}

/// A kind that judges the report as a document: a part that is printed on another form makes it no
/// second document, so only the rules of the report's own form carry it out.
protocol DocumentRuleKind: RuleKind {}

extension DocumentRuleKind {
  static var isAboutDocument: Bool { true }
}

/// Every kind there is but `sum-equals`, in alphabetical order.
///
/// A new kind is one file and one line here.
let ruleKinds: [any RuleKind.Type] = [
  AllAnswered.self,
  AllZero.self,
  AnnouncedParts.self,
  ApplicationsDenied.self,
  BeforeYearEnd.self,
  BlankCells.self,
  Citations.self,
  ClaimAgainstCells.self,
  ClaimedChange.self,
  Comparison.self,
  CountType.self,
  CurrentNotice.self,
  DateOrder.self,
  Deadline.self,
  DecoratedCells.self,
  FalsePrecision.self,
  FeeInCharges.self,
  FeeMentioned.self,
  FiguresOfLastYear.self,
  ForeignNames.self,
  FormEdition.self,
  GenericText.self,
  Jump.self,
  LeftOverTemplate.self,
  LevelSplit.self,
  ListOver.self,
  ListShort.self,
  LocalDeadline.self,
  MissingNumber.self,
  NotedInReading.self,
  Numbering.self,
  PeriodStated.self,
  Placeholders.self,
  PrintedGrowth.self,
  PrintedShare.self,
  PrintedSubtotal.self,
  ProblemsNamed.self,
  PublishedTiny.self,
  ReceiptChannels.self,
  RepeatedValue.self,
  RuleMakingPower.self,
  ScopeOfText.self,
  SectionSix.self,
  SectionsPresent.self,
  SelfConflict.self,
  SentenceBalance.self,
  ServicesWithoutDecisions.self,
  SignatureYear.self,
  SignedCounts.self,
  StrayScale.self,
  TablesPresent.self,
  TitlePresent.self,
  TopicsCovered.self,
  ValidDates.self,
  WrongYear.self,
]

/// How a rule is to be applied: its severity after overrides, and what an office has laid down.
package struct RuleSettings: Sendable {
  package let rule: RuleID
  package let severity: Severity
  package let certainty: Certainty
  let localDeadlines: [CalendarDate]

  /// A finding of the rule, with the severity and the certainty that are in force.
  package func finding(
    severity: Severity? = nil,
    cell: CellID? = nil,
    table: TableID? = nil,
    reported: Figure? = nil,
    expected: Figure? = nil,
    message: Bilingual,
    terms: [FindingTerm] = [],
    place: SourcePlace? = nil
  ) -> Finding {
    Finding(
      rule: rule,
      severity: severity ?? self.severity,
      certainty: certainty,
      cell: cell,
      table: table,
      reported: reported,
      expected: expected,
      message: message,
      terms: terms,
      place: place
    )
  }
}

/// What became of one rule.
struct RuleOutcome {
  var verdict: RuleResult.Verdict
  var reason: Bilingual?
  var findings: [Finding] = []

  static func notEvaluated(_ reason: Bilingual) -> RuleOutcome {
    RuleOutcome(verdict: .notEvaluated, reason: reason)
  }

  static func failed(_ finding: Finding, reason: Bilingual? = nil) -> RuleOutcome {
    RuleOutcome(verdict: .fail, reason: reason, findings: [finding])
  }
}

/// Collects what became of the repetitions of one rule.
struct OutcomeTally {
  private var evaluated = 0
  private var restsOnBlanks = false
  private var firstObstacle: Bilingual?
  private var obstacles = 0
  private(set) var findings: [Finding] = []
  private var isBroken = false

  mutating func holds(restingOnBlanks: Bool = false) {
    evaluated += 1
    if restingOnBlanks { restsOnBlanks = true }
  }

  mutating func fails(_ finding: Finding?) {
    evaluated += 1
    isBroken = true
    if let finding { findings.append(finding) }
  }

  mutating func cannotJudge(_ obstacle: @autoclosure () -> Bilingual) {
    if obstacles == 0 { firstObstacle = obstacle() }
    obstacles += 1
  }

  var outcome: RuleOutcome {
    var reason = firstObstacle
    if let obstacle = firstObstacle, evaluated > 0 {
      reason = ReasonText.partly(evaluated, of: evaluated + obstacles, obstacle)
    }
    if restsOnBlanks {
      reason =
        reason.map { ReasonText.joined([$0, ReasonText.blanksCountZero]) }
        ?? ReasonText.blanksCountZero
    }
    if isBroken { return RuleOutcome(verdict: .fail, reason: reason, findings: findings) }
    return RuleOutcome(
      verdict: evaluated > 0 ? .pass : .notEvaluated,
      reason: reason ?? (evaluated > 0 ? nil : ReasonText.nothingToJudge),
      findings: []
    )
  }
}

/// Why a rule was not evaluated, or what it took for granted, in words.
enum ReasonText {
  static let blanksCountZero = Bilingual(zh: "空白格按0计算", en: "blank cells were counted as 0")
  static let nothingToJudge = Bilingual(zh: "没有可评判的内容", en: "there is nothing to judge")
  static let allBlank = Bilingual(zh: "有关各格全部空白", en: "all cells concerned are blank")
  static let onlyTotals = Bilingual(zh: "只填了总计", en: "only the total is filled in")
  static let extraRow = Bilingual(
    zh: "表中另有国家格式以外的行或列",
    en: "the table prints rows or columns of its own"
  )
  static let lastYear = Bilingual(
    zh: "需要上一年度的年报才能评判",
    en: "only the report of the year before could tell"
  )
  static let persons = Bilingual(zh: "按人次填报", en: "counted in persons, not in occasions")

  static func obstacle(_ ledger: Ledger, at position: Int) -> Bilingual {
    let state = ledger.states[position]
    return ledger.layout.obstacles?[position, state] ?? obstacle(ledger.label(position), state)
  }

  fileprivate static func obstacle(_ label: String, _ state: Ledger.State) -> Bilingual {
    switch state {
    case .missing: Bilingual(zh: "缺少\(label)一格", en: "the cell \(label) is missing")
    case .ambiguous:
      Bilingual(zh: "\(label)有几种读法", en: "the cell \(label) has several readings")
    case .unreadable:
      Bilingual(zh: "\(label)所填不是数字", en: "the cell \(label) holds no number")
    case .blank: Bilingual(zh: "\(label)空白", en: "the cell \(label) is blank")
    case .printed, .deduced:
      Bilingual(
        zh: "\(label)的数由勾稽关系推得,不能用来判定机关有误",
        en: "the figure of \(label) was deduced and accuses nobody"
      )
    }
  }

  static func partly(_ evaluated: Int, of all: Int, _ first: Bilingual) -> Bilingual {
    Bilingual(
      zh: "评判了\(all)项中的\(evaluated)项,其余如:\(first.zh)",
      en: "\(evaluated) of \(all) were evaluated; of the rest, \(first.en)"
    )
  }

  static func joined(_ reasons: [Bilingual]) -> Bilingual {
    Bilingual(
      zh: reasons.map(\.zh).joined(separator: ";"),
      en: reasons.map(\.en).joined(separator: "; ")
    )
  }
}

/// Why a rule cannot be evaluated at each cell of a form, put in words once: a report without its
/// tables has such a reason for nearly every rule.
struct Obstacles: Sendable {
  private let reasons: [Bilingual]

  init(_ form: FormDefinition) {
    reasons = form.cells.flatMap { cell in
      let label = cell.label
      return Ledger.State.allCases.map { ReasonText.obstacle(label, $0) }
    }
  }

  subscript(position: Int, state: Ledger.State) -> Bilingual {
    reasons[position * Ledger.State.allCases.count + Int(state.rawValue)]
  }
}
