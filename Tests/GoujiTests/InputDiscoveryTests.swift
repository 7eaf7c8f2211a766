import Foundation
import Gouji
import GoujiTestSupport
import Testing

private func documents(
  _ inputs: [String],
  excluding output: String? = nil
) throws -> [String] {
  try discoverInputs(inputs, excluding: output).map(\.document)
}

@Test func `a folder is searched recursively in the order of the names`() throws {
  let folder = try TemporaryFolder()
  for name in ["b/2.txt", "b/1.html", "a.md", "c.HTM", "页面", "b/.hidden/x.txt", ".hidden.txt"] {
    try folder.write("x", to: name)
  }
  #expect(try documents([folder.path]) == ["a.md", "b/1.html", "b/2.txt", "c.HTM", "页面"])
}

@Test func `data files in a folder are no documents, but a file that is named is`() throws {
  let folder = try TemporaryFolder()
  for name in ["source.txt", "truth.csv", "meta.json", "logo.PNG", "all.rar", "t20200117_4829"] {
    try folder.write("x", to: name)
  }
  #expect(try documents([folder.path]) == ["source.txt", "t20200117_4829"])
  #expect(try documents([folder.path("truth.csv")]) == ["truth.csv"])
}

@Test func `loops of links end, and a broken link is listed`() throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "inner/a.txt")
  let files = FileManager.default
  try files.createSymbolicLink(atPath: folder.path("inner/up"), withDestinationPath: "..")
  try files.createSymbolicLink(atPath: folder.path("gone.txt"), withDestinationPath: "nowhere")
  #expect(try documents([folder.path]) == ["gone.txt", "inner/a.txt"])
}

@Test func `documents of one name in two inputs are told apart`() throws {
  let folder = try TemporaryFolder()
  for name in ["2019/a.txt", "2020/a.txt", "2020/b.txt", "other/2020/a.txt"] {
    try folder.write("x", to: name)
  }
  #expect(
    try documents([folder.path("2019"), folder.path("2020")])
      == ["2019/a.txt", "2020/a.txt", "b.txt"]
  )
  #expect(
    try documents([folder.path("2020"), folder.path("other/2020")])
      == [folder.path("2020/a.txt"), "b.txt", folder.path("other/2020/a.txt")]
  )
  #expect(
    try documents([folder.path("2019"), folder.path("2020/../2019"), folder.path("2019/a.txt")])
      == ["a.txt"]
  )
}

@Test func `the folder of the output is not read`() throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "a.txt")
  try folder.write("x", to: "out/summary.html")
  #expect(try documents([folder.path], excluding: folder.path("out")) == ["a.txt"])
}

@Test func `names that are not UTF-8 are found and read`() throws {
  let folder = try TemporaryFolder()
  let name: [UInt8] = [0xB0, 0xB2] + Array(".txt".utf8)
  let path = FilePath(folder.path).appending(name)
  let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o644) }
  try #require(descriptor >= 0)
  close(descriptor)
  let files = try discoverInputs([folder.path])
  #expect(files.map(\.document) == ["%B0%B2.txt"])
  let document = try #require(Array(InputDocuments(files)).first)
  #expect(try Reader().read(document).byteCount == 0)
}

@Test func `an input that is not there is an error with its name`() throws {
  let error = #expect(throws: InputError.self) { try discoverInputs(["no/such"]) }
  #expect(error?.code == .noSuchFile)
  #expect(error?.message.en == "cannot find 'no/such': check the path")
}

@Test func `a folder without documents is an error`() throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "truth.csv")
  let error = #expect(throws: InputError.self) { try discoverInputs([folder.path]) }
  #expect(error?.code == .noDocument)
}

@Test func `a manifest declares what it knows about documents, in folders below as well`() throws {
  let folder = try TemporaryFolder()
  try folder.write("x", to: "a.txt")
  try folder.write("x", to: "b/c.data")
  try folder.write("x", to: "b/d.txt")
  try folder.write(
    """
    \u{FEFF}year,note,document,agency,published_on,scope,region_code\r
    2020,"two\r
    lines",./a.txt,"安顺,开发区",2021/1/31,office,520400\r
    ,,b\\c.data,,,,\r
    2021,,gone.txt,,,,\r

    """,
    to: "manifest.csv"
  )
  try folder.write("document,agency\nd.txt,普定县\n", to: "b/manifest.csv")
  let files = try discoverInputs([folder.path])
  #expect(files.map(\.document) == ["a.txt", "b/c.data", "b/d.txt", "gone.txt"])
  let entry = try #require(files[0].manifestEntry)
  #expect(entry.agency == "安顺,开发区")
  #expect(entry.year == 2020)
  #expect(entry.publishedOn == CalendarDate(year: 2021, month: 1, day: 31))
  #expect(entry.scope == .office)
  #expect(entry.regionCode == "520400")
  #expect(files[2].manifestEntry?.agency == "普定县")
  let absent = try Reader().read(Array(InputDocuments(files))[3]).reading
  #expect(absent.status == .unreadable)
  #expect(absent.reason?.en == "listed in line 5 of manifest.csv, but there is no such file")
}

@Test(arguments: [
  ("agency,year\nx,2020\n", "1: no column 'document' in the first line"),
  ("document,year\na.txt,20x0\n", "2: year: cannot read '20x0' as a year of four digits"),
  (
    "document,scope\n\"a\nb\",\nc,all\n",
    "4: scope: cannot read 'all' as 'office', 'level' or 'region'"
  ),
  (
    "document,published_on\na,2021-02-30\n",
    "2: published_on: cannot read '2021-02-30' as a date such as 2020-02-17"
  ),
  (
    "document,region_code\na,52-04\n",
    "2: region_code: cannot read '52-04' as a code of 2 to 12 digits"
  ),
  ("document\na\n\n./a\n", "4: document: 'a' is already listed in line 2"),
  ("document,year\n,2020\n", "2: document: empty"),
])
func `a mistake in a manifest is named with its line`(_ manifest: String, _ problem: String) throws
{
  let folder = try TemporaryFolder()
  try folder.write("x", to: "a")
  try folder.write(manifest, to: "manifest.csv")
  let error = #expect(throws: InputError.self) { try discoverInputs([folder.path]) }
  #expect(
    error?.message.en == "\(FilePath(folder.path).appending(Array("manifest.csv".utf8))):\(problem)"
  )
}
