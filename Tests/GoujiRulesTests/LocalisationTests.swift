import GoujiModel
import GoujiRules
import GoujiSchemas
import GoujiTestSupport
import Testing

/// The table of applications of the report of Anshun for 2019.
private let anshun = """
  applications.new_received 3 0 0 0 0 0 3
  applications.disclosed 1 0 0 0 0 0 1
  applications.partially_disclosed 2 0 0 0 0 0 2
  applications.handled_total 6 0 0 0 0 0 6
  """

/// A table that adds up, to break in one place.
private let sound = """
  applications.new_received 41 7 0 3 0 2 53
  applications.carried_in 4 1 0 0 0 0 5
  applications.disclosed 20 3 0 1 0 0 24
  applications.partially_disclosed 9 1 0 0 0 1 11
  applications.unavailable.not_held 11 2 0 1 0 1 15
  applications.handled_total 40 6 0 2 0 2 50
  applications.carried_out 5 2 0 1 0 0 8
  """

@Test func `the four broken identities of Anshun are one finding with one repair`() throws {
  let found = arithmeticFindings(try report("2019", anshun))
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.severity == .error)
  #expect(finding.rule == "APP-HANDLED-SUM")
  #expect(finding.cell?.description == "applications.handled_total.natural_person")
  #expect(finding.reported == 6)
  #expect(finding.expected == 3)
  #expect(finding.difference == 3)
  #expect(
    finding.explains.map(\.description) == [
      "APP-BALANCE applications.handled_total.natural_person",
      "APP-HANDLED-SUM applications.handled_total.natural_person",
      "APP-BALANCE applications.handled_total.total",
      "APP-HANDLED-SUM applications.handled_total.total",
    ]
  )
  #expect(
    finding.suggestion.map(\.description) == [
      "applications.handled_total.natural_person: 6→3",
      "applications.handled_total.total: 6→3",
    ]
  )
  #expect(
    finding.message.zh == """
      「自然人」一列各项办理结果合计3件,「(七)总计」填6件,多3件;同一原因使4条勾稽关系不成立;\
      疑似合计时把「一、本年新收政府信息公开申请数量」一并加入,「(七)总计」自然人由6改为3、总计由6改为3后全部成立。
      """
  )
  #expect(
    finding.message.en == """
      in the column 「自然人」 the results add to 3, 「(七)总计」 says 6, 3 too many; \
      one cause breaks 4 identities; most likely the row 「一、本年新收政府信息公开申请数量」 was added in; \
      with 「(七)总计」自然人 6→3 and 总计 6→3 everything holds.
      """
  )
  #expect(finding.terms.contains { $0.cell == finding.cell && $0.figure == 6 && $0.place != nil })
}

@Test func `the rules of Anshun fail by name, and hold where they hold`() throws {
  let report = try report("2019", anshun)
  #expect(verdict(report, of: "APP-HANDLED-SUM") == .fail)
  #expect(verdict(report, of: "APP-BALANCE") == .fail)
  #expect(verdict(report, of: "APP-ROW-TOTAL") == .pass)
  #expect(verdict(report, of: "RL-ROW-TOTAL") == .pass)
}

@Test func `a single wrong row total is found at that total`() throws {
  let found = arithmeticFindings(
    try report("2019", sound + "\napplications.disclosed 20 3 0 1 0 0 42")
  )
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.rule == "APP-ROW-TOTAL")
  #expect(finding.cell?.description == "applications.disclosed.total")
  #expect(finding.reported == 42)
  #expect(finding.expected == 24)
  #expect(finding.suggestion.map(\.description) == ["applications.disclosed.total: 42→24"])
  #expect(finding.message.en.contains("two digits were swapped"))
}

@Test func `a wrong part breaks its row and its column and is suggested`() throws {
  let found = arithmeticFindings(
    try report("2019", sound + "\napplications.disclosed 2 3 0 1 0 0 24")
  )
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.rule == "APP-ROW-TOTAL")
  #expect(
    finding.explains.map(\.description) == [
      "APP-ROW-TOTAL applications.disclosed.total",
      "APP-HANDLED-SUM applications.handled_total.natural_person",
      "PL-DIGIT applications.disclosed.natural_person",
    ]
  )
  #expect(
    finding.suggestion.map(\.description) == ["applications.disclosed.natural_person: 2→20"]
  )
  #expect(finding.message.en.contains("a digit was lost"))
}

@Test func `two independent slips are two findings`() throws {
  let found = arithmeticFindings(
    try report(
      "2019",
      sound + """

        applications.disclosed 20 3 0 1 0 0 26
        applications.partially_disclosed 9 1 0 0 0 1 18
        """
    )
  )
  #expect(
    found.map(\.cell?.description) == [
      "applications.disclosed.total", "applications.partially_disclosed.total",
    ]
  )
  #expect(found.map(\.suggestion.count) == [1, 1])
}

@Test func `a slip planted beside that of Anshun makes two findings, not one and not six`() throws {
  for (second, cell) in [
    ("applications.carried_in 0 0 0 0 0 0 4", "applications.carried_in.total"),
    ("applications.not_processed.repeated 0 2 0 0 0 0 2", "applications.handled_total.business"),
    ("review_litigation.reconsideration 0 0 0 0 7", "review_litigation.reconsideration.total"),
  ] {
    let found = arithmeticFindings(try report("2019", anshun + "\n" + second))
    #expect(found.count == 2, "\(second): \(found.map(\.message.en))")
    #expect(
      found.contains { $0.cell?.description == "applications.handled_total.natural_person" },
      "\(second)"
    )
    #expect(found.contains { $0.cell?.description == cell }, "\(second): \(found.map(\.cell))")
  }
}

@Test func `candidates that one slip of a key explains are singled out`() throws {
  let found = arithmeticFindings(
    try report("2019", "review_litigation.reconsideration 42 61 0 0 113")
  )
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.suggestion.isEmpty)
  #expect(
    finding.message.zh.hasSuffix(
      "其中只差一次按键的:「行政复议」总计由113改为103,或「行政复议」结果维持由42改为52,或「行政复议」结果纠正由61改为71。"
    )
  )
}

@Test func `a number split over two cells is a doubt about the reading first`() throws {
  let found = arithmeticFindings(
    try report(
      "2019",
      """
      applications.new_received 12 5 0 0 0 0 17
      applications.disclosed 1 2 5 0 0 0 17
      applications.handled_total 12 5 0 0 0 0 17
      """
    )
  )
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.severity == .warning)
  #expect(finding.message.en.contains("one number was split over two cells"))
  #expect(
    finding.suggestion.map(\.description) == [
      "applications.disclosed.natural_person: 1→12", "applications.disclosed.business: 2→5",
      "applications.disclosed.research: 5→0",
    ]
  )
}

@Test func `slips in different tables are different findings`() throws {
  let found = arithmeticFindings(
    try report(
      "2019",
      sound + """

        applications.disclosed 20 3 0 1 0 0 26
        review_litigation.reconsideration 4 1 1 0 9
        """
    )
  )
  #expect(found.map(\.rule) == ["APP-ROW-TOTAL", "RL-ROW-TOTAL"])
}

@Test func `many slips are neither one finding nor one for each identity`() throws {
  let found = arithmeticFindings(
    try report(
      "2019",
      sound + """

        applications.disclosed 20 3 0 1 0 0 26
        applications.partially_disclosed 9 1 0 0 0 1 18
        applications.unavailable.not_held 11 2 0 1 0 1 35
        applications.carried_in 4 1 0 0 0 0 50
        review_litigation.reconsideration 4 1 1 0 9
        """
    )
  )
  #expect(found.count == 5)
  #expect(found.count { !$0.suggestion.isEmpty } == 4)
}

@Test func `two swapped rows are one finding though a sum joins them that holds`() throws {
  let found = arithmeticFindings(
    try report(
      "2019",
      sound + """

        applications.disclosed 9 3 0 1 0 0 24
        applications.partially_disclosed 20 1 0 0 0 1 11
        """
    )
  )
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.explains.count == 2)
  #expect(
    finding.suggestion.map(\.description) == [
      "applications.disclosed.natural_person: 9→20",
      "applications.partially_disclosed.natural_person: 20→9",
    ]
  )
  #expect(finding.message.zh.contains("两格互换"))
}

@Test func `where several repairs are as small nothing is suggested and all are named`() throws {
  let found = arithmeticFindings(
    try report("2019", "review_litigation.reconsideration 4 1 1 0 9")
  )
  let finding = try #require(found.first)
  #expect(finding.suggestion.isEmpty)
  #expect(
    finding.message.zh == """
      「行政复议」四项结果合计6件,总计栏填9件,多3件;无法判定错在哪一格,可能的改动:\
      「行政复议」总计由9改为6,或「行政复议」结果维持由4改为7,或「行政复议」结果纠正由1改为4等5种。
      """
  )
}

@Test func `a row one column off is a doubt about the reading first`() throws {
  let found = arithmeticFindings(
    try report("2019", sound + "\napplications.unavailable.not_held 0 11 2 1 0 1 15")
  )
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.severity == .warning)
  #expect(finding.message.zh.contains("整行数字错位一栏"))
  #expect(finding.message.zh.contains("提取存疑"))
  #expect(finding.explains.count == 3)
  #expect(
    finding.suggestion.map(\.description) == [
      "applications.unavailable.not_held.natural_person: 0→11",
      "applications.unavailable.not_held.business: 11→2",
      "applications.unavailable.not_held.research: 2→0",
    ]
  )
}

@Test func `a row counted twice is named`() throws {
  let found = arithmeticFindings(
    try report("2019", sound + "\napplications.handled_total 49 7 0 2 0 3 61")
  )
  let finding = try #require(found.first)
  #expect(found.count == 1)
  #expect(finding.message.en.contains("was counted twice"))
  #expect(finding.message.zh.contains("(二)部分公开"))
  #expect(finding.suggestion.count == 4)
}

@Test func `a blank counts as nought and the message says so`() throws {
  let broken = try report("2019", "review_litigation.reconsideration 4 _ 1 0 9")
  let finding = try #require(arithmeticFindings(broken).first)
  #expect(finding.expected == 5)
  #expect(finding.message.en.contains("blank cells were counted as 0"))
  let sound = try report("2019", "review_litigation.reconsideration 4 _ 1 0 5")
  #expect(verdict(sound, of: "RL-ROW-TOTAL") == .pass)
  #expect(reason(sound, of: "RL-ROW-TOTAL")?.en == "blank cells were counted as 0")
}

@Test(arguments: ["?", "x", "~"])
func `nothing is reported while a cell of the sum has no number`(_ mark: String) throws {
  let report = try report("2019", "review_litigation.* 4 \(mark) 1 0 9")
  #expect(arithmeticFindings(report).filter { $0.rule == "RL-ROW-TOTAL" }.isEmpty)
  #expect(verdict(report, of: "RL-ROW-TOTAL") == .notEvaluated)
  #expect(reason(report, of: "RL-ROW-TOTAL")?.zh.contains("「行政复议」结果纠正") == true)
}

@Test func `a deduced figure can make a sum hold but accuses nobody`() throws {
  let sound = try report("2019", "review_litigation.reconsideration 4 =1 1 0 6")
  #expect(verdict(sound, of: "RL-ROW-TOTAL") == .pass)
  let broken = try report("2019", "review_litigation.* 4 =1 1 0 9")
  #expect(verdict(broken, of: "RL-ROW-TOTAL") == .notEvaluated)
  #expect(arithmeticFindings(broken).isEmpty)
  let proved = try report("2019", "review_litigation.reconsideration 4 _=4 1 0 9")
  #expect(verdict(proved, of: "RL-ROW-TOTAL") == .pass)
}

@Test func `a doubt about the reading lowers the severity and is said`() throws {
  let cell = CellID(
    form: "2019",
    table: .reviewLitigation,
    row: .reconsideration,
    column: .total
  )
  let found = arithmeticFindings(
    try report(
      "2019",
      "review_litigation.reconsideration 4 1 1 0 9",
      notes: [note(.openPlacement, [cell])]
    )
  )
  #expect(found.map(\.severity) == [.warning])
  #expect(found.first?.message.en.contains("the reading of this place is in doubt") == true)
}

@Test func `units printed in the cells take part in the sum`() throws {
  let report = try report("2019", "review_litigation.reconsideration 1万件 1 1 0 10002件")
  #expect(verdict(report, of: "RL-ROW-TOTAL") == .pass)
}

// MARK: Properties

/// A random table of applications that adds up, as rows of numbers without the totals' columns.
func soundTable(_ form: FormID, seed: UInt64) throws -> [[Int]] {
  var generator = SeededGenerator(seed: seed)
  let count = try rowNames(form).count
  var rows = (0..<count).map { _ in [Int](repeating: 0, count: 6) }
  let sizes = [1, 5, 30, 400, 9000]
  for row in 2..<(count - 2) {
    for column in 0..<6 where Int.random(in: 0..<3, using: &generator) > 0 {
      rows[row][column] = Int.random(
        in: 0...(sizes.randomElement(using: &generator) ?? 1),
        using: &generator
      )
    }
  }
  for column in 0..<6 {
    let handled = rows[2..<(count - 2)].reduce(0) { $0 + $1[column] }
    let open = Int.random(in: 0...20, using: &generator)
    let carried = Int.random(in: 0...(handled + open), using: &generator)
    rows[count - 2][column] = handled
    rows[count - 1][column] = open
    rows[0][column] = handled + open - carried
    rows[1][column] = carried
  }
  return rows.map { $0 + [$0.reduce(0, +)] }
}

func rowNames(_ form: FormID) throws -> [String] {
  var names: [String] = []
  for cell in try #require(forms[form]).cells where cell.id.table == .applications {
    if names.last != cell.id.row.rawValue { names.append(cell.id.row.rawValue) }
  }
  return names
}

func literal(_ table: [[Int]], _ form: FormID) throws -> String {
  zip(try rowNames(form), table)
    .map { "applications.\($0) " + $1.map(String.init).joined(separator: " ") }
    .joined(separator: "\n")
}

@Test(arguments: ["2019", "2021"] as [FormID], 0..<50 as Range<UInt64>)
func `a random table that adds up has no finding`(_ form: FormID, seed: UInt64) throws {
  let found = arithmeticFindings(
    try report(form, try literal(try soundTable(form, seed: seed), form))
  )
  #expect(found.isEmpty, "seed \(seed): \(found.map(\.message.en))")
}

@Test(arguments: ["2019", "2021"] as [FormID], 0..<150 as Range<UInt64>)
func `one changed cell is one finding, and what is suggested restores it`(
  _ form: FormID,
  seed: UInt64
) throws {
  var table = try soundTable(form, seed: seed)
  var generator = SeededGenerator(seed: seed ^ 0xA5A5)
  let row = Int.random(in: 0..<table.count, using: &generator)
  let column = Int.random(in: 0..<7, using: &generator)
  let meant = table[row][column]
  table[row][column] = try slip(meant, using: &generator)
  let found = arithmeticFindings(try report(form, try literal(table, form)))
  let place = "applications.\(try rowNames(form)[row])"
  #expect(found.count == 1, "seed \(seed): \(place), column \(column), \(found.map(\.message.en))")
  guard let finding = found.first, !finding.suggestion.isEmpty else { return }
  #expect(finding.suggestion.count == 1, "seed \(seed)")
  let change = try #require(finding.suggestion.first)
  let cells = try #require(forms[form]).cells.filter { "applications.\($0.id.row)" == place }
  #expect(change.cell == cells[column].id, "seed \(seed)")
  #expect(change.suggested == Figure(meant), "seed \(seed)")
}

@Test(arguments: 0..<30 as Range<UInt64>)
func `noise in many cells is answered, the same on every run`(seed: UInt64) throws {
  var table = try soundTable("2021", seed: seed)
  var generator = SeededGenerator(seed: seed)
  for _ in 0..<Int.random(in: 2...40, using: &generator) {
    let row = Int.random(in: 0..<table.count, using: &generator)
    table[row][Int.random(in: 0..<7, using: &generator)] = Int.random(
      in: 0...500,
      using: &generator
    )
  }
  let report = try report("2021", try literal(table, "2021"))
  let found = arithmeticFindings(report)
  #expect(!found.isEmpty, "seed \(seed)")
  #expect(found == arithmeticFindings(report), "seed \(seed)")
}

@Test(arguments: 0..<10 as Range<UInt64>)
func `the order of the rules changes no finding`(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let shuffled = try RuleBook(rules: embeddedRules().shuffled(using: &generator), forms: forms)
  let report = try report(
    "2019",
    anshun + "\nreview_litigation.reconsideration 4 1 1 0 9\napplications.carried_in 1 0 0 0 0 0 4"
  )
  #expect(
    shuffled.assess(report).findings == book.assess(report).findings,
    "seed \(seed)"
  )
}

/// Other figures for a cell: a digit, any number, a digit too many or too few, or one more.
private func slip(_ meant: Int, using generator: inout SeededGenerator) throws -> Int {
  try #require(
    [
      Int.random(in: 0...9, using: &generator), Int.random(in: 0...20_000, using: &generator),
      meant * 10, meant / 10, meant + 1,
    ].filter { $0 != meant }.randomElement(using: &generator)
  )
}

/// Known shortfall: for these seeds another change of two cells is named as the only repair, four of
/// some forty, where one in twenty would do.
@Test(arguments: [("2019", [30]), ("2021", [0, 30, 42])] as [(FormID, [UInt64])])
func `a cell changed with the total of its row is one finding, which names both but for some`(
  _ form: FormID,
  known: [UInt64]
) throws {
  var decided = 0
  var missed: [UInt64] = []
  for seed in 0..<100 as Range<UInt64> {
    var table = try soundTable(form, seed: seed)
    var generator = SeededGenerator(seed: seed ^ 0x5A5A)
    let row = Int.random(in: 0..<table.count, using: &generator)
    let column = Int.random(in: 0..<6, using: &generator)
    let meant = (table[row][column], table[row][6])
    table[row][column] = try slip(meant.0, using: &generator)
    table[row][6] += table[row][column] - meant.0
    let found = arithmeticFindings(try report(form, try literal(table, form)))
    #expect(found.count == 1, "seed \(seed): \(found.map(\.message.en))")
    guard let finding = found.first, !finding.suggestion.isEmpty else { continue }
    decided += 1
    let place = "applications.\(try rowNames(form)[row])."
    if !finding.suggestion.allSatisfy({ $0.cell.description.hasPrefix(place) })
      || finding.suggestion.map(\.suggested) != [Figure(meant.0), Figure(meant.1)]
    {
      missed.append(seed)
    }
  }
  #expect(decided >= 20)
  #expect(missed == known, "of \(decided)")
}

@Test(arguments: ["2019", "2021"] as [FormID], 0..<100 as Range<UInt64>)
func `two slips in other rows, columns and sizes are two findings`(
  _ form: FormID,
  seed: UInt64
) throws {
  var table = try soundTable(form, seed: seed)
  var generator = SeededGenerator(seed: seed ^ 0x3C3C)
  let rows = Array(table.indices.shuffled(using: &generator).prefix(2))
  let columns = Array((0..<7).shuffled(using: &generator).prefix(2))
  var changes: [Int] = []
  for (row, column) in zip(rows, columns) {
    let meant = table[row][column]
    repeat {
      table[row][column] = try slip(meant, using: &generator)
    } while changes.contains { abs($0) == abs(table[row][column] - meant) }
    changes.append(table[row][column] - meant)
  }
  let found = arithmeticFindings(try report(form, try literal(table, form)))
  let names = try rowNames(form)
  #expect(
    found.count == 2,
    "seed \(seed), \(zip(rows.map { names[$0] }, zip(columns, changes))): \(found.map(\.message.en))"
  )
  for finding in found where !finding.suggestion.isEmpty {
    #expect(
      rows.contains { row in
        finding.suggestion.allSatisfy {
          $0.cell.description.hasPrefix("applications.\(names[row]).")
        }
      },
      "seed \(seed): \(finding.suggestion)"
    )
  }
}
