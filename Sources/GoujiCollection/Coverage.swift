internal import GoujiModel

extension AgencyResolution {
  /// Which reports are there, and which are looked for in vain.
  ///
  /// A batch may mix many places and years, so a year that one agency has says nothing of the others.
  /// A report counts as missing where it would be looked for: between the first and the last year of
  /// its agency, and in years that most agencies below the same one have, the one above included. A
  /// body that a reform ended or made is not looked for on the other side of it.
  func coverage(
    of agencies: [ResolvedAgency],
    _ placed: [Placed],
    unread: [UnreadDocument]
  ) -> [CoverageEntry] {
    var known: [String: CoveredAgency] = [:]
    for agency in agencies {
      known[agency.key] = CoveredAgency(
        name: agency.name,
        code: agency.regionCode,
        parent: agency.parent
      )
    }
    for report in placed {
      known[report.key]?.bodies.insert(report.name.body)
      known[report.key]?.present[report.year, default: []].append(report.member)
    }
    for document in unread {
      guard let agency = document.agency, let year = document.year else { continue }
      let (key, name) = self.key(of: agency, year: year)
      known[
        key,
        default: CoveredAgency(name: name.folded, code: name.code, parent: nil)
      ].unreadable[year, default: []].append(document.document)
    }
    let common = yearsInCommon(known)
    return known.sorted { $0.key < $1.key }.flatMap { key, agency in
      var years = agency.years
      guard let first = years.min(), let last = years.max() else { return [CoverageEntry]() }
      years.formUnion(first...last)
      let siblings = agency.parent.flatMap { common[$0] } ?? []
      years.formUnion(
        siblings.union(common[key] ?? []).filter { year in
          (year > first || !agency.bodies.contains { words.madeByReform.contains($0) })
            && (year < last || !agency.bodies.contains { words.renamed[$0] != nil })
        }
      )
      return years.sorted().map { agency.entry(key: key, year: $0) }
    }
  }

  /// The years that more than half of the agencies below one have, and two of them at least.
  private func yearsInCommon(_ known: [String: CoveredAgency]) -> [String: Set<Int>] {
    var counts: [String: (agencies: Int, years: [Int: Int])] = [:]
    for agency in known.values {
      guard let parent = agency.parent else { continue }
      counts[parent, default: (0, [:])].agencies += 1
      for year in agency.years { counts[parent]?.years[year, default: 0] += 1 }
    }
    return counts.mapValues { below in
      Set(below.years.filter { $0.value > 1 && $0.value * 2 > below.agencies }.keys)
    }
  }
}

/// One agency with everything that is on file of it.
private struct CoveredAgency {
  let name: String
  let code: String?
  let parent: String?
  var bodies: Set<String> = []
  var present: [Int: [CollectionMember]] = [:]
  var unreadable: [Int: [String]] = [:]

  var years: Set<Int> { Set(present.keys).union(unreadable.keys) }

  func entry(key: String, year: Int) -> CoverageEntry {
    let status: CoverageEntry.Status
    let documents: [String]
    if let reports = present[year] {
      // A second copy elsewhere may be late; the first one on time counts.
      status = reports.allSatisfy { $0.isLate == true } ? .late : .present
      documents = reports.map(\.document)
    } else if let unread = unreadable[year] {
      (status, documents) = (.unreadable, unread.sorted())
    } else {
      (status, documents) = (.missing, [])
    }
    return CoverageEntry(
      agency: key,
      name: name,
      regionCode: code,
      year: year,
      status: status,
      documents: documents
    )
  }
}
