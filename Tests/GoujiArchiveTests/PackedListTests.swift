import GRDB
import GoujiModel
import Testing

@testable import GoujiArchive

@Test func `a packed list gives back what was put into it`() throws {
  let integers: [Int?] = [0, 7, -12, nil, .max, .min]
  let figures: [Figure?] = [15, nil, Figure("27.4060"), Figure("-0.50")]
  let place = SourcePlace(line: 3, offset: 40, length: 2)
  var list = PackedListWriter()
  list.item { item in for integer in integers { item.add(integer) } }
  list.item { item in for figure in figures { item.add(figure) } }
  list.item { item in
    item.add(word: "APP-BALANCE")
    item.add(place)
    item.add(nil as SourcePlace?)
  }
  var step = 0
  _ = try PackedListReader.items(list.ended) { item in
    switch step {
    case 0: #expect(try integers.map { _ in try item.optionalInteger() } == integers)
    case 1:
      let read = try figures.map { _ in try item.figure() }
      #expect(read.map { $0?.description } == figures.map { $0?.description })
    default:
      #expect(try item.word() == "APP-BALANCE")
      #expect(try item.place() == place)
      #expect(try item.place() == nil)
    }
    step += 1
  }
  #expect(step == 3)
  #expect(try PackedListReader.items(PackedListWriter().ended) { try $0.integer() }.isEmpty)
}

@Test(
  arguments: [
    "", "x", "[", "[[", "[[1", "[[1]", "[[]]", "[[null]]", "[[-]]", "[[99999999999999999999]]",
    "[[\"1\"]]",
  ]
)
func `a packed list that was not written by us is damage`(_ text: String) {
  do {
    _ = try PackedListReader.items(Array(text.utf8)) { try $0.integer() }
    Issue.record("'\(text)' was read")
  } catch let error as DatabaseError {
    #expect(error.resultCode == .SQLITE_CORRUPT)
  } catch {
    Issue.record(error)
  }
}

@Test func `the states of cells have the numbers that the archive's table gives them`() throws {
  let bench = try ArchiveBench()
  _ = try bench.open()
  let stored = try bench.rows("SELECT id, status FROM cell_statuses ORDER BY id")
  #expect(
    stored == CellStatus.stored.map { ["\($0.storedNumber)", $0.rawValue] }
  )
  #expect(Set(CellStatus.stored) == Set(CellStatus.allCases))
  #expect(CellStatus.stored.map(\.storedNumber) == Array(0..<Int64(CellStatus.stored.count)))
}
