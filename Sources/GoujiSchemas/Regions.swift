/// The divisions of GB/T 2260 at and above the county level, from `schemas/regions/divisions.csv`.
///
/// The file is read as bytes and stays as it is: only what is asked for becomes text.
package struct Regions: Sendable {
  /// One division under one name and code.
  package struct Region: Hashable, Sendable {
    /// Six digits.
    package let code: String
    package let name: String

    /// The years of reports in which the line holds, where that is known.
    package let first: Int?
    package let last: Int?

    package init(code: String, name: String, first: Int?, last: Int?) {
      (self.code, self.name, self.first, self.last) = (code, name, first, last)
    }

    package func holds(in year: Int) -> Bool { (first ?? .min) <= year && year <= (last ?? .max) }

    package var rank: Rank { Rank(code: code) }

    /// Whether a division lies inside this one, however far below.
    package func contains(_ code: String) -> Bool {
      code != self.code && code.hasPrefix(rank.stem(of: self.code))
    }
  }

  package enum Rank: Sendable {
    case province
    case city
    case county

    package init(code: String) {
      self = code.hasSuffix("0000") ? .province : code.hasSuffix("00") ? .city : .county
    }

    /// The digits that a division shares with those inside it.
    package func stem(of code: String) -> Substring {
      switch self {
      case .province: code.prefix(2)
      case .city: code.prefix(4)
      case .county: code.prefix(6)
      }
    }
  }

  private let file: DivisionFile
  private let names: DivisionNames

  private static let loaded = Result { try Regions() }

  /// The divisions that the program was built with.
  ///
  /// - Throws: ``SchemaError`` naming the line that makes no sense.
  package static func embedded() throws -> Regions { try loaded.get() }

  private init() throws {
    file = try DivisionFile(path: "regions/divisions.csv")
    names = DivisionNames(file)
  }

  /// The length of the longest name, in characters.
  package var longestName: Int { names.longest }

  private static func parent(of code: String, isCode: (String) -> Bool) -> String? {
    switch Rank(code: code) {
    case .province: return nil
    case .city: return String(code.prefix(2) + "0000")
    case .county:
      let city = String(code.prefix(4) + "00")
      // Counties directly below a province, and districts of a municipality, have no city above.
      return isCode(city) ? city : String(code.prefix(2) + "0000")
    }
  }

  /// The division directly above; `nil` above a province.
  package func parent(of code: String) -> String? {
    Regions.parent(of: code, isCode: contains)
  }

  /// The divisions of a name, those first that hold in the year; all of them when none does.
  package func named(_ name: String, year: Int?) -> [Region] {
    names.lines(named: name.utf8.span, in: file).map { named($0, year: year) } ?? []
  }

  /// Whether a text in UTF-8 is the name of any division.
  package func isName(_ name: Span<UInt8>) -> Bool { names.lines(named: name, in: file) != nil }

  private func named(_ lines: [Int], year: Int?) -> [Region] {
    let all = lines.map { file.region($0) }
    guard let year, all.count > 1 else { return all }
    let current = all.filter { $0.holds(in: year) }
    return current.isEmpty ? all : current
  }

  /// The name of a division in a year.
  package func name(of code: String, year: Int?) -> String? {
    let all = file.lines(of: code).map { file.region($0) }
    return (all.first { year.map($0.holds(in:)) ?? ($0.last == nil) } ?? all.last)?.name
  }

  package func contains(_ code: String) -> Bool { !file.lines(of: code).isEmpty }

  /// The divisions directly below one in a year, by their codes.
  package func divisions(below code: String, year: Int) -> [Region] {
    file.lines(inside: code).lazy.map { file.region($0) }.filter {
      $0.holds(in: year) && parent(of: $0.code) == code
    }
  }

  /// The regions that a name begins with: `420703` of 鄂州市华容区农业农村局.
  ///
  /// - Parameters:
  ///   - name: In simplified characters and without spaces.
  ///   - year: Tells regions of one name apart that follow one another.
  /// - Returns: The lowest region, or all that the names fit; the names as printed; and the rest.
  package func leading(
    _ name: Substring,
    year: Int?
  ) -> (regions: [Region], names: [String], rest: Substring) {
    var rest = name
    var chain: [Region] = []
    var names: [String] = []
    search: while true {
      // The longest name goes first.
      for head in self.names.heads(of: rest.utf8.span, in: file).reversed() {
        let found = named(head.lines, year: year).filter { region in
          chain.isEmpty || chain.contains { $0.contains(region.code) }
        }
        guard !found.isEmpty else { continue }
        chain = found
        let end = rest.utf8.index(rest.startIndex, offsetBy: head.length)
        names.append(String(rest[..<end]))
        rest = rest[end...]
        continue search
      }
      return (chain, names, rest)
    }
  }
}
