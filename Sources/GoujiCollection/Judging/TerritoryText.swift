internal import GoujiModel
internal import GoujiRules

/// Sentences about wholes and parts.
enum TerritoryText {
  static let scopeUnknown = Bilingual(
    zh: "统计口径不明:无申报,正文未写明,数据也不能证明",
    en: "the scope is unknown: not declared, not in the text, not proved by the figures"
  )
  static let office = Bilingual(
    zh: "只统计本机关,不与下级汇总",
    en: "the report counts the office alone and no parts"
  )
  static let contested = Bilingual(
    zh: "有单位的年报收集到数据不同的几份,不能确定以哪一份为准",
    en: "copies of a report with different figures are on file, and nothing tells which one counts"
  )
  static let notAnOffice = Bilingual(
    zh: "不是只统计本机关的年报",
    en: "not known to be a report of the office alone"
  )

  static func proven(equal: Int, of all: Int, byOtherYear: Bool) -> Bilingual {
    byOtherYear
      ? Bilingual(
        zh: "其他年度的数据证明汇总的正是这些单位(本年度\(all)个非零数据中\(equal)个等于合计)",
        en:
          "the figures of another year prove that the whole counts these parts (of \(all) non-zero "
          + "cells of this year \(equal) are their sums)"
      )
      : Bilingual(
        zh: "\(all)个非零数据中\(equal)个恰为各单位合计,足以证明口径",
        en:
          "of \(all) non-zero cells \(equal) are exactly the sums of the parts, which proves the scope"
      )
  }

  static func rosterOpen(_ absent: [String]) -> Bilingual {
    guard !absent.isEmpty else {
      return Bilingual(zh: "不能确定单位已收集齐全", en: "the parts on file may not be all there are")
    }
    let names = CollectionText.names(absent)
    return Bilingual(zh: "尚缺\(names.zh)的年报", en: "the reports of \(names.en) are not on file")
  }

  /// What the whole has more than the parts on file, and whose it may be.
  static func remainder(
    _ comparison: TerritoryComparison,
    _ absent: [String],
    _ rules: TerritoryRules
  ) -> Bilingual? {
    let wanted: (TerritoryCell) -> Bool = { cell in
      cell.definition.id.row == .newReceived && cell.definition.id.column == .total
        || cell.definition.id.row == .requestsReceived
    }
    guard let cell = comparison.cells.first(where: wanted), cell.whole > cell.sum else {
      return nil
    }
    let names = CollectionText.names(absent)
    let rest = Figure(cell.whole - cell.sum)
    return Bilingual(
      zh: "\(cell.definition.label)尚余\(rest)件,应属"
        + (absent.isEmpty ? "未收集到的单位" : names.zh),
      en: "\(cell.definition.label): \(rest) remain for "
        + (absent.isEmpty ? "parts that are not on file" : names.en)
    )
  }

  static func exceeds(
    _ cell: TerritoryCell,
    _ part: TerritoryCell.Part?,
    _ year: TerritoryYear,
    others: Int
  ) -> Bilingual {
    let name = part?.report.member.name ?? ""
    let more = Figure(part?.amount ?? 0)
    return sentence(
      zh:
        "\(name)\(cell.definition.label)为\(more),大于\(year.whole.member.name)汇总的\(Figure(cell.whole))",
      en: "\(name) has \(more) in \(cell.definition.label), more than the \(Figure(cell.whole)) of "
        + "\(year.whole.member.name), which counts it in",
      others
    )
  }

  static func differs(
    _ cell: TerritoryCell,
    _ roster: TerritoryRoster,
    _ year: TerritoryYear,
    others: Int
  ) -> Bilingual {
    let count = roster.parts.count
    let names = CollectionText.names(roster.parts.map(\.member.name))
    let difference = Figure(abs(cell.whole - cell.sum))
    let isMore = cell.sum > cell.whole
    return sentence(
      zh: "\(cell.definition.label):\(names.zh)等\(count)个单位合计\(Figure(cell.sum)),"
        + (isMore ? "超过" : "少于")
        + "\(year.whole.member.name)汇总数\(Figure(cell.whole)),相差\(difference)",
      en: "\(cell.definition.label): the \(count) parts (\(names.en)) add to \(Figure(cell.sum)), "
        + (isMore ? "more" : "less")
        + " than the \(Figure(cell.whole)) of \(year.whole.member.name), a difference of \(difference)",
      others
    )
  }

  private static func sentence(zh: String, en: String, _ others: Int) -> Bilingual {
    guard others > 0 else { return Bilingual(zh: zh + "。", en: en + ".") }
    return Bilingual(
      zh: zh + ";本表另有\(others)格相差同样多。",
      en: en + "; \(others) more cells of the table differ by as much."
    )
  }
}
