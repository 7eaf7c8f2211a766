internal import GRDB
internal import Gouji
internal import GoujiModel

// The running text of a report, and what was found in it.
extension RecordLoader {
  func sections(of reading: Int64, _ db: Database) throws -> [Section] {
    var sections: [Section] = []
    var row = try RowReader(
      db,
      """
      SELECT kind, heading, text, paragraphs, line, offset, length FROM sections
      WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      sections.append(
        Section(
          kind: try row.optionalWord(Section.Kind.self),
          heading: row.text(),
          paragraphs: try paragraphs(row.optionalBytes() ?? [], row.optionalBytes()),
          place: row.definitePlace()
        )
      )
    }
    return sections
  }

  private func paragraphs(_ text: [UInt8], _ list: [UInt8]?) throws -> [Paragraph] {
    var start = 0
    return try PackedListReader.items(list) { item in
      let end = start + (try item.integer())
      guard let place = try item.place(), start <= end, end <= text.count else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "paragraphs without their text")
      }
      defer { start = end + 1 }
      return Paragraph(text: String(decoding: text[start..<end], as: UTF8.self), place: place)
    }
  }

  func notes(
    of reading: Int64,
    _ vocabulary: Vocabulary,
    _ db: Database
  ) throws -> [ReadingNote] {
    var notes: [ReadingNote] = []
    var row = try RowReader(
      db,
      """
      SELECT code, message_zh, message_en, cells, line, offset, length FROM notes
      WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      notes.append(
        ReadingNote(
          code: try row.word(ReadingNote.Code.self),
          message: row.bilingual(),
          cells: try PackedListReader.numbers(row.optionalBytes()).map {
            try vocabulary.definition($0).id
          },
          place: row.place()
        )
      )
    }
    return notes
  }

  func claims(of reading: Int64, _ db: Database) throws -> [Claim] {
    var claims: [Claim] = []
    var row = try RowReader(
      db,
      """
      SELECT subject, statement, figure, exponent, qualifiers, unit, year, scope, whole,
        list_is_closed, list_is_nested, section, paragraph, sentence, range_start, range_end, line,
        offset, length
      FROM claims WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      claims.append(
        Claim(
          subject: row.optionalText().map(ClaimSubject.init(rawValue:)),
          statement: try row.word(Claim.Statement.self),
          figure: try row.figure() ?? .zero,
          exponent: row.integer(),
          qualifiers: Claim.Qualifiers(rawValue: UInt16(truncatingIfNeeded: row.integer())),
          unit: row.text(),
          year: row.optionalInteger(),
          scope: try row.optionalWord(Claim.Scope.self),
          list: row.list(),
          section: row.integer(),
          paragraph: row.integer(),
          sentence: row.integer(),
          range: row.range(),
          place: row.definitePlace()
        )
      )
    }
    return claims
  }

  func phrases(of reading: Int64, _ db: Database) throws -> [Phrase] {
    var phrases: [Phrase] = []
    var row = try RowReader(
      db,
      """
      SELECT kind, number, section, paragraph, range_start, range_end, line, offset, length
      FROM phrases WHERE reading_id = ? ORDER BY position
      """,
      reading
    )
    while try row.next() {
      phrases.append(
        Phrase(
          kind: PhraseKind(rawValue: row.text()),
          number: row.optionalInteger(),
          section: row.integer(),
          paragraph: row.integer(),
          range: row.range(),
          place: row.definitePlace()
        )
      )
    }
    return phrases
  }
}

extension RowReader {
  fileprivate mutating func range() -> Range<Int> {
    let start = integer()
    return start..<max(start, integer())
  }

  fileprivate mutating func list() -> Claim.ListPlace? {
    let whole = optionalInteger()
    let isClosed = flag()
    let isNested = flag()
    return whole.map { Claim.ListPlace(whole: $0, isClosed: isClosed, isNested: isNested) }
  }
}
