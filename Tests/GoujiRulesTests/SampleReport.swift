import GoujiModel
import GoujiRules
import GoujiSchemas
import Testing

/// The forms and rules that the program is built with.
let forms: FormCatalogue = sampled { try FormCatalogue.embedded() }
let book: RuleBook = sampled { try RuleBook.embedded(forms: forms) }

private func sampled<Value>(_ make: () throws -> Value) -> Value {
  do { return try make() } catch { fatalError("\(error)") }
}

/// Builds a report from rows such as `applications.new_received 3 0 0 0 0 0 3`.
///
/// The words behind the row are its cells in printed order: a number as printed, with its unit or signs if any;
/// `_` blank, `/` `-` `无` a mark, `?` ambiguous, `?_` perhaps blank, `x` unreadable, `~` missing, `=5` deduced as 5,
/// `_=5` blank and deduced as 5. A row can be a pattern with `*`; later lines override earlier ones.
/// Every other cell is 0.
func report(
  _ form: FormID,
  _ rows: String,
  identity: ReportIdentity = ReportIdentity(),
  sections: [Section] = [],
  notes: [ReadingNote] = [],
  foreign: String = "",
  foreignForm: FormID = "2019"
) throws -> Report {
  let definition = try #require(forms[form])
  var cells = definition.cells.indices.map { cell("0", at: $0, of: definition) }
  try read(rows, of: definition) { cells[$0] = $1 }
  var foreignCells: [ForeignCell] = []
  if !foreign.isEmpty {
    let other = try #require(forms[foreignForm])
    try read(foreign, of: other) {
      foreignCells.append(ForeignCell(definition: other.cells[$0], cell: $1))
    }
  }
  return Report(
    identity: identity,
    form: definition,
    cells: cells,
    foreignCells: foreignCells,
    sections: sections,
    notes: notes
  )
}

/// Who reports on which year, as far as given.
func identity(
  year: Int? = nil,
  agency: String? = nil,
  level: AgencyLevel? = nil,
  signedOn: CalendarDate? = nil,
  publishedOn: CalendarDate? = nil,
  publishedFrom: Evidence = .sourceLine
) -> ReportIdentity {
  var identity = ReportIdentity()
  identity.year = year.map { Attested($0, from: .title, place: nil) }
  identity.agency = agency.map { Attested($0, from: .title, place: nil) }
  identity.level = level
  identity.signedOn = signedOn.map { Attested($0, from: .signature, place: nil) }
  identity.publishedOn = publishedOn.map { Attested($0, from: publishedFrom, place: nil) }
  return identity
}

func note(_ code: ReadingNote.Code, _ cells: [CellID] = []) -> ReadingNote {
  ReadingNote(code: code, message: Bilingual(zh: "", en: ""), cells: cells)
}

private func read(
  _ rows: String,
  of form: FormDefinition,
  _ set: (Int, Cell) -> Void
) throws {
  for line in rows.split(whereSeparator: \.isNewline) {
    let words = line.split(separator: " ").map(String.init)
    guard let address = words.first else { continue }
    let positions = form.cells.indices.filter {
      let id = form.cells[$0].id
      return isMatch("\(id.table).\(id.row)", address)
    }
    let rowCount = Set(positions.map { form.cells[$0].id.row }).count
    try #require(rowCount > 0, "no row \(address)")
    for (index, position) in positions.enumerated() {
      let place = rowCount == 1 ? index : index % (positions.count / rowCount)
      try #require(place + 1 < words.count, "too few cells in '\(line)'")
      set(position, cell(words[place + 1], at: position, of: form))
    }
  }
}

private func isMatch(_ text: String, _ pattern: String) -> Bool {
  guard pattern.hasSuffix("*") else { return text == pattern }
  return text.hasPrefix(pattern.dropLast())
}

private func cell(_ word: String, at position: Int, of form: FormDefinition) -> Cell {
  let place = SourcePlace(line: position + 1, offset: position * 10, length: 2)
  switch word {
  case "_": return Cell(status: .blank, place: place)
  case "/", "-", "无": return Cell(status: .blank, raw: word, place: place)
  case "?": return Cell(status: .ambiguous, raw: "1 2", candidates: [1, 2], place: place)
  case "?_": return Cell(status: .ambiguous, raw: "1", candidates: [nil, 1], place: place)
  case "x": return Cell(status: .unreadable, raw: "见附件", place: place)
  case "~": return .missing
  default: break
  }
  if word.hasPrefix("=") {
    return Cell(status: .deduced, deduced: Figure(word.dropFirst()), raw: "1", place: place)
  }
  if word.hasPrefix("_=") {
    return Cell(status: .blank, deduced: Figure(word.dropFirst(2)), place: place)
  }
  let number = word.filter { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
  let unit = word.filter { !$0.isASCII }
  return Cell(
    status: .reported,
    value: Figure(number),
    unit: unit.isEmpty ? nil : unit,
    raw: word,
    place: place
  )
}

/// The findings of one rule or, without a rule, all findings.
func findings(_ report: Report, of rule: RuleID? = nil) -> [Finding] {
  book.assess(report).findings.filter { rule == nil || $0.rule == rule }
}

/// The findings of the rules about sums, subsets and kinds of figures.
func arithmeticFindings(_ report: Report, in book: RuleBook = book) -> [Finding] {
  book.assess(report).findings.filter { book[$0.rule]?.group == .arithmetic }
}

func verdict(_ report: Report, of rule: RuleID) -> RuleResult.Verdict? {
  book.assess(report).results.first { $0.rule == rule }?.verdict
}

func reason(_ report: Report, of rule: RuleID) -> Bilingual? {
  book.assess(report).results.first { $0.rule == rule }?.reason
}
