import GoujiDocument
import GoujiModel

/// Gathers what a text says about who reports on which year, then weighs it.
struct IdentityReading {
  let document: Document
  let flow: Flow
  let landmarks: Landmarks

  var agencies: [AgencyClaim] = []
  var years: [YearClaim] = []
  var titles: [TitleClaim] = []
  var published: [DateClaim] = []
  var signed: [DateClaim] = []

  /// The unit at which the body of the report begins: its first heading, or what follows its first table.
  let bodyStart: Int

  /// The lines of the signature, once it was read.
  var signature: Range<Int>?

  init(document: Document, flow: Flow, landmarks: Landmarks) {
    self.document = document
    self.flow = flow
    self.landmarks = landmarks
    let heading = landmarks.ordinals.first { ordinal in
      // Marks of emphasis and what is left of tags may stand before a heading, words may not.
      let piece = flow.pieces[flow.pieceIndex(of: ordinal.start)]
      return flow.units[Int(piece.start)..<ordinal.start].allSatisfy { !Unit.isIdeograph($0) }
    }
    let behindTable = flow.pieces.first(where: \.afterTable)
    bodyStart = heading?.start ?? behindTable.map { Int($0.start) } ?? Int.max
  }
}

// MARK: Claims

extension IdentityReading {
  mutating func claim(_ name: Range<Int>, from source: Evidence, weight: Int) {
    guard let kind = AgencyName.kind(of: flow.units[name]) else { return }
    agencies.append(
      AgencyClaim(
        name: Array(flow.units[name]),
        range: name,
        printed: flow.printed(name),
        kind: kind,
        source: source,
        weight: weight
      )
    )
  }

  mutating func claim(year: DatePhrase, from source: Evidence, weight: Int) {
    years.append(YearClaim(year: year.year, source: source, range: year.range, weight: weight))
  }
}
