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

  @OptionGroup var ruleOptions: RuleOptions

  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let rules = try makeReader(rulesFile: ruleOptions.rules).rules
    guard let id else {
      for group in RuleDescription.Group.allCases {
        let members = rules.descriptions.filter { $0.group == group }
        guard !members.isEmpty else { continue }
        console.write("\(group.title[language])\n")
        for rule in members {
          console.write(
            "  " + padded(rule.id.rawValue, to: 28) + padded(rule.severityLabel[language], to: 9)
              + rule.summary[language] + "\n"
          )
        }
      }
      return .clean
    }
    guard let rule = rules[RuleID(rawValue: id.uppercased())] else {
      throw CommandFailure(
        message: Bilingual(
          zh: "没有规则“\(id)”;gouji rules 列出全部规则",
          en: "no rule '\(id)'; 'gouji rules' lists them all"
        )
      )
    }
    let lines: [(Bilingual, String?)] =
      [
        (Bilingual(zh: "规则", en: "rule"), rule.id.rawValue),
        (Bilingual(zh: "含义", en: "meaning"), rule.summary[language]),
        (Bilingual(zh: "理由", en: "why"), rule.why[language]),
        (Bilingual(zh: "类别", en: "group"), rule.group.title[language]),
        (Bilingual(zh: "级别", en: "severity"), rule.severityLabel[language]),
        (Bilingual(zh: "可靠性", en: "certainty"), rule.certainty.label[language]),
        (Bilingual(zh: "格式", en: "forms"), rule.forms.map(\.rawValue).joined(separator: ", ")),
        (Bilingual(zh: "表格", en: "tables"), rule.tables.map(\.rawValue).joined(separator: ", ")),
        (Bilingual(zh: "公式", en: "formula"), rule.formula),
      ] + rule.exceptions.map { (Bilingual(zh: "例外", en: "exception"), $0[language]) } + [
        (Bilingual(zh: "依据", en: "source"), rule.source[language]),
        (Bilingual(zh: "示例", en: "example"), rule.example[language]),
      ]
    for (heading, text) in lines {
      guard let text, !text.isEmpty else { continue }
      // A formula of several lines stays under its heading.
      for (index, line) in text.split(separator: "\n").enumerated() {
        console.write(padded(index == 0 ? heading[language] : "", to: 12) + line + "\n")
      }
    }
    return .clean
  }
}

extension RuleDescription {
  fileprivate var severityLabel: Bilingual {
    isOff ? Bilingual(zh: "关闭", en: "off") : severity.label
  }
}
