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

  /// The rules of a pair of forms, of all that are in force; `nil` where none of them fits.
  ///
  /// `misfit` is called with each rule that lacks a cell in one of the forms: it may bridge other pairs.
  init?(
    _ rules: [(ordinal: Int, definition: RuleDefinition)],
    _ later: FormDefinition,
    over earlier: FormDefinition,
    forms: FormCatalogue,
    configuration: RuleConfiguration,
    misfit: (RuleDefinition, any Error) -> Void = { _, _ in }
  ) {
    let own = rules.filter { $0.definition.compares(later.id, withLastYearOn: earlier.id) }
    let form = FormDefinition(later, over: earlier)
    var misfits: Set<RuleID> = []
    let compiled = try? FormRules(
      rules: own,
      form: form,
      forms: forms,
      configuration: configuration
    ) { rule, error in
      misfits.insert(rule.statement.id)
      misfit(rule, error)
    }
    guard let compiled, misfits.count < own.count else { return nil }
    (self.later, self.earlier, self.form, self.rules) = (later, earlier, form, compiled)
  }

  /// - Throws: `SchemaError` for a rule that fits no pair at all.
  static func check(
    _ rules: [(ordinal: Int, definition: RuleDefinition)],
    forms: FormCatalogue,
    configuration: RuleConfiguration
  ) throws {
    var fitting: Set<RuleID> = []
    var problems: [RuleID: any Error] = [:]
    for later in forms.forms {
      for earlier in forms.forms {
        var misfits: Set<RuleID> = []
        _ = PairRules(rules, later, over: earlier, forms: forms, configuration: configuration) {
          misfits.insert($0.statement.id)
          problems[$0.statement.id] = $1
        }
        for rule in rules
        where rule.definition.compares(later.id, withLastYearOn: earlier.id)
          && !misfits.contains(rule.definition.statement.id)
        {
          fitting.insert(rule.definition.statement.id)
        }
      }
    }
    for rule in rules where !fitting.contains(rule.definition.statement.id) {
      if let problem = problems[rule.definition.statement.id] { throw problem }
    }
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
  /// Whether the rule holds a report on one form against that of the year before on another one.
  fileprivate func compares(_ later: FormID, withLastYearOn earlier: FormID) -> Bool {
    let comparesWithLastYear =
      statement.over == .lastYear
      || statement.over == nil && statement.checks?.contains { $0.lastYear != nil } == true
    return comparesWithLastYear && statement.forms.contains(later)
      && statement.forms.contains(earlier)
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
      comparisons: comparisons,
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
