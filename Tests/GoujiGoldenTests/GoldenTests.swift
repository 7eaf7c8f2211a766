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
  let cells =
    zip(report.form.cells, report.cells).map { ($0, $1) }
    + report.foreignCells.map { ($0.definition, $0.cell) }
  for (definition, cell) in cells where !cell.raw.isEmpty {
    let place = try #require(cell.place, "\(definition.id)")
    try #require(place.offset + place.length <= bytes.count, "\(definition.id)")
    let printed = Array(bytes[place.offset..<(place.offset + place.length)])
    #expect(try text(printed, likeIn: bytes) == cell.raw, "\(definition.id)")
    let before = bytes[..<place.offset]
    #expect(before.count { $0 == UInt8(ascii: "\n") } + 1 == place.line, "\(definition.id)")
  }
}

/// Where a sample has a `truth.csv` (`form,table,row,column,value,status`), no cell may differ from it.
@Test(arguments: Sample.all)
func `no figure of a sample is wrong, missed or invented`(_ sample: Sample) throws {
  let truth = sample.source.deletingLastPathComponent().appending(path: "truth.csv")
  guard FileManager.default.fileExists(atPath: truth.path) else { return }
  let report = try #require(try sample.read().reading.report)
  let rows = commaSeparatedRows([UInt8](try Data(contentsOf: truth)))
  for row in rows.dropFirst() {
    try #require(row.fields.count >= 6, "\(sample)/truth.csv:\(row.line)")
    let id = CellID(
      form: FormID(rawValue: row.fields[0]),
      table: TableID(rawValue: row.fields[1]),
      row: RowID(rawValue: row.fields[2]),
      column: ColumnID(rawValue: row.fields[3])
    )
    let expected = row.fields[5] == "reported" ? Figure(row.fields[4]) : nil
    #expect(report[id].value == expected, "\(sample)/truth.csv:\(row.line): \(id)")
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
    #expect(await run(["audit", samples, "--output", folder.path(output)], console: console) < 2)
  }
  let names = try folder.names(in: "first")
  #expect(try folder.names(in: "second") == names)
  for name in names {
    #expect(try folder.bytes(of: "first/\(name)") == folder.bytes(of: "second/\(name)"), "\(name)")
  }
}

/// Decodes a part of a file in the encoding of the whole.
private func text(_ part: [UInt8], likeIn file: [UInt8]) throws -> String {
  let encoding = try decode(file).encoding
  guard encoding != "UTF-8" else { return String(decoding: part, as: UTF8.self) }
  return String(decoding: try decode(part).utf8, as: UTF8.self)
}
