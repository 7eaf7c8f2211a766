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
    let samples = packageRoot.appending(path: "samples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: samples.path)) ?? []
    return names.sorted().flatMap { name in
      ["source.html", "source.txt"].compactMap { file in
        let source = samples.appending(path: "\(name)/\(file)")
        guard FileManager.default.fileExists(atPath: source.path) else { return nil }
        return Sample(name: name, source: source)
      }
    }
  }()

  func read() throws -> ReadDocument {
    try Reader().read(try singleInput(source.path))
  }
}

@Test(arguments: Sample.all)
func `a sample comes out as it did`(_ sample: Sample) throws {
  let document = try sample.read()
  let folder = try TemporaryFolder()
  let export = try ExportFolder(
    path: folder.path,
    forms: try Reader().forms,
    language: .chinese
  )
  try export.append(document, export.lineMaker.lines(of: document))
  try export.commit()
  for table in ["reports", "facts", "findings", "checks"] {
    let text = String(decoding: try folder.bytes(of: "\(table).csv"), as: UTF8.self)
    try expectGolden(text, "\(sample.name)/\(table).csv")
  }
  let drawing = ReportDrawing(document, language: .chinese, inColour: false)
  try expectGolden(drawing?.text ?? "", "\(sample.name)/show.txt")
}

@Test(arguments: Sample.all)
func `each figure is found again in the bytes of its file`(_ sample: Sample) throws {
  let bytes = [UInt8](try Data(contentsOf: sample.source))
  let report = try #require(try sample.read().reading.report)
  for (definition, cell) in zip(report.form.cells, report.cells) where !cell.raw.isEmpty {
    let place = try #require(cell.place, "\(definition.id)")
    try #require(place.offset + place.length <= bytes.count, "\(definition.id)")
    let printed = Array(bytes[place.offset..<(place.offset + place.length)])
    #expect(try text(printed, likeIn: bytes) == cell.raw, "\(definition.id)")
    let before = bytes[..<place.offset]
    #expect(before.count { $0 == UInt8(ascii: "\n") } + 1 == place.line, "\(definition.id)")
  }
}

/// Decodes a part of a file in the encoding of the whole.
private func text(_ part: [UInt8], likeIn file: [UInt8]) throws -> String {
  let encoding = try decode(file).encoding
  guard encoding != "UTF-8" else { return String(decoding: part, as: UTF8.self) }
  return String(decoding: try decode(part).utf8, as: UTF8.self)
}
