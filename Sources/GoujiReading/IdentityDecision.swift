import GoujiDocument
import GoujiModel

// What the claims about a report come to, weighed against each other.

extension IdentityReading {
  /// The unit behind the title at the head of the report; 0 when it has none.
  var titleEnd: Int {
    guard let range = ownTitle?.range, range.lowerBound < bodyStart else { return 0 }
    return range.upperBound
  }

  /// The title of the report itself, on the year that it is about.
  private var ownTitle: TitleClaim? {
    let year = ownYear?.year
    return strongest(titles.filter { $0.year == year && year != nil }, by: { $0.weight })
      ?? strongest(titles, by: { $0.weight })
  }

  func decide() -> (ReportIdentity, [ReadingNote]) {
    var identity = ReportIdentity()
    var notes: [ReadingNote] = []

    if let best = ownTitle {
      identity.title = Attested(best.text, from: best.source, place: place(best.range))
    }
    if let best = strongest(signed, by: { $0.weight }) {
      identity.signedOn = Attested(best.date, from: best.source, place: place(best.range))
    }
    if let best = strongest(published, by: { $0.weight }) {
      identity.publishedOn = Attested(best.date, from: best.source, place: place(best.range))
    }
    decideAgency(&identity)
    decideYear(&identity, &notes)
    decideScope(&identity)
    return (identity, notes)
  }

  /// The first of those with the greatest weight.
  private func strongest<Claim>(_ claims: [Claim], by weight: (Claim) -> Int) -> Claim? {
    var best: Claim?
    var greatest = Int.min
    for claim in claims where weight(claim) > greatest {
      best = claim
      greatest = weight(claim)
    }
    return best
  }

  private func decideAgency(_ identity: inout ReportIdentity) {
    guard var chosen = ownAgency else { return }
    // A title may leave out the region or the words for the body that other places print.
    var isGovernment = chosen.source == .signature || chosen.source == .sourceLine
    isGovernment = isGovernment && speaksForRegion
    for other in agencies where other.kind == .organ && other.name.count > chosen.name.count {
      if AgencyName.abbreviates(chosen.name, other.name) {
        chosen = other
      } else if chosen.kind == .region,
        other.name.holds(chosen.name + AgencyName.government)
          || other.name.holds(chosen.name + AgencyName.townOffice)
      {
        chosen = other
        isGovernment = true
      }
    }
    var printed = chosen.printed
    var range = chosen.range
    chosen.name.withUnsafeBufferPointer { units in
      var name = units[...]
      if isGovernment, let length = AgencyName.officeSuffixLength(of: name) {
        name = name.dropLast(length)
        printed = String(printed.dropLast(length))
        range = range.map { $0.lowerBound..<($0.upperBound - length) }
      }
      identity.level = AgencyLevel.ofAgency(named: name)
    }
    identity.agency = Attested(printed, from: chosen.source, place: place(range))
    identity.agencyAsPrinted = range.map(spelling) ?? printed
  }

  /// The characters of a name with the spaces between them, but without ends of lines.
  private func spelling(_ name: Range<Int>) -> String {
    let text = document.string(flow.textRange(name))
    // Most names have no character that ends lines, or begins like one, and are looked at no closer.
    let mayBreak = text.utf8.contains { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 }
    return mayBreak ? text.filter { !$0.isNewline } : text
  }

  /// The agency that most is said for.
  ///
  /// Of several bodies in titles, as where a page lists the reports of others, the one counts that the
  /// rest of the page names as well.
  private var ownAgency: AgencyClaim? {
    let claims = agencies.isEmpty ? fillersInTables() : agencies
    guard let best = strongest(claims, by: { $0.weight }), best.source == .title else {
      return strongest(claims, by: { $0.weight })
    }
    let rivals = claims.filter {
      $0.source == .title && $0.weight + Weight.rival >= best.weight
    }
    guard rivals.contains(where: { $0.name != best.name }) else { return best }
    return mostSupported(rivals, weight: \.weight) { rival in
      claims.reduce(0) { support, other in
        let agrees =
          other.source != .title
          && (other.name == rival.name || AgencyName.abbreviates(other.name, rival.name)
            || AgencyName.abbreviates(rival.name, other.name))
        return agrees ? support + other.weight : support
      }
    }
  }

  /// The claim with the most support; of equal ones the weightiest, then the first.
  private func mostSupported<Claim>(
    _ claims: [Claim],
    weight: KeyPath<Claim, Int>,
    _ support: (Claim) -> Int
  ) -> Claim? {
    var best: (claim: Claim, support: Int)?
    for claim in claims {
      let own = support(claim)
      if let known = best,
        (known.support, known.claim[keyPath: weight]) >= (own, claim[keyPath: weight])
      {
        continue
      }
      best = (claim, own)
    }
    return best?.claim
  }

  /// Reads 填报单位:某局 in the lines that a table took in with it.
  private func fillersInTables() -> [AgencyClaim] {
    Flow.reading(document, without: []) { flow in
      var whole = IdentityReading(document: document, flow: flow, landmarks: Landmarks(flow))
      whole.readLabels()
      return whole.agencies.filter { $0.weight == Weight.filedBy }.map { claim in
        AgencyClaim(
          name: claim.name,
          range: nil,
          printed: claim.printed,
          kind: claim.kind,
          source: claim.source,
          weight: claim.weight
        )
      }
    }
  }

  /// Whether the text says 我市, 全县 and the like, and not 我办.
  private var speaksForRegion: Bool {
    landmarks.speakers.contains { Self.regions.contains($0.body) }
  }

  private static let regions = "省市区县旗州盟镇乡街".units

  /// Bodies that say 我局 and 全局 of themselves.
  private static let offices = "局厅委办院会馆处站所".units

  private static let figures = WordList(["数据", "统计"])
  private static let boilerplate = "结合".units

  /// Takes the scope from what the text says: 市本级数据, 全县…, 我局….
  ///
  /// An office that speaks of 全区, or a government that speaks of nothing wider, leaves it open.
  private func decideScope(_ identity: inout ReportIdentity) {
    for end in landmarks.ownLevels {
      let piece = flow.pieces[flow.pieceIndex(of: end - 1)].range
      let clause = flow.units[max(piece.lowerBound, end - 20)..<min(piece.upperBound, end + 20)]
      guard Self.figures.occurs(in: clause) else { continue }
      identity.scope = Attested(.level, from: .text, place: place((end - 2)..<end))
      return
    }
    let isDepartment: Bool
    switch identity.level {
    case .provinceGovernment, .cityGovernment, .countyGovernment, .town: isDepartment = false
    case .centralDepartment, .provinceDepartment, .cityDepartment, .countyDepartment:
      isDepartment = true
    case nil: return
    }
    let speaker = landmarks.speakers.first { speaker in
      isDepartment
        ? Self.offices.contains(speaker.body)
        : speaker.opener == 0x5168 && Self.regions.contains(speaker.body)
          && !flow.matches(Self.boilerplate, endingAt: speaker.position, after: 0)
    }
    guard let speaker else { return }
    identity.scope = Attested(
      isDepartment ? .office : .region,
      from: .text,
      place: place(speaker.position..<(speaker.position + 2))
    )
  }

  /// What is said of the year, with the year before the report was signed and published.
  private var yearClaims: [YearClaim] {
    var claims = years
    if let signed = strongest(signed, by: { $0.weight }) {
      claims.append(
        YearClaim(
          year: signed.date.year - 1,
          source: .signature,
          range: nil,
          weight: Weight.signatureDate
        )
      )
    }
    if let published = strongest(published, by: { $0.weight }) {
      claims.append(
        YearClaim(
          year: published.date.year - 1,
          source: published.source,
          range: nil,
          weight: Weight.publication
        )
      )
    }
    return claims.isEmpty ? yearsInGlosses() : claims
  }

  /// The year that most is said for.
  ///
  /// Of several titles, as where a page lists the reports of other years, the one counts whose year the
  /// rest of the page speaks of.
  private var ownYear: YearClaim? {
    let claims = yearClaims
    guard let best = strongest(claims, by: { $0.weight }), best.source == .title else {
      return strongest(claims, by: { $0.weight })
    }
    let rivals = claims.filter { $0.source == .title && $0.weight + Weight.rival >= best.weight }
    guard rivals.contains(where: { $0.year != best.year }) else { return best }
    return mostSupported(rivals, weight: \.weight) { rival in
      claims.reduce(0) { support, other in
        other.source != .title && other.year == rival.year ? support + other.weight : support
      }
    }
  }

  private func decideYear(_ identity: inout ReportIdentity, _ notes: inout [ReadingNote]) {
    guard let best = ownYear else { return }
    identity.year = Attested(best.year, from: best.source, place: place(best.range))
    guard best.isStatement,
      let other = years.first(where: { $0.isStatement && $0.year != best.year })
    else { return }
    notes.append(
      ReadingNote(
        code: .identityDoubt,
        message: Bilingual(
          zh: "报告年度有两种写法:\(best.year)年和\(other.year)年,按前者读取。",
          en: "the report states two years, \(best.year) and \(other.year); the former is taken"
        ),
        place: place(other.range)
      )
    )
  }

  /// Reads 本年增/减(指2020年新增的事项数): column headings with the year of the report in them.
  ///
  /// The year before stands in other headings of the same table, so the latest counts.
  private func yearsInGlosses() -> [YearClaim] {
    let years = Flow.reading(document, without: []) { flow in
      Landmarks(flow).dates.filter { date in
        !date.isFull && date.range.lowerBound > 0
          && Self.glossOpeners.contains(flow.units[date.range.lowerBound - 1])
      }
    }
    guard let latest = years.max(by: { $0.year < $1.year }) else { return [] }
    return [YearClaim(year: latest.year, source: .text, range: nil, weight: Weight.publication)]
  }

  /// The words before the year in such a heading.
  private static let glossOpeners = "指填".units

  private func place(_ range: Range<Int>?) -> SourcePlace? {
    range.map { document.place(of: flow.textRange($0)) }
  }
}
