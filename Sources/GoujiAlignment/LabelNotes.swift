internal import GoujiModel

/// What is noted about the labels of a table that was read: those that are missing, those that are cut so
/// that only their place tells them apart, and those of another form or of none.
struct LabelNotes {
  let text: LabelledText
  let table: Skeleton.Table

  /// The words that a part of the document prints.
  let printed: (Range<Int>) -> (words: String, place: SourcePlace)

  /// Whether a part of the document is a word in UTF-8.
  let holds: (Range<Int>, [UInt8]) -> Bool

  /// What is noted about a block of the table, as the form that it is printed on has it.
  func notes(
    onBlock index: Int,
    _ variant: Skeleton.Variant,
    _ labels: BlockLabels,
    of form: FormDefinition,
    _ chain: TableChain
  ) -> [ReadingNote] {
    let found = variant.tableRows.indices.filter { chain.rows[variant.tableRows[$0]] != nil }
    guard let first = found.map({ variant.tableRows[$0] }).min().flatMap({ chain.rows[$0] }) else {
      return []
    }
    return [
      cutHeadings(index, variant, labels, of: form, before: first, found),
      missingGroups(variant, labels, of: form, found, chain),
      labelOfOtherForm(variant, labels, of: form, found, chain),
      subtotalColumn(variant, of: form, before: first, found, chain),
    ].compactMap { $0 }
  }

  /// Column headings that are cut to the same letters.
  private func cutHeadings(
    _ index: Int,
    _ variant: Skeleton.Variant,
    _ labels: BlockLabels,
    of form: FormDefinition,
    before row: Int,
    _ rows: [Int]
  ) -> ReadingNote? {
    guard !labels.likeColumns.isEmpty else { return nil }
    let end = text.matches[row].letters.lowerBound
    let start =
      text.matches[..<row].last { match in
        match.items.contains { $0.kind == .blockHeading && $0.index == index }
      }?.letters.upperBound ?? max(0, end - 60)
    let fields = fields(start..<end)
    for (place, other, common) in labels.likeColumns {
      let (one, two) = (labels.columns[place], labels.columns[other])
      let cut = fields.filter { $0.count <= common && begins(one[...], $0) }
      guard cut.count == 2, cut[0].count == cut[1].count else { continue }
      // A label broken over lines goes on in another field.
      let length = cut[0].count
      guard
        !fields.contains(where: { begins(one[length...], $0) || begins(two[length...], $0) })
      else { continue }
      let (column, otherColumn) = (variant.columns[place], variant.columns[other])
      let (words, source) = printed(text.bytes(of: cut[0]))
      return ReadingNote(
        code: .headingByPosition,
        message: Bilingual(
          zh:
            "表“\(title(form).zh)”两栏表头均为“\(words)”,按位置判定为“\(column.label)”和“\(otherColumn.label)”。",
          en: "two columns of the table \(title(form).zh) are both headed “\(words)”; by their "
            + "place they are \(column.label) and \(otherColumn.label)."
        ),
        cells: cells(of: rows, variant, form) { $0 == column.id || $0 == otherColumn.id },
        place: source
      )
    }
    return nil
  }

  /// Headings of groups of rows that are not printed though their rows are.
  private func missingGroups(
    _ variant: Skeleton.Variant,
    _ labels: BlockLabels,
    of form: FormDefinition,
    _ rows: [Int],
    _ chain: TableChain
  ) -> ReadingNote? {
    guard rows.count > 2, !labels.groups.isEmpty else { return nil }
    // A group's heading stands before the first of its rows.
    let range = max(0, chain.matches.lowerBound - 3)...chain.matches.upperBound
    let printed = range.filter { index in
      text.matches[index].items.contains { $0.kind == .rowGroup }
    }
    let missing = labels.groups.filter { group in
      rows.contains { group.holds[$0] }
        && !printed.contains { index in
          text.matches[index].letters.count == group.letters.count
            && text.matches[index].letters.elementsEqual(group.letters) {
              text.letters[$0].letter == $1
            }
        }
    }
    guard !missing.isEmpty else { return nil }
    let without = rows.filter { row in missing.contains { $0.holds[row] } }
    // In the order in which their rows are printed.
    var names: [String] = []
    for name in without.flatMap({ variant.rows[$0].groups })
    where missing.contains(where: { $0.name == name }) && !names.contains(name) {
      names.append(name)
    }
    let list = names.joined(separator: "、")
    return ReadingNote(
      code: .missingLabel,
      message: Bilingual(
        zh: "表“\(title(form).zh)”有各行数字而无分组标题“\(list)”,可能在提取时丢失。",
        en: "the table \(title(form).zh) has the rows but not the group headings \(list), which "
          + "may have been lost in the extraction."
      ),
      cells: cells(of: without, variant, form) { _ in true }
    )
  }

  /// A row with the label that it has on another form: 规范性文件 on that of 2021.
  private func labelOfOtherForm(
    _ variant: Skeleton.Variant,
    _ labels: BlockLabels,
    of form: FormDefinition,
    _ rows: [Int],
    _ chain: TableChain
  ) -> ReadingNote? {
    for (row, letters) in labels.otherRows where rows.contains(row) {
      guard let match = chain.rows[variant.tableRows[row]],
        isPrinted(letters, text.matches[match].letters)
      else { continue }
      let (words, source) = printed(text.bytes(of: text.matches[match].letters))
      return ReadingNote(
        code: .labelOfOtherForm,
        message: Bilingual(
          zh: "表“\(title(form).zh)”一行印作“\(words)”,本表格的项目是“\(variant.rows[row].label)”。",
          en: "a row of the table \(title(form).zh) is called \(words); on this form it is "
            + "\(variant.rows[row].label)."
        ),
        cells: cells(of: [row], variant, form) { _ in true },
        place: source
      )
    }
    return nil
  }

  /// A column heading such as 小计, which no form has.
  private func subtotalColumn(
    _ variant: Skeleton.Variant,
    of form: FormDefinition,
    before row: Int,
    _ rows: [Int],
    _ chain: TableChain
  ) -> ReadingNote? {
    guard !table.subtotals.isEmpty, variant.columns.count > 1 else { return nil }
    let start = text.matches[chain.matches.lowerBound].letters.lowerBound
    let end = text.matches[row].letters.lowerBound
    for letter in start..<max(start, end) where text.letters[letter].flags.contains(.hardStart) {
      for heading in table.subtotals {
        let field = letter..<letter + heading.count / 3
        guard field.upperBound <= end, text.letters[field.upperBound].flags.contains(.hardStart),
          holds(text.bytes(of: field), heading)
        else { continue }
        let (words, source) = printed(text.bytes(of: field))
        return ReadingNote(
          code: .subtotalColumn,
          message: Bilingual(
            zh: "表“\(title(form).zh)”多出“\(words)”一栏,国家格式无此栏。",
            en: "the table \(title(form).zh) has an extra column \(words), which the official form "
              + "lacks."
          ),
          cells: cells(of: Array(rows.prefix(1)), variant, form) { _ in true },
          place: source
        )
      }
    }
    return nil
  }

  /// Whether some range holds the letters of a label and no others.
  private func isPrinted(_ label: [UInt16], _ range: Range<Int>) -> Bool {
    range.count == label.count && range.elementsEqual(label) { text.letters[$0].letter == $1 }
  }

  /// Whether a field holds the first letters of a label, two at least.
  private func begins(_ label: ArraySlice<UInt16>, _ field: Range<Int>) -> Bool {
    field.count >= 2 && field.count <= label.count
      && field.elementsEqual(label.prefix(field.count)) { text.letters[$0].letter == $1 }
  }

  /// The letters of some range by the fields that they stand in.
  private func fields(_ range: Range<Int>) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    for letter in range {
      if let last = fields.last, !text.letters[letter].flags.contains(.hardStart) {
        fields[fields.count - 1] = last.lowerBound..<(letter + 1)
      } else {
        fields.append(letter..<(letter + 1))
      }
    }
    return fields
  }

  private func title(_ form: FormDefinition) -> Bilingual {
    form.tables.first { $0.id == table.id }?.title ?? Bilingual(zh: "", en: "")
  }

  /// The cells of some rows, by their positions in the variant.
  private func cells(
    of rows: [Int],
    _ variant: Skeleton.Variant,
    _ form: FormDefinition,
    _ isIncluded: (ColumnID) -> Bool
  ) -> [CellID] {
    let ids = Set(rows.map { variant.rows[$0].id })
    return form.cells.lazy.map(\.id).filter {
      $0.table == table.id && ids.contains($0.row) && isIncluded($0.column)
    }
  }
}
