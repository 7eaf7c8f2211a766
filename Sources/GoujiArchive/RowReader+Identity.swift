internal import GRDB
internal import Gouji
internal import GoujiModel

/// The columns that ``RowReader/identity()`` reads.
let identityColumns: String = {
  func columns(_ name: String) -> String {
    "\(name), \(name)_source, \(name)_line, \(name)_offset, \(name)_length"
  }
  return """
    form, \(columns("agency")), agency_as_printed, \(columns("year")), \(columns("title")),
    \(columns("published_on")), \(columns("signed_on")), \(columns("scope")), level, region_code
    """
}()

extension RowReader {
  mutating func identity() throws -> (ReportIdentity, FormID) {
    let form = FormID(rawValue: text())
    var identity = ReportIdentity()
    identity.agency = try attested { $0.optionalText() }
    identity.agencyAsPrinted = optionalText()
    identity.year = try attested { $0.optionalInteger() }
    identity.title = try attested { $0.optionalText() }
    identity.publishedOn = try attested {
      try $0.optionalText().map { try known(calendarDate, $0) }
    }
    identity.signedOn = try attested {
      try $0.optionalText().map { try known(calendarDate, $0) }
    }
    identity.scope = try attested { try $0.optionalWord(ReportIdentity.Scope.self) }
    identity.level = try optionalWord(AgencyLevel.self)
    identity.regionCode = optionalText()
    return (identity, form)
  }

  private mutating func attested<Value>(
    _ read: (inout RowReader) throws -> Value?
  ) throws -> Attested<Value>? {
    let value = try read(&self)
    let source = try optionalWord(Evidence.self)
    let place = place()
    guard let value, let source else { return nil }
    return Attested(value, from: source, place: place)
  }

  mutating func bilingual() -> Bilingual {
    let zh = text()
    return Bilingual(zh: zh, en: text())
  }

  mutating func optionalBilingual() -> Bilingual? {
    let zh = optionalText()
    let en = optionalText()
    guard let zh, let en else { return nil }
    return Bilingual(zh: zh, en: en)
  }
}
