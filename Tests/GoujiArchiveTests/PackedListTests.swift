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
    item.add(text: "APP-BALANCE")
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
      #expect(try item.text() == "APP-BALANCE")
      #expect(try item.place() == place)
      #expect(try item.place() == nil)
    }
    step += 1
  }
  #expect(step == 3)
  #expect(try PackedListReader.items(PackedListWriter().ended) { try $0.integer() }.isEmpty)
}

@Test(arguments: ["", "12件", "a\"b\\c", "\u{1}\n\t\u{1F}", "\\u0041", "'", "𠮷"])
func `a packed text is the text that was put into it, and JSON for SQLite`(_ text: String) throws {
  var list = PackedListWriter()
  list.item { $0.add(text: text) }
  #expect(try PackedListReader.items(list.ended) { try $0.text() } == [text])
  try DatabaseQueue().read { db in
    let json = String(decoding: list.ended, as: UTF8.self)
    let found = try Row.fetchOne(
      db,
      // Its own function for JSON says what SQLite writes; escaped otherwise, it is read as well.
      sql: "SELECT json_array(json_array(?)), hex(json_extract(?, '$[0][0]')) = hex(?)",
      arguments: [text, json, text]
    )
    let written: String = try #require(found?[0])
    #expect(try PackedListReader.items(Array(written.utf8)) { try $0.text() } == [text])
    #expect(found?[1] == true)
  }
}

@Test func `a packed text may hold a NUL, at which SQLite would end it`() throws {
  var list = PackedListWriter()
  list.item { $0.add(text: "1\u{0}2") }
  #expect(String(decoding: list.ended, as: UTF8.self) == #"[["1\u00002"]]"#)
  #expect(try PackedListReader.items(list.ended) { try $0.text() } == ["1\u{0}2"])
}

@Test func `nulls at the end of an item are left out and read again`() throws {
  var list = PackedListWriter()
  list.item { item in
    item.add(3 as Int?)
    item.add(nil as Int?)
    item.add(4 as Int?)
    item.add(nil as SourcePlace?)
    item.add(text: nil)
  }
  #expect(String(decoding: list.ended, as: UTF8.self) == "[[3,null,4]]")
  let items = try PackedListReader.items(list.ended) { item in
    let integers = [
      try item.optionalInteger(), try item.optionalInteger(), try item.optionalInteger(),
    ]
    let place = try item.place()
    return (integers, place, try item.optionalText())
  }
  #expect(items.map(\.0) == [[3, nil, 4]])
  #expect(items.first?.1 == nil)
  #expect(items.first?.2 == nil)
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
