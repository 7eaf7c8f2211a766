internal import ArgumentParser
internal import Gouji

/// Shows the rules that are in force.
struct RulesCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules, or explain one. 列出规则,或说明其中一条。"
  )

  @Argument(help: ArgumentHelp("A rule, such as APP-BALANCE. 规则编号。", valueName: "ID"))
  var id: String?

  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let rules = try makeReader().ruleDescriptions
    guard let id else {
      let width = rules.map(\.id.rawValue.count).max() ?? 0
      for rule in rules {
        console.write(
          padded(rule.id.rawValue, to: width + 2) + padded(rule.severity.label[language], to: 9)
            + rule.summary[language] + "\n"
        )
      }
      return .clean
    }
    guard let rule = rules.first(where: { $0.id.rawValue == id.uppercased() }) else {
      throw CommandFailure(
        message: Bilingual(
          zh: "没有规则“\(id)”;gouji rules 列出全部规则",
          en: "no rule '\(id)'; 'gouji rules' lists them all"
        )
      )
    }
    let lines: [(Bilingual, String)] = [
      (Bilingual(zh: "规则", en: "rule"), rule.id.rawValue),
      (Bilingual(zh: "含义", en: "meaning"), rule.summary[language]),
      (Bilingual(zh: "级别", en: "severity"), rule.severity.label[language]),
      (Bilingual(zh: "可靠性", en: "certainty"), rule.certainty.label[language]),
      (Bilingual(zh: "格式", en: "forms"), rule.forms.map(\.rawValue).joined(separator: ", ")),
      (Bilingual(zh: "公式", en: "formula"), rule.formula),
      (Bilingual(zh: "依据", en: "source"), rule.source),
    ]
    for (heading, text) in lines where !text.isEmpty {
      console.write(padded(heading[language], to: 12) + text + "\n")
    }
    return .clean
  }
}

extension Certainty {
  var label: Bilingual {
    switch self {
    case .certain: Bilingual(zh: "确定", en: "certain")
    case .strong: Bilingual(zh: "较强", en: "strong")
    case .heuristic: Bilingual(zh: "经验", en: "heuristic")
    }
  }
}
