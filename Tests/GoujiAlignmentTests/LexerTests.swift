import GoujiModel
import GoujiSchemas
import Testing

@testable import GoujiAlignment

private let characters: CharacterTable = {
  do {
    return LabelTrie(Skeleton(try FormCatalogue.embedded()), simplified: { $0 }).characters
  } catch { fatalError("\(error)") }
}()

/// Letters with what is said of them, and figures, strays and marks with how many letters stand before.
private func parts(of text: String) -> [String] {
  let stream = Lexer.run(
    Array(text.utf8).span,
    characters: characters,
    cells: [],
    skipsTags: true
  )
  let letters = stream.letters.map { "\($0.letter) \($0.flags.rawValue) \($0.token)" }
  let tokens = stream.tokens.map {
    "\($0.kind) \($0.letter) \($0.significand) \($0.fractionDigits) \($0.unit) \($0.flags.rawValue)"
  }
  return letters + tokens
}

/// The lexer takes most figures of sentences with the letters around them, but not those in full-width
/// digits, so that both ways can be held against each other.
@Test(arguments: [
  "通过门户网站公开信息120条,其中预决算信息18条。", "总阅读量3.6万次,满意率为98.3%", "全年2021年1月20日印发", "收到申请12件\n予以公开3件",
  "(受理申请5件)办结4件", "培训26人次。", "共公开30余条", "制发12规章", "信息7.5.3条", "申请3无 4", "有5三件", "新增6增加7件",
  "发布8处,制作9种", "收费100元|元", "行政许可3项 项", "下达40,其他", "满意率99", "公开1,234条次", "费用27.4060万元。", "第20条",
  "处罚2件-", "有3条=", "得到5 条", "工作10年", "办理11", "标准1234567890123456789012条",
])
func `a figure in a sentence is taken alike with the letters around it and by itself`(
  _ sentence: String
) {
  let wide = String(
    String.UnicodeScalarView(
      sentence.unicodeScalars.map { scalar in
        guard (0x30...0x39).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
      }
    )
  )
  #expect(parts(of: sentence) == parts(of: wide))
}

@Test(arguments: [("(", ")"), ("（", "）")])
func `a numeral between brackets on lines of their own is a part of its label`(
  _ open: String,
  _ close: String
) throws {
  let values = ["5", "1", "2", "3", "4", "6", "21"]
  let rows = rowLabels.prefix(4).map { ($0, values) }
  let label = [open, "三", close, "不", "予", "公", "开"]
  let text =
    tableThree(applicants, Array(rows)) + label.joined(separator: "\n") + "\n"
    + rowLabels[4...].map { ([$0] + values).joined(separator: "\n") + "\n" }.joined()
  let read = try figures(text)
  #expect(read["applications.partially_disclosed.total"] == "21")
  #expect(read["applications.refused.state_secret.natural_person"] == "5")
}

@Test func `a numeral that begins a label printed downwards is no figure`() throws {
  let rows = rowLabels.prefix(2).map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let short = [(rowLabels[1], ["5", "1", "2", "3", "4", "6"])]
  let label = ["三", "本", "年", "度", "办", "理", "结", "果"]
  let rest =
    (label + ["(一)予以公开", "1", "1", "1", "1", "1", "1", "6"]).joined(separator: "\n") + "\n"
  let full = try figures(tableThree(applicants, rows) + rest)
  #expect(full["applications.carried_in.total"] == "21")
  #expect(full["applications.disclosed.total"] == "6")
  let open = try figures(tableThree(applicants, [rows[0]] + short) + rest)
  #expect(open["applications.new_received.total"] == "21")
  #expect(!open.keys.contains { $0.contains("carried_in") })
}

@Test func `a numeral above the comma of its label is no figure`() throws {
  let text =
    "三、收到和处理政府信息公开申请情况\n" + applicants.joined(separator: "  ") + "\n"
    + rowLabels.map { "\($0)   5  1  2  3  4  6  21\n" }.joined()
    + " 四       5  2  0  0  0  0  7\n 、结\n 转下\n 年度\n 继续\n 办理\n\n"
  let read = try figures(text)
  #expect(read["applications.new_received.total"] == "21")
  #expect(read["applications.carried_out.natural_person"] != "4")
}
