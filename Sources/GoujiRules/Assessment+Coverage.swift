public import GoujiModel

extension Assessment {
  /// How many of the rules that apply to the report could be evaluated.
  ///
  /// Shown beside the findings: a report without a table must not look cleaner than one with a slip.
  public var coverage: (evaluated: Int, applicable: Int) {
    (results.count { $0.verdict != .notEvaluated }, results.count)
  }
}
