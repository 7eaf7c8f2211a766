import Foundation
import GoujiModel
import GoujiSchemas
import GoujiTestSupport
import Testing

/// The identifiers of `Fixtures/fields.csv`, one `form,table,row,column` a line.
private func prescribedFields() throws -> [String] {
  let url = packageRoot.appending(path: "Tests/GoujiModelTests/Fixtures/fields.csv")
  let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
  return try lines.dropFirst().map { line in
    // No identifier holds a comma or a quote, and the row label behind them may.
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    let column = try #require(fields.dropFirst(3).first { $0.allSatisfy(isIdentifierCharacter) })
    return "\(fields[0]),\(fields[1]),\(fields[2]),\(column)"
  }
}

private func isIdentifierCharacter(_ character: Character) -> Bool {
  character.isASCII && (character.isLowercase || character == "_")
}

@Test func `the forms have exactly the prescribed cells, in their order`() throws {
  let forms = try FormCatalogue.embedded()
  let actual = forms.forms.flatMap(\.cells).map(\.id).map { id in
    "\(id.form),\(id.table),\(id.row),\(id.column)"
  }
  #expect(actual.sorted() == (try prescribedFields()).sorted())
}

@Test func `every year of reports has exactly one form`() throws {
  let forms = try FormCatalogue.embedded()
  for year in 2014...2030 {
    #expect(forms.forms.count { $0.years.contains(year) } == 1, "\(year)")
  }
}

@Test(arguments: ["0", "-12", "43027665.50", "27.4060", "0.092"])
func `a figure prints as it was read`(_ text: String) throws {
  #expect(try #require(Figure(text)).description == text)
}

@Test(arguments: ["", "-", "1.", ".5", "1e3", "12件", "1 2", "1234567890123456789"])
func `what is no plain decimal number is no figure`(_ text: String) {
  #expect(Figure(text) == nil)
}

@Test func `figures of equal value are equal whatever their decimals`() throws {
  #expect(try #require(Figure("27.40")) == #require(Figure("27.4")))
  #expect(try #require(Figure("27.40")).hashValue == #require(Figure("27.4")).hashValue)
}
