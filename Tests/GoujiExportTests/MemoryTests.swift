import Foundation
import Gouji
import GoujiExport
import GoujiTestSupport
import Testing

@Test(.disabled(if: isSanitized))
func `the memory of an export does not grow with the number of documents`() async {
  await #expect(processExitsWith: .success) {
    let folder = try TemporaryFolder()
    let reader = try Reader()
    let form = try #require(reader.forms["2021"])
    // Reached before the first measurement, as they are by the first documents of a province.
    var limits = WorkbookLimits()
    limits.links = 50
    limits.comments = 50
    let export = try ExportFolder(
      path: folder.path,
      formats: Set(ExportFormat.allCases),
      forms: reader.forms,
      rules: reader.rules.descriptions,
      language: .chinese,
      workbookLimits: limits
    )
    let rules = reader.rules.descriptions
    func append(_ numbers: Range<Int>) throws {
      for number in numbers {
        let cell = form.cells[number % form.cells.count].id
        let finding = Finding(
          rule: rules[number % rules.count].id,
          severity: .error,
          certainty: .certain,
          cell: cell,
          reported: Figure(number),
          message: Bilingual(zh: "不符 \(number)", en: "it differs \(number)")
        )
        let document = syntheticDocument(
          "\(number).txt",
          form: form,
          agency: "机关 \(number % 5)",
          findings: [finding]
        )
        let record = DocumentRecord(
          document: document,
          findings: [RecordedFinding(id: "0000000000000000", finding: finding)],
          results: []
        )
        try export.append(export.preparation.prepare(record, address: "\(number).txt"))
      }
    }
    try append(0..<300)
    let before = try peakMemory()
    try append(300..<1_100)
    let grown = try peakMemory() - before
    try export.commit()
    // Kept, the 800 documents would take more than 40 MiB.
    try #require(grown < 8 << 10, "\(grown) KiB")
  }
}
