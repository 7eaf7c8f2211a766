/// The fields of a header such as WARC, HTTP and mail have: names and values, one a line.
struct HeaderFields {
  private var fields: [(name: String, value: String)] = []

  /// Takes one line over, without its end; what has no colon continues the line before or is dropped.
  mutating func append(_ line: ArraySlice<UInt8>) {
    if let first = line.first, first == 0x20 || first == 0x09 {
      guard let last = fields.indices.last else { return }
      fields[last].value += " " + trimmed(line)
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    fields.append((trimmed(line[..<colon]).lowercased(), trimmed(line[(colon + 1)...])))
  }

  /// The value of the first field of a name in lower case.
  subscript(name: String) -> String? {
    fields.first { $0.name == name }?.value
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes.drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What a `Content-Type` says.
struct ContentType {
  /// In lower case, such as `text/html`.
  let media: String

  /// The label of the encoding in lower case; `nil` when there is none.
  let charset: String?

  init(_ value: String) {
    let parts = value.split(separator: ";", omittingEmptySubsequences: false)
    media = parts[0].filter { !$0.isWhitespace }.lowercased()
    charset = parts.dropFirst().lazy
      .map { $0.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }.lowercased() }
      .first { $0.hasPrefix("charset=") }
      .map { String($0.dropFirst("charset=".count)) }
  }

  /// Whether reports are published as this.
  var isDocument: Bool {
    media.isEmpty || ["text/html", "application/xhtml+xml", "text/plain"].contains(media)
  }
}

/// One record of a web archive that may hold a document.
struct WebArchiveRecord {
  /// Counted from 1, records of other kinds included.
  let number: Int
  let fields: HeaderFields

  /// What the record holds, for a response the header of HTTP included.
  let block: [UInt8]

  /// Whether the record is larger than the limit, and the block only its start.
  let isCut: Bool
}

/// Reads a web archive (WARC, ISO 28500) record by record, compressed or not.
struct WebArchiveReader {
  private let file: UnpackedFile
  private let limits: InputLimits
  private var buffer: [UInt8] = []
  private var position = 0
  private var number = 0

  /// Headers are short; a file whose lines have no end is no web archive.
  private static let longestHeader = 1 << 16

  /// - Throws: `FileTrouble` when the file cannot be opened.
  init(path: FilePath, limits: InputLimits) throws(FileTrouble) {
    file = try UnpackedFile(path: path, limit: limits.archiveSize)
    self.limits = limits
  }

  /// The next record that a document may be in.
  ///
  /// - Returns: `nil` behind the last record.
  /// - Throws: `FileTrouble` when the file is broken from here on.
  mutating func next() throws(FileTrouble) -> WebArchiveRecord? {
    while let fields = try nextHeader() {
      number += 1
      guard let text = fields["content-length"], let length = Int(text), length >= 0 else {
        throw broken("Content-Length")
      }
      guard ["response", "resource", "conversion"].contains(fields["warc-type"]) else {
        try skip(length)
        continue
      }
      let isCut = length > limits.documentSize + Self.longestHeader
      let block = try take(isCut ? Self.longestHeader : length)
      if isCut { try skip(length - block.count) }
      return WebArchiveRecord(number: number, fields: fields, block: block, isCut: isCut)
    }
    return nil
  }

  /// The fields of the next record; `nil` at the end of the file.
  private mutating func nextHeader() throws(FileTrouble) -> HeaderFields? {
    var line: ArraySlice<UInt8>
    repeat {
      guard let next = try nextLine() else { return nil }
      line = next
    } while line.isEmpty
    guard line.starts(with: Array("WARC/".utf8)) else { throw broken("WARC/1.0") }
    var fields = HeaderFields()
    var count = 0
    while true {
      guard let line = try nextLine() else { throw broken("WARC/1.0") }
      if line.isEmpty { return fields }
      count += line.count
      guard count <= Self.longestHeader else { throw broken("WARC/1.0") }
      fields.append(line)
    }
  }

  /// A line without its end; `nil` at the end of the file.
  private mutating func nextLine() throws(FileTrouble) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = buffer[position..<end]
        position = end + 1
        return line.last == 0x0D ? line.dropLast() : line
      }
      guard buffer.count - position <= Self.longestHeader else { throw broken("WARC/1.0") }
      let waiting = buffer.count - position
      guard try fill() else {
        if waiting > 0 { throw broken("WARC/1.0") }
        return nil
      }
      searched = position + waiting
    }
  }

  private mutating func take(_ count: Int) throws(FileTrouble) -> [UInt8] {
    var bytes = Array(buffer[position...].prefix(count))
    position += bytes.count
    while bytes.count < count {
      guard try fill() else { throw broken("Content-Length") }
      let part = buffer[position...].prefix(count - bytes.count)
      bytes.append(contentsOf: part)
      position += part.count
    }
    return bytes
  }

  private mutating func skip(_ count: Int) throws(FileTrouble) {
    var rest = count
    while true {
      let step = min(rest, buffer.count - position)
      position += step
      rest -= step
      if rest == 0 { return }
      guard try fill() else { throw broken("Content-Length") }
    }
  }

  /// Reads on, keeping what was not used yet.
  private mutating func fill() throws(FileTrouble) -> Bool {
    buffer.removeFirst(position)
    position = 0
    let chunk = try file.nextChunk()
    buffer.append(contentsOf: chunk)
    return !chunk.isEmpty
  }

  private func broken(_ part: String) -> FileTrouble {
    FileTrouble(
      reason: Bilingual(
        zh: "WARC 文件在第 \(number) 条记录之后损坏或中断(\(part))",
        en: "the WARC file is broken or cut off behind record \(number) (\(part))"
      )
    )
  }
}

/// What a server answered.
struct HTTPResponse {
  let status: Int
  let fields: HeaderFields

  /// As it was sent, encoded for the transport.
  private let body: ArraySlice<UInt8>

  /// - Returns: `nil` when the bytes are no answer of HTTP.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Array("HTTP/".utf8)) else { return nil }
    var fields = HeaderFields()
    var status: Int?
    var position = 0
    while let end = bytes[position...].firstIndex(of: 0x0A) {
      var line = bytes[position..<end]
      if line.last == 0x0D { line.removeLast() }
      position = end + 1
      if line.isEmpty { break }
      if status == nil {
        let words = line.split(separator: 0x20)
        status = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) : nil
        if status == nil { return nil }
      } else {
        fields.append(line)
      }
    }
    guard let status else { return nil }
    self.status = status
    self.fields = fields
    body = bytes[position...]
  }

  /// The document that was sent, whatever it was wrapped in for the way.
  ///
  /// Many crawlers undo the wrapping and leave the header as it was; so what is not wrapped as the
  /// header says is taken as it is.
  func content(limit: Int) throws(FileTrouble) -> [UInt8] {
    var content = Array(body)
    if fields["transfer-encoding"]?.lowercased().contains("chunked") == true,
      let joined = joinedChunks(content)
    {
      content = joined
    }
    let coding = fields["content-encoding"]?.lowercased() ?? "identity"
    if coding.contains("gzip"), content.starts(with: [0x1F, 0x8B]) {
      content = try unpacked(content, .marked, limit: limit)
    } else if coding == "deflate", !looksLikeText(content) {
      // Servers send it with and without the wrapping that it should have.
      let isWrapped = content.first.map { $0 & 0x0F == 8 } ?? false
      content = try unpacked(content, isWrapped ? .marked : .none, limit: limit)
    } else if ["br", "zstd", "compress"].contains(coding), !looksLikeText(content) {
      throw FileTrouble(
        reason: Bilingual(
          zh: "内容以 \(coding) 压缩,不支持",
          en: "its content is compressed with \(coding), which is not supported"
        )
      )
    }
    guard content.count <= limit else { throw tooLarge(limit: limit) }
    return content
  }

  private func looksLikeText(_ bytes: [UInt8]) -> Bool {
    !bytes.prefix(64).contains { $0 < 0x09 }
  }

  /// - Returns: `nil` when the bytes are not in chunks.
  private func joinedChunks(_ bytes: [UInt8]) -> [UInt8]? {
    var joined: [UInt8] = []
    var position = 0
    while let end = bytes[position...].firstIndex(of: 0x0A) {
      let digits = bytes[position..<end].prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }
      guard digits.count <= 8,
        let count = Int(String(decoding: digits, as: UTF8.self), radix: 16), count >= 0
      else { return nil }
      position = end + 1
      if count == 0 { return joined }
      joined.append(contentsOf: bytes[position...].prefix(count))
      position += count
      // A body that was cut off keeps what it has.
      guard position < bytes.count else { return joined }
      while position < bytes.count, bytes[position] == 0x0D || bytes[position] == 0x0A {
        position += 1
      }
    }
    return joined.isEmpty ? nil : joined
  }
}
