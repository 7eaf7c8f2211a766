import Foundation

/// Everything that was measured in one run.
struct Summary: Encodable {
  let pages: [PageTime]
  let families: [FamilyTime]
  let folders: [FolderTime]
  let growth: [GrowthTime]
  let threads: [ThreadTime]

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  var text: String {
    ([pageTable, familyTable] + folders.map(\.text) + [growthTable, threadTable])
      .joined(separator: "\n")
  }

  private var pageTable: String {
    table(
      ["page", "bytes", "cells read", "libxml2 µs", "Gouji µs", "ratio", "pages/s"],
      pages.map { page in
        [
          page.name, String(page.bytes), String(page.reportedCells), decimal(page.parsing, 0),
          decimal(page.reading, 0), decimal(page.ratio, 2), decimal(1e6 / page.reading, 0),
        ]
      }
    )
  }

  private var familyTable: String {
    let forms = families.first?.texts.map(\.form) ?? []
    return table(
      ["text"] + forms.map { "\($0) µs" } + ["cells read", "reports/s", "to median"],
      families.map { family in
        [family.name] + family.texts.map { decimal($0.microseconds, 0) } + [
          family.texts.map { String($0.reportedCells) }.joined(separator: " "),
          decimal(family.reportsPerSecond, 0), decimal(family.ratioToMedian, 2),
        ]
      }
    )
  }

  private var growthTable: String {
    table(
      ["growth"] + growthScales.map { "×\($0) µs" } + ["exponent"],
      growth.map { series in
        [series.name] + series.microseconds.map { decimal($0, 0) } + [decimal(series.exponent, 2)]
      }
    )
  }

  private var threadTable: String {
    table(
      ["threads", "one µs", "two µs", "ratio"],
      threads.map { time in
        [time.name, decimal(time.one, 0), decimal(time.two, 0), decimal(time.ratio, 2)]
      }
    )
  }
}

extension FolderTime {
  fileprivate var text: String {
    let slowestPage = pages.max { $0.ratio < $1.ratio }
    let slowestText = texts.max { $0.microsecondsPerKilobyte < $1.microsecondsPerKilobyte }
    return table(
      [name, "documents", "median", "slowest", ""],
      [
        [
          "pages in UTF-8, ratio", String(pages.count), decimal(median(pages.map(\.ratio)), 2),
          decimal(slowestPage?.ratio ?? 0, 2), slowestPage?.name ?? "",
        ],
        [
          "texts, µs/KB", String(texts.count),
          decimal(median(texts.map(\.microsecondsPerKilobyte)), 2),
          decimal(slowestText?.microsecondsPerKilobyte ?? 0, 2), slowestText?.name ?? "",
        ],
      ]
    )
  }
}

/// The power of the size that the time follows between the two largest sizes.
func exponent(_ sizes: [Double], _ times: [Double]) -> Double {
  guard sizes.count >= 2, let size = sizes.last, let time = times.last else { return 0 }
  return log(time / times[times.count - 2]) / log(size / sizes[sizes.count - 2])
}

/// Lines of cells under one another, the first column to the left, the others to the right.
private func table(_ headings: [String], _ rows: [[String]]) -> String {
  let lines = [headings] + rows
  let widths = headings.indices.map { column in
    lines.map { $0[column].unicodeScalars.count }.max() ?? 0
  }
  return lines.map { cells in
    cells.enumerated().map { column, cell in
      let padding = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
      return column == 0 ? cell + padding : padding + cell
    }.joined(separator: "  ")
  }.joined(separator: "\n") + "\n"
}

private func decimal(_ value: Double, _ digits: Int) -> String {
  value.formatted(
    .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en"))
  )
}
