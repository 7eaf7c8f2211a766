internal import CZlib

/// One file of a Zip archive.
public struct ZipEntry {
  /// As stored, in any encoding.
  public var name: [UInt8]
  public var content: [UInt8]
  public var isCompressed: Bool

  /// Only marked as encrypted; the content stays as it is.
  public var isEncrypted: Bool
  public var isMarkedUTF8: Bool

  public init(
    _ name: String,
    _ content: String = "x",
    isCompressed: Bool = true,
    isEncrypted: Bool = false
  ) {
    self.init(
      Array(name.utf8),
      Array(content.utf8),
      isCompressed: isCompressed,
      isEncrypted: isEncrypted,
      isMarkedUTF8: true
    )
  }

  public init(
    _ name: [UInt8],
    _ content: [UInt8],
    isCompressed: Bool = true,
    isEncrypted: Bool = false,
    isMarkedUTF8: Bool = false
  ) {
    self.name = name
    self.content = content
    self.isCompressed = isCompressed
    self.isEncrypted = isEncrypted
    self.isMarkedUTF8 = isMarkedUTF8
  }
}

/// A Zip archive of the entries, in their order.
public func zipped(_ entries: [ZipEntry]) -> [UInt8] {
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for entry in entries {
    let stored = entry.isCompressed ? compressed(entry.content, windowBits: -15) : entry.content
    let flags = (entry.isEncrypted ? 1 : 0) | (entry.isMarkedUTF8 ? 0x800 : 0)
    let common =
      bytes(of: 20, 2) + bytes(of: flags, 2) + bytes(of: entry.isCompressed ? 8 : 0, 2)
      + bytes(of: 0, 4) + bytes(of: checksum(entry.content), 4) + bytes(of: stored.count, 4)
      + bytes(of: entry.content.count, 4) + bytes(of: entry.name.count, 2) + bytes(of: 0, 2)
    directory += Array("PK\u{1}\u{2}".utf8) + bytes(of: 20, 2) + common + bytes(of: 0, 10)
    directory += bytes(of: archive.count, 4) + entry.name
    archive += Array("PK\u{3}\u{4}".utf8) + common + entry.name + stored
  }
  return archive + directory + Array("PK\u{5}\u{6}".utf8) + bytes(of: 0, 4)
    + bytes(of: entries.count, 2) + bytes(of: entries.count, 2) + bytes(of: directory.count, 4)
    + bytes(of: archive.count, 4) + bytes(of: 0, 2)
}

/// A tar archive of files and, where the content is `nil`, of links that lead to `target`.
public func tarred(_ entries: [(name: [UInt8], content: String?)]) -> [UInt8] {
  var archive: [UInt8] = []
  for (name, content) in entries {
    let size = String(content?.utf8.count ?? 0, radix: 8)
    var header = name + [UInt8](repeating: 0, count: 100 - name.count)
    header += Array("0000644\u{0}0000000\u{0}0000000\u{0}".utf8)
    header += Array((String(repeating: "0", count: 11 - size.count) + size + "\u{0}").utf8)
    header += Array("00000000000\u{0}        ".utf8)
    header += Array((content == nil ? "2target" : "0").utf8)
    header += [UInt8](repeating: 0, count: 257 - header.count) + Array("ustar\u{0}00".utf8)
    header += [UInt8](repeating: 0, count: 512 - header.count)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    let digits = String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} "
    header.replaceSubrange(148..<156, with: Array(digits.utf8))
    archive += header + Array((content ?? "").utf8)
    archive += [UInt8](repeating: 0, count: (512 - archive.count % 512) % 512)
  }
  return archive + [UInt8](repeating: 0, count: 1024)
}

public func gzipped(_ content: [UInt8]) -> [UInt8] {
  compressed(content, windowBits: 31)
}

/// As servers should send what they call `deflate`, or without the wrapping.
public func deflated(_ content: [UInt8], isWrapped: Bool) -> [UInt8] {
  compressed(content, windowBits: isWrapped ? 15 : -15)
}

private func compressed(_ content: [UInt8], windowBits: Int32) -> [UInt8] {
  var stream = z_stream()
  let size = Int32(MemoryLayout<z_stream>.size)
  deflateInit2_(&stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))) + 64)
  var input = content
  let rest = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      return Int(stream.avail_out)
    }
  }
  deflateEnd(&stream)
  output.removeLast(rest)
  return output
}

private func checksum(_ content: [UInt8]) -> Int {
  Int(crc32(0, content, UInt32(content.count)))
}

/// A number with its lowest byte first.
private func bytes(of number: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> (8 * $0) : 0) }
}

/// One record of a web archive.
public func webRecord(
  _ type: String,
  url: String? = nil,
  contentType: String = "application/http; msgtype=response",
  _ block: [UInt8]
) -> [UInt8] {
  let address = url.map { "WARC-Target-URI: \($0)\r\n" } ?? ""
  let header =
    "WARC/1.0\r\nWARC-Type: \(type)\r\n\(address)Content-Type: \(contentType)\r\n"
    + "Content-Length: \(block.count)\r\n\r\n"
  return Array(header.utf8) + block + Array("\r\n\r\n".utf8)
}

/// The record of a page that a server sent.
public func webResponse(
  _ url: String?,
  status: String = "200 OK",
  fields: [String] = ["Content-Type: text/html"],
  _ body: [UInt8]
) -> [UInt8] {
  let header = (["HTTP/1.1 \(status)"] + fields + ["", ""]).joined(separator: "\r\n")
  return webRecord("response", url: url, Array(header.utf8) + body)
}
