import GoujiModel

// Lines of the page about itself, and the signature.

extension IdentityReading {
  /// Reads 来源:某局, 发布时间:2021-01-09 and the like.
  mutating func readLabels() {
    for phrase in landmarks.labels + labelsInCells() {
      let value = valueRange(of: phrase)
      switch phrase.label.meaning {
      case .source, .filedBy:
        guard let name = nameInLabel(value) else { continue }
        let isFiled = phrase.label.meaning == .filedBy
        claim(name, from: .sourceLine, weight: isFiled ? Weight.filedBy : Weight.sourceLine)
      case .publishedOn: claimDate(in: value, \.published, weight: 3)
      case .dated: claimDate(in: value, \.published, weight: 2)
      case .writtenOn: claimDate(in: value, \.signed, weight: 1)
      case .other: break
      }
    }
    // "2020-01-31| 来源:某局": the date alone before the source.
    for date in landmarks.dates where date.isFull && date.range.lowerBound < bodyStart {
      let index = flow.pieceIndex(of: date.range.lowerBound)
      guard Int(flow.pieces[index].start) == date.range.lowerBound, let day = date.date else {
        continue
      }
      let end = Int(flow.pieces[index].end)
      guard date.range.upperBound + 6 >= end || labelStarts(near: date.range.upperBound) else {
        continue
      }
      published.append(DateClaim(date: day, source: .sourceLine, range: date.range, weight: 1))
    }
  }

  /// Labels that fill a cell and have no colon: `| 发布机构 | 某局 |`.
  private func labelsInCells() -> [LabelPhrase] {
    flow.pieces.prefix { Int($0.start) < bodyStart }.compactMap { piece in
      guard piece.range.count <= 8, let label = Wording.label(flow.units[piece.range]) else {
        return nil
      }
      return LabelPhrase(label: label, end: Int(piece.end))
    }
  }

  private func labelStarts(near position: Int) -> Bool {
    let next = position..<min(flow.units.count, position + 9)
    guard let colon = flow.units[next].firstIndex(of: 0x3A) else { return false }
    return Wording.label(endingAt: colon, in: flow.units, from: position) != nil
  }

  /// From a label's colon to the end of its piece, or the piece behind when nothing follows.
  private func valueRange(of phrase: LabelPhrase) -> Range<Int> {
    let index = flow.pieceIndex(of: phrase.end - 1)
    let piece = flow.pieces[index].range
    if phrase.end < piece.upperBound { return phrase.end..<piece.upperBound }
    guard index + 1 < flow.pieces.count else { return phrase.end..<phrase.end }
    return flow.pieces[index + 1].range
  }

  private mutating func claimDate(
    in value: Range<Int>,
    _ list: WritableKeyPath<IdentityReading, [DateClaim]>,
    weight: Int
  ) {
    guard
      let date = landmarks.dates(in: value.lowerBound..<(value.lowerBound + 3)).first(
        where: \.isFull
      ),
      let day = date.date
    else { return }
    self[keyPath: list].append(
      DateClaim(date: day, source: .sourceLine, range: date.range, weight: weight)
    )
  }

  /// Reads the agency's line and the date's line below the report.
  mutating func readSignature() {
    var dateAlone: DatePhrase?
    for date in landmarks.dates.reversed() where date.isFull {
      guard bodyStart == Int.max || date.range.lowerBound > bodyStart else { break }
      let first = flow.pieceIndex(of: date.range.lowerBound)
      let last = flow.pieceIndex(of: date.range.upperBound - 1)
      let end = Int(flow.pieces[last].end)
      guard end - date.range.upperBound <= 3,
        flow.units[date.range.upperBound..<end].allSatisfy({ !Unit.isIdeograph($0) })
      else { continue }
      let start = Int(flow.pieces[first].start)
      let before = signatureStart(of: date, from: start)..<date.range.lowerBound
      let name =
        before.isEmpty
        ? nameOnLine(first - 1) ?? nameBehindLabel(onLine: first - 1) : trimmedName(before)
      guard let name, AgencyName.kind(of: flow.units[name]) == .organ,
        before.isEmpty || name.lowerBound <= before.lowerBound + 4
      else {
        let isInWords = flow.units[date.range.upperBound - 1] == 0x65E5
        if before.isEmpty, isInWords, bodyStart != Int.max { dateAlone = dateAlone ?? date }
        continue
      }
      claim(name, from: .signature, weight: Weight.signature)
      guard let day = date.date else {
        // A day that is none stays in the text, where it is judged.
        if before.isEmpty { signature = name }
        return
      }
      signature = name.lowerBound..<date.range.upperBound
      signed.append(DateClaim(date: day, source: .signature, range: date.range, weight: 3))
      return
    }
    // A report that names its agency in the title may be signed with the day alone.
    if let dateAlone, let day = dateAlone.date {
      signed.append(
        DateClaim(date: day, source: .signature, range: dateAlone.range, weight: 1)
      )
    }
    readLineAlone()
  }

  /// Where the agency before a date begins; a text without line ends has it behind a space.
  private func signatureStart(of date: DatePhrase, from start: Int) -> Int {
    var position = date.range.lowerBound
    let limit = max(start, position - Self.longestLead)
    while position > limit, Unit.isIdeograph(flow.units[position - 1]) || isBracket(position - 1) {
      if position < date.range.lowerBound, flow.hasGap(before: position),
        AgencyName.kind(of: flow.units[position..<date.range.lowerBound]) == .organ
      {
        break
      }
      position -= 1
    }
    return position
  }

  /// A signature that lost its date: the last line of the report that is a name and nothing else.
  private mutating func readLineAlone() {
    guard bodyStart != Int.max else { return }
    for index in flow.pieces.indices.reversed() {
      let piece = flow.pieces[index]
      guard Int(piece.start) > bodyStart else { return }
      guard piece.startsLine, piece.range.count <= 40, let name = nameOnLine(index) else {
        continue
      }
      claim(name, from: .signature, weight: Weight.lineAlone)
      signature = name
      return
    }
  }
}
