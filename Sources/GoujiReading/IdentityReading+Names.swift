// Where names of agencies stand, and what does not belong to them.

extension IdentityReading {
  /// Names and years before a mention are shorter; a longer run of characters is no title.
  static let longestLead = 80

  /// The agency on a line of its own, above or below a title.
  func nameOnLine(_ index: Int) -> Range<Int>? {
    guard flow.pieces.indices.contains(index) else { return nil }
    let piece = flow.pieces[index].range
    guard let name = trimmedName(piece), name.lowerBound == piece.lowerBound,
      // 某局(盖章), 某局(原某局)
      name.upperBound == piece.upperBound || flow.units[name.upperBound] == 0x28,
      AgencyName.kind(of: flow.units[name]) == .organ
    else { return nil }
    return name
  }

  /// The agency behind a label on a line of its own: `报告单位:某局`.
  func nameBehindLabel(onLine index: Int) -> Range<Int>? {
    guard flow.pieces.indices.contains(index) else { return nil }
    let piece = flow.pieces[index].range
    guard let colon = flow.units[piece].firstIndex(of: 0x3A),
      let label = Wording.label(endingAt: colon, in: flow.units, from: piece.lowerBound),
      label.meaning == .filedBy || label.meaning == .source
    else { return nil }
    return nameInLabel((colon + 1)..<piece.upperBound)
  }

  /// The agency that the value of a label begins with.
  func nameInLabel(_ value: Range<Int>) -> Range<Int>? {
    var end = value.lowerBound
    while end < value.upperBound, Unit.isIdeograph(flow.units[end]) || isBracket(end) {
      if end > value.lowerBound, flow.hasGap(before: end),
        AgencyName.kind(of: flow.units[value.lowerBound..<end]) == .organ
      {
        break
      }
      if Wording.labelStarts.length(in: flow.units, at: end, before: value.upperBound) != nil {
        break
      }
      end += 1
    }
    return trimmedName(value.lowerBound..<end)
  }

  func isBracket(_ index: Int) -> Bool {
    flow.units[index] == 0x28 || flow.units[index] == 0x29
  }

  /// The name in a range, without the words that lead to it and follow it.
  func trimmedName(_ range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    var end = range.upperBound
    trimming: while start < end {
      let slice = flow.units[start..<end]
      if let first = slice.first, !Unit.isIdeograph(first) {
        start += 1
        continue
      }
      if let length = Wording.openers.prefixLength(of: slice), slice.count - length >= 3 {
        start += length
        continue trimming
      }
      break
    }
    trimming: while start < end {
      let slice = flow.units[start..<end]
      if let last = slice.last, !Unit.isIdeograph(last), last != 0x29 {
        end -= 1
        continue
      }
      if let length = Wording.closers.suffixLength(of: slice) {
        end -= length
        continue trimming
      }
      // (某局)2021年…: the bracket that opens was taken away before.
      if slice.last == 0x29, !slice.contains(0x28) {
        end -= 1
        continue trimming
      }
      // 某县农业农村局(原某县农业局): what it was called before is no part of the name.
      if slice.last == 0x29, let bracket = slice.lastIndex(of: 0x28),
        flow.units[bracket + 1] == 0x539F
      {
        end = bracket
        continue trimming
      }
      break
    }
    guard start < end else { return nil }
    return AgencyName.kind(of: flow.units[start..<end]) == nil ? nil : start..<end
  }
}
