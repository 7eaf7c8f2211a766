package import Gouji

/// The file `datapackage.json`, which tells a machine what the tables of an export hold.
///
/// - Source: Frictionless Data, "Data Package" and "Table Schema", version 1.
package enum PackageDescription {
  package static let fileName = "datapackage.json"

  package static func json(forms: FormCatalogue) -> [UInt8] {
    var json = JSONBuffer(.indented)
    json.object { json in
      json.member("profile", "data-package")
      json.member("name", "gouji")
      json.described(
        title: Bilingual(zh: "勾稽", en: "Gouji"),
        Bilingual(
          zh: "政府信息公开工作年度报告的数据与问题",
          en:
            "figures of annual reports on government information disclosure, and what does not agree"
        )
      )
      json.array("resources") { json in
        for table in ExportTable.allCases {
          json.object { json in
            json.member("profile", "tabular-data-resource")
            json.member("name", table.rawValue)
            json.member("path", table.fileName)
            json.described(title: table.title(forms), nil)
            json.member("format", "csv")
            json.member("mediatype", "text/csv")
            json.member("encoding", "utf-8")
            json.object("schema") { $0.schema(of: table, forms) }
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}

extension JSONBuffer {
  fileprivate mutating func schema(of table: ExportTable, _ forms: FormCatalogue) {
    array("fields") { json in
      for column in table.columns(forms) { json.field(column) }
    }
    member("missingValues", [""])
    member("primaryKey", table.primaryKey)
    array("foreignKeys") { json in
      for key in table.foreignKeys {
        json.object { json in
          json.member("fields", [key.column])
          json.object("reference") { json in
            json.member("resource", key.table.rawValue)
            json.member("fields", [key.column])
          }
        }
      }
    }
  }

  private mutating func field(_ column: ExportColumn) {
    object { json in
      json.member("name", column.name)
      json.member("type", column.content.typeName)
      json.described(title: column.label, column.explanation)
      json.object("constraints") { json in
        json.member("required", column.isRequired)
        switch column.content {
        case .pattern(let pattern): json.member("pattern", pattern)
        case .word(let words): json.member("enum", words)
        case .integer(let minimum): json.member("minimum", minimum)
        case .text, .number, .date: break
        }
      }
    }
  }

  /// Adds a title in both languages, and behind it what there is to explain.
  fileprivate mutating func described(title: Bilingual, _ explanation: Bilingual?) {
    member("title", title.zh == title.en ? title.zh : "\(title.zh) \(title.en)")
    guard let explanation else { return }
    member(
      "description",
      explanation.zh == explanation.en ? explanation.zh : "\(explanation.zh)。\(explanation.en)"
    )
  }
}

extension ExportColumn.Content {
  fileprivate var typeName: String {
    switch self {
    case .text, .pattern, .word: "string"
    case .integer: "integer"
    case .number: "number"
    case .date: "date"
    }
  }
}
