import CParsingFloor
import Gouji

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

/// Documents of 1, 10 and 100 times the size, once by more prose and once by more tables.
func measureGrowth(with reader: Reader, rounds: Int) -> [GrowthTime] {
  guard let form = reader.forms.forms.last else { return [] }
  let scales = [1, 10, 100]
  func contents(copies: Bool) -> [ReportContent] {
    scales.map { scale in
      ReportContent(
        form: form,
        paragraphCount: copies ? 20 : 20 * scale,
        copies: copies ? scale : 1
      )
    }
  }
  let series: [(name: String, documents: [String])] = [
    ("page, more prose", contents(copies: false).map(PageStyle.clean.page)),
    ("page, more tables", contents(copies: true).map(PageStyle.clean.page)),
    ("text, more prose", contents(copies: false).map(TextFamily.closedCells.text)),
    ("text, more tables", contents(copies: true).map(TextFamily.closedCells.text)),
  ]
  return series.map { name, documents in
    let bytes = documents.map { Array($0.utf8) }
    let times = medians(
      of: bytes.map { bytes in MeasuredWork { reader.reportedCellCount(bytes) } },
      rounds: rounds
    )
    return GrowthTime(
      name: name,
      bytes: bytes.map(\.count),
      microseconds: times,
      exponent: exponent(bytes.map { Double($0.count) }, times)
    )
  }
}
