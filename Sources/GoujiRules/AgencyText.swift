internal import GoujiModel

/// Why a rule about certain agencies was not evaluated.
enum AgencyText {
  static let unknown = Bilingual(zh: "不知道是哪个机关", en: "the agency is not known")
  static let regionUnknown = Bilingual(
    zh: "不知道机关所在的地区",
    en: "the region of the agency is not known"
  )
  static let levelUnknown = Bilingual(
    zh: "不知道机关的层级",
    en: "the level of the agency is not known"
  )
  static let notForThisLevel = Bilingual(
    zh: "不适用于这一层级的机关",
    en: "not made for agencies of this level"
  )
  static let notForThisAgency = Bilingual(
    zh: "不适用于这一机关",
    en: "not made for this agency"
  )
  static let yearUnknown = Bilingual(zh: "不知道报告年度", en: "the year of the report is not known")
  static let noDate = Bilingual(
    zh: "没有落款或发布日期",
    en: "neither signature nor publication is dated"
  )
}
