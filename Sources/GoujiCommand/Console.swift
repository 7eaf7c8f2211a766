internal import Glibc
internal import Gouji

/// What a command may know of its surroundings, and where it speaks.
package struct Console: Sendable {
  /// From the environment; `--language` goes before it.
  let language: Language

  /// Whether results may be coloured.
  let usesColour: Bool

  /// Whether progress may be shown on standard error.
  let showsProgress: Bool

  /// What the program is fed from.
  let inputDescriptor: Int32
  private let output: @Sendable ([UInt8]) -> Bool
  private let errorOutput: @Sendable (String) -> Void

  /// A console that is not the process's own.
  package init(
    environment: [String: String],
    inputDescriptor: Int32 = STDIN_FILENO,
    output: @escaping @Sendable (String) -> Void,
    errorOutput: @escaping @Sendable (String) -> Void
  ) {
    language = Language(environment: environment)
    usesColour = false
    showsProgress = false
    self.inputDescriptor = inputDescriptor
    self.output = { bytes in
      output(String(decoding: bytes, as: UTF8.self))
      return true
    }
    self.errorOutput = errorOutput
  }

  /// The console of the process.
  init(processEnvironment environment: [String: String]) {
    language = Language(environment: environment)
    // https://no-color.org: set and not empty.
    usesColour = isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
    showsProgress = isatty(STDERR_FILENO) == 1
    inputDescriptor = STDIN_FILENO
    output = { writeAll($0, to: STDOUT_FILENO) }
    errorOutput = { _ = writeAll(Array($0.utf8), to: STDERR_FILENO) }
  }

  func write(_ text: String) {
    _ = output(Array(text.utf8))
  }

  /// Writes a result that nobody may believe complete when it is not.
  func writeResult(_ bytes: [UInt8]) throws(CommandFailure) {
    guard output(bytes) else {
      throw CommandFailure(
        message: Bilingual(
          zh: "无法写入标准输出,结果不完整",
          en: "cannot write to standard output, the results are incomplete"
        )
      )
    }
  }

  func writeError(_ text: String) {
    errorOutput(text)
  }

  /// Writes over the line of progress.
  ///
  /// Archives hold documents that nobody has counted, so the total is the least there will be.
  func showProgress(_ done: Int, of total: Int) {
    guard showsProgress, done % 16 == 0 else { return }
    writeError("\r\u{1B}[K\(done) / \(max(done, total))")
  }

  /// Leaves the line of progress empty.
  func endProgress() {
    if showsProgress { writeError("\r\u{1B}[K") }
  }
}

extension Language {
  /// The language of the locale, as POSIX orders its variables; English where it is not Chinese.
  package init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }
      .first { !$0.isEmpty }
    self = locale?.lowercased().hasPrefix("zh") == true ? .chinese : .english
  }
}

/// Writes all of the bytes.
///
/// - Returns: Whether the other end took them.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
