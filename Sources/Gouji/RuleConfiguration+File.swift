extension RuleConfiguration {
  /// Reads the configuration of the rules from a file of JSON.
  ///
  /// - Throws: ``InputError`` that names the file and what is wrong with it.
  public init(contentsOfFile name: String) throws(InputError) {
    let path = FilePath(name)
    let bytes: [UInt8]
    do {
      bytes = try contents(of: path, limit: 1 << 20)
    } catch {
      throw .configuration(name, error.reason)
    }
    do {
      try self.init(json: bytes)
    } catch {
      throw .configuration(name, error.problem)
    }
  }
}

extension InputError {
  package static func configuration(_ name: String, _ problem: Bilingual) -> InputError {
    InputError(
      code: .badConfiguration,
      message: Bilingual(
        zh: "规则配置“\(name)”:\(problem.zh)",
        en: "the configuration '\(name)': \(problem.en)"
      )
    )
  }
}
