import Foundation

/// A program of the machine, which tests use where it is present.
public struct ExternalTool: Sendable {
  public let path: String

  /// Python with what `scripts/check-export.txt` lists: that of `.venv`, or of `GOUJI_PYTHON`.
  public static let python: ExternalTool? = {
    let own = packageRoot.appending(path: ".venv/bin/python3").path
    let path = ProcessInfo.processInfo.environment["GOUJI_PYTHON"] ?? own
    let tool = ExternalTool(path: path)
    let modules = "import duckdb, frictionless, jsonschema, openpyxl, pandas"
    return (try? tool.run("-c", modules).status) == 0 ? tool : nil
  }()

  /// LibreOffice, on PATH.
  public static let office: ExternalTool? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/soffice" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
      .map { ExternalTool(path: $0) }
  }()

  /// Runs the program to its end.
  public func run(
    _ arguments: String...,
    more: [String] = []
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments + more
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
