import GoujiModel
import Testing

@testable import GoujiReading

@Suite
struct NumberMentionTests {
  func mentions(_ sentence: String) -> [NumberMention] {
    reading(of: "一、总体情况\n" + sentence).mentions
  }

  @Test(
    arguments: [
      ("公开信息1200条。", "1200", "条", NumberMention.Qualifiers()),
      ("公开信息1,200余条。", "1200", "条", NumberMention.Qualifiers.more),
      ("公开信息约1.2万条。", "12000", "条", NumberMention.Qualifiers.about),
      ("访问超过300万人次。", "3000000", "人次", NumberMention.Qualifiers.above),
      ("收费27.50万元。", "275000", "元", NumberMention.Qualifiers()),
      ("按时办结率99.5%。", "99.5", "", NumberMention.Qualifiers.percent),
      ("培训３２人。", "32", "人", NumberMention.Qualifiers()),
      ("公开信息615", "615", "", NumberMention.Qualifiers()),
    ]
  )
  func `a figure has value, unit and qualifiers`(
    _ sentence: String,
    _ value: String,
    _ unit: String,
    _ qualifiers: NumberMention.Qualifiers
  ) throws {
    let found = mentions(sentence)
    #expect(found.count == 1)
    let mention = try #require(found.first)
    #expect(mention.value == Figure(value))
    #expect(mention.unit == unit)
    #expect(mention.qualifiers == qualifiers)
  }

  @Test(
    arguments: [
      "2021年，工作平稳。", "截至2021年12月31日。", "依据国务院令第711号。", "电话：0377-4693442。", "网址：www.a68.gov.cn。",
      "1.加强培训。", "不足：（1）人手紧张。", "印发〔2021〕34号文件。",
    ]
  )
  func `dates, documents, telephones and items are no figures`(_ sentence: String) {
    #expect(mentions(sentence).isEmpty)
  }

  @Test func `a figure knows its clause, paragraph and place`() throws {
    let text = "一、总体情况\n平稳。\n二、主动公开政府信息情况\n收到申请 12 件，办结9件；结转3件。"
    let identification = reading(of: text)
    #expect(identification.mentions.map(\.figure) == [12, 9, 3])
    let mention = try #require(identification.mentions.first)
    #expect(mention.section == 1)
    #expect(mention.paragraph == 0)
    let paragraph = Array(identification.sections[1].paragraphs[0].text.utf8)
    #expect(String(decoding: paragraph[mention.range], as: UTF8.self) == "12件")
    #expect(String(decoding: paragraph[mention.clause], as: UTF8.self) == "收到申请12件")
    #expect(printed(mention.place.offset, mention.place.length, in: text) == "12 件")
  }

  @Test func `full-width commas part figures and half-width ones group their digits`() {
    #expect(mentions("分别为1，200，35件。").map(\.figure) == [1, 200, 35])
    #expect(mentions("为1,200,035件。").map(\.figure) == [1_200_035])
  }

  @Test(arguments: [" ", "\u{3000}", "\u{A0}"])
  func `the space kept between two numbers counts as the one byte that it is printed with`(
    space: String
  ) {
    let identification = reading(of: "一、总体情况\n编号12\(space)34,收到申请7件。")
    let paragraph = identification.sections[0].paragraphs[0].text
    #expect(paragraph == "编号12 34,收到申请7件。")
    let mention = identification.mentions.last
    #expect(
      mention.map { String(decoding: Array(paragraph.utf8)[$0.range], as: UTF8.self) } == "7件"
    )
  }
}
