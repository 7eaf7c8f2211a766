internal import GoujiDecoding
internal import GoujiModel
internal import GoujiSchemas

/// The name of an agency taken apart: the regions that it begins with, and the body.
struct AgencyName: Hashable, Sendable {
  /// The regions that the name may mean: one when it is decided, several when the name fits several,
  /// none when it begins with no region of GB/T 2260.
  let regions: [Regions.Region]

  /// The names of regions that stand before the body, as printed.
  let regionNames: [String]

  /// The town below the lowest region; `nil` for other bodies.
  let town: String?

  /// The body in its standard wording; empty for the government of the region or town.
  let body: String

  /// The whole name in simplified characters, without spaces and in one width.
  let folded: String

  /// Takes a name apart.
  ///
  /// The year of the report tells regions of one name apart that follow one another; the code that a
  /// manifest declares, and the code of a region that the agency is known to lie in, decide between
  /// the others.
  init(
    _ name: String,
    year: Int?,
    code: String? = nil,
    parent: String? = nil,
    regions: Regions,
    words: CollectionWords
  ) {
    folded = AgencyName.fold(name)
    let (found, names, rest) = regions.leading(folded[...], year: year)
    var chain = found
    if chain.count > 1, let code {
      let declared = chain.filter { code.hasPrefix($0.rank.stem(of: $0.code)) }
      if !declared.isEmpty { chain = declared }
    }
    if chain.count > 1, let parent, regions.contains(parent) {
      let inside = chain.filter { region in
        regions.name(of: parent, year: nil) != nil
          && Regions.Region(code: parent, name: "", first: nil, last: nil).contains(region.code)
      }
      if !inside.isEmpty { chain = inside }
    }
    if chain.isEmpty, let code, code.utf8.count >= 6, regions.contains(String(code.prefix(6))),
      let name = regions.name(of: String(code.prefix(6)), year: year)
    {
      chain = [Regions.Region(code: String(code.prefix(6)), name: name, first: nil, last: nil)]
    }
    self.regions = chain
    regionNames = names
    (town, body) = AgencyName.body(of: String(rest), hasRegion: !names.isEmpty, words: words)
  }

  /// What identifies the agency: the region's code or name, the town and the body.
  var key: String {
    let region = regions.count == 1 ? regions[0].code : regionNames.joined()
    return region + "/" + (town ?? "") + (town != nil && !body.isEmpty ? "/" : "") + body
  }

  var code: String? { regions.count == 1 ? regions[0].code : nil }

  /// Whether the agency is the government of a region or town.
  var isGovernment: Bool { body.isEmpty && (town != nil || !regionNames.isEmpty) }

  /// Splits what follows the regions into a town and a body.
  private static func body(
    of rest: String,
    hasRegion: Bool,
    words: CollectionWords
  ) -> (town: String?, body: String) {
    if hasRegion, rest.isEmpty || words.government.contains(rest) { return (nil, "") }
    var candidates = [rest]
    for office in words.townOffices where rest.hasSuffix(office) {
      candidates.append(String(rest.dropLast(office.count)))
    }
    for candidate in candidates {
      if let suffix = words.towns.first(where: { candidate.hasSuffix($0) }),
        candidate.count > suffix.count, candidate.count <= 12
      {
        return (candidate, "")
      }
    }
    // 街道办 is an office of the 街道, not an abbreviation of a body.
    if rest.hasSuffix("街道办") { return (String(rest.dropLast(1)), "") }
    var body = rest
    for (spelling, standard) in words.spellings where body.hasSuffix(spelling) {
      body = String(body.dropLast(spelling.count)) + standard
      break
    }
    return (nil, words.abbreviations[body] ?? body)
  }

  /// The name in simplified characters without spaces, brackets in one width.
  private static func fold(_ name: String) -> String {
    var folded = ""
    for scalar in Simplification.ofName(name).unicodeScalars {
      switch scalar {
      case "（": folded.append("(")
      case "）": folded.append(")")
      case _ where scalar.properties.isWhitespace: continue
      default: folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }
}

extension AgencyName {
  /// What kind of body the name is of; `nil` when its region is not known.
  var level: AgencyLevel? {
    if town != nil, body.isEmpty { return .town }
    guard let rank = regions.first?.rank else { return nil }
    switch rank {
    case .province: return body.isEmpty ? .provinceGovernment : .provinceDepartment
    case .city: return body.isEmpty ? .cityGovernment : .cityDepartment
    case .county: return body.isEmpty ? .countyGovernment : .countyDepartment
    }
  }
}
