import Foundation
import Gouji
import GoujiCommand
import GoujiDecoding
import GoujiExport
import GoujiTestSupport
import Testing

/// One folder of `samples/` that holds a report.
struct Sample: CustomStringConvertible, Sendable {
  let name: String
  let source: URL

  var description: String { name }

  /// Every sample, in the order of the names.
  static let all: [Sample] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().flatMap { name in
      ["source.html", "source.txt"].compactMap { file in
        let source = folder.appending(path: "\(name)/\(file)")
        guard FileManager.default.fileExists(atPath: source.path) else { return nil }
        return Sample(name: name, source: source)
      }
    }
  }()

  /// Those of which all that comes out is kept: one of each layout.
  static let golden: [Sample] = {
    guard let catalogue = try? Data(contentsOf: folder.appending(path: "catalogue.csv")) else {
      return []
    }
    let rows = commaSeparatedRows([UInt8](catalogue)).filter { $0.fields.count > 2 }
    let names = Set(rows.filter { $0.fields[2] == "yes" }.map(\.fields[0]))
    return all.filter { names.contains($0.name) }
  }()

  private static let folder = packageRoot.appending(path: "samples")

  func read() throws -> ReadDocument {
    try Sample.reader.get().read(try singleInput(source.path))
  }

  private static let reader = Result { try Reader() }
}

@Test(arguments: Sample.golden)
func `a sample comes out as it did`(_ sample: Sample) throws {
  let document = try sample.read()
  let folder = try TemporaryFolder()
  let export = try ExportFolder(
    path: folder.path,
    forms: try Reader().forms,
    rules: try Reader().rules.descriptions,
    language: .chinese
  )
  var identifiers = FindingIdentifiers()
  try export.append(document.record(&identifiers))
  try export.commit()
  for table in ["facts.csv", "findings.csv"] {
    let text = String(decoding: try folder.bytes(of: table), as: UTF8.self)
    try expectGolden(String(text.trimmingPrefix("\u{FEFF}")), "\(sample.name)/\(table)")
  }
  let drawing = ReportDrawing(document, language: .chinese, inColour: false)
  try expectGolden(drawing?.text ?? "", "\(sample.name)/show.txt")
}

@Test(arguments: Sample.all)
func `the claims of a text stand in printed order, those of a sentence beside one another`(
  _ sample: Sample
) throws {
  let claims = try sample.read().reading.report?.claims ?? []
  let places = claims.map { [$0.section, $0.paragraph, $0.sentence] }
  #expect(zip(places, places.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
}

@Test(arguments: Sample.all)
func `each figure is found again in the bytes of its file`(_ sample: Sample) throws {
  let bytes = [UInt8](try Data(contentsOf: sample.source))
  guard let report = try sample.read().reading.report else {
    #expect(try SampleTruth(of: sample).isEmpty)
    return
  }
  let cells =
    zip(report.form.cells, report.cells).map { ($0, $1) }
    + report.foreignCells.map { ($0.definition, $0.cell) }
  let encoding = try decode(bytes).encoding
  var lineStarts = [0]
  for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
    lineStarts.append(offset + 1)
  }
  for (definition, cell) in cells where !cell.raw.isEmpty {
    let place = try #require(cell.place, "\(definition.id)")
    try #require(place.offset + place.length <= bytes.count, "\(definition.id)")
    let printed = try text(Array(bytes[place.offset..<(place.offset + place.length)]), in: encoding)
    #expect(printed == cell.raw || visible(printed) == cell.raw, "\(definition.id): \(printed)")
    try #require(place.line <= lineStarts.count, "\(definition.id)")
    #expect(lineStarts[place.line - 1] <= place.offset, "\(definition.id)")
    if place.line < lineStarts.count {
      #expect(place.offset < lineStarts[place.line], "\(definition.id)")
    }
  }
}

@Test(.enabled(if: !Sample.all.isEmpty))
func `auditing the samples twice gives identical bytes`() async throws {
  let folder = try TemporaryFolder()
  let console = Console(environment: [:]) { _ in
  } errorOutput: { _ in
  }
  let samples = packageRoot.appending(path: "samples").path
  for output in ["first", "second"] {
    let arguments = [
      "audit", samples, "--output", folder.path(output), "--format", "xlsx", "--format", "ndjson",
    ]
    #expect(await run(arguments, console: console) < 2)
  }
  let names = try folder.names(in: "first")
  #expect(try folder.names(in: "second") == names)
  for name in names {
    #expect(try folder.bytes(of: "first/\(name)") == folder.bytes(of: "second/\(name)"), "\(name)")
  }
}

/// Decodes a part of a file in the encoding of the whole.
private func text(_ part: [UInt8], in encoding: String) throws -> String {
  guard encoding != "UTF-8" else { return String(decoding: part, as: UTF8.self) }
  return String(decoding: try decode(part).utf8, as: UTF8.self)
}

/// What a reader sees of a part of a page: without tags and characters that have no width, and with
/// characters in the place of their references, `&#53;`, `&#x35;` or `&gt;`.
private func visible(_ text: String) -> String {
  let plain = text.replacing(/<[^>]*>/, with: "").replacing(/&#(x?)([0-9a-f]+);/) { match in
    let scalar = UInt32(match.2, radix: match.1.isEmpty ? 10 : 16).flatMap(Unicode.Scalar.init)
    return scalar.map { String($0) } ?? String(match.0)
  }
  .replacing("&gt;", with: ">")
  return String(String.UnicodeScalarView(plain.unicodeScalars.filter { $0 != "\u{200B}" }))
}
