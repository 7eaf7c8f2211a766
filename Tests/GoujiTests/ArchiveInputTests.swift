import Foundation
import Gouji
import GoujiTestSupport
import Testing

/// One reader for all tests, for it takes long to make.
private let sharedReader = Result { try Reader() }

/// What became of the documents of a file that is given as the only input.
private func readDocuments(
  _ bytes: [UInt8],
  in name: String,
  limits: InputLimits = InputLimits()
) throws -> [ReadDocument] {
  let folder = try TemporaryFolder()
  try folder.write(bytes, to: name)
  let reader = try sharedReader.get()
  let files = try discoverInputs([folder.path(name)], limits: limits)
  return InputDocuments(files, limits: limits).map {
    reader.read($0, limits: limits)
  }
}

private func names(_ documents: [ReadDocument]) -> [String] { documents.map(\.document) }

private func reasons(_ documents: [ReadDocument]) -> [String?] {
  documents.map { $0.reading.status == .unreadable ? $0.reading.reason?.en : nil }
}

private let abcDigest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

@Test func `the documents in a Zip archive are read as if they lay in a folder`() throws {
  let documents = try readDocuments(
    zipped([
      ZipEntry("2021/年报.html", "abc"), ZipEntry("2021/"), ZipEntry("logo.png"),
      ZipEntry(".hidden/a.txt"), ZipEntry("b.txt", "abc", isCompressed: false),
    ]),
    in: "all.zip"
  )
  #expect(names(documents) == ["all.zip/2021/年报.html", "all.zip/b.txt"])
  #expect(documents.map(\.sha256) == [abcDigest, abcDigest])
  #expect(documents.map(\.byteCount) == [3, 3])
}

@Test(arguments: ["a.tar", "a.tar.gz", "a.tgz"])
func `the documents in a tar archive are read`(_ name: String) throws {
  let archive = tarred([(Array("x/1.txt".utf8), "abc"), (Array("2.txt".utf8), "d")])
  let documents = try readDocuments(name == "a.tar" ? archive : gzipped(archive), in: name)
  #expect(names(documents) == ["\(name)/x/1.txt", "\(name)/2.txt"])
  #expect(documents.first?.sha256 == abcDigest)
}

@Test func `names in GBK are decoded, and names in nothing are written byte by byte`() throws {
  let gbk = encoded("安顺/年报.txt", in: "GB18030")
  let broken: [UInt8] = [0x61, 0xFF, 0x2E, 0x74, 0x78, 0x74]
  let zip = zipped([ZipEntry(gbk, [0x61]), ZipEntry(broken, [0x61])])
  #expect(names(try readDocuments(zip, in: "a.zip")) == ["a.zip/安顺/年报.txt", "a.zip/a%FF.txt"])
  let tar = tarred([(gbk, "a")])
  #expect(names(try readDocuments(tar, in: "a.tar")) == ["a.tar/安顺/年报.txt"])
}

@Test func `names that lead out of an archive are confined to it, and nothing is written`() throws {
  let folder = try TemporaryFolder()
  let names = ["../../a.txt", "/etc/passwd", "x/../../b.txt", "..\\c.txt", "C:\\d.txt", "e\nf.txt"]
  try folder.write(zipped(names.map { ZipEntry($0) }), to: "in/a.zip")
  let documents = InputDocuments(try discoverInputs([folder.path("in")]))
  #expect(
    documents.map(\.document) == [
      "a.zip/%2E%2E/%2E%2E/a.txt", "a.zip/etc/passwd", "a.zip/x/%2E%2E/%2E%2E/b.txt",
      "a.zip/%2E%2E/c.txt", "a.zip/C:/d.txt", "a.zip/e\nf.txt",
    ]
  )
  #expect(try folder.names(in: "") == ["in"])
  #expect(try folder.names(in: "in") == ["a.zip"])
}

@Test func `documents of one name in an archive are told apart`() throws {
  let zip = zipped([ZipEntry("a.txt"), ZipEntry("a.txt"), ZipEntry("a.txt#2"), ZipEntry("./a.txt")])
  #expect(
    names(try readDocuments(zip, in: "a.zip"))
      == ["a.zip/a.txt", "a.zip/a.txt#2", "a.zip/a.txt#2#2", "a.zip/a.txt#3"]
  )
}

@Test func `what cannot be read in an archive is listed with its reason`() throws {
  let zip = zipped([
    ZipEntry("secret.txt", isEncrypted: true), ZipEntry("inner.zip"),
    ZipEntry("long.txt", String(repeating: "a", count: 101)), ZipEntry("fine.txt"),
  ])
  let documents = try readDocuments(zip, in: "a.zip", limits: InputLimits(documentSize: 100))
  #expect(
    reasons(documents) == [
      "encrypted: decrypt it first", "an archive inside an archive: unpack it first",
      "larger than the limit of 100 B", nil,
    ]
  )
  let tar = try readDocuments(tarred([(Array("link.txt".utf8), nil)]), in: "a.tar")
  #expect(reasons(tar) == ["a link in an archive, which is not followed"])
}

@Test(arguments: ["a.zip", "a.tar.gz", "a.tar"])
func `a file that is no archive is unreadable as a whole`(_ name: String) throws {
  let documents = try readDocuments(Array("no archive".utf8), in: name)
  #expect(names(documents) == [name])
  #expect(
    reasons(documents)
      == ["the archive is broken or of an unknown kind (Unrecognized archive format)"]
  )
}

@Test func `an archive without documents is listed`() throws {
  let documents = try readDocuments(zipped([ZipEntry("a.png")]), in: "a.zip")
  #expect(names(documents) == ["a.zip"])
  #expect(reasons(documents) == ["no document in the archive"])
}

@Test func `of an archive that breaks off the documents before the break are read`() throws {
  var generator = SeededGenerator(seed: 2)
  let noise = (0..<40_000).map { _ in
    Character(UnicodeScalar(UInt8.random(in: 33...126, using: &generator)))
  }
  let tar = gzipped(tarred([(Array("a.txt".utf8), "abc"), (Array("b.txt".utf8), String(noise))]))
  let documents = try readDocuments(Array(tar.dropLast(5000)), in: "a.tar.gz")
  #expect(names(documents) == ["a.tar.gz"], "libarchive gives up the block that is cut")

  let pages = (0..<3).map { gzipped(webResponse("http://a.cn/\($0)", Array(String(noise).utf8))) }
  let cut = try readDocuments(Array(pages.joined().dropLast(1000)), in: "a.warc.gz")
  #expect(names(cut) == ["a.warc.gz/http://a.cn/0", "a.warc.gz/http://a.cn/1", "a.warc.gz"])
  #expect(reasons(cut) == [nil, nil, "the file, compressed with gzip, is broken or cut off"])
}

@Test(.timeLimit(.minutes(1))) func `an archive that unpacks to too much is read up to a limit`()
  throws
{
  let limits = InputLimits(documentSize: 1 << 17, archiveSize: 1 << 19)
  let zeros = [UInt8](repeating: 0x20, count: 3 << 17)
  let tooMuch = "the archive unpacks to more than the limit of 524288 B, the rest was not read"
  let tooLarge = "larger than the limit of 131072 B"

  let zip = zipped((0..<3).map { ZipEntry(Array("\($0).txt".utf8), zeros) })
  #expect(
    reasons(try readDocuments(zip, in: "a.zip", limits: limits)) == [tooLarge, tooLarge, tooLarge]
  )

  let small = [UInt8](repeating: 0x20, count: 1 << 17)
  let many = zipped((0..<6).map { ZipEntry(Array("\($0).txt".utf8), small) })
  #expect(
    reasons(try readDocuments(many, in: "a.zip", limits: limits)) == [
      nil, nil, nil, nil, tooMuch, tooMuch,
    ]
  )
  let text = String(decoding: zeros, as: UTF8.self)
  let tar = gzipped(tarred((0..<3).map { (Array("\($0).txt".utf8), text) }))
  #expect(reasons(try readDocuments(tar, in: "a.tgz", limits: limits)) == [tooLarge, tooMuch])

  let web = gzipped(webResponse("http://a.cn/", zeros) + webResponse("http://b.cn/", zeros))
  #expect(reasons(try readDocuments(web, in: "a.warc.gz", limits: limits)) == [tooLarge, tooMuch])
}

@Test func `a manifest in an archive is heeded, and so is one beside it`() throws {
  let folder = try TemporaryFolder()
  let inner = """
    document,agency,year
    a.csv,普定县,2019
    b.txt,平坝区,
    gone.txt,,
    """
  try folder.write(
    zipped([
      ZipEntry("x/a.csv"), ZipEntry("x/b.txt"), ZipEntry("c.txt"),
      ZipEntry("x/manifest.csv", inner),
    ]),
    to: "in/a.zip"
  )
  try folder.write(
    "document,agency\na.zip/c.txt,西秀区\na.zip/x/b.txt,关岭县\na.zip/lost.txt,\n",
    to: "in/manifest.csv"
  )
  let reader = try sharedReader.get()
  let found = InputDocuments(try discoverInputs([folder.path("in")])).map { document in
    let reason = reader.read(document).reading.reason?.en ?? ""
    return "\(document.document) \(document.manifestEntry?.agency ?? "-") \(reason)"
  }
  let lost = "listed in line 4 of manifest.csv, but there is no such file"
  #expect(
    found == [
      "a.zip/x/a.csv 普定县 no official table was found",
      "a.zip/x/b.txt 平坝区 no official table was found",
      "a.zip/c.txt 西秀区 no official table was found",
      "a.zip/lost.txt - \(lost)", "a.zip/x/gone.txt - \(lost)",
    ]
  )
}

@Test func `a mistake in a manifest in an archive is named with its line`() throws {
  let folder = try TemporaryFolder()
  let manifest = ZipEntry("x/manifest.csv", "document,year\na,20x0\n")
  try folder.write(zipped([ZipEntry("x/a"), manifest]), to: "a.zip")
  let error = #expect(throws: InputError.self) { try discoverInputs([folder.path("a.zip")]) }
  #expect(
    error?.message.en
      == "\(folder.path("a.zip"))/x/manifest.csv:2: year: cannot read '20x0' as a year of four digits"
  )
}

@Test func `the pages in a web archive are read, each with its address`() throws {
  let page = Array("abc".utf8)
  let archive =
    webRecord("warcinfo", contentType: "application/warc-fields", Array("software: x".utf8))
    + webResponse("http://a.gov.cn/1.html", page)
    + webRecord("request", url: "http://a.gov.cn/2", Array("GET / HTTP/1.1\r\n\r\n".utf8))
    + webResponse("http://a.gov.cn/2.png", fields: ["Content-Type: image/png"], page)
    + webResponse("http://a.gov.cn/3", status: "302 Found", page)
    + webResponse("http://a.gov.cn/4", status: "404 Not Found", page)
    + webResponse(nil, page)
    + webRecord("conversion", url: "<http://a.gov.cn/5>", contentType: "text/plain", page)
    + webResponse("http://a.gov.cn/../1.html", page)
  for (bytes, name) in [(archive, "a.warc"), (gzipped(archive), "a.warc.gz")] {
    let documents = try readDocuments(bytes, in: name)
    #expect(
      names(documents) == [
        "\(name)/http://a.gov.cn/1.html", "\(name)/http://a.gov.cn/4", "\(name)/#7",
        "\(name)/http://a.gov.cn/5", "\(name)/http://a.gov.cn/%2E%2E/1.html",
      ]
    )
    #expect(
      documents.map(\.manifestEntry?.url) == [
        "http://a.gov.cn/1.html", "http://a.gov.cn/4", nil, "http://a.gov.cn/5",
        "http://a.gov.cn/../1.html",
      ]
    )
    #expect(reasons(documents) == [nil, "the server answered with status 404", nil, nil, nil])
    #expect(documents.map(\.sha256).filter { $0 == abcDigest }.count == 4)
  }
}

@Test func `what a page was wrapped in for the way is undone`() throws {
  let page = [UInt8](repeating: 0x61, count: 3000)
  let html = "Content-Type: text/html"
  let chunks =
    Array("3e8;x=y\r\n".utf8) + page[..<1000] + Array("\r\n7d0\r\n".utf8) + page[1000...]
    + Array("\r\n0\r\n\r\n".utf8)
  let bodies: [([String], [UInt8])] = [
    (["Transfer-Encoding: chunked"], chunks),
    (["transfer-encoding: Chunked"], page),
    (["Content-Encoding: gzip"], gzipped(page)),
    (["Content-Encoding: gzip"], page),
    (["Content-Encoding: deflate"], deflated(page, isWrapped: true)),
    (["Content-Encoding: deflate"], deflated(page, isWrapped: false)),
  ]
  let archive = bodies.flatMap { webResponse("http://a.cn/", fields: [html] + $0.0, $0.1) }
  let documents = try readDocuments(archive, in: "a.warc")
  #expect(documents.count == bodies.count)
  for document in documents { #expect(document.byteCount == 3000, "\(document.document)") }
}

@Test func `content that cannot be unpacked is unreadable`() throws {
  let html = "Content-Type: text/html"
  let archive =
    webResponse("http://a.cn/1", fields: [html, "Content-Encoding: br"], [0x1B, 0, 3])
    + webResponse(
      "http://a.cn/2",
      fields: [html, "Content-Encoding: gzip"],
      gzipped([UInt8](repeating: 0x61, count: 3000)).dropLast(9)
    )
    + webResponse(
      "http://a.cn/3",
      fields: [html, "Content-Encoding: gzip"],
      gzipped([UInt8](repeating: 0x61, count: 30_000))
    )
  let limits = InputLimits(documentSize: 20_000)
  #expect(
    reasons(try readDocuments(archive, in: "a.warc", limits: limits)) == [
      "its content is compressed with br, which is not supported",
      "its compressed content is broken",
      "larger than the limit of 20000 B",
    ]
  )
}

@Test func `the encoding that a server names goes before a wrong one in the page`() throws {
  let page =
    "<html><head><meta charset=\"gb2312\"></head><body>\(String(repeating: "縣政府信息公開年度報告", count: 9))"
  let body = encoded(page, in: "Big5")
  let archive =
    webResponse("http://a.tw/1", fields: ["Content-Type: text/html; charset=\"Big5\""], body)
  let document = try #require(try readDocuments(archive, in: "a.warc").first)
  #expect(document.reading.encoding == "Big5-HKSCS")
  #expect(document.reading.encodingEvidence == "declared")
}

@Test(arguments: [
  "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n",
  "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n",
  "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 50\r\n\r\nHTTP/1.1 200 OK\r\n",
  "WARC/1.0\r\nWARC-Type: response", "WARC/1.0\r\n", "HTTP/1.1 200 OK\r\n\r\n",
])
func `a broken web archive is listed`(_ text: String) throws {
  try expectBrokenArchive(endingIn: text)
}

@Test func `a web archive whose first line never ends is listed`() throws {
  try expectBrokenArchive(endingIn: String(repeating: "WARC/1.0", count: 20_000))
}

private func expectBrokenArchive(endingIn text: String) throws {
  let whole = webResponse("http://a.cn/", Array("abc".utf8))
  let documents = try readDocuments(whole + Array(text.utf8), in: "a.warc")
  #expect(names(documents) == ["a.warc/http://a.cn/", "a.warc"])
  #expect(reasons(documents).last??.hasPrefix("the WARC file is broken or cut off behind") == true)
}

@Test(arguments: 0..<150 as Range<UInt64>)
func `archives with bytes changed or cut off never trap`(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let archives: [(String, [UInt8])] = [
    ("a.zip", zipped([ZipEntry("a.txt", "abc"), ZipEntry("b/c.txt", "def")])),
    ("a.tar", tarred([(Array("a.txt".utf8), "abc"), (Array("b.txt".utf8), "def")])),
    (
      "a.warc",
      webResponse(
        "http://a.cn/",
        fields: ["Transfer-Encoding: chunked"],
        Array("3\r\nabc\r\n0\r\n".utf8)
      )
    ),
    ("a.warc.gz", gzipped(webResponse("http://a.cn/", Array("abc".utf8)))),
  ]
  for (name, bytes) in archives {
    var broken = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      broken[Int.random(in: broken.indices, using: &generator)] = .random(
        in: 0...255,
        using: &generator
      )
    }
    if Bool.random(using: &generator) {
      broken.removeLast(Int.random(in: 1..<broken.count, using: &generator))
    }
    #expect(try readDocuments(broken, in: name).count >= 1, "\(name), seed \(seed)")
  }
}

@Test func `one document of an archive can be named`() throws {
  let folder = try TemporaryFolder()
  try folder.write(zipped([ZipEntry("x/a.txt", "abc"), ZipEntry("b.txt")]), to: "a.zip")
  try folder.write(zipped([ZipEntry("only.txt", "abc")]), to: "one.zip")
  let reader = try sharedReader.get()
  #expect(reader.read(try singleInput(folder.path("a.zip/x/a.txt"))).sha256 == abcDigest)
  #expect(reader.read(try singleInput(folder.path("one.zip"))).sha256 == abcDigest)
  let absent = #expect(throws: InputError.self) { try singleInput(folder.path("a.zip/no.txt")) }
  #expect(absent?.code == .noSuchFile)
  let several = #expect(throws: InputError.self) { try singleInput(folder.path("a.zip")) }
  #expect(
    several?.message.en.hasSuffix(
      "holds several documents: name one, as in '\(folder.path("a.zip"))/NAME'"
    ) == true
  )
}

@Test func `a pipe with the name of an archive does not make the reader wait`() throws {
  let folder = try TemporaryFolder()
  for name in ["a.zip", "a.warc.gz"] {
    try #require(mkfifo(folder.path(name), 0o644) == 0)
  }
  let reader = try sharedReader.get()
  let documents = InputDocuments(try discoverInputs([folder.path])).map { reader.read($0) }
  #expect(documents.map(\.reading.reason) == [notAFile, notAFile])
}
