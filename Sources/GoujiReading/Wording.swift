/// The words that reports and the pages around them are made of, each with the line it was made for.
///
/// All in simplified characters and half-width signs, as a ``Flow`` gives them.
enum Wording {
  // MARK: Sentences and lines

  /// Signs that end a sentence or its last clause.
  static func endsSentence(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x3002, 0x21, 0x3F, 0x3B, 0x3A, 0x2026: true  // 。!?;:…
    default: false
    }
  }

  /// Signs that no line begins with unless it was broken before them.
  static func closesClause(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x3002, 0x2C, 0x3001, 0x3B, 0x29, 0x3E, 0x25: true  // 。,、;)>%
    default: false
    }
  }

  /// Whether a sign stands in a range that titles, names and menu lines do not have.
  static func holdsComma(_ units: Units, _ range: Range<Int>) -> Bool {
    for index in range {
      switch units[index] {
      case 0x2C, 0x3002, 0x3B: return true
      default: break
      }
    }
    return false
  }

  /// Whether a range opens with 一、 or 十一.
  static func isOrdinal(_ units: Units, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound, Unit.chineseDigit(units[index]) != nil { index += 1 }
    guard index > range.lowerBound, index < range.upperBound else { return false }
    return index - range.lowerBound <= 2 && (units[index] == 0x3001 || units[index] == 0x2E)
  }

  /// Whether a range opens like an item of a list: (一), 1、 or 1 with a point.
  static func isItem(_ units: Units, _ range: Range<Int>) -> Bool {
    guard range.count >= 2 else { return false }
    let first = units[range.lowerBound]
    if first == 0x28 {
      let next = units[range.lowerBound + 1]
      return Unit.isDigit(next) || Unit.chineseDigit(next) != nil
    }
    guard Unit.isDigit(first) else { return false }
    let next = units[range.lowerBound + 1]
    return next == 0x2E || next == 0x3001
  }

  /// Whether a line is the rest of a broken title: `作年度报告`.
  static func isTitleTail(_ units: Units, _ range: Range<Int>) -> Bool {
    guard range.count <= 10, range.count >= 2 else { return false }
    return units[(range.upperBound - 2)..<range.upperBound].elementsEqual(reportWord)
  }

  /// Whether a line ends with a word for the report, as its title does.
  static func endsInReport(_ units: Units, _ range: Range<Int>) -> Bool {
    reportWords.suffixLength(of: units[range]) != nil
  }

  private static let reportWords = WordList(["报告", "年报"])

  /// Whether a line breaks off inside a title: `2022年某区政府信息公开`.
  static func isTitleHead(_ units: Units, _ range: Range<Int>) -> Bool {
    guard range.count >= 4 else { return false }
    for position in stride(from: range.upperBound - 4, through: range.lowerBound, by: -1)
    where units[position..<(position + 4)].elementsEqual(informationDisclosure) {
      return units[(position + 4)..<range.upperBound].allSatisfy(titleFillers.contains)
    }
    return false
  }

  /// Whether a line gives dates, sources and counters of the page: `发布时间:2021-01-09 来源:…`.
  static func isApparatus(_ units: Units, _ range: Range<Int>) -> Bool {
    guard range.count <= 120 else { return false }
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 9)
    guard let colon = units[head].firstIndex(of: 0x3A) else { return false }
    return label(endingAt: colon, in: units, from: range.lowerBound) != nil
  }

  static let informationDisclosure = "信息公开".units
  static let informationDisclosureInTaiwan = "资讯公开".units
  static let information = "信息".units
  static let reportWord = "报告".units

  /// What stands between 信息公开 and 报告 in a title: 工作, 年度, 情况的, 的年度工作.
  static let titleFillers = "工作年度情况的报总结".units

  /// What a title goes on with: `某局2021年…报告及统计表`.
  static let titleTails = WordList(["及统计表", "及附表", "及附件", "全文", "公示"])

  /// What a notice that publishes a report ends with, and what it does: `关于印发某局2021年…报告的通知`.
  static let noticeTails = WordList(["的通知", "的公告", "的通告", "的公示", "的函"])
  static let publishing = WordList(["关于发布", "关于公布", "关于印发", "关于公开"])

  // MARK: Labels of the page

  struct Label: Sendable {
    let words: String
    let meaning: Meaning

    enum Meaning: Sendable {
      case source
      case filedBy
      case publishedOn
      case dated
      case writtenOn
      case other
    }

    init(_ words: String, _ meaning: Meaning) {
      self.words = words
      self.meaning = meaning
    }
  }

  /// What a page prints before a colon, labels before others that end them.
  ///
  /// `信息来源:某局 发布时间:2021-01-09`,
  /// `发布机构: | 某局 |`, `填报单位(盖章):某县`, `访问量:824`.
  static let labels: [Label] = [
    Label("来源", .source),
    Label("发布机构", .source),
    Label("发文机构", .source),
    Label("发布机关", .source),
    Label("发文机关", .source),
    Label("制发机关", .source),
    Label("发布单位", .source),
    Label("发文单位", .source),
    Label("公开机构", .source),
    Label("公开主体", .source),
    Label("公开责任部门", .source),
    Label("责任部门", .source),
    Label("责任单位", .source),
    Label("发布部门", .source),
    Label("发文部门", .source),
    Label("公开单位", .source),
    Label("公开部门", .source),
    Label("发布者", .source),
    Label("填报单位", .filedBy),
    Label("填报单位(盖章)", .filedBy),
    Label("填报单位(公章)", .filedBy),
    Label("编制单位", .filedBy),
    Label("编制机关", .filedBy),
    Label("报告单位", .filedBy),
    Label("发布时间", .publishedOn),
    Label("发布日期", .publishedOn),
    Label("公开时间", .publishedOn),
    Label("公开日期", .publishedOn),
    Label("发表时间", .publishedOn),
    Label("填报日期", .writtenOn),
    Label("填报时间", .writtenOn),
    Label("成文日期", .writtenOn),
    Label("生成日期", .dated),
    Label("发文日期", .dated),
    Label("更新时间", .dated),
    Label("时间", .dated),
    Label("日期", .dated),
    Label("浏览次数", .other),
    Label("访问量", .other),
    Label("点击数", .other),
    Label("字号", .other),
    Label("字体", .other),
    Label("作者", .other),
    Label("索引号", .other),
  ]

  static func label(_ words: UnitSlice) -> Label? {
    labelWords.contains(words) ? labelWords.suffixIndex(of: words).map { labels[$0] } : nil
  }

  private static let labelWords = WordList(labels.map(\.words))

  /// The label before a colon.
  static func label(endingAt colon: Int, in units: Units, from start: Int) -> Label? {
    labelWords.suffixIndex(of: units[start..<colon]).map { labels[$0] }
  }

  /// What follows the value of a label on its line: `来源:某局时间:2020/01/20`, `来源:某局字号:[大`.
  static let labelStarts = WordList([
    "时间", "日期", "发布", "浏览", "访问", "点击", "阅读", "字号", "字体", "作者", "编辑", "打印",
    "分享", "索引", "责任", "信息来源", "公开", "文号", "保护视力",
  ])

  // MARK: Phrases about the report

  /// What comes before a name in a sentence: `现将某局`, `根据…要求,编制某局`, `由某局`.
  static let openers = WordList([
    "现将", "编制了", "编制", "编写了", "编写", "撰写", "制作", "形成", "公布", "发布", "公开",
    "由", "将", "关于", "根据", "按照", "依据", "现向社会公布", "现公布", "现发布", "向社会公布",
    "标题", "名称", "附件", "附", "转发", "印发", "题目", "本报告", "本年度报告", "特", "现", "是", "为",
    "网站首页", "首页", "正文", "您现在的位置", "当前位置", "分享到", "以下", "如下",
  ])

  /// What follows a name in a title or a signature: `某局关于2019年…`, `某局(盖章)`.
  static let closers = WordList([
    "关于", "的", "年度", "本年度", "公布", "发布", "印发", "编制的", "(盖章)", "(公章)", "(签章)", "(印章)", "(章)",
  ])

  static let compiled = "编制".units

  /// What follows the name in `本报告由某局按照…要求编制`.
  static let compilers = WordList(["按照", "根据", "依据", "依照", "严格", "组织", "负责", "统一", "编制"])
  static let by = "由".units
  static let asFollows = "如下".units
  static let people = "人民".units
  static let government = "政府".units
  static let statisticsForm = "情况统计表".units
  static let adjacentArticle = WordList([
    "上一篇", "下一篇", "上一条", "下一条", "上篇", "下篇", "前一篇", "后一篇",
  ])

  /// Lines that open what a page adds behind the report.
  static let pageEnd = WordList([
    "[打印]", "[关闭]", "打印本页", "关闭窗口", "相关链接", "相关阅读", "相关文章", "相关信息", "相关附件", "相关新闻",
    "上一篇", "下一篇", "上一条", "下一条", "主办", "主办单位", "承办", "版权所有", "技术支持",
    "网站标识码", "Copyright", "分享到", "扫一扫", "友情链接", "备案号", "返回顶部", "延伸阅读", "推荐阅读",
  ])

  // MARK: Sections

  /// Rows of the official tables that open with 一、 like a heading.
  static let tableRows = WordList([
    "本年新收", "上年结转", "本年度办理结果", "本年度处理结果", "结转下年",
  ])

  /// Headings without an ordinal, as `总体情况` on a line of its own.
  static let plainHeadings = WordList([
    "总体情况", "概述", "主动公开政府信息情况", "政府信息主动公开情况", "主动公开情况",
    "收到和处理政府信息公开申请情况", "依申请公开政府信息情况", "依申请公开情况",
    "政府信息公开行政复议、行政诉讼情况", "政府信息公开行政复议行政诉讼情况",
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "存在的主要问题及改进情况",
    "政府信息公开工作存在的主要问题及改进情况", "存在的主要问题和改进措施", "存在问题及改进情况",
    "其他需要报告的事项",
  ])

  static let annexWords = WordList(["附件", "附表", "附录", "统计表"])
}
