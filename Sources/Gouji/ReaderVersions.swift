internal import GoujiSchemas

/// The version of the program.
public let programVersion = "0.1.0"

/// What tells the results of one reader from those of another: equal versions read equal files
/// equally and find the same in them.
public struct ReaderVersions: Hashable, Sendable {
  /// Of everything that goes into reading and judging.
  public let reader: String

  /// Of the rules alone.
  public let rules: String

  public init(reader: String, rules: String) {
    self.reader = reader
    self.rules = rules
  }

  /// The versions of a reader with the definitions that the program was built with.
  package init(_ configuration: RuleConfiguration) {
    reader = embeddedVersion
    var parts = configuration.off.map(\.rawValue).sorted()
    parts += configuration.severity.map { "\($0.key.rawValue)=\($0.value.rawValue)" }.sorted()
    parts += configuration.localDeadlines.map(\.description).sorted()
    let changes = sha256(Array(parts.joined(separator: "\n").utf8)).prefix(8)
    rules = parts.isEmpty ? embeddedRulesVersion : embeddedRulesVersion + "+" + changes
  }
}

private let embeddedVersion = version(of: ["forms", "claims", "rules"])
private let embeddedRulesVersion = version(of: ["rules"])

/// The version of the program, with a digest of its definitions, such as `0.1.0+3fa90c1d`.
private func version(of folders: [String]) -> String {
  var bytes: [UInt8] = []
  for file in folders.flatMap(EmbeddedSchemas.files) {
    bytes += Array(file.path.utf8) + [0]
    bytes += Array(file.contents) + [0]
  }
  return programVersion + "+" + sha256(bytes).prefix(8)
}
