internal import GoujiModel

extension RuleID: Spillable {}
extension Severity: Spillable {}
extension Certainty: Spillable {}
extension RuleResult.Verdict: Spillable {}
extension DocumentReading.Kind: Spillable {}
extension DocumentReading.Status: Spillable {}

extension Identity: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(rule)
    bytes.write(cell)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(rule: try bytes.read(), cell: try bytes.read())
  }
}

extension SuggestedChange: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(cell)
    bytes.write(printed)
    bytes.write(suggested)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(cell: try bytes.read(), printed: try bytes.read(), suggested: try bytes.read())
  }
}

extension FindingTerm: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(cell)
    bytes.write(figure)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(cell: try bytes.read(), figure: try bytes.read(), place: try bytes.read())
  }
}

extension Finding: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(rule)
    bytes.write(severity)
    bytes.write(certainty)
    bytes.write(cell)
    bytes.write(table)
    bytes.write(reported)
    bytes.write(expected)
    bytes.write(message)
    bytes.write(explains)
    bytes.write(suggestion)
    bytes.write(terms)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      rule: try bytes.read(),
      severity: try bytes.read(),
      certainty: try bytes.read(),
      cell: try bytes.read(),
      table: try bytes.read(),
      reported: try bytes.read(),
      expected: try bytes.read(),
      message: try bytes.read(),
      explains: try bytes.read(),
      suggestion: try bytes.read(),
      terms: try bytes.read(),
      place: try bytes.read()
    )
  }
}

/// Without a judgement: a run that spills has no archive that it could come from.
extension RecordedFinding: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(id)
    bytes.write(finding)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(id: try bytes.read(), finding: try bytes.read())
  }
}

extension RuleResult: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(rule)
    bytes.write(verdict)
    bytes.write(reason)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(rule: try bytes.read(), verdict: try bytes.read(), reason: try bytes.read())
  }
}

extension Assessment: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(findings)
    bytes.write(results)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(findings: try bytes.read(), results: try bytes.read())
  }
}

extension ManifestEntry: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(agency)
    bytes.write(year)
    bytes.write(regionCode)
    bytes.write(parent)
    bytes.write(scope)
    bytes.write(url)
    bytes.write(publishedOn)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init()
    agency = try bytes.read()
    year = try bytes.read()
    regionCode = try bytes.read()
    parent = try bytes.read()
    scope = try bytes.read()
    url = try bytes.read()
    publishedOn = try bytes.read()
  }
}

extension DocumentReading: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(kind)
    bytes.write(encoding)
    bytes.write(encodingEvidence)
    bytes.write(status)
    bytes.write(reason)
    bytes.write(report)
    bytes.write(assessment)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      kind: try bytes.read(),
      encoding: try bytes.read(),
      encodingEvidence: try bytes.read(),
      status: try bytes.read(),
      reason: try bytes.read(),
      report: try bytes.read(),
      assessment: try bytes.read()
    )
  }
}

extension ReadDocument: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(document)
    bytes.write(byteCount)
    bytes.write(sha256)
    bytes.write(manifestEntry)
    bytes.write(reading)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      document: try bytes.read(),
      byteCount: try bytes.read(),
      sha256: try bytes.read(),
      manifestEntry: try bytes.read(),
      reading: try bytes.read()
    )
  }
}
