package import GoujiModel
internal import GoujiSchemas

/// The rules that hold a report against that of the year before, for one pair of forms.
///
/// The two reports are laid side by side as one: a table of the year before is named with ``mark``
/// behind, `applications[t-1]`, and every kind of rule works on the two as on one report.
package struct PairRules: Sendable {
  /// Behind the name of a table of the year before, and in rule files behind an address.
  package static let mark = "[t-1]"

  /// Whether a name in ASCII has the mark behind it.
  static func isMarked(_ name: String) -> Bool {
    name.utf8.suffix(mark.utf8.count).elementsEqual(mark.utf8)
  }

  /// The name of a table without the mark.
  static func bareName(of table: TableID) -> Substring {
    isMarked(table.rawValue) ? table.rawValue.dropLast(mark.count) : table.rawValue[...]
  }

  let later: FormDefinition
  let earlier: FormDefinition
  private let rules: FormRules
  private let form: FormDefinition

  /// The rules of every pair of forms that any of them fits.
  ///
  /// - Throws: `SchemaError` for a rule that fits no pair at all.
  static func all(
    rules: [(ordinal: Int, definition: RuleDefinition)],
    forms: FormCatalogue,
    configuration: RuleConfiguration
  ) throws -> [PairRules] {
    let candidates = rules.filter { $0.definition.comparesWithLastYear }
    var fitting: Set<RuleID> = []
    var problems: [RuleID: any Error] = [:]
    var pairs: [PairRules] = []
    for later in forms.forms {
      for earlier in forms.forms {
        let form = FormDefinition(later, over: earlier)
        let own = candidates.filter {
          $0.definition.statement.forms.contains(later.id)
            && $0.definition.statement.forms.contains(earlier.id)
        }
        guard !own.isEmpty else { continue }
        // A rule that lacks a cell in one of the forms bridges other pairs.
        var misfits: Set<RuleID> = []
        let rules = try FormRules(
          rules: own,
          form: form,
          forms: forms,
          configuration: configuration
        ) { rule, error in
          misfits.insert(rule.statement.id)
          problems[rule.statement.id] = error
        }
        guard misfits.count < own.count else { continue }
        fitting.formUnion(own.lazy.map(\.definition.statement.id).filter { !misfits.contains($0) })
        pairs.append(PairRules(later: later, earlier: earlier, rules: rules, form: form))
      }
    }
    for candidate in candidates where !fitting.contains(candidate.definition.statement.id) {
      if let problem = problems[candidate.definition.statement.id] { throw problem }
    }
    return pairs
  }

  func judge(_ later: Report, _ earlier: Report) -> Judgement {
    let cells =
      self.later.cells.map { later[$0.id] } + self.earlier.cells.map { earlier[$0.id] }
    let notes =
      later.notes
      + earlier.notes.filter { !$0.cells.isEmpty }.map { note in
        ReadingNote(
          code: note.code,
          message: note.message,
          cells: note.cells.map { $0.ofLastYear(form: form.id) }
        )
      }
    let both = Report(
      identity: later.identity,
      form: form,
      cells: cells,
      foreignCells: [],
      sections: [],
      notes: notes,
      claims: later.claims
    )
    return rules.judge(both, ReportText(both), cells: cells)
  }
}

extension RuleDefinition {
  fileprivate var comparesWithLastYear: Bool {
    statement.over == .lastYear
      || statement.over == nil && statement.checks?.contains { $0.lastYear != nil } == true
  }
}

extension CellID {
  func ofLastYear(form: FormID) -> CellID {
    CellID(
      form: form,
      table: TableID(rawValue: table.rawValue + PairRules.mark),
      row: row,
      column: column
    )
  }

  package var isOfLastYear: Bool { PairRules.isMarked(table.rawValue) }

  /// The address in the report of the year before itself; `nil` for a cell of the later report.
  package func inReportOfLastYear(form: FormID) -> CellID? {
    guard isOfLastYear else { return nil }
    return CellID(
      form: form,
      table: TableID(rawValue: String(PairRules.bareName(of: table))),
      row: row,
      column: column
    )
  }
}

extension FormDefinition {
  /// Two forms side by side, the later one first.
  fileprivate init(_ later: FormDefinition, over earlier: FormDefinition) {
    self.init(
      id: later.id,
      years: later.years,
      title: later.title,
      source: later.source,
      tables: later.tables + earlier.tables.map(\.ofLastYear)
    )
  }

  /// Whether the form lays two reports side by side.
  var isPair: Bool { tables.contains { PairRules.isMarked($0.id.rawValue) } }
}

extension TableDefinition {
  fileprivate var ofLastYear: TableDefinition {
    TableDefinition(
      id: TableID(rawValue: id.rawValue + PairRules.mark),
      title: title,
      headings: headings,
      corners: corners,
      subtotals: subtotals,
      arrangement: arrangement,
      blocks: blocks.map { block in
        BlockDefinition(
          heading: block.heading,
          columns: block.columns,
          rows: block.rows.map { row in
            RowDefinition(
              id: row.id,
              label: row.label,
              variants: row.variants,
              groups: row.groups,
              unit: row.unit,
              notation: row.notation,
              path: "上年年报" + row.path
            )
          }
        )
      }
    )
  }
}
