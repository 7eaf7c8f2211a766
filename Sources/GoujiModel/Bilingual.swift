/// The languages that messages and labels are written in.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// A sentence or label in every language of the program.
public struct Bilingual: Hashable, Sendable, Codable {
  public let zh: String
  public let en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  public subscript(language: Language) -> String {
    switch language {
    case .chinese: zh
    case .english: en
    }
  }
}
