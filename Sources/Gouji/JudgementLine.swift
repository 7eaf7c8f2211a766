internal import GoujiDecoding

/// One judgement of a CSV file.
public struct JudgementLine: Hashable, Sendable {
  public let finding: String
  public let judgement: Judgement

  /// What the finding is about, as far as the file says so.
  public let rule: RuleID?
  public let agency: String?
  public let year: Int?
  public let cell: String?
}

/// Reads judgements from a file with columns `finding`, `verdict` and `note`, or from an exported
/// `findings.csv` whose columns `judgement` and `note` were filled in.
///
/// Lines without a verdict are left out, and so are those that an export marked as reopened.
///
/// - Throws: ``InputError`` that names the line of what makes no sense.
public func readJudgements(_ path: String) throws(InputError) -> [JudgementLine] {
  let file = FilePath(path)
  let text: [UInt8]
  do {
    text = try decode(contents(of: file, limit: InputLimits.defaultDocumentSize)).utf8
  } catch let trouble as FileTrouble {
    throw InputError.judgements(path, line: 1, trouble.reason)
  } catch {
    throw InputError.judgements(path, line: 1, Bilingual(zh: "不是文本", en: "not text"))
  }
  let rows = commaSeparatedRows(text)
  let header = rows.first?.fields ?? []
  let verdictColumn = header.firstIndex(of: "verdict") ?? header.firstIndex(of: "judgement")
  guard let findingColumn = header.firstIndex(of: "finding"), let verdictColumn else {
    throw InputError.judgements(
      path,
      line: 1,
      Bilingual(
        zh: "第一行应是列名,其中须有 finding 和 verdict(或 judgement)",
        en: "no columns 'finding' and 'verdict' (or 'judgement') in the first line"
      )
    )
  }
  var lines: [JudgementLine] = []
  for row in rows.dropFirst() {
    func field(_ column: Int?) -> String? {
      guard let column, column < row.fields.count, !row.fields[column].isEmpty else { return nil }
      return row.fields[column]
    }
    func field(_ name: String) -> String? { field(header.firstIndex(of: name)) }
    guard let word = field(verdictColumn), word != Judgement.reopenedWord else { continue }
    guard let verdict = Judgement.Verdict(rawValue: word) else {
      let words = Judgement.Verdict.allCases.map(\.rawValue)
      throw InputError.judgements(
        path,
        line: row.line,
        Bilingual(
          zh: "“\(word)”不是判定:应为 " + words.joined(separator: "、"),
          en: "'\(word)' is no verdict; there are " + words.joined(separator: ", ")
        )
      )
    }
    guard let finding = field(findingColumn) else {
      throw InputError.judgements(
        path,
        line: row.line,
        Bilingual(zh: "finding 一栏为空", en: "finding: empty")
      )
    }
    let cell = [field("table"), field("row"), field("column")].compactMap(\.self)
    lines.append(
      JudgementLine(
        finding: finding,
        judgement: Judgement(verdict: verdict, note: unescaped(field("note") ?? "")),
        rule: field("rule").map(RuleID.init(rawValue:)),
        agency: field("agency").map(unescaped),
        year: field("year").flatMap { Int($0) },
        cell: field("cell") ?? (cell.isEmpty ? nil : cell.joined(separator: "."))
      )
    )
  }
  return lines
}

/// The text that an export made harmless for spreadsheets by an apostrophe before it.
private func unescaped(_ field: String) -> String {
  let rest = field.dropFirst()
  guard field.first == "'", let first = rest.first, "=@+-\t\r\n".contains(first) else {
    return field
  }
  return String(rest)
}

extension InputError {
  fileprivate static func judgements(_ path: String, line: Int, _ problem: Bilingual) -> InputError
  {
    InputError(
      code: .badJudgements,
      message: Bilingual(zh: "\(path):\(line):\(problem.zh)", en: "\(path):\(line): \(problem.en)")
    )
  }
}
