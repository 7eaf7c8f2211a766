import GoujiAlignment
import GoujiDecoding
import GoujiDocument
import GoujiModel
import GoujiSchemas
import GoujiTestSupport
import Testing

private let catalogue = Result { try FormCatalogue.embedded() }

/// Reads a flattened text the way the program does.
private func align(_ text: String) throws -> Alignment {
  let aligner = Aligner(forms: try catalogue.get(), simplified: Simplification.table)
  return aligner.align(Document.flattened(try decode(Array(text.utf8))))
}

/// What a reading of a printed form got wrong: figures given as read that are not the printed ones.
private func silentErrors(
  _ alignment: Alignment,
  _ form: FormDefinition,
  _ figures: [Figure?]
) -> [String] {
  guard alignment.form == form else {
    return alignment.cells.contains { $0.status == .reported } ? ["read on another form"] : []
  }
  return zip(form.cells, zip(alignment.cells, figures)).compactMap { definition, pair in
    let (cell, figure) = pair
    guard cell.status == .reported, cell.value != figure else { return nil }
    return "\(definition.id): printed \(figure?.description ?? "nothing"), read \(cell.raw)"
  }
}

@Test(arguments: TablePrinter.Style.allCases, ["2014", "2019", "2021"])
func `a full form reads back whole from every layout`(
  _ style: TablePrinter.Style,
  _ id: String
) throws {
  let form = try #require(try catalogue.get()[FormID(rawValue: id)])
  for seed in UInt64(0)..<5 {
    var generator = SeededGenerator(seed: seed)
    let figures = form.figures(blankShare: 0, largest: 5000, using: &generator)
    let text = TablePrinter(form: form, figures: figures, style: style).print()
    let alignment = try align(text)
    #expect(silentErrors(alignment, form, figures) == [], "seed \(seed)")
    let read = alignment.cells.count { $0.status == .reported }
    #expect(read == form.cells.count, "seed \(seed)")
  }
}

@Test(arguments: TablePrinter.Style.allCases, ["2014", "2019", "2021"])
func `no layout with empty cells gives a wrong figure as read`(
  _ style: TablePrinter.Style,
  _ id: String
) throws {
  let form = try #require(try catalogue.get()[FormID(rawValue: id)])
  for seed in UInt64(0)..<30 {
    var generator = SeededGenerator(seed: seed)
    let share = [0.02, 0.1, 0.3, 0.6, 0.9].randomElement(using: &generator) ?? 0.1
    let figures = form.figures(blankShare: share, largest: 5000, using: &generator)
    let text = TablePrinter(form: form, figures: figures, style: style).print()
    let errors = silentErrors(try align(text), form, figures)
    #expect(errors.isEmpty, "seed \(seed), \(share) empty: \(errors.prefix(3))")
  }
}

@Test(arguments: TablePrinter.Style.allCases.filter(\.keepsBlanks), ["2014", "2019", "2021"])
func `layouts that leave a trace of empty cells read back whole`(
  _ style: TablePrinter.Style,
  _ id: String
) throws {
  let form = try #require(try catalogue.get()[FormID(rawValue: id)])
  var expected = 0
  var read = 0
  for seed in UInt64(0)..<20 {
    var generator = SeededGenerator(seed: seed)
    let figures = form.figures(blankShare: 0.2, largest: 5000, using: &generator)
    let text = TablePrinter(form: form, figures: figures, style: style).print()
    expected += figures.count { $0 != nil }
    read += try align(text).cells.count { $0.status == .reported }
  }
  #expect(Double(read) >= 0.97 * Double(expected), "\(read) of \(expected)")
}

/// The first part of table two on the form of 2019, with some lines behind its rows.
private func disclosure2019(_ more: String) -> String {
  """
  二、主动公开政府信息情况
  第二十条第(一)项
  信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
  规章 | 0 | 0 | 0 |
  规范性文件 | 64 | 12 | 80 |
  \(more)
  第二十条第(五)项
  信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
  行政许可 | 5 | 0 | 31 |
  其他对外管理服务事项 | 2 | 0 | 7 |
  """
}

@Test func `a row that no form has is noted and takes nothing from the others`() throws {
  let alignment = try align(disclosure2019("其他主动公开文件 | 12 | 12 | 40 |"))
  let notes = alignment.notes.filter { $0.code == .extraRow }
  #expect(notes.map(\.message.zh) == ["表“主动公开政府信息情况”多出“其他主动公开文件”一行,国家格式无此项。"])
  #expect(notes.first?.place?.line == 6)
  #expect(alignment.cells.count { $0.status == .reported } == 12)
}

@Test(
  arguments: [
    "", "注:以上各数均为本机关制发的文件,统计到2019年12月31日。",
    "其他主动公开文件 | 12 | 12 |", "本页共3项",
  ]
)
func `other text among the rows is no extra row`(_ more: String) throws {
  #expect(try align(disclosure2019(more)).notes.filter { $0.code == .extraRow } == [])
}

@Test func `a row under the label of another form is noted`() throws {
  func labels(_ label: String) throws -> [String] {
    let text = """
      二、主动公开政府信息情况
      第二十条第(一)项
      信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
      规章 | 0 | 0 | 0 |
      \(label) | 6 | 1 | 31 |
      第二十条第(五)项
      信息内容 | 本年处理决定数量 |
      行政许可 | 512 |
      """
    return try align(text).notes.filter { $0.code == .labelOfOtherForm }.map(\.message.zh)
  }
  #expect(try labels("规范性文件") == ["表“主动公开政府信息情况”一行印作“规范性文件”,本表格的项目是“行政规范性文件”。"])
  #expect(try labels("行政规范性文件").isEmpty)
}

@Test func `a column that adds up others is noted`() throws {
  let headings = Array(applicants.dropLast()) + ["小计", "总计"]
  let text = tableThree(
    headings,
    rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "16", "21"]) }
  )
  let notes = try align(text).notes.filter { $0.code == .subtotalColumn }
  #expect(notes.map(\.message.zh) == ["表“收到和处理政府信息公开申请情况”多出“小计”一栏,国家格式无此栏。"])
  #expect(try align(tableThree(applicants, [])).notes.isEmpty)
}

@Test func `the title of a table whose figures were all lost stays in the text`() throws {
  let lost = """
    二、主动公开政府信息情况
    第二十条第(一)项
    信息内容
    规章
    行政规范性文件
    第二十条第(八)项
    信息内容
    行政事业性收费

    三、收到和处理政府信息公开申请情况

    """
  let rows = rowLabels.map { ($0, ["5", "1", "2", "3", "4", "6", "21"]) }
  let text = lost + tableThree(applicants, rows)
  let ranges = try align(text).tableRanges
  #expect(!ranges.isEmpty)
  #expect(ranges.allSatisfy { $0.lowerBound >= lost.utf8.count - 60 })
}
