internal import Gouji
internal import GoujiAlignment
internal import GoujiDecoding
internal import GoujiDocument

/// An entry of the program that takes bytes from outside.
///
/// Fuzzing hands it whatever comes to mind, tests what once broke it.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A file in any encoding.
  case decoding

  /// A page in UTF-8, up to its grids.
  case html

  /// A flattened text, up to the judged report.
  case text

  /// What stands behind the labels of the applications, a row a line.
  case numbers

  /// The first section of a report.
  case narrative

  /// A `manifest.csv`.
  case manifest

  /// Lines of NDJSON, each with a document.
  case lines

  /// Hands some bytes to the entry; traps when what comes out contradicts itself.
  public func run(_ bytes: [UInt8]) {
    switch self {
    case .decoding: decodeBytes(bytes)
    case .html: parsePage(bytes)
    case .text: readReport(bytes)
    case .numbers: placeFigures(bytes)
    case .narrative: readReport(head + bytes.filter { $0 != 0 } + tail)
    case .manifest: _ = try? Manifest(bytes, path: FilePath("manifest.csv"))
    case .lines:
      for line in bytes.split(separator: 0x0A) { readLine(Array(line)) }
    }
  }
}

private func decodeBytes(_ bytes: [UInt8]) {
  guard let text = try? decode(bytes) else { return }
  precondition(String(validating: text.utf8, as: UTF8.self) != nil, "text that is no UTF-8")
  precondition(!text.utf8.contains(0), "text with NUL")
  var previous = 0
  for offset in stride(from: 0, through: text.utf8.count, by: max(1, text.utf8.count / 64)) {
    let source = text.sourceMap.sourceOffset(of: offset)
    precondition(source >= previous && source <= bytes.count, "a place outside of the file")
    previous = source
  }
}

private func parsePage(_ bytes: [UInt8]) {
  let marked = Array("<body>".utf8) + bytes
  let text = String(decoding: marked.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
  let document = Document.parse(
    DecodedText(
      utf8: Array(text.utf8),
      sourceMap: .shifted(by: 0),
      encoding: "UTF-8",
      evidence: .validUTF8,
      replacements: []
    )
  )
  precondition(String(validating: document.text, as: UTF8.self) != nil, "text that is no UTF-8")
  for grid in document.grids {
    precondition(grid.range.upperBound <= document.text.count, "a grid outside of the text")
    var end = grid.range.lowerBound
    for cell in grid.cells {
      precondition(
        cell.range.lowerBound >= end && cell.range.upperBound <= grid.range.upperBound,
        "a cell outside of its grid"
      )
      precondition(cell.row + cell.rowSpan <= grid.rowCount, "a cell below its grid")
      end = cell.range.upperBound
      let place = document.place(of: cell.range)
      precondition(place.offset + place.length <= text.utf8.count, "a place outside of the file")
    }
  }
}

private let reader: Reader = {
  do { return try Reader() } catch { preconditionFailure("the forms are not read: \(error)") }
}()

private func readReport(_ bytes: [UInt8]) {
  let reading = reader.read(bytes)
  guard let report = reading.report else { return }
  for cell in report.cells { check(cell, of: bytes.count) }
  for claim in report.claims { _ = report.quote(claim) }
}

private func readLine(_ line: [UInt8]) {
  guard let document = try? DocumentLine(line) else { return }
  // What a document holds is for the other targets.
  let read = reader.read(document, limits: InputLimits(documentSize: 1 << 20, readSize: 1 << 9))
  precondition(read.byteCount.map { $0 <= line.count } != false, "more bytes than the line has")
}

private let aligner = Aligner(forms: reader.forms, simplified: Simplification.table)

private func placeFigures(_ bytes: [UInt8]) {
  let text = Array(applications(printing: bytes).utf8)
  guard let decoded = try? decode(text) else { return }
  for cell in aligner.align(Document.flattened(decoded)).cells { check(cell, of: text.count) }
}

private func check(_ cell: Cell, of byteCount: Int) {
  precondition(
    (cell.status == .reported) == (cell.value != nil),
    "a figure in a cell that is not reported, or the reverse"
  )
  guard let place = cell.place else { return }
  precondition(
    place.offset >= 0 && place.offset + place.length <= byteCount,
    "a place outside of the file"
  )
}

/// The first rows of the table of applications, with a line of some bytes behind each label.
///
/// A few rows make a table; more only take time.
private func applications(printing bytes: [UInt8]) -> String {
  let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  guard let table = reader.forms.forms.last?.tables.first(where: { $0.id == .applications }) else {
    preconditionFailure("no form with applications")
  }
  var text = table.title.zh + "\n"
  for (index, row) in table.blocks.flatMap(\.rows).prefix(max(5, lines.count)).enumerated() {
    text += row.label + "|"
    if index < lines.count { text += String(decoding: lines[index], as: UTF8.self) }
    text += "\n"
  }
  return text
}

private let head = Array("云川县财政局2023年政府信息公开工作年度报告\n一、总体情况\n".utf8)
private let tail = Array("\n二、主动公开政府信息情况\n".utf8)
