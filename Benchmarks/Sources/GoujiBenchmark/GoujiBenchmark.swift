import ArgumentParser
import Foundation
import Gouji

@main
struct GoujiBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measures how long reading takes, from bytes to judged figures, on one thread."
  )

  @Argument(help: "Folders whose documents are measured beside the generated ones.")
  var folders: [String] = []

  @Option(help: "How often each document is read.")
  var rounds = 200

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: "Only read documents of this name over and over, for a profiler to watch.")
  var loop: String?

  @Option(help: "How long to loop, in seconds.")
  var seconds = 10.0

  @Option(help: "How often to loop, in place of for how long; for a profiler that counts.")
  var times: Int?

  @Option(help: "Only write the generated pages to a folder, for other programs to be timed on.")
  var write: String?

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("--rounds must be at least 1.") }
  }

  func run() throws {
    // As the program does.
    keepFreedMemory()
    let reader = try Reader()
    let generated = Document.generated(forms: reader.forms, named: loop)
    if let write {
      let folder = URL(filePath: write)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for page in generated where page.isPage {
        try Data(page.bytes).write(to: folder.appending(path: page.name + ".html"))
      }
      return
    }
    let measured = try folders.map { try DocumentFolder(folder: $0) }
    if let loop {
      try repeatReading(
        (generated + measured.flatMap(\.documents)).filter { $0.name == loop },
        with: reader
      )
      return
    }
    for document in generated where reader.read(document.bytes).status == .unreadable {
      throw ValidationError("the generated \(document.name) is not read: nothing would be measured")
    }
    let summary = Summary(
      pages: measurePages(generated.filter(\.isPage), with: reader, rounds: rounds),
      families: measureFamilies(generated.filter { !$0.isPage }, with: reader, rounds: rounds),
      folders: measured.map { $0.measure(with: reader, rounds: max(1, rounds / 20)) },
      growth: measureGrowth(with: reader, rounds: max(1, rounds / 40)),
      threads: measureThreads(generated, with: reader, rounds: max(1, rounds / 10))
    )
    print(json ? try summary.json() : summary.text)
  }

  private func repeatReading(_ documents: [Document], with reader: Reader) throws {
    guard !documents.isEmpty else { throw ValidationError("no document has this name") }
    var sum = 0
    var count = 0
    let end = threadTime() + seconds * 1e6
    while times.map({ count < $0 }) ?? (threadTime() < end) {
      for document in documents { sum &+= reader.reportedCellCount(document.bytes) }
      count += 1
    }
    withExtendedLifetime(sum) {}
  }
}

extension Reader {
  /// Reads a document; how many of its cells hold a printed figure.
  func reportedCellCount(_ bytes: [UInt8]) -> Int {
    read(bytes).report?.cells.count { $0.status == .reported } ?? 0
  }
}
