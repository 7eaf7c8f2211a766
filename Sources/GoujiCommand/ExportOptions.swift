internal import ArgumentParser
internal import GoujiExport

/// The options of every command that exports.
struct ExportOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "Another format to write beside csv; may be given several times. 另外输出的格式,可多次指定。",
      valueName: ExportFormat.allCases.map(\.rawValue).joined(separator: "|")
    ),
    transform: { text in
      guard let format = ExportFormat(rawValue: text) else {
        let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("There is no format '\(text)'; there are \(known).")
      }
      return format
    }
  )
  private var chosenFormats: [ExportFormat] = []

  var formats: Set<ExportFormat> { Set(chosenFormats) }
}
