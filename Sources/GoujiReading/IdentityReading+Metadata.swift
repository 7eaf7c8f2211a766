import GoujiDocument
import GoujiModel

// What the head of a page says.

extension IdentityReading {
  /// Reads the title and the dates in the head of a page.
  mutating func readMetadata(_ metadata: [(name: String, value: String)]) {
    for (name, value) in metadata {
      switch name.lowercased() {
      case "title", "articletitle": readPageTitle(value)
      case "pubdate", "publishdate", "publish_time":
        let dates = Flow.reading(.line(value), without: []) { Landmarks($0).dates }
        guard let date = dates.first(where: \.isFull)?.date else { continue }
        published.append(DateClaim(date: date, source: .metadata, range: nil, weight: 0))
      case "contentsource", "source", "author":
        Flow.reading(.line(value), without: []) { flow in
          let units = flow.units.prefix { !Unit.isSeparator($0) }
          guard let kind = AgencyName.kind(of: units) else { return }
          agencies.append(
            AgencyClaim(
              name: Array(units),
              range: nil,
              printed: value,
              kind: kind,
              source: .metadata,
              weight: Weight.sourceLine
            )
          )
        }
      default: continue
      }
    }
  }

  /// Reads `某局2019年…报告_某市人民政府`, the name of the site behind the last sign left out.
  private mutating func readPageTitle(_ value: String) {
    let document = Document.line(value)
    let (titles, agencies, years) = Flow.reading(document, without: []) { flow in
      var reading = IdentityReading(document: document, flow: flow, landmarks: Landmarks(flow))
      reading.readTitles()
      return (reading.titles, reading.agencies, reading.years)
    }
    for agency in agencies where agency.source == .title {
      self.agencies.append(
        AgencyClaim(
          name: agency.name,
          range: nil,
          printed: agency.printed,
          kind: agency.kind,
          source: .metadata,
          weight: Weight.pageTitle
        )
      )
    }
    for year in years where year.source == .title {
      self.years.append(
        YearClaim(year: year.year, source: .metadata, range: nil, weight: Weight.pageTitle)
      )
    }
    for title in titles {
      self.titles.append(
        TitleClaim(
          text: title.text,
          year: title.year,
          range: nil,
          source: .metadata,
          weight: Weight.pageTitle
        )
      )
    }
  }
}
