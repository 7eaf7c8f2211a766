internal import Foundation
package import GoujiModel

/// A definition file that makes no sense.
package struct SchemaError: Error, CustomStringConvertible {
  /// The path below `schemas/`.
  package let path: String
  package let problem: String

  package init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }

  package var description: String { "schemas/\(path): \(problem)" }
}

extension FormCatalogue {
  /// Reads the embedded form definitions.
  ///
  /// - Throws: ``SchemaError`` naming the file and what is wrong in it.
  package static func embedded() throws -> FormCatalogue {
    FormCatalogue(
      forms: try EmbeddedSchemas.files(in: "forms").map { file in
        do {
          return try JSONDecoder().decode(FormFile.self, from: file.contents).definition
        } catch {
          throw SchemaError(path: file.path, problem: "\(error)")
        }
      }
    )
  }
}

/// The shape of a file in `schemas/forms/`.
private struct FormFile: Decodable {
  struct Years: Decodable {
    let from: Int
    let through: Int?
  }

  struct Table: Decodable {
    let table: TableID
    let title: Bilingual
    let headings: [String]
    let corners: [String]?
    let subtotals: [String]?
    let comparisons: [String]?
    let arrangement: TableDefinition.Arrangement
    let blocks: [Block]
  }

  struct Block: Decodable {
    let heading: String?
    let columns: [Column]
    let rows: [Row]
  }

  struct Column: Decodable {
    let column: ColumnID
    let label: String
    let variants: [String]?
    let group: String?
    let unit: String
    let notation: Notation
  }

  struct Row: Decodable {
    let row: RowID
    let label: String
    let variants: [String]?
    let groups: [String]?
    let unit: String?
    let notation: Notation?
    let path: String
  }

  let form: FormID
  let years: Years
  let title: Bilingual
  let source: String
  let tables: [Table]

  var definition: FormDefinition {
    FormDefinition(
      id: form,
      years: years.from...(years.through ?? 9999),
      title: title,
      source: source,
      tables: tables.map { table in
        TableDefinition(
          id: table.table,
          title: table.title,
          headings: table.headings,
          corners: table.corners ?? [],
          subtotals: table.subtotals ?? [],
          comparisons: table.comparisons ?? [],
          arrangement: table.arrangement,
          blocks: table.blocks.map { block in
            BlockDefinition(
              heading: block.heading,
              columns: block.columns.map {
                ColumnDefinition(
                  id: $0.column,
                  label: $0.label,
                  variants: $0.variants ?? [],
                  group: $0.group,
                  unit: $0.unit,
                  notation: $0.notation
                )
              },
              rows: block.rows.map {
                RowDefinition(
                  id: $0.row,
                  label: $0.label,
                  variants: $0.variants ?? [],
                  groups: $0.groups ?? [],
                  unit: $0.unit,
                  notation: $0.notation,
                  path: $0.path
                )
              }
            )
          }
        )
      }
    )
  }
}
