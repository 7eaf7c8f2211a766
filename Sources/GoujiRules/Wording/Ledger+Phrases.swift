internal import GoujiModel

extension Ledger {
  /// The phrases of a kind, in printed order.
  func phrases(_ kind: PhraseKind) -> [Phrase] {
    text.phrases(kind).map { report.phrases[$0] }
  }

  func hasPhrase(_ kind: PhraseKind, inSection section: Int) -> Bool {
    text.phrases(kind).contains { report.phrases[$0].section == section }
  }
}

extension Phrase {
  var term: FindingTerm {
    FindingTerm(cell: nil, figure: number.map { Figure($0) }, place: place)
  }
}
