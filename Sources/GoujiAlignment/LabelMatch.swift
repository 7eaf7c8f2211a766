/// A label found in the letters of a text.
struct LabelMatch: Sendable {
  let items: [LabelItem]

  /// The letters that it covers.
  let letters: Range<Int>

  /// How sure it is that the label stands here and not only its words, 1 through 3.
  let certainty: Int

  /// Whether the label was printed whole.
  let isWhole: Bool

  /// Whether nothing of its field follows it.
  let endsField: Bool

  func row(ofTable table: Int) -> Int? {
    items.first { $0.kind == .row && $0.table == table }?.index
  }
}

extension LabelTrie {
  /// Every label of the text, in reading order and without overlaps.
  ///
  /// A label counts where a field begins, or right behind another label or a figure, as in text whose
  /// fields are glued; inside sentences and brackets the same words are no label.
  func matches(in stream: TokenStream) -> [LabelMatch] {
    var matches: [LabelMatch] = []
    let letters = stream.letters.span
    var position = 0
    var previousEnd = -1
    var fieldStart = 0
    while let index = nextOpening(in: letters, from: position) {
      position = index + 1
      let letter = letters[index]
      var certainty: Int
      if letter.flags.contains(.inBracket) {
        certainty = 0
      } else if letter.flags.contains(.hardStart) {
        certainty = 3
      } else if index == previousEnd,
        !letter.flags.contains(.afterPunctuation)
          || letter.offset == letters[index - 1].offset + 3
      {
        certainty = 2
      } else if isNumberedMember(at: index, stream, behind: previousEnd, of: matches.last) {
        certainty = 2
      } else if letter.flags.contains(.softStart) {
        certainty = 1
      } else if !letter.flags.contains(.afterPunctuation),
        beginsField(near: index, letters, behind: previousEnd, known: &fieldStart)
      {
        // Hidden words of the page may have run into the start of a cell.
        certainty = 1
      } else {
        certainty = 0
      }
      guard !letter.flags.contains(.inBracket),
        certainty > 0 || isOfLabels(letters, from: index, count: Self.longLabel),
        let hit = longest(in: letters, from: index)
      else {
        continue
      }
      let end = index + hit.length
      // Two labels in a row are no coincidence, wherever they stand.
      if certainty == 0, hit.length >= Self.longLabel, isFollowed(byLabelAt: end, letters) {
        certainty = 2
      }
      guard certainty > 0 else {
        continue
      }
      let endsField =
        end >= letters.count
        || letters[end].offset != letters[end - 1].offset + 3
        || letters[end].flags.contains(.hardStart)
      if certainty == 1, hit.length < 4, !letter.flags.contains(.softStart) {
        continue
      }
      // Two letters are too few to be sure when more of the same word follows.
      if hit.length <= 3, !endsField, certainty < 2 || !isFollowed(byLabelAt: end, letters) {
        continue
      }
      matches.append(
        LabelMatch(
          items: hit.items,
          letters: index..<end,
          certainty: certainty,
          isWhole: hit.isWhole,
          endsField: endsField
        )
      )
      _ = beginsField(near: index, letters, behind: previousEnd, known: &fieldStart)
      previousEnd = end
      position = end
    }
    return matches
  }

  /// Whether a sign and a number in brackets stand between the name of a group, which begins a field, and a
  /// letter: `三、本年度办理结果—(一)予以公开`.
  private func isNumberedMember(
    at index: Int,
    _ stream: TokenStream,
    behind previousEnd: Int,
    of group: LabelMatch?
  ) -> Bool {
    // The number is the only letter in the brackets.
    let letters = stream.letters
    guard let group, previousEnd > 0, index == previousEnd + 1,
      letters[previousEnd].flags.contains(.inBracket),
      group.certainty >= 2 || isInCell(letters[index], stream),
      group.items.contains(where: { $0.kind == .rowGroup })
    else { return false }
    // The sign and either bracket take three bytes at most, as each letter does.
    return letters[index].line == letters[previousEnd - 1].line
      && letters[index].offset - letters[previousEnd - 1].offset <= 15
  }

  /// Whether a letter stands in a cell of a grid.
  private func isInCell(_ letter: Letter, _ stream: TokenStream) -> Bool {
    stream.tokens.indices.contains(Int(letter.token)) && stream.tokens[Int(letter.token)].cell >= 0
  }

  /// Whether the field of a letter begins at most as far before it as hidden words reach.
  ///
  /// The start of a field that was found last, in or before the label that ends at `previousEnd`, is
  /// `fieldStart`; a later one takes its place.
  private func beginsField(
    near index: Int,
    _ letters: Span<Letter>,
    behind previousEnd: Int,
    known fieldStart: inout Int
  ) -> Bool {
    let nearest = max(0, previousEnd, index - Self.longestHiddenWord)
    if let start = (nearest...index).last(where: { letters[$0].flags.contains(.hardStart) }) {
      fieldStart = start
    }
    return index - fieldStart <= Self.longestHiddenWord
  }

  /// The letters of a label that counts amid other text where another one follows.
  private static let longLabel = 6

  /// How many letters of other words may have run into the start of a field.
  private static let longestHiddenWord = 6

  /// Whether all of some letters occur in labels.
  private func isOfLabels(_ letters: Span<Letter>, from start: Int, count: Int) -> Bool {
    guard start + count <= letters.count else { return false }
    for index in start..<start + count
    where letters[index].letter < CharacterTable.firstLetter {
      return false
    }
    return true
  }

  private func isFollowed(byLabelAt index: Int, _ letters: Span<Letter>) -> Bool {
    guard index < letters.count, let hit = longest(in: letters, from: index) else { return false }
    return hit.length >= 4
  }
}
