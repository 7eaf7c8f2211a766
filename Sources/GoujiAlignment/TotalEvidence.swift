internal import GoujiModel

/// What the figures of some rows say of the columns that they were given to: 总计 adds up the others.
///
/// Rows of a report add up badly now and then. Where several add up to the same other column instead,
/// their values were moved.
struct TotalEvidence {
  /// How many rows add up to their last column.
  private var sound = 0

  /// How many of them add up to no other column as well.
  private var certain = 0

  /// For each column, how many of the other rows add up to it.
  private var soundElsewhere: [Int]

  init(_ placements: some Sequence<RowPlacement>, columns: Int, _ text: LabelledText) {
    soundElsewhere = Array(repeating: 0, count: columns)
    for placement in placements where placement.columns.count == columns {
      guard let last = placement.columns.last, case .token(let total) = last,
        text.tokens[total].kind == .figure, let numbers = Self.numbers(placement, text)
      else { continue }
      let sum = numbers.reduce(0, +)
      guard sum != 0 else { continue }
      if numbers[columns - 1] == sum - numbers[columns - 1] {
        sound += 1
        if numbers.count(where: { $0 == sum - $0 }) == 1 { certain += 1 }
        continue
      }
      for column in numbers.indices where numbers[column] == sum - numbers[column] {
        soundElsewhere[column] += 1
      }
    }
  }

  /// Whether a column that is not the form's total is one.
  var showsOtherTotal: Bool {
    soundElsewhere.contains { $0 >= 2 && $0 > sound }
  }

  /// Whether the last column is the total, as its place in several rows alone shows.
  var provesTotal: Bool {
    certain >= 3 && soundElsewhere.allSatisfy { $0 == 0 }
  }

  /// The numbers of a row, empty cells taken for nothing; `nil` where some are not known.
  private static func numbers(_ placement: RowPlacement, _ text: LabelledText) -> [Int64]? {
    var numbers: [Int64] = []
    numbers.reserveCapacity(placement.columns.count)
    for place in placement.columns {
      switch place {
      case .zero, .blank: numbers.append(0)
      case .token(let index):
        let token = text.tokens[index]
        guard token.kind == .figure else {
          numbers.append(0)
          continue
        }
        guard token.fractionDigits == 0, !token.flags.contains(.damaged),
          abs(token.significand) < 1 << 40
        else { return nil }
        numbers.append(token.significand)
      case .text, .open, .missing: return nil
      }
    }
    return numbers
  }
}
