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
  private let output: @Sendable (String) -> Void
  private let errorOutput: @Sendable (String) -> Void

  /// A console that is not the process's own.
  package init(
    environment: [String: String],
    output: @escaping @Sendable (String) -> Void,
    errorOutput: @escaping @Sendable (String) -> Void
  ) {
    language = Language(environment: environment)
    usesColour = false
    showsProgress = false
    self.output = output
    self.errorOutput = errorOutput
  }

  /// The console of the process.
  init(processEnvironment environment: [String: String]) {
    language = Language(environment: environment)
    // https://no-color.org: set and not empty.
    usesColour = isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
    showsProgress = isatty(STDERR_FILENO) == 1
    output = { writeAll($0, to: STDOUT_FILENO) }
    errorOutput = { writeAll($0, to: STDERR_FILENO) }
  }

  func write(_ text: String) {
    output(text)
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

/// Writes all of a text; what the other end does not take any more is dropped.
private func writeAll(_ text: String, to descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}
