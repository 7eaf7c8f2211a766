/// The labels of one table that stand in the order of the form.
struct TableChain: Sendable {
  /// For each row of the table, the match that is its label; `nil` where the label is not there.
  let rows: [Int?]

  /// The matches that are column headings, each with all that it can stand for in its block.
  let headings: [(match: Int, item: LabelItem)]

  /// How many block headings the chain holds.
  let blockHeadings: Int

  /// The first and last match of the chain.
  let matches: ClosedRange<Int>

  /// The sum of what the labels weigh, less what the gaps between them cost.
  let score: Double
}

extension Skeleton.Table {
  /// The best chain of labels for this table.
  ///
  /// Dynamic programming over the labels found: each may follow any that stands before it both in the
  /// text and in the form. Distance and skipped rows cost, so that a menu that holds the words of two
  /// rows loses against the table.
  ///
  /// - Parameters:
  ///   - index: The table's position in the skeleton.
  ///   - text: The text with its labels.
  ///   - excluded: Matches that belong to another copy of the table.
  /// - Returns: `nil` when no row label was found.
  func bestChain(
    _ index: Int,
    in text: LabelledText,
    excluding excluded: IndexSet = IndexSet()
  ) -> TableChain? {
    var nodes = chainNodes(index, in: text, excluding: excluded)
    guard nodes.contains(where: { $0.item.kind == .row }) else { return nil }
    let best = Self.link(&nodes)
    return chain(endingAt: best, among: nodes, index, in: text)
  }

  /// A label that can be a part of a chain.
  private struct ChainNode {
    let match: Int
    let item: LabelItem
    let rank: Int
    let weight: Double

    /// The letters of the label.
    let start: Int
    let end: Int

    /// The score of the best chain that ends here, and the node before this one in it; -1 for none.
    var score = 0.0
    var previous = -1

    /// The best score of this node and all before it.
    var bestSoFar = 0.0

    /// The last node before this one behind which two rows or more certainly have their labels; -1 for none.
    var rowBefore = -1
  }

  private func chainNodes(
    _ index: Int,
    in text: LabelledText,
    excluding excluded: IndexSet
  ) -> [ChainNode] {
    let matches = text.matches
    var nodes: [ChainNode] = []
    var rowLabels = (earlier: -1, last: -1)
    for position in matches.indices where !excluded.contains(position) {
      let first = nodes.count
      defer {
        for node in nodes.indices[first...] { nodes[node].rowBefore = rowLabels.earlier }
        let match = matches[position]
        if first < nodes.count, match.isWhole, match.items.allSatisfy({ $0.kind == .row }) {
          let isOther = rowLabels.last < 0 || nodes[rowLabels.last].rank != nodes[first].rank
          rowLabels = (isOther ? rowLabels.last : rowLabels.earlier, first)
        }
      }
      for item in matches[position].items where item.table == index {
        // Beside the label of one of its rows stands the name of a group.
        if item.kind == .row, namesGroup(position, item.index, index, in: text) { continue }
        guard let rank = rank(of: item), !nodes[first...].contains(where: { $0.rank == rank })
        else { continue }
        nodes.append(
          ChainNode(
            match: position,
            item: item,
            rank: rank,
            weight: weight(of: item, matches[position]),
            start: matches[position].letters.lowerBound,
            end: matches[position].letters.upperBound
          )
        )
      }
    }
    return nodes
  }

  /// Finds the best chain that ends at each node.
  ///
  /// - Returns: The node at which the best of all ends.
  private static func link(_ nodes: inout [ChainNode]) -> Int {
    var best = 0
    // Beyond some distance all cost the same, so that of each rank only the best one counts.
    var far: [(node: Int, rank: Int, score: Double)] = []
    var near = 0
    for current in nodes.indices {
      let node = nodes[current]
      var score = 0.0
      var previous = -1
      while near < current, node.start - nodes[near].end >= farthestGap {
        let passed = nodes[near]
        if let known = far.firstIndex(where: { $0.rank == passed.rank }) {
          if passed.score > far[known].score { far[known] = (near, passed.rank, passed.score) }
        } else {
          far.append((near, passed.rank, passed.score))
        }
        near += 1
      }
      for candidate in far where candidate.rank < node.rank {
        let total = candidate.score - (farthestCost + cost(from: candidate.rank, to: node.rank))
        if total > score || total == score && candidate.node < previous {
          score = total
          previous = candidate.node
        }
      }
      // Backwards: most follow a near one, and none further back can then be better.
      var candidate = current - 1
      while candidate >= near, nodes[candidate].bestSoFar >= score {
        let earlier = nodes[candidate]
        defer { candidate -= 1 }
        guard earlier.match < node.match, earlier.rank <= node.rank else { continue }
        let gap = node.start - earlier.end
        // Headings of one block stand beside one another; those of the next block or another copy do not.
        guard
          earlier.rank < node.rank
            || node.item.kind == .columnHeading && gap <= freeGap && candidate > node.rowBefore
        else { continue }
        let total =
          earlier.score
          - (Double(max(0, gap - freeGap)) / lettersOfOne + cost(from: earlier.rank, to: node.rank))
        if total > score || total == score && candidate < previous {
          score = total
          previous = candidate
        }
      }
      nodes[current].score = score + node.weight
      nodes[current].previous = previous
      nodes[current].bestSoFar = max(
        nodes[current].score,
        current > 0 ? nodes[current - 1].bestSoFar : 0
      )
      if nodes[current].score > nodes[best].score { best = current }
    }
    return best
  }

  /// What it costs to skip the rows between two ranks.
  @inline(__always)
  private static func cost(from rank: Int, to next: Int) -> Double {
    Double(max(0, (next - rank) / 3 - 1)) * skippedRowCost
  }

  /// - Returns: `nil` when the chain has no row.
  private func chain(
    endingAt last: Int,
    among nodes: [ChainNode],
    _ index: Int,
    in text: LabelledText
  ) -> TableChain? {
    var chosen = [Int?](repeating: nil, count: rows.count)
    var headings: [(match: Int, item: LabelItem)] = []
    var blockHeadings = 0
    var first = nodes[last].match
    var current = last
    while current >= 0 {
      let node = nodes[current]
      first = node.match
      switch node.item.kind {
      case .row: chosen[node.item.index] = node.match
      case .columnHeading:
        for item in text.matches[node.match].items
        where item.kind == .columnHeading && item.table == index && item.index == node.item.index {
          headings.append((node.match, item))
        }
      case .blockHeading: blockHeadings += 1
      default: break
      }
      current = node.previous
    }
    guard chosen.contains(where: { $0 != nil }) else { return nil }
    return TableChain(
      rows: chosen,
      headings: headings.reversed(),
      blockHeadings: blockHeadings,
      matches: first...nodes[last].match,
      score: nodes[last].score
    )
  }

  /// Whether a label of a row is followed, without any value between, by that of a member of a group of the
  /// row's name.
  private func namesGroup(
    _ match: Int,
    _ row: Int,
    _ table: Int,
    in text: LabelledText
  ) -> Bool {
    guard !rows[row].members.isEmpty, match + 1 < text.matches.count,
      case (let own, let next) = (text.matches[match], text.matches[match + 1]),
      own.letters.upperBound == next.letters.lowerBound,
      next.items.contains(where: {
        $0.kind == .row && $0.table == table && rows[row].members.contains(rows[$0.index].id)
      })
    else { return false }
    let start = Int(text.letters[own.letters.upperBound - 1].token)
    let end = Int(text.letters[next.letters.lowerBound].token)
    return !(start..<end).contains { text.tokens[$0].isValue }
  }

  /// The letters between two labels that cost nothing, and that cost 1 beyond.
  private static let freeGap = 60
  private static let lettersOfOne = 20.0

  /// What a gap can cost at most, and the letters from which on it does.
  private static let farthestCost = 60.0
  private static let farthestGap = freeGap + Int(farthestCost * lettersOfOne)
  private static let skippedRowCost = 0.3

  /// The place of a label in the order of the form; `nil` for labels whose place varies.
  private func rank(of item: LabelItem) -> Int? {
    switch item.kind {
    case .tableHeading: -1
    case .blockHeading: blocks[item.index].rows.lowerBound * 3
    case .columnHeading: blocks[item.index].rows.lowerBound * 3 + 1
    case .row: item.index * 3 + 2
    case .columnGroup, .rowGroup, .cornerHeading: nil
    }
  }

  private func weight(of item: LabelItem, _ match: LabelMatch) -> Double {
    let certainty = Double(match.certainty) - (match.isWhole ? 0 : 1)
    switch item.kind {
    case .row: return 3 + certainty + Double(min(match.letters.count, 8)) / 2
    case .blockHeading: return 3 + certainty
    case .columnHeading: return 1.5 + certainty / 2
    default: return 1 + certainty / 2
    }
  }
}
