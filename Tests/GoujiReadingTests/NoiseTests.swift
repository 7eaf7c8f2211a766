import GoujiModel
import GoujiTestSupport
import Testing

@testable import GoujiReading

@Suite
struct NoiseTests {
  static let pieces = [
    "一、", "总体情况", "二、主动公开政府信息情况", "青岗县人民政府", "2021年", "年", "政府信息公开", "工作年度报告", "报告如下",
    "编制", "由", "现将", "来源：", "发布时间：", "2021-01-05", "2021年1月5日", "年1月", "12", ".5", ",000", "万元",
    "|", "||", "**", "#", "<p>", "<span style=", "<", ">", "](", "[", "&nbsp;", "&", "---", "\t",
    "   ",
    "\n", "\n\n", "\u{3000}", "\u{a0}", "(xiàn)", "(", ")", "《", "》", "，", "。", "；", "：", "𬭩", "é",
    "\u{b}", "\u{1f}",
    "统计表", "附件", "相关链接", "上一篇：", "全县", "我局", "本级数据", "〔2021〕", "%", "-", "/", "1月1日至12月31日",
  ]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `noise never traps and every place lies inside the text`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = (0..<60).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
    let count = text.utf8.count
    let identification = identify(document(text), tableRanges: [])
    for section in identification.sections {
      #expect(section.place.offset + section.place.length <= count, "seed \(seed)")
      for paragraph in section.paragraphs {
        #expect(paragraph.place.offset + paragraph.place.length <= count, "seed \(seed)")
      }
    }
    for mention in identification.mentions {
      let paragraph = identification.sections[mention.section].paragraphs[mention.paragraph]
      #expect(mention.clause.lowerBound <= mention.range.lowerBound, "seed \(seed)")
      #expect(mention.clause.upperBound <= paragraph.text.utf8.count, "seed \(seed)")
    }
    #expect(identification.sections == identify(document(text), tableRanges: []).sections)
  }

  @Test func `a text of one endless line is read in time`() {
    let text = "一、总体情况\n" + String(repeating: "由青岗县编制政府信息公开报告2021年全县3件一、情况", count: 4_000)
    #expect(identify(document(text), tableRanges: []).mentions.count == 4_000)
  }
}
