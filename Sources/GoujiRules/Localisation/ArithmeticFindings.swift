internal import GoujiModel

/// Writes a finding for each cause of broken identities.
struct ArithmeticFindings {
  let system: IdentitySystem
  let state: IdentityState
  let ledger: Ledger
  let settings: [RuleID: RuleSettings]

  /// The rules that name how a slip came about, by what they name.
  let naming: [SlipNaming: RuleID]

  func findings() -> [Finding] {
    Localiser(system, state, ledger).causes().compactMap(finding(of:))
  }

  private func finding(of cause: Cause) -> Finding? {
    guard let leading = leadingIdentity(of: cause), let settings = settings[leading.rule] else {
      return nil
    }
    let index = leading.index
    let identity = system.identities[index]
    let left = Figure(identity.left.reduce(0) { $0 + ledger.amounts[$1] })
    let right = Figure(identity.right.reduce(0) { $0 + ledger.amounts[$1] })
    let cells = cause.identities.flatMap { system.identities[$0].terms.map(\.position) }
    let explanation = explanation(of: cause)
    let slips = typingSlips(among: cause)
    let doubtful = explanation?.isOfReading ?? false || ledger.isDoubtful(at: cells)
    let anchor = ledger.form.cells[identity.anchor]

    var parts = [
      identity.message.sentence(
        ledger,
        given: [
          "left": Bilingual(zh: left.description, en: left.description),
          "right": Bilingual(zh: right.description, en: right.description),
          "difference": ArithmeticText.difference(state.residuals[index], unit: anchor.unit),
        ]
      )
    ]
    if cause.identities.count > 1 { parts.append(ArithmeticText.oneCause(cause.identities.count)) }
    parts.append(repairText(of: cause, explanation))
    if !cause.isDecided, !slips.isEmpty, slips.count < cause.repairs.count {
      parts.append(ArithmeticText.slips(slips, ledger))
    }
    if identity.terms.contains(where: { ledger.states[$0.position] == .blank }) {
      parts.append(ArithmeticText.blanks)
    }
    if doubtful { parts.append(ArithmeticText.doubtful) }

    let suggestion = suggestion(of: cause)
    var terms = identity.terms.map { ledger.term($0.position) }
    for change in suggestion where !terms.contains(where: { $0.cell == change.cell }) {
      guard let position = ledger.form.position(of: change.cell) else { continue }
      terms.append(ledger.term(position))
    }
    return Finding(
      rule: identity.rule,
      severity: doubtful ? settings.severity.lowered : settings.severity,
      certainty: settings.certainty,
      cell: anchor.id,
      reported: left,
      expected: right,
      message: sentence(parts),
      explains: cause.identities.map {
        Identity(
          rule: system.identities[$0].rule,
          cell: ledger.form.cells[system.identities[$0].anchor].id
        )
      } + names(of: cause, explanation, slips),
      suggestion: suggestion,
      terms: terms,
      place: ledger.cells[identity.anchor].place
    )
  }

  /// The repairs that change one printed figure by one slip of a typing hand; none where the cause is
  /// told otherwise.
  private func typingSlips(among cause: Cause) -> [Repair] {
    guard naming[.typingSlip] != nil else { return [] }
    return cause.repairs.filter { repair in
      guard repair.moves.count == 1, let move = repair.moves.first, move.total == nil,
        ledger.states[move.cell] == .printed
      else { return false }
      let printed = ledger.amounts[move.cell]
      return Explanation.typingSlip(printed, printed + move.change)?.isTypingSlip ?? false
    }
  }

  /// The rules that name the slip, each with the cell that it is about.
  private func names(
    of cause: Cause,
    _ explanation: Explanation?,
    _ slips: [Repair]
  ) -> [Identity] {
    var names: [Identity] = []
    if explanation == .splitNumber, let rule = naming[.splitNumber],
      let cell = cause.repairs.first?.changes.first?.cell
    {
      names.append(Identity(rule: rule, cell: ledger.form.cells[cell].id))
    }
    if let rule = naming[.typingSlip] {
      names += slips.flatMap(\.changes).map {
        Identity(rule: rule, cell: ledger.form.cells[$0.cell].id)
      }
    }
    return names
  }

  /// The identity that tells most: one whose total is what has to change, with few cells.
  private func leadingIdentity(of cause: Cause) -> (index: Int, rule: RuleID)? {
    let changed = cause.repairs.first?.changes.map(\.cell) ?? []
    func rank(_ index: Int) -> (Int, Int, Int, RuleID) {
      let identity = system.identities[index]
      let isSum = identity.left.count == 1
      let isChanged = changed.contains(identity.anchor)
      return (
        isChanged ? (isSum ? 0 : 1) : (isSum ? 2 : 3), identity.terms.count, identity.anchor,
        identity.rule
      )
    }
    return cause.identities.min { rank($0) < rank($1) }.map { ($0, system.identities[$0].rule) }
  }

  /// How the slip came about, where one repair stands out.
  private func explanation(of cause: Cause) -> Explanation? {
    guard cause.isDecided, let first = cause.repairs.first else { return nil }
    return Explanation(of: first, identities: cause.identities, system, state, ledger)
  }

  private func repairText(of cause: Cause, _ explanation: Explanation?) -> Bilingual {
    guard let first = cause.repairs.first else { return ArithmeticText.unrepaired }
    guard cause.isDecided else { return ArithmeticText.undecided(cause.repairs, ledger) }
    return explanation.map { ArithmeticText.likeliest(first, $0, ledger) }
      ?? ArithmeticText.only(first, ledger)
  }

  /// The one repair that stands out, unless it fills in a blank: there nothing is printed that
  /// could be changed.
  private func suggestion(of cause: Cause) -> [SuggestedChange] {
    guard cause.isDecided, let repair = cause.repairs.first else { return [] }
    let changes = repair.changes
    guard changes.allSatisfy({ ledger.states[$0.cell] == .printed }) else { return [] }
    return changes.map { cell, change in
      SuggestedChange(
        cell: ledger.form.cells[cell].id,
        printed: ledger.cells[cell].value ?? Figure(ledger.amounts[cell]),
        suggested: Figure(ledger.amounts[cell] + change)
      )
    }
  }
}
