internal import GoujiModel

/// Why a rule about certain agencies was not evaluated.
enum AgencyText {
  static let levelUnknown = Bilingual(
    zh: "不知道机关的层级",
    en: "the level of the agency is not known"
  )
  static let notForThisLevel = Bilingual(
    zh: "不适用于这一层级的机关",
    en: "not made for agencies of this level"
  )
}
