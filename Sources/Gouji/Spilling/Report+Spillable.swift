internal import GoujiCollection
internal import GoujiModel

extension FormID: Spillable {}
extension TableID: Spillable {}
extension RowID: Spillable {}
extension ColumnID: Spillable {}
extension Notation: Spillable {}
extension CellStatus: Spillable {}
extension ClaimSubject: Spillable {}
extension Claim.Statement: Spillable {}
extension Claim.Scope: Spillable {}
extension PhraseKind: Spillable {}
extension Section.Kind: Spillable {}
extension ReadingNote.Code: Spillable {}
extension Evidence: Spillable {}
extension AgencyLevel: Spillable {}
extension ReportIdentity.Scope: Spillable {}

extension Bilingual: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(zh)
    bytes.write(en)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(zh: try bytes.read(), en: try bytes.read())
  }
}

extension SourcePlace: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(line)
    bytes.write(offset)
    bytes.write(length)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(line: try bytes.read(), offset: try bytes.read(), length: try bytes.read())
  }
}

extension Figure: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(Int(significand))
    bytes.write(fractionDigits)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    let significand: Int = try bytes.read()
    self.init(significand: Int64(significand), fractionDigits: try bytes.read())
  }
}

extension CalendarDate: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(year)
    bytes.write(month)
    bytes.write(day)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    let date = CalendarDate(year: try bytes.read(), month: try bytes.read(), day: try bytes.read())
    guard let date else { throw .damaged }
    self = date
  }
}

// MARK: Cells

extension CellID: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(form)
    bytes.write(table)
    bytes.write(row)
    bytes.write(column)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      form: try bytes.read(),
      table: try bytes.read(),
      row: try bytes.read(),
      column: try bytes.read()
    )
  }
}

extension CellDefinition: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(id)
    bytes.write(rowLabel)
    bytes.write(columnLabel)
    bytes.write(unit)
    bytes.write(notation)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      id: try bytes.read(),
      rowLabel: try bytes.read(),
      columnLabel: try bytes.read(),
      unit: try bytes.read(),
      notation: try bytes.read()
    )
  }
}

extension Cell: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(status)
    bytes.write(value)
    bytes.write(deduced)
    bytes.write(unit)
    bytes.write(raw)
    bytes.write(candidates)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      status: try bytes.read(),
      value: try bytes.read(),
      deduced: try bytes.read(),
      unit: try bytes.read(),
      raw: try bytes.read(),
      candidates: try bytes.read(),
      place: try bytes.read()
    )
  }
}

extension ForeignCell: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(definition)
    bytes.write(cell)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(definition: try bytes.read(), cell: try bytes.read())
  }
}

// MARK: Text

extension Paragraph: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(text)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(text: try bytes.read(), place: try bytes.read())
  }
}

extension Section: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(kind)
    bytes.write(heading)
    bytes.write(paragraphs)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      kind: try bytes.read(),
      heading: try bytes.read(),
      paragraphs: try bytes.read(),
      place: try bytes.read()
    )
  }
}

extension Claim.ListPlace: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(whole)
    bytes.write(isClosed)
    bytes.write(isNested)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(whole: try bytes.read(), isClosed: try bytes.read(), isNested: try bytes.read())
  }
}

extension Claim: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(subject)
    bytes.write(statement)
    bytes.write(figure)
    bytes.write(exponent)
    bytes.write(Int(qualifiers.rawValue))
    bytes.write(unit)
    bytes.write(year)
    bytes.write(scope)
    bytes.write(list)
    bytes.write(section)
    bytes.write(paragraph)
    bytes.write(sentence)
    bytes.write(range)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      subject: try bytes.read(),
      statement: try bytes.read(),
      figure: try bytes.read(),
      exponent: try bytes.read(),
      qualifiers: Qualifiers(rawValue: UInt16(truncatingIfNeeded: try bytes.readInteger())),
      unit: try bytes.read(),
      year: try bytes.read(),
      scope: try bytes.read(),
      list: try bytes.read(),
      section: try bytes.read(),
      paragraph: try bytes.read(),
      sentence: try bytes.read(),
      range: try bytes.read(),
      place: try bytes.read()
    )
  }
}

extension Phrase: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(kind)
    bytes.write(number)
    bytes.write(section)
    bytes.write(paragraph)
    bytes.write(range)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      kind: try bytes.read(),
      number: try bytes.read(),
      section: try bytes.read(),
      paragraph: try bytes.read(),
      range: try bytes.read(),
      place: try bytes.read()
    )
  }
}

extension ReadingNote: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(code)
    bytes.write(message)
    bytes.write(cells)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      code: try bytes.read(),
      message: try bytes.read(),
      cells: try bytes.read(),
      place: try bytes.read()
    )
  }
}

extension SentencePrint: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(section)
    bytes.write(Int(bitPattern: UInt(hash)))
    bytes.write(length)
    bytes.write(hasFigure)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(
      section: try bytes.read(),
      hash: UInt64(UInt(bitPattern: try bytes.readInteger())),
      length: try bytes.read(),
      hasFigure: try bytes.read(),
      place: try bytes.read()
    )
  }
}

// MARK: Reports

extension Attested: Spillable where Value: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(value)
    bytes.write(source)
    bytes.write(place)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init(try bytes.read(), from: try bytes.read(), place: try bytes.read())
  }
}

extension ReportIdentity: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(agency)
    bytes.write(agencyAsPrinted)
    bytes.write(year)
    bytes.write(title)
    bytes.write(publishedOn)
    bytes.write(signedOn)
    bytes.write(scope)
    bytes.write(level)
    bytes.write(regionCode)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    self.init()
    agency = try bytes.read()
    agencyAsPrinted = try bytes.read()
    year = try bytes.read()
    title = try bytes.read()
    publishedOn = try bytes.read()
    signedOn = try bytes.read()
    scope = try bytes.read()
    level = try bytes.read()
    regionCode = try bytes.read()
  }
}

/// The form is written by its name.
extension Report: Spillable {
  func write(to bytes: inout SpillWriter) {
    bytes.write(identity)
    bytes.write(form.id)
    bytes.write(cells)
    bytes.write(foreignCells)
    bytes.write(sections)
    bytes.write(notes)
    bytes.write(claims)
    bytes.write(phrases)
  }

  init(from bytes: inout SpillReader) throws(SpillError) {
    let identity: ReportIdentity = try bytes.read()
    guard let form = bytes.forms[try bytes.read()] else { throw .damaged }
    let cells: [Cell] = try bytes.read()
    guard cells.count == form.cells.count else { throw .damaged }
    self.init(
      identity: identity,
      form: form,
      cells: cells,
      foreignCells: try bytes.read(),
      sections: try bytes.read(),
      notes: try bytes.read(),
      claims: try bytes.read(),
      phrases: try bytes.read()
    )
  }
}
