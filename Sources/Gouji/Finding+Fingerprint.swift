public import GoujiModel

extension Finding {
  /// An identifier that stays the same from run to run and from machine to machine, 16 characters.
  ///
  /// It is made of what the finding says: the rule, the cells and figures it rests on, agency and
  /// year. Neither the file nor the wording of the message counts, so that a judgement outlives a
  /// renamed file and a better sentence.
  ///
  /// A distinction tells apart findings that say the same, as in two copies of one report; it is empty
  /// for the first of them.
  public func fingerprint(agency: String?, year: Int?, distinction: String = "") -> String {
    // U+001F occurs in none of the parts, so different parts never join into equal texts.
    let separator: UInt8 = 0x1F
    var text: [UInt8] = []
    text.reserveCapacity(128 + 64 * terms.count)
    func add(_ part: String) {
      text.append(contentsOf: part.utf8)
      text.append(separator)
    }
    func add(_ cell: CellID?, or other: TableID?) {
      if let cell {
        text.append(contentsOf: cell.table.rawValue.utf8)
        text.append(UInt8(ascii: "."))
        text.append(contentsOf: cell.row.rawValue.utf8)
        text.append(UInt8(ascii: "."))
        add(cell.column.rawValue)
      } else {
        add(other?.rawValue ?? "")
      }
    }
    add(rule.rawValue)
    add(agency ?? "")
    add(year.map(String.init) ?? "")
    add(distinction)
    add(cell, or: table)
    add(reported?.description ?? "")
    add(expected?.description ?? "")
    for term in terms {
      add(term.cell, or: nil)
      add(term.figure?.description ?? "")
    }
    text.removeLast()
    return String(sha256(text).prefix(16))
  }
}
