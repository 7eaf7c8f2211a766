internal import GoujiModel
internal import GoujiSchemas

/// Makes the groups of a collection from its placed reports.
struct GroupBuilder {
  let resolution: AgencyResolution
  let agencies: [ResolvedAgency]

  /// The reports of each agency and year, the copy to be held against others first.
  private var copies: [String: [Int: [AgencyResolution.Placed]]] = [:]

  /// One report for each agency and year, in the order of agencies, then years.
  private var firsts: [AgencyResolution.Placed] = []

  /// As the first ones, each followed by the copies with other figures: which of them is the report of
  /// the agency, only the reports around it can tell.
  private var versions: [AgencyResolution.Placed] = []

  /// More versions of one report than this are not looked at, so that their combinations stay few.
  private static let mostVersions = 4

  /// Agencies under whose name reports of several bodies seem to be.
  private(set) var doubts: [DoubtfulMatch] = []
  private var mixed: Set<String> = []
  private let names: [String: String]

  init(
    _ placed: [AgencyResolution.Placed],
    agencies: [ResolvedAgency],
    resolution: AgencyResolution
  ) {
    self.agencies = agencies
    self.resolution = resolution
    names = Dictionary(
      agencies.map { ($0.key, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    for report in placed {
      copies[report.key, default: [:]][report.year, default: []].append(report)
    }
    for agency in agencies {
      let years = (copies[agency.key] ?? [:]).sorted { $0.key < $1.key }
      for (year, reports) in years {
        let sorted = reports.sorted { GroupBuilder.goesBefore($0.member, $1.member) }
        copies[agency.key]?[year] = sorted
        firsts.append(sorted[0])
        var figures: Set<UInt64> = []
        versions += sorted.filter { figures.insert($0.member.figures.hash).inserted }
          .prefix(GroupBuilder.mostVersions)
        if agency.regionCode == nil, agency.evidence != .manifest, figures.count > 1 {
          mixed.insert(agency.key)
        }
      }
      if mixed.contains(agency.key) {
        doubts.append(
          DoubtfulMatch(
            agency: agency.key,
            candidates: agency.documents,
            reason: Bilingual(
              zh: "同名、同年而数据不同,又不知所在地区:可能是不同机关,未互相核对",
              en:
                "one name and year with different figures, and no region known: these may be different "
                + "bodies and were not held against one another"
            )
          )
        )
      }
    }
    firsts.removeAll { mixed.contains($0.key) }
    versions.removeAll { mixed.contains($0.key) }
  }

  /// Of several copies the one published last is taken, then the one with more figures.
  private static func goesBefore(_ one: CollectionMember, _ other: CollectionMember) -> Bool {
    let dates = (one.identity.publishedOn?.value, other.identity.publishedOn?.value)
    if let first = dates.0, let second = dates.1, first != second { return first > second }
    if one.figures.printed != other.figures.printed {
      return one.figures.printed > other.figures.printed
    }
    return one.document < other.document
  }

  func groups() -> [ComparisonGroup] {
    years() + territories() + copiesOfOne() + sameFigures() + sameText() + peers()
  }

  private func member(
    _ report: AgencyResolution.Placed,
    role: ComparisonGroup.Role = .equal
  ) -> ComparisonGroup.Member {
    ComparisonGroup.Member(
      document: report.member.document,
      agency: report.key,
      name: names[report.key] ?? report.name.folded,
      year: report.year,
      role: role,
      region: report.name.code
    )
  }

  /// Groups by a key, those of several members only, in the order of the keys.
  private func grouped(
    _ kind: ComparisonGroup.Kind,
    _ reports: [AgencyResolution.Placed],
    atLeast count: Int = 2,
    by key: (AgencyResolution.Placed) -> String?
  ) -> [ComparisonGroup] {
    var groups: [String: [AgencyResolution.Placed]] = [:]
    for report in reports {
      if let key = key(report) { groups[key, default: []].append(report) }
    }
    return groups.filter { $0.value.count >= count }.sorted { $0.key < $1.key }.map {
      key,
      reports in
      ComparisonGroup(kind: kind, key: key, members: reports.map { member($0) })
    }
  }

  private func years() -> [ComparisonGroup] {
    grouped(.years, versions) { $0.key }
      .filter { Set($0.members.map(\.year)).count > 1 }
  }

  private func copiesOfOne() -> [ComparisonGroup] {
    agencies.filter { !mixed.contains($0.key) }.flatMap { agency in
      (copies[agency.key] ?? [:]).filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
        .map { year, reports in
          ComparisonGroup(
            kind: .copies,
            key: "\(agency.key) \(year)",
            members: reports.map { member($0) }
          )
        }
    }
  }

  /// Six figures can agree by chance while all of them are small; one of 20 or more hardly does.
  private func sameFigures() -> [ComparisonGroup] {
    grouped(.figures, firsts) { report in
      let figures = report.member.figures
      guard figures.count >= 6, figures.largest >= 20 else { return nil }
      return "\(report.year) \(String(figures.hash, radix: 16))"
    }
  }

  private func peers() -> [ComparisonGroup] {
    grouped(.peers, firsts, atLeast: Plausibility.fewestPeers) { report in
      guard let level = report.name.level ?? report.member.identity.level else { return nil }
      return "\(report.year) \(report.member.form) \(level.rawValue) \(report.name.body)"
    }
  }

  // MARK: Territories

  /// A whole with its parts over all years: a roster that adds up in one year proves the scope of the
  /// others.
  private func territories() -> [ComparisonGroup] {
    var parts: [String: [(AgencyResolution.Placed, ComparisonGroup.Role)]] = [:]
    for report in versions {
      if let parent = report.parent {
        parts[parent, default: []].append((report, .part))
      } else {
        for parent in resolution.possibleParents(of: report.name) {
          parts[parent, default: []].append((report, .possiblePart))
        }
      }
    }
    var wholes: [String: [AgencyResolution.Placed]] = [:]
    for report in versions where parts[report.key] != nil {
      wholes[report.key, default: []].append(report)
    }
    return wholes.sorted { $0.key < $1.key }.compactMap { key, reports in
      var members: [ComparisonGroup.Member] = []
      var absent: [ComparisonGroup.Absent] = []
      let all = parts[key] ?? []
      let years = Dictionary(grouping: reports, by: \.year).sorted { $0.key < $1.key }
      for (year, wholes) in years {
        // In the order of agencies, each followed by its copies.
        let own = all.filter { $0.0.year == year && $0.0.key != key }
        guard let whole = wholes.first, !own.isEmpty else { continue }
        members += wholes.map { member($0, role: .whole) }
        members += own.map { member($0.0, role: $0.1) }
        absent += self.absent(from: whole, present: Set(own.map(\.0.key)), everSeen: all.map(\.0))
      }
      guard !members.isEmpty else { return nil }
      return ComparisonGroup(kind: .territory, key: key, members: members, absent: absent)
    }
  }

  /// The governments that lie directly below a whole, and the parts of other years, without a report
  /// on the year of the whole.
  private func absent(
    from whole: AgencyResolution.Placed,
    present: Set<String>,
    everSeen: [AgencyResolution.Placed]
  ) -> [ComparisonGroup.Absent] {
    var found: [String: String] = [:]
    if whole.name.isGovernment, whole.name.town == nil, let code = whole.name.code {
      for region in resolution.regions.divisions(below: code, year: whole.year) {
        found[region.code + "/"] = region.name
      }
    }
    for report in everSeen where report.key != whole.key {
      found[report.key] = names[report.key] ?? report.name.folded
    }
    // A part of which only the bare name is known stands for the region of that name.
    let bare = Set(everSeen.filter { present.contains($0.key) }.flatMap { $0.name.regionNames })
    return found.filter { !present.contains($0.key) && !bare.contains($0.value) }
      .sorted { $0.key < $1.key }
      .map { ComparisonGroup.Absent(name: $0.value, year: whole.year) }
  }

  // MARK: Texts

  private enum Bands {
    /// 16 bands of 6 slots: two texts of similarity 0.9 share a band with a probability of 0.9999, two
    /// of 0.4 with one of 0.06.
    static let count = 16
    static let width = TextSketch.slots / count
  }

  private struct Band: Hashable {
    let year: Int
    let isOverview: Bool
    let number: Int
    let hash: UInt64
  }

  /// Reports on one year that are linked by similar sections, found by locality-sensitive hashing, so
  /// that no two reports are compared that share no band.
  private func sameText() -> [ComparisonGroup] {
    var sets = DisjointSets(count: firsts.count)
    var buckets: [Band: Int] = [:]
    for (index, report) in firsts.enumerated() {
      for (isOverview, signature) in [
        (true, report.member.text.overview), (false, report.member.text.problems),
      ] where signature.count == TextSketch.slots {
        for number in 0..<Bands.count {
          var hash = StableHash()
          for value in signature[(number * Bands.width)..<((number + 1) * Bands.width)] {
            for shift in stride(from: 0, to: 32, by: 8) {
              hash.combine(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
            }
          }
          let band = Band(
            year: report.year,
            isOverview: isOverview,
            number: number,
            hash: hash.value
          )
          guard let first = buckets[band] else {
            buckets[band] = index
            continue
          }
          let other = firsts[first].member.text
          if firsts[first].key != report.key,
            let similarity = TextSketch.similarity(
              signature,
              isOverview ? other.overview : other.problems
            ), similarity >= TextClones.similarity
          {
            sets.join(first, index)
          }
        }
      }
    }
    return grouped(.text, firsts.indices.map { $0 }, sets)
  }

  private func grouped(
    _ kind: ComparisonGroup.Kind,
    _ indices: [Int],
    _ sets: DisjointSets
  ) -> [ComparisonGroup] {
    var sets = sets
    var members: [Int: [AgencyResolution.Placed]] = [:]
    for index in indices { members[sets.root(of: index), default: []].append(firsts[index]) }
    return members.values.filter { $0.count > 1 }
      .map { reports in
        let sorted = reports.sorted { $0.member.document < $1.member.document }
        return ComparisonGroup(
          kind: kind,
          key: "\(sorted[0].year) \(sorted[0].member.document)",
          members: sorted.map { member($0) }
        )
      }
      .sorted { $0.key < $1.key }
  }
}

/// Sets that are joined as links between their members turn up.
struct DisjointSets {
  private var parents: [Int]

  init(count: Int) {
    parents = Array(0..<count)
  }

  mutating func root(of element: Int) -> Int {
    var root = element
    while parents[root] != root {
      parents[root] = parents[parents[root]]
      root = parents[root]
    }
    return root
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (first, second) = (root(of: one), root(of: other))
    // The smaller number stands for the set, so that the outcome does not depend on the links' order.
    parents[max(first, second)] = min(first, second)
  }
}
