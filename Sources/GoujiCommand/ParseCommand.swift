internal import ArgumentParser
internal import Foundation
internal import Gouji
internal import GoujiExport

/// Reads documents from standard input and writes what it made of them, line by line.
struct ParseCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Read documents from NDJSON, write NDJSON, a line a document. 逐行读取并输出。",
    discussion: """
      Each line of standard input is an object with id, content or content_base64 and, as far as \
      known, url, agency and year. Each makes one line of standard output, in the same order, with \
      a status: read, partial, not_a_report, unreadable, or invalid for a line that is no document.
      """
  )

  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run(_ console: Console, language: Language) async throws -> ExitStatus {
    let reader = try makeReader(rulesFile: ruleOptions.rules)
    let limits = limitOptions.limits
    // What programs write in six bytes is three in UTF-8.
    let lineLimit = 2 * limits.documentSize + 1 << 16
    let lines = LineReader(descriptor: console.inputDescriptor, limit: lineLimit)
    do {
      try await mapLinesInOrder(
        lines,
        window: 4 * ProcessInfo.processInfo.activeProcessorCount,
        budget: lineLimit
      ) { line in
        parsed(line, by: reader, limits: limits)
      } consume: { bytes in
        try console.writeResult(bytes)
      }
    } catch let error as InputError {
      throw CommandFailure(message: error.message)
    }
    return .clean
  }
}

/// The line that answers a line.
private func parsed(_ line: InputLine, by reader: Reader, limits: InputLimits) -> [UInt8] {
  var json = JSONBuffer()
  json.object { json in
    json.member("input_line", line.number)
    do throws(DocumentLineError) {
      let document = try document(in: line, limit: limits.documentSize)
      json.member("id", document.id)
      // Findings are numbered in each document alone, so that no line depends on another.
      var identifiers = FindingIdentifiers()
      json.members(of: reader.read(document, limits: limits).record(&identifiers))
    } catch {
      json.member("id", error.id)
      json.member("status", "invalid")
      json.member("reason", error.reason)
    }
  }
  json.endLine()
  return json.bytes
}

private func document(in line: InputLine, limit: Int) throws(DocumentLineError) -> DocumentLine {
  guard let bytes = line.bytes else {
    throw DocumentLineError(
      id: nil,
      reason: Bilingual(
        zh: "该行过长:一行最多为单份文档上限(\(limit >> 20) MiB)的两倍",
        en: "longer than twice the limit of a document, \(limit >> 20) MiB"
      )
    )
  }
  return try DocumentLine(bytes)
}

extension JSONBuffer {
  /// Adds an identifier as it came.
  fileprivate mutating func member(_ name: String, _ id: DocumentLine.ID?) {
    switch id {
    case .text(let text): member(name, text)
    case .number(let number): member(name, number)
    case nil: break
    }
  }
}
