internal import GoujiModel
internal import GoujiSchemas

/// The rate of applications closed that the text gives, against the table.
struct RateOfClosing {
  private let received: Int
  private let carriedIn: Int
  private let closed: Int

  init?(_ form: FormDefinition) {
    guard let received = form.position(table: .applications, row: .newReceived, column: .total),
      let carriedIn = form.position(table: .applications, row: .carriedIn, column: .total),
      let closed = form.position(table: .applications, row: .handledTotal, column: .total)
    else { return nil }
    (self.received, self.carriedIn, self.closed) = (received, carriedIn, closed)
  }

  func judge(_ ledger: Ledger, _ settings: RuleSettings, _ tally: inout OutcomeTally) {
    let claims = ledger.report.claims
    // That everything is closed has a rule of its own.
    let rates = ledger.text.claims(about: .replyRate).filter {
      ledger.text.traits[$0].contains([.ofReport, .exact]) && claims[$0].figure != 100
    }
    let cells = [received, carriedIn, closed]
    guard !rates.isEmpty, cells.allSatisfy({ ledger.states[$0] == .printed }) else { return }
    let figures = cells.map { Figure(ledger.amounts[$0]) }
    let due = figures[0] + figures[1]
    for rate in rates.map({ claims[$0] }) where !ledger.mixesScopes(rate) {
      // Some leave out what the year before left, on either side.
      let exact = [
        percent(figures[2], of: due), percent(figures[2], of: figures[0]),
        percent(figures[2] - figures[1], of: figures[0]),
      ].compactMap(\.self)
      guard let expected = exact.first, !exact.contains(where: rate.isRounded) else {
        tally.holds()
        continue
      }
      GoujiRules.judge(rate, expected, [rate], settings, &tally) { exact in
        Bilingual(
          zh: "正文办结(答复)率\(rate.figure)%,而表中应办\(due)件、办结\(figures[2])件,应为\(exact)%",
          en:
            "the text gives a rate of \(rate.figure)%, but \(figures[2]) of \(due) in the table is "
            + "\(exact)%"
        )
      }
    }
  }
}
