import GoujiModel

/// One place that names the agency.
struct AgencyClaim {
  let name: [UInt16]

  /// Where in the text; `nil` for a name from the head of a page.
  let range: Range<Int>?
  let printed: String
  let kind: AgencyName.Kind
  let source: Evidence

  /// How much it says against other claims; only the order matters.
  let weight: Int
}

struct YearClaim {
  let year: Int
  let source: Evidence
  let range: Range<Int>?
  let weight: Int

  /// Whether a claim of another year puts this one in doubt: dates follow the year they report on
  /// only as a rule, a title and a period state it.
  var isStatement: Bool { weight >= Weight.period }
}

struct TitleClaim {
  let text: String

  /// `nil` for a title without one.
  let year: Int?
  let range: Range<Int>?
  let source: Evidence
  let weight: Int
}

struct DateClaim {
  let date: CalendarDate
  let source: Evidence
  let range: Range<Int>?
  let weight: Int
}

/// How much each kind of evidence says.
enum Weight {
  static let title = 100
  static let titleBelow = 95
  static let sentence = 90
  static let period = 85
  static let filedBy = 80
  static let pageTitle = 75
  static let form = 70
  static let signature = 60
  static let text = 50
  static let signatureDate = 40
  static let lineAlone = 35
  static let sourceLine = 30
  static let publication = 20

  /// Titles that differ by no more than this may each be that of the report.
  static let rival = 15

  /// A title below the report is a link to another one, unless nothing else is known.
  static let link = 5
}
