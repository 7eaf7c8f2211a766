internal import GoujiCollection
internal import GoujiModel
internal import GoujiTestSupport
internal import Testing

/// A small country at random: cities, districts and bureaus over years, with copies and gaps.
private func collection(_ generator: inout SeededGenerator) throws -> [CollectedReport] {
  let agencies = [
    "鄂州市人民政府", "华容区人民政府", "梁子湖区人民政府", "鄂城区政府办公室", "鄂州市农业农村局", "鄂州市农业局", "平罗县人民政府",
    "平罗县公安局", "平罗县住建局", "平罗县住房和城乡建设局", "普陀区人民政府", "舟山市人民政府", "三合镇人民政府",
  ]
  let cells = [
    "applications.new_received.total", "applications.carried_in.total",
    "applications.carried_out.total", "disclosure.licensing.decisions",
    "applications.disclosed.total", "applications.handled_total.total",
    "review_litigation.reconsideration.total",
  ]
  var reports: [CollectedReport] = []
  for number in 0..<40 {
    let agency = agencies.randomElement(using: &generator) ?? agencies[0]
    let year = Int.random(in: 2020...2023, using: &generator)
    // Few different figures, so that groups of equal ones come about.
    let base = Int.random(in: 0...2, using: &generator) * 30
    let report = try collected("d\(number)", agency, year, form: year < 2021 ? "2019" : "2021")
    var printed = report.report.cells
    for (offset, address) in cells.enumerated() {
      guard let index = report.report.form.cells.firstIndex(where: { $0.id.description == address })
      else { continue }
      let value = base + offset
      printed[index] = Cell(status: .reported, value: Figure(value), raw: String(value))
    }
    let changed = Report(
      identity: report.report.identity,
      form: report.report.form,
      cells: printed,
      foreignCells: [],
      sections: [],
      notes: []
    )
    reports.append(
      CollectedReport(
        member: CollectionMember(
          document: report.member.document,
          report: changed,
          assessment: nil,
          sha256: report.member.sha256
        ),
        report: changed,
        sentences: []
      )
    )
  }
  return reports
}

@Test(arguments: 0..<20 as Range<UInt64>)
func `judging what is new gives what judging everything gives`(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let all = try collection(&generator).shuffled(using: &generator)
  var known: [ComparisonGroup: CollectionAssessment] = [:]
  var documents: Set<String> = []
  var count = 0
  while count < all.count {
    let added = all[count..<min(all.count, count + Int.random(in: 1...15, using: &generator))]
    count += added.count
    documents = Set(added.map(\.member.document))
    let reports = Array(all[..<count])
    let grouping = rules.grouping(of: reports.map(\.member))
    var assessments: [ComparisonGroup: CollectionAssessment] = [:]
    for group in grouping.groups {
      let isUntouched = documents.isDisjoint(with: group.documents)
      if isUntouched, let before = known[group] {
        assessments[group] = before
      } else {
        assessments[group] = rules.judge(group, reports)
      }
    }
    known = assessments
    let merged = rules.merge(grouping.groups.compactMap { assessments[$0] })
    #expect(merged == rules.assess(reports).assessment, "seed \(seed), \(count) reports")
  }
}

@Test(arguments: 0..<10 as Range<UInt64>)
func `the order of the reports does not matter`(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let reports = try collection(&generator)
  let (grouping, assessment) = rules.assess(reports)
  let (shuffled, other) = rules.assess(reports.shuffled(using: &generator))
  #expect(grouping.groups == shuffled.groups, "seed \(seed)")
  #expect(grouping.agencies == shuffled.agencies, "seed \(seed)")
  #expect(grouping.doubts == shuffled.doubts, "seed \(seed)")
  #expect(grouping.coverage == shuffled.coverage, "seed \(seed)")
  #expect(assessment == other, "seed \(seed)")
  #expect(!assessment.findings.isEmpty, "seed \(seed)")
}

@Test func `every document has at most one result of a rule`() throws {
  var generator = SeededGenerator(seed: 99)
  let assessment = rules.assess(try collection(&generator)).assessment
  for (document, results) in assessment.results {
    #expect(Set(results.map(\.rule)).count == results.count, "\(document)")
  }
}
