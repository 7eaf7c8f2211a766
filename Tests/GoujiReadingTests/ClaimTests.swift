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
