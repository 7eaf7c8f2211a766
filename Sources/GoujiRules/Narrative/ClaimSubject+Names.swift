internal import GoujiModel

// What rules ask the claims of a text for by name; what a rule takes from its file has no name here.

extension ClaimSubject {
  static let received: ClaimSubject = "applications.received"
  static let carriedIn: ClaimSubject = "applications.carried_in"
  static let handled: ClaimSubject = "applications.handled"
  static let carriedOut: ClaimSubject = "applications.carried_out"
  static let unchanged: ClaimSubject = "applications.unchanged"
  static let allDone: ClaimSubject = "applications.all_done"
  static let replyRate: ClaimSubject = "applications.reply_rate"
  static let natural: ClaimSubject = "applications.natural"
  static let organisation: ClaimSubject = "applications.organisation"
  static let serviceItems: ClaimSubject = "services.items"
  static let serviceCases: ClaimSubject = "services.cases"
  static let publishedTotal: ClaimSubject = "published.total"
  static let publishedWebsite: ClaimSubject = "published.website"
  static let informationFee: ClaimSubject = "information_fee"

  /// The channels by which applications are received.
  static let channelsOfReceipt: [ClaimSubject] = [
    "applications.online", "applications.letter", "applications.in_person", "applications.fax",
    "applications.email",
  ]
}
