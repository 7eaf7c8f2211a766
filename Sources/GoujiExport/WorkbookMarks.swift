internal import Gouji

/// The cells of a report that findings are about.
struct Marks {
  /// By the number of the form and the position in it.
  private var findings: [Int: [Int: [RecordedFinding]]] = [:]

  /// Findings come most serious first.
  init(_ recorded: [RecordedFinding], in forms: FormCatalogue) {
    for finding in recorded {
      var cells = finding.finding.suggestion.map(\.cell)
      if let cell = finding.finding.cell, !cells.contains(cell) { cells.append(cell) }
      for cell in cells {
        guard let form = forms.forms.firstIndex(where: { $0.id == cell.form }),
          let position = forms.forms[form].position(of: cell)
        else { continue }
        findings[form, default: [:]][position, default: []].append(finding)
      }
    }
  }

  /// The findings about a cell, the most serious first.
  func findings(_ form: Int, _ position: Int) -> [RecordedFinding] {
    findings[form]?[position] ?? []
  }
}
