internal import Foundation

/// The divisions of GB/T 2260 at and above the county level, from `schemas/regions/divisions.csv`.
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

  private let byName: [String: [Region]]
  private let byCode: [String: [Region]]
  private let below: [String: [Region]]
  private let codes: Set<String>

  /// The length of the longest name, in characters.
  package let longestName: Int

  private static let loaded = Result { try Regions() }

  /// The divisions that the program was built with.
  ///
  /// - Throws: ``SchemaError`` naming the line that makes no sense.
  package static func embedded() throws -> Regions { try loaded.get() }

  private init() throws {
    let path = "regions/divisions.csv"
    let contents = EmbeddedSchemas.files(in: "regions").first { $0.path == path }?.contents
    // As bytes: to find the characters of so many lines takes far longer than all the rest.
    let text = String(decoding: contents ?? Data(), as: UTF8.self).utf8
    var regions: [Region] = []
    for (number, bytes) in text.split(separator: UInt8(ascii: "\n")).enumerated().dropFirst() {
      let line = Substring(bytes)
      let fields = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map(Substring.init)
      guard fields.count == 4, fields[0].utf8.count == 6, !fields[1].isEmpty else {
        throw SchemaError(path: path, problem: "line \(number + 1): '\(line)'")
      }
      regions.append(
        Region(
          code: String(fields[0]),
          name: String(fields[1]),
          first: Int(fields[2]),
          last: Int(fields[3])
        )
      )
    }
    guard !regions.isEmpty else { throw SchemaError(path: path, problem: "no division") }
    byCode = Dictionary(grouping: regions, by: \.code)
    longestName = regions.map(\.name.unicodeScalars.count).max() ?? 0
    var byName = Dictionary(grouping: regions, by: \.name)
    for region in regions where region.rank == .province {
      let short = Regions.shortName(ofProvince: region.name)
      if byName[short] == nil { byName[short] = [region] }
    }
    self.byName = byName
    let codes = Set(byCode.keys)
    self.codes = codes
    below = Dictionary(grouping: regions) { region in
      Regions.parent(of: region.code, among: codes) ?? ""
    }
  }

  /// 湖北 of 湖北省, 内蒙古 of 内蒙古自治区.
  private static func shortName(ofProvince name: String) -> String {
    for suffix in ["特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"]
    where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  private static func parent(of code: String, among codes: Set<String>) -> String? {
    switch Rank(code: code) {
    case .province: return nil
    case .city: return String(code.prefix(2) + "0000")
    case .county:
      let city = String(code.prefix(4) + "00")
      // Counties directly below a province, and districts of a municipality, have no city above.
      return codes.contains(city) ? city : String(code.prefix(2) + "0000")
    }
  }

  /// The division directly above; `nil` above a province.
  package func parent(of code: String) -> String? {
    Regions.parent(of: code, among: codes)
  }

  /// The divisions of a name, those first that hold in the year; all of them when none does.
  package func named(_ name: String, year: Int?) -> [Region] {
    let all = byName[name] ?? []
    guard let year, all.count > 1 else { return all }
    let current = all.filter { $0.holds(in: year) }
    return current.isEmpty ? all : current
  }

  /// The name of a division in a year.
  package func name(of code: String, year: Int?) -> String? {
    let all = byCode[code] ?? []
    return (all.first { year.map($0.holds(in:)) ?? ($0.last == nil) } ?? all.last)?.name
  }

  package func contains(_ code: String) -> Bool { codes.contains(code) }

  /// The divisions directly below one in a year, by their codes.
  package func divisions(below code: String, year: Int) -> [Region] {
    (below[code] ?? []).filter { $0.holds(in: year) }
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
    search: while !rest.isEmpty {
      for length in (2...max(2, longestName)).reversed() where length <= rest.count {
        let head = String(rest.prefix(length))
        let found = named(head, year: year).filter { region in
          chain.isEmpty || chain.contains { $0.contains(region.code) }
        }
        guard !found.isEmpty else { continue }
        chain = found
        names.append(head)
        rest = rest.dropFirst(length)
        continue search
      }
      break
    }
    return (chain, names, rest)
  }
}
