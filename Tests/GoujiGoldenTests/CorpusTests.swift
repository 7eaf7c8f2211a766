import Gouji
import Testing

/// The share of the certain figures of all samples that is read right, in parts of 10,000.
///
/// Whoever takes an entry out of `Shortfall.known` raises it to right * 10,000 / certain; lowering it
/// takes a reason in the message of the commit.
private let floor = 9_820

@Test(arguments: Sample.all)
func `a sample is read as its truth has it, but for what is known`(_ sample: Sample) throws {
  let score = try SampleTruth(of: sample).score(try sample.read().reading.report)
  let known = Shortfall.known[sample.name] ?? Shortfall("")
  #expect(score.missed == known.missed, "\(known.note)")
  #expect(
    score.wrong.count == known.wrong,
    "\(known.note)\n\(score.wrong.prefix(20).joined(separator: "\n"))"
  )
  #expect(
    score.emptied.count == known.emptied,
    "\(known.note)\n\(score.emptied.prefix(20).joined(separator: "\n"))"
  )
}

@Test func `the share of figures read right over all samples does not fall`() throws {
  var right = 0
  var certain = 0
  for sample in Sample.all {
    let score = try SampleTruth(of: sample).score(try sample.read().reading.report)
    right += score.right
    certain += try SampleTruth(of: sample).certainFigures
  }
  try #require(certain > 20_000, "samples are missing: run scripts/make-samples.py")
  #expect(right * 10_000 / certain >= floor, "\(right) of \(certain)")
}

@Test func `every known shortfall belongs to a sample and says something`() {
  let names = Set(Sample.all.map(\.name))
  for (name, shortfall) in Shortfall.known {
    #expect(names.contains(name), "\(name)")
    #expect(!shortfall.note.isEmpty, "\(name)")
    #expect(shortfall.missed + shortfall.wrong + shortfall.emptied > 0, "\(name)")
  }
}
