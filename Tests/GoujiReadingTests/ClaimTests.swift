import GoujiModel
import GoujiSchemas
import Testing

@testable import GoujiReading

private let definitions: ClaimDefinitions = {
  do { return try ClaimDefinitions.embedded() } catch { fatalError("\(error)") }
}()
private let vocabulary: ClaimVocabulary = {
  do { return try ClaimVocabulary(definitions) } catch { fatalError("\(error)") }
}()

/// A sentence of the claim files with the subject that it was written for.
struct ClaimExample: Sendable, CustomTestStringConvertible {
  let subject: ClaimSubject
  let text: String
  let yields: [String]

  var testDescription: String { "\(subject): \(text)" }

  static let all =
    definitions.patterns.flatMap { pattern in
      pattern.examples.map { Self(subject: pattern.subject, text: $0.text, yields: $0.yields) }
    }
    + definitions.statements.flatMap { statement in
      statement.examples.map { Self(subject: statement.subject, text: $0.text, yields: $0.yields) }
    }
}

@Suite
struct ClaimTests {
  private func read(_ text: String) -> Identification {
    identify(document("一、总体情况\n" + text), tableRanges: [], vocabulary: vocabulary)
  }

  private func quote(_ claim: Claim, in identification: Identification) -> String {
    let text = identification.sections[claim.section].paragraphs[claim.paragraph].text
    return String(decoding: Array(text.utf8)[claim.range], as: UTF8.self)
  }

  @Test(arguments: ClaimExample.all)
  func `every pattern finds what its examples say`(_ example: ClaimExample) {
    let identification = read(example.text)
    let found = identification.claims.filter {
      $0.subject == example.subject
        && $0.qualifiers.isDisjoint(with: [.comparison, .plan, .cumulative])
    }
    #expect(found.map { quote($0, in: identification) } == example.yields)
  }

  @Test func `every pattern and statement has an example that yields something`() {
    for pattern in definitions.patterns {
      #expect(pattern.examples.contains { !$0.yields.isEmpty }, "\(pattern.subject)")
    }
    for statement in definitions.statements {
      #expect(statement.examples.contains { !$0.yields.isEmpty }, "\(statement.subject)")
    }
  }

  @Test func `the parts of a list know their whole`() throws {
    let claims = read("公开信息90条,其中概况类20条、动态类70条,解答咨询8条。").claims
    #expect(claims.map(\.figure) == [90, 20, 70, 8])
    #expect(claims.map { $0.list?.whole } == [nil, 0, 0, nil])
  }

  @Test func `a bracket ends its list`() {
    let claims = read("受理申请26件(含在线申请9件),办结25件。").claims
    #expect(claims.map { $0.list?.whole } == [nil, 0, nil])
    #expect(
      claims.map(\.subject) == [
        "applications.received", "applications.online", "applications.handled",
      ]
    )
  }

  @Test(
    arguments: [
      ("2020年收到申请7件。", 2020, Claim.Qualifiers()),
      ("比上年收到的申请多7件。", nil, .comparison),
      ("计划办理申请7件。", nil, .plan),
      ("历年收到申请7件。", nil, .cumulative),
    ] as [(String, Int?, Claim.Qualifiers)]
  )
  func `a clause says whether it speaks of this year`(
    _ text: String,
    _ year: Int?,
    _ qualifiers: Claim.Qualifiers
  ) throws {
    let claim = try #require(read(text).claims.first)
    #expect(claim.year == year)
    #expect(claim.qualifiers == qualifiers)
  }

  @Test func `a sentence that begins with 其中 lists parts of the one before`() {
    let claims = read("公开信息90条。其中,概况类20条,动态类70条。解答咨询8条。").claims
    #expect(claims.map { $0.list?.whole } == [nil, 0, 0, nil])
    #expect(claims.map(\.sentence) == [0, 0, 0, 1])
  }

  @Test(
    arguments: [
      ("收到申请28件,办结27件,结转下年1件。其中,予以公开20件。", 1), ("收到申请28件,办结27件,结转下年1件。其中,予以公开0件、部分公开4件。", 1),
      ("结转下年3件,其中自然人2件。", 0),
    ]
  )
  func `parts belong to what was done rather than to what is left over`(
    _ text: String,
    _ whole: Int
  ) {
    #expect(read(text).claims.last?.list?.whole == whole)
  }

  @Test func `parts in brackets of their own belong to the figure before them`() {
    let claims = read("受理申请26件,涉及土地(9件)、规划(10件)、其他(7件),办结25件。").claims
    #expect(claims.map { $0.list?.whole } == [nil, 0, 0, 0, nil])
    #expect(claims[3].list?.isClosed == true)
  }

  @Test func `parts in a bracket may be called what the whole is`() {
    let claims = read("制发规范性文件5件(以本级名义印发3件、以办公室名义印发2件)。").claims
    #expect(claims.map { $0.list?.whole } == [nil, 0, 0])
  }

  @Test func `what a figure is a share of is no part of it`() {
    let claims = read("网站发布信息798条,占信息公开总量(1282条)的62.2%。").claims
    #expect(claims.allSatisfy { $0.list == nil })
  }

  @Test func `what a bracket says of another year is no part`() {
    let claims = read("收到申请26件(2019年为30件),办结25件。").claims
    #expect(claims.map { $0.list?.whole } == [nil, nil, nil])
  }

  @Test func `what stands behind a figure opens its list`() {
    let claims = read("依申请公开方面,26件申请中,在线申请20件,信函申请6件。").claims
    #expect(claims.map { $0.list?.whole } == [nil, 0, 0])
    #expect(claims[0].subject == "applications.received")
  }

  @Test(
    arguments: [
      ("收到申请10件,其中邮寄2件,占20%。", true), ("收到申请10件,其中邮寄2件,在线申请占比80%。", false),
    ]
  )
  func `a share is that of the figure before unless it names another`(
    _ text: String,
    _ isOfFigure: Bool
  ) {
    #expect(read(text).claims.last?.qualifiers.contains(.share) == isOfFigure)
  }

  @Test func `words in each part of a list do not end it`() {
    let claims = read("公开信息90条,其中概况类更新20条,动态类更新70条。").claims
    #expect(claims.map { $0.list?.whole } == [nil, 0, 0])
  }

  @Test(
    arguments: [
      ("接收申请8件,加上2019年结转2件,全年办结9件。", [nil, 2019, nil]),
      ("收到申请8件(2019年为6件),办结9件。", [nil, 2019, nil]),
      ("2020年收到申请8件,同比增长5%,办结9件。", [2020, 2020, 2020]),
    ] as [(String, [Int?])]
  )
  func `a year holds for the figures that it is said of`(_ text: String, _ years: [Int?]) {
    #expect(read(text).claims.map(\.year) == years)
  }

  @Test func `one figure can count several things`() {
    let claims = read("行政复议和行政诉讼均为0。").claims
    #expect(Set(claims.compactMap(\.subject)) == ["reconsideration.total", "litigation.total"])
    #expect(claims.allSatisfy { $0.figure == 0 && $0.statement == .figure })
  }

  @Test(
    arguments: [
      ("全年收到申请十八件,其中网络十二件、信函六件。", [18, 12, 6]), ("收到申请一百零五件,办结两件。", [105, 2]),
      ("收到申请三百余件。", [300]), ("其余两件结转下年。", [2]), ("收到申请一件。", [1]), ("推进“一件事一次办”。", []),
      ("办好十件民生实事和两件大事。", []), ("依照第二十条、三十条办理。", []), ("每两件申请中,几十件、近百件来自企业。", []),
      ("收到申请三四件。", []), ("制发规范性文件五件。", [5]), ("行政复议两件,其中一件维持,一件尚未审结。", [2, 1, 1]),
      ("凝聚一份力量,一件一件抓落实。", []), ("网站、微信分别发布490条、九十一条。", [490, 91]),
      ("组织一件套演示。", []), ("接到申请3千件。", [3]),
    ] as [(String, [Figure])]
  )
  func `numbers in characters count before the units of reports`(
    _ text: String,
    _ figures: [Figure]
  ) {
    #expect(read(text).claims.filter { $0.statement == .figure }.map(\.figure) == figures)
  }

  @Test(
    arguments: [
      ("收到申请9件,仍有2件正在办理,转入下一年度。", "applications.carried_out"),
      ("收到申请9件,仍有2件未到答复期限,结转至2022年办理。", "applications.carried_out"),
      ("收到申请9件,仍有2件正在办理。", "applications.in_progress"),
    ]
  )
  func `what is in progress is carried over where the sentence says so`(
    _ text: String,
    _ subject: ClaimSubject
  ) {
    #expect(read(text).claims.last?.subject == subject)
  }

  @Test func `figures in turn are of the years named in turn`() {
    let claims = read("2020年、2021年、2022年分别收到申请17件、11件、13件,办结12件。").claims
    #expect(claims.map(\.year) == [2020, 2021, 2022, 2022])
    #expect(claims.prefix(3).allSatisfy { $0.subject == "applications.received" })
    let each = read("收到申请的数量依次为:2020年49件,2021年38件,2022年44件。").claims
    #expect(each.map(\.year) == [2020, 2021, 2022])
    #expect(each.allSatisfy { $0.subject == "applications.received" })
    #expect(read("2020年和2021年收到申请17件、11件。").claims.map(\.year) == [2021, 2021])
  }

  @Test func `a claim knows its place in the file`() throws {
    let text = "一、总体情况\n工作平稳。共收到 公开申请 1,204 件。"
    let claim = try #require(
      identify(document(text), tableRanges: [], vocabulary: vocabulary).claims.first
    )
    #expect(printed(claim.place.offset, claim.place.length, in: text) == "1,204 件")
    #expect(claim.place.line == 2)
    #expect(claim.sentence == 1)
  }

  @Test func `phrases are found with their numbers`() throws {
    let phrases = read("依据国务院令第771号编制,数据截至2021年12月31日。").phrases
    #expect(phrases.first { $0.kind == "decree" }?.number == 771)
    #expect(phrases.first { $0.kind == "period_end" }?.number == 2021)
  }

  @Test func `without a vocabulary there are no claims`() {
    #expect(identify(document("一、总体情况\n收到申请7件。"), tableRanges: []).claims.isEmpty)
  }
}
