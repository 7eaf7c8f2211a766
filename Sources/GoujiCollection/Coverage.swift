internal import GoujiModel

extension AgencyResolution {
  /// Which reports are there, for each agency and each year of the collection.
  func coverage(
    of agencies: [ResolvedAgency],
    _ placed: [Placed],
    unread: [UnreadDocument]
  ) -> [CoverageEntry] {
    struct Place: Hashable {
      let key: String
      let year: Int
    }
    var present: [Place: [CollectionMember]] = [:]
    for report in placed {
      present[Place(key: report.key, year: report.year), default: []].append(report.member)
    }
    var broken: [Place: [String]] = [:]
    var names = Dictionary(
      agencies.map { ($0.key, (name: $0.name, code: $0.regionCode)) },
      uniquingKeysWith: { first, _ in first }
    )
    for document in unread {
      guard let agency = document.agency, let year = document.year else { continue }
      let (key, name) = self.key(of: agency, year: year)
      broken[Place(key: key, year: year), default: []].append(document.document)
      if names[key] == nil { names[key] = (name.folded, name.code) }
    }
    let years = placed.map(\.year) + broken.keys.map(\.year)
    guard let first = years.min(), let last = years.max() else { return [] }
    return names.sorted { $0.key < $1.key }.flatMap { key, agency in
      (first...last).map { year -> CoverageEntry in
        let place = Place(key: key, year: year)
        let status: CoverageEntry.Status
        let documents: [String]
        if let reports = present[place] {
          // A second copy elsewhere may be late; the first one on time counts.
          let isLate = reports.allSatisfy { $0.isLate == true }
          status = isLate ? .late : .present
          documents = reports.map(\.document)
        } else if let unreadable = broken[place] {
          (status, documents) = (.unreadable, unreadable.sorted())
        } else {
          (status, documents) = (.missing, [])
        }
        return CoverageEntry(
          agency: key,
          name: agency.name,
          regionCode: agency.code,
          year: year,
          status: status,
          documents: documents
        )
      }
    }
  }
}
