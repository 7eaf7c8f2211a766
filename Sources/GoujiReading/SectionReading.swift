import GoujiDocument
import GoujiModel

/// Divides the text outside the tables into sections, and finds the figures in them.
struct SectionReading: ~Copyable {
  private(set) var sections: [Section] = []
  private(set) var mentions: [NumberMention] = []
  private(set) var claims: ClaimReading

  private let keepsMentions: Bool
  private let flow: Flow
  private let landmarks: Landmarks
  private var places: PlaceFinder

  init(
    document: Document,
    flow: Flow,
    landmarks: Landmarks,
    vocabulary: ClaimVocabulary,
    mentions: MentionReading
  ) {
    keepsMentions = mentions == .kept
    self.flow = flow
    self.landmarks = landmarks
    places = PlaceFinder(document)
    claims = ClaimReading(flow: flow, vocabulary: vocabulary)
  }

  /// - Parameters:
  ///   - start: The unit behind the title, where the text begins.
  ///   - signature: Units that belong to no paragraph.
  mutating func read(from start: Int, without signature: Range<Int>?) {
    let headings = self.headings()
    let end = bodyEnd(after: headings.last?.range.upperBound ?? start)
    let preface = start..<max(start, headings.first?.range.lowerBound ?? end)
    addSection(heading: nil, text: preface, without: signature)
    for (index, heading) in headings.enumerated() {
      let next = index + 1 < headings.count ? headings[index + 1].range.lowerBound : end
      addSection(
        heading: heading,
        text: heading.range.upperBound..<max(heading.range.upperBound, next),
        without: signature
      )
    }
  }
}

/// A heading of the highest level.
private struct Heading {
  /// From its ordinal to its last character.
  let range: Range<Int>
  let kind: Section.Kind?
}

// MARK: Headings

extension SectionReading {
  private func headings() -> [Heading] {
    var headings: [Heading] = []
    for ordinal in landmarks.ordinals {
      guard ordinal.start >= headings.last?.range.upperBound ?? 0,
        let heading = numberedHeading(ordinal)
      else { continue }
      headings.append(heading)
    }
    for piece in flow.pieces {
      if let heading = plainHeading(piece),
        !headings.contains(where: { $0.range.overlaps(piece.range) })
      {
        headings.append(heading)
      }
    }
    return headings.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Reads `一、总体情况`, alone on its line or run into the text around it.
  private func numberedHeading(_ ordinal: OrdinalPhrase) -> Heading? {
    let index = flow.pieceIndex(of: ordinal.start)
    let piece = flow.pieces[index].range
    let opensPiece = ordinal.start == piece.lowerBound
    guard opensPiece || followsSentence(ordinal.start) else { return nil }
    var title = ordinal.end..<piece.upperBound
    if title.isEmpty, opensPiece, index + 1 < flow.pieces.count {
      title = flow.pieces[index + 1].range
      guard title.count <= 32, !holdsSentence(title), !Wording.isOrdinal(flow.units, title) else {
        return nil
      }
    }
    guard !title.isEmpty else { return nil }
    let head = title.lowerBound..<min(title.upperBound, title.lowerBound + 60)
    if let sign = flow.units[head].firstIndex(where: Self.closesHeading) {
      title = title.lowerBound..<sign
    }
    let reachesEnd = title.upperBound == piece.upperBound || title.upperBound > piece.upperBound
    if !(reachesEnd && title.count <= 32), let gap = firstGap(in: title) {
      title = title.lowerBound..<gap
    }
    guard title.count >= 2, title.count <= 36, !isTableRow(title) else { return nil }
    let rule = HeadingRule.first(for: flow.units[title])
    if rule == nil || title.count > 32 {
      // A heading of the report's own has its line for itself.
      guard opensPiece, title.upperBound >= piece.upperBound, rule != nil || title.count <= 30,
        flow.pieces[index].startsLine
      else { return nil }
    }
    let kind = rule?.kind
    return Heading(range: ordinal.start..<title.upperBound, kind: kind)
  }

  private func plainHeading(_ line: Flow.Piece) -> Heading? {
    let piece = line.range
    guard piece.count <= 30 else { return nil }
    let units = flow.units[piece]
    let isAnnex =
      Wording.annexWords.prefixLength(of: units) != nil
      || units.ends(with: Wording.statisticsForm)
    guard
      isAnnex
        ? !Wording.holdsComma(flow.units, piece)
        : line.startsLine && Wording.plainHeadings.contains(units)
    else { return nil }
    return Heading(range: piece, kind: isAnnex ? .annex : Section.Kind(ofHeading: units))
  }

  private func followsSentence(_ position: Int) -> Bool {
    guard position > 0 else { return true }
    switch flow.units[position - 1] {
    case 0x3002, 0x3B, 0x21, 0x29, 0x3E: return true  // 。;!)>
    default: return flow.hasGap(before: position)
    }
  }

  private static func closesHeading(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x3002, 0x2C, 0x3B, 0x3A: true  // 。,;:
    default: false
    }
  }

  private func holdsSentence(_ range: Range<Int>) -> Bool {
    flow.units[range].contains(where: Self.closesHeading)
  }

  /// The first space inside a range; one right behind the ordinal is none.
  private func firstGap(in range: Range<Int>) -> Int? {
    range.dropFirst(2).first { flow.hasGap(before: $0) }
  }

  private func isTableRow(_ title: Range<Int>) -> Bool {
    Wording.tableRows.prefixLength(of: flow.units[title]) != nil
  }

  /// Where the page goes on with links, buttons and imprint.
  private func bodyEnd(after start: Int) -> Int {
    let words = Wording.pageEnd
    for piece in flow.pieces where Int(piece.start) >= start && piece.range.count <= 120 {
      if words.length(in: flow.units, at: Int(piece.start), before: Int(piece.end)) != nil {
        return Int(piece.start)
      }
    }
    return flow.units.count
  }
}

extension Section.Kind {
  /// The prescribed section that a heading means, whatever its wording; `nil` for others.
  ///
  /// - Parameter heading: Folded units without the ordinal.
  init?(ofHeading heading: UnitSlice) {
    guard let kind = HeadingRule.first(for: heading)?.kind else { return nil }
    self = kind
  }
}

/// Words that give a heading its meaning; the first rule that fits decides.
private struct HeadingRule: Sendable {
  let kind: Section.Kind?
  let all: WordList?
  let any: WordList?

  init(_ kind: Section.Kind?, all: [String] = [], any: [String] = []) {
    self.kind = kind
    self.all = all.isEmpty ? nil : WordList(all)
    self.any = any.isEmpty ? nil : WordList(any)
  }

  static func first(for heading: UnitSlice) -> HeadingRule? {
    rules.first { rule in
      (rule.all?.occurs(in: heading) ?? true) && (rule.any?.occurs(in: heading) ?? true)
    }
  }

  private static let rules: [HeadingRule] = [
    // 附表
    HeadingRule(.annex, any: ["附件", "附表", "附录", "统计表"]),
    // 存在的主要问题及改进情况
    HeadingRule(.problems, any: ["问题", "不足", "困难", "改进"]),
    // 依申请公开政府信息收费及减免情况
    HeadingRule(nil, any: ["收费", "减免", "费用"]),
    // 因政府信息公开申请行政复议、提起行政诉讼的情况
    HeadingRule(.reviewLitigation, any: ["复议", "诉讼"]),
    // 收到和处理政府信息公开申请情况
    HeadingRule(.applications, all: ["申请"], any: ["公开", "处理", "办理"]),
    // 其他需要报告的事项
    HeadingRule(.other, all: ["其他"], any: ["事项", "报告", "说明", "情况"]),
    HeadingRule(.other, all: ["其它"], any: ["事项", "报告", "说明", "情况"]),
    // 主动公开政府信息情况
    HeadingRule(.disclosure, any: ["主动公开", "主要公开政府信息", "公开政府信息情况", "公开政府信息的情况"]),
    // 总体情况
    HeadingRule(.overview, any: ["总体情况", "概述", "概况", "基本情况", "综述", "总体工作", "信息公开情况", "信息公开工作情况"]),
  ]
}

// MARK: Paragraphs

extension SectionReading {
  private mutating func addSection(
    heading: Heading?,
    text: Range<Int>,
    without signature: Range<Int>?
  ) {
    var paragraphs: [Paragraph] = []
    var lastUnit = heading?.range.upperBound ?? text.lowerBound
    var firstUnit = heading?.range.lowerBound
    var index = text.isEmpty ? flow.pieces.count : flow.pieceIndex(of: text.lowerBound)
    while index < flow.pieces.count, Int(flow.pieces[index].start) < text.upperBound {
      let range = flow.pieces[index].range.clamped(to: text)
      index += 1
      guard !range.isEmpty, !(signature?.overlaps(range) ?? false) else { continue }
      // Before the first heading a page prints menus and lines about itself.
      if heading == nil {
        guard range.count >= 12, Wording.holdsComma(flow.units, range),
          !Wording.isApparatus(flow.units, range)
        else { continue }
      }
      guard flow.units[range].contains(where: { Unit.isIdeograph($0) || Unit.isDigit($0) }) else {
        continue
      }
      let dates = landmarks.dates(endingBehind: range.lowerBound)
      claims.findFigures(in: range, dates: dates)
      if keepsMentions { addMentions(in: range, paragraph: paragraphs.count) }
      claims.read(
        range,
        dates: dates.prefix { $0.range.lowerBound < range.upperBound },
        at: ClaimReading.Position(
          section: sections.count,
          paragraph: paragraphs.count,
          kind: heading?.kind
        ),
        places: &places
      )
      paragraphs.append(
        Paragraph(
          text: flow.printed(inPiece: range),
          place: places.place(of: flow.textRange(range))
        )
      )
      lastUnit = range.upperBound
      if firstUnit == nil { firstUnit = range.lowerBound }
    }
    guard let firstUnit else { return }
    sections.append(
      Section(
        kind: heading?.kind,
        heading: heading.map { flow.printed($0.range) } ?? "",
        paragraphs: paragraphs,
        place: places.place(of: flow.textRange(firstUnit..<max(firstUnit, lastUnit)))
      )
    )
  }

  /// A run without any comma that is longer is no sentence.
  private static let longestClause = 200

  private mutating func addMentions(in range: Range<Int>, paragraph: Int) {
    var counter = Flow.ByteCounter(flow, from: range.lowerBound)
    for found in claims.figures {
      var clauseStart = found.range.lowerBound
      let firstUnit = max(range.lowerBound, found.range.lowerBound - Self.longestClause)
      while clauseStart > firstUnit, !Self.partsClauses(flow.units[clauseStart - 1]) {
        clauseStart -= 1
      }
      var clauseEnd = found.range.upperBound
      let lastUnit = min(range.upperBound, found.range.upperBound + Self.longestClause)
      while clauseEnd < lastUnit, !Self.partsClauses(flow.units[clauseEnd]) {
        clauseEnd += 1
      }
      mentions.append(
        NumberMention(
          figure: found.figure,
          exponent: found.exponent,
          qualifiers: found.qualifiers,
          unit: found.unit,
          section: sections.count,
          paragraph: paragraph,
          range: counter.bytes(of: found.range),
          clause: counter.bytes(of: clauseStart..<clauseEnd),
          place: places.place(of: flow.textRange(found.range))
        )
      )
    }
  }

  private static func partsClauses(_ unit: UInt16) -> Bool {
    closesHeading(unit) || unit == 0x21 || unit == 0x3F
  }
}
