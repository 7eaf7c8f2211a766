import Gouji

/// A filled-in report before any program has printed it.
struct ReportContent {
  enum Part {
    case title(String)
    case heading(String)
    case paragraph(String)
    case table([PrintedRow])
  }

  let parts: [Part]

  /// - Parameters:
  ///   - form: The form of its tables.
  ///   - paragraphCount: How long its first section is; 300 bytes a paragraph.
  ///   - copies: How many times all of it is printed.
  init(form: FormDefinition, paragraphCount: Int, copies: Int = 1) {
    // The year after the first: no report is due on two forms then.
    let year = form.years.lowerBound + 1
    var parts: [Part] = [
      .title("云川县财政局\(year)年政府信息公开工作年度报告"),
      .paragraph(
        "根据《中华人民共和国政府信息公开条例》规定,现将云川县财政局\(year)年政府信息公开工作年度报告公布如下。"
          + "本报告所列数据的统计期限自\(year)年1月1日起至\(year)年12月31日止。"
      ),
      .heading("一、总体情况"),
    ]
    for number in 0..<paragraphCount { parts.append(.paragraph(Self.paragraph(number, year))) }
    for (index, table) in form.tables.enumerated() {
      parts.append(.heading(Self.ordinals[index + 1] + "、" + table.title.zh))
      parts.append(.table(PrintedRow.rows(of: table, in: form)))
    }
    let last = form.tables.count + 1
    parts += [
      .heading(Self.ordinals[last] + "、存在的主要问题及改进情况"),
      .paragraph("公开内容的深度仍有不足,解读形式较为单一。下一年将增加图解2种,并组织业务培训3次。"),
      .heading(Self.ordinals[last + 1] + "、其他需要报告的事项"),
      .paragraph("本年度没有收取信息处理费。"),
      .paragraph("云川县财政局"),
      .paragraph("\(year + 1)年1月20日"),
    ]
    self.parts = (0..<copies).flatMap { _ in parts }
  }

  private static let ordinals = ["一", "二", "三", "四", "五", "六", "七"]

  /// A paragraph like those of the first section of a report, never twice the same.
  private static func paragraph(_ number: Int, _ year: Int) -> String {
    switch number % 3 {
    case 0:
      "(\(number + 1))主动公开方面。\(year)年,我局围绕预算执行、惠民补贴和政府采购等群众关心的事项,通过门户网站公开信息"
        + "\(120 + number)条,其中预决算信息\(18 + number)条,补贴发放明细\(31 + number)条,公开的时限和格式均符合要求。"
    case 1:
      "(\(number + 1))平台建设方面。调整了网站栏目\(2 + number)个,清理失效链接\(40 + number)处,政务微信推送文章"
        + "\(85 + number)篇,总阅读量\(3 + number).6万次,查询一次信息所需的点击从五次降到三次以内。"
    default:
      "(\(number + 1))监督保障方面。全年召开专题会议\(3 + number)次,培训工作人员\(26 + number)人次,社会评议满意率为"
        + "98.\(number % 10)%,未发生因信息公开不当引起的投诉,也没有人员因此被追究责任。"
    }
  }
}

/// A row of a table as a report prints it.
struct PrintedRow {
  struct Label {
    let text: String

    /// How many columns and rows of the grid it covers.
    var columns = 1
    var rows = 1
  }

  var labels: [Label]

  /// Behind the labels; `nil` for an empty cell.
  var values: [String?] = []

  /// The columns of the whole table.
  let width: Int

  /// Its cells from left to right, `nil` for an empty one.
  var cells: [String?] { labels.map(\.text) + values }

  /// Every row of a table, headings included.
  static func rows(of table: TableDefinition, in form: FormDefinition) -> [PrintedRow] {
    if table.arrangement == .sideBySide { return sideBySide(table) }
    // The form of 2014 prints units in a column of its own and groups on rows of their own.
    if table.blocks.contains(where: { $0.rows.contains { $0.unit != nil } }) {
      return withUnits(table)
    }
    let labelColumns = 1 + (table.blocks.flatMap(\.rows).map(\.groups.count).max() ?? 0)
    let width = labelColumns + (table.blocks.map(\.columns.count).max() ?? 0)
    var rows: [PrintedRow] = []
    for block in table.blocks {
      if let heading = block.heading {
        rows.append(PrintedRow(labels: [Label(text: heading, columns: width)], width: width))
      }
      rows += headings(of: block, labelColumns: labelColumns, width: width)
      var open: Set<String> = []
      for row in block.rows {
        var labels: [Label] = []
        for group in row.groups where open.insert(group).inserted {
          let height = block.rows.count { $0.groups.contains(group) }
          labels.append(Label(text: group, rows: height))
        }
        labels.append(Label(text: row.label, columns: labelColumns - row.groups.count))
        rows.append(
          PrintedRow(labels: labels, values: values(table, block, row), width: width)
        )
      }
    }
    return rows
  }

  private static func headings(
    of block: BlockDefinition,
    labelColumns: Int,
    width: Int
  ) -> [PrintedRow] {
    guard block.columns.contains(where: { $0.group != nil }) else {
      let labels = [Label(text: "信息内容", columns: labelColumns)]
      return [
        PrintedRow(labels: labels + block.columns.map { Label(text: $0.label) }, width: width)
      ]
    }
    let corner = Label(
      text: "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)",
      columns: labelColumns,
      rows: 3
    )
    var upper: [Label] = []
    for column in block.columns where upper.last?.text != column.group ?? column.label {
      guard let group = column.group else {
        upper.append(Label(text: column.label, rows: 2))
        continue
      }
      let columns = block.columns.count { $0.group == group }
      upper.append(Label(text: group, columns: columns))
    }
    let lower = block.columns.filter { $0.group != nil }.map { Label(text: $0.label) }
    return [
      PrintedRow(
        labels: [corner, Label(text: "申请人情况", columns: block.columns.count)],
        width: width
      ),
      PrintedRow(labels: upper, width: width),
      PrintedRow(labels: lower, width: width),
    ]
  }

  private static func sideBySide(_ table: TableDefinition) -> [PrintedRow] {
    table.blocks.flatMap { block in
      let count = block.columns.count
      let width = count * block.rows.count
      let columns = block.columns.map { Label(text: $0.label) }
      let upper = block.rows.map { row in
        row.groups.isEmpty ? row.label : row.groups[0]
      }
      let groups = upper.enumerated().filter {
        $0.offset == 0 || upper[$0.offset - 1] != $0.element
      }
      .map { group in
        Label(text: group.element, columns: count * upper.count { $0 == group.element })
      }
      let grouped = block.rows.filter { !$0.groups.isEmpty }
      let upright = columns.map { Label(text: $0.text, rows: 2) }
      return [
        PrintedRow(labels: groups, width: width),
        PrintedRow(
          labels: upright + grouped.map { Label(text: $0.label, columns: count) },
          width: width
        ),
        PrintedRow(labels: grouped.flatMap { _ in columns }, width: width),
        PrintedRow(
          labels: [],
          values: block.rows.flatMap { values(table, block, $0) },
          width: width
        ),
      ]
    }
  }

  private static func withUnits(_ table: TableDefinition) -> [PrintedRow] {
    var rows: [PrintedRow] = []
    for block in table.blocks {
      rows.append(
        PrintedRow(
          labels: ["指标名称", "计量单位", "统计数"].map { Label(text: $0) },
          width: 3
        )
      )
      var open = Set(block.rows.map(\.label))
      for row in block.rows {
        for group in row.groups where open.insert(group).inserted {
          rows.append(PrintedRow(labels: [Label(text: group, columns: 3)], width: 3))
        }
        rows.append(
          PrintedRow(
            labels: [Label(text: row.label), Label(text: row.unit ?? "件")],
            values: values(table, block, row),
            width: 3
          )
        )
      }
    }
    return rows
  }

  /// Figures whose sums agree; in every third row the zeros are left out, as many agencies do.
  private static func values(
    _ table: TableDefinition,
    _ block: BlockDefinition,
    _ row: RowDefinition
  ) -> [String?] {
    let number = block.rows.firstIndex { $0.id == row.id } ?? 0
    return block.columns.map { column in
      let value = figure(table.id, row.id, column.id)
      return value == 0 && number % 3 == 2 ? nil : String(value)
    }
  }

  private static func figure(_ table: TableID, _ row: RowID, _ column: ColumnID) -> Int {
    switch (table, row, column) {
    case ("applications", _, "natural_person"), ("applications", _, "total"):
      switch row.rawValue {
      case "new_received", "handled_total": 14
      case "disclosed": 11
      case "partially_disclosed": 3
      default: 0
      }
    case ("applications", _, _): 0
    case ("review_litigation", _, _):
      row.rawValue == "reconsideration" && ["upheld", "total"].contains(column.rawValue) ? 1 : 0
    case ("disclosure", _, _):
      ["regulations", "fees"].contains(row.rawValue) ? 0 : 4 + 3 * row.rawValue.utf8.count
    default:
      ["channel.website", "disclosed_total"].contains(row.rawValue) ? 236 : 0
    }
  }
}
