internal import GoujiModel

/// The letters of the labels that stand over the columns of a block and over groups of its rows.
struct BlockLabels: Sendable {
  /// For each column, as ``CharacterTable`` numbers them.
  let columns: [[UInt16]]

  /// Pairs of columns whose labels begin with the same letters, two at least.
  let likeColumns: [(one: Int, other: Int, common: Int)]

  let groups: [Group]

  /// The labels that other forms have for rows of the block, by the positions of these; few rows have any.
  let otherRows: [(row: Int, letters: [UInt16])]

  /// Rows under a common label.
  struct Group: Sendable {
    let name: String
    let letters: [UInt16]

    /// For each row of the block, whether it is one of them.
    let holds: [Bool]
  }

  /// - Parameters:
  ///   - variant: The block as one form has it.
  ///   - block: The same as all forms have it.
  ///   - letters: The letters of a label.
  init(
    _ variant: Skeleton.Variant,
    of block: Skeleton.Block,
    letters: (String) -> [UInt16]
  ) {
    let columns = variant.columns.map { letters($0.label) }
    self.columns = columns
    likeColumns = columns.indices.flatMap { one in
      columns.indices[(one + 1)...].compactMap { other in
        let common = zip(columns[one], columns[other]).prefix { $0 == $1 }.count
        return common >= 2 ? (one, other, common) : nil
      }
    }
    otherRows = variant.rows.indices.flatMap { row in
      block.variants.flatMap(\.rows)
        .filter { $0.id == variant.rows[row].id && $0.label != variant.rows[row].label }
        .map { (row, letters($0.label)) }
    }
    var names: [String] = []
    for name in variant.rows.flatMap(\.groups) where !names.contains(name) { names.append(name) }
    groups = names.map { name in
      Group(
        name: name,
        letters: letters(name),
        holds: variant.rows.map { $0.groups.contains(name) }
      )
    }
  }
}
