import CParsingFloor
import Dispatch
import Gouji
import Synchronization

/// Reading a page against parsing it with libxml2 alone, in microseconds.
struct PageTime: Encodable {
  let name: String
  let bytes: Int
  let reportedCells: Int
  let parsing: Double
  let reading: Double
  let ratio: Double

  init(_ document: Document, reportedCells: Int, parsing: Double, reading: Double) {
    name = document.name
    bytes = document.bytes.count
    self.reportedCells = reportedCells
    self.parsing = parsing
    self.reading = reading
    ratio = reading / parsing
  }
}

/// Reading the texts of one family.
struct FamilyTime: Encodable {
  let name: String
  let texts: [TextTime]

  /// Of the slowest text.
  let reportsPerSecond: Double

  /// The slowest text against the slowest text of the median family.
  var ratioToMedian = 0.0

  struct TextTime: Encodable {
    let form: String
    let bytes: Int
    let reportedCells: Int
    let microseconds: Double
  }

  var slowest: Double { texts.map(\.microseconds).max() ?? 0 }

  init(_ name: String, _ texts: [TextTime]) {
    self.name = name
    self.texts = texts
    reportsPerSecond = 1e6 / (texts.map(\.microseconds).max() ?? .infinity)
  }
}

/// Reading all documents of a folder.
struct FolderTime: Encodable {
  let name: String
  let pages: [PageTime]
  let texts: [TextTime]

  struct TextTime: Encodable {
    let name: String
    let bytes: Int
    let microseconds: Double
    var microsecondsPerKilobyte: Double { microseconds / (Double(bytes) / 1000) }
  }
}

/// How the time of reading grows with the size of the document.
struct GrowthTime: Encodable {
  let name: String
  let bytes: [Int]
  let microseconds: [Double]

  /// The power of the size that the time follows over the last step: 1 for linear.
  let exponent: Double
}

/// Parses a page with libxml2 and nothing else; how many bytes were consumed.
private func parse(_ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBufferPointer { bytes in
    guard let start = bytes.baseAddress, let count = Int32(exactly: bytes.count) else { return 0 }
    return Int(parsing_floor(start, count))
  }
}

func measurePages(_ documents: [Document], with reader: Reader, rounds: Int) -> [PageTime] {
  let works = documents.flatMap { document in
    [
      MeasuredWork { parse(document.bytes) },
      MeasuredWork { reader.reportedCellCount(document.bytes) },
    ]
  }
  let times = medians(of: works, rounds: rounds)
  return documents.enumerated().map { index, document in
    PageTime(
      document,
      reportedCells: reader.reportedCellCount(document.bytes),
      parsing: times[2 * index],
      reading: times[2 * index + 1]
    )
  }
}

func measureFamilies(_ documents: [Document], with reader: Reader, rounds: Int) -> [FamilyTime] {
  let works = documents.map { document in
    MeasuredWork { reader.reportedCellCount(document.bytes) }
  }
  let times = medians(of: works, rounds: rounds)
  let texts = zip(documents, times).map { document, time in
    FamilyTime.TextTime(
      form: document.form?.rawValue ?? "",
      bytes: document.bytes.count,
      reportedCells: reader.reportedCellCount(document.bytes),
      microseconds: time
    )
  }
  var families = TextFamily.allCases.map { family in
    FamilyTime(
      family.rawValue,
      zip(documents, texts).filter { $0.0.name == family.rawValue }.map(\.1)
    )
  }
  let middle = median(families.map(\.slowest))
  for index in families.indices {
    families[index].ratioToMedian = families[index].slowest / middle
  }
  return families
}

extension DocumentFolder {
  /// The floor is measured only for pages in UTF-8: libxml2 is to parse the bytes that Gouji parses.
  func measure(with reader: Reader, rounds: Int) -> FolderTime {
    let pages = documents.filter { $0.isPage && String(validating: $0.bytes, as: UTF8.self) != nil }
    let texts = documents.filter { !$0.isPage }
    let works = texts.map { text in MeasuredWork { reader.reportedCellCount(text.bytes) } }
    let times = medians(of: works, rounds: rounds)
    return FolderTime(
      name: name,
      pages: measurePages(pages, with: reader, rounds: rounds),
      texts: zip(texts, times).map { text, time in
        FolderTime.TextTime(name: text.name, bytes: text.bytes.count, microseconds: time)
      }
    )
  }
}

/// How many times the size of a document, or the number of documents, is measured.
let growthScales = [1, 10, 100, 1000]

/// Documents that grow by more prose and by more tables, and batches that grow by more documents.
func measureGrowth(with reader: Reader, rounds: Int) -> [GrowthTime] {
  guard let smallest = reader.forms.forms.first, let form = reader.forms.forms.last else {
    return []
  }
  let prose = growthScales.map { ReportContent(form: form, paragraphCount: 20 * $0) }
  // On the smallest form: a thousand times the largest one is a page beyond what is parsed.
  let tables = growthScales.map { scale in
    ReportContent(form: smallest, paragraphCount: 0, copies: scale)
  }
  let series: [(name: String, documents: [String])] = [
    ("page, more prose", prose.map(PageStyle.clean.page)),
    ("page, more tables", tables.map(PageStyle.clean.page)),
    ("text, more prose", prose.map(TextFamily.closedCells.text)),
    ("text, more tables", tables.map(TextFamily.closedCells.text)),
  ]
  let documents = series.map { name, documents in
    let bytes = documents.map { Array($0.utf8) }
    return growth(
      name,
      bytes.map(\.count),
      bytes.map { bytes in MeasuredWork { reader.reportedCellCount(bytes) } },
      rounds
    )
  }
  let mixed = Document.generated(forms: reader.forms, named: nil)
  let batches = growthScales.map { scale in
    MeasuredWork {
      (0..<scale).reduce(0) { $0 &+ reader.reportedCellCount(mixed[$1 % mixed.count].bytes) }
    }
  }
  let sizes = growthScales.map { scale in
    (0..<scale).reduce(0) { $0 + mixed[$1 % mixed.count].bytes.count }
  }
  return documents + [growth("batch, more documents", sizes, batches, rounds)]
}

private func growth(
  _ name: String,
  _ sizes: [Int],
  _ works: [MeasuredWork],
  _ rounds: Int
) -> GrowthTime {
  let times = medians(of: works, rounds: rounds)
  return GrowthTime(
    name: name,
    bytes: sizes,
    microseconds: times,
    exponent: exponent(sizes.map(Double.init), times)
  )
}

/// Reading a batch on one thread and on two, in microseconds of the clock on the wall.
struct ThreadTime: Encodable {
  let name: String
  let one: Double
  let two: Double
  var ratio: Double { one / two }
}

/// Each round reads all documents on one thread, then on two that each take the next one that is left, as
/// the program does; and so for arithmetic that needs no memory, which tells what two threads of this
/// machine are worth at the most.
func measureThreads(
  _ documents: [Document],
  with reader: Reader,
  rounds: Int
) -> [ThreadTime] {
  [
    measureThreads("all generated documents", count: documents.count, rounds: rounds) { index in
      reader.reportedCellCount(documents[index].bytes)
    },
    measureThreads("arithmetic alone", count: documents.count, rounds: rounds) { index in
      (0..<1_000_000).reduce(UInt64(index)) { $0 &* 6_364_136_223_846_793_005 &+ UInt64($1) }
        .nonzeroBitCount
    },
  ]
}

private func measureThreads(
  _ name: String,
  count: Int,
  rounds: Int,
  work: @Sendable (_ index: Int) -> Int
) -> ThreadTime {
  func time(threads: Int) -> Double {
    let start = ContinuousClock.now
    let taken = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var sum = 0
      while true {
        let index = taken.add(1, ordering: .relaxed).oldValue
        if index >= count { break }
        sum &+= work(index)
      }
      withExtendedLifetime(sum) {}
    }
    return (ContinuousClock.now - start) / .microseconds(1)
  }
  var (one, two): ([Double], [Double]) = ([], [])
  for _ in 0..<rounds {
    one.append(time(threads: 1))
    two.append(time(threads: 2))
  }
  // The quickest round is the one in which nothing else ran on either processor.
  return ThreadTime(name: name, one: one.min() ?? 0, two: two.min() ?? 0)
}
