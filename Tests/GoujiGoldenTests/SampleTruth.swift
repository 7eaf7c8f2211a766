import Foundation
import Gouji
import Testing

/// What a careful reader takes from a sample, and how far the program falls short of it.
struct SampleTruth {
  enum Status: String {
    case reported, blank, ambiguous, lost
  }

  private var cells: [CellID: (value: Figure?, status: Status)] = [:]

  init(of sample: Sample) throws {
    let url = sample.source.deletingLastPathComponent().appending(path: "truth.csv")
    let rows = commaSeparatedRows([UInt8](try Data(contentsOf: url)))
    for row in rows.dropFirst() {
      try #require(row.fields.count == 6, "\(sample)/truth.csv:\(row.line)")
      let id = CellID(
        form: FormID(rawValue: row.fields[0]),
        table: TableID(rawValue: row.fields[1]),
        row: RowID(rawValue: row.fields[2]),
        column: ColumnID(rawValue: row.fields[3])
      )
      let status = try #require(Status(rawValue: row.fields[5]), "\(sample)/truth.csv:\(row.line)")
      let value: Figure? = status == .reported ? Figure(row.fields[4]) : nil
      #expect((value != nil) == (status == .reported), "\(sample)/truth.csv:\(row.line)")
      #expect(cells.updateValue((value, status), forKey: id) == nil, "\(id) stands twice")
    }
  }

  var isEmpty: Bool { cells.isEmpty }

  /// How many cells hold a figure whose place is certain.
  var certainFigures: Int { cells.values.count { $0.status == .reported } }

  /// Compares every cell of the report, and of parts on another form, with the truth.
  func score(_ report: Report?) -> SampleScore {
    var score = SampleScore()
    var printed: [CellID: Cell] = [:]
    if let report {
      for (definition, cell) in zip(report.form.cells, report.cells) {
        printed[definition.id] = cell
      }
      for foreign in report.foreignCells {
        printed[foreign.definition.id] = foreign.cell
      }
    }
    for (id, truth) in cells {
      let cell = printed[id] ?? .missing
      switch (truth.status, cell.value) {
      case (.reported, let value?) where value == truth.value: score.right += 1
      case (.reported, nil): score.missed += 1
      case (_, let value?):
        let expected = truth.value.map { "\($0)" } ?? truth.status.rawValue
        score.wrong.append("\(id): \(value), not \(expected)")
      case (_, nil): break
      }
      if truth.status != .blank, cell.status == .blank {
        score.emptied.append("\(id): blank, not \(truth.value.map { "\($0)" } ?? "empty")")
      }
    }
    for (id, cell) in printed where cells[id] == nil {
      if let value = cell.value { score.wrong.append("\(id): \(value), printed nowhere") }
    }
    score.wrong.sort()
    score.emptied.sort()
    return score
  }
}

struct SampleScore {
  var right = 0

  /// Printed cells whose place is certain and that have no value.
  var missed = 0

  /// Values given as read that are not what is printed: the worst that can happen.
  var wrong: [String] = []

  /// Cells given as empty that are not, or of which the print does not say so.
  var emptied: [String] = []
}
