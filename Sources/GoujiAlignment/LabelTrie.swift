internal import GoujiModel

/// Something that a label can stand for.
struct LabelItem: Hashable, Sendable {
  let kind: Kind

  /// The table's position in the skeleton.
  let table: Int

  /// The position of the block, or of the row in its table.
  let index: Int

  /// The column's position in ``Skeleton/Variant/columns``, and the forms that have it there.
  let column: Int
  let form: Int

  /// Whether it can stand between the first heading of a block and its first row.
  var isOverRows: Bool {
    switch kind {
    case .blockHeading, .columnHeading, .columnGroup, .cornerHeading, .rowGroup: true
    case .tableHeading, .row: false
    }
  }

  enum Kind: UInt8, Sendable {
    case tableHeading
    case blockHeading
    case columnHeading
    case columnGroup
    case rowGroup
    case row

    /// 信息内容, the head of the first column, which no rule of the form names.
    case cornerHeading
  }

  /// The same heading over another column.
  func moved(to column: Int) -> LabelItem {
    LabelItem(kind: kind, table: table, index: index, column: column, form: form)
  }
}

/// All labels of all forms, letter by letter.
struct LabelTrie: Sendable {
  private struct Node {
    var children: [(letter: UInt16, node: Int32)] = []
    var items: [LabelItem] = []

    /// Everything that some label through this node stands for; more than one thing is `nil`.
    var throughItem: LabelItem?
    var isShared = false

    /// The letters of the shortest label through this node.
    var shortestLabel: UInt16 = .max
  }

  let characters: CharacterTable

  /// For each letter, the node that a label beginning with it leads to; 0 for none.
  private let roots: [Int32]
  private let nodes: [Node]

  /// For each pair of letters, one bit: whether some label begins with it.
  private let openings: [UInt64]

  /// For each node where its branches are, those of one node beside one another, and whether a label
  /// ends there.
  private let steps: [(branches: Range<Int32>, endsLabel: Bool)]
  private let branchLetters: [UInt16]
  private let branchNodes: [Int32]

  /// What a walk from one letter on found.
  struct Hit {
    /// How many letters belong to the label.
    let length: Int
    let items: [LabelItem]

    /// Whether the label was printed whole.
    let isWhole: Bool
  }

  init(_ skeleton: Skeleton, simplified: (UInt16) -> UInt16) {
    let labels = Self.labels(of: skeleton)
    let compared = labels.map { Self.withoutOrdinalAndGloss($0.text) }
    characters = CharacterTable(
      labels: labels.map(\.text),
      openings: Set(compared.compactMap { $0.first { (0x3400...0x9FFF).contains($0) } }),
      simplified: simplified
    )
    var roots = [Int32](repeating: 0, count: characters.letterCount)
    var nodes = [Node()]
    for ((_, item), units) in zip(labels, compared) {
      Self.add(item, characters.letters(of: units), to: &nodes, &roots)
    }
    openings = Self.openings(of: nodes, roots)
    self.roots = roots
    self.nodes = nodes
    var steps: [(branches: Range<Int32>, endsLabel: Bool)] = []
    var branchLetters: [UInt16] = []
    var branchNodes: [Int32] = []
    for node in nodes {
      let start = Int32(branchLetters.count)
      branchLetters += node.children.map(\.letter)
      branchNodes += node.children.map(\.node)
      steps.append((start..<Int32(branchLetters.count), !node.items.isEmpty))
    }
    self.steps = steps
    self.branchLetters = branchLetters
    self.branchNodes = branchNodes
  }

  /// All labels of the forms, each with one of the things that it stands for.
  private static func labels(of skeleton: Skeleton) -> [(text: String, item: LabelItem)] {
    var labels: [(text: String, item: LabelItem)] = []
    for (tableIndex, table) in skeleton.tables.enumerated() {
      func add(
        _ texts: [String],
        _ kind: LabelItem.Kind,
        _ index: Int,
        column: Int = 0,
        form: Int = 0
      ) {
        let item = LabelItem(
          kind: kind,
          table: tableIndex,
          index: index,
          column: column,
          form: form
        )
        labels += texts.map { ($0, item) }
      }
      for form in skeleton.forms {
        for definition in form.tables where definition.id == table.id {
          add(definition.headings, .tableHeading, 0)
          add(definition.corners, .cornerHeading, 0)
        }
      }
      for (index, block) in table.blocks.enumerated() {
        if let heading = block.heading {
          add(wordings(ofArticle: heading), .blockHeading, index)
        }
        for variant in block.variants {
          for (column, definition) in variant.columns.enumerated() {
            add(
              [definition.label] + definition.variants,
              .columnHeading,
              index,
              column: column,
              form: variant.form
            )
            if let group = definition.group { add([group], .columnGroup, index) }
          }
          for row in variant.rows {
            guard let position = table.rows.firstIndex(where: { $0.id == row.id }) else { continue }
            add([row.label] + row.variants, .row, position)
            add(row.groups, .rowGroup, 0)
          }
        }
      }
    }
    return labels
  }

  /// Adds a label, letter by letter.
  private static func add(
    _ item: LabelItem,
    _ letters: [UInt16],
    to nodes: inout [Node],
    _ roots: inout [Int32]
  ) {
    guard let first = letters.first else { return }
    var current = Int(roots[Int(first - CharacterTable.firstLetter)])
    if current == 0 {
      current = nodes.count
      nodes.append(Node())
      roots[Int(first - CharacterTable.firstLetter)] = Int32(current)
    }
    pass(item, letters.count, &nodes[current])
    for letter in letters.dropFirst() {
      if let child = nodes[current].children.first(where: { $0.letter == letter }) {
        current = Int(child.node)
      } else {
        nodes[current].children.append((letter, Int32(nodes.count)))
        current = nodes.count
        nodes.append(Node())
      }
      pass(item, letters.count, &nodes[current])
    }
    if !nodes[current].items.contains(item) { nodes[current].items.append(item) }
  }

  /// For each pair of letters, one bit: whether some label begins with it.
  private static func openings(of nodes: [Node], _ roots: [Int32]) -> [UInt64] {
    var openings = [UInt64](repeating: 0, count: (roots.count * roots.count + 63) / 64)
    for (first, node) in roots.enumerated() where node != 0 {
      let seconds =
        nodes[Int(node)].items.isEmpty
        ? nodes[Int(node)].children.map { Int($0.letter - CharacterTable.firstLetter) }
        : Array(roots.indices)
      for second in seconds {
        let pair = first * roots.count + second
        openings[pair >> 6] |= 1 << UInt64(pair & 63)
      }
    }
    return openings
  }

  /// The first letter from an index on that, with the one behind it, can begin a label; most cannot.
  @inline(__always)
  func nextOpening(in letters: Span<Letter>, from start: Int) -> Int? {
    let firstOpening = characters.firstOpening
    let last = letters.count - 1
    var index = start
    while index < last {
      let first = letters[unchecked: index].letter
      if first >= firstOpening, canBegin(first, letters[unchecked: index &+ 1].letter) {
        return index
      }
      index &+= 1
    }
    return index == last && letters[last].letter >= firstOpening ? last : nil
  }

  /// Whether a label can begin with two letters; most that begin with the first one cannot.
  @inline(__always)
  private func canBegin(_ first: UInt16, _ second: UInt16) -> Bool {
    let start = Int(first - CharacterTable.firstLetter) * roots.count
    // A label of one letter can stand before any other.
    guard second >= CharacterTable.firstLetter else { return isWhole(first) }
    let pair = start + Int(second - CharacterTable.firstLetter)
    return openings[pair >> 6] & 1 << UInt64(pair & 63) != 0
  }

  private func isWhole(_ letter: UInt16) -> Bool {
    let node = Int(roots[Int(letter - CharacterTable.firstLetter)])
    return node != 0 && !nodes[node].items.isEmpty
  }

  /// The letters of a label, as it is compared.
  func letters(ofLabel label: String) -> [UInt16] {
    characters.letters(of: Self.withoutOrdinalAndGloss(label))
  }

  /// The longest label that begins with the first of the letters.
  func longest(in letters: Span<Letter>, from start: Int) -> Hit? {
    let first = letters[start].letter
    guard first >= CharacterTable.firstLetter else { return nil }
    var current = Int(roots[Int(first - CharacterTable.firstLetter)])
    guard current != 0 else { return nil }
    var depth = 1
    var whole: (length: Int, node: Int)?
    if steps[current].endsLabel { whole = (1, current) }
    while start + depth < letters.count,
      let child = child(of: current, letters[start + depth].letter)
    {
      current = child
      depth += 1
      if steps[current].endsLabel { whole = (depth, current) }
    }
    // A label that breaks off is taken for what it can only be, if at least half of it is there.
    if depth > (whole?.length ?? 0), depth >= 4, !nodes[current].isShared,
      depth * 2 >= Int(nodes[current].shortestLabel), let item = nodes[current].throughItem,
      item.kind == .row
    {
      return Hit(length: depth, items: [item], isWhole: false)
    }
    return whole.map { Hit(length: $0.length, items: nodes[$0.node].items, isWhole: true) }
  }

  @inline(__always)
  private func child(of node: Int, _ letter: UInt16) -> Int? {
    for index in steps[node].branches where branchLetters[Int(index)] == letter {
      return Int(branchNodes[Int(index)])
    }
    return nil
  }

  private static func pass(_ item: LabelItem, _ length: Int, _ node: inout Node) {
    node.shortestLabel = min(node.shortestLabel, UInt16(length))
    if let known = node.throughItem {
      if known != item { node.isShared = true }
    } else {
      node.throughItem = item
    }
  }

  /// An article's name as it is written with and without either 第.
  private static func wordings(ofArticle heading: String) -> [String] {
    let plain = heading.filter { $0 != "(" && $0 != ")" }
    let second = String(plain.prefix(1)) + plain.dropFirst().filter { $0 != "第" }
    return [plain, second, String(plain.dropFirst()), String(second.dropFirst())]
  }

  /// A label as it is compared, in UTF-16: without its number and what stands in brackets.
  private static func withoutOrdinalAndGloss(_ label: String) -> [UInt16] {
    var rest = Array(label.utf16)[...]
    for opening in openingBrackets where rest.first == opening {
      if let end = rest.firstIndex(where: { closingBrackets.contains($0) }),
        end - rest.startIndex <= 3
      {
        rest = rest[(end + 1)...]
      }
    }
    if let mark = rest.firstIndex(of: 0x3001), mark - rest.startIndex <= 2 {
      rest = rest[(mark + 1)...]
    }
    if rest.starts(with: "其中:".utf16) { rest = rest.dropFirst(3) }
    // 第 begins the name of an article, whose brackets are no gloss.
    guard rest.first != 0x7B2C,
      let gloss = rest.firstIndex(where: { openingBrackets.contains($0) })
    else { return Array(rest) }
    return Array(rest[..<gloss])
  }

  private static let openingBrackets = Array("(（".utf16)
  private static let closingBrackets = Array(")）".utf16)
}
