/// A sum of cells with whole factors, such as `issued - repealed` or `2 * published + 3`.
///
/// Cells are named by patterns: the part of an address that the rule leaves open, or a whole
/// address, with `*` for any run of characters. A pattern that matches several cells adds them all.
/// Names, numbers and signs are parted by spaces.
package struct RuleExpression: Hashable, Sendable {
  package let terms: [Term]

  /// The sum of the bare numbers.
  package let constant: Int

  package struct Term: Hashable, Sendable {
    package let factor: Int
    package let pattern: String
  }

  /// - Throws: ``RuleSyntaxError`` for anything but terms joined by `+` and `-`.
  package init(_ text: some StringProtocol) throws {
    var terms: [Term] = []
    var constant = 0
    var words = text.split(separator: " ")[...]
    var sign = 1
    while true {
      let term = words.prefix { $0 != "+" && $0 != "-" }
      words = words.dropFirst(term.count)
      let number = term.first.flatMap { Int($0) }
      switch (term.count, number) {
      case (1, let number?):
        constant += sign * number
      case (1, nil):
        terms.append(Term(factor: sign, pattern: String(term[term.startIndex])))
      case (3, let number?) where term[term.startIndex + 1] == "*":
        terms.append(Term(factor: sign * number, pattern: String(term[term.startIndex + 2])))
      default:
        throw RuleSyntaxError(text: String(text))
      }
      guard let next = words.popFirst() else { break }
      sign = next == "-" ? -1 : 1
    }
    self.terms = terms
    self.constant = constant
  }
}

/// Two sums and how they are related, such as `in_force < issued - repealed`.
package struct RuleCondition: Hashable, Sendable, Decodable {
  package let left: RuleExpression
  package let relation: Relation
  package let right: RuleExpression

  /// The condition as written.
  package let text: String

  package enum Relation: String, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// - Throws: ``RuleSyntaxError`` unless exactly one sign of relation stands between two sums.
  package init(_ text: String) throws {
    let words = text.split(separator: " ")
    let signs = words.indices.filter { Relation(rawValue: String(words[$0])) != nil }
    guard signs.count == 1, let sign = signs.first,
      let relation = Relation(rawValue: String(words[sign]))
    else {
      throw RuleSyntaxError(text: text)
    }
    self.text = text
    left = try RuleExpression(words[..<sign].joined(separator: " "))
    self.relation = relation
    right = try RuleExpression(words[(sign + 1)...].joined(separator: " "))
  }

  package init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }
}

/// A formula of a rule file that cannot be read.
package struct RuleSyntaxError: Error, CustomStringConvertible {
  package let text: String

  package init(text: String) {
    self.text = text
  }

  package var description: String { "cannot read the formula '\(text)'" }
}
