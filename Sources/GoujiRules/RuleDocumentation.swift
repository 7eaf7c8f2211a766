internal import GoujiModel

/// The catalogue as a page, in both languages.
public enum RuleDocumentation {
  /// The whole of `schemas/RULES.md`.
  public static func markdown(of book: RuleBook) -> String {
    var lines = [
      "# Rules 规则目录",
      "",
      "Written from `schemas/rules/` by the test of GoujiRules (`RECORD_GOLDEN=1 swift test`); do not"
        + " edit. 由规则定义生成,请勿手改。",
      "",
      "To add a rule, add an entry to a file of `schemas/rules/` and its samples to"
        + " `Tests/GoujiRulesTests`: one that passes, one that fails, one for each exception. A new file"
        + " is also named in `Sources/CSchemas/schemas.c`; only a new `kind` takes Swift. 新增规则只需在"
        + "上述目录加一项并配样例;仅新的`kind`需要写代码。",
      "",
      "A result is pass, fail or not evaluated. 结果为通过、不通过或未评判。",
      "",
      "| Rule 规则 | Severity 级别 | Certainty 把握 | Forms 表格 | Summary 概要 |",
      "|---|---|---|---|---|",
    ]
    for rule in book.descriptions {
      let forms = rule.forms.map(\.rawValue).joined(separator: ", ")
      lines.append(
        "| [\(rule.id)](#\(rule.id.rawValue.lowercased())) | \(rule.severity.rawValue) "
          + "| \(rule.certainty.rawValue) | \(forms) | \(rule.summary.zh) \(rule.summary.en) |"
      )
    }
    for group in RuleDescription.Group.allCases {
      let rules = book.descriptions.filter { $0.group == group }
      guard !rules.isEmpty else { continue }
      lines += ["", "## \(group.title.en) \(group.title.zh)"]
      for rule in rules { lines += [""] + section(of: rule) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(of rule: RuleDescription) -> [String] {
    let tables = rule.tables.map(\.rawValue).joined(separator: ", ")
    var lines = [
      "### \(rule.id)",
      "",
      "\(rule.summary.zh)。\(rule.summary.en).",
      "",
      "- \(rule.severity.rawValue), \(rule.certainty.rawValue), `\(rule.kind)`, "
        + rule.forms.map(\.rawValue).joined(separator: ", ")
        + (tables.isEmpty ? "" : ": \(tables)"),
    ]
    if let formula = rule.formula {
      lines += ["", "```", formula, "```", ""]
    }
    lines += entry("Why 依据", rule.why)
    for exception in rule.exceptions { lines += entry("Exception 例外", exception) }
    lines += entry("Source 出处", rule.source)
    lines += entry("Example 示例", rule.example)
    return lines
  }

  private static func entry(_ title: String, _ text: Bilingual) -> [String] {
    ["- \(title): \(text.zh) \(text.en)"]
  }
}
