internal import GoujiModel
internal import GoujiSchemas

/// Finds out which reports are of one agency, and which agency is above which.
struct AgencyResolution {
  let regions: Regions
  let words: CollectionWords

  /// A member with its agency and year, ready to be put into groups.
  struct Placed {
    let member: CollectionMember
    let name: AgencyName
    let year: Int
    var key: String
    let parent: String?
  }

  /// The members whose agency and year are known, in the order of years, then of documents.
  func place(_ members: [CollectionMember]) -> [Placed] {
    members.compactMap { member -> Placed? in
      guard let agency = member.identity.agency?.value, let year = member.identity.year?.value
      else { return nil }
      return place(
        member,
        agency: agency,
        year: year,
        code: member.identity.regionCode,
        declaredParent: member.declaredParent
      )
    }
    .sorted { ($0.year, $0.member.document) < ($1.year, $1.member.document) }
  }

  private func place(
    _ member: CollectionMember,
    agency: String,
    year: Int,
    code: String?,
    declaredParent: String?
  ) -> Placed {
    let above = declaredParent.map {
      AgencyName($0, year: year, regions: regions, words: words)
    }
    let name = AgencyName(
      agency,
      year: year,
      code: code,
      parent: above?.code,
      regions: regions,
      words: words
    )
    return Placed(
      member: member,
      name: name,
      year: year,
      key: name.key,
      parent: above?.key ?? parent(of: name)
    )
  }

  /// The key of an agency that only a manifest names.
  func key(of agency: String, year: Int?) -> (key: String, name: AgencyName) {
    let name = AgencyName(agency, year: year, regions: regions, words: words)
    return (name.key, name)
  }

  /// The key of the government above; `nil` when the name does not decide it.
  private func parent(of name: AgencyName) -> String? {
    guard let code = name.code, !words.isVertical(name.body) else { return nil }
    // The government of a region belongs to the region above; towns and departments to their own.
    if name.body.isEmpty, name.town == nil { return regions.parent(of: code).map { $0 + "/" } }
    if name.town != nil, !name.body.isEmpty { return "\(code)/\(name.town ?? "")" }
    return code + "/"
  }

  /// The governments that may be above an agency whose name fits several regions.
  func possibleParents(of name: AgencyName) -> [String] {
    guard name.regions.count > 1 else { return [] }
    return name.regions.compactMap { region in
      name.isGovernment && name.town == nil
        ? regions.parent(of: region.code).map { $0 + "/" } : region.code + "/"
    }
  }

  /// Gives a renamed body the key of its later name, where the names follow one another in time.
  ///
  /// - Returns: The keys that were joined to another one, and what stays open.
  func joinRenamed(_ placed: inout [Placed]) -> (joined: Set<String>, doubts: [DoubtfulMatch]) {
    var years: [String: ClosedRange<Int>] = [:]
    var parts: [String: AgencyName] = [:]
    for report in placed {
      parts[report.key] = report.name
      let range = years[report.key] ?? report.year...report.year
      years[report.key] = min(range.lowerBound, report.year)...max(range.upperBound, report.year)
    }
    var joins: [String: String] = [:]
    var doubts: [DoubtfulMatch] = []
    for key in parts.keys.sorted() {
      guard let name = parts[key], let code = name.code, let own = years[key],
        let successors = words.renamed[name.body]
      else { continue }
      let found = successors.map { "\(code)/\($0)" }.filter { years[$0] != nil }
      guard !found.isEmpty else { continue }
      if found.count == 1, let later = years[found[0]], own.upperBound < later.lowerBound,
        // Several old bodies may have become one; then none of them simply goes on.
        !joins.values.contains(found[0])
      {
        joins[key] = found[0]
      } else {
        doubts.append(
          DoubtfulMatch(
            agency: key,
            candidates: found,
            reason: Bilingual(
              zh: "机构改革前后的名称,但年份重叠或有多个对应机关,未予合并",
              en:
                "names of before and after a reform that overlap in time or fit several bodies: kept apart"
            )
          )
        )
      }
    }
    for index in placed.indices {
      if let joined = joins[placed[index].key] { placed[index].key = joined }
    }
    return (Set(joins.values), doubts)
  }

  /// The agencies of placed reports, in the order of their keys.
  func agencies(of placed: [Placed], renamed: Set<String>) -> [ResolvedAgency] {
    Dictionary(grouping: placed, by: \.key).map { key, reports in
      var counts: [String: Int] = [:]
      for report in reports { counts[report.name.folded, default: 0] += 1 }
      let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
      let last = reports[reports.count - 1]
      let isDeclared = reports.contains { $0.member.identity.agency?.source == .manifest }
      return ResolvedAgency(
        key: key,
        name: renamed.contains(key) ? last.name.folded : names[0],
        names: names,
        level: last.name.level ?? last.member.identity.level,
        regionCode: last.name.code ?? last.member.identity.regionCode,
        parent: reports.lazy.compactMap(\.parent).first,
        documents: reports.map(\.member.document),
        evidence: renamed.contains(key)
          ? .renamed : isDeclared ? .manifest : last.name.code != nil ? .region : .name
      )
    }
    .sorted { $0.key < $1.key }
  }

  /// Agencies whose names fit several regions, or that other names may hide.
  func doubts(of agencies: [ResolvedAgency], _ placed: [Placed]) -> [DoubtfulMatch] {
    var names: [String: AgencyName] = [:]
    for report in placed where names[report.key] == nil { names[report.key] = report.name }
    var withoutRegion: [String: [String]] = [:]
    for agency in agencies {
      guard let name = names[agency.key], name.code != nil else { continue }
      withoutRegion[(name.town ?? "") + "/" + name.body, default: []].append(agency.key)
    }
    return agencies.compactMap { agency in
      guard let name = names[agency.key], name.code == nil else { return nil }
      if name.regions.count > 1 {
        return DoubtfulMatch(
          agency: agency.key,
          candidates: name.regions.map(\.code),
          reason: Bilingual(
            zh: "同名行政区划有\(name.regions.count)个,名称不能决定是哪一个",
            en:
              "\(name.regions.count) regions have this name, and nothing in it decides between them"
          )
        )
      }
      let same = withoutRegion[(name.town ?? "") + "/" + name.body] ?? []
      guard !same.isEmpty, !name.isGovernment || name.town != nil else { return nil }
      return DoubtfulMatch(
        agency: agency.key,
        candidates: Array(same.prefix(10)),
        reason: Bilingual(
          zh: "名称未写明地区,可能就是这些机关之一,未予合并",
          en: "the name gives no region: it may be one of these, and was kept apart"
        )
      )
    }
  }
}
