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
    var parts = [rule.rawValue, agency ?? "", year.map(String.init) ?? "", distinction]
    parts.append(cell?.description ?? table?.rawValue ?? "")
    parts.append(reported?.description ?? "")
    parts.append(expected?.description ?? "")
    for term in terms {
      parts.append(term.cell?.description ?? "")
      parts.append(term.figure?.description ?? "")
    }
    // U+001F occurs in none of the parts, so different parts never join into equal texts.
    let text = parts.joined(separator: "\u{1F}")
    return String(sha256(Array(text.utf8)).prefix(16))
  }
}
