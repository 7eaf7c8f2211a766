internal import GoujiModel
internal import GoujiSchemas

/// A text that denies every application against a table that counts some, and the reverse.
struct ApplicationsDenied: DocumentRuleKind {
  static let kind = "applications-denied"

  private let received: Int
  private let carriedIn: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard
      let received = form.position(table: .applications, row: .newReceived, column: .total),
      let carriedIn = form.position(table: .applications, row: .carriedIn, column: .total)
    else { throw rule.problem("form \(form.id) has no total of new_received") }
    self.received = received
    self.carriedIn = carriedIn
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let claims = ledger.text.claims(about: .received).filter {
      ledger.text.traits[$0].contains(.ofReport) && !ledger.mixesScopes(ledger.report.claims[$0])
    }.map { ledger.report.claims[$0] }
    guard !claims.isEmpty else { return .notEvaluated(NarrativeText.silent) }
    guard ledger.states[received].counts else {
      return .notEvaluated(ReasonText.obstacle(ledger, at: received))
    }
    guard ledger.states[received] != .deduced else {
      return .notEvaluated(ReasonText.obstacle(ledger, at: received))
    }
    let table = ledger.amounts[received]
    let isBlank = ledger.states[received] == .blank
    let carried = ledger.amounts[carriedIn]
    let contradicting = claims.first { claim in
      let says = claim.statement == .denial ? 0 : claim.amount ?? 0
      return table == 0 ? says > carried : says == 0
    }
    // One of several figures that agrees speaks for the office, the others for something else.
    let agreeing = claims.contains { claim in
      let says = claim.statement == .denial ? 0 : claim.amount ?? 0
      return says == table
    }
    guard let claim = contradicting, !agreeing else {
      return RuleOutcome(verdict: .pass, reason: isBlank ? ReasonText.blanksCountZero : nil)
    }
    let isDoubtful = isBlank || ledger.isDoubtful(at: [received])
    let label = ledger.label(received)
    let figure = Figure(table)
    let text = ledger.report.quote(claim)
    return .failed(
      settings.finding(
        severity: isDoubtful ? settings.severity.lowered : settings.severity,
        cell: ledger.form.cells[received].id,
        reported: claim.figure,
        expected: figure,
        message: sentence(
          [
            Bilingual(
              zh: claim.statement == .denial || claim.figure.isZero
                ? "正文称“\(text)”,表中\(label)却为\(figure)件,相差\(figure)件"
                : "正文称收到申请\(NarrativeText.number(claim)),表中\(label)却为0",
              en: claim.statement == .denial || claim.figure.isZero
                ? "the text says “\(text)”, but \(label) is \(figure), a difference of \(figure)"
                : "the text gives \(NarrativeText.number(claim)) applications received, but "
                  + "\(label) is 0"
            )
          ] + (isBlank ? [ReasonText.blanksCountZero] : [])
        ),
        terms: [claim.term, ledger.term(received), ledger.term(carriedIn)],
        place: claim.place
      ),
      reason: isBlank ? ReasonText.blanksCountZero : nil
    )
  }
}

/// A text that calls every application answered against applications carried out.
struct AllAnswered: DocumentRuleKind {
  static let kind = "all-answered"

  private let carriedOut: Int

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    guard let position = form.position(table: .applications, row: .carriedOut, column: .total)
    else { throw rule.problem("form \(form.id) has no total of carried_out") }
    carriedOut = position
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let claims = ledger.report.claims
    let position = [
      claims.sentences(of: ledger.text.claims(about: .allDone)).lazy
        .compactMap { $0.first { ledger.text.traits[$0].contains(.ofReport) } }
        .first { !isAboutLastYear($0, ledger) },
      ledger.text.claims(about: .replyRate).first {
        ledger.text.traits[$0].contains(.ofReport) && claims[$0].figure == 100
      },
    ].compactMap { $0 }.min()
    guard let claim = position.map({ claims[$0] }) else {
      return .notEvaluated(NarrativeText.silent)
    }
    guard ledger.states[carriedOut].counts, ledger.states[carriedOut] != .deduced else {
      return .notEvaluated(ReasonText.obstacle(ledger, at: carriedOut))
    }
    let open = ledger.amounts[carriedOut]
    guard open > 0 else { return RuleOutcome(verdict: .pass) }
    // A sentence that names what is carried over speaks of the rest.
    let isOpenlySaid = ledger.text.claims(about: .carriedOut).contains {
      claims[$0].section == claim.section && claims[$0].paragraph == claim.paragraph
        && claims[$0].statement == .figure && !claims[$0].figure.isZero
    }
    // A rate may leave out what is not yet due.
    let isRate = claim.statement == .figure
    let severity =
      (isRate && !isOpenlySaid) || ledger.mixesScopes(claim)
      ? settings.severity(of: .info) : settings.severity
    let quote = ledger.report.quote(claim)
    let said = Bilingual(
      zh: isRate ? "正文称答复率\(quote)" : "正文称“\(quote)”",
      en: isRate ? "the text gives a reply rate of \(quote)" : "the text says “\(quote)”"
    )
    let label = ledger.label(carriedOut)
    return .failed(
      settings.finding(
        severity: severity,
        cell: ledger.form.cells[carriedOut].id,
        reported: Figure(open),
        expected: 0,
        message: sentence([
          Bilingual(
            zh: "\(said.zh),表中\(label)却有\(Figure(open))件",
            en: "\(said.en), but \(label) is \(Figure(open))"
          )
        ]),
        terms: [claim.term, ledger.term(carriedOut)],
        place: claim.place
      )
    )
  }
}

extension AllAnswered {
  /// Whether a claim finishes only what the year before left: its sentence counts nothing else.
  private func isAboutLastYear(_ position: Int, _ ledger: Ledger) -> Bool {
    func isCounted(_ subject: ClaimSubject) -> Bool {
      let claims = ledger.text.claims(about: subject)
      return !ledger.report.claims.positions(claims, inSentenceOf: position).isEmpty
    }
    return isCounted(.carriedIn) && !isCounted(.received)
  }
}

/// The four figures of one sentence: received and carried in, closed and carried out.
struct SentenceBalance: PlainRuleKind, DocumentRuleKind {
  static let kind = "sentence-balance"

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    var tally = OutcomeTally()
    let claims = ledger.report.claims
    for inSentence in claims.sentences(of: ledger.text.claims(about: .received)) {
      guard let position = onlyMeant(of: inSentence, ledger),
        let carriedIn = one(.carriedIn, besides: position, ledger),
        let handled = one(.handled, besides: position, ledger),
        let carriedOut = one(.carriedOut, besides: position, ledger)
      else { continue }
      let received = claims[position]
      let intake = received.figure + carriedIn.figure
      let outcome = handled.figure + carriedOut.figure
      if intake == outcome || received.figure == outcome {
        tally.holds()
        continue
      }
      tally.fails(
        settings.finding(
          table: .applications,
          reported: intake,
          expected: outcome,
          message: sentence([
            Bilingual(
              zh: "正文收到\(received.figure)件、上年结转\(carriedIn.figure)件,"
                + "办结\(handled.figure)件、结转\(carriedOut.figure)件,"
                + "两边相差\((intake - outcome).magnitude)件",
              en: "the text gives \(received.figure) received and \(carriedIn.figure) carried in, "
                + "\(handled.figure) closed and \(carriedOut.figure) carried out: "
                + "\(intake) against \(outcome), a difference of \((intake - outcome).magnitude)"
            )
          ]),
          terms: [received, carriedIn, handled, carriedOut].map(\.term),
          place: received.place
        )
      )
    }
    let result = tally.outcome
    return result.verdict == .notEvaluated ? .notEvaluated(NarrativeText.silent) : result
  }

  private func isMeant(_ position: Int, _ ledger: Ledger) -> Bool {
    ledger.text.traits[position].isSuperset(of: [.ofBody, .figure, .exact])
  }

  /// The claim about a subject in the sentence of another claim; `nil` when there are several.
  private func one(_ subject: ClaimSubject, besides other: Int, _ ledger: Ledger) -> Claim? {
    let claims = ledger.report.claims
    let found = claims.positions(ledger.text.claims(about: subject), inSentenceOf: other)
    return onlyMeant(of: found, ledger).map { claims[$0] }
  }

  /// The only one of some positions at which a claim is meant; `nil` when there are none or several.
  private func onlyMeant(of positions: ArraySlice<Int>, _ ledger: Ledger) -> Int? {
    let meant = positions.lazy.filter { isMeant($0, ledger) }.prefix(2)
    return meant.count == 1 ? meant.first : nil
  }
}

/// A busy service hall in the text against a table without any decision.
struct ServicesWithoutDecisions: DocumentRuleKind {
  static let kind = "services-without-decisions"

  private let positions: [Int]

  /// Decisions of other kinds, which show that the table was filled in.
  private let others: [Int]

  init(_ rule: RuleDefinition, form: FormDefinition, forms: FormCatalogue) throws {
    positions = [RowID.licensing, .otherServices].compactMap {
      form.position(table: .disclosure, row: $0, column: .decisions)
    }
    others = [RowID.penalties, .coercion].compactMap {
      form.position(table: .disclosure, row: $0, column: .decisions)
    }
    guard !positions.isEmpty else {
      throw rule.problem("form \(form.id) has no decisions on licences")
    }
  }

  func evaluate(_ ledger: Ledger, settings: RuleSettings) -> RuleOutcome {
    let found = ledger.text.claims(about: .serviceItems) + ledger.text.claims(about: .serviceCases)
    let claims = found.filter {
      ledger.text.traits[$0].contains(.ofReport) && !ledger.text.traits[$0].contains(.zero)
    }.sorted().map { ledger.report.claims[$0] }
    guard let claim = claims.first else { return .notEvaluated(NarrativeText.silent) }
    if let obstacle = positions.first(where: { !ledger.states[$0].counts }) {
      return .notEvaluated(ReasonText.obstacle(ledger, at: obstacle))
    }
    guard positions.allSatisfy({ ledger.amounts[$0] == 0 }) else {
      return RuleOutcome(verdict: .pass)
    }
    let hasBlanks = positions.contains { ledger.states[$0] == .blank }
    let isFilledIn = others.contains { ledger.states[$0].counts && ledger.amounts[$0] > 0 }
    let labels = positions.map { "「\(ledger.form.cells[$0].rowLabel)」" }
    return .failed(
      settings.finding(
        severity: hasBlanks || isFilledIn ? settings.severity.lowered : settings.severity,
        cell: ledger.form.cells[positions[0]].id,
        reported: 0,
        expected: claim.value,
        message: sentence(
          [
            Bilingual(
              zh: "正文称政务服务\(claims.map { NarrativeText.number($0) }.joined(separator: "、")),"
                + "表二\(labels.joined(separator: "、"))处理决定却全部为0",
              en: "the text reports services ("
                + claims.map { NarrativeText.number($0) }.joined(separator: ", ")
                + "), but the decisions of \(labels.joined(separator: " and ")) are all 0"
            )
          ] + (hasBlanks ? [ReasonText.blanksCountZero] : [])
        ),
        terms: claims.map(\.term) + positions.map { ledger.term($0) },
        place: claim.place
      ),
      reason: hasBlanks ? ReasonText.blanksCountZero : nil
    )
  }
}
