import GoujiModel
import GoujiRules
import GoujiTestSupport
import Testing

/// A slip that is planted in a table of applications.
enum PlantedSlip: CaseIterable {
  case swappedDigits
  case shiftedRun
  case rowCountedTwice

  /// Plants the slip.
  ///
  /// - Returns: Whether the table has a place for it.
  func plant(in table: inout [[Int]], using generator: inout SeededGenerator) -> Bool {
    switch self {
    case .swappedDigits:
      var places: [(row: Int, column: Int, swapped: Int)] = []
      for row in table.indices {
        for column in 0..<7 {
          var digits = Array(String(table[row][column]))
          guard digits.count > 1, digits[0] != digits[1] else { continue }
          digits.swapAt(0, 1)
          if let swapped = Int(String(digits)) { places.append((row, column, swapped)) }
        }
      }
      guard let place = places.randomElement(using: &generator) else { return false }
      table[place.row][place.column] = place.swapped
    case .shiftedRun:
      var places: [(row: Int, start: Int)] = []
      for row in table.indices {
        for start in 0..<3 where table[row][start + 3] == 0 {
          let run = table[row][start..<(start + 3)]
          if !run.contains(0), Set(run).count == 3 { places.append((row, start)) }
        }
      }
      guard let place = places.randomElement(using: &generator) else { return false }
      table[place.row].remove(at: place.start + 3)
      table[place.row].insert(0, at: place.start)
    case .rowCountedTwice:
      let results = 2..<(table.count - 2)
      guard let row = results.filter({ table[$0][6] > 0 }).randomElement(using: &generator) else {
        return false
      }
      for column in 0..<7 { table[table.count - 2][column] += table[row][column] }
    }
    return true
  }
}

@Test(arguments: ["2019", "2021"] as [FormID], PlantedSlip.allCases)
func `where a slip is decided its cells are named, in 95 of 100 tables at least`(
  _ form: FormID,
  slip: PlantedSlip
) throws {
  let cells = try #require(forms[form]).cells.filter { $0.id.table == .applications }
  var planted = 0
  var decided = 0
  var missed: [UInt64] = []
  var severalFindings: [UInt64] = []
  for seed in 0..<100 as Range<UInt64> {
    let sound = try soundTable(form, seed: seed)
    var table = sound
    var generator = SeededGenerator(seed: seed ^ 0x7E7E)
    guard slip.plant(in: &table, using: &generator) else { continue }
    planted += 1
    let found = arithmeticFindings(try report(form, try literal(table, form)))
    #expect(!found.isEmpty, "seed \(seed)")
    if found.count > 1 { severalFindings.append(seed) }
    guard found.contains(where: { !$0.suggestion.isEmpty }) else { continue }
    decided += 1
    let changes = zip(cells, zip(table.joined(), sound.joined())).compactMap { cell, figures in
      figures.0 == figures.1 ? nil : "\(cell.id): \(figures.0)→\(figures.1)"
    }
    if found.flatMap(\.suggestion).map(\.description).sorted() != changes.sorted() {
      missed.append(seed)
    }
  }
  #expect(decided >= 20, "of \(planted)")
  #expect(missed.count * 20 <= decided, "seeds \(missed) of \(decided) decided, \(planted) planted")
  #expect(
    severalFindings.count * 20 <= planted,
    "seeds \(severalFindings) of \(planted) have several findings"
  )
}
