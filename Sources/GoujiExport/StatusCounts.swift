internal import Gouji

/// How many cells of a report's form have each status.
struct StatusCounts {
  /// In the order of ``CellStatus/allCases``.
  private var counts = InlineArray<6, Int>(repeating: 0)

  init(_ cells: [Cell]) {
    for index in cells.indices { counts[StatusCounts.position(of: cells[index].status)] += 1 }
  }

  subscript(status: CellStatus) -> Int { counts[StatusCounts.position(of: status)] }

  private static func position(of status: CellStatus) -> Int {
    switch status {
    case .reported: 0
    case .blank: 1
    case .deduced: 2
    case .ambiguous: 3
    case .unreadable: 4
    case .missing: 5
    }
  }
}

extension Report {
  /// One walk over the cells, where counting each status by itself takes six.
  var statusCounts: StatusCounts { StatusCounts(cells) }
}
