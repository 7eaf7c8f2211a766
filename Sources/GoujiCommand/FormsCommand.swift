internal import ArgumentParser
internal import Gouji

/// Shows the forms that are known.
struct FormsCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "forms",
    abstract: "List the official forms, or the cells of one. 列出统计表格式及其单元格。"
  )

  @Argument(help: ArgumentHelp("A form, such as 2021. 格式编号。", valueName: "ID"))
  var id: String?

  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let forms = try makeReader().forms
    guard let id else {
      for form in forms.forms { console.write(line(of: form, language)) }
      return .clean
    }
    guard let form = forms[FormID(rawValue: id)] else {
      let known = forms.forms.map(\.id.rawValue).joined(separator: ", ")
      throw CommandFailure(
        message: Bilingual(zh: "没有格式“\(id)”,现有:\(known)", en: "no form '\(id)'; there are \(known)")
      )
    }
    console.write(line(of: form, language))
    for table in form.tables {
      console.write("\n\(table.id)  \(table.title[language])\n")
      for block in table.blocks {
        for row in block.rows {
          let columns = block.columns.map { column in
            "\(column.id) \(column.label) [\(row.unit ?? column.unit)]"
          }
          console.write("  \(row.id)  \(row.path)\n")
          console.write("      " + columns.joined(separator: " · ") + "\n")
        }
      }
    }
    return .clean
  }

  private func line(of form: FormDefinition, _ language: Language) -> String {
    // A form without a last year is in force; its range ends with the calendar.
    let last = form.years.upperBound == 9999 ? "" : "\(form.years.upperBound)"
    let cells = Bilingual(zh: "\(form.cells.count) 格", en: "\(form.cells.count) cells")
    return "\(form.id)  \(form.years.lowerBound)–\(last)  \(cells[language])  "
      + "\(form.title[language])  \(form.source)\n"
  }
}
