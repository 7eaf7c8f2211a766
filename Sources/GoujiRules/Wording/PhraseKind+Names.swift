internal import GoujiModel

// What rules ask the phrases of a text for by name; what a rule takes from its file has no name here.

extension PhraseKind {
  static let partsAnnounced: PhraseKind = "parts_announced"
  static let periodEnd: PhraseKind = "period_end"
  static let template: PhraseKind = "template"
  static let decree: PhraseKind = "decree"
  static let wrongOffice: PhraseKind = "wrong_office"
  static let notice2019: PhraseKind = "notice_2019"
  static let notice2021: PhraseKind = "notice_2021"
  static let notice2021Misnamed: PhraseKind = "notice_2021_misnamed"
  static let problem: PhraseKind = "problem"
  static let measure: PhraseKind = "measure"
  static let processingFee: PhraseKind = "processing_fee"
  static let assessment: PhraseKind = "assessment"
  static let socialReview: PhraseKind = "social_review"
  static let accountability: PhraseKind = "accountability"
  static let aspectPublication: PhraseKind = "aspect_publication"
  static let aspectApplications: PhraseKind = "aspect_applications"
  static let aspectManagement: PhraseKind = "aspect_management"
  static let aspectPlatform: PhraseKind = "aspect_platform"
  static let aspectSupervision: PhraseKind = "aspect_supervision"
  static let genericBody: PhraseKind = "generic_body"
  static let ownBody: PhraseKind = "own_body"
  static let regionBody: PhraseKind = "region_body"
  static let officeBody: PhraseKind = "office_body"
}
